from django.http import JsonResponse
from django.views import View

from .services import get_client, tag_names


class PersonView(View):
    def get(self, request, email):
        client = get_client()
        person = client.subscribers.find(email=email)
        if person is None:
            return JsonResponse({}, status=404)
        return JsonResponse({"name": person.name, "tags": tag_names()})  #@ name-retyped=adapts

    def post(self, request):
        get_client().subscribers.create(phone=request.POST["phone"], name="x")  #@ first-name=breaks
        return JsonResponse({"ok": True})

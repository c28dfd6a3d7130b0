from django.conf import settings
from django.http import JsonResponse
from django.utils.functional import SimpleLazyObject
from django.views import View
from django.views.generic import TemplateView

from flochat import Flochat

client = SimpleLazyObject(lambda: Flochat(settings.FLOCHAT_KEY))


class ClientMixin:
    _client = None

    @property
    def client(self):
        if self._client is None:
            self._client = Flochat(settings.FLOCHAT_KEY)
        return self._client


class PersonView(ClientMixin, View):
    def dispatch(self, request, *args, **kwargs):
        self.person = self.client.subscribers.get(kwargs["ns"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, ns):
        return JsonResponse({"name": self.person.name.upper()})  #@ name-retyped=breaks

    def post(self, request, ns):
        tag = self.client.flow.tags.create(request.POST["tag"])  #@ tag-gone=breaks tag-color=breaks
        return JsonResponse({"tag": tag.name})  #@ tag-name=adapts


class Home(ClientMixin, TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "me": self.client.account.me()}  #@ me-gone=breaks


def me(request):
    return JsonResponse({"me": str(client.account.me())})  #@ me-gone=breaks

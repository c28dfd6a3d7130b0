from django.utils.decorators import method_decorator

from flochat import Flochat


class Proxy:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)


def with_person(view):
    def wrapper(request, *args):
        return view(request, client.subscribers.get("f1u1"), *args)

    return wrapper


class View:
    @method_decorator(with_person)
    def dispatch(self, request, person):
        self.person = person

    def get(self):
        return self.person.last_message_type  #@ last-type=adapts


client = Proxy(Flochat())
client.account.me()  #@ me-gone=breaks
print(client.subscribers.get("f1u1").last_message_type)  #@ last-type=adapts

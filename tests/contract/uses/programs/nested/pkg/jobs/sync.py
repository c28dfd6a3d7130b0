from ..api import _client, get_client as connect
from ..api._client import register


def run():
    client = register("au")
    for person in client.subscribers.list():
        handle(person)
    connect("au").account.me()  #@ me-gone=breaks
    _client.register("nz").flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks


def handle(person, *, seen=None):
    seen = seen or set()
    seen.add(person.last_message_type)  #@ last-type=adapts
    return seen

from collections import namedtuple
from types import SimpleNamespace
from typing import NotRequired, TypedDict

from flochat import Flochat
from flochat.models import Subscriber, Tag

Pair = namedtuple("Pair", "person tag")


class Row(TypedDict):
    person: Subscriber
    tags: list[Tag]
    note: NotRequired[str]


def rows(client) -> list[Row]:
    return [Row(person=one, tags=list(one.tags)) for one in client.subscribers.list()]


def show(row: Row):
    print(row["person"].last_message_type, row["tags"][0].name)  #@ last-type=adapts tag-name=adapts
    print(row.get("person").name)  #@ name-retyped=adapts


client = Flochat()
for row in rows(client):
    show(row)
pair = Pair(client.subscribers.get("f1u1"), tag=client.flow.tags.create("x"))  #@ tag-gone=breaks tag-color=breaks
print(pair.person.last_message_type)  #@ last-type=adapts
who, what = pair
print(who.last_message_type, what.name)  #@ last-type=adapts tag-name=adapts
print(pair._replace(tag=None).person.last_message_type)  #@ last-type=adapts
context = SimpleNamespace(client=client, people=client.subscribers.list().to_list())
context.last = context.people[-1]
print(context.last.last_message_type)  #@ last-type=adapts
context.client.account.me()  #@ me-gone=breaks

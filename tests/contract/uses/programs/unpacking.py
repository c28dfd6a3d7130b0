import asyncio
from typing import NamedTuple

from flochat import Flochat, models


class Pair(NamedTuple):
    person: models.Subscriber
    tag: models.Tag


def both(client: Flochat, email: str):
    return client.subscribers.find(email=email), client.flow.tags.create("VIP")  #@ tag-gone=breaks tag-color=breaks


client = Flochat()
person, tag = both(client, "a@shop.example")
print(person.last_message_type, tag.name)  #@ last-type=adapts tag-name=adapts
first, *rest = client.flow.tags.list()  #@ tags-filter-required=breaks
print(first.name)  #@ tag-name=adapts
for other in rest:
    print(other.name)  #@ tag-name=adapts
pair = Pair(person, tag)
who, what = pair
print(who.last_message_type)  #@ last-type=adapts
print(pair.tag.name, pair[0].gender == "male")  #@ tag-name=adapts gender-more=adapts
for number, (one, label) in enumerate([pair, both(client, "b@shop.example")]):
    print(number, one.last_message_type, label.name)  #@ last-type=adapts tag-name=adapts
matrix = {"a": (person, [tag])}
for key, (someone, labels) in matrix.items():
    print(key, someone.last_message_type, labels[0].name)  #@ last-type=adapts tag-name=adapts

from collections import ChainMap
from functools import reduce
from itertools import pairwise
from operator import itemgetter, methodcaller

from flochat import Flochat

client = Flochat()
people = client.subscribers.list()
for one, two in pairwise(people):
    print(one.last_message_type, two.user_ns)  #@ last-type=adapts
print(sum((list(one.tags) for one in people), [])[0].name)  #@ tag-name=adapts
who, _ = zip(*[(one, 1) for one in people])
print(who[0].last_message_type)  #@ last-type=adapts
print(reduce(lambda found, one: {**found, one.user_ns: one}, people, {})["x"].last_message_type)  #@ last-type=adapts
print(ChainMap({"a": client.subscribers.get("f1u1")}, {})["a"].last_message_type)  #@ last-type=adapts
print(dict.fromkeys("ab", client.subscribers.get("f1u1"))["a"].last_message_type)  #@ last-type=adapts
print(next(iter(set(people) | {1})).last_message_type)  #@ last-type=adapts
get, name = methodcaller("get", "f1u1"), itemgetter("name")
print(get(client.subscribers).last_message_type)  #@ last-type=adapts
print(name(client.subscribers.get("f1u1").raw))  #@ name-retyped=adapts


def show(*some, **named):
    print(some[0].last_message_type, named["ana"].name)  #@ last-type=adapts name-retyped=adapts


show(*people, ana=client.subscribers.get("f1u1"))

import heapq
from operator import attrgetter

from flochat import Flochat

client = Flochat()
people = client.subscribers.list().to_list()
people.sort(key=attrgetter("last_message_type"))  #@ last-type=breaks
people.sort(key=lambda p: p.last_message_type or "")  #@ last-type=adapts
people.sort(key=lambda p: (p.last_message_type, p.user_ns))  #@ last-type=adapts
first, second = people[0], people[1]
print(max(first.name, second.name))  #@ name-retyped=breaks
print(heapq.nsmallest(3, people, key=lambda p: p.name))  #@ name-retyped=breaks
kinds = {p.last_message_type for p in people}  #@ last-type=breaks
print(sorted(kinds))
print(sorted(kinds, key=str))


def sifted():
    known = [p for p in people if p.last_message_type]  #@ last-type=adapts
    print(max(known, key=lambda p: p.last_message_type))  #@ last-type=adapts
    return sorted((p for p in known if p.user_ns), key=attrgetter("last_message_type"))  #@ last-type=adapts


def sifted_by_another():
    known = [p for p in people if p.gender]
    return max(known, key=lambda p: p.last_message_type)  #@ last-type=breaks

from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from itertools import chain, islice, zip_longest

from flochat import Flochat

client = Flochat()
people = list(client.subscribers.list())
by_kind = defaultdict(list)
for person in people:
    by_kind[person.gender].append(person)  #@ gender-more=adapts
for kind, group in sorted(by_kind.items()):
    print(kind, [one.last_message_type for one in group])  #@ last-type=adapts
index = dict((person.user_ns, person) for person in people)
print(index["f1u1"].last_message_type)  #@ last-type=adapts
merged = {**index, "other": people[0]}
print(merged.get("other").last_message_type)  #@ last-type=adapts
print(merged.pop("f1u1").last_message_type)  #@ last-type=adapts
merged |= {"x": people[1]}
for one in merged.values():
    print(one.last_message_type)  #@ last-type=adapts
recent = deque(people, maxlen=3)
print(recent.popleft().last_message_type)  #@ last-type=adapts
counts = Counter(person.last_message_type for person in people)  #@ last-type=adapts
for one in chain(people[:3], islice(people, 5)):
    print(one.last_message_type)  #@ last-type=adapts
for left, right in zip(people, people[1:]):
    print(left.last_message_type, right.user_ns)  #@ last-type=adapts
for number, one in enumerate(reversed(people), start=1):
    print(number, one.last_message_type)  #@ last-type=adapts
newest = next(filter(lambda p: p.user_ns, people))
print(newest.last_message_type)  #@ last-type=adapts
a, b = people[0], people[-1]
a, b = b, a
print(a.last_message_type)  #@ last-type=adapts
tagged = {name: client.flow.tags.create(name) for name in ("a", "b")}  #@ tag-gone=breaks tag-color=breaks
print(tagged["a"].name, {k: v.name for k, v in tagged.items()})  #@ tag-name=adapts
ordered = OrderedDict(sorted(tagged.items()))
print(ordered["b"].name)  #@ tag-name=adapts

import heapq
from collections import defaultdict

from flochat import Flochat


def fill(into, items):
    for item in items:
        into.append(item)


def index(table, items, key):
    for item in items:
        table[key(item)].append(item)


def drain(source, target=None):
    target = [] if target is None else target
    target.extend(source)
    return target


def batches(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


client = Flochat()
people, tags, table = [], [], defaultdict(list)
fill(people, client.subscribers.list())
fill(tags, client.flow.tags.list(name="x"))  #@ tags-filter=adapts tags-filter-length=breaks
index(table, people, lambda one: one.user_ns)
print(people[0].last_message_type)  #@ last-type=adapts
print(tags[0].name)  #@ tag-name=adapts
print(table["f1u1"][0].last_message_type)  #@ last-type=adapts
print(drain(one for one in people)[0].last_message_type)  #@ last-type=adapts
heap = []
heapq.heappush(heap, client.subscribers.get("f1u1"))
print(heapq.heappop(heap).last_message_type)  #@ last-type=adapts
# The lists of one helper are told apart by what it is given.
for batch in batches(people, 3):
    print(batch[0].name)  #@ name-retyped=adapts
for batch in batches(client.flow.user_fields.list(), 3):
    print(batch[0].name)
for batch in batches(client.flow.tags.list(name="x"), 3):  #@ tags-filter=adapts tags-filter-length=breaks
    print(batch[0].name)  #@ tag-name=adapts

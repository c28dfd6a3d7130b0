from itertools import groupby
from operator import attrgetter

import attrs
from flochat import Flochat

client = Flochat()
tags = sorted(client.flow.tags.list().to_list(), key=attrgetter("name"))  #@ tag-name=breaks tags-filter-required=breaks
print(attrs.asdict(tags[0])["name"])  #@ tag-name=breaks
for key, group in groupby(client.subscribers.list(), key=lambda p: p.last_message_type):  #@ last-type=adapts
    for person in group:
        print(key, person.name, person.tags[0].name)  #@ name-retyped=adapts tag-name=adapts
people = {p.user_ns: p for p in client.subscribers.list()}
for ns, person in people.items():
    print(ns, person.last_message_type)  #@ last-type=adapts
people["f1u1"].last_message_type  #@ last-type=adapts

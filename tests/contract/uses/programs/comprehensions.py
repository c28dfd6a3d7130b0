from itertools import chain, islice

from flochat import Flochat

client = Flochat()
people = list(islice(client.subscribers.list(), 10))
tags = {tag.name: tag for tag in client.flow.tags.list()}  #@ tag-name=adapts tags-filter-required=breaks
both = zip(people, people[1:])
pairs = [(one.name, other.user_ns) for one, other in both]  #@ name-retyped=adapts
kinds = [kind for person in people if (kind := person.last_message_type)]  #@ last-type=adapts
everyone = chain(people, client.subscribers.list())
print(max((p.name for p in everyone), default=""), tags, pairs, kinds)  #@ name-retyped=breaks

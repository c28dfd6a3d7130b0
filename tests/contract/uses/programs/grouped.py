from collections import defaultdict

from flochat import Flochat

client = Flochat()
by_tag = {}
by_channel = defaultdict(list)
for person in client.subscribers.list():
    for tag in person.tags:
        by_tag.setdefault(tag.name, []).append(person)  #@ tag-name=adapts
    by_channel[person.channel].append(person)
for people in by_tag.values():
    print([p.last_message_type for p in people])  #@ last-type=adapts
for channel, people in by_channel.items():
    print(channel, people[0].name)  #@ name-retyped=adapts
pairs = dict((p.user_ns, p) for p in client.subscribers.list())
print(pairs["f1u1"].last_message_type)  #@ last-type=adapts

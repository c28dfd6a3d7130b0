from functools import partial, partialmethod, reduce

from flochat import Flochat

client = Flochat()
create = client.flow.tags.create
tags = client.flow.tags
everyone = client.subscribers.list
print(create("x").name)  #@ tag-gone=breaks tag-color=breaks tag-name=adapts
print([t.name for t in tags.list(name="a")])  #@ tag-name=adapts tags-filter=adapts tags-filter-length=breaks
for p in everyone(channel="web"):
    print(p.last_message_type)  #@ last-type=adapts
provider = partial(client.flow.settings.set_default_ai_provider, "groq")  #@ provider=breaks
provider()  #@ provider=breaks
filtered = partial(tags.list, name="VIP")  #@ tags-filter=adapts tags-filter-length=breaks
for t in filtered():  #@ tags-filter=adapts tags-filter-length=breaks
    print(t.name)  #@ tag-name=adapts
longest = reduce(lambda a, b: a if len(a.name) > len(b.name) else b, filtered())  #@ tags-filter=adapts tags-filter-length=breaks tag-name=breaks
print(longest.name)  #@ tag-name=adapts
steps = [client.account.me, lambda: create("y")]  #@ tag-gone=breaks tag-color=breaks me-gone=breaks
for step in steps:
    step()  #@ me-gone=breaks
actions = {"me": client.account.me, "find": client.subscribers.find}  #@ me-gone=breaks
actions["me"]()  #@ me-gone=breaks
print(actions["find"](email="z").last_message_type)  #@ last-type=adapts
(lambda c: c.account.me())(client)  #@ me-gone=breaks

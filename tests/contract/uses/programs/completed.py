from functools import partial

from flochat import Flochat

client = Flochat()
tags = client.flow.tags
listed = partial(tags.list)
for tag in listed(name="VIP"):  #@ tags-filter=adapts tags-filter-length=breaks
    print(tag.tag_ns)
everything = partial(tags.list)
print(len(everything().to_list()))  #@ tags-filter-required=breaks
provide = partial(client.flow.settings.set_default_ai_provider)
provide("groq")  #@ provider=breaks
provide("openai")
outer = partial(partial(tags.list), name="VIP")
print(outer())  #@ tags-filter=adapts tags-filter-length=breaks


def at_night(schedule):
    schedule(partial(tags.list))  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts
    return partial(client.account.me)  #@ me-gone=breaks


make = getattr(client.flow.tags, "create")
make("x")  #@ tag-gone=breaks tag-color=breaks
ask = getattr(client.account, "me", None)  #@ me-gone=breaks
print(ask)

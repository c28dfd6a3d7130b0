from flochat import Flochat

client = Flochat()
for page in client.flow.tags.list(name=None).pages():  #@ tags-filter=adapts tags-filter-required=breaks
    for position, tag in enumerate(page):
        print(position, tag.name)  #@ tag-name=adapts
everything = list(client.subscribers.list())
by_name = {p.name: p for p in everything}  #@ name-retyped=adapts
print(max(everything, key=lambda p: p.name).user_ns)  #@ name-retyped=breaks
for one, two in zip(everything, everything[1:]):
    print(one.last_message_type, two.user_ns)  #@ last-type=adapts

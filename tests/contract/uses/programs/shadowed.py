from flochat import Flochat

client = Flochat()
for item in client.flow.tags.list():  #@ tags-filter-required=breaks
    print(item.name)  #@ tag-name=adapts
for item in client.flow.user_fields.list():
    print(item.name)
item = client.account.me()  #@ me-gone=breaks
print(item.name)
client = None

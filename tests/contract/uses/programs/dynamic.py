import importlib

flochat = importlib.import_module("flochat")
client = flochat.Flochat()
client.account.me()  #@ me-gone=breaks
actions = {"create": client.flow.tags.create, "me": client.account.me}  #@ me-gone=breaks tag-gone=breaks tag-color=breaks
for name in actions:
    print(name)
try:
    tag = client.flow.tags.list().first()  #@ tags-filter-required=breaks
finally:
    client.close()
if tag is not None and (tag.name or "").startswith("x"):  #@ tag-name=adapts
    print(tag)

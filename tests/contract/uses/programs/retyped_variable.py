from flochat import Flochat

client = Flochat()
person = next(iter(client.subscribers.list()), None)
if person is not None:
    name, kind = person.name, person.last_message_type  #@ name-retyped=adapts last-type=adapts
    print(name, kind)
person = {"name": "somebody else"}
print(person["name"])
for person in ["a", "b"]:
    print(person.upper())
result = client.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
result = result.name  #@ tag-name=breaks
print(result.title())

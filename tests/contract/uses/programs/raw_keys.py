from flochat import Flochat

client = Flochat()
person = client.subscribers.get("f1u2")
print(person.raw["last_message_type"])  #@ last-type=breaks
print(person.raw.get("last_message_type", ""))  #@ last-type=adapts
print(person.raw["name"])  #@ name-retyped=adapts
raw = person.raw
for tag in raw["tags"]:
    print(tag["name"])  #@ tag-name=breaks
if "last_message_type" in raw:  #@ last-type=adapts
    pass

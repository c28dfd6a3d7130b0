from flochat import Flochat

client = Flochat()
tags = getattr(client.flow, "tags")
getattr(tags, "create")("x")  #@ tag-gone=breaks tag-color=breaks
person = client.subscribers.get("f1u1")
for name in ("name", "last_message_type"):
    print(getattr(person, name))  #@ name-retyped=adapts last-type=adapts

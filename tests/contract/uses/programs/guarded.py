from flochat import Flochat

client = Flochat()
person = client.subscribers.get("f1u1")
if person.last_message_type:  #@ last-type=adapts
    print(person.last_message_type.upper())  #@ last-type=adapts
print(person.last_message_type.upper())  #@ last-type=breaks
kind = person.last_message_type  #@ last-type=breaks
print(kind.lower())
for other in client.subscribers.list():
    seen = other.last_message_type  #@ last-type=adapts
    if seen is None:
        continue
    print(seen.lower(), seen[0])
upper = [p.last_message_type.upper() for p in client.subscribers.list() if p.last_message_type]  #@ last-type=adapts
print((person.last_message_type or "").upper())  #@ last-type=adapts
print(person.last_message_type.upper() if person.last_message_type else "")  #@ last-type=adapts

import flochat

FIELD = "last_message_type"
METHOD = "me"

client = flochat.Flochat()
for person in client.subscribers.list():
    print(getattr(person, FIELD))  #@ last-type=adapts
    print(getattr(person, "name", None))  #@ name-retyped=adapts
print(getattr(client.account, METHOD)().email)  #@ me-gone=breaks

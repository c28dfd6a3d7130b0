from flochat import Flochat

client = Flochat()
raw = dict(client.subscribers.get("f1u1").raw)
print(raw["last_message_type"])  #@ last-type=breaks
options = dict({"phone": "1"}, email="a@shop.example")
client.subscribers.create(**options)  #@ first-name=breaks
client.subscribers.create(**dict(options, first_name="Ana"))
people = dict((one.user_ns, one) for one in client.subscribers.list())
print(dict(people)["f1u1"].last_message_type)  #@ last-type=adapts

import sys

from flochat import Flochat

client = Flochat()
options = {"phone": "1"}
if len(sys.argv) > 1:
    options["first_name"] = sys.argv[1]
client.subscribers.create(**options)  #@ first-name=adapts


def create(**more):
    return client.subscribers.create(phone="1", **more)  #@ first-name=adapts


create(first_name="Ana")
create()
client.subscribers.create(phone="1", first_name=sys.argv[1])

from operator import attrgetter, methodcaller

from flochat import Flochat

FIELD = "last_message_type"
COLUMNS = ("user_ns", "last_message_type", "name")

client = Flochat()
person = client.subscribers.find(email="a@shop.example")
print(getattr(person, "last_message_type", None))  #@ last-type=adapts
print(getattr(person, FIELD))  #@ last-type=adapts
rows = [[getattr(p, column) for column in COLUMNS] for p in client.subscribers.list()]  #@ last-type=adapts name-retyped=adapts
print(sorted(client.subscribers.list(), key=attrgetter("last_message_type")))  #@ last-type=breaks
print(list(map(attrgetter("name"), client.flow.tags.list(name="v"))))  #@ tag-name=adapts tags-filter=adapts tags-filter-length=breaks
if hasattr(person, "last_message_type"):
    print("yes")
make = getattr(client.flow.tags, "create")
make("x")  #@ tag-gone=breaks tag-color=breaks
print(vars(person), person.__dict__)
person_of = {"ns": person}["ns"]
print(person_of.last_message_type)  #@ last-type=adapts
print("{0.last_message_type} {p.name}".format(person, p=person))  #@ last-type=adapts name-retyped=adapts

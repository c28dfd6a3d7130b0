from shop import connect
from shop import people
from shop.people import lookup

with connect("k") as client:
    ana = lookup(client, "ana@shop.example")
    print(ana.name)  #@ name-retyped=adapts
    print(people.last_types(client.subscribers.list().to_list(max_items=5)))

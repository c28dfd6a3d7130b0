from flochat import Flochat, models

client = Flochat()
for row in client.subscribers.list():
    match row:
        case models.Subscriber(gender="male" | "female", last_message_type=kind):  #@ gender-more=adapts last-type=adapts
            print(kind)
    print(f"{row.name:>10}")  #@ name-retyped=breaks

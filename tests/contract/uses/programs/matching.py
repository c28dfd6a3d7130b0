from flochat import Flochat
from flochat.models import Subscriber, Tag

client = Flochat()


def describe(thing):
    match thing:
        case Tag(name=name):  #@ tag-name=adapts
            return name
        case Subscriber() as person if person.last_message_type:  #@ last-type=adapts
            return person.user_ns
        case [Tag() as head, *_]:
            return head.name  #@ tag-name=adapts
        case {"person": Subscriber(last_message_type=kind)}:  #@ last-type=adapts
            return kind
        case _:
            return None


match client.subscribers.find(email="a@shop.example"):
    case None:
        print("nobody")
    case found:
        print(found.last_message_type)  #@ last-type=adapts
match client.flow.tags.create("x"), 3:  #@ tag-gone=breaks tag-color=breaks
    case (tag, number):
        print(tag.name, number)  #@ tag-name=adapts
gender = client.subscribers.find(email="b@shop.example").gender  #@ gender-more=adapts
match gender:
    case "male" | "female":
        pass

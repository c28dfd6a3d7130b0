from flochat.models import Subscriber, Tag


def show(tag: Tag):
    print(tag.name)


tag = Tag(name="VIP")
assert tag.name == "VIP"
show(tag)
person = Subscriber(user_ns="f1u1", last_message_type="text", tags=(tag,))
print(person.last_message_type, person.name)

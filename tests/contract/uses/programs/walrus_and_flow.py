from flochat import Flochat, FlochatError

client = None
people = []


def setup():
    global client
    client = Flochat()


def main():
    setup()
    if (tag := client.flow.tags.list(name="x").first()) is not None:  #@ tags-filter=adapts tags-filter-length=breaks
        print(tag.name)  #@ tag-name=adapts
    try:
        person = client.subscribers.find(email="a")
    except FlochatError as error:
        print(error.code)
        raise
    else:
        kind = person.last_message_type if person else None  #@ last-type=adapts
    while batch := people[:10]:
        del people[:10]
        print([p.name for p in batch])  #@ name-retyped=adapts
    label = person and person.name  #@ name-retyped=adapts
    same = other = person
    print(other.last_message_type, same.user_ns, kind, label)  #@ last-type=adapts
    chosen = person if kind else client.subscribers.find(email="b")
    print(chosen.last_message_type)  #@ last-type=adapts
    nested = [[p for p in client.subscribers.list()] for _ in range(2)]
    print(nested[0][1].last_message_type)  #@ last-type=adapts
    print(*(q.last_message_type for row in nested for q in row))  #@ last-type=adapts


def collect():
    people.extend(client.subscribers.list())


if __name__ == "__main__":
    main()

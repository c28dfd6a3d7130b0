from flochat.errors import NotFoundError


def handle(client, message):
    try:
        person = client.subscribers.find(email=message["email"])
    except NotFoundError:
        return None
    client.flow.tags.create("seen")  #@ tag-gone=breaks tag-color=breaks
    return person.last_message_type  #@ last-type=adapts

from flochat.models import Subscriber, Tag


def label(thing):
    if isinstance(thing, Tag):
        return thing.name  #@ tag-name=adapts
    if isinstance(thing, Subscriber):
        return thing.last_message_type  #@ last-type=adapts
    return str(thing)

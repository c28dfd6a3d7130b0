from functools import singledispatch

from flochat.models import Subscriber, Tag


@singledispatch
def describe(thing):
    return repr(thing)


@describe.register
def _(thing: Subscriber):
    return thing.last_message_type  #@ last-type=adapts


@describe.register(Tag)
def _tag(thing):
    return "#" + thing.name  #@ tag-name=breaks

from .base import *
from . import base as b


def show(tag: Tag):
    return tag.name  #@ tag-name=adapts


api.account.me()  #@ me-gone=breaks
print(fetch("a@shop.example").last_message_type)  #@ last-type=adapts
print(b.api.flow.tags.create("x").name)  #@ tag-gone=breaks tag-color=breaks tag-name=adapts

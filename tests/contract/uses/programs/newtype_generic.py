from __future__ import annotations

from typing import Generic, NewType, TypeVar

from flochat import Flochat
from flochat.models import Tag

Name = NewType("Name", str)
T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


def show(box: Box[Tag]) -> str:
    return box.value.name  #@ tag-name=adapts


client = Flochat()
print(show(Box(client.flow.tags.create(Name("A")))))  #@ tag-gone=breaks tag-color=breaks

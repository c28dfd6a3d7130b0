from __future__ import annotations

from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from flochat import Flochat
    from flochat.models import Subscriber


def greet(client: Flochat, person: Optional["Subscriber"]) -> None:
    if person is None:
        return
    if person.gender == "male":  #@ gender-more=adapts
        client.messages.send_text(person, "Hi")
    print(person.name)  #@ name-retyped=adapts


def make(client: "Flochat | None" = None):
    assert client is not None
    return client.flow.tags.create("X")  #@ tag-gone=breaks tag-color=breaks

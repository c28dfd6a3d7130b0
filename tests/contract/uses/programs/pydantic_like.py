import csv
import sys
from typing import Annotated, Any, Optional, TypeAlias, Union, cast

from attrs import define
from pydantic import BaseModel

import flochat
import flochat.models as m

Person: TypeAlias = m.Subscriber
Named = Union[m.Tag, None]


class Out(BaseModel):
    ns: str
    kind: Optional[str]

    @classmethod
    def of(cls, person: Person) -> "Out":
        return cls(ns=person.user_ns, kind=person.last_message_type)  #@ last-type=adapts


@define
class Row:
    tag: m.Tag
    count: int = 0


def depends(client: Annotated[flochat.Flochat, "injected"]) -> list[Out]:
    return [Out.of(person) for person in client.subscribers.list()]


def first(value: Any) -> str:
    tag = cast(m.Tag, value)
    return tag.name  #@ tag-name=adapts


def other(value: Named) -> str:
    return value.name if value else ""  #@ tag-name=adapts


def quoted(person: "m.Subscriber") -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow([person.user_ns, person.name, person.gender or ""])  #@ name-retyped=adapts


def assigned(thing) -> None:
    tag: m.Tag = thing.load()
    print(tag.name)  #@ tag-name=adapts
    row = Row(tag)
    print(row.tag.name)  #@ tag-name=adapts
    client: flochat.Flochat
    client = flochat.Flochat(token=thing.token)
    client.account.me()  #@ me-gone=breaks


def narrowed(thing: object) -> None:
    if isinstance(thing, (m.Tag, m.Subscriber)):
        print(thing.name)  #@ tag-name=adapts name-retyped=adapts
    if not isinstance(thing, m.Subscriber):
        return
    print(thing.last_message_type)  #@ last-type=adapts

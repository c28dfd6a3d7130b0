import typing as t
from typing import Generic, Protocol, TypeVar

from flochat import AsyncFlochat, Flochat
from flochat import models

K = t.TypeVar("K", "models.Tag", "models.Subscriber")
C = TypeVar("C", Flochat, AsyncFlochat)
M = TypeVar("M", models.Tag, models.Subscriber, covariant=True)


class Box(Generic[K]):
    def __init__(self, row: K) -> None:
        self.row = row

    def show(self) -> str:
        return str(self.row.name)  #@ tag-name=adapts name-retyped=adapts


class Source(Protocol[M]):
    def load(self) -> M: ...


def use(source: Source[models.Tag]) -> str:
    return source.load().name  #@ tag-name=adapts


def who(client: C) -> C:
    client.account.me()  #@ me-gone=breaks
    return client


def each(rows: t.Iterable[K]) -> t.Iterator[K]:
    for row in rows:
        print(row.name)  #@ tag-name=adapts
        yield row


def typed(kind: t.Type[K], row: dict) -> K:
    return kind.from_dict(row)


print(typed(models.Tag, {}).name)  #@ tag-name=adapts
for one in each([Flochat().flow.tags.list(name="x").first()]):  #@ tags-filter=adapts tags-filter-length=breaks
    print(one.name)  #@ tag-name=adapts
box = Box(Flochat().subscribers.find(email="x"))
print(box.row.last_message_type)  #@ last-type=adapts
who(Flochat()).flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
Box(Flochat().flow.tags.create("y")).show()  #@ tag-gone=breaks tag-color=breaks

from typing import TypeVar

from flochat import Flochat, models

T = TypeVar("T", models.Tag, models.Subscriber)
S = TypeVar("S", bound=models.Tag)


def named(row: T) -> str:
    return str(row.name)  #@ tag-name=adapts name-retyped=adapts


def same(row: T) -> T:
    return row


def first(rows: list[S]) -> S:
    print(rows[0].name)  #@ tag-name=adapts
    return rows[0]


def by_kind(kind: type[T], rows: list) -> list[T]:
    return [row for row in rows if isinstance(row, kind)]


client = Flochat()
tag = client.flow.tags.create("VIP")  #@ tag-gone=breaks tag-color=breaks
print(same(tag).name)  #@ tag-name=adapts
person = client.subscribers.find(email="a@shop.example")
print(same(person).last_message_type)  #@ last-type=adapts
for one in by_kind(models.Tag, []):
    print(one.name)  #@ tag-name=adapts

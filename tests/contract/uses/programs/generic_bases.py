from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from flochat import Flochat
from flochat.models import Subscriber, Tag

R = TypeVar("R")


class Cache(Generic[R]):
    def __init__(self, load: Callable[[str], R]) -> None:
        self._load = load
        self._kept: dict[str, R] = {}

    def get(self, key: str) -> R:
        if key not in self._kept:
            self._kept[key] = self._load(key)
        return self._kept[key]


class Repository(Generic[R]):
    rows: list[R]

    def __init__(self, rows: Iterable[R]) -> None:
        self.rows = list(rows)

    def __iter__(self):
        return iter(self.rows)

    def first(self) -> R | None:
        return self.rows[0] if self.rows else None


class Tags(Repository[Tag]):
    def names(self):
        return sorted(row.name for row in self.rows)  #@ tag-name=breaks


client = Flochat()


def load(key: str) -> Subscriber:
    return client.subscribers.find(email=key)


cache = Cache(load)
print(cache.get("a@shop.example").last_message_type)  #@ last-type=adapts
tags = Tags(client.flow.tags.list())  #@ tags-filter-required=breaks
print(tags.names(), tags.first().name)  #@ tag-name=adapts
for row in tags:
    print(row.name)  #@ tag-name=adapts
people = Repository(client.subscribers.list())
if found := people.first():
    print(found.name.upper())  #@ name-retyped=breaks

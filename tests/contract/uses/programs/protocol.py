from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from flochat import Flochat
from flochat.models import Subscriber


@runtime_checkable
class People(Protocol):
    def everybody(self) -> Iterable[Subscriber]: ...


class FromFlochat:
    def __init__(self, client: Flochat) -> None:
        self._client = client

    def everybody(self) -> Iterable[Subscriber]:
        yield from self._client.subscribers.list()


def names(source: People) -> list[str]:
    return [person.name for person in source.everybody()]  #@ name-retyped=adapts


print(names(FromFlochat(Flochat())))

from contextlib import contextmanager
from typing import Callable, Iterator

from flochat import Flochat


class Container:
    def __init__(self, make: Callable[[], Flochat] = Flochat) -> None:
        self.make = make

    @contextmanager
    def session(self) -> Iterator[Flochat]:
        client = self.make()
        try:
            yield client
        finally:
            client.close()


class Tagger:
    def __init__(self, *, container: Container) -> None:
        self.container = container

    def __call__(self, name: str) -> str:
        with self.container.session() as session:
            return session.flow.tags.create(name).tag_ns  #@ tag-gone=breaks tag-color=breaks


print(Tagger(container=Container())("VIP"))

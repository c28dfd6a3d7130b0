from __future__ import annotations

from typing import Self

from flochat import Flochat


class Store:
    client = Flochat()

    def __init__(self, inner: Flochat) -> None:
        self.inner = inner

    @classmethod
    def open(cls) -> Self:
        return cls(Flochat())

    @staticmethod
    def label(person):
        return person.last_message_type  #@ last-type=adapts

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.inner.close()

    def people(self):
        for person in self.inner.subscribers.list():
            yield self.label(person), person


with Store.open() as store:
    for label, person in store.people():
        print(label, person.name)  #@ name-retyped=adapts
    Store.client.account.me()  #@ me-gone=breaks
    store.inner.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks

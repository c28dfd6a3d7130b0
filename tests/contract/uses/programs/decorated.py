import functools
import time
from collections.abc import Callable
from functools import cached_property, lru_cache, wraps
from typing import ParamSpec, TypeVar

from flochat import Flochat

P = ParamSpec("P")
R = TypeVar("R")


def timed(work: Callable[P, R]) -> Callable[P, R]:
    @wraps(work)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        started = time.monotonic()
        try:
            return work(*args, **kwargs)
        finally:
            print(time.monotonic() - started)

    return inner


def retry(times=3):
    def decorate(work):
        @functools.wraps(work)
        def inner(*args, **kwargs):
            for _ in range(times):
                try:
                    return work(*args, **kwargs)
                except OSError:
                    continue
            raise RuntimeError("too often")

        return inner

    return decorate


def with_client(work):
    @wraps(work)
    def inner(*args, **kwargs):
        with Flochat() as client:
            return work(client, *args, **kwargs)

    return inner


@lru_cache(maxsize=1)
def connect() -> Flochat:
    return Flochat()


@timed
def person(email: str):
    return connect().subscribers.find(email=email)


@retry(times=5)
def make(name):
    return connect().flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks


@with_client
def who(client):
    return client.account.me()  #@ me-gone=breaks


class Shop:
    @cached_property
    def client(self):
        return Flochat()

    @property
    @timed
    def tags(self):
        return list(self.client.flow.tags.list())  #@ tags-filter-required=breaks

    @staticmethod
    def label(tag):
        return tag.name  #@ tag-name=adapts

    @classmethod
    def of(cls):
        return cls()


print(person("a@shop.example").last_message_type)  #@ last-type=adapts
print(make("VIP").name)  #@ tag-name=adapts
who()
shop = Shop.of()
print([Shop.label(tag) for tag in shop.tags])
print(shop.tags[0].name)  #@ tag-name=adapts

import functools
import time
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from flochat import AsyncFlochat, Flochat

P = ParamSpec("P")
R = TypeVar("R")


def timed(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.monotonic()
        try:
            return function(*args, **kwargs)
        finally:
            print(time.monotonic() - begun)

    return inner


def with_client(function: Callable[Concatenate[Flochat, P], R]) -> Callable[P, R]:
    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        with Flochat() as client:
            return function(client, *args, **kwargs)

    return inner


def again(times: int) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    def decorate(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        async def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            for _ in range(times - 1):
                try:
                    return await function(*args, **kwargs)
                except OSError:
                    pass
            return await function(*args, **kwargs)

        return inner

    return decorate


@timed
def tag(client: Flochat, name: str):
    return client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks


@with_client
def person(client, user_ns: str):
    return client.subscribers.get(user_ns)


@again(3)
async def me(client: AsyncFlochat):
    return await client.account.me()  #@ me-gone=breaks


def main() -> None:
    print(person("f1u2").name.upper())  #@ name-retyped=breaks
    with Flochat() as client:
        made = tag(client, "VIP")
        print(made.name.upper())  #@ tag-name=breaks

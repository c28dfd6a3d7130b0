"""What `_async` needs of asyncio; its counterpart `runtime_sync` does the same with threads.

These two are the only I/O modules of which neither is derived from the other.
"""

from __future__ import annotations

import asyncio
import inspect
import random
import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
)
from itertools import islice
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

P = ParamSpec("P")
T = TypeVar("T")


class AsyncRuntime:
    """Clock, sleep and chance. Pass another one to the client to test what waits."""

    def time(self) -> float:
        """The Unix time in seconds."""
        return time.time()

    def monotonic(self) -> float:
        """The seconds since some moment; nobody sets this clock."""
        return time.monotonic()

    def random(self) -> float:
        """A number from 0.0 to 1.0."""
        return random.random()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


#: What may be gone through: a list, a generator, a pager of either client, ...
AsyncSource: TypeAlias = Iterable[T] | AsyncIterable[T]
SOURCES = (Iterable, AsyncIterable)

Lock = asyncio.Lock

#: A clock over everything inside it; raises TimeoutError when the time is over.
time_limit = asyncio.timeout


def connection_owner() -> object:
    """What connections belong to: those of one event loop are of no use in another."""
    return asyncio.get_running_loop()


ClosedWithLoop: TypeAlias = AsyncGenerator[None, None]


async def closed_with_loop(close: Callable[[], Awaitable[None]]) -> ClosedWithLoop:
    """See that something is closed when the running event loop comes to its end, if not before.

    Connections can be closed in their own loop only, and a loop that ends first closes the
    generators that are open in it. What is returned has to be kept; its `aclose()` closes at once.
    """

    async def guard() -> ClosedWithLoop:
        try:
            yield
        finally:
            await close()

    opened = guard()
    await anext(opened)
    return opened


async def maybe_await(result: Any) -> Any:
    """What a call comes to: it has to be awaited, unless it gave something to iterate over."""
    has_to_wait = inspect.isawaitable(result) and not isinstance(result, AsyncIterable)
    return await result if has_to_wait else result


async def shielded(call: Callable[..., object], /, *args: object) -> None:
    """Make a call that waits for a disk or a network, to its end even when this is cancelled."""
    running = asyncio.ensure_future(asyncio.to_thread(call, *args))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        running.exception()  # asyncio reports what nobody has looked at
        raise


class PerCaller(Generic[T]):
    """A value of its own for each task."""

    def __init__(self) -> None:
        self._values: WeakKeyDictionary[asyncio.Task[Any], T] = WeakKeyDictionary()

    def get(self) -> T | None:
        """The value of this task, if it has one."""
        try:
            task = asyncio.current_task()
        except RuntimeError:  # no event loop runs here
            return None
        return self._values.get(task) if task else None

    def set(self, value: T) -> None:
        """Give this task its value."""
        task = asyncio.current_task()
        if task:
            self._values[task] = value


def enforce_time_limit(_client: Any) -> None:
    """Nothing to do: `time_limit` cancels a read that goes on for too long."""


async def run_blocking(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a call comes to that waits for a disk: another thread makes it."""
    return await asyncio.to_thread(call, *args, **kwargs)


async def batched(source: AsyncSource[T], size: int) -> AsyncIterator[list[T]]:
    """What may be gone through, so many at a time."""
    if isinstance(source, AsyncIterable):
        window: list[T] = []
        async for item in source:
            window.append(item)
            if len(window) == size:
                yield window
                window = []
        if window:
            yield window
        return
    items = iter(source)
    while window := list(islice(items, size)):
        yield window


async def run_workers(
    count: int, work: Callable[[], Awaitable[None]], *, stop: Callable[[], None], patience: float
) -> None:
    """Do the same work `count` times at once, until each comes to its end.

    When one fails, `stop` asks the others to come to theirs. When this is cancelled, so it does,
    and they have `patience` seconds for it.
    """

    async def watched() -> None:
        try:
            await work()
        except BaseException:
            stop()
            raise

    tasks = [asyncio.create_task(watched()) for _ in range(count)]
    try:
        await asyncio.wait(tasks)
    except asyncio.CancelledError:
        stop()
        await asyncio.wait(tasks, timeout=patience)
        raise
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for failed in filter(None, results):
        raise failed

"""What `_async` needs of asyncio; its counterpart `runtime_sync` does the same with threads.

These two are the only I/O modules that are not derived one from the other.
"""

from __future__ import annotations

import asyncio
import inspect
import math
import random
import time
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
)
from itertools import islice
from typing import Any, Final, Generic, NoReturn, ParamSpec, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from ..errors import ConfigurationError

P = ParamSpec("P")
T = TypeVar("T")


class AsyncRuntime:
    """Clock, sleep and randomness. Pass another one to the client to test what waits."""

    def time(self) -> float:
        """The Unix time in seconds."""
        return time.time()

    def monotonic(self) -> float:
        """The seconds since some moment, on a clock that is never set."""
        return time.monotonic()

    def random(self) -> float:
        """A number from 0.0 to 1.0."""
        return random.random()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


#: Anything to iterate over: a list, a generator, a pager of either client, ...
AsyncSource: TypeAlias = Iterable[T] | AsyncIterable[T]
SOURCES: Final = (Iterable, AsyncIterable)

Lock = asyncio.Lock


async def acquire(lock: asyncio.Lock, seconds: float) -> bool:
    """Take a lock; False when it is not free within so many seconds, which may be infinite."""
    try:
        async with asyncio.timeout(None if seconds == math.inf else seconds):
            return await lock.acquire()
    except TimeoutError:
        return False


class Slots:
    """A number of slots; those who wait for one get it in the order in which they began to."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def acquire(self, seconds: float) -> float | None:
        """Take a slot, and return the seconds that are left; None when none is free in time."""
        if self._free:
            self._free -= 1
            return seconds
        return await self._wait(seconds)

    def release(self) -> None:
        """Hand a slot back, to the next who waits."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    async def _wait(self, seconds: float) -> float | None:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + seconds
        turn = loop.create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout_at(ends_at):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.release()  # it came just as this gave up
            elif turn in self._waiting:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                return None
            raise
        return max(0.0, ends_at - loop.time())


#: Limits the time of everything inside it; raises TimeoutError when the time is up.
time_limit = asyncio.timeout


async def breathe() -> None:
    """Let other tasks run, and be cancelled when the time is up."""
    await asyncio.sleep(0)


#: What ends a call that is cancelled, and leaves its connections as they should be.
CANCELLED: Final[tuple[type[BaseException], ...]] = (asyncio.CancelledError,)


def check_loop() -> None:
    """Raise `ConfigurationError` where no task of asyncio runs, as under trio."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    if task is None:
        raise ConfigurationError(
            "the async client needs asyncio, and no task of asyncio runs here; with trio, use the "
            "blocking client in a thread: trio.to_thread.run_sync(flochat.account.me)"
        )


def connection_owner() -> object:
    """What connections belong to: those of one event loop cannot be used in another."""
    return asyncio.get_running_loop()


ClosedWithLoop: TypeAlias = AsyncGenerator[None, None]


async def closed_with_loop(close: Callable[[], Awaitable[None]]) -> ClosedWithLoop:
    """Have something closed when the running event loop ends, if not before.

    Connections can be closed in their own loop only, and a loop closes the generators that are
    still open in it when it ends. Keep what is returned; its `aclose()` closes at once.
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
    """The result of a call, awaited if it has to be; an iterator, for example, does not."""
    is_call = inspect.isawaitable(result) and not isinstance(result, AsyncIterable)
    return await result if is_call else result


async def shielded(call: Callable[..., object], /, *args: object) -> None:
    """Make a call that waits for a disk or a network, and complete it even when cancelled."""
    check_loop()
    running = asyncio.ensure_future(asyncio.to_thread(call, *args))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        running.exception()  # asyncio reports every error that was not looked at
        raise


class PerCaller(Generic[T]):
    """A value for each task."""

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
    """The result of a call that waits for a disk; it is made in another thread."""
    check_loop()
    return await asyncio.to_thread(call, *args, **kwargs)


async def batched(source: AsyncSource[T], size: int) -> AsyncIterator[list[T]]:
    """The items of a source in lists of up to `size`."""
    if isinstance(source, AsyncIterable):
        batch: list[T] = []
        async for item in source:
            batch.append(item)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch
        return
    items = iter(source)
    while batch := list(islice(items, size)):
        yield batch


async def run_workers(
    count: int,
    work: Callable[[], Awaitable[None]],
    *,
    stop: Callable[[], None],
    grace_period: float,
) -> None:
    """Run the same work `count` times at once, and wait until all of them have ended.

    When one fails, `stop` asks the others to end. It also does when this is cancelled, and then
    they have `grace_period` seconds to do so.
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
        await asyncio.wait(tasks, timeout=grace_period)
        raise
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for error in filter(None, results):
        raise error


def refuse_array() -> NoReturn:
    """Raise the error of a pager that is given to pandas or numpy as it is."""
    raise TypeError(
        "a pager is not read by making an array or a DataFrame of it: "
        "pass `await pager.to_pandas()`, or `[row async for row in pager.rows()]`"
    )


def arrow_stream(_pager: object, _schema: object) -> NoReturn:
    """Raise the error of a pager that is given to a library of tables as it is."""
    raise TypeError(
        "a pager of the async client is not read by making a table of it: "
        "pass `await pager.to_arrow()`, or call `await pager.to_polars()`"
    )

"""What `_sync` needs of threads; its counterpart `runtime_async` does the same with asyncio.

A thread cannot be cancelled, so the clock over a whole answer has to sit where the reads are: HTTP
libraries start their read timeout anew with every byte that drips in.
"""

from __future__ import annotations

import math
import os
import random
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from threading import Event, RLock, Thread, local
from threading import Lock as Lock
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, TypeAlias, TypeVar

import httpcore

if TYPE_CHECKING:
    import httpx

P = ParamSpec("P")
T = TypeVar("T")


class Runtime:
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

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


#: What may be gone through: a list, a generator, a pager, ...
Source: TypeAlias = Iterable[T]
SOURCES = (Iterable,)

_deadline: ContextVar[float | None] = ContextVar("flochat_deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """A clock over everything inside it: no read or write begins, or lasts, beyond its end."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def connection_owner() -> object:
    """What connections belong to: any thread may use those of another, and no forked process."""
    return os.getpid()


class ClosedWithLoop(NamedTuple):
    """What closes something; there is no event loop here to end before that."""

    close: Callable[[], None]


def closed_with_loop(close: Callable[[], None]) -> ClosedWithLoop:
    """Keep how something is closed."""
    return ClosedWithLoop(close)


def maybe_await(result: Any) -> Any:
    """What a call comes to: it is finished when it returns."""
    return result


def run_blocking(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a call comes to that waits for a disk."""
    return call(*args, **kwargs)


def batched(source: Source[T], size: int) -> Iterator[list[T]]:
    """What may be gone through, so many at a time."""
    items = iter(source)
    while window := list(islice(items, size)):
        yield window


def run_workers(
    count: int, work: Callable[[], None], *, stop: Callable[[], None], patience: float
) -> None:
    """Do the same work `count` times at once, until each comes to its end.

    When one fails, `stop` asks the others to come to theirs. At Ctrl-C it does so too, and they
    have `patience` seconds for it.
    """
    failed: list[BaseException] = []
    ends: list[Event] = []

    def watched(end: Event) -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)
            stop()
        finally:
            end.set()

    try:
        for _ in range(count):
            end = Event()
            Thread(target=watched, args=(end,), name="flochat bulk", daemon=True).start()
            ends.append(end)
        _wait(ends)
    except BaseException:
        stop()
        _wait(ends, patience)
        raise
    if failed:
        raise failed[0]


def _wait(ends: Iterable[Event], patience: float = math.inf) -> None:
    """Wait for threads to end, a little at a time: Windows hears no Ctrl-C meanwhile.

    Not with `Thread.join`: when Ctrl-C interrupts that, it takes the thread for ended.
    """
    over = time.monotonic() + patience
    for end in ends:
        while not end.is_set() and time.monotonic() < over:
            end.wait(min(0.5, max(0.0, over - time.monotonic())))


def shielded(call: Callable[..., object], /, *args: object) -> None:
    """Make a call that waits for a disk or a network."""
    call(*args)


class PerCaller(Generic[T]):
    """A value of its own for each thread."""

    def __init__(self) -> None:
        self._values = local()

    def get(self) -> T | None:
        """The value of this thread, if it has one."""
        return getattr(self._values, "value", None)

    def set(self, value: T) -> None:
        """Give this thread its value."""
        self._values.value = value


def enforce_time_limit(client: httpx.Client) -> None:
    """Make the connections of a client heed `time_limit`, and Ctrl-C.

    httpx offers no way to hand these to its transports, so this reaches for them.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _CappedBackend(pool._network_backend)
            pool._optional_thread_lock = RLock()  # Ctrl-C just after theirs is taken blocks them


def _remaining(timeout: float | None, expired: type[httpcore.TimeoutException]) -> float | None:
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise expired("the time for the whole answer is over")
    return left if timeout is None else min(timeout, left)


#: The most bytes that are written under one look at the clock.
_SLICE = 65_536


class _CappedBackend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        capped = _remaining(timeout, httpcore.ConnectTimeout)
        return _CappedStream(
            self._backend.connect_tcp(host, port, capped, local_address, socket_options)
        )

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        capped = _remaining(timeout, httpcore.ConnectTimeout)
        return _CappedStream(self._backend.connect_unix_socket(path, capped, socket_options))

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _CappedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):  # a whole buffer may be many writes
            part = buffer[start : start + _SLICE]
            self._stream.write(part, _remaining(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        capped = _remaining(timeout, httpcore.ConnectTimeout)
        return _CappedStream(self._stream.start_tls(ssl_context, server_hostname, capped))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

"""What `_sync` needs of threads; its counterpart `runtime_async` does the same with asyncio.

A thread cannot be cancelled, so the time limit of a whole answer is enforced where it is read: HTTP
libraries restart their read timeout with every byte that arrives.
"""

from __future__ import annotations

import math
import os
import random
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from itertools import islice
from threading import Event, RLock, Thread, local
from threading import Lock as Lock
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    NamedTuple,
    NoReturn,
    ParamSpec,
    TypeAlias,
    TypeVar,
)

from .._http import httpcore

if TYPE_CHECKING:
    from .._http import httpx

P = ParamSpec("P")
T = TypeVar("T")


class Runtime:
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

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


#: Anything to iterate over: a list, a generator, a pager, ...
Source: TypeAlias = Iterable[T]
SOURCES: Final = (Iterable,)


def acquire(lock: threading.Lock, seconds: float) -> bool:
    """Take a lock; False when it is not free within so many seconds, which may be infinite."""
    return lock.acquire(timeout=-1 if seconds == math.inf else max(0.0, seconds))


class Slots:
    """A number of slots; those who wait for one get it in the order in which they began to."""

    def __init__(self, count: int) -> None:
        self._lock = Lock()
        self._free = count
        self._waiting: deque[threading.Lock] = deque()

    def acquire(self, seconds: float) -> float | None:
        """Take a slot, and return the seconds that are left; None when none is free in time."""
        with self._lock:
            if self._free:
                self._free -= 1
                return seconds
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        return self._wait(turn, time.monotonic() + seconds)

    def release(self) -> None:
        """Hand a slot back, to the next who waits."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _wait(self, turn: threading.Lock, ends_at: float) -> float | None:
        try:
            while (left := ends_at - time.monotonic()) > 0:
                if turn.acquire(timeout=min(_STEP, left)):
                    return max(0.0, ends_at - time.monotonic())
        except BaseException:
            self._give_up(turn)
            raise
        self._give_up(turn)
        return None

    def _give_up(self, turn: threading.Lock) -> None:
        with self._lock:
            is_waiting = turn in self._waiting
            if is_waiting:
                self._waiting.remove(turn)
        if not is_waiting:
            self.release()  # it came just as this gave up


#: The longest wait in one step, in seconds: Windows does not notice Ctrl-C during a wait.
_STEP: Final = 0.5
#: The most bytes that are written before the clock is checked again.
_MAX_WRITE: Final = 65_536

#: How many forks lie between the first process and this one.
_forks = 0

_deadline: Final[ContextVar[float | None]] = ContextVar("flochat_deadline", default=None)


class _TimeLimit:
    """A context that every request enters, so it is a class: a generator takes twice the time."""

    __slots__ = ("_seconds", "_token")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._token = _deadline.set(time.monotonic() + self._seconds)

    def __exit__(self, *_details: object) -> None:
        _deadline.reset(self._token)


#: A clock over everything inside it: no read or write begins, or lasts, beyond its end.
time_limit = _TimeLimit


def breathe() -> None:
    """Raise `TimeoutError` when the time is up."""
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() >= deadline:
        raise TimeoutError("the time for the whole answer is up")


#: What ends a call that is cancelled: nothing does here.
CANCELLED: Final[tuple[type[BaseException], ...]] = ()


def check_loop() -> None:
    """Nothing to do: threads need no event loop."""


def connection_owner() -> object:
    """What connections belong to: threads share them, but not a forked process."""
    return _forks


def _note_fork() -> None:
    global _forks  # noqa: PLW0603  # one counter for each process; asking for its id is a system call
    _forks += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_fork)


class ClosedWithLoop(NamedTuple):
    """Closes something; no event loop can end before that here."""

    close: Callable[[], None]


def closed_with_loop(close: Callable[[], None]) -> ClosedWithLoop:
    """Keep how to close something."""
    return ClosedWithLoop(close)


def maybe_await(result: Any) -> Any:
    """The result of a call, which is complete when it returns."""
    return result


def run_blocking(call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a call that waits for a disk."""
    return call(*args, **kwargs)


def batched(source: Source[T], size: int) -> Iterator[list[T]]:
    """The items of a source in lists of up to `size`."""
    items = iter(source)
    while batch := list(islice(items, size)):
        yield batch


def run_workers(
    count: int, work: Callable[[], None], *, stop: Callable[[], None], grace_period: float
) -> None:
    """Run the same work `count` times at once, and wait until all of them have ended.

    When one fails, `stop` asks the others to end. It also does at Ctrl-C, and then they have
    `grace_period` seconds to do so.
    """
    errors: list[BaseException] = []
    ends: list[Event] = []

    def watched(end: Event) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
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
        _wait(ends, grace_period)
        raise
    if errors:
        raise errors[0]


def _wait(ends: Iterable[Event], seconds: float = math.inf) -> None:
    """Wait for threads to end, in short steps: Windows does not notice Ctrl-C during a wait.

    `Thread.join` would not do: when Ctrl-C interrupts it, it considers the thread ended.
    """
    deadline = time.monotonic() + seconds
    for end in ends:
        while not end.is_set() and time.monotonic() < deadline:
            end.wait(min(_STEP, max(0.0, deadline - time.monotonic())))


def shielded(call: Callable[..., object], /, *args: object) -> None:
    """Make a call that waits for a disk or a network."""
    call(*args)


class PerCaller(Generic[T]):
    """A value for each thread."""

    def __init__(self) -> None:
        self._values = local()

    def get(self) -> T | None:
        """The value of this thread, if it has one."""
        return getattr(self._values, "value", None)

    def set(self, value: T) -> None:
        """Give this thread its value."""
        self._values.value = value


def enforce_time_limit(client: httpx.Client) -> None:
    """Make the connections of a client respect `time_limit`, and Ctrl-C.

    httpx has no option for this, so it is set on its private attributes.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _CappedBackend(pool._network_backend)
            pool._optional_thread_lock = (
                RLock()
            )  # Ctrl-C just after a plain lock is taken blocks it


def _remaining(timeout: float | None, expired: type[httpcore.TimeoutException]) -> float | None:
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise expired("the time for the whole answer is up")
    return left if timeout is None else min(timeout, left)


def _addresses(host: str, port: int) -> list[str]:
    """The addresses that a name stands for, in the order in which they are to be tried."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(error) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


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
        options = tuple(socket_options or ())
        failure: Exception = httpcore.ConnectError("the name stands for no address")
        for address in _addresses(host, port):  # the backend gives each of them the whole time
            capped = _remaining(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(address, port, capped, local_address, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _CappedStream(stream)
        raise failure

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
        for start in range(0, len(buffer), _MAX_WRITE):  # a large buffer takes many writes
            part = buffer[start : start + _MAX_WRITE]
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


def refuse_array() -> NoReturn:
    """Raise the error of a pager that is given to pandas or numpy as it is."""
    raise TypeError(
        "a pager is not read by making an array or a DataFrame of it: "
        "call `pager.to_pandas()`, or pass `list(pager.rows())`"
    )


def arrow_stream(pager: Any, schema: object) -> object:
    """The table that a pager becomes, for libraries that take what Arrow calls a stream."""
    return pager.to_arrow().__arrow_c_stream__(schema)

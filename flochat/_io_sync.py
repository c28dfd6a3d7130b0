"""What `_sync` needs of threads; its counterpart `_io_async` does the same with asyncio.

A thread cannot be cancelled, so the clock over a whole answer has to sit where the reads are: HTTP
libraries start their read timeout anew with every byte that drips in.
"""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import httpx


class Runtime:
    """Clock, sleep and chance. Pass another one to the client to test what waits."""

    def time(self) -> float:
        """The Unix time in seconds."""
        return time.time()

    def random(self) -> float:
        """A number from 0.0 to 1.0."""
        return random.random()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


_deadline: ContextVar[float | None] = ContextVar("flochat_deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """A clock over everything inside it: no read or write begins, or lasts, beyond its end."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def place() -> object:
    """What connections belong to: any thread may use those of another."""
    return None


def finished(result: Any) -> Any:
    """What a call comes to: it is finished when it returns."""
    return result


def cap_reads(client: httpx.Client) -> None:
    """Make the connections of a client heed `time_limit`.

    httpx offers no way to hand a network backend to its transports, so this reaches for it.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _CappedBackend(pool._network_backend)


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

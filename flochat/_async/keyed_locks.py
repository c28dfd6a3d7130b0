"""Locks by key: for what must not be done twice at once for the same person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from threading import Lock
from typing import Any

from .._sending import runtime_async
from ..errors import APITimeoutError


class _Entry:
    """The lock of one key, how many hold it or wait for it, and what its holders have left."""

    def __init__(self) -> None:
        self.lock = runtime_async.Lock()
        self.users = 0
        self.results: dict[Hashable, Any] = {}


class AsyncKeyedLocks:
    """A lock for each key, for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, _Entry] = {}
        self._guard = Lock()

    @asynccontextmanager
    async def hold(
        self, key: Hashable, *, operation: str, seconds: float
    ) -> AsyncIterator[dict[Hashable, Any]]:
        """Hold the lock of a key; gives what earlier holders have left to those who waited.

        `operation` is what is done under the lock.
        Raises `APITimeoutError` when it is not free within so many seconds.
        """
        own_key = (runtime_async.connection_owner(), key)  # no lock works in two event loops
        with self._guard:
            entry = self._entries.setdefault(own_key, _Entry())
            entry.users += 1
        try:
            if not await runtime_async.acquire(entry.lock, seconds):
                raise APITimeoutError(
                    f"{operation} was not sent: the deadline set by with_options has passed while "
                    "another call for the same person was under way",
                    operation=operation,
                )
            try:
                yield entry.results
            finally:
                entry.lock.release()
        finally:
            with self._guard:
                entry.users -= 1
                if not entry.users:
                    del self._entries[own_key]

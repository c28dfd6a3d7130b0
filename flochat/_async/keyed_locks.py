"""Locks by key: for what must not be done twice at once for the same person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from threading import Lock
from typing import Any

from .._sending import runtime_async


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
    async def hold(self, key: Hashable) -> AsyncIterator[dict[Hashable, Any]]:
        """Hold the lock of a key; gives what earlier holders have left to those who waited."""
        own_key = (runtime_async.connection_owner(), key)  # no lock works in two event loops
        with self._guard:
            entry = self._entries.setdefault(own_key, _Entry())
            entry.users += 1
        try:
            async with entry.lock:
                yield entry.results
        finally:
            with self._guard:
                entry.users -= 1
                if not entry.users:
                    del self._entries[own_key]

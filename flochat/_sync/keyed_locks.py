# Derived by scripts/sync_twin.py from
# flochat/_async/keyed_locks.py: edit that one.
"""Locks by key: for what must not be done twice at once for the same person."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from .._sending import runtime_sync


class _Entry:
    """The lock of one key, how many hold it or wait for it, and what its holders have left."""

    def __init__(self) -> None:
        self.lock = runtime_sync.Lock()
        self.users = 0
        self.results: dict[Hashable, Any] = {}


class KeyedLocks:
    """A lock for each key, for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, _Entry] = {}
        self._guard = Lock()

    @contextmanager
    def hold(self, key: Hashable) -> Iterator[dict[Hashable, Any]]:
        """Hold the lock of a key; gives what earlier holders have left to those who waited."""
        own_key = (runtime_sync.connection_owner(), key)  # no lock works in two event loops
        with self._guard:
            entry = self._entries.setdefault(own_key, _Entry())
            entry.users += 1
        try:
            with entry.lock:
                yield entry.results
        finally:
            with self._guard:
                entry.users -= 1
                if not entry.users:
                    del self._entries[own_key]

"""What the seeds of all areas share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .kinds import ResourceKind
from .store import Store

K = TypeVar("K", str, int)


class AreaSeeds:
    """The base of an area's share in `Seed`: methods that put something in, without a request."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _at(self, ts: int | None) -> int:
        return int(self._store.clock()) if ts is None else ts

    def _find_or_create(
        self, kind: ResourceKind, name: str, insert: Callable[[str, Store], K]
    ) -> K:
        with self._store.transaction():
            key: K | None = kind.find("name", name, self._store)
            return insert(name, self._store) if key is None else key

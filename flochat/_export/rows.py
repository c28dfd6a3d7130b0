"""Which rows came before: those that moved while a list was read, or came on a page again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, TypeVar

from ..models.base import Model

M = TypeVar("M", bound=Model)

_DIGEST_SIZE: Final = 12


class RowCounter:
    """Tells the rows that are new from those that came before.

    A row is known by what identifies its model. Rows without that are told apart by all that is in
    them, and count as often as they stand in the page that has the most of them: where two time
    ranges overlap by a second, each has all rows of that second or none.
    """

    def __init__(self) -> None:
        self.count = 0
        self._known: set[object] = set()
        self._alike: Counter[bytes] = Counter()

    def take(self, rows: Sequence[M]) -> list[M]:
        """The rows of a page that are new; from now on they are known."""
        fresh = []
        here: Counter[bytes] = Counter()
        for row in rows:
            identity = getattr(row, row._identity, None)
            if identity is None:
                digest = _digest(row)
                here[digest] += 1
                if here[digest] <= self._alike[digest]:
                    continue
                self._alike[digest] += 1
            elif identity in self._known:
                continue
            else:
                self._known.add(identity)
            fresh.append(row)
        self.count += len(fresh)
        return fresh

    def has_new(self, rows: Sequence[Model]) -> bool:
        """Whether any of the rows is new, without taking note of them."""
        here: Counter[bytes] = Counter()
        for row in rows:
            identity = getattr(row, row._identity, None)
            if identity is not None:
                if identity not in self._known:
                    return True
                continue
            digest = _digest(row)
            here[digest] += 1
            if here[digest] > self._alike[digest]:
                return True
        return False


def _digest(row: Model) -> bytes:
    text = json.dumps(row.raw, sort_keys=True, default=repr)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_SIZE).digest()

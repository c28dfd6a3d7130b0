"""Who was created just now, and may not be found yet: hosts apply a change after they say ok."""

from __future__ import annotations

from threading import Lock
from typing import Final

from ..models.subscribers import Subscriber

#: How long a host may take to find whom it has created, in seconds. 1.5 were measured for values.
_SECONDS: Final = 5.0


class NewPeople:
    """The people that a client and its copies have created within the last seconds."""

    def __init__(self) -> None:
        self._people: dict[str, tuple[float, Subscriber]] = {}
        self._lock = Lock()

    def add(self, key: str, person: Subscriber, *, now: float) -> None:
        """Keep somebody who was created, under what identifies them; `now` is monotonic."""
        with self._lock:
            fresh = {k: entry for k, entry in self._people.items() if now - entry[0] < _SECONDS}
            self._people = fresh | {key: (now, person)}

    def find(self, key: str, *, now: float) -> Subscriber | None:
        """The person who was created under that key a moment ago."""
        created, person = self._people.get(key, (0.0, None))
        return person if person is not None and now - created < _SECONDS else None

    def forget(self, user_ns: str) -> None:
        """Drop somebody who was deleted."""
        with self._lock:
            self._people = {k: e for k, e in self._people.items() if e[1].user_ns != user_ns}

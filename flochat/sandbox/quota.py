"""The requests of an hour, counted for each key."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from attrs import frozen

HOUR: Final = 3600.0


@frozen
class Allowance:
    """What is left of an hour after a request was counted."""

    limit: int
    remaining: int
    granted: bool
    #: When the hour ends, in Unix seconds, and how long that is.
    resets_at: float
    seconds_left: float

    @property
    def headers(self) -> dict[str, str]:
        """The quota headers of the platform; when to come back only where nothing is left."""
        headers = {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
        }
        if not self.granted:
            headers["retry-after"] = str(math.ceil(self.seconds_left))
            headers["x-ratelimit-reset"] = str(math.ceil(self.resets_at))
        return headers


class Quota:
    """Grants `limit` requests an hour to each key; the hour begins with its first request."""

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._hours: dict[str, tuple[float, int]] = {}

    def spend(self, key: str) -> Allowance:
        """Count one request of a key."""
        now = self._clock()
        began, spent = self._hours.get(key, (now, 0))
        if now - began >= HOUR:
            began, spent = now, 0
        granted = spent < self._limit
        spent += granted
        self._hours[key] = began, spent
        ends = began + HOUR
        return Allowance(self._limit, self._limit - spent, granted, ends, ends - now)

    def reset(self) -> None:
        """Start every hour over."""
        self._hours.clear()

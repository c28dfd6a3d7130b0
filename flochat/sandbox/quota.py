"""The requests of an hour, counted for each key."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

from .answers import Answer, answer
from .habits import DEFAULTS

HOUR: Final = 3600.0

#: The headers that say what is left, and not when there is more.
_ALWAYS: Final = ("x-ratelimit-limit", "x-ratelimit-remaining")
_PAGE: Final = "<!DOCTYPE html><title>Access denied | cloudflare</title>Error 1015: rate limited"


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
        #: Requests an hour.
        self.limit: int = limit
        self._clock = clock
        #: How many requests were counted since the start.
        self.counted: int = 0
        self._hours: dict[str, tuple[float, int]] = {}

    def spend(self, key: str, habits: Mapping[str, str] = DEFAULTS) -> Allowance:
        """Count one request of a key, or of all keys together, as the habits have it."""
        now = self._clock()
        self.counted += 1
        key = key if habits["quota_of"] == "key" else ""
        starts = now if habits["quota_hour"] == "first request" else now - now % HOUR
        began, spent = self._hours.get(key, (starts, 0))
        if now - began >= HOUR:
            began, spent = starts, 0
        granted = spent < self.limit
        spent += granted
        self._hours[key] = began, spent
        ends = began + HOUR
        return Allowance(self.limit, self.limit - spent, granted, ends, ends - now)

    def reset(self) -> None:
        """Start every hour over."""
        self._hours.clear()


def has_quota_headers(counted: int, habits: Mapping[str, str]) -> bool:
    """Whether an answer says what is left; `counted` is how many there were."""
    habit = habits["quota_headers"]
    return habit == "always" or (habit == "sometimes" and counted % 3 == 1)


def throttled(allowance: Allowance, habits: Mapping[str, str]) -> Answer:
    """The answer to a request that the quota has no room for."""
    habit = habits["throttled"]
    if habit == "Cloudflare page":
        headers = {"server": "cloudflare", "retry-after": allowance.headers["retry-after"]}
        return Answer(429, _PAGE.encode(), "text/html; charset=utf-8", headers)
    headers = allowance.headers
    if habit == "without wait":
        headers = {name: text for name, text in headers.items() if name in _ALWAYS}
    return answer({"message": "Too Many Attempts."}, 429, headers)

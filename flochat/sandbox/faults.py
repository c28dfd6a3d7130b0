"""What goes wrong between a client and the platform, as often as a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random
from typing import Final

from attrs import evolve, field, frozen

from .answers import Answer, answer


class Fault(StrEnum):
    """One thing that goes wrong with a request."""

    # Nothing is carried out.
    THROTTLED = "throttled"  #: 429, the platform's own; it goes on for a while
    UNAVAILABLE = "unavailable"  #: 503
    REFUSED = "refused"  #: 200 that says error
    CUT_BEFORE = "cut before"  #: the connection is cut before the request was taken
    # The request is carried out, and the client does not get to know.
    FAILED = "failed"  #: 500
    CLOUDFLARE = "cloudflare"  #: 520 and an HTML page
    HTML = "html"  #: 200 and an HTML page
    CUT_AFTER = "cut after"  #: the connection is cut in place of an answer
    CUT_BODY = "cut body"  #: the connection is cut in the middle of the answer
    # The request is carried out and answered, in an unpleasant way.
    SLOW_BODY = "slow body"  #: the answer comes in parts, with pauses
    WRONG_TYPE = "wrong type"  #: the JSON is called text/plain
    NO_QUOTA = "no quota"  #: without the headers that tell the quota
    REPEATED_PAGE = "repeated page"  #: a list gives the page before once more
    MOVED_ROWS = "moved rows"  #: somebody turns up again, and moves to the front of all lists


@frozen
class Faults:
    """How often what goes wrong, as shares of the requests: `Faults({Fault.HTML: 0.1})`.

    `latency` is the longest time in seconds that an answer is kept back, `storm` the number of
    requests that are throttled once one is. The same `seed` gives the same faults to the same
    requests in the same order.

    Raises `ValueError` for shares that are below 0 or together over 1.
    """

    shares: Mapping[Fault, float] = field(factory=dict)
    latency: float = field(default=0.0, kw_only=True)
    storm: int = field(default=3, kw_only=True)
    seed: int = field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if min(self.shares.values(), default=0) < 0 or sum(self.shares.values()) > 1.000_001:
            raise ValueError("the shares of faults are from 0 on and together at most 1")

    @classmethod
    def of_all_kinds(cls, share: float, *, latency: float = 0.0, seed: int = 0) -> Faults:
        """Every kind alike, all together a share of the requests."""
        return cls(dict.fromkeys(Fault, share / len(Fault)), latency=latency, seed=seed)


class FaultInjector:
    """Draws what happens to each request; used from the server's loop alone."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._random = Random(faults.seed)
        self._throttled = 0

    def next_fault(self) -> Fault | None:
        """What goes wrong with the next request."""
        if self._throttled:
            self._throttled -= 1
            return Fault.THROTTLED
        drawn = self._random.random()
        for fault, share in self._faults.shares.items():
            drawn -= share
            if drawn < 0:
                self._throttled = self._faults.storm - 1 if fault is Fault.THROTTLED else 0
                return fault
        return None

    def delay(self) -> float:
        """How long its answer is kept back, in seconds."""
        return self._faults.latency and self._random.uniform(0, self._faults.latency)


_PAGE: Final = "<!DOCTYPE html><title>One moment, please</title>"
_HTML: Final = "text/html; charset=utf-8"

#: What is answered in place of the platform, which carries nothing out.
SUBSTITUTES: Final[Mapping[Fault, Answer]] = {
    Fault.THROTTLED: answer(
        {"message": "Too Many Attempts."},
        429,
        {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", "retry-after": "1"},
    ),
    Fault.UNAVAILABLE: answer({"message": "Service Unavailable"}, 503),
    Fault.REFUSED: answer({"status": "error", "message": "Something went wrong, try later."}),
}

#: What becomes of the platform's answer once the request was carried out.
ALTERATIONS: Final[Mapping[Fault, Callable[[Answer], Answer]]] = {
    Fault.FAILED: lambda _: answer({"message": "Server Error"}, 500),
    Fault.CLOUDFLARE: lambda _: Answer(520, _PAGE.encode(), _HTML, {"server": "cloudflare"}),
    Fault.HTML: lambda given: evolve(given, content=_PAGE.encode(), content_type=_HTML),
    Fault.WRONG_TYPE: lambda given: evolve(given, content_type="text/plain"),
    Fault.NO_QUOTA: lambda given: evolve(given, headers=_without_quota(given.headers)),
}


def _without_quota(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in headers.items() if not name.startswith("x-ratelimit-")}

"""Faults between a client and the platform, as often as a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random
from typing import Final

from attrs import evolve, field, frozen

from .answers import Answer, answer

_PAGE: Final = "<!DOCTYPE html><title>One moment, please</title>"
_HTML: Final = "text/html; charset=utf-8"


class Fault(StrEnum):
    """One way in which a request fails."""

    # Nothing is carried out.
    THROTTLED = "throttled"  #: 429, the platform's own; for several requests in a row
    UNAVAILABLE = "unavailable"  #: 503
    REFUSED = "refused"  #: 200 that says error
    CUT_BEFORE = "cut before"  #: the connection is cut before the request was taken
    # The request is carried out, and the client does not learn of it.
    FAILED = "failed"  #: 500
    CLOUDFLARE = "cloudflare"  #: 520 and an HTML page
    HTML = "html"  #: 200 and an HTML page
    CUT_AFTER = "cut after"  #: the connection is cut in place of an answer
    CUT_BODY = "cut body"  #: the connection is cut in the middle of the answer
    # The request is carried out and answered, but badly.
    SLOW_BODY = "slow body"  #: the answer is sent in parts, with pauses
    WRONG_TYPE = "wrong type"  #: the JSON is sent as text/plain
    NO_QUOTA = "no quota"  #: without the quota headers
    REPEATED_PAGE = "repeated page"  #: a list returns the previous page again
    MOVED_ROWS = "moved rows"  #: somebody interacts and moves to the front of the lists


@frozen
class Faults:
    """How often each fault is injected, as shares of the requests: `Faults({Fault.HTML: 0.1})`.

    `latency` is the maximum delay of an answer in seconds, `storm` the number of requests that are
    throttled once one is. The same `seed` gives the same faults to the same requests in the same
    order.

    Raises `ValueError` for shares that are below 0 or add up to more than 1.
    """

    shares: Mapping[Fault, float] = field(factory=dict)
    latency: float = field(default=0.0, kw_only=True)
    storm: int = field(default=3, kw_only=True)
    seed: int = field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if min(self.shares.values(), default=0) < 0 or sum(self.shares.values()) > 1.000_001:
            raise ValueError("the shares of faults must be at least 0 and add up to at most 1")

    @classmethod
    def of_all_kinds(cls, share: float, *, latency: float = 0.0, seed: int = 0) -> Faults:
        """Every kind with the same share; together they make up `share` of the requests."""
        return cls(dict.fromkeys(Fault, share / len(Fault)), latency=latency, seed=seed)


class FaultInjector:
    """Draws the fault of each request; used from the server's loop alone."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._random = Random(faults.seed)
        self._throttled = 0
        #: What was asked for by name: the fault, and the operation that it is for, if for one.
        self._planned: list[tuple[Fault, str | None]] = []

    def plan(self, fault: Fault, operation: str | None, times: int) -> None:
        """Let the next requests for an operation, or for any, fail like this."""
        self._planned.extend([(fault, operation)] * times)

    def next_fault(self, operation: str | None = None) -> Fault | None:
        """The fault of the next request, which is for that operation."""
        for index, (fault, meant_for) in enumerate(self._planned):
            if meant_for in (None, operation):
                del self._planned[index]
                return fault
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
        """The delay of its answer, in seconds."""
        return self._faults.latency and self._random.uniform(0, self._faults.latency)


#: Answers in place of the platform's; nothing is carried out.
SUBSTITUTES: Final[Mapping[Fault, Answer]] = {
    Fault.THROTTLED: answer(
        {"message": "Too Many Attempts."},
        429,
        {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", "retry-after": "1"},
    ),
    Fault.UNAVAILABLE: answer({"message": "Service Unavailable"}, 503),
    Fault.REFUSED: answer({"status": "error", "message": "Something went wrong, try later."}),
}

#: How the platform's answer is altered once the request was carried out.
ALTERATIONS: Final[Mapping[Fault, Callable[[Answer], Answer]]] = {
    Fault.FAILED: lambda _: answer({"message": "Server Error"}, 500),
    Fault.CLOUDFLARE: lambda _: Answer(520, _PAGE.encode(), _HTML, {"server": "cloudflare"}),
    Fault.HTML: lambda answer: evolve(answer, content=_PAGE.encode(), content_type=_HTML),
    Fault.WRONG_TYPE: lambda answer: evolve(answer, content_type="text/plain"),
    Fault.NO_QUOTA: lambda answer: evolve(answer, headers=_without_quota(answer.headers)),
}


def _without_quota(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in headers.items() if not name.startswith("x-ratelimit-")}

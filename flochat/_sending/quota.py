"""The quota of an hour: what is known of it, and what that lets through. No clock, no I/O.

The service counts the requests of a key from the first one on, for an hour, and then begins anew.
Each answer tells what is left, but only a refusal tells when the hour ends. Answers overtake each
other, requests get lost on their way, and other programs may spend of the same key. So what may
still be sent is what the service last told, less all that it may not have counted by then.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import asdict, define, field, frozen

if TYPE_CHECKING:
    from .._wire.wire import WireResponse

HOUR: Final = 3600.0

#: The share of the limit above which nothing is paced.
_PLENTY: Final = 0.2
#: The share of the limit that may go at once after a pause, even when the rest is paced.
_BURST: Final = 0.01
#: The share of the rest of the hour that the others are spread over, so that none comes too late.
_SPREAD: Final = 0.9
#: What a meter may not know.
_MAY_BE_UNKNOWN: Final = frozenset({"limit", "reported"})
#: How long everybody waits for the first answer of an hour, in seconds, and looks again.
_PATIENCE: Final = 5.0
_LOOK_AGAIN: Final = 0.02


@frozen(kw_only=True)
class Quota:
    """What a client knows of its key's quota; None is what the service has not told.

    `limit` is the requests an hour, `remaining` what is left of them (those under way are taken
    off), `spent` the requests that this client has sent, retries included. `resets_at`, in UTC, is
    when the hour is over: known after a refusal, and otherwise the latest that it can be, one hour
    after the first answer that this client has seen of it.
    """

    limit: int | None
    remaining: int | None
    resets_at: datetime | None
    spent: int


class QuotaHeaders(NamedTuple):
    """What an answer tells: how many requests are left, and for a refusal how long it lasts."""

    limit: int | None
    remaining: int
    refused_for: float | None = None


class Reservation(NamedTuple):
    """A request that was let through, and what was known at that moment."""

    number: int
    hour: int
    reported: int | None
    unconfirmed: int


class WaitReason(Enum):
    """What a request waits for."""

    PACE = "the requests that are left are spread over the hour"
    ANSWERS = "answers are under way that tell what is left"
    EXHAUSTED = "the quota is spent"


class RetryAfter(NamedTuple):
    """A request has to wait, this long in seconds or less, and ask again. Nothing is reserved."""

    seconds: float
    reason: WaitReason


@define
class Meter:
    """What is known of the present hour. All times are on one clock, in Unix seconds."""

    limit: int | None = None
    #: The least that was told to be left in this hour; None before the first answer.
    reported: int | None = None
    #: When the hour is over, at the latest.
    ends: float = 0.0
    #: Which hour it is; requests that were let through in another tell little of this one.
    hour: int = 0
    #: Answers come, and tell nothing.
    is_silent: bool = False
    #: Since when an answer is waited for that tells of this hour.
    asked_at: float = 0.0
    #: When the last of those that are paced had its turn.
    last_paced_at: float = 0.0
    #: How many were let through, and of those under way when each is given up.
    tickets: int = 0
    under_way: dict[int, float] = field(factory=dict)
    #: How many got lost, and how many of these a later answer has counted or not, for good.
    unconfirmed: int = 0
    settled: int = 0

    @property
    def left(self) -> int | None:
        """How many requests may be sent, whatever becomes of those under way."""
        if self.reported is None:
            return None
        return max(0, self._left_at_most - len(self.under_way))

    @property
    def _left_at_most(self) -> int:
        """How many are left if none of those under way counts."""
        return (self.reported or 0) - (self.unconfirmed - self.settled)

    def acquire(
        self, now: float, *, lease: float, is_paced: bool = True
    ) -> Reservation | RetryAfter:
        """Let a request through, or say how long it has to wait.

        A request that takes longer than `lease`, in seconds, is given up: whoever sent it is gone.
        One that is not `is_paced` has waited for its turn long enough.
        """
        self._look_at(now)
        left = self.left
        if left is None:
            if not self._may_go_unasked(now):
                return RetryAfter(_LOOK_AGAIN, WaitReason.ANSWERS)
        elif left == 0:
            if self._left_at_most > 0:
                return RetryAfter(_LOOK_AGAIN, WaitReason.ANSWERS)
            return RetryAfter(self.ends - now, WaitReason.EXHAUSTED)
        elif is_paced and left <= (self.limit or 0) * _PLENTY:
            turn = self._turn(now, left)
            if turn > now:
                return RetryAfter(turn - now, WaitReason.PACE)
            self.last_paced_at = turn
        return self._ticket(now + lease)

    def release(self, ticket: Reservation) -> None:
        """The request was not sent after all."""
        self.under_way.pop(ticket.number, None)

    def lose(self, ticket: Reservation, *, is_answered: bool) -> None:
        """The request may have been counted, and nothing told of it."""
        if self.under_way.pop(ticket.number, None) is not None:
            self.unconfirmed += 1
        if is_answered and self.reported is None:
            self.is_silent = True

    def answered(self, ticket: Reservation, figures: QuotaHeaders, now: float) -> None:
        """The request was answered, and the answer tells what is left."""
        self.under_way.pop(ticket.number, None)
        self.settled = max(self.settled, ticket.unconfirmed)
        has_risen = ticket.reported is not None and figures.remaining > ticket.reported
        is_of_this_hour = ticket.hour == self.hour
        if not is_of_this_hour and ticket.reported is not None and not has_risen:
            return
        self.is_silent = False
        self.limit = figures.limit or self.limit
        if self.reported is None or (has_risen and is_of_this_hour):
            self._begin(now)
            self.reported = figures.remaining
        self.reported = min(self.reported, figures.remaining)
        if figures.refused_for is not None:
            self.ends = now + min(figures.refused_for, HOUR)

    def _look_at(self, now: float) -> None:
        """Give up what is overdue, and forget an hour that is over.

        Where the clock was set back, nothing of before is later than it can be.
        """
        self.ends = min(self.ends, now + HOUR)
        self.asked_at = min(self.asked_at, now)
        self.last_paced_at = min(self.last_paced_at, now)
        for number in [n for n, until in self.under_way.items() if until <= now]:
            del self.under_way[number]
            self.unconfirmed += 1
        if self.reported is not None and now >= self.ends:
            self._begin(now)

    def _begin(self, now: float) -> None:
        """Another hour has begun, of which nothing is known but when it ends at the latest."""
        self.hour += 1
        self.reported = None
        self.ends = now + HOUR
        self.asked_at = self.last_paced_at = 0.0
        self.settled = self.unconfirmed

    def _may_go_unasked(self, now: float) -> bool:
        """Whether a request may go although nothing is known: the first, or when none will be."""
        if self.is_silent:
            return True
        if not self.under_way:
            self.asked_at = now
            return True
        return now - self.asked_at >= _PATIENCE

    def _turn(self, now: float, left: int) -> float:
        """When the next of those that are paced may go."""
        interval = _SPREAD * (self.ends - now) / left
        burst = max(1.0, (self.limit or 0) * _BURST)
        return max(self.last_paced_at, now - burst * interval) + interval

    def _ticket(self, overdue: float) -> Reservation:
        self.tickets += 1
        self.under_way[self.tickets] = overdue
        return Reservation(self.tickets, self.hour, self.reported, self.unconfirmed)

    def dump(self) -> str:
        """The meter as a text, for a store that others read too."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Meter:
        """The meter that `dump` wrote. Raises `ValueError` for anything else."""
        try:
            said = json.loads(text)
            under_way = {int(number): until for number, until in said.pop("under_way").items()}
            numbers = [v for k, v in said.items() if v is not None or k not in _MAY_BE_UNKNOWN]
            if not all(
                isinstance(number, int | float) for number in [*numbers, *under_way.values()]
            ):
                raise TypeError("it holds what is no number")
            return cls(**said, under_way=under_way)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not the state of a quota: {error}") from None


def quota_headers(answer: WireResponse, *, now: float) -> QuotaHeaders | None:
    """What an answer tells of the quota, or None.

    A refusal that does not say for how long tells nothing: the next request has to find out.
    """
    remaining = _count(answer.headers.get("x-ratelimit-remaining"))
    limit = _count(answer.headers.get("x-ratelimit-limit"))
    if remaining is None:
        return None
    if answer.status == 429:
        from .._wire.throttle import is_own_throttle, retry_after

        wait = retry_after(answer, now=now) if is_own_throttle(answer) else None
        return None if wait is None else QuotaHeaders(limit, 0, wait)
    return QuotaHeaders(limit, min(remaining, limit)) if limit else None


def snapshot(meter: Meter, *, now: float, spent: int, skew: float = 0.0) -> Quota:
    """What a meter knows at a time of its clock; `skew` is what the reader's is ahead of it."""
    is_known = meter.reported is not None and now < meter.ends
    return Quota(
        limit=meter.limit,
        remaining=meter.left if is_known else None,
        resets_at=datetime.fromtimestamp(meter.ends + skew, UTC) if is_known else None,
        spent=spent,
    )


def _count(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None

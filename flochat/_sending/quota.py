"""The hourly quota: what is known of it, and which requests that lets through. No clock, no I/O.

The service counts the requests of a key for one hour from the first, then starts over. Each answer
says how many are left, but only a refusal says when the hour ends. Answers overtake each other,
requests get lost on their way, and other programs may use the same key. So what may still be sent
is what the service last reported, less every request that it may not have counted by then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias, TypeVar

from attrs import asdict, define, field

if TYPE_CHECKING:
    from .._wire.wire import WireResponse

if TYPE_CHECKING:
    from .reports import Quota

T = TypeVar("T")

HOUR: Final = 3600.0

#: The share of the limit above which nothing is paced.
_PLENTY: Final = 0.2
#: The share of the limit that may go at once after a pause, even while requests are paced.
_BURST: Final = 0.01
#: The share of the rest of the hour that paced requests are spread over, so that none is too late.
_SPREAD: Final = 0.9
#: How long requests wait for the first answer of an hour, and how often they check, in seconds.
_FIRST_ANSWER_TIMEOUT: Final = 5.0
_POLL_INTERVAL: Final = 0.02
#: The fields of a meter that may be None.
_OPTIONAL: Final = frozenset({"limit", "reported"})


class QuotaHeaders(NamedTuple):
    """What an answer says of the quota; `resets_in`, in seconds, is there for a refusal only."""

    limit: int | None
    remaining: int
    resets_in: float | None = None


class Reservation(NamedTuple):
    """A request that was let through, and what was known at that moment."""

    number: int
    hour: int
    reported: int | None
    unconfirmed: int


class WaitReason(Enum):
    """What a request waits for."""

    PACE = "the remaining requests are spread over the hour"
    ANSWERS = "answers that say what is left are on their way"
    EXHAUSTED = "the quota is spent"


class RetryAfter(NamedTuple):
    """A request has to wait for at most this long, in seconds, and ask again; it holds nothing."""

    seconds: float
    reason: WaitReason


@define(eq=False, repr=False)  # what is left out costs time at each import
class Meter:
    """What is known of the current hour. All times are on one clock, in Unix seconds."""

    limit: int | None = None
    #: The smallest number of remaining requests reported in this hour; None before the first.
    reported: int | None = None
    #: When the hour ends, at the latest.
    resets_at: float = 0.0
    #: The number of this hour; a request let through in another one says little of this one.
    hour: int = 0
    #: Whether the service answers without quota headers, so that there is nothing to go by.
    is_unmetered: bool = False
    #: When the request was let through whose answer is to report the first figures of this hour.
    probed_at: float = 0.0
    #: When the last of the paced requests was due.
    last_paced_at: float = 0.0
    #: How many requests were let through, and when each of those under way is given up.
    reservations: int = 0
    under_way: dict[int, float] = field(factory=dict)
    #: How many requests ended without a report, and how many of them a later report covers.
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
        """How many requests are left if none of those under way is counted."""
        return (self.reported or 0) - (self.unconfirmed - self.settled)

    def acquire(
        self, now: float, *, lease: float, is_paced: bool = True
    ) -> Reservation | RetryAfter:
        """Let a request through, or say how long it has to wait.

        A request that takes longer than `lease`, in seconds, is given up: its sender is gone. One
        that is not `is_paced` has waited for its turn long enough.
        """
        self._expire(now)
        left = self.left
        if left is None:
            if not self._may_probe(now):
                return RetryAfter(_POLL_INTERVAL, WaitReason.ANSWERS)
        elif left == 0:
            if self._left_at_most > 0:
                return RetryAfter(_POLL_INTERVAL, WaitReason.ANSWERS)
            return RetryAfter(self.resets_at - now, WaitReason.EXHAUSTED)
        elif is_paced and left <= (self.limit or 0) * _PLENTY:
            delay = self._pacing_delay(now, left)
            if delay > 0:
                return RetryAfter(delay, WaitReason.PACE)
            self.last_paced_at = now + delay
        return self._reserve(now + lease)

    def release(self, reservation: Reservation) -> None:
        """Take back a request that was not sent after all."""
        self.under_way.pop(reservation.number, None)

    def mark_unconfirmed(self, reservation: Reservation, *, is_answered: bool) -> None:
        """Note that a request may have been counted, and that no report says so.

        `is_answered` says that the service itself answered, and without quota headers.
        """
        if self.under_way.pop(reservation.number, None) is not None:
            self.unconfirmed += 1
        if is_answered and self.reported is None:
            self.is_unmetered = True

    def confirm(self, reservation: Reservation, headers: QuotaHeaders, now: float) -> None:
        """Note that a request was answered, with what the answer says of the quota."""
        self.under_way.pop(reservation.number, None)
        self.settled = max(self.settled, reservation.unconfirmed)
        has_risen = reservation.reported is not None and headers.remaining > reservation.reported
        is_of_this_hour = reservation.hour == self.hour
        if not is_of_this_hour and reservation.reported is not None and not has_risen:
            return
        self.is_unmetered = False
        self.limit = headers.limit or self.limit
        if self.reported is None or (has_risen and is_of_this_hour):
            self._start_hour(now)
            self.reported = headers.remaining
        self.reported = min(self.reported, headers.remaining)
        if headers.resets_in is not None:
            self.resets_at = now + min(headers.resets_in, HOUR)

    def _expire(self, now: float) -> None:
        """Give up what is overdue, and forget an hour that has ended.

        Where the clock was set back, no earlier time stays later than it can be.
        """
        self.resets_at = min(self.resets_at, now + HOUR)
        self.probed_at = min(self.probed_at, now)
        self.last_paced_at = min(self.last_paced_at, now)
        for number in [n for n, until in self.under_way.items() if until <= now]:
            del self.under_way[number]
            self.unconfirmed += 1
        if self.reported is not None and now >= self.resets_at:
            self._start_hour(now)

    def _start_hour(self, now: float) -> None:
        """Begin another hour, of which nothing is known but when it ends at the latest."""
        self.hour += 1
        self.reported = None
        self.resets_at = now + HOUR
        self.probed_at = self.last_paced_at = 0.0
        self.settled = self.unconfirmed

    def _may_probe(self, now: float) -> bool:
        """Whether a request may go while nothing is known: the first, or where none will be."""
        if self.is_unmetered:
            return True
        if not self.under_way:
            self.probed_at = now
            return True
        return now - self.probed_at >= _FIRST_ANSWER_TIMEOUT

    def _pacing_delay(self, now: float, left: int) -> float:
        """How long the next paced request has to wait, in seconds; negative when it is overdue.

        This compares durations, not moments: a Unix time less an interval plus that interval can
        round to a moment just ahead of now, and a request that is due would be held up again.
        """
        interval = _SPREAD * (self.resets_at - now) / left
        burst = max(1.0, (self.limit or 0) * _BURST)
        return interval - min(now - self.last_paced_at, burst * interval)

    def _reserve(self, overdue_at: float) -> Reservation:
        self.reservations += 1
        self.under_way[self.reservations] = overdue_at
        return Reservation(self.reservations, self.hour, self.reported, self.unconfirmed)

    def dump(self) -> str:
        """The meter as JSON, for a store that others read too."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Meter:
        """The meter that `dump` wrote. Raises `ValueError` for anything else."""
        try:
            state = json.loads(text)
            under_way = {int(number): until for number, until in state.pop("under_way").items()}
            numbers = [v for k, v in state.items() if v is not None or k not in _OPTIONAL]
            if not all(
                isinstance(number, int | float) for number in [*numbers, *under_way.values()]
            ):
                raise TypeError("it holds a value that is not a number")
            return cls(**state, under_way=under_way)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not the state of a quota: {error}") from None


Update: TypeAlias = Callable[[Meter, float], T]


class Store(Protocol):
    """Keeps one meter."""

    #: The meter as it was last seen here, and how far our clock was ahead of the store's then.
    meter: Meter
    clock_skew: float

    def update(self, update: Update[T], clock: Callable[[], float]) -> T:
        """Update the meter; `update` gets it and the time, and may be called more than once.

        Raises `SharedQuotaError` when the store cannot be reached.
        """

    def close(self) -> None:
        """Close files and connections."""


class MemoryStore:
    """Shared by the threads and tasks of a client."""

    clock_skew: float = 0.0

    def __init__(self) -> None:
        self.meter: Meter = Meter()
        self._lock = Lock()

    def update(self, update: Update[T], clock: Callable[[], float]) -> T:
        with self._lock:
            return update(self.meter, clock())

    def close(self) -> None:
        """Nothing to close."""


def quota_headers(answer: WireResponse, *, now: float) -> QuotaHeaders | None:
    """What an answer says of the quota, or None.

    A refusal that does not say when to come back says nothing: the next request has to find out.
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


def quota_of(
    meter: Meter,
    *,
    now: float,
    spent: int,
    spent_by_flow: Mapping[str, int] | None = None,
    skew: float = 0.0,
) -> Quota:
    """What a meter knows at a time of its clock; `skew` is how far the reader's is ahead of it."""
    from .reports import Quota

    is_known = meter.reported is not None and now < meter.resets_at
    return Quota(
        limit=meter.limit,
        remaining=meter.left if is_known else None,
        resets_at=datetime.fromtimestamp(meter.resets_at + skew, UTC) if is_known else None,
        spent=spent,
        spent_by_flow=spent_by_flow or {},
    )


def _count(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None

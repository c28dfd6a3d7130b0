"""What the quota lets through: decisions, and a simulated service with many requests at once."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flochat._sending.quota import (
    HOUR,
    Meter,
    QuotaHeaders,
    Reservation,
    RetryAfter,
    WaitReason,
    quota_headers,
    quota_of,
)
from flochat._wire.wire import WireResponse
from flochat.sandbox.quota import Allowance, Quota

NOW = 1_800_000_000.0
LEASE = 60.0
TOO_MANY = b'{"message": "Too Many Attempts."}'


def answer(headers: dict[str, str], status: int = 200, body: bytes = b"") -> WireResponse:
    return WireResponse(status, {f"x-ratelimit-{k}": v for k, v in headers.items()}, body)


def let_through(meter: Meter, now: float = NOW) -> Reservation:
    result = meter.acquire(now, lease=LEASE)
    assert isinstance(result, Reservation), result
    return result


def held_up(meter: Meter, now: float = NOW) -> RetryAfter:
    result = meter.acquire(now, lease=LEASE)
    assert isinstance(result, RetryAfter), result
    return result


def reporting(remaining: int, limit: int = 100, now: float = NOW) -> Meter:
    """A meter after one answer."""
    meter = Meter()
    meter.confirm(let_through(meter, now), QuotaHeaders(limit, remaining), now)
    return meter


def test_nothing_is_known_before_the_first_answer() -> None:
    known = quota_of(Meter(), now=NOW, spent=0)
    assert (known.limit, known.remaining, known.resets_at, known.spent) == (None, None, None, 0)


def test_an_answer_reports_what_is_left_and_the_hour_ends_one_hour_later_at_most() -> None:
    known = quota_of(reporting(998, 1000), now=NOW, spent=2)
    assert (known.limit, known.remaining, known.spent) == (1000, 998, 2)
    assert known.resets_at == datetime.fromtimestamp(NOW + HOUR, UTC)


def test_when_the_hour_is_over_nothing_is_known_again() -> None:
    known = quota_of(reporting(998, 1000), now=NOW + HOUR, spent=2)
    assert (known.limit, known.remaining, known.resets_at, known.spent) == (1000, None, None, 2)


@pytest.mark.parametrize("remaining", [0, 5])
def test_when_the_clock_is_set_back_no_request_waits_for_longer_than_an_hour(
    remaining: int,
) -> None:
    meter = reporting(remaining)
    for earlier in (NOW - 7200, NOW - 90_000):
        for _ in range(2):
            result = meter.acquire(earlier, lease=LEASE)
        assert isinstance(result, RetryAfter)
        assert result.seconds <= HOUR


def test_requests_under_way_are_subtracted() -> None:
    meter = reporting(50)
    reservations = [let_through(meter) for _ in range(3)]
    assert meter.left == 47
    meter.release(reservations[0])
    assert meter.left == 48


def test_in_an_unknown_hour_one_request_goes_first() -> None:
    meter = Meter()
    first = let_through(meter)
    assert held_up(meter).reason is WaitReason.ANSWERS
    meter.confirm(first, QuotaHeaders(100, 99), NOW)
    assert let_through(meter)


def test_a_first_answer_that_never_comes_holds_up_requests_for_five_seconds() -> None:
    meter = Meter()
    let_through(meter)
    assert held_up(meter, NOW + 4.9)
    assert [let_through(meter, NOW + 5.0) for _ in range(5)]


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_service_without_quota_headers_is_not_gated(is_answered: bool) -> None:
    meter = Meter()
    meter.mark_unconfirmed(let_through(meter), is_answered=is_answered)
    if not is_answered:  # a cut connection does not show what the service reports
        let_through(meter)
        assert held_up(meter).reason is WaitReason.ANSWERS
        return
    assert [let_through(meter) for _ in range(1000)]
    assert meter.left is None


def test_while_plenty_is_left_nothing_waits() -> None:
    meter = reporting(100)
    assert [let_through(meter) for _ in range(80)]
    assert held_up_after_burst(meter).reason is WaitReason.PACE


def held_up_after_burst(meter: Meter) -> RetryAfter:
    result = next(
        t for _ in range(100) if isinstance(t := meter.acquire(NOW, lease=LEASE), RetryAfter)
    )
    assert isinstance(result, RetryAfter)
    return result


def test_what_is_left_is_spread_over_the_hour() -> None:
    meter = reporting(20)
    let_through(meter)
    now = NOW
    for left in range(19, 0, -1):
        wait = held_up(meter, now)
        assert wait.seconds == pytest.approx(0.9 * (NOW + HOUR - now) / left)
        assert wait.reason is WaitReason.PACE
        now += wait.seconds
        let_through(meter, now)
    assert meter.left == 0
    assert NOW + HOUR * 0.8 < now < NOW + HOUR


def test_a_request_that_has_waited_long_enough_is_not_paced() -> None:
    meter = reporting(20)
    assert all(
        isinstance(meter.acquire(NOW, lease=LEASE, is_paced=False), Reservation) for _ in range(20)
    )


def test_a_few_requests_after_a_pause_are_not_paced() -> None:
    meter = reporting(150, 1000)
    assert [let_through(meter) for _ in range(9)]
    assert [held_up_after_burst(meter).reason] == [WaitReason.PACE]


def test_when_nothing_is_left_requests_wait_for_the_end_of_the_hour() -> None:
    meter = reporting(0)
    assert held_up(meter) == RetryAfter(HOUR, WaitReason.EXHAUSTED)
    assert held_up(meter, NOW + 600.0).seconds == HOUR - 600.0
    assert let_through(meter, NOW + HOUR)
    assert held_up(meter, NOW + HOUR).reason is WaitReason.ANSWERS


def test_while_answers_are_under_way_it_is_not_certain_that_nothing_is_left() -> None:
    meter = reporting(1)
    last = let_through(meter)
    assert held_up(meter).reason is WaitReason.ANSWERS
    meter.confirm(last, QuotaHeaders(100, 0), NOW)
    assert held_up(meter).reason is WaitReason.EXHAUSTED


def test_a_refusal_says_when_the_hour_ends() -> None:
    meter = reporting(40)
    meter.confirm(let_through(meter), QuotaHeaders(None, 0, 700.0), NOW)
    assert held_up(meter) == RetryAfter(700.0, WaitReason.EXHAUSTED)
    assert let_through(meter, NOW + 700.0)


def test_no_refusal_lasts_longer_than_an_hour() -> None:
    meter = reporting(40)
    meter.confirm(let_through(meter), QuotaHeaders(None, 0, 1e15), NOW)
    assert held_up(meter).seconds == HOUR


def test_what_others_spend_is_taken_over_and_so_is_a_refill() -> None:
    meter = reporting(90)
    meter.confirm(let_through(meter), QuotaHeaders(100, 40), NOW)
    assert meter.left == 40
    meter.confirm(let_through(meter), QuotaHeaders(100, 99), NOW + 60.0)
    assert meter.left == 99
    assert meter.resets_at == NOW + 60.0 + HOUR


def test_of_answers_that_overtake_each_other_the_lower_number_counts() -> None:
    meter = reporting(90)
    first, second = let_through(meter), let_through(meter)
    meter.confirm(second, QuotaHeaders(100, 88), NOW)
    assert meter.left == 87
    meter.confirm(first, QuotaHeaders(100, 89), NOW)
    assert meter.left == 88


def test_an_answer_of_the_previous_hour_says_nothing_about_this_one() -> None:
    meter = reporting(90)
    late = let_through(meter)
    meter.confirm(let_through(meter, NOW + HOUR), QuotaHeaders(100, 99), NOW + HOUR)
    meter.confirm(late, QuotaHeaders(100, 3), NOW + HOUR)
    assert meter.left == 99


def test_a_lost_request_counts_until_a_later_answer_covers_it() -> None:
    meter = reporting(90)
    meter.mark_unconfirmed(let_through(meter), is_answered=False)
    assert meter.left == 89
    meter.confirm(let_through(meter), QuotaHeaders(100, 89), NOW)  # it never arrived
    assert meter.left == 89
    meter.mark_unconfirmed(let_through(meter), is_answered=True)
    meter.confirm(let_through(meter), QuotaHeaders(100, 87), NOW)  # this one did
    assert meter.left == 87


def test_a_request_whose_sender_is_gone_is_given_up_as_lost() -> None:
    meter = reporting(90)
    gone = let_through(meter)
    meter.confirm(let_through(meter, NOW + LEASE), QuotaHeaders(100, 88), NOW + LEASE)
    assert (meter.under_way, meter.left) == ({}, 88)
    meter.mark_unconfirmed(gone, is_answered=False)
    assert meter.left == 88


@given(st.integers(0, 10**6), st.lists(st.integers(0, 3), max_size=20))
def test_a_meter_is_the_same_after_it_was_stored(remaining: int, steps: list[int]) -> None:
    meter = reporting(remaining, 10**6)
    for step in steps:
        result = meter.acquire(NOW, lease=LEASE)
        if isinstance(result, Reservation) and step == 1:
            meter.mark_unconfirmed(result, is_answered=False)
        elif isinstance(result, Reservation) and step == 2:
            meter.confirm(result, QuotaHeaders(10**6, remaining), NOW)
    assert Meter.load(meter.dump()).dump() == meter.dump()


_NOT_A_METER = [
    "{}",
    "[]",
    "null",
    '{"under_way": 5}',
    '{"under_way": {"x": 1}}',
    '{"under_way": {"1": "2"}}',
    '{"under_way": {}, "resets_at": null}',
    '{"under_way": {}, "reported": "5"}',
    '{"under_way": {}, "unheard": 5}',
]


@given(st.text() | st.sampled_from(_NOT_A_METER))
def test_what_is_not_a_stored_meter_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # JSON's own complaint is one too
        Meter.load(text)


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (answer({"limit": "1000", "remaining": "998"}), QuotaHeaders(1000, 998)),
        (answer({"limit": "1000", "remaining": "998"}, 500), QuotaHeaders(1000, 998)),
        (answer({"limit": "10", "remaining": "11"}), QuotaHeaders(10, 10)),
        (answer({"remaining": "998"}), None),
        (answer({"limit": "0", "remaining": "0"}), None),
        (answer({"limit": "1000"}), None),
        (answer({"limit": "1000", "remaining": "-1"}), None),
        (answer({"limit": "1000", "remaining": "9" * 400}), None),
        (
            answer({"remaining": "0", "reset": str(int(NOW) + 7)}, 429, TOO_MANY),
            QuotaHeaders(None, 0, 7),
        ),
        (answer({"remaining": "0"}, 429, TOO_MANY), None),
        (answer({"remaining": "0", "reset": str(int(NOW) + 7)}, 429, b"error 1015"), None),
    ],
)
def test_what_an_answer_says_of_the_quota(
    response: WireResponse, expected: QuotaHeaders | None
) -> None:
    assert quota_headers(response, now=NOW) == expected


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([200, 429]))
def test_no_header_however_odd_breaks_the_meter(limit: str, remaining: str, status: int) -> None:
    response = answer(
        {"limit": limit, "remaining": remaining, "reset": remaining}, status, TOO_MANY
    )
    headers = quota_headers(response, now=NOW)
    if headers:
        meter = Meter()
        meter.confirm(let_through(meter), headers, NOW)
        meter.acquire(NOW, lease=LEASE)


class Simulation:
    """Workers that ask one meter and send to one service, in a time of its own.

    Requests and answers take a moment each, so that they overtake each other, and get lost.
    """

    def __init__(self, seed: int, *, limit: int, workers: int, latency: float, loss: float) -> None:
        self.meter = Meter()
        self.now = NOW
        self.refused = 0
        self.granted: Counter[float] = Counter()
        self._chance = random.Random(seed)
        self._service = Quota(limit, lambda: self.now)
        self._latency = latency
        self._loss = loss
        self._numbers = itertools.count()
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        for _ in range(workers):
            self._later(self._moment(), self._ask)

    def run(self, seconds: float) -> None:
        until = self.now + seconds
        while self._events and self._events[0][0] <= until:
            self.now, _, event = heapq.heappop(self._events)
            event()

    def _later(self, seconds: float, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (self.now + seconds, next(self._numbers), event))

    def _moment(self) -> float:
        return self._chance.uniform(0.001, self._latency)

    def _ask(self) -> None:
        result = self.meter.acquire(self.now, lease=LEASE)
        if isinstance(result, RetryAfter):
            self._later(max(min(result.seconds, 20.0), self._latency / 5), self._ask)
        elif self._chance.random() < self._loss / 2:  # lost on the way there
            self._later(self._moment(), lambda: self._end(result, None))
        else:
            self._later(self._moment(), lambda: self._arrive(result))

    def _arrive(self, reservation: Reservation) -> None:
        allowance = self._service.spend("key")
        self.refused += not allowance.granted
        self.granted[allowance.resets_at] += allowance.granted
        is_lost = self._chance.random() < self._loss / 2
        self._later(self._moment(), lambda: self._end(reservation, None if is_lost else allowance))

    def _end(self, reservation: Reservation, allowance: Allowance | None) -> None:
        if allowance is None:
            self.meter.mark_unconfirmed(reservation, is_answered=False)
        else:
            resets_in = None if allowance.granted else allowance.seconds_left
            headers = QuotaHeaders(allowance.limit, allowance.remaining, resets_in)
            self.meter.confirm(reservation, headers, self.now)
        self._ask()


simulations = st.builds(
    Simulation,
    st.integers(),
    limit=st.integers(20, 300),
    workers=st.integers(1, 40),
    latency=st.floats(0.01, 2.0),
    loss=st.just(0.0),
)
lossy_simulations = st.builds(
    Simulation,
    st.integers(),
    limit=st.integers(20, 300),
    workers=st.integers(1, 40),
    latency=st.floats(0.01, 2.0),
    loss=st.floats(0.0, 0.5),
)


@given(simulations)
@example(Simulation(1, limit=20, workers=1, latency=1.7089605351228863, loss=0.0))
def test_nothing_is_refused_and_nearly_all_of_the_quota_is_used(simulation: Simulation) -> None:
    simulation.run(HOUR * 2.5)
    assert simulation.refused == 0
    limit = simulation.meter.limit
    assert limit
    first, second, *_ = simulation.granted.values()
    assert min(first, second) >= 0.95 * limit


@given(lossy_simulations)
def test_lost_requests_lead_to_no_refusal_either(simulation: Simulation) -> None:
    simulation.run(HOUR * 2.5)
    assert simulation.refused == 0

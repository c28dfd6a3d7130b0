from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._sending.policy import (
    Action,
    Decision,
    RetryPolicy,
    after_answer,
    after_no_answer,
    backoff,
    cap_to_deadline,
    may_have_acted,
)
from flochat._wire.throttle import is_own_throttle, retry_after
from flochat._wire.wire import WireResponse

NOW = 1_800_000_000.0
POLICY = RetryPolicy(max_retries=2, max_wait=60.0)
THROTTLE = {"x-ratelimit-remaining": "0", "retry-after": "7"}
TOO_MANY = b'{"message": "Too Many Attempts."}'


def answer(status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> WireResponse:
    return WireResponse(status, headers or {}, body)


def decide(
    response: WireResponse, *, repeatable: bool, only_reads: bool = False, retries: int = 0
) -> Decision:
    return after_answer(
        POLICY,
        response,
        repeatable=repeatable,
        only_reads=only_reads,
        retries=retries,
        now=NOW,
        random=1.0,
    )


@pytest.mark.parametrize("status", [200, 201, 301, 400, 401, 403, 404, 405, 410, 422])
@pytest.mark.parametrize("repeatable", [True, False])
def test_an_answer_that_will_not_change_is_returned(status: int, repeatable: bool) -> None:
    assert decide(answer(status), repeatable=repeatable).action is Action.RETURN


@pytest.mark.parametrize("status", range(200, 600))
def test_every_status_leads_to_one_decision_for_each_kind_of_call(status: int) -> None:
    is_temporary = status in (408, 425, 429) or status >= 500
    is_open = is_temporary or status in (302, 303)
    repeated = Action.RETRY if is_temporary else Action.RETURN
    assert decide(answer(status), repeatable=True).action is repeated
    read = Action.RETRY if is_temporary or status == 409 else Action.RETURN
    assert decide(answer(status), repeatable=True, only_reads=True).action is read
    not_repeated = Action.UNKNOWN if is_open else Action.RETURN
    assert decide(answer(status), repeatable=False).action is not_repeated
    assert may_have_acted(answer(status)) is is_open


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (decide(answer(404), repeatable=True), "404 would be the answer another time, too"),
        (decide(answer(503), repeatable=True, retries=2), "max_retries is 2"),
        (decide(answer(503), repeatable=False), "must not be carried out twice"),
        (
            decide(answer(503, {"retry-after": "61"}), repeatable=True),
            "it is to wait 61 s, above max_wait (60 s)",
        ),
        (
            cap_to_deadline(decide(answer(503), repeatable=True), 0.2),
            "a wait of 0.5 s would go beyond the deadline",
        ),
    ],
)
def test_what_is_not_repeated_says_why(decision: Decision, reason: str) -> None:
    assert decision.action is not Action.RETRY
    assert decision.reason.endswith(reason)


def test_a_wait_has_a_cause() -> None:
    assert decide(answer(503), repeatable=True).cause == "backoff"
    assert decide(answer(503, {"retry-after": "7"}), repeatable=True).cause == "retry_after"
    assert decide(answer(429, THROTTLE, TOO_MANY), repeatable=False).cause == "quota"


def test_the_platforms_own_throttle_refuses_before_anything_is_done() -> None:
    assert not may_have_acted(answer(429, THROTTLE, TOO_MANY))


@pytest.mark.parametrize("status", [500, 502, 503, 504, *range(520, 528)])
def test_a_server_error_is_retried_for_what_may_be_repeated(status: int) -> None:
    assert decide(answer(status), repeatable=True)[:2] == (Action.RETRY, 0.5)
    assert decide(answer(status), repeatable=True, retries=1)[:2] == (Action.RETRY, 1.0)
    assert decide(answer(status), repeatable=True, retries=2).action is Action.RETURN


@pytest.mark.parametrize("status", [302, 303, 408, 425, 500, 503, 520, 429])
@pytest.mark.parametrize("retries", [0, 2])
def test_for_what_must_not_be_repeated_it_leaves_the_outcome_unknown(
    status: int, retries: int
) -> None:
    assert decide(answer(status), repeatable=False, retries=retries).action is Action.UNKNOWN


@pytest.mark.parametrize("repeatable", [True, False])
def test_every_call_waits_for_the_platforms_own_throttle(repeatable: bool) -> None:
    throttled = answer(429, THROTTLE, TOO_MANY)
    assert decide(throttled, repeatable=repeatable)[:2] == (Action.RETRY, 7.0)
    assert decide(throttled, repeatable=repeatable, retries=2).action is Action.RETURN


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_longer_wait_than_allowed_is_left_to_the_caller(repeatable: bool) -> None:
    throttled = answer(429, THROTTLE | {"retry-after": "61"}, TOO_MANY)
    assert decide(throttled, repeatable=repeatable).action is Action.RETURN


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"retry-after": "7"}, TOO_MANY),
        ({"x-ratelimit-remaining": "3"}, TOO_MANY),
        ({"x-ratelimit-remaining": "0"}, b"error code: 1015"),
    ],
    ids=["no remaining", "some remaining", "not its words"],
)
def test_another_throttle_is_not_the_platforms(headers: dict[str, str], body: bytes) -> None:
    assert not is_own_throttle(answer(429, headers, body))


@pytest.mark.parametrize("retries", [0, 1])
def test_a_failure_before_anything_was_sent_is_retried_for_every_call(retries: int) -> None:
    decision = after_no_answer(
        POLICY, repeatable=False, may_have_acted=False, retries=retries, random=0.5
    )
    assert decision[:2] == (Action.RETRY, 0.25 * 2**retries)


def test_a_break_after_that_is_retried_only_for_what_may_be_repeated() -> None:
    facts: dict[str, Any] = {"may_have_acted": True, "retries": 0, "random": 0.0}
    assert after_no_answer(POLICY, repeatable=True, **facts).action is Action.RETRY
    assert after_no_answer(POLICY, repeatable=False, **facts).action is Action.UNKNOWN


def test_when_the_retries_are_spent_the_error_is_returned() -> None:
    for acted in (True, False):
        decision = after_no_answer(
            POLICY, repeatable=True, may_have_acted=acted, retries=2, random=0.0
        )
        assert decision.action is Action.RETURN


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_client_that_waits_for_the_quota_does_so_however_often(repeatable: bool) -> None:
    throttled = answer(429, THROTTLE | {"retry-after": "3600"}, TOO_MANY)
    decision = after_answer(
        POLICY._replace(waits_for_quota=True),
        throttled,
        repeatable=repeatable,
        only_reads=False,
        retries=100,
        now=NOW,
        random=0.5,
    )
    assert decision[:2] == (Action.RETRY, 4.0)


def test_a_wait_that_goes_beyond_the_deadline_is_not_begun() -> None:
    assert cap_to_deadline(Decision(Action.RETRY, 7.0), 7.1) == Decision(Action.RETRY, 7.0)
    assert cap_to_deadline(Decision(Action.RETRY, 7.0), 7.0).action is Action.RETURN
    for action in (Action.RETURN, Action.UNKNOWN):
        assert cap_to_deadline(Decision(action), -1.0).action is action


@given(st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_jitter_is_full_and_never_above_eight_seconds(retries: int, random: float) -> None:
    assert backoff(retries, random) == pytest.approx(min(8.0, 0.5 * 2 ** min(retries, 10)) * random)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": format_datetime(datetime.fromtimestamp(NOW + 30, UTC))}, 30.0),
        ({"retry-after": format_datetime(datetime.fromtimestamp(NOW - 30, UTC))}, 0.0),
        ({"x-ratelimit-reset": str(int(NOW) + 40)}, 40.0),
        ({"x-ratelimit-reset": str(int(NOW) - 40)}, 0.0),
        ({"retry-after": "5", "x-ratelimit-reset": str(int(NOW) + 40)}, 5.0),
        ({"retry-after": "soon", "x-ratelimit-reset": str(int(NOW) + 40)}, 40.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": ".25"}, 0.25),
        ({"retry-after": "7, 9"}, 7.0),
        ({"retry-after": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"retry-after": "Friday, 15-Jan-27 08:00:30 GMT"}, 30.0),
        ({"retry-after": "Fri Jan 15 08:00:30 2027"}, 30.0),
        ({"retry-after": "Fri, 15 Jan 2027 08:00:30"}, 30.0),
        ({"retry-after": "Fri, 15 Jan 2027 10:00:30 +0200"}, 30.0),
        ({"retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"}, 0.0),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, 365 * 86_400.0),
        ({"retry-after": "Fri, 31 Dec 99999 23:59:59 GMT"}, None),
        ({"x-ratelimit-reset": f"{int(NOW) + 40}.5"}, 40.5),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "1e3"}, None),
        ({"retry-after": "\u0667"}, None),
        ({"retry-after": "9" * 400}, 365 * 86_400.0),
        ({"x-ratelimit-reset": "9" * 400}, 365 * 86_400.0),
        ({"x-ratelimit-reset": "inf"}, None),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Australia/Sydney", "America/Sao_Paulo"])
def test_the_wait_that_an_answer_asks_for(
    headers: dict[str, str], wait: float | None, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    with _zone_of_the_machine():
        assert retry_after(answer(429, headers), now=NOW) == wait


@contextmanager
def _zone_of_the_machine() -> Iterator[None]:
    """TZ as it is now, in which no date of HTTP is written; Windows takes no other than its own."""
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        yield
    finally:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("TZ")
            if hasattr(time, "tzset"):
                time.tzset()


@given(st.text(max_size=40))
def test_no_header_however_odd_breaks_the_decision(text: str) -> None:
    headers = {"retry-after": text, "x-ratelimit-reset": text}
    wait = retry_after(answer(429, headers), now=NOW)
    assert wait is None or wait >= 0

"""The requests of an hour."""

from __future__ import annotations

import httpx
from hypothesis import given
from hypothesis import strategies as st

from flochat.sandbox.quota import HOUR, Quota

from .conftest import Api, ApiOf, Clock, Running


def quota_of(answer: httpx.Response) -> tuple[str | None, str | None]:
    return answer.headers.get("x-ratelimit-limit"), answer.headers.get("x-ratelimit-remaining")


def test_every_answer_to_a_right_key_tells_the_quota(api: Api) -> None:
    calls = ["GET /me", "GET /nothing", "GET /flow/create-tag", "GET /templates", "POST /flow/tags"]
    quotas = [quota_of(api(call)) for call in calls]
    assert quotas == [("1000", str(1000 - spent)) for spent in range(1, 6)]


def test_a_wrong_key_has_no_quota(api: Api) -> None:
    assert quota_of(api("GET /me", key="wrong")) == (None, None)


def test_when_to_come_back_is_told_only_when_nothing_is_left(
    running: Running, api_of: ApiOf, clock: Clock
) -> None:
    api = api_of(running(quota=2, clock=clock))
    answers = [api("GET /me"), api("GET /me")]
    clock.now += 600.5
    answers.append(api("GET /me"))
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [quota_of(answer)[1] for answer in answers] == ["1", "0", "0"]
    assert "retry-after" not in answers[1].headers
    assert "x-ratelimit-reset" not in answers[1].headers
    assert answers[2].json() == {"message": "Too Many Attempts."}
    assert answers[2].headers["retry-after"] == "3000"
    assert answers[2].headers["x-ratelimit-reset"] == str(1_800_000_000 + 3600)


def test_the_quota_refills_at_once_when_the_hour_is_over(
    running: Running, api_of: ApiOf, clock: Clock
) -> None:
    api = api_of(running(quota=2, clock=clock))
    *_, last = [api("GET /me") for _ in range(3)]
    clock.now += int(last.headers["retry-after"])
    assert quota_of(api("GET /me")) == ("2", "1")


def test_a_refused_request_does_nothing(running: Running, api_of: ApiOf) -> None:
    server = running(quota=1)
    api = api_of(server)
    api("GET /me")
    assert api("POST /flow/create-tag", json={"name": "VIP"}).status_code == 429
    server.reset()
    assert api.rows("GET /flow/tags") == []


def test_each_key_has_an_hour_of_its_own(running: Running, api_of: ApiOf) -> None:
    server = running(quota=1)
    api = api_of(server)
    assert api("GET /me").status_code == 200
    assert api("GET /me", key=server.flowless_key).status_code == 404
    assert api("GET /me").status_code == 429


@given(
    limit=st.integers(1, 5),
    pauses=st.lists(st.integers(0, int(HOUR) * 2), max_size=40),
)
def test_no_hour_from_its_first_request_on_grants_more_than_the_limit(
    limit: int, pauses: list[int]
) -> None:
    now = 0.0
    quota = Quota(limit, lambda: now)
    granted: list[float] = []
    for pause in pauses:
        now += pause
        allowance = quota.spend("key")
        assert 0 <= allowance.remaining < limit or not allowance.granted
        assert 0 < allowance.seconds_left <= HOUR
        if allowance.granted:
            granted.append(now)
    began = None
    in_hour = 0
    for moment in granted:
        if began is None or moment - began >= HOUR:
            began, in_hour = moment, 0
        in_hour += 1
        assert in_hour <= limit

"""A sandbox that many tests share: it fails when it is told to, and returns to what it was."""

from __future__ import annotations

import time

import httpx
import pytest

from flochat.sandbox import Fault

from .conftest import ApiOf, Clock, Running


def test_the_next_requests_fail_as_they_are_told(running: Running, api_of: ApiOf) -> None:
    server = running()
    api = api_of(server)
    server.fail_next("throttled", times=2)
    server.fail_next(Fault.UNAVAILABLE, operation="GET /flow/tags")
    assert [api("GET /me").status_code for _ in range(3)] == [429, 429, 200]
    assert [api("GET /flow/tags").status_code for _ in range(2)] == [503, 200]
    server.fail_next("cut after")
    with pytest.raises(httpx.RemoteProtocolError):
        api("GET /me")
    server.fail_next("html", times=5)
    server.inject_faults(None)
    assert api("GET /me").headers["content-type"] == "application/json"
    for arguments in (
        {"fault": "flood"},
        {"fault": "html", "times": 0},
        {"fault": "html", "operation": "GET /nothing"},
    ):
        with pytest.raises(ValueError, match=r"fault must be|times must be|no operation"):
            server.fail_next(**arguments)


def test_quota_and_manner_are_changed(running: Running, api_of: ApiOf) -> None:
    server = running()
    api = api_of(server)
    api("GET /me")
    server.change_quota(1)
    assert [api("GET /me").status_code for _ in range(2)] == [200, 429]
    server.change_quota(10)
    assert api("GET /subscriber/get-info", params={"user_ns": "f1u1"}).status_code == 404
    assert api("POST /flow/create-tag", json={}).status_code == 422
    server.change_manner("conforming")
    assert api("POST /flow/create-tag", json={}).status_code == 400
    with pytest.raises(ValueError, match="manner must be one of"):
        server.change_manner("rude")
    with pytest.raises(ValueError, match="at least 0"):
        server.change_quota(-1)


def test_it_returns_to_what_was_saved(running: Running, api_of: ApiOf, clock: Clock) -> None:
    server = running(clock=clock, master_key="m", flows={7: 2}, seed={"tags": ["VIP"]})
    api = api_of(server)
    server.add_routes({"https://shop.example": "http://127.0.0.1:1"})
    server.connect_bot("https://shop.example/bot")
    saved = server.save()
    mark = server.mark
    server.seed.tag("Lead")
    server.seed_of("f7").tag("Other")
    ana = server.seed.subscriber(first_name="Ana")
    server.change_quota(5)
    server.change_manner("conforming")
    server.change_habits({"phone_filter": "equal"})
    server.add_routes({"https://other.example": "http://127.0.0.1:2"})
    server.document = {"paths": {}}
    server.fail_next("html", times=3, operation="GET /flow/tags")
    server.answer_next(status=500, operation="GET /flow/tags")
    server.dynamic_block("https://other.example", ana, timeout=1)
    assert server.mark != mark
    for _ in range(2):
        server.restore(saved)
        assert [tag["name"] for tag in api.rows("GET /flow/tags")] == ["VIP"]
        assert api("GET /me").headers["x-ratelimit-limit"] == "1000"
        assert len(server.requests) == 2
        assert (server.calls, server.deliveries) == ([], [])
        assert server.document["paths"]
        with pytest.raises(ValueError, match="nobody has"):
            server.person(ana)
        assert server.seed.subscriber(first_name="Ben") == ana
        assert server.say(ana, "Hello").posted is not None  # the bot is connected
    server.reset()
    assert api.rows("GET /flow/tags") == []
    ana = server.seed.subscriber(first_name="Ana")
    assert server.say(ana, "Hello").posted is None
    (fault,) = server.dynamic_block("https://shop.example/bot", ana, timeout=1).faults
    assert fault.kind == "out of bounds"  # it is routed nowhere


def test_returning_takes_less_than_50_ms(running: Running) -> None:
    server = running()
    server.seed.subscribers(100)
    saved = server.save()
    taken = []
    for _ in range(5):
        server.seed.subscribers(100)
        began = time.process_time()
        server.restore(saved)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.05

"""A client and its key's quota: over real HTTP, with an hour that passes when a client waits."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from flochat import (
    APITimeoutError,
    AsyncFlochat,
    ConfigurationError,
    Flochat,
    InternalServerError,
    RateLimitError,
    Runtime,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import HostileServer, Pause, Step, answer, hostile_server

ME = json.dumps({"id": 7, "name": "Ana"})
TOO_MANY = '{"message": "Too Many Attempts."}'


@pytest.fixture
def sandbox(clock: Clock) -> Callable[[int], Any]:
    """Starts a sandbox with so many requests an hour, on the clock of the clients."""
    return lambda quota: serve(quota=quota, clock=lambda: clock.now)


@contextmanager
def counting_down(remaining: int, *, limit: int = 1000) -> Iterator[HostileServer]:
    """A service with so many requests left."""
    left = itertools.count(remaining - 1, -1)

    def handler(_request: object) -> Iterable[Step]:
        headers = {"x-ratelimit-limit": str(limit), "x-ratelimit-remaining": str(next(left))}
        return answer(ME, headers=headers)

    with hostile_server(handler) as server:
        yield server


def statuses(server: Server) -> Counter[int | None]:
    return Counter(request.status for request in server.requests)


def test_a_client_knows_what_is_left_and_what_it_has_spent(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(10) as server:
        client = make_client(server.url, clock=clock)
        assert (client.quota.limit, client.quota.remaining, client.quota.spent) == (None, None, 0)
        for _ in range(3):
            client.account.me()
    quota = client.quota
    assert (quota.limit, quota.remaining, quota.spent) == (10, 7, 3)
    assert quota.resets_at == datetime.fromtimestamp(clock.now + 3600, UTC)


def test_a_spent_quota_raises_before_another_request_is_sent(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(5) as server:
        client = make_client(server.url, clock=clock, max_wait=0)
        for _ in range(5):
            client.account.me()
        clock.now += 600
        with pytest.raises(RateLimitError, match=r"GET /me was not sent: .* 5 requests") as caught:
            client.account.me()
        assert statuses(server) == {200: 5}
        assert (caught.value.retry_after, caught.value.was_sent) == (3000.0, False)
        assert client.quota.spent == 5
        clock.now += 3000
        client.account.me()
    assert clock.waits == []


def test_with_on_exhausted_wait_a_client_waits_for_the_next_hour_and_logs_it(
    sandbox: Callable[[int], Any],
    make_client: Clients,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with sandbox(5) as server:
        client = make_client(server.url, clock=clock, on_exhausted="wait")
        for _ in range(12):
            client.account.me()
        assert statuses(server) == {200: 12}
    assert 7200 <= sum(clock.waits) <= 7200 + 20
    (first, _) = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert first.getMessage().startswith("GET /me: the quota is spent; waiting")


def test_what_others_have_spent_is_waited_for_too(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(5) as server:
        other = make_client(server.url, clock=clock, max_wait=0)
        for _ in range(5):
            other.account.me()
        make_client(server.url, clock=clock, on_exhausted="wait").account.me()
        assert statuses(server) == {200: 6, 429: 1}


def test_after_a_refusal_nothing_is_sent_until_the_time_that_it_named(
    make_client: Clients, clock: Clock
) -> None:
    headers = {"x-ratelimit-remaining": "0", "retry-after": "1800"}
    with hostile_server(lambda _: answer(TOO_MANY, status=429, headers=headers)) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        for was_sent in (True, False, False):
            with pytest.raises(RateLimitError) as caught:
                client.account.me()
            assert (caught.value.was_sent, caught.value.retry_after) == (was_sent, 1800.0)
        assert len(server.requests) == 1


def test_while_plenty_is_left_or_only_a_few_calls_are_made_nothing_waits(
    make_client: Clients, clock: Clock
) -> None:
    for remaining in (1000, 150):
        with counting_down(remaining) as server:
            client = make_client(f"{server.url}/api", clock=clock)
            for _ in range(8):
                client.account.me()
    assert clock.waits == []


def test_the_last_fifth_is_spread_over_the_hour(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    began = clock.now
    with sandbox(50) as server:
        client = make_client(server.url, clock=clock, on_exhausted="wait")
        for _ in range(40):
            client.account.me()
        assert clock.waits == []
        for _ in range(10):
            client.account.me()
        assert statuses(server) == {200: 50}
    assert 0.7 * 3600 < clock.now - began < 3600


def test_without_on_exhausted_wait_the_pace_takes_no_longer_than_max_wait(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(50) as server:
        client = make_client(server.url, clock=clock, max_wait=20)
        for _ in range(40):
            client.account.me()
        waited = []
        for _ in range(9):
            began = clock.now
            client.account.me()
            waited.append(clock.now - began)
        assert max(waited) == 20


def test_threads_share_the_quota_and_send_no_more_than_it_has() -> None:
    def call(_number: int) -> bool:
        """Whether a request was sent."""
        try:
            client.account.me()
        except RateLimitError as error:
            return error.was_sent
        return True

    with (
        serve(quota=40) as server,
        Flochat(server.api_key, base_url=server.url, max_wait=0) as client,
    ):
        with ThreadPoolExecutor(32) as threads:
            went = list(threads.map(call, range(100)))
        assert statuses(server) == {200: 40}
        assert sum(went) == 40
        assert client.quota.spent == 40


def test_tasks_share_the_quota_and_send_no_more_than_it_has() -> None:
    async def main(server: Server) -> list[Any]:
        async with AsyncFlochat(server.api_key, base_url=server.url, max_wait=0) as client:
            calls = (client.account.me() for _ in range(200))
            return await asyncio.gather(*calls, return_exceptions=True)

    with serve(quota=60) as server:
        results = asyncio.run(main(server))
        assert statuses(server) == {200: 60}
    assert Counter(type(result).__name__ for result in results) == {
        "User": 60,
        "RateLimitError": 140,
    }


def test_an_error_without_figures_does_not_open_the_gate() -> None:
    async def main(url: str) -> None:
        async with AsyncFlochat("key", base_url=url, max_retries=0, max_wait=0) as client:
            with pytest.raises(InternalServerError):
                await client.account.me()
            calls = (client.account.me() for _ in range(5))
            await asyncio.gather(*calls, return_exceptions=True)

    def handler(_request: object) -> Iterable[Step]:
        number = len(server.requests)
        if number == 1:
            return answer("<html>", status=502)
        headers = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": str(max(0, 3 - number))}
        return [Pause(0.1), *answer(ME, headers=headers)]

    with hostile_server(handler) as server:
        asyncio.run(main(f"{server.url}/api"))
        assert len(server.requests) == 3


def test_a_cancelled_wait_leaves_nothing_reserved() -> None:
    async def main(server: Server) -> None:
        async with AsyncFlochat(server.api_key, base_url=server.url, on_exhausted="wait") as client:
            for _ in range(3):
                await client.account.me()
            waiting = [asyncio.create_task(client.account.me()) for _ in range(5)]
            await asyncio.sleep(0)
            for task in waiting:
                task.cancel()
            results = await asyncio.gather(*waiting, return_exceptions=True)
            assert all(isinstance(result, asyncio.CancelledError) for result in results)
            assert (client.quota.remaining, client.quota.spent) == (0, 3)
            assert not client._transport._gate._local.meter.under_way

    with serve(quota=3) as server:
        asyncio.run(main(server))
        assert statuses(server) == {200: 3}


def test_ctrl_c_in_a_wait_leaves_nothing_reserved() -> None:
    class Interrupted(Runtime):
        def sleep(self, _seconds: float) -> None:
            raise KeyboardInterrupt

    with (
        serve(quota=3) as server,
        Flochat(
            server.api_key, base_url=server.url, on_exhausted="wait", runtime=Interrupted()
        ) as client,
    ):
        for _ in range(3):
            client.account.me()
        with pytest.raises(KeyboardInterrupt):
            client.account.me()
        assert (client.quota.remaining, client.quota.spent) == (0, 3)
        assert not client._transport._gate._local.meter.under_way


def test_a_pace_that_is_too_slow_for_the_deadline_is_not_waited_for(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(50) as server:
        patient = make_client(server.url, clock=clock, on_exhausted="wait")
        for _ in range(41):
            patient.account.me()
        with pytest.raises(APITimeoutError, match="was not sent"):
            patient.with_options(deadline=30).account.me()
        assert clock.waits == []
        hasty = make_client(server.url, clock=clock, max_wait=20)
        for _ in range(3):
            hasty.with_options(deadline=30).account.me()
        assert sum(clock.waits) == 20


def test_a_call_that_cannot_be_made_releases_its_reservation(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(10) as server:
        client = make_client(server.url, clock=clock)
        client.account.me()
        with pytest.raises(ValueError, match="not a URL"):
            client.request("GET", "/new/thing", query={"a": "b" * 70_000})
        assert (client.quota.remaining, client.quota.spent) == (9, 1)


def test_a_wait_beyond_the_deadline_is_not_begun(
    sandbox: Callable[[int], Any], make_client: Clients, clock: Clock
) -> None:
    with sandbox(5) as server:
        client = make_client(server.url, clock=clock, on_exhausted="wait")
        for _ in range(5):
            client.account.me()
        with pytest.raises(RateLimitError, match="was not sent"):
            client.with_options(deadline=60).account.me()
        assert statuses(server) == {200: 5}
    assert clock.waits == []


@pytest.mark.parametrize(
    "option",
    [
        {"on_exhausted": "stop"},
        {"on_shared_quota_lost": "ignore"},
        {"shared_quota": 5},
        {"shared_quota": "no/such/folder/quota.db"},
        {"shared_quota": "http://127.0.0.1/"},
        {"shared_quota": ""},
        {"shared_quota": "redis://:pass/word@127.0.0.1/0"},
        {"shared_quota": "redis://[::1/0"},
        {"on_request": 5},
        {"on_response": "print"},
    ],
)
def test_an_invalid_option_is_refused(option: dict[str, Any]) -> None:
    for kind in (Flochat, AsyncFlochat):
        with pytest.raises(ConfigurationError) as caught:
            kind("key", **option)
        assert "pass" not in str(caught.value)

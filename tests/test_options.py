"""Options for a single call, and a deadline for all of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from functools import cached_property

import pytest

from flochat import (
    APIConnectionError,
    APITimeoutError,
    AsyncFlochat,
    ConfigurationError,
    Flochat,
    InternalServerError,
    OutcomeUnknownError,
    RateLimitError,
)
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import (
    HANG,
    RESET,
    Step,
    answer,
    answers,
    hostile_server,
)

ANA = "f1u2"
ME = answer(json.dumps({"id": 7, "name": "Ana"}))
OK = answer('{"status": "ok"}')


def test_a_copy_has_other_options_and_the_client_keeps_its_own(
    make_client: Clients, clock: Clock
) -> None:
    with answers([RESET]) as server:
        client = make_client(
            f"{server.url}/api", clock=clock, headers={"X-Team": "blue", "X-A": "1"}
        )
        copy = client.with_options(max_retries=0, headers={"x-team": "red", "X-B": "2"})
        for one in (copy, client):
            with pytest.raises(APIConnectionError):
                one.account.me()
    first, *others = server.requests
    assert (first.headers["x-team"], first.headers["x-a"], first.headers["x-b"]) == (
        "red",
        "1",
        "2",
    )
    assert len(others) == 3
    assert all(r.headers["x-team"] == "blue" and "x-b" not in r.headers for r in others)
    assert first.headers["authorization"] == others[0].headers["authorization"]


def test_a_copy_prepares_requests_with_its_headers(make_client: Clients) -> None:
    copy = make_client("http://127.0.0.1:1/api").with_options(headers={"X-Team": "red"})
    (request,) = copy.prepare(copy.account.me)
    assert "X-Team: red" in request.curl()


def test_a_copy_shares_quota_and_last_answer_and_is_of_the_same_type() -> None:
    class Ours(Flochat):
        label = "none"

    headers = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "900"}
    with (
        answers(answer('{"id": 7}', headers=headers)) as server,
        Ours("key", base_url=f"{server.url}/api") as client,
    ):
        client.label = "blue"
        copy = client.with_options(timeout=5)
        copy.account.me()
        assert (type(copy), copy.label) == (Ours, "blue")
        assert client.quota == copy.quota
        assert client.quota.spent == 1
        assert client.last_response == copy.last_response
        assert client.last_response


def test_a_copy_of_a_subclass_with_an_init_of_its_own_has_its_attributes() -> None:
    class Ours(Flochat):
        def __init__(self, url: str, *, teams: list[str]) -> None:
            super().__init__("key", base_url=url)
            self.teams = teams

        @cached_property
        def tags(self) -> object:
            return self.flow.tags

    with answers(ME) as server, Ours(f"{server.url}/api", teams=["blue"]) as client:
        copy = client.with_options(headers={"X-Team": "red"})
        assert vars(copy).keys() == vars(client).keys()
        assert client.tags is not copy.tags
        again = copy.with_options(timeout=5)
        assert again.teams is client.teams
        assert again.tags is not copy.tags
        again.account.me()
    assert server.requests[0].headers["x-team"] == "red"


def test_copies_share_the_connections() -> None:
    ports = set()

    class Handler(asyncio.Protocol):
        """A server that keeps its connections open."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport
            ports.add(transport.get_extra_info("peername"))

        def data_received(self, _data: bytes) -> None:
            body = b'{"id": 7}'
            head = (
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            )
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.write(head % len(body) + body)

    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Handler, "127.0.0.1", 0)
        async with server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api"
            async with AsyncFlochat("key", base_url=url) as client:
                for _ in range(3):
                    await client.with_options(timeout=5).account.me()
                await client.account.me()

    asyncio.run(main())
    assert len(ports) == 1


def test_closing_a_copy_closes_nothing_else(make_client: Clients) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api")
        copy = client.with_options(timeout=5)
        copy.close()
        with pytest.raises(ConfigurationError, match="closed"):
            copy.account.me()
        assert client.account.me().id == 7


def test_closing_a_client_closes_its_copies(make_client: Clients) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api")
        copy = client.with_options(timeout=5)
        client.close()
        with pytest.raises(ConfigurationError, match="closed"):
            copy.account.me()
        assert server.requests == []


def test_a_timeout_bounds_an_answer_both_ways(make_client: Clients) -> None:
    with answers([HANG]) as server:
        client = make_client(f"{server.url}/api", max_retries=0, read_timeout=0.2)
        began = time.monotonic()
        with pytest.raises(APITimeoutError):
            client.with_options(timeout=0.5).account.me()
        assert 0.4 < time.monotonic() - began < 2.0


@pytest.mark.parametrize(
    "option",
    [
        {"timeout": 0},
        {"deadline": -1},
        {"max_retries": -1},
        {"headers": {"Host": "x"}},
        {"on_request": 1},
    ],
    ids=lambda option: "-".join(option),
)
def test_an_invalid_option_is_refused(make_client: Clients, option: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        make_client("http://127.0.0.1:1/api").with_options(**option)


def test_a_retry_that_would_begin_after_the_deadline_is_not_waited_for(
    make_client: Clients, clock: Clock
) -> None:
    unavailable = answer("{}", status=503, headers={"retry-after": "30"})
    with answers(unavailable) as server:
        client = make_client(f"{server.url}/api", clock=clock, max_retries=9)
        with pytest.raises(InternalServerError):
            client.with_options(deadline=70).account.me()
        assert clock.waits == [30.0, 30.0]
    with answers([RESET]) as server:
        client = make_client(f"{server.url}/api", clock=clock, max_retries=9)
        with pytest.raises(APIConnectionError):
            client.with_options(deadline=2).account.me()
    assert clock.waits[2:] == [0.5, 1.0]


def test_the_platforms_throttle_is_raised_when_it_lasts_longer_than_the_deadline(
    make_client: Clients, clock: Clock
) -> None:
    headers = {"x-ratelimit-remaining": "0", "retry-after": "30"}
    with answers(
        answer('{"message": "Too Many Attempts."}', status=429, headers=headers)
    ) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(RateLimitError, match="Too Many Attempts"):
            client.with_options(deadline=20).messages.send_text(ANA, "Hello")
    assert clock.waits == []


def test_when_the_deadline_ends_before_anything_was_sent_the_error_says_so(
    make_client: Clients, clock: Clock
) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api", clock=clock).with_options(deadline=5)
        client.account.me()
        clock.now += 5
        for call in (client.account.me, lambda: client.messages.send_text(ANA, "Hello")):
            with pytest.raises(APITimeoutError, match="was not sent"):
                call()
        assert len(server.requests) == 1


def test_a_clock_that_is_set_moves_no_deadline(make_client: Clients, clock: Clock) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api", clock=clock).with_options(deadline=5)
        for ahead in (7200, -14_400):
            clock.set(ahead)
            assert client.account.me().id == 7
        clock.wait(5)
        with pytest.raises(APITimeoutError, match="was not sent"):
            client.account.me()


def test_when_a_hook_takes_all_the_time_there_is_nothing_is_sent(
    make_client: Clients, clock: Clock
) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        client = client.with_options(deadline=5, on_request=lambda _: clock.wait(5))
        with pytest.raises(APITimeoutError, match="was not sent"):
            client.messages.send_text(ANA, "Hello")
        assert server.requests == []


def test_when_the_deadline_ends_in_a_call_its_outcome_may_be_unknown(make_client: Clients) -> None:
    with answers([HANG]) as server:
        client = make_client(f"{server.url}/api", read_timeout=20)
        began = time.monotonic()
        with pytest.raises(APITimeoutError):
            client.with_options(deadline=0.3).account.me()
        with pytest.raises(OutcomeUnknownError):
            client.with_options(deadline=0.3).messages.send_text(ANA, "Hello")
        assert time.monotonic() - began < 3.0


def test_a_deadline_is_over_all_pages_of_a_list(make_client: Clients, clock: Clock) -> None:
    def page(_request: object) -> Iterable[Step]:
        clock.now += 10
        rows = [{"tag_ns": f"f1t{len(server.requests)}", "name": "VIP"}]
        return answer(json.dumps({"data": rows, "meta": {"last_page": 99, "total": 99}}))

    with hostile_server(page) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(APITimeoutError):
            client.with_options(deadline=25).flow.tags.list().to_list()
        assert len(server.requests) == 3


def test_a_copy_of_a_copy_keeps_the_earlier_deadline(make_client: Clients, clock: Clock) -> None:
    with answers(ME) as server:
        copy = make_client(f"{server.url}/api", clock=clock).with_options(deadline=5)
        copy = copy.with_options(deadline=50)
        clock.now += 6
        with pytest.raises(APITimeoutError):
            copy.account.me()

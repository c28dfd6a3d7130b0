"""How a client reports its requests: hooks, the last answer, the log."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from flochat import (
    AsyncFlochat,
    Flochat,
    NotFoundError,
    OutcomeUnknownError,
    RequestEvent,
    ResponseEvent,
)
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import RESET, HostileServer, Step, answer, hostile_server

KEY = "1|s3cr3t-of-the-tests"
ANA = "f1u2"
QUOTA = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "900"}
ME = answer(json.dumps({"id": 7, "name": "Ana"}), headers=QUOTA)
OK = answer('{"status": "ok"}', headers=QUOTA)


@contextmanager
def answers(*each: Iterable[Step]) -> Iterator[HostileServer]:
    """A server that gives these answers in order, and repeats the last one."""
    remaining = list(each)
    with hostile_server(
        lambda _: remaining.pop(0) if len(remaining) > 1 else remaining[0]
    ) as server:
        yield server


def test_hooks_are_called_for_each_attempt_and_each_answer(
    make_client: Clients, clock: Clock
) -> None:
    events: list[Any] = []
    with answers([RESET], answer("{}", status=503), ME) as server:
        client = make_client(
            f"{server.url}/api",
            KEY,
            clock=clock,
            on_request=events.append,
            on_response=events.append,
        )
        client.request("GET", "/me", query={"a": 1})
    url = f"{server.url}/api/me?a=1"
    facts = {"operation": "GET /me", "method": "GET", "url": url}
    first, second, failed, third, good = events
    assert [first, second, third] == [RequestEvent(**facts, attempt=n) for n in (1, 2, 3)]
    for event, status, attempt in ((failed, 503, 2), (good, 200, 3)):
        assert isinstance(event, ResponseEvent)
        assert (event.operation, event.method, event.url) == ("GET /me", "GET", url)
        assert (event.status, event.attempt) == (status, attempt)
        assert event.elapsed > 0
    assert good.headers["x-ratelimit-remaining"] == "900"
    assert (good.quota.remaining, good.quota.spent) == (900, 3)
    assert KEY not in repr(events)
    assert pickle.loads(pickle.dumps(good.quota)) == good.quota


def test_a_copy_may_have_hooks_of_its_own(make_client: Clients) -> None:
    events: list[Any] = []
    with answers(ME) as server:
        client = make_client(f"{server.url}/api")
        client.with_options(on_request=events.append).account.me()
        client.account.me()
    assert len(events) == 1


def test_hooks_of_the_async_client_may_be_coroutines() -> None:
    events: list[str] = []

    async def hook(event: RequestEvent | ResponseEvent) -> None:
        await asyncio.sleep(0)
        events.append(event.operation)

    async def main(url: str) -> None:
        async with AsyncFlochat("key", base_url=url, on_request=hook, on_response=hook) as client:
            await client.account.me()

    with answers(ME) as server:
        asyncio.run(main(f"{server.url}/api"))
    assert events == ["GET /me"] * 2


@pytest.mark.parametrize(
    "error", [ValueError("mine"), TimeoutError("mine"), ConnectionError("mine")]
)
def test_what_a_hook_raises_goes_to_the_caller_and_nothing_is_repeated(
    make_client: Clients, clock: Clock, error: Exception
) -> None:
    def hook(_event: object) -> None:
        raise error

    with answers(OK) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(type(error), match="mine"):
            client.with_options(on_request=hook).messages.send_text(ANA, "Hello")
        assert (server.requests, client.quota.spent) == ([], 0)
        with pytest.raises(type(error), match="mine"):
            client.with_options(on_response=hook).messages.send_text(ANA, "Hello")
        assert (len(server.requests), client.quota.spent) == (1, 1)
    assert clock.waits == []


def test_the_last_answer_is_there_whatever_the_outcome_of_the_call() -> None:
    with (
        answers(ME, answer('{"message": "gone"}', status=404), [RESET]) as server,
        Flochat("key", base_url=f"{server.url}/api") as client,
    ):
        assert client.last_response is None
        client.account.me()
        last = client.last_response
        assert last
        assert (last.operation, last.status) == ("GET /me", 200)
        assert last.headers["x-ratelimit-limit"] == "1000"
        assert last.elapsed > 0
        with pytest.raises(NotFoundError):
            client.flow.tags.list().first()
        last = client.last_response
        assert (last.operation, last.status) == ("GET /flow/tags", 404)
        with pytest.raises(OutcomeUnknownError):
            client.messages.send_text(ANA, "Hello")
        assert client.last_response == last  # there was no answer


def test_each_thread_has_a_last_answer_of_its_own() -> None:
    with answers(ME) as server, Flochat("key", base_url=f"{server.url}/api") as client:
        client.account.me()
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(lambda: client.last_response).result() is None
            thread.submit(client.flow.tags.list().to_list).result()
            seen = thread.submit(lambda: client.last_response).result()
        assert seen
        assert seen.operation == "GET /flow/tags"
        assert client.last_response
        assert client.last_response.operation == "GET /me"


def test_each_task_has_a_last_answer_of_its_own() -> None:
    async def main(url: str) -> None:
        async with AsyncFlochat("key", base_url=url) as client:
            await client.account.me()

            async def other() -> str | None:
                assert client.last_response is None
                await client.flow.tags.list().to_list()
                return client.last_response and client.last_response.operation

            assert await asyncio.create_task(other()) == "GET /flow/tags"
            assert client.last_response
            assert client.last_response.operation == "GET /me"
        assert client.last_response

    with answers(ME) as server:
        asyncio.run(main(f"{server.url}/api"))


def test_outside_of_any_task_there_is_no_last_answer() -> None:
    assert AsyncFlochat("key").last_response is None


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "flochat"]


def test_a_request_is_one_line_of_the_log(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="flochat")
    with answers([RESET], ME) as server:
        make_client(f"{server.url}/api").account.me()
    failed, retry, good = lines(caplog)
    assert failed.startswith("GET /me: no complete answer (")
    assert failed.endswith(" ms, attempt 1")
    assert retry == "GET /me: retry 1 in 0.5 s"
    assert good.startswith("GET /me: 200 in ")
    assert good.endswith(" ms, attempt 2, 900 of 1000 left")


def test_addresses_and_sizes_are_logged_for_debugging_and_bodies_never(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    for level in (logging.INFO, logging.DEBUG):
        caplog.set_level(level, logger="flochat")
        with answers(OK) as server:
            make_client(f"{server.url}/api", KEY).messages.send_text(ANA, "Hello, dear")
    info, again, debug = lines(caplog)
    assert info.startswith("POST /subscriber/send-text: 200 in ")
    assert again.startswith("POST /subscriber/send-text: 200 in ")
    url = f"{server.url}/api/subscriber/send-text"
    assert debug == f"POST {url}: 42 bytes sent, 16 received"
    assert "dear" not in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    ("level", "expected"),
    [("", 0), ("nonsense", 0), ("info", 2), ("DEBUG", 4)],
)
def test_the_environment_turns_the_log_on_once(level: str, expected: int) -> None:
    code = """
import sys
from flochat import Flochat
for _ in range(2):
    with Flochat("key", base_url=sys.argv[1]) as client:
        client.account.me()
"""
    with answers(ME) as server:
        done = subprocess.run(
            [sys.executable, "-c", code, f"{server.url}/api"],
            env={"FLOCHAT_LOG": level},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    lines_of_log = done.stderr.splitlines()
    assert len(lines_of_log) == expected
    assert done.stdout == ""
    assert all(" flochat " in line for line in lines_of_log)

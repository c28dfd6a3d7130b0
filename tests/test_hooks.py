"""How a client reports its requests: hooks, the last answer, the log."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from flochat import (
    APIConnectionError,
    APIStatusError,
    AsyncFlochat,
    AsyncRuntime,
    FailureEvent,
    Flochat,
    FlochatError,
    InternalServerError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    RequestEvent,
    ResponseEvent,
    UnprocessableEntityError,
    WaitEvent,
)
from flochat.sandbox import serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import RESET, Step, answer, answers

KEY = "1|s3cr3t-of-the-tests"
ANA = "f1u2"
QUOTA = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "900"}
ME = answer(json.dumps({"id": 7, "name": "Ana"}), headers=QUOTA)
OK = answer('{"status": "ok"}', headers=QUOTA)


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


def test_the_last_answer_says_how_many_attempts_it_took() -> None:
    events: list[WaitEvent] = []
    with (
        answers([RESET], answer("{}", status=503), ME) as server,
        Flochat("key", base_url=f"{server.url}/api", on_wait=events.append) as client,
    ):
        client.account.me()
        assert client.last_response
        assert client.last_response.attempts == 3
        client.account.me()
        assert client.last_response.attempts == 1
    assert len(events) == 2


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


def test_an_attempt_that_fails_is_reported_before_the_wait_for_the_next(
    make_client: Clients, clock: Clock
) -> None:
    events: list[Any] = []
    began = clock.now
    unavailable = answer('{"message": "busy"}', status=503, headers={"retry-after": "30"})
    with answers([RESET], unavailable, ME) as server:
        client = make_client(
            f"{server.url}/api",
            KEY,
            clock=clock,
            on_request=events.append,
            on_response=events.append,
            on_failure=lambda event: events.append((event, list(clock.waits))),
            on_wait=lambda event: events.append((event, list(clock.waits))),
        )
        client.account.me()
    _, (cut, before), (backoff, _), _, answered, (busy, waited), (requested, _), _, _ = events
    assert isinstance(cut, FailureEvent)
    assert (cut.operation, cut.attempt, cut.status) == ("GET /me", 1, None)
    assert isinstance(cut.error, APIConnectionError)
    assert (cut.was_sent, cut.may_have_acted) == (True, True)
    assert (cut.retry_in, cut.will_retry, before) == (0.5, True, [])
    assert cut.elapsed > 0
    assert backoff == WaitEvent(
        operation="GET /me",
        reason="backoff",
        seconds=0.5,
        resume_at=datetime.fromtimestamp(began + 0.5, UTC),
        attempt=2,
    )
    assert (answered.status, busy.status, busy.attempt) == (503, 503, 2)
    assert isinstance(busy.error, InternalServerError)
    assert (busy.error.message, busy.retry_in, waited) == ("busy", 30.0, [0.5])
    assert (requested.reason, requested.attempt) == ("retry_after", 3)
    assert requested.resume_at == datetime.fromtimestamp(began + 30.5, UTC)
    assert clock.waits == [0.5, 30.0]
    assert KEY not in repr(events)


@pytest.mark.parametrize(
    ("steps", "kind", "was_sent", "acted"),
    [
        ([RESET], OutcomeUnknownError, True, True),
        (answer("{}", status=503), OutcomeUnknownError, True, True),
        (answer("{}", status=408), OutcomeUnknownError, True, True),
        (answer("{}", status=425), OutcomeUnknownError, True, True),
        (answer("{}", status=429), OutcomeUnknownError, True, True),
        (answer("{}", status=302), OutcomeUnknownError, True, True),
        (answer("{}", status=409), APIStatusError, True, False),
        (answer("{}", status=422), UnprocessableEntityError, True, False),
        (answer(b"broken", headers={"Content-Encoding": "gzip"}), OutcomeUnknownError, True, True),
        (None, APIConnectionError, False, False),
    ],
)
def test_a_failure_says_whether_a_send_may_have_been_carried_out(
    make_client: Clients,
    unused_port: int,
    steps: list[Step] | None,
    kind: type[FlochatError],
    was_sent: bool,
    acted: bool,
) -> None:
    events: list[FailureEvent] = []
    with answers(steps or OK) as server:
        url = f"{server.url}/api" if steps else f"http://127.0.0.1:{unused_port}/api"
        client = make_client(url, max_retries=0, on_failure=events.append)
        with pytest.raises(kind) as caught:
            client.messages.send_text(ANA, "Hello")
        assert len(server.requests) == (1 if steps else 0)
    (event,) = events
    assert (event.was_sent, event.may_have_acted, event.will_retry) == (was_sent, acted, False)
    assert str(event.error) == str(caught.value)
    assert type(event.error) is type(caught.value)


def test_the_platforms_own_refusal_of_a_send_is_reported_before_it_is_waited_for(
    make_client: Clients, clock: Clock
) -> None:
    events: list[Any] = []
    throttled = answer(
        '{"message": "Too Many Attempts."}',
        status=429,
        headers={**QUOTA, "x-ratelimit-remaining": "0", "retry-after": "7"},
    )
    with answers(throttled, OK) as server:
        client = make_client(
            f"{server.url}/api", clock=clock, on_failure=events.append, on_wait=events.append
        )
        client.messages.send_text(ANA, "Hello")
        assert len(server.requests) == 2
    failure, wait = events
    assert (failure.was_sent, failure.may_have_acted, failure.retry_in) == (True, False, 7.0)
    assert isinstance(failure.error, RateLimitError)
    assert (wait.reason, wait.seconds, wait.attempt) == ("quota", 7.0, 2)


def test_a_refused_delete_that_was_carried_out_before_is_no_failure(
    make_client: Clients, clock: Clock
) -> None:
    events: list[FailureEvent] = []
    with answers([RESET], answer('{"message": "gone"}', status=404)) as server:
        client = make_client(f"{server.url}/api", clock=clock, on_failure=events.append)
        client.flow.tags.delete("VIP")
        assert len(server.requests) == 2
    assert [(event.attempt, event.will_retry) for event in events] == [(1, True)]


def test_who_waits_for_the_quota_is_told_once_before_anything_is_sent(
    make_client: Clients, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[WaitEvent] = []
    with serve(quota=2, clock=lambda: clock.now) as server:
        other = make_client(server.url, clock=clock, max_wait=0)
        other.account.me()
        client = make_client(server.url, clock=clock, on_exhausted="wait", on_wait=waits.append)
        client.account.me()
        waits.clear()
        began, asked = clock.now, len(server.requests)
        client.with_options(on_wait=lambda event: waits.append(event)).account.me()
        assert len(server.requests) == asked + 1
    (wait,) = waits
    assert (wait.operation, wait.reason, wait.attempt) == ("GET /me", "quota", 1)
    assert wait.seconds == 3600.0
    assert wait.resume_at == datetime.fromtimestamp(began + 3600.0, UTC)
    warnings = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert warnings == ["GET /me: the quota is spent; waiting 3,600 s"]
    assert len(clock.waits) > 700  # in slices, each of which asks the meter again


def test_who_is_paced_is_told(make_client: Clients, clock: Clock) -> None:
    waits: list[WaitEvent] = []
    with serve(quota=50, clock=lambda: clock.now) as server:
        client = make_client(server.url, clock=clock, on_exhausted="wait", on_wait=waits.append)
        for _ in range(43):
            client.account.me()
    assert waits
    assert {(wait.reason, wait.attempt) for wait in waits} == {("pace", 1)}
    assert len(waits) <= 3


@pytest.mark.parametrize("hook", ["on_failure", "on_wait"])
@pytest.mark.parametrize("error", [ValueError("mine"), TimeoutError("mine")])
def test_what_a_hook_raises_about_a_failure_goes_to_the_caller_and_nothing_is_repeated(
    make_client: Clients, clock: Clock, hook: str, error: Exception
) -> None:
    def raising(_event: object) -> None:
        raise error

    with answers(answer("{}", status=503)) as server:
        hooks: dict[str, Any] = {hook: raising}
        client = make_client(f"{server.url}/api", clock=clock, **hooks)
        with pytest.raises(type(error), match="mine"):
            client.account.me()
        assert len(server.requests) == 1
    assert clock.waits == []


def test_what_a_hook_raises_after_a_send_says_that_it_may_have_been_carried_out(
    make_client: Clients,
) -> None:
    def raising(_event: object) -> None:
        raise ValueError("mine")

    with answers([RESET]) as server:
        client = make_client(f"{server.url}/api", on_failure=raising)
        with pytest.raises(ValueError, match="mine") as caught:
            client.messages.send_text(ANA, "Hello")
        assert len(server.requests) == 1
    (note,) = caught.value.__notes__
    assert note.startswith(
        "raised by on_failure, after this: POST /subscriber/send-text may or may not have been"
    )


def test_hooks_about_failures_and_waits_may_be_coroutines() -> None:
    events: list[str] = []

    async def hook(event: FailureEvent | WaitEvent) -> None:
        await asyncio.sleep(0)
        events.append(type(event).__name__)

    async def main(url: str) -> None:
        async with AsyncFlochat("key", base_url=url, on_failure=hook, on_wait=hook) as client:
            await client.account.me()

    with answers([RESET], ME) as server:
        asyncio.run(main(f"{server.url}/api"))
    assert events == ["FailureEvent", "WaitEvent"]


def test_a_wait_for_ages_has_an_end(make_client: Clients, clock: Clock) -> None:
    waits: list[WaitEvent] = []
    unavailable = answer("{}", status=503, headers={"retry-after": "9" * 15})
    with answers(unavailable, ME) as server:
        client = make_client(
            f"{server.url}/api", clock=clock, max_wait=float("inf"), on_wait=waits.append
        )
        client.account.me()
    assert waits[0].resume_at == datetime(2028, 1, 15, 8, tzinfo=UTC)


def test_a_long_wait_is_one_warning_on_stderr_of_a_program_that_configured_nothing() -> None:
    code = """
import sys
from flochat import Flochat, Runtime
class Fast(Runtime):
    def sleep(self, seconds):
        pass
with Flochat("key", base_url=sys.argv[1], runtime=Fast()) as client:
    client.account.me()
"""
    unavailable = answer("{}", status=503, headers={"retry-after": "30"})
    short = answer("{}", status=503, headers={"retry-after": "5"})
    with answers(unavailable, short, ME) as server:
        done = subprocess.run(
            [sys.executable, "-c", code, f"{server.url}/api"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    assert done.stderr == "GET /me: retry 1 in 30.0 s\n"
    assert done.stdout == ""


def test_many_calls_that_wait_for_the_same_are_one_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    spent = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0"}
    ends = 0.0

    class Hour(AsyncRuntime):
        """An hour that passes once everybody waits for it."""

        async def sleep(self, seconds: float) -> None:
            await asyncio.sleep(0)
            nonlocal ends
            ends += seconds

        def time(self) -> float:
            return 1_800_000_000.0 + ends

        monotonic = time

    async def main(url: str) -> None:
        async with AsyncFlochat("key", base_url=url, on_exhausted="wait", runtime=Hour()) as client:
            await client.account.me()
            await asyncio.gather(*(client.account.me() for _ in range(20)))

    with answers(answer('{"id": 7}', headers=spent), ME) as server:
        asyncio.run(main(f"{server.url}/api"))
    warnings = [r for r in caplog.records if r.name == "flochat" and r.levelno == logging.WARNING]
    assert len(warnings) == 1


def test_the_log_says_why_a_call_is_not_repeated(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="flochat")
    with answers([RESET]) as server, pytest.raises(OutcomeUnknownError):
        make_client(f"{server.url}/api").messages.send_text(ANA, "Hello")
    assert (
        "POST /subscriber/send-text: not repeated: it may have been carried out, and must not be "
        "carried out twice"
    ) in lines(caplog)

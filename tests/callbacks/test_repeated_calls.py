"""A call that comes twice is answered once; whose id it is, and for how long."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from flochat import Content, Text
from flochat.callbacks import CallbackAnswer, CallbackRequest, Callbacks
from tests.support.callback_services import HEADERS, SECRET, serving_asgi, serving_wsgi
from tests.support.clients import Clock

ANA = "f12u34"


class Counting:
    """A handler that says how often it was called."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _request: CallbackRequest) -> Content:
        self.count += 1
        return Content([Text(f"number {self.count}")])


def text(answer: CallbackAnswer | httpx.Response) -> str:
    body = answer.body if isinstance(answer, CallbackAnswer) else answer.content
    said: str = json.loads(body)["content"]["messages"][0]["text"]
    return said


def call(callbacks: Callbacks, handler: Any, path: str = "/", **fields: Any) -> CallbackAnswer:
    return callbacks.handle(handler, HEADERS, json.dumps({"user_ns": ANA, **fields}), path=path)


def test_a_repeat_gets_the_answer_of_the_first() -> None:
    callbacks, handler = Callbacks(SECRET, event_id="event_id"), Counting()
    first = call(callbacks, handler, event_id="a")
    again = call(callbacks, handler, event_id="a", more="than before")
    assert (again.status, again.body, handler.count) == (200, first.body, 1)
    assert text(call(callbacks, handler, event_id="b")) == "number 2"
    number = call(callbacks, handler, event_id=7)
    assert call(callbacks, handler, event_id="7").body == number.body


def test_without_an_id_each_call_is_one() -> None:
    for callbacks in (Callbacks(SECRET), Callbacks(SECRET, event_id="event_id")):
        handler = Counting()
        for fields in ({}, {"event_id": ""}, {"event_id": "{{id}}"}, {"event_id": ["a"]}):
            call(callbacks, handler, **fields)
            call(callbacks, handler, **fields)
        assert handler.count == 8


@pytest.mark.parametrize(
    "event_id",
    ["event.id", lambda request: request.payload["event"]["id"]],
    ids=["path", "function"],
)
def test_an_id_may_be_anywhere(event_id: Any) -> None:
    callbacks, handler = Callbacks(SECRET, event_id=event_id), Counting()
    for number in (1, 2, 1, 2):
        call(callbacks, handler, event={"id": number})
    assert handler.count == 2
    assert call(callbacks, handler, event=7).status == (500 if callable(event_id) else 200)


def test_the_same_id_of_somebody_else_or_elsewhere_is_another_call() -> None:
    callbacks, handler = Callbacks(SECRET, event_id="event_id"), Counting()
    call(callbacks, handler, event_id="a")
    call(callbacks, handler, event_id="a", user_ns="f12u35")
    call(callbacks, handler, event_id="a", flow_ns="f7")
    call(callbacks, handler, event_id="a", path="/other")
    assert handler.count == 4


def test_a_forged_call_burns_no_id() -> None:
    callbacks, handler = Callbacks(SECRET, event_id="event_id"), Counting()
    body = json.dumps({"user_ns": ANA, "event_id": "a"})
    assert callbacks.handle(handler, {}, body).status == 401
    assert callbacks.handle(handler, HEADERS, body, method="PUT").status == 405
    assert callbacks.handle(handler, HEADERS, body + "}").status == 400
    assert text(callbacks.handle(handler, HEADERS, body)) == "number 1"


def test_what_failed_is_tried_again() -> None:
    callbacks = Callbacks(SECRET, event_id="event_id")
    outcomes: list[Any] = [ValueError("broken"), CallbackAnswer(503, {}, b""), None]

    def handler(_request: CallbackRequest) -> Any:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    statuses = [call(callbacks, handler, event_id="a").status for _ in range(4)]
    assert (statuses, outcomes) == ([500, 503, 200, 200], [])


def test_answers_are_forgotten_when_there_are_many_or_they_are_old(clock: Clock) -> None:
    callbacks = Callbacks(
        SECRET, event_id="event_id", repeats_kept=3, repeats_within=60, clock=lambda: clock.now
    )
    handler = Counting()
    for event_id in ("a", "b", "c", "a", "d", "b"):
        call(callbacks, handler, event_id=event_id)
    assert handler.count == 4
    call(callbacks, handler, event_id="a")  # it made room for "d"
    assert handler.count == 5
    clock.now += 60
    call(callbacks, handler, event_id="a")
    assert handler.count == 5
    clock.now += 1
    call(callbacks, handler, event_id="a")
    assert handler.count == 6


def test_large_answers_take_no_more_memory_than_many_small_ones() -> None:
    callbacks = Callbacks(SECRET, event_id="event_id")
    long = Content([Text("x" * 1_000_000)])
    calls = []

    def handler(request: CallbackRequest) -> Content:
        calls.append(request.payload["event_id"])
        return long

    for number in range(20):
        call(callbacks, handler, event_id=number)
    call(callbacks, handler, event_id=19)
    call(callbacks, handler, event_id=0)
    assert calls == [*range(20), 0]


@pytest.mark.parametrize("door", ["asgi", "wsgi"])
def test_a_repeat_waits_for_a_first_that_is_under_way(door: str) -> None:
    began, go_on = threading.Event(), threading.Event()
    calls = []

    def slow(request: CallbackRequest) -> Content:
        calls.append(request)
        began.set()
        assert go_on.wait(20)
        return Content([Text(f"number {len(calls)}")])

    callbacks = Callbacks(SECRET, event_id="event_id")
    make: Callable[..., Any] = serving_asgi if door == "asgi" else serving_wsgi
    app = getattr(callbacks, door)({"/": slow})
    with make(app) as url, ThreadPoolExecutor(4) as pool:
        body = {"user_ns": ANA, "event_id": "a"}
        futures = [pool.submit(httpx.post, url, json=body, headers=HEADERS) for _ in range(4)]
        assert began.wait(20)
        go_on.set()
        assert {text(future.result()) for future in futures} == {"number 1"}
    assert len(calls) == 1


def test_a_repeat_does_not_wait_for_ever_for_a_first_that_hangs() -> None:
    callbacks = Callbacks(SECRET, event_id="event_id", repeats_wait=0.05)
    began, go_on = threading.Event(), threading.Event()

    def hanging(_request: CallbackRequest) -> None:
        began.set()
        assert go_on.wait(20)

    body = b'{"event_id": "a"}'
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(callbacks.handle, hanging, HEADERS, body)
        assert began.wait(20)
        repeat = callbacks.handle(hanging, HEADERS, body)
        again = asyncio.run(callbacks.handle_async(hanging, HEADERS, body))
        assert (repeat.status, again.status) == (503, 503)
        assert repeat.headers["Retry-After"]
        go_on.set()
        assert first.result().status == 200
    assert callbacks.handle(hanging, HEADERS, body).body == first.result().body


def test_who_waits_takes_over_from_a_first_that_failed_or_was_given_up() -> None:
    callbacks = Callbacks(SECRET, event_id="event_id")
    body = json.dumps({"event_id": "a"})
    calls = []

    async def run() -> tuple[Any, CallbackAnswer]:
        began = asyncio.Event()

        async def handler(_request: CallbackRequest) -> Content:
            calls.append(1)
            began.set()
            if len(calls) == 1:
                await asyncio.sleep(60)
            if len(calls) == 2:
                raise ValueError("broken")
            return Content([Text(f"number {len(calls)}")])

        async def one() -> CallbackAnswer:
            return await callbacks.handle_async(handler, HEADERS, body)

        first = asyncio.ensure_future(one())
        await began.wait()
        waiting = [asyncio.ensure_future(one()) for _ in range(3)]
        impatient = asyncio.ensure_future(one())
        await asyncio.sleep(0)
        impatient.cancel()  # takes nothing away from those who wait
        await asyncio.sleep(0)
        first.cancel()
        results = await asyncio.gather(first, impatient, return_exceptions=True)
        answers = await asyncio.gather(*waiting)
        assert sorted(answer.status for answer in answers) == [200, 200, 500]
        return results, await one()

    results, last = asyncio.run(run())
    assert all(isinstance(result, asyncio.CancelledError) for result in results)
    assert (text(last), len(calls)) == ("number 3", 3)

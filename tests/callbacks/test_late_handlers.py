"""A handler that is late: the fallback is the answer, and the handler goes on."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from flochat import ConfigurationError, Content, InvalidArgumentError, Text
from flochat.callbacks import CallbackAnswer, CallbackRequest, Callbacks
from tests.support.callback_services import HEADERS, SECRET, serving_asgi, serving_wsgi
from tests.support.mistyped import mistyped

SOON = 0.05
NEVER = 60.0
FALLBACK = Content([Text("One moment")])
DONE = Content([Text("Done")])


def text(body: bytes) -> str:
    said: str = json.loads(body)["content"]["messages"][0]["text"]
    return said


class Stage:
    """A handler that is late until it is let go on, and what came of it."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.ended = threading.Event()
        self.late: list[tuple[str | None, Any]] = []

    def handler(self, _request: CallbackRequest) -> Content:
        assert self.go_on.wait(20)
        return DONE

    async def handler_async(self, _request: CallbackRequest) -> Content:
        assert await asyncio.to_thread(self.go_on.wait, 20)
        return DONE

    def on_late(self, request: CallbackRequest, result: Any) -> None:
        self.late.append((request.user_ns, result))
        self.ended.set()

    async def on_late_async(self, request: CallbackRequest, result: Any) -> None:
        await asyncio.sleep(0)
        self.on_late(request, result)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.mark.parametrize("door", ["asgi", "wsgi"])
@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
def test_a_late_handler_goes_on_behind_the_fallback(
    stage: Stage, door: str, is_async: bool
) -> None:
    callbacks = Callbacks(SECRET)
    on_late = stage.on_late_async if is_async else stage.on_late
    handler: Any = stage.handler_async if is_async else stage.handler
    timed = callbacks.answer_within(SOON, FALLBACK, on_late=on_late)(handler)
    serving: Callable[..., Any] = serving_asgi if door == "asgi" else serving_wsgi
    with serving(getattr(callbacks, door)({"/": timed})) as url:
        answer = httpx.post(url, json={"user_ns": "f12u34"}, headers=HEADERS)
        assert (answer.status_code, text(answer.content)) == (200, "One moment")
        assert stage.late == []
        stage.go_on.set()
        assert stage.ended.wait(20)
    assert stage.late == [("f12u34", DONE)]


@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
def test_a_handler_in_time_is_the_answer_and_never_late(stage: Stage, is_async: bool) -> None:
    callbacks = Callbacks(SECRET)
    stage.go_on.set()
    handler: Any = stage.handler_async if is_async else stage.handler
    timed = callbacks.answer_within(NEVER, FALLBACK, on_late=stage.on_late)(handler)
    assert text(callbacks.handle(timed, HEADERS).body) == "Done"
    assert text(asyncio.run(callbacks.handle_async(timed, HEADERS)).body) == "Done"
    assert stage.late == []
    assert timed.__name__ == handler.__name__


@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
def test_an_error_in_time_is_a_500_and_a_late_one_is_told(
    stage: Stage, is_async: bool, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[Exception] = []

    def report(error: Exception) -> None:
        errors.append(error)
        stage.ended.set()

    callbacks = Callbacks(SECRET, on_error=report)

    def broken(request: CallbackRequest) -> Content:
        stage.handler(request)
        raise ValueError("a text that no log shows")

    async def broken_async(request: CallbackRequest) -> Content:
        await stage.handler_async(request)
        raise ValueError("a text that no log shows")

    handler: Any = broken_async if is_async else broken
    late = callbacks.answer_within(SOON, FALLBACK)(handler)
    assert text(callbacks.handle(late, HEADERS).body) == "One moment"
    stage.go_on.set()
    assert stage.ended.wait(20)
    in_time = callbacks.answer_within(NEVER)(handler)
    assert callbacks.handle(in_time, HEADERS).status == 500
    assert [type(error) for error in errors] == [ValueError, ValueError]
    assert "a late handler failed after" in caplog.text
    assert "no log shows" not in caplog.text


def test_content_that_reaches_nobody_is_told(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "bot")
    told = threading.Event()

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "reached nobody" in record.getMessage():
                told.set()

    listener = Telling()
    logging.getLogger("flochat.callbacks").addHandler(listener)
    try:
        callbacks = Callbacks(SECRET)
        timed = callbacks.answer_within(SOON, FALLBACK)(stage.handler)
        callbacks.handle(timed, HEADERS)
        assert "AWS Lambda lets nothing go on once an answer is given" in caplog.text
        stage.go_on.set()
        assert told.wait(20)
    finally:
        logging.getLogger("flochat.callbacks").removeHandler(listener)


def test_a_failing_on_late_is_told_and_hurts_nobody(stage: Stage) -> None:
    errors = []

    def report(error: Exception) -> None:
        errors.append(error)
        stage.ended.set()

    def on_late(_request: CallbackRequest, _result: Any) -> None:
        raise KeyError("broken")

    async def on_late_async(_request: CallbackRequest, _result: Any) -> None:
        raise KeyError("broken")

    callbacks = Callbacks(SECRET, on_error=report)
    for handler, late in ((stage.handler, on_late), (stage.handler_async, on_late_async)):
        stage.go_on.clear()
        stage.ended.clear()
        timed = callbacks.answer_within(SOON, on_late=late)(mistyped(handler))
        assert callbacks.handle(timed, HEADERS).status == 200
        stage.go_on.set()
        assert stage.ended.wait(20)
    assert [type(error) for error in errors] == [KeyError, KeyError]


def test_the_pool_is_bounded_and_says_so(stage: Stage) -> None:
    callbacks = Callbacks(SECRET, late_threads=2)
    timed = callbacks.answer_within(SOON, FALLBACK, on_late=stage.on_late)(stage.handler)
    answers = [callbacks.handle(timed, HEADERS) for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 503, 503]
    assert "Retry-After" in answers[2].headers
    stage.go_on.set()
    while len(stage.late) < 2:
        assert stage.ended.wait(20)
    assert [content for _, content in stage.late] == [DONE, DONE]
    later = callbacks.answer_within(NEVER)(lambda _request: DONE)
    while (answer := callbacks.handle(later, HEADERS)).status == 503:
        pass  # a thread is free a moment after its handler has ended
    assert text(answer.body) == "Done"


def test_a_repeat_of_a_late_call_gets_the_same_fallback(stage: Stage) -> None:
    callbacks = Callbacks(SECRET, event_id="event_id")
    timed = callbacks.answer_within(SOON, FALLBACK, on_late=stage.on_late)(stage.handler)
    for _ in range(2):
        answer = callbacks.handle(timed, HEADERS, b'{"event_id": "a"}')
        assert text(answer.body) == "One moment"
    stage.go_on.set()
    assert stage.ended.wait(20)
    assert len(stage.late) == 1


def test_a_server_that_stops_waits_for_late_handlers(stage: Stage) -> None:
    callbacks = Callbacks(SECRET)
    timed = callbacks.answer_within(SOON, on_late=stage.on_late)(mistyped(stage.handler_async))
    app = callbacks.asgi({"/": timed})

    async def life() -> list[str]:
        answer = await callbacks.handle_async(timed, HEADERS)
        assert answer.status == 200
        messages = [{"type": "lifespan.shutdown"}]
        sent: list[str] = []

        async def receive() -> dict[str, Any]:
            stage.go_on.set()
            return messages.pop()

        async def send(message: Any) -> None:
            sent.append(message["type"])

        await app({"type": "lifespan"}, receive, send)
        return sent

    assert asyncio.run(life()) == ["lifespan.shutdown.complete"]
    assert stage.late == [(None, DONE)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seconds": 0}, "seconds must be more than 0"),
        ({"seconds": -1}, "seconds must be"),
        ({"seconds": "2"}, "seconds must be a number"),
        ({"seconds": float("inf")}, "finite"),
        ({"seconds": 1, "fallback": "One moment"}, "fallback must be a Content"),
        ({"seconds": 1, "on_late": "send"}, "on_late must be a function"),
    ],
)
def test_a_wrong_argument_is_told_at_once(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises((ConfigurationError, InvalidArgumentError), match=message):
        Callbacks(SECRET).answer_within(**arguments)
    with pytest.raises(ConfigurationError, match="handler must be a function"):
        Callbacks(SECRET).answer_within(1)(mistyped("handler"))


def test_a_whole_answer_may_be_late_too(stage: Stage) -> None:
    callbacks = Callbacks(SECRET)

    def handler(request: CallbackRequest) -> CallbackAnswer:
        stage.handler(request)
        return CallbackAnswer(404, {}, b"")

    timed = callbacks.answer_within(SOON, on_late=stage.on_late)(handler)
    assert callbacks.handle(timed, HEADERS).status == 200
    stage.go_on.set()
    assert stage.ended.wait(20)
    assert stage.late[0][1].status == 404

"""Both doors over real HTTP, and with what only a broken server or client would bring."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from flochat import ConfigurationError, Content, Text
from flochat.callbacks import CallbackAnswer, CallbackRefused, CallbackRequest, Callbacks
from tests.support.callback_services import HEADERS, SECRET, exchange, serving_asgi, serving_wsgi
from tests.support.mistyped import mistyped

TEXT = "a text that no log shows"
Door = Callable[..., AbstractContextManager[str]]


def said(name: str) -> dict[str, Any]:
    return {"version": "v1", "content": {"messages": [{"type": "text", "text": name}]}}


def greet(request: CallbackRequest) -> Content:
    return Content([Text(f"Hello {request.name} in {threading.current_thread().name[:4]}")])


async def greet_async(request: CallbackRequest) -> Content:
    await asyncio.sleep(0)
    return Content([Text(f"Hello {request.name}")])


class Greeter:
    """An object whose call is async."""

    async def __call__(self, request: CallbackRequest) -> Content:
        return await greet_async(request)


def silent(_request: CallbackRequest) -> None:
    return None


def whole(_request: CallbackRequest) -> CallbackAnswer:
    return CallbackAnswer(404, {"Content-Type": "text/plain", "X-A": "b"}, b"nobody")


def broken(_request: CallbackRequest) -> Content:
    raise RuntimeError(TEXT)


def refusing(_request: CallbackRequest) -> Content:
    raise CallbackRefused("not you")


async def wrong(_request: CallbackRequest) -> Any:
    return {"version": "v1"}


HANDLERS: dict[str, Any] = {
    "/greet": greet,
    "/async": greet_async,
    "/object": Greeter(),
    "/lambda": lambda request: greet_async(request),
    "/silent": silent,
    "/whole/": whole,
    "/broken": broken,
    "/refusing": refusing,
    "/wrong": wrong,
    "/käse": silent,
    "/": silent,
}


@pytest.fixture(params=["asgi", "wsgi"])
def door(request: pytest.FixtureRequest) -> Door:
    """Serves handlers with a secret."""
    if request.param == "asgi":
        return lambda handlers, **settings: serving_asgi(
            Callbacks(SECRET, **settings).asgi(handlers)
        )
    return lambda handlers, **settings: serving_wsgi(Callbacks(SECRET, **settings).wsgi(handlers))


@pytest.fixture
def url(door: Door) -> Iterator[str]:
    with door(HANDLERS) as address:
        yield address


def post(url: str, **options: Any) -> httpx.Response:
    return httpx.post(url, headers={**HEADERS, **options.pop("headers", {})}, **options)


def test_a_handler_answers_async_or_not(url: str) -> None:
    body = {"name": "José"}
    assert post(f"{url}/async", json=body).json() == said("Hello José")
    assert post(f"{url}/object", json=body).json() == said("Hello José")
    assert post(f"{url}/lambda", json=body).json() == said("Hello José")
    answer = post(f"{url}/greet", json=body)
    text = answer.json()["content"]["messages"][0]["text"]
    assert text.startswith("Hello José in ")
    assert not text.endswith(" floc")  # not in the thread of the event loop
    assert answer.headers["Content-Type"] == "application/json"
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_handler_may_say_nothing_or_everything(url: str) -> None:
    assert post(f"{url}/silent").json() == {"version": "v1", "content": {"messages": []}}
    answer = post(f"{url}/whole")
    assert (answer.status_code, answer.text, answer.headers["X-A"]) == (404, "nobody", "b")


@pytest.mark.parametrize("path", ["/silent", "/silent/", "/silent//", "/k%C3%A4se", "/", "", "//"])
def test_a_path_is_the_same_with_a_slash_at_its_end(url: str, path: str) -> None:
    assert post(f"{url}{path}").status_code == 200


@pytest.mark.parametrize("path", ["/other", "/silent/more", "/Silent", "/%FF", "/silent%00"])
def test_where_nobody_answers_is_a_404(url: str, path: str) -> None:
    answer = post(f"{url}{path}")
    assert (answer.status_code, answer.json()) == (404, {"message": "nobody answers at this path"})


def test_a_call_without_the_secret_is_a_401_and_its_handler_does_not_run(door: Door) -> None:
    calls: list[CallbackRequest] = []
    with door({"/": calls.append}) as url:
        for secret in (None, b"wrong", b"\xff\xfe"):
            headers = {} if secret is None else {b"X-Flochat-Secret": secret}
            answer = httpx.post(url, headers=headers, content=b"{")
            assert answer.status_code == 401
            assert "WWW-Authenticate" in answer.headers
        assert post(url).status_code == 200
    assert len(calls) == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_what_is_no_post_is_a_405_that_says_what_is(url: str, method: str) -> None:
    answer = httpx.request(method, f"{url}/greet", headers=HEADERS)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert bool(answer.content) == (method != "HEAD")
    assert int(answer.headers["Content-Length"]) > 0
    assert httpx.request(method, f"{url}/greet").status_code == 401


def test_refusals_of_the_body_are_answered(url: str) -> None:
    assert post(f"{url}/silent", content=b"x" * 1_000_001).status_code == 413
    assert post(f"{url}/silent", content=b"{").status_code == 400
    png = {"Content-Type": "image/png"}
    assert post(f"{url}/silent", content=b"{}", headers=png).status_code == 415
    form = post(f"{url}/async", data={"name": "Ana"})
    assert form.json() == said("Hello Ana")


def test_a_body_without_a_length_is_read_up_to_the_limit(door: Door) -> None:
    def chunks(count: int) -> Iterator[bytes]:
        yield b'{"name": "'
        for _ in range(count):
            yield b"x" * 1_000
        yield b'"}'

    with door(HANDLERS, max_body=100_000) as url:
        assert post(f"{url}/async", content=chunks(10)).json() == said("Hello " + "x" * 10_000)
        assert post(f"{url}/async", content=chunks(100)).status_code == 413


@pytest.mark.parametrize(
    "answer",
    [
        CallbackAnswer(mistyped("200"), {}, b""),
        CallbackAnswer(99, {}, b""),
        CallbackAnswer(200, {}, mistyped("text")),
        CallbackAnswer(204, {}, b"text"),
        CallbackAnswer(200, {"X-A": "b\r\nSet-Cookie: c"}, b""),
        CallbackAnswer(200, {"X-A": "п"}, b""),
        CallbackAnswer(200, {"X A": "b"}, b""),
        CallbackAnswer(200, mistyped([]), b""),
    ],
)
def test_a_whole_answer_that_is_none_is_a_500(door: Door, answer: CallbackAnswer) -> None:
    with door({"/": lambda _: answer}) as url:
        assert post(url).status_code == 500


def test_a_whole_answer_has_its_true_length(door: Door) -> None:
    with door({"/": lambda _: CallbackAnswer(201, {"content-length": "99"}, b"text")}) as url:
        assert (post(url).status_code, post(url).content) == (201, b"text")
    with door({"/": lambda _: CallbackAnswer(204, {}, b"")}) as url:
        assert post(url).status_code == 204


def test_an_error_of_a_handler_is_a_500_that_says_nothing_of_it(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = post(f"{url}/broken", json={"name": "Ana Example"})
    assert (answer.status_code, answer.json()) == (500, {"message": "the service failed"})
    assert "RuntimeError at test_doors.py:" in caplog.text
    assert TEXT not in caplog.text
    assert "Traceback" not in caplog.text
    assert post(f"{url}/wrong").status_code == 500
    assert post(f"{url}/refusing").status_code == 401


def test_errors_of_handlers_are_reported_to_who_asked(door: Door) -> None:
    errors: list[Exception] = []

    def report(error: Exception) -> None:
        errors.append(error)
        raise ValueError("the report failed, too")

    with door(HANDLERS, on_error=report) as url:
        assert post(f"{url}/broken").status_code == 500
        assert post(f"{url}/refusing").status_code == 401
    (error,) = errors
    assert isinstance(error, RuntimeError)
    assert error.__traceback__ is not None


def test_each_call_has_one_line_in_the_log_without_texts(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "flochat.callbacks")
    with door(HANDLERS) as url:
        post(f"{url}/async", json={"user_ns": "f12u34", "name": TEXT})
        post(f"{url}/silent", json={"flow_ns": TEXT})
        httpx.post(f"{url}/silent?name=ana", headers={"X-Flochat-Secret": TEXT})
        post(f"{url}/{TEXT}")
        httpx.put(f"{url}/silent", headers=HEADERS)
    lines = [record.getMessage() for record in caplog.records if record.name == "flochat.callbacks"]
    assert [re.sub(r"[0-9.]+ ms", "0 ms", line) for line in lines] == [
        "POST /async 200 in 0 ms, f12",
        "POST /silent 200 in 0 ms",
        "POST /silent 401 in 0 ms, CallbackRefused",
        "POST - 404 in 0 ms, CallbackNotFound",
        "PUT /silent 405 in 0 ms, CallbackMethodNotAllowed",
    ]
    levels = [record.levelname for record in caplog.records if record.name == "flochat.callbacks"]
    assert levels == ["INFO", "INFO", "WARNING", "INFO", "INFO"]


def test_a_client_that_goes_away_in_the_middle_is_not_answered(door: Door) -> None:
    calls: list[CallbackRequest] = []
    with door({"/": calls.append}) as url:
        head = (
            f"POST / HTTP/1.1\r\nHost: a\r\nX-Flochat-Secret: {SECRET}\r\nContent-Length: 9\r\n\r\n"
        )
        answer = exchange(url, head.encode() + b'{"a"', ends=True)
        assert answer == b"" or b" 400 " in answer.split(b"\r\n")[0]
        assert post(url).status_code == 200
    assert len(calls) == 1


def test_headers_that_come_twice_are_refused_unless_they_are_the_same(url: str) -> None:
    def answer(*secrets: str) -> bytes:
        lines = "".join(f"X-Flochat-Secret: {secret}\r\n" for secret in secrets)
        head = f"POST /silent HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{lines}"
        return exchange(url, f"{head}Content-Length: 2\r\n\r\n{{}}".encode()).split(b"\r\n")[0]

    assert b" 200" in answer(SECRET)
    assert b" 401" in answer(SECRET, "other")
    assert b" 401" in answer("other", SECRET)


@pytest.mark.parametrize(
    "handlers",
    [{}, None, {"more": silent}, {"/more": None}, {7: silent}, {"/a": silent, "/a/": silent}, []],
)
def test_handlers_are_a_mapping_from_paths(handlers: Any) -> None:
    callbacks = Callbacks(SECRET)
    for make in (callbacks.asgi, callbacks.wsgi):
        with pytest.raises(ConfigurationError):
            make(handlers)


# ASGI alone


def run_asgi(
    scope: dict[str, Any], *messages: dict[str, Any], handlers: Any = None
) -> list[dict[str, Any]]:
    app = Callbacks(SECRET).asgi(handlers or HANDLERS)
    waiting = [*messages]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def http_scope(**values: Any) -> dict[str, Any]:
    headers = [(b"x-flochat-secret", SECRET.encode())]
    return {"type": "http", "method": "POST", "path": "/silent", "headers": headers, **values}


DONE = {"type": "http.request", "body": b"{}", "more_body": False}


def test_the_life_of_a_server_is_followed() -> None:
    sent = run_asgi(
        {"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}
    )
    assert [message["type"] for message in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]


def test_a_websocket_is_closed_and_anything_else_is_a_mistake() -> None:
    assert run_asgi({"type": "websocket"}, {"type": "websocket.connect"}) == [
        {"type": "websocket.close", "code": 1008}
    ]
    for scope in ({"type": "smtp"}, {}):
        with pytest.raises(ConfigurationError, match="an ASGI scope must be http"):
            run_asgi(scope)


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        (http_scope(), 200),
        (http_scope(root_path="/api", path="/api/silent"), 200),
        (http_scope(root_path="/api/", path="/api/silent/"), 200),
        (http_scope(root_path="/api", path="/silent"), 200),
        (http_scope(root_path="/sil", path="/silent"), 200),
        (http_scope(root_path="/silent", path="/silent"), 200),
        (http_scope(root_path=None), 200),
        (http_scope(path="/api/silent"), 404),
        (http_scope(headers=[]), 401),
        (http_scope(headers=None), 401),
        ({"type": "http"}, 401),
        (http_scope(method=""), 405),
        (http_scope(headers=[(b"X-Flochat-Secret", SECRET.encode()), (b"\xff", b"\xff")]), 200),
        (http_scope(query_string=b"\xff=%ff&secret=%00"), 200),
    ],
)
def test_scopes_are_taken_as_servers_make_them(scope: dict[str, Any], status: int) -> None:
    start, body = run_asgi(scope, DONE)
    assert (start["type"], start["status"]) == ("http.response.start", status)
    assert dict(start["headers"])[b"content-length"] == b"%d" % len(body["body"])


def test_nothing_is_read_of_a_call_that_is_refused() -> None:
    start, _ = run_asgi(http_scope(headers=[]))  # there is no message to receive
    assert start["status"] == 401


def test_a_body_in_pieces_is_put_together() -> None:
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"name": ', "more_body": True},
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": b'"Ana"}'},
    ]
    _, body = run_asgi(http_scope(path="/async"), *pieces)
    assert json.loads(body["body"]) == said("Hello Ana")


def test_nothing_is_sent_to_a_client_that_is_gone() -> None:
    part = {"type": "http.request", "body": b"{", "more_body": True}
    assert run_asgi(http_scope(), part, {"type": "http.disconnect"}) == []

    async def gone(_message: Any) -> None:
        raise OSError("the client is gone")

    async def receive() -> dict[str, Any]:
        return DONE

    asyncio.run(Callbacks(SECRET).asgi(HANDLERS)(http_scope(), receive, gone))


def test_an_app_is_mounted_below_a_path_of_another() -> None:
    app = Starlette(routes=[Mount("/flochat", Callbacks(SECRET).asgi(HANDLERS))])
    with serving_asgi(app) as url:
        assert post(f"{url}/flochat/async", json={"name": "Ana"}).json() == said("Hello Ana")
        assert post(f"{url}/flochat/other").status_code == 404


# WSGI alone


def run_wsgi(body: bytes = b"{}", **environ: Any) -> tuple[str, bytes]:
    statuses = []
    whole = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/async",
        "HTTP_X_FLOCHAT_SECRET": SECRET,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **environ,
    }
    given = {key: value for key, value in whole.items() if value is not None}

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        assert all(isinstance(value, str) for pair in headers for value in pair)
        statuses.append(status)

    answer = b"".join(Callbacks(SECRET).wsgi(HANDLERS)(given, start_response))
    return statuses[0], answer


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({}, "200 OK"),
        ({"CONTENT_LENGTH": None}, "200 OK"),
        ({"CONTENT_LENGTH": ""}, "200 OK"),
        ({"CONTENT_LENGTH": "x"}, "400 Bad Request"),
        ({"CONTENT_LENGTH": "-2"}, "400 Bad Request"),
        ({"CONTENT_LENGTH": "99"}, "400 Bad Request"),
        ({"CONTENT_LENGTH": "1000001"}, "413 "),
        ({"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}, "411 Length Required"),
        (
            {
                "CONTENT_LENGTH": None,
                "HTTP_TRANSFER_ENCODING": "chunked",
                "wsgi.input_terminated": True,
            },
            "200 OK",
        ),
        ({"PATH_INFO": None}, "200 OK"),
        ({"PATH_INFO": "/k\xc3\xa4se"}, "200 OK"),
        ({"PATH_INFO": "/\xff"}, "404 Not Found"),
        ({"PATH_INFO": "/п"}, "404 Not Found"),
        ({"REQUEST_METHOD": None}, "405 Method Not Allowed"),
        ({"HTTP_X_FLOCHAT_SECRET": f"{SECRET},other"}, "401 Unauthorized"),
        ({"HTTP_X_FLOCHAT_SECRET": "\xff"}, "401 Unauthorized"),
        ({"QUERY_STRING": "\xff=%ff"}, "200 OK"),
        ({"CONTENT_TYPE": "image/png"}, "415 "),
    ],
)
def test_environs_are_taken_as_servers_make_them(environ: dict[str, Any], status: str) -> None:
    assert run_wsgi(**environ)[0].startswith(status)


def test_a_head_has_no_body_and_a_status_of_ones_own_has_a_line() -> None:
    assert run_wsgi(REQUEST_METHOD="HEAD")[1] == b""
    app = Callbacks(SECRET).wsgi({"/": lambda _: mistyped(CallbackAnswer(599, {}, b""))})
    statuses = []
    environ = {"REQUEST_METHOD": "POST", "HTTP_X_FLOCHAT_SECRET": SECRET}
    list(app(environ, lambda status, *_: statuses.append(status)))
    assert statuses == ["599 -"]


def test_an_async_handler_that_would_block_its_own_loop_is_told() -> None:
    callbacks = Callbacks(SECRET)
    errors: list[BaseException] = []

    async def outer(_request: CallbackRequest) -> None:
        inner = greet_async(CallbackRequest())
        answer = callbacks.handle(lambda _: inner, HEADERS)
        errors.append(ValueError(answer.status))
        inner.close()

    assert callbacks.handle(outer, HEADERS).status == 200
    assert [error.args for error in errors] == [(500,)]


def test_async_handlers_of_a_wsgi_server_share_one_event_loop() -> None:
    loops = []

    async def keep(_request: CallbackRequest) -> None:
        loops.append(asyncio.get_running_loop())

    app = Callbacks(SECRET).wsgi({"/": keep})
    with serving_wsgi(app) as url:
        for _ in range(3):
            assert post(url).status_code == 200
    assert len({*loops}) == 1

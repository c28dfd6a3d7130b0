"""What is read of a call, in which order it is refused, and with which answer."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
from collections.abc import AsyncIterator, Callable, Mapping
from io import BytesIO
from typing import Any

import pytest

from flochat import ConfigurationError, FlochatError, InvalidArgumentError
from flochat.callbacks import (
    CallbackBusy,
    CallbackError,
    CallbackLengthRequired,
    CallbackMethodNotAllowed,
    CallbackNotFound,
    CallbackRefused,
    Callbacks,
    CallbackTooLarge,
    CallbackUnreadable,
    CallbackUnsupported,
)
from tests.support.callback_services import HEADERS, SECRET

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=abc"


@pytest.fixture
def callbacks() -> Callbacks:
    return Callbacks(SECRET)


def refusal(call: Callable[[], object]) -> CallbackError:
    with pytest.raises(CallbackError) as caught:
        call()
    return caught.value


# The secret


@pytest.mark.parametrize("secret", ["", " ", "\n", "a\nb", " a", "a\t", [], [""], [None], 7, b"a"])
def test_it_does_not_start_with_what_is_no_secret(secret: Any) -> None:
    with pytest.raises((ConfigurationError, InvalidArgumentError)):
        Callbacks(secret)


def test_it_does_not_start_without_a_secret_unless_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("FLOCHAT_CALLBACK_SECRET", raising=False)
    with pytest.raises(ConfigurationError, match="pass secret, or set FLOCHAT_CALLBACK_SECRET"):
        Callbacks()
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", "  \n")
    with pytest.raises(ConfigurationError, match="there is no secret"):
        Callbacks()
    assert not caplog.records
    assert Callbacks(secret=None).read({}, b'{"page": 2}').payload == {"page": 2}
    assert "whoever knows the address" in caplog.text


def test_the_secrets_of_the_environment_stand_on_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", "new, with a comma\r\nold\n")
    callbacks = Callbacks()
    for secret in ("new, with a comma", "old"):
        assert callbacks.read({"X-Flochat-Secret": secret}).payload == {}
    for secret in ("new", "new, with a comma\nold", ""):
        refusal(lambda secret=secret: callbacks.read({"X-Flochat-Secret": secret}))  # type: ignore[misc] # a default of a lambda
    assert callbacks.button("A", "https://a").headers == {"X-Flochat-Secret": "new, with a comma"}


def test_secret_none_is_open_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", SECRET)
    assert Callbacks(secret=None).read({}).payload == {}


@pytest.mark.parametrize(
    "given", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", SECRET.upper(), "{{secret}}", "é", "п"]
)
def test_a_wrong_or_missing_secret_is_refused_with_its_answer(
    callbacks: Callbacks, given: str | None
) -> None:
    error = refusal(lambda: callbacks.read({"X-Flochat-Secret": given}, b"{}"))
    assert type(error) is CallbackRefused
    assert error.answer.status == 401
    assert error.answer.headers["WWW-Authenticate"]
    assert json.loads(error.answer.body)["message"] == str(error)
    assert SECRET not in f"{error!r} {error.answer.body!r} {callbacks!r}"


@pytest.mark.parametrize("secret", ["sé cret", "пароль", "密码", "ÿ", "a,b"])
def test_a_secret_beyond_ascii_is_compared_as_bytes(secret: str) -> None:
    callbacks = Callbacks(secret)
    wire = secret.encode()
    spellings: list[Any] = [
        {"X-Flochat-Secret": secret},
        {"X-Flochat-Secret": wire.decode("latin-1")},  # as WSGI and Starlette have it
        {b"x-flochat-secret": wire},
        [("x-flochat-secret", wire.decode("utf-8", "surrogateescape"))],  # as aiohttp has it
        {"x-flochat-secret": [f"  {secret}\t"]},
    ]
    for headers in spellings:
        assert callbacks.read(headers).payload == {}
    for wrong in (wire[:-1], wire + b"\xff", wire.decode("latin-1").encode() + b"x"):
        refusal(lambda wrong=wrong: callbacks.read({b"x-flochat-secret": wrong}))  # type: ignore[misc] # a default of a lambda


def test_several_secrets_are_taken_and_the_first_is_given_out() -> None:
    callbacks = Callbacks(["new", "old"], header="X-Shop")
    assert callbacks.read({"x-shop": "new"}).payload == {}
    assert callbacks.read({"X-SHOP": "old"}).payload == {}
    assert callbacks.button("More", "https://shop.example").headers == {"X-Shop": "new"}
    refusal(lambda: callbacks.read({"X-Flochat-Secret": "new"}))


def test_two_different_secrets_are_refused_also_when_both_are_right() -> None:
    callbacks = Callbacks(["new", "old"], also_in=["bearer", "query", "body"])
    same = [("X-Flochat-Secret", "new"), ("Authorization", "bearer new")]
    assert callbacks.read(same, b'{"secret": "new"}', query="secret=new").payload == {}
    for call in (
        lambda: callbacks.read([("X-Flochat-Secret", "new"), ("X-Flochat-Secret", "old")]),
        lambda: callbacks.read([("X-Flochat-Secret", "new"), ("Authorization", "Bearer old")]),
        lambda: callbacks.read({"X-Flochat-Secret": "new"}, query="secret=old"),
        lambda: callbacks.read({"X-Flochat-Secret": "new"}, b'{"secret": "old"}'),
        lambda: callbacks.read({}, b'{"secret": ["new", "old"]}'),
        lambda: callbacks.read({}, query="secret=new&secret=old"),
    ):
        assert refusal(call).status == 401


def test_a_secret_is_found_elsewhere_only_if_told_so(callbacks: Callbacks) -> None:
    elsewhere: list[dict[str, Any]] = [
        {"headers": {"Authorization": f"Bearer {SECRET}"}},
        {"headers": {}, "query": f"a=b&secret={SECRET}"},
        {"headers": {}, "body": json.dumps({"secret": SECRET, "page": 2}).encode()},
        {"headers": {"Content-Type": FORM}, "body": f"secret={SECRET}&page=2".encode()},
    ]
    told = Callbacks(SECRET, also_in=("bearer", "body", "query"))
    for arguments in elsewhere:
        assert refusal(lambda it=arguments: callbacks.read(**it)).status == 401  # type: ignore[misc] # a default of a lambda
        request = told.read(**arguments)
        assert SECRET not in f"{request!r} {request.payload} {request.raw}"
    for wrong in (b"{}", b'{"secret": null}', b'{"secret": 7}', b'{"secret": {"a": 1}}'):
        assert refusal(lambda it=wrong: told.read({}, it)).status == 401  # type: ignore[misc] # a default of a lambda
    assert refusal(lambda: told.read({"Authorization": f"Basic {SECRET}"})).status == 401


def test_a_secret_of_a_query_is_told_by_its_bytes() -> None:
    callbacks = Callbacks("sé cret", also_in=["query"], secret_field="key")
    for query in ("key=s%C3%A9+cret", "key=s%c3%a9%20cret", b"key=s\xc3\xa9+cret"):
        assert callbacks.read({}, query=query).payload == {}
    assert callbacks.read({"X-Flochat-Secret": "sé cret"}, query="key=s%C3%A9+cret").payload == {}
    for query in ("key=s%E9+cret%00", "key=%FF", b"key=\xff\xfe", "secret=s%C3%A9+cret", "&" * 9):
        refusal(lambda query=query: callbacks.read({}, query=query))  # type: ignore[misc] # a default of a lambda
    assert refusal(lambda: callbacks.read({}, query="a=&" * 500)).status == 400


# The order


class Untouched:
    """A body that must not be read."""

    def read(self, _size: int, /) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("headers", "method", "kind", "status"),
    [
        ({"Content-Length": "9" * 9, "Content-Type": "image/png"}, "GET", CallbackRefused, 401),
        (
            {**HEADERS, "Content-Length": "9" * 9, "Content-Type": "image/png"},
            "GET",
            CallbackMethodNotAllowed,
            405,
        ),
        (
            {**HEADERS, "Content-Length": "1000001", "Content-Type": "image/png"},
            "POST",
            CallbackTooLarge,
            413,
        ),
        ({**HEADERS, "Content-Type": "image/png"}, "POST", CallbackUnsupported, 415),
        ({**HEADERS, "Content-Encoding": "gzip"}, "post", CallbackUnsupported, 415),
        ({**HEADERS, "Content-Type": "text/html"}, "POST", CallbackUnsupported, 415),
        (
            {**HEADERS, "Content-Type": "application/json; charset=utf-16"},
            "POST",
            CallbackUnsupported,
            415,
        ),
        ({**HEADERS, "Content-Length": "many"}, "POST", CallbackUnreadable, 400),
        ({**HEADERS, "Content-Length": "-1"}, "POST", CallbackUnreadable, 400),
        ({**HEADERS, "Content-Length": ["1", "2"]}, "POST", CallbackUnreadable, 400),
        ({**HEADERS, "Content-Type": ["text/plain", FORM]}, "POST", CallbackUnreadable, 400),
    ],
)
def test_refusals_come_in_their_order_and_before_the_body_is_read(
    callbacks: Callbacks,
    headers: Mapping[str, Any],
    method: str,
    kind: type[CallbackError],
    status: int,
) -> None:
    error = refusal(lambda: callbacks.read(headers, Untouched(), method=method))
    assert type(error) is kind
    assert error.status == error.answer.status == status
    assert (status == 405) == (error.answer.headers.get("Allow") == "POST")
    assert error.answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("content_type", "body", "message"),
    [
        (None, b"{", "must be JSON, and is not at line 1, column 2; put a placeholder in quotes"),
        (None, b'{"age": }', "put a placeholder in quotes"),
        (None, b"[]", "must be a JSON object"),
        (None, b'"Hello"', "must be a JSON object"),
        (None, b"null", "must be a JSON object"),
        (None, b'{"a": NaN}', "cannot be read"),
        (None, b"\xff\xfe", "UTF-8"),
        (None, b'{"a": ' * 100_000, "nested"),
        (None, b'{"a": ' + b"9" * 9_999 + b"}", "cannot be read"),
        (FORM, b"&".join(b"a=1" for _ in range(2_000)), "cannot be read"),
        (MULTIPART, b"Hello", "cannot be told apart"),
        (MULTIPART, b"--abc\r\n\r\nHello\r\n--abc--", "must have a name"),
        ("multipart/form-data", b"--abc", "cannot be told apart"),
    ],
)
def test_a_body_that_is_not_what_it_says_is_a_400(
    callbacks: Callbacks, content_type: str | None, body: bytes, message: str
) -> None:
    error = refusal(lambda: callbacks.read({**HEADERS, "Content-Type": content_type}, body))
    assert (type(error), error.answer.status) == (CallbackUnreadable, 400)
    assert message in str(error)


def test_a_file_in_a_form_is_not_taken(callbacks: Callbacks) -> None:
    body = b'--abc\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--abc--'
    assert (
        refusal(lambda: callbacks.read({**HEADERS, "Content-Type": MULTIPART}, body)).status == 415
    )


def test_a_body_of_a_megabyte_is_read_and_no_more(callbacks: Callbacks) -> None:
    whole = b'{"a":"' + b"x" * 999_992 + b'"}'
    assert len(callbacks.read(HEADERS, whole).payload["a"]) == 999_992
    assert callbacks.read(HEADERS, BytesIO(whole)).payload == callbacks.read(HEADERS, whole).payload
    assert refusal(lambda: callbacks.read(HEADERS, whole + b" ")).status == 413
    endless = BytesIO(whole * 9)
    assert refusal(lambda: callbacks.read(HEADERS, endless)).status == 413
    assert endless.tell() == 1_000_001


def test_a_body_that_ends_early_is_a_400(callbacks: Callbacks) -> None:
    class Broken:
        def read(self, _size: int, /) -> bytes:
            raise ConnectionResetError

    class Framework(Exception):
        pass

    async def broken() -> AsyncIterator[bytes]:
        yield b"{"
        raise Framework

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1_000

    cut = {**HEADERS, "Content-Length": "9"}
    assert refusal(lambda: callbacks.read(cut, BytesIO(b"{}"))).status == 400
    assert refusal(lambda: callbacks.read(HEADERS, Broken())).status == 400
    for body, status in ((broken(), 400), (endless(), 413)):
        reading = callbacks.read_async(HEADERS, body)
        assert refusal(lambda it=reading: asyncio.run(it)).status == status  # type: ignore[misc] # a default of a lambda


ERRORS: list[type[CallbackError]] = [
    CallbackBusy,
    CallbackLengthRequired,
    CallbackMethodNotAllowed,
    CallbackNotFound,
    CallbackRefused,
    CallbackTooLarge,
    CallbackUnreadable,
    CallbackUnsupported,
]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_refusal_is_an_error_of_ours_with_an_answer(kind: type[CallbackError]) -> None:
    error = kind("text")
    assert isinstance(error, FlochatError)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.answer) == (kind, "text", error.answer)
    assert json.loads(error.answer.body) == {"message": "text"}
    assert len({it.status for it in ERRORS}) == len(ERRORS)


# The body


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"user_ns": "f1u2", "page": "2"}'),
        ("application/json; charset=UTF-8", b'{"user_ns": "f1u2", "page": "2"}'),
        ("application/vnd.shop+json", b'{"user_ns": "f1u2", "page": "2"}'),
        (None, b'\xef\xbb\xbf {"user_ns": "f1u2", "page": "2"}\r\n'),
        ("", b'{"user_ns": "f1u2", "page": "2"}'),
        ("text/plain", b'{"user_ns": "f1u2", "page": "2"}'),
        ("text/plain;charset=iso-8859-1", b'{"user_ns": "f1u2", "page": "2"}'),
        (FORM, b"user_ns=f1u2&page=2"),
        (f"{FORM}; charset=utf-8", b"page=2&user_ns=%66%31u2"),
        (
            MULTIPART,
            (
                b'--abc\r\nContent-Disposition: form-data; name="user_ns"\r\n\r\nf1u2\r\n'
                b'--abc\r\nContent-Disposition: form-data; name="page"\r\n\r\n2\r\n--abc--\r\n'
            ),
        ),
    ],
)
def test_json_and_forms_are_read_alike(
    callbacks: Callbacks, content_type: str | None, body: bytes
) -> None:
    request = callbacks.read({**HEADERS, "Content-Type": content_type}, body)
    assert request.payload == {"user_ns": "f1u2", "page": "2"}
    assert request.user_ns == "f1u2"


@pytest.mark.parametrize("content_type", [None, "application/json", "text/plain", FORM, MULTIPART])
@pytest.mark.parametrize("body", [b"", b" \r\n", ""])
def test_an_empty_body_has_no_fields(
    callbacks: Callbacks, content_type: str | None, body: bytes | str
) -> None:
    request = callbacks.read({**HEADERS, "Content-Type": content_type}, body)
    assert (request.payload, request.raw, request.unfilled) == ({}, {}, ())


def test_texts_in_latin_1_are_read_where_that_is_said(callbacks: Callbacks) -> None:
    said = {**HEADERS, "Content-Type": "text/plain; charset=iso-8859-1"}
    assert callbacks.read(said, b'{"name": "Jos\xe9"}').name == "José"
    assert callbacks.read(said, '{"name": "José"}'.encode()).name == "José"


def test_what_comes_twice_in_a_form_is_a_list(callbacks: Callbacks) -> None:
    request = callbacks.read({**HEADERS, "Content-Type": FORM}, b"size=M&size=L&name=&a=b")
    assert request.payload == {"size": ["M", "L"], "name": None, "a": "b"}


def test_what_was_not_filled_in_is_none_and_listed(callbacks: Callbacks) -> None:
    body = {
        "user_ns": "f12u34",
        "name": "{{first_name}} {{last_name}}",
        "phone": "",
        "email": " \t",
        "channel": " {{ channel }} ",
        "message": "Dear {{first_name}}",
        "items": [{"size": "{{size}}"}, {"size": "M"}, ["{{a}}"]],
        "curly": "{a} {{ b",
        "count": 0,
        "none": None,
    }
    request = callbacks.read(HEADERS, json.dumps(body))
    assert request.unfilled == (
        "name",
        "phone",
        "email",
        "channel",
        "items[0].size",
        "items[2][0]",
    )
    assert (request.name, request.phone, request.email, request.channel) == (None,) * 4
    assert request.payload["items"] == [{"size": None}, {"size": "M"}, [None]]
    assert request.payload["message"] == "Dear {{first_name}}"
    assert request.payload["curly"] == "{a} {{ b"
    assert (request.payload["count"], request.payload["none"]) == (0, None)
    assert request.raw == body


# Mistakes of the caller


@pytest.mark.parametrize(
    "arguments",
    [
        {"header": "X Secret"},
        {"header": ""},
        {"header": 7},
        {"also_in": ["cookie"]},
        {"also_in": "body"},
        {"max_body": 0},
        {"event_id": 7},
        {"event_id": ""},
        {"event_id": "id", "repeats_kept": 0},
        {"event_id": "id", "repeats_within": -1},
        {"event_id": "id", "repeats_wait": "30"},
        {"late_threads": 0},
        {"on_error": 7},
    ],
)
def test_a_wrong_setting_is_told_at_once(arguments: dict[str, Any]) -> None:
    with pytest.raises((ConfigurationError, InvalidArgumentError)):
        Callbacks(SECRET, **arguments)


@pytest.mark.parametrize("headers", [7, "X-Flochat-Secret: a", [("a",)], ["ab"], None])
def test_headers_that_are_none_are_a_mistake_of_the_caller(
    callbacks: Callbacks, headers: Any
) -> None:
    with pytest.raises(InvalidArgumentError, match="headers must be"):
        callbacks.read(headers)


@pytest.mark.parametrize("body", [None, 7, {"a": 1}])
def test_a_body_that_is_none_is_a_mistake_of_the_caller(callbacks: Callbacks, body: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="body must be bytes"):
        callbacks.read(HEADERS, body)


def test_a_read_has_one_line_in_the_log_without_texts(
    callbacks: Callbacks, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "flochat.callbacks")
    callbacks.read(HEADERS, b'{"name": "Ana Example"}')
    refusal(lambda: callbacks.read({}, b'{"name": "Ana Example"}', method="X\r\nY"))
    assert [record.getMessage() for record in caplog.records] == ["POST read", "? refused, 401"]

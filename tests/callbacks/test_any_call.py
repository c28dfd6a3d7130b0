"""Whatever arrives is answered, or refused with an answer: nothing else is ever raised."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import Content, Text
from flochat.callbacks import (
    CallbackError,
    CallbackRequest,
    Callbacks,
    SecretPlace,
    Signature,
)
from tests.support.callback_services import SECRET

STATUSES = {200, 400, 401, 404, 405, 411, 413, 415}
PLACES: Final[tuple[SecretPlace, ...]] = ("bearer", "body", "query")
CLOSED = Callbacks(SECRET, also_in=PLACES, event_id="event_id", max_body=1_000)
OPEN = Callbacks(None, also_in=PLACES, event_id="event_id", max_body=1_000)

names = st.sampled_from(
    [
        "content-type",
        "Content-Type",
        "content-length",
        "content-encoding",
        "transfer-encoding",
        "authorization",
        "x-flochat-secret",
        "X-Flochat-Secret",
        "x-signature",
    ]
)
values = st.one_of(
    st.sampled_from(
        [
            "application/json",
            "text/plain; charset=iso-8859-1",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=a",
            'multipart/form-data; boundary="',
            "multipart/form-data; boundary*0*=utf-8''%ff",
            "application/json; charset*=x''%ff",
            "chunked",
            "gzip",
            "2",
            f"Bearer {SECRET}",
            "Bearer",
            SECRET,
        ]
    ),
    st.text(max_size=20),
)
text_headers = st.lists(st.tuples(names | st.text(max_size=9), values))
byte_headers = st.lists(st.tuples(st.binary(max_size=9), st.binary(max_size=20)))
some_headers = st.one_of(
    text_headers,
    byte_headers,
    text_headers.map(dict),
    text_headers.map(lambda pairs: [(n.lower().encode(), v.encode()) for n, v in pairs]),
    st.dictionaries(names, st.lists(values, max_size=3) | st.none()),
)
part = st.builds(
    "--a\r\n{}\r\n\r\n{}\r\n".format,
    st.sampled_from(
        [
            'Content-Disposition: form-data; name="user_ns"',
            "Content-Disposition: form-data; name*=utf-8''%ff",
            'Content-Disposition: form-data; name="a"; filename="b"',
            "Content-Type: multipart/mixed; boundary=b",
            "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition",
            "",
        ]
    )
    | st.text(max_size=30),
    st.text(max_size=20),
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["user_ns", "id", "meta", "message", "secret", "event_id", "ts"])
            | st.sampled_from(["hub_mode", "hub_challenge", "hub_verify_token", "custom_fields"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
bodies = st.one_of(
    st.binary(max_size=1_100),
    json_values.map(json.dumps).map(str.encode),
    st.text(max_size=60).map(str.encode),
    st.lists(part, max_size=3).map(lambda parts: "".join([*parts, "--a--"]).encode()),
    st.sampled_from([b"[" * 1_000, b'{"a":' * 190, b'{"a":"\\ud800"}', b"9" * 999, b"\xff\xfe{}"]),
)
methods = st.sampled_from(["POST", "post", "GET", "HEAD", "OPTIONS"]) | st.text(max_size=5)
queries = st.sampled_from([f"secret={SECRET}", "secret=%ff", "a=b"]) | st.binary(max_size=20)


def touch(request: CallbackRequest) -> Content:
    """Look at everything that a request has."""
    whole = [
        *(request.user_ns, request.phone, request.email, request.name, request.channel),
        *(request.flow_ns, request.subscriber, request.live_chat, request.unfilled, request.raw),
    ]
    assert repr(request)
    if request.live_chat is not None:
        assert request.live_chat.is_from_agent in (True, False)
    return Content([Text(f"{len(whole)} parts")])


@pytest.mark.parametrize("callbacks", [CLOSED, OPEN], ids=["closed", "open"])
@given(headers=some_headers, body=bodies, method=methods, query=queries)
def test_any_call_is_read_or_refused(
    callbacks: Callbacks, headers: Any, body: bytes, method: str, query: Any
) -> None:
    try:
        request = callbacks.read(headers, body, method=method, query=query)
    except CallbackError as error:
        answer = error.answer
        json.loads(answer.body)
    else:
        answer = callbacks.answer(touch(request))
    assert answer.status in STATUSES


CHANNEL_SIGNATURE = Signature(SECRET, header="x-signature", algorithm="sha256")


@pytest.mark.parametrize("callbacks", [CLOSED, OPEN], ids=["closed", "open"])
@given(headers=some_headers, body=bodies, method=methods, query=queries)
def test_any_call_of_a_channel_is_answered(
    callbacks: Callbacks, headers: Any, body: bytes, method: str, query: Any
) -> None:
    for channel in (
        callbacks.channel(touch, verify_token=SECRET),
        callbacks.channel(touch, verify_token=SECRET, signature=CHANNEL_SIGNATURE),
    ):
        answer = callbacks.handle(channel, headers, body, method=method, query=query)
        assert answer.status in STATUSES


@given(
    headers=byte_headers, body=bodies, method=methods, query=st.binary(max_size=20), path=st.text()
)
def test_any_connection_is_answered_by_the_asgi_door(
    headers: list[tuple[bytes, bytes]], body: bytes, method: str, query: bytes, path: str
) -> None:
    app = OPEN.asgi({"/": touch})
    sent: list[Any] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": headers,
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] in STATUSES
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


@given(
    environ=st.dictionaries(
        st.sampled_from(
            [
                "REQUEST_METHOD",
                "PATH_INFO",
                "QUERY_STRING",
                "CONTENT_TYPE",
                "CONTENT_LENGTH",
                "HTTP_X_FLOCHAT_SECRET",
                "HTTP_TRANSFER_ENCODING",
                "HTTP_",
            ]
        ),
        st.text(max_size=20) | values,
    ),
    body=bodies,
)
def test_any_environ_is_answered_by_the_wsgi_door(environ: dict[str, Any], body: bytes) -> None:
    statuses: list[int] = []
    whole = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body), **environ}
    app = OPEN.wsgi({"/": touch})
    parts = list(app(whole, lambda status, *_: statuses.append(int(status[:3]))))
    assert statuses[0] in STATUSES
    assert all(isinstance(item, bytes) for item in parts)

"""No argument of any public method gets out of its place in a URL or a header."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat import Flochat, FlochatError, Pager, UserId
from flochat._sync.transport import Transport
from flochat._wire.seam import identify
from flochat.contract.facade import facade_calls
from tests.support.samples import method_of, samples

BASE = "http://127.0.0.1:9/api"
KEY = "injection-test-key"
ROW = {"id": 7, "name": "Ana", "user_ns": "f1u2", "user_id": "61412345678", "phone": "61412345678"}
NASTY = [
    "\r\nX-Evil: 1",
    "\nHost: evil.example",
    "..",
    ".",
    "../me",
    "%2e%2e",
    "/",
    "//evil.example/",
    "a/b",
    "\\",
    "?admin=1",
    "&admin=1",
    "#",
    ";",
    "@evil.example",
    "http://evil.example/",
    "\x00",
    "\x7f",
    "\u2028",
    "\u202e",
    "\ud800",
    "ü/ﬀ",
    "{}",
    "{id}",
    "",
    " ",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=8))


class Wire:
    """A client whose requests go nowhere, and what they would have been."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.client = Flochat(KEY, base_url=BASE, max_retries=0)
        usual = self.client._transport
        self.client._transport = Transport(
            usual.settings, usual.runtime, http_transport=httpx.MockTransport(self._answer)
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(httpx.Request(request.method, request.url, headers=request.headers))
        return httpx.Response(200, json={"status": "ok", "data": [ROW]})


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    wire = Wire()
    with wire.client:
        yield wire


def leaves(value: Any) -> Iterator[tuple[Any, ...]]:
    """The ways to every text in arguments."""
    if isinstance(value, str):
        yield ()
        return
    for key, inner in _inside(value):
        yield from ((key, *rest) for rest in leaves(inner))


def _inside(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return list(enumerate(value))
    return (
        list(vars(value).items()) if attrs.has(type(value)) and hasattr(value, "__dict__") else []
    )


def replaced(value: Any, way: tuple[Any, ...], text: str, place: str) -> Any:
    """The same arguments with a text in place of another, or at its end or its beginning."""
    if not way:
        kind = UserId if isinstance(value, UserId) else str
        return kind({"instead": text, "after": value + text, "before": text + value}[place])
    inner = dict(_inside(value))[way[0]]
    changed = replaced(inner, way[1:], text, place)
    if isinstance(value, dict):
        return {**value, way[0]: changed}
    if isinstance(value, list):
        return [changed if number == way[0] else old for number, old in enumerate(value)]
    return attrs.evolve(value, **{way[0]: changed})


PLACES = [
    (path, arguments, way)
    for path in facade_calls()
    for arguments in samples(path, method_of(Flochat(KEY), path))
    for way in leaves(arguments)
]


def run(wire: Wire, path: str, arguments: dict[str, Any]) -> list[httpx.Request]:
    """Make a call; whatever is wrong with it is told in the package's own words."""
    wire.requests.clear()
    with suppress(FlochatError):
        result = method_of(wire.client, path)(**arguments)
        if isinstance(result, Pager):
            result.first()
    return wire.requests


def check(request: httpx.Request, path: str) -> None:
    operations = facade_calls()[path]
    target = request.url.raw_path.decode("ascii")
    assert (request.url.scheme, request.url.host, request.url.port) == ("http", "127.0.0.1", 9)
    assert not request.url.userinfo
    bare = urlsplit(target).path.removeprefix("/api")
    assert identify(request.method, bare)[0] in operations
    assert not {".", "..", ""} & {unquote(part) for part in bare.split("/")[1:]}
    assert "#" not in target
    for name, value in request.headers.items():
        assert name in HEADERS
        assert value.isprintable()
        assert "evil" not in value
    for name, _ in parse_qsl(urlsplit(target).query, keep_blank_values=True):
        assert "admin" not in name


HEADERS = {
    "host", "accept", "accept-encoding", "connection", "user-agent", "authorization",
    "content-type", "content-length",
}  # fmt: skip


def test_there_are_places_to_try() -> None:
    methods = {path for path, _, _ in PLACES}
    assert len(PLACES) > len(methods) > 100


@given(
    place=st.sampled_from(PLACES),
    text=texts,
    how=st.sampled_from(["instead", "after", "before"]),
)
@settings(max_examples=250, deadline=None)
def test_a_text_stays_in_its_place(
    wire: Wire, place: tuple[str, dict[str, Any], tuple[Any, ...]], text: str, how: str
) -> None:
    path, arguments, way = place
    for request in run(wire, path, replaced(arguments, way, text, how)):
        check(request, path)


@pytest.mark.parametrize("nasty", NASTY)
def test_a_path_argument_leads_nowhere_else(wire: Wire, nasty: str) -> None:
    wire.requests.clear()
    try:
        wire.client.request("GET", "/flow/shortcuts/{id}", path_params={"id": nasty})
    except FlochatError:
        return
    (request,) = wire.requests
    assert identify("GET", request.url.raw_path.decode().removeprefix("/api"))[0] == (
        "GET /flow/shortcuts/{}"
    )


@pytest.mark.parametrize("nasty", [text for text in NASTY if text not in ("", ".", "{}", "..")])
def test_a_path_itself_is_a_path_of_the_service(wire: Wire, nasty: str) -> None:
    wire.requests.clear()
    try:
        wire.client.request("GET", "/me" + nasty)
    except FlochatError:
        return
    (request,) = wire.requests
    assert (request.url.host, request.url.path) == ("127.0.0.1", "/api/me" + nasty)

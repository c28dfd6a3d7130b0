from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._wire import seam
from flochat._wire.operation_table import ALIASES, TABLE, Safety
from flochat.errors import InvalidArgumentError, OperationUnavailableError
from flochat_api.operations import OPERATIONS, Body, Operation, Parameter
from tests.support.contract_facts import only_while_ours

DOCUMENT = json.loads(Path("openapi.json").read_text(encoding="utf-8"))
READ_BY_POST = {
    "POST /facebook-utility-message-template/list",
    "POST /flow/ai-agent-info",
    "POST /flow/ai-task-info",
    "POST /subscriber/chat-messages-by-mids",
    "POST /whatsapp-template/list",
}
COUNTED_AS_SENDS = {
    "POST /subscriber/app-trigger",
    "POST /subscriber/cart-paid",
    "POST /subscriber/log-custom-event",
    "POST /subscriber/update-order-status",
}


def documented() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield seam.wire_identity(method, path), operation


def test_the_index_has_each_operation_of_the_contract_and_no_other() -> None:
    assert dict(documented()).keys() == OPERATIONS.keys()


def test_every_row_of_the_table_is_an_operation_of_the_contract() -> None:
    # One that the table lacks is a line in the report of a pull, and no failure.
    assert {ALIASES.get(o, o) if o not in OPERATIONS else o for o in TABLE} <= OPERATIONS.keys()


@only_while_ours
def test_the_table_has_a_row_for_each_operation_of_the_contract_that_we_wrote() -> None:
    assert TABLE.keys() == OPERATIONS.keys()


def test_every_get_is_a_read_and_so_are_five_posts() -> None:
    reads = {operation for operation, row in TABLE.items() if row.safety is Safety.READ}
    assert reads == {o for o in TABLE if o.startswith("GET ")} | READ_BY_POST


def test_what_reaches_people_is_never_repeatable() -> None:
    sends = {operation for operation, row in TABLE.items() if row.safety is Safety.SEND}
    assert sends >= COUNTED_AS_SENDS
    assert {o for o in TABLE if re.search(r"/send-|/broadcast", o) and o.startswith("POST")} == (
        {o for o, row in TABLE.items() if row.safety in (Safety.SEND, Safety.BROADCAST)}
        - COUNTED_AS_SENDS
    )
    for row in TABLE.values():
        if row.safety in (Safety.SEND, Safety.BROADCAST, Safety.CREATE):
            assert not row.repeatable


def sample(operation: Operation) -> dict[str, Any]:
    """Arguments for every parameter of an operation, all different."""
    names = [p.wire for p in operation.parameters if p.place == "query"]
    return {name: f"value-{number}" for number, name in enumerate(names)}


@pytest.mark.parametrize("operation", sorted(TABLE))
def test_a_request_is_built_as_it_is_on_the_wire(operation: str) -> None:
    entry = OPERATIONS[operation]
    slots = [f"slot{n}" for n in range(operation.count("{}"))]
    body = None if entry.body is None else {name: ["x"] for name in entry.body.known}
    request = seam.build(operation, *slots, query=sample(entry), body=body)

    method, path = operation.split()
    for slot in slots:
        path = path.replace("{}", slot, 1)
    assert (request.method, request.path) == (method, path)
    assert request.query == sample(entry)
    assert request.json == body
    assert request.row is TABLE[operation]


def test_a_query_that_the_document_lacks_is_sent_all_the_same() -> None:
    request = seam.build("GET /subscriber/chat-messages", query={"page": 2, "limit": 100})
    assert request.query == {"page": 2, "limit": 100}


def test_a_query_of_none_is_left_out() -> None:
    assert seam.build("GET /flow/tags", query={"name": None, "page": 1}).query == {"page": 1}


def test_an_argument_replaces_the_default_of_the_document() -> None:
    defaults = {o: q for o in TABLE if (q := seam.build(o, *_needed(o)[0], **_needed(o)[1]).query)}
    asked = {o: dict.fromkeys(q, "mine") for o, q in defaults.items()}
    for operation, query in asked.items():
        path, rest = _needed(operation)
        assert seam.build(operation, *path, **{**rest, "query": query}).query == query


def _needed(operation: str) -> tuple[list[str], dict[str, Any]]:
    entry = OPERATIONS[operation]
    query = {p.wire: "x" for p in entry.parameters if p.required and p.place == "query"}
    body = dict.fromkeys(entry.body.required, "x") if entry.body else None
    return ["x"] * operation.count("{}"), {"query": query, "body": body}


@pytest.mark.parametrize("value", ["", ".", "..", "a/b", "../x", "a\\b", "a\nb", "a\rb", "\0"])
def test_a_path_argument_that_leads_elsewhere_is_refused(value: str) -> None:
    with pytest.raises(InvalidArgumentError, match="cannot be part of a path"):
        seam.build("GET /flow/shortcuts/{}", value)
    with pytest.raises(InvalidArgumentError, match="cannot be part of a path"):
        seam.build_any("GET", "/flow/shortcuts/{id}", path_params={"id": value})


@given(st.text())
def test_a_path_argument_stays_one_segment_of_the_path(value: str) -> None:
    try:
        path = seam.build("GET /flow/shortcuts/{}", value).path
    except InvalidArgumentError:
        return
    assert re.fullmatch(r"/flow/shortcuts/[A-Za-z0-9%._~-]+", path)
    assert path.rsplit("/", 1)[1] not in (".", "..")


def test_what_upstream_removed_says_so_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {k: v for k, v in OPERATIONS.items() if k != "GET /flow/tags"}
    _use_index(monkeypatch, gone)
    assert not seam.is_available("GET /flow/tags")
    with pytest.raises(OperationUnavailableError, match="GET /flow/tags") as caught:
        seam.build("GET /flow/tags")
    assert caught.value.operation == "GET /flow/tags"


def test_an_operation_is_called_by_the_name_that_the_contract_has_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, alias in ALIASES.items():
        assert seam.build(name, **_needed(name)[1]).operation == name
        corrected = {alias if key == name else key: entry for key, entry in OPERATIONS.items()}
        with monkeypatch.context() as patch:
            _use_index(patch, corrected)
            assert seam.is_available(name)
            body = {"api_key": "key"} if name.startswith("POST") else None
            request = seam.build(name, body=body)
            assert (request.operation, request.row) == (alias, TABLE[name])
        assert seam.identify(*alias.split()) == (alias, TABLE[name])


def test_what_a_newer_contract_requires_is_reported_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = OPERATIONS["POST /subscriber/send-text"]
    stricter = entry._replace(
        body=Body(("user_ns", "content", "consent"), ("user_ns", "content", "consent"), True),
        parameters=(Parameter("region", "region", "query", required=True),),
    )
    _use_index(monkeypatch, {**OPERATIONS, "POST /subscriber/send-text": stricter})
    body = {"user_ns": "f1u2", "content": "Hello"}
    with pytest.raises(InvalidArgumentError, match="requires region in the query"):
        seam.build("POST /subscriber/send-text", body=body)
    with pytest.raises(InvalidArgumentError, match="requires consent in the body"):
        seam.build("POST /subscriber/send-text", query={"region": "au"}, body=body)


def test_headers_and_cookies_are_carried() -> None:
    request = seam.build(
        "GET /flow/tags", headers={"X-Trace-Id": "7"}, cookies={"sid": "a", "lang": "de"}
    )
    assert request.headers == {"X-Trace-Id": "7", "Cookie": "sid=a; lang=de"}
    assert seam.build("GET /flow/tags").headers == {}


REFUSED_HEADERS: list[tuple[dict[str, Any], str]] = [
    ({"headers": {"Authorization": "Bearer other"}}, "Authorization is set by the client"),
    ({"headers": {"HOST": "evil.example"}}, "HOST is set by the client"),
    ({"headers": {"Content-Length": "0"}}, "Content-Length is set by the client"),
    ({"headers": {"Transfer-Encoding": "chunked"}}, "is set by the client"),
    ({"headers": {"X-A": "a\r\nX-B: b"}}, "the value of the header X-A must be printable"),
    ({"headers": {"X-A": "a\0"}}, "must be printable ASCII"),
    ({"headers": {"X-A": " a"}}, "without spaces at its ends"),
    ({"headers": {"X-A": "ä"}}, "must be printable ASCII"),
    ({"headers": {"X A": "a"}}, "'X A' is no name in headers"),
    ({"headers": {"": "a"}}, "'' is no name"),
    ({"headers": {"X-A:": "a"}}, "'X-A:' is no name"),
    ({"headers": {"X-A": 7}}, "must be a str, not an int"),
    ({"headers": {"X-A": None}}, "must be a str, not None"),
    ({"headers": {"X-A": "1", "x-a": "2"}}, "X-A twice"),
    ({"headers": [("X-A", "1")]}, "headers must be a mapping, not a list"),
    ({"headers": {"Content-Type": "text/xml"}, "json": {}}, "a body of text/xml is asked for"),
    ({"cookies": {"a b": "1"}}, "'a b' is no name in cookies"),
    ({"cookies": {"sid": "a; admin=1"}}, "the value of the cookie sid must be ASCII"),
    ({"cookies": {"sid": "a\r\nX: y"}}, "the value of the cookie sid"),
    ({"cookies": "sid=1"}, "cookies must be a mapping, not a str"),
    ({"cookies": {"sid": "1"}, "headers": {"cookie": "a=b"}}, "not both"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED_HEADERS)
def test_headers_that_cannot_be_sent_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        seam.build_any("POST", "/new/thing", **arguments)
    assert message in str(caught.value)
    assert "evil.example" not in str(caught.value)


@given(st.text(), st.text())
def test_a_header_or_cookie_stays_one(name: str, value: str) -> None:
    for argument in ("headers", "cookies"):
        given_: dict[str, Any] = {argument: {name: value}}
        try:
            headers = seam.build_any("GET", "/new/thing", **given_).headers
        except InvalidArgumentError:
            continue
        ((sent_name, sent),) = headers.items()
        assert (sent_name, sent) == (
            (name, value) if argument == "headers" else ("Cookie", f"{name}={value}")
        )
        assert re.fullmatch(r"[ \t!-~]*", sent_name + sent)


def test_a_type_of_json_may_be_given_to_any_request() -> None:
    own = {"Content-Type": "application/vnd.shop+json; v=2"}
    assert seam.build_any("POST", "/new/thing", json={}, headers=own).headers == own


def test_a_header_that_is_required_and_not_given_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = OPERATIONS["GET /flow/tags"]
    needed = (
        Parameter("X-Token", "x_token", "header", required=True),
        Parameter("sid", "sid", "cookie", required=True),
        Parameter("X-Trace-Id", "x_trace_id", "header", required=False),
    )
    # Nothing is built here by the generated module, which knows none of them.
    monkeypatch.setattr(seam, "_builder", lambda _: lambda **_: {"url": "/flow/tags"})
    _use_index(monkeypatch, {"GET /flow/tags": entry._replace(parameters=needed)})
    build_any = partial(seam.build_any, "GET", "/flow/tags")
    for build in (build_any, partial(seam.build, "GET /flow/tags")):
        assert build().needs == (("header", "X-Token"), ("cookie", "sid"))
        assert build(headers={"x-TOKEN": "t"}).needs == (("cookie", "sid"),)
        assert build(headers={"x-TOKEN": "t", "cookie": "a=1; sid=2"}).needs == ()
        assert build(headers={"X-Token": "t"}, cookies={"sid": "2"}).needs == ()
    assert build_any(headers={"X-Token": "t", "X-Trace-Id": "7"}).headers["X-Trace-Id"] == "7"


@pytest.mark.parametrize(
    ("separator", "sent"), [("", ["a", "b"]), (",", "a,b"), ("|", "a|b"), (" ", "a b")]
)
def test_a_list_in_the_query_is_joined_as_the_contract_says(
    separator: str, sent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = OPERATIONS["GET /flow/tags"]
    name = next(p for p in entry.parameters if p.wire == "name")._replace(separator=separator)
    _use_index(monkeypatch, {"GET /flow/tags": entry._replace(parameters=(name,))})
    assert seam.build("GET /flow/tags", query={"name": ["a", "b"]}).query == {"name": sent}
    assert seam.build("GET /flow/tags", query={"name": "a"}).query == {"name": "a"}


def test_a_body_that_has_to_be_no_json_is_refused_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = OPERATIONS["POST /subscriber/send-text"]
    body = Body((), (), True, media_type="multipart/form-data")
    _use_index(monkeypatch, {"POST /subscriber/send-text": entry._replace(body=body)})
    with pytest.raises(InvalidArgumentError, match="a body of multipart/form-data is asked for"):
        seam.build("POST /subscriber/send-text", body={"user_ns": "f1u2"})


def _use_index(monkeypatch: pytest.MonkeyPatch, index: Mapping[str, Operation]) -> None:
    monkeypatch.setattr(seam, "_index", lambda: index)


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("flow/tags", {}),
        ("https://elsewhere.example/api", {}),
        ("//elsewhere.example", {}),
        ("/flow/../me", {}),
        ("/flow/tags?name=x", {}),
        ("/flow/tags#x", {}),
        ("/flow/{id}", {}),
        ("/flow/{id}", {"other": "x"}),
        ("/flow/tags", {"id": "x"}),
        ("/flow tags", {}),
        ("/flow\r\nX: y", {}),
        ("", {}),
    ],
)
def test_any_path_is_a_path_of_the_service(path: str, params: dict[str, str]) -> None:
    with pytest.raises(InvalidArgumentError):
        seam.build_any("GET", path, path_params=params)


def test_a_method_is_one_of_http() -> None:
    with pytest.raises(InvalidArgumentError, match="TELL"):
        seam.build_any("TELL", "/me")


def test_any_request_gets_the_row_of_its_operation_or_the_most_careful_one() -> None:
    filled = seam.build_any("post", "/shop/products/78/variants/create", json={})
    assert filled.operation == "POST /shop/products/{}/variants/create"
    assert filled.row.safety is Safety.CREATE
    named = seam.build_any(
        "DELETE", "/shop/products/{productId}/delete", path_params={"productId": 78}
    )
    assert (named.path, named.row.safety) == ("/shop/products/78/delete", Safety.DESTROY)
    assert seam.build_any("GET", "/new/thing").row.safety is Safety.READ
    assert seam.build_any("POST", "/new/thing").row.safety is Safety.SEND

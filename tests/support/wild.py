"""Answers as a service may send that changes without notice, and whoever gives them to a client."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from flochat._async.transport import AsyncTransport
from flochat._sync.transport import Transport
from flochat._wire.seam import wire_identity
from flochat._wire.wire import WireRequest, WireResponse
from flochat.contract import vendored_contract

Strategy = st.SearchStrategy[Any]

#: How many wild answers one call gets; what it asks for after those is empty.
MOST_WILD = 4
#: A call that asks for more has lost its way.
MOST_REQUESTS = 60

#: What readers of numbers and times have trouble with.
EDGES: list[Any] = [
    *(10**20, -(10**20), 10**400, 1e300, float("nan"), -0.0),
    *("", "ok", "yes", "12.50", "1800000000", "9" * 30, "1e999", "\ud83d"),
    *(None, True, [], {}, [[]], [{}], [None], {"0": {}}),
    *("2027-01-01 12:00:00", "0000-00-00 00:00:00", "0001-01-01T00:00:00+14:00", "25:61"),
]
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(EDGES)
)
#: What may stand in any place.
ANYTHING: Strategy = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)
_STATUSES = st.sampled_from([*[200] * 12, 201, 204, 404, 422])
_PLAIN: dict[str, Strategy] = {
    "string": st.sampled_from(["", "Ana", "f1u2", "2027-01-01", "unheard of"]),
    "integer": st.integers(-1, 3),
    "number": st.sampled_from([0, 1.5, 12.99]),
    "boolean": st.booleans(),
}


def rows(names: Mapping[str, Strategy]) -> Strategy:
    """Objects that have some of the keys, each with its own value, and some of nobody's."""
    known = st.fixed_dictionaries({}, optional={**names, "unheard of": ANYTHING})
    return known | st.dictionaries(st.sampled_from(sorted(names) or ["x"]), ANYTHING, max_size=4)


def envelopes(row: Strategy) -> Strategy:
    """Answers with such objects: bare or not, one or many, with and without status and meta."""
    many = st.lists(row, max_size=3)
    meta = st.fixed_dictionaries({}, optional={"total": _LEAVES, "last_page": _LEAVES})
    wrapped = st.fixed_dictionaries(
        {"data": row | many | ANYTHING},
        optional={
            "status": st.just("ok") | ANYTHING,
            "message": ANYTHING,
            "meta": meta | ANYTHING,
            "links": st.fixed_dictionaries({"next": _LEAVES}) | ANYTHING,
        },
    )
    return wrapped | wrapped | row | many | st.just({"status": "ok"}) | ANYTHING


class Answers:
    """Answers requests with what hypothesis draws, in the form of their operations or nearly so."""

    def __init__(self, draw: Callable[[Strategy], Any]) -> None:
        self._draw = draw
        self._count = 0

    def next(self, request: WireRequest) -> WireResponse:
        """The answer to a request."""
        self._count += 1
        assert self._count <= MOST_REQUESTS, "it goes on asking"
        if self._count > MOST_WILD:
            return WireResponse(200, {}, b'{"data": []}')
        status, body = self._draw(_answers(request.operation))
        return WireResponse(status, {}, body)


class WildTransport(Transport):
    """Sends nothing; what comes back is wild."""

    answers: Answers

    def send(self, request: WireRequest) -> WireResponse:
        return self.answers.next(request)


class AsyncWildTransport(AsyncTransport):
    """The same for the other client."""

    answers: Answers

    async def send(self, request: WireRequest) -> WireResponse:
        return self.answers.next(request)


@cache
def _answers(operation: str) -> Strategy:
    row = _object(_schemas().get(operation, {}), 0)
    bodies = envelopes(row).map(lambda payload: json.dumps(payload).encode())
    broken = st.sampled_from([b"", b"<html>", b'{"data": [', b"null", b"\xff"])
    return st.tuples(_STATUSES, bodies | bodies | bodies | broken)


@cache
def _schemas() -> dict[str, Any]:
    """What each operation answers with, as the contract has it."""
    document = vendored_contract()
    return {
        wire_identity(method, path): _resolved(document, _good_answer(operation))
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    }


def _good_answer(operation: Mapping[str, Any]) -> Any:
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            return response.get("content", {}).get("application/json", {}).get("schema", {})
    return {}


def _resolved(document: Mapping[str, Any], schema: Any, depth: int = 0) -> Any:
    """A schema with what it refers to in it, as deep as answers are looked into."""
    if depth > 12:
        return {}
    if isinstance(schema, list):
        return [_resolved(document, inner, depth + 1) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _resolved(document, document["components"]["schemas"][name], depth + 1)
    return {key: _resolved(document, inner, depth + 1) for key, inner in schema.items()}


def _object(schema: Mapping[str, Any], depth: int) -> Strategy:
    """The records of an answer of that schema: what is in its `data`, or all of it."""
    properties = schema.get("properties", {})
    if "data" in properties and depth == 0:
        return _object(properties["data"], 1)
    if "items" in schema:
        return _object(schema["items"], depth + 1)
    return rows({name: _damaged(inner, depth + 1) for name, inner in properties.items()})


def _damaged(schema: Mapping[str, Any], depth: int) -> Strategy:
    """Mostly what the schema says, and sometimes anything."""
    if schema.get("properties") and depth < 5:
        proper = _object(schema, depth)
    elif "items" in schema and depth < 5:
        proper = st.lists(_damaged(schema["items"], depth + 1), max_size=2)
    else:
        proper = _PLAIN.get(schema.get("type", ""), ANYTHING)
    return proper | proper | ANYTHING

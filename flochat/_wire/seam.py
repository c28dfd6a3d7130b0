"""The seam: from the wire identity of an operation to a request, through the generated client.

This is the only module that reads the generated index and the only one that touches a generated
module; no other part of the facade knows a generated name. It leans on one thing inside the
generated code, the `_get_kwargs` of an endpoint module, which builds a request without sending it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .._values.checks import describe_type
from .._values.json_type import JSON
from ..errors import InvalidArgumentError, OperationUnavailableError
from .operation_table import ALIASES, TABLE, UNKNOWN_READ, UNKNOWN_WRITE, Row
from .wire import WireRequest

if TYPE_CHECKING:
    from flochat_api.operations import Operation

_BY_ALIAS: Final = {alias: operation for operation, alias in ALIASES.items()}
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_PLACEHOLDER: Final = re.compile(r"\{[^{}/]*\}")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~{}@:+-]+)+")


def build(
    operation: str,
    *path: str | int,
    query: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
) -> WireRequest:
    """Build the request of an operation of the table.

    `operation` is its wire identity, "GET /flow/shortcuts/{}"; `path` fills the placeholders in
    order. `query` and `body` are as on the wire; a query value of None is left away, and a query
    parameter that the contract lacks is sent all the same, since the service knows more of them
    than its document does.

    Raises `OperationUnavailableError` when the contract no longer has the operation, and
    `InvalidArgumentError` for a path argument that would lead elsewhere, and for a query parameter
    or body field that the contract has come to ask for and this package does not give.
    """
    row = TABLE[operation]
    operation = _as_spelt(operation)
    entry = _index().get(operation)
    if entry is None:
        raise OperationUnavailableError(operation)
    asked = {name: value for name, value in (query or {}).items() if value is not None}
    _require(operation, "query", _required_query(entry), asked)
    known = {p.wire: p.python for p in entry.parameters if p.place == "query"}
    arguments: dict[str, Any] = {known[name]: asked[name] for name in asked if name in known}
    if entry.body is not None and (body is not None or entry.body.mandatory):
        _require(operation, "body", entry.body.required, body or {})
        arguments["body"] = _Carrier(body or {})
    segments = [path_segment(operation, value) for value in path]
    built = _builder(entry.module)(*segments, **arguments)
    return WireRequest(
        operation=operation,
        row=row,
        method=operation.partition(" ")[0],
        path=built["url"],
        query=built.get("params", {}) | asked,
        json=built.get("json", body),
    )


def build_any(
    method: str,
    path: str,
    *,
    path_params: Mapping[str, str | int] | None = None,
    query: Mapping[str, Any] | None = None,
    json: JSON | None = None,
) -> WireRequest:
    """Build a request for any path of the service, in the contract or not.

    `path` begins with a slash; its `{placeholders}` are filled from `path_params`. An operation
    that the table does not know counts as a read when it is a GET and as a send otherwise.
    """
    verb = method.upper()
    if verb not in _METHODS:
        raise InvalidArgumentError(f"{method!r} is not one of {', '.join(sorted(_METHODS))}")
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise InvalidArgumentError(
            f"{path!r} is not a path of the service: it begins with a slash, has no host and no "
            "query (pass query=), and what varies in it comes from path_params"
        )
    for what, given in (("path_params", path_params), ("query", query)):
        if not isinstance(given, Mapping | None):
            raise InvalidArgumentError(f"{what} is a mapping, not {describe_type(given)}")
    operation, row = identify(verb, path)
    return WireRequest(
        operation=operation,
        row=row,
        method=verb,
        path=_fill(operation, path, path_params or {}),
        query={name: value for name, value in (query or {}).items() if value is not None},
        json=json,
    )


def wire_identity(method: str, path: str) -> str:
    """The name of an operation that only a change on the wire changes: "GET /flow/shortcuts/{}"."""
    return f"{method.upper()} {_PLACEHOLDER.sub('{}', path)}"


def identify(method: str, path: str) -> tuple[str, Row]:
    """The wire identity and the row of a path, with placeholders or filled.

    What the table does not have gets a row that expects the worst of it.
    """
    operation = wire_identity(method, path)
    if operation not in TABLE:
        operation = next((row for row in TABLE if _matches(row, operation)), operation)
    row = TABLE.get(_BY_ALIAS.get(operation, operation))
    return operation, row or (UNKNOWN_READ if method == "GET" else UNKNOWN_WRITE)


def _matches(operation: str, filled: str) -> bool:
    """Whether a filled path, as "GET /flow/tags/7", is one of the operation's."""
    slots, values = operation.split("/"), filled.split("/")
    return len(slots) == len(values) and all(
        slot in ("{}", value) for slot, value in zip(slots, values, strict=True)
    )


def is_available(operation: str) -> bool:
    """Whether the contract that this package was generated from has the operation."""
    return _as_spelt(operation) in _index()


def _as_spelt(operation: str) -> str:
    """The operation by the name that it has in the contract, be it the one under which it moved."""
    alias = ALIASES.get(operation, operation)
    return alias if operation not in _index() and alias in _index() else operation


def path_segment(operation: str, value: str | int) -> str:
    """Check a path argument: what httpx would normalise away leads to another operation.

    The generated builder quotes all else. Raises `InvalidArgumentError`.
    """
    text = str(value)
    if text in ("", ".", "..") or "/" in text or "\\" in text or not text.isprintable():
        raise InvalidArgumentError(f"{operation}: {text!r} cannot stand in a path")
    return text


def _fill(operation: str, path: str, values: Mapping[str, str | int]) -> str:
    from urllib.parse import quote

    asked = [mark[1:-1] for mark in _PLACEHOLDER.findall(path)]
    if set(asked) != set(values):
        raise InvalidArgumentError(
            f"{operation}: the path asks for {sorted(asked)}, path_params has {sorted(values)}"
        )
    quoted = {name: quote(path_segment(operation, values[name]), safe="") for name in asked}
    return _PLACEHOLDER.sub(lambda mark: quoted[mark[0][1:-1]], path)


def _required_query(entry: Operation) -> list[str]:
    return [p.wire for p in entry.parameters if p.required and p.place == "query"]


def _require(operation: str, place: str, required: Iterable[str], given: Mapping[str, Any]) -> None:
    missing = [name for name in required if name not in given]
    if missing:
        raise InvalidArgumentError(
            f"{operation}: the contract asks for {', '.join(missing)} in the {place}, "
            "which this call does not give"
        )


class _Carrier:
    """Passes a body through generated code, which asks only for `to_dict`.

    The generated body classes would raise a bare KeyError for what is missing and refuse values
    that the service has come to know since.
    """

    __slots__ = ("_body",)

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._body = body

    def to_dict(self) -> Mapping[str, Any]:
        return self._body


@cache
def _index() -> Mapping[str, Operation]:
    from flochat_api.operations import OPERATIONS

    return OPERATIONS


@cache
def _builder(module: str) -> Callable[..., dict[str, Any]]:
    """The request builder of a generated endpoint module, imported when it is first needed."""
    builder: Callable[..., dict[str, Any]] = import_module(module)._get_kwargs
    return builder

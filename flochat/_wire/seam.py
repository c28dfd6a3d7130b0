"""The seam: from the wire identity of an operation to a request, through the generated client.

This is the only module that reads the generated index and the only one that uses a generated
module; no other part of the facade knows a generated name. It relies on one thing inside the
generated code, the `_get_kwargs` of an endpoint module, which builds a request without sending it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .._values.checks import describe_type
from .._values.json_type import JSON
from ..errors import InvalidArgumentError, OperationUnavailableError
from .operation_table import ALIASES, TABLE, UNKNOWN_READ, UNKNOWN_WRITE, Row
from .wire import WireRequest

if TYPE_CHECKING:
    from flochat_api.operations import Operation, Parameter

_JSON: Final = "application/json"
_BY_ALIAS: Final = {alias: operation for operation, alias in ALIASES.items()}
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_PLACEHOLDER: Final = re.compile(r"\{[^{}/]*\}")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~{}@:+-]+)+")
#: A segment of a path that is a value, and may be a person's email or phone.
_VALUE: Final = re.compile(r"(?<=/)[^/]*(?:@|%40|\d{5})[^/]*", re.IGNORECASE)


def build(
    operation: str,
    *path: str | int,
    query: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
) -> WireRequest:
    """Build the request of an operation of the table.

    `operation` is its wire identity, "GET /flow/shortcuts/{}"; `path` fills the placeholders in
    order. `query` and `body` are as on the wire; a query value of None is left out, and a query
    parameter that the contract lacks is sent all the same, since the service has more of them than
    its document says. `headers` and `cookies` are added to the client's own; one that the contract
    requires may be among those, so it is only noted in `needs` when it is not given here.

    Raises `OperationUnavailableError` when the contract no longer has the operation, and
    `InvalidArgumentError` for a path argument that would lead elsewhere, and for a query parameter
    or body field that a newer contract requires and this package does not send, as for a body that
    it takes in another form than JSON.
    """
    row = TABLE[operation]
    operation = _contract_name(operation)
    entry = _index().get(operation)
    if entry is None:
        raise OperationUnavailableError(operation)
    params = {name: value for name, value in (query or {}).items() if value is not None}
    _require(operation, "query", _required_query(entry), params)
    known = {p.wire: p for p in entry.parameters if p.place == "query"}
    params = _joined_query(entry, params)
    arguments: dict[str, Any] = {
        known[name].python: params[name] for name in params if name in known
    }
    # The generated code asks for those that are required; what is sent is put in below.
    arguments |= {
        p.python: "" for p in entry.parameters if p.required and p.place in ("header", "cookie")
    }
    if entry.body is not None and (body is not None or entry.body.mandatory):
        _require(operation, "body", entry.body.required, body or {})
        arguments["body"] = _RawBody(body or {})
    header_part = _header_part(operation, entry, arguments.get("body"), headers, cookies)
    segments = [path_segment(operation, value) for value in path]
    kwargs = _builder(entry.module)(*segments, **arguments)
    return WireRequest(
        operation=operation,
        row=row,
        method=operation.partition(" ")[0],
        path=kwargs["url"],
        query=kwargs.get("params", {}) | params,
        json=kwargs.get("json", body),
        **header_part,
    )


def build_any(
    method: str,
    path: str,
    *,
    path_params: Mapping[str, str | int] | None = None,
    query: Mapping[str, Any] | None = None,
    json: JSON | None = None,
    headers: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    reserved: Collection[str] = (),
) -> WireRequest:
    """Build a request for any path of the service, in the contract or not.

    `path` begins with a slash; its `{placeholders}` are filled from `path_params`. An operation
    that is not in the table counts as a read when it is a GET and as a send otherwise. Of one that
    the contract has, lists in the query are joined as it says, and the body goes under its media
    type. `reserved` are headers, in lower case, that are not for the caller.
    """
    verb = method.upper()
    if verb not in _METHODS:
        raise InvalidArgumentError(f"{method!r} is not one of {', '.join(sorted(_METHODS))}")
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise InvalidArgumentError(
            f"{path!r} is not a path of the service: it must begin with a slash and have no host "
            "and no query (pass query=); pass values in it as path_params"
        )
    for name, argument in (("path_params", path_params), ("query", query)):
        if not isinstance(argument, Mapping | None):
            raise InvalidArgumentError(f"{name} must be a mapping, not {describe_type(argument)}")
    operation, row = identify(verb, path)
    entry = _entry(operation, wire_identity(verb, path))
    given = {name: value for name, value in (query or {}).items() if value is not None}
    return WireRequest(
        operation=operation,
        row=row,
        method=verb,
        path=_fill(operation, path, path_params or {}),
        query=given if entry is None else _joined_query(entry, given),
        json=json,
        **_header_part(operation, entry, json, headers, cookies, reserved),
    )


def wire_identity(method: str, path: str) -> str:
    """An operation with anonymous placeholders, as on the wire: "GET /flow/shortcuts/{}"."""
    return f"{method.upper()} {_PLACEHOLDER.sub('{}', path)}"


def identify(method: str, path: str) -> tuple[str, Row]:
    """The wire identity and the row of a path, with placeholders or with values.

    An operation that is not in the table gets a row for the worst case, and a name without what
    looks like a value: names of operations are logged.
    """
    operation = wire_identity(method, path)
    if operation not in TABLE:
        names = (name for name in (*TABLE, *_index()) if _matches(name, operation))
        operation = next(names, _VALUE.sub("{}", operation))
    row = TABLE.get(_BY_ALIAS.get(operation, operation))
    return operation, row or (UNKNOWN_READ if method == "GET" else UNKNOWN_WRITE)


def _matches(operation: str, request: str) -> bool:
    """Whether a path with values, as in "GET /flow/tags/7", is one of the operation's."""
    segments, values = operation.split("/"), request.split("/")
    return len(segments) == len(values) and all(
        segment in ("{}", value) for segment, value in zip(segments, values, strict=True)
    )


def is_available(operation: str) -> bool:
    """Whether the contract that this package was generated from has the operation."""
    return _contract_name(operation) in _index()


def is_named_by_contract(operation: str) -> bool:
    """Whether the name of an operation comes from the contract, and so has no value in it."""
    return operation in TABLE or operation in _index()


def _contract_name(operation: str) -> str:
    """The name of an operation in the contract, which may be its alias."""
    alias = ALIASES.get(operation, operation)
    return alias if operation not in _index() and alias in _index() else operation


def path_segment(operation: str, value: str | int) -> str:
    """Check a path argument: what httpx would normalise away leads to another operation.

    The generated builder percent-encodes the rest. Raises `InvalidArgumentError`.
    """
    text = str(value)
    if text in ("", ".", "..") or "/" in text or "\\" in text or not text.isprintable():
        raise InvalidArgumentError(f"{operation}: {text!r} cannot be part of a path")
    return text


def _fill(operation: str, path: str, values: Mapping[str, str | int]) -> str:
    from urllib.parse import quote

    names = [placeholder[1:-1] for placeholder in _PLACEHOLDER.findall(path)]
    if set(names) != set(values):
        raise InvalidArgumentError(
            f"{operation}: the path needs {sorted(names)}, path_params has {sorted(values)}"
        )
    quoted = {name: quote(path_segment(operation, values[name]), safe="") for name in names}
    return _PLACEHOLDER.sub(lambda match: quoted[match[0][1:-1]], path)


def _required_query(entry: Operation) -> list[str]:
    return [p.wire for p in entry.parameters if p.required and p.place == "query"]


def _require(
    operation: str, place: str, required: Iterable[str], values: Mapping[str, Any]
) -> None:
    missing = [name for name in required if name not in values]
    if missing:
        raise InvalidArgumentError(
            f"{operation}: the contract requires {', '.join(missing)} in the {place}, "
            "which this call does not send"
        )


def _joined(value: Any, parameter: Parameter | None) -> Any:
    """A list as the contract wants it in the query: joined, or as it is for a name each."""
    if parameter is None or not parameter.separator or not isinstance(value, list | tuple):
        return value
    return parameter.separator.join(map(str, value))


def _joined_query(entry: Operation, query: Mapping[str, Any]) -> dict[str, Any]:
    known = {p.wire: p for p in entry.parameters if p.place == "query"}
    return {name: _joined(value, known.get(name)) for name, value in query.items()}


def _header_part(
    operation: str,
    entry: Operation | None,
    body: object,
    headers: Mapping[str, str] | None,
    cookies: Mapping[str, str] | None,
    reserved: Collection[str] = (),
) -> dict[str, Any]:
    """The `headers` and `needs` of a request, as far as it has any: few have."""
    required = () if entry is None else tuple(_required_in_headers(entry))
    media_type = _JSON
    if entry is not None and entry.body is not None and body is not None:
        media_type = entry.body.media_type
    if not headers and not cookies and not required and media_type == _JSON:
        return {}
    from .request_headers import header_fields, missing

    fields = header_fields(operation, headers, cookies, reserved)
    own_type = next((v for name, v in fields.items() if name.lower() == "content-type"), None)
    if own_type is None and media_type != _JSON:
        fields["Content-Type"] = media_type
    if body is not None:
        _check_media_type(operation, own_type or media_type)
    return {"headers": fields, "needs": missing(required, fields)}


def _required_in_headers(entry: Operation) -> Iterator[tuple[str, str]]:
    for p in entry.parameters:
        if p.required and p.place in ("header", "cookie"):
            yield p.place, p.wire


def _check_media_type(operation: str, media_type: str) -> None:
    bare = media_type.partition(";")[0].strip().lower()
    if bare != _JSON and not bare.endswith("+json"):
        raise InvalidArgumentError(
            f"{operation}: a body of {media_type} is asked for, and this call sends JSON; what "
            "sends others is client.api, for functions of flochat_api.api"
        )


def _entry(operation: str, request: str) -> Operation | None:
    """What the contract says of an operation, or of a request with values in its path."""
    index = _index()
    for name in (operation, _contract_name(operation), request):
        if name in index:
            return index[name]
    return next((index[name] for name in index if _matches(name, request)), None)


class _RawBody:
    """Passes a body through generated code, which only calls its `to_dict`.

    The generated body classes would raise a bare KeyError for what is missing, and refuse values
    that the service has added since.
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

"""What a call was given, turned into the body that makes or changes a thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .._values.checks import check_str
from .._values.not_given import NOT_GIVEN
from ..errors import InvalidArgumentError

#: From an argument and its name to what it is on the wire, be it one entry of a body or several.
ArgumentEncoder: TypeAlias = Callable[[Any, str], Mapping[str, Any]]
BodySchema: TypeAlias = Mapping[str, ArgumentEncoder]


def creation_body(fields: BodySchema, **given: Any) -> dict[str, Any]:
    """The body that makes a thing; what is None was not given."""
    return _body(fields, {name: value for name, value in given.items() if value is not None})


def update_body(fields: BodySchema, **given: Any) -> dict[str, Any]:
    """The body that changes a thing; None empties what can be empty."""
    body = _body(fields, {name: v for name, v in given.items() if v is not NOT_GIVEN})
    if not body:
        raise InvalidArgumentError("nothing to change was given")
    return body


def encode_with(convert: Callable[[Any, str], Any], key: str | None = None) -> ArgumentEncoder:
    """One entry of a body, under the argument's own name unless the wire has another."""
    return lambda value, name: {key or name: convert(value, name)}


def clearable_text(value: str | None, what: str) -> str:
    """A text that may be empty; None empties it."""
    return "" if value is None else check_str(value, what)


def _body(fields: BodySchema, given: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    said_by: dict[str, str] = {}
    for name, value in given.items():
        for key, wire in fields[name](value, name).items():
            if key in body:
                raise InvalidArgumentError(f"{said_by[key]} and {name} exclude each other")
            body[key], said_by[key] = wire, name
    return body

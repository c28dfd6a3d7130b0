"""Build the bodies that create and update resources from the arguments of a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .._values.checks import check_str
from .._values.not_given import NOT_GIVEN
from ..errors import InvalidArgumentError

#: From an argument and its name to one or several properties of a body.
ArgumentEncoder: TypeAlias = Callable[[Any, str], Mapping[str, Any]]
#: The arguments that a body is built from, each with its encoder.
BodySchema: TypeAlias = Mapping[str, ArgumentEncoder]


def creation_body(schema: BodySchema, **arguments: Any) -> dict[str, Any]:
    """Build the body that creates a resource; an argument that is None was not given."""
    return _build(schema, {name: value for name, value in arguments.items() if value is not None})


def update_body(schema: BodySchema, **arguments: Any) -> dict[str, Any]:
    """Build the body that updates a resource; None empties what can be empty."""
    body = _build(schema, {n: value for n, value in arguments.items() if value is not NOT_GIVEN})
    if not body:
        raise InvalidArgumentError("nothing to change was given; pass at least one new value")
    return body


def encode_with(convert: Callable[[Any, str], Any], key: str | None = None) -> ArgumentEncoder:
    """Encode an argument as one property, named like the argument unless `key` names it."""
    return lambda value, name: {key or name: convert(value, name)}


def clearable_text(value: str | None, argument: str) -> str:
    """Return a string that may be empty; None empties it."""
    return "" if value is None else check_str(value, argument)


def _build(schema: BodySchema, arguments: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    given_as: dict[str, str] = {}
    for name, value in arguments.items():
        for key, encoded in schema[name](value, name).items():
            if key in body:
                raise InvalidArgumentError(
                    f"{given_as[key]} and {name} exclude each other; pass one of them"
                )
            body[key], given_as[key] = encoded, name
    return body

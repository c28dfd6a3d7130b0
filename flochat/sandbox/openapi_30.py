"""The schemas of OpenAPI 3.0, which are JSON Schema's draft 4 with a few differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft4Validator, ValidationError
from jsonschema.validators import extend


def _type(
    validator: Any, expected: str, value: object, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """`nullable` stands beside the type that it widens."""
    if value is None and schema.get("nullable") is True:
        return
    if not validator.is_type(value, expected):
        yield ValidationError(f"{value!r} is not of type {expected!r}")


def _required(
    validator: Any, names: list[str], value: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """What can only be read is not required of what is written."""
    if not validator.is_type(value, "object"):
        return
    properties = schema.get("properties", {})
    for name in names:
        if name not in value and not properties.get(name, {}).get("readOnly"):
            yield ValidationError(f"{name!r} is a required property")


def _read_only(
    _validator: Any, is_read_only: bool, value: object, _schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if is_read_only:
        yield ValidationError(f"{value!r} can only be read")


#: Checks what a client sends.
BodyValidator: Final[Any] = extend(
    Draft4Validator, {"type": _type, "required": _required, "readOnly": _read_only}
)

"""Reads the JSON of dynamic content as its typed parts, and writes them as JSON.

Nothing that a part was read from is lost: keys that it does not know, and those without a value,
are kept in `extra`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar, get_args

import attrs

from .._values.checks import describe_type
from .._values.json_type import JSON
from ..errors import InvalidArgumentError
from .content_parts import (
    Action,
    Button,
    CallbackButton,
    CallButton,
    Card,
    ContentMessage,
    ContentPart,
    File,
    QuickReply,
    SetField,
)

P = TypeVar("P", bound=ContentPart)

#: The values of the keys that hold parts: by which key their kind is told, and the kinds.
_KINDS: Final[Mapping[str, tuple[str, Mapping[str, type[ContentPart]]]]] = {
    argument: (key, {cls._discriminator.get(key, ""): cls for cls in get_args(union) or (union,)})
    for argument, key, union in (
        ("messages", "type", ContentMessage),
        ("quick_replies", "type", QuickReply),
        ("buttons", "type", Button),
        ("actions", "action", Action),
        ("elements", "", Card),
    )
}
#: Keys that the platform is known not to take there, and why.
_NOT_TAKEN: Final[Mapping[type[ContentPart], tuple[str, str]]] = {
    CallButton: ("actions", "only buttons to a page or a node take actions"),
    CallbackButton: ("actions", "only buttons to a page or a node take actions"),
    File: ("buttons", "a file takes no buttons"),
}
#: Empty values of keys that may be left out; PHP writes an empty object as a list.
_BLANK: Final[tuple[Any, ...]] = (None, "", [], {})
#: The fields of the classes that were met so far: looking them up takes a third of all the time.
_FIELDS: Final[dict[type[ContentPart], Mapping[str, attrs.Attribute[Any]]]] = {}
#: What a key that is not there stands for, where that is something else than the default.
_LEFT_OUT: Final[Mapping[str, None]] = {"method": None, "image_aspect_ratio": None}


def encode_part(part: ContentPart) -> dict[str, Any]:
    """Encode a part with its values; what was not given is left out.

    Its mappings are not copied, which `copied` does.
    """
    cls = type(part)
    encoded: dict[str, Any] = dict(cls._discriminator)
    for name in _FIELDS.get(cls) or _fields(cls):
        value = getattr(part, name)
        kind = value.__class__
        if kind is str:
            encoded[name] = value
        elif kind is tuple:
            if value:
                encoded[name] = [encode_part(item) for item in value]
        elif value is not None and (value or not isinstance(value, tuple | dict)):
            encoded[name] = value
    return {**part.extra, **encoded} if part.extra else encoded


def copied(value: JSON) -> JSON:
    """A copy of JSON: what a caller does to it is not done to the part, which is frozen."""
    kind = value.__class__
    if kind is dict:
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if kind is list else value


def read_part(cls: type[P], row: Mapping[str, Any], place: str, **given: Any) -> P:
    """Read a part from JSON. Raises `InvalidArgumentError`, which says at which place it is wrong.

    `given` are arguments that do not come from JSON.
    """
    fields = _fields(cls)
    key, reason = _NOT_TAKEN.get(cls, ("", ""))
    if row.get(key) not in _BLANK:
        raise InvalidArgumentError(f"{place} must not have {key!r}: {reason}")
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in row.items():
        if key in cls._discriminator:
            continue
        if key not in fields or (value in _BLANK and not _takes_blank(fields[key], value)):
            extra[key] = value
        else:
            values[key] = _read_parts(key, value, place) if key in _KINDS else value
    left_out = {key: None for key in _LEFT_OUT if key in fields and key not in values}
    missing = next(
        (key for key, it in fields.items() if key not in values and _is_needed(it)), None
    )
    if missing is not None:
        raise InvalidArgumentError(f"{place} must have {missing!r}")
    make: Any = cls._read if issubclass(cls, SetField) else cls
    try:
        part: P = make(**values, **left_out, extra=extra, **given)
    except InvalidArgumentError as error:
        raise InvalidArgumentError(f"{place}: {error}") from None
    return part


def _read_parts(key: str, rows: object, place: str) -> list[ContentPart]:
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        raise InvalidArgumentError(f"{place}.{key} must be a list, not {describe_type(rows)}")
    return [_read_one(key, row, f"{place}.{key}[{number}]") for number, row in enumerate(rows)]


def _read_one(key: str, row: object, place: str) -> ContentPart:
    if not isinstance(row, Mapping):
        raise InvalidArgumentError(f"{place} must be an object, not {describe_type(row)}")
    discriminator, classes = _KINDS[key]
    kind = row.get(discriminator) if discriminator else ""
    cls = classes.get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise InvalidArgumentError(
            f"{place}.{discriminator} must be one of {', '.join(sorted(classes))}, not {kind!r:.40}"
        )
    return read_part(cls, row, place)


def _fields(cls: type[ContentPart]) -> Mapping[str, attrs.Attribute[Any]]:
    """The fields of a part that JSON has, by name and in their order."""
    fields = _FIELDS.get(cls)
    if fields is None:
        fields = _FIELDS[cls] = {
            it.name: it
            for it in attrs.fields(cls)
            if it.name != "extra" and not it.metadata.get("is_local")
        }
    return fields


def _is_needed(field: attrs.Attribute[Any]) -> bool:
    return field.default is attrs.NOTHING


def _takes_blank(field: attrs.Attribute[Any], value: object) -> bool:
    """Whether an empty value means something, or is to be refused, because one is needed."""
    return _is_needed(field) or (value == [] and bool(field.metadata.get("may_be_empty")))

"""From a model to what JSON can hold, and back."""

from __future__ import annotations

import json
import math
import types
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs

from .._values.checks import describe_type, with_article
from .._values.secret import MASK, Secret, mask_secrets
from ..errors import InvalidArgumentError

T = TypeVar("T")

#: A secret shorter than this is not looked for within other texts: any text may contain it.
_SHORTEST_SECRET: Final = 6
#: The characters that a notebook shows of what the service sent.
_MAX_RAW: Final = 4_000


def to_plain(record: object, *, raw: bool = False) -> dict[str, Any]:
    """The fields of a model as values that JSON has; with `raw`, also what the service sent."""
    plain: dict[str, Any] = {
        attribute.name: plain_value(getattr(record, attribute.name))
        for attribute in attrs.fields(cast("Any", type(record)))
        if attribute.name != "raw"
    }
    if raw:
        plain["raw"] = masked_raw(record)
    return plain


def model_html(record: object) -> str:
    """A model as a notebook shows it: its fields with a value, and on a click what was sent."""
    from .._values.html import fields_html, hidden_html

    values = ((it.name, getattr(record, it.name)) for it in attrs.fields(cast("Any", type(record))))
    fields = [(name, it) for name, it in values if name != "raw" and it not in (None, ())]
    text = json.dumps(masked_raw(record), indent=2, ensure_ascii=False, default=str)
    shown = text if len(text) <= _MAX_RAW else f"{text[:_MAX_RAW]}\n..."
    return fields_html(type(record).__name__, fields) + hidden_html("raw", shown)


def plain_value(value: Any) -> Any:
    """One value as JSON has it: texts, numbers, flags, None, lists and dicts."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no such number
    if value is None or isinstance(value, str | bool | int | float):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_value(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Secret):
        return MASK
    if attrs.has(type(value)):
        return to_plain(value)
    return str(value)


def masked_raw(record: object) -> Any:
    """What the service sent for a model, without the secrets in it, wherever they stand."""
    hidden = sorted(_secrets_of(record), key=len, reverse=True)
    return _hide(mask_secrets(_as_json(getattr(record, "raw", {}))), hidden)


def _as_json(value: Any) -> Any:
    """Mappings as dicts and tuples as lists: `raw` may be what somebody made it of."""
    if isinstance(value, Mapping):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_as_json(item) for item in value]
    return plain_value(value)


def _secrets_of(value: object) -> set[str]:
    """The secrets that a model has fields for, in the models that it holds too."""
    if isinstance(value, Secret):
        return {value.reveal()} - {""}
    if isinstance(value, tuple):
        return {secret for item in value for secret in _secrets_of(item)}
    if attrs.has(type(value)):
        names = (it.name for it in attrs.fields(cast("Any", type(value))) if it.name != "raw")
        return {secret for name in names for secret in _secrets_of(getattr(value, name))}
    return set()


def _hide(value: Any, secrets: list[str]) -> Any:
    if not secrets:
        return value
    if isinstance(value, dict):
        return {_hide(key, secrets): _hide(item, secrets) for key, item in value.items()}
    if isinstance(value, list):
        return [_hide(item, secrets) for item in value]
    if not isinstance(value, str):
        return MASK if str(value) in secrets else value
    if value in secrets:
        return MASK
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            value = value.replace(secret, MASK)
    return value


def from_plain(kind: type[T], data: Mapping[str, Any], zone: tzinfo | None = None) -> T:
    """Build a model from what `to_plain` made of one, with its times in `zone` if one is given."""
    if not isinstance(data, Mapping):
        raise InvalidArgumentError(
            f"data must be a dict, as to_dict() returns it, not {describe_type(data)}"
        )
    hints = get_type_hints(kind)
    names = [attribute.name for attribute in attrs.fields(cast("Any", kind))]
    unknown = [str(key) for key in data if key not in names]
    if unknown:
        raise InvalidArgumentError(
            f"{with_article(kind.__name__)} has no field {unknown[0]!r}; pass a dict that "
            "to_dict() returned, with fields " + ", ".join(names)
        )
    values = {
        name: _typed(hints[name], data[name], f"{kind.__name__}.{name}", zone)
        for name in names
        if name in data
    }
    return kind(**{name: value for name, value in values.items() if value is not None})


def _typed(annotation: Any, value: Any, where: str, zone: tzinfo | None) -> Any:
    """A value of JSON as the type of its field."""
    if value is None:
        return None
    origin = get_origin(annotation)
    if origin is tuple:
        return _typed_items(get_args(annotation)[0], value, where, zone)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return value if isinstance(value, Mapping) else _refuse(value, where, "a dict")
    if isinstance(annotation, types.UnionType) or origin is not None:
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _typed(kinds[0], value, where, zone)
    if attrs.has(annotation):
        return value if isinstance(value, annotation) else from_plain(annotation, value, zone)
    if annotation is datetime:
        return _typed_time(value, where, zone)
    return _typed_single(annotation, value, where)


def _typed_items(item: Any, value: Any, where: str, zone: tzinfo | None) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        return cast("tuple[Any, ...]", _refuse(value, where, "a list"))
    typed = [_typed(item, each, f"{where}[{n}]", zone) for n, each in enumerate(value)]
    if None in typed:
        _refuse(None, where, "a list without None")
    return tuple(typed)


def _typed_time(value: Any, where: str, zone: tzinfo | None) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment if zone is None or moment.tzinfo is None else moment.astimezone(zone)
    except (TypeError, ValueError, OverflowError):
        return cast("datetime", _refuse(value, where, "a time in ISO 8601"))


def _typed_single(kind: Any, value: Any, where: str) -> Any:
    if kind is Any:
        return value
    if kind is Secret:
        return _typed_secret(value, where)
    is_flag = isinstance(value, bool)
    if isinstance(value, kind) and (kind is bool or not is_flag):
        if kind is not date or not isinstance(value, datetime):
            return value
    elif kind is float and isinstance(value, int) and not is_flag:
        return float(value)
    description, read, accepted = _READERS.get(kind, (f"a {kind.__name__}", kind, int))
    if read is None or is_flag or not isinstance(value, accepted):
        return _refuse(value, where, description)
    try:
        return read(value)
    except (ValueError, InvalidOperation):
        return _refuse(value, where, description)


def _typed_secret(value: Any, where: str) -> Secret | None:
    """A secret; the mask that stands for one is none."""
    if isinstance(value, Secret):
        return value
    if not isinstance(value, str):
        return cast("Secret", _refuse(value, where, "a text"))
    return None if value in ("", MASK) else Secret(value)


#: How a field that JSON has no type for is read, and from what.
_READERS: Final[dict[Any, tuple[str, Any, Any]]] = {
    str: ("a text", None, ()),
    int: ("a whole number", None, ()),
    float: ("a number", None, ()),
    bool: ("True or False", None, ()),
    Decimal: ("a number, written as a text", Decimal, str | int),
    date: ("a day, written as 2026-11-30", date.fromisoformat, str),
    time: ("a time of day, written as 09:30", time.fromisoformat, str),
}


def _refuse(value: Any, where: str, wanted: str) -> Any:
    """Raise the error of a value that does not fit, without the value: it may be personal."""
    raise InvalidArgumentError(f"{where} must be {wanted}, not {describe_type(value)}")

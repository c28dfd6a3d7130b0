"""Values of user fields and bot fields: from Python to the text that is sent, and back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

from ..errors import InvalidArgumentError
from .checks import describe_type, time_to_utc_text, with_article
from .readers import read_bool

#: A value to set a user field or bot field to; lists and mappings are for fields that hold JSON.
FieldValue: TypeAlias = (
    str | int | float | bool | Decimal | date | datetime | Sequence[Any] | Mapping[str, Any]
)

#: A field's value, parsed by its `var_type`.
ParsedValue: TypeAlias = (
    str | int | Decimal | bool | date | datetime | list[Any] | dict[str, Any] | None
)

#: Characters; in an array field they are counted as JSON escapes them.
MAX_VALUE_LENGTH: Final = 500_000
MAX_ARRAY_LENGTH: Final = 20_000

_TOO_MANY_DIGITS: Final = "a field value has too many digits; pass it as a string"

_WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
#: The exponent is bounded: a few characters could spell a number that fills the memory.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)


def encode_field_value(value: FieldValue, *, var_type: str | None = None) -> str:
    """Convert a value of a user field or bot field to the text that is sent.

    Flags become "true" or "false", dates YYYY-MM-DD, datetimes ISO 8601 in UTC (a naive one is
    refused), lists and mappings compact JSON. A string is taken as it is, and nothing but newlines
    as an empty one. The service truncates
    what is too long and still reports success, so more than 500,000 characters are refused. Where
    `var_type` is known, a value that does not fit it is refused too, and in an "array" more than
    20,000 characters as JSON escapes them.
    """
    text = _to_text(value)
    if not text.strip("\r\n"):  # the service trims newlines at the end, and refuses what is empty
        text = ""
    if var_type in _VAR_TYPES and not _VAR_TYPES[var_type].accepts(value):
        raise InvalidArgumentError(
            f"a value of {with_article(str(var_type))} field must be "
            f"{_VAR_TYPES[var_type].description}, not {describe_type(value)}"
        )
    if len(text) > MAX_VALUE_LENGTH:
        raise InvalidArgumentError(
            f"a field value must have at most {MAX_VALUE_LENGTH:,} characters, not {len(text):,}"
        )
    if var_type == "array" and (escaped := len(json.dumps(text)) - 2) > MAX_ARRAY_LENGTH:
        raise InvalidArgumentError(
            f"a value of an array field must have at most {MAX_ARRAY_LENGTH:,} escaped characters, "
            f"not {escaped:,}"
        )
    return text


def encode_value_for(field: object, value: FieldValue) -> str:
    """Convert a value of one field; a field model knows its own `var_type`."""
    return encode_field_value(value, var_type=getattr(field, "var_type", None))


def encode_field_values(values: Mapping[Any, FieldValue]) -> dict[Any, str]:
    """Convert the values of several fields; a key that is a field model knows its `var_type`."""
    if not isinstance(values, Mapping):
        raise InvalidArgumentError(
            f"fields must be a mapping {{field: value}}, not {describe_type(values)}"
        )
    return {field: encode_value_for(field, value) for field, value in values.items()}


def parse_field_value(text: str | None, var_type: str | None) -> ParsedValue:
    """Parse a field's text by its `var_type`. Never fails: what does not parse stays text."""
    if text is None or var_type not in _VAR_TYPES:
        return text
    try:
        parsed = _VAR_TYPES[var_type].parse(text)
    except (ValueError, ArithmeticError, RecursionError):
        return text
    return text if parsed is None else parsed


def _to_text(value: FieldValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return _int_to_text(value)
        case float() if math.isfinite(value):
            return float.__repr__(value)
        case Decimal() if value.is_finite():
            return _decimal_to_text(value)
        case datetime():
            return time_to_utc_text(value, "a field value")
        case date():
            return value.isoformat()
        case float() | Decimal():
            raise InvalidArgumentError(f"a field value must be a finite number, not {value}")
        case None:
            raise InvalidArgumentError(
                "None is not a field value; use clear_field() to empty a field"
            )
        case bytes() | bytearray():
            raise InvalidArgumentError(
                "a field value must be a string, not bytes; decode them first"
            )
        case list() | tuple() | Mapping():
            return _to_compact_json(value)
    raise InvalidArgumentError(
        "a field value must be a string, number, bool, date, datetime, list or mapping, not "
        f"{describe_type(value)}"
    )


def _decimal_to_text(value: Decimal) -> str:
    if abs(value.adjusted()) > MAX_VALUE_LENGTH:  # a short exponent can fill the memory
        raise InvalidArgumentError(_TOO_MANY_DIGITS)
    return format(value, "f")


def _int_to_text(value: int) -> str:
    try:
        return str(int(value))
    except ValueError:  # Python does not write out numbers of more than 4,300 digits
        raise InvalidArgumentError(_TOO_MANY_DIGITS) from None


def _to_compact_json(value: Sequence[Any] | Mapping[str, Any]) -> str:
    try:
        return json.dumps(
            value if isinstance(value, list | tuple | dict) else dict(value),
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"a field value must be JSON: {error}") from None


def _parse_number(text: str) -> int | Decimal | None:
    stripped = text.strip()
    if _WHOLE.fullmatch(stripped):
        return int(stripped)
    return Decimal(stripped) if _NUMBER.fullmatch(stripped) else None


def _parse_date(text: str) -> date:
    return date.fromisoformat(text.strip())


def _parse_datetime(text: str) -> datetime | None:
    """Parse a time, in UTC where the field does not say its zone; a bare date is not a time."""
    stripped = text.strip()
    if ":" not in stripped:
        return None
    time = datetime.fromisoformat(stripped)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _parse_array(text: str) -> list[Any] | dict[str, Any] | None:
    value = json.loads(text)
    return value if isinstance(value, list | dict) else None


class _VarType(NamedTuple):
    """One `var_type`: the classes it accepts besides `str`, and how its text is parsed."""

    description: str
    classes: tuple[type, ...]
    excluded: tuple[type, ...]
    parse: Callable[[str], ParsedValue]

    def accepts(self, value: FieldValue) -> bool:
        fits = isinstance(value, self.classes) and not isinstance(value, self.excluded)
        return fits or isinstance(value, str)


#: A `var_type` that is not here is newer than this table: it accepts any value and stays text.
_VAR_TYPES: Final[Mapping[str | None, _VarType]] = {
    "text": _VarType("any value", (object,), (), str),
    "longtext": _VarType("any value", (object,), (), str),
    "number": _VarType("a number", (int, float, Decimal), (bool,), _parse_number),
    "boolean": _VarType("True or False", (bool,), (), read_bool),
    "date": _VarType("a date", (date,), (datetime,), _parse_date),
    "datetime": _VarType("a datetime", (datetime,), (), _parse_datetime),
    "array": _VarType("a list or a mapping", (list, tuple, Mapping), (), _parse_array),
}

"""Values of user fields and bot fields: from Python to the text that travels, and back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

from ..errors import InvalidArgumentError
from .checks import describe_type, time_to_utc_text
from .readers import read_bool

#: What a user field or bot field takes; lists and mappings are for fields that hold JSON.
FieldValue: TypeAlias = (
    str | int | float | bool | Decimal | date | datetime | Sequence[Any] | Mapping[str, Any]
)

#: What the text of a field stands for.
ParsedValue: TypeAlias = (
    str | int | Decimal | bool | date | datetime | list[Any] | dict[str, Any] | None
)

LONGEST_VALUE: Final = 500_000
LONGEST_ARRAY: Final = 20_000

_WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
#: The exponent is bounded: a few letters could spell a number that no memory holds.
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", re.ASCII)


def encode_field_value(value: FieldValue, *, var_type: str | None = None) -> str:
    """A value for a user field or bot field, as the text that travels.

    Flags become "true" or "false", dates YYYY-MM-DD, datetimes ISO 8601 in UTC (a naive one is
    refused), lists and mappings compact JSON. A text is taken as it is. The service cuts what is
    too long and says ok, so over 500,000 characters are refused. Where `var_type` is known, so is
    what does not fit it, and in an "array" more than 20,000 escaped characters.
    """
    text = _text(value)
    if var_type in _TYPES and not _TYPES[var_type].takes(value):
        raise InvalidArgumentError(
            f"a {var_type} field takes {_TYPES[var_type].word}, not {describe_type(value)}"
        )
    if len(text) > LONGEST_VALUE:
        raise InvalidArgumentError(
            f"a field holds {LONGEST_VALUE:,} characters, this value has {len(text):,}"
        )
    if var_type == "array" and (escaped := len(json.dumps(text)) - 2) > LONGEST_ARRAY:
        raise InvalidArgumentError(
            f"an array field holds {LONGEST_ARRAY:,} escaped characters, this has {escaped:,}"
        )
    return text


def encode_value_of(field: object, value: FieldValue) -> str:
    """A value for one field; a field model tells its own `var_type`."""
    return encode_field_value(value, var_type=getattr(field, "var_type", None))


def encode_field_values(values: Mapping[Any, FieldValue]) -> dict[Any, str]:
    """The values of several fields; a key that is a field model tells its own `var_type`."""
    if not isinstance(values, Mapping):
        raise InvalidArgumentError(
            f"fields are given as {{field: value}}, not as {describe_type(values)}"
        )
    return {field: encode_value_of(field, value) for field, value in values.items()}


def parse_field_value(text: str | None, var_type: str | None) -> ParsedValue:
    """What a field's text stands for. Never fails: what does not parse stays the text it is."""
    if text is None or var_type not in _TYPES:
        return text
    try:
        found = _TYPES[var_type].read(text)
    except (ValueError, ArithmeticError, RecursionError):
        return text
    return text if found is None else found


# --- from Python to text ------------------------------------------------------------------------


def _text(value: FieldValue) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return _whole(value)
        case float() if math.isfinite(value):
            return float.__repr__(value)
        case Decimal() if value.is_finite():
            return _written_out(value)
        case datetime():
            return time_to_utc_text(value, "a field value")
        case date():
            return value.isoformat()
        case float() | Decimal():
            raise InvalidArgumentError(f"{value} is no field value")
        case None:
            raise InvalidArgumentError("None is no field value; clear_fields() empties a field")
        case bytes() | bytearray():
            raise InvalidArgumentError("a field holds text, not bytes")
        case list() | tuple() | Mapping():
            return _compact_json(value)
    raise InvalidArgumentError(f"{describe_type(value)} is no field value")


def _written_out(value: Decimal) -> str:
    if abs(value.adjusted()) > LONGEST_VALUE:  # a short exponent can ask for all of the memory
        raise InvalidArgumentError("a field value with too many digits")
    return format(value, "f")


def _whole(value: int) -> str:
    try:
        return str(int(value))
    except ValueError:  # Python writes out no number of more than some thousand digits
        raise InvalidArgumentError("a field value with too many digits") from None


def _compact_json(value: Sequence[Any] | Mapping[str, Any]) -> str:
    try:
        return json.dumps(
            value if isinstance(value, list | tuple | dict) else dict(value),
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"a field value that is not JSON: {error}") from None


# --- and back -----------------------------------------------------------------------------------


def _number(text: str) -> int | Decimal | None:
    spelt = text.strip()
    if _WHOLE.fullmatch(spelt):
        return int(spelt)
    return Decimal(spelt) if _NUMBER.fullmatch(spelt) else None


def _date(text: str) -> date:
    return date.fromisoformat(text.strip())


def _moment(text: str) -> datetime | None:
    """A time in UTC, which is what a field's time without a zone means; a bare day is no time."""
    spelt = text.strip()
    if ":" not in spelt:
        return None
    time = datetime.fromisoformat(spelt)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _array(text: str) -> list[Any] | dict[str, Any] | None:
    found = json.loads(text)
    return found if isinstance(found, list | dict) else None


# --- the types of fields ------------------------------------------------------------------------


class _Type(NamedTuple):
    """One `var_type`: what it takes besides texts, in words too, and how its text is read."""

    word: str
    kinds: tuple[type, ...]
    but: tuple[type, ...]
    read: Callable[[str], ParsedValue]

    def takes(self, value: FieldValue) -> bool:
        fits = isinstance(value, self.kinds) and not isinstance(value, self.but)
        return fits or isinstance(value, str)


#: What it does not name, the service has come to know since; any value is taken, as text read.
_TYPES: Final[Mapping[str | None, _Type]] = {
    "text": _Type("any value", (object,), (), str),
    "longtext": _Type("any value", (object,), (), str),
    "number": _Type("a number", (int, float, Decimal), (bool,), _number),
    "boolean": _Type("True or False", (bool,), (), read_bool),
    "date": _Type("a date", (date,), (datetime,), _date),
    "datetime": _Type("a datetime", (datetime,), (), _moment),
    "array": _Type("a list or a mapping", (list, tuple, Mapping), (), _array),
}

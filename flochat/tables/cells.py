"""Single values of a table: whether they fit their column, and how they are written as text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from decimal import Decimal
from typing import Any, Final

from .columns import Column, ColumnKind

#: What 64 bits hold, and the whole numbers that a binary float holds without loss.
_SMALLEST: Final = -(2**63)
_LARGEST: Final = 2**63 - 1
_LARGEST_FLOAT: Final = 2**53
#: The digits of a column of DECIMAL, 38 in all.
DECIMAL_DIGITS: Final = 38
DECIMAL_PLACES: Final = 10
#: What a spreadsheet takes for the beginning of a formula, also in the wide forms of Asian fonts.
_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - they look alike on purpose
#: What begins with such a sign and is none: numbers, and phone numbers.
_HARMLESS: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]+)?", re.ASCII)
_SEPARATOR: Final = ", "


def fits(column: Column, value: Any) -> bool:
    """Whether a value can stand in a column without loss; None fits every column."""
    return value is None or _FITS[column.kind](value, column)


def _is_integer(value: Any, _column: Column) -> bool:
    return isinstance(value, int) and value.__class__ is not bool and _SMALLEST <= value <= _LARGEST


def _is_number(value: Any, _column: Column) -> bool:
    match value:
        case bool():
            return False
        case int():
            return abs(value) <= _LARGEST_FLOAT
        case float():
            return math.isfinite(value)
        case Decimal():
            return value.is_finite() and Decimal(repr(float(value))) == value
    return False


def _is_decimal(value: Any, _column: Column) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    number = Decimal(value)
    if not number.is_finite():
        return False
    exponent = number.normalize().as_tuple().exponent if number else 0
    places = -exponent if isinstance(exponent, int) else DECIMAL_DIGITS
    return places <= DECIMAL_PLACES and number.adjusted() < DECIMAL_DIGITS - DECIMAL_PLACES


def _is_time(value: Any, column: Column) -> bool:
    if not isinstance(value, datetime) or (value.utcoffset() is None) != (column.zone is None):
        return False
    # In the first and the last hours that there are, a time has no counterpart in other zones.
    return column.zone is None or MINYEAR < value.year < MAXYEAR


def _is_list(value: Any, _column: Column) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


_FITS: Final[Mapping[ColumnKind, Callable[[Any, Column], bool]]] = {
    ColumnKind.TEXT: lambda value, _: isinstance(value, str),
    ColumnKind.INTEGER: _is_integer,
    ColumnKind.DECIMAL: _is_decimal,
    ColumnKind.NUMBER: _is_number,
    ColumnKind.BOOLEAN: lambda value, _: isinstance(value, bool),
    ColumnKind.DAY: lambda value, _: isinstance(value, date) and not isinstance(value, datetime),
    ColumnKind.INSTANT: _is_time,
    ColumnKind.LIST: _is_list,
    ColumnKind.JSON: lambda value, _: isinstance(value, list | dict),
}


def cell_text(value: Any) -> str | None:
    """A value as a column of text has it; None stays None.

    Flags are true and false, days 2026-11-30, times 2026-11-30 13:30:00+11:00 (without the offset
    where they are naive), numbers have digits only, and lists and dicts are compact JSON.
    """
    match value:
        case None:
            return None
        case str():
            return writable(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(int(value))
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
    return json_text(value)


def json_text(value: Any) -> str:
    """A list or dict as compact JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=cell_text)
    return writable(text)


def writable(text: str) -> str:
    """A text that UTF-8 can hold: JSON may spell halves of a character, which are replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves that belong together become one character, others a question mark of Unicode.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def list_text(items: list[str] | tuple[str, ...]) -> str:
    """A list of texts in one cell: "VIP, Gold", or JSON where a text would not come back so."""
    is_plain = all(
        item and item.strip() == item and "," not in item and not item.startswith("[")
        for item in items
    )
    return writable(_SEPARATOR.join(items)) if is_plain else json_text(list(items))


def list_items(text: str) -> list[str]:
    """The texts of a cell that holds a list: the reverse of `list_text`.

    What people write by hand is read too: the blanks around commas do not matter.
    """
    if text.startswith("["):
        try:
            items = json.loads(text)
        except ValueError:
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return items
    return [item for part in text.split(",") if (item := part.strip())]


def guarded(text: str) -> str:
    """A text that a spreadsheet does not take for a formula.

    A text that begins with one of = + - @, a tab, CR or LF (or one of the first four in wide form)
    gets a ' in front, unless it is a number, with or without sign, as phone numbers with + are. So
    does one that begins with '... and goes on like that, so that `unguarded` can tell them apart.
    """
    return f"'{text}" if text and text[0] in _GUARDED and _is_dangerous(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given: takes off a ' in front of what it would put one there."""
    return text[1:] if text[:1] == "'" and _is_dangerous(text) else text


_GUARDED: Final = _FORMULA_SIGNS | {"'"}


def _is_dangerous(text: str) -> bool:
    rest = text.lstrip("'")
    return rest[:1] in _FORMULA_SIGNS and rest != "" and not _HARMLESS.fullmatch(rest)

"""Cells as values of user fields: what fits the `var_type` of a field, and how it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, NamedTuple

from ..._values.field_values import encode_field_value
from ...errors import InvalidArgumentError
from .answers import read_answer
from .contacts import CellError
from .dates import DateRules, read_day, read_time
from .grid import Cell
from .texts import clean, one_line

_NUMBER: Final = re.compile(r"([+-]?)(\d+(?:[.,' \N{RIGHT SINGLE QUOTATION MARK}]\d+)*)", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,' \N{RIGHT SINGLE QUOTATION MARK}])\d{3})(?:\1\d{3})*")
_POWER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE | re.ASCII)
_NO_NUMBER: Final = "it is not a number"


class FieldRules(NamedTuple):
    """How the cells of a column become values of a field."""

    var_type: str
    dates: DateRules
    decimal: str | None
    today: date


def encode_cell(cell: Cell, rules: FieldRules) -> str:
    """The text that is sent for a cell that is not empty. Raises `CellError`."""
    convert = _CONVERTERS.get(rules.var_type, _to_text)
    try:
        return encode_field_value(convert(cell, rules), var_type=rules.var_type)
    except InvalidArgumentError as error:
        raise CellError(str(error)) from None


def text_of(cell: Cell) -> str:
    """A cell as a text, without what cannot be seen."""
    match cell:
        case None:
            return ""
        case str():
            return clean(cell).text
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case Decimal():
            return format(cell, "f")
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
    return str(cell)


def decimal_marks(cell: Cell) -> frozenset[str]:
    """What can stand before the decimals of a cell; empty where it is no question."""
    return _decimal_marks(one_line(clean(cell).text)) if isinstance(cell, str) else frozenset()


def _decimal_marks(text: str) -> frozenset[str]:
    """What can be the decimal mark of a number; empty where it is no question."""
    marks = [character for character in text if character in ".,"]
    if not marks or not _NUMBER.fullmatch(text):
        return frozenset()
    if len(set(marks)) == 2:
        return frozenset(marks[-1])
    if len(marks) > 1:
        return frozenset({".", ","} - set(marks))
    before, _, after = text.partition(marks[0])
    is_open = len(after) == 3 and 1 <= len(before.lstrip("+-")) <= 3 and before.strip("+-") != "0"
    return frozenset(".,") if is_open else frozenset(marks)


def _to_number(cell: Cell, rules: FieldRules) -> int | float | Decimal:
    if isinstance(cell, bool):
        raise CellError(_NO_NUMBER)
    if isinstance(cell, int | float | Decimal):
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    if not isinstance(cell, str):
        raise CellError(_NO_NUMBER)
    text = one_line(clean(cell).text)
    if _POWER.fullmatch(text):
        raise CellError("a spreadsheet turned it into a power of ten; write all of its digits")
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise CellError(_NO_NUMBER)
    return Decimal(found[1] + _plain_digits(found[2], rules.decimal))


def _plain_digits(text: str, decimal: str | None) -> str:
    """Digits with a point before the decimals, and nothing between the thousands."""
    possible = _decimal_marks(text)
    if decimal is None:
        if len(possible) > 1:
            raise CellError("its mark may be that of thousands or decimals; pass decimal=")
        decimal = next(iter(possible), ".")
    whole, mark, fraction = text.rpartition(decimal) if decimal in text else (text, "", "")
    if not (whole.isdecimal() or _GROUPED.fullmatch(whole)) or (mark and not fraction.isdecimal()):
        raise CellError(f"{_NO_NUMBER} with {decimal!r} before its decimals")
    digits = "".join(filter(str.isdecimal, whole))
    return f"{digits}.{fraction}" if mark else digits


def _to_flag(cell: Cell, _rules: FieldRules) -> bool:
    answer = read_answer(cell)
    if answer is None:
        raise CellError("it is neither yes nor no")
    return answer


def _to_day(cell: Cell, rules: FieldRules) -> date:
    return read_day(cell, rules.dates, today=rules.today)


def _to_time(cell: Cell, rules: FieldRules) -> datetime:
    return read_time(cell, rules.dates)


def _to_json(cell: Cell, _rules: FieldRules) -> Any:
    try:
        value = json.loads(text_of(cell))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list | dict):
        raise CellError('it is no list or mapping as JSON (like ["a", "b"])')
    return value


def _to_text(cell: Cell, _rules: FieldRules) -> str:
    return text_of(cell)


_CONVERTERS: Final[Mapping[str, Callable[[Cell, FieldRules], Any]]] = {
    "number": _to_number,
    "boolean": _to_flag,
    "date": _to_day,
    "datetime": _to_time,
    "array": _to_json,
}

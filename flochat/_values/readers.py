"""Single values as the service sends them, read as Python types; None where they do not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .json_type import JSON
from .secret import Secret

Reader = Callable[[JSON], Any]

_HAS_A_YEAR: Final = re.compile(r"[0-9]{4}")
_ANY_DAYS: Final = (datetime(2000, 1, 1), datetime(2004, 12, 31))
_from_iso: Final = datetime.fromisoformat
_LONGEST_NUMBER: Final = 30
_TIME_OF_DAY: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?", re.ASCII)


def read_text(value: JSON) -> str | None:
    """A text, or a number or flag where the document says text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def read_secret(value: JSON) -> Secret | None:
    """A text that nobody should see; the service sends an empty one where there is none."""
    found = read_text(value)
    return Secret(found) if found else None


def read_json_text(value: JSON) -> str | None:
    """A value that travels as text and sometimes comes unpacked."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return read_text(value)


def read_int(value: JSON) -> int | None:
    """A whole number, also when it comes as "12" or 12.0."""
    number = read_decimal(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def read_decimal(value: JSON) -> Decimal | None:
    """An amount, exact as it is written; no number of a shop needs more than 30 digits."""
    if not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(int(value) if isinstance(value, bool) else value).strip())
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _LONGEST_NUMBER else None


def read_float(value: JSON) -> float | None:
    """A number that is measured rather than counted, a latitude for one."""
    number = read_decimal(value)
    return None if number is None else float(number)


_FLAG_WORDS: Final[Mapping[str, bool]] = {
    "1": True,
    "yes": True,
    "true": True,
    "on": True,
    "0": False,
    "no": False,
    "false": False,
    "off": False,
}


def read_bool(value: JSON) -> bool | None:
    word = read_text(value)
    return None if word is None else _FLAG_WORDS.get(word.strip().lower())


def read_naive_time(value: JSON) -> datetime | None:
    """A time of the service in its own words, "2026-11-22 13:30:00", mostly with no zone.

    Nobody knows which zone it means, so it stays without one.
    """
    try:
        return _from_iso(value)
    except (TypeError, ValueError):
        return _unusual_time(value.strip()) if isinstance(value, str) else None


def _unusual_time(text: str) -> datetime | None:
    """What the standard library refuses; the import costs more than all other parsing.

    It fills in what is missing, and takes a day for a month: what it has to guess is not taken.
    """
    if not _HAS_A_YEAR.search(text):  # dateutil would make a date of this month out of "12"
        return None
    from dateutil import parser

    try:
        read = {parser.parse(text, default=d, dayfirst=f) for d in _ANY_DAYS for f in (True, False)}
    except (ValueError, OverflowError, TypeError):
        return None
    return read.pop() if len(read) == 1 else None


def read_date(value: JSON) -> date | None:
    time = read_naive_time(value)
    return None if time is None else time.date()


def read_time_of_day(value: JSON) -> time | None:
    """A time on the clock, to the minute: "09:30", "9:30" or "09:30:00"."""
    found = _TIME_OF_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return None if found is None else time(int(found[1]), int(found[2]))
    except ValueError:
        return None


def read_unix_time(value: JSON) -> datetime | None:
    """A time in Unix seconds, as an aware datetime in UTC."""
    seconds = read_int(value)
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


READERS: Final[Mapping[Any, Reader]] = {
    str: read_text,
    Secret: read_secret,
    int: read_int,
    bool: read_bool,
    float: read_float,
    Decimal: read_decimal,
    datetime: read_naive_time,
    date: read_date,
    time: read_time_of_day,
}

#: Those that take a text as it is.
TEXT_READERS: Final = frozenset({read_text, read_json_text})

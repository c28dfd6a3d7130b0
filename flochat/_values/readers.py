"""Read single values of the service as Python types; a value that does not fit becomes None."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from .json_type import JSON
from .secret import Secret

Reader: TypeAlias = Callable[[JSON], Any]

_YEAR: Final = re.compile(r"[0-9]{4}")
#: Two defaults that share no part: where both give one result, nothing had to be filled in.
_DEFAULT_TIMES: Final = (datetime(2000, 1, 1), datetime(2004, 12, 31))
#: Unix seconds of the years 2001 to 2286, in which no text of another kind has so many digits,
#: and milliseconds, as JavaScript counts, with fractions or without.
_UNIX_TIME: Final = re.compile(r"(?:[0-9]{10}|[0-9]{13})(?:\.[0-9]{1,9})?", re.ASCII)
_FIRST_MILLISECONDS: Final = 10**12
_LAST_MILLISECONDS: Final = 10**13
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_from_iso: Final = datetime.fromisoformat
_MAX_DIGITS: Final = 30
_TIME_OF_DAY: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?", re.ASCII)
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


def read_text(value: JSON) -> str | None:
    """Read a string; numbers and flags are accepted where the contract says string."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def read_filled_text(value: JSON) -> str | None:
    """Read a string where an empty one means that there is none."""
    return read_text(value) or None


def read_secret(value: JSON) -> Secret | None:
    """Read a secret; the service sends an empty string where there is none."""
    text = read_text(value)
    return Secret(text) if text else None


def read_json_text(value: JSON) -> str | None:
    """Read JSON that is sent as text, and sometimes comes decoded."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return read_text(value)


def read_int(value: JSON) -> int | None:
    """Read a whole number, also when it comes as "12" or 12.0."""
    number = read_decimal(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def read_decimal(value: JSON) -> Decimal | None:
    """Read a number exactly as it is written; nothing in a shop needs more than 30 digits."""
    if not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(int(value) if isinstance(value, bool) else value).strip())
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MAX_DIGITS else None


def read_float(value: JSON) -> float | None:
    """Read a number that is measured rather than counted: a latitude, for example."""
    number = read_decimal(value)
    return None if number is None else float(number)


def read_bool(value: JSON) -> bool | None:
    """Read a flag, which comes as true, 1, "1", "yes", "on" and their opposites."""
    word = read_text(value)
    return None if word is None else _FLAG_WORDS.get(word.strip().lower())


def time_reader(zone: tzinfo | None) -> Reader:
    """Read times of which the service does not document the zone: they are in `zone`.

    Without a zone they are naive, so that a field is of one kind whatever is sent: as they are
    written, and in UTC where an offset or Unix seconds say which instant it is.
    """
    if zone is None:
        return _read_naive_time

    def read(value: JSON) -> datetime | None:
        time = _read_instant(value, zone)
        return None if time is None else _convert(time, zone)

    return read


def instant_reader(zone: tzinfo | None) -> Reader:
    """Read times that are instants, as Unix seconds are: aware, in UTC.

    A text without an offset is in `zone`; without a zone it is not an instant, and None.
    """

    def read(value: JSON) -> datetime | None:
        return read_unix_time(value) or _read_instant(value, zone)

    return read


def _read_naive_time(value: JSON) -> datetime | None:
    time = _read_written_time(value)
    if time is None or time.tzinfo is None:
        return time
    utc = _convert(time, UTC)
    return None if utc is None else utc.replace(tzinfo=None)


def _read_instant(value: JSON, zone: tzinfo | None) -> datetime | None:
    """Read a time as an aware one in UTC.

    Of the two hours with one name, when clocks are set back, it is the first; an hour that is left
    out, when clocks are set forward, is moved on by as much as the clocks.
    """
    time = _read_written_time(value)
    if time is not None and time.tzinfo is None:
        time = None if zone is None else time.replace(tzinfo=zone)
    return None if time is None else _convert(time, UTC)


def _convert(time: datetime, zone: tzinfo) -> datetime | None:
    try:
        return time.astimezone(zone)
    except OverflowError:  # in the first or last hours that there are
        return None


def _read_written_time(value: JSON) -> datetime | None:
    """Read a time as the service writes it, "2026-11-22 13:30:00": aware only if it says so."""
    try:
        return _from_iso(value)
    except (TypeError, ValueError):
        return _parse_unusual_time(value)


def _parse_unusual_time(value: JSON) -> datetime | None:
    """Parse a time that the standard library refuses: as a number, or in another notation."""
    if isinstance(value, str):
        text = value.strip()
        return read_unix_time(text) if _UNIX_TIME.fullmatch(text) else _parse_notation(text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return read_unix_time(value) if is_number and _UNIX_TIME.fullmatch(str(value)) else None


def _parse_notation(text: str) -> datetime | None:
    """Parse a time in one of the notations that dateutil knows.

    dateutil fills in what is missing, and may take a day for a month: a time that it would have to
    guess becomes None. It is imported late, since that takes longer than all other parsing.
    """
    if not _YEAR.search(text):  # dateutil would read "12" as a day of this month
        return None
    if text.startswith("-"):  # "-0001-11-30 00:00:00": what PHP makes of a date of zeros
        return None
    from dateutil import parser

    try:
        readings = {
            parser.parse(text, default=default, dayfirst=is_day_first, tzinfos=_zone_of_text)
            for default in _DEFAULT_TIMES
            for is_day_first in (True, False)
        }
    except (ValueError, OverflowError, TypeError):
        return None
    return readings.pop() if len(readings) == 1 else None


def _zone_of_text(name: str | None, offset: int | None) -> tzinfo | None:
    """The zone that a text says by an offset; several zones share an abbreviation, such as EST."""
    if name is not None and offset is None:
        raise ValueError(f"{name} is not the name of one zone")
    return None if offset is None else timezone(timedelta(seconds=offset))


def read_date(value: JSON) -> date | None:
    """Read a date, also from a time: the day that is written, whatever the zone."""
    time = _read_written_time(value) if isinstance(value, str) else None
    return None if time is None else time.date()


def read_time_of_day(value: JSON) -> time | None:
    """Read a time of day, to the minute: "09:30", "9:30" or "09:30:00"."""
    match = _TIME_OF_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return None if match is None else time(int(match[1]), int(match[2]))
    except ValueError:
        return None


def read_unix_time(value: JSON) -> datetime | None:
    """Read Unix seconds or milliseconds as an aware datetime in UTC; 0 says that there is none."""
    number = None if isinstance(value, bool) else read_decimal(value)
    if not number:
        return None
    if _FIRST_MILLISECONDS <= number < _LAST_MILLISECONDS:
        number /= 1000
    try:
        return _EPOCH + timedelta(microseconds=int(number * 1_000_000))
    except OverflowError:
        return None


READERS: Final[Mapping[Any, Reader]] = {
    str: read_filled_text,
    Secret: read_secret,
    int: read_int,
    bool: read_bool,
    float: read_float,
    Decimal: read_decimal,
    date: read_date,
    time: read_time_of_day,
}

#: Readers that return a string unchanged; the first of them has none for an empty one.
TEXT_READERS: Final = frozenset({read_filled_text, read_text, read_json_text})
#: What people write, and may empty, so that an empty text is one.
WRITTEN_TEXTS: Final = frozenset(
    {
        *("description", "desc", "value", "text", "content", "title", "note", "summary", "intro"),
        *("image", "text_value", "text1", "text2", "text3", "text4", "text5"),
    }
)

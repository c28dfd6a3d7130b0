"""Days and times of cells. Which of two numbers is the month is decided by the whole column."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Final, NamedTuple

from .contacts import CellError
from .grid import Cell
from .texts import clean, one_line
from .words import folded, names

_CLOCK: Final = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
)
_ZONE: Final = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_TIME: Final = rf"(?:(?:\s*T\s*|,?\s+(?:at\s+)?){_CLOCK}{_ZONE})?"
_ISO: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
    re.IGNORECASE | re.ASCII,
)
_COMPACT: Final = re.compile(r"(?P<year>(?:1[89]|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_NUMBERS: Final = re.compile(
    rf"(?P<first>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<second_>\d{{1,2}})\s?(?P=mark)\s?"
    rf"(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE | re.ASCII,
)
#: Nothing, as Outlook and databases write it.
_NOTHING: Final = re.compile(r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[ T]0{1,2}:00(?::00)?)?", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_NAMED_MONTH: Final = re.compile(r"[^\W\d_]{3,}")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY_ZERO: Final = datetime(1899, 12, 30)
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)
#: Serials before March 1900 are a day off in Excel, which has a 29th of February that year.
_FIRST_SERIAL: Final = 61
_LAST_SERIAL: Final = 2_958_465
_MONTHS: Final = 12
_TWO_DIGITS: Final = "its year has two digits; write all four"
_NO_DATE: Final = "it is not a date; write it like 1990-12-31"

_WORDS: Final = re.compile(r"([^\W\d_]+)\.?")
_FILLER_WORDS: Final = frozenset(
    {"de", "del", "of", "the", "di", "\N{CYRILLIC SMALL LETTER GHE}", "er", "at", "um"}
)
_KNOWN_WORDS: Final = _FILLER_WORDS | {
    *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday"),
    *("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("am", "pm", "a", "p", "m", "st", "nd", "rd", "th", "t", "z", "utc", "gmt"),
}


class DateRules(NamedTuple):
    """How a column of days or times is read."""

    dayfirst: bool | None = None
    zone: tzinfo | None = None
    counts_from_1904: bool = False
    is_birthday: bool = False


class _Parts(NamedTuple):
    """What a text says: a day, and a time with or without its zone."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is a date of zeros, which stands for none."""
    return isinstance(cell, str) and bool(_NOTHING.fullmatch(one_line(clean(cell).text)))


def orders(cell: Cell) -> frozenset[bool]:
    """Which orders of a cell's numbers make a date: day first (True), month first (False).

    Empty where the order is no question.
    """
    found = _NUMBERS.fullmatch(one_line(clean(cell).text)) if isinstance(cell, str) else None
    if found is None or len(found["year"]) != 4:
        return frozenset()
    first, second = int(found["first"]), int(found["second_"])
    if first == second:
        return frozenset()
    return frozenset(
        is_dayfirst
        for is_dayfirst, day, month in ((True, first, second), (False, second, first))
        if 1 <= month <= _MONTHS and 1 <= day <= 31
    )


def looks_like_date(cell: Cell) -> bool:
    """Whether a cell has the form of a date, however its numbers are to be read."""
    if isinstance(cell, date):
        return True
    text = one_line(clean(cell).text) if isinstance(cell, str) else ""
    return bool(_ISO.fullmatch(text) or _NUMBERS.fullmatch(text) or _NOTHING.fullmatch(text))


def lacks_zone(cell: Cell) -> bool:
    """Whether a cell is a time that does not say its zone."""
    if isinstance(cell, datetime):
        return cell.tzinfo is None
    if isinstance(cell, str):
        text = one_line(clean(cell).text)
        found = _ISO.fullmatch(text) or _NUMBERS.fullmatch(text)
        return found is not None and found["hour"] is not None and not found["zone"]
    return False


def read_day(cell: Cell, rules: DateRules, *, today: date) -> date:
    """The day in a cell, as it was written, whatever its zone. Raises `CellError`."""
    day = _parts(cell, rules).day
    if rules.is_birthday and day > today:
        raise CellError("it is a birthday in the future")
    return day


def read_time(cell: Cell, rules: DateRules) -> datetime:
    """The time in a cell, in UTC. Raises `CellError`."""
    parts = _parts(cell, rules)
    if parts.clock is None:
        raise CellError("it is a day without a time; write one like 2026-12-31 18:00")
    zone = parts.zone or rules.zone
    if zone is None:
        raise CellError("its time does not say a zone; pass time_zone= (such as 'Europe/Berlin')")
    local = datetime.combine(parts.day, parts.clock, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise CellError("no clock showed this time there: the clocks were put forward")
    if local.replace(fold=1).utcoffset() != local.utcoffset():
        raise CellError(
            "clocks showed this time twice there; write it with its offset, like 02:30+02:00"
        )
    return moment


def _parts(cell: Cell, rules: DateRules) -> _Parts:
    match cell:
        case datetime():
            return _Parts(cell.date(), cell.time(), cell.tzinfo)
        case date():
            return _Parts(cell)
        case bool():
            raise CellError(_NO_DATE)
        case int() | float():
            return _of_serial(float(cell), rules)
        case str():
            return _of_text(one_line(clean(cell).text), rules)
    raise CellError(_NO_DATE)


def _of_text(text: str, rules: DateRules) -> _Parts:
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _of_numbers(found, int(found["month"]), int(found["day"]))
    if found := _NUMBERS.fullmatch(text):
        return _of_order(found, rules.dayfirst)
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), rules)
    if _NAMED_MONTH.search(text):
        return _of_names(text)
    raise CellError(_NO_DATE)


def _of_order(found: re.Match[str], dayfirst: bool | None) -> _Parts:
    if len(found["year"]) != 4:
        raise CellError(_TWO_DIGITS)
    first, second = int(found["first"]), int(found["second_"])
    if dayfirst is None and first != second:
        raise CellError("it may be day or month first; pass dayfirst=True or dayfirst=False")
    month, day = (second, first) if dayfirst else (first, second)
    return _of_numbers(found, month, day)


def _of_numbers(found: re.Match[str], month: int, day: int) -> _Parts:
    groups = found.groupdict()
    try:
        written = date(int(groups["year"]), month, day)
        clock = _clock(groups) if groups.get("hour") else None
    except ValueError:
        raise CellError("there is no such day or time; write it like 1990-12-31") from None
    return _Parts(written, clock, _zone(groups.get("zone")) if clock else None)


def _clock(groups: dict[str, Any]) -> time:
    hour = int(groups["hour"])
    half = (groups["half"] or "").lower()
    if half:
        if not 1 <= hour <= _MONTHS:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, int(groups["minute"]), int(groups["second"] or 0))


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    return datetime.strptime(text, "%z").tzinfo


def _of_serial(number: float, rules: DateRules) -> _Parts:
    """A day as spreadsheets count it."""
    zero = _DAY_ZERO_1904 if rules.counts_from_1904 else _DAY_ZERO
    first = 0 if rules.counts_from_1904 else _FIRST_SERIAL
    is_year = number.is_integer() and 1_800 <= number <= 2_200
    if not first <= number <= _LAST_SERIAL or is_year:
        raise CellError(_NO_DATE)
    moment = zero + timedelta(seconds=round(number * 86_400))
    return _Parts(moment.date(), None if number.is_integer() else moment.time())


def _of_names(text: str) -> _Parts:
    """A date with the name of its month, by dateutil, which fills up what is missing from today.

    So it is read with two todays, and what they do not agree in was not written.
    """
    if not _YEAR.search(text):
        raise CellError(_TWO_DIGITS if re.search(r"\d\D+\d\d$|'\d\d$", text) else _NO_DATE)
    from dateutil import parser

    plain = _plain_months(text)
    try:
        read = [
            parser.parse(plain, default=default, dayfirst=True)
            for default in (datetime(2000, 1, 1, 1, 1, 1), datetime(2004, 2, 29, 2, 2, 2))
        ]
    except (ValueError, OverflowError, TypeError, AttributeError):
        raise CellError(_NO_DATE) from None
    if read[0].date() != read[1].date():
        raise CellError("it is not a whole date; write day, month and year, like 1990-12-31")
    if ":" not in plain:
        return _Parts(read[0].date())
    second = read[0].second if read[0].second == read[1].second else 0
    return _Parts(read[0].date(), read[0].time().replace(second=second), read[0].tzinfo)


def _plain_months(text: str) -> str:
    """A text with English names of months, and without the words around them.

    Raises `CellError` for any other word, such as the name of a zone, which dateutil passes over.
    """
    english = _english_months()
    parts = [english.get(folded(part), part) for part in _WORDS.split(text)]
    known = _KNOWN_WORDS.union(english.values())
    if any(part[:1].isalpha() and part.casefold() not in known for part in parts):
        raise CellError(_NO_DATE)
    return " ".join(part for part in parts if part.casefold() not in _FILLER_WORDS)


@lru_cache(maxsize=1)
def _english_months() -> dict[str, str]:
    return {word: month for month, all_names in names("months").items() for word in all_names}

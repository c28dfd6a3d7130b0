"""Times as people say them, in the forms of a written list only.

    today 18:00, tomorrow 9:00, tomorrow at 9:00
    in 45 minutes, in 2 hours, in 3 days
    2026-12-24 18:00, 2026-12-24T18:00:00, 2026-12-24T18:00+11:00, 2026-12-24T07:00Z

Anything else is refused: `9`, `10/12` and `next week` mean different things to different people.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from .failures import CommandError

FORMS: Final = (
    "today 18:00, tomorrow 9:00, in 45 minutes, in 2 hours, in 3 days, 2026-12-24 18:00 "
    "or 2026-12-24T18:00+11:00"
)
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_DAY_WORD: Final = re.compile(rf"(?P<day>today|tomorrow)(?: at)? {_CLOCK}", re.IGNORECASE)
_AHEAD: Final = re.compile(r"in (?P<count>\d{1,4}) (?P<unit>minute|hour|day|week)s?", re.IGNORECASE)
_DATE: Final = re.compile(
    rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}})[T ]{_CLOCK} ?(?P<offset>Z|[+-]\d{{2}}:?\d{{2}})?",
    re.IGNORECASE,
)
_NO_ZONE: Final = (
    "it is not known in which time zone that is: give an offset (2026-12-24T18:00+11:00), or set "
    "time_zone in the profile, or FLOCHAT_TIME_ZONE"
)


def parse_moment(text: str, *, now: datetime, zone: tzinfo | None) -> datetime:
    """The moment that a text names, in `zone` unless it has an offset of its own.

    `now` is aware. Raises `CommandError` for a form that is not in the list, a time that has
    passed, and one that daylight saving skips or has twice.
    """
    words = " ".join(text.split())
    moment = _moment(words, now=now, zone=zone)
    if moment <= now:
        raise CommandError(f"{text!r} has passed: it is {show(now, zone)}")
    return moment


def show(moment: datetime, zone: tzinfo | None) -> str:
    """A moment with its day of the week and its zone: Thu 24 Dec 2026 18:00 AEDT (UTC+11:00)."""
    local = moment.astimezone(zone) if zone is not None else moment
    offset = local.strftime("%z")
    numeric = f"UTC{offset[:3]}:{offset[3:5]}" if local.utcoffset() else "UTC"
    name = local.tzname() or ""
    known = "" if name.startswith(("UTC", "+", "-")) or not name else f" {name}"
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    shown = f"{name or numeric}" if not known else f"{name} ({numeric})"
    if not known:
        shown = numeric
    return f"{local:%a} {local.day} {local:%b %Y} {clock} {shown}"


def _moment(words: str, *, now: datetime, zone: tzinfo | None) -> datetime:
    if found := _AHEAD.fullmatch(words):
        unit = f"{found['unit'].lower()}s"
        count = int(found["count"])
        if unit in ("minutes", "hours"):
            return now + timedelta(**{unit: count})
        local = now.astimezone(_needed(zone))
        return _at(local.date() + timedelta(**{unit: count}), local.time(), zone, words)
    if found := _DAY_WORD.fullmatch(words):
        day = now.astimezone(_needed(zone)).date()
        if found["day"].lower() == "tomorrow":
            day += timedelta(days=1)
        return _at(day, _clock(found, words), zone, words)
    if found := _DATE.fullmatch(words):
        try:
            day = date.fromisoformat(found["date"])
        except ValueError:
            raise CommandError(f"{words!r}: there is no such day") from None
        clock = _clock(found, words)
        if found["offset"]:
            return datetime.combine(day, clock, _offset(found["offset"], words))
        return _at(day, clock, zone, words)
    raise CommandError(f"{words!r} is not a time that is understood: use {FORMS}")


def _needed(zone: tzinfo | None) -> tzinfo:
    if zone is None:
        raise CommandError(_NO_ZONE)
    return zone


def _clock(found: re.Match[str], words: str) -> time:
    try:
        return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise CommandError(f"{words!r}: there is no such time of day") from None


def _offset(text: str, words: str) -> tzinfo:
    if text.upper() == "Z":
        return UTC
    try:
        zone = datetime.fromisoformat(f"2000-01-01T00:00{text[:3]}:{text[-2:]}").tzinfo
    except ValueError:
        zone = None
    if zone is None or abs(zone.utcoffset(None) or timedelta()) > timedelta(hours=14):
        raise CommandError(f"{words!r}: no place is so far from UTC")
    return zone


def _at(day: date, clock: time, zone: tzinfo | None, words: str) -> datetime:
    """A time of a zone, unless its clocks skip it or show it twice."""
    moment = datetime.combine(day, clock, _needed(zone))
    later = moment.replace(fold=1)
    if moment.utcoffset() != later.utcoffset():
        back = moment.astimezone(UTC).astimezone(zone)
        if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise CommandError(
                f"{words!r}: the clocks go forward then, and skip that time; choose another"
            )
        raise CommandError(
            f"{words!r}: the clocks go back then, and show that time twice: give it with its "
            f"offset, {moment.isoformat(timespec='minutes')} or "
            f"{later.isoformat(timespec='minutes')}"
        )
    return moment

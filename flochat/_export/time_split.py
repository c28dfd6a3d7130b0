"""Lists that end after so many rows and take no place to go on from: split by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .._plurals import counted
from .journal import ExportJournal
from .parts import Part, child_path
from .reading import PartReading
from .splits import split_time

#: How far a time without a zone may be from what it says, in seconds.
_ANY_ZONE: Final = 15 * 3_600
#: What two neighbouring times share, in seconds.
_OVERLAP: Final = 1


def split_by_time(part: Part, reading: PartReading, *, now: float) -> Sequence[Part] | str:
    """A later and an earlier part in place of one that was not read to its end.

    Or why it cannot be split, in words.
    """
    start, end = part.key.get("start"), part.key.get("end")
    times = reading.times
    if times:
        is_before = start is not None and min(times) < start - _ANY_ZONE
        is_after = end is not None and max(times) > end + _ANY_ZONE
        if is_before or is_after:
            return ignored_note(reading)
    ranges = split_time(start, end, now=now, times=times)
    if ranges is None:
        return (
            f"there may be more than the {counted(reading.counter.count, 'row')} that came: they "
            "are within three seconds, and no shorter time can be asked for"
        )
    return [
        Part(child_path(part.path, number), part.kind, _narrowed(times))
        for number, times in enumerate(ranges)
    ]


def ignored_note(reading: PartReading) -> str:
    """What to say of a service that gives the same whatever time is asked for."""
    return (
        "the service does not go by start_time and end_time, so only the first "
        f"{counted(reading.counter.count, 'row')} came, and more may follow"
    )


def is_ignored(journal: ExportJournal, reading: PartReading, children: Sequence[Part]) -> bool:
    """Whether two times that follow one another have the same rows, more than they share."""
    times = reading.times
    if times and max(times) - min(times) <= _OVERLAP:
        return False
    later, earlier = (_first_rows(journal, child.path) for child in children)
    return bool(later) and later == earlier


def _narrowed(times: tuple[int | None, int | None]) -> dict[str, int]:
    start, end = times
    return {name: time for name, time in (("start", start), ("end", end)) if time is not None}


def _first_rows(journal: ExportJournal, path: str) -> object:
    for _, payload in journal.pages(path):
        return payload.get("data", payload) if isinstance(payload, dict) else payload
    return None

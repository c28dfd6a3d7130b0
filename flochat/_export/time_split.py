"""Lists that end after so many rows and take no place to go on from: split by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .journal import ExportJournal
from .parts import Part, child_path
from .reading import PartReading
from .splits import split_time

#: How far a time without a zone may be from what it says, in seconds.
_ANY_ZONE: Final = 15 * 3_600
_EARLIER: Final = ".001"


def split_by_time(
    journal: ExportJournal, part: Part, reading: PartReading, *, now: float
) -> Sequence[Part] | str:
    """A later and an earlier part in place of one that was not read to its end.

    Or why it cannot be split, in words.
    """
    if _is_ignored(journal, part, reading):
        return (
            "the service does not go by start_time and end_time, so only the first "
            f"{reading.counter.count:,} rows came, and more may follow"
        )
    start, end = part.key.get("start"), part.key.get("end")
    ranges = split_time(start, end, now=now, rows=reading.time_span)
    if ranges is None:
        return (
            f"there may be more than the {reading.counter.count:,} rows that came: they are within "
            "three seconds, and no shorter time can be asked for"
        )
    return [
        Part(child_path(part.path, number), part.kind, _narrowed(times))
        for number, times in enumerate(ranges)
    ]


def _narrowed(times: tuple[int | None, int | None]) -> dict[str, int]:
    start, end = times
    return {name: time for name, time in (("start", start), ("end", end)) if time is not None}


def _is_ignored(journal: ExportJournal, part: Part, reading: PartReading) -> bool:
    """Whether a host gives the same rows whatever time is asked for."""
    times = reading.time_span
    start, end = part.key.get("start"), part.key.get("end")
    if times is not None:
        is_before = start is not None and times[0] < start - _ANY_ZONE
        is_after = end is not None and times[1] > end + _ANY_ZONE
        if is_before or is_after:
            return True
    if not part.path.endswith(_EARLIER):
        return False
    return _last_rows(journal, part.path) == _last_rows(journal, part.path[: -len(_EARLIER)])


def _last_rows(journal: ExportJournal, path: str) -> object:
    last: object = None
    for _, payload in journal.pages(path):
        last = payload.get("data", payload) if isinstance(payload, dict) else payload
    return last

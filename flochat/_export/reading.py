"""One part of an export, read page by page: what to ask for next, and when it is over.

It is fed with pages, those of the journal first, and so goes on exactly where an earlier run
ended. On top of what a pager does, it does not believe a page that looks like a mishap before it
came twice, reads a list again that fell short, and says what is missing at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from .._values.json_type import JSON
from .._values.readers import read_int
from .._wire.operation_table import TABLE
from .._wire.paging import FIXED_SIZES, PageReader, announced_total, announces_more
from ..errors import IncompleteListError, PageCapError
from ..models.base import Model
from .rows import RowCounter

#: How often a list is read from its start when rows are missing, and each time brings some.
_MAX_SWEEPS: Final = 3


class Ending(Enum):
    """How the reading of a part ended."""

    WHOLE = "whole"  #: all rows came that the service says it has
    SHORT = "short"  #: fewer came
    CAPPED = "capped"  #: the service hands out no further pages, and has more rows
    OPEN = "open"  #: there is no way to what may follow, and nothing says whether anything does


class PartReading:
    """The reading of a part. `begin` starts a reading of its list from the first page.

    `is_by_time` says that the list can be split by time. Then a page that only seems full is not
    taken for the whole: hosts may give fewer rows than were asked for.
    """

    def __init__(self, begin: Callable[[], PageReader[Any]], *, is_by_time: bool = False) -> None:
        #: How it ended; None while it goes on.
        self.ending: Ending | None = None
        #: The smallest number of rows that the service gave; None where it gave none.
        self.total: int | None = None
        #: The number of the last page that had rows.
        self.last_page = 0
        #: How many rows the longest page had.
        self.longest = 0
        self.counter = RowCounter()
        self._begin = begin
        self._is_by_time = is_by_time
        self._reader = begin()
        self._sweep = 1
        self._fresh_in_sweep = 0
        self._furthest = 0
        self._previous: Sequence[Model] = ()
        self._times: Sequence[float] = ()

    @property
    def operation(self) -> str:
        """The operation that reads the list."""
        return self._reader.operation

    @property
    def times(self) -> Sequence[float]:
        """The Unix times at which the rows of the last page were made, in their order.

        A time without a zone is taken for one in UTC, so all may be hours off.
        """
        return self._times

    def next_place(self) -> Mapping[str, int] | None:
        """The query parameters of the next page; None when the reading is over."""
        while self.ending is None:
            try:
                return self._reader.next_params()
            except PageCapError:
                self.ending = Ending.CAPPED
            except IncompleteListError:
                self._end_sweep(is_incomplete=True)
        return None

    def is_doubtful(self, place: Mapping[str, int], payload: JSON) -> bool:
        """Whether a page looks like a mishap, so that it is worth asking for it once more.

        Such are another page than the one that was asked for, one of which all rows are known, and
        an empty one in the middle.
        """
        page = place.get("page", 1)
        if page <= 1 or page <= self._furthest:
            return False
        meta = payload.get("meta") if isinstance(payload, dict) else None
        current = read_int(meta.get("current_page")) if isinstance(meta, dict) else None
        if current is not None and current != page:
            return True
        rows = self._reader.read_rows(payload)
        if not rows:
            return announces_more(page, payload) is True
        if self._sweep > 1:
            return rows == self._previous
        return not self.counter.has_new(rows)

    def feed(self, place: Mapping[str, int], payload: JSON) -> int:
        """Take a page; returns how many of its rows are new.

        Raises `DecodeError`, and takes nothing, for rows that were not asked for.
        """
        page = place.get("page", 1)
        rows = self._reader.read_rows(payload)
        is_incomplete = False
        try:
            self._reader.feed(payload)
        except IncompleteListError:
            is_incomplete = True
        fresh = len(self.counter.take(rows))
        self._note(place, rows, payload)
        self._fresh_in_sweep += fresh
        if page > 1 and not rows and announces_more(page, payload):
            self.ending = Ending.CAPPED
        elif is_incomplete or not self._reader.has_more:
            self._end_sweep(is_incomplete=is_incomplete)
        return fresh

    @property
    def seems_full(self) -> bool:
        """Whether the last page has as many rows as a page of this host may have at most."""
        rows = len(self._previous)
        is_round = rows in FIXED_SIZES or rows >= TABLE[self.operation].max_limit
        return is_round and rows == self.longest

    def has_more_than(self, max_page: int | None) -> bool:
        """Whether the list has more rows than `max_page` pages of it hold."""
        if max_page is None or self.total is None or not self.longest:
            return False
        return self.total > max_page * self.longest

    def pages_left(self) -> int | None:
        """How many pages are still to be read, or None where that is not known."""
        if self.ending is not None:
            return 0
        if self.total is None or not self.longest:
            return None
        return max(1, -(-(self.total - self.counter.count) // self.longest))

    def _note(self, place: Mapping[str, int], rows: Sequence[Model], payload: JSON) -> None:
        page = place.get("page", 1)
        total = announced_total(payload)
        # A cursor, and a time range that is moved, count what is left.
        if total is not None and not place.keys() & {"start_id", "end_time"}:
            self.total = total if self.total is None else min(total, self.total)
        self.longest = max(self.longest, len(rows))
        self._furthest = max(self._furthest, page)
        self._previous = rows
        if rows:
            self.last_page = page
        self._times = [time for row in rows if (time := _made_at(row)) is not None]

    def _end_sweep(self, *, is_incomplete: bool) -> None:
        is_short = self.total is not None and self.counter.count < self.total
        if not is_short:
            is_open = is_incomplete or (self._is_by_time and self.seems_full)
            self.ending = Ending.OPEN if is_open and self.total is None else Ending.WHOLE
        elif self._is_by_time:
            self.ending = Ending.SHORT
        elif self._sweep < _MAX_SWEEPS and (self._sweep == 1 or self._fresh_in_sweep):
            self._reader = self._begin()
            self._sweep += 1
            self._fresh_in_sweep = self._furthest = 0
            self._previous = ()
        else:
            self.ending = Ending.SHORT


def _made_at(row: Model) -> float | None:
    time = getattr(row, "created_at", None)
    if not isinstance(time, datetime):
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()

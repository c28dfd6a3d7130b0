"""Where a list that is ordered by latest interaction joins what the mirror knows of it.

Times are not compared: their zone is not known, and when clocks are set back an hour of them comes
twice. What counts is whether a row is as it was, and where it stands. All that the mirror does not
know of has happened since, and so stands above everybody who is as they were; but for those of the
same second, among whom hosts choose the order as they like.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ..models.subscribers import Subscriber
from .people_store import Seen

#: How many people in a row have to be as they were. Their place says that one would do; others are
#: there for hosts whose clocks differ by some seconds.
_MARGIN: Final = 20
#: Clocks that are set back repeat no more than this.
_REPEATED: Final = timedelta(hours=2)
#: How many people may stand above somebody who interacted after them: they move while a list is
#: read. One in so many pairs is too many, beyond some.
_FEW: Final = 2
_RARE: Final = 50


class Frontier:
    """Decides after each page whether all that is new has been read."""

    def __init__(self) -> None:
        self._tie: str | None = None
        self._has_crossed = False
        self._run = 0
        self._margin = _MARGIN
        #: How often somebody stood where they cannot, if the order is by latest interaction.
        self.faults = 0

    @property
    def is_reached(self) -> bool:
        """Whether nothing that is new can follow."""
        return self._has_crossed and self._run >= self._margin

    def see(self, rows: Iterable[Seen]) -> None:
        """Take a page."""
        for row in rows:
            # Nobody knows where a host puts people without an interaction.
            if row.interaction is not None:
                self._see(row)

    def _see(self, row: Seen) -> None:
        if row.is_settled:
            self._run += 1
            is_below = self._tie is not None and row.interaction != self._tie
            self._has_crossed = self._has_crossed or row.is_old or is_below
            self._tie = self._tie or row.interaction
        elif self._has_crossed or self._tie not in (None, row.interaction):
            self.faults += 1
            self._tie, self._has_crossed, self._run = None, False, 0
            self._margin = 5 * _MARGIN


class Watermark:
    """The latest interaction of a list when its reading began: all that is new is not older."""

    def __init__(self) -> None:
        self._text: str | None = None
        self._time: datetime | None = None
        self._is_on_page = False

    def begin_page(self, rows: Iterable[tuple[Subscriber, str | None]]) -> None:
        """Take the rows of the page that was read."""
        self._is_on_page = False
        if self._text is None:
            for person, interaction in rows:
                if interaction is not None:
                    self._text, self._time = interaction, person.last_interaction
                    self._is_on_page = True
                    return

    def is_older(self, person: Subscriber, interaction: str | None) -> bool:
        """Whether an interaction is certainly of an earlier second.

        On the page that it stands on, the order says so. Later ones were read later, and whoever
        interacted in between may stand there; so there the times have to be far apart.
        """
        if interaction is None or self._text is None or interaction == self._text:
            return False
        if self._is_on_page:
            return True
        time = person.last_interaction
        return time is not None and self._time is not None and time < self._time - _REPEATED


class OrderCheck:
    """Whether a list is ordered by latest interaction, as far as times can say."""

    def __init__(self) -> None:
        self._pairs = 0
        self._ascending = 0

    @property
    def is_passed(self) -> bool:
        """Whether so few stand above somebody later that movement explains them."""
        return self._ascending <= _FEW + self._pairs // _RARE

    def see(self, people: Iterable[Subscriber]) -> None:
        """Take a page."""
        last: datetime | None = None
        for person in people:
            time = person.last_interaction
            if time is not None and last is not None and time != last:
                self._pairs += 1
                self._ascending += time > last
            last = time or last

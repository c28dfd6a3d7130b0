# Derived by scripts/sync_twin.py from
# flochat/_async/resources/table_lookup.py: edit that one.
"""Who the people of a table are in the flow, for jobs that know people by their `user_ns` only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from attrs import evolve

from ..._bulk.upserts import Wanted, goal_of_row
from ..._sending import runtime_sync
from ...errors import AmbiguousMatchError, IncompleteListError, PageCapError
from ...tables.reading.person import TablePerson
from ..transport import Transport
from .subscribers import SubscribersAPI

#: How many rows a page of the list of people has, and what the service hands out of it.
_ROWS: Final = 100
_MOST_ROWS: Final = 100_000


class TableLookup:
    """Finds people of a table: all together where that is cheaper than a request each."""

    def __init__(self, transport: Transport) -> None:
        self._country = transport.settings.default_country
        self._subscribers = SubscribersAPI(transport)
        self._wanted = Wanted(self._country)
        self._has_read_all = False

    def prepare(self, people: Iterable[TablePerson]) -> None:
        """Look for all of them together, if that is cheaper."""
        self._wanted = runtime_sync.run_blocking(_wanted, people, self._country)
        self._has_read_all = self._wanted.worth > 1 and self._read_people()

    def identify(self, person: TablePerson) -> TablePerson:
        """The same person with their `user_ns`, or with what keeps them from having one."""
        if person.get("user_ns"):
            return person
        found = self._wanted.found.get(person.row, [])
        trouble = self._wanted.doubt(person.row) if found or self._has_read_all else None
        if not found and not self._has_read_all:
            try:
                found = self._find(person)
            except AmbiguousMatchError as error:
                trouble = str(error)
        if not found and trouble is None:
            trouble = "nobody in the flow has this phone or email; client.bulk.upsert creates them"
        if trouble is not None:
            return evolve(person, trouble=trouble)
        return evolve(person, texts={**person.texts, "user_ns": found[0]})

    def _find(self, person: TablePerson) -> list[str]:
        goal = goal_of_row(person, self._country, updates_profile=False)
        found = self._subscribers._find_first(goal.searches_in(self._country))
        return [] if found is None else [str(found.user_ns)]

    def _read_people(self) -> bool:
        """Read people page by page; returns whether all of them were read, for sure."""
        pager = self._subscribers.list()
        pages = 0
        try:
            for page in pager.pages():
                pages += 1
                for person in page:
                    self._wanted.feed(person)
                rows = pages * _ROWS if pager.total is None else pager.total
                if math.ceil(rows / _ROWS) > self._wanted.worth or rows > _MOST_ROWS:
                    return False
        except (IncompleteListError, PageCapError):
            return False
        return pager.total is not None


def _wanted(people: Iterable[TablePerson], country: str | None) -> Wanted:
    wanted = Wanted(country)
    for person in people:
        if not person.get("user_ns"):
            goal = goal_of_row(person, country, updates_profile=False)
            wanted.add(person.row, goal, is_pending=True)
    return wanted

"""How much an export still has to read, from what its journal knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from .._plurals import counted
from .journal import ExportJournal
from .parts import Part, PartKind, PartState

_OPEN: Final = (PartState.PENDING, PartState.SPLITTING)


class Ahead(NamedTuple):
    """What is ahead: requests, at least if `is_minimum`; rows and people, None where unknown."""

    requests: int
    is_minimum: bool
    rows: int | None
    people: int | None
    notes: list[str]


def what_is_ahead(
    journal: ExportJournal, max_page_of: Callable[[Part], int | None], *, is_per_person: bool
) -> Ahead:
    """What is left to read; `max_page_of` says how many pages the service hands out of a part."""
    requests = people = 0
    is_minimum = False
    notes = []
    for part in journal.parts():
        if part.state not in _OPEN:
            continue
        left, is_known = _requests_left(part, max_page_of(part))
        requests += left
        is_minimum |= not is_known or is_per_person
        if part.kind is PartKind.PEOPLE:
            people += part.total or 0
        beyond = rows_beyond(part, max_page_of(part))
        if beyond:
            notes.append(beyond)
    requests += people
    if is_per_person:
        people += sum(part.state in _OPEN for part in journal.parts(kind=PartKind.ROWS))
        return Ahead(requests, is_minimum, None, people, notes)
    totals = [part.total for part in roots(journal)]
    known = [total for total in totals if total is not None]
    rows = sum(known) if len(known) == len(totals) else None
    return Ahead(requests, is_minimum, rows, None, notes)


def roots(journal: ExportJournal) -> Iterator[Part]:
    """The parts with rows that are no children of others, nor read again for what moved."""
    for part in journal.parts(kind=PartKind.ROWS):
        if part.path.isdecimal():
            yield part


def rows_beyond(part: Part, max_page: int | None) -> str | None:
    """How many rows of a part are on pages that the service does not hand out, in words."""
    if max_page is None or part.total is None or not part.pages:
        return None
    beyond = part.total - max_page * _page_size(part)
    return beyond_note(beyond, part.total, max_page) if beyond > 0 else None


def beyond_note(beyond: int, total: int, max_page: int) -> str:
    """What to say of rows that cannot be reached."""
    return (
        f"{beyond:,} of {counted(total, 'row')} {'is' if beyond == 1 else 'are'} beyond page "
        f"{max_page:,}, the last that the service hands out, and cannot be reached"
    )


def _requests_left(part: Part, max_page: int | None) -> tuple[int, bool]:
    """How many requests a part still takes, and whether that is more than a guess."""
    if not part.pages or part.total is None:
        return 1, part.kind is PartKind.FIELDS
    left = max(1, -(-(part.total - part.rows) // _page_size(part)))
    return left if max_page is None else max(1, min(left, max_page - part.pages)), True


def _page_size(part: Part) -> int:
    return max(1, -(-part.rows // part.pages))

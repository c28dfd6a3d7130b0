"""What has been read of a list, and whether there is more: the pager's judgement, without I/O."""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

from . import decode
from .errors import IncompleteListError, PageCapError
from .models.base import Model
from .operation_table import TABLE
from .scalars import integer
from .wire import JSON

M = TypeVar("M", bound=Model)

#: The most rows that every list gives for one request.
PAGE_SIZE: Final = 100
#: What a list gives that was not asked for a number, or does not heed it.
_DEFAULT_SIZE: Final = 10


class Reading(Generic[M]):
    """One reading of a list, page by page.

    `total` is the number of rows that the service last gave, None where it gives none. Rows move
    while a list is read, so what counts at the end is the smallest total that was given.
    """

    def __init__(self, operation: str, model: type[M]) -> None:
        self.total: int | None = None
        self.goes_on: bool = True
        self._operation = operation
        self._model = model
        self._seen: set[object] = set()
        self._received = 0
        self._smallest_total = 0
        self._previous: list[M] = []

    def take(self, page: int, said: JSON) -> list[M]:
        """Take the answer for a page; returns its rows without those that came before."""
        rows = decode.records(self._operation, said, self._model)
        fresh = [] if rows == self._previous else self._unseen(rows)
        self._previous = rows
        self._received += len(fresh)
        self._note_total(said)
        self.goes_on = bool(fresh) and _has_more(page, rows, said)
        return self._once(fresh)

    def check_cap(self, page: int) -> None:
        """Raise `PageCapError` for a page that the service does not hand out."""
        cap = TABLE[self._operation].max_page
        if cap is not None and page > cap:
            raise PageCapError(operation=self._operation, max_page=cap, received=self._received)

    @property
    def is_short(self) -> bool:
        """Whether fewer rows came than the service has, more than the drift of its total tells."""
        return self._received < self._smallest_total

    def incomplete(self) -> IncompleteListError:
        return IncompleteListError(
            operation=self._operation, expected=self._smallest_total, received=self._received
        )

    def _unseen(self, rows: list[M]) -> list[M]:
        """The rows that no earlier page had; a row that one page has twice counts twice."""
        return [row for row in rows if _identity(row) not in self._seen]

    def _once(self, rows: list[M]) -> list[M]:
        """The rows without repetitions; what has no identity cannot be one."""
        kept = []
        for row in rows:
            key = _identity(row)
            if key is None or key not in self._seen:
                kept.append(row)
                self._seen.add(key)
        self._seen.discard(None)
        return kept

    def _note_total(self, said: JSON) -> None:
        total = integer(_part(said, "meta").get("total"))
        if total is None:
            return
        self._smallest_total = total if self.total is None else min(total, self._smallest_total)
        self.total = total


def _identity(row: Model) -> object:
    return getattr(row, row._identity, None)


def _has_more(page: int, rows: list[Any], said: JSON) -> bool:
    """Whether another page follows, by what the answer says, else by whether this one is full."""
    told = []
    links = _part(said, "links")
    if "next" in links:
        told.append(bool(links["next"]))
    last_page = integer(_part(said, "meta").get("last_page"))
    if last_page is not None:
        told.append(page < last_page)
    return any(told) if told else len(rows) >= PAGE_SIZE or len(rows) == _DEFAULT_SIZE


def _part(said: JSON, name: str) -> dict[str, Any]:
    part = said.get(name) if isinstance(said, dict) else None
    return part if isinstance(part, dict) else {}

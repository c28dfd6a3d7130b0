"""The reading of the list of people, which may begin in its middle, and steps back over gaps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .._values.json_type import JSON
from .._wire.decode import Decoder
from .._wire.paging import PageReader, announced_total
from ..models.subscribers import Subscriber

PEOPLE: Final = "GET /subscribers"


class PeopleReader(PageReader[Subscriber]):
    """One reading of the people, from a page on; `seen` are those that were read before.

    `rows` are all rows of the last page, those seen before too, since they may have changed. When
    somebody who was read is deleted, everybody below moves up, and somebody slips past between two
    pages: so when there are fewer in all than before, the page before is read once more.
    """

    def __init__(self, decoder: Decoder, *, page: int = 1, seen: Iterable[str] = ()) -> None:
        super().__init__(decoder, PEOPLE, Subscriber)
        self._page = page
        self._seen = set(seen)
        self._received = len(self._seen)
        self._again: int | None = None
        self._last_total: int | None = None
        #: The page that was read last, and its rows.
        self.page = page
        self.rows: list[Subscriber] = []
        #: Whether that was a page that is read again since rows are missing.
        self.is_repair = False
        #: How many pages were read.
        self.pages = 0
        #: How many rows a page has, while others follow.
        self.size = 0

    @property
    def received(self) -> int:
        """How many people were read."""
        return self._received

    @property
    def is_repairing(self) -> bool:
        """Whether the next page is one that is read again since rows are missing."""
        return self._is_rereading

    @property
    def is_exact(self) -> bool:
        """Whether exactly those were read that the service counts."""
        return self._last_total == self._received

    def next_params(self) -> dict[str, int]:
        self.rows = []
        if self._again is not None:
            self.page = self._again
            return {"limit": self._size, "page": self._again}
        params = super().next_params()
        self.page = params["page"]
        return params

    def _move_on(self, rows: list[Subscriber], fresh: list[Subscriber], payload: JSON) -> None:
        self.rows = rows
        self.pages += 1
        self.size = max(self.size, len(rows))
        total, last = announced_total(payload), self._last_total
        self._last_total = last if total is None else total
        has_shrunk = total is not None and last is not None and total < last
        self.is_repair = self._is_rereading
        if self._again is None:
            super()._move_on(rows, fresh, payload)
        self._again = None
        if has_shrunk and self.page > 1:
            self._again = self.page - 1
        goes_on = self._is_short if self._is_rereading else True
        self.has_more = self._again is not None or goes_on

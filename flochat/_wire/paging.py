"""What has been read of a list, and whether there is more: the pager's judgement, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from .._values.json_type import JSON
from .._values.readers import read_int
from ..errors import DecodeError, IncompleteListError, PageCapError
from ..models.base import Model
from . import decode
from .operation_table import TABLE

M = TypeVar("M", bound=Model)

#: The last page of a list of which it is not known where it ends.
_LAST_PAGE: Final = 1_000
#: What lists give that do not heed the number they are asked for: the usual, and the usual most.
_UNHEEDED_SIZES: Final = (10, 100)


class PageReader(Generic[M]):
    """One reading of a list, page by page.

    `total` is the number of rows that the service last gave, None where it gives none; `has_more`
    says whether there is more to read. Rows move while a list is read, so what counts at the end
    is the smallest total that was given; where fewer rows came, the first pages are read again,
    since that is where rows move to. A page that is the same as the one before ends the reading:
    some lists ignore the page that they are asked for.

    `asked` is what every row has to have where it tells it, by field: the service ignores a filter
    that it does not know without a word, and answers with everything.
    """

    def __init__(
        self, operation: str, model: type[M], asked: Mapping[str, str | int | None] | None = None
    ) -> None:
        self.total: int | None = None
        self.has_more: bool = True
        self._operation = operation
        self._model = model
        self._asked = {name: value for name, value in (asked or {}).items() if value is not None}
        self._size = TABLE[operation].max_limit
        self._page = 1
        self._again = False
        self._seen: set[object] = set()
        self._received = 0
        self._smallest_total = 0
        self._previous: list[M] | None = None
        self._repeats = False

    def next_params(self) -> dict[str, int]:
        """Where to read next, as query parameters.

        Raises `PageCapError` for a page that the service does not hand out.
        """
        cap = TABLE[self._operation].max_page or _LAST_PAGE
        if self._page > cap:
            raise PageCapError(operation=self._operation, max_page=cap, received=self._received)
        return {"limit": self._size, "page": self._page}

    def feed(self, said: JSON) -> list[M]:
        """Take the answer for that place; returns its rows without those that came before.

        Raises `IncompleteListError` when rows are missing and nothing new comes any more, and
        `DecodeError` for a row that was not asked for.
        """
        rows = decode.records(self._operation, said, self._model)
        self._check_heeded(rows)
        self._repeats = rows == self._previous
        fresh = [] if self._repeats else self._unseen(rows)
        self._previous = rows
        self._received += len(fresh)
        self._note_total(said)
        self._move_on(rows, fresh, said)
        return self._once(fresh)

    def _check_heeded(self, rows: Iterable[M]) -> None:
        for name, wanted in self._asked.items():
            for row in rows:
                came = getattr(row, name)
                if came not in (None, "") and str(came).casefold() != str(wanted).casefold():
                    raise DecodeError(
                        f"{name} {wanted!r} was asked for, and {came!r} is what came",
                        operation=self._operation,
                    )

    def _move_on(self, rows: list[M], fresh: list[M], said: JSON) -> None:
        if self._again:
            self._look_again(fresh)
            return
        told = self._told_more(said)
        if self._repeats and told and self.total is None:
            raise self._incomplete()
        if self._repeats or not (self._is_full(rows) if told is None else told):
            self._page, self._again, self._previous = 0, True, None
            self.has_more = self._is_short
        self._page += 1

    def _look_again(self, fresh: list[M]) -> None:
        """Go on with the first pages for as long as they bring what was missed."""
        if not fresh:
            raise self._incomplete()
        self._page += 1
        self.has_more = self._is_short

    def _told_more(self, said: JSON) -> bool | None:
        """Whether an answer says that more follows, be it by its total alone."""
        told = announces_more(self._page, said)
        return self._is_short if told is None and self.total is not None else told

    def _is_full(self, rows: Sequence[M]) -> bool:
        """Whether a page has all the rows that a page can have."""
        return len(rows) >= self._size or len(rows) in _UNHEEDED_SIZES

    @property
    def _is_short(self) -> bool:
        """Whether fewer rows came than the service has, more than the drift of its total tells."""
        return self._received < self._smallest_total

    def _incomplete(self) -> IncompleteListError:
        expected = None if self.total is None else self._smallest_total
        return IncompleteListError(
            operation=self._operation, expected=expected, received=self._received
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
        total = announced_total(said)
        if total is None:
            return
        self._smallest_total = total if self.total is None else min(total, self._smallest_total)
        self.total = total


class CursorReader(PageReader[M]):
    """One reading of a list that goes on from the id of a row, the last that was new.

    Whether that row comes again, and whether ids ascend or descend, makes no difference. Where the
    rows have no id, or nothing new comes after it, a full page cannot be read on from, and the next
    `next_params()` raises `IncompleteListError`.
    """

    _last_new: object = None

    def next_params(self) -> dict[str, int]:
        if self._previous is None:
            return {"limit": self._size}
        start_id = read_int(self._last_new)
        if start_id is None:
            raise self._incomplete()
        return {"limit": self._size, "start_id": start_id}

    def _note_total(self, said: JSON) -> None:
        if self._last_new is None:  # later totals may be of what is left
            super()._note_total(said)

    def _move_on(self, rows: list[M], fresh: list[M], said: JSON) -> None:
        told = self._is_short if self.total is not None else announces_more(self._page, said)
        *_, self._last_new = [None, *_identities(fresh)]
        self.has_more: bool = self._is_full(rows) if told is None else told

    def _is_full(self, rows: Sequence[M]) -> bool:
        """A page that only seems full is worth a request where there is an id to go on from."""
        return len(rows) >= self._size or (super()._is_full(rows) and bool(_identities(rows)))


def _identity(row: Model) -> object:
    return getattr(row, row._identity, None)


def _identities(rows: Iterable[Model]) -> list[object]:
    return [key for row in rows if (key := _identity(row)) is not None]


def announces_more(page: int, said: JSON) -> bool | None:
    """Whether an answer says that another page follows; None when it says nothing of it."""
    told = []
    links = _part(said, "links")
    if "next" in links:
        told.append(bool(links["next"]))
    last_page = read_int(_part(said, "meta").get("last_page"))
    if last_page is not None:
        told.append(page < last_page)
    return any(told) if told else None


def announced_total(said: JSON) -> int | None:
    """The number of rows that an answer says a list has."""
    return read_int(_part(said, "meta").get("total"))


def _part(said: JSON, name: str) -> dict[str, Any]:
    part = said.get(name) if isinstance(said, dict) else None
    return part if isinstance(part, dict) else {}

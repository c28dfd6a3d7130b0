"""What has been read of a list, and whether there is more: decisions of the pager, without I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, Final, Generic, TypeVar

from .._values.json_type import JSON
from .._values.readers import read_int
from ..errors import DecodeError, IncompleteListError, PageCapError
from ..models.base import Model, Records
from .decode import Decoder
from .operation_table import TABLE

M = TypeVar("M", bound=Model)

#: The last page of a list whose page cap is not known.
_LAST_PAGE: Final = 1_000
#: A value of a row that an error repeats: a short name or a namespace.
_NAME: Final = re.compile(r"[A-Za-z][\w -]{0,23}")
#: The page sizes of lists that ignore the requested one, or have a smaller maximum.
FIXED_SIZES: Final = frozenset({10, 15, 20, 25, 50, 100})


class PageReader(Generic[M]):
    """One reading of a list, page by page.

    `total` is the number of rows that the service last reported, None where it reports none;
    `has_more` says whether there is more to read. Rows move while a list is read, so what counts at
    the end is the smallest total that was reported; where fewer rows were received, the first pages
    are read again, since that is where rows move to. A page that is equal to the one before ends
    the reading: some lists ignore the requested page. Where it is as long as a page can be, and
    nothing says how many rows there are, nobody can know what follows, and the reading fails.

    `filters` are the values, by field, that every row must have where it has the field, and `name`
    is a part of its name: the service silently ignores a filter that it does not know, and returns
    everything.
    """

    def __init__(
        self,
        decoder: Decoder,
        operation: str,
        model: type[M],
        filters: Mapping[str, str | int | None] | None = None,
        *,
        name: str | None = None,
    ) -> None:
        self.total: int | None = None
        self.has_more: bool = True
        self._decoder = decoder
        self._operation = operation
        self._model = model
        self._filters = {k: v for k, v in (filters or {}).items() if v is not None}
        self._name = name
        self._size = TABLE[operation].max_limit
        self._page = 1
        self._is_rereading = False
        self._seen: set[object] = set()
        self._received = 0
        self._longest = 0
        self._smallest_total = 0
        self._previous: list[M] | None = None
        self._repeats = False

    @property
    def operation(self) -> str:
        """The operation that reads the list."""
        return self._operation

    @property
    def model(self) -> type[M]:
        """The class of the rows."""
        return self._model

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the times in the rows, None where they are naive."""
        return self._decoder.zone

    def read_rows(self, payload: JSON) -> list[M]:
        """The rows of a payload, of which no note is taken. Raises `DecodeError`."""
        return self._decoder.records(self._operation, payload, self._model)

    def next_params(self) -> dict[str, int]:
        """The query parameters of the next page.

        Raises `PageCapError` for a page that the service does not serve.
        """
        cap = TABLE[self._operation].max_page or _LAST_PAGE
        if self._page > cap:
            raise PageCapError(operation=self._operation, max_page=cap, received=self._received)
        return {"limit": self._size, "page": self._page}

    def feed(self, payload: JSON) -> list[M]:
        """Take the payload of that page; returns its rows without those received before.

        Raises `IncompleteListError` when rows are missing and no new ones follow, and `DecodeError`
        for a row that the filters exclude.
        """
        rows = self._decoder.records(self._operation, payload, self._model)
        self._check_filters(rows)
        if self._name is not None:
            from .names import check_names

            check_names(rows, self._name, operation=self._operation)
        self._repeats = rows == self._previous
        fresh = [] if self._repeats else self._unseen(rows)
        self._previous = rows
        self._longest = max(self._longest, len(rows))
        self._received += len(fresh)
        self._note_total(payload)
        self._move_on(rows, fresh, payload)
        return self._unique(fresh)

    def no_total(self) -> DecodeError:
        """The error of a list whose total is asked for, and which comes without."""
        return DecodeError(
            "the list came without a total, so the rows have to be counted: read to_list()",
            operation=self._operation,
        )

    def _check_filters(self, rows: Iterable[M]) -> None:
        for name, wanted in self._filters.items():
            for row in rows:
                value = getattr(row, name)
                if value not in (None, "") and str(value).casefold() != str(wanted).casefold():
                    # Another person's email or phone is nobody's business.
                    other = repr(value) if _NAME.fullmatch(str(value)) else "another"
                    raise DecodeError(
                        f"{name} {wanted!r} was requested, and a row has {other}",
                        operation=self._operation,
                    )

    def _move_on(self, rows: list[M], fresh: list[M], payload: JSON) -> None:
        if self._is_rereading:
            self._reread(fresh)
            return
        announced = self._announces_more(payload)
        if self._repeats and self.total is None and (announced or self._may_go_on(rows, announced)):
            raise self._incomplete()
        if self._repeats or not (self._is_full(rows) if announced is None else announced):
            self._page, self._is_rereading, self._previous = 0, True, None
            self.has_more = self._is_short
        self._page += 1

    def _may_go_on(self, rows: Sequence[M], announced: bool | None) -> bool:
        """Whether a page that was repeated leaves open what follows it.

        A list that has no pages in the contract returns all of its rows each time.
        """
        has_pages = TABLE[self._operation].max_page is not None
        is_capped = len(rows) <= self._size and self._is_full(rows)
        return announced is None and has_pages and is_capped

    def _reread(self, fresh: list[M]) -> None:
        """Go on with the first pages for as long as they contain rows that were missed."""
        if not fresh:
            raise self._incomplete()
        self._page += 1
        self.has_more = self._is_short

    def _announces_more(self, payload: JSON) -> bool | None:
        """Whether a payload says that more follows, if only by its total."""
        announced = announces_more(self._page, payload)
        return self._is_short if announced is None and self.total is not None else announced

    def _is_full(self, rows: Sequence[M]) -> bool:
        """Whether a page has as many rows as a page can have; none was longer then."""
        is_fixed = len(rows) in FIXED_SIZES and len(rows) >= self._longest
        return len(rows) >= self._size or is_fixed

    @property
    def _is_short(self) -> bool:
        """Whether fewer rows were received than the smallest total that was reported."""
        return self._received < self._smallest_total

    def _incomplete(self) -> IncompleteListError:
        expected = None if self.total is None else self._smallest_total
        return IncompleteListError(
            operation=self._operation, expected=expected, received=self._received
        )

    def _unseen(self, rows: list[M]) -> list[M]:
        """The rows that were in no earlier page; a row that is in one page twice counts twice."""
        return [row for row in rows if _identity(row) not in self._seen]

    def _unique(self, rows: list[M]) -> list[M]:
        """The rows without duplicates; a row without an identity is never one."""
        unique: Records[M] = Records()
        for row in rows:
            key = _identity(row)
            if key is None or key not in self._seen:
                unique.append(row)
                self._seen.add(key)
        self._seen.discard(None)
        return unique

    def _note_total(self, payload: JSON) -> None:
        total = announced_total(payload)
        if total is None:
            return
        self._smallest_total = total if self.total is None else min(total, self._smallest_total)
        self.total = total


class CursorReader(PageReader[M]):
    """One reading of a list that continues from the id of a row, the last that was new.

    Whether the next page repeats that row, and whether ids ascend or descend, makes no difference.
    After a full page whose rows have no id, or none of whose rows is new, the list cannot be read
    further, and the next `next_params()` raises `IncompleteListError`.
    """

    _last_new: object = None

    def next_params(self) -> dict[str, int]:
        if self._previous is None:
            return {"limit": self._size}
        start_id = read_int(self._last_new)
        if start_id is None:
            raise self._incomplete()
        return {"limit": self._size, "start_id": start_id}

    def _note_total(self, payload: JSON) -> None:
        if self._last_new is None:  # later totals may count what is left only
            super()._note_total(payload)

    def _move_on(self, rows: list[M], fresh: list[M], payload: JSON) -> None:
        announced = (
            self._is_short if self.total is not None else announces_more(self._page, payload)
        )
        *_, self._last_new = [None, *_identities(fresh)]
        self.has_more: bool = self._is_full(rows) if announced is None else announced

    def _is_full(self, rows: Sequence[M]) -> bool:
        """A page that only seems full is worth a request where there is an id to continue from."""
        return len(rows) >= self._size or (super()._is_full(rows) and bool(_identities(rows)))


def _identity(row: Model) -> object:
    return getattr(row, row._identity, None)


def _identities(rows: Iterable[Model]) -> list[object]:
    return [key for row in rows if (key := _identity(row)) is not None]


def announces_more(page: int, payload: JSON) -> bool | None:
    """Whether a payload says that another page follows; None when it does not say."""
    signs = []
    links = _part(payload, "links")
    if "next" in links:
        signs.append(bool(links["next"]))
    last_page = read_int(_part(payload, "meta").get("last_page"))
    if last_page is not None:
        signs.append(page < last_page)
    return any(signs) if signs else None


def announced_total(payload: JSON) -> int | None:
    """The number of rows that a payload says its list has."""
    return read_int(_part(payload, "meta").get("total"))


def _part(payload: JSON, name: str) -> dict[str, Any]:
    part = payload.get(name) if isinstance(payload, dict) else None
    return part if isinstance(part, dict) else {}

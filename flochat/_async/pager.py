"""A list that fetches its pages as they are needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, NoReturn, Protocol, Self, TypeVar

from .._values.checks import check_count
from .._values.json_type import JSON
from ..models.base import Model, Records
from .table_output import AsyncTableSource

if TYPE_CHECKING:
    from .._wire.paging import PageReader
    from .table_output import AsyncFieldLister

M = TypeVar("M", bound=Model)


class AsyncFetch(Protocol):
    """Fetches one page of a list; `place` holds the query parameters that say which."""

    async def __call__(self, place: Mapping[str, int]) -> JSON: ...


class AsyncPager(AsyncTableSource[M]):
    """The rows of a list, read page by page as they are needed, mostly 100 per request.

    Iterate over it as often as you like; each time reads the list from its start. Rows that appear
    twice, because they moved while the list was read, are given once. When fewer rows arrive than
    the service said it has, the first pages are read again, since that is where rows move to.

    Iterating raises `IncompleteListError` when rows are missing even so, `PageCapError` when the
    list goes on beyond the last page that the service hands out, and what any call raises.

    What they become besides: `rows()` gives dicts, `to_csv(...)`, `to_jsonl`, `to_parquet` and
    `to_sqlite` write a file, `to_pandas()`, `to_polars` and `to_arrow` make a table in memory. A
    file is there when all of it is, so that an interrupted list leaves none.

    Example:
        async for tag in client.flow.tags.list():
            print(tag.tag_ns, tag.name)
    """

    _fetch: AsyncFetch
    _begin: Callable[[], PageReader[M]]
    _total: int | None = None

    def __init__(self) -> None:
        raise TypeError("a pager is what a list method returns: client.flow.tags.list()")

    @classmethod
    def _make(
        cls,
        fetch: AsyncFetch,
        begin: Callable[[], PageReader[M]],
        list_fields: AsyncFieldLister | None = None,
    ) -> Self:
        """The pager of a list that `fetch` reads; `begin` starts a reading.

        `list_fields` lists the user fields of its flow, if its records have values of them.
        """
        pager = object.__new__(cls)
        pager._fetch = fetch
        pager._begin = begin
        pager._list_fields = list_fields
        return pager

    if not TYPE_CHECKING:  # to type checkers there is none, so that they complain themselves

        def __bool__(self) -> NoReturn:
            raise TypeError(
                "a pager is neither true nor false, it has not been read: "
                "see whether `await pager.first()` is None, ask for `await pager.count()`, or read "
                "`await pager.to_list()`"
            )

        def __len__(self) -> NoReturn:
            raise TypeError(
                "a pager does not know its length before it is read: see `.total` once the first "
                "page was read, or read `await pager.to_list()`"
            )

        def __getitem__(self, _index: object) -> NoReturn:
            raise TypeError(
                "a pager has no positions: go through it with `async for row in pager`, see "
                "`await pager.first()`, or read `await pager.to_list(max_items=...)`"
            )

        def __await__(self) -> NoReturn:
            raise TypeError(
                "a pager is not awaited itself: go through it with `async for row in pager`, "
                "or read `await pager.to_list()`"
            )

    def __repr__(self) -> str:
        from .._plurals import counted

        rows = "not read yet" if self._total is None else counted(self._total, "row")
        return f"<{type(self).__name__}: {rows}>"

    @property
    def total(self) -> int | None:
        """The number of rows as the service last gave it; None before the first page was read."""
        return self._total

    async def __aiter__(self) -> AsyncIterator[M]:
        async for page in self.pages():
            for row in page:
                yield row

    async def pages(self) -> AsyncIterator[list[M]]:
        """Iterate over the rows page by page, one request each."""
        reading = self._begin()
        while reading.has_more:
            fresh = reading.feed(await self._fetch(reading.next_params()))
            self._total = reading.total
            if fresh:
                yield fresh

    async def first(self) -> M | None:
        """Return the first row, or None when the list is empty. One request."""
        async for row in self:
            return row
        return None

    async def count(self) -> int:
        """Return the number of rows as the service gives it. One request, of one row.

        Raises `DecodeError` when the service gives no total for this list; `to_list()` reads all.

        Example:
            print(await client.subscribers.list(tag=vip).count())
        """
        reading = self._begin()
        rows = reading.feed(await self._fetch({**reading.next_params(), "limit": 1}))
        self._total = reading.total if reading.total is not None or rows else 0
        if self._total is None:
            raise reading.no_total()
        return self._total

    async def to_list(self, *, max_items: int | None = None) -> list[M]:
        """Return all rows, or the first `max_items` of them.

        `max_items` is a count, and nothing beyond it is requested; None reads everything.

        Example:
            latest = await client.subscribers.list(tag=vip).to_list(max_items=50)
        """
        if max_items is not None:
            check_count(max_items, "max_items")
        rows: Records[M] = Records()
        if max_items == 0:
            return rows
        async for row in self:
            rows.append(row)
            if len(rows) == max_items:
                break
        return rows


class AsyncReversedPager(AsyncPager[M]):
    """The same rows from their end; all are read before the first is given."""

    async def pages(self) -> AsyncIterator[list[M]]:
        """Iterate over the rows page by page, once all pages were read."""
        pages = [page[::-1] async for page in AsyncPager.pages(self)]
        for page in reversed(pages):
            yield page

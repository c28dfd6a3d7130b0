"""Lists as the platform pages them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import field, frozen

from .answers import Answer, answer, ok
from .request import SandboxRequest
from .store import Row, Store

DEFAULT_ROWS: Final = 10
MAX_ROWS: Final = 100
MAX_PAGE: Final = 100

NAME_FILTER: Final = {"name": "instr(lower(name), lower(:name))"}
#: Filters for what happened `at` a Unix time, and that time as most answers have it.
TIME_RANGE: Final = {
    "start_time": "at >= CAST(:start_time AS INTEGER)",
    "end_time": "at <= CAST(:end_time AS INTEGER)",
}
CREATED_AT: Final = "strftime('%Y-%m-%d %H:%M:%S', at, 'unixepoch') AS created_at"
#: Where a list without pages continues.
CURSOR: Final = {"start_id": "id >= CAST(:start_id AS INTEGER)"}


@frozen
class Listing:
    """Which rows a list has, and how many pages."""

    table: str
    columns: str
    #: Query parameter -> SQL condition; every condition may use every parameter as `:name`.
    filters: dict[str, str] = field(factory=dict)
    order: str = "rowid"
    max_page: int = MAX_PAGE
    default_rows: int = DEFAULT_ROWS
    max_rows: int = MAX_ROWS


def list_page(
    request: SandboxRequest,
    store: Store,
    listing: Listing,
    values: dict[str, Any] | None = None,
    finish: Callable[[list[Row]], Iterable[Row]] = iter,
) -> Answer:
    """One page of a list, in the platform's envelope.

    `values` are more names for the conditions of the filters; `finish` turns the rows into records.
    """
    source, values = _source(request, listing, values or {})
    total = store.value(f"SELECT count(*) {source}", values)
    page, limit = _page(request), _limit(request, listing)
    rows = []
    if page <= listing.max_page:
        rows = store.rows(
            f"SELECT {listing.columns} {source} ORDER BY {listing.order}"
            " LIMIT :_limit OFFSET :_offset",
            values | {"_limit": limit, "_offset": (page - 1) * limit},
        )
    records = [request.profile.shape(record) for record in finish(rows)]
    return answer({"data": records, **_paging(request.url, page, limit, len(records), total)})


def list_first_rows(
    request: SandboxRequest,
    store: Store,
    listing: Listing,
    finish: Callable[[list[Row]], Iterable[Row]] = iter,
) -> Answer:
    """A list without pages: the first rows that match, as many as are asked for."""
    source, values = _source(request, listing, {"_limit": _limit(request, listing)})
    sql = f"SELECT {listing.columns} {source} ORDER BY {listing.order} LIMIT :_limit"
    return ok(data=[request.profile.shape(row) for row in finish(store.rows(sql, values))])


def _source(
    request: SandboxRequest, listing: Listing, values: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The FROM clause of the rows that match, and the values of its names."""
    conditions = [sql for name, sql in listing.filters.items() if name in request.query]
    values = dict.fromkeys(listing.filters) | request.query | values
    return f"FROM {listing.table} WHERE {' AND '.join(conditions) or 'true'}", values


def _page(request: SandboxRequest) -> int:
    return max(int(request.query.get("page", 1)), 1)


def _limit(request: SandboxRequest, listing: Listing) -> int:
    limit = int(request.query.get("limit", listing.default_rows))
    return min(limit, listing.max_rows) if limit > 0 else listing.default_rows


def _paging(url: str, page: int, limit: int, rows: int, total: int) -> dict[str, Any]:
    last_page = max(-(-total // limit), 1)
    before = (page - 1) * limit

    def link(number: int) -> str | None:
        return f"{url}?page={number}" if 1 <= number <= last_page else None

    return {
        "links": {
            "first": link(1),
            "last": link(last_page),
            "prev": link(page - 1),
            "next": link(page + 1),
        },
        "meta": {
            "current_page": page,
            "from": before + 1 if rows else None,
            "last_page": last_page,
            "path": url,
            "per_page": limit,
            "to": before + rows if rows else None,
            "total": total,
        },
    }

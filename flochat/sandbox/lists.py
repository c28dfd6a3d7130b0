"""Lists as the platform pages them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from attrs import field, frozen

from .answers import Answer, Invalid, answer, ok
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
_NAME_FILTERS: Final = {
    "part": NAME_FILTER["name"],
    "equal": "lower(name) = lower(:name)",
    "ignored": "true",
}
_CURSORS: Final = {
    ("ascending", "included"): CURSOR["start_id"],
    ("ascending", "excluded"): "id > CAST(:start_id AS INTEGER)",
    ("ascending", "ignored"): "true",
    ("descending", "included"): "id <= CAST(:start_id AS INTEGER)",
    ("descending", "excluded"): "id < CAST(:start_id AS INTEGER)",
    ("descending", "ignored"): "true",
}
#: What a list returns at most where it returns less than was documented.
_FEW_ROWS: Final = 50
#: What stands beside the rows of a page.
_PAGING_FORMS: Final[Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "links and meta": lambda paging: paging,
    "meta": lambda paging: {"meta": paging["meta"]},
    "links": lambda paging: {"links": paging["links"]},
    # Laravel's other way to page, which does not count the rows.
    "simple": lambda paging: {
        "links": paging["links"] | {"last": None},
        "meta": {
            name: value
            for name, value in paging["meta"].items()
            if name not in ("last_page", "total")
        },
    },
    "nothing": lambda _: {},
}


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
    #: Whether it has more than one page, and says so.
    has_pages: bool = True
    has_paging: bool = True


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
    limit = _limit(request, listing)
    page = _page(request, listing, max(-(-total // limit), 1))
    rows = []
    if page <= (request.max_pages or listing.max_page):
        rows = store.rows(
            f"SELECT {listing.columns} {source} ORDER BY {listing.order}"
            " LIMIT :_limit OFFSET :_offset",
            values | {"_limit": limit, "_offset": (page - 1) * limit},
        )
    records = [request.profile.shape(record) for record in finish(rows)]
    paging = _paging(request, page, limit, len(records), total)
    form = request.habits["paging"] if listing.has_paging else "nothing"
    return answer({"data": records, **_PAGING_FORMS[form](paging)})


def list_first_rows(
    request: SandboxRequest,
    store: Store,
    listing: Listing,
    finish: Callable[[list[Row]], Iterable[Row]] = iter,
) -> Answer:
    """A list without pages: the first rows that match, as many as are asked for."""
    source, values = _source(request, listing, {"_limit": _limit(request, listing)})
    order = listing.order
    if "start_id" in listing.filters and request.habits["cursor_order"] == "descending":
        order = "id DESC"
    sql = f"SELECT {listing.columns} {source} ORDER BY {order} LIMIT :_limit"
    return ok(data=[request.profile.shape(row) for row in finish(store.rows(sql, values))])


def _source(
    request: SandboxRequest, listing: Listing, values: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The FROM clause of the rows that match, and the values of its names."""
    conditions = [
        _condition(name, sql, request.habits)
        for name, sql in listing.filters.items()
        if name in request.query
    ]
    values = dict.fromkeys(listing.filters) | request.query | values
    return f"FROM {listing.table} WHERE {' AND '.join(conditions) or 'true'}", values


def _condition(name: str, sql: str, habits: Mapping[str, str]) -> str:
    """The condition of a filter, as the habits have it."""
    if sql == NAME_FILTER["name"]:
        return _NAME_FILTERS[habits["name_filter"]]
    if name in TIME_RANGE and habits["time_range"] == "excluded":
        return sql.replace("= CAST", " CAST")
    if sql == CURSOR["start_id"]:
        return _CURSORS[habits["cursor_order"], habits["cursor"]]
    return sql


def _page(request: SandboxRequest, listing: Listing, last_page: int) -> int:
    if request.habits["page"] == "ignored" or not listing.has_pages:
        return 1
    page = max(int(request.query.get("page", 1)), 1)
    return min(page, last_page) if request.habits["page_beyond_last"] == "last again" else page


def _limit(request: SandboxRequest, listing: Listing) -> int:
    habits = request.habits
    default = (
        listing.default_rows if habits["default_rows"] == "own" else int(habits["default_rows"])
    )
    limit = int(request.query.get("limit", default))
    if limit < 1 or habits["limit"] == "ignored":
        return default
    if limit > listing.max_rows:
        if habits["limit_over_cap"] == "422":
            raise Invalid({"limit": [f"limit must not be greater than {listing.max_rows}."]})
        limit = listing.max_rows if habits["limit_over_cap"] == "capped" else default
    return min(limit, _FEW_ROWS) if habits["limit"] == "50 at most" else limit


def _paging(
    request: SandboxRequest, page: int, limit: int, rows: int, total: int
) -> dict[str, Any]:
    last_page = max(-(-total // limit), 1)
    before = (page - 1) * limit
    url, habit = request.url, request.habits["links"]
    address = "/" + url.split("/", 3)[3] if habit == "relative" else url

    def link(number: int) -> str | None:
        more = request.query if habit == "whole query" else {}
        query = urlencode({**more, "page": number})
        return f"{address}?{query}" if 1 <= number <= last_page else None

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

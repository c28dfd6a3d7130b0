"""Custom events: their definitions, each time that one happened, and how often."""

from __future__ import annotations

from typing import Any, Final

from ..._values.identifiers import EVENT
from ..answers import Answer, ok
from ..days import requested_days
from ..kinds import ResourceKind
from ..lists import (
    CREATED_AT,
    CURSOR,
    NAME_FILTER,
    TIME_RANGE,
    Listing,
    list_first_rows,
    list_page,
)
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Store

TABLES: Final = """
CREATE TABLE events (
    event_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT,
    text_label TEXT, number_label TEXT, price_label TEXT
);
CREATE TABLE event_data (
    id INTEGER PRIMARY KEY,
    event_ns TEXT REFERENCES events ON DELETE CASCADE,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    text_value TEXT, number_value INTEGER, price_value REAL, at INTEGER NOT NULL
);
CREATE TABLE subscriber_events (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    event_ns TEXT REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (user_ns, event_ns)
);
"""

EVENTS: Final = ResourceKind(
    "event", "events", "event_ns", {"event_ns": "event_ns", "event_name": "name"}
)

_COLUMNS: Final = "event_ns, name, description, text_label, number_label, price_label"
_LISTING: Final = Listing("events", _COLUMNS, NAME_FILTER)
_DATA: Final = Listing(
    table="event_data",
    columns="id, event_ns, user_ns, text_value, CAST(number_value AS TEXT) AS number_value,"
    f" CAST(price_value AS TEXT) AS price_value, {CREATED_AT}",
    filters=TIME_RANGE | CURSOR | {"event_ns": "event_ns = :event_ns"},
)
_COUNTS: Final = "count(*) AS num, count(DISTINCT user_ns) AS unique_user_num"
_MATCHING: Final = (
    "FROM event_data WHERE event_ns = :event_ns"
    " AND date(at, 'unixepoch') BETWEEN :first_day AND :last_day"
)


def list_events(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def list_data(request: SandboxRequest, store: Store) -> Answer:
    _event_in_query(request, store)
    return list_first_rows(request, store, _DATA)


def summary(request: SandboxRequest, store: Store) -> Answer:
    event_ns = _event_in_query(request, store)
    first, last = requested_days(request, store, default=request.habits["event_summary_range"])
    values = {"event_ns": event_ns, "first_day": first.isoformat(), "last_day": last.isoformat()}
    by_day = "date(at, 'unixepoch')"
    event = store.rows(f"SELECT {_COLUMNS} FROM events WHERE event_ns = ?", (event_ns,))[0]
    return ok(
        data=request.profile.shape(event),
        start_date=f"{first} 00:00:00",
        end_date=f"{last} 23:59:59",
        total=store.row(f"SELECT {_COUNTS} {_MATCHING}", values),
        stats=store.rows(
            f"SELECT {by_day} AS start_date, {_COUNTS} {_MATCHING} GROUP BY {by_day}", values
        ),
        text_values=store.rows(
            f"SELECT text_value, {_COUNTS} {_MATCHING} AND text_value IS NOT NULL"
            " GROUP BY text_value ORDER BY num DESC, text_value",
            values,
        ),
    )


def define(name: str, columns: dict[str, Any], store: Store) -> str:
    """Define an event; returns its identifier."""
    event_ns = store.new_ns(EVENT)
    store.insert("events", {"event_ns": event_ns, "name": name, **columns})
    return event_ns


def insert(event_ns: str, user_ns: str, columns: dict[str, Any], store: Store) -> int:
    """Record an event of a person, now unless `columns` say when; returns its id."""
    store.run("INSERT OR IGNORE INTO subscriber_events VALUES (?, ?)", (user_ns, event_ns))
    row = {"event_ns": event_ns, "user_ns": user_ns, "at": int(store.clock()), **columns}
    return store.insert("event_data", row)


def _event_in_query(request: SandboxRequest, store: Store) -> str:
    """The event that a request asks for. Raises `Missing` for an unknown one."""
    event_ns = request.query["event_ns"]
    if EVENTS.find("event_ns", event_ns, store) is None:
        raise EVENTS.not_found(event_ns)
    return event_ns


class CustomEventSeeds(AreaSeeds):
    def event(self, name: str, **columns: Any) -> str:
        """A custom event; its `event_ns`.

        `columns` are keys of an event as the platform returns them: `text_label`, ...
        """
        return self._find_or_create(EVENTS, name, lambda name, store: define(name, columns, store))

    def event_data(
        self, event_ns: str, user_ns: str, *, ts: int | None = None, **values: str | float
    ) -> int:
        """An event that happened to somebody, at a Unix time or now; its id.

        `values` are `text_value`, `number_value` and `price_value`.
        """
        with self._store.transaction():
            row = values | {"at": self._at(ts)}
            return insert(event_ns, user_ns, row, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/custom-events": list_events,
    "GET /flow/custom-events/data": list_data,
    "GET /flow/custom-events/summary": summary,
}

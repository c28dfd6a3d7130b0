"""What happens in a flow: conversations, what is done to them, errors, people by status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ..answers import Answer, ok
from ..lists import CREATED_AT, CURSOR, TIME_RANGE, Listing, list_first_rows, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store

TABLES: Final = """
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    figures TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE activities (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    conv_id INTEGER, action TEXT NOT NULL, source_type TEXT NOT NULL, agent_id INTEGER,
    at INTEGER NOT NULL
);
CREATE TABLE error_logs (
    id INTEGER PRIMARY KEY,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    node_ns TEXT NOT NULL, description TEXT NOT NULL, at INTEGER NOT NULL
);
"""

_MAX_ROWS: Final = 1_000
_USER_FILTER: Final = {"user_ns": "user_ns = :user_ns"}

_CONVERSATIONS: Final = Listing(
    table="conversations",
    columns=f"id, user_ns, figures, {CREATED_AT}",
    filters=TIME_RANGE | CURSOR | _USER_FILTER,
    max_rows=_MAX_ROWS,
)
_ACTIVITIES: Final = Listing(
    table="activities",
    columns=f"user_ns, action, source_type, agent_id, {CREATED_AT}",
    filters={
        **TIME_RANGE,
        **_USER_FILTER,
        "agent_id": "agent_id = CAST(:agent_id AS INTEGER)",
        "conv_id": "conv_id = CAST(:conv_id AS INTEGER)",
        "action": "action = :action",
        "source_type": "source_type = :source_type",
    },
    order="at DESC, rowid DESC",
    max_rows=_MAX_ROWS,
)
_ERRORS: Final = Listing(
    table="error_logs",
    columns="id, user_ns, node_ns, description,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS created_at",
    filters={
        **TIME_RANGE,
        **_USER_FILTER,
        "node_ns": "node_ns = :node_ns",
        "search": "instr(lower(description), lower(:search))",
    },
    order="id DESC",
    max_rows=_MAX_ROWS,
)


def list_conversations(request: SandboxRequest, store: Store) -> Answer:
    def finish(rows: list[Row]) -> Iterator[Row]:
        for row in rows:
            figures = json.loads(row.pop("figures"))
            yield row | {"flow_ns": store.flow_ns} | figures

    return list_first_rows(request, store, _CONVERSATIONS, finish)


def list_activities(request: SandboxRequest, store: Store) -> Answer:
    return list_first_rows(request, store, _ACTIVITIES)


def list_errors(request: SandboxRequest, store: Store) -> Answer:
    def finish(rows: list[Row]) -> Iterator[Row]:
        return (row | {"flow_ns": store.flow_ns} for row in rows)

    return list_page(request, store, _ERRORS, finish=finish)


def count_subscribers(_request: SandboxRequest, store: Store) -> Answer:
    return ok(data=store.rows("SELECT status, count(*) AS num FROM subscribers GROUP BY status"))


def open_conversation(user_ns: str, figures: Row, at: int, store: Store) -> int:
    """Record the figures of a conversation, as the platform returns them; returns its id."""
    row = {"user_ns": user_ns, "figures": json.dumps(figures), "at": at}
    return store.insert("conversations", row)


def log_activity(user_ns: str, action: str, store: Store, **columns: Any) -> None:
    """Record what was done to a conversation, by the API and now unless `columns` say otherwise."""
    row = {"user_ns": user_ns, "action": action, "source_type": "api", "at": int(store.clock())}
    store.insert("activities", row | columns)


def log_error(user_ns: str, node_ns: str, description: str, at: int, store: Store) -> int:
    """Record an error of a node; returns its id."""
    row = {"user_ns": user_ns, "node_ns": node_ns, "description": description, "at": at}
    return store.insert("error_logs", row)


class ActivitySeeds(AreaSeeds):
    def conversation(self, user_ns: str, *, ts: int | None = None, **figures: Any) -> int:
        """The figures of a conversation that began at a Unix time or now; its id.

        `figures` are as the platform returns them: `in_messages`, `first_reply_agent_id`, ...
        """
        with self._store.transaction():
            return open_conversation(user_ns, figures, self._at(ts), self._store)

    def activity(
        self, user_ns: str, action: str, *, ts: int | None = None, **columns: str | int
    ) -> None:
        """Something that was done to a conversation, at a Unix time or now.

        `columns` are `source_type`, `agent_id` and `conv_id`.
        """
        with self._store.transaction():
            row = columns | {"at": self._at(ts)}
            log_activity(user_ns, action, self._store, **row)

    def error_log(
        self,
        user_ns: str,
        description: str,
        *,
        node_ns: str | None = None,
        ts: int | None = None,
    ) -> int:
        """An error that a node of the flow ran into, at a Unix time or now; its id."""
        node = node_ns or f"{self._store.flow_ns}n1"
        with self._store.transaction():
            return log_error(user_ns, node, description, self._at(ts), self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/conversations/data": list_conversations,
    "GET /flow/agent-activity-log/data": list_activities,
    "GET /flow/error-logs/data": list_errors,
    "GET /flow/bot-users-count": count_subscribers,
}

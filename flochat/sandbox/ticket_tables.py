"""The tables of ticket lists; `store.py` makes them with its own."""

from __future__ import annotations

from typing import Final

#: Column of a ticket -> its type in the database; lists are kept as JSON.
TICKET_COLUMNS: Final = {
    **{f"{kind}{number}": "TEXT" for kind in ("text", "select") for number in range(1, 6)},
    **{
        f"{kind}{number}": "TEXT"
        for kind in ("multi_select", "date", "datetime")
        for number in (1, 2)
    },
    **{f"{kind}{number}": "INTEGER" for kind in ("number", "rating") for number in (1, 2)},
}

TICKET_TABLES: Final = f"""
CREATE TABLE ticket_lists (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, list_code TEXT NOT NULL, icon TEXT,
    is_live INTEGER NOT NULL DEFAULT TRUE, fields TEXT NOT NULL
);
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES ticket_lists ON DELETE CASCADE,
    user_ns TEXT NOT NULL, flow_ns TEXT NOT NULL, title TEXT NOT NULL, description TEXT,
    assignee INTEGER REFERENCES agents ON DELETE SET NULL,
    {", ".join(f"{name} {kind}" for name, kind in TICKET_COLUMNS.items())},
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE INDEX tickets_by_list ON tickets (list_id);
CREATE TABLE ticket_comments (
    id INTEGER PRIMARY KEY, list_item_id INTEGER NOT NULL REFERENCES tickets ON DELETE CASCADE,
    agent_id INTEGER NOT NULL, content TEXT NOT NULL, file TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE ticket_changes (
    id INTEGER PRIMARY KEY, list_item_id INTEGER NOT NULL REFERENCES tickets ON DELETE CASCADE,
    column_name TEXT NOT NULL, action TEXT NOT NULL, value INTEGER, event_ns TEXT NOT NULL,
    at INTEGER NOT NULL
);
"""

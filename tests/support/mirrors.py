"""What tests look at in the file of a mirror."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql, values).fetchall()


def value(path: Path, sql: str, *values: Any) -> Any:
    """The first column of the first row."""
    return rows(path, sql, *values)[0][0]


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a mirror says of the flow, without what it notes of its own syncs."""
    queries = {
        "people": "SELECT user_ns, name, phone, last_interaction, raw FROM people_now",
        "tags": "SELECT user_ns, tag FROM person_tags",
        "fields": "SELECT user_ns, field, value FROM person_fields",
        "messages": "SELECT user_ns, message_key, text, raw FROM messages",
        "orders": "SELECT id, status, raw FROM orders WHERE vanished_at IS NULL",
    }
    return {name: sorted(rows(path, sql)) for name, sql in queries.items()}

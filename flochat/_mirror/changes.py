"""What syncs have seen change, in the order in which they did, from any of them on."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from .._values.checks import check_aware, describe_type
from ..errors import InvalidArgumentError, MirrorError
from .mirror_file import read
from .report import MirrorChange
from .rows import time_text

#: How many changes are read at once.
_PAGE_SIZE: Final = 500
#: The mirror that a cursor belongs to, and the number of the change.
_CURSOR: Final = re.compile(r"([0-9a-f]{16}):([0-9]{1,18})", re.ASCII)


def check_since(since: object) -> str | datetime | None:
    """Check from where on changes are wanted: a cursor, an aware time, or None for all of them."""
    if since is None:
        return None
    if isinstance(since, MirrorChange):
        return since.cursor
    if isinstance(since, datetime):
        return check_aware(since, "since")
    if isinstance(since, str) and _CURSOR.fullmatch(since):
        return since
    shown = repr(since) if isinstance(since, str) else describe_type(since)
    raise InvalidArgumentError(
        f"since must be the cursor of a change, or an aware datetime, not {shown}"
    )


def read_changes(path: Path, since: str | datetime | None) -> Sequence[MirrorChange]:
    """The next changes after a cursor, or from a time on; empty when there are no more."""

    def select(database: sqlite3.Connection) -> list[MirrorChange]:
        (mirror_id,) = database.execute("SELECT mirror_id FROM mirror").fetchone()
        where, value = _condition(since, mirror_id, path)
        rows = database.execute(
            "SELECT id, seen_at, field, before, after, user_ns, order_id FROM changes "
            f"WHERE {where} ORDER BY id LIMIT ?",
            (value, _PAGE_SIZE),
        )
        return [_change(mirror_id, *row) for row in rows]

    return read(path, select)


def last_cursor(path: Path) -> str:
    """The cursor of the last change, after which only what later syncs see comes."""

    def select(database: sqlite3.Connection) -> str:
        (mirror_id,) = database.execute("SELECT mirror_id FROM mirror").fetchone()
        row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
        return f"{mirror_id}:{row[0] if row else 0}"

    return read(path, select)


def _condition(since: str | datetime | None, mirror_id: str, path: Path) -> tuple[str, Any]:
    if isinstance(since, datetime):
        return "seen_at >= ?", time_text(since.astimezone(UTC))
    found = _CURSOR.fullmatch(since or f"{mirror_id}:0")
    if found is None or found[1] != mirror_id:
        raise MirrorError(
            f"the cursor is of another mirror than {path}, which may have been made anew since: "
            "read all of its changes, with since=None"
        )
    return "id > ?", int(found[2])


def _change(
    mirror_id: str,
    number: int,
    seen_at: str,
    field: str,
    before: str | None,
    after: str | None,
    user_ns: str | None,
    order_id: int | None,
) -> MirrorChange:
    return MirrorChange(
        cursor=f"{mirror_id}:{number}",
        seen_at=datetime.fromisoformat(seen_at).astimezone(UTC),
        field=field,
        before=None if before is None else json.loads(before),
        after=None if after is None else json.loads(after),
        user_ns=user_ns,
        order_id=order_id,
    )

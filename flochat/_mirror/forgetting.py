"""Deleting somebody from a mirror, so that none of their bytes is left in its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .memory import keep_out, let_in
from .mirror_file import MirrorFile, mirror_errors

#: The tables with rows of a person, what belongs to others first.
_TABLES: Final = (
    *("messages", "person_fields", "person_labels", "person_tags", "changes", "orders"),
    *("sightings", "people"),
)


def forget(file: MirrorFile, user_ns: str, now: str, *, is_kept_out: bool) -> Mapping[str, int]:
    """Delete somebody; returns how many rows of each table that took.

    The file is written anew afterwards: pages that were freed before may still hold older values.
    """
    with mirror_errors(file.shown, "written"), file.transaction() as database:
        row = database.execute(
            "SELECT vanished_at IS NULL FROM people WHERE user_ns = ?", (user_ns,)
        ).fetchone()
        counts = {
            table: database.execute(f"DELETE FROM {table} WHERE user_ns = ?", (user_ns,)).rowcount
            for table in _TABLES
        }
        if is_kept_out:
            keep_out(database, user_ns, now, is_listed=bool(row and row[0]))
        else:
            let_in(database, user_ns)
    file.rewrite()
    return {table: count for table, count in counts.items() if count and table != "sightings"}

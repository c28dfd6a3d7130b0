"""Journals of the first version: in write-ahead mode, with a log beside them, and without sums."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from .file_lock import FileInUseError
from .journal_file import is_busy, transaction
from .journal_format import (
    FIRST_VERSION,
    JOB,
    WORK,
    check_structure,
    damaged,
    insert_sealed,
    read_row,
    stamp,
    sum_up,
)


def upgrade(database: sqlite3.Connection, shown: Path, work: dict[str, Any]) -> None:
    """Turn a journal of the first version into one of this version; `work` is the row for it.

    Raises `FileInUseError` while an older package works on it.
    """
    try:
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise FileInUseError from None
        raise

    def convert(_: sqlite3.Connection) -> None:
        check_structure(database, shown, FIRST_VERSION)
        job = read_row(database, "job")
        if not job:
            raise damaged(shown, "it has no job")
        database.execute("DROP TABLE job")
        for table in (JOB, WORK):
            database.execute(table)
        insert_sealed(database, "job", {**job, "flow": None, "workspace": None})
        total = sum_up(database, shown).total_after(0)
        insert_sealed(database, "work", {**work, "total": total})
        stamp(database)

    transaction(database, convert)

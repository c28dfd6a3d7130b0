"""Tables in SQLite files: brought in in one transaction, so that all of it is there or nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs

from ...errors import InvalidArgumentError
from ..cells import cell_text, json_text
from ..checked import Cells
from ..columns import Column, ColumnKind, Columns
from .sqlite_file import definition, is_database, os_errors, quoted
from .sqlite_target import SqliteTarget, opened
from .whole_file import WholeFile
from .writer import RowWriter, WrittenTable

#: The memory that SQLite keeps pages in, in KiB.
_CACHE: Final = 4_096
#: The columns that a table can have, unless SQLite was built otherwise.
_MAX_COLUMNS: Final = 2_000


class SqliteWriter(RowWriter):
    """Writes a table into an SQLite file, which is made if it is not there.

    Flags are 1 and 0, days 2026-11-30 and times 2026-11-30 13:30:00+11:00, both texts that SQLite's
    functions of dates read; lists and JSON are JSON. Columns that are missing in the table are
    added, and those that only the table has stay as they are.

    Rows are gathered in a file of their own. It becomes the file itself, or is brought into the one
    that is there: reading a list may take hours, and other programs can use the file meanwhile.
    """

    def __init__(
        self, path: Path, columns: Columns, *, table: str, key: str | None, upsert: bool
    ) -> None:
        super().__init__(path, Columns(map(_as_stored, columns)))
        if key is not None and columns.get(key) is None:
            raise InvalidArgumentError(
                f"key must be one of the columns ({', '.join(columns.names)}), not {key!r}"
            )
        if len(columns) > _MAX_COLUMNS:
            raise InvalidArgumentError(
                f"a table of SQLite has at most {_MAX_COLUMNS:,} columns, not {len(columns):,}; "
                "pass fields= with the user fields that matter, or write another kind of file"
            )
        self._table = table
        self._key = key
        self._upsert = upsert
        self._gathered = WholeFile(path)
        try:
            with os_errors(path):
                self._begin()
        except BaseException:
            self.discard()
            raise

    def _begin(self) -> None:
        self._database: sqlite3.Connection | None = sqlite3.connect(
            self._gathered.unfinished, isolation_level=None, check_same_thread=False
        )
        # It is thrown away when anything goes wrong: nothing of it has to be undone.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._database.execute("BEGIN")
        body = ", ".join(definition(column, self._key) for column in self.columns)
        self._database.execute(f"CREATE TABLE {quoted(self._table)} ({body})")
        if is_database(self.path):
            with opened(self.path) as there:
                target = self._target(there)
                target.check(upsert=self._upsert)
                for position in target.text_columns(self.columns):
                    self._make_text(position)

    def _make_text(self, position: int) -> None:
        super()._make_text(position)
        if self._database is not None:
            self._target(self._database).make_text(self.columns[position])

    def _write(self, rows: Sequence[Cells]) -> None:
        with os_errors(self.path):
            if self._database is not None:
                values = [list(map(_stored, row)) for row in rows]
                self._database.executemany(self._insert(), values)

    def _insert(self) -> str:
        names = [quoted(name) for name in self.columns.names]
        marks = ", ".join("?" * len(names))
        return f"INSERT OR REPLACE INTO {quoted(self._table)} ({', '.join(names)}) VALUES ({marks})"

    def _commit(self) -> None:
        with os_errors(self.path):
            if self._database is not None:
                self._database.execute("COMMIT")
                self._database.close()
        self._publish(self._gathered, self._bring_in)

    def _bring_in(self) -> None:
        if not is_database(self.path):
            try:
                self._gathered.commit_new()
            except FileExistsError:
                if not is_database(self.path):
                    raise
            else:
                return
        with os_errors(self.path), opened(self.path) as there:
            there.execute(f"PRAGMA cache_size = -{_CACHE}")
            there.execute("ATTACH ? AS gathered", [str(self._gathered.unfinished)])
            there.execute("BEGIN IMMEDIATE")
            target = self._target(there)
            target.check(upsert=self._upsert)
            target.take(f"gathered.{quoted(self._table)}", self.columns, self.as_text)
            there.execute("COMMIT")
        self._gathered.discard()

    def _target(self, database: sqlite3.Connection) -> SqliteTarget:
        return SqliteTarget(database, self.path, table=self._table, key=self._key)

    def _written(self) -> WrittenTable:
        return attrs.evolve(super()._written(), table=self._table)

    def _discard(self) -> None:
        database = getattr(self, "_database", None)
        if database is not None:
            with contextlib.suppress(sqlite3.Error):
                database.close()
        self._gathered.discard()


def _as_stored(column: Column) -> Column:
    """Amounts are binary floats in SQLite; one that a float does not hold is kept as text."""
    is_amount = column.kind is ColumnKind.DECIMAL
    return Column(column.name, ColumnKind.NUMBER) if is_amount else column


def _stored(value: Any) -> Any:
    match value:
        case None | str() | float():
            return value
        case int():
            return int(value)
        case Decimal():
            return float(value)
        case date():  # a datetime too
            return cell_text(value)
    return json_text(value)

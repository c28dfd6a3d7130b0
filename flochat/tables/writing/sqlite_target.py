"""A table that rows are brought into, in an SQLite file that is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ...errors import InvalidArgumentError
from ..cells import cell_text
from ..columns import Column, Columns
from .sqlite_file import declaration, definition, folded, quoted

#: How long another program may have the file to itself, in seconds.
_TIMEOUT: Final = 30.0
#: How what stood in a column becomes text, by the type that it was declared with.
_TO_TEXT: Final = {
    "REAL": "flochat_text({})",
    "INTEGER": "CAST({} AS TEXT)",
    "BOOLEAN": "CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE {0} END",
}


class SqliteTarget:
    """The table of a file; `key` is the column that identifies a row, None where there is none."""

    def __init__(
        self, database: sqlite3.Connection, path: Path, *, table: str, key: str | None
    ) -> None:
        self._database = database
        self._path = path
        self._table = table
        self._key = key

    def check(self, *, upsert: bool) -> None:
        """Raise `InvalidArgumentError` where rows cannot be brought into the table."""
        if self._declared() is None:
            return
        if not upsert or self._key is None:
            reason = "" if self._key else " and its rows have no column that identifies them"
            raise InvalidArgumentError(
                f"the table {self._table} is in {self._path} already{reason}; pass another name"
                + (", or upsert=True to update it" if self._key else "")
            )
        self._check_key()

    def text_columns(self, columns: Columns) -> list[int]:
        """The positions of columns that are text in the table: an earlier writing made them so."""
        there = self._declared() or {}
        return [
            n
            for n, column in enumerate(columns)
            if there.get(folded(column.name), "") == "TEXT" != declaration(column)
        ]

    def take(self, source: str, columns: Columns, as_text: Collection[str]) -> None:
        """Bring all rows of the table `source` in; its columns in `as_text` became text."""
        table = quoted(self._table)
        there = self._declared()
        if there is None:
            body = ", ".join(definition(column, self._key) for column in columns)
            self._execute(f"CREATE TABLE {table} ({body})")
        for column in columns:
            if there is not None and folded(column.name) not in there:
                self._execute(f"ALTER TABLE {table} ADD COLUMN {definition(column, None)}")
            elif there is not None and column.name in as_text:
                self._make_text(column, there[folded(column.name)])
        self._insert(source, columns)

    def make_text(self, column: Column) -> None:
        """Have the table declare a column as text, and everything in it be text.

        At once, since SQLite makes numbers of the texts in a column that is declared as one.
        """
        self._make_text(column, (self._declared() or {}).get(folded(column.name), ""))

    def _make_text(self, column: Column, declared: str) -> None:
        if declared == "TEXT":
            return
        table, name = quoted(self._table), quoted(column.name)
        spare = quoted(f"{column.name} (text)")
        self._database.create_function("flochat_text", 1, cell_text, deterministic=True)
        try:
            self._execute(f"ALTER TABLE {table} ADD COLUMN {spare} TEXT")
            convert = _TO_TEXT.get(declared, "{}").format(name)
            self._execute(f"UPDATE {table} SET {spare} = {convert}")
            self._execute(f"ALTER TABLE {table} DROP COLUMN {name}")
            self._execute(f"ALTER TABLE {table} RENAME COLUMN {spare} TO {name}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            raise InvalidArgumentError(
                f"the column {column.name} of the table {self._table} must become text, since a "
                f"value does not fit {declared or 'its type'}, and SQLite does not allow it "
                f"({error}); drop what holds on to the column, or pass another table"
            ) from error

    def _insert(self, source: str, columns: Columns) -> None:
        table = quoted(self._table)
        names = [quoted(name) for name in columns.names]
        listed = ", ".join(names)
        insert = f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {source} WHERE true"
        if self._key is None:
            self._execute(insert)
            return
        key = quoted(self._key)
        # Nothing tells which rows without a key are the same: those of an earlier writing go.
        self._execute(
            f"DELETE FROM {table} WHERE {key} IS NULL "
            f"AND EXISTS (SELECT 1 FROM {source} WHERE {key} IS NULL)"
        )
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        action = f"UPDATE SET {changes}" if changes else "NOTHING"
        self._execute(f"{insert} ON CONFLICT ({key}) DO {action}")

    def _declared(self) -> dict[str, str] | None:
        """The types that the table declares, by the names of its columns; None without a table."""
        query = "SELECT type FROM main.sqlite_master WHERE name = ? COLLATE NOCASE"
        kinds = {kind for (kind,) in self._execute(query, [self._table])}
        if not kinds:
            return None
        if "table" not in kinds:
            raise InvalidArgumentError(
                f"{self._table} is a {kinds.pop()} in {self._path}, not a table; pass another name"
            )
        rows = self._execute("SELECT name, type FROM pragma_table_info(?, 'main')", [self._table])
        return {folded(name): kind.upper() for name, kind in rows}

    def _check_key(self) -> None:
        unique = self._execute(
            "SELECT 1 FROM pragma_table_info(:table) WHERE pk = 1 AND name = :key COLLATE NOCASE "
            "AND (SELECT max(pk) FROM pragma_table_info(:table)) = 1 "
            'UNION ALL SELECT 1 FROM pragma_index_list(:table) AS i WHERE i."unique" '
            "AND NOT i.partial AND (SELECT group_concat(name) FROM pragma_index_info(i.name)) "
            "= :key COLLATE NOCASE",
            {"table": self._table, "key": self._key},
        ).fetchone()
        if unique is None:
            raise InvalidArgumentError(
                f"{self._key} is not unique in the table {self._table} of {self._path}, so it does "
                "not tell which rows to replace; make it its primary key, or pass another table"
            )

    def _execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        return self._database.execute(statement, values)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; what it has begun and not ended is undone."""
    database = sqlite3.connect(
        path, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False
    )
    try:
        yield database
    finally:
        database.close()

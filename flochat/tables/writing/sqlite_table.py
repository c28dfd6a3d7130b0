"""Tables in SQLite files: in one transaction, so that all of it is there or nothing."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import attrs

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError
from ..cells import cell_text, json_text
from ..checked import Cells
from ..columns import Column, ColumnKind, Columns
from .whole_file import WholeFile
from .writer import RowWriter, WrittenTable

_MAGIC: Final = b"SQLite format 3\0"
#: How long another program may have the file to itself, in seconds.
_TIMEOUT: Final = 30.0
#: The memory that SQLite keeps pages in, in KiB.
_CACHE: Final = 4_096
_TYPES: Final[Mapping[ColumnKind, str]] = {
    ColumnKind.INTEGER: "INTEGER",
    ColumnKind.NUMBER: "REAL",
    ColumnKind.DECIMAL: "REAL",
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.DAY: "DATE",
}
#: How what stood in a column becomes text.
_TO_TEXT: Final = {
    "REAL": "flochat_text({})",
    "INTEGER": "CAST({} AS TEXT)",
    "BOOLEAN": "CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE {0} END",
}


class SqliteWriter(RowWriter):
    """Writes a table into an SQLite file, which is made if it is not there.

    Flags are 1 and 0, days 2026-11-30 and times 2026-11-30 13:30:00+11:00, both texts that SQLite's
    functions of dates read; lists and JSON are JSON. Columns that are missing in the table are
    added, and those that only the table has stay as they are.
    """

    def __init__(
        self, path: Path, columns: Columns, *, table: str, key: str | None, upsert: bool
    ) -> None:
        super().__init__(path, Columns(map(_as_stored, columns)))
        self.table = table
        self.key = key
        if key is not None and key not in columns:
            raise InvalidArgumentError(
                f"key must be one of the columns ({', '.join(columns.names)}), not {key!r}"
            )
        self._new = None if is_database(path) else WholeFile(path)
        self._has_dropped_keyless = False
        self._database: sqlite3.Connection | None = None
        try:
            with _told(path):
                self._database = self._connect()
                self._prepare(upsert)
        except BaseException:
            self.discard()
            raise

    def _connect(self) -> sqlite3.Connection:
        where = self.path if self._new is None else self._new.unfinished
        database = sqlite3.connect(
            where, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        database.execute("BEGIN IMMEDIATE")
        return database

    def _prepare(self, upsert: bool) -> None:
        there = self._declared()
        name = _quoted(self.table)
        if there is None:
            columns = ", ".join(map(self._definition, self.columns))
            self._execute(f"CREATE TABLE {name} ({columns})")
            return
        if not upsert or self.key is None:
            reason = "" if self.key else " and its rows have no column that identifies them"
            raise InvalidArgumentError(
                f"the table {self.table} is in {self.path} already{reason}; pass another name"
                + (", or upsert=True to update it" if self.key else "")
            )
        for n, column in enumerate(self.columns):
            declared = there.get(column.name.casefold())
            if declared is None:
                self._execute(f"ALTER TABLE {name} ADD COLUMN {self._definition(column)}")
            elif declared.upper() == "TEXT" and _declaration(column) != "TEXT":
                self._make_text(n)  # an earlier writing made it so
        self._check_key()

    def _declared(self) -> dict[str, str] | None:
        """The types that the table declares, by the names of its columns; None without a table."""
        query = "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE"
        found = self._execute(query, [self.table]).fetchone()
        if found is None:
            return None
        if found[0] != "table":
            raise InvalidArgumentError(
                f"{self.table} is a {found[0]} in {self.path}, not a table; pass another name"
            )
        rows = self._execute("SELECT name, type FROM pragma_table_info(?)", [self.table])
        return {name.casefold(): kind for name, kind in rows}

    def _check_key(self) -> None:
        unique = self._execute(
            "SELECT 1 FROM pragma_table_info(:table) WHERE pk = 1 AND name = :key COLLATE NOCASE "
            "AND (SELECT max(pk) FROM pragma_table_info(:table)) = 1 "
            'UNION ALL SELECT 1 FROM pragma_index_list(:table) AS i WHERE i."unique" '
            "AND NOT i.partial AND (SELECT group_concat(name) FROM pragma_index_info(i.name)) "
            "= :key COLLATE NOCASE",
            {"table": self.table, "key": self.key},
        ).fetchone()
        if unique is None:
            raise InvalidArgumentError(
                f"{self.key} is not unique in the table {self.table} of {self.path}, so it does "
                "not tell which rows to replace; make it its primary key, or pass another table"
            )

    def _write(self, rows: Sequence[Cells]) -> None:
        with _told(self.path):
            if self.key is not None and not self._has_dropped_keyless:
                position = self.columns.names.index(self.key)
                if any(row[position] is None for row in rows):
                    # Nothing tells which they are: those of an earlier writing come again.
                    key = _quoted(self.key)
                    self._execute(f"DELETE FROM {_quoted(self.table)} WHERE {key} IS NULL")
                    self._has_dropped_keyless = True
            self._connection().executemany(
                self._insert(), [list(map(_stored, row)) for row in rows]
            )

    def _insert(self) -> str:
        names = [_quoted(name) for name in self.columns.names]
        marks = ", ".join("?" * len(names))
        insert = f"INSERT INTO {_quoted(self.table)} ({', '.join(names)}) VALUES ({marks})"
        if self.key is None:
            return insert
        key = _quoted(self.key)
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        action = f"UPDATE SET {changes}" if changes else "NOTHING"
        return f"{insert} ON CONFLICT ({key}) DO {action}"

    def _commit(self) -> None:
        with _told(self.path):
            self._execute("COMMIT")
            self._close()
        if self._new is not None:
            self._new.commit_new()

    def _make_text(self, position: int) -> None:
        """Have the table declare a column as text at once: SQLite makes numbers of texts else."""
        super()._make_text(position)
        name = self.columns[position].name
        was = (self._declared() or {}).get(name.casefold(), "").upper()
        if was == "TEXT":
            return
        table, column, spare = _quoted(self.table), _quoted(name), _quoted(f"{name} (text)")
        convert = _TO_TEXT.get(was, "{}").format(column)
        self._connection().create_function("flochat_text", 1, cell_text, deterministic=True)
        try:
            self._execute(f"ALTER TABLE {table} ADD COLUMN {spare} TEXT")
            self._execute(f"UPDATE {table} SET {spare} = {convert}")
            self._execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            self._execute(f"ALTER TABLE {table} RENAME COLUMN {spare} TO {column}")
        except sqlite3.OperationalError as error:
            raise InvalidArgumentError(
                f"the column {name} of the table {self.table} must become text, since a value does "
                f"not fit {was or 'its type'}, and SQLite does not allow it ({error}); drop what "
                "holds on to the column, or pass another table"
            ) from error

    def _written(self) -> WrittenTable:
        return attrs.evolve(super()._written(), table=self.table)

    def _discard(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._database is not None and self._database.in_transaction:
                self._database.execute("ROLLBACK")
        self._close()
        if self._new is not None:
            self._new.discard()
            for suffix in ("-journal", "-wal", "-shm"):
                Path(f"{self._new.unfinished}{suffix}").unlink(missing_ok=True)

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _connection(self) -> sqlite3.Connection:
        if self._database is None:
            raise AssertionError("the database is open for as long as the writer is")
        return self._database

    def _execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        return self._connection().execute(statement, values)

    def _definition(self, column: Column) -> str:
        key = " PRIMARY KEY" if column.name == self.key else ""
        return f"{_quoted(column.name)} {_declaration(column)}{key}"


def _as_stored(column: Column) -> Column:
    """Amounts are binary floats in SQLite; one that a float does not hold is kept as text."""
    is_amount = column.kind is ColumnKind.DECIMAL
    return Column(column.name, ColumnKind.NUMBER) if is_amount else column


def _declaration(column: Column) -> str:
    return _TYPES.get(column.kind, "TEXT")


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


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def check_table(table: object) -> str:
    """The name of a table; raises `InvalidArgumentError` for what SQLite does not allow."""
    if not isinstance(table, str):
        raise InvalidArgumentError(
            f"table must name a table, such as people, not {describe_type(table)}"
        )
    if not table.strip() or table.casefold().startswith("sqlite_") or not table.isprintable():
        raise InvalidArgumentError(
            f"table must be a name that SQLite allows, such as people, not {table!r}"
        )
    return table


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database; raises `InvalidArgumentError` if it is another one."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InvalidArgumentError(
                f"{path} is there, and is not an SQLite file; pass another name, or move it away"
            )
    return True


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise what SQLite says of the file as an `OSError` with its name."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        number, advice = _SQLITE_ERRORS.get(code, (errno.EIO, ""))
        raise OSError(number, f"{error}{advice}", str(path)) from error


_SQLITE_ERRORS: Final = {
    sqlite3.SQLITE_BUSY: (errno.EBUSY, ": another program is writing to it; try again afterwards"),
    sqlite3.SQLITE_FULL: (errno.ENOSPC, ""),
    sqlite3.SQLITE_READONLY: (errno.EACCES, ""),
    sqlite3.SQLITE_CANTOPEN: (errno.EACCES, ""),
}

"""The state of one flow, in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from .._values.identifiers import Namespace

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]

#: Marks a database as a sandbox's: the sandbox's own number, then the version of the schema.
_VERSION: Final = 280503_07

#: What the store needs for itself; all other tables are those of the areas.
_SEQUENCES: Final = "CREATE TABLE sequences (kind TEXT PRIMARY KEY, last INTEGER NOT NULL);"


class Store:
    """One flow's state: rows by SQL, one transaction at a time whatever the thread.

    `file` is an SQLite file or None for memory; `tables` is the SQL that creates the areas' tables;
    `flow` is the number in the flow's identifiers, `workspace_id` that of its workspace; `clock`
    gives Unix seconds. Raises `ValueError`
    for a file that is not the database of a sandbox.
    """

    def __init__(
        self,
        file: Path | None,
        *,
        tables: str,
        flow: int,
        clock: Callable[[], float],
        workspace_id: int = 1,
    ) -> None:
        self.clock = clock
        self._flow = flow
        #: The workspace that the flow belongs to.
        self.workspace_id: Final = workspace_id
        #: The flow itself.
        self.flow_ns: Final = f"f{flow}"
        self._lock = threading.RLock()
        self._schema = _SEQUENCES + tables
        self._connection, is_new = _open(file, self._schema)
        #: Whether it was just created.
        self.is_new: bool = is_new

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def reset(self) -> None:
        """Delete everything: the flow is empty again."""
        with self._lock:
            tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            drops = ";".join(f"DROP TABLE {table['name']}" for table in tables)
            self._connection.executescript(
                f"PRAGMA foreign_keys = OFF; BEGIN; {drops}; {self._schema}; COMMIT;"
                "PRAGMA foreign_keys = ON"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits what is written inside, or rolls it back when it raises."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of a query's first row; None without a row."""
        row = self.row(sql, values)
        return row and next(iter(row.values()))

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute one statement; returns how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, row: Row) -> int:
        """Add one row; returns its id, where the table numbers its rows."""
        columns = ", ".join(row)
        places = ", ".join(f":{column}" for column in row)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        return self._connection.execute(sql, row).lastrowid or 0

    def update(self, table: str, key: str, row: Row) -> None:
        """Set the other columns of `row` in the row with its `key`."""
        changes = ", ".join(f"{column} = :{column}" for column in row if column != key)
        if changes:
            self.run(f"UPDATE {table} SET {changes} WHERE {key} = :{key}", row)

    def new_ns(self, kind: str) -> str:
        """An identifier that was never used before; `kind` is its letters, "t" for tags."""
        number = self.value(
            "INSERT INTO sequences VALUES (?, 1)"
            " ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last",
            (kind,),
        )
        return str(Namespace(self._flow, kind, number))

    def time(self, *, seconds_ago: float = 0) -> str:
        """The time now or a while ago, as the platform writes it."""
        moment = datetime.fromtimestamp(self.clock() - seconds_ago, UTC)
        return moment.strftime("%Y-%m-%d %H:%M:%S")


def _open(file: Path | None, schema: str) -> tuple[sqlite3.Connection, bool]:
    """A connection to a database, and whether it was just created."""
    try:
        with ExitStack() as if_failed:
            connection = sqlite3.connect(
                file or ":memory:", isolation_level=None, check_same_thread=False
            )
            if_failed.callback(connection.close)
            is_new = _prepare(connection, schema)
            if_failed.pop_all()
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{file} is not the database of a sandbox: {error}") from error
    connection.row_factory = _as_dict
    return connection, is_new


def _prepare(connection: sqlite3.Connection, schema: str) -> bool:
    """Create the tables in an empty database, or check that it is a sandbox's; True when empty."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        connection.executescript(
            f"PRAGMA journal_mode = WAL; BEGIN; {schema}; PRAGMA user_version = {_VERSION}; COMMIT"
        )
    elif connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        raise sqlite3.DatabaseError("it was created by another program or another version")
    connection.executescript("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
    return not tables


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}

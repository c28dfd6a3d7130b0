"""The state of one flow, in SQLite."""

from __future__ import annotations

import math
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from .._values.identifiers import Namespace

#: How long the platform takes to apply what it has said ok to, where it does not do so at once.
SETTLE_SECONDS: Final = 1.5

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]

#: Marks a database as a sandbox's: the sandbox's own number, then the version of the schema.
_VERSION: Final = 280503_09

_FOR_OWNER: Final = 0o600
#: What the store needs for itself; all other tables are those of the areas.
_SEQUENCES: Final = "CREATE TABLE sequences (kind TEXT PRIMARY KEY, last INTEGER NOT NULL);"


class Store:
    """One flow's state: rows by SQL, one transaction at a time whatever the thread.

    `file` is an SQLite file or None for memory; `tables` is the SQL that creates the areas' tables;
    `flow` is the number in the flow's identifiers, `workspace_id` that of its workspace; `clock`
    gives Unix seconds. `habits` are what this host does differently. Raises `ValueError` for a file
    that is not the database of a sandbox.
    """

    def __init__(
        self,
        file: Path | None,
        *,
        tables: str,
        flow: int,
        clock: Callable[[], float],
        habits: Mapping[str, str],
        workspace_id: int = 1,
    ) -> None:
        self.clock = clock
        self.habits: Mapping[str, str] = habits
        #: When something was written, and what there was before.
        self._past: list[tuple[float, sqlite3.Connection]] = []
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
            self._forget_past(math.inf)
            self._connection.close()

    def reset(self) -> None:
        """Delete everything: the flow is empty again."""
        with self._lock:
            self._forget_past(math.inf)
            tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            drops = ";".join(f"DROP TABLE {table['name']}" for table in tables)
            self._connection.executescript(
                f"PRAGMA foreign_keys = OFF; BEGIN; {drops}; {self._schema}; COMMIT;"
                "PRAGMA foreign_keys = ON"
            )

    def copy(self) -> sqlite3.Connection:
        """What there is, for `restore`."""
        with self._lock:
            copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            self._connection.backup(copy)
            return copy

    def restore(self, copy: sqlite3.Connection) -> None:
        """Return to what there was when the copy was made."""
        with self._lock:
            self._forget_past(math.inf)
            copy.backup(self._connection)

    @property
    def changes(self) -> int:
        """How many rows were written since the start."""
        with self._lock:
            return self._connection.total_changes

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits what is written inside, or rolls it back when it raises.

        Inside of another one it is a part of that, and is committed with it.
        """
        with self._lock:
            self._connection.execute("SAVEPOINT part")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK TO part")
                raise
            finally:
                self._connection.execute("RELEASE part")

    def remember(self) -> None:
        """Keep what there is, for `past` to return to: something is about to be written."""
        with self._lock:
            self._forget_past(self.clock() - SETTLE_SECONDS)
            copy = self.copy()
            copy.row_factory = _as_dict
            self._past.append((self.clock(), copy))

    @contextmanager
    def past(self) -> Iterator[None]:
        """While it lasts, the state is what it was before the writes of the last 1.5 seconds."""
        with self._lock:
            self._forget_past(self.clock() - SETTLE_SECONDS)
            present = self._connection
            if self._past:
                self._connection = self._past[0][1]
            try:
                yield
            finally:
                self._connection = present

    def _forget_past(self, until: float) -> None:
        """Drop what was kept of the time up to then: what was written has arrived."""
        while self._past and self._past[0][0] <= until:
            self._past.pop(0)[1].close()

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

    def take_ns(self, namespace: Namespace) -> None:
        """Never give this identifier to anything else: something has it that came from outside."""
        self.run(
            "INSERT INTO sequences VALUES (?, ?)"
            " ON CONFLICT (kind) DO UPDATE SET last = max(last, excluded.last)",
            (namespace.kind, namespace.number),
        )

    def time(self, *, seconds_ago: float = 0) -> str:
        """The time now or a while ago, as the platform writes it."""
        moment = datetime.fromtimestamp(self.clock() - seconds_ago, UTC)
        return moment.strftime("%Y-%m-%d %H:%M:%S")


def _open(file: Path | None, schema: str) -> tuple[sqlite3.Connection, bool]:
    """A connection to a database, and whether it was just created.

    A file is for its owner alone: it may hold copies of real people.
    """
    try:
        with ExitStack() as if_failed:
            if file is not None:
                _create(file)
            connection = sqlite3.connect(
                file or ":memory:", isolation_level=None, check_same_thread=False
            )
            if_failed.callback(connection.close)
            is_new = _prepare(connection, schema)
            if file is not None:
                _close_to_others(file)
            if_failed.pop_all()
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{file} is not the database of a sandbox: {error}") from error
    connection.row_factory = _as_dict
    return connection, is_new


def _create(file: Path) -> None:
    """Create a file for its owner alone, if there is none; SQLite gives its own files that mode."""
    with suppress(OSError):  # SQLite says what is wrong with a path
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, _FOR_OWNER))


def _close_to_others(file: Path) -> None:
    """Take the permissions of others away, from an older file too."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # there is no such file, or it belongs to somebody else
            Path(f"{file}{suffix}").chmod(_FOR_OWNER)


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

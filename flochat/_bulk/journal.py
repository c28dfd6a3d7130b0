"""The journal of a bulk job: an SQLite file with everyone in the job and what became of them.

However a process ends, the file is right. Before a request goes out that must not be repeated, the
people it is for are marked as unknown, and that is flushed to the disk; the answer changes it. So
the unknown are those who may have been reached, and the next run has nothing to repair.

The file is in write-ahead mode, so one flush makes a change safe, and other processes can read it
while a job runs.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeAlias

from attrs import astuple, frozen

from ..errors import JournalError

#: A request as the journal keeps it: its operation and its body.
Request: TypeAlias = tuple[str, Mapping[str, Any]]

#: How many outcomes are read from the file at once.
_PAGE_SIZE: Final = 1_000
#: Held while a lock file is created and locked: closing the file that one thread creates would
#: release the lock that another thread took on it in the meantime.
_LOCKING: Final = Lock()
#: In the head of the file: "FLOj", and the version of the tables.
_APPLICATION: Final = 0x464C4F6A
_VERSION: Final = 1
_TABLES: Final = f"""
    CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    );
    CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    );
    CREATE INDEX people_by_state ON people (state, position);
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {_VERSION};
"""


class State(StrEnum):
    """What has become of a person. The values are stored in journals."""

    DONE = "done"  #: the service said ok
    FAILED = "failed"  #: the service refused, or no request could be made
    UNKNOWN = "unknown"  #: a request may have gone out, and no clear answer came
    PENDING = "pending"  #: nothing has gone out yet, or only what may be repeated


@frozen
class JobIdentity:
    """What has to be the same when a job resumes: what it does to everyone, and where.

    Its fields are columns of the journal, in this order.
    """

    name: str
    #: The arguments as they are sent, or a marker where they differ from person to person.
    arguments: str
    base_url: str
    #: A fingerprint of the API key, from which the key cannot be learned.
    key: str


class EntryInput(NamedTuple):
    """A person to add to the journal; without requests, `error` says why there are none."""

    person: str
    requests: Sequence[Request] = ()
    error: str | None = None


class Entry(NamedTuple):
    """A pending person, with the requests to send for them."""

    position: int
    person: str
    requests: Sequence[Request]


class Remaining(NamedTuple):
    """How many people are pending, with how many requests, and how many rows are unusable."""

    people: int
    requests: int
    unusable: int


class BulkOutcome(NamedTuple):
    """What has become of one person.

    `position` counts from 1 in the order of the input; `person` is the `user_ns`, the `user_id`, or
    for a new subscriber the phone or email; `error` says what went wrong.
    """

    position: int
    person: str
    error: str | None


class BulkOutcomes:
    """The people in one state: `len()` counts them, iterating reads them from the journal."""

    def __init__(self, path: Path, state: str, count: int) -> None:
        self._path = path
        self._state = state
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[BulkOutcome]:
        last = 0
        while page := self._page(last):
            yield from page
            last = page[-1].position

    def __repr__(self) -> str:
        return f"<{self._count} {self._state} in {str(self._path)!r}>"

    def _page(self, last: int) -> list[BulkOutcome]:
        if not self._count:
            return []
        with _journal_errors(self._path, "read"), closing(_connect(self._path)) as database:
            rows = database.execute(
                "SELECT position, person, error FROM people WHERE state = ? AND position > ? "
                "ORDER BY position LIMIT ?",
                (self._state, last, _PAGE_SIZE),
            )
            return [BulkOutcome(*row) for row in rows]


def count_states(path: Path, identity: JobIdentity) -> Mapping[State, int]:
    """How many people are in which state, whether or not the job is running."""
    if not path.exists():
        return Counter()
    with _journal_errors(path, "read"), closing(_connect(path)) as database:
        if _is_new(database, path):
            return Counter()
        _check_identity(path, _read_job(database), identity)
        return _count(database)


class Journal:
    """A journal that is open for the one process that works on it. Any thread may use it.

    Raises `JournalError` for a file that is something else, belongs to another job or another
    client, is in use, or cannot be written. `new_key` accepts a key other than the one that the
    job was begun with.
    """

    def __init__(self, path: Path, identity: JobIdentity, *, new_key: bool = False) -> None:
        self.path = path
        self._mutex = Lock()
        self._last_position = 0
        with ExitStack() as stack, _journal_errors(path, "opened"):
            stack.enter_context(closing(_acquire_lock(path)))
            self._database = stack.enter_context(closing(_connect(path, create=True)))
            if _is_new(self._database, path):
                _create_tables(self._database, identity)
            self._database.execute("PRAGMA synchronous = FULL")
            job = _read_job(self._database)
            _check_identity(path, job, identity)
            self._check_key(job, identity, new_key=new_key)
            self.is_read: bool = job["is_read"] == 1
            self.duplicates: int = job["duplicates"]
            self._counts = _count(self._database)
            self._file = path.stat()
            self._resources = stack.pop_all()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many people are in which state."""
        with self._mutex:
            return Counter(self._counts)

    def begin_reading(self) -> None:
        """Discard an input that was not read to its end; nobody in it has been processed yet."""
        with self._change() as database:
            database.execute("DELETE FROM people")
            database.execute("UPDATE job SET duplicates = 0")
        self.duplicates = 0
        self._counts.clear()

    def add(self, entries: Sequence[EntryInput]) -> None:
        """Add people; those who are in the journal already are counted as duplicates."""
        rows = [
            (
                _storable(entry.person),
                json.dumps(entry.requests) if entry.requests else None,
                State.PENDING if entry.requests else State.FAILED,
                _storable(entry.error),
            )
            for entry in entries
        ]
        with self._change() as database:
            added = database.executemany(
                "INSERT OR IGNORE INTO people (person, requests, state, error) VALUES (?, ?, ?, ?)",
                rows,
            ).rowcount
            database.execute("UPDATE job SET duplicates = duplicates + ?", (len(rows) - added,))
        self.duplicates += len(rows) - added

    def end_reading(self) -> None:
        """Record that the whole input is in the journal, so that a run may begin."""
        with self._change() as database:
            database.execute("UPDATE job SET is_read = 1")
            self._counts = _count(database)
        self.is_read = True

    def remaining(self) -> Remaining:
        """What is left to do."""
        with self._mutex, _journal_errors(self.path, "read"):
            row = self._database.execute(
                "SELECT COUNT(*), COALESCE(SUM(json_array_length(requests)), 0), "
                "(SELECT COUNT(*) FROM people WHERE state = ? AND requests IS NULL) "
                "FROM people WHERE state = ?",
                (State.FAILED, State.PENDING),
            ).fetchone()
            return Remaining(*row)

    def next_batch(self, size: int) -> list[Entry]:
        """The next pending people, each handed out once; empty when there are no more."""
        with self._mutex, _journal_errors(self.path, "read"):
            rows = self._database.execute(
                "SELECT position, person, requests FROM people WHERE state = ? AND position > ? "
                "ORDER BY position LIMIT ?",
                (State.PENDING, self._last_position, size),
            ).fetchall()
            entries = [Entry(number, person, json.loads(body)) for number, person, body in rows]
            self._last_position = entries[-1].position if entries else self._last_position
        return entries

    def mark(self, entries: Sequence[Entry], state: State, error: str | None = None) -> None:
        """Record the state of people from one batch, who were all in the same state before."""
        with self._change() as database:
            (before,) = database.execute(
                "SELECT state FROM people WHERE position = ?", (entries[0].position,)
            ).fetchone()
            database.executemany(
                "UPDATE people SET state = ?, error = ? WHERE position = ?",
                [(state, _storable(error), entry.position) for entry in entries],
            )
        with self._mutex:
            self._counts[State(before)] -= len(entries)
            self._counts[state] += len(entries)

    def requeue(self, state: State) -> None:
        """Make the people in a state pending again, except for those without requests."""
        with self._change() as database:
            database.execute(
                "UPDATE people SET state = ?, error = NULL "
                "WHERE state = ? AND requests IS NOT NULL",
                (State.PENDING, state),
            )
            self._counts = _count(database)

    def close(self) -> None:
        """Release the file to other processes; every later call raises `JournalError`."""
        with self._mutex:
            self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _check_key(self, job: Mapping[str, Any], identity: JobIdentity, *, new_key: bool) -> None:
        if identity.key != job["key"] and not new_key:
            raise JournalError(
                f"{self.path} was begun with another API key, which may belong to another flow; "
                "if this is a new key of the same flow, run(new_key=True) resumes the job with it"
            )
        self._database.execute("UPDATE job SET key = ?", (identity.key,))

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A change that is on the disk as a whole when this ends, or not at all."""
        with self._mutex, _journal_errors(self.path, "written"):
            if not os.path.samestat(self.path.stat(), self._file):
                raise JournalError(f"the journal {self.path} was replaced while it was in use")
            with _transaction(self._database) as database:
                yield database


def _acquire_lock(path: Path) -> sqlite3.Connection:
    """The right to work on a journal, which ends with the process however that ends.

    It is a lock on an empty database beside the journal: the journal's own would keep readers out.
    """
    lock_file = path.with_name(f"{path.name}-lock")
    with _LOCKING:
        lock = _connect(lock_file, create=True)
        try:
            lock.execute("PRAGMA busy_timeout = 0")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise JournalError(f"the journal {path} is in use by another process") from None
            raise
    return lock


def _connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    if create:
        _create_file(path)
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def _create_file(path: Path) -> None:
    """An empty file for its owner alone; SQLite would let others read it.

    A file that exists is not even opened: closing it would release this process's locks on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _is_new(database: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing was written yet. Raises `JournalError` for what is not a journal."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application == _APPLICATION and version == _VERSION:
        return False
    if application == _APPLICATION:
        raise JournalError(f"{path} is a journal of another version of this package ({version})")
    if application or database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise JournalError(f"{path} is a database of something else, not a journal")
    return True


def _create_tables(database: sqlite3.Connection, identity: JobIdentity) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    with _transaction(database):
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(
            "INSERT INTO job (name, arguments, base_url, key) VALUES (?, ?, ?, ?)",
            astuple(identity),
        )


def _read_job(database: sqlite3.Connection) -> dict[str, Any]:
    cursor = database.execute("SELECT * FROM job")
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def _check_identity(path: Path, job: Mapping[str, Any], identity: JobIdentity) -> None:
    if job["name"] != identity.name:
        raise JournalError(f"{path} is the journal of {job['name']}, not of {identity.name}")
    if job["arguments"] != identity.arguments:
        raise JournalError(f"{path} is the journal of {identity.name} with other arguments")
    if job["base_url"] != identity.base_url:
        raise JournalError(f"{path} was begun at {job['base_url']}, not at {identity.base_url}")


def _count(database: sqlite3.Connection) -> Counter[State]:
    rows: Iterable[tuple[str, int]] = database.execute(
        "SELECT state, COUNT(*) FROM people GROUP BY state"
    )
    return Counter({State(state): count for state, count in rows})


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


@contextmanager
def _journal_errors(path: Path, action: str) -> Iterator[None]:
    """Raise `JournalError`, with the journal's path, for what goes wrong with its file."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:  # ValueError for an impossible path
        raise JournalError(f"the journal {path} cannot be {action}: {error}") from error


def _storable(text: str | None) -> str | None:
    """A text without lone surrogates, which SQLite cannot store."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()

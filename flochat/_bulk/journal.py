"""The journal of a bulk job: an SQLite file that says of everybody what has become of them.

Whatever stops a process, the file is right. Before a request goes out that must not be repeated,
those it is for are written down as unknown, and that is flushed to the disk; the answer changes it.
So who is unknown is who may have been reached, and there is nothing to mend at the next start.

It is in write-ahead mode, so one flush makes a change safe, and others may read while a job runs.
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


class State(StrEnum):
    """What has become of somebody."""

    DONE = "done"  #: the service said ok
    FAILED = "failed"  #: the service refused, or nothing could be asked of it
    UNKNOWN = "unknown"  #: a request may have gone out, and no clear answer came
    PENDING = "pending"  #: nothing yet, or nothing that must not be repeated


@frozen
class Work:
    """What a job does to everybody, and where: what has to be the same when it goes on."""

    name: str
    #: Its arguments as they travel; a text that says so where they differ from person to person.
    arguments: str
    base_url: str
    #: What tells the key from others, and nothing of it.
    key: str


class NewEntry(NamedTuple):
    """Somebody who goes into the journal.

    Those without requests cannot be done, for the reason in `error`.
    """

    person: str
    requests: Sequence[Request] = ()
    error: str | None = None


class Entry(NamedTuple):
    """Somebody whose turn it is."""

    position: int
    person: str
    requests: Sequence[Request]


class Left(NamedTuple):
    """How many people are pending, with how many requests, and how many cannot be done at all."""

    people: int
    requests: int
    unusable: int


class BulkOutcome(NamedTuple):
    """What has become of one person.

    `position` counts from 1 in the order of the input; `person` is the `user_ns`, the `user_id`, or
    for somebody new the phone or email; `error` what went wrong.
    """

    position: int
    person: str
    error: str | None


class BulkOutcomes:
    """The people of one outcome: `len()` counts them, iterating reads them from the journal."""

    def __init__(self, path: Path, state: State, count: int) -> None:
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
        with _telling(self._path, "read"), closing(_connected(self._path)) as database:
            rows = database.execute(
                "SELECT position, person, error FROM people WHERE state = ? AND position > ? "
                "ORDER BY position LIMIT ?",
                (self._state, last, _PAGE),
            )
            return [BulkOutcome(*row) for row in rows]


def counted(path: Path, work: Work) -> Mapping[State, int]:
    """How many people are in which state, be the job running or not."""
    if not path.exists():
        return Counter()
    with _telling(path, "read"), closing(_connected(path)) as database:
        if _is_new(database, path):
            return Counter()
        _check_work(path, _job(database), work)
        return _count(database)


class Journal:
    """A journal that is open for the one process that works on it. It may be used by any thread.

    Raises `JournalError` for a file that is something else, belongs to another job or another
    client, is in use, or cannot be written. `new_key` accepts another key than it was begun with.
    """

    def __init__(self, path: Path, work: Work, *, new_key: bool = False) -> None:
        self.path = path
        self._mutex = Lock()
        self._taken = 0
        with ExitStack() as stack, _telling(path, "opened"):
            stack.enter_context(closing(_locked(path)))
            self._database = stack.enter_context(closing(_connected(path, create=True)))
            if _is_new(self._database, path):
                _create(self._database, work)
            self._database.execute("PRAGMA synchronous = FULL")
            job = _job(self._database)
            _check_work(path, job, work)
            self._check_key(job, work, new_key=new_key)
            self.is_read: bool = job["is_read"] == 1
            self.duplicates: int = job["duplicates"]
            self._counts = _count(self._database)
            self._file = path.stat()
            self._open = stack.pop_all()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many people are in which state."""
        with self._mutex:
            return Counter(self._counts)

    def begin_reading(self) -> None:
        """Forget what was read of an input that was not read to its end; nobody was done yet."""
        with self._change() as database:
            database.execute("DELETE FROM people")
            database.execute("UPDATE job SET duplicates = 0")
        self.duplicates = 0
        self._counts.clear()

    def add(self, entries: Sequence[NewEntry]) -> None:
        """Write down people to do; who is there already is passed over and counted."""
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
        """Everybody is written down: from now on they can be done."""
        with self._change() as database:
            database.execute("UPDATE job SET is_read = 1")
            self._counts = _count(database)
        self.is_read = True

    def left(self) -> Left:
        """What is left to do."""
        with self._mutex, _telling(self.path, "read"):
            found = self._database.execute(
                "SELECT COUNT(*), COALESCE(SUM(json_array_length(requests)), 0), "
                "(SELECT COUNT(*) FROM people WHERE state = ? AND requests IS NULL) "
                "FROM people WHERE state = ?",
                (State.FAILED, State.PENDING),
            )
            return Left(*found.fetchone())

    def take(self, most: int) -> list[Entry]:
        """The next pending people, and nobody twice; none when all had their turn."""
        with self._mutex, _telling(self.path, "read"):
            rows = self._database.execute(
                "SELECT position, person, requests FROM people WHERE state = ? AND position > ? "
                "ORDER BY position LIMIT ?",
                (State.PENDING, self._taken, most),
            ).fetchall()
            entries = [Entry(number, person, json.loads(body)) for number, person, body in rows]
            self._taken = entries[-1].position if entries else self._taken
        return entries

    def settle(self, entries: Sequence[Entry], state: State, error: str | None = None) -> None:
        """Write down what has become of people who were taken together."""
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

    def put_back(self, state: State) -> None:
        """Have those in a state done again, except who cannot be."""
        with self._change() as database:
            database.execute(
                "UPDATE people SET state = ?, error = NULL "
                "WHERE state = ? AND requests IS NOT NULL",
                (State.PENDING, state),
            )
            self._counts = _count(database)

    def close(self) -> None:
        """Let others have the file; every later call raises `JournalError`."""
        with self._mutex:
            self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _check_key(self, job: Mapping[str, Any], work: Work, *, new_key: bool) -> None:
        if work.key != job["key"] and not new_key:
            raise JournalError(
                f"{self.path} was begun with another API key, which may be that of another flow; "
                "where it is a new key of the same flow, run(new_key=True) goes on with it"
            )
        self._database.execute("UPDATE job SET key = ?", (work.key,))

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A change that is on the disk as a whole when this ends, or not at all."""
        with self._mutex, _telling(self.path, "written"):
            if not os.path.samestat(self.path.stat(), self._file):
                raise JournalError(f"the journal {self.path} was replaced while it was in use")
            with _transaction(self._database) as database:
                yield database


_PAGE: Final = 1_000
#: Held while a file to lock is created: by its end, nobody of this process has locked it.
_LOCKING: Final = Lock()
#: Stands in the head of the file: "FLOj", and the version of the tables.
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


def _locked(path: Path) -> sqlite3.Connection:
    """The right to work on a journal, which ends with the process however that ends.

    It is a lock on an empty database beside the journal: the journal's own would keep readers out.
    """
    beside = path.with_name(f"{path.name}-lock")
    with _LOCKING:
        lock = _connected(beside, create=True)
        try:
            lock.execute("PRAGMA busy_timeout = 0")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise JournalError(f"the journal {path} is in use by another process") from None
            raise
    return lock


def _connected(path: Path, *, create: bool = False) -> sqlite3.Connection:
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

    One that is there is not even opened: to close it would end the locks of this process on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _is_new(database: sqlite3.Connection, path: Path) -> bool:
    """Whether nothing was written yet. Raises `JournalError` for what is no journal."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application == _APPLICATION and version == _VERSION:
        return False
    if application == _APPLICATION:
        raise JournalError(f"{path} is a journal of another version of this package ({version})")
    if application or database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise JournalError(f"{path} is a database of something else, and no journal")
    return True


def _create(database: sqlite3.Connection, work: Work) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    with _transaction(database):
        for statement in _TABLES.split(";"):
            database.execute(statement)
        database.execute(
            "INSERT INTO job (name, arguments, base_url, key) VALUES (?, ?, ?, ?)", astuple(work)
        )


def _job(database: sqlite3.Connection) -> dict[str, Any]:
    found = database.execute("SELECT * FROM job")
    names = [column[0] for column in found.description]
    return dict(zip(names, found.fetchone(), strict=True))


def _check_work(path: Path, job: Mapping[str, Any], work: Work) -> None:
    if job["name"] != work.name:
        raise JournalError(f"{path} is the journal of {job['name']}, and this is {work.name}")
    if job["arguments"] != work.arguments:
        raise JournalError(f"{path} is the journal of {work.name} with other arguments")
    if job["base_url"] != work.base_url:
        raise JournalError(f"{path} was begun at {job['base_url']}, and this is {work.base_url}")


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
def _telling(path: Path, what: str) -> Iterator[None]:
    """Say which journal it is that cannot be read or written."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:  # ValueError for what is no path
        raise JournalError(f"the journal {path} cannot be {what}: {error}") from error


def _storable(text: str | None) -> str | None:
    """A text without the halves of characters that no database keeps."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()

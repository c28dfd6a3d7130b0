"""The journal of a bulk job: an SQLite file with everyone in the job and what became of them.

However a process ends, the file is right. Before a request goes out that must not be repeated, the
people it is for are marked as unknown, and that is flushed to the disk; the answer changes it. So
the unknown are those who may have been reached, and the next run has nothing to repair.

All that is committed is in the one file. Who may change it stands in it: every change first looks,
in its own transaction, whether the run that makes it still is the owner, and whether the file still
is as that run left it. A run that was displaced is stopped by that before its next send, whatever
became of the locks.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeAlias, TypeVar

from .._sending.log import log, log_fields
from ..errors import JournalError
from .file_identity import (
    Note,
    check_file,
    check_note,
    copy_error,
    file_identity,
    is_same_file,
    tidy_folder_notes,
    write_folder_note,
    write_note,
)
from .file_lock import FileInUseError, FileLock, process_exists
from .files_beside import check_files_beside
from .journal_file import (
    NOBODY,
    PAUSE,
    configure,
    connect,
    create_if_missing,
    in_use,
    is_busy,
    journal_errors,
    new_work,
    read,
    resolve,
    transaction,
)
from .journal_format import (
    FIRST_VERSION,
    Change,
    JobIdentity,
    PersonRow,
    State,
    check_whole,
    count_by_state,
    damaged,
    read_row,
    update_sealed,
    version_of,
)
from .open_files import opened
from .same_arguments import are_same_arguments

T = TypeVar("T")
#: A request as the journal keeps it: its operation and its body.
Request: TypeAlias = tuple[str, Mapping[str, Any]]

#: How many outcomes are read from the file at once.
_PAGE_SIZE: Final = 1_000
#: How long the file may be in the hands of other programs before the log says so, in seconds.
_PATIENCE: Final = 2.0
#: How long changes wait for each call of who may copy the file from inside of this process, in
#: seconds.
_QUIET: Final = 1.0
#: How often a run that has nothing to write says that it still is at work, in seconds.
_SIGN_OF_LIFE: Final = 60
#: How long a run on another machine must have been silent before it counts as ended, in seconds.
_SILENCE: Final = 3 * _SIGN_OF_LIFE
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_PERSON: Final = "SELECT position, person, requests, state, error FROM people"


class EntryInput(NamedTuple):
    """A person to add to the journal; without requests, `error` says why there are none.

    `is_skipped` says that there are none on purpose.
    """

    person: str
    requests: Sequence[Request] = ()
    error: str | None = None
    is_skipped: bool = False

    @property
    def state(self) -> State:
        """What is to be noted of them."""
        if self.is_skipped:
            return State.SKIPPED
        return State.PENDING if self.requests else State.FAILED


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

    def _repr_html_(self) -> str:
        from .._values.html import items_html

        return items_html(self._state, self)

    def __repr__(self) -> str:
        return f"<{self._count} {self._state} in {str(self._path)!r}>"

    def _page(self, last: int) -> list[BulkOutcome]:
        if not self._count:
            return []

        def select(database: sqlite3.Connection) -> list[BulkOutcome]:
            rows = database.execute(
                "SELECT position, person, error FROM people WHERE state = ? AND position > ? "
                "ORDER BY position LIMIT ?",
                (self._state, last, _PAGE_SIZE),
            )
            return [BulkOutcome(*row) for row in rows]

        with journal_errors(self._path, "read"):
            return read(self._path, select)


def count_states(shown: Path, identity: JobIdentity | None) -> Mapping[State, int]:
    """How many people are in which state, whether or not the job is running.

    Without an `identity` it does not matter which job the journal is of.
    """

    def count(database: sqlite3.Connection) -> Counter[State]:
        version_of(database, shown)
        if identity is not None:
            _check_identity(shown, read_row(database, "job"), identity)
        return count_by_state(database)

    with journal_errors(shown, "read"):
        path = resolve(shown)
        if not path.exists():
            return Counter()
        check_file(path, shown)
        return read(path, count)


class GivenUpError(Exception):
    """A change was given up while other programs had the file; nothing of it was written."""


class Journal:
    """A journal that is open for the one run that works on it. Any thread may use it.

    `open` raises `JournalError` for a file that is something else, belongs to another job or
    another client, is in use, damaged or a copy, or cannot be written. `new_key` accepts a key
    other than the one that the job was begun with, `moved` another file than it was last worked on.
    """

    def __init__(
        self, path: Path, identity: JobIdentity, *, new_key: bool = False, moved: bool = False
    ) -> None:
        self.path = path
        self.is_read = False
        #: Whether the people were read since the journal was opened.
        self.is_new = False
        self.duplicates = 0
        self._shown = path
        self._identity = identity
        self._accepts_key = new_key
        self._accepts_file = moved
        self._opening = Lock()
        self._mutex = RLock()
        self._quiet = Lock()
        self._is_quiet = False
        self._quiet_since = 0.0
        self._is_closing = False
        self._is_closed = False
        self._is_inherited = False
        self._recording = 0
        self._last_position = 0
        self._counts: Counter[State] = Counter()
        self._owner = secrets.token_hex(16)
        self._work: dict[str, Any] = {}
        self._changed_at = 0.0
        self._resources = ExitStack()

    def open(self) -> None:
        """Take the right to work on the file, which everyone's state is checked for first."""
        with self._opening, journal_errors(self._shown, "opened"), ExitStack() as stack:
            self.path = resolve(self._shown)
            create_if_missing(self.path, self._shown, self._identity)
            self._file = check_file(self.path, self._shown)
            stack.enter_context(opened(self._file, self))
            self._lock = FileLock.acquire(self.path)
            stack.callback(self._lock.close)
            if not os.path.samestat(os.fstat(self._lock.descriptor), self.path.stat()):
                raise FileInUseError
            check_files_beside(self.path, self._shown, self._lock.read_head())
            self._database = stack.enter_context(closing(connect(self.path, "rw")))
            configure(self._database)
            if self._attempt(lambda: version_of(self._database, self._shown)) == FIRST_VERSION:
                from .journal_upgrade import upgrade

                work = new_work(self._file, self._lock.descriptor)
                self._attempt(lambda: upgrade(self._database, self._shown, work))
            # Another program may have left the file in another mode.
            self._attempt(lambda: self._database.execute("PRAGMA journal_mode = DELETE"))
            self._attempt(lambda: transaction(self._database, self._take_over))
            self._note()
            tidy_folder_notes(self.path)
            self._resources = stack.pop_all()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many people are in which state."""
        with self._mutex:
            return Counter(self._counts)

    def begin_reading(self) -> None:
        """Discard an input that was not read to its end; nobody in it has been processed yet."""

        def discard(database: sqlite3.Connection, change: Change) -> None:
            change.total = -self._work["total"]
            change.counts.subtract(self._counts)
            database.execute("DELETE FROM people")
            self._update_job(database, duplicates=0)

        self._change(discard)
        self.duplicates = 0

    def add(self, entries: Sequence[EntryInput]) -> None:
        """Add people; those who are in the journal already are counted as duplicates.

        Whoever is skipped once is skipped, whatever else was said of them.
        """

        def insert(database: sqlite3.Connection, change: Change) -> int:
            added = 0
            for entry in entries:
                person, requests = _storable(entry.person), None
                if entry.requests:
                    requests = json.dumps(entry.requests)
                state, error = entry.state.value, _storable(entry.error)
                cursor = database.execute(
                    "INSERT OR IGNORE INTO people (person, requests, state, error) "
                    "VALUES (?, ?, ?, ?)",
                    (person, requests, state, error),
                )
                if cursor.rowcount:
                    added += 1
                    change.add((cursor.lastrowid or 0, person or "", requests, state, error))
                elif entry.is_skipped:
                    self._skip(database, change, person, error)
            repeated = len(entries) - added
            self._update_job(database, duplicates=self.duplicates + repeated)
            return repeated

        self.duplicates += self._change(insert)

    def _skip(
        self, database: sqlite3.Connection, change: Change, person: str | None, error: str | None
    ) -> None:
        """Have somebody skipped who was added before."""
        row: PersonRow = database.execute(f"{_PERSON} WHERE person = ?", (person,)).fetchone()
        change.take_away(row)
        change.add((*row[:2], None, State.SKIPPED.value, error))
        database.execute(
            "UPDATE people SET requests = NULL, state = ?, error = ? WHERE position = ?",
            (State.SKIPPED.value, error, row[0]),
        )

    def end_reading(self) -> None:
        """Record that the whole input is in the journal, so that a run may begin."""

        def end(database: sqlite3.Connection, _: Change) -> None:
            self._update_job(database, is_read=1)

        self._change(end)
        self.is_read = self.is_new = True

    def count_missing(self, people: Sequence[str], examples: list[str], most: int) -> int:
        """How many of the people are not in the journal; adds some to `examples`, up to `most`."""
        names = [_storable(person) for person in people]
        marks = ", ".join("?" for _ in names)
        with self._mutex, journal_errors(self._shown, "read"):
            rows = self._attempt(
                lambda: self._database.execute(
                    f"SELECT person FROM people WHERE person IN ({marks})", names
                ).fetchall()
            )
        known = {person for (person,) in rows}
        missing = [name for name in names if name not in known]
        new = [name for name in dict.fromkeys(missing) if name and name not in examples]
        examples.extend(new[: max(0, most - len(examples))])
        return len(missing)

    def remaining(self) -> Remaining:
        """What is left to do."""
        with self._mutex, journal_errors(self._shown, "read"):
            row = self._attempt(
                lambda: self._database.execute(
                    "SELECT COUNT(*), COALESCE(SUM(json_array_length(requests)), 0), "
                    "(SELECT COUNT(*) FROM people WHERE state = ? AND requests IS NULL) "
                    "FROM people WHERE state = ?",
                    (State.FAILED, State.PENDING),
                ).fetchone()
            )
            return Remaining(*row)

    def next_batch(self, size: int) -> list[Entry]:
        """The next pending people, each handed out once; empty when there are no more."""
        with self._mutex, journal_errors(self._shown, "read"):
            self._check_open()
            rows = self._attempt(
                lambda: transaction(self._database, lambda _: self._pending(size), "DEFERRED")
            )
            entries = [Entry(number, person, json.loads(body)) for number, person, body in rows]
            self._last_position = entries[-1].position if entries else self._last_position
        return entries

    def _pending(self, size: int) -> list[tuple[int, str, str]]:
        self._check_right(self._database)
        return self._database.execute(
            "SELECT position, person, requests FROM people WHERE state = ? AND position > ? "
            "ORDER BY position LIMIT ?",
            (State.PENDING, self._last_position, size),
        ).fetchall()

    def entries(self, state: State, after: int, size: int) -> list[Entry]:
        """People in a state, from behind a position on; this hands nobody out."""
        with self._mutex, journal_errors(self._shown, "read"):
            self._check_open()
            rows = self._attempt(
                lambda: self._database.execute(
                    "SELECT position, person, requests FROM people WHERE state = ? AND "
                    "position > ? AND requests IS NOT NULL ORDER BY position LIMIT ?",
                    (state, after, size),
                ).fetchall()
            )
        return [Entry(number, person, json.loads(body)) for number, person, body in rows]

    def entries_at(self, positions: Sequence[int]) -> list[Entry]:
        """The people at positions; this hands nobody out."""
        marks = ", ".join("?" for _ in positions)
        with self._mutex, journal_errors(self._shown, "read"):
            self._check_open()
            rows = self._attempt(
                lambda: self._database.execute(
                    "SELECT position, person, requests FROM people WHERE requests IS NOT NULL AND "
                    f"position IN ({marks}) ORDER BY position",
                    tuple(positions),
                ).fetchall()
            )
        return [Entry(number, person, json.loads(body)) for number, person, body in rows]

    def rewrite(self, entries: Sequence[Entry], state: State) -> None:
        """Record what is left to do for people of whom more is known now."""

        def write(database: sqlite3.Connection, change: Change) -> None:
            self._replace(database, change, entries, state, None)
            for entry in entries:
                row: PersonRow = database.execute(
                    f"{_PERSON} WHERE position = ?", (entry.position,)
                ).fetchone()
                requests = json.dumps(entry.requests)
                change.take_away(row)
                change.add((*row[:2], requests, *row[3:]))
                database.execute(
                    "UPDATE people SET requests = ? WHERE position = ?", (requests, entry.position)
                )

        self._change(write)

    def mark_unknown(
        self, entries: Sequence[Entry], error: str, *, give_up: Callable[[], bool]
    ) -> None:
        """Record that a request for people is about to go out.

        Raises `GivenUpError` when `give_up` says so while other programs have the file.
        """

        def mark(database: sqlite3.Connection, change: Change) -> None:
            for before in self._replace(database, change, entries, State.UNKNOWN, error):
                if before not in (State.PENDING, State.UNKNOWN):
                    raise damaged(self._shown, f"somebody to be sent to is {before} already")

        self._change(mark, give_up)

    def record(self, entries: Sequence[Entry], state: State, error: str | None = None) -> None:
        """Record what has become of people, however long other programs have the file."""

        def write(database: sqlite3.Connection, change: Change) -> None:
            self._replace(database, change, entries, state, error)

        with self._mutex:
            self._recording += 1
        try:
            self._change(write)
        finally:
            with self._mutex:
                self._recording -= 1

    def requeue(self, state: State) -> None:
        """Make the people in a state pending again, except for those without requests."""

        def requeued(database: sqlite3.Connection, change: Change) -> None:
            which = "WHERE state = ? AND requests IS NOT NULL"
            for row in database.execute(f"{_PERSON} {which}", (state,)):
                change.take_away(row)
                change.add((*row[:3], State.PENDING.value, None))
            database.execute(
                f"UPDATE people SET state = ?, error = NULL {which}", (State.PENDING, state)
            )

        self._change(requeued)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was written for so long that it is time for a `sign_of_life`."""
        return time.monotonic() - self._changed_at > _SIGN_OF_LIFE

    def sign_of_life(self) -> None:
        """Write down that the run goes on, while it waits."""
        with suppress(GivenUpError):
            self._change(lambda _database, _change: None, lambda: True)

    def begin_quiet(self) -> None:
        """Let nothing be changed for a while, so that whoever is called may copy the file."""
        self._quiet.acquire()
        # A change may go on that an earlier quiet was too long for; but `close` waits for this.
        has_mutex = self._mutex.acquire(timeout=_QUIET)
        self._quiet_since = time.monotonic()
        self._is_quiet = True
        if has_mutex:
            self._mutex.release()

    def end_quiet(self) -> None:
        """End what `begin_quiet` began, if it did."""
        if self._is_quiet:
            self._is_quiet = False
            self._quiet.release()

    def close(self) -> None:
        """Release the file to other runs; every later call raises `JournalError`.

        Outcomes that other threads are about to record are waited for.
        """
        if self._is_inherited:
            return
        try:
            while self._recording:
                time.sleep(PAUSE)
        finally:
            self._is_closing = True
            with self._opening, self._mutex:
                if self._work and not self._is_closed:
                    self._release()
                self._is_closed = True
                self._resources.close()

    def hold(self, seconds: float) -> bool:
        """Keep everybody from changing the file; False if that cannot be had in time."""
        return self._mutex.acquire(timeout=seconds)

    def let_go(self) -> None:
        """End what `hold` began."""
        self._mutex.release()

    def abandon(self) -> None:
        """Give the file up in a process that was forked while it was open, without touching it."""
        self._is_inherited = True
        with suppress(AttributeError):
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _take_over(self, database: sqlite3.Connection) -> None:
        """Check everything, and become the owner, in one transaction."""
        (mode,) = database.execute("PRAGMA journal_mode").fetchone()
        if mode != "delete":
            raise damaged(self._shown, f"its mode is {mode}")
        if not self._lock.sees_sqlite():
            raise JournalError(
                f"the journal {self._shown} is on a file system without locks, where two runs "
                "could send to the same people; keep it on a local disk"
            )
        people = check_whole(database, self._shown)
        job, work = read_row(database, "job"), read_row(database, "work")
        _check_identity(self._shown, job, self._identity)
        self._check_key(job)
        self._check_file(work)
        mark = work["mark"] or secrets.token_hex(8)
        has_note = write_note(self._lock.descriptor, Note(mark, 0))
        self._work = {
            **work,
            **_this_process(),
            "owner": self._owner,
            "seen": int(time.time()),
            "sequence": work["sequence"] + 1,
            "file": file_identity(self._file, self._lock.descriptor),
            "mark": mark if has_note else None,
        }
        del self._work["seal"]
        update_sealed(database, "work", self._work)
        self._update_job(database, key=self._identity.key)
        self.is_read, self.duplicates = job["is_read"] == 1, job["duplicates"]
        self._counts = people.counts
        self._changed_at = time.monotonic()

    def _check_key(self, job: Mapping[str, Any]) -> None:
        if self._identity.key != job["key"] and not self._accepts_key:
            raise JournalError(
                f"{self._shown} was begun with another API key, which may belong to another flow; "
                "if this is a new key of the same flow, run(new_key=True) resumes the job with it"
            )

    def _check_file(self, work: Mapping[str, Any]) -> None:
        """Raise `JournalError` unless this is the file last worked on, and nobody else works on it.

        Who works on a copy, or on another machine, cannot be seen by a lock on this file.
        """
        identity = file_identity(self._file, self._lock.descriptor)
        if not is_same_file(work["file"], identity):
            if not self._accepts_file:
                raise copy_error(self._shown)
            return
        check_note(
            self.path,
            self._lock.descriptor,
            self._shown,
            Note(work["mark"] or "", work["sequence"]),
            accepts_copy=self._accepts_file,
        )
        silence = abs(time.time() - work["seen"])
        if silence < _SILENCE and _may_be_at_work(work, self._lock):
            raise in_use(
                self._shown,
                f": {work['pid']} on {work['host']}, last seen {silence:.0f} s ago; if that has "
                f"ended, try again in {_SILENCE - silence:.0f} s",
            )

    def _change(
        self,
        work: Callable[[sqlite3.Connection, Change], T],
        give_up: Callable[[], bool] = bool,
    ) -> T:
        """Change something: it is on the disk as a whole when this ends, or not at all."""
        with journal_errors(self._shown, "written"):
            return self._attempt(lambda: self._change_once(work), give_up)

    def _change_once(self, work: Callable[[sqlite3.Connection, Change], T], **columns: Any) -> T:
        with self._changing():
            self._check_open()
            self._check_place()
            change = Change()

            def whole(database: sqlite3.Connection) -> tuple[T, dict[str, Any]]:
                self._check_right(database)
                result = work(database, change)
                row = {
                    **self._work,
                    "seen": int(time.time()),
                    "sequence": self._work["sequence"] + 1,
                    "total": change.total_after(self._work["total"]),
                    **columns,
                }
                update_sealed(database, "work", row)
                return result, row

            result, self._work = transaction(self._database, whole)
            self._note()
            self._counts.update(change.counts)
            self._changed_at = time.monotonic()
            return result

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Let nobody else change the file, nor begin to be quiet.

        Each quiet is waited for as long as it may last, however many of them follow one another: a
        copy that has just begun is not to be changed under the hands of who makes it.
        """
        while True:
            left = self._quiet_left()
            has_quiet = self._quiet.acquire(timeout=left or PAUSE)
            self._mutex.acquire()
            if has_quiet or (self._is_quiet and not self._quiet_left()):
                break
            self._mutex.release()
        try:
            yield
        finally:
            self._mutex.release()
            if has_quiet:
                self._quiet.release()

    def _quiet_left(self) -> float:
        """How long the present quiet is still to be kept, in seconds; 0.0 without one."""
        if not self._is_quiet:
            return 0.0
        return max(0.0, self._quiet_since + _QUIET - time.monotonic())

    def _check_right(self, database: sqlite3.Connection) -> None:
        """Raise `JournalError` unless the file is as this run has left it."""
        row = read_row(database, "work")
        row.pop("seal", None)
        if row.get("owner") != self._owner:
            raise JournalError(
                f"another run has taken over the journal {self._shown}; this one has stopped"
            )
        if row != self._work:
            raise JournalError(
                f"the journal {self._shown} was replaced by another state of it while it was in use"
            )

    def _check_place(self) -> None:
        if not os.path.samestat(self.path.stat(), self._file):
            raise JournalError(f"the journal {self._shown} was replaced while it was in use")

    def _check_open(self) -> None:
        if self._is_inherited:
            raise JournalError(
                f"the journal {self._shown} is in use by the process that this one was forked from"
            )
        if self._is_closed:
            raise JournalError(f"the journal {self._shown} is closed")

    def _attempt(self, call: Callable[[], T], give_up: Callable[[], bool] = bool) -> T:
        """Make a call until no other program has the file; `give_up` may end that."""
        began, is_told = time.monotonic(), False
        while True:
            try:
                return call()
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
            if self._is_closing or give_up():
                raise GivenUpError
            if not is_told and time.monotonic() - began > _PATIENCE:
                is_told = True
                log.warning(
                    "another program has the journal %s open and keeps it from being written; the "
                    "job waits until it is closed",
                    self._shown,
                    extra=log_fields("journal_busy", journal=self._shown),
                )
            time.sleep(PAUSE)

    def _update_job(self, database: sqlite3.Connection, **columns: Any) -> None:
        row = read_row(database, "job")
        del row["seal"]
        update_sealed(database, "job", {**row, **columns})

    def _replace(
        self,
        database: sqlite3.Connection,
        change: Change,
        entries: Sequence[Entry],
        state: State,
        error: str | None,
    ) -> list[str]:
        """Change the state of people; returns the states before."""
        before = []
        stored = _storable(error)
        for entry in entries:
            row: PersonRow | None = database.execute(
                f"{_PERSON} WHERE position = ?", (entry.position,)
            ).fetchone()
            if row is None:
                raise damaged(self._shown, f"{entry.person} is no longer in it")
            before.append(row[3])
            change.take_away(row)
            change.add((*row[:3], state.value, stored))
        database.executemany(
            "UPDATE people SET state = ?, error = ? WHERE position = ?",
            [(state.value, stored, entry.position) for entry in entries],
        )
        return before

    def _note(self) -> None:
        """Note on the file how many changes it has seen: an older copy written over it shows."""
        if self._work["mark"] is not None:
            note = Note(self._work["mark"], self._work["sequence"])
            write_note(self._lock.descriptor, note)
            write_folder_note(self.path, self._file, note)

    def _release(self) -> None:
        """Say in the file that nobody works on it; its lock says the same."""
        with suppress(JournalError, sqlite3.Error, OSError):
            self._change_once(lambda _database, _change: None, **NOBODY)


def _this_process() -> dict[str, Any]:
    """Which process of which machine this is, for those that cannot see its lock."""
    boot = ""
    with suppress(OSError):
        boot = _BOOT_ID.read_text(encoding="ascii").strip()
    return {"pid": os.getpid(), "host": socket.gethostname(), "boot": boot}


def _may_be_at_work(work: Mapping[str, Any], lock: FileLock) -> bool:
    """Whether the owner of a journal that is not locked may still be there."""
    if work["owner"] is None:
        return False
    here = _this_process()
    is_this_boot = bool(here["boot"]) and here["boot"] == work["boot"]
    is_this_host = here["host"] == work["host"]
    if lock.is_exact and (is_this_boot or is_this_host):
        return False
    if is_this_host and here["boot"] != work["boot"]:
        return False  # the machine was restarted since
    return not (is_this_host and (work["pid"] == here["pid"] or not process_exists(work["pid"])))


def _check_identity(shown: Path, job: Mapping[str, Any], identity: JobIdentity) -> None:
    if job["name"] != identity.name:
        raise JournalError(f"{shown} is the journal of {job['name']}, not of {identity.name}")
    if not are_same_arguments(identity.name, job["arguments"], identity.arguments):
        raise JournalError(f"{shown} is the journal of {identity.name} with other arguments")
    if job["base_url"] != identity.base_url:
        raise JournalError(f"{shown} was begun at {job['base_url']}, not at {identity.base_url}")
    begun = _customer(job.get("flow"), job.get("workspace"))
    here = _customer(identity.flow, identity.workspace)
    if begun != here:
        raise JournalError(f"{shown} was begun for {begun}, not for {here}")


def _customer(flow: str | None, workspace: str | None) -> str:
    """Whom a job is for: the owner of the key, or one of a partner's customers."""
    if flow is None and workspace is None:
        return "the owner of the key"
    names = [f"the workspace {workspace}"] if workspace is not None else []
    return " of ".join([f"the flow {flow}", *names] if flow is not None else names)


def _storable(text: str | None) -> str | None:
    """A text without lone surrogates, which SQLite cannot store."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()

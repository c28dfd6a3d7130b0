"""The file of a journal: how it is found, created, connected to and read."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from ..errors import JournalError
from .file_identity import Note, check_file, file_identity, write_note
from .file_lock import FileInUseError, FileLock
from .files_beside import check_files_beside
from .journal_format import JobIdentity, create_tables
from .open_files import is_open_here

T = TypeVar("T")

#: How long a report waits for a change to end, in seconds.
_READ_TIMEOUT: Final = 10.0
#: How long SQLite waits for other programs at each attempt, in seconds, and how long they then
#: have the file to themselves.
BUSY_TIMEOUT: Final = 0.1
PAUSE: Final = 0.1
#: The columns of `work` while nobody works on the file.
NOBODY: Final[dict[str, Any]] = {"owner": None, "pid": None, "host": None, "boot": None}
#: What SQLite says of a change that was not completed, to somebody who may only read.
_UNFINISHED: Final = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})


def resolve(shown: Path) -> Path:
    """The path of the file itself, whatever symbolic links lead to it."""
    try:
        return shown.resolve()
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise OSError(str(error)) from None


def connect(path: Path, mode: str, *, timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A connection to a file that exists; the mode is "rw" or "ro".

    A statement waits for other programs up to `timeout` seconds.
    """
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):  # a share of Windows, which SQLite takes as a path
        uri = uri.replace("file://", "file:////", 1)
    return sqlite3.connect(
        f"{uri}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=timeout,
    )


def create_if_missing(path: Path, shown: Path, identity: JobIdentity) -> None:
    """Create an empty journal, for its owner alone, unless there is a file.

    It appears as a whole under its name, so that an empty file is never one that is being created.
    """
    if not path.exists():
        _create(path, shown, identity)
    _finish_creating(path)


def _create(path: Path, shown: Path, identity: JobIdentity) -> None:
    for suffix in ("-journal", "-wal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise JournalError(
                f"{beside} belongs to a journal that is no longer beside it; put {shown} back, or "
                "if that job is over, delete this file"
            )
    temporary = path.with_name(f"{path.name}-new-{secrets.token_hex(4)}")
    try:
        _write_new(temporary, identity)
        _publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _write_new(path: Path, identity: JobIdentity) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        work = new_work(os.fstat(descriptor), descriptor)
    finally:
        os.close(descriptor)
    with closing(connect(path, "rw")) as database:
        configure(database)
        transaction(database, lambda _: create_tables(database, identity, work))


def new_work(facts: os.stat_result, descriptor: int) -> dict[str, Any]:
    """The row of `work` for a file that nobody has worked on."""
    mark = secrets.token_hex(8)
    return {
        **NOBODY,
        "seen": int(time.time()),
        "sequence": 0,
        "file": file_identity(facts, descriptor),
        "mark": mark if write_note(descriptor, Note(mark, 0)) else None,
        "total": 0,
    }


def configure(database: sqlite3.Connection) -> None:
    """Make each change safe when it ends, in the one file; and trust nothing that is read."""
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")


def _publish(temporary: Path, path: Path) -> None:
    """Give a new file its name, unless another process was faster."""
    try:
        with suppress(FileExistsError):
            os.link(temporary, path)
    except OSError:  # a file system without links, where the file has to be moved
        if path.exists():
            return
        temporary.rename(path)
    sync_folder(path)


def _finish_creating(path: Path) -> None:
    """Take away the temporary name of a journal whose creator was killed just before it did."""
    with suppress(OSError):
        facts = path.stat()
        if facts.st_nlink == 2:
            for other in path.parent.iterdir():
                if other.name.startswith(f"{path.name}-new-") and os.path.samestat(
                    other.lstat(), facts
                ):
                    other.unlink()


def sync_folder(path: Path) -> None:
    """Flush the names in a folder, where folders can be opened."""
    with suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def transaction(
    database: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], begin: str = "IMMEDIATE"
) -> T:
    """Do something that is on the disk as a whole when this ends, or not at all."""
    database.execute(f"BEGIN {begin}")
    try:
        result = work(database)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    return result


def read(path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    """Read a journal as it stood at one moment, whether or not somebody works on it.

    A change that was cut off is undone first, but never one of a run that goes on: its lock on the
    file says so, and not SQLite's, which end when any part of the process closes the file.
    """
    deadline = time.monotonic() + _READ_TIMEOUT
    is_undone = False
    while True:
        try:
            with closing(connect(path, "ro")) as database:
                return transaction(database, work, begin="DEFERRED")
        except sqlite3.OperationalError as error:
            is_unfinished = error_code(error) in _UNFINISHED and not is_undone
            if not (is_busy(error) or is_unfinished) or time.monotonic() > deadline:
                raise
        if is_unfinished:
            is_undone = _undo_unfinished(path)
        time.sleep(PAUSE / 4)


def _undo_unfinished(path: Path) -> bool:
    """Undo a change whose process ended in the middle of it; False while a run is on."""
    if is_open_here(check_file(path, path)):
        return False
    try:
        lock = FileLock.acquire(path)
    except FileInUseError:
        return False
    try:
        check_files_beside(path, path, lock.read_head())
        with closing(connect(path, "rw")) as database:
            database.execute("SELECT 1 FROM sqlite_master").fetchone()
    finally:
        lock.close()
    return True


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program has the file at the moment."""
    return error_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def error_code(error: sqlite3.Error) -> int:
    """What SQLite calls an error; 0 for one that Python's own module has found."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def journal_errors(shown: Path, action: str) -> Iterator[None]:
    """Raise `JournalError`, with the journal's path, for what goes wrong with its file."""
    try:
        yield
    except FileInUseError:
        raise in_use(shown) from None
    except (sqlite3.Error, OSError, ValueError) as error:  # ValueError for an impossible path
        raise JournalError(f"the journal {shown} cannot be {action}: {error}") from error


def in_use(shown: Path, details: str = "") -> JournalError:
    """The error for a journal that another run works on."""
    return JournalError(f"the journal {shown} is in use by another process{details}")

"""The file of a mirror: how it is created, found to be one, opened and read."""

from __future__ import annotations

import glob
import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from .._bulk.file_lock import FileInUseError, FileLock
from .._bulk.journal_file import connect as connect_file
from .._bulk.open_files import is_open_here, opened
from ..errors import FlochatError, MirrorError
from .schema import bring_up, check_version, create

T = TypeVar("T")

#: How long a statement waits for programs that read the file, in seconds.
_BUSY_TIMEOUT: Final = 30.0
#: How SQLite's files begin.
_MAGIC: Final = b"SQLite format 3\0"


class MirrorFile:
    """A mirror that is open for whoever changes it: one at a time, in any process.

    `open` raises `FileInUseError` while somebody else has it, and `MirrorError` for what is no
    mirror; that is found without a byte of it being changed.
    """

    def __init__(self, path: Path) -> None:
        self.shown = path
        self._mutex = RLock()
        self._is_inherited = False
        self._resources = ExitStack()

    def open(self, identity: Mapping[str, Any] | None) -> Self:
        """Open the file; `identity` is what a new one is created with, and None creates none."""
        with mirror_errors(self.shown, "opened"), ExitStack() as stack:
            path = _resolve(self.shown)
            if not path.exists():
                if identity is None:
                    raise missing(self.shown)
                _create(path, identity)
            facts = check_is_mirror(path, self.shown)
            stack.enter_context(opened(facts, self))
            lock = FileLock.acquire(path)
            stack.callback(lock.close)
            if not os.path.samestat(os.fstat(lock.descriptor), path.stat()):
                raise FileInUseError
            _finish_creating(path, facts)
            self.database = stack.enter_context(closing(connect(path, "rw")))
            self._configure()
            with self.transaction() as database:
                bring_up(database, check_version(database, self.shown))
            self._resources = stack.pop_all()
        return self

    def _configure(self) -> None:
        """Keep all in the one file, flushed as each change ends, and nothing of what was."""
        self.database.execute("PRAGMA secure_delete = ON")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("PRAGMA foreign_keys = ON")
        self.database.execute("PRAGMA trusted_schema = OFF")
        # Another program may have left the file in another mode; while it has the file, that stays.
        with suppress(sqlite3.OperationalError):
            self.database.execute("PRAGMA journal_mode = DELETE")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything that is done inside is on the disk as a whole when it ends, or not at all."""
        with self._mutex:
            if self._is_inherited:
                raise MirrorError(f"the mirror {self.shown} was opened before this process forked")
            database = self.database
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise

    def rewrite(self) -> None:
        """Write the whole file anew, without what was deleted from it.

        Raises `MirrorError` while another program holds on to a log of it.
        """
        with self._mutex, mirror_errors(self.shown, "rewritten"):
            try:
                self.database.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise MirrorError(
                    f"what was deleted from {self.shown} is still in a log beside it, which "
                    "another program keeps open: close that program and call this again"
                ) from error
            self.database.execute("VACUUM")

    def close(self) -> None:
        """Close the file, and let others change it."""
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

    def hold(self, seconds: float) -> bool:
        """Keep a fork from coming in the middle of a change."""
        return self._mutex.acquire(timeout=seconds)

    def let_go(self) -> None:
        """End what `hold` began."""
        self._mutex.release()

    def abandon(self) -> None:
        """In a forked process: leave the file alone."""
        self._is_inherited = True
        self._resources = ExitStack()


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that exists; the mode is "rw" or "ro"."""
    return connect_file(path, mode, timeout=_BUSY_TIMEOUT)


def read(shown: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    """Read a mirror as it stands at one moment, whether or not somebody changes it."""
    with mirror_errors(shown, "read"):
        path = _resolve(shown)
        if not path.exists():
            raise missing(shown)
        # Opening and closing a file that this process changes would end its locks.
        if not is_open_here(path.stat()):
            check_is_mirror(path, shown)
        # Not read-only: what a process that was killed has begun must be undone first.
        with closing(connect(path, "rw")) as database:
            check_version(database, shown)
            return work(database)


def check_is_mirror(path: Path, shown: Path) -> os.stat_result:
    """Raise `MirrorError` for what is no mirror, or of a newer package. It only reads."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise MirrorError(f"{shown} is not a file; name the file that the mirror is to be in")
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if not head:
        raise MirrorError(f"{shown} is empty, which no mirror is; delete it to begin a new one")
    if head != _MAGIC:
        raise MirrorError(f"{shown} is a file of something else, not a mirror; name another")
    with closing(connect(path, "ro")) as database:
        try:
            check_version(database, shown)
        except sqlite3.OperationalError:  # a change was cut off, which only a writer can undo
            with path.open("rb") as file:
                _check_head(file.read(100), shown)
    return facts


def _check_head(head: bytes, shown: Path) -> None:
    """The same as `check_version`, of the head of a file that cannot be read as it is."""
    with closing(sqlite3.connect(":memory:")) as database:
        for name, place in (("application_id", slice(68, 72)), ("user_version", slice(60, 64))):
            database.execute(f"PRAGMA {name} = {int.from_bytes(head[place])}")
        check_version(database, shown)


def _create(path: Path, identity: Mapping[str, Any]) -> None:
    """Create an empty mirror for its owner alone; it appears as a whole under its name."""
    for suffix in ("-journal", "-wal"):
        beside = path.with_name(path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise MirrorError(
                f"{beside} belongs to a file that is no longer beside it; put {path.name} back, or "
                "delete this one"
            )
    temporary = path.with_name(f"{path.name}-new-{secrets.token_hex(4)}")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(connect(temporary, "rw")) as database:
            database.execute("BEGIN IMMEDIATE")
            create(database, identity)
            database.execute("COMMIT")
        _publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _publish(temporary: Path, path: Path) -> None:
    """Give a new file its name, unless another process was faster."""
    try:
        with suppress(FileExistsError):
            os.link(temporary, path)
    except OSError:  # a file system without links, where the file has to be moved
        if not path.exists():
            temporary.rename(path)


def _finish_creating(path: Path, facts: os.stat_result) -> None:
    """Take away the temporary name of a mirror whose creator was killed just before it did."""
    if facts.st_nlink > 1:
        for other in path.parent.glob(f"{glob.escape(path.name)}-new-*"):
            if os.path.samestat(other.lstat(), facts):
                other.unlink()


def _resolve(shown: Path) -> Path:
    """The path of the file itself, whatever symbolic links lead to it."""
    try:
        return shown.resolve()
    except RuntimeError as error:  # a link that leads to itself, before Python 3.13
        raise OSError(str(error)) from None


@contextmanager
def mirror_errors(shown: Path, action: str) -> Iterator[None]:
    """Raise `MirrorError`, with the file's path, for what goes wrong with it."""
    try:
        yield
    except FlochatError:
        raise
    except sqlite3.Error as error:
        raise MirrorError(
            f"the mirror {shown} cannot be {action}: {error}{_advice(error)}"
        ) from error
    except (OSError, ValueError) as error:  # ValueError for an impossible path
        raise MirrorError(f"the mirror {shown} cannot be {action}: {error}") from error


def _advice(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return "; what was read before is kept: make room, and sync again to go on from there"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "; delete it and sync again, which reads everything anew"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "; another program reads it without an end: close that one, and try again"
    return ""


def missing(shown: Path) -> MirrorError:
    """The error for a mirror that is not there."""
    return MirrorError(f"there is no mirror at {shown}; sync() makes it")


def in_use(shown: Path) -> MirrorError:
    """The error for a mirror that is being changed by somebody else."""
    return MirrorError(
        f"the mirror {shown} is being changed by another program; try again when it is done, or "
        "wait for it: sync(wait=60)"
    )

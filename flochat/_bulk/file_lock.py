"""A lock on a file itself, which says that a run works on it; it ends with its process.

It is taken on the file and not on one beside it, so whoever reaches the file, by whatever name and
from whatever container of this machine, meets it. The bytes that are locked are in the page that
SQLite leaves free for its own locks, next to them.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

fcntl: Any
msvcrt: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
try:
    import msvcrt
except ImportError:  # everything else
    msvcrt = None

#: Not for other programs; and on Windows, bytes as they are.
_FLAGS: Final[int] = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
#: Where SQLite locks a file: the byte that whoever is about to write holds.
_SQLITE_RESERVED: Final = 0x4000_0001
#: Our own byte: in the same page, behind the 512 bytes of SQLite.
_RUN: Final = 0x4000_0400
#: What a lock that is held by somebody else fails with.
_HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
#: How many bytes the head of an SQLite file has.
_HEAD_SIZE: Final = 100
#: `struct flock`: type, whence, start, length, process; with the padding at its end.
_FLOCK: Final = "hhqqi0q"


class FileInUseError(Exception):
    """Somebody else holds the lock."""


class FileLock:
    """The lock, held until `close()`.

    `is_exact` says that it can be relied on: nothing but the end of its process or `close()` ends
    it. Elsewhere it ends when this process closes the file in any other place.
    """

    def __init__(self, descriptor: int, *, is_exact: bool) -> None:
        self.descriptor = descriptor
        self.is_exact = is_exact

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Take the lock. Raises `FileInUseError`, and `OSError` for what cannot be locked."""
        descriptor = os.open(path, os.O_RDWR | _FLAGS)
        try:
            return cls(descriptor, is_exact=_lock(descriptor))
        except OSError as error:
            os.close(descriptor)
            if error.errno in _HELD:
                raise FileInUseError from None
            raise
        except BaseException:
            os.close(descriptor)
            raise

    def sees_sqlite(self) -> bool:
        """Whether a lock that SQLite holds as it writes is one; on some file systems none is.

        Ask while a transaction that writes is open. True where there is no way to know.
        """
        if not (self.is_exact and fcntl):
            return True
        try:
            _lock_byte(self.descriptor, _SQLITE_RESERVED, fcntl.F_WRLCK)
        except OSError as error:
            return error.errno in _HELD
        _lock_byte(self.descriptor, _SQLITE_RESERVED, fcntl.F_UNLCK)
        return False

    def read_head(self) -> bytes:
        """How the file begins, read without opening it once more."""
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        return os.read(self.descriptor, _HEAD_SIZE)

    def close(self) -> None:
        """Release the lock."""
        if self.descriptor >= 0:
            with suppress(OSError):
                os.close(self.descriptor)
            self.descriptor = -1


def _lock(descriptor: int) -> bool:
    """Lock our byte at once or raise `OSError`; returns whether the lock is exact."""
    if fcntl is None:
        return _lock_on_windows(descriptor)
    try:
        _lock_byte(descriptor, _RUN, fcntl.F_WRLCK)
    except (AttributeError, OSError) as error:
        if isinstance(error, OSError) and error.errno in _HELD:
            raise
    else:
        return True
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _RUN)  # macOS, gVisor
    return False


def _lock_byte(descriptor: int, start: int, kind: int) -> None:
    """Lock or unlock a byte for this descriptor, whatever else the process opens and closes."""
    flock = struct.pack(_FLOCK, kind, os.SEEK_SET, start, 1, 0)
    fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, flock)


def _lock_on_windows(descriptor: int) -> bool:
    if msvcrt is None:
        return False
    os.lseek(descriptor, _RUN, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    return True


def process_exists(pid: int) -> bool:
    """Whether a process of this machine exists; True where there is no way to know."""
    if sys.platform == "win32":  # where signal 0 would be Ctrl-C
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True

"""A file that is whole or not there: it gets its name when all of it is on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError

#: What stands at the end of the name of a file that is not complete.
UNFINISHED: Final = ".unfinished"
_MAX_KEPT: Final = 100
#: How much of the name it begins with, in bytes: systems allow some 255 in all.
_MAX_START: Final = 80


def check_path(to: str | os.PathLike[str], what: str = "the file to write to") -> Path:
    """The path of a file that can be written; raises `InvalidArgumentError` for any other."""
    if not isinstance(to, str | os.PathLike) or isinstance(to, bytes):
        raise InvalidArgumentError(f"{what} must be a path, not {describe_type(to)}")
    if not str(to).strip() or "\0" in str(to):
        raise InvalidArgumentError(f"{what} must be a path, not {str(to)!r}")
    if str(to) == ":memory:":
        raise InvalidArgumentError(
            f"{what} must be a file, and ':memory:' is none; to_pandas(), to_polars() and "
            "to_arrow() make tables in memory"
        )
    path = Path(to).expanduser()
    if path.is_dir():
        raise InvalidArgumentError(f"{what} must be a file, and {path} is a folder")
    path = path.resolve()  # a link stays a link, to a new file
    if not path.parent.is_dir():
        raise InvalidArgumentError(f"the folder of {what} does not exist: {path.parent}")
    if path.exists() and not path.is_file():
        raise InvalidArgumentError(f"{what} must be a file, and {path} is something else")
    return path


class WholeFile:
    """A file beside the one that it becomes with `commit`; only its owner may read it.

    `file` is what to write to. Until then the file of that name, if there is one, stays as it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        start = path.name.encode(errors="replace")[:_MAX_START].decode(errors="ignore")
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{start}.", suffix=UNFINISHED)
        self._unfinished = Path(name)
        self._is_kept = False
        self.file: BinaryIO = os.fdopen(number, "wb")

    @property
    def unfinished(self) -> Path:
        """The file as it stands while it is written."""
        return self._unfinished

    def close(self) -> None:
        """Write out what is in memory, and close the file."""
        if not self.file.closed:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()

    def commit(self) -> None:
        """Give the file its name, in place of the one that had it."""
        self.close()
        self._unfinished.replace(self.path)
        _sync_folder(self.path.parent)

    def commit_new(self) -> None:
        """Give the file its name; raises `FileExistsError` if another has got it meanwhile."""
        self.close()
        if self.path.exists() and not self.path.stat().st_size:
            self._unfinished.replace(self.path)  # it was empty before, too
        else:
            _rename_new(self._unfinished, self.path)
        _sync_folder(self.path.parent)

    def keep(self) -> Path:
        """Give the complete file another name than its own, one that nobody has; returns it."""
        numbers = ("", *(f"-{number}" for number in range(2, _MAX_KEPT)))
        self._is_kept = True
        for number in numbers:
            kept = self.path.with_name(f"{self.path.stem}-complete{number}{self.path.suffix}")
            if not kept.exists():
                self._unfinished.rename(kept)
                return kept
        return self._unfinished

    def discard(self) -> None:
        """Leave nothing of it, unless it is kept.

        What cannot be closed, on a full disk, is removed all the same.
        """
        with contextlib.suppress(OSError):
            self.file.close()
        if not self._is_kept:
            self._unfinished.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where the system can do that for a folder."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _rename_new(old: Path, new: Path) -> None:
    """Rename a file, but not over another; some file systems can do that only in two steps."""
    try:
        new.hardlink_to(old)
    except FileExistsError:
        raise FileExistsError(
            errno.EEXIST, "it was created by another program meanwhile", str(new)
        ) from None
    except OSError:
        if new.exists():
            raise
        old.replace(new)
    else:
        old.unlink()

"""The folder of the operator: where files are read from and written to, and nowhere else.

A file is named, and a name has no path in it. So nothing leads out of the folder but a link, and
links are refused: symbolic ones, and a second name of a file that stands somewhere else.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from attrs import frozen

from .answers import ToolError

#: What a file of people may be called, and what an export may.
READABLE: Final = (".csv", ".tsv", ".txt", ".xlsx")
WRITABLE: Final = (".csv", ".jsonl", ".parquet", ".sqlite")
#: A name that this server gives a file: nothing that a shell, a spreadsheet or a model reads.
_NEW_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.[a-z]+")
#: Names that are devices on some systems, whatever their ending.
_DEVICES: Final = re.compile(
    r"(?:con|conin\$|conout\$|prn|aux|nul|(?:com|lpt)\d) *\..*", re.IGNORECASE
)
_MAX_NAME: Final = 200
#: The largest file of people that is read, in bytes.
MAX_SIZE: Final = 64 * 1024 * 1024
_LISTED: Final = 1_000


@frozen
class FilesFolder:
    """A folder that the operator chose. `root` has no link in it."""

    root: Path

    @classmethod
    def at(cls, path: Path) -> FilesFolder:
        """The folder at a path. Raises `ValueError` if it is none."""
        root = path.resolve()
        if not root.is_dir():
            raise ValueError(f"{path} is not a folder")
        return cls(root)

    def read(self, name: str) -> bytes:
        """What is in a file. Raises `ToolError`."""
        _check_name(name, READABLE)
        try:
            descriptor = os.open(self.root / name, _READ_FLAGS)
        except OSError:
            raise ToolError("there is no such file to read; files lists them") from None
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
                raise ToolError("that is a link, or no file: put a copy into the folder")
            if os.name != "posix" and (self.root / name).is_symlink():
                raise ToolError("that is a link: put a copy into the folder")
            if found.st_size > MAX_SIZE:
                raise ToolError(f"the file has more than {MAX_SIZE // 2**20} MiB")
            content = file.read(MAX_SIZE + 1)
        if len(content) > MAX_SIZE:
            raise ToolError(f"the file has more than {MAX_SIZE // 2**20} MiB")
        return content

    def new(self, name: str) -> Path:
        """The path of a file that is to be written, and is not there. Raises `ToolError`."""
        _check_name(name, WRITABLE)
        if not _NEW_NAME.fullmatch(name):
            raise ToolError("a new file is called with letters, digits, - and _: people.csv")
        if os.path.lexists(self.root / name):
            raise ToolError("there is a file of that name, which is not replaced: take another")
        return self.root / name

    def listed(self) -> list[tuple[str, int]]:
        """The files that can be read, by name, with their sizes."""
        found = []
        try:
            with os.scandir(self.root) as entries:
                for entry in entries:
                    if _may_be_read(entry.name) and entry.is_file(follow_symlinks=False):
                        found.append((entry.name, entry.stat(follow_symlinks=False).st_size))
                    if len(found) >= _LISTED:
                        break
        except OSError as error:
            raise ToolError(f"the folder cannot be read ({error.strerror})") from None
        return sorted(found)


_READ_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would be waited for
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def _may_be_read(name: str) -> bool:
    return name.lower().endswith(READABLE) and not name.startswith(".")


def _check_name(name: str, endings: tuple[str, ...]) -> None:
    """Raise `ToolError` for what is more than the name of a file of one of these kinds."""
    is_path = any(character in name for character in "/\\:\0") or name.startswith(".")
    if is_path or _DEVICES.fullmatch(name) or not name.isprintable() or len(name) > _MAX_NAME:
        raise ToolError("file is a name without folders, like people.csv")
    if not name.lower().endswith(endings):
        raise ToolError(f"file must end in {', '.join(endings)}")

"""Which file a journal is, so that a copy of it can be told from the file itself."""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from .._plurals import counted
from ..errors import JournalError

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

#: Asks a file system of Linux which of the files with this inode number it is.
_GET_VERSION: Final = 0x8000_7601 | struct.calcsize("l") << 16
#: The note on a file, where file systems take notes: it stays with the file and not its content.
_NOTE: Final = "user.flochat.journal"
#: The same on its folder, with the number of the inode: who writes a copy over a file with the
#: notes of the copy, as `cp -a` and `shutil.copy2` do, leaves the folder as it is.
_FOLDER_NOTE: Final = f"{_NOTE}."
#: With more notes than this on a folder, those of files that are no longer there are taken away.
_MANY_NOTES: Final = 8


def check_file(path: Path, shown: Path) -> os.stat_result:
    """The facts of a file that can be a journal. Raises `JournalError` for what cannot be one."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise JournalError(f"the journal {shown} cannot be opened: it is not a file")
    if facts.st_nlink > 1:
        raise JournalError(
            f"the journal {shown} has {facts.st_nlink} names (hard links), and what stands beside "
            "it is found by name; delete the others, or work on a copy: run(moved=True)"
        )
    if not facts.st_size:
        raise JournalError(
            f"the journal {shown} is empty, and if a job was begun with it, who was reached is no "
            "longer known; put the journal back, or delete this file to begin from the start"
        )
    return facts


def file_identity(facts: os.stat_result, descriptor: int) -> str:
    """Device, inode, and where there is one the generation of the inode, whose number is reused."""
    return f"{facts.st_dev}:{facts.st_ino}:{_generation(descriptor)}"


def is_same_file(one: str, other: str) -> bool:
    """Whether two identities are of one file."""
    *numbers, generation = one.split(":")
    *other_numbers, other_generation = other.split(":")
    is_reused = generation and other_generation and generation != other_generation
    return numbers == other_numbers and not is_reused


def _generation(descriptor: int) -> str:
    try:
        answer = fcntl.ioctl(descriptor, _GET_VERSION, bytes(8))
    except (AttributeError, OSError):  # not Linux, or a file system without
        return ""
    return str(int(struct.unpack_from("I", answer)[0]))


class Note(NamedTuple):
    """What stands on a file: of which journal, and the number of the last change it has seen."""

    mark: str
    sequence: int


def read_note(descriptor: int) -> Note | None:
    """The note on a file; None when it has none. Raises `OSError` where files take no notes."""
    return _read(descriptor, _NOTE)


def write_note(descriptor: int, note: Note) -> bool:
    """Note something on a file; False where that cannot be done."""
    return _write(descriptor, _NOTE, note)


def write_folder_note(path: Path, facts: os.stat_result, note: Note) -> None:
    """Note the same on the folder of a file, where that can be done."""
    _write(path.parent, f"{_FOLDER_NOTE}{facts.st_ino}", note)


def tidy_folder_notes(path: Path) -> None:
    """Take away the notes on a folder about files that are no longer there, if it has many."""
    if sys.platform != "linux":
        return
    with suppress(OSError):
        notes = [name for name in os.listxattr(path.parent) if name.startswith(_FOLDER_NOTE)]
        if len(notes) > _MANY_NOTES:
            present = {f"{_FOLDER_NOTE}{entry.inode()}" for entry in os.scandir(path.parent)}
            for name in set(notes) - present:
                os.removexattr(path.parent, name)


def _read(file: int | Path, name: str) -> Note | None:
    if sys.platform != "linux":
        raise OSError(errno.ENOTSUP, "no notes on files")
    try:
        text = os.getxattr(file, name).decode()
    except OSError as error:
        if error.errno == errno.ENODATA:
            return None
        raise
    mark, _, sequence = text.partition(":")
    return Note(mark, int(sequence) if sequence.isdecimal() else 0)


def _write(file: int | Path, name: str, note: Note) -> bool:
    if sys.platform == "linux":
        with suppress(OSError):
            os.setxattr(file, name, f"{note.mark}:{note.sequence}".encode())
            return True
    return False


def check_note(
    path: Path, descriptor: int, shown: Path, expected: Note, *, accepts_copy: bool
) -> None:
    """Raise `JournalError` for a file that was put in the place of the one last worked on."""
    if not expected.mark:
        return
    try:
        note = read_note(descriptor)
    except OSError:
        return
    if note is None or note.mark != expected.mark:
        if not accepts_copy:
            raise copy_error(shown)
        return
    seen = note.sequence
    with suppress(OSError):
        of_folder = _read(path.parent, f"{_FOLDER_NOTE}{os.fstat(descriptor).st_ino}")
        if of_folder is not None and of_folder.mark == expected.mark:
            seen = max(seen, of_folder.sequence)
    if seen > expected.sequence:
        raise JournalError(
            f"the journal {shown} is older than it was before, by "
            f"{counted(seen - expected.sequence, 'change')}: an older copy was written over it, "
            "which does not know who was reached since; put the newer one back"
        )


def copy_error(shown: Path) -> JournalError:
    """What to say of a file that is not the one last worked on."""
    return JournalError(
        f"{shown} is not the file that the job was last worked on, but a copy of it, or it was "
        "moved from another disk; if it is the only one, and the job was not run since it was "
        "made, run(moved=True) resumes with it"
    )

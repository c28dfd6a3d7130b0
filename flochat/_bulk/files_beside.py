"""What SQLite keeps beside a file for a while, and would read: checked before it does.

It takes whatever stands there under the right name, and brings the file to another state with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from .._sending.log import log, log_fields
from ..errors import JournalError
from .journal_format import damaged, is_current

#: A log begins with eight words of 32 bits, the last two of which sum up the others.
_HEAD: Final = struct.Struct(">8I")
#: The first of these words; with one less the sums are of little-endian words.
_BIG_ENDIAN: Final = 0x377F_0683
#: A page in a log follows these words: number, size at the end of a change, two salts, two sums.
_FRAME: Final = struct.Struct(">6I")
_WORD: Final = 0xFFFF_FFFF
#: How the file begins that undoes a change; then come five numbers, the last two of them sizes.
_UNDO_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_UNDO_HEAD: Final = struct.Struct(">8s5I")
#: Where the head of a file counts its changes.
_CHANGES: Final = slice(24, 28)


def check_files_beside(path: Path, shown: Path, head: bytes) -> None:
    """Raise `JournalError` for a log that does not belong to a journal, or is damaged.

    What would undo an earlier change than the last is moved away: there is no use for it. `head` is
    how the journal itself begins.
    """
    log_file, undo_file = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    if _has_content(log_file):
        if is_current(head):
            raise JournalError(
                f"{log_file} does not belong to {shown}, which keeps no such file; move it away: "
                "it would put the journal back to an older state"
            )
        _check_log(log_file, shown)
    if _has_content(undo_file) and is_current(head) and _is_of_another_change(undo_file, head):
        log.warning(
            "%s is not of the last change of %s; it was moved away",
            undo_file,
            shown,
            extra=log_fields("undo_file_moved", file=str(undo_file)),
        )
        undo_file.replace(path.with_name(f"{path.name}-journal-old"))


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _is_of_another_change(undo_file: Path, head: bytes) -> bool:
    """Whether a file would undo another change than the one that was cut off.

    So would one that stayed where a journal was moved from, or that a container took with it. It
    holds pages as they were before. Each change counts in the first page, which is among them.
    """
    with undo_file.open("rb") as file:
        begin = file.read(_UNDO_HEAD.size)
        if len(begin) < _UNDO_HEAD.size:
            return False
        magic, _, _, _, sector_size, page_size = _UNDO_HEAD.unpack(begin)
        if magic != _UNDO_MAGIC or not 512 <= page_size <= 65_536:
            return False  # SQLite does not read it either
        file.seek(sector_size)
        while len(record := file.read(page_size + 8)) == page_size + 8:
            if int.from_bytes(record[:4]) == 1:
                before = int.from_bytes(record[4:][_CHANGES])
                return int.from_bytes(head[_CHANGES]) - before not in (0, 1)
    return False


class _Sums(NamedTuple):
    """The running sums of a log."""

    first: int
    second: int

    def over(self, data: bytes, order: str) -> _Sums:
        """The sums once these bytes have been added."""
        first, second = self
        words = struct.unpack(f"{order}{len(data) // 4}I", data)
        for index in range(0, len(words), 2):
            first = (first + words[index] + second) & _WORD
            second = (second + words[index + 1] + first) & _WORD
        return _Sums(first, second)


def _check_log(log_file: Path, shown: Path) -> None:
    """Raise `JournalError` for a log in which something was changed.

    SQLite silently ignores what follows such a place, and with it who was reached. What it rightly
    ignores is a last page that is not complete, and pages of earlier uses of the log: neither of
    their salts is that of its head.
    """
    with log_file.open("rb") as file:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        magic, _, page_size, _, *salts, first, second = _HEAD.unpack(head)
        order = ">" if magic == _BIG_ENDIAN else "<"
        sums = _Sums(0, 0).over(head[:-8], order)
        if magic not in (_BIG_ENDIAN, _BIG_ENDIAN - 1) or sums != _Sums(first, second):
            raise damaged(shown, f"{log_file.name} does not begin as it should")
        is_over = False
        for frame in _frames(file, page_size):
            words = _FRAME.unpack(frame[: _FRAME.size])
            matching = sum(a == b for a, b in zip(words[2:4], salts, strict=True))
            if matching == 2 and not is_over:
                sums = sums.over(frame[:8], order).over(frame[_FRAME.size :], order)
            if matching == 1 or (matching == 2 and (is_over or sums != _Sums(*words[4:]))):
                raise damaged(shown, f"a byte of {log_file.name} was changed")
            is_over |= matching == 0


def _frames(file: BinaryIO, page_size: int) -> Iterator[bytes]:
    """The pages of a log, each with the words before it, but for one that is not complete."""
    size = _FRAME.size + page_size
    while len(frame := file.read(size)) == size:
        yield frame

"""Journals of the first version: in write-ahead mode, with a log beside them, and without sums."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from .file_lock import FileInUseError
from .journal_file import is_busy, transaction
from .journal_format import (
    FIRST_VERSION,
    JOB,
    WORK,
    check_structure,
    damaged,
    insert_sealed,
    read_row,
    stamp,
    sum_up,
)

#: A log begins with eight words of 32 bits, the last two of which sum up the others.
_HEAD: Final = struct.Struct(">8I")
#: The first of these words; with one less the sums are of little-endian words.
_BIG_ENDIAN: Final = 0x377F_0683
#: A page in a log follows these words: number, size at the end of a change, two salts, two sums.
_FRAME: Final = struct.Struct(">6I")
_WORD: Final = 0xFFFF_FFFF


def upgrade(database: sqlite3.Connection, shown: Path, work: dict[str, Any]) -> None:
    """Turn a journal of the first version into one of this version; `work` is the row for it.

    Raises `FileInUseError` while an older package works on it.
    """
    try:
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise FileInUseError from None
        raise

    def convert(_: sqlite3.Connection) -> None:
        check_structure(database, shown, FIRST_VERSION)
        job = read_row(database, "job")
        if not job:
            raise damaged(shown, "it has no job")
        database.execute("DROP TABLE job")
        for table in (JOB, WORK):
            database.execute(table)
        insert_sealed(database, "job", {**job, "flow": None, "workspace": None})
        total = sum_up(database, shown).total_after(0)
        insert_sealed(database, "work", {**work, "total": total})
        stamp(database)

    transaction(database, convert)


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


def check_log(log_file: Path, shown: Path) -> None:
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
            _, _, *frame_salts, first, second = _FRAME.unpack(frame[: _FRAME.size])
            matching = sum(a == b for a, b in zip(frame_salts, salts, strict=True))
            if matching == 2 and not is_over:
                sums = sums.over(frame[:8], order).over(frame[_FRAME.size :], order)
            if matching == 1 or (matching == 2 and (is_over or sums != _Sums(first, second))):
                raise damaged(shown, f"a byte of {log_file.name} was changed")
            is_over |= matching == 0


def _frames(file: BinaryIO, page_size: int) -> Iterator[bytes]:
    """The pages of a log, each with the words before it, but for one that is not complete."""
    size = _FRAME.size + (65_536 if page_size == 1 else page_size)
    while len(frame := file.read(size)) == size:
        yield frame

"""Text between delimiters, as spreadsheets write it: its rows, and quotation marks gone wrong.

A mark that is never closed makes one row of all that follows in most readers. Here it spoils the
line in which it stands, and the next line is a row again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from .grid import Row

QUOTE: Final = '"'
_BREAK: Final = re.compile(r"\r\n|\n")
_ANY_BREAK: Final = re.compile(r"\r\n|\n|\r")
#: How far a quoted cell may go: notes of many lines exist, novels do not.
_MOST_LINES: Final = 500
_NEVER_CLOSED: Final = "a quotation mark that opens in line {line} is never closed"
_WHOLE_ROWS: Final = (
    "the quotation marks from line {line} to line {last} hold whole rows, as if the first of them "
    "were never closed"
)
_TEXT_BEHIND: Final = "a quotation mark in line {line} does not stand around a whole cell"


class _Record(NamedTuple):
    """The cells of a row, the lines it takes, and what is wrong with its marks."""

    cells: list[str]
    lines: int = 1
    fault: str | None = None


class Delimited:
    """The rows of a text; iterating reads them again each time."""

    def __init__(self, text: str, delimiter: str, *, width: int = 0, skip: int = 0) -> None:
        self._text = text
        self._delimiter = delimiter
        #: How many cells a row has, where that is known: it tells a row from a cell of many lines.
        self._width = width
        self._skip = skip
        self._closing = re.compile(f'"([ \t]*)(?={re.escape(delimiter)}|$)')

    def __iter__(self) -> Iterator[Row]:
        lines = split_lines(self._text)
        number = index = 0
        while index < len(lines):
            line = lines[index]
            if QUOTE in line:
                record = self._record(lines, index)
            else:
                record = _Record(line.split(self._delimiter))
            number += 1
            if index >= self._skip:
                yield Row(number, index + 1, record.cells, record.fault)
            index += record.lines

    def _record(self, lines: Sequence[str], start: int) -> _Record:
        """A row that has a quotation mark somewhere."""
        cells: list[str] = []
        index, rest = start, lines[start]
        while True:
            if not rest.lstrip(" ").startswith(QUOTE):
                cell, found, rest = rest.partition(self._delimiter)
                cells.append(cell)
                if not found:
                    return _Record(cells, index - start + 1)
                continue
            opened = index
            quoted = self._quoted(lines, index, rest.lstrip(" ")[1:])
            if isinstance(quoted, str):
                return self._spoiled(lines, start, quoted.format(line=opened + 1))
            if self._swallows(lines, start, quoted.ends_in):
                fault = _WHOLE_ROWS.format(line=opened + 1, last=quoted.ends_in + 1)
                return _Record(
                    lines[start].split(self._delimiter), quoted.ends_in - start + 1, fault
                )
            cells.append(quoted.cell)
            index, rest = quoted.ends_in, quoted.rest
            if not quoted.goes_on:
                return _Record(cells, index - start + 1)

    def _quoted(self, lines: Sequence[str], index: int, rest: str) -> _Quoted | str:
        """A cell in quotation marks from behind the first of them, or why it is none."""
        parts: list[str] = []
        for number in range(index, min(len(lines), index + _MOST_LINES)):
            line = rest if number == index else lines[number]
            place = 0
            while (place := line.find(QUOTE, place)) >= 0:
                if line[place + 1 : place + 2] == QUOTE:
                    place += 2
                    continue
                closing = self._closing.match(line, place)
                if closing is None:
                    return _TEXT_BEHIND if number == index else _NEVER_CLOSED
                parts.append(line[:place])
                cell = "\n".join(parts).replace(QUOTE * 2, QUOTE)
                end = closing.end()
                goes_on = end < len(line)
                return _Quoted(cell, number, line[end + 1 :] if goes_on else "", goes_on)
            parts.append(line)
        return _NEVER_CLOSED

    def _swallows(self, lines: Sequence[str], start: int, end: int) -> bool:
        """Whether each line of a row is as wide as a whole row, and so may be one.

        Nobody can know: somebody may have put a table into a cell.
        """
        if end == start or self._width < 2:
            return False
        return all(
            lines[number].count(self._delimiter) >= self._width - 1
            for number in range(start, end + 1)
        )

    def _spoiled(self, lines: Sequence[str], start: int, fault: str) -> _Record:
        cells = [cell.strip(f" {QUOTE}") for cell in lines[start].split(self._delimiter)]
        return _Record(cells, 1, fault)


class _Quoted(NamedTuple):
    """A cell in quotation marks: the line where it ends, and what follows it there."""

    cell: str
    ends_in: int
    rest: str
    goes_on: bool


def split_lines(text: str) -> list[str]:
    """The lines of a text. A lone CR ends one only where nothing else does, as on old Macs."""
    pattern = _BREAK if "\n" in text else _ANY_BREAK
    lines = pattern.split(text)
    if lines and not lines[-1]:
        lines.pop()
    return lines


def ends_within_a_line(text: str) -> bool:
    """Whether a text has no line break at its end, as when the rest of it is missing."""
    return not text.endswith(("\n", "\r"))

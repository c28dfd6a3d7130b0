"""A table before anybody knows what its columns are: rows of cells, by number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from attrs import field, frozen

from .options import Question

#: What a cell holds. Of a text file it is text; a workbook knows numbers, flags and times.
Cell: TypeAlias = str | int | float | bool | Decimal | datetime | date | time | timedelta | None


class Row(NamedTuple):
    """A row of a file. `number` counts rows from 1, `line` lines of text, title lines included.

    `fault` says why its cells cannot be relied on.
    """

    number: int
    line: int
    cells: Sequence[Cell]
    fault: str | None = None
    is_hidden: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether none of its cells holds anything."""
        return self.fault is None and not any(map(is_filled, self.cells))


@frozen(kw_only=True)
class Grid:
    """All rows of a table; `rows()` reads them again each time."""

    rows: Callable[[], Iterator[Row]]
    #: How it was read, in words: "CSV, utf-8, separated by ';'".
    form: str
    notes: Sequence[str] = ()
    questions: Sequence[Question] = ()
    #: Whether its days are counted from 1904, as on old Macs.
    counts_from_1904: bool = False
    #: The text is one file of values between delimiters, in which a last row can be cut off.
    is_text: bool = False
    hidden_columns: frozenset[int] = field(factory=frozenset)


def is_filled(cell: Cell) -> bool:
    """Whether a cell holds more than space."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip(_SPACE)))


#: What is nothing in a cell: space of any kind, and what cannot be seen.
_SPACE = (
    " \t\r\n\v\f\0\x1a\x1c\x1d\x1e\x1f\x85\xa0\xad"
    "\u200b\u200c\u200d\u2060\u2028\u2029\ufeff\u3000\u202f"
)


def column_letters(index: int) -> str:
    """The name of a column in a spreadsheet: A, B, ..., Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

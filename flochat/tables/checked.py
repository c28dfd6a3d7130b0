"""Rows on their way into a table: each value is held against its column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from .._values.checks import describe_type
from ..errors import InvalidArgumentError
from .cells import cell_text, fits, writable
from .columns import ColumnKind, Columns

#: The values of a row in the order of the columns; those of a column of text are texts.
Cells: TypeAlias = list[Any]


class CheckedRows:
    """Takes rows apart by columns, and finds out which columns must become text."""

    def __init__(self, columns: Columns) -> None:
        self.columns: Columns = columns
        self._text: set[int] = {
            n for n, column in enumerate(columns) if column.kind is ColumnKind.TEXT
        }
        self._became_text: set[int] = set()

    @property
    def as_text(self) -> tuple[str, ...]:
        """The names of the columns that became text so far, since a value did not fit them."""
        return tuple(self.columns[n].name for n in sorted(self._became_text))

    def _all_cells(self, rows: Iterable[Mapping[str, Any]]) -> list[Cells]:
        """The values of several rows; a column that becomes text among them is text in all."""
        before = len(self._became_text)
        cells = [self._cells(row) for row in rows]
        if len(self._became_text) > before:
            for row in cells:
                for n in self._became_text:
                    row[n] = self._text_of(n, row[n])
        return cells

    def _cells(self, row: Mapping[str, Any]) -> Cells:
        if not isinstance(row, Mapping):
            raise InvalidArgumentError(f"a row must be a dict, not {describe_type(row)}")
        cells = [row.get(name) for name in self.columns.names]
        if not row.keys() <= self.columns.by_name.keys():
            extra = next(name for name in row if name not in self.columns)
            raise InvalidArgumentError(
                f"a row has a value for {extra!r}, which is not a column; the columns are "
                + ", ".join(self.columns.names)
            )
        for n, value in enumerate(cells):
            if value is None:
                continue
            if n in self._text:
                cells[n] = writable(value) if value.__class__ is str else self._text_of(n, value)
            elif not fits(self.columns[n], value):
                self._make_text(n)
                cells[n] = self._text_of(n, value)
        return cells

    def _text_of(self, position: int, value: Any) -> str | None:  # noqa: ARG002 - for those below
        """A value of a column that became text, as the text that stands for it."""
        return cell_text(value)

    def _make_text(self, position: int) -> None:
        self._text.add(position)
        self._became_text.add(position)

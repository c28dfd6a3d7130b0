"""What all writers of tables have in common: rows are checked, counted, and kept or dropped."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import attrs

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError
from ..cells import cell_text, fits, writable
from ..columns import ColumnKind, Columns

#: The values of a row in the order of the columns; those of a column of text are texts.
Cells: TypeAlias = list[Any]


@attrs.frozen
class WrittenTable:
    """What was written: where, how many rows, and its columns.

    `as_text` has the names of the columns that became text, since a value did not fit their kind
    without loss: a word in a column of numbers, a number of more digits than a float holds.
    `unknown_fields` are user fields that had a value and no column: somebody made them while the
    list was read. `table` is the table in an SQLite file, and None elsewhere.
    """

    path: Path
    rows: int
    columns: Columns
    as_text: tuple[str, ...] = ()
    unknown_fields: tuple[str, ...] = ()
    table: str | None = None


class RowWriter(ABC):
    """Writes rows to a file, all or nothing: without `commit()` nothing is left of them.

    Leaving the `with` block without a commit discards what was written, and so does every error,
    Ctrl-C included; a file that had the name before stays as it was.

    Example:
        with open_writer("people.csv", builder.columns) as writer:
            for page in pages:
                writer.write(builder.rows(page))
            written = writer.commit()
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path: Path = path
        self.columns: Columns = columns
        self.rows_written: int = 0
        self._is_open = True
        self._text: set[int] = {
            n for n, column in enumerate(columns) if column.kind is ColumnKind.TEXT
        }
        self._became_text: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.discard()
        if error is not None:
            error.add_note(self._lost_note())

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows, each a mapping of names of columns to values; what is missing is None.

        Raises `InvalidArgumentError` for a row with a name that is no column, and `OSError` when
        the disk does not take it; nothing can be written then.
        """
        self._check_open()
        try:
            cells = [self._cells(row) for row in rows]
            if cells:
                self._write(cells)
            self.rows_written += len(cells)
        except BaseException:
            self.discard()
            raise

    def commit(self) -> WrittenTable:
        """Complete the file and give it its name. Returns what was written."""
        self._check_open()
        try:
            self._commit()
        except BaseException:
            self.discard()
            raise
        self._is_open = False
        return self._written()

    def discard(self) -> None:
        """Leave nothing of what was written; after a commit it does nothing."""
        if self._is_open:
            self._is_open = False
            self._discard()

    @property
    def as_text(self) -> tuple[str, ...]:
        """The names of the columns that became text so far, since a value did not fit them."""
        return tuple(self.columns[n].name for n in sorted(self._became_text))

    def _written(self) -> WrittenTable:
        columns = self.columns.with_text(self.as_text)
        return WrittenTable(self.path, self.rows_written, columns, self.as_text)

    def _lost_note(self) -> str:
        return (
            f"{self.path} was not written: of the {self.rows_written:,} rows up to here nothing is "
            "left, and a file that had the name before is as it was"
        )

    def _check_open(self) -> None:
        if not self._is_open:
            raise InvalidArgumentError(
                f"the writer of {self.path} is closed, since it has committed, discarded or failed;"
                " open another one"
            )

    def _cells(self, row: Mapping[str, Any]) -> Cells:
        if not isinstance(row, Mapping):
            raise InvalidArgumentError(f"a row must be a dict, not {describe_type(row)}")
        cells = [row.get(name) for name in self.columns.names]
        if not row.keys() <= self.columns.by_name.keys():
            extra = next(name for name in row if name not in self.columns)
            raise InvalidArgumentError(
                f"a row has a value for {extra!r}, which is no column; the columns are "
                + ", ".join(self.columns.names)
            )
        for n, value in enumerate(cells):
            if value is None:
                continue
            if n in self._text:
                cells[n] = writable(value) if value.__class__ is str else cell_text(value)
            elif not fits(self.columns[n], value):
                self._make_text(n)
                cells[n] = cell_text(value)
        return cells

    def _make_text(self, position: int) -> None:
        self._text.add(position)
        self._became_text.add(position)

    @abstractmethod
    def _write(self, rows: Sequence[Cells]) -> None: ...

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _discard(self) -> None: ...

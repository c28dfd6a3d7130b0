"""What all writers of tables have in common: rows are checked, counted, and kept or dropped."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import attrs

from ..._plurals import counted
from ..._values.html_report import HtmlReport
from ...errors import InvalidArgumentError
from ..checked import Cells, CheckedRows
from ..columns import Columns
from .whole_file import WholeFile


def _columns_shown(columns: Columns) -> str:
    return f"<{counted(len(columns), 'column')}>"


@attrs.frozen
class WrittenTable(HtmlReport):
    """What was written: where, how many rows, and its columns.

    `as_text` has the names of the columns that became text, since a value did not fit their kind
    without loss: a word in a column of numbers, a number of more digits than a float holds.
    `unknown_fields` are user fields that had a value and no column: somebody made them while the
    list was read. `table` is the table in an SQLite file, and None elsewhere.
    """

    path: Path
    rows: int
    columns: Columns = attrs.field(repr=_columns_shown)
    as_text: tuple[str, ...] = ()
    unknown_fields: tuple[str, ...] = ()
    table: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}" if self.table is None else f"{self.table} in {self.path}"
        return f"{counted(self.rows, 'row')} in {where}" + (
            f"; became text: {', '.join(self.as_text)}" if self.as_text else ""
        )


class RowWriter(CheckedRows, ABC):
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
        super().__init__(columns)
        self.path: Path = path
        self.rows_written: int = 0
        #: Where a table is that is complete and could not get its name; None otherwise.
        self.kept: Path | None = None
        self._is_open = True
        self._is_committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None and not self._is_committed:
            error.add_note(self.fate())
        self.discard()

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows, each a mapping of names of columns to values; what is missing is None.

        Raises `InvalidArgumentError` for a row with a name that is not a column, and `OSError` when
        the disk does not take it; nothing can be written then.
        """
        self._check_open()
        try:
            cells = self._all_cells(rows)
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
        self._is_open, self._is_committed = False, True
        return self._written()

    def discard(self) -> None:
        """Leave nothing of what was written; after a commit it does nothing."""
        if self._is_open:
            self._is_open = False
            self._discard()

    def _written(self) -> WrittenTable:
        columns = self.columns.with_text(self.as_text)
        return WrittenTable(self.path, self.rows_written, columns, self.as_text)

    def fate(self) -> str:
        """What has become of the file after an error, in a sentence."""
        if self.kept is not None:
            is_one = self.rows_written == 1
            rows = "The one row is" if is_one else f"All {self.rows_written:,} rows are"
            return f"{rows} in {self.kept}: nothing has to be read again. {self.path} is as it was."
        return (
            f"{self.path} was not written: of {counted(self.rows_written, 'row')} up to here "
            "nothing is left, and what was there before is as it was."
        )

    def _publish(self, file: WholeFile, publish: Callable[[], None]) -> None:
        """Have a complete file get its name; where that fails, keep it under another."""
        file.close()
        try:
            publish()
        except (OSError, InvalidArgumentError):
            self.kept = file.keep()
            raise

    def _check_open(self) -> None:
        if not self._is_open:
            raise InvalidArgumentError(
                f"the writer of {self.path} is closed, since it has committed, discarded or failed;"
                " open another one"
            )

    @abstractmethod
    def _write(self, rows: Sequence[Cells]) -> None: ...

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _discard(self) -> None: ...

"""Tables as CSV, which spreadsheets open without running what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..cells import cell_text, guarded, list_text
from ..checked import Cells
from ..columns import ColumnKind, Columns
from .whole_file import WholeFile
from .writer import RowWriter

_QUOTED: Final = frozenset(',"\r\n')
_LINE_END: Final = "\r\n"
_MARK: Final = "\ufeff"
#: What is text in a file: numbers, flags and times need no guard.
_TEXTS: Final = (ColumnKind.TEXT, ColumnKind.LIST, ColumnKind.JSON)


class CsvWriter(RowWriter):
    """Writes CSV in UTF-8: comma, lines that end in CR LF, headings in the first line.

    None is an empty cell, and an empty text is `""`. Lists of texts are "VIP, Gold".
    """

    def __init__(self, path: Path, columns: Columns, *, spreadsheet: bool = True) -> None:
        super().__init__(path, columns)
        self._guard = spreadsheet
        self._is_list = [column.kind is ColumnKind.LIST for column in columns]
        self._file = WholeFile(path)
        try:
            head = self._line([self._quoted(self._guarded(name)) for name in columns.names])
            self._file.file.write(((_MARK if spreadsheet else "") + head).encode())
        except BaseException:
            self._file.discard()
            raise

    def _write(self, rows: Sequence[Cells]) -> None:
        text = "".join(self._line([self._cell(n, it) for n, it in enumerate(row)]) for row in rows)
        self._file.file.write(text.encode())

    def _commit(self) -> None:
        self._publish(self._file, self._file.commit)

    def _discard(self) -> None:
        self._file.discard()

    def _text_of(self, position: int, value: Any) -> str | None:
        """Lists stay as they are in the rows above, which are written already."""
        is_list = self._is_list[position] and isinstance(value, list | tuple)
        if is_list and all(isinstance(item, str) for item in value):
            return list_text(value)
        return super()._text_of(position, value)

    def _cell(self, position: int, value: Any) -> str:
        if value is None:
            return ""
        if value.__class__ is not str:
            if self._is_list[position] and isinstance(value, list | tuple):
                return self._quoted(self._guarded(list_text(value)))
            text = cell_text(value) or ""
            is_safe = isinstance(value, int | float | datetime)
            return self._quoted(text if is_safe else self._guarded(text))
        return self._quoted(self._guarded(value))

    def _guarded(self, text: str) -> str:
        return guarded(text) if self._guard else text

    @staticmethod
    def _quoted(text: str) -> str:
        if text == "" or text[0] == " " or text[-1] == " " or not _QUOTED.isdisjoint(text):
            return '"' + text.replace('"', '""') + '"'
        return text

    @staticmethod
    def _line(cells: list[str]) -> str:
        # An empty line would be no row to those who read it.
        return (",".join(cells) or '""') + _LINE_END

"""Tables as lines of JSON, one object for each row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from ..cells import cell_text, json_text
from ..checked import Cells
from ..columns import Columns
from .whole_file import WholeFile
from .writer import RowWriter

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode


class JsonlWriter(RowWriter):
    """Writes an object per line, in UTF-8: numbers as numbers, lists as lists, None as null.

    Days are 2026-11-30, times 2026-11-30T13:30:00+11:00.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        super().__init__(path, columns)
        self._keys = [f"{_ENCODE(name)}: " for name in columns.names]
        self._file = WholeFile(path)

    def _write(self, rows: Sequence[Cells]) -> None:
        _write_lines(self._file.file, self._keys, rows)

    def _commit(self) -> None:
        if self._became_text:
            self._file = self._rewritten()
        self._publish(self._file, self._file.commit)

    def _discard(self) -> None:
        self._file.discard()

    def _rewritten(self) -> WholeFile:
        """The same lines, with texts in the columns that became text after some had numbers."""
        names = self.as_text
        first, second = self._file, WholeFile(self.path)
        try:
            first.close()
            with first.unfinished.open("rb") as lines:
                for line in lines:
                    row = json.loads(line, parse_float=Decimal)
                    row |= {name: cell_text(row[name]) for name in names}
                    _write_lines(second.file, self._keys, [list(row.values())])
        except BaseException:
            second.discard()
            raise
        first.discard()
        return second


def _write_lines(file: IO[bytes], keys: Sequence[str], rows: Sequence[Cells]) -> None:
    lines = (
        ", ".join([key + _json(value) for key, value in zip(keys, row, strict=True)])
        for row in rows
    )
    file.write("".join(f"{{{line}}}\n" for line in lines).encode())


def _json(value: Any) -> str:
    if value.__class__ is str:
        return _ENCODE(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return json_text(value)

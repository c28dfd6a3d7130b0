"""Tables as Parquet, with a type for each column."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..arrow import arrow_schema, load_pyarrow, record_batch, with_texts
from ..checked import Cells
from ..columns import Columns
from .whole_file import WholeFile
from .writer import RowWriter

#: Rows that are compressed together, and held in memory until then.
_GROUP_ROWS: Final = 5_000


class ParquetWriter(RowWriter):
    """Writes Parquet, in groups of 5,000 rows.

    Times are in microseconds, with the zone of their column; amounts are decimals, other numbers
    binary floats; JSON is text.

    Types stand at the end of a file and hold for all of it. When a column becomes text, the file is
    started again beside the part that is there, and the parts become one in the end.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        super().__init__(path, columns)
        load_pyarrow("Parquet")
        self._parts: list[_Part] = []
        self._part: _Part | None = None
        self._typed = columns
        self._merged: _Part | None = None
        self._next_part()  # so that a file that cannot be made fails before the first request

    def _make_text(self, position: int) -> None:
        super()._make_text(position)
        self._part = None

    def _write(self, rows: Sequence[Cells]) -> None:
        part = self._part or self._next_part()
        part.add(record_batch(self._typed, rows, part.schema))

    def _commit(self) -> None:
        for part in self._parts:
            part.finish()
        if len(self._parts) == 1:
            self._publish(self._parts[0].file, self._parts[0].file.commit)
            return
        self._merged = merged = _Part(self.path, self._typed)
        for part in self._parts:
            for batch in part.batches():
                merged.add(with_texts(batch, self.as_text, merged.schema))
            part.file.discard()
        merged.finish()
        self._publish(merged.file, merged.file.commit)

    def _discard(self) -> None:
        for part in (*self._parts, *filter(None, [self._merged])):
            part.discard()

    def _next_part(self) -> _Part:
        self._typed = self.columns.with_text(self.as_text)
        self._part = _Part(self.path, self._typed)
        self._parts.append(self._part)
        return self._part


class _Sink:
    """What pyarrow writes to: a file, or nothing once there is no use for it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_void = False
        self.closed = False

    def write(self, data: Any) -> int:
        return len(data) if self.is_void else self._file.write(data)

    def flush(self) -> None:
        if not self.is_void:
            self._file.flush()

    def close(self) -> None:
        self.closed = True


class _Part:
    """A file of Parquet whose columns keep their types."""

    def __init__(self, path: Path, columns: Columns) -> None:
        import pyarrow.parquet

        self.schema = arrow_schema(columns)
        self.file = WholeFile(path)
        self._sink = _Sink(self.file.file)
        self._waiting: list[Any] = []
        self._rows = 0
        try:
            self._writer = pyarrow.parquet.ParquetWriter(
                self._sink, self.schema, compression="zstd"
            )
        except BaseException:
            self.file.discard()
            raise

    def add(self, batch: Any) -> None:
        self._waiting.append(batch)
        self._rows += batch.num_rows
        if self._rows >= _GROUP_ROWS:
            self._write_group()

    def finish(self) -> None:
        """Complete the file, still under the name of one that is not."""
        self._write_group()
        self._writer.close()
        self.file.close()

    def batches(self) -> Any:
        """The rows of the file that was completed, a few at a time."""
        import pyarrow.parquet

        with self.file.unfinished.open("rb") as file:
            yield from pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=_GROUP_ROWS)

    def discard(self) -> None:
        self._waiting.clear()
        # It closes itself when it is collected otherwise, and complains that it cannot write.
        self._sink.is_void = True
        with contextlib.suppress(Exception):
            self._writer.close()
        self._writer.is_open = False
        self.file.discard()

    def _write_group(self) -> None:
        if self._waiting:
            import pyarrow

            self._writer.write_table(pyarrow.Table.from_batches(self._waiting, self.schema))
        self._waiting.clear()
        self._rows = 0

"""From the pages of a journal to the rows of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Any

from .._values.json_type import JSON
from ..models.base import Model
from ..models.fields import UserField
from ..tables.columns import Columns
from ..tables.rows import RowBuilder
from ..tables.writing.writer import RowWriter, WrittenTable
from .destination import ExportFile
from .journal import ExportJournal
from .parts import Part, PartKind
from .rows import RowCounter

#: Reads the records of a page of a part.
ReadPage = Callable[[Part, JSON], "list[Any]"]


def kept_records(journal: ExportJournal, kind: PartKind, read: ReadPage) -> Iterator[list[Any]]:
    """The records of all pages of a kind, each record once, a page at a time."""
    counter = RowCounter()
    for part in journal.parts(kind=kind):
        for _, payload in journal.pages(part.path):
            yield counter.take(read(part, payload))


class ExportOutput:
    """The file of an export while it is written, a page at a time."""

    def __init__(
        self,
        journal: ExportJournal,
        file: ExportFile,
        model: type[Model],
        read: ReadPage,
        *,
        zone: tzinfo | None,
        is_per_person: bool,
    ) -> None:
        fields: list[UserField] = []
        for records in kept_records(journal, PartKind.FIELDS, read):
            fields += records
        self._builder: RowBuilder[Any] = RowBuilder(model, zone=zone, fields=fields)
        self._is_per_person = is_per_person
        self._journal = journal
        self._read = read
        self._file = file
        self._pages = self._rows_of_pages()
        self._writer = file.open_writer(self._columns, key=None)
        #: How many rows were written.
        self.rows = 0

    @property
    def _columns(self) -> Columns:
        return self._builder.columns

    @property
    def writer(self) -> RowWriter:
        """What writes the file: a context, which leaves nothing of what was not committed."""
        return self._writer

    @property
    def unknown_fields(self) -> set[str]:
        """User fields that somebody has a value of, and that were made after the fields were read.

        They have no column.
        """
        return self._builder.unknown_fields

    def write_next(self) -> bool:
        """Write the rows of the next page; False when there is none."""
        rows = next(self._pages, None)
        if rows is None:
            return False
        self._writer.write(rows)
        self.rows += len(rows)
        return True

    def commit(self) -> WrittenTable:
        """Complete the file, and give it its name."""
        written = self._writer.commit()
        self._journal.begin_writing()
        self._file.put_in_place(written)
        return written

    def _rows_of_pages(self) -> Iterator[list[dict[str, Any]]]:
        counter = RowCounter()
        for part in self._journal.parts(kind=PartKind.ROWS):
            if self._is_per_person:  # nobody else has the same messages
                counter = RowCounter()
            known = self._known_of(part.key)
            for _, payload in self._journal.pages(part.path):
                fresh = counter.take(self._read(part, payload))
                yield [_completed(row, known) for row in self._builder.rows(fresh)]

    def _known_of(self, key: Mapping[str, Any]) -> dict[str, Any]:
        """What every row of a part must be of, by column: hosts may leave it out of the rows."""
        return {name: value for name, value in key.items() if name in ("user_ns", "list_id")}


def _completed(row: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in known.items():
        if name in row and row[name] is None:
            row[name] = value
    return row

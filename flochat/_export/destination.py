"""The file that an export becomes: checked before anything is read, and written at the end."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Final

from attrs import frozen

from .._bulk.journal_file import sync_folder
from ..errors import InvalidArgumentError
from ..tables.columns import Column, ColumnKind, Columns
from ..tables.writing import TableFormat, open_writer
from ..tables.writing.whole_file import UNFINISHED, check_path
from ..tables.writing.writer import RowWriter, WrittenTable
from .journal_store import Destination

_PROBE: Final = Columns([Column("probe", ColumnKind.TEXT)])
_SQLITE: Final = (".sqlite", ".sqlite3", ".db")
#: How much of the name of a file stands in that of an unfinished one, which must not be too long.
_MAX_NAME: Final = 30
_MAX_SUFFIX: Final = 10


@frozen
class ExportFile:
    """Where and how to write: as `open_writer` has it."""

    path: Path
    format: TableFormat | None
    table: str | None
    spreadsheet: bool

    @classmethod
    def check(
        cls,
        to: str | os.PathLike[str],
        *,
        format: TableFormat | None,  # noqa: A002 - as `open_writer` calls it
        table: str | None,
        spreadsheet: bool,
        default_table: str,
    ) -> ExportFile:
        """Check a destination as far as that goes before the first row is known.

        Raises `InvalidArgumentError` for one that cannot be, `OSError` for a folder that cannot be
        written to, and the error that names what is missing for a format whose library is.
        """
        path = check_path(to, "to")
        is_sqlite = format == "sqlite" or (format is None and path.suffix.lower() in _SQLITE)
        file = cls(
            path, format, default_table if is_sqlite and table is None else table, spreadsheet
        )
        probe = file._beside()
        try:
            with file._open(probe, _PROBE, key=None) as writer:
                writer.commit()
        except InvalidArgumentError as error:
            raise InvalidArgumentError(str(error).replace(probe.name, path.name)) from None
        finally:
            probe.unlink(missing_ok=True)
        return file

    def identity(self, journal: Path) -> Destination:
        """What journals keep of it: the way from the journal to it, so that both can be moved."""
        try:
            way = os.path.relpath(self.path, journal.parent)
        except ValueError:  # on another drive of Windows
            way = str(self.path)
        details = [self.format or self.path.suffix.lower().lstrip(".")]
        if self.table is not None:
            details.append(f"table {self.table}")
        if not self.spreadsheet:
            details.append("not for spreadsheets")
        return Destination(Path(way).as_posix(), ", ".join(details))

    def default_journal(self) -> Path:
        """Where the journal is that nobody has named: beside the file."""
        return self.path.with_name(f"{self.path.name}.export.sqlite")

    def check_replaceable(self) -> None:
        """Raise `InvalidArgumentError` where writing the file would take away other tables."""
        if self.table is None or not self.path.exists():
            return
        try:
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as database:
                rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                others = sorted({name for (name,) in rows} - {self.table})
        except sqlite3.Error:
            return  # no database: a file like any other
        if others:
            raise InvalidArgumentError(
                f"{self.path} has other tables too ({', '.join(others[:3])}), which would be lost; "
                "name another file"
            )

    def open_writer(self, columns: Columns, *, key: str | None) -> RowWriter:
        """Begin to write the file, under another name; `put_in_place` is to follow its commit."""
        self.remove_leftovers()
        return self._open(self._beside(), columns, key=key)

    def put_in_place(self, written: WrittenTable) -> None:
        """Give the file that was written its name, in place of the one that may have it."""
        try:
            written.path.replace(self.path)
        except OSError:  # it may be open in another program
            written.path.unlink(missing_ok=True)  # the journal has all of it
            raise
        sync_folder(self.path)

    def remove_leftovers(self) -> None:
        """Remove what a run has left that was killed while it wrote: it is about people."""
        for other in self.path.parent.iterdir():
            if other.name.lstrip(".").startswith(self._stem) and UNFINISHED in other.name:
                with suppress(OSError):
                    other.unlink()

    @property
    def _stem(self) -> str:
        """How the names of unfinished files begin, behind their dot: those of this file alone."""
        digest = blake2b(os.fsencode(self.path.name), digest_size=4).hexdigest()
        return f"{self.path.name[:_MAX_NAME]}.export-{digest}-"

    def _beside(self) -> Path:
        name = f".{self._stem}{token_hex(4)}{UNFINISHED}{self.path.suffix[:_MAX_SUFFIX]}"
        return self.path.with_name(name)

    def _open(self, path: Path, columns: Columns, *, key: str | None) -> RowWriter:
        return open_writer(
            path,
            columns,
            format=self.format,
            spreadsheet=self.spreadsheet,
            table=self.table,
            key=key,
        )

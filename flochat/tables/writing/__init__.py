"""Tables to files: CSV, lines of JSON, Parquet and SQLite, each whole or not there."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError
from ..columns import Column, Columns
from .whole_file import check_path
from .writer import RowWriter

#: The kinds of files that tables are written to.
TableFormat: TypeAlias = Literal["csv", "jsonl", "parquet", "sqlite"]

_SUFFIXES: Final[dict[str, TableFormat]] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
_FORMATS: Final = tuple(dict.fromkeys(_SUFFIXES.values()))


def check_target(
    to: str | os.PathLike[str], file_format: TableFormat, table: str | None = None
) -> Path:
    """The path of a file for a table, checked as far as it can be before the columns are known."""
    path = check_path(to)
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "the folder cannot be written to", str(path.parent))
    if file_format == "parquet":
        from ..arrow import load_pyarrow

        load_pyarrow("Parquet")
    if file_format == "sqlite":
        from .sqlite_file import check_table, is_database

        check_table(table)
        is_database(path)
    return path


def open_writer(
    to: str | os.PathLike[str],
    columns: Columns | Sequence[Column],
    *,
    format: TableFormat | None = None,  # noqa: A002 - what everybody calls it
    spreadsheet: bool = True,
    table: str | None = None,
    key: str | None = None,
    upsert: bool = True,
) -> RowWriter:
    """Open a file to write rows to; nothing is there under its name before `commit()`.

    Args:
        to: the file. A file that is there is replaced, an SQLite file is added to.
        columns: the columns of every row.
        format: csv, jsonl, parquet or sqlite; None goes by the end of the name.
        spreadsheet: of CSV, whether it is for spreadsheets too: with a mark by which they know
            UTF-8, and with a ' in front of what they would take for a formula.
        table: of SQLite, the table to write to. Required there.
        key: of SQLite, the column that identifies a row; None if there is none.
        upsert: of SQLite, whether a row replaces the one with the same key; otherwise the table
            must not be there yet.

    Raises:
        InvalidArgumentError: the arguments do not go together, or the file cannot be there.
        OSError: the file cannot be opened.
    """
    path = check_path(to)
    columns = columns if isinstance(columns, Columns) else Columns(columns)
    wanted = _format_of(path, format)
    if wanted != "sqlite" and (table is not None or key is not None):
        raise InvalidArgumentError(f"table and key are for SQLite files, not for {wanted}")
    if wanted == "csv":
        from .csv_file import CsvWriter

        return CsvWriter(path, columns, spreadsheet=spreadsheet)
    if wanted == "jsonl":
        from .jsonl_file import JsonlWriter

        return JsonlWriter(path, columns)
    if wanted == "parquet":
        from .parquet_file import ParquetWriter

        return ParquetWriter(path, columns)
    from .sqlite_file import check_table
    from .sqlite_table import SqliteWriter

    return SqliteWriter(path, columns, table=check_table(table), key=key, upsert=upsert)


def _format_of(path: Path, given: str | None) -> TableFormat:
    if given is not None:
        if given not in _FORMATS:
            shown = repr(given) if isinstance(given, str) else describe_type(given)
            raise InvalidArgumentError(f"format must be one of {', '.join(_FORMATS)}, not {shown}")
        return given
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise InvalidArgumentError(
            f"the end of {path.name!r} does not say what to write; use one of "
            f"{', '.join(_SUFFIXES)}, or pass format= ({', '.join(_FORMATS)})"
        )
    return found

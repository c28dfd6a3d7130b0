"""What there is to know of an SQLite file before a table of it is written."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..._values.checks import describe_type
from ...errors import InvalidArgumentError
from ..columns import Column, ColumnKind

_MAGIC: Final = b"SQLite format 3\0"
_TYPES: Final[Mapping[ColumnKind, str]] = {
    ColumnKind.INTEGER: "INTEGER",
    ColumnKind.NUMBER: "REAL",
    ColumnKind.DECIMAL: "REAL",
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.DAY: "DATE",
}
_ERRORS: Final = {
    sqlite3.SQLITE_BUSY: (errno.EBUSY, ": another program is writing to it; try again afterwards"),
    sqlite3.SQLITE_FULL: (errno.ENOSPC, ""),
    sqlite3.SQLITE_READONLY: (errno.EACCES, ""),
    sqlite3.SQLITE_CANTOPEN: (errno.EACCES, ""),
}


def check_table(table: object) -> str:
    """The name of a table; raises `InvalidArgumentError` for what SQLite does not allow."""
    if not isinstance(table, str):
        raise InvalidArgumentError(
            f"table must name a table, such as people, not {describe_type(table)}"
        )
    is_taken = table.casefold().startswith("sqlite_")
    if not table.strip() or is_taken or not table.isprintable():
        raise InvalidArgumentError(
            f"table must be a name that SQLite allows, such as people, not {table!r}"
        )
    return table


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database; raises `InvalidArgumentError` if it is another one."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InvalidArgumentError(
                f"{path} is there, and is not an SQLite file; pass another name, or move it away"
            )
    return True


def declaration(column: Column) -> str:
    """The type that a column is declared with."""
    return _TYPES.get(column.kind, "TEXT")


def definition(column: Column, key: str | None) -> str:
    """A column as `CREATE TABLE` has it."""
    suffix = " PRIMARY KEY" if column.name == key else ""
    return f"{quoted(column.name)} {declaration(column)}{suffix}"


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def folded(name: str) -> str:
    """A name as SQLite compares it: without regard to the case of the letters of ASCII."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


@contextmanager
def os_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite says of a file as an `OSError` with its name."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        number, advice = _ERRORS.get(code, (errno.EIO, ""))
        raise OSError(number, f"{error}{advice}", str(path)) from error

"""Deleting somebody from files that were exported: every row that has their `user_ns`."""

from __future__ import annotations

import csv
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..errors import InvalidArgumentError, MirrorError
from .mirror_file import connect

COLUMN: Final = "user_ns"
_BOM: Final = "\ufeff"


class Export(NamedTuple):
    """A file that somebody is to be deleted from, and how many rows they have in it."""

    path: Path
    rows: int
    remove: Callable[[Path, str], None]


class _NoColumnError(Exception):
    """There is nothing to tell people by; `where` names the place, with {} for the path."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def find_in_exports(paths: Iterable[str | os.PathLike[str]], user_ns: str) -> list[Export]:
    """Look through the files before anything is deleted.

    Raises `InvalidArgumentError` for a file that is not there, is of no known format, or has no
    column `user_ns` to tell people by.
    """
    return [_find(Path(path), user_ns) for path in _check_paths(paths)]


def _check_paths(paths: object) -> Iterable[str | os.PathLike[str]]:
    if isinstance(paths, str | os.PathLike) or not isinstance(paths, Iterable):
        raise InvalidArgumentError("exports must be a list of paths: exports=['people.csv']")
    return paths


def _find(path: Path, user_ns: str) -> Export:
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise InvalidArgumentError(
            f"{path} must end in {', '.join(_FORMS)} for people to be deleted from it"
        )
    if not path.is_file():
        raise InvalidArgumentError(f"there is no file {path} to delete anybody from")
    count, remove = form
    try:
        return Export(path, count(path, user_ns), remove)
    except _NoColumnError as error:
        where = error.where.replace("{}", str(path))
        raise InvalidArgumentError(
            f"{where} has no {COLUMN}, so nobody can tell whose a row is: delete the file, or the "
            "rows by hand"
        ) from None
    except (OSError, ValueError, csv.Error, sqlite3.Error) as error:
        if isinstance(error, InvalidArgumentError):
            raise
        raise InvalidArgumentError(f"{path} cannot be read: {error}") from error


def remove_from_exports(exports: Iterable[Export], user_ns: str) -> Mapping[Path, int]:
    """Delete somebody from files; each is replaced as a whole. Returns their rows by path."""
    done: dict[Path, int] = {}
    for export in exports:
        try:
            if export.rows:
                export.remove(export.path, user_ns)
        except (OSError, ValueError, sqlite3.Error) as error:
            after = f"; done before it: {', '.join(map(str, done))}" if done else ""
            raise MirrorError(
                f"{user_ns} is no longer in the mirror, but could not be deleted from "
                f"{export.path}: {error}{after}; call this again"
            ) from error
        done[export.path] = export.rows
    return done


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file that takes the place of another when all is written, with its permissions."""
    target = path.resolve()
    temporary = target.with_name(f"{target.name}-new-{secrets.token_hex(4)}")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


# CSV


class _Recorder:
    """Lines as they are read, so that rows that stay are written back to the byte."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.taken: list[str] = []

    def __iter__(self) -> _Recorder:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line

    def take(self) -> str:
        """What was read since the last time."""
        text, self.taken = "".join(self.taken), []
        return text


def _csv_rows(lines: Iterable[str], user_ns: str) -> Iterator[tuple[str, bool]]:
    """Each row as text, and whether it is of somebody; the heading first."""
    recorder = _Recorder(lines)
    heading: list[str] | None = None
    place = -1
    for row in csv.reader(recorder, delimiter=",", strict=True):
        text = recorder.take()
        if heading is None:
            heading = [name.removeprefix(_BOM) for name in row]
            place = _place_of_column(heading)
            yield text, False
        else:
            yield text, place < len(row) and row[place] == user_ns
    if heading is None:
        raise _NoColumnError("{}")


def _place_of_column(names: list[str]) -> int:
    if COLUMN not in names:
        raise _NoColumnError("{}")
    return names.index(COLUMN)


def _count_csv(path: Path, user_ns: str) -> int:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        return sum(is_theirs for _, is_theirs in _csv_rows(file, user_ns))


def _remove_csv(path: Path, user_ns: str) -> None:
    with (
        _replacing(path) as temporary,
        path.open(encoding="utf-8", newline="") as file,
        temporary.open("w", encoding="utf-8", newline="") as new,
    ):
        new.writelines(text for text, is_theirs in _csv_rows(file, user_ns) if not is_theirs)


# JSON lines


def _is_theirs(line: str, user_ns: str, number: int) -> bool:
    if not line.strip():
        return False
    row: Any = json.loads(line)
    if not isinstance(row, dict) or COLUMN not in row:
        raise _NoColumnError(f"line {number:,} of {{}}")
    return bool(row[COLUMN] == user_ns)


def _count_lines(path: Path, user_ns: str) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(_is_theirs(line, user_ns, number) for number, line in enumerate(file, 1))


def _remove_lines(path: Path, user_ns: str) -> None:
    with (
        _replacing(path) as temporary,
        path.open(encoding="utf-8", newline="") as file,
        temporary.open("w", encoding="utf-8", newline="") as new,
    ):
        lines = enumerate(file, 1)
        new.writelines(line for number, line in lines if not _is_theirs(line, user_ns, number))


# SQLite


def _tables_of_people(database: sqlite3.Connection) -> list[str]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = [
        name
        for (name,) in tables
        if any(row[1] == COLUMN for row in database.execute(f"PRAGMA table_info({_quoted(name)})"))
    ]
    if not found:
        raise _NoColumnError("no table of {}")
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _count_sqlite(path: Path, user_ns: str) -> int:
    with closing(connect(path, "rw")) as database:
        return sum(
            database.execute(
                f"SELECT count(*) FROM {_quoted(table)} WHERE {COLUMN} = ?", (user_ns,)
            ).fetchone()[0]
            for table in _tables_of_people(database)
        )


def _remove_sqlite(path: Path, user_ns: str) -> None:
    with closing(connect(path, "rw")) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("BEGIN IMMEDIATE")
        for table in _tables_of_people(database):
            database.execute(f"DELETE FROM {_quoted(table)} WHERE {COLUMN} = ?", (user_ns,))
        database.execute("COMMIT")
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# Parquet


def _parquet() -> Any:
    try:
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        raise InvalidArgumentError(
            "a Parquet file takes pyarrow: pip install 'flochat[tables]'"
        ) from None
    return pyarrow


def _count_parquet(path: Path, user_ns: str) -> int:
    pyarrow = _parquet()
    with pyarrow.parquet.ParquetFile(path) as file:
        _place_of_column(file.schema_arrow.names)
        return sum(
            pyarrow.compute.sum(_theirs(pyarrow, batch, user_ns)).as_py() or 0
            for batch in file.iter_batches(columns=[COLUMN])
        )


def _remove_parquet(path: Path, user_ns: str) -> None:
    pyarrow = _parquet()
    with _replacing(path) as temporary, pyarrow.parquet.ParquetFile(path) as file:
        codec = "snappy"
        if file.metadata.num_row_groups and file.metadata.num_columns:
            codec = file.metadata.row_group(0).column(0).compression
        with pyarrow.parquet.ParquetWriter(
            temporary, file.schema_arrow, compression=codec
        ) as writer:
            for batch in file.iter_batches():
                mask = pyarrow.compute.invert(_theirs(pyarrow, batch, user_ns))
                writer.write_batch(batch.filter(mask))


def _theirs(pyarrow: Any, batch: Any, user_ns: str) -> Any:
    """For each row of a batch, whether it is of somebody; never null."""
    return pyarrow.compute.fill_null(pyarrow.compute.equal(batch.column(COLUMN), user_ns), False)


_Form = tuple[Callable[[Path, str], int], Callable[[Path, str], None]]
_FORMS: Final[Mapping[str, _Form]] = {
    ".csv": (_count_csv, _remove_csv),
    ".jsonl": (_count_lines, _remove_lines),
    ".ndjson": (_count_lines, _remove_lines),
    ".sqlite": (_count_sqlite, _remove_sqlite),
    ".sqlite3": (_count_sqlite, _remove_sqlite),
    ".db": (_count_sqlite, _remove_sqlite),
    ".parquet": (_count_parquet, _remove_parquet),
}

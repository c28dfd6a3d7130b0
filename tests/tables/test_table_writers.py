"""Files of tables are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flochat import InvalidArgumentError
from flochat.tables import Column, ColumnKind, Columns, RowWriter, open_writer

COLUMNS = Columns([Column("id", ColumnKind.TEXT), Column("n", ColumnKind.NUMBER)])
NAMES = ("t.csv", "t.jsonl", "t.parquet", "t.sqlite")


def writer_of(path: Path, columns: Columns = COLUMNS, **options: Any) -> RowWriter:
    if path.suffix == ".sqlite":
        options = {"table": "people", "key": "id"} | options
    return open_writer(path, columns, **options)


def write(path: Path, *rows: dict[str, Any], **options: Any) -> None:
    with writer_of(path, **options) as writer:
        writer.write(rows)
        writer.commit()


def people(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT * FROM people ORDER BY id").fetchall()
    database.close()
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_for_its_owner_alone_and_nothing_else_is_left(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, {"id": "a", "n": 1})
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, OSError])
def test_whatever_ends_the_writing_leaves_nothing(
    name: str, error: type[BaseException], tmp_path: Path
) -> None:
    def interrupted() -> None:
        with writer_of(tmp_path / name) as writer:
            writer.write([{"id": "a", "n": 1}])
            raise error

    with pytest.raises(error) as caught:
        interrupted()
    assert list(tmp_path.iterdir()) == []
    assert "was not written" in caught.value.__notes__[0]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_there_before_stays_until_the_new_is_complete(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    write(path, {"id": "a", "n": 1})
    before = path.read_bytes()
    with writer_of(path) as writer:
        writer.write([{"id": "b", "n": 2}])
    assert path.read_bytes() == before
    assert [it.name for it in tmp_path.iterdir()] == [name]


#: A file of this process may have 20,000 bytes: what a full disk does, in the same calls.
_ON_A_SMALL_DISK = """
import resource, signal, sys
from flochat.tables import Column, ColumnKind, open_writer

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, is_large_part = sys.argv[1], sys.argv[2] == "rows"
options = {"table": "people", "key": "id"} if path.endswith("sqlite") else {}
columns = [Column("id", ColumnKind.TEXT), Column("n", ColumnKind.NUMBER)]
try:
    with open_writer(path, columns, **options) as writer:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        if is_large_part:
            for page in range(200):
                writer.write([{"id": f"{page} {n} {hash((page, n))}", "n": n} for n in range(100)])
        else:
            writer.write([{"id": f"{n} {hash((n, 1))}", "n": n} for n in range(2_000)])
        writer.commit()
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
@pytest.mark.parametrize("when", ["rows", "end"])
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_told_and_leaves_nothing(name: str, when: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _ON_A_SMALL_DISK, str(tmp_path / name), when],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("OSError\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_a_full_disk_leaves_an_sqlite_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    command = [sys.executable, "-c", _ON_A_SMALL_DISK, str(path), "rows"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "OSError\n"
    assert people(path) == [("a", 1.0)]
    assert [it.name for it in tmp_path.iterdir()] == ["t.sqlite"]


def test_a_link_stays_one_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "link.csv", {"id": "a", "n": 1})
    assert (tmp_path / "link.csv").is_symlink()
    assert "id,n" in (tmp_path / "real.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("to", "message"),
    [
        (3, "must be a path, not an int"),
        ("", "must be a path, not ''"),
        (".", "is a folder"),
        (":memory:", "make tables in memory"),
        ("nowhere/t.csv", "does not exist"),
        ("t.txt", "does not say what to write"),
        ("/dev/null", "is something else"),
    ],
)
def test_what_cannot_be_the_file_is_refused(
    to: Any, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidArgumentError, match=message):
        open_writer(to, COLUMNS)


def test_arguments_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with pytest.raises(InvalidArgumentError, match="format must be one of csv"):
        open_writer(path, COLUMNS, format="xls")  # type: ignore[arg-type] # that is tested
    with pytest.raises(InvalidArgumentError, match="for SQLite files, not for csv"):
        open_writer(path, COLUMNS, key="id")
    with pytest.raises(InvalidArgumentError, match="table must name a table"):
        open_writer(tmp_path / "t.db", COLUMNS)
    with pytest.raises(InvalidArgumentError, match="key must be one of the columns"):
        open_writer(tmp_path / "t.db", COLUMNS, table="t", key="x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_row_with_a_name_that_is_no_column_is_refused(name: str, tmp_path: Path) -> None:
    with writer_of(tmp_path / name) as writer:
        with pytest.raises(InvalidArgumentError, match="'m', which is not a column"):
            writer.write([{"id": "a", "m": 1}])
        with pytest.raises(InvalidArgumentError, match="closed"):
            writer.commit()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("letter", ["x", "ü", "😀"])
def test_a_name_may_be_as_long_as_the_system_allows(letter: str, tmp_path: Path) -> None:
    stem = letter * (250 // len(letter.encode()))
    write(tmp_path / f"{stem}.csv", {"id": "a", "n": 1})
    assert [path.stem for path in tmp_path.iterdir()] == [stem]


# SQLite


def test_more_columns_than_sqlite_has_are_told_with_a_way_out(tmp_path: Path) -> None:
    columns = Columns(
        [Column("id", ColumnKind.TEXT)]
        + [Column(f"n{number}", ColumnKind.NUMBER) for number in range(2_000)]
    )
    with pytest.raises(InvalidArgumentError, match="at most 2,000 columns, not 2,001"):
        writer_of(tmp_path / "t.sqlite", columns)
    assert list(tmp_path.iterdir()) == []


def test_rows_with_a_known_key_are_replaced_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1}, {"id": "b", "n": 2})
    write(path, {"id": "b", "n": 3}, {"id": "c", "n": None})
    assert people(path) == [("a", 1.0), ("b", 3.0), ("c", None)]


def test_rows_without_a_key_do_not_pile_up(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    for _ in range(2):
        write(path, {"id": None, "n": 1}, {"id": None, "n": 2}, {"id": "a", "n": 3})
    assert sorted(n for _, n in people(path)) == [1, 2, 3]


def test_new_columns_are_added_and_columns_of_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE people ADD COLUMN mine TEXT DEFAULT 'x'")
    database.close()
    wider = Columns([*COLUMNS, Column("day", ColumnKind.DAY)])
    with writer_of(path, wider) as writer:
        writer.write([{"id": "a", "n": 2}])
        writer.commit()
    assert people(path) == [("a", 2.0, "x", None)]


def test_a_table_that_is_there_is_refused_unless_its_rows_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    with pytest.raises(InvalidArgumentError, match="upsert=True"):
        writer_of(path, upsert=False)
    with pytest.raises(InvalidArgumentError, match="no column that identifies"):
        writer_of(path, key=None)
    with pytest.raises(InvalidArgumentError, match="n is not unique"):
        writer_of(path, key="n")
    assert people(path) == [("a", 1.0)]


def test_a_view_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW shown AS SELECT * FROM people")
    database.close()
    with pytest.raises(InvalidArgumentError, match="Shown is a view"):
        writer_of(path, table="Shown")
    (tmp_path / "t.csv").write_text("id,n\r\n")
    with pytest.raises(InvalidArgumentError, match="not an SQLite file"):
        open_writer(tmp_path / "t.csv", COLUMNS, format="sqlite", table="people")
    assert (tmp_path / "t.csv").read_bytes() == b"id,n\r\n"


@pytest.mark.parametrize("table", ["", "sqlite_master", "a\0b", 3, None])
def test_a_name_that_no_table_can_have_is_refused(table: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match="table must"):
        writer_of(tmp_path / "t.sqlite", table=table)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", ["order", 'a"b', "two words", "Людзі"])
def test_any_other_name_is_one(table: str, tmp_path: Path) -> None:
    write(tmp_path / "t.sqlite", {"id": "a", "n": 1}, table=table)
    with sqlite3.connect(tmp_path / "t.sqlite") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    database.close()
    assert table in names


def test_other_programs_write_to_the_file_while_rows_are_gathered(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    with writer_of(path) as writer:
        writer.write([{"id": "b", "n": 2}])
        with sqlite3.connect(path, timeout=0) as other:
            other.execute("INSERT INTO people VALUES ('c', 3)")
        other.close()
        writer.commit()
    assert people(path) == [("a", 1.0), ("b", 2.0), ("c", 3.0)]


def test_a_file_that_another_program_has_to_itself_is_told_and_the_rows_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    monkeypatch.setattr("flochat.tables.writing.sqlite_target._TIMEOUT", 0.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OSError, match="another program is writing to it") as caught:
            write(path, {"id": "b", "n": 2})
    finally:
        other.close()
    assert "The one row is in" in caught.value.__notes__[0]
    assert people(path) == [("a", 1.0)]
    assert people(tmp_path / "t-complete.sqlite") == [("b", 2.0)]


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with writer_of(path) as writer:
        writer.write([{"id": "a", "n": 1}])
        path.write_bytes(b"mine")
        with pytest.raises(InvalidArgumentError, match="not an SQLite file"):
            writer.commit()
    assert path.read_bytes() == b"mine"
    assert writer.kept == tmp_path / "t-complete.sqlite"
    assert people(writer.kept) == [("a", 1.0)]
    assert len(list(tmp_path.iterdir())) == 2


def test_two_that_make_the_same_file_at_once_are_both_in_it(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with writer_of(path) as first, writer_of(path) as second:
        first.write([{"id": "a", "n": 1}])
        second.write([{"id": "b", "n": 2}])
        first.commit()
        second.commit()
    assert people(path) == [("a", 1.0), ("b", 2.0)]
    assert [it.name for it in tmp_path.iterdir()] == ["t.sqlite"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet"])
def test_a_complete_file_that_cannot_get_its_name_is_kept(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    taken = tmp_path / f"t-complete{path.suffix}"
    taken.write_text("mine")
    with writer_of(path) as writer:
        writer.write([{"id": "a", "n": 1}])
        path.mkdir()  # as a program that has the file open does on Windows, it is in the way
        with pytest.raises(OSError, match=path.name):
            writer.commit()
    assert writer.kept == tmp_path / f"t-complete-2{path.suffix}"
    assert writer.kept.stat().st_size > 0
    assert taken.read_text() == "mine"
    assert "nothing has to be read again" in writer.fate()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_column_that_a_view_holds_on_to_cannot_become_text_and_the_error_says_so(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.sqlite"
    write(path, {"id": "a", "n": 1})
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW doubled AS SELECT n * 2 FROM people")
    database.close()
    with pytest.raises(InvalidArgumentError, match="n of the table people must become text"):
        write(path, {"id": "b", "n": "many"})
    assert people(path) == [("a", 1.0)]
    assert people(tmp_path / "t-complete.sqlite") == [("b", "many")]


# Ctrl-C in the middle, for real

_INTERRUPTED = """
import sys
from flochat.tables import Column, ColumnKind, open_writer

options = {"table": "people", "key": "id"} if sys.argv[1].endswith("sqlite") else {}
with open_writer(sys.argv[1], [Column("id", ColumnKind.TEXT)], **options) as writer:
    print("ready", flush=True)
    n = 0
    while True:
        writer.write([{"id": str(n + i)} for i in range(100)])
        n += 100
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("name", NAMES)
def test_ctrl_c_leaves_nothing(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _INTERRUPTED, str(tmp_path / name)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.kill(process.pid, 2)
        _, stderr = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in stderr
    assert list(tmp_path.iterdir()) == []

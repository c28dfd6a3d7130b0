"""Whatever stands in a row comes back from each kind of file, or its column became text."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from flochat.tables import (
    Column,
    ColumnKind,
    Columns,
    list_items,
    list_text,
    open_writer,
    unguarded,
)
from flochat.tables.cells import cell_text, writable

SYDNEY = ZoneInfo("Australia/Sydney")
COLUMNS = Columns(
    [
        Column("id", ColumnKind.TEXT),
        Column("text", ColumnKind.TEXT),
        Column("items", ColumnKind.LIST),
        Column("json", ColumnKind.JSON),
        Column("number", ColumnKind.NUMBER),
        Column("amount", ColumnKind.DECIMAL),
        Column("count", ColumnKind.INTEGER),
        Column("flag", ColumnKind.BOOLEAN),
        Column("day", ColumnKind.DAY),
        Column("at", ColumnKind.INSTANT, "Australia/Sydney"),
        Column("local", ColumnKind.INSTANT),
    ]
)

TEXTS = st.text(st.characters(exclude_categories=()), max_size=6) | st.sampled_from(
    ["", "=1", "\0", "\r", "\n", '"', ",", " a ", "'=", "\ud83d"]
)
JSONS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
).filter(lambda value: isinstance(value, list | dict))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "items": st.lists(TEXTS, max_size=3),
    "json": JSONS,
    "number": st.integers() | st.floats() | st.decimals(),
    "amount": st.decimals(),
    "count": st.integers(),
    "flag": st.booleans(),
    "day": st.dates(),
    "at": st.datetimes(timezones=st.just(SYDNEY)),
    "local": st.datetimes(),
}
ANY = st.one_of(*VALUES.values())
ROWS = st.lists(
    st.fixed_dictionaries(
        {name: st.none() | own | own | own | own | ANY for name, own in VALUES.items()}
    ),
    min_size=1,
    max_size=4,
)


def written(folder: Path, suffix: str, pages: list[list[dict[str, Any]]]) -> tuple[str, ...]:
    options: dict[str, Any] = {"table": "t", "key": "id"} if suffix == "sqlite" else {}
    with open_writer(folder / f"t.{suffix}", COLUMNS, **options) as writer:
        for page in pages:
            writer.write(page)
        return writer.commit().as_text


def read_all(folder: Path) -> Mapping[str, list[dict[str, Any]]]:
    with (folder / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        from_csv = list(csv.DictReader(file))
    lines = (folder / "t.jsonl").read_text(encoding="utf-8").split("\n")
    database = sqlite3.connect(folder / "t.sqlite")
    database.row_factory = sqlite3.Row
    # Columns that became text stand last.
    from_sqlite = [dict(row) for row in database.execute("SELECT * FROM t ORDER BY id")]
    database.close()
    return {
        "csv": [{name: unguarded(it) for name, it in row.items()} for row in from_csv],
        "jsonl": [json.loads(line, parse_float=Decimal) for line in lines if line],
        "parquet": pq.read_table(folder / "t.parquet").to_pylist(),
        "sqlite": from_sqlite,
    }


def typed(kind: str, column: Column, value: Any) -> Any:
    """A value as it was read, as the type of its column."""
    if column.kind is ColumnKind.LIST:
        if kind == "csv":
            return list_items(value)
        return json.loads(value) if kind == "sqlite" else value
    if column.kind is ColumnKind.JSON:
        return value if kind == "jsonl" else json.loads(value)
    if column.kind is ColumnKind.BOOLEAN:
        return value == "true" if kind == "csv" else bool(value)
    if column.kind is ColumnKind.DAY:
        return date.fromisoformat(value) if isinstance(value, str) else value
    if column.kind is ColumnKind.INSTANT:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
        return time.astimezone(UTC) if column.zone else time
    if column.kind is ColumnKind.DECIMAL and kind != "sqlite":
        return Decimal(value)
    if column.kind in (ColumnKind.NUMBER, ColumnKind.DECIMAL):
        return float(value)
    return int(value) if column.kind is ColumnKind.INTEGER else value


def expected(kind: str, column: Column, value: Any) -> Any:
    if column.kind in (ColumnKind.LIST, ColumnKind.JSON):
        return json.loads(writable(json.dumps(value, ensure_ascii=False)))
    if column.kind is ColumnKind.INSTANT and column.zone:
        return value.astimezone(UTC)
    if column.kind is ColumnKind.DECIMAL and kind == "sqlite":
        return float(value)
    return float(value) if column.kind is ColumnKind.NUMBER else value


def text_in_csv(name: str, value: Any) -> str | None:
    """A value of a column that became text; lists of texts stay as they were before that."""
    is_list = name == "items" and isinstance(value, list)
    if is_list and all(isinstance(item, str) for item in value):
        return list_text(value)
    return cell_text(value)


@given(rows=ROWS, size=st.integers(1, 3))
def test_what_is_written_is_what_is_read(rows: list[dict[str, Any]], size: int) -> None:
    rows = [{"id": f"r{n}", **row} for n, row in enumerate(rows)]
    pages = [rows[n : n + size] for n in range(0, len(rows), size)]
    with TemporaryDirectory() as name:
        as_text = {kind: written(Path(name), kind, pages) for kind in FILES}
        found = read_all(Path(name))
    assert as_text["csv"] == as_text["jsonl"] == as_text["parquet"]
    for kind, read in found.items():
        assert [row["id"] for row in read] == [row["id"] for row in rows]
        for column in COLUMNS.with_text(as_text[kind]):
            for was, row in zip(rows, read, strict=True):
                value, cell = was[column.name], row[column.name]
                if value is None:
                    assert cell in ((None, "") if kind == "csv" else (None,))
                elif column.kind is not ColumnKind.TEXT:
                    assert typed(kind, column, cell) == expected(kind, column, value)
                elif isinstance(value, str):
                    assert cell == writable(value)
                else:
                    assert isinstance(cell, str)
                    assert kind != "csv" or cell == text_in_csv(column.name, value)


FILES = ("csv", "jsonl", "parquet", "sqlite")

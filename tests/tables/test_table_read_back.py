"""What is written is read with what people read it with: values, types and time zones."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flochat import Order, Subscriber, Tag, UserField
from flochat.tables import RowBuilder, TableFormat, list_items, open_writer, unguarded
from flochat.tables.arrow import ArrowRows, to_pandas, to_polars

SYDNEY = ZoneInfo("Australia/Sydney")
#: The second of two hours with one name, when clocks are set back.
LATE = datetime(2026, 4, 5, 2, 30, tzinfo=SYDNEY, fold=1)
NASTY = '=1+1, "x"\nü😀'
FIELDS = [
    UserField(var_ns="f1v1", name="Level", var_type="number"),
    UserField(var_ns="f1v2", name="Born", var_type="date"),
    UserField(var_ns="f1v3", name="Met", var_type="datetime"),
    UserField(var_ns="f1v4", name="Likes", var_type="array"),
    UserField(var_ns="f1v5", name="Agrees", var_type="boolean"),
]


def person(number: int, values: list[str | None], **own: Any) -> Subscriber:
    fields = [
        UserField(var_ns=field.var_ns, name=field.name, var_type=field.var_type, value=value)
        for field, value in zip(FIELDS, values, strict=True)
        if value is not None
    ]
    return Subscriber(user_ns=f"f1u{number}", user_fields=tuple(fields), **own)


ANA = person(
    1,
    ["1.5", "1991-06-07", "2026-04-04T16:30:00Z", '["tea"]', "yes"],
    name=NASTY,
    phone="+61412345678",
    city="",
    last_seen=LATE,
    agent_id=7,
    allow_send_message=True,
    tags=(Tag(name="VIP"), Tag(name="a, b")),
)
BO = person(2, [None] * 5)


def write(path: Path, *pages: list[Subscriber], file_format: TableFormat | None = None) -> Path:
    builder = RowBuilder(Subscriber, zone=SYDNEY, fields=FIELDS)
    options: dict[str, Any] = (
        {"table": "people", "key": builder.key} if path.suffix == ".sqlite" else {}
    )
    with open_writer(path, builder.columns, format=file_format, **options) as writer:
        for page in pages:
            writer.write(builder.rows(page))
        writer.commit()
    return path


def asked(query: str) -> tuple[Any, ...]:
    """The one row that DuckDB answers with."""
    with duckdb.connect() as connection:
        (row,) = connection.execute(query).fetchall()
    found: tuple[Any, ...] = row
    return found


# Parquet


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    return write(tmp_path / "people.parquet", [ANA, BO])


def test_pyarrow_reads_parquet(parquet: Path) -> None:
    table = pq.read_table(parquet)
    types = {name: str(table.schema.field(name).type) for name in ("Level", "Born", "Met", "tags")}
    assert types == {
        "Level": "double",
        "Born": "date32[day]",
        "Met": "timestamp[us, tz=Australia/Sydney]",
        "tags": "list<element: string>",
    }
    ana, bo = table.to_pylist()
    assert ana["name"] == NASTY
    assert (ana["city"], bo["city"]) == ("", None)
    assert (ana["Level"], ana["Born"], ana["Agrees"]) == (1.5, date(1991, 6, 7), True)
    assert ana["last_seen"].astimezone(UTC) == LATE.astimezone(UTC)
    assert (ana["tags"], bo["tags"], json.loads(ana["Likes"])) == (["VIP", "a, b"], [], ["tea"])


def test_pandas_reads_parquet(parquet: Path) -> None:
    frame = pd.read_parquet(parquet)
    assert str(frame["last_seen"].dtype) == "datetime64[us, Australia/Sydney]"
    assert frame["last_seen"][0] == pd.Timestamp(LATE)
    assert frame["Level"].mean() == 1.5


def test_polars_reads_parquet(parquet: Path) -> None:
    frame = pl.read_parquet(parquet)
    assert frame.schema["last_seen"] == pl.Datetime("us", "Australia/Sydney")
    assert frame.schema["Born"] == pl.Date
    assert frame.schema["tags"] == pl.List(pl.String)
    assert frame["last_seen"][0].astimezone(UTC) == LATE.astimezone(UTC)
    assert frame["city"].to_list() == ["", None]


def test_duckdb_reads_parquet(parquet: Path) -> None:
    query = f"""SELECT count(*), epoch(max(last_seen)), max("Born"), list_sort(flatten(list(tags)))
        FROM '{parquet}' WHERE allow_send_message OR name IS NULL"""
    assert asked(query) == (
        2,
        LATE.timestamp(),
        date(1991, 6, 7),
        ["VIP", "a, b"],
    )


# CSV


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "people.csv", [ANA, BO])


def test_csv_reads_csv_and_our_rules_undo_what_is_for_spreadsheets(table: Path) -> None:
    with table.open(encoding="utf-8-sig", newline="") as file:
        ana, bo = csv.DictReader(file)
    assert ana["name"] == f"'{NASTY}"
    assert unguarded(ana["name"]) == NASTY
    assert list_items(ana["tags"]) == ["VIP", "a, b"]
    assert (ana["phone"], ana["Level"], ana["Agrees"]) == ("+61412345678", "1.5", "true")
    assert datetime.fromisoformat(ana["last_seen"]).astimezone(UTC) == LATE.astimezone(UTC)
    assert bo == dict.fromkeys(bo, "") | {"user_ns": "f1u2"}


def test_pandas_reads_csv(table: Path) -> None:
    frame = pd.read_csv(table, parse_dates=["Born", "last_seen"], index_col="user_ns")
    assert frame.loc["f1u1", "Level"] == 1.5
    assert frame.loc["f1u1", "Born"] == pd.Timestamp("1991-06-07")
    assert frame.loc["f1u1", "last_seen"] == pd.Timestamp(LATE)


def test_polars_reads_csv(table: Path) -> None:
    frame = pl.read_csv(table, try_parse_dates=True)
    assert frame.columns[0] == "user_ns"
    assert frame["Born"].to_list() == [date(1991, 6, 7), None]
    assert frame["last_seen"][0] == LATE.astimezone(UTC)


def test_polars_tells_an_empty_text_in_csv_from_none(table: Path) -> None:
    assert pl.read_csv(table)["city"].to_list() == ["", None]


def test_duckdb_reads_csv(table: Path) -> None:
    query = f"""SELECT name, "Level", "Born", epoch(last_seen::TIMESTAMPTZ), allow_send_message
        FROM read_csv('{table}') WHERE user_ns = 'f1u1'"""
    assert asked(query) == (
        f"'{NASTY}",
        1.5,
        date(1991, 6, 7),
        LATE.timestamp(),
        True,
    )


def test_csv_for_programs_has_texts_as_they_are(tmp_path: Path) -> None:
    builder = RowBuilder(Subscriber, fields=[])
    with open_writer(tmp_path / "t.csv", builder.columns, spreadsheet=False) as writer:
        writer.write(builder.rows([ANA, BO]))
        writer.commit()
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        ana, _ = csv.DictReader(file)
    assert (ana["user_ns"], ana["name"]) == ("f1u1", NASTY)


def test_a_heading_is_guarded_too(tmp_path: Path) -> None:
    field = UserField(var_ns="f1v1", name="=cmd", var_type="text")
    columns = RowBuilder(Subscriber, fields=[field]).columns
    with open_writer(tmp_path / "t.csv", columns) as writer:
        writer.commit()
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").rstrip().endswith(",'=cmd")


# Lines of JSON


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return write(tmp_path / "people.jsonl", [ANA, BO])


def test_json_reads_lines(lines: Path) -> None:
    ana, bo = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    assert (ana["name"], ana["Level"], ana["Born"]) == (NASTY, 1.5, "1991-06-07")
    assert (ana["Likes"], ana["tags"], ana["Agrees"]) == (["tea"], ["VIP", "a, b"], True)
    assert (ana["city"], bo["city"]) == ("", None)
    assert ana["last_seen"] == "2026-04-05T02:30:00+10:00"
    assert list(ana) == list(bo)


def test_pandas_polars_and_duckdb_read_lines(lines: Path) -> None:
    frame = pd.read_json(lines, lines=True)
    assert (frame["Level"][0], pd.to_datetime(frame["last_seen"])[0]) == (1.5, pd.Timestamp(LATE))
    assert pl.read_ndjson(lines)["tags"].to_list() == [["VIP", "a, b"], []]
    query = f"""SELECT "Level", "Born", epoch(last_seen::TIMESTAMPTZ), tags
        FROM read_json('{lines}') WHERE user_ns = 'f1u1'"""
    found = (1.5, date(1991, 6, 7), LATE.timestamp(), ["VIP", "a, b"])
    assert asked(query) == found


# SQLite


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return write(tmp_path / "people.sqlite", [ANA, BO])


def test_sqlite_reads_sqlite_and_its_functions_know_the_times(database: Path) -> None:
    opened = sqlite3.connect(database)
    query = """SELECT name, "Level", "Born", last_seen, datetime(last_seen), city, agent_id, tags,
        (SELECT count(*) FROM json_each(tags)), allow_send_message FROM people ORDER BY user_ns"""
    ana, bo = opened.execute(query).fetchall()
    opened.close()
    assert ana[:5] == (
        NASTY,
        1.5,
        "1991-06-07",
        "2026-04-05 02:30:00+10:00",
        "2026-04-04 16:30:00",
    )
    assert ana[5:] == ("", 7, '["VIP","a, b"]', 2, 1)
    assert bo == (*[None] * 7, "[]", 0, None)


def test_pandas_and_polars_read_sqlite(database: Path) -> None:
    opened = sqlite3.connect(database)
    query = "SELECT * FROM people ORDER BY user_ns"
    frame = pd.read_sql(query, opened, parse_dates={"last_seen": {"utc": True}})
    assert (frame["Level"][0], frame["last_seen"][0]) == (1.5, pd.Timestamp(LATE))
    assert pl.read_database(query, opened)["Level"].to_list() == [1.5, None]
    opened.close()


# In memory


def in_memory(*people: Subscriber) -> pa.Table:
    builder = RowBuilder(Subscriber, zone=SYDNEY, fields=FIELDS)
    rows = ArrowRows(builder.columns)
    for it in people:
        rows.add(builder.rows([it]))
    return rows.table()


def test_pandas_keeps_whole_numbers_and_flags_where_some_are_missing() -> None:
    frame = to_pandas(in_memory(ANA, BO))
    assert (str(frame["agent_id"].dtype), frame["agent_id"][0]) == ("Int64", 7)
    assert (str(frame["Agrees"].dtype), bool(frame["Agrees"][0])) == ("boolean", True)
    assert str(frame["last_seen"].dtype) == "datetime64[us, Australia/Sydney]"
    assert frame["Born"].dt.year[0] == 1991
    assert frame["tags"].tolist() == [["VIP", "a, b"], []]


def test_polars_has_the_same() -> None:
    frame = to_polars(in_memory(ANA, BO))
    assert frame.schema["last_seen"] == pl.Datetime("us", "Australia/Sydney")
    assert frame["Born"].to_list() == [date(1991, 6, 7), None]


def test_an_empty_table_has_its_columns() -> None:
    assert to_pandas(in_memory()).columns.tolist() == in_memory(ANA).column_names
    assert len(to_polars(in_memory())) == 0


# Columns that become text

MIXED = [
    [person(1, ["1.5", *[None] * 4]), person(2, ["7", *[None] * 4])],
    [person(3, ["12", *[None] * 4]), person(4, ["old", *[None] * 4])],
    [person(5, ["123456789012345678901", *[None] * 4]), person(6, [None] * 5)],
    [person(7, ["3", "soon", None, None, None])],
]
LEVELS = ["1.5", "7", "12", "old", "123456789012345678901", None, "3"]


def read_levels(path: Path) -> list[Any]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [row["Level"] or None for row in csv.DictReader(file)]
    if path.suffix == ".jsonl":
        return [json.loads(line)["Level"] for line in path.read_text().splitlines()]
    if path.suffix == ".parquet":
        levels: list[Any] = pq.read_table(path)["Level"].to_pylist()
        return levels
    opened = sqlite3.connect(path)
    rows = opened.execute('SELECT "Level" FROM people ORDER BY user_ns').fetchall()
    opened.close()
    return [level for (level,) in rows]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".sqlite"])
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_column_of_mixed_values_is_text_in_all_rows(
    suffix: str, size: int, tmp_path: Path
) -> None:
    people = [it for page in MIXED for it in page]
    pages = [people[n : n + size] for n in range(0, len(people), size)]
    path = write(tmp_path / f"people{suffix}", *pages)
    assert read_levels(path) == LEVELS
    assert [it.name for it in tmp_path.iterdir()] == [path.name]


def test_a_table_in_memory_does_the_same() -> None:
    assert in_memory(*(it for page in MIXED for it in page))["Level"].to_pylist() == LEVELS


def test_a_column_that_became_text_stays_so_when_more_is_written(tmp_path: Path) -> None:
    path = write(tmp_path / "people.sqlite", *MIXED)
    write(path, [person(1, ["2", *[None] * 4]), person(2, ["2.5", *[None] * 4])])
    assert read_levels(path) == ["2", "2.5", *LEVELS[2:]]


def test_flags_and_days_become_text_as_they_are_written_elsewhere(tmp_path: Path) -> None:
    people = [
        person(1, [None, "2026-01-02", "2026-01-01T00:00:00Z", '{"a": 1}', "yes"]),
        person(2, [None, "soon", "later", "all", "maybe"]),
    ]
    texts = ("2026-01-02", "2026-01-01 11:00:00+11:00", '{"a":1}', "true")
    for suffix in (".csv", ".parquet", ".sqlite"):
        path = write(tmp_path / f"people{suffix}", *[[it] for it in people])
        read = {".csv": pd.read_csv, ".parquet": pd.read_parquet}.get(suffix)
        if read is None:
            opened = sqlite3.connect(path)
            frame = pd.read_sql("SELECT * FROM people", opened)
            opened.close()
        else:
            frame = read(path)
        assert tuple(frame.loc[0, ["Born", "Met", "Likes", "Agrees"]]) == texts, suffix
        assert tuple(frame.loc[1, ["Born", "Met", "Likes", "Agrees"]]) == (
            "soon",
            "later",
            "all",
            "maybe",
        )


# Amounts


def test_amounts_are_exact(tmp_path: Path) -> None:
    builder = RowBuilder(Order)
    orders = [Order(total_price=Decimal("19.90")), Order(total_price=Decimal("0.1"))]
    for name in ("orders.parquet", "orders.jsonl"):
        with open_writer(tmp_path / name, builder.columns) as writer:
            writer.write(builder.rows(orders))
            writer.commit()
    assert pl.read_parquet(tmp_path / "orders.parquet")["total_price"].sum() == Decimal("20.00")
    lines = (tmp_path / "orders.jsonl").read_text().splitlines()
    assert '"total_price": 19.90' in lines[0]
    assert json.loads(lines[0], parse_float=Decimal)["total_price"] == Decimal("19.90")


def test_an_amount_that_no_column_holds_makes_it_text(tmp_path: Path) -> None:
    builder = RowBuilder(Order)
    orders = [Order(total_price=Decimal("19.90")), Order(total_price=Decimal("0.123456789012"))]
    with open_writer(tmp_path / "orders.parquet", builder.columns) as writer:
        for order in orders:
            writer.write(builder.rows([order]))
        assert writer.commit().as_text == ("total_price",)
    found = pl.read_parquet(tmp_path / "orders.parquet")["total_price"].to_list()
    assert found == ["19.9", "0.123456789012"]

"""Lists as rows, as files and as tables in memory."""

from __future__ import annotations

import asyncio
import csv
import json
import re
import sqlite3
import subprocess
import sys
import warnings
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flochat import (
    AsyncFlochat,
    Flochat,
    IncompleteListError,
    InvalidArgumentError,
    PermissionDeniedError,
    TableWarning,
    UserField,
    WrittenTable,
)
from flochat.sandbox import Server
from flochat.tables import ColumnKind, list_items, unguarded
from tests.support.clients import Clients, Clock
from tests.support.ledger import operations

ZONE = "Australia/Sydney"
FIELDS, PEOPLE = "GET /flow/user-fields", "GET /subscribers"


@pytest.fixture
def client(sandbox: Server, make_client: Clients, clock: Clock) -> Any:
    return make_client(sandbox.url, sandbox.api_key, clock=clock, time_zone=ZONE)


@pytest.fixture
def people(sandbox: Server) -> list[str]:
    for name, var_type in (
        ("Level", "number"),
        ("Born", "date"),
        ("Met", "datetime"),
        ("Likes", "array"),
        ("Agrees", "boolean"),
        ("Email", "text"),
    ):
        sandbox.seed.user_field(name, var_type)
    values = {
        "Level": "1.5",
        "Born": "1991-06-07",
        "Met": "2026-11-30T02:00:00Z",
        "Likes": '["tea"]',
        "Agrees": "true",
        "Email": "=HYPERLINK(1)",
    }
    ana = sandbox.seed.subscriber(
        first_name="Ana",
        phone="61412345678",
        email="ana@example.com",
        tags=["VIP", "Gold"],
        user_fields=values,
    )
    return [ana, sandbox.seed.subscriber(first_name="Bo", email="bo@example.com")]


def by_key(rows: Any) -> dict[str, Any]:
    return {row["user_ns"]: row for row in rows}


# Rows


def test_rows_have_the_types_of_their_fields(client: Any, people: list[str]) -> None:
    rows = by_key(client.subscribers.list().rows())
    ana, bo = (rows[person] for person in people)
    assert (ana["Level"], ana["Born"], ana["Agrees"]) == (1.5, date(1991, 6, 7), True)
    assert ana["Met"] == datetime(2026, 11, 30, 2, tzinfo=UTC)
    assert ana["Met"].tzinfo == ana["subscribed"].tzinfo == ZoneInfo(ZONE)
    assert (sorted(ana["tags"]), ana["Likes"]) == (["Gold", "VIP"], ["tea"])
    assert (ana["email"], ana["field.Email"]) == ("ana@example.com", "=HYPERLINK(1)")
    assert list(ana) == list(bo)
    assert (bo["Level"], bo["tags"]) == (None, [])


def test_the_fields_cost_one_request_and_none_when_they_are_given(
    client: Any, sandbox: Server, people: list[str]
) -> None:
    fields = client.flow.user_fields.list().to_list()
    sandbox.clear()
    assert len(list(client.subscribers.list().rows())) == len(people)
    assert operations(sandbox) == [FIELDS, PEOPLE]
    sandbox.clear()
    (first, *_) = client.subscribers.list().rows(fields=fields)
    assert "Level" in first
    assert operations(sandbox) == [PEOPLE]
    sandbox.clear()
    assert "Level" not in next(iter(client.subscribers.list().rows(fields=[])))
    assert next(iter(client.flow.tags.list().rows())).keys() == {"tag_ns", "name"}
    assert operations(sandbox) == [PEOPLE, "GET /flow/tags"]


def test_columns_are_known_without_a_row(client: Any, sandbox: Server, people: list[str]) -> None:
    assert people
    columns = client.subscribers.list().columns()
    assert operations(sandbox) == [FIELDS]
    kinds = {name: columns[name].kind for name in ("Level", "Born", "tags", "Likes", "agent_id")}
    assert kinds == {
        "Level": ColumnKind.NUMBER,
        "Born": ColumnKind.DAY,
        "tags": ColumnKind.LIST,
        "Likes": ColumnKind.JSON,
        "agent_id": ColumnKind.INTEGER,
    }
    assert columns.names == tuple(next(iter(client.subscribers.list().rows())))


def test_rows_can_be_kept_as_they_are(client: Any, sandbox: Server, people: list[str]) -> None:
    rows = by_key(client.subscribers.list().rows(flatten=False))
    assert operations(sandbox) == [PEOPLE]
    ana = rows[people[0]]
    assert {tag["name"] for tag in ana["tags"]} == {"VIP", "Gold"}
    assert {"Level", "Born"} <= {field["name"] for field in ana["user_fields"]}
    assert "raw" not in ana


def test_a_value_that_does_not_fit_its_field_is_told(client: Any, sandbox: Server) -> None:
    sandbox.seed.user_field("Level", "number")
    for level in ("7", "old", "ancient"):
        sandbox.seed.subscriber(email=f"{level}@example.com", user_fields={"Level": level})
    with pytest.warns(TableWarning, match="'Level' became text") as told:
        rows = list(client.subscribers.list().rows())
    assert {str(row["Level"]) for row in rows} == {"7", "old", "ancient"}
    assert len(told) == 1


def test_a_field_that_was_made_meanwhile_is_told(
    client: Any, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    assert people
    none = {"data": [], "meta": {"current_page": 1, "last_page": 1, "total": 0}}
    sandbox.answer_next(json=none, operation=FIELDS, times=2)
    with pytest.warns(TableWarning, match=r"the values of 'Agrees', 'Born'.* are not in the table"):
        written = client.subscribers.list().to_csv(tmp_path / "people.csv")
    assert "Level" in written.unknown_fields
    with pytest.warns(TableWarning, match="write it once more"):
        list(client.subscribers.list().rows())
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # who leaves the fields out knows it
        assert list(client.subscribers.list().rows(fields=[]))


def test_people_of_all_flows_have_their_fields_as_json(client: Any, people: list[str]) -> None:
    rows = by_key(client.team.subscribers.list().rows())
    assert set(people) <= set(rows)
    columns = client.team.subscribers.list().columns()
    assert columns["user_fields"].kind is ColumnKind.JSON
    values = rows[people[0]]["user_fields"]
    assert values == {} or (values["Level"], values["Born"]) == ("1.5", "1991-06-07")


# Files


def test_a_list_becomes_csv(client: Any, people: list[str], tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    written = client.subscribers.list().to_csv(path)
    assert isinstance(written, WrittenTable)
    assert (written.path, written.rows, written.as_text) == (path, 2, ())
    assert str(written) == f"2 rows in {path}"
    with path.open(encoding="utf-8-sig", newline="") as file:
        ana = by_key(csv.DictReader(file))[people[0]]
    assert ana["field.Email"] == "'=HYPERLINK(1)"
    assert unguarded(ana["field.Email"]) == "=HYPERLINK(1)"
    assert sorted(list_items(ana["tags"])) == ["Gold", "VIP"]
    client.subscribers.list().to_csv(str(path), spreadsheet=False)
    with path.open(encoding="utf-8", newline="") as file:
        assert by_key(csv.DictReader(file))[people[0]]["field.Email"] == "=HYPERLINK(1)"


def test_a_list_becomes_lines_of_json(client: Any, people: list[str], tmp_path: Path) -> None:
    client.subscribers.list().to_jsonl(tmp_path / "people.jsonl")
    lines = (tmp_path / "people.jsonl").read_text(encoding="utf-8").splitlines()
    ana = by_key(map(json.loads, lines))[people[0]]
    assert (ana["Level"], ana["Born"], ana["Met"]) == (
        1.5,
        "1991-06-07",
        "2026-11-30T13:00:00+11:00",
    )


def test_a_list_becomes_parquet(client: Any, people: list[str], tmp_path: Path) -> None:
    client.subscribers.list().to_parquet(tmp_path / "people.parquet")
    table = pq.read_table(tmp_path / "people.parquet")
    assert table.schema.field("Met").type == pa.timestamp("us", tz=ZONE)
    ana = by_key(table.to_pylist())[people[0]]
    assert (ana["Level"], ana["Born"], ana["Agrees"]) == (1.5, date(1991, 6, 7), True)


def test_a_list_becomes_a_table_of_sqlite_and_is_brought_up_to_date(
    client: Any, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "crm.sqlite"
    assert client.subscribers.list().to_sqlite(path, "people").table == "people"
    sandbox.seed.user_field("Colour")
    bea = sandbox.seed.subscriber(first_name="Bea", email="b@example.com")
    client.subscribers.set_fields(people[1], {"Level": 7}, verify=True)
    written = client.subscribers.list().to_sqlite(path, "people")
    assert written.rows == 3
    client.flow.tags.list().to_sqlite(path, "tags")
    database = sqlite3.connect(path)
    levels = dict(database.execute('SELECT user_ns, "Level" FROM people'))
    tags = {name for (name,) in database.execute("SELECT name FROM tags")}
    database.execute('SELECT "Colour" FROM people')
    database.close()
    assert levels == {people[0]: 1.5, people[1]: 7.0, bea: None}
    assert tags == {"VIP", "Gold"}


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_list_of_nobody_is_a_table_with_columns(
    client: Any, sandbox: Server, suffix: str, tmp_path: Path
) -> None:
    sandbox.seed.user_field("Level", "number")
    path = tmp_path / f"people.{suffix}"
    written = getattr(client.subscribers.list(), f"to_{suffix}")(path)
    assert (written.rows, written.columns["Level"].kind) == (0, ColumnKind.NUMBER)
    assert path.exists()
    if suffix == "parquet":
        assert "Level" in pq.read_schema(path).names


def test_messages_newest_last_become_a_file(client: Any, sandbox: Server, tmp_path: Path) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", email="ana@example.com")
    for number in range(3):
        sandbox.seed.message(ana, f"Message {number}", ts=1_700_000_000 + number)
    pager = client.subscribers.messages(ana, oldest_first=True)
    assert pager.to_jsonl(tmp_path / "messages.jsonl").rows == 3
    lines = (tmp_path / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["content"] for line in lines] == [f"Message {n}" for n in range(3)]
    assert json.loads(lines[0])["ts"] == "2023-11-14T22:13:20+00:00"


# In memory


def test_a_list_becomes_a_data_frame(client: Any, people: list[str]) -> None:
    frame = client.subscribers.list().to_pandas().set_index("user_ns")
    assert str(frame["Met"].dtype) == f"datetime64[us, {ZONE}]"
    assert frame.loc[people[0], "Level"] == 1.5
    assert frame["Agrees"].dtype == pd.BooleanDtype()
    assert frame["Born"].dt.year.max() == 1991


def test_a_list_becomes_polars_and_arrow(client: Any, people: list[str]) -> None:
    frame = client.subscribers.list().to_polars()
    assert frame.schema["Met"] == pl.Datetime("us", ZONE)
    assert set(frame["user_ns"]) == set(people)
    assert client.subscribers.list().to_arrow().schema.field("Born").type == pa.date32()


def test_a_list_that_is_given_to_pandas_says_how_to_do_it(sandbox: Server) -> None:
    sandbox.seed.subscriber(first_name="Ana", email="ana@example.com")
    with Flochat(sandbox.api_key, base_url=sandbox.url) as client:
        with pytest.raises(TypeError, match=r"pager.to_pandas\(\)"):
            pd.DataFrame(client.subscribers.list())
        assert sandbox.requests == []
        rows = pd.DataFrame(client.subscribers.list().rows())
        assert rows["first_name"].tolist() == ["Ana"]


def test_libraries_that_know_arrow_take_a_list_as_it_is(sandbox: Server) -> None:
    sandbox.seed.user_field("Level", "number")
    sandbox.seed.subscriber(email="ana@example.com", user_fields={"Level": "7"})
    with Flochat(sandbox.api_key, base_url=sandbox.url) as client:
        people = client.subscribers.list()
        assert pl.DataFrame(people)["Level"].to_list() == [7.0]
        assert pa.table(people)["Level"].to_pylist() == [7.0]
        assert pd.DataFrame.from_arrow(people)["Level"].tolist() == [7.0]


def test_a_list_of_the_async_client_says_that_it_is_awaited() -> None:
    people = AsyncFlochat("key", base_url="https://flochat.example/api").subscribers.list()
    with pytest.raises(TypeError, match=r"await pager.to_arrow\(\)"):
        pl.DataFrame(people)


_WITHOUT = """
import sys
from flochat import ConfigurationError, Flochat

missing, method = sys.argv[1:]
sys.modules[missing] = None  # an import of it fails
people = Flochat("key", base_url="http://127.0.0.1:1/api").subscribers.list()
try:
    getattr(people, method)(*["people.parquet"] * (method == "to_parquet"))
except ConfigurationError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("missing", "method"),
    [
        ("pyarrow", "to_parquet"),
        ("pyarrow", "to_arrow"),
        ("pyarrow", "to_pandas"),
        ("pandas", "to_pandas"),
        ("polars", "to_polars"),
    ],
)
def test_a_library_that_is_missing_is_named_before_any_request(
    missing: str, method: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, missing, method],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=tmp_path,
    )
    assert f"{missing}, which is not installed: pip install" in done.stdout
    assert "flochat[tables]" in done.stdout
    assert list(tmp_path.iterdir()) == []


# What goes wrong


@pytest.mark.parametrize("to", ["csv", "jsonl", "parquet", "sqlite"])
def test_a_list_that_is_not_complete_leaves_no_file(
    client: Any, sandbox: Server, to: str, tmp_path: Path
) -> None:
    rows = [{"tag_ns": f"f1t{n}", "name": f"Tag {n}"} for n in range(3)]
    sandbox.answer_next(json={"data": rows, "meta": {"total": 9}}, times=5)
    path = tmp_path / f"tags.{to}"
    arguments = [path, "tags"] if to == "sqlite" else [path]
    with pytest.raises(IncompleteListError, match=re.escape(f"{path} was not written")) as caught:
        getattr(client.flow.tags.list(), f"to_{to}")(*arguments)
    assert (caught.value.received, caught.value.expected) == (3, 9)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_survives_a_list_that_fails(
    client: Any, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    assert people
    path = tmp_path / "people.csv"
    client.subscribers.list().to_csv(path)
    before = path.read_bytes()
    sandbox.answer_next(status=403, json={"message": "no"}, operation=PEOPLE)
    with pytest.raises(PermissionDeniedError, match="what was there before is as it was"):
        client.subscribers.list().to_csv(path)
    assert path.read_bytes() == before


def test_a_key_that_may_not_see_fields_is_told_how_to_do_without(
    client: Any, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    assert people
    sandbox.answer_next(status=403, json={"message": "no scope"}, operation=FIELDS)
    with pytest.raises(PermissionDeniedError, match=r"fields=\[\]"):
        client.subscribers.list().to_csv(tmp_path / "people.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda people, _: people.to_csv(3), "must be a path, not an int"),
        (lambda people, at: people.to_csv(at), "is a folder"),
        (lambda people, at: people.to_jsonl(at / "no" / "people.jsonl"), "does not exist"),
        (lambda people, at: people.to_csv(at / "a.csv", spreadsheet="yes"), "True or False"),
        (lambda people, at: people.to_sqlite(at / "a.db", ""), "table must be a name"),
        (lambda people, at: people.to_sqlite(at / "a.db", "t", upsert=1), "True or False"),
        (lambda people, at: people.to_csv(at / "a.csv", fields="Level"), "list of UserFields"),
        (lambda people, at: people.to_csv(at / "a.csv", fields=["Level"]), "must be UserFields"),
    ],
)
def test_wrong_arguments_are_refused_before_any_request(
    client: Any, sandbox: Server, call: Any, message: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        call(client.subscribers.list(), tmp_path)
    assert sandbox.requests == []
    assert list(tmp_path.iterdir()) == []


def test_fields_are_for_lists_of_people(client: Any, sandbox: Server) -> None:
    with pytest.raises(InvalidArgumentError, match="Tag has no user fields"):
        client.flow.tags.list().columns(fields=[UserField(name="Level")])
    assert sandbox.requests == []


@pytest.mark.parametrize("to", ["csv", "jsonl", "parquet", "sqlite"])
def test_ctrl_c_between_two_pages_leaves_nothing(sandbox: Server, to: str, tmp_path: Path) -> None:
    for number in range(250):
        sandbox.seed.tag(f"Tag {number}")
    asked = []

    def interrupt(event: object) -> None:
        asked.append(event)
        if len(asked) == 3:
            raise KeyboardInterrupt

    arguments = [tmp_path / f"tags.{to}", *["tags"] * (to == "sqlite")]
    with Flochat(sandbox.api_key, base_url=sandbox.url, on_request=interrupt) as client:
        tags = client.flow.tags.list()
        with pytest.raises(KeyboardInterrupt) as caught:
            getattr(tags, f"to_{to}")(*arguments)
    assert "of 200 rows up to here nothing is left" in caught.value.__notes__[0]
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_task_leaves_nothing(sandbox: Server, tmp_path: Path) -> None:
    for number in range(250):
        sandbox.seed.tag(f"Tag {number}")

    async def cancelled() -> None:
        answered = asyncio.Event()
        async with AsyncFlochat(
            sandbox.api_key, base_url=sandbox.url, on_response=lambda _: answered.set()
        ) as client:
            tags = client.flow.tags.list()
            task = asyncio.ensure_future(tags.to_csv(tmp_path / "tags.csv"))
            await answered.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancelled())
    assert list(tmp_path.iterdir()) == []


def test_the_loop_goes_on_while_a_file_is_written(sandbox: Server, tmp_path: Path) -> None:
    """Each write is made in another thread than that of the loop."""
    sandbox.seed.tag("VIP")
    script = """
import asyncio, sys, threading
from pathlib import Path
from flochat import AsyncFlochat

calls = set()
def seen(event, arguments):
    if event in ("open", "os.rename", "sqlite3.connect", "os.link", "os.remove"):
        if ".unfinished" in str(arguments[0]):
            calls.add((event, threading.current_thread() is threading.main_thread()))
sys.addaudithook(seen)

async def main():
    async with AsyncFlochat("sandbox-key", base_url=sys.argv[1]) as client:
        await client.flow.tags.list().to_csv("tags.csv")
        await client.flow.tags.list().to_sqlite("tags.sqlite", "tags")
asyncio.run(main())
print(sorted(calls))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, sandbox.url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=tmp_path,
    )
    assert "('open', False)" in done.stdout
    assert "True" not in done.stdout

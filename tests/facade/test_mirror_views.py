"""What people ask a mirror, with what they ask it with."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest

from flochat.sandbox import Server
from tests.support.clients import Clients
from tests.support.mirrors import rows, value

DAY = 86_400


@pytest.fixture
def mirror(make_client: Clients, sandbox: Server, tmp_path: Path) -> Any:
    """A mirror of people who wrote, waited and were answered; it knows the zone of their times."""
    now = int(time.time())
    people = {
        name: sandbox.seed.subscriber(
            first_name=name,
            tags=tags,
            agent_id=agent,
            agent_name=agent and "Kim",
            last_interaction=datetime.fromtimestamp(now - ago, UTC).strftime("%Y-%m-%d %H:%M:%S"),
        )
        for name, tags, agent, ago in (
            ("Ana", ["VIP"], 7, 3_600),
            ("Ben", ["VIP", "Lead"], 7, 2 * 3_600),
            ("Cleo", [], None, 3 * DAY),
            ("Dan", ["Lead"], None, 20 * DAY),
        )
    }
    say = sandbox.seed.message
    say(people["Ana"], "Where is it?", ts=now - 3_600)
    say(people["Ana"], "I am a bot", ts=now - 3_590, kind="out")
    say(people["Ben"], "Thanks?", ts=now - 7_200)
    say(people["Ben"], "You are welcome", ts=now - 7_100, kind="agent", agent_id=7)
    say(people["Ben"], "He was nice", ts=now - 7_000, kind="note", agent_id=7)
    say(people["Cleo"], "Hello?", ts=now - 3 * DAY)
    mirror = make_client(sandbox.url, time_zone="UTC").mirror(tmp_path / "mirror.sqlite")
    mirror.sync(messages=True)
    return mirror


def names(mirror: Any, view: str) -> list[str]:
    return sorted(name for (name,) in rows(mirror.path, f"SELECT name FROM {view}"))


def test_who_wrote_in_the_last_24_hours(mirror: Any) -> None:
    assert names(mirror, "wrote_in_last_24h") == ["Ana", "Ben"]
    known = dict(rows(mirror.path, "SELECT name, known_by FROM wrote_in_last_24h"))
    assert known == {"Ana": "message", "Ben": "message"}


def test_who_interacted_counts_where_the_zone_is_known(
    mirror: Any, make_client: Clients, sandbox: Server, tmp_path: Path
) -> None:
    without_messages = make_client(sandbox.url, time_zone="UTC").mirror(tmp_path / "two.sqlite")
    without_messages.sync()
    assert names(without_messages, "wrote_in_last_24h") == ["Ana", "Ben"]
    naive = make_client(sandbox.url).mirror(tmp_path / "three.sqlite")
    naive.sync()
    assert names(naive, "wrote_in_last_24h") == []
    assert mirror.path != naive.path


def test_who_waits_for_an_answer(mirror: Any) -> None:
    found = rows(mirror.path, "SELECT name, last_text, bot_replied FROM unanswered ORDER BY name")
    assert found == [("Ana", "Where is it?", 1), ("Cleo", "Hello?", 0)]


def test_whose_an_agent_has_and_who_has_a_tag(mirror: Any) -> None:
    by_agent = "SELECT agent_name, count(*) FROM people_by_agent GROUP BY agent_id ORDER BY 1"
    assert rows(mirror.path, by_agent) == [(None, 2), ("Kim", 2)]
    by_tag = "SELECT tag, count(*) FROM people_by_tag GROUP BY tag ORDER BY 1"
    assert rows(mirror.path, by_tag) == [("Lead", 2), ("VIP", 2)]


def test_whoever_vanished_is_in_no_view_but_in_the_table(
    mirror: Any, make_client: Clients, sandbox: Server
) -> None:
    ana = value(mirror.path, "SELECT user_ns FROM people WHERE name = 'Ana'")
    make_client(sandbox.url).subscribers.delete(ana)
    mirror.sync(sweep=True)
    for view in ("wrote_in_last_24h", "unanswered", "people_by_agent", "people_by_tag"):
        assert "Ana" not in names(mirror, view)
    assert "Ana" in names(mirror, "people WHERE vanished_at IS NOT NULL")


def test_pandas_reads_it_with_times_that_it_understands(mirror: Any) -> None:
    with closing(sqlite3.connect(mirror.path)) as database:
        people = pandas.read_sql("SELECT * FROM people_now", database)
        messages = pandas.read_sql("SELECT * FROM messages", database, parse_dates=["ts"])
    assert len(people) == 4
    assert str(messages["ts"].dtype).startswith("datetime64[")
    assert str(messages["ts"].dt.tz) == "UTC"
    assert pandas.to_datetime(people["last_interaction"]).max() > messages["ts"].min()


def test_duckdb_reads_its_tables(mirror: Any) -> None:
    """Through pandas, since its own reader of SQLite has to be downloaded."""
    with closing(sqlite3.connect(mirror.path)) as database:
        people = pandas.read_sql("SELECT user_ns, name FROM people", database)
        tags = pandas.read_sql("SELECT user_ns, tag FROM person_tags", database)
    with duckdb.connect() as connection:
        connection.register("people", people)
        connection.register("tags", tags)
        found = connection.sql(
            "SELECT name FROM people JOIN tags USING (user_ns) WHERE tag = 'VIP' ORDER BY name"
        ).fetchall()
    assert found == [("Ana",), ("Ben",)]


def test_every_table_has_a_key_and_every_time_is_written_alike(mirror: Any) -> None:
    tables = [
        name
        for (name,) in rows(
            mirror.path,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
    ]
    for table in tables:
        assert any(row[5] for row in rows(mirror.path, f"PRAGMA table_info({table})")), table
    for table in ("person_tags", "person_labels", "person_fields", "messages", "sightings"):
        keys = rows(mirror.path, f"PRAGMA foreign_key_list({table})")
        assert [key[2] for key in keys] == ["people"], table
    form = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"
    for table, column in (
        ("messages", "ts"),
        ("people", "last_interaction"),
        ("people", "first_seen_at"),
        ("changes", "seen_at"),
    ):
        odd = f"SELECT count(*) FROM {table} WHERE {column} NOT GLOB ?"
        assert value(mirror.path, odd, form) == 0

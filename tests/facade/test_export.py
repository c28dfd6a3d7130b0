"""Exports: what a flow has, each kind in one file, whole or not there."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from flochat import (
    AsyncExportJob,
    AuthenticationError,
    ConfigurationError,
    DecodeError,
    ExportJob,
    ExportReport,
    InvalidArgumentError,
    UserId,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock

NOW = 1_800_000_000


@pytest.fixture
def talk(sandbox: Server) -> list[str]:
    """Three people who talked: with them the bot, an agent, a note and the system."""
    people = [sandbox.seed.subscriber(first_name=name) for name in ("Ana", "Ben", "Cleo")]
    for number, person in enumerate(people):
        for kind in ("in", "out", "agent", "note", "system"):
            sandbox.seed.message(person, f"{kind} {number}", kind=kind, ts=NOW - 3600 * number)
    sandbox.clear()
    return people


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_people_with_their_fields(client: Any, sandbox: Server, tmp_path: Path) -> None:
    sandbox.seed.user_field("Plan")
    sandbox.seed.user_field("Visits", "number")
    sandbox.seed.subscriber(
        first_name="Ana", tags=["VIP"], user_fields={"Plan": "gold", "Visits": "12"}
    )
    sandbox.seed.subscriber(first_name="Ben")
    report = client.export.subscribers().run(tmp_path / "people.csv")
    with (tmp_path / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["first_name"])
    assert [(row["first_name"], row["Plan"], row["Visits"], row["tags"]) for row in rows] == [
        ("Ana", "gold", "12", "VIP"),
        ("Ben", "", "", ""),
    ]
    assert (report.rows, report.requests, report.is_finished) == (2, 2, True)
    assert str(report) == f"2 rows in {tmp_path / 'people.csv'}, 2 requests"


def test_every_format_is_read_by_what_people_use(
    client: Any, talk: list[str], tmp_path: Path
) -> None:
    files = [tmp_path / f"messages{end}" for end in (".csv", ".jsonl", ".parquet", ".sqlite")]
    for file in files:
        assert client.export.messages(talk).run(file).rows == 9
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with files[0].open(encoding="utf-8-sig", newline="") as text:
        contents = [row["content"] for row in csv.DictReader(text)]
    assert sorted(contents) == sorted(
        f"{kind} {number}" for number in range(3) for kind in ("in", "out", "agent")
    )
    assert [row["content"] for row in rows_of(files[1])] == contents
    assert pyarrow.parquet.read_table(files[2])["content"].to_pylist() == contents
    database = sqlite3.connect(files[3])
    assert [text for (text,) in database.execute("SELECT content FROM messages")] == contents
    database.close()


def test_the_format_and_the_table_can_be_named(
    client: Any, talk: list[str], tmp_path: Path
) -> None:
    client.export.messages(talk).run(tmp_path / "messages.data", format="jsonl")
    assert len(rows_of(tmp_path / "messages.data")) == 9
    client.export.messages(talk).run(tmp_path / "talk.db", table="talk")
    database = sqlite3.connect(tmp_path / "talk.db")
    assert database.execute("SELECT count(*) FROM talk").fetchone() == (9,)
    database.close()


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ({}, {"in", "out", "agent"}),
        ({"include_bot": False}, {"in"}),
        ({"include_notes": True}, {"in", "out", "agent", "note"}),
        ({"include_system": True}, {"in", "out", "agent", "system"}),
    ],
)
def test_messages_of_both_sides_and_more_on_demand(
    options: dict[str, bool], kinds: set[str], client: Any, talk: list[str], tmp_path: Path
) -> None:
    client.export.messages(talk, **options).run(tmp_path / "messages.jsonl")
    assert {row["type"] for row in rows_of(tmp_path / "messages.jsonl")} == kinds


def test_messages_of_a_time(client: Any, talk: list[str], tmp_path: Path) -> None:
    since = datetime.fromtimestamp(NOW - 3600, UTC)
    job = client.export.messages(talk, since=since, until=since + timedelta(minutes=5))
    job.run(tmp_path / "messages.jsonl")
    assert {row["user_ns"] for row in rows_of(tmp_path / "messages.jsonl")} == {talk[1]}


def test_a_month_is_all_there_is_which_the_plan_says(client: Any, talk: list[str]) -> None:
    old = datetime.fromtimestamp(NOW - 90 * 86_400, UTC)
    recent, long_ago = (client.export.messages(talk, since=since).plan() for since in (None, old))
    assert "messages of about the last month only" in recent.notes[0]
    assert f"from {old:%Y-%m-%d} until then is out of reach" in long_ago.notes[0]


def test_people_in_every_form_are_read_once_each(
    client: Any, sandbox: Server, talk: list[str], tmp_path: Path
) -> None:
    ana = client.subscribers.get(talk[0])
    sandbox.seed.subscriber(user_id="61400000001")
    people = [ana, talk[0], {"user_ns": talk[1], "name": "Ben"}, UserId("61400000001"), talk[2]]
    sandbox.clear()
    report = client.export.messages(iter(people)).run(tmp_path / "messages.jsonl")
    assert len(sandbox.requests) == report.requests == 4
    assert {row["user_ns"] for row in rows_of(tmp_path / "messages.jsonl")} == set(talk)


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("whose", ["everybody", "a pager"])
def test_people_of_a_list_of_the_service(
    whose: str, client: Any, sandbox: Server, tmp_path: Path
) -> None:
    people = None if whose == "everybody" else client.subscribers.list(name="Ana")
    count = 3 if people is None else 1
    job = client.export.messages(people)
    plan = job.plan()
    assert (plan.people, plan.requests, plan.is_minimum) == (count, count, True)
    assert str(plan).startswith("3 people" if people is None else "1 person")
    report = job.run(tmp_path / "messages.jsonl")
    assert (report.rows, report.requests) == (3 * count, 1 + count)
    assert len(sandbox.requests) == 1 + count


def test_who_is_gone_is_counted(
    client: Any, sandbox: Server, talk: list[str], tmp_path: Path
) -> None:
    sandbox.answer_next(
        status=404,
        json={"message": "Subscriber not found."},
        operation="GET /subscriber/chat-messages",
    )
    report = client.export.messages(talk).run(tmp_path / "messages.jsonl", concurrency=1)
    assert (report.gone, report.rows, list(report.failed)) == (1, 6, [])


def test_who_is_refused_is_told_and_can_be_tried_again(
    client: Any, sandbox: Server, talk: list[str], tmp_path: Path
) -> None:
    sandbox.answer_next(
        status=422, json={"message": "No."}, operation="GET /subscriber/chat-messages", times=3
    )
    report = client.export.messages(talk).run(tmp_path / "messages.jsonl", concurrency=1)
    assert [failure.part for failure in report.failed] == [talk[0]]
    assert "No." in report.failed[0].error
    assert "1 failed" in str(report)
    again = client.export.messages(talk).run(tmp_path / "messages.jsonl")
    assert (again.was_finished, again.failed) == (True, report.failed)
    sandbox.clear()
    mended = client.export.messages(talk).run(tmp_path / "messages.jsonl", retry_failed=True)
    assert (mended.rows, list(mended.failed), len(sandbox.requests)) == (9, [], 1)
    assert len(rows_of(tmp_path / "messages.jsonl")) == 9


def test_a_list_that_is_refused_is_an_error_and_no_file(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    sandbox.answer_next(status=401, json={"message": "Unauthenticated."}, times=9)
    with pytest.raises(AuthenticationError):
        client.export.orders().run(tmp_path / "orders.csv")
    assert not (tmp_path / "orders.csv").exists()


def test_somebody_else_s_rows_are_refused(client: Any, sandbox: Server, tmp_path: Path) -> None:
    """The service ignores a filter that it does not know, and returns everything."""
    rows = {"data": [{"user_ns": "f1u9", "action": "open"}]}
    sandbox.answer_next(json=rows, operation="GET /flow/agent-activity-log/data", times=3)
    with pytest.raises(DecodeError, match="was requested"):
        client.export.activity(subscriber="f1u2").run(tmp_path / "rows.csv")
    assert not (tmp_path / "rows.csv").exists()
    report = client.export.activity(subscriber="f1u2").run(tmp_path / "rows.csv")
    assert (report.is_finished, report.rows) == (True, 0)


def test_tickets_of_one_list_or_of_all(client: Any, sandbox: Server, tmp_path: Path) -> None:
    ana = sandbox.seed.subscriber()
    lists = [sandbox.seed.ticket_list("Repairs"), sandbox.seed.ticket_list("Returns")]
    for number, list_id in enumerate(lists):
        client.tickets.create(list_id, f"No. {number}", subscriber=ana)
    client.export.tickets().run(tmp_path / "all.jsonl")
    client.export.tickets(lists[1]).run(tmp_path / "one.jsonl")
    assert [(row["list_id"], row["title"]) for row in rows_of(tmp_path / "all.jsonl")] == [
        (lists[0], "No. 0"),
        (lists[1], "No. 1"),
    ]
    assert [row["title"] for row in rows_of(tmp_path / "one.jsonl")] == ["No. 1"]


def test_filters_narrow_an_export(client: Any, sandbox: Server, tmp_path: Path) -> None:
    ana, ben = (sandbox.seed.subscriber(first_name=name) for name in ("Ana", "Ben"))
    vip = sandbox.seed.tag("VIP")
    client.subscribers.add_tags(ana, ["VIP"])
    for person in (ana, ben):
        sandbox.seed.conversation(person, ts=NOW)
        sandbox.seed.activity(person, "open", ts=NOW)
    jobs = {
        "people": client.export.subscribers(tag=vip),
        "conversations": client.export.conversations(subscriber=ana),
        "activity": client.export.activity(
            subscriber=ana, action="open", since=datetime.fromtimestamp(NOW - 9, UTC)
        ),
    }
    for name, job in jobs.items():
        job.run(tmp_path / f"{name}.jsonl")
        assert [row["user_ns"] for row in rows_of(tmp_path / f"{name}.jsonl")] == [ana]


def test_a_plan_costs_no_request_twice(client: Any, sandbox: Server, tmp_path: Path) -> None:
    sandbox.seed.subscribers(250)
    job = client.export.subscribers()
    plan = job.plan()
    assert (plan.rows, plan.requests, plan.is_minimum) == (250, 3, False)
    assert str(plan) == "250 rows, 3 requests, 0.0 hours of the quota"
    assert len(sandbox.requests) == 1
    assert job.plan() == plan
    assert job.run(tmp_path / "people.csv").requests == len(sandbox.requests) == 4


def test_a_plan_for_a_file_is_kept_in_its_journal(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    sandbox.seed.subscribers(150)
    file = tmp_path / "people.csv"
    assert client.export.subscribers().plan(file).requests == 2
    assert client.export.subscribers().plan(file).requests == 2
    client.export.subscribers().run(file)
    assert len(sandbox.requests) == 3
    done = client.export.subscribers().plan(file)
    assert (done.requests, done.rows) == (0, 150)
    assert "it was finished on" in done.notes[0]


def test_five_thousand_conversations_are_five_hours(make_client: Clients) -> None:
    with serve() as server:
        client = make_client(server.url)
        client.account.me()
        plan = client.export.messages([f"f1u{number}" for number in range(5_000)]).plan()
    assert (plan.people, plan.requests, plan.quota_hours) == (5_000, 5_000, 5.0)
    assert 4 * 3600 < plan.seconds <= 5 * 3600
    assert "5,000 people, at least 5,000 requests, 5.0 hours of the quota" in str(plan)


def test_progress_hears_of_every_page(client: Any, sandbox: Server, tmp_path: Path) -> None:
    sandbox.seed.subscribers(250)
    reports: list[ExportReport] = []
    client.export.subscribers().run(tmp_path / "people.csv", progress=reports.append)
    assert [(report.rows, report.requests) for report in reports] == [
        (0, 1),
        (100, 2),
        (200, 3),
        (250, 4),
    ]
    assert not any(report.is_finished for report in reports)
    assert str(reports[1]) == "100 rows read, 2 requests, 1 part pending"


def test_at_the_quota_s_pace(make_client: Clients, clock: Clock, tmp_path: Path) -> None:
    with serve(quota=20, clock=lambda: clock.now) as server:
        people = server.seed.subscribers(50)
        client = make_client(server.url, clock=clock, on_exhausted="wait")
        reports: list[ExportReport] = []
        began = clock.now
        job = client.export.messages(people)
        # One at a time: the clock of several that wait at once would jump twice.
        report = job.run(tmp_path / "m.csv", progress=reports.append, concurrency=1)
        assert {request.status for request in server.requests} == {200}
        assert len(server.requests) == report.requests == 50
    assert 2 * 3600 <= clock.now - began < 4 * 3600
    waits = [report for report in reports if report.wait_reason]
    assert waits
    assert all("waits until" in str(report) for report in waits)


def test_without_waiting_the_report_says_when_to_go_on(
    make_client: Clients, clock: Clock, tmp_path: Path
) -> None:
    with serve(quota=20, clock=lambda: clock.now) as server:
        people = server.seed.subscribers(30)
        client = make_client(server.url, clock=clock, on_exhausted="raise")
        report = client.export.messages(people).run(tmp_path / "m.csv", concurrency=1)
        assert not report.is_finished
        assert report.resume_at is not None
        assert (report.requests, report.pending) == (20, 10)
        assert "the same call goes on after" in str(report)
        clock.now = report.resume_at.timestamp() + 1
        report = client.export.messages(people).run(tmp_path / "m.csv")
        assert (report.is_finished, report.requests) == (True, 30)


class Missing:
    """Stands for something that is no list of people."""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda export: export.messages("f1u2"), "people must be a list"),
        (lambda export: export.messages({"user_ns": "f1u2"}), "people must be a list"),
        (lambda export: export.messages(Missing()), "people must be a list"),
        (lambda export: export.messages([], since=datetime(2026, 1, 1)), "since"),
        (lambda export: export.messages([], media="hologram"), "media must be one of"),
        (lambda export: export.messages([], include_bot="yes"), "include_bot"),
        (lambda export: export.orders(subscriber="Ana"), "not a user_ns"),
        (lambda export: export.broadcasts(status="Lost"), "status must be one of"),
        (lambda export: export.activity(action="dance"), "action must be one of"),
        (
            lambda export: export.conversations(
                since=datetime(2026, 2, 1, tzinfo=UTC), until=datetime(2026, 1, 1, tzinfo=UTC)
            ),
            "since must not be after until",
        ),
        (lambda export: export.subscribers(tag="VIP"), "not a tag_ns"),
        (lambda export: export.tickets("Repairs"), "TicketList"),
        (lambda export: export.orders(journal=7), "journal must be a path"),
        (lambda export: export.orders(journal=" "), "journal must be a path"),
    ],
)
def test_wrong_arguments_are_told_before_any_request(
    call: Any, message: str, client: Any, sandbox: Server
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        call(client.export)
    assert not sandbox.requests


def test_a_list_of_something_else_than_people(client: Any) -> None:
    with pytest.raises(InvalidArgumentError, match=r"a list of subscribers.*one of Tags"):
        client.export.messages(client.flow.tags.list())


@pytest.mark.parametrize("bad", ["Ana", {"name": "Ana"}, None, 7])
def test_a_row_that_is_nobody_is_told_with_its_place(
    bad: Any, client: Any, sandbox: Server, tmp_path: Path
) -> None:
    with pytest.raises(InvalidArgumentError, match="person 2"):
        client.export.messages(["f1u1", bad, "f1u3"]).run(tmp_path / "messages.csv")
    assert not sandbox.requests


@pytest.fixture
def bad_places(tmp_path: Path) -> Iterator[dict[str, Path]]:
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    yield {
        "is there already": tmp_path / "there.csv",
        "is a folder": tmp_path,
        "does not exist": tmp_path / "nowhere" / "rows.csv",
        "'rows.xyz' does not say what to write": tmp_path / "rows.xyz",
    }
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "message",
    [
        *("is there already", "is a folder", "does not exist"),
        "'rows.xyz' does not say what to write",
    ],
)
def test_a_file_that_cannot_be_is_told_before_any_request(
    message: str, client: Any, sandbox: Server, bad_places: dict[str, Path]
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        client.export.orders().run(bad_places[message])
    assert not sandbox.requests


def test_plans_and_reports_are_shown_in_notebooks(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    sandbox.seed.subscriber()
    job = client.export.subscribers()
    assert "<th>requests</th><td>1</td>" in job.plan()._repr_html_()
    shown = job.run(tmp_path / "<b>.csv")._repr_html_()
    assert "&lt;b&gt;.csv" in shown
    assert "<b>" not in shown


def test_a_client_that_is_closed_leaves_nothing(
    make_client: Clients, sandbox: Server, tmp_path: Path
) -> None:
    client = make_client(sandbox.url)
    export = client.export
    client.close()
    with pytest.raises(ConfigurationError, match="the client is closed"):
        export.orders().run(tmp_path / "orders.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [ExportJob, AsyncExportJob])
def test_a_job_is_made_by_the_client(kind: type) -> None:
    with pytest.raises(TypeError, match=r"client\.export\.subscribers"):
        kind()

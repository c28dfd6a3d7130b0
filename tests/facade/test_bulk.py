from __future__ import annotations

import asyncio
import csv
import inspect
import io
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    APIConnectionError,
    AsyncBulkJob,
    AsyncFlochat,
    AuthenticationError,
    BulkJob,
    BulkReport,
    Flochat,
    InvalidArgumentError,
    JournalError,
    NewSubscriber,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
    Subscriber,
    UserId,
    WhatsAppTemplate,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import RESET, Pause, Request, Step, answer, hostile_server
from tests.support.ledger import bodies, operations
from tests.support.mistyped import mistyped

TEXT = "POST /subscriber/send-text"
STATES = ("done", "failed", "unknown", "pending")
TEMPLATE = WhatsAppTemplate(name="hello", namespace="abc", language="en")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "job.sqlite"


@pytest.fixture
def everybody(sandbox: Server) -> list[str]:
    return [sandbox.seed.subscriber(first_name=f"P{n}", phone=phone(n)) for n in range(12)]


def phone(number: int) -> str:
    return str(61_400_000_000 + number)


def counts(report: BulkReport) -> dict[str, int]:
    """How many people are in each state that anybody is in."""
    lengths = {state: len(getattr(report, state)) for state in STATES}
    return {state: length for state, length in lengths.items() if length}


def reached(sandbox: Server) -> Counter[str]:
    return Counter(delivery.user_ns for delivery in sandbox.deliveries)


def must_not_be_read() -> Iterator[str]:
    raise AssertionError("the people were read again")
    yield


def test_everybody_gets_a_text_once(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    assert counts(job.run()) == {"done": 12}
    assert reached(sandbox) == Counter(everybody)
    assert operations(sandbox) == [TEXT] * 12
    assert [outcome.person for outcome in job.status().done] == everybody


def test_a_plan_says_what_a_job_takes_and_sends_nothing(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    job = client.bulk.add_tags([*everybody, everybody[0], "Ana"], ["f1t2", "VIP"], journal=journal)
    assert counts(job.status()) == {}
    plan = job.plan()
    assert (plan.people, plan.requests, plan.duplicates, plan.unusable) == (12, 24, 1, 1)
    assert str(plan) == "12 people, 24 requests; 1 duplicate; 1 unusable"
    assert sandbox.requests == []
    assert [(o.position, o.person) for o in job.status().failed] == [(13, "'Ana'")]


def test_a_plan_says_how_long_the_quota_makes_it_take(client: Any, journal: Path) -> None:
    people = (f"f1u{n}" for n in range(1, 2501))
    assert str(client.bulk.send_text(people, "Hello", journal=journal).plan()) == (
        "2,500 people, 2,500 requests, 2:00:00 at the quota"
    )


def test_the_same_call_resumes_and_does_not_read_the_people_again(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client.bulk.send_text(iter(everybody), "Hello", journal=journal).plan()
    again = client.bulk.send_text(must_not_be_read(), "Hello", journal=journal)
    assert counts(again.run()) == {"done": 12}
    assert counts(again.run(resend_unknown=True, retry_failed=True)) == {"done": 12}
    assert reached(sandbox) == Counter(everybody)


def test_either_client_resumes_what_the_other_began(
    sandbox: Server, everybody: list[str], journal: Path
) -> None:
    runs: list[Any] = []
    for kind in ("sync", "async"):
        clients = Clients(kind)
        client = clients(sandbox.url, sandbox.api_key)
        sandbox.answer_next(status=401, json={"message": "Unauthenticated."}, operation=TEXT)
        job = client.bulk.send_text(everybody, "Hello", journal=journal)
        with pytest.raises(AuthenticationError):
            job.run(concurrency=1)
        runs.append(counts(job.run()))
        clients.close()
        if kind == "sync":
            journal.rename(journal.with_name("first"))
    assert runs == [{"done": 12}, {"done": 12}]


def test_a_pager_says_who(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    def greeting(person: Subscriber) -> str:
        return f"Hello {person.first_name}"

    client.bulk.send_text(client.subscribers.list(), greeting, journal=journal).run()
    assert {(d.user_ns, d.content) for d in sandbox.deliveries} == {
        (user_ns, f"Hello P{n}") for n, user_ns in enumerate(everybody)
    }


def test_rows_of_a_file_say_who_and_what(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    ana, ben = everybody[:2]
    sandbox.seed.user_field("Plan")
    rows = csv.DictReader(io.StringIO(f"user_ns,plan\n{ana},gold\n{ben},silver\n,none\n"))
    job = client.bulk.set_fields(rows, lambda row: {"Plan": row["plan"]}, journal=journal)
    assert counts(job.run()) == {"done": 2, "failed": 1}
    values = {body["user_ns"]: body["data"] for body in bodies(sandbox)}
    assert values == {
        ana: [{"name": "Plan", "value": "gold"}],
        ben: [{"name": "Plan", "value": "silver"}],
    }


def test_an_empty_text_clears_a_field_for_everybody(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    level = sandbox.seed.user_field("Level")
    sandbox.seed.user_field("Plan")
    job = client.bulk.set_fields(everybody, {level: "1", "Plan": ""}, journal=journal)
    assert job.plan().requests == 24
    assert counts(job.run()) == {"done": 12}
    assert set(operations(sandbox)) == {
        "PUT /subscriber/set-user-fields",
        "DELETE /subscriber/clear-user-fields-by-name",
    }


def test_tags_of_an_iterator_are_for_everybody(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client.bulk.add_tags(everybody, (tag for tag in ["VIP", "Lead"]), journal=journal).run()
    assert [len(body["data"]) for body in bodies(sandbox)] == [2] * 12


def test_a_user_id_is_enough_where_the_platform_takes_one(
    client: Any, sandbox: Server, journal: Path
) -> None:
    people = [UserId("61400000001"), {"user_id": "61400000002"}, {"user_ns": "f1u2"}]
    job = client.bulk.send_whatsapp_template(people, TEMPLATE, journal=journal)
    job.plan()
    assert [o.person for o in job.status().pending] == ["61400000001", "61400000002", "f1u2"]
    created = client.bulk.send_whatsapp_template(
        people, TEMPLATE, create_if_not_found=True, journal=journal.with_name("created")
    )
    assert created.plan().people == 2
    assert "only a UserId can be created" in next(iter(created.status().failed)).error
    assert sandbox.requests == []


def test_a_request_creates_a_hundred(client: Any, sandbox: Server, journal: Path) -> None:
    people = [NewSubscriber(phone=f"+61 400 000 {n:03}") for n in range(250)]
    rows = [{"phone": "61400000000", "name": "again"}, {"phone": "", "email": "Ana@example.com"}]
    job = client.bulk.create([*people, *rows, {"phon": "1"}, {}], journal=journal)
    assert str(job.plan()) == "251 people, 3 requests; 1 duplicate; 2 unusable"
    assert counts(job.run()) == {"done": 251, "failed": 2}
    assert operations(sandbox) == ["POST /subscriber/create-many"] * 3
    assert sorted(len(body["users"]) for body in bodies(sandbox)) == [51, 100, 100]
    assert len(client.subscribers.list().to_list()) == 251
    assert [o.error for o in job.status().failed] == [
        "a new subscriber has no 'phon'",
        "a subscriber must have a phone or an email",
    ]


def test_people_with_one_phone_are_created_once(
    sandbox: Server, make_client: Clients, journal: Path
) -> None:
    rows = [
        {"phone": "+61 412 345 678"},
        {"phone": "0412 345 678"},
        {"phone": "0061412345678"},
        {"phone": "+55 31 98888-7777"},
        {"phone": "553188887777"},
        {"phone": "+54 11 2345-6789"},
        {"phone": "5491123456789"},
        {"phone": "", "email": " Ana@example.com"},
        {"phone": "", "email": "ana@EXAMPLE.com "},
        {"phone": "6.1412345678E+10"},
    ]
    client = make_client(sandbox.url, default_country="AU")
    job = client.bulk.create(rows, journal=journal)
    assert str(job.plan()) == "4 people, 1 request; 5 duplicates; 1 unusable"
    assert counts(job.run()) == {"done": 4, "failed": 1}
    assert "power of ten" in next(iter(job.status().failed)).error


def test_a_broadcast_request_reaches_two_hundred(
    client: Any, sandbox: Server, journal: Path
) -> None:
    onboarding = sandbox.seed.sub_flow("Onboarding")
    people = [sandbox.seed.subscriber(phone=phone(n)) for n in range(250)]
    job = client.bulk.broadcast(people, onboarding, journal=journal)
    assert job.plan().requests == 2
    assert counts(job.run()) == {"done": 250}
    assert reached(sandbox) == Counter(people)
    assert operations(sandbox) == ["POST /subscriber/broadcast"] * 2


def test_a_subscriber_who_no_longer_exists_counts_as_deleted(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    gone = {"message": "Subscriber not found"}
    sandbox.answer_next(status=404, json=gone, operation="DELETE /subscriber/delete")
    assert counts(client.bulk.delete(everybody, journal=journal).run()) == {"done": 12}


def test_progress_is_reported_after_each_request(
    client: Any, everybody: list[str], journal: Path
) -> None:
    seen: list[str] = []
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    job.run(progress=lambda report: seen.append(str(report)), concurrency=1)
    assert len(seen) == 12
    assert seen[2] == "3 done, 0 failed, 0 unknown, 9 pending"


def test_what_progress_raises_ends_the_run_and_not_the_job(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    with pytest.raises(ZeroDivisionError):
        job.run(progress=lambda _: 1 / 0, concurrency=3)
    assert counts(job.run()) == {"done": 12}
    assert reached(sandbox) == Counter(everybody)


@pytest.mark.parametrize(
    "error", [APIConnectionError("no line", operation="GET /me"), InvalidArgumentError("no number")]
)
@pytest.mark.parametrize(
    ("hook", "state", "requests"), [("on_request", "pending", 0), ("on_response", "unknown", 1)]
)
def test_what_a_hook_raises_ends_the_run_and_says_nothing_of_the_people(
    make_client: Clients,
    sandbox: Server,
    everybody: list[str],
    journal: Path,
    hook: str,
    state: str,
    requests: int,
    error: Exception,
) -> None:
    def raises(_: object) -> None:
        raise error

    onboarding = sandbox.seed.sub_flow("Onboarding")
    hooks: dict[str, Any] = {hook: raises}
    client = make_client(sandbox.url, sandbox.api_key, **hooks)
    job = client.bulk.broadcast(everybody, onboarding, journal=journal)
    with pytest.raises(type(error), match=str(error)):
        job.run()
    assert counts(job.status()) == {state: 12}
    assert len(sandbox.requests) == requests


@pytest.mark.parametrize("concurrency", [1, 3])
def test_as_many_requests_are_under_way_as_allowed(
    make_client: Clients, journal: Path, concurrency: int
) -> None:
    under_way: list[str] = []
    seen: list[int] = []

    def slowly(request: Request) -> Iterator[Step]:
        under_way.append(request.target)
        yield Pause(0.02)
        seen.append(len(under_way))
        under_way.pop()
        yield from answer('{"status": "ok"}')

    with hostile_server(slowly) as server:
        client = make_client(f"{server.url}/api")
        people = [f"f1u{n}" for n in range(1, 13)]
        client.bulk.delete(people, journal=journal).run(concurrency=concurrency)
    assert max(seen) == concurrency


def test_one_that_is_refused_does_not_stop_the_others(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    stranger = "f280503u999999"
    job = client.bulk.send_text([*everybody[:5], stranger, *everybody[5:]], "Hi", journal=journal)
    assert counts(job.run()) == {"done": 12, "failed": 1}
    (failed,) = job.status().failed
    assert (failed.person, failed.position) == (stranger, 6)
    assert "send-text was refused" in failed.error
    sandbox.clear()
    assert counts(job.run()) == {"done": 12, "failed": 1}
    assert sandbox.requests == []
    job.run(retry_failed=True)
    assert [body["user_ns"] for body in bodies(sandbox)] == [stranger]


def test_a_row_that_cannot_be_used_costs_no_request(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    rows: list[Any] = [{"user_ns": user_ns, "name": "Ana"} for user_ns in everybody]
    rows[3] = {"user_ns": everybody[3]}
    rows[4] = {"user_ns": everybody[4], "name": "\ud83d"}
    rows[5] = None
    job = client.bulk.send_text(rows, lambda row: row["name"], journal=journal)
    assert counts(job.run(retry_failed=True)) == {"done": 9, "failed": 3}
    errors = [outcome.error for outcome in job.status().failed]
    assert errors[0] == "KeyError: 'name'"
    assert "not JSON" in errors[1]
    assert len(sandbox.requests) == 9


def test_an_unknown_column_is_named(client: Any, sandbox: Server, journal: Path) -> None:
    rows = csv.DictReader(io.StringIO("\ufeffuser_ns,name\nf1u2,Ana\n"))
    job = client.bulk.send_text(rows, "Hello", journal=journal)
    assert counts(job.run()) == {"failed": 1}
    (failed,) = job.status().failed
    assert failed.error == "the row has no 'user_ns', but '\\ufeffuser_ns', 'name'"
    assert sandbox.requests == []


def test_arguments_that_nobody_can_be_sent_are_refused_at_once(client: Any, journal: Path) -> None:
    for job in (
        client.bulk.send_text(must_not_be_read(), "", journal=journal),
        client.bulk.add_tags(must_not_be_read(), [], journal=journal),
        client.bulk.send_node(must_not_be_read(), "f1s2", journal=journal),
    ):
        with pytest.raises(InvalidArgumentError):
            job.run()
    for people in ("f1u2", {"user_ns": "f1u2"}, 7):
        with pytest.raises(InvalidArgumentError, match="another iterable of people"):
            client.bulk.send_text(people, "Hello", journal=journal)
    with pytest.raises(InvalidArgumentError, match="concurrency"):
        client.bulk.send_text(["f1u2"], "Hello", journal=journal).run(concurrency=0)
    assert not journal.exists()


def test_a_batch_that_is_refused_is_split_until_only_the_cause_fails(
    client: Any, sandbox: Server, journal: Path
) -> None:
    create = "POST /subscriber/create-many"
    people = [NewSubscriber(phone=phone(n)) for n in range(8)]
    for _ in range(4):  # eight together, four, two, one
        sandbox.answer_next(status=422, json={"message": "No."}, operation=create)
    job = client.bulk.create(people, journal=journal)
    assert counts(job.run(concurrency=1)) == {"done": 7, "failed": 1}
    assert [len(body["users"]) for body in bodies(sandbox)] == [8, 4, 2, 1, 1, 2, 4]
    assert [outcome.person for outcome in job.status().failed] == ["61400000000"]


def test_a_send_without_a_clear_answer_is_unknown_and_not_repeated_unless_asked(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    sandbox.answer_next(status=502, text="<html>", operation=TEXT, times=2)
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    assert counts(job.run(concurrency=1)) == {"done": 10, "unknown": 2}
    assert [outcome.person for outcome in job.status().unknown] == everybody[:2]
    assert counts(job.run()) == {"done": 10, "unknown": 2}
    assert len(sandbox.requests) == 12
    assert counts(job.run(resend_unknown=True)) == {"done": 12}


def test_what_can_be_repeated_is_never_unknown(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    sandbox.answer_next(status=502, text="<html>", times=3)
    job = client.bulk.add_tags(everybody, ["VIP"], journal=journal)
    assert counts(job.run(concurrency=1)) == {"done": 11, "failed": 1}
    assert counts(job.run(retry_failed=True)) == {"done": 12}


@pytest.mark.parametrize(
    ("status", "message", "error"),
    [
        (401, "Unauthenticated.", AuthenticationError),
        (403, "No scope.", PermissionDeniedError),
        (404, "Flow not found", NotFoundError),
    ],
)
def test_what_every_request_would_meet_stops_the_job(
    client: Any,
    sandbox: Server,
    everybody: list[str],
    journal: Path,
    status: int,
    message: str,
    error: type[Exception],
) -> None:
    sandbox.answer_next(status=status, json={"message": message}, operation=TEXT)
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    with pytest.raises(error):
        job.run(concurrency=1)
    assert counts(job.status()) == {"pending": 12}
    assert len(sandbox.requests) == 1


def test_a_spent_quota_pauses_the_job(make_client: Clients, clock: Clock, journal: Path) -> None:
    with serve(quota=5, clock=lambda: clock.now) as sandbox:
        people = [sandbox.seed.subscriber(phone=phone(n)) for n in range(8)]
        client = make_client(sandbox.url, sandbox.api_key, clock=clock)
        job = client.bulk.send_text(people, "Hello", journal=journal)
        report = job.run(concurrency=2)
        assert counts(report) == {"done": 5, "pending": 3}
        assert report.resume_at is not None
        assert "; the quota is spent until 20" in str(report)
        clock.now = report.resume_at.timestamp()
        assert counts(job.run()) == {"done": 8}
        assert reached(sandbox) == Counter(people)


def test_a_client_that_waits_for_the_quota_reaches_everybody_in_one_run(
    make_client: Clients, clock: Clock, journal: Path
) -> None:
    with serve(quota=5, clock=lambda: clock.now) as sandbox:
        people = [sandbox.seed.subscriber(phone=phone(n)) for n in range(12)]
        client = make_client(sandbox.url, sandbox.api_key, clock=clock, on_exhausted="wait")
        began = clock.now
        job = client.bulk.send_text(people, "Hello", journal=journal)
        assert counts(job.run(concurrency=2)) == {"done": 12}
        assert reached(sandbox) == Counter(people)
        assert 2 * 3600 <= clock.now - began < 3 * 3600


def test_what_goes_out_together_is_unknown_together(
    client: Any, sandbox: Server, journal: Path
) -> None:
    broadcast = "POST /subscriber/broadcast"
    sandbox.answer_next(status=502, text="<html>", operation=broadcast)
    people = [sandbox.seed.subscriber(phone=phone(n)) for n in range(250)]
    job = client.bulk.broadcast(people, sandbox.seed.sub_flow("Onboarding"), journal=journal)
    assert counts(job.run(concurrency=1)) == {"done": 50, "unknown": 200}
    assert reached(sandbox) == Counter(people[200:])


def test_a_service_that_is_down_stops_the_job_before_everybody_is_unknown(
    client: Any, sandbox: Server, journal: Path
) -> None:
    sandbox.answer_next(status=502, text="<html>", times=100)
    people = [f"f1u{n}" for n in range(1, 31)]
    job = client.bulk.send_text(people, "Hello", journal=journal)
    with pytest.raises(APIConnectionError, match="10 requests in a row failed"):
        job.run(concurrency=1)
    assert counts(job.status()) == {"unknown": 10, "pending": 20}


@pytest.mark.parametrize(
    ("status", "attempts"), [(200, 1), (302, 1), (303, 1), (408, 3), (425, 3), (500, 3), (502, 3)]
)
@pytest.mark.parametrize("has_begun", [False, True])
def test_answers_that_say_nothing_of_an_edit_stop_the_job_before_everybody_has_failed(
    client: Any, sandbox: Server, journal: Path, status: int, attempts: int, has_begun: bool
) -> None:
    people = [sandbox.seed.subscriber(phone=phone(n)) for n in range(30)]
    job = client.bulk.add_tags(people, ["VIP"], journal=journal)
    if has_begun:
        sandbox.answer_next(status=422, json={"message": "Refused."})
    sandbox.answer_next(status=status, text="<html>", times=10 * attempts)
    with pytest.raises(APIConnectionError, match="10 requests in a row failed"):
        job.run(concurrency=1)
    assert counts(job.status()) == {"failed": 10 + has_begun, "pending": 20 - has_begun}
    assert counts(job.run(retry_failed=True)) == {"done": 30}


def test_a_service_that_cannot_be_reached_leaves_everybody_pending(
    make_client: Clients, everybody: list[str], journal: Path
) -> None:
    with hostile_server(lambda _: [RESET]) as gone:
        pass
    job = make_client(f"{gone.url}/api").bulk.send_text(everybody, "Hello", journal=journal)
    with pytest.raises(APIConnectionError, match="in a row"):
        job.run()
    assert counts(job.status()) == {"pending": 12}


def test_when_all_are_refused_the_job_is_wrong_and_not_the_people(
    client: Any, journal: Path
) -> None:
    people = [f"f280503u{n}" for n in range(1000, 1050)]
    job = client.bulk.send_text(people, "Hello", journal=journal)
    with pytest.raises(RejectedError):
        job.run(concurrency=1)
    assert counts(job.status()) == {"failed": 20, "pending": 30}


def test_when_some_were_done_those_who_are_refused_are_no_reason_to_stop(
    client: Any, everybody: list[str], journal: Path
) -> None:
    people = [*everybody, *(f"f280503u{n}" for n in range(1000, 1030))]
    job = client.bulk.send_text(people, "Hello", journal=journal)
    assert counts(job.run(concurrency=1)) == {"done": 12, "failed": 30}
    assert counts(job.run(retry_failed=True)) == {"done": 12, "failed": 30}


def test_a_journal_is_for_one_job(
    make_client: Clients, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client = make_client(sandbox.url, sandbox.api_key)
    client.bulk.send_text(everybody, "Hello", journal=journal).plan()
    other_key = make_client(sandbox.url, "another-key")
    other_host = make_client("http://127.0.0.1:9/api")
    for job, message in (
        (
            client.bulk.send_sms(everybody, "Hello", journal=journal),
            "journal of messages.send_text",
        ),
        (client.bulk.send_text(everybody, "Bye", journal=journal), "with other arguments"),
        (other_key.bulk.send_text(everybody, "Hello", journal=journal), "another API key"),
        (other_host.bulk.send_text(everybody, "Hello", journal=journal), "was begun at http"),
    ):
        with pytest.raises(JournalError, match=message):
            job.run()
    assert sandbox.requests == []


def test_a_new_key_of_the_same_flow_resumes_when_asked(
    make_client: Clients, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    make_client(sandbox.url, "old-key").bulk.send_text(everybody, "Hello", journal=journal).plan()
    job = make_client(sandbox.url, sandbox.api_key).bulk.send_text([], "Hello", journal=journal)
    assert counts(job.run(new_key=True)) == {"done": 12}
    assert job.plan().people == 0


def test_a_journal_holds_no_key_and_is_for_its_owner_alone(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    files: dict[str, bytes] = {}

    def look(_: object) -> None:
        for path in journal.parent.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            files[path.name] = files.get(path.name, b"") + path.read_bytes()

    client.bulk.send_text(everybody, "Hello", journal=journal).run(progress=look, concurrency=1)
    look(None)  # and once more after the end
    assert files.keys() == {"job.sqlite"}
    assert not any(sandbox.api_key.encode() in content for content in files.values())


def _text(path: Path) -> None:
    path.write_text("name,phone\n" * 500)


def _database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE people (name TEXT)")
    database.close()


def _later_version(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.executescript(f"PRAGMA application_id = {0x464C4F6A}; PRAGMA user_version = 9")
    database.close()


@pytest.mark.parametrize(
    "make", [_text, _database, _later_version, Path.mkdir, lambda path: path.symlink_to("no/such")]
)
def test_what_is_not_a_journal_is_refused_and_left_as_it_was(
    client: Any, sandbox: Server, journal: Path, make: Callable[[Path], None]
) -> None:
    make(journal)
    before = journal.read_bytes() if journal.is_file() else None
    with pytest.raises(JournalError, match=r"job\.sqlite"):
        client.bulk.send_text(["f1u2"], "Hello", journal=journal).run()
    assert (journal.read_bytes() if journal.is_file() else None) == before
    assert sandbox.requests == []


def test_a_journal_that_was_cut_off_is_refused_before_anything_is_sent(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client.bulk.send_text(everybody, "Hello", journal=journal).plan()
    journal.write_bytes(journal.read_bytes()[:9000])
    with pytest.raises(JournalError):
        client.bulk.send_text(everybody, "Hello", journal=journal).run()
    assert sandbox.requests == []


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_journal_that_is_taken_away_stops_the_job(
    client: Any, sandbox: Server, everybody: list[str], journal: Path, is_replaced: bool
) -> None:
    def take_away(_: BulkReport) -> None:
        journal.rename(journal.with_name("elsewhere"))
        if is_replaced:
            journal.touch()

    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    with pytest.raises(JournalError, match="was replaced" if is_replaced else "cannot be written"):
        job.run(progress=take_away, concurrency=1)
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_an_impossible_path_is_reported(client: Any, path: str) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        client.bulk.delete(["f1u2"], journal=path).plan()


def test_a_missing_folder_is_reported(client: Any, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        client.bulk.delete(["f1u2"], journal=tmp_path / "no" / "job.sqlite").plan()


def test_an_input_that_breaks_off_is_read_again(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    def breaking() -> Iterator[str]:
        yield from everybody[:6]
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="the file is gone"):
        client.bulk.send_text(breaking(), "Hello", journal=journal).run()
    assert sandbox.requests == []
    report = client.bulk.send_text(everybody[::-1], "Hello", journal=journal).run()
    assert counts(report) == {"done": 12}
    assert client.bulk.send_text([], "Hello", journal=journal).plan().duplicates == 0


def test_only_one_works_on_a_journal_and_anybody_may_look(
    make_client: Clients, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client, other = (make_client(sandbox.url, sandbox.api_key) for _ in range(2))
    with Flochat(sandbox.api_key, base_url=sandbox.url) as third:
        theirs = third.bulk.send_text(everybody, "Hello", journal=journal)
        seen: list[int] = []

        def look(_: BulkReport) -> None:
            with pytest.raises(JournalError, match="is in use by another process"):
                theirs.run()
            if not seen:
                assert "is in use by another process" in run_elsewhere(sandbox, journal)
            seen.append(len(theirs.status().done))

        client.bulk.send_text(everybody, "Hello", journal=journal).run(progress=look, concurrency=1)
    assert seen == list(range(1, 13))
    assert counts(other.bulk.send_text([], "Hello", journal=journal).run()) == {"done": 12}


def test_arguments_without_an_order_resume_in_any(
    client: Any, everybody: list[str], journal: Path
) -> None:
    names = [f"Tag {number}" for number in range(20)]
    client.bulk.add_tags(everybody, set(names), journal=journal).plan()
    for tags in (frozenset(names[::-1]), names, names[::-1]):
        assert client.bulk.add_tags(everybody, tags, journal=journal).plan().people == 12
    with pytest.raises(JournalError, match="with other arguments"):
        client.bulk.add_tags(everybody, names[1:], journal=journal).plan()
    fields = {"Plan": "gold", "Level": 7}
    journal = journal.with_name("fields")
    client.bulk.set_fields(everybody, fields, journal=journal).plan()
    turned = dict(reversed(fields.items()))
    assert client.bulk.set_fields(everybody, turned, journal=journal).plan().people == 12
    with pytest.raises(JournalError, match="with other arguments"):
        client.bulk.set_fields(everybody, {**fields, "Level": 8}, journal=journal).plan()


def test_an_input_of_no_rows_leaves_the_journal_to_the_next(
    client: Any, everybody: list[str], journal: Path
) -> None:
    nobody = client.bulk.send_text([], "Hello", journal=journal)
    assert nobody.plan().people == 0
    assert counts(nobody.run()) == {}
    assert counts(client.bulk.send_text(everybody, "Hello", journal=journal).run()) == {"done": 12}


def test_people_whom_the_journal_does_not_know_are_told(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    first = client.bulk.send_text([*everybody[:6], "Ana"], "Hello", journal=journal)
    assert first.plan().not_in_journal == 0
    job = client.bulk.send_text([*everybody, "Ana", "Ben"], "Hello", journal=journal)
    plan = job.plan()
    assert (plan.people, plan.not_in_journal) == (6, 7)
    assert list(plan.not_in_journal_examples) == everybody[6:11]
    told = f"; 7 given but not in the journal: {', '.join(everybody[6:11])}, ..."
    assert str(plan).endswith(told)
    report = job.run()
    assert counts(report) == {"done": 6, "failed": 1}
    assert report.not_in_journal == 7
    assert str(report).endswith(told)
    assert reached(sandbox) == Counter(everybody[:6])


def test_only_what_costs_no_request_is_read_again(
    client: Any, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    client.bulk.send_text(everybody[:6], "Hello", journal=journal).plan()
    file = io.StringIO("\n".join(["user_ns", *everybody]))
    rows = client.bulk.send_text(csv.DictReader(file), "Hello", journal=journal)
    assert [rows.plan().not_in_journal, rows.plan().not_in_journal] == [6, 6]
    for people in (must_not_be_read(), client.subscribers.list()):
        plan = client.bulk.send_text(people, "Hello", journal=journal).plan()
        assert plan.not_in_journal is None
    closed = csv.DictReader(file)
    file.close()
    report = client.bulk.send_text(closed, "Hello", journal=journal).run()
    assert (len(report.done), report.not_in_journal) == (6, None)
    assert len(sandbox.deliveries) == 6


def test_nobody_is_unknown_while_the_job_waits_and_progress_says_so(
    make_client: Clients, clock: Clock, sandbox: Server, everybody: list[str], journal: Path
) -> None:
    """The platform's own 429 and a line that is down are certain: nobody was reached."""
    told = {"message": "Too Many Attempts."}
    headers = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", "retry-after": "40"}
    sandbox.answer_next(status=429, json=told, headers=headers, operation=TEXT)
    waits: list[BulkReport] = []
    stored: list[dict[str, int]] = []

    def look(report: BulkReport) -> None:
        if report.wait_reason is not None:
            waits.append(report)
            with Flochat(sandbox.api_key, base_url=sandbox.url) as other:
                stored.append(counts(other.bulk.send_text([], "Hello", journal=journal).status()))

    client = make_client(sandbox.url, sandbox.api_key, clock=clock, on_exhausted="wait")
    job = client.bulk.send_text(everybody, "Hello", journal=journal)
    began = clock.now
    assert counts(job.run(progress=look, concurrency=1)) == {"done": 12}
    assert waits
    for report, states in zip(waits, stored, strict=True):
        assert counts(report) == states == {"pending": 12}
        assert report.resume_at is not None
        assert report.resume_at.timestamp() > began
    assert reached(sandbox) == Counter(everybody)


def test_a_line_that_is_down_leaves_nobody_unknown_while_the_job_waits(
    make_client: Clients, clock: Clock, everybody: list[str], journal: Path
) -> None:
    with hostile_server(lambda _: [RESET]) as gone:
        pass
    stored: list[dict[str, int]] = []

    def look(_: object) -> None:
        with Flochat("sandbox-key", base_url=f"{gone.url}/api") as other:
            stored.append(counts(other.bulk.send_text([], "Hello", journal=journal).status()))

    client = make_client(f"{gone.url}/api", clock=clock, on_wait=look)
    with pytest.raises(APIConnectionError, match="in a row"):
        client.bulk.send_text(everybody, "Hello", journal=journal).run(concurrency=1)
    assert stored
    assert stored == [{"pending": 12}] * len(stored)


def test_an_async_client_reads_what_is_to_be_awaited_and_what_is_not(
    sandbox: Server, everybody: list[str], tmp_path: Path
) -> None:
    async def awaited() -> AsyncIterator[str]:
        for user_ns in everybody:
            yield user_ns

    async def main() -> None:
        async with AsyncFlochat(sandbox.api_key, base_url=sandbox.url) as client:
            with Flochat(sandbox.api_key, base_url=sandbox.url) as blocking:
                sources: tuple[Any, ...] = (
                    awaited(),
                    client.subscribers.list(),
                    blocking.subscribers.list(),
                )
                for number, people in enumerate(sources):
                    journal = tmp_path / str(number)
                    job = client.bulk.send_text(people, "Hello", journal=journal)
                    assert counts(await job.run(progress=seen)) == {"done": 12}

    async def seen(report: BulkReport) -> None:
        reports.append(report)

    reports: list[BulkReport] = []
    asyncio.run(main())
    assert reached(sandbox) == Counter(everybody * 3)
    assert len(reports) == 36


def test_an_async_run_that_is_cancelled_is_sound(
    sandbox: Server, everybody: list[str], journal: Path
) -> None:
    async def main() -> None:
        async with AsyncFlochat(sandbox.api_key, base_url=sandbox.url) as client:
            job = client.bulk.send_text(everybody, "Hello", journal=journal)
            run = asyncio.create_task(job.run(progress=lambda _: run.cancelling() or run.cancel()))
            with pytest.raises(asyncio.CancelledError):
                await run
            assert set(counts(await job.status())) == {"done", "pending"}
            assert counts(await job.run()) == {"done": 12}

    asyncio.run(main())
    assert reached(sandbox) == Counter(everybody)


def test_a_bulk_job_cannot_be_prepared(client: Any, journal: Path) -> None:
    with pytest.raises(InvalidArgumentError, match="plan"):
        client.prepare(client.bulk.delete, ["f1u2"], journal=journal)


def test_jobs_are_made_by_the_client_only() -> None:
    for kind in (BulkJob, AsyncBulkJob):
        assert not inspect.signature(kind).parameters
        with pytest.raises(TypeError, match=r"jobs are made by client\.bulk"):
            kind()


def run_elsewhere(sandbox: Server, journal: Path) -> str:
    """What a process of its own says that would work on a journal."""
    command = [sys.executable, "-m", "tests.support.bulk_job", "sync", sandbox.url, str(journal)]
    return subprocess.run([*command, "1"], stdout=subprocess.PIPE, text=True, check=False).stdout


def test_a_blocking_client_cannot_read_what_is_to_be_awaited(journal: Path) -> None:
    people = AsyncFlochat("key").subscribers.list()
    with pytest.raises(InvalidArgumentError, match="this is an AsyncPager"):
        Flochat("key").bulk.delete(mistyped(people), journal=journal)

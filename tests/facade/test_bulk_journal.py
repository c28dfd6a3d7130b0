"""Journals on users' disks outlive the code that wrote them: what must stay as it is."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from flochat import BulkReport, Flochat, JournalError, NewSubscriber
from tests.support.clients import Clients
from tests.support.hostile_server import Request, answer, hostile_server
from tests.support.samples import samples

#: Dumps of journals that an older package wrote.
JOURNALS: Final = Path(__file__).parent.parent / "data" / "journals"
KEY: Final = "sandbox-key"
STATES: Final = ("done", "failed", "unknown", "pending")
OK: Final = answer('{"status": "ok"}')

#: The name of each job in its journal. A job whose name changes refuses the journals it has begun.
JOB_NAMES: Final = {
    "add_labels": "subscribers.add_labels",
    "add_tags": "subscribers.add_tags",
    "broadcast": "broadcasts.send",
    "broadcast_by_user_id": "broadcasts.send_by_user_id",
    "broadcast_facebook_utility_template": "broadcasts.send_facebook_utility_template_by_user_id",
    "broadcast_whatsapp_template": "broadcasts.send_whatsapp_template_by_user_id",
    "clear_fields": "subscribers.clear_fields",
    "create": "subscribers.create_many",
    "upsert": "subscribers.upsert",
    "delete": "subscribers.delete",
    "remove_labels": "subscribers.remove_labels",
    "remove_tags": "subscribers.remove_tags",
    "send_content": "messages.send_content",
    "send_email": "messages.send_email",
    "send_facebook_utility_template": "messages.send_facebook_utility_template",
    "send_main_flow": "messages.send_main_flow",
    "send_node": "messages.send_node",
    "send_sms": "messages.send_sms",
    "send_sub_flow": "messages.send_sub_flow",
    "send_text": "messages.send_text",
    "send_whatsapp_template": "messages.send_whatsapp_template",
    "set_fields": "subscribers.set_fields",
}


class OldJob(NamedTuple):
    """A job that an older package began: the call, how it stood, and what is left to send."""

    make: Callable[[Any, Path], Any]
    before: tuple[int, int, int, int]
    requests: list[tuple[str, dict[str, Any]]]
    after: tuple[int, int, int, int]


def must_not_be_read() -> Iterator[Any]:
    raise AssertionError("the people were read again")
    yield


OLD_JOBS: Final = {
    "send_text": OldJob(
        lambda client, journal: client.bulk.send_text(must_not_be_read(), "Hello", journal=journal),
        before=(1, 2, 1, 3),
        requests=[
            ("POST send-text", {"user_ns": user_ns, "content": "Hello"})
            for user_ns in ("f1u4", "f1u5", "f1u6")
        ],
        after=(4, 2, 1, 0),
    ),
    "set_fields": OldJob(
        lambda client, journal: client.bulk.set_fields(
            must_not_be_read(), lambda row: {"Plan": row["plan"]}, journal=journal
        ),
        before=(2, 0, 0, 2),
        requests=[
            (
                "PUT set-user-fields-by-name",
                {"user_ns": user_ns, "data": [{"name": "Plan", "value": "gold"}]},
            )
            for user_ns in ("f1u3", "f1u4")
        ],
        after=(4, 0, 0, 0),
    ),
    "add_tags": OldJob(
        lambda client, journal: client.bulk.add_tags(
            must_not_be_read(), ["f1t2", "VIP"], journal=journal
        ),
        before=(2, 0, 0, 2),
        requests=[
            ("POST add-tags", {"user_ns": "f1u3", "data": [{"tag_ns": "f1t2"}]}),
            ("POST add-tags-by-name", {"user_ns": "f1u3", "data": [{"tag_name": "VIP"}]}),
            ("POST add-tags", {"user_ns": "f1u4", "data": [{"tag_ns": "f1t2"}]}),
            ("POST add-tags-by-name", {"user_ns": "f1u4", "data": [{"tag_name": "VIP"}]}),
        ],
        after=(4, 0, 0, 0),
    ),
    "broadcast": OldJob(
        lambda client, journal: client.bulk.broadcast(must_not_be_read(), "f1s2", journal=journal),
        before=(2, 0, 0, 2),
        requests=[("POST broadcast", {"sub_flow_ns": "f1s2", "user_ns_list": "f1u3,f1u4"})],
        after=(4, 0, 0, 0),
    ),
    "create": OldJob(
        lambda client, journal: client.bulk.create(must_not_be_read(), journal=journal),
        before=(2, 0, 0, 2),
        requests=[
            (
                "POST create-many",
                {"users": [{"phone": "+61 400 000 003"}, {"phone": "+61 400 000 004"}]},
            )
        ],
        after=(4, 0, 0, 0),
    ),
}


@pytest.fixture(params=sorted(OLD_JOBS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["closed", "killed"])
def restore(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a journal at a host, as an older package left it when it ended or was killed."""

    def restored(url: str) -> Path:
        path = tmp_path / "ended" / "job.sqlite"
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA wal_autocheckpoint = 0")
            database.executescript(dump(kind).replace(host(kind), url))
            if request.param == "killed":  # what is on the disk while the file is still open
                return Path(shutil.copytree(path.parent, tmp_path / "killed"), path.name)
        return path

    return restored


def dump(kind: str) -> str:
    return (JOURNALS / f"{kind}.sql").read_text(encoding="utf-8")


def host(kind: str) -> str:
    """Where an old journal was begun."""
    found = re.search(r"http://127\.0\.0\.1:\d+/api", dump(kind))
    assert found
    return found[0]


def counts(report: BulkReport) -> tuple[int, ...]:
    return tuple(len(getattr(report, state)) for state in STATES)


def sent(request: Request) -> tuple[str, dict[str, Any]]:
    path = request.target.removeprefix("/api/subscriber/")
    return f"{request.method} {path}", json.loads(request.body)


def test_every_job_keeps_its_name(make_client: Clients) -> None:
    bulk = make_client("http://127.0.0.1:9/api", KEY).bulk
    signatures = Flochat(KEY).bulk
    names: dict[str, str] = {}
    for method in (name for name in dir(signatures) if not name.startswith("_")):
        for arguments in samples(f"bulk.{method}", getattr(signatures, method)):
            getattr(bulk, method)(**arguments).plan()
            with closing(sqlite3.connect(arguments["journal"])) as database:
                (names[method],) = database.execute("SELECT name FROM job").fetchone()
    assert names == JOB_NAMES


def test_an_old_journal_is_accepted_as_it_is(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    old, journal = OLD_JOBS[kind], restore(host(kind))
    job = old.make(make_client(host(kind), KEY), journal)
    assert counts(job.status()) == old.before
    plan = job.plan()
    assert plan.people == old.before[-1]
    assert (plan.duplicates, plan.unusable) == ((1, 1) if kind == "send_text" else (0, 0))
    other_key = old.make(make_client(host(kind), "another-key"), journal)
    with pytest.raises(JournalError, match="another API key"):
        other_key.run()


def test_an_old_journal_is_resumed(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    old = OLD_JOBS[kind]
    with hostile_server(lambda _: OK) as server:
        url = f"{server.url}/api"
        job = old.make(make_client(url, KEY), restore(url))
        report = job.run(concurrency=1, new_key=True)  # the fingerprint of a key names its host
    assert [sent(request) for request in server.requests] == old.requests
    assert counts(report) == old.after


@pytest.mark.parametrize("kind", ["send_text"], indirect=True)
def test_the_unknown_and_the_failed_of_an_old_journal_can_be_sent_to_again(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    with hostile_server(lambda _: OK) as server:
        url = f"{server.url}/api"
        job = OLD_JOBS[kind].make(make_client(url, KEY), restore(url))
        report = job.run(concurrency=1, new_key=True, resend_unknown=True, retry_failed=True)
    assert [sent(request)[1]["user_ns"] for request in server.requests] == [
        f"f1u{number}" for number in range(2, 7)
    ]
    assert counts(report) == (6, 1, 0, 0)
    assert [outcome.person for outcome in report.failed] == ["'Ana'"]


@pytest.mark.parametrize("kind", ["send_text"], indirect=True)
def test_a_killed_journal_stands_in_its_write_ahead_log(
    kind: str, restore: Callable[[str], Path]
) -> None:
    journal = restore(host(kind))
    log = journal.with_name("job.sqlite-wal")
    assert log.exists() == (journal.parent.name == "killed")
    assert (b"CREATE TABLE" in journal.read_bytes()) != log.exists()


@pytest.mark.parametrize("kind", ["send_text"], indirect=True)
@pytest.mark.parametrize("restore", ["killed"], indirect=True)
def test_an_old_journal_whose_log_was_damaged_is_refused(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    """A bit in the log would silently cost all that follows it."""
    with hostile_server(lambda _: OK) as server:
        url = f"{server.url}/api"
        journal = restore(url)
        log = journal.with_name("job.sqlite-wal")
        whole, content = log.read_bytes(), journal.read_bytes()
        job = OLD_JOBS[kind].make(make_client(url, KEY), journal)
        for number in range(40):
            damaged = bytearray(whole)
            damaged[number * len(whole) // 40 + number % 24] ^= 1 << number % 8
            log.write_bytes(damaged)
            with pytest.raises(JournalError, match="is damaged"):
                job.run(new_key=True)
            assert (journal.read_bytes(), log.read_bytes()) == (content, bytes(damaged))
        log.unlink()
        with pytest.raises(JournalError, match=r"job\.sqlite-wal, which has to be beside it"):
            job.run(new_key=True)
        assert server.requests == []
        log.write_bytes(whole)
        assert counts(job.run(new_key=True)) == OLD_JOBS[kind].after


@pytest.mark.parametrize("kind", ["send_text"], indirect=True)
def test_the_end_of_a_log_that_was_not_written_whole_does_not_matter(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    """A process that is killed leaves half a page, and another use of the log older pages."""
    journal = restore(host(kind))
    log = journal.with_name("job.sqlite-wal")
    if not log.exists():
        pytest.skip("a journal that was closed has no log")
    whole = log.read_bytes()
    older = bytearray(whole[32 : 32 + 24 + 4096])
    older[8:16] = b"\1\2\3\4\5\6\7\x08"
    log.write_bytes(whole + older + whole[32:2000])
    assert OLD_JOBS[kind].make(make_client(host(kind), KEY), journal).plan().people == 3


def tables(journal: Path) -> dict[str, list[str]]:
    """The columns of each table of a journal, and what stands in its head."""
    with closing(sqlite3.connect(journal)) as database:
        names = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE sql > ''")
        ]
        columns = {
            name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            for name in names
        }
        for pragma in ("application_id", "user_version", "journal_mode"):
            (value,) = database.execute(f"PRAGMA {pragma}").fetchone()
            columns[pragma] = [str(value)]
    return columns


#: The second version of the tables. Whoever changes them raises the version, and takes these.
TABLES: Final = {
    "job": [
        "name",
        "arguments",
        "base_url",
        "key",
        "flow",
        "workspace",
        "is_read",
        "duplicates",
        "seal",
    ],
    "work": ["owner", "pid", "host", "boot", "seen", "sequence", "file", "mark", "total", "seal"],
    "people": ["position", "person", "requests", "state", "error"],
    "people_by_state": [],
    "application_id": ["1179406186"],
    "user_version": ["2"],
    "journal_mode": ["delete"],
}


def test_a_new_journal_has_the_tables_of_its_version(make_client: Clients, tmp_path: Path) -> None:
    journal = tmp_path / "job.sqlite"
    people = [NewSubscriber(phone=f"+61 400 000 00{number}") for number in range(1, 5)]
    make_client("http://127.0.0.1:9/api", KEY).bulk.create(people, journal=journal).plan()
    assert tables(journal) == TABLES


def test_an_old_journal_gets_the_tables_of_this_version(
    make_client: Clients, kind: str, restore: Callable[[str], Path]
) -> None:
    journal = restore(host(kind))
    OLD_JOBS[kind].make(make_client(host(kind), KEY), journal).plan()
    assert tables(journal) == TABLES
    assert [path.name for path in journal.parent.iterdir()] == ["job.sqlite"]

"""The journal of an export: whose it is, what is in it, and what may become of it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat import AsyncFlochat, ExportReport, InvalidArgumentError, JournalError
from flochat.sandbox import Server, serve
from tests.support.clients import Clients

CONCURRENCY = 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.jsonl"


@pytest.fixture
def journal(file: Path) -> Path:
    return file.with_name("people.jsonl.export.sqlite")


@pytest.fixture
def people(sandbox: Server) -> list[str]:
    names = sandbox.seed.subscribers(250)
    sandbox.clear()
    return names


class EnoughError(Exception):
    """Stops an export in the middle."""


def stop_after(requests: int) -> Any:
    def progress(report: ExportReport) -> None:
        if report.requests >= requests:
            raise EnoughError

    return progress


@pytest.fixture
def begun(client: Any, people: list[str], file: Path) -> list[str]:
    """An export that was stopped after two of four requests."""
    with pytest.raises(EnoughError):
        client.export.subscribers().run(file, progress=stop_after(2))
    return people


def names(file: Path) -> set[str]:
    return {json.loads(line)["user_ns"] for line in file.read_text().splitlines()}


@pytest.mark.usefixtures("begun")
def test_it_is_for_its_owner_alone(journal: Path) -> None:
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_the_same_call_goes_on(begun: list[str], client: Any, sandbox: Server, file: Path) -> None:
    assert not file.exists()
    report = client.export.subscribers().run(file)
    assert (report.requests, len(sandbox.requests)) == (4, 4)
    assert names(file) == set(begun)


def test_either_client_goes_on_with_it(
    begun: list[str], sandbox: Server, file: Path, make_client: Clients
) -> None:
    other = Clients("async" if make_client.kind == "sync" else "sync")
    report = other(sandbox.url).export.subscribers().run(file)
    other.close()
    assert report.rows == len(begun)


@pytest.mark.usefixtures("begun")
def test_a_finished_one_says_so(client: Any, sandbox: Server, file: Path) -> None:
    first = client.export.subscribers().run(file)
    sandbox.clear()
    second = client.export.subscribers().run(file)
    assert not sandbox.requests
    assert (second.was_finished, second.rows, second.requests) == (True, 250, first.requests)
    assert "which was finished before: nothing was read" in str(second)


def test_a_finished_one_keeps_nothing_about_people(
    client: Any, people: list[str], file: Path, journal: Path
) -> None:
    with pytest.raises(EnoughError):
        client.export.messages(people).run(file, concurrency=1, progress=stop_after(200))
    size = journal.stat().st_size
    assert people[7].encode() in journal.read_bytes()
    client.export.messages(people).run(file)
    assert b"f280503u" not in journal.read_bytes()
    assert journal.stat().st_size < size / 2


@pytest.mark.usefixtures("begun")
def test_it_can_be_somewhere_else(client: Any, tmp_path: Path, file: Path) -> None:
    (tmp_path / "journals").mkdir()
    named = tmp_path / "journals" / "export"
    client.export.orders(journal=named).run(tmp_path / "orders.csv")
    assert named.exists()
    assert not (tmp_path / "orders.csv.export.sqlite").exists()
    with pytest.raises(InvalidArgumentError, match="two files"):
        client.export.orders(journal=file).run(file, overwrite=True)


@pytest.mark.usefixtures("begun")
def test_both_files_can_be_moved_together(
    client: Any, sandbox: Server, tmp_path: Path, journal: Path, file: Path
) -> None:
    (tmp_path / "moved").mkdir()
    shutil.move(journal, tmp_path / "moved")
    sandbox.clear()
    client.export.subscribers().run(tmp_path / "moved" / file.name)
    assert len(sandbox.requests) == 2


@pytest.mark.usefixtures("begun")
def test_a_copy_goes_on_where_it_was_made(
    client: Any, sandbox: Server, tmp_path: Path, journal: Path, file: Path
) -> None:
    """Reading twice does no harm, so copies are no fault."""
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(journal, copy)
    client.export.subscribers().run(file)
    sandbox.clear()
    client.export.subscribers().run(copy / file.name)
    assert len(sandbox.requests) == 2


#: What is tried with the journal of another export, and how it is refused.
REFUSED: dict[str, tuple[Callable[[Any, Path], object], str]] = {
    "another export": (lambda client, file: client.export.orders().run(file), "export.subscribers"),
    "other arguments": (
        lambda client, file: client.export.subscribers(channel="web").run(file),
        "with other arguments",
    ),
    "another format": (
        lambda client, file: client.export.subscribers().run(file, format="csv"),
        "was begun for the file",
    ),
    "another file": (
        lambda client, file: client.export.subscribers(
            journal=file.with_name(f"{file.name}.export.sqlite")
        ).run(file.with_name("others.jsonl")),
        "was begun for the file",
    ),
}


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_for_anything_else(
    case: str, client: Any, sandbox: Server, file: Path, journal: Path
) -> None:
    call, message = REFUSED[case]
    sandbox.clear()
    before = journal.read_bytes()
    with pytest.raises(JournalError, match=message):
        call(client, file)
    assert not sandbox.requests
    assert journal.read_bytes() == before


@pytest.mark.usefixtures("begun")
def test_another_host_or_key_is_refused(make_client: Clients, sandbox: Server, file: Path) -> None:
    with serve() as other, pytest.raises(JournalError, match="was begun at"):
        make_client(other.url).export.subscribers().run(file)
    with pytest.raises(JournalError, match="another key; pass new_key=True"):
        make_client(sandbox.url, "another-key").export.subscribers().run(file)


def test_a_key_that_was_replaced_is_accepted_when_asked_for(
    begun: list[str], make_client: Clients, sandbox: Server, file: Path, journal: Path
) -> None:
    database = sqlite3.connect(journal)
    database.execute("UPDATE job SET key = 'of before'")
    database.commit()
    database.close()
    client = make_client(sandbox.url)
    with pytest.raises(JournalError, match="another key"):
        client.export.subscribers().run(file)
    assert client.export.subscribers().run(file, new_key=True).rows == len(begun)


def test_other_people_are_refused(
    client: Any, people: list[str], tmp_path: Path, sandbox: Server
) -> None:
    file = tmp_path / "messages.csv"
    with pytest.raises(EnoughError):
        client.export.messages(people[:3]).run(file, concurrency=1, progress=stop_after(1))
    sandbox.clear()
    with pytest.raises(JournalError, match=r"1 of those given is not in it .*, and 1 of those in"):
        client.export.messages([*people[:2], people[7]]).run(file)
    assert not sandbox.requests
    assert client.export.messages(people[2::-1]).run(file).is_finished  # in any order


def test_people_that_can_be_read_once_are_not_read_again(
    client: Any, people: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "messages.csv"
    with pytest.raises(EnoughError):
        client.export.messages(iter(people[:3])).run(file, concurrency=1, progress=stop_after(1))
    report = client.export.messages(iter(())).run(file)
    assert (report.is_finished, report.requests) == (True, 3)


def test_people_who_were_not_all_read_are_read_from_the_start(
    client: Any, people: list[str], tmp_path: Path, sandbox: Server
) -> None:
    def half() -> Iterator[str]:
        yield people[0]
        raise EnoughError

    file = tmp_path / "messages.csv"
    with pytest.raises(EnoughError):
        client.export.messages(half()).run(file)
    assert not sandbox.requests
    assert client.export.messages(people[:2]).run(file).requests == 2


@pytest.mark.usefixtures("begun")
def test_one_run_at_a_time(client: Any, file: Path, make_client: Clients, sandbox: Server) -> None:
    def run_another(report: ExportReport) -> None:
        if report.requests == 3:
            other = Clients(make_client.kind)
            with pytest.raises(JournalError, match="is in use"):
                other(sandbox.url).export.subscribers().run(file)
            raise EnoughError

    if make_client.kind == "async":
        pytest.skip("a loop runs one job at a time here")
    with pytest.raises(EnoughError):
        client.export.subscribers().run(file, progress=run_another)
    assert client.export.subscribers().run(file).is_finished


def damage(journal: Path, what: str) -> None:
    match what:
        case "a text":
            journal.write_text("no database")
        case "another database":
            journal.unlink()
            database = sqlite3.connect(journal)
            database.execute("CREATE TABLE mine (x)")
            database.close()
        case "cut off":
            with journal.open("r+b") as handle:
                handle.truncate(journal.stat().st_size // 2)
        case "a page that was changed":
            database = sqlite3.connect(journal)
            database.execute("UPDATE pages SET payload = x'00112233'")
            database.commit()
            database.close()
        case "empty":
            journal.write_bytes(b"")


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    "what", ["a text", "another database", "cut off", "a page that was changed", "empty"]
)
def test_a_file_that_is_no_journal_or_damaged_is_refused(
    what: str, client: Any, sandbox: Server, file: Path, journal: Path
) -> None:
    damage(journal, what)
    sandbox.clear()
    with pytest.raises(JournalError, match=r"not the journal of an export|damaged"):
        client.export.subscribers().run(file)
    assert not sandbox.requests
    assert not file.exists()


def test_overwrite_begins_anew_once_it_is_finished(
    begun: list[str], client: Any, sandbox: Server, file: Path
) -> None:
    client.export.subscribers().run(file, overwrite=True)
    assert len(sandbox.requests) == 4  # it went on, since it was not finished
    new = sandbox.seed.subscriber()
    sandbox.clear()
    report = client.export.subscribers().run(file, overwrite=True)
    assert (report.was_finished, len(sandbox.requests)) == (False, 4)
    assert names(file) == {*begun, new}


@pytest.mark.usefixtures("people")
def test_a_file_of_somebody_s_is_replaced_only_when_all_is_read(client: Any, file: Path) -> None:
    file.write_text("mine")
    with pytest.raises(EnoughError):
        client.export.subscribers().run(file, overwrite=True, progress=stop_after(2))
    assert file.read_text() == "mine"
    client.export.subscribers().run(file, overwrite=True)
    assert len(names(file)) == 250


@pytest.mark.usefixtures("people")
def test_a_database_with_other_tables_is_not_replaced(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    file = tmp_path / "flow.sqlite"
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(InvalidArgumentError, match=r"has other tables too \(mine\)"):
        client.export.subscribers().run(file, overwrite=True)
    assert not sandbox.requests


def test_a_file_that_went_away_is_told(begun: list[str], client: Any, file: Path) -> None:
    client.export.subscribers().run(file)
    file.unlink()
    with pytest.raises(JournalError, match="is gone; pass overwrite=True"):
        client.export.subscribers().run(file)
    assert client.export.subscribers().run(file, overwrite=True).rows == len(begun)


@pytest.mark.usefixtures("people")
def test_a_folder_that_takes_no_files_is_told_before_any_request(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(OSError, match="Permission denied"):
        client.export.subscribers().run(folder / "people.csv")
    assert not sandbox.requests


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # which is what is tried here
@pytest.mark.usefixtures("people")
def test_a_forked_process_does_not_go_on_with_it(
    client: Any, make_client: Clients, file: Path
) -> None:
    if make_client.kind == "async":
        pytest.skip("a loop cannot be forked")

    def fork(report: ExportReport) -> None:
        if report.requests == 2:
            child = os.fork()
            if not child:
                return  # the next change of the journal is refused
            os.waitpid(child, 0)

    parent = os.getpid()
    try:
        report = client.export.subscribers().run(file, progress=fork)
    except JournalError as error:
        is_right = os.getpid() != parent and "forked" in str(error)
        os._exit(0 if is_right else 1)
    assert report.is_finished


@pytest.mark.usefixtures("begun")
def test_a_file_that_somebody_put_there_meanwhile_stays(client: Any, file: Path) -> None:
    file.write_text("mine")
    with pytest.raises(InvalidArgumentError, match="is there already"):
        client.export.subscribers().run(file)
    assert file.read_text() == "mine"


def test_killed_between_the_file_and_the_note_of_it(
    begun: list[str], client: Any, file: Path, monkeypatch: pytest.MonkeyPatch, sandbox: Server
) -> None:
    """The file is known for its own, and written once more without a request."""

    def die(*_: object, **__: object) -> None:
        raise EnoughError

    with monkeypatch.context() as patch:
        patch.setattr("flochat._export.journal.ExportJournal.finish", die)
        with pytest.raises(EnoughError):
            client.export.subscribers().run(file)
    assert file.exists()
    sandbox.clear()
    report = client.export.subscribers().run(file)
    assert (report.rows, report.was_finished) == (len(begun), False)
    assert not sandbox.requests


@pytest.mark.usefixtures("people")
def test_what_is_refused_before_the_first_page_leaves_no_journal(
    client: Any, tmp_path: Path
) -> None:
    with pytest.raises(InvalidArgumentError, match="person 1"):
        client.export.messages([7]).run(tmp_path / "messages.csv")
    with pytest.raises(InvalidArgumentError, match="progress must be a function"):
        client.export.orders().run(tmp_path / "orders.csv", progress="print")
    with pytest.raises(InvalidArgumentError, match="concurrency"):
        client.export.orders().run(tmp_path / "orders.csv", concurrency=0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("begun")
def test_a_plan_of_another_export_is_refused_too(client: Any, file: Path) -> None:
    with pytest.raises(JournalError, match=r"export\.subscribers"):
        client.export.orders().plan(file)
    client.export.subscribers().run(file)
    with pytest.raises(JournalError, match=r"export\.subscribers"):
        client.export.orders().plan(file)


@pytest.mark.usefixtures("begun")
def test_the_first_name_of_a_journal_goes(client: Any, file: Path, journal: Path) -> None:
    """It is left when its creator is killed in just the wrong moment."""
    first_name = journal.with_name(f"{journal.name}-new-0badcafe")
    first_name.hardlink_to(journal)
    client.export.subscribers().run(file)
    assert not first_name.exists()


def test_a_task_that_is_cancelled_goes_on_later(tmp_path: Path) -> None:
    with serve() as server:
        people = server.seed.subscribers(30)

        async def run() -> tuple[bool, ExportReport]:
            async with AsyncFlochat(server.api_key, base_url=server.url) as client:
                job = client.export.messages(people)
                task = asyncio.current_task()
                assert task is not None

                def cancel(report: ExportReport) -> None:
                    if report.requests == 11:
                        task.cancel()

                try:
                    await job.run(
                        tmp_path / "messages.csv", progress=cancel, concurrency=CONCURRENCY
                    )
                except asyncio.CancelledError:
                    task.uncancel()
                is_there = (tmp_path / "messages.csv").exists()
                return is_there, await job.run(tmp_path / "messages.csv")

        is_there, report = asyncio.run(run())
        assert not is_there
        assert report.requests == 30
        # What was on its way when the task was cancelled may have arrived, and is read again.
        reads = Counter(tuple(request.query) for request in server.requests)
        assert len(reads) == 30
        assert reads.total() <= 30 + CONCURRENCY
        assert max(reads.values()) <= 2

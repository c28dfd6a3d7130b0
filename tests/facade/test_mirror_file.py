"""The file of a mirror: whose it is, who may change it, and what survives."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flochat import AsyncFlochat, MirrorError
from flochat._bulk.file_lock import FileLock
from flochat._mirror.mirror_file import MirrorFile, mirror_errors
from flochat._mirror.schema import bring_up, check_version
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.mirrors import content, rows, value

PROGRAM = """
import sys
from flochat import Flochat, MirrorError
url, path = sys.argv[1:3]
with Flochat("sandbox-key", base_url=url) as client:
    try:
        print(client.mirror(path).sync(messages=True))
    except MirrorError as error:
        sys.exit(f"MirrorError: {error}")
"""
#: The same, in a process whose files may have so many bytes.
LIMITED = (
    """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
"""
    + PROGRAM
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mirror.sqlite"


@pytest.fixture
def mirror(client: Any, path: Path) -> Any:
    return client.mirror(path)


def fill(server: Server, count: int = 330) -> list[str]:
    people = [
        server.seed.subscriber(
            first_name=f"P{number}",
            tags=["VIP"] if number % 2 else [],
            user_fields={"Plan": "gold" * 20},
            last_interaction=f"2026-11-01 {number // 60:02}:{number % 60:02}:00",
        )
        for number in range(count)
    ]
    for person in people[-12:]:
        server.seed.message(person, "Hello")
        server.seed.message(person, "Hi", kind="agent")
    server.seed.orders(people[0], 120)
    return people


def start(url: str, path: Path, *more: str, program: str = PROGRAM) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, url, str(path), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="kills by a signal")
def test_a_sync_that_is_killed_at_any_moment_goes_on(
    make_client: Clients, clock: Clock, tmp_path: Path, path: Path
) -> None:
    chance = Random(make_client.kind)
    with serve(quota=100_000) as server:
        people = fill(server)
        for kill in range(6):
            server.requests.clear()
            running = start(server.url, path)
            wanted, patience = chance.randint(0, 12), time.monotonic() + 60
            while running.poll() is None and len(server.requests) < wanted:
                assert time.monotonic() < patience
                time.sleep(0.002)
            time.sleep(chance.random() / 50)  # somewhere in the work on what came
            running.send_signal(signal.SIGKILL)
            running.communicate()
            server.seed.interaction(people[kill * 7])
            server.seed.message(people[kill * 7], "And now?")
        client = make_client(server.url, clock=clock)
        client.mirror(path).sync(messages=True)
        fresh = client.mirror(tmp_path / "fresh.sqlite")
        fresh.sync(messages=True)
        assert content(path) == content(fresh.path)
        assert len(content(path)["people"]) == 330
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
        assert rows(path, "PRAGMA foreign_key_check") == []


@pytest.mark.skipif(os.name == "nt", reason="limits the size of files")
def test_a_full_disk_loses_nothing_and_says_what_to_do(
    make_client: Clients, clock: Clock, tmp_path: Path, path: Path
) -> None:
    with serve(quota=100_000) as server:
        fill(server)
        full = start(server.url, path, "700000", program=LIMITED)
        output, errors = full.communicate(timeout=60)
        assert full.returncode, output
        assert "MirrorError: the mirror" in errors
        assert "cannot be written" in errors
        assert "what was read before is kept" in errors
        assert value(path, "SELECT count(*) FROM people") in (100, 200, 300)
        client = make_client(server.url, clock=clock)
        server.requests.clear()
        client.mirror(path).sync(messages=True)
        fresh = client.mirror(tmp_path / "fresh.sqlite")
        fresh.sync(messages=True)
        assert content(path) == content(fresh.path)


def test_a_database_that_is_full_says_so(mirror: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(1)
    mirror.sync()
    with MirrorFile(path).open(None) as file:
        file.database.execute("PRAGMA max_page_count = 1")
        with (
            pytest.raises(MirrorError, match="is full; what was read before is kept: make room"),
            mirror_errors(path, "written"),
            file.transaction() as database,
        ):
            database.execute("INSERT INTO syncs (began_at, summary) VALUES ('', zeroblob(1e6))")
    assert mirror.sync().people == 1


def test_the_second_of_two_is_refused_in_one_line_and_may_wait(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    sandbox.seed.subscribers(3)
    mirror.sync()
    before = len(sandbox.requests)
    lock = FileLock.acquire(path)
    try:
        for call in (mirror.sync, lambda: mirror.forget("f280503u1")):
            with pytest.raises(MirrorError, match="is being changed by another program") as caught:
                call()
            assert "\n" not in str(caught.value)
        with pytest.raises(MirrorError, match="is being changed"):
            mirror.sync(wait=3)
        assert len(list(mirror.changes())) == 3
        assert len(sandbox.requests) == before
    finally:
        lock.close()
    assert mirror.sync(wait=3).people == 3


def test_two_in_one_process_are_two(mirror: Any, client: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(250)
    refused: list[str] = []
    other = getattr(client.mirror(path), "_target", None)

    def again(_: object) -> None:
        if other is None:
            with pytest.raises(MirrorError, match="is being changed") as caught:
                client.mirror(path).sync()
            refused.append(str(caught.value))

    assert mirror.sync(progress=again).people == 250
    assert len(refused) == (3 if other is None else 0)


def test_tasks_of_one_loop_take_turns_when_they_wait(tmp_path: Path) -> None:
    async def run(url: str) -> list[int]:
        async with AsyncFlochat("sandbox-key", base_url=url) as client:
            mirrors = [client.mirror(tmp_path / "mirror.sqlite") for _ in range(3)]
            reports = await asyncio.gather(*(mirror.sync(wait=60) for mirror in mirrors))
            return sorted(report.new for report in reports)

    with serve(quota=100_000) as server:
        server.seed.subscribers(120)
        assert asyncio.run(run(server.url)) == [0, 0, 120]


def test_a_sync_that_is_cancelled_leaves_the_mirror_usable(tmp_path: Path) -> None:
    async def run(url: str) -> int:
        async with AsyncFlochat("sandbox-key", base_url=url) as client:
            mirror = client.mirror(tmp_path / "mirror.sqlite")
            for delay in (0, 0.001, 0.005, 0.01, 0.02, 0.04):
                task = asyncio.create_task(mirror.sync())
                await asyncio.sleep(delay)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            report = await mirror.sync()
            return report.people

    with serve(quota=100_000) as server:
        server.seed.subscribers(420)
        assert asyncio.run(run(server.url)) == 420


def write_text(path: Path) -> None:
    path.write_text("user_ns,name\n")


def write_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE people (user_ns)")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (write_text, "is a file of something else, not a mirror"),
        (write_database, "is a database of something else, not a mirror"),
        (lambda path: path.touch(), "is empty, which no mirror is; delete it"),
        (lambda path: path.mkdir(), "is not a file"),
    ],
)
def test_a_file_that_is_no_mirror_is_refused_and_left_as_it_is(
    mirror: Any, sandbox: Server, path: Path, make: Callable[[Path], None], words: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    facts = path.stat()
    for call in (mirror.sync, mirror.cursor, lambda: mirror.forget("f1u2")):
        with pytest.raises(MirrorError, match=words):
            call()
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert path.stat().st_mtime_ns == facts.st_mtime_ns
    assert list(path.parent.iterdir()) == [path]
    assert sandbox.requests == []


@pytest.mark.parametrize("name", ["nowhere/mirror.sqlite", "nul\0l.sqlite"])
def test_a_path_that_cannot_be_a_file_is_refused(client: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(MirrorError, match="cannot be opened"):
        client.mirror(tmp_path / name).sync()


def test_a_mirror_of_a_newer_package_is_refused(mirror: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(1)
    mirror.sync()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(MirrorError, match=r"written by a newer flochat .*: update flochat"):
        mirror.sync()
    assert path.read_bytes() == before


def test_a_mirror_from_before_a_model_had_a_field_gets_its_column(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", city="Perth")
    sandbox.seed.message(ana, "Hello")
    mirror.sync(messages=True)
    with closing(sqlite3.connect(path)) as database:
        for view in ("unanswered", "people_now"):
            database.execute(f"DROP VIEW {view}")
        database.execute("ALTER TABLE people DROP COLUMN city")
        database.execute("ALTER TABLE messages DROP COLUMN content")
    changes = mirror.cursor()
    sandbox.requests.clear()
    mirror.sync()
    assert rows(path, "SELECT city FROM people_now") == [("Perth",)]
    assert rows(path, "SELECT content FROM messages") == [("Hello",)]
    assert value(path, "SELECT count(*) FROM unanswered") == 1
    assert list(mirror.changes(since=changes)) == []


def test_older_tables_are_brought_up_step_by_step(mirror: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(2)
    mirror.sync()
    steps = {
        1: lambda database: database.execute("ALTER TABLE syncs ADD COLUMN host TEXT"),
        2: lambda database: database.execute("UPDATE syncs SET host = 'here'"),
    }
    with closing(sqlite3.connect(path)) as database:
        assert check_version(database, path, newest=3) == 1
        bring_up(database, 1, migrations=steps, newest=3)
        database.commit()
        assert check_version(database, path, newest=3) == 3
        assert database.execute("SELECT DISTINCT host FROM syncs").fetchall() == [("here",)]


def test_a_view_of_ones_own_stays(mirror: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(2)
    mirror.sync()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIEW mine AS SELECT user_ns FROM people")
    sandbox.seed.subscribers(1)
    mirror.sync()
    assert value(path, "SELECT count(*) FROM mine") == 3


def test_a_mirror_of_another_host_flow_or_key_is_refused(
    make_client: Clients, clock: Clock, path: Path
) -> None:
    with serve() as server, serve(api_key="other-key", flow=12) as other:
        server.seed.subscribers(2)
        other.seed.subscribers(3)
        client = make_client(server.url, clock=clock)
        client.mirror(path).sync()
        with pytest.raises(MirrorError, match="give each host a file of its own"):
            make_client(other.url, "other-key", clock=clock).mirror(path).sync()
        with pytest.raises(MirrorError, match="give each flow a file of its own"):
            client.for_flow("f12", workspace_id=1).mirror(path).sync()
        with pytest.raises(MirrorError, match=r"begun with another key; .* new_key=True"):
            make_client(server.url, "other-key", clock=clock).mirror(path).sync()
        assert value(path, "SELECT count(*) FROM people") == 2


def test_a_new_key_is_accepted_if_it_is_of_the_same_flow(
    make_client: Clients, clock: Clock, path: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state.sqlite"
    with serve(db=state) as server:
        port = int(server.url.split(":")[2].split("/")[0])
        server.seed.subscribers(2)
        make_client(server.url, clock=clock).mirror(path).sync()
    with serve(db=state, api_key="new-key", port=port) as server:
        client = make_client(server.url, "new-key", clock=clock)
        assert client.mirror(path, new_key=True).sync().people == 2
        assert client.mirror(path).sync().people == 2
    with serve(api_key="third-key", flow=12, port=port) as server:
        server.seed.subscribers(3)
        client = make_client(server.url, "third-key", clock=clock)
        with pytest.raises(MirrorError, match="is of the flow f280503, and this key reads f12"):
            client.mirror(path, new_key=True).sync()
    assert value(path, "SELECT count(*) FROM people") == 2


def test_a_mirror_that_was_begun_with_a_wrong_key_is_nobodys(
    make_client: Clients, sandbox: Server, clock: Clock, path: Path
) -> None:
    sandbox.seed.subscribers(2)
    with pytest.raises(Exception, match="401"):
        make_client(sandbox.url, "wrong", clock=clock).mirror(path).sync()
    assert make_client(sandbox.url, clock=clock).mirror(path).sync().people == 2


def test_a_copy_and_a_link_are_mirrors_too(
    mirror: Any, client: Any, sandbox: Server, path: Path, tmp_path: Path
) -> None:
    sandbox.seed.subscribers(2)
    mirror.sync()
    copy, link = tmp_path / "copy.sqlite", tmp_path / "link.sqlite"
    copy.write_bytes(path.read_bytes())
    link.symlink_to(path)
    sandbox.seed.subscribers(1)
    assert client.mirror(copy).sync().people == 3
    assert client.mirror(link).sync().people == 3
    assert value(path, "SELECT count(*) FROM people") == 3
    assert link.is_symlink()


def test_a_mirror_that_another_program_has_left_in_another_mode(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    sandbox.seed.subscribers(2)
    mirror.sync()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA user_version")
        sandbox.seed.subscribers(1)
        assert mirror.sync().people == 3
    assert mirror.sync().people == 3
    assert value(path, "PRAGMA journal_mode") == "delete"


def test_the_files_mode_is_its_owners(mirror: Any, sandbox: Server, path: Path) -> None:
    sandbox.seed.subscribers(2)
    mirror.sync()
    path.chmod(0o640)
    mirror.sync()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640

"""Whatever stops a bulk job, nobody is reached twice and nobody is lost."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat import BulkReport, JournalError
from tests.support.bulk_job import KEY, REFUSED, job, people
from tests.support.clients import Clients
from tests.support.hostile_server import RESET, Request, Step, answer, hostile_server

OK = answer('{"status": "ok"}')
#: How a request may end, and whether a message is delivered.
ENDS: dict[str, tuple[list[Step], bool]] = {
    "ok": (OK, True),
    "refused": (answer('{"message": "No."}', status=422), False),
    "cut before it was taken": ([RESET], False),
    "cut after it was taken": ([RESET], True),
    "an error after it was taken": (answer("<html>", status=502), True),
    "an unreadable answer": (answer("<html>", content_type="text/html"), True),
}


class Phones:
    """Delivers messages, and counts how many each person got."""

    def __init__(self) -> None:
        self.got: Counter[str] = Counter()
        self.lock = Lock()

    def answer(self, request: Request) -> Iterator[Step]:
        """Deliver a message and answer ok."""
        with self.lock:
            self.got[user_ns(request)] += 1
        yield from OK


class PhonesThatHang(Phones):
    """Delivers messages, and stops answering after so many, until `answering` is set."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.hanging = Event()
        self.answering = Event()
        self._after = after

    def answer(self, request: Request) -> Iterator[Step]:
        with self.lock:
            self.got[user_ns(request)] += 1
            hangs = sum(self.got.values()) > self._after and not self.answering.is_set()
        if hangs:
            self.hanging.set()
            self.answering.wait(30)
        yield from OK


class PhonesWithQuota(Phones):
    """Delivers messages, and reports a quota for this hour."""

    def __init__(self, quota: int) -> None:
        super().__init__()
        self._quota = quota

    def answer(self, request: Request) -> Iterator[Step]:
        with self.lock:
            self.got[user_ns(request)] += 1
            left = self._quota - sum(self.got.values())
        headers = {"x-ratelimit-limit": str(self._quota), "x-ratelimit-remaining": str(left)}
        yield from answer('{"status": "ok"}', headers=headers)


def user_ns(request: Request) -> str:
    return str(json.loads(request.body)["user_ns"])


def names(outcomes: Any) -> set[str]:
    return {outcome.person for outcome in outcomes}


def start(kind: str, url: str, journal: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.bulk_job", kind, url, journal, *arguments]
    return subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clients(kind: str) -> Iterator[Clients]:
    clients = Clients(kind)
    yield clients
    clients.close()


def test_a_job_that_was_killed_can_be_resumed(kind: str, clients: Clients, tmp_path: Path) -> None:
    phones, journal = PhonesThatHang(after=10), tmp_path / "job.sqlite"
    with hostile_server(lambda request: phones.answer(request)) as server:
        url = f"{server.url}/api"
        killed = start(kind, url, journal, 40)
        assert phones.hanging.wait(30)
        mine = job(clients(url, KEY), str(journal), 40)
        with pytest.raises(JournalError, match="is in use by another process"):
            mine.run()
        assert len(mine.status().done) <= 10
        killed.kill()
        killed.communicate()
        phones.answering.set()

        without_answer = names(mine.status().unknown)
        assert 1 <= len(without_answer) <= 3
        report = mine.run()
        assert names(report.unknown) == without_answer
        assert names(report.done) == set(people(40)) - without_answer
        assert len(report.failed) == len(report.pending) == 0
        assert set(phones.got.values()) == {1}
        assert set(people(40)) - phones.got.keys() <= without_answer


def test_ctrl_c_waits_for_the_answers_that_are_on_their_way(
    kind: str, clients: Clients, tmp_path: Path
) -> None:
    phones, journal = PhonesThatHang(after=10), tmp_path / "job.sqlite"
    with hostile_server(lambda request: phones.answer(request)) as server:
        url = f"{server.url}/api"
        stopped = start(kind, url, journal, 40)
        assert phones.hanging.wait(30)
        stopped.send_signal(signal.SIGINT)
        phones.answering.set()
        stopped.communicate(timeout=30)
        assert stopped.returncode == -signal.SIGINT

        mine = job(clients(url, KEY), str(journal), 40)
        report = mine.status()
        assert names(report.done) == phones.got.keys()
        assert len(report.done) + len(report.pending) == 40
        assert len(mine.run().done) == 40
        assert phones.got == Counter(people(40))


def test_ctrl_c_does_not_wait_for_the_quota(kind: str, clients: Clients, tmp_path: Path) -> None:
    phones, journal = PhonesWithQuota(3), tmp_path / "job.sqlite"
    with hostile_server(lambda request: phones.answer(request)) as server:
        url = f"{server.url}/api"
        stopped = start(kind, url, journal, 40)
        assert stopped.stdout is not None
        for _ in range(3):
            stopped.stdout.readline()
        stopped.send_signal(signal.SIGINT)
        stopped.communicate(timeout=30)
        assert stopped.returncode == -signal.SIGINT
        report = job(clients(url, KEY), str(journal), 40).status()
        assert (len(report.done), len(report.unknown), len(report.pending)) == (3, 0, 37)


def test_a_full_disk_stops_the_job_before_it_sends(
    kind: str, clients: Clients, tmp_path: Path
) -> None:
    phones, journal = Phones(), tmp_path / "job.sqlite"
    with hostile_server(lambda request: phones.answer(request)) as server:
        url = f"{server.url}/api"
        full = start(kind, url, journal, 40, 5_000)
        output, _ = full.communicate(timeout=60)
        assert full.returncode == REFUSED
        assert f"the journal {journal} cannot be written: " in output
        assert 0 < len(phones.got) < 40

        mine = job(clients(url, KEY), str(journal), 40)
        unknown = names(mine.status().unknown)
        assert phones.got.keys() == names(mine.status().done) | unknown
        mine.run()
        assert phones.got == Counter(people(40))


class Cuts:
    """A job whose requests end as a script says, with a copy of its files at every moment."""

    def __init__(self, ends: list[str], folder: Path) -> None:
        self.phones = Phones()
        self.journal = folder / "job.sqlite"
        self.moments: list[tuple[Path, Counter[str]]] = []
        self._ends = iter(ends)
        self._folder = folder

    def answer(self, request: Request) -> Iterator[Step]:
        """End a request as the script says, with a copy while it is under way."""
        steps, is_delivered = ENDS[next(self._ends, "ok")]
        with self.phones.lock:  # nobody is reached while the files are copied
            self.phones.got[user_ns(request)] += is_delivered
            self._copy()
        yield from steps

    def on_progress(self, _: BulkReport) -> None:
        """Make a copy when an outcome has been written down."""
        with self.phones.lock:
            self._copy()

    def _copy(self) -> None:
        moment = self._folder / str(len(self.moments))
        moment.mkdir()
        for path in self.journal.parent.glob("job.sqlite*"):
            with suppress(FileNotFoundError):  # what undoes a change is gone when that has ended
                shutil.copy(path, moment)
        self.moments.append((moment / self.journal.name, Counter(self.phones.got)))


@pytest.mark.parametrize("kind", ["sync", "async"])
@given(ends=st.lists(st.sampled_from(sorted(ENDS)), max_size=8), concurrency=st.integers(1, 3))
@settings(max_examples=10)
def test_a_job_cut_at_any_moment_reaches_everybody_once_or_says_that_it_does_not_know(
    kind: str, ends: list[str], concurrency: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cuts, clients = Cuts(ends, Path(folder)), Clients(kind)
        handlers = [cuts.answer]
        with hostile_server(lambda request: handlers[-1](request)) as server:
            client = clients(f"{server.url}/api", KEY)
            job(client, str(cuts.journal), 5).run(
                progress=cuts.on_progress, concurrency=concurrency
            )
            for journal, got in cuts.moments:
                phones = Phones()
                phones.got = Counter(got)
                handlers.append(phones.answer)
                if (report := run_copy(job(client, str(journal), 5))) is not None:
                    check(report, phones.got)
                else:
                    assert phones.got == got
        clients.close()


def run_copy(copied: Any) -> BulkReport | None:
    """Run a job with a copy of its journal; None if that was made in the middle of a change."""
    try:
        report: BulkReport = copied.run(moved=True)
    except JournalError as error:
        if "is damaged" not in str(error):
            raise
        return None
    return report


def check(report: BulkReport, got: Counter[str]) -> None:
    assert max(got.values(), default=0) <= 1
    assert {person for person in names(report.done) if got[person] != 1} == set()
    assert {person for person in names(report.failed) if got[person]} == set()
    assert len(report.pending) == 0
    assert len(report.done) + len(report.failed) + len(report.unknown) == 5

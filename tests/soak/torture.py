"""A bulk job that is killed again and again, while its journal is used as people use files.

Each round starts a run in a process of its own, kills it at some moment, and then does something to
the file at random. What the next run may do about it is known: go on, or refuse. However it ends,
nobody may be reached twice, and all who were not reached without being pending are unknown.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from attrs import define, field

from flochat import BulkReport, Flochat, JournalError
from flochat.sandbox import Server, serve
from tests.soak import bulk_job
from tests.soak.bulk_job import CONCURRENCY
from tests.soak.mixed import FLOW
from tests.soak.verdict import QUOTA, Verdict

#: What a mistreated journal is refused with, for each way to mistreat it.
COPY: Final = "is not the file that the job was last worked on"
OLDER: Final = "is older than it was before"
EMPTY: Final = "is empty"
LINKED: Final = "2 names"
BUSY: Final = "is in use by another process"


@define
class Job:
    """The job, and what has been seen of it."""

    server: Server
    folder: Path
    people: int
    dice: random.Random
    journal: Path
    verdict: Verdict = field(factory=Verdict)
    kinds: Counter[str] = field(factory=Counter)
    kills: int = 0
    names: int = 0
    torn: int = 0

    def command(self, journal: Path | None = None) -> list[str]:
        """The command that runs the job in a process of its own."""
        target = str(journal or self.journal)
        workers = self.dice.choice(["threads", "tasks"])
        arguments = [self.server.url, self.server.api_key, workers, str(self.people), target]
        return [sys.executable, "-m", "tests.soak.bulk_job", *arguments]

    def new_name(self) -> Path:
        """A path that was not used yet."""
        self.names += 1
        return self.folder / f"job-{self.names}.sqlite"

    def refused(self, journal: Path, expected: str) -> None:
        """Check that a run with a journal is refused, and nothing is sent."""
        sent: list[object] = []
        key, url = self.server.api_key, self.server.url
        with Flochat(key, base_url=url, on_request=sent.append) as client:
            try:
                bulk_job.job(client, self.people, str(journal)).run()
            except JournalError as error:
                is_torn = "is damaged" in str(error)  # between two pages
                self.verdict.must(expected in str(error) or is_torn, f"refused with: {error}")
            else:
                self.verdict.must(False, f"not refused, where it should say: {expected}")
        self.verdict.must(not sent, f"sent, despite: {expected}")

    def take_away(self, beside: Path) -> bytes | None:
        """Take away what stands beside a journal, and return it."""
        content = beside.read_bytes() if beside.exists() else None
        beside.unlink(missing_ok=True)
        return content

    def go_on_without(self, undo: bytes | None) -> None:
        """Open the journal without what undoes a change, or if that is refused, with it again.

        It is, when the process was killed while it wrote one page after the other.
        """
        try:
            settle(self)
        except JournalError as error:
            self.verdict.must("is damaged" in str(error), f"refused with: {error}")
            self.verdict.must(undo is not None, f"damaged without a reason: {error}")
            real = self.journal.resolve()
            real.with_name(f"{real.name}-journal").write_bytes(undo or b"")
            self.torn += 1
            settle(self)

    def status(self) -> BulkReport:
        """How the job stands."""
        with Flochat(self.server.api_key, base_url=self.server.url) as client:
            report: BulkReport = bulk_job.job(client, self.people, str(self.journal)).status()
            return report


def nothing(_: Job) -> None:
    """Only the kill."""


def symbolic_link(job: Job) -> None:
    link = job.new_name()
    link.symlink_to(job.journal)
    job.journal = link


def hard_link(job: Job) -> None:
    link = job.new_name()
    os.link(job.journal.resolve(), link)
    job.refused(link, LINKED)
    job.refused(job.journal, LINKED)
    link.unlink()


def move(job: Job) -> None:
    """Rename the file alone, as `mv hello.sqlite` does."""
    target = job.new_name()
    real = job.journal.resolve()
    real.rename(target)
    undo = job.take_away(real.with_name(f"{real.name}-journal"))
    if job.journal.is_symlink():
        job.journal.unlink()
    job.journal = target
    job.go_on_without(undo)


def tidy(job: Job) -> None:
    """Take away what stands beside the file."""
    real = job.journal.resolve()
    for suffix in ("-wal", "-shm", "-lock"):
        real.with_name(real.name + suffix).unlink(missing_ok=True)
    job.go_on_without(job.take_away(real.with_name(f"{real.name}-journal")))


def copy(job: Job) -> None:
    """Copy the file alone; the copy is refused, with or without its attributes."""
    target = job.new_name()
    if job.dice.random() < 0.5:
        shutil.copyfile(job.journal, target)
    else:
        shutil.copy2(job.journal, target)
    job.refused(target, COPY)
    target.unlink()


def copy_and_go_on(job: Job) -> None:
    """Go on with a copy that is said to be the journal; the old one is no longer used."""
    target = job.new_name()
    settle(job)
    shutil.copyfile(job.journal, target)
    job.journal.resolve().unlink()
    with Flochat(job.server.api_key, base_url=job.server.url) as client:
        bulk_job.job(client, job.people, str(target)).plan(moved=True)
    job.journal = target


def empty(job: Job) -> None:
    """Empty the file, and put its content back."""
    settle(job)
    content = job.journal.read_bytes()
    job.journal.write_bytes(b"")
    job.refused(job.journal, EMPTY)
    job.journal.write_bytes(content)


def flip(job: Job) -> None:
    """Flip a bit: the copy is refused, or it was one of the bits that mean nothing."""
    settle(job)
    content = bytearray(job.journal.read_bytes())
    whole = bytes(content)
    word = job.dice.choice([b"pending", b"send-text", b"f%du" % FLOW])
    places = [at for at in range(len(content)) if content.startswith(word, at)]
    if places:
        content[job.dice.choice(places)] ^= 1 << job.dice.randrange(8)
        job.journal.write_bytes(content)
        job.refused(job.journal, "")
        job.journal.write_bytes(whole)


def older(job: Job) -> None:
    """Put an older state back, as the same file, with its attributes and without."""
    settle(job)
    before = job.journal.read_bytes()
    saved = job.new_name()
    shutil.copy2(job.journal.resolve(), saved)
    run_and_kill(job)
    settle(job)
    after = job.journal.read_bytes()
    if len(before) == len(after) and before != after and hasattr(os, "getxattr"):
        with suppress(OSError):
            os.getxattr(job.journal.resolve(), "user.flochat.journal")
            shutil.copy2(saved, job.journal.resolve())
            job.refused(job.journal, OLDER)
            job.journal.write_bytes(before)
            job.refused(job.journal, OLDER)
        job.journal.write_bytes(after)
    saved.unlink()


def two_runs(job: Job) -> None:
    """Run it several times at once, and kill all of them."""
    runs = [subprocess.Popen(job.command(), stdout=subprocess.DEVNULL) for _ in range(3)]
    time.sleep(job.dice.uniform(0.5, 2))
    for run in runs:
        run.kill()
        run.wait()
    job.kills += 1  # of the one that worked


def look(job: Job) -> None:
    """Look at it while it runs; and let another program read it, which holds it back."""
    with subprocess.Popen(job.command(), stdout=subprocess.DEVNULL) as run:
        until = time.monotonic() + job.dice.uniform(0.5, 2)
        while time.monotonic() < until and run.poll() is None:
            report = job.status()  # once: the run goes on between one and the next
            lengths = [len(each) for each in (report.done, report.unknown, report.pending)]
            job.verdict.must(min(lengths) >= 0, f"negative: {lengths}")
            job.verdict.must(sum(lengths) in (0, job.people), f"not everybody: {lengths}")
        with closing(sqlite3.connect(job.journal.resolve(), isolation_level=None)) as reader:
            with suppress(sqlite3.OperationalError):
                reader.execute("BEGIN")
                reader.execute("SELECT * FROM people").fetchone()
            time.sleep(0.2)
        run.kill()
    job.kills += 1


#: Everything that is done to a journal between two kills.
ALL: Final[dict[str, Callable[[Job], None]]] = {
    each.__name__: each
    for each in (
        nothing,
        symbolic_link,
        hard_link,
        move,
        tidy,
        copy,
        copy_and_go_on,
        empty,
        flip,
        older,
        two_runs,
        look,
    )
}


def settle(job: Job) -> None:
    """Have nothing half done in the file: what was cut off is undone."""
    with Flochat(job.server.api_key, base_url=job.server.url) as client:
        bulk_job.job(client, job.people, str(job.journal)).plan()


def run_and_kill(job: Job) -> None:
    """Run the job, and kill it when it has reached some more people, or has hardly begun."""
    reached = len(job.server.deliveries)
    more = job.dice.randrange(8)
    wait = job.dice.uniform(0, 0.02)
    with subprocess.Popen(job.command(), stdout=subprocess.DEVNULL) as run:
        while len(job.server.deliveries) < reached + more and run.poll() is None:
            time.sleep(0.001)
        time.sleep(wait)
        run.kill()
    job.kills += 1


def torture(rounds: int, people: int, folder: Path, *, seed: int) -> Verdict:
    """Kill a job and mistreat its journal so many times, and judge what has come of everybody."""
    with serve(quota=QUOTA, flow=FLOW, seed=lambda made: made.subscribers(people)) as server:
        job = Job(server, folder, people, random.Random(seed), folder / "job.sqlite")
        settle(job)
        kinds = list(ALL)
        for number in range(rounds):
            run_and_kill(job)
            kind = kinds[number] if number < len(kinds) else job.dice.choice(kinds)
            job.kinds[kind] += 1
            wrong = len(job.verdict.wrong)
            ALL[kind](job)
            job.verdict.wrong[wrong:] = [
                f"seed {seed}, round {number}, {kind}: {problem}"
                for problem in job.verdict.wrong[wrong:]
            ]
        subprocess.run(job.command(), check=True, stdout=subprocess.DEVNULL, timeout=600)
        _judge(job, seed)
        return job.verdict


def _judge(job: Job, seed: int) -> None:
    report = job.status()
    got = Counter(each.user_ns for each in job.server.deliveries)
    done = {outcome.person for outcome in report.done}
    unknown = {outcome.person for outcome in report.unknown}
    verdict = job.verdict
    twice = [person for person, times in got.items() if times > 1]
    verdict.must(not twice, f"seed {seed}: reached twice: {twice[:5]}")
    lost = [person for person in done if not got[person]]
    verdict.must(not lost, f"seed {seed}: done, but not reached: {lost[:5]}")
    verdict.must(len(done) + len(unknown) == job.people, f"seed {seed}: {report}")
    untold = got.keys() - done - unknown
    verdict.must(not untold, f"seed {seed}: reached, but not told: {sorted(untold)[:5]}")
    under_way = (job.kills + job.kinds["two_runs"]) * CONCURRENCY
    verdict.must(len(unknown) <= under_way, f"seed {seed}: {len(unknown)} are unknown")
    verdict.seen.append(
        f"a journal mistreated {sum(job.kinds.values())} times (seed {seed}) and {job.kills} times "
        f"kill -9, {job.torn} times in the middle of a page: {len(got):,} of {job.people:,} "
        f"reached, {len(twice)} twice; {report}"
    )

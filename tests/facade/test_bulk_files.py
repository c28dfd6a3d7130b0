"""The journal as people use files: nobody is reached twice, or it is refused before a send."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import evolve

from flochat import BulkReport, JournalError
from flochat._bulk.journal import Journal
from flochat._bulk.journal_format import JobIdentity
from tests.facade.test_bulk_cut import Phones, PhonesThatHang, names, start
from tests.support.bulk_job import KEY, job, people
from tests.support.clients import Clients
from tests.support.hostile_server import hostile_server

COUNT = 30
#: For how long nothing is changed while `progress` is called, in seconds, with some to spare.
QUIET = 0.8
#: Takes every lock of a file for granted, as some network file systems do.
NO_LOCKS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
static int pass(const char *name, int fd, int command, void *argument) {
    if (command == F_SETLK || command == F_SETLKW || command == 37 || command == 38) return 0;
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    return real(fd, command, argument);
}
#define DEFINE(name) int name(int fd, int command, ...) { \
    va_list list; va_start(list, command); void *argument = va_arg(list, void *); va_end(list); \
    return pass(#name, fd, command, argument); }
DEFINE(fcntl)
DEFINE(fcntl64)
int flock(int fd, int operation) { return 0; }
"""


class Sending:
    """A host that counts what each person got, and the journal of a job that sends to it."""

    def __init__(self, kind: str, phones: Phones, url: str, folder: Path) -> None:
        self.phones = phones
        self.journal = folder / "job.sqlite"
        self.url = f"{url}/api"
        self.kind = kind
        self.clients = Clients(kind)

        self.sent: list[object] = []

    def job(self, journal: Path | None = None) -> Any:
        client = self.clients(self.url, KEY, on_request=self.sent.append)
        return job(client, str(journal or self.journal), COUNT)

    def run(self, journal: Path | None = None, **options: Any) -> BulkReport:
        report: BulkReport = self.job(journal).run(**options)
        return report

    def is_refused(self, message: str, journal: Path | None = None, **options: Any) -> None:
        """Check that a run is refused, and sends nothing."""
        self.sent.clear()
        with pytest.raises(JournalError, match=message):
            self.run(journal, **options)
        assert not self.sent

    def is_resumed(self, journal: Path | None = None, **options: Any) -> None:
        """Check that a run reaches everybody who was not, and nobody twice."""
        report = self.run(journal, **options)
        assert len(report.done) + len(report.unknown) == COUNT
        assert set(self.phones.got.values()) == {1}
        assert set(people(COUNT)) - self.phones.got.keys() <= names(report.unknown)
        assert names(report.done) <= self.phones.got.keys()


@pytest.fixture(params=["sync", "async"])
def sending(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sending]:
    phones = Phones()
    with hostile_server(phones.answer) as server:
        sending = Sending(request.param, phones, server.url, tmp_path)
        yield sending
        sending.clients.close()


@pytest.fixture
def killed(sending: Sending) -> Sending:
    """A job whose process was killed when it had reached some."""
    kill(sending, after=10)
    return sending


def kill(sending: Sending, *, after: int) -> None:
    """Run a job in a process of its own, and kill it once it has reached so many people."""
    with start(sending.kind, sending.url, sending.journal, COUNT) as process:
        while len(sending.phones.got) < after:
            assert process.poll() is None
            time.sleep(0.001)
        process.kill()


def command(sending: Sending) -> list[str]:
    """The command that runs the job in a process of its own."""
    arguments = [sending.kind, sending.url, str(sending.journal), str(COUNT)]
    return [sys.executable, "-m", "tests.support.bulk_job", *arguments]


def take_away(beside: Path) -> bytes | None:
    """Take away what stands beside a journal, and return it."""
    content = beside.read_bytes() if beside.exists() else None
    beside.unlink(missing_ok=True)
    return content


def go_on_without(undo: bytes | None, sending: Sending, journal: Path) -> None:
    """Open a journal without what undoes a change; if that is refused, with it, as is asked for.

    It is, when the process was killed while it wrote one page after the other.
    """
    try:
        sending.job(journal).plan()
    except JournalError as error:
        if undo is None or "is damaged" not in str(error):
            raise
        journal.with_name(f"{journal.name}-journal").write_bytes(undo)
        sending.job(journal).plan()


def test_a_journal_that_was_killed_is_resumed(killed: Sending) -> None:
    killed.is_resumed()


def test_a_symbolic_link_leads_to_the_same_job(killed: Sending, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.sqlite"
    link.parent.mkdir()
    link.symlink_to(killed.journal)
    killed.is_resumed(link)
    assert [path.name for path in link.parent.iterdir()] == ["link.sqlite"]


def test_a_hard_link_is_refused(killed: Sending, tmp_path: Path) -> None:
    os.link(killed.journal, tmp_path / "link.sqlite")
    for journal in (killed.journal, tmp_path / "link.sqlite"):
        killed.is_refused("2 names", journal)
    (tmp_path / "link.sqlite").unlink()
    killed.is_resumed()


def test_a_journal_that_was_renamed_is_resumed(killed: Sending, tmp_path: Path) -> None:
    """Without what stood beside it, which belongs to a change that was not completed."""
    (tmp_path / "folder").mkdir()
    moved = killed.journal.rename(tmp_path / "folder" / "moved.sqlite")
    undo = take_away(tmp_path / "job.sqlite-journal")
    go_on_without(undo, killed, moved)
    killed.is_resumed(moved)


def test_what_stood_beside_a_journal_is_not_taken_for_another(
    killed: Sending, tmp_path: Path
) -> None:
    beside = tmp_path / "job.sqlite-journal"
    killed.job().plan()
    killed.journal.rename(tmp_path / "moved.sqlite")
    beside.write_bytes(b"something")
    killed.is_refused("job.sqlite-journal belongs to a journal that is no longer beside it")
    beside.unlink()
    killed.is_resumed(tmp_path / "moved.sqlite")


@pytest.mark.parametrize("copy", [shutil.copyfile, shutil.copy2])
def test_a_copy_is_refused_unless_it_is_said_that_it_is_the_one(
    killed: Sending, tmp_path: Path, copy: Callable[[Path, Path], object]
) -> None:
    killed.job().plan()
    copy(killed.journal, tmp_path / "copy.sqlite")
    killed.is_refused(r"run\(moved=True\) resumes", tmp_path / "copy.sqlite")
    with pytest.raises(JournalError, match=r"run\(moved=True\) resumes"):
        killed.job(tmp_path / "copy.sqlite").plan()
    killed.is_resumed(tmp_path / "copy.sqlite", moved=True)
    killed.is_resumed(tmp_path / "copy.sqlite")


def test_a_copy_can_be_looked_at(killed: Sending, tmp_path: Path) -> None:
    for path in tmp_path.glob("job.sqlite*"):
        shutil.copy(path, tmp_path / path.name.replace("job", "copy"))
    report = killed.job(tmp_path / "copy.sqlite").status()
    assert len(report.done) + len(report.unknown) + len(report.pending) == COUNT


def test_a_backup_that_is_put_back_is_refused(sending: Sending, tmp_path: Path) -> None:
    kill(sending, after=10)
    sending.job().plan()
    for folder in ("bytes", "all"):
        (tmp_path / folder).mkdir()
    shutil.copyfile(sending.journal, tmp_path / "bytes" / "job.sqlite")
    shutil.copy2(sending.journal, tmp_path / "all" / "job.sqlite")
    kill(sending, after=20)
    sending.job().plan()
    saved = sending.journal.rename(tmp_path / "saved.sqlite")
    for folder in ("bytes", "all"):
        shutil.copy2(tmp_path / folder / "job.sqlite", sending.journal)
        sending.is_refused("is not the file that the job was last worked on")
    sending.is_resumed(saved)


@pytest.mark.parametrize("attributes", [False, True])
def test_an_older_copy_that_is_written_over_a_journal_is_refused(
    sending: Sending, tmp_path: Path, attributes: bool
) -> None:
    copy = shutil.copy2 if attributes else shutil.copyfile
    kill(sending, after=10)
    sending.job().plan()
    if not hasattr(os, "getxattr") or not os.listxattr(sending.journal):
        pytest.skip("files take no notes here, and without one nobody can know")
    copy(sending.journal, tmp_path / "older")
    kill(sending, after=20)
    sending.job().plan()
    copy(sending.journal, tmp_path / "newer")
    copy(tmp_path / "older", sending.journal)
    sending.is_refused("older than it was before")
    sending.is_refused("older than it was before", moved=True)
    copy(tmp_path / "newer", sending.journal)
    sending.is_resumed()


def test_a_folder_keeps_no_notes_of_journals_that_are_gone(
    sending: Sending, tmp_path: Path
) -> None:
    sending.job().plan()
    if not hasattr(os, "getxattr") or not os.listxattr(sending.journal):
        pytest.skip("files take no notes here, and without one nobody can know")
    others = [tmp_path / f"other-{number}.sqlite" for number in range(12)]
    for other in others:
        sending.job(other).plan()
    for other in others:
        other.unlink()
    sending.job().plan()
    assert len(os.listxattr(tmp_path)) == 1
    sending.is_resumed()


def test_an_emptied_journal_is_refused(killed: Sending) -> None:
    killed.journal.write_bytes(b"")
    killed.is_refused("is empty")
    with pytest.raises(JournalError, match="is empty"):
        killed.job().status()


def test_a_journal_whose_tables_are_gone_is_refused(killed: Sending) -> None:
    killed.journal.write_bytes(b"")
    with closing(sqlite3.connect(killed.journal)) as database:
        database.execute("VACUUM")
        database.execute("PRAGMA user_version = 0")
    killed.is_refused("there is no job in")


def test_what_undoes_a_change_is_not_needed(sending: Sending) -> None:
    """Whoever tidies up takes it away; what was not completed had not been acted upon."""
    for after in (5, 10, 15, 20, 25):
        kill(sending, after=after)
        undo = take_away(sending.journal.with_name("job.sqlite-journal"))
        go_on_without(undo, sending, sending.journal)
    sending.is_resumed()


def would_be_read(beside: Path) -> bool:
    """Whether SQLite would undo a change with a file: its beginning is written last."""
    with suppress(FileNotFoundError):
        return beside.read_bytes()[:1] == b"\xd9"
    return False


def test_what_undoes_an_earlier_change_is_moved_away(sending: Sending, tmp_path: Path) -> None:
    beside, kept = tmp_path / "job.sqlite-journal", tmp_path / "kept"
    sending.job().plan()
    while not kept.exists():
        with start(sending.kind, sending.url, sending.journal, COUNT) as process:
            while not would_be_read(beside):
                assert process.poll() is None
            process.kill()
        if would_be_read(beside):  # it was killed in the middle of a change
            shutil.copyfile(beside, kept)
    kill(sending, after=len(sending.phones.got) + 3)
    sending.job().plan()
    shutil.copyfile(kept, beside)
    sending.is_resumed()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "job.sqlite",
        "job.sqlite-journal-old",
        "kept",
    ]


def test_a_torn_copy_is_refused(killed: Sending, tmp_path: Path) -> None:
    """Half of its pages are from before some changes, the other half from after them."""
    killed.job().plan()
    before = killed.journal.read_bytes()
    kill(killed, after=20)
    killed.job().plan()
    after = killed.journal.read_bytes()
    size, refused = 4096, 0
    assert len(before) == len(after)
    different = [
        page
        for page in range(0, len(after), size)
        if before[page : page + size] != after[page : page + size]
    ]
    for page in different:
        torn = tmp_path / f"torn-{page}.sqlite"
        torn.write_bytes(after[:page] + before[page : page + size] + after[page + size :])
        if page:  # the first one only counts changes
            killed.is_refused("is damaged", torn, moved=True)
            refused += 1
    assert refused >= 2
    killed.is_resumed()


def test_a_flipped_bit_is_refused_or_does_not_matter(killed: Sending, tmp_path: Path) -> None:
    killed.job().plan()
    whole, got = killed.journal.read_bytes(), Counter(killed.phones.got)
    refused = 0
    for number in range(20):
        place = number * len(whole) // 20 + number
        damaged = bytearray(whole)
        damaged[place] ^= 1 << number % 8
        copy = tmp_path / f"{number}.sqlite"
        copy.write_bytes(damaged)
        killed.phones.got = Counter(got)
        try:
            killed.run(copy, moved=True)
        except JournalError:
            refused += 1
        else:
            assert set(killed.phones.got.values()) == {1}
    assert refused >= 3


@pytest.mark.parametrize("word", [b"f1u7", b"pending", b"no answer", b"send-text", b"Hello"])
def test_a_changed_word_is_refused(killed: Sending, word: bytes) -> None:
    content = killed.job().plan() and killed.journal.read_bytes()
    place = content.rindex(word)
    changed = bytearray(content)
    changed[place + 1] ^= 1
    killed.journal.write_bytes(changed)
    killed.is_refused("is damaged")


def test_a_program_that_reads_the_file_makes_nobody_unknown(
    sending: Sending, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sending.job().plan()
    reports: list[BulkReport] = []
    other = Sending(sending.kind, sending.phones, sending.url.removesuffix("/api"), tmp_path)
    with closing(sqlite3.connect(sending.journal, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchone()
        run = Thread(target=lambda: reports.append(other.run()))
        run.start()
        while "another program has the journal" not in caplog.text:
            time.sleep(0.01)
        assert not sending.phones.got
        assert len(sending.job().status().pending) == COUNT
        reader.execute("COMMIT")
    run.join(60)
    (report,) = reports
    assert len(report.done) == COUNT
    other.clients.close()


def test_answers_are_recorded_however_long_a_program_reads_the_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for kind in ("sync", "async"):
        phones, folder = PhonesThatHang(after=0), tmp_path / kind
        folder.mkdir()
        caplog.clear()
        with hostile_server(phones.answer) as server:
            sending = Sending(kind, phones, server.url, folder)
            sending.job().plan()
            reports: list[BulkReport] = []
            run = Thread(target=lambda to=reports, by=sending: to.append(by.run(concurrency=1)))
            run.start()
            assert phones.hanging.wait(30)
            with closing(sqlite3.connect(sending.journal, isolation_level=None)) as reader:
                reader.execute("BEGIN")
                reader.execute("SELECT * FROM people").fetchone()
                phones.answering.set()
                while "another program has the journal" not in caplog.text:
                    time.sleep(0.01)
                assert len(phones.got) == 1
                reader.execute("COMMIT")
            run.join(60)
            assert len(reports[0].done) == COUNT
            sending.clients.close()


def test_a_backup_made_by_progress_can_be_run_and_lets_nobody_else_in(
    sending: Sending, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    seen: list[list[str]] = []
    late = 0

    def save(_: BulkReport) -> None:
        nonlocal late
        begun = time.monotonic()
        shutil.rmtree(backup, ignore_errors=True)
        backup.mkdir()
        for path in tmp_path.glob("job.sqlite*"):
            shutil.copy2(path, backup)
        names = [path.name for path in backup.iterdir()]
        took = time.monotonic() - begun
        gc.collect()
        if took > QUIET:
            late += 1  # the machine is busy, and the run goes on all the same
            return
        seen.append(names)
        if len(seen) == 10:
            done = subprocess.run(command(sending), stdout=subprocess.PIPE, text=True, check=False)
            assert "is in use by another process" in done.stdout
            raise InterruptedError

    with pytest.raises(InterruptedError):
        sending.run(progress=save, concurrency=3)
    assert len(seen) >= 10, late
    assert all(each == ["job.sqlite"] for each in seen)  # nothing is half done meanwhile
    sending.is_refused("is not the file", backup / "job.sqlite")
    sending.is_resumed()


def test_no_change_falls_into_a_copy_however_many_workers_wait_for_their_turn(
    sending: Sending, tmp_path: Path
) -> None:
    journal = tmp_path / "job.sqlite"
    changed: list[bool] = []

    def copy_slowly(_: BulkReport) -> None:
        before = journal.read_bytes()
        time.sleep(0.1)  # less than a change waits for, but not when all of them are added up
        changed.append(journal.read_bytes() != before)

    sending.run(progress=copy_slowly, concurrency=32)
    assert changed == [False] * COUNT


def test_a_forked_process_does_not_go_on_with_the_run(sending: Sending) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    if sending.kind == "async":
        pytest.skip("a forked event loop does not work in any program")
    ends: list[int] = []

    def fork(_: BulkReport) -> None:
        if ends:
            return
        ends.append(-1)
        child = os.fork()
        if not child:
            code = 1
            try:
                sending.job().run()
            except JournalError:
                code = 0
            finally:
                os._exit(code)
        ends[0] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    report = sending.run(progress=fork, concurrency=3)
    assert ends == [0]
    assert len(report.done) == COUNT
    assert set(sending.phones.got.values()) == {1}


def test_a_run_that_was_displaced_stops_before_its_next_send(
    sending: Sending,
) -> None:
    """Whatever became of the locks: here the file says that somebody else is the owner."""

    def displace(_: BulkReport) -> None:
        with closing(sqlite3.connect(sending.journal)) as database, database:
            database.execute("UPDATE work SET owner = 'another'")

    with pytest.raises(JournalError, match="another run has taken over"):
        sending.run(progress=displace, concurrency=1)
    assert len(sending.phones.got) == 1


def test_a_run_that_was_displaced_does_not_report_what_it_does_not_know(sending: Sending) -> None:
    """As when a run that took over has reached everybody since."""

    def displace(_: BulkReport) -> None:
        with closing(sqlite3.connect(sending.journal)) as database, database:
            database.execute("UPDATE people SET state = 'done'")
            database.execute("UPDATE work SET owner = 'another'")

    with pytest.raises(JournalError, match="another run has taken over"):
        sending.run(progress=displace, concurrency=1)


def test_a_file_that_another_program_left_in_write_ahead_mode_is_put_back(
    killed: Sending, tmp_path: Path
) -> None:
    killed.job().plan()
    with closing(sqlite3.connect(killed.journal)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA user_version").fetchone()
    killed.is_resumed()
    assert [path.name for path in tmp_path.iterdir()] == ["job.sqlite"]


def test_jobs_that_begin_at_once_make_one_journal(sending: Sending, tmp_path: Path) -> None:
    runs = [subprocess.Popen(command(sending), stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [run.communicate()[0] for run in runs]
    for run, output in zip(runs, outputs, strict=True):
        assert run.returncode == 0 or "is in use by another process" in output
    sending.is_resumed()
    assert [path.name for path in tmp_path.iterdir()] == ["job.sqlite"]


def test_an_older_state_put_back_while_a_run_is_on_stops_it(
    sending: Sending,
) -> None:
    saved: list[bytes] = []

    def put_back(_: BulkReport) -> None:
        saved.append(sending.journal.read_bytes())
        if len(saved) == 5:
            sending.journal.write_bytes(saved[0])

    with pytest.raises(JournalError, match=r"another state of it|malformed"):
        sending.run(progress=put_back, concurrency=1)
    assert len(sending.phones.got) == 5


def test_reports_of_a_run_are_never_negative(sending: Sending) -> None:
    sending.job().plan()
    with start(sending.kind, sending.url, sending.journal, COUNT) as process:
        while process.poll() is None:
            report = sending.job().status()
            lengths = [len(getattr(report, s)) for s in ("done", "failed", "unknown", "pending")]
            assert min(lengths) >= 0
            assert sum(lengths) == COUNT


@pytest.mark.parametrize("name", ["a?b.sqlite", "a#b.sqlite", "100%.sqlite", "Grüße 你好.sqlite"])
def test_any_name_will_do(sending: Sending, tmp_path: Path, name: str) -> None:
    sending.is_resumed(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_no_file_is_refused(sending: Sending, tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        sending.is_refused("not a file", tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    sending.is_refused("cannot be opened", tmp_path / "loop")


def mount(*arguments: object) -> None:
    """Mount something, or skip the test where that is not allowed."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only the superuser of a Linux mounts things")
    command = ["mount", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


def test_a_single_file_mounted_elsewhere_is_the_same_job(killed: Sending, tmp_path: Path) -> None:
    mounted = tmp_path / "container" / "job.sqlite"
    mounted.parent.mkdir()
    mounted.touch()
    mount("--bind", killed.journal, mounted)
    try:
        with start(killed.kind, killed.url, mounted, COUNT) as process:
            while len(killed.phones.got) < 20:
                assert process.poll() is None
                time.sleep(0.001)
            process.kill()
        # With its container, everything beside the file is gone.
        undo = take_away(mounted.parent / "job.sqlite-journal")
    finally:
        subprocess.run(["umount", mounted], check=True)
    go_on_without(undo, killed, killed.journal)
    killed.is_resumed()


def test_a_full_disk_and_a_read_only_one_are_reported(sending: Sending, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=128k", "none", disk)
    try:
        journal = disk / "job.sqlite"
        sending.job(journal).plan()

        def fill(_: BulkReport) -> None:
            with (disk / "other").open("ab", buffering=0) as file, suppress(OSError):
                while file.write(b"x" * 4096):
                    pass  # until nothing is left

        with pytest.raises(JournalError, match="cannot be written"):
            sending.run(journal, progress=fill)
        (disk / "other").unlink()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        sending.is_refused("cannot be", journal)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        sending.is_resumed(journal)
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_file_system_without_locks_is_refused(sending: Sending, tmp_path: Path) -> None:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("to take the locks away takes Linux and a C compiler")
    source, library = tmp_path / "no_locks.c", tmp_path / "no_locks.so"
    source.write_text(NO_LOCKS, encoding="ascii")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        command(sending),
        env={**os.environ, "LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert "file system without locks" in done.stdout
    assert not sending.phones.got


def test_ctrl_c_waits_until_the_answers_are_recorded(tmp_path: Path) -> None:
    for kind in ("sync", "async"):
        phones, folder = PhonesThatHang(after=10), tmp_path / kind
        folder.mkdir()
        with hostile_server(phones.answer) as server:
            sending = Sending(kind, phones, server.url, folder)
            sending.job().plan()
            with start(kind, sending.url, sending.journal, COUNT) as process:
                assert phones.hanging.wait(30)
                with closing(sqlite3.connect(sending.journal, isolation_level=None)) as reader:
                    reader.execute("BEGIN")
                    reader.execute("SELECT * FROM people").fetchone()
                    phones.answering.set()
                    process.send_signal(signal.SIGINT)
                    with pytest.raises(subprocess.TimeoutExpired):
                        process.wait(2)
                    reader.execute("COMMIT")
                assert process.wait(60) == -signal.SIGINT
            assert len(sending.job().status().unknown) == 0
            sending.is_resumed()
            sending.clients.close()


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_where_nothing_can_be_locked_the_file_says_who_is_at_work(
    kind: str, tmp_path: Path
) -> None:
    """As where neither `fcntl` nor its counterpart of Windows is there."""
    without = tmp_path / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text(
        "import sys\nsys.modules['fcntl'] = sys.modules['msvcrt'] = None\n", encoding="ascii"
    )
    path = os.pathsep.join([str(without), os.environ.get("PYTHONPATH", "")])
    unlocked = {**os.environ, "PYTHONPATH": path}
    phones = PhonesThatHang(after=10)
    with hostile_server(phones.answer) as server:
        sending = Sending(kind, phones, server.url, tmp_path)
        with subprocess.Popen(command(sending), env=unlocked, stdout=subprocess.DEVNULL) as first:
            assert phones.hanging.wait(30)
            second = subprocess.run(
                command(sending), env=unlocked, stdout=subprocess.PIPE, text=True, check=False
            )
            first.kill()
        assert f"in use by another process: {first.pid} on" in second.stdout
        phones.answering.set()
        third = subprocess.run(
            command(sending), env=unlocked, stdout=subprocess.DEVNULL, check=False
        )
        assert third.returncode == 0
        sending.is_resumed()
        sending.clients.close()


@pytest.mark.parametrize("what", ["flow", "workspace"])
def test_a_journal_belongs_to_one_of_a_partners_customers(tmp_path: Path, what: str) -> None:
    identity = JobIdentity("messages.send_text", "[]", "https://flochat.example/api", "key")
    known = evolve(identity, **{what: "f1"})
    for name, begun, others in (
        ("known", known, {f"{what} f2": evolve(identity, **{what: "f2"}), "owner": identity}),
        ("own", identity, {f"{what} f1": known}),
    ):
        for _ in range(2):
            with Journal(tmp_path / name, begun) as journal:
                journal.open()
        for shown, other in others.items():
            with pytest.raises(JournalError, match=f"was begun for .*, not for the {shown}"):
                Journal(tmp_path / name, other).open()

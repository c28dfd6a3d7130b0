"""However an export is stopped, the same call goes on, and makes the same file."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flochat import ExportReport
from flochat.sandbox import serve
from tests.support.clients import Clients
from tests.support.export_job import FAILED
from tests.support.filled_flow import FilledFlow, comparable, exported, fill


@pytest.fixture(scope="module")
def flow() -> Iterator[FilledFlow]:
    with serve(quota=1_000_000) as server:
        yield fill(server)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clients(kind: str) -> Iterator[Clients]:
    clients = Clients(kind)
    yield clients
    clients.close()


def start(
    kind: str, flow: FilledFlow, name: str, file: Path, *more: object
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.export_job", kind, flow.server.url, name, file]
    texts = [str(part) for part in (*command, *more)]
    return subprocess.Popen(texts, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stop_after(process: subprocess.Popen[str], reports: int, how: signal.Signals) -> str:
    """Stop a process after so many reports, if it lasts that long; returns its errors."""
    assert process.stdout is not None
    for _ in range(reports):
        if not process.stdout.readline():
            break
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    return errors


def leftovers(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"rows.jsonl", "rows.jsonl.export.sqlite"}


def test_killed_ten_times_it_is_the_same_file(
    kind: str, flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    """And no page is asked for twice, but for the one that was under way."""
    whole = clients(flow.server.url).export.messages().run(tmp_path / "whole.jsonl", concurrency=1)
    file = tmp_path / "cut" / "rows.jsonl"
    file.parent.mkdir()
    flow.server.clear()
    for _ in range(10):
        stop_after(start(kind, flow, "messages", file), 14, signal.SIGKILL)
        assert not file.exists()
    report = clients(flow.server.url).export.messages().run(file)
    assert file.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert report.rows == whole.rows
    assert report.requests == whole.requests
    assert whole.requests <= len(flow.server.requests) <= whole.requests + 10 * 4
    assert leftovers(file.parent) == set()


def test_what_was_being_written_when_it_was_killed_goes_with_the_next_run(
    flow: FilledFlow, clients: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(Exception):
        pass

    def die(*_: object) -> None:
        raise KilledError

    other = tmp_path / ".rows.jsonl.k3x9.unfinished"  # of another program, which may be at work
    other.write_text("half")
    job = clients(flow.server.url).export.broadcasts()
    with monkeypatch.context() as patch:
        patch.setattr("flochat._export.destination.ExportFile.put_in_place", die)
        with pytest.raises(KilledError):
            job.run(tmp_path / "rows.jsonl")
    assert len(leftovers(tmp_path)) == 2
    job.run(tmp_path / "rows.jsonl")
    assert leftovers(tmp_path) == {other.name}


@pytest.mark.parametrize("name", ["subscribers", "activity"])
def test_a_list_that_is_stopped_goes_on(
    name: str, kind: str, flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    flow.server.clear()
    stop_after(start(kind, flow, name, tmp_path / "rows.jsonl"), 2, signal.SIGKILL)
    report = getattr(clients(flow.server.url).export, name)().run(tmp_path / "rows.jsonl")
    rows = exported(tmp_path / "rows.jsonl", name)
    assert comparable(rows, name) == flow.rows[name]
    assert len(flow.server.requests) <= report.requests + 1


def test_ctrl_c_says_how_to_go_on(
    kind: str, flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    errors = stop_after(start(kind, flow, "messages", tmp_path / "rows.jsonl"), 20, signal.SIGINT)
    assert "KeyboardInterrupt" in errors
    assert "the same run() goes on from there" in errors
    assert leftovers(tmp_path) == set()
    assert not (tmp_path / "rows.jsonl").exists()
    report = clients(flow.server.url).export.messages().run(tmp_path / "rows.jsonl")
    assert report.rows == flow.rows["messages"].total()


def test_a_full_disk_loses_nothing(
    kind: str, flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    """Neither while pages are kept, nor while the file is written."""
    flow.server.clear()
    file = tmp_path / "rows.jsonl"
    process = start(kind, flow, "messages", file, 60_000)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == FAILED, errors
    assert "goes on from there" in out
    assert leftovers(tmp_path) == set()
    assert not file.exists()
    asked = len(flow.server.requests)
    report = clients(flow.server.url).export.messages().run(file)
    assert report.rows == flow.rows["messages"].total()
    assert len(flow.server.requests) <= report.requests + 4
    assert asked > 2


class FullDiskError(OSError):
    """Stands for what a write on a full disk raises."""


def test_a_file_that_cannot_be_written_is_written_later_without_a_request(
    flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    client = clients(flow.server.url)

    def fail(_descriptor: int) -> None:
        raise FullDiskError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:

        def fill_the_disk(report: ExportReport) -> None:
            if report.requests == 3:
                patch.setattr("os.fsync", fail)

        with pytest.raises(FullDiskError) as caught:
            client.export.orders().run(tmp_path / "rows.jsonl", progress=fill_the_disk)
    assert "the same run() goes on from there" in " ".join(caught.value.__notes__)
    assert leftovers(tmp_path) == set()
    assert not (tmp_path / "rows.jsonl").exists()
    flow.server.clear()
    client.export.orders().run(tmp_path / "rows.jsonl")
    assert exported(tmp_path / "rows.jsonl", "orders") == flow.rows["orders"]
    assert not flow.server.requests


def test_a_callback_that_raises_stops_it_and_loses_nothing(
    flow: FilledFlow, clients: Clients, tmp_path: Path
) -> None:
    client = clients(flow.server.url)

    def refuse(report: ExportReport) -> None:
        if report.requests == 2:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough") as caught:
        client.export.subscribers().run(tmp_path / "rows.jsonl", progress=refuse)
    assert "the same run() goes on from there" in caught.value.__notes__[0]
    flow.server.clear()
    report = client.export.subscribers().run(tmp_path / "rows.jsonl")
    assert (report.requests, len(flow.server.requests)) == (4, 2)

"""The command: files, exit statuses, interruptions."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from flochat import Flochat
from flochat.probe.__main__ import CLEANUP_FILE, main
from flochat.sandbox import Server
from tests.probe.stage import FLOW, host
from tests.support.hostile_server import HANG, Request, Step, answer, hostile_server

COMMAND: Final = (sys.executable, "-m", "flochat.probe")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with host() as (server, _):
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        yield server


def test_it_writes_both_files_for_their_owner_alone(server: Server, tmp_path: Path) -> None:
    out, page = tmp_path / "probe.json", tmp_path / "probe.md"
    assert main(["--out", str(out), "--markdown", str(page), "--quiet"]) == 0
    assert json.loads(out.read_text())["complete"] is True
    assert page.read_text().startswith("# What this host does\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["probe.json", "probe.md"]
    assert server.api_key not in out.read_text() + page.read_text()


def test_without_files_it_prints_the_report(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--short"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("# What this host does\n")
    assert "GET /me" in captured.err
    assert server.url not in captured.err


@pytest.mark.usefixtures("server")
def test_writing_deletes_its_list_in_the_end(tmp_path: Path) -> None:
    out = tmp_path / "probe.json"
    assert main(["--out", str(out), "--write", "--flow-ns", FLOW, "--quiet"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["probe.json"]
    assert json.loads(out.read_text())["habits"]["known_person"] == "refused"


@pytest.mark.usefixtures("server")
def test_an_incomplete_report_has_a_status_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "probe.json"
    assert main(["--out", str(out), "--max-requests", "5", "--quiet"]) == 3
    assert json.loads(out.read_text())["stopped"] == "the limit of 5 requests is reached"
    assert main(["--out", str(out), "--write", "--flow-ns", "f1", "--quiet"]) == 3


def test_what_is_left_behind_has_a_status_of_its_own(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answer_next(
        status=403, json={"message": "no"}, operation="DELETE /flow/delete-bot-field", times=99
    )
    out = tmp_path / "probe.json"
    assert main(["--out", str(out), "--write", "--flow-ns", FLOW, "--quiet"]) == 4
    assert "not deleted: the bot field flochat-probe-" in capsys.readouterr().err
    assert (tmp_path / CLEANUP_FILE).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--write"],
        ["--flow-ns", "f1"],
        ["--short", "--write", "--flow-ns", "f1"],
        ["--also", "everything"],
        ["--max-requests", "0"],
        ["--max-requests", "many"],
        ["--key", "secret"],
    ],
)
def test_a_wrong_command_line_is_refused(server: Server, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert server.requests == []


def test_what_cannot_be_written_is_refused_before_any_request(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "missing" / "probe.json")]) == 1
    assert main(["--out", str(tmp_path)]) == 1
    same = str(tmp_path / "a")
    assert main(["--out", same, "--markdown", same]) == 1
    assert main(["--write", "--flow-ns", "123", "--out", same]) == 1
    assert server.requests == []
    assert "flow_ns like f123" in capsys.readouterr().err


def test_without_a_key_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    assert "FLOCHAT_API_KEY" in capsys.readouterr().err


@pytest.mark.usefixtures("server")
def test_a_full_disk_loses_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "probe.json"
    out.write_text("the report of yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["--out", str(out), "--short", "--quiet"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["complete"] is True
    assert "No space left" in captured.err
    assert out.read_text() == "the report of yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["probe.json"]


def environment(url: str) -> Mapping[str, str]:
    return {**os.environ, "FLOCHAT_API_KEY": "sandbox-key", "FLOCHAT_BASE_URL": url}


@contextmanager
def process(url: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [*COMMAND, *arguments],
        env=environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def wait_for(running: subprocess.Popen[str], words: str) -> None:
    """Read its progress until a line has these words."""
    assert running.stderr is not None
    assert any(words in line for line in running.stderr)


@pytest.mark.parametrize(
    ("kind", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["int", "term"]
)
def test_an_interruption_keeps_what_was_learned(
    kind: signal.Signals, status: int, tmp_path: Path
) -> None:
    def answers(request: Request) -> list[Step]:
        hangs = request.target.startswith("/api/team-flows")
        return [HANG] if hangs else answer('{"data": []}')

    out = tmp_path / "probe.json"
    with (
        hostile_server(answers) as hanging,
        process(f"{hanging.url}/api", "--out", str(out)) as running,
    ):
        wait_for(running, "GET /team-flows")
        running.send_signal(kind)
        assert running.wait(60) == status
    report = json.loads(out.read_text())
    assert (report["complete"], report["stopped"]) == (False, "it was interrupted")
    assert {row["outcome"] for row in report["reads"]} == {"answered", "not asked"}


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM], ids=["int", "term"])
def test_an_interruption_while_writing_leaves_nothing(
    kind: signal.Signals, server: Server, tmp_path: Path
) -> None:
    arguments = ("--out", str(tmp_path / "probe.json"), "--write", "--flow-ns", FLOW)
    with process(server.url, *arguments) as running:
        wait_for(running, "asking about bad_entry")
        running.send_signal(kind)
        assert running.wait(60) in (130, 143)
    with Flochat(server.api_key, base_url=server.url) as client:
        names: list[Any] = [tag.name for tag in client.flow.tags.list()]
        names += [field.name for field in client.flow.user_fields.list()]
        names += [person.name for person in client.subscribers.list(name="flochat-probe")]
    assert not [name for name in names if name and "flochat-probe" in name]
    report = json.loads((tmp_path / "probe.json").read_text())
    assert all(row["is_gone"] for row in report["written"])


def test_what_a_killed_probe_left_is_deleted_by_the_next(server: Server, tmp_path: Path) -> None:
    arguments = ("--out", str(tmp_path / "probe.json"), "--write", "--flow-ns", FLOW)
    with process(server.url, *arguments) as running:
        wait_for(running, "asking about known_person")
        running.kill()
        running.wait(60)
    assert (tmp_path / CLEANUP_FILE).exists()
    (tmp_path / f".{CLEANUP_FILE}.abcd1234").write_text("{")  # it was killed while it wrote
    assert main([*arguments, "--quiet"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["probe.json"]
    with Flochat(server.api_key, base_url=server.url) as client:
        assert not [tag for tag in client.flow.tags.list() if "flochat-probe" in (tag.name or "")]


def test_help_needs_neither_key_nor_http() -> None:
    code = (
        "import sys\n"
        "from flochat.probe.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('httpx', 'attrs', 'flochat_api') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--flow-ns" in shown.stdout
    assert shown.stdout.rstrip().endswith("[]")

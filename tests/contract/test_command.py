"""The command `flochat-contract`, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flochat.contract import vendored_contract
from flochat.contract.command import main
from flochat.contract.facade_table import FILE
from scripts.facade_table import derived
from tests.support.tiny_document import answering, document

COMMAND = (sys.executable, "-m", "flochat.contract")


def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, **more}
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(answering({"type": "string"})))
    return file


def test_help_names_the_commands_and_the_exit_statuses() -> None:
    told = run("--help").stdout
    for word in ("diff", "pull", "operations", "check", "Exit status: 0 fine"):
        assert word in told
    assert "--fail-on" in run("diff", "--help").stdout


def test_help_and_the_comparison_of_files_import_no_http_client(file: Path) -> None:
    program = (
        "import sys; from flochat.contract.command import main\n"
        "try: status = main(sys.argv[1:])\n"
        "except SystemExit as end: status = end.code\n"
        "assert not {'httpx', 'asyncio', 'flochat.contract.facade'} & sys.modules.keys()\n"
        "sys.exit(status)"
    )
    for arguments in (["--help"], ["diff", "--help"], ["diff", str(file), str(file)]):
        done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()


def test_yaml_without_the_extra_is_refused_in_one_line(file: Path, tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise ImportError\n")
    page = tmp_path / "b.yaml"
    page.write_text("openapi: 3.1.0\npaths: {}\n")
    assert run("diff", file, file, PYTHONPATH=str(tmp_path)).returncode == 0
    refused = run("diff", file, page, PYTHONPATH=str(tmp_path))
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert "flochat[contract]" in refused.stderr


def test_nobody_reads_the_report(file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, "diff", str(file), str(file)],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_reads_the_report_and_the_rest_is_done_all_the_same(
    file: Path, tmp_path: Path
) -> None:
    other, page = tmp_path / "b.json", tmp_path / "report.html"
    other.write_text(json.dumps(answering({"type": "integer"})))
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, "diff", str(file), str(other), f"--output=html={page}"],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
    assert page.read_text().endswith("</html>\n")


@pytest.mark.parametrize("form", ["text", "markdown", "github", "json", "html", "junit"])
def test_stdout_that_cannot_show_a_character_stops_no_report(tmp_path: Path, form: str) -> None:
    for name, path in (("a.json", "/caf\u00e9"), ("b.json", "/\u05e7\u05e4\u05d4")):
        made = document()
        made["paths"] = {path: {"get": {"responses": {}}}}
        (tmp_path / name).write_text(json.dumps(made))
    command = [*COMMAND, "diff", "a.json", "b.json", "--format", form]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        command, capture_output=True, timeout=60, env=environment, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    if form in ("text", "markdown", "github"):
        told = done.stdout.decode("cp1252")
        assert "GET /caf\u00e9" in told
        assert "GET /\\u05e7" in told
    else:
        assert ("\\u05e7" if form == "json" else "/\u05e7\u05e4\u05d4") in done.stdout.decode()


def test_a_report_replaces_a_file_whole_or_not_at_all(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text("old")
    page.chmod(0o600)
    assert run("diff", file, file, f"--output=html={page}").returncode == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert page.stat().st_mode & 0o777 == 0o600
    page.write_text("old")
    limited = f"ulimit -f 1; exec {sys.executable} -m flochat.contract diff {file} {file}"
    command = ["bash", "-c", f"{limited} --output=html={page}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == f"output: {page} cannot be written (File too large); give another file\n"
    assert page.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "report.html"]


@pytest.mark.parametrize("target", ["", "/", ".", "none/report.html", "x" * 300])
def test_a_report_that_cannot_be_written_is_told_in_one_line(
    file: Path, tmp_path: Path, target: str
) -> None:
    into = f"{tmp_path}/{target}" if target[:1] in ("n", "x") else target
    done = run("diff", file, file, f"--output=html={into}")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.startswith("output: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("command", ["diff {0} {0}", "diff --rules", "operations"])
def test_what_cannot_be_printed_is_told_in_one_line(file: Path, command: str) -> None:
    program = f"exec {sys.executable} -m flochat.contract {command.format(file)} > /dev/full"
    shell = ["bash", "-c", program]
    done = subprocess.run(shell, capture_output=True, text=True, timeout=60, check=False)
    told = "output: what was found cannot be printed (No space left on device); make room, "
    assert (done.returncode, done.stderr) == (2, f"{told}or print it elsewhere\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_the_status_is_told_where_nothing_can_be_printed(file: Path, closed: str) -> None:
    for old, status in ((file, 0), (f"{file}.none", 2)):
        program = f"exec {sys.executable} -m flochat.contract diff {old} {file} {closed}"
        done = subprocess.run(["bash", "-c", program], capture_output=True, timeout=60, check=False)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


def test_a_report_can_go_into_a_pipe(file: Path) -> None:
    done = run("diff", file, file, "--output=json=/dev/stderr")
    assert json.loads(done.stderr)["label"] == "none"


def test_a_document_is_pulled_into_normal_form(file: Path, tmp_path: Path) -> None:
    into = tmp_path / "b.json"
    assert run("pull", file, "--output", into).returncode == 0
    assert json.loads(into.read_bytes()) == json.loads(file.read_bytes())
    assert run("pull", file).stdout == into.read_text()
    assert run("pull", file, "--output", tmp_path).returncode == 2
    assert run("pull", tmp_path / "none.json").returncode == 2


def test_drift_from_the_contract_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = tmp_path / "same.json"
    same.write_text(json.dumps(vendored_contract(overlaid=False)))
    assert main(["check", str(same)]) == 0
    assert capsys.readouterr().out == "no change\n"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document()))
    assert main(["check", str(other)]) == 1
    assert capsys.readouterr().out.startswith("breaking: ")


def test_what_the_facade_does_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == derived()

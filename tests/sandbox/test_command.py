"""`python -m flochat.sandbox`."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest


@contextmanager
def command(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "flochat.sandbox", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def greeting(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith("Ctrl-C"):
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        lines.append(line)
    return "".join(lines)


def test_the_habits_of_a_host_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "probe.json"
    file.write_text('{"habits": {"default_rows": "20", "phone_stored": "E.164"}}')
    with command("--habits", str(file), "--habit", "phone_stored=national") as process:
        base = re.findall(r"base URL\s+(\S+)", greeting(process))[0]
        headers = {"Authorization": "Bearer sandbox-key"}
        with httpx.Client(headers=headers, trust_env=False) as http:
            assert http.get(f"{base}/flow/tags").json()["meta"]["per_page"] == 20
            answer = http.post(f"{base}/subscriber/create", json={"phone": "+61498765432"})
    assert answer.json()["phone"] == "498765432"


def test_it_says_where_it_is_and_ends_with_a_line_on_ctrl_c(tmp_path: Path) -> None:
    arguments = ("--api-key", "my-key", "--quota", "5", "--manner", "conforming")
    with command(*arguments, "--db", str(tmp_path / "state.db")) as process:
        output = greeting(process)
        addresses = re.findall(r"http://127\.0\.0\.1:\d+/\S+", output)
        assert [address.rpartition("/")[2] for address in addresses] == [
            *("api", "try", "api-docs", "api"),
        ]
        assert "my-key" in output
        page, _, document, base = addresses
        assert "swagger-ui" in httpx.get(page, trust_env=False).text
        assert httpx.get(document, trust_env=False).json()["servers"] == [{"url": base}]
        headers = {"Authorization": "Bearer my-key"}
        answer = httpx.get(f"{base}/flow/tags", headers=headers, trust_env=False)
        assert [tag["name"] for tag in answer.json()["data"]] == ["VIP", "Newsletter"]
        assert answer.headers["x-ratelimit-limit"] == "5"
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)
    assert rest == "\nThe sandbox has stopped.\n"
    assert errors == ""
    assert process.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["state.db"]


def test_what_keeps_it_from_starting_is_one_line(tmp_path: Path) -> None:
    folder = str(tmp_path)
    with command("--db", folder) as process:
        rest, errors = process.communicate(timeout=30)
    assert (rest, process.returncode) == ("", 1)
    assert re.fullmatch(r"flochat\.sandbox: .*not the database of a sandbox.*\n", errors)


def test_an_unknown_habit_is_one_line() -> None:
    with command("--habit", "phone_filter=fuzzy") as process:
        rest, errors = process.communicate(timeout=30)
    assert (rest, process.returncode) == ("", 1)
    assert errors.startswith("flochat.sandbox: the habit phone_filter must be one of 'part', ")


@pytest.mark.parametrize("arguments", [("--manner", "rude"), ("--port", "many"), ("--nothing",)])
def test_wrong_arguments_are_told(arguments: tuple[str, ...]) -> None:
    with command(*arguments) as process:
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "usage: python -m flochat.sandbox" in errors


@pytest.mark.parametrize(
    "wrong",
    [
        ("--port", "99999"),
        ("--port", "-1"),
        ("--quota", "-1"),
        ("--api-key", ""),
        ("--faults", "2"),
    ],
    ids=str,
)
def test_what_it_cannot_start_with_is_told_in_a_line(wrong: tuple[str, str]) -> None:
    with command(*wrong) as process:
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output) == (1, "")
    assert errors.startswith("flochat.sandbox: ")
    assert errors.count("\n") == 1


def test_it_can_have_faults() -> None:
    with command("--faults", "1") as process:
        base = greeting(process).rpartition("base URL")[2].split()[0]
        headers = {"Authorization": "Bearer sandbox-key"}
        answers = []
        for _ in range(8):
            with suppress(httpx.TransportError):
                answers.append(httpx.get(f"{base}/me", headers=headers, trust_env=False))
        assert {answer.status_code for answer in answers} != {200}

"""What comes of a command, whatever it does."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from scripts.schedule.commands import run, without_secrets


def test_it_gives_status_and_all_lines_in_their_order(tmp_path: Path) -> None:
    done = run(["sh", "-c", "echo one; echo two >&2; exit 3"], folder=tmp_path, timeout=60)
    assert (done.status, done.lines, done.is_success) == (3, ("one", "two"), False)


def test_what_is_no_program_is_a_failure(tmp_path: Path) -> None:
    done = run(["no-such-program"], folder=tmp_path, timeout=60)
    assert done.status == 127
    assert "no-such-program" in done.lines[0]


def test_what_hangs_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    began = time.monotonic()
    done = run(["sh", "-c", "echo first; sleep 600 | sleep 600"], folder=tmp_path, timeout=0.3)
    assert time.monotonic() - began < 30
    assert done.status == 124
    assert done.lines == ("first", "not done after 0.3 s")


def test_it_has_no_input_and_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    program = "import sys; sys.stdout.buffer.write(b'\\xff' + sys.stdin.buffer.read())"
    done = run([sys.executable, "-c", program], folder=tmp_path, timeout=60)
    assert done.lines == ("\N{REPLACEMENT CHARACTER}",)


@pytest.mark.parametrize(
    "name",
    ["GITHUB_TOKEN", "GITHUB_ENV", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "INPUT_X", "FLOCHAT_API_KEY"],
)
def test_secrets_of_the_job_are_kept_back(name: str) -> None:
    assert without_secrets({name: "s3cret", "PATH": "/bin"}) == {"PATH": "/bin"}

"""Runs the programs of the job: without its secrets, without a shell, and with a time limit."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

API_KEY: Final = "FLOCHAT_API_KEY"

# The runner's tokens, and the files by which a program could influence later steps.
_WITHHELD: Final = (API_KEY, "ACTIONS_", "GITHUB_", "GIT_", "INPUT_", "RUNNER_")
_TIMED_OUT: Final = 124  # as timeout(1) has it


@frozen
class CommandResult:
    """The result of a command: its exit status, and everything that it printed, line by line."""

    command: tuple[str, ...]
    status: int
    lines: tuple[str, ...]

    @property
    def is_success(self) -> bool:
        return self.status == 0


def run(
    command: Sequence[str],
    *,
    folder: Path,
    timeout: float,
    environment: Mapping[str, str] | None = None,
) -> CommandResult:
    """Run a command in a folder and return its result; it never raises for a failure.

    After `timeout` seconds the command and everything that it started are killed, with status 124.
    `environment` is added to the job's own environment without its secrets.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**without_secrets(os.environ), **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return CommandResult(tuple(command), 127, (str(error),))
        status = _waited(process, timeout)
        output.seek(0)
        lines = output.read().decode(errors="replace").splitlines()
    if status == _TIMED_OUT:
        lines.append(f"not done after {timeout:g} s")
    return CommandResult(tuple(command), status, tuple(lines))


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment for programs that must not access the forge."""
    return {name: text for name, text in environment.items() if not name.startswith(_WITHHELD)}


def _waited(process: subprocess.Popen[bytes], timeout: float) -> int:
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        return _TIMED_OUT
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

"""Runs the programs of the job: without its secrets, without a shell, and not for ever."""

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

# The runner's tokens, and the files by which a program could steer the steps after this one.
_KEPT_BACK: Final = (API_KEY, "ACTIONS_", "GITHUB_", "GIT_", "INPUT_", "RUNNER_")
_TIMED_OUT: Final = 124  # as timeout(1) has it


@frozen
class Ran:
    """What came of a command: its exit status, and all that it printed, line by line."""

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
) -> Ran:
    """Run a command in a folder and return what came of it; it never raises for a failure.

    After `timeout` seconds the command and all that it started are killed, with status 124.
    `environment` is added to the job's own, of which the secrets are left out.
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
            return Ran(tuple(command), 127, (str(error),))
        status = _waited(process, timeout)
        output.seek(0)
        lines = output.read().decode(errors="replace").splitlines()
    if status == _TIMED_OUT:
        lines.append(f"not done after {timeout:g} s")
    return Ran(tuple(command), status, tuple(lines))


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment for programs that have no business with the forge."""
    return {name: text for name, text in environment.items() if not name.startswith(_KEPT_BACK)}


def _waited(process: subprocess.Popen[bytes], timeout: float) -> int:
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        return _TIMED_OUT
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

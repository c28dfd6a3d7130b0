"""The facade on another generated client than the one in `generated/`.

    python -m tests.support.other_client [ARGUMENT OF PYTEST ...]

runs the facade's whole test suite on a client of which editors have renamed everything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import flochat_api
from flochat.contract import vendored_contract
from flochat.contract.normalise import normalise
from scripts.regeneration.generate import generate
from tests.support.cosmetic import cosmetic_changes

#: What goes through the facade, and by no generated name.
FACADE_TESTS = ("tests/facade", "tests/test_seam.py", "tests/contract/test_facade.py")

_FOLDER = "GENERATED_CLIENT"


def generate_cosmetic_client(folder: Path) -> None:
    """Generate the client of a contract that says the same on the wire in other words."""
    generate(normalise(cosmetic_changes(vendored_contract(overlaid=False))), folder)


def run_tests(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
    """Run tests on the generated client of a folder, and on no other."""
    command = ["pytest", "-p", "tests.support.other_client", "-p", "no:cacheprovider", *arguments]
    return _run(folder, command, **how)


def make_calls(folder: Path, kind: str, url: str, *calls: str) -> list[dict[str, Any]]:
    """What comes of calls, `client.account.me()` for one, on the generated client of a folder.

    Each has its `value`, a repr, or the `error`. `kind` of client is sync or async.
    """
    command = ["tests.support.calls", kind, url, *calls]
    outcomes: list[dict[str, Any]] = json.loads(
        _run(folder, command, check=True, stdout=subprocess.PIPE).stdout
    )
    return outcomes


def check_client() -> None:
    """Raise AssertionError unless the generated client is that of the folder that was given."""
    found, meant = Path(flochat_api.__file__), os.environ[_FOLDER]
    assert found.is_relative_to(meant), f"{found} was imported, not the client in {meant}"


def pytest_configure() -> None:
    """A plugin of pytest: no test runs on another client."""
    check_client()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="flochat-cosmetic-") as name:
        generate_cosmetic_client(Path(name))
        return run_tests(Path(name), *FACADE_TESTS, *sys.argv[1:]).returncode


def _run(folder: Path, command: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), _FOLDER: str(folder)}
    return subprocess.run([sys.executable, "-m", *command], env=environment, text=True, **how)


if __name__ == "__main__":
    sys.exit(main())

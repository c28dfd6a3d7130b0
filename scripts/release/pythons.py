"""The Pythons of this machine, and the wheel in each with old and new dependencies."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from flochat.sandbox import Server
from scripts.check_wheel import use

LOWEST: Final = "lowest"
NEWEST: Final = "newest"
#: How many Pythons a release is tried on.
WANTED: Final = 3

_VERSION: Final = "import sys; print('{}.{}'.format(*sys.version_info))"


class Python(NamedTuple):
    """An interpreter, and its version: "3.13"."""

    version: str
    program: str


def promised(root: Path) -> list[str]:
    """The versions that the package says it runs on."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    return [
        line.rpartition(" :: ")[2] for line in project["classifiers"] if line.startswith(prefix)
    ]


def find(versions: list[str]) -> list[Python]:
    """Those that are here: on the path, or among those that pyenv keeps."""
    found = (next(_interpreters(version), None) for version in versions)
    return [python for python in found if python is not None]


def _interpreters(version: str) -> Iterator[Python]:
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{version}")
    others = sorted(kept.glob(f"{version}.*/bin/python{version}"))
    for program in [*filter(None, [on_path]), *map(str, others)]:
        done = subprocess.run([program, "-c", _VERSION], capture_output=True, text=True)
        if done.stdout.strip() == version:  # what pyenv puts on the path may be no Python
            yield Python(version, program)


def try_wheel(
    wheel: Path, python: Python, dependencies: str, server: Server, scratch: Path, root: Path
) -> str | None:
    """Use the wheel in an environment of its own; what went wrong, or None."""
    place = scratch / f"{python.version}-{dependencies}"
    own = place / "bin" / "python"
    lowest = ["--constraint", str(root / "requirements-lowest.txt")]
    constraints = lowest if dependencies == LOWEST else []
    quiet = ["--quiet", "--disable-pip-version-check"]
    commands = [
        [python.program, "-m", "venv", str(place)],
        [str(own), "-m", "pip", "install", *quiet, *constraints, str(wheel)],
        [str(own), "-m", "pip", "check", *quiet],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{' '.join(command[1:4])}: {(done.stderr or done.stdout).strip()}"
    try:
        shown = use(own, server, scratch)
    except SystemExit as error:
        return str(error)
    return None if str(place) in shown else f"another flochat was used: {shown.strip()}"

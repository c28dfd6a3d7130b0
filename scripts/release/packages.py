"""Builds the sdist and the wheel, and says what is wrong with them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Final, NamedTuple

#: The folder beside the packages that holds the notes and the bill of materials.
BESIDE: Final = "beside"
#: What is no part of the project in a folder without git.
_NOT_OURS: Final = shutil.ignore_patterns(
    ".git", ".venv*", "build", "dist", "site", "node_modules", "__pycache__", ".*_cache",
    ".hypothesis", "*.egg-info", ".coverage*", "htmlcov", ".swap",
)  # fmt: skip
#: The time of all files in what is built where git does not say it: 2 February 2020.
_SOME_TIME: Final = 1_580_601_600
_LIBRARY: Final = re.compile(r"(?:flochat|flochat_api|flochat-[\w.]+\.dist-info)/")
_TYPED: Final = ("flochat/py.typed", "flochat_api/py.typed")


class Packages(NamedTuple):
    """The two files that are published."""

    sdist: Path
    wheel: Path

    @property
    def digests(self) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self}


def find(folder: Path) -> Packages:
    """The packages in a folder. Raises `ValueError` unless there is one of each."""
    sdists, wheels = list(folder.glob("*.tar.gz")), list(folder.glob("*.whl"))
    if len(sdists) != 1 or len(wheels) != 1:
        raise ValueError(f"{folder} has to hold one sdist and one wheel; build them into it")
    return Packages(sdists[0], wheels[0])


def build(source: Path, into: Path, *, epoch: int) -> Packages:
    """Build the sdist of a folder, and of that the wheel.

    What was built before is removed first. Raises `CalledProcessError` with what the build says,
    and `ValueError` where the folder holds anything else.
    """
    _clear(into)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(into), str(source)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return find(into)


def _clear(folder: Path) -> None:
    """Remove what was built before, and nothing else."""
    if not folder.exists():
        return
    strange = [
        path.name
        for path in folder.iterdir()
        if path.name != BESIDE and not path.name.endswith((".tar.gz", ".whl"))
    ]
    if strange:
        raise ValueError(f"{folder} holds {strange[0]}, which was not built here; name another")
    shutil.rmtree(folder)


def time_of(root: Path) -> int:
    """The Unix time that everything built gets: SOURCE_DATE_EPOCH, or that of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    committed = _git(root, "log", "-1", "--format=%ct")
    return _SOME_TIME if committed is None else int(committed)


def tracked(root: Path) -> list[str] | None:
    """The files of the project by git, the deleted left out; None where there is no git."""
    listed = _git(root, "ls-files", "-z", "--cached")
    if listed is None:
        return None
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def copy_elsewhere(root: Path, into: Path) -> None:
    """Copy the project as another machine would have it: other place, times and permissions."""
    names = tracked(root)
    if names is None:
        shutil.copytree(root, into, ignore=_NOT_OURS)
    else:
        for name in names:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, into / name)
    for path in into.rglob("*"):
        os.utime(path, (1, 1))
        if path.is_file():
            path.chmod(0o700 if os.access(path, os.X_OK) else 0o600)


def metadata(wheel: Path) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode())


def problems(packages: Packages, root: Path) -> Iterator[str]:
    """What is missing in the packages, or does not belong there."""
    yield from _sdist_problems(packages.sdist, tracked(root))
    yield from _wheel_problems(packages.wheel)


def _sdist_problems(sdist: Path, names: list[str] | None) -> Iterator[str]:
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    held = {member.name.partition("/")[2] for member in members if member.isfile()}
    yield from (f"{sdist.name}: {member.name} is a link" for member in members if member.islnk())
    if names is not None:
        yield from (f"{sdist.name} lacks {name}" for name in names if name not in held)
        strange = held - set(names) - {"PKG-INFO"}
        yield from (f"{sdist.name} has {name}, which git does not know" for name in sorted(strange))


def _wheel_problems(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    headers = metadata(wheel)
    yield from (f"{wheel.name} lacks {name}" for name in _TYPED if name not in names)
    strange = [name for name in names if not _LIBRARY.match(name)]
    yield from (f"{wheel.name} has {name}, which is no part of the library" for name in strange)
    if not any(name.endswith("/licenses/LICENSE") for name in names):
        yield f"{wheel.name} lacks its license"
    for header in ("Summary", "License-Expression", "Requires-Python", "Project-URL"):
        if header not in headers:
            yield f"{wheel.name} says nothing as {header}"
    for line in headers.get_all("Requires-Dist", []):
        if " @ " in line:
            yield f"{wheel.name} requires an address, which no index takes: {line}"


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where the folder is not the top of a working copy."""
    command = ["git", "-C", str(root), *arguments]
    if not (root / ".git").exists() or shutil.which("git") is None:
        return None
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

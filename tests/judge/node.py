"""Node and the packages of npm that the server for assistants is held against."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from tests.judge.oasdiff import NotThereError

_PINNED: Final = Path(__file__).parent / "npm"
_FILES: Final = ("package.json", "package-lock.json", ".npmrc")


def install() -> Path:
    """The folder of programs, with the Node that they need. Raises NotThereError."""
    digest = hashlib.sha256(b"".join((_PINNED / name).read_bytes() for name in _FILES))
    folder = Path(tempfile.gettempdir()) / f"flochat-judge-{digest.hexdigest()[:12]}"
    programs = folder / "node_modules" / ".bin"
    if (folder / "ready").exists():
        return programs
    if shutil.which("npm") is None:
        raise NotThereError("no Node: install it with npm, which brings the version that is needed")
    folder.mkdir(exist_ok=True)
    for name in _FILES:
        shutil.copy(_PINNED / name, folder / name)
    command = ["npm", "install", "--no-save"]  # npm ci trips over a package for Windows alone
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotThereError(f"npm install fails: {done.stderr.strip()[-300:]}")
    if not (programs / "node").exists():
        raise NotThereError("npm brought no Node: allow it to run the scripts of packages")
    (folder / "ready").touch()
    return programs


def run(programs: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the programs, with the Node beside it."""
    return subprocess.run(
        [str(programs / name), *arguments],
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

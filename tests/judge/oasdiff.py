"""Runs oasdiff, which is a Go module: from `OASDIFF`, or installed into a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

VERSION: Final = "v1.37.0"
_MODULE: Final = "github.com/oasdiff/oasdiff"
_FOLDER: Final = Path(tempfile.gettempdir()) / f"oasdiff-{VERSION}"
#: It runs for a moment, thousands of times: there is nothing to collect.
_FRUGAL: Final = {"GOGC": "off", "GOMAXPROCS": "1"}
_LEVELS: Final = {1: "INFO", 2: "WARN", 3: "ERR"}


class NotThereError(Exception):
    """Neither oasdiff nor Go is there."""


def find() -> str:
    """The path of the program. Raises NotThereError, which says what to do."""
    if given := os.environ.get("OASDIFF"):
        return given
    program = _FOLDER / "oasdiff"
    if program.exists():
        return str(program)
    if shutil.which("go") is None:
        raise NotThereError("no Go: install it, or give the path of oasdiff in OASDIFF")
    done = subprocess.run(
        ["go", "install", f"{_MODULE}@{VERSION}"],
        env={**os.environ, "GOBIN": str(_FOLDER)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NotThereError(f"go install fails: {done.stderr.strip()[-300:]}")
    return str(program)


def changelog(program: str, old: Any, new: Any) -> dict[str, str] | None:
    """The ids with their highest levels; None where it refuses a document."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old.json", "new.json")]
        for file, document in zip(files, (old, new), strict=True):
            file.write_text(json.dumps(document))
        done = subprocess.run(
            [program, "changelog", "--format", "json", *map(str, files)],
            env={**os.environ, **_FRUGAL},
            capture_output=True,
            text=True,
        )
    if done.returncode not in (0, 1):
        return None
    told = json.loads(done.stdout or "[]")
    changes = told.get("changes", []) if isinstance(told, dict) else told
    levels: dict[str, int] = {}
    for change in changes or ():
        levels[change["id"]] = max(levels.get(change["id"], 0), change["level"])
    return {name: _LEVELS[level] for name, level in levels.items()}

"""What an offline regeneration costs beside the bare generator, the type check left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Ratio, in_turns, report
from scripts.regeneration.tools import ROOT, TOOLS


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="flochat-benchmark-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "scripts", folder / "scripts")
        shutil.copy(ROOT / "openapi.json", folder)
        ours, bare = in_turns(
            [lambda: _regenerate(folder), lambda: _generate(folder)], rounds=5, repeat=1
        )
    return report(Ratio("regenerate offline beside the bare generator", ours, bare, limit=6))


def _regenerate(folder: Path) -> None:
    """From the vendored document to the swap, into a folder that has no client yet."""
    shutil.rmtree(folder / "generated", ignore_errors=True)
    script = [sys.executable, "-m", "scripts.regenerate", "--no-type-check"]
    where = ["--source", str(folder / "openapi.json"), "--root", str(folder)]
    subprocess.run([*script, *where], cwd=ROOT, check=True, capture_output=True)


def _generate(folder: Path) -> None:
    """The generator as it comes: its own settings, templates and hooks, with ruff on the PATH."""
    generator = TOOLS.executable("openapi-python-client")
    path = f"{generator.parent}{os.pathsep}{os.environ['PATH']}"
    options = ["--path", "openapi.json", "--meta", "none", "--output-path", "bare", "--overwrite"]
    subprocess.run(
        [str(generator), "generate", *options],
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.exit(main())

"""The runtime where there is no `fcntl` and no fork, as on Windows; CI runs it there as well."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="the suite itself is run on Windows")
def test_the_runtime_does_without_what_only_unix_has() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.elsewhere", "-m", "not long"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1_200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4_000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 300


def test_what_only_unix_has_is_really_taken_away() -> None:
    code = (
        "from tests.support.elsewhere import hide; hide()\n"
        "import os, signal\n"
        "assert not hasattr(os, 'fork') and not hasattr(signal, 'setitimer')\n"
        "import flochat, flochat.sandbox\n"
        "import fcntl"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip().splitlines()[-1].startswith("ModuleNotFoundError"), done.stderr
    assert "fcntl" in done.stderr

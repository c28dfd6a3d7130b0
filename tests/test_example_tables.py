"""The example that shows people as tables runs, and shows what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "people_as_tables.py"


def test_the_example_about_tables_runs_as_a_whole() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLE)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert "250 people with 4 requests" in done.stdout
    assert "('free', 84, " in done.stdout
    assert "datetime64[us, Australia/Sydney]" in done.stdout
    assert "250 rows in people in " in done.stdout
    assert "True" in done.stdout

"""The tests of the seam pass on a client of which editors have renamed everything.

`make cosmetic-check` runs those of the facade there.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.other_client import generate_cosmetic_client, run_tests


def test_nothing_that_editors_may_change_changes_the_seam(tmp_path: Path) -> None:
    generate_cosmetic_client(tmp_path)
    assert not (tmp_path / "flochat_api/api/flow_tag").exists()
    done = run_tests(tmp_path, "tests/test_seam.py", "-q", stdout=subprocess.PIPE)
    assert done.returncode == 0, done.stdout


def test_tests_do_not_run_on_another_client_than_the_one_that_is_meant(tmp_path: Path) -> None:
    done = run_tests(tmp_path, "tests/test_seam.py", stderr=subprocess.PIPE)
    assert done.returncode != 0
    assert f"was imported, not the client in {tmp_path}" in done.stderr

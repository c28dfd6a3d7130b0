"""The facade's own tests pass on a client of which editors have renamed everything.

Here with the blocking client; `make cosmetic-check` runs them with both.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.support.other_client import FACADE_TESTS, generate_cosmetic_client, run_tests


def test_nothing_that_editors_may_change_changes_what_the_facade_does(tmp_path: Path) -> None:
    generate_cosmetic_client(tmp_path)
    assert not (tmp_path / "flochat_api/api/flow_tag").exists()
    chosen = "not (async or export or mirror or upsert or bulk)"  # the rest is for the other
    done = run_tests(tmp_path, *FACADE_TESTS, "-q", "-k", chosen, stdout=subprocess.PIPE)
    assert done.returncode == 0, done.stdout
    told = re.search(r"(\d+) passed", done.stdout)
    assert told is not None
    assert int(told[1]) > 700


def test_tests_do_not_run_on_another_client_than_the_one_that_is_meant(tmp_path: Path) -> None:
    done = run_tests(tmp_path, "tests/test_seam.py", stderr=subprocess.PIPE)
    assert done.returncode != 0
    assert f"was imported, not the client in {tmp_path}" in done.stderr

"""Documents of 10 MB are compared in bounded memory."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from benchmarks.differ import grown
from flochat.contract import vendored_contract

#: What was measured is 185 MB.
_MOST_MEMORY: Final = 260_000
_CHANGED: Final = "/c0/flow/create-tag"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system tells no memory"),
]


def test_a_change_in_10_mb_is_found_in_bounded_memory(tmp_path: Path) -> None:
    old = grown(vendored_contract(overlaid=False))
    new = copy.deepcopy(old)
    del new["paths"][_CHANGED]
    files = [tmp_path / name for name in ("old.json", "new.json")]
    for file, document in zip(files, (old, new), strict=True):
        file.write_text(json.dumps(document, indent=2), encoding="utf-8")
    assert files[0].stat().st_size > 10_000_000
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "flochat.contract", "diff", *map(str, files)]
    process = subprocess.Popen([*command, "--output", f"json={report}"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    assert usage.ru_maxrss < _MOST_MEMORY
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [one["operation"] for one in told["changes"]] == [f"POST {_CHANGED}"]

"""Documents of 10 MB are compared in bounded memory."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from benchmarks.differ import grown
from flochat.contract import vendored_contract

#: In kilobytes; what was measured is 185 MB.
_MOST_MEMORY: Final = 260_000
#: A process counts as its own what the one that started it had, so a small one starts it.
_MEASURE: Final = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_CHANGED: Final = "/c0/flow/create-tag"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="others tell memory in other units"),
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
    command += ["--output", f"json={report}"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command], stdout=subprocess.PIPE, text=True, check=True
    )
    status, peak = map(int, measured.stdout.split())
    assert status == 1
    assert peak < _MOST_MEMORY
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [one["operation"] for one in told["changes"]] == [f"POST {_CHANGED}"]

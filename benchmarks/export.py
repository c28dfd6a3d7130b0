"""What an export of 100,000 subscribers holds in memory, and the requests and time it takes.

It is stopped in the middle, and goes on in another process: the pages of its journal are read
again, and none is asked for twice.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import MEBIBYTE, Growth, report
from benchmarks.server import PAGES, ROWS, serving

_LIMIT = 64 * MEBIBYTE
#: The requests of the fields, beside those of the pages.
_FIELD_REQUESTS = 1
_STOP_AFTER = PAGES // 2
_EXPORT = """
import sys
from importlib import import_module
from benchmarks.peak import peak
from flochat import Flochat

url, path, library, stop_after = sys.argv[1:]
import_module(library)
requests = 0
first = 0

class Stop(Exception):
    pass

def count(event):
    global requests, first
    requests += 1
    first = first or (peak() if requests == 3 else 0)

def stop(report):
    if report.requests == int(stop_after):
        raise Stop

with Flochat("key", base_url=url, on_request=count, on_exhausted="wait") as client:
    try:
        rows = client.export.subscribers().run(path, progress=stop).rows
    except Stop:
        rows = 0
print(rows, requests, peak() - first)
"""


def main() -> int:
    with serving() as url, tempfile.TemporaryDirectory() as folder:
        findings = [
            _exported(url, Path(folder, "people.parquet"), "pyarrow.parquet"),
            _exported(url, Path(folder, "people.csv"), "csv"),
        ]
    return report(*findings)


def _exported(url: str, path: Path, library: str) -> Growth:
    _, begun, early = _run(url, path, library, _STOP_AFTER)
    rows, rest, late = _run(url, path, library, 0)
    requests = begun + rest
    if (rows, requests) != (PAGES * ROWS, PAGES + _FIELD_REQUESTS):
        raise RuntimeError(f"{rows:,} subscribers were exported with {requests:,} requests")
    name = f"{rows:,} subscribers exported to {path.suffix} with {requests:,} requests in two runs"
    return Growth(f"{name}, peak above the first page", max(early, late), limit=_LIMIT)


def _run(url: str, path: Path, library: str, stop_after: int) -> tuple[int, int, int]:
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, url, str(path), library, str(stop_after)],
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    rows, requests, growth = map(int, done.stdout.split())
    return rows, requests, growth


if __name__ == "__main__":
    sys.exit(main())

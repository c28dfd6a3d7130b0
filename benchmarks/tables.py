"""What it holds in memory to write 100,000 subscribers to files, and the requests it takes."""

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
#: What stands after the imports and the first page does not count; pyarrow alone is large. A peak
#: grows and never falls, so each kind of file needs a process of its own.
_WRITE = """
import sys
from importlib import import_module
from benchmarks.peak import peak
from flochat import Flochat

url, path, library = sys.argv[1:]
import_module(library)
requests = 0
first = 0

def count(event):
    global requests, first
    requests += 1
    if requests == 3:  # the fields, the first page, and now the second
        first = peak()

with Flochat("key", base_url=url, on_request=count) as client:
    people = client.subscribers.list()
    if path.endswith(".sqlite"):
        written = people.to_sqlite(path, "people")
    else:
        written = getattr(people, "to_" + path.rpartition(".")[2])(path)
print(written.rows, requests, peak() - first)
"""


def main() -> int:
    with serving() as url, tempfile.TemporaryDirectory() as folder:
        findings = [
            _written(url, Path(folder, "people.parquet"), "pyarrow.parquet"),
            _written(url, Path(folder, "people.sqlite"), "sqlite3"),
            _written(url, Path(folder, "people.csv"), "csv"),
            _written(url, Path(folder, "people.jsonl"), "json"),
        ]
    return report(*findings)


def _written(url: str, path: Path, library: str) -> Growth:
    done = subprocess.run(
        [sys.executable, "-c", _WRITE, url, str(path), library],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    rows, requests, growth = map(int, done.stdout.split())
    if (rows, requests) != (PAGES * ROWS, PAGES + _FIELD_REQUESTS):
        raise RuntimeError(f"{rows:,} subscribers were written with {requests:,} requests")
    name = f"{rows:,} subscribers to {path.suffix} with {requests:,} requests, peak above the first"
    return Growth(name, growth, limit=_LIMIT)


if __name__ == "__main__":
    sys.exit(main())

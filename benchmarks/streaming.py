"""What it holds in memory to read 100,000 subscribers, beside the first page of them."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import MEBIBYTE, Growth, report
from benchmarks.server import PAGES, ROWS, serving

#: The peak of a process grows and never falls, so the reading needs a process of its own.
_READ = """
import sys
from benchmarks.peak import peak
from flochat import Flochat

with Flochat("key", base_url=sys.argv[1]) as client:
    count = 0
    for page in client.subscribers.list().pages():
        if not count:
            first = peak()
        count += len(page)
print(count, peak() - first)
"""


def main() -> int:
    with serving() as url:
        done = subprocess.run(
            [sys.executable, "-c", _READ, url],
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
    count, growth = map(int, done.stdout.split())
    if count != PAGES * ROWS:
        raise RuntimeError(f"{count:,} of {PAGES * ROWS:,} subscribers were read")
    name = f"{count:,} subscribers streamed, peak above the first page's"
    return report(Growth(name, growth, limit=30 * MEBIBYTE))


if __name__ == "__main__":
    sys.exit(main())

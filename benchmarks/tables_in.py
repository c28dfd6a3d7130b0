"""What it holds in memory, and how long it takes, to check a table of 100,000 people."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measure import MEBIBYTE, Growth, report

_ROWS = 100_000
_LIMIT = 128 * MEBIBYTE
#: What stands after the imports and a first table does not count. The file itself does.
_CHECK = """
import sys
import time
from benchmarks.peak import peak
from flochat.tables import People

def table(count):
    rows = ["Phone;First Name;Email;Plan;Tags"]
    for n in range(count):
        rows.append(f"+614{n:08d};Ana {n};ana{n}@example.com;gold;VIP, Group {n % 7}")
    return "\\r\\n".join(rows).encode()

People(table(10)).check()
content = table(int(sys.argv[1]))
before, began = peak(), time.perf_counter()
people = People(content)
report = people.check()
taken = sum(1 for _ in people)
print(report.taken, taken, peak() - before, round(time.perf_counter() - began))
"""


def main() -> int:
    done = subprocess.run(
        [sys.executable, "-c", _CHECK, str(_ROWS)],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    checked, taken, growth, seconds = map(int, done.stdout.split())
    if checked != taken or taken != _ROWS:
        raise RuntimeError(f"{checked:,} people were taken by the check, then {taken:,}")
    name = f"{_ROWS:,} people of a table checked and made in {seconds} s, peak above a small one"
    return report(Growth(name, growth, limit=_LIMIT))


if __name__ == "__main__":
    sys.exit(main())

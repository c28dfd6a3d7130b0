"""What a job for 100,000 people holds in memory, beside a job for one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import MEBIBYTE, Growth, report
from benchmarks.server import serving

_PEOPLE = 100_000
_SENT = 2_000
#: The first job imports and connects; what the peak grows by after it is what people cost.
_WORK = """
import sys
from benchmarks.peak import peak
from flochat import Flochat

def people(count):
    return (f"f1u{number}" for number in range(1, count + 1))

url, folder, many, some = sys.argv[1:]
with Flochat("key", base_url=url) as client:
    client.bulk.send_text(people(1), "Hello", journal=f"{folder}/one.sqlite").run()
    before = peak()
    plan = client.bulk.send_text(people(int(many)), "Hello", journal=f"{folder}/many.sqlite").plan()
    run = client.bulk.send_text(people(int(some)), "Hello", journal=f"{folder}/some.sqlite").run()
print(plan.people, len(run.done), peak() - before)
"""


def main() -> int:
    with serving() as url, tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", _WORK, url, folder, str(_PEOPLE), str(_SENT)],
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
        size = Path(folder, "many.sqlite").stat().st_size
    planned, sent, growth = map(int, done.stdout.split())
    if (planned, sent) != (_PEOPLE, _SENT):
        raise RuntimeError(f"{planned:,} people were planned and {sent:,} reached")
    print(f"a journal of {planned:,} people: {size / MEBIBYTE:.1f} MiB on disk")
    name = f"{planned:,} people planned and {sent:,} reached, peak above a job for one"
    return report(Growth(name, growth, limit=16 * MEBIBYTE))


if __name__ == "__main__":
    sys.exit(main())

"""What a job for 100,000 people holds in memory, and how long its journal takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import MEBIBYTE, Growth, Ratio, report
from benchmarks.server import serving

_PEOPLE = 100_000
_SENT = 2_000
#: The first job imports and connects; what the peak grows by after it is what people cost.
_WORK = """
import sys, time
from benchmarks.peak import peak
from flochat import Flochat

def people(count):
    return (f"f1u{number}" for number in range(1, count + 1))

url, folder, many, some = sys.argv[1:]
with Flochat("key", base_url=url) as client:
    client.bulk.send_text(people(1), "Hello", journal=f"{folder}/one.sqlite").run()
    before = peak()
    job = client.bulk.send_text(people(int(many)), "Hello", journal=f"{folder}/many.sqlite")
    plan = job.plan()
    began = time.perf_counter()
    job.plan()
    opened = time.perf_counter()

    def stop(report):
        if len(report.done) >= int(some):
            raise InterruptedError

    try:
        job.run(progress=stop)
    except InterruptedError:
        took = time.perf_counter() - opened
    sent = len(job.status().done)
print(plan.people, sent, peak() - before, opened - began, took)
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
    planned, sent, growth = map(int, done.stdout.split()[:3])
    opening, sending = map(float, done.stdout.split()[3:])
    if planned != _PEOPLE or not _SENT <= sent < _SENT + 10:
        raise RuntimeError(f"{planned:,} people were planned and {sent:,} reached")
    print(f"a journal of {planned:,} people: {size / MEBIBYTE:.1f} MiB on disk")
    name = f"{planned:,} people planned and {sent:,} reached, peak above a job for one"
    pace = "a person among so many, beside the pace of 1,000 requests an hour"
    check = "opening and checking the journal, beside an hour's requests"
    return report(
        Growth(name, growth, limit=16 * MEBIBYTE),
        Ratio(pace, sending / sent, 3.6, limit=1 / 20),
        Ratio(check, opening, 3600, limit=1 / 100),
    )


if __name__ == "__main__":
    sys.exit(main())

"""What a sandbox costs a test suite: its first answer, and a return to what it was."""

from __future__ import annotations

import sys
import time
from typing import Final

from benchmarks.measure import Duration, numbers_printed, report
from flochat.sandbox import serve

_RUNS: Final = 9
#: Prints how long the call of `serve` and a first answer take, by the clock and of the processor.
_FIRST_ANSWER: Final = """
import time, urllib.request
from flochat.sandbox import serve
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
began, spent = time.perf_counter(), time.process_time()
with serve() as server:
    headers = {"Authorization": f"Bearer {server.api_key}"}
    request = urllib.request.Request(f"{server.url}/flow/tags", headers=headers)
    opener.open(request).read()
    print(time.perf_counter() - began, time.process_time() - spent)
"""
_PEOPLE: Final = 1_000


def main() -> int:
    by_clock, of_processor = zip(*(_first_answer() for _ in range(_RUNS)), strict=True)
    name = "first answer of serve() in a fresh process"
    return report(
        # What else the machine does only adds to a time.
        Duration(f"{name}, by the clock", min(by_clock), 0.3),
        Duration(f"{name}, of the processor", min(of_processor), 0.3),
        Duration(f"a sandbox of {_PEOPLE:,} people returns to what it was", _return(), 0.05),
    )


def _first_answer() -> tuple[float, float]:
    clock, processor = numbers_printed(_FIRST_ANSWER)
    return clock, processor


def _return() -> float:
    taken = []
    with serve() as server:
        server.seed.subscribers(_PEOPLE)
        saved = server.save()
        for _ in range(_RUNS):
            server.seed.subscribers(100)
            began = time.perf_counter()
            server.restore(saved)
            taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())

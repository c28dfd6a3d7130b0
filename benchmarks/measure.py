"""How the benchmarks measure: side by side, in turns."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

MEBIBYTE: Final = 1024 * 1024

#: Settings under which a start is not what users have: nothing compiled is kept, all is told.
UNUSUAL: Final = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONVERBOSE")


class Ratio(NamedTuple):
    """A finding: ours beside theirs, in seconds, and the most that ours may be."""

    name: str
    ours: float
    theirs: float
    limit: float | None = None

    @property
    def value(self) -> float:
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def __str__(self) -> str:
        times = f"{self.ours * 1e3:.3f} ms beside {self.theirs * 1e3:.3f} ms"
        return f"{self.name}: {self.value:.2f} x, {times}{_verdict(self)}"


class Growth(NamedTuple):
    """A finding: by how many bytes memory grew, and the most that it may grow by."""

    name: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        return f"{self.name}: {self.value / MEBIBYTE:.1f} MiB{_verdict(self, MEBIBYTE)}"


class Duration(NamedTuple):
    """A finding: how long something took, and the most that it may take, in seconds."""

    name: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        return f"{self.name}: {self.value * 1e3:.0f} ms{_verdict(self, 1e-3)}"


def _verdict(found: Ratio | Growth | Duration, unit: float = 1) -> str:
    if found.limit is None:
        return ""
    return f"  (at most {found.limit / unit:g}: {'holds' if found.holds else 'DOES NOT HOLD'})"


def report(*findings: Ratio | Growth | Duration) -> int:
    """Print the findings; 1 when one does not hold, as an exit status."""
    for found in findings:
        print(found, flush=True)
    return 0 if all(found.holds for found in findings) else 1


def fresh_processes(*codes: str, runs: int = 9) -> list[float]:
    """The median time of each piece of code, every run in a process of its own, in turns.

    The code prints its own time in seconds, so that the start of Python does not count.
    """
    times: list[list[float]] = [[] for _ in codes]
    for number in range(runs + 1):
        for kept, code in zip(times, codes, strict=True):
            seconds = _run(code)
            if number:  # the first run fills the caches
                kept.append(seconds)
    return [statistics.median(kept) for kept in times]


def in_turns(calls: Sequence[Callable[[], object]], *, rounds: int, repeat: int) -> list[float]:
    """The time of one call of each in its best round of `repeat` calls, made in turns.

    What else a machine does only adds to a time, and for longer than a round.
    """
    times: list[list[float]] = [[] for _ in calls]
    gc.disable()
    try:
        for number in range(rounds + 1):
            for kept, call in zip(times, calls, strict=True):
                began = time.perf_counter()
                for _ in range(repeat):
                    call()
                if number:
                    kept.append((time.perf_counter() - began) / repeat)
    finally:
        gc.enable()
    return [min(kept) for kept in times]


def numbers_printed(code: str) -> list[float]:
    """What code prints in a fresh process, which is one like a user's."""
    settings = {name: value for name, value in os.environ.items() if name not in UNUSUAL}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [float(number) for number in done.stdout.split()]


def _run(code: str) -> float:
    script = f"import time\nbegan = time.perf_counter()\n{code}\nprint(time.perf_counter() - began)"
    return numbers_printed(script)[-1]

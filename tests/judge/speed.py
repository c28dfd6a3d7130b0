"""How long and how much memory a comparison takes as a process, ours and oasdiff's in turns.

python -m tests.judge.speed [--turns 5]

Prints the table of docs/maintain/contract.md, from the least of all turns; memory is that of a turn
of its own, of a process and of the copies that it makes of itself. Nothing fails by it. Linux only.
"""

from __future__ import annotations

import argparse
import compileall
import copy
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

import flochat
from benchmarks.differ import changed, grown
from flochat.contract import vendored_contract
from tests.judge.oasdiff import NotThereError, find

Document = dict[str, Any]

_MEGABYTE: Final = 1_000_000
#: Seconds from one look at the memory to the next.
_PAUSE: Final = 0.002
_OURS: Final = (str(Path(sys.executable).with_name("flochat-contract")), "diff")
#: How many copies of our document a row compares, in which form.
_SIZES: Final = ((1, "json"), (1, "yaml"), (8, "yaml"), (19, "json"))


class Cost(NamedTuple):
    """What a process took: seconds by the clock and of the processor, and the most bytes."""

    clock: float
    processor: float
    memory: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure comparisons beside those of oasdiff.")
    parser.add_argument("--turns", type=int, default=5, metavar="N")
    options = parser.parse_args(arguments)
    # As in an installed package, whatever PYTHONDONTWRITEBYTECODE says here.
    compileall.compile_dir(str(Path(flochat.__file__).parent), quiet=2)
    try:
        program = find()
    except NotThereError as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 1
    print("| documents | by the clock | of its time | of the processor | of its time | memory |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, old, new in _pairs(Path(folder)):
            theirs = [program, "changelog", "--format", "json", old, new]
            ours = [*_OURS, "--format", "json", old, new]
            print(_row(name, *_least(options.turns, ours, theirs)), flush=True)
    return 0


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What is compared: what to call it, and the two files."""
    for times, form in _SIZES:
        old = vendored_contract(overlaid=False)
        new = changed(old)
        if times > 1:
            old, new = grown(old, times), grown(new, times)
        one = copy.deepcopy(old)
        del one["paths"][next(path for path in one["paths"] if path.endswith("/create-tag"))]
        first, *others = (
            _write(folder / f"{name}-{times}.{form}", document)
            for name, document in (("old", old), ("one", one), ("new", new))
        )
        size = f"{first.stat().st_size / _MEGABYTE:.1f} MB of {form.upper()}"
        for file, what in zip(others, ("one change", "everything different"), strict=True):
            yield f"{size}, {what}", str(first), str(file)


def _write(file: Path, document: Document) -> Path:
    with file.open("w", encoding="utf-8") as opened:
        if file.suffix == ".json":
            json.dump(document, opened, indent=2)
        else:
            dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
            yaml.dump(document, opened, Dumper=dumper, sort_keys=False, width=1_000)
    return file


def _least(turns: int, *commands: list[str]) -> list[Cost]:
    """The least of what each command took; the first turn fills the caches."""
    costs: list[list[Cost]] = [[] for _ in commands]
    for number in range(turns + 1):
        for kept, command in zip(costs, commands, strict=True):
            cost = _cost(command)
            if number:
                kept.append(cost)
    least = [Cost(*map(min, zip(*kept, strict=True))) for kept in costs]
    return [
        cost._replace(memory=_memory(command))
        for cost, command in zip(least, commands, strict=True)
    ]


def _cost(command: list[str]) -> Cost:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return Cost(clock, used.ru_utime + used.ru_stime)


def _memory(command: list[str]) -> int:
    """The most bytes that a process and its copies had together at any time."""
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            copies = _read(f"/proc/{process.pid}/task/{process.pid}/children").split()
            most = max(most, sum(map(_proportional, (str(process.pid), *copies))))
            time.sleep(_PAUSE)
    return most


def _proportional(process: str) -> int:
    """The bytes of a process, of those that it shares its part of them."""
    lines = _read(f"/proc/{process}/smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError:  # it has ended
        return ""


def _row(name: str, ours: Cost, theirs: Cost) -> str:
    cells = [name]
    for mine, other in ((ours.clock, theirs.clock), (ours.processor, theirs.processor)):
        cells += [f"{mine:.2f} s, {other:.2f} s", f"{mine / other:.2f}"]
    memory = (f"{one.memory / _MEGABYTE:,.0f} MB" for one in (ours, theirs))
    return f"| {' | '.join([*cells, ', '.join(memory)])} |"


if __name__ == "__main__":
    sys.exit(main())

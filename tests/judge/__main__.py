"""Compares our verdicts with oasdiff's on random pairs, and puts each difference into its kind.

python -m tests.judge [--pairs 2000] [--seed N] [--differences FILE]

Status 1: a difference is of no kind that the docs have, or values say that we are wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.document import parse
from tests.judge.changes import Document, changed
from tests.judge.kinds import KINDS, ORDER, Difference, highest, is_wrong, kind_of
from tests.judge.oasdiff import NotThereError, changelog, find
from tests.judge.parts import Pair, by_operation, cut, with_components
from tests.judge.trying import tried

_DOCUMENTS: Final = Path(__file__).parent / "documents"
#: About what should follow from all other findings, not about a change.
_NOT_TOLD: Final = ("api-version-not-bumped", "api-major-version-not-bumped")
_OURS_PATHS: Final = 5
_WRONG: Final = "values say otherwise"
_UNKNOWN: Final = "of no kind"
_WORKERS: Final = 2


class Verdicts(NamedTuple):
    """What both say of a pair: ids with their highest levels."""

    ours: dict[str, str]
    theirs: dict[str, str]

    @property
    def levels(self) -> tuple[str, str]:
        """Our highest level, and theirs."""
        return highest(self.ours), highest(self.theirs)

    @property
    def agree(self) -> bool:
        """Whether both are the same."""
        one, other = self.levels
        return one == other


class Judged(NamedTuple):
    """The verdicts on a pair, and the differences by their kinds; one for each operation."""

    verdicts: Verdicts
    differences: tuple[tuple[str, Difference], ...] = ()


def verdicts_on(program: str, pair: Pair) -> Verdicts | None:
    """What both say; None where oasdiff refuses a document."""
    theirs = changelog(program, *pair)
    if theirs is None:
        return None
    for name in _NOT_TOLD:
        theirs.pop(name, None)
    return Verdicts(_ours(pair), theirs)


def _ours(pair: Pair) -> dict[str, str]:
    ours: dict[str, str] = {}
    for finding in diff(*pair).findings:
        level = ours.get(finding.id, "none")
        ours[finding.id] = max(level, finding.level.name, key=ORDER.index)
    return ours


def judge(program: str, pair: Pair) -> Judged | None:
    """Both verdicts on a pair, and the kind of each operation that they differ on."""
    verdicts = verdicts_on(program, pair)
    if verdicts is None or verdicts.agree:
        return verdicts and Judged(verdicts)
    alone = [one for one in by_operation(pair) if _differ(program, one)]
    differences: dict[str, tuple[str, Difference]] = {}
    for one in alone or [pair]:
        difference = _difference(program, one)
        kind = kind_of(difference) or (_WRONG if is_wrong(difference) else _UNKNOWN)
        differences.setdefault(kind, (kind, difference))
    return Judged(verdicts, tuple(differences.values()))


def _differ(program: str, pair: Pair) -> bool:
    verdicts = verdicts_on(program, pair)
    return verdicts is not None and not verdicts.agree


def _difference(program: str, pair: Pair) -> Difference:
    """What both differ in, cut down to that."""
    whole = verdicts_on(program, pair)
    assert whole is not None

    def is_kept(one: Pair) -> bool:
        # Ours is told without a process: it comes first.
        if highest(_ours(one)) != whole.levels[0]:
            return False
        verdicts = verdicts_on(program, one)
        return verdicts is not None and verdicts.levels == whole.levels

    smallest = cut(pair, is_kept)
    verdicts = verdicts_on(program, smallest)
    assert verdicts is not None
    return Difference(smallest, verdicts.ours, verdicts.theirs, tried(smallest))


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Documents, each with one change or two; ours has a few paths at a time."""
    chance = Random(seed)
    source = _documents(chance)
    for _ in range(count):
        old = next(source)
        new = changed(old, chance)
        yield old, changed(new, chance) if chance.random() < 0.5 else new


def _documents(chance: Random) -> Iterator[Document]:
    ours = vendored_contract(overlaid=False)
    others = [parse(file.read_bytes()) for file in sorted(_DOCUMENTS.glob("*.yaml"))]
    while True:
        paths = chance.sample(sorted(ours["paths"]), _OURS_PATHS)
        yield with_components({**ours, "paths": {path: ours["paths"][path] for path in paths}})
        yield from others


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--differences", type=Path, help="a file for all of them, cut: JSON lines")
    options = parser.parse_args()
    try:
        program = find()
    except NotThereError as error:
        print(f"judge: {error}", file=sys.stderr)
        return 2
    all_pairs = list(pairs(options.pairs, options.seed))
    with ProcessPoolExecutor(_WORKERS) as pool:
        results = list(pool.map(partial(judge, program), all_pairs, chunksize=10))
    judged = [one for one in results if one is not None]
    if options.differences:
        _write(options.differences, judged)
    return _report(judged, refused=len(results) - len(judged))


def _report(judged: Sequence[Judged], refused: int) -> int:
    count = max(1, len(judged))
    same = sum(one.verdicts.agree for one in judged)
    sides = [one.verdicts for one in judged]
    common = sum(len(one.ours.keys() & one.theirs.keys()) for one in sides)
    theirs = sum(len(one.theirs) for one in sides)
    print(f"{len(judged)} pairs, and {refused} more that oasdiff refuses")
    print(f"the same highest level: {same} ({same / count:.1%})")
    print(f"its ids that we tell, too: {common} of {theirs} ({common / max(1, theirs):.1%})")
    # A pair counts once, with the kind of which it has the fewest fellows.
    totals = Counter(kind for one in judged for kind, _ in one.differences)
    totals[_WRONG] = totals[_UNKNOWN] = -1
    kinds = Counter(
        min((kind for kind, _ in one.differences), key=lambda kind: totals[kind])
        for one in judged
        if one.differences
    )
    print("\n| kind | pairs | share |\n|---|---|---|")
    for kind in sorted({*KINDS, *kinds}, key=lambda kind: -kinds[kind]):
        print(f"| {kind} | {kinds[kind]} | {kinds[kind] / count:.1%} |")
    return 1 if kinds[_WRONG] or kinds[_UNKNOWN] else 0


def _write(file: Path, judged: Sequence[Judged]) -> None:
    with file.open("w") as stream:
        for one in judged:
            for kind, difference in one.differences:
                stream.write(json.dumps({"kind": kind, **difference._asdict()}) + "\n")


if __name__ == "__main__":
    sys.exit(main())

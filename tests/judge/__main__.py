"""Compares the verdicts of both on random pairs, and prints where they differ, by kind.

python -m tests.judge [--pairs 2000] [--seed N] [--examples FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.document import parse
from flochat.contract.structure import METHODS
from tests.judge.changes import Document, changed, smaller
from tests.judge.oasdiff import NotThereError, changelog, find
from tests.support.values import is_received_broken, is_sent_broken

_DOCUMENTS: Final = Path(__file__).parent / "documents"
_ORDER: Final = ("none", "INFO", "WARN", "ERR")
#: About what should follow from all other findings, not about a change.
_NOT_TOLD: Final = ("api-version-not-bumped", "api-major-version-not-bumped")
_MAX_CUTS: Final = 60
_OURS_PATHS: Final = 5


class Verdicts(NamedTuple):
    """What both say of a pair: ids with their highest levels."""

    ours: dict[str, str]
    theirs: dict[str, str]

    @property
    def agree(self) -> bool:
        return worst(self.ours) == worst(self.theirs)


def worst(levels: dict[str, str]) -> str:
    return max(levels.values(), key=_ORDER.index, default="none")


def judged(program: str, old: Document, new: Document) -> Verdicts | None:
    theirs = changelog(program, old, new)
    if theirs is None:
        return None
    for name in _NOT_TOLD:
        theirs.pop(name, None)
    ours: dict[str, str] = {}
    for finding in diff(old, new).findings:
        name = ours.get(finding.id, "none")
        ours[finding.id] = max(name, finding.level.name, key=_ORDER.index)
    return Verdicts(ours, theirs)


def cut(
    program: str, old: Document, new: Document, verdicts: Verdicts
) -> tuple[Document, Document]:
    """The smallest pair found on which both still differ in the same way."""
    levels = worst(verdicts.ours), worst(verdicts.theirs)
    tries, is_smaller = 0, True
    while is_smaller and tries < _MAX_CUTS:
        is_smaller = False
        for one, other in smaller(old, new):
            tries += 1
            if (one, other) == (old, new) or tries > _MAX_CUTS:
                continue
            again = judged(program, one, other)
            if again and (worst(again.ours), worst(again.theirs)) == levels:
                old, new, is_smaller = one, other, True
                break
    return old, new


def by_values(old: Document, new: Document) -> str:
    """What trying values says of all bodies: "breaks", "holds", or "undecided"."""
    of_old, of_new = (side.get("components", {}).get("schemas", {}) for side in (old, new))
    try:
        for sent, before, after in _bodies(old, new):
            is_broken = is_sent_broken if sent else is_received_broken
            if is_broken(before, after, (of_old, of_new)):
                return "breaks"
    except (RecursionError, KeyError, TypeError, AttributeError, ValueError):
        return "undecided"
    return "holds"


def _bodies(old: Document, new: Document) -> Iterator[tuple[bool, Any, Any]]:
    for path, item in old.get("paths", {}).items():
        other = new.get("paths", {}).get(path, {})
        for method in item.keys() & other.keys() & {*METHODS}:
            before, after = item[method], other[method]
            sides = [_contents(one.get("requestBody", {})) for one in (before, after)]
            yield from ((True, sides[0][n], sides[1][n]) for n in sides[0].keys() & sides[1].keys())
            answers = [one.get("responses", {}) for one in (before, after)]
            for status in answers[0].keys() & answers[1].keys():
                sides = [_contents(one[status]) for one in answers]
                for name in sides[0].keys() & sides[1].keys():
                    yield False, sides[0][name], sides[1][name]


def _contents(body: Document) -> dict[str, Any]:
    return {
        name: media["schema"]
        for name, media in body.get("content", {}).items()
        if "schema" in media
    }


def documents(chance: Random) -> Iterator[tuple[str, Document]]:
    """Our document, a few paths of it at a time, and the five others, in turn."""
    ours = vendored_contract(overlaid=False)
    others = {file.stem: parse(file.read_bytes()) for file in sorted(_DOCUMENTS.glob("*.yaml"))}
    while True:
        paths = chance.sample(sorted(ours["paths"]), _OURS_PATHS)
        yield "flochat", _with_components(ours, paths)
        yield from others.items()


def _with_components(document: Document, paths: list[str]) -> Document:
    """A document with some paths and what these refer to."""
    kept = {**document, "paths": {path: document["paths"][path] for path in paths}}
    schemas = document["components"]["schemas"]
    names: set[str] = set()
    pending: list[Any] = [kept["paths"]]
    while pending:
        text = json.dumps(pending.pop())
        for name in schemas.keys() - names:
            if f'"#/components/schemas/{name}"' in text:
                names.add(name)
                pending.append(schemas[name])
    components = {**document["components"], "schemas": {n: schemas[n] for n in sorted(names)}}
    return {**kept, "components": components}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=Path, help="a folder for one pair of each kind, cut")
    options = parser.parse_args()
    try:
        program = find()
    except NotThereError as error:
        print(f"judge: {error}", file=sys.stderr)
        return 2
    chance = Random(options.seed)
    source = documents(chance)
    pairs = []
    for _ in range(options.pairs):
        name, old = next(source)
        new = changed(old, chance)
        pairs.append((name, old, changed(new, chance) if chance.random() < 0.5 else new))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda pair: judged(program, *pair[1:]), pairs))
    _report(program, pairs, results, options.examples)
    return 0


def _report(
    program: str,
    pairs: list[tuple[str, Document, Document]],
    results: list[Verdicts | None],
    examples: Path | None,
) -> None:
    refused = sum(result is None for result in results)
    both = [(pair, one) for pair, one in zip(pairs, results, strict=True) if one is not None]
    same = sum(one.agree for _, one in both)
    common = sum(len(one.ours.keys() & one.theirs.keys()) for _, one in both)
    theirs = sum(len(one.theirs) for _, one in both)
    print(f"{len(pairs)} pairs, {refused} of which oasdiff refuses")
    print(f"same highest level: {same} of {len(both)} ({same / max(1, len(both)):.1%})")
    print(f"its ids that we tell, too: {common} of {theirs} ({common / max(1, theirs):.1%})")
    kinds: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], tuple[Document, Document, Verdicts]] = {}
    for (_, old, new), one in both:
        if not one.agree:
            kind = worst(one.ours), worst(one.theirs), by_values(old, new)
            kinds[kind] += 1
            first.setdefault(kind, (old, new, one))
    print("\n| here | oasdiff | by values | pairs |\n|---|---|---|---|")
    for (ours, other, verdict), count in kinds.most_common():
        print(f"| {ours} | {other} | {verdict} | {count} |")
    if examples is None:
        return
    examples.mkdir(parents=True, exist_ok=True)
    for kind, (old, new, one) in first.items():
        smallest = cut(program, old, new, one)
        text = json.dumps({"verdicts": one._asdict(), "old": smallest[0], "new": smallest[1]})
        (examples / f"{'-'.join(kind)}.json").write_text(text)


if __name__ == "__main__":
    sys.exit(main())

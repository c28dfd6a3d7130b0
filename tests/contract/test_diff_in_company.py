"""What is told of an operation does not depend on which others are compared, and in which order."""

from __future__ import annotations

import json
import os
import re
from random import Random
from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, diff
from tests.contract.test_diff_by_values import random_pair
from tests.support.tiny_document import Document, answering, both_ways, sending

_SEED: Final = int(os.environ.get("FLOCHAT_DIFF_SEED", "1"))
_DOCUMENTS: Final = int(os.environ.get("FLOCHAT_DIFF_DOCUMENTS", "4"))
_OPERATIONS: Final = 8

TEXT: Final = {"type": "string"}
OF_A_TIME: Final = {"type": "string", "format": "duration"}

#: A document with one operation, in which each name of its own is that of its number in a whole.
Numbered = tuple[int, Document]


def whole(*parts: Numbered) -> Document:
    """The operations of several documents as those of one, each with its own components."""
    made: Document = {**parts[0][1], "paths": {}, "components": {"schemas": {}}}
    for number, part in parts:
        text = re.sub(r"(#/components/schemas/\w+)", rf"\1-{number}", json.dumps(part))
        own = json.loads(text)
        ((_, item),) = own["paths"].items()
        made["paths"][f"/{number}"] = item
        for name, schema in own.get("components", {}).get("schemas", {}).items():
            made["components"]["schemas"][f"{name}-{number}"] = schema
    return made


def told(changes: Changes, number: int) -> set[tuple[Any, ...]]:
    return {it[:5] for it in changes.findings if (it.operation or "").endswith(f" /{number}")}


def hold_alike(pairs: list[tuple[Document, Document]]) -> None:
    """Each pair is compared alone, and with the others before it and behind it."""
    count = len(pairs)
    # Paths are compared in their order: /0 comes first.
    for numbers in (range(count), range(count - 1, -1, -1)):
        parts = list(zip(numbers, pairs, strict=True))
        together = diff(*(whole(*((n, pair[side]) for n, pair in parts)) for side in (0, 1)))
        for number, pair in parts:
            alone = diff(*(whole((number, document)) for document in pair))
            assert told(together, number) == told(alone, number), number


@pytest.mark.parametrize("part", range(_DOCUMENTS))
def test_random_pairs_are_compared_in_company_as_they_are_alone(part: int) -> None:
    chance = Random(f"{_SEED} {part}")
    pairs: list[tuple[Document, Document]] = []
    while len(pairs) < _OPERATIONS:
        old, new, components, is_31 = random_pair(chance)
        if is_31:
            schemas = zip((old, new), components, strict=True)
            first, second = (both_ways(schema, own, is_31=True) for schema, own in schemas)
            pairs.append((first, second))
    hold_alike(pairs)


@pytest.mark.parametrize("made", [answering, sending])
def test_a_format_comes_or_goes_beside_texts_that_stay(made: Any) -> None:
    stays = made({**TEXT, "default": "a"}), made({**TEXT, "default": "b"})
    goes, comes = (made(OF_A_TIME), made(TEXT)), (made(TEXT), made(OF_A_TIME))
    hold_alike([stays, goes, comes, stays])

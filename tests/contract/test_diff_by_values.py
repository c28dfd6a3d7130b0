"""The differ against the definition of what breaks: random schemas, and all small values tried.

`FLOCHAT_DIFF_SEED` makes other pairs than the usual ones, `FLOCHAT_DIFF_PAIRS` makes more of them.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from random import Random
from typing import Any, Final

import pytest

from flochat.contract.diff import Level, diff
from tests.support.random_schemas import Maker, Schema
from tests.support.tiny_document import both_ways
from tests.support.values import (
    counts_distinct_elements,
    has_values,
    is_received_broken,
    is_sent_broken,
)

_SEED: Final = int(os.environ.get("FLOCHAT_DIFF_SEED", "1"))
_PAIRS: Final = int(os.environ.get("FLOCHAT_DIFF_PAIRS", "60"))
_PARTS: Final = 4

Pair = tuple[Schema, Schema, tuple[dict[str, Schema], dict[str, Schema]], bool]


def random_pair(chance: Random) -> Pair:
    """Two schemas that differ in one or two places, and the components that they refer to."""
    is_31 = chance.random() < 0.5
    component_maker = Maker(chance, is_31=is_31)
    maker = Maker(chance, is_31=is_31, names=("A", "B"))
    components = {name: component_maker.schema(1) for name in ("A", "B")}
    others = copy.deepcopy(components)
    old = new = maker.schema()
    for _ in range(chance.randint(1, 2)):
        if chance.random() < 0.2:
            name = chance.choice("AB")
            others[name] = component_maker.changed(others[name])
        else:
            new = maker.changed(new)
    return old, new, (components, others), is_31


def is_undecided(old: Schema, new: Schema, components: tuple[Any, Any]) -> bool:
    """Whether the differ may call a change worse than the values that we try show it to be.

    Of schemas that allow nothing somewhere, values cannot say which change matters; and how many
    elements of an array can differ is not looked into.
    """
    return not all(map(has_values, (old, new), components)) or any(
        map(counts_distinct_elements, (old, new), components)
    )


@pytest.mark.parametrize("part", range(_PARTS))
def test_what_breaks_by_values_is_err_and_nothing_else_is(part: int) -> None:
    chance = Random(f"{_SEED} {part}")
    for number in range(_PAIRS // _PARTS):
        old, new, components, is_31 = random_pair(chance)
        documents = (
            both_ways(schema, own, is_31=is_31)
            for schema, own in zip((old, new), components, strict=True)
        )
        findings = diff(*documents).findings
        sides: tuple[tuple[str, Callable[..., bool]], ...] = (
            ("request", is_sent_broken),
            ("response", is_received_broken),
        )
        for side, is_broken in sides:
            told = [finding for finding in findings if finding.text.startswith(side)]
            is_told = any(finding.level == Level.ERR for finding in told)
            breaks = is_broken(old, new, components)
            if is_told and not breaks and is_undecided(old, new, components):
                continue
            ids = [f"{finding.level.name} {finding.id}" for finding in told]
            where = f"FLOCHAT_DIFF_SEED={_SEED}, part {part}, pair {number}: {side}"
            assert is_told == breaks, f"{where}\n{old}\n{new}\n{components}\n{ids}"

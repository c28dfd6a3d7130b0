"""What allows the same values is no finding above INFO, however it is written.

`FLOCHAT_DIFF_SEED` makes other schemas than the usual ones, `FLOCHAT_DIFF_PAIRS` makes more.
"""

from __future__ import annotations

import os
from itertools import islice
from random import Random
from typing import Final

import pytest

from flochat.contract.diff import Level, diff
from tests.support.random_schemas import Maker
from tests.support.rewriting import in_31, steps
from tests.support.tiny_document import both_ways
from tests.support.values import has_values

_SEED: Final = int(os.environ.get("FLOCHAT_DIFF_SEED", "1"))
_PAIRS: Final = int(os.environ.get("FLOCHAT_DIFF_PAIRS", "120"))


@pytest.mark.parametrize("is_rich", [False, True], ids=["usual keywords", "all keywords"])
def test_the_same_values_break_nobody(is_rich: bool) -> None:
    chance = Random(f"{_SEED} same {is_rich}")
    for number in range(_PAIRS):
        is_31 = chance.random() < 0.5
        component_maker = Maker(chance, is_31=is_31, is_rich=is_rich)
        components = {name: component_maker.schema(1) for name in ("A", "B")}
        schema = Maker(chance, is_31=is_31, names=("A", "B"), is_rich=is_rich).schema()
        count = chance.randint(1, 3)
        *_, (other, others) = islice(steps(chance, schema, components, is_31=is_31), count)
        will_be_31 = is_31 or chance.random() < 0.2
        if will_be_31 != is_31:
            other, others = in_31(other), in_31(others)
        one = both_ways(schema, components, is_31=is_31)
        two = both_ways(other, others, is_31=will_be_31)
        for old, new in ((one, two), (two, one)):
            told = has_values(schema, components) and [
                f"{one.level.name} {one.id}" for one in diff(old, new).at_least(Level.WARN)
            ]
            where = f"FLOCHAT_DIFF_SEED={_SEED}, pair {number}"
            assert not told, f"{where}\n{schema}\n{other}\n{others}\n{told}"

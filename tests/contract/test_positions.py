"""Lines and columns: what is looked for at once is found where it is found one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flochat.contract import json_pointer
from flochat.contract.positions import Positions

KEYS = st.text("ab~/ é:#-'\"", min_size=1, max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


def pointers(value: Any, *above: str) -> Iterator[str]:
    yield json_pointer.build(*above)
    yield json_pointer.build(*above, "nothing")
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from pointers(inner, *above, key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from pointers(inner, *above, str(number))


@given(DOCUMENTS, st.sampled_from([True, False, None]), st.sampled_from([2, 4]), st.randoms())
def test_many_are_found_at_once_where_each_is_found_alone(
    document: dict[str, Any], flow: bool | None, indent: int, chance: Any
) -> None:
    # Without the mark at its start a text that begins with a brace is JSON.
    style: Any = {"default_flow_style": flow, "indent": indent, "explicit_start": True}
    text = yaml.safe_dump(document, allow_unicode=True, **style)
    wanted = [one for one in pointers(document) if chance.random() < 0.7]
    one_by_one = Positions(text)
    expected = {pointer: one_by_one.of(pointer) for pointer in wanted}
    at_once = Positions(text)
    at_once.find(wanted)
    assert {pointer: at_once.of(pointer) for pointer in wanted} == expected


@pytest.mark.parametrize("text", ["--- {}\n", "a\n", "- 1\n"])
def test_what_is_not_there_is_found_where_the_text_starts(text: str) -> None:
    positions = Positions(text)
    positions.find(["/a", ""])
    assert positions.of("/a") == positions.of("")


def test_keys_that_are_no_scalars_and_what_is_behind_them_are_read_over() -> None:
    text = "? [a, b]\n: {c: 1}\nd: &one {e: 2}\nf: *one\ng: 3\n"
    positions = Positions(text)
    positions.find(["/d/e", "/f/e", "/g"])
    assert positions.of("/d/e")[:2] == (3, 10)
    assert positions.of("/g")[:2] == (5, 1)
    assert positions.of("/f/e")[:2] == (3, 10)

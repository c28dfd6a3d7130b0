"""Lines and columns: where a JSON or YAML text has what a pointer leads to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flochat.contract import json_pointer
from flochat.contract.document import parse_marked
from flochat.contract.positions import Position, Positions

KEYS = st.text("ab~/ é:#-'\"", min_size=1, max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


def positions_in(text: str) -> Positions:
    _, mark = parse_marked(text.encode())
    return Positions(mark or text)


def starts(node: Any, *above: str) -> Iterator[tuple[str, Position]]:
    """The pointers to what is inside a node of PyYAML, each with where it starts."""
    is_mapping = node.id == "mapping"
    children: Any = node.value if is_mapping else enumerate(node.value)
    for key, inner in () if node.id == "scalar" else children:
        mark = (key if is_mapping else inner).start_mark
        path = (*above, key.value if is_mapping else str(key))
        yield json_pointer.build(*path), Position(mark.line + 1, mark.column + 1)
        yield from starts(inner, *path)


@given(DOCUMENTS, st.sampled_from([True, False, None]), st.sampled_from([2, 4]))
def test_nodes_of_yaml_are_found_where_its_parser_has_them(
    document: dict[str, Any], flow: bool | None, indent: int
) -> None:
    # Without the mark at its start a text that begins with a brace is JSON.
    style: Any = {"default_flow_style": flow, "indent": indent, "explicit_start": True}
    text = yaml.safe_dump(document, allow_unicode=True, **style)
    positions = positions_in(text)
    for pointer, expected in starts(yaml.compose(text)):
        assert positions.of(pointer) == positions.of(f"{pointer}/nothing") == expected


@given(DOCUMENTS, st.sampled_from([None, 0, 3]), st.booleans())
def test_nodes_of_json_are_found_where_they_are(
    document: dict[str, Any], indent: int | None, is_ascii: bool
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=is_ascii)
    positions, lines = positions_in(text), text.split("\n")
    read = json.JSONDecoder().raw_decode

    def check(node: Any, *above: str) -> None:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
            line, column, _ = positions.of(json_pointer.build(*above, str(key)))
            rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
            found, end = read(rest)
            if isinstance(node, dict):
                assert found == key
                found, _ = read(rest[end:].lstrip()[1:].lstrip())
            assert found == inner
            if isinstance(inner, dict | list):
                check(inner, *above, str(key))

    check(document)


@pytest.mark.parametrize("text", ["--- {}\n", "\n{}", "# of nothing\n---\na: 1\n"])
def test_what_is_not_there_is_found_where_the_text_starts(text: str) -> None:
    positions = positions_in(text)
    assert positions.of("/b") == positions.of("")


def test_what_an_alias_stands_for_is_found_where_it_is_written() -> None:
    positions = positions_in("d: &one {e: 2}\nf: *one\ng: 3\n")
    assert positions.of("/d/e") == positions.of("/f/e") == (1, 10, None)
    assert positions.of("/f") == (2, 1, None)

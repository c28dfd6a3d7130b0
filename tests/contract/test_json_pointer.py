from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat.contract import json_pointer

DOCUMENT: dict[str, Any] = {
    "a/b": {"~c": 1, "": 2},
    "list": [10, [20]],
    "~1": "not a/b",
    "0": None,
}


@given(st.lists(st.text()))
def test_what_is_built_of_keys_is_taken_apart_into_them(keys: list[str]) -> None:
    assert json_pointer.split(json_pointer.build(*keys)) == keys


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/a~1b/~0c", 1),
        ("/a~1b/", 2),
        ("/list/0", 10),
        ("/list/1/0", 20),
        ("/~01", "not a/b"),
        ("/0", None),
    ],
)
def test_a_pointer_leads_to_what_it_names(pointer: str, value: object) -> None:
    assert json_pointer.resolve(DOCUMENT, pointer) == value


@pytest.mark.parametrize(
    "pointer",
    [
        *("/b", "/list/2", "/list/-1", "/list/01", "/list/+1", "/list/1_0", "/list/\u0661"),
        *("/list/a", f"/list/{'9' * 5000}", "/list/0/0", "/0/a"),
    ],
)
def test_a_pointer_to_nothing_is_an_error(pointer: str) -> None:
    with pytest.raises(LookupError):
        json_pointer.resolve(DOCUMENT, pointer)


@pytest.mark.parametrize(
    ("reference", "pointer"),
    [
        ("#/components/schemas/A~1B", "/components/schemas/A~1B"),
        ("#/components/schemas/A%7E1B", "/components/schemas/A~1B"),
        ("#/paths/~1a%20b", "/paths/~1a b"),
        ("other.json#/Tag", None),
        ("#Tag", None),
        ("#", None),
        (7, None),
    ],
)
def test_only_a_reference_into_the_document_is_a_pointer(
    reference: object, pointer: str | None
) -> None:
    assert json_pointer.of_reference(reference) == pointer

"""The kinds of `make judge`: each has its row in the docs, and what is wrong is of none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from flochat.contract.diff import diff
from tests.judge.changes import Document
from tests.judge.kinds import KINDS, Difference, is_wrong, kind_of
from tests.judge.parts import Pair, by_operation, cut
from tests.judge.trying import tried
from tests.support.tiny_document import answering, document, holding, sending, taking

ROOT: Final = Path(__file__).resolve().parents[2]
TEXT: Final = {"type": "string"}
LIST: Final = {"type": "array", "items": TEXT}


def within(schema: Any) -> Any:
    return {"allOf": [holding(schema)]}


def noted(schema: Any) -> Document:
    content = {"content": {"application/json": {"schema": schema}}}
    return {**document(), "paths": {}, "webhooks": {"n": {"post": {"requestBody": content}}}}


#: Pairs with the highest of what oasdiff 1.37.0 says of them, as it was seen to say.
SEEN: Final[dict[str, tuple[Pair, dict[str, str]]]] = {
    "what a webhook or a callback sends": (
        (noted(holding({"enum": ["a"]})), noted(holding({"enum": ["a", "b"]}))),
        {"request-property-enum-value-added": "INFO"},
    ),
    "the same values in another spelling": (
        (sending(holding(TEXT)), sending(holding({"allOf": [TEXT]}))),
        {"request-property-all-of-added": "ERR"},
    ),
    "a change inside a member of `allOf`": (
        (sending(within(TEXT)), sending(within({"type": "boolean"}))),
        {"request-property-type-changed": "WARN"},
    ),
    "alternatives come or go, and what is inside breaks": (
        (sending(holding({})), sending({"anyOf": [holding({"minLength": 9})]})),
        {"request-property-removed": "WARN", "request-body-any-of-added": "INFO"},
    ),
    "a limit that binds no value": (
        (sending(holding({"enum": ["a", "bb"]})), sending(holding({"maxLength": 2}))),
        {"request-property-max-length-set": "ERR"},
    ),
    "the elements of a list in a parameter": (
        (taking(LIST), taking({**LIST, "items": {**TEXT, "maxLength": 9}})),
        {},
    ),
    "what oasdiff does not compare": (
        (answering(holding(LIST)), answering(holding({"type": "array"}))),
        {},
    ),
}


def difference(pair: Pair, theirs: dict[str, str]) -> Difference:
    ours = {finding.id: finding.level.name for finding in diff(*pair).findings}
    return Difference(pair, ours, theirs, tried(pair))


def test_each_kind_has_a_row_in_the_docs() -> None:
    text = (ROOT / "docs" / "maintain" / "contract.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].removeprefix("| ") for line in text.splitlines()}
    assert KINDS.keys() <= rows, KINDS.keys() - rows


def test_what_elements_are_is_overlooked_where_it_goes() -> None:
    rows = {"type": "array", "items": holding(TEXT)}
    pair = sending(holding(rows)), sending(holding({"type": "array"}))
    assert kind_of(difference(pair, {})) == "what oasdiff does not compare"


@pytest.mark.parametrize("kind", SEEN)
def test_a_difference_falls_into_its_kind(kind: str) -> None:
    assert kind_of(difference(*SEEN[kind])) == kind


def test_what_values_contradict_is_of_no_kind() -> None:
    pair = sending(holding(TEXT)), sending(holding({**TEXT, "maxLength": 2}))
    missed = difference(pair, {})._replace(ours={"request-property-max-length-set": "INFO"})
    assert is_wrong(missed)
    assert kind_of(missed) is None
    back = pair[::-1]
    alarmed = difference(back, {})._replace(ours={"request-property-max-length-unset": "ERR"})
    assert is_wrong(alarmed)
    assert kind_of(alarmed) is None


def test_a_pair_is_cut_to_what_makes_the_difference() -> None:
    many = {"type": "object", "properties": dict.fromkeys("abc", TEXT), "required": ["a"]}
    other = {**many, "properties": {**many["properties"], "c": {"type": "boolean"}}}  # type: ignore[dict-item]  # a mapping
    pair = answering(many), answering(other)
    (alone,) = by_operation(pair)
    smallest = cut(alone, lambda one: bool(diff(*one).findings))
    assert [side["components"] for side in smallest] == [{"schemas": {}}] * 2
    assert '"a"' not in str(smallest).replace("'", '"')
    assert "boolean" in str(smallest)

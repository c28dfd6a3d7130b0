"""Schemas that contradict themselves: no value matches, so that nothing is lost or gained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from flochat.contract.diff import diff
from tests.support.tiny_document import both_ways
from tests.support.values import values

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
NUMBER: Final = {"type": "number"}
FLAG: Final = {"type": "boolean"}
LIST: Final = {"type": "array", "items": TEXT}
DIFFERENT: Final = {"type": "array", "uniqueItems": True}
PAIR: Final = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
CLOSED: Final = {**PAIR, "additionalProperties": False}
NO_TEXT: Final = {**TEXT, "minLength": 3, "maxLength": 2}
NOT_EMPTY: Final = {**TEXT, "minLength": 1}


def requiring(schema: Any) -> Any:
    return {"type": "object", "properties": {"a": schema}, "required": ["a"]}


#: A schema that no value matches, one that is nearly the same, and a value that this one allows.
CONTRADICTIONS: Final[dict[str, tuple[Any, Any, Any]]] = {
    "a whole number between": (
        {**WHOLE, "minimum": 2.2, "maximum": 2.8},
        {**WHOLE, "minimum": 2.2, "maximum": 3.8},
        3,
    ),
    "a whole number between two neighbours": (
        {**WHOLE, "exclusiveMinimum": 2, "exclusiveMaximum": 3},
        {**WHOLE, "exclusiveMinimum": 2, "maximum": 3},
        3,
    ),
    "any number between": (
        {**NUMBER, "minimum": 2, "exclusiveMaximum": 2},
        {**NUMBER, "minimum": 2.2, "maximum": 2.8},
        2.5,
    ),
    "a multiple between": (
        {**WHOLE, "minimum": 6, "maximum": 9, "multipleOf": 5},
        {**WHOLE, "minimum": 6, "maximum": 10, "multipleOf": 5},
        10,
    ),
    "a multiple that is not whole": (
        {**NUMBER, "minimum": 0.6, "maximum": 0.9, "multipleOf": 0.5},
        {**NUMBER, "minimum": 0.6, "maximum": 1.5, "multipleOf": 0.5},
        1.5,
    ),
    "a whole multiple of what is not": (
        {**WHOLE, "minimum": 1, "maximum": 2, "multipleOf": 1.5},
        {**WHOLE, "minimum": 1, "maximum": 3, "multipleOf": 1.5},
        3,
    ),
    "a multiple of two numbers": (
        {"allOf": [{**WHOLE, "multipleOf": 4}, {"multipleOf": 6, "minimum": 1, "maximum": 11}]},
        {"allOf": [{**WHOLE, "multipleOf": 4}, {"multipleOf": 6, "minimum": 1, "maximum": 12}]},
        12,
    ),
    "more fields than there may be": (
        {**PAIR, "required": ["a", "b"], "maxProperties": 1},
        {**PAIR, "required": ["a", "b"], "maxProperties": 2},
        {"a": "a", "b": "a"},
    ),
    "a field that needs another one too many": (
        {**PAIR, "required": ["a"], "dependentRequired": {"a": ["b"]}, "maxProperties": 1},
        {**PAIR, "required": ["a"], "dependentRequired": {"b": ["a"]}, "maxProperties": 1},
        {"a": "a"},
    ),
    "fewer fields than there have to be": (
        {**CLOSED, "minProperties": 3},
        {**CLOSED, "minProperties": 2},
        {"a": "a", "b": "a"},
    ),
    "fewer fields that can be than there have to be": (
        {**CLOSED, "properties": {"a": TEXT, "b": NO_TEXT}, "minProperties": 2},
        {**CLOSED, "properties": {"a": TEXT, "b": NO_TEXT}, "minProperties": 1},
        {"a": "a"},
    ),
    "a field that is refused": (
        {**CLOSED, "required": ["c"]},
        {**PAIR, "required": ["c"]},
        {"c": "a"},
    ),
    "a field that must not be called so": (
        {**PAIR, "required": ["long"], "propertyNames": {"maxLength": 1}},
        {**PAIR, "required": ["long"], "propertyNames": {"maxLength": 4}},
        {"long": 1},
    ),
    "fewer names than fields": (
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 3},
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 2},
        {"a": 1, "b": 1},
    ),
    "more of a kind than elements": (
        {**LIST, "contains": NOT_EMPTY, "minContains": 3, "maxItems": 2},
        {**LIST, "contains": NOT_EMPTY, "minContains": 2, "maxItems": 2},
        ["a", "a"],
    ),
    "one of a kind among none": (
        {**LIST, "contains": NOT_EMPTY, "maxItems": 0},
        {**LIST, "contains": NOT_EMPTY, "maxItems": 0, "minContains": 0},
        [],
    ),
    "more of a kind than of this kind": (
        {**LIST, "contains": NOT_EMPTY, "minContains": 2, "maxContains": 1},
        {**LIST, "contains": NOT_EMPTY, "minContains": 2, "maxContains": 2},
        ["a", "a"],
    ),
    "one of another kind": (
        {**LIST, "contains": WHOLE},
        {**LIST, "contains": {"type": ["integer", "string"]}},
        ["a"],
    ),
    "two of a kind in one place": (
        {
            "type": "array",
            "prefixItems": [TEXT],
            "items": WHOLE,
            "contains": TEXT,
            "minContains": 2,
        },
        {
            "type": "array",
            "prefixItems": [TEXT],
            "items": WHOLE,
            "contains": TEXT,
            "minContains": 1,
        },
        ["a"],
    ),
    "more that differ than are listed": (
        {**DIFFERENT, "items": {"enum": ["x", "y"]}, "minItems": 3},
        {**DIFFERENT, "items": {"enum": ["x", "y"]}, "minItems": 2},
        ["x", "y"],
    ),
    "three flags that differ": (
        {**DIFFERENT, "items": FLAG, "minItems": 3},
        {**DIFFERENT, "items": {"type": ["boolean", "null"]}, "minItems": 3},
        [True, False, None],
    ),
    "more that differ than there are between": (
        {**DIFFERENT, "items": {**WHOLE, "minimum": 1, "maximum": 2}, "minItems": 3},
        {**DIFFERENT, "items": {**WHOLE, "minimum": 1, "maximum": 3}, "minItems": 3},
        [1, 2, 3],
    ),
    "two nulls that differ": (
        {**DIFFERENT, "items": {"type": "null"}, "minItems": 2},
        {**DIFFERENT, "items": {"type": "null"}, "prefixItems": [{}], "minItems": 2},
        [1, None],
    ),
    "values of another type": ({**TEXT, "enum": [1, 2]}, {**TEXT, "enum": [1, "a"]}, "a"),
    "values beyond the bounds": (
        {"enum": [1, 2], "minimum": 3},
        {"enum": [1, 3], "minimum": 3},
        3,
    ),
    "no values": ({"enum": []}, {"enum": ["a"]}, "a"),
    "a constant of another type": ({**TEXT, "const": 1}, {**TEXT, "const": "1"}, "1"),
    "two types": ({"allOf": [TEXT, WHOLE]}, {"allOf": [NUMBER, WHOLE]}, 1),
    "two constants": (
        {"allOf": [{"const": 1}, {"const": 2}]},
        {"allOf": [{"const": 1}, {"enum": [1, 2]}]},
        1,
    ),
    "two lists": (
        {"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]},
        {"allOf": [{"enum": ["a"]}, {"enum": ["b", "a"]}]},
        "a",
    ),
    "bounds of two": (
        {"allOf": [{**WHOLE, "minimum": 5}, {**WHOLE, "maximum": 3}]},
        {"allOf": [{**WHOLE, "minimum": 3}, {**WHOLE, "maximum": 3}]},
        3,
    ),
    "lengths of two": (
        {"allOf": [{**TEXT, "minLength": 5, "format": "x"}, {**TEXT, "maxLength": 3}]},
        {"allOf": [{**TEXT, "minLength": 3, "format": "x"}, {**TEXT, "maxLength": 3}]},
        "aaa",
    ),
    "a field that another one refuses": (
        {"allOf": [CLOSED, {"required": ["c"]}]},
        {"allOf": [CLOSED, {"required": ["b"]}]},
        {"b": "a"},
    ),
    "a field that cannot be": (
        requiring({**WHOLE, "minimum": 2.2, "maximum": 2.8}),
        requiring({**WHOLE, "minimum": 2.2, "maximum": 3}),
        {"a": 3},
    ),
    "an element that cannot be": (
        {**LIST, "items": NO_TEXT, "minItems": 1},
        {**LIST, "items": NO_TEXT},
        [],
    ),
    "alternatives that cannot be": (
        {"anyOf": [NO_TEXT, {"allOf": [FLAG, WHOLE]}]},
        {"anyOf": [NO_TEXT, {"allOf": [FLAG, {}]}]},
        True,
    ),
}
NAMES: Final = [*CONTRADICTIONS]
#: Others than these are alternatives of theirs, and parts of them.
OTHER: Final = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "k"}}}
USES: Final[dict[str, Callable[[Any], Any]]] = {
    "itself": lambda schema: schema,
    "a field": lambda schema: {"type": "object", "properties": {"p": schema}},
    "a needed field": requiring,
    "an alternative": lambda schema: {"anyOf": [schema, OTHER]},
}


def worst(old: Any, new: Any) -> tuple[str, str]:
    """The highest levels, of what is sent and of what is received."""
    findings = diff(*(both_ways(one, {}, is_31=True) for one in (old, new))).findings
    ways = ("request", "response")
    levels = [[one.level for one in findings if one.text.startswith(way)] for way in ways]
    sent, received = (max(found).name if found else "" for found in levels)
    return sent, received


@pytest.mark.parametrize("name", NAMES)
def test_what_allows_no_value_loses_and_gains_nothing(name: str) -> None:
    contradiction, possible, value = CONTRADICTIONS[name]
    assert not any(
        map(Draft202012Validator(contradiction).is_valid, values(contradiction, depth=2))
    )
    assert Draft202012Validator(possible).is_valid(value)
    another, _, _ = CONTRADICTIONS[NAMES[NAMES.index(name) - 1]]
    for use in USES.values():
        assert worst(use(contradiction), use(another)) == ("INFO", "INFO")
        assert worst(use(another), use(contradiction)) == ("INFO", "INFO")
        for other in ({**TEXT, "minLength": 4}, CLOSED):
            assert worst(use(contradiction), use(other)) == ("INFO", "ERR"), other
            assert worst(use(other), use(contradiction)) == ("ERR", "INFO"), other


@pytest.mark.parametrize("name", NAMES)
def test_what_allows_a_value_after_all_breaks(name: str) -> None:
    contradiction, possible, _ = CONTRADICTIONS[name]
    for use in USES.values():
        assert worst(use(possible), use(contradiction))[0] == "ERR"
        assert worst(use(contradiction), use(possible))[1] == "ERR"


@pytest.mark.parametrize(
    "more",
    [
        {"if": {"type": "string"}, "then": FLAG, "else": TEXT},
        {"if": {"type": ["object", "null"]}, "then": NO_TEXT},
        {"allOf": [{"if": {}, "then": TEXT}]},
        {"not": {"type": ["object", "array"]}},
    ],
)
def test_what_a_condition_of_its_type_refuses(more: Any) -> None:
    old, new = ({**requiring(one), **more} for one in (TEXT, WHOLE))
    assert not any(map(Draft202012Validator(old).is_valid, values(old, depth=2)))
    assert worst(old, new) == ("INFO", "INFO")
    assert worst(new, old) == ("INFO", "INFO")
    assert worst(requiring(TEXT), old) == ("ERR", "INFO")


def test_what_no_array_can_be_among_other_types() -> None:
    none = {"minItems": 2, "maxItems": 1}
    assert worst({**none, "items": TEXT}, {**none, "items": WHOLE}) == ("INFO", "INFO")
    assert worst({**none, "items": TEXT}, {"minItems": 1, "maxItems": 1, "items": TEXT})[1] == "ERR"
    several = {"type": ["string", "object"], "required": ["a", "b"]}
    fields = ({"a": NO_TEXT, "b": one} for one in (TEXT, WHOLE))
    old, new = ({**several, "properties": one} for one in fields)
    assert worst(old, new) == ("INFO", "INFO")


def test_what_is_looked_into_for_a_value_is_not_compared_by_that() -> None:
    either = {"anyOf": [{"$ref": "#/components/schemas/X"}, {"type": "object"}]}
    added = requiring(requiring(either))
    one, other = (
        both_ways(schema, {"X": requiring(kind)}, is_31=True)
        for schema, kind in ((PAIR, TEXT), (added, WHOLE))
    )
    told = {finding.id: finding.text for finding in diff(one, other).findings}
    assert told["unused-schema-changed"].startswith('schema "X": changed')


def test_listed_values_that_were_left_behind_silence_nothing_beside_them() -> None:
    """Who changes a type and forgets the values sends values of the new type all the same."""
    left = {"kind": {"type": "integer", "enum": ["one", "two"]}}

    def holder(kind: Any) -> Any:
        properties = {**left, "a": kind}
        return {"type": "object", "required": ["kind", "a"], "properties": properties}

    one, other = (both_ways(holder(kind), {}, is_31=True) for kind in (TEXT, WHOLE))
    told = [(it.level.name, it.id) for it in diff(one, other).findings]
    assert told == [
        ("ERR", "request-property-type-changed"),
        ("ERR", "response-property-type-changed"),
    ]

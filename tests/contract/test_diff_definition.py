"""The kinds in which the definition of what breaks and oasdiff 1.37 differ: the definition wins.

Each row is a kind in docs/maintain/contract.md. The schemas are held in a property of a body, and
the level is the highest of all findings: of what is sent, then of what is received.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from flochat.contract.diff import diff
from tests.support.tiny_document import answering, holding, sending

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
NAMED: Final = {"type": "object", "properties": {"name": TEXT}}
CAT: Final = {"type": "object", "required": ["purr"], "properties": {"purr": TEXT}}
DOG: Final = {"type": "object", "required": ["bark"], "properties": {"bark": TEXT}}

SAME: Final[dict[str, tuple[Any, Any]]] = {
    "a lone allOf": (TEXT, {"allOf": [TEXT]}),
    "a constraint moved into an allOf": (
        {**TEXT, "maxLength": 3},
        {"allOf": [TEXT, {"maxLength": 3}]},
    ),
    "a lone oneOf": (CAT, {"oneOf": [CAT]}),
    "oneOf for anyOf": ({"oneOf": [CAT, DOG]}, {"anyOf": [CAT, DOG]}),
    "an alternative inside another": ({"anyOf": [CAT, DOG]}, {"anyOf": [{"anyOf": [CAT]}, DOG]}),
    "an alternative that another one covers": (
        {"anyOf": [{"type": "number"}]},
        {"anyOf": [{"type": "number"}, WHOLE]},
    ),
    "two halves of a whole": (
        TEXT,
        {"anyOf": [{**TEXT, "maxLength": 3}, {**TEXT, "minLength": 3}]},
    ),
    "all the integers": (WHOLE, {**WHOLE, "multipleOf": 1}),
    "a bound that another one implies": (
        {**WHOLE, "minimum": 1},
        {**WHOLE, "minimum": 1, "exclusiveMinimum": 0},
    ),
    "a limit for another type": (TEXT, {**TEXT, "maximum": 3}),
    "a limit that listed values keep": (
        {"enum": ["a", "bb"]},
        {"enum": ["a", "bb"], "maxLength": 2},
    ),
    "a format of another type": (NAMED, {**NAMED, "format": "date"}),
    "room for all properties that are declared": (NAMED, {**NAMED, "maxProperties": 1}),
    "no more properties than are required": (
        {**NAMED, "required": ["name"]},
        {**NAMED, "required": ["name"], "minProperties": 1},
    ),
    "null in another spelling": ({"type": ["string", "null"]}, {"anyOf": [TEXT, {"type": "null"}]}),
    "a const for an enum": ({"enum": ["a"]}, {"const": "a"}),
}
OTHER: Final[dict[str, tuple[Any, Any, str, str]]] = {
    "a constraint inside an allOf": (
        {"allOf": [{**TEXT, "maxLength": 5}]},
        {"allOf": [{**TEXT, "maxLength": 3}]},
        "ERR",
        "INFO",
    ),
    "an object becomes one of several": (CAT, {"oneOf": [CAT, DOG]}, "INFO", "ERR"),
    "an alternative goes": ({"oneOf": [CAT, DOG]}, {"oneOf": [CAT]}, "ERR", "INFO"),
    "a value more, of those known so far": (
        {**TEXT, "enum": ["a"], "x-extensible-enum": ["a"]},
        {**TEXT, "enum": ["a", "b"], "x-extensible-enum": ["a", "b"]},
        "INFO",
        "ERR",
    ),
    "a field that must be like all others": (
        {**NAMED, "required": ["name"], "additionalProperties": WHOLE},
        {"type": "object", "required": ["name"], "additionalProperties": WHOLE},
        "ERR",
        "ERR",
    ),
    "a field goes from an object that takes no others": (
        {**NAMED, "additionalProperties": False},
        {"type": "object", "additionalProperties": False},
        "ERR",
        "INFO",
    ),
    "a field that was required is not sent back": (
        {**NAMED, "required": ["name"]},
        {"type": "object", "properties": {"name": {**TEXT, "writeOnly": True}}},
        "INFO",
        "ERR",
    ),
}


def worst(old: Any, new: Any) -> str:
    level = diff(old, new).worst
    return level.name if level else "none"


@pytest.mark.parametrize("kind", SAME)
def test_the_same_values_are_nothing_above_info(kind: str) -> None:
    for old, new in (SAME[kind], SAME[kind][::-1]):
        for use in (sending, answering):
            assert worst(use(holding(old)), use(holding(new))) in ("none", "INFO"), (old, new)


@pytest.mark.parametrize("kind", OTHER)
def test_other_values_break_whom_they_break(kind: str) -> None:
    old, new, sent, received = OTHER[kind]
    assert worst(sending(holding(old)), sending(holding(new))) == sent
    assert worst(answering(holding(old)), answering(holding(new))) == received


def test_a_usual_pattern_is_tried() -> None:
    hexadecimal = "[0-9a-f]"
    pattern = f"^{hexadecimal}{{8}}(-{hexadecimal}{{4}}){{3}}-{hexadecimal}{{12}}$"
    listed = {"enum": ["0f8fad5b-d9cb-469f-a165-70867728950e"]}
    assert worst(sending(listed), sending({"type": "string", "pattern": pattern})) == "INFO"


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "(a*){20}b", "(a|a)*b", "(a{1,9}){1,9}$", "a*a*a*a*a*a*b"]
)
def test_a_pattern_that_takes_for_ever_is_not_tried(pattern: str) -> None:
    listed = {"enum": ["a" * 40 + "c"]}
    assert worst(sending(listed), sending({"type": "string", "pattern": pattern})) == "ERR"
    named = {"properties": {"a" * 40 + "c": TEXT}}
    by_pattern = {**named, "patternProperties": {pattern: TEXT}}
    assert worst(sending(named), sending(by_pattern)) == "ERR"

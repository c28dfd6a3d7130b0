"""The keywords that few use, by the definition of what breaks: never missed, seldom overrated.

`FLOCHAT_DIFF_SEED` makes other schemas than the usual ones, `FLOCHAT_DIFF_PAIRS` makes more.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

import pytest

from flochat.contract.diff import Level, diff
from tests.contract.test_diff_by_values import is_undecided
from tests.support.random_schemas import Maker, Schema
from tests.support.tiny_document import both_ways
from tests.support.values import is_received_broken, is_sent_broken

_SEED: Final = int(os.environ.get("FLOCHAT_DIFF_SEED", "1"))
_PAIRS: Final = int(os.environ.get("FLOCHAT_DIFF_PAIRS", "80"))
_SIDES: Final[tuple[tuple[str, Callable[..., bool]], ...]] = (
    ("request", is_sent_broken),
    ("response", is_received_broken),
)
#: What these say of objects and arrays nobody tries: a change of them may be called worse.
_UNTRIED: Final = frozenset(
    {
        *("not", "if", "then", "else", "contains", "prefixItems", "propertyNames"),
        *("minProperties", "maxProperties", "patternProperties", "dependentRequired"),
    }
)
#: Conventions: what is announced, and a body that had to be none.
_BY_CONVENTION: Final = ("-removed-with-deprecation", "-schema-became-not-false")

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer"}
_CLOSED: Final = {"additionalProperties": False}
_NONE_ELSE: Final = {"unevaluatedProperties": {"type": "string", "enum": [2]}}
_UNSENT: Final = {**_TEXT, "readOnly": True}
_UNRECEIVED: Final = {**_TEXT, "writeOnly": True}


def _with_a(schema: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": {"a": schema}, **more}


def _with_few(schema: Schema, most: int = 0) -> Schema:
    limits = {"minContains": 0, "maxContains": most}
    return {"type": "array", "items": {"type": "object"}, "contains": schema, **limits}


def _texts_first(**more: Any) -> Schema:
    return {"type": "array", "contains": _TEXT, **more}


_IF_TEXT: Final = {"type": "object", "properties": {"a": {}, "b": _TEXT}}

#: An old and a new schema, and which side of an operation it breaks.
_BREAKING: Final[dict[str, tuple[Schema, Schema, str]]] = {
    "one is no longer hidden and counts no more among others": (
        {
            **_with_a(_TEXT, minProperties=1, additionalProperties=_TEXT),
            "properties": {"a": {**_TEXT, "maxLength": 2}, "b": _UNRECEIVED},
        },
        {
            **_with_a(_TEXT, minProperties=1, additionalProperties=_TEXT),
            "properties": {"a": {**_TEXT, "maxLength": 2}, "b": _UNSENT},
        },
        "response",
    ),
    "none of a kind, of which there are fewer": (
        _with_few(_with_a(_UNRECEIVED, required=["a"])),
        _with_few(_with_a(_TEXT, required=["a"])),
        "response",
    ),
    "none of a kind, of which there are more": (
        _with_few(_with_a(_TEXT, required=["a"])),
        _with_few(_with_a(_UNSENT, required=["a"])),
        "request",
    ),
    "none of a kind that is not sent": (
        _with_few(_with_a(_UNSENT)),
        _with_few(_with_a(_UNSENT, required=["a"])),
        "response",
    ),
    "none of a kind that an alternative widens": (
        _with_few({"anyOf": [_with_a(_UNRECEIVED, required=["a"], **_CLOSED), _TEXT]}),
        _with_few({"anyOf": [_with_a(_UNRECEIVED, **_CLOSED), _TEXT]}),
        "request",
    ),
    "one of a kind beside others": (
        _texts_first(items={}),
        _texts_first(items=_TEXT),
        "request",
    ),
    "any beside one of a kind": (
        _texts_first(unevaluatedItems=False),
        _texts_first(items={}),
        "response",
    ),
    "unevaluated to one of three members": (
        {
            "allOf": [
                _with_a(_TEXT, unevaluatedProperties=False),
                {"properties": {"b": _TEXT}, "unevaluatedProperties": False},
            ],
            "unevaluatedProperties": _NUMBER,
        },
        {
            "allOf": [
                _with_a(_TEXT, unevaluatedProperties=False),
                {"properties": {"b": _TEXT}, "unevaluatedProperties": _TEXT},
            ],
            "unevaluatedProperties": _NUMBER,
        },
        "response",
    ),
    "unevaluated to a member, then to the whole": (
        {
            **_with_a(_TEXT, **_CLOSED),
            "allOf": [{"dependentSchemas": {"b": {"properties": {"a": {}}}}, **_NONE_ELSE}],
        },
        {
            **_with_a(_TEXT, unevaluatedProperties=False),
            "allOf": [{"dependentSchemas": {"b": {"properties": {"a": {}}}}}],
        },
        "response",
    ),
    "a condition that refuses no longer": (
        {"properties": {"a": {}, "b": _NUMBER}, "if": _IF_TEXT, "then": False},
        {"properties": {"a": {}, "b": _NUMBER}, "if": _IF_TEXT, "then": {"required": ["a"]}},
        "response",
    ),
    "a pattern goes that evaluated": (
        {
            "anyOf": [_with_a({}, patternProperties={"^z": {}}), _with_a(_TEXT)],
            "unevaluatedProperties": False,
        },
        {"anyOf": [_with_a({}), _with_a(_TEXT)], "unevaluatedProperties": False},
        "request",
    ),
}


@pytest.mark.parametrize(("old", "new", "side"), _BREAKING.values(), ids=_BREAKING)
def test_what_works_the_other_way_round_breaks(old: Schema, new: Schema, side: str) -> None:
    findings = diff(both_ways(old, {}, is_31=True), both_ways(new, {}, is_31=True)).findings
    assert Level.ERR in {one.level for one in findings if one.text.startswith(side)}


_ONE: Final = {"a": 1, "b": "x"}
_DESCRIBED: Final = {
    "type": "object",
    "properties": {"a": {"const": 1}, "b": {"const": "x"}},
    "required": ["a", "b"],
    **_CLOSED,
}
_LOOSE: Final = {"type": "object", "properties": {"a": {}, "b": {}}}
_MANY: Final = {"type": "array", "items": _LOOSE}

#: Objects and arrays that are listed, held against what stands beside them or describes them.
_LISTED: Final[dict[str, tuple[Schema, Schema]]] = {
    "what it has is required": (
        {**_LOOSE, "const": _ONE},
        {**_LOOSE, "const": _ONE, "required": ["a"]},
    ),
    "what it lacks is required": (
        {**_LOOSE, "enum": [{"a": 1}]},
        {**_LOOSE, "enum": [{"a": 1}], "required": ["b"]},
    ),
    "what one of two lacks is required": (
        {**_LOOSE, "enum": [{"a": 1}, _ONE]},
        {**_LOOSE, "enum": [{"a": 1}, _ONE], "required": ["b"]},
    ),
    "what its elements have is required": (
        {**_MANY, "const": [_ONE]},
        {**_MANY, "const": [_ONE], "items": {**_LOOSE, "required": ["a", "b"]}},
    ),
    "what an element lacks is required": (
        {**_MANY, "const": [_ONE, {"a": 1}]},
        {**_MANY, "const": [_ONE, {"a": 1}], "items": {**_LOOSE, "required": ["b"]}},
    ),
    "what was not declared is required": (
        {"type": "array", "items": {"type": "object"}, "const": [{"a": 1}]},
        {"type": "array", "items": {"type": "object", "required": ["a"]}, "const": [{"a": 1}]},
    ),
    "what it has is not received": (
        {**_LOOSE, "const": _ONE},
        {**_LOOSE, "const": _ONE, "properties": {"a": {"writeOnly": True}, "b": {}}},
    ),
    "what it lacks is hidden": (
        {**_LOOSE, "const": {"a": 1}},
        {**_LOOSE, "const": {"a": 1}, "properties": {"a": {}, "b": _UNRECEIVED}},
    ),
    "what was not received comes beside another one": (
        {
            "properties": {"b": _UNRECEIVED},
            "required": ["b"],
            **_CLOSED,
            "enum": [{"b": "x"}, {"b": 1, "a": 1}],
        },
        {
            "properties": {"a": _NUMBER, "b": {"const": 1}},
            **_CLOSED,
            "enum": [{"b": "x"}, {"b": 1, "a": 1}],
        },
    ),
    "described instead": ({**_LOOSE, "enum": [_ONE]}, _DESCRIBED),
    "described with another value": (
        {**_LOOSE, "enum": [_ONE, {"a": 2, "b": "x"}]},
        _DESCRIBED,
    ),
    "listed instead": (_DESCRIBED, {**_LOOSE, "enum": [_ONE]}),
    "listed with another one instead": (_DESCRIBED, {**_LOOSE, "enum": [_ONE, {"a": 2}]}),
    "each described by itself": (
        {**_LOOSE, "enum": [_ONE, {"a": True}]},
        {"anyOf": [_DESCRIBED, {**_LOOSE, "properties": {"a": {"const": True}}}]},
    ),
    "listed instead of each by itself": (
        {"anyOf": [_DESCRIBED, {**_LOOSE, "properties": {"a": {"type": "boolean"}}}]},
        {**_LOOSE, "enum": [_ONE, {}, {"a": False}, {"a": True}]},
    ),
    "an array described instead": (
        {**_MANY, "const": [_ONE]},
        {"type": "array", "items": _DESCRIBED, "minItems": 1},
    ),
    "an array with others instead": (
        {**_MANY, "minItems": 1, "items": _DESCRIBED},
        {**_MANY, "enum": [[_ONE], []]},
    ),
}


@pytest.mark.parametrize("schema", [_with_a(_UNRECEIVED), _with_a(_UNSENT)])
@pytest.mark.parametrize(
    "idle", [{"if": False, "then": _with_a(_NUMBER)}, {"if": {}, "else": _with_a(_NUMBER)}]
)
def test_what_a_condition_never_leads_to_breaks_nobody(schema: Schema, idle: Schema) -> None:
    without, with_it = (both_ways(one, {}, is_31=True) for one in (schema, {**schema, **idle}))
    for findings in (diff(without, with_it).findings, diff(with_it, without).findings):
        assert Level.ERR not in {one.level for one in findings}


@pytest.mark.parametrize("name", _LISTED)
def test_listed_objects_and_arrays_are_held_against_what_describes_them(name: str) -> None:
    old, new = _LISTED[name]
    findings = diff(both_ways(old, {}, is_31=True), both_ways(new, {}, is_31=True)).findings
    for side, is_broken in _SIDES:
        is_told = Level.ERR in {one.level for one in findings if one.text.startswith(side)}
        assert is_told is is_broken(old, new), side


def random_pair(chance: Random) -> tuple[Schema, Schema, tuple[Any, Any], bool]:
    """Two schemas with rare keywords, whose components may lead back to themselves."""
    is_31 = chance.random() < 0.6
    names = ("A", "B")
    inner = names if chance.random() < 0.3 else ()
    component_maker = Maker(chance, is_31=is_31, names=inner, is_rich=True)
    maker = Maker(chance, is_31=is_31, names=names, is_rich=True)
    components = {name: component_maker.schema(1) for name in names}
    others = copy.deepcopy(components)
    old = new = maker.schema()
    for _ in range(chance.randint(1, 2)):
        if chance.random() < 0.2:
            name = chance.choice(names)
            others[name] = component_maker.changed(others[name])
        else:
            new = maker.changed(new)
    return old, new, (components, others), is_31


def keywords(schema: Any) -> Iterator[str]:
    """All keys that occur in a schema."""
    if isinstance(schema, dict):
        yield from schema
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            yield from keywords(inner)


def test_what_breaks_is_never_missed_and_what_values_decide_is_not_overrated() -> None:
    chance = Random(f"{_SEED} rare")
    for number in range(_PAIRS):
        old, new, components, is_31 = random_pair(chance)
        documents = [
            both_ways(schema, own, is_31=is_31)
            for schema, own in zip((old, new), components, strict=True)
        ]
        findings = diff(*documents).findings
        is_untried = not _UNTRIED.isdisjoint(keywords([old, new, *components]))
        for side, is_broken in _SIDES:
            told = [one for one in findings if one.text.startswith(side)]
            worst = max((one.level for one in told), default=None)
            ids = [f"{one.level.name} {one.id}" for one in told]
            where = f"FLOCHAT_DIFF_SEED={_SEED}, pair {number}: {side}"
            if any(one.id.endswith(_BY_CONVENTION) for one in told) or _has_no_end(components):
                continue
            if is_broken(old, new, components):
                assert worst in (Level.WARN, Level.ERR), f"{where}\n{old}\n{new}\n{ids}"
            elif worst == Level.ERR:
                is_excused = is_untried or is_undecided(old, new, components)
                assert is_excused, f"{where}\n{old}\n{new}\n{components}\n{ids}"


def _has_no_end(components: tuple[Any, Any]) -> bool:
    """Whether a schema is nothing but itself, of which values say nothing."""

    def leads_back(name: str, every: Any, visited: tuple[str, ...]) -> bool:
        if name in visited:
            return True
        return any(
            leads_back(one["$ref"][-1], every, (*visited, name))
            for one in _conjoined(every[name])
            if "$ref" in one
        )

    return any(leads_back(name, every, ()) for every in components for name in every)


def _conjoined(schema: Any) -> Iterator[Any]:
    if isinstance(schema, dict):
        yield schema
        for keyword in ("allOf", "anyOf", "oneOf"):
            for inner in schema.get(keyword, ()):
                yield from _conjoined(inner)

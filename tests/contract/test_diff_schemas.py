"""Every family of rules for schemas: there and back, in what is sent and in what is received."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from flochat.contract.diff import Changes, diff
from flochat.contract.diff.rules import LOWER_BOUNDS, SUB_SCHEMAS, UPPER_BOUNDS
from tests.support.tiny_document import answering, document, holding, sending, taking

# The level in a request, then in a response.
Levels = tuple[str, str]
WIDER: Levels = ("INFO", "ERR")
NARROWER: Levels = ("ERR", "INFO")
BROKEN: Levels = ("ERR", "ERR")
NOTED: Levels = ("INFO", "INFO")
UNCLEAR: Levels = ("WARN", "WARN")

TEXT, NUMBER, WHOLE = ({"type": name} for name in ("string", "number", "integer"))
OBJECT, LIST = {"type": "object"}, {"type": "array", "items": {"type": "string"}}
DOG = {"type": "object", "required": ["bark"], "properties": {"bark": TEXT}}
CAT = {"type": "object", "required": ["purr"], "properties": {"purr": TEXT}}
FISH = {"type": "object", "required": ["fins"], "properties": {"fins": TEXT}}


class Family(NamedTuple):
    """Two schemas, and what is told of the step from the first to the second and of that back."""

    one: Any
    other: Any
    there: str
    there_levels: Levels
    back: str
    back_levels: Levels


def coming(name: str, schema: Any, base: Any = None) -> Family:
    """A keyword that binds a value comes, and goes."""
    base = base or {}
    return Family(base, {**base, **schema}, f"{name}-added", NARROWER, f"{name}-removed", WIDER)


def changing(name: str, one: Any, other: Any, levels: Levels = BROKEN) -> Family:
    """Something is exchanged, and nobody can tell whether that is wider."""
    return Family(one, other, f"{name}-changed", levels, f"{name}-changed", levels)


def beside(keyword: str) -> Any:
    """What a keyword says nothing without."""
    return {"contains": TEXT} if keyword.endswith("Contains") else {}


def bound(keyword: str, name: str, raised: Levels, lowered: Levels) -> Family:
    one, other = ({**beside(keyword), keyword: limit} for limit in (3, 7))
    return Family(one, other, f"{name}-increased", raised, f"{name}-decreased", lowered)


def set_(keyword: str, name: str) -> Family:
    base = beside(keyword)
    return Family(base, {**base, keyword: 3}, f"{name}-set", NARROWER, f"{name}-unset", WIDER)


NULL = ("became-nullable", WIDER, "became-not-nullable", NARROWER)
WIDER_TYPE = ("type-generalized", WIDER, "type-specialized", NARROWER)
MORE_TYPES = ("list-of-types-widened", WIDER, "list-of-types-narrowed", NARROWER)
#: To leave these out is to allow everything there.
WITHOUT_LIMITS = ("items", "unevaluatedItems", "unevaluatedProperties")
CONDITION = ("if", "then", "else")
OTHER_MAPPING = ("discriminator-mapping-added", NOTED, "discriminator-mapping-deleted", NOTED)

FAMILIES = {
    "type": changing("type", TEXT, OBJECT),
    "wider type": Family(WHOLE, NUMBER, *WIDER_TYPE),
    "no type": Family(TEXT, {}, *WIDER_TYPE),
    "format": changing("type", {**TEXT, "format": "uuid"}, {**TEXT, "format": "email"}),
    "wider format": Family({**WHOLE, "format": "int32"}, {**WHOLE, "format": "int64"}, *WIDER_TYPE),
    "no format": Family({**TEXT, "format": "date"}, TEXT, *WIDER_TYPE),
    "types": Family(
        {"type": ["string", "object"]}, {"type": ["array", "object", "string"]}, *MORE_TYPES
    ),
    "types as oneOf": Family(TEXT, {"oneOf": [TEXT, OBJECT]}, *MORE_TYPES),
    "types as anyOf": Family(
        {"anyOf": [OBJECT, TEXT]}, {"type": ["array", "object", "string"]}, *MORE_TYPES
    ),
    "nullable": Family(TEXT, {**TEXT, "nullable": True}, *NULL),
    "null as a type": Family(TEXT, {"type": ["string", "null"]}, *NULL),
    "null in anyOf": Family(DOG, {"anyOf": [DOG, {"type": "null"}]}, *NULL),
    "null in oneOf": Family(DOG, {"oneOf": [DOG, {"type": "null"}]}, *NULL),
    "enum": Family(
        TEXT, {**TEXT, "enum": ["a"]}, "became-enum", NARROWER, "became-not-enum", WIDER
    ),
    "enum value": Family(
        {"enum": ["a"]},
        {"enum": ["a", 1]},
        "enum-value-added",
        WIDER,
        "enum-value-removed",
        NARROWER,
    ),
    "extensible enum value": Family(
        {"x-extensible-enum": ["a"]},
        {"x-extensible-enum": ["a", "b"]},
        *("x-extensible-enum-value-added", NOTED, "x-extensible-enum-value-removed", NARROWER),
    ),
    "const": changing("const", {"const": 1}, {"const": "1"}),
    "new const": coming("const", {"const": 1}),
    "default": changing("default-value", {"default": 1}, {"default": 2}, NOTED),
    "new default": Family(
        {}, {"default": 1}, "default-value-added", NOTED, "default-value-removed", NOTED
    ),
    **{keyword: bound(keyword, name, WIDER, NARROWER) for keyword, name in UPPER_BOUNDS.items()},
    **{keyword: bound(keyword, name, NARROWER, WIDER) for keyword, name in LOWER_BOUNDS.items()},
    **{
        f"new {keyword}": set_(keyword, name)
        for keyword, name in {**UPPER_BOUNDS, **LOWER_BOUNDS}.items()
    },
    "exclusive bound of 3.0": Family(
        {"minimum": 3, "exclusiveMinimum": True},
        {"exclusiveMinimum": 7},
        *("exclusive-min-increased", NARROWER, "exclusive-min-decreased", WIDER),
    ),
    "pattern": changing("pattern", {"pattern": "a+"}, {"pattern": "b+"}, UNCLEAR),
    "new pattern": Family(
        {}, {"pattern": "a"}, "pattern-added", NARROWER, "pattern-removed", WIDER
    ),
    "multipleOf": changing("multiple-of", {"multipleOf": 4}, {"multipleOf": 6}),
    "wider multipleOf": Family(
        {"multipleOf": 0.2},
        {"multipleOf": 0.1},
        *("multiple-of-generalized", WIDER, "multiple-of-specialized", NARROWER),
    ),
    "new multipleOf": set_("multipleOf", "multiple-of"),
    "uniqueItems": Family(
        LIST,
        {**LIST, "uniqueItems": True},
        *("unique-items-set", NARROWER, "unique-items-unset", WIDER),
    ),
    **{
        f"new {keyword}": coming(name, {keyword: TEXT})
        for keyword, name in SUB_SCHEMAS.items()
        if keyword not in (*WITHOUT_LIMITS, *CONDITION)
    },
    **{
        f"a lone {keyword}": Family(
            {}, {keyword: TEXT}, f"{keyword}-added", NOTED, f"{keyword}-removed", NOTED
        )
        for keyword in CONDITION
    },
    **{
        f"new {keyword}": coming(keyword, {keyword: TEXT}, {"if": DOG, other: OBJECT})
        for keyword, other in (("then", "else"), ("else", "then"))
    },
    "if": changing("if", {"if": DOG, "then": TEXT}, {"if": CAT, "then": TEXT}),
    "not": changing("not", {"not": DOG}, {"not": CAT}),
    "prefixItems": Family(
        {"prefixItems": [TEXT], "items": WHOLE},
        {"prefixItems": [TEXT, WHOLE], "items": WHOLE},
        *("prefix-items-added", NOTED, "prefix-items-removed", NOTED),
    ),
    "patternProperties": coming("pattern-property", {"patternProperties": {"^x": TEXT}}),
    "dependentSchemas": coming("dependent-schema", {"dependentSchemas": {"x": DOG}}),
    "dependentRequired": changing(
        "dependent-required",
        {"dependentRequired": {"a": ["b"]}},
        {"dependentRequired": {"a": ["c"]}},
    ),
    "new dependentRequired": coming("dependent-required", {"dependentRequired": {"a": ["b"]}}),
    "closed object": Family(
        OBJECT,
        {**OBJECT, "additionalProperties": False},
        *("additional-properties-narrowed", NOTED, "additional-properties-widened", NOTED),
    ),
    "typed map": Family(
        OBJECT,
        {**OBJECT, "additionalProperties": TEXT},
        *("additional-properties-narrowed", NOTED, "additional-properties-widened", NOTED),
    ),
    "map that is closed": Family(
        {**OBJECT, "additionalProperties": TEXT},
        {**OBJECT, "additionalProperties": False},
        *("additional-properties-narrowed", NARROWER, "additional-properties-widened", NOTED),
    ),
    "contentMediaType": changing("content-media-type", TEXT, {**TEXT, "contentMediaType": "a/b"}),
    "contentEncoding": changing("content-encoding", TEXT, {**TEXT, "contentEncoding": "base64"}),
    "allOf": Family(
        {"allOf": [DOG]},
        {"allOf": [DOG, OBJECT]},
        *("all-of-added", NOTED, "all-of-removed", NOTED),
    ),
    "allOf that notes": Family(
        {"allOf": [DOG]},
        {"allOf": [DOG, {"description": "A dog.", "deprecated": False}]},
        *("all-of-added-annotation-only", NOTED, "all-of-removed-annotation-only", NOTED),
    ),
    "oneOf": Family(
        {"oneOf": [DOG, CAT]},
        {"oneOf": [FISH, CAT, DOG]},
        *("one-of-added", WIDER, "one-of-removed", NARROWER),
    ),
    "anyOf": Family(
        {"anyOf": [DOG, CAT]},
        {"anyOf": [FISH, CAT, DOG]},
        *("any-of-added", WIDER, "any-of-removed", NARROWER),
    ),
    "alternatives of an object": Family(
        {"minProperties": 1},
        {"minProperties": 1, "anyOf": [DOG, CAT]},
        *("alternatives-added", NARROWER, "alternatives-removed", WIDER),
    ),
    "discriminator": Family(
        {},
        {"discriminator": {"propertyName": "a"}},
        *("discriminator-added", NOTED, "discriminator-removed", NOTED),
    ),
    "property of a discriminator": changing(
        "discriminator-property-name",
        {"discriminator": {"propertyName": "a"}},
        {"discriminator": {"propertyName": "b"}},
        NOTED,
    ),
    "new mapping": Family(
        {"discriminator": {"propertyName": "a"}},
        {"discriminator": {"propertyName": "a", "mapping": {"x": "X"}}},
        *OTHER_MAPPING,
    ),
    "mapping": changing(
        "discriminator-mapping",
        {"discriminator": {"propertyName": "a", "mapping": {"x": "X"}}},
        {"discriminator": {"propertyName": "a", "mapping": {"x": "Y"}}},
        NOTED,
    ),
    "deprecated": Family(
        TEXT, {**TEXT, "deprecated": True}, "deprecated", NOTED, "reactivated", NOTED
    ),
    "stability": Family(
        {"x-stability-level": "beta"},
        {"x-stability-level": "stable"},
        *("stability-increased", NOTED, "stability-decreased", BROKEN),
    ),
}
# Where oasdiff has another name for it.
SPELLED = {
    "response-body-became-enum": "response-mediatype-became-enum",
    "response-body-became-not-enum": "response-mediatype-became-not-enum",
    "response-body-enum-value-added": "response-mediatype-enum-value-added",
    "request-body-type-specialized": "request-body-type-changed",
    "request-property-type-specialized": "request-property-type-changed",
    "response-body-enum-value-removed": "response-mediatype-enum-value-removed",
}
PLACES = [
    ("request-body", 0, sending, lambda schema: schema),
    ("request-property", 0, sending, holding),
    ("response-body", 1, answering, lambda schema: schema),
    ("response-property", 1, answering, holding),
]

# For a client a parameter is more than its schema: the same change may weigh more or less there.
IN_PARAMETERS = {
    "default": changing("default-value", {"default": 1}, {"default": 2}, NOTED),
    "number as text": Family(WHOLE, TEXT, "type-generalized", WIDER, "type-changed", NARROWER),
    "list of the same": Family(
        TEXT, {"type": "array", "items": TEXT}, "type-generalized", WIDER, "type-changed", BROKEN
    ),
    "maxLength of elements": Family(
        {"type": "array", "items": {"maxLength": 3}},
        {"type": "array", "items": {"maxLength": 7}},
        *("max-length-increased", WIDER, "max-length-decreased", NARROWER),
    ),
    **{name: FAMILIES[name] for name in ("maximum", "enum", "enum value", "nullable", "pattern")},
}
IN_HEADERS = {
    **{name: FAMILIES[name] for name in ("wider type", "nullable", "type")},
    "number as text": Family(WHOLE, TEXT, "type-generalized", WIDER, "type-compatible", NOTED),
}


def told(changes: Changes) -> set[tuple[str, str]]:
    return {(finding.id, finding.level.name) for finding in changes.findings}


@pytest.mark.parametrize(("place", "side", "make", "schema"), PLACES)
@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_a_schema_changes_there_and_back(
    family: Family, place: str, side: int, make: Any, schema: Any
) -> None:
    one, other = make(schema(family.one)), make(schema(family.other))
    there, back = (f"{place}-{action}" for action in (family.there, family.back))
    expected_there = SPELLED.get(there, there), family.there_levels[side]
    expected_back = SPELLED.get(back, back), family.back_levels[side]
    assert told(diff(one, other)) == {expected_there}
    assert told(diff(other, one)) == {expected_back}
    assert diff(one, one).is_empty
    assert diff(other, other).is_empty


@pytest.mark.parametrize("family", IN_PARAMETERS.values(), ids=IN_PARAMETERS.keys())
def test_the_schema_of_a_parameter_changes_there_and_back(family: Family) -> None:
    one, other = taking(family.one), taking(family.other)
    there, back = f"request-parameter-{family.there}", f"request-parameter-{family.back}"
    assert told(diff(one, other)) == {(there, family.there_levels[0])}
    assert told(diff(other, one)) == {(back, family.back_levels[0])}


@pytest.mark.parametrize("family", IN_HEADERS.values(), ids=IN_HEADERS.keys())
def test_the_schema_of_a_response_header_changes_there_and_back(family: Family) -> None:
    one, other = with_header(family.one), with_header(family.other)
    assert told(diff(one, other)) == {(f"response-header-{family.there}", family.there_levels[1])}
    assert told(diff(other, one)) == {(f"response-header-{family.back}", family.back_levels[1])}


def with_header(schema: Any) -> Any:
    headers = {"X-Left": {"schema": schema}}
    return document({"responses": {"200": {"description": "OK", "headers": headers}}})

"""The keywords of schemas that few documents use, at random: for `random_schemas.Maker`."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.support.random_schemas import Maker

Schema = dict[str, Any]

_NAMES: Final = ("p", "q", "r")
#: Those that OpenAPI 3.0 does not have.
_OF_3_1: Final = frozenset(
    {
        *("const", "if", "then", "else", "prefixItems", "contains", "patternProperties"),
        *("propertyNames", "dependentRequired", "types"),
    }
)
_OF_TYPE: Final = {
    "object": (
        *("minProperties", "maxProperties", "required", "patternProperties", "propertyNames"),
        "dependentRequired",
    ),
    "array": ("prefixItems", "contains", "uniqueItems"),
    "string": ("types", "const", "enum"),
    "integer": ("types", "const", "enum", "multipleOf", "exclusiveMaximum"),
    "number": ("types", "multipleOf", "exclusiveMaximum", "exclusiveMinimum"),
}
_OF_ALL: Final = ("not", "if", "discriminator", "enum", "deprecated")


def enriched(maker: Maker, schema: Schema, depth: int) -> Schema:
    """The schema, now and then with a rare keyword more."""
    return added(maker, schema, depth) if maker.rarely(0.2) else schema


def changed(maker: Maker, schema: Schema) -> Schema:
    """The schema with a rare keyword added, taken away or made again."""
    there = sorted(schema.keys() & {*_OF_ALL, *(k for each in _OF_TYPE.values() for k in each)})
    if there and maker.rarely(0.5):
        gone = maker.chance.choice(there)
        gone_too = ("then", "else") if gone == "if" else ()
        return {k: v for k, v in schema.items() if k != gone and k not in gone_too}
    return added(maker, schema, 1)


def added(maker: Maker, schema: Schema, depth: int) -> Schema:
    """The schema with one more keyword that fits its type and the version of OpenAPI."""
    if "$ref" in schema and not maker.is_31:
        return schema  # there, what stands beside it is ignored
    kind = schema.get("type")
    fitting = [*_OF_ALL, *(_OF_TYPE.get(kind, ()) if isinstance(kind, str) else ())]
    fitting = [one for one in fitting if maker.is_31 or one not in _OF_3_1]
    keyword = maker.chance.choice(fitting)
    return {**schema, **_made(maker, keyword, schema, max(0, depth - 1))}


def _made(maker: Maker, keyword: str, schema: Schema, depth: int) -> Schema:
    chance = maker.chance
    kind = str(schema.get("type"))
    if keyword in ("not", "contains"):
        return {keyword: maker.scalar()}
    if keyword == "if":
        made: Schema = {"if": maker.scalar(), "then": maker.scalar()}
        return {**made, "else": maker.scalar()} if maker.rarely(0.5) else made
    if keyword == "types":
        others = [one for one in ("string", "integer", "boolean", "null") if one != kind]
        return {"type": [kind, *chance.sample(others, chance.randint(1, 2))]}
    if keyword == "prefixItems":
        return {keyword: [maker.schema(depth) for _ in range(chance.randint(1, 2))]}
    if keyword in ("patternProperties", "propertyNames", "dependentRequired", "required"):
        return {keyword: _about_names(chance, maker, keyword)}
    return {keyword: _value(chance, maker, keyword)}


def _about_names(chance: Random, maker: Maker, keyword: str) -> Any:
    if keyword == "patternProperties":
        return {f"^{chance.choice(_NAMES)}": maker.scalar()}
    if keyword == "propertyNames":
        return chance.choice(({"maxLength": 1}, {"enum": ["p", "q"]}, {"minLength": 1}))
    if keyword == "dependentRequired":
        one, other = chance.sample(_NAMES, 2)
        return {one: [other]}
    return chance.sample(_NAMES, chance.randint(1, 2))  # declared or not


def _value(chance: Random, maker: Maker, keyword: str) -> Any:
    if keyword == "discriminator":
        return {"propertyName": chance.choice(_NAMES)}
    if keyword == "enum":
        return [*chance.sample(["a", "bb", 1, 2], 2), *([None] if maker.rarely(0.4) else [])]
    if keyword == "const":
        return chance.choice(("a", 1, None))
    if keyword in ("exclusiveMaximum", "exclusiveMinimum"):
        return chance.randint(1, 3) if maker.is_31 else True
    if keyword in ("deprecated", "uniqueItems"):
        return True
    return chance.randint(1, 3)  # a number of properties, or a factor

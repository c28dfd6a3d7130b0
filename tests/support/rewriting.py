"""Writes a schema in another way that allows the same values."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

from tests.support.random_schemas import Path, Schema, get, paths, put

#: Keywords that may stand in a member of `allOf` as well as beside it.
_LOOSE: Final = (
    *("minLength", "maxLength", "pattern", "multipleOf", "minItems", "maxItems", "uniqueItems"),
    *("enum", "required", "not", "oneOf", "anyOf", "minProperties", "maxProperties", "items"),
)
#: What a keyword means that is not there.
_DEFAULTS: Final[dict[str, Any]] = {
    "minLength": 0,
    "minItems": 0,
    "uniqueItems": False,
    "additionalProperties": True,
    "required": [],
    "deprecated": False,
    "readOnly": False,
}
_PROSE: Final = {"description": "Other words.", "example": 1}

Components = dict[str, Schema]
_Rewrite = Callable[[Random, Schema, Components, bool], Schema | None]


def rewritten(
    chance: Random, schema: Schema, components: Components, *, is_31: bool
) -> tuple[Schema, Components]:
    """The same schema with one part of it written differently, and what it then refers to."""
    schema, components = copy.deepcopy((schema, components))
    path: Path = chance.choice(list(paths(schema)))
    node = get(schema, path)
    if not isinstance(node, dict):
        return schema, components
    rewrites = list(_REWRITES)
    chance.shuffle(rewrites)
    for rewrite in rewrites:
        made = rewrite(chance, copy.deepcopy(node), components, is_31)
        if made is not None:
            return put(schema, path, made), components
    return schema, components


def in_31(schema: Any) -> Any:
    """A schema of OpenAPI 3.0 as one of OpenAPI 3.1."""
    if isinstance(schema, list):
        return list(map(in_31, schema))
    if not isinstance(schema, dict):
        return schema
    made = {key: one if key in ("enum", "default") else in_31(one) for key, one in schema.items()}
    is_nullable = made.pop("nullable", False)
    if is_nullable and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if made.get(exclusive) is True:
            del made[exclusive]
            if bound in made:
                made[exclusive] = made.pop(bound)
        elif made.get(exclusive) is False:
            del made[exclusive]
    return made


def _wrapped(chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    return {chance.choice(("allOf", "anyOf", "oneOf")): [node]}


def _unwrapped(_chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    for keyword in ("allOf", "anyOf", "oneOf"):
        if node.keys() == {keyword} and len(node[keyword]) == 1:
            inner = node[keyword][0]
            return inner if isinstance(inner, dict) else None
    return None


def _extracted(chance: Random, node: Schema, every: Components, _is_31: bool) -> Schema | None:
    name = f"Own{chance.randrange(1_000_000)}"
    every[name] = node
    return {"$ref": f"#/components/schemas/{name}"}


def _inlined(_chance: Random, node: Schema, every: Components, _is_31: bool) -> Schema | None:
    if node.keys() != {"$ref"}:
        return None
    return copy.deepcopy(every[node["$ref"].rpartition("/")[2]])


def _reordered(chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    keywords = ("enum", "required", "type", "anyOf", "oneOf", "allOf")
    lists = [keyword for keyword in keywords if isinstance(node.get(keyword), list)]
    for keyword in lists:
        chance.shuffle(node[keyword])
    return node if lists else None


def _split(chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    loose = [keyword for keyword in _LOOSE if keyword in node]
    if not loose or "allOf" in node or "prefixItems" in node:
        return None
    keyword = chance.choice(loose)
    return {**node, "allOf": [{keyword: node.pop(keyword)}]}


def _with_default(chance: Random, node: Schema, _all: Components, is_31: bool) -> Schema | None:
    missing = [keyword for keyword in _DEFAULTS if keyword not in node]
    if not is_31 and "type" in node and "nullable" not in node and chance.random() < 0.3:
        return {**node, "nullable": False}
    if "$ref" in node or not missing:
        return None
    keyword = chance.choice(missing)
    return {**node, keyword: _DEFAULTS[keyword]}


def _null_apart(_chance: Random, node: Schema, _all: Components, is_31: bool) -> Schema | None:
    kinds = node.get("type")
    if not is_31 or not isinstance(kinds, list) or "null" not in kinds or len(kinds) < 2:
        return None
    if {"enum", "const", "not", "if", "allOf", "oneOf", "anyOf", "readOnly"} & node.keys():
        return None
    others = [one for one in kinds if one != "null"]
    kind = others[0] if len(others) == 1 else others
    return {"anyOf": [{**node, "type": kind}, {"type": "null"}]}


def _types_apart(_chance: Random, node: Schema, _all: Components, is_31: bool) -> Schema | None:
    kinds = node.get("type")
    if not is_31 or node.keys() != {"type"}:
        return None
    if not isinstance(kinds, list):
        return {"type": [kinds]}
    return {"anyOf": [{"type": kind} for kind in kinds]}


def _constant(_chance: Random, node: Schema, _all: Components, is_31: bool) -> Schema | None:
    if is_31 and "const" in node and "enum" not in node:
        return {**node, "enum": [node.pop("const")]}
    if is_31 and len(node.get("enum", ())) == 1 and "const" not in node:
        return {**node, "const": node.pop("enum")[0]}
    return None


def _whole_bound(_chance: Random, node: Schema, _all: Components, is_31: bool) -> Schema | None:
    """Integers above 0 are those from 1."""
    if node.get("type") != "integer" or "exclusiveMinimum" in node:
        return None
    if isinstance(node.get("minimum"), int) and not isinstance(node["minimum"], bool):
        bound = node.pop("minimum") - 1
        return {**node, **({"exclusiveMinimum": bound} if is_31 else _exclusive(bound))}
    return None


def _exclusive(bound: int) -> Schema:
    return {"minimum": bound, "exclusiveMinimum": True}


def _twice(chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    for keyword in ("anyOf", "oneOf", "allOf"):
        if keyword in node:
            return {**node, keyword: [*node[keyword], copy.deepcopy(chance.choice(node[keyword]))]}
    return None


def _nested(_chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    for keyword in ("anyOf", "oneOf"):
        if len(node.get(keyword, ())) > 1:
            first, *others = node[keyword]
            return {**node, keyword: [first, {keyword: others}]}
    return None


def _reworded(chance: Random, node: Schema, _all: Components, _is_31: bool) -> Schema | None:
    keyword = chance.choice(sorted(_PROSE))
    return {**node, keyword: _PROSE[keyword]}


_REWRITES: Final[tuple[_Rewrite, ...]] = (
    *(_wrapped, _unwrapped, _extracted, _inlined, _reordered, _split, _with_default, _null_apart),
    *(_types_apart, _constant, _whole_bound, _twice, _nested, _reworded),
)


def steps(
    chance: Random, schema: Schema, components: Components, *, is_31: bool
) -> Iterator[tuple[Schema, Components]]:
    """The schema, rewritten once more each time."""
    while True:
        schema, components = rewritten(chance, schema, components, is_31=is_31)
        yield schema, components

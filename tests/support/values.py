"""What breaks, found out by trying values: small schemas, and all small values that matter.

What is sent breaks when a value that the old document allows, made of properties that it declares,
is not allowed by the new one. What is received breaks when a value that the new document allows is
not allowed by the old one, properties that the old one does not declare left out. `oneOf` is read
as `anyOf`; what is readOnly is not sent, what is writeOnly is not received.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator

JSON = Any

_HIDDEN: Final = {"sent": "readOnly", "received": "writeOnly"}
#: The properties that are not sent, or not received: whatever they hold is accepted, none is tried.
_HIDES: Final = "x-hidden"
_EXCLUSIVE: Final = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_OF_3_0: Final = ("nullable", "readOnly", "writeOnly", *_EXCLUSIVE.values())
_TEXTS: Final = ("", "a", "bb", "ccc", "dddd", "1", "2020-01-01")
_NUMBERS: Final = (0, 1, 2, 3, 4, 5, 6, -1, -2, -3, -4, 8, 12, 0.5, 1.5, 2.5)
#: Which hold one schema, as they are in JSON Schema.
_SCHEMA_KEYWORDS: Final = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
)
_SCHEMA_MAPS: Final = ("patternProperties", "dependentSchemas")
_MAX_REFERENCES: Final = 4
#: How many objects and lists are within each other in a value.
_DEPTH: Final = 3
#: How many allowed values of a property are tried, and how many refused ones.
_MANY: Final = 150
_FEW: Final = 10
#: The name of a property that only `additionalProperties` speaks of, and how many there may be.
_OTHER: Final = "zz"
_MOST_OTHERS: Final = 12
#: How many elements an array has at most to see whether `maxItems` counts.
_MOST_ELEMENTS: Final = 300
_SIMPLE: Final = (None, True, False, *_NUMBERS, *_TEXTS)


def is_sent_broken(
    old: JSON, new: JSON, components: tuple[JSON, JSON] = ({}, {}), *, depth: int = _DEPTH
) -> bool:
    """Whether a value that could be sent is refused now; they are `depth` deep at most."""
    before, after = (
        as_json_schema(s, c, "sent") for s, c in zip((old, new), components, strict=True)
    )
    allows, still_allows = _validator(_declaring(before)), _validator(after)
    tried = values(before, after, declared=before, depth=depth)
    return any(allows(v) and not still_allows(v) for v in tried)


def is_received_broken(
    old: JSON, new: JSON, components: tuple[JSON, JSON] = ({}, {}), *, depth: int = _DEPTH
) -> bool:
    """Whether a value can come that was not announced; they are `depth` deep at most."""
    before, after = (
        as_json_schema(s, c, "received") for s, c in zip((old, new), components, strict=True)
    )
    allows, announced = _validator(_declaring(after)), _validator(before)
    # What is left out may be all that told two elements from each other.
    announced_of_less = _validator(_without_unique_items(before))
    return any(
        allows(v) and not (announced if less == v else announced_of_less)(less)
        for v in values(after, before, declared=after, depth=depth)
        for less in (_declared_only(v, before),)
    )


def _without_unique_items(schema: JSON) -> JSON:
    if isinstance(schema, list):
        return list(map(_without_unique_items, schema))
    if not isinstance(schema, dict):
        return schema
    return {k: _without_unique_items(v) for k, v in schema.items() if k != "uniqueItems"}


def has_values(schema: JSON, components: JSON) -> bool:
    """Whether the schema, and each one inside it, allows any value that we would try."""
    return all(
        any(map(_validator(inner), values(inner, depth=2)))
        for direction in _HIDDEN
        for inner in _all(as_json_schema(schema, components, direction))
    )


def counts_distinct_elements(schema: JSON, components: JSON) -> bool:
    """Whether elements that must differ are of so few values that this limits their number."""
    whole = as_json_schema(schema, components, "sent")
    return any(node.get("uniqueItems") for inner in _all(whole) for node in _conjuncts(inner))


def _all(schema: JSON) -> Iterator[JSON]:
    for node in _conjuncts(schema):
        yield node
        for keyword in ("items", "additionalProperties", "contains"):
            yield from _all(node.get(keyword))
        for one in node.get("prefixItems", ()):
            yield from _all(one)
        for inner in node.get("properties", {}).values():
            yield from _all(inner)


def as_json_schema(schema: JSON, components: JSON, direction: str, depth: int = 0) -> JSON:
    """A schema of OpenAPI 3.0 or 3.1 as JSON Schema, with references followed.

    Those that lead back to themselves are followed deeper than any value is that we try.
    """
    if isinstance(schema, bool):
        return schema

    def inner(one: JSON, more: int = 0) -> JSON:
        return as_json_schema(one, components, direction, depth + more)

    made: dict[str, JSON] = {"allOf": []}
    if "$ref" in schema and depth < _MAX_REFERENCES:
        made["allOf"].append(inner(components[schema["$ref"].rpartition("/")[2]], 1))
    for keyword in {"oneOf", "anyOf"} & schema.keys():
        made["allOf"].append({"anyOf": list(map(inner, schema[keyword]))})
    made["allOf"].extend(map(inner, schema.get("allOf", ())))
    properties = schema.get("properties", {})
    hidden = {name for name, one in properties.items() if _is_hidden(one, components, direction)}
    kept = (
        keyword
        for keyword in schema.keys() - {"$ref", "oneOf", "anyOf", "allOf", *_OF_3_0}
        if not isinstance(schema.get(_exclusive(keyword)), bool)
    )
    made |= {keyword: _kept(keyword, schema[keyword], inner, hidden) for keyword in sorted(kept)}
    made |= {_HIDES: sorted(hidden)} if hidden else {}
    made |= {k: schema[v] for v, k in _EXCLUSIVE.items() if schema.get(k) is True and v in schema}
    made |= {k: schema[k] for k in _EXCLUSIVE.values() if _is_number(schema.get(k))}
    if schema.get("nullable") is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made if made["allOf"] else {k: v for k, v in made.items() if k != "allOf"}


def _kept(keyword: str, value: JSON, inner: Callable[[JSON], JSON], hidden: set[str]) -> JSON:
    if keyword == "properties":
        return {name: name in hidden or inner(one) for name, one in value.items()}
    if keyword == "required":
        return [name for name in value if name not in hidden]
    if keyword in _SCHEMA_KEYWORDS:
        return inner(value)
    if keyword == "prefixItems":
        return list(map(inner, value))
    if keyword in _SCHEMA_MAPS:
        return {name: inner(one) for name, one in value.items()}
    return value


def _declaring(schema: JSON) -> JSON:
    """The schema, which then allows no property that it does not declare where it allows it."""
    if isinstance(schema, bool):
        return schema
    return {"allOf": [_named(schema)], "unevaluatedProperties": False}


def _named(schema: JSON) -> JSON:
    if isinstance(schema, bool):
        return schema
    made = {k: v for k, v in schema.items() if k != "additionalProperties" or v not in (True, {})}
    properties = {
        name: _declaring(inner)
        for name, inner in schema.get("properties", {}).items()
        if name not in schema.get(_HIDES, ())
    }
    # A name that is only listed as required is like any other; it is declared by that.
    is_open = "additionalProperties" not in made
    listed = dict.fromkeys(schema.get("required", ()), True) if is_open else {}
    # So is one that another one demands.
    for name, others in schema.get("dependentRequired", {}).items():
        listed |= dict.fromkeys((name, *others), True) if is_open else {}
    listed |= dict.fromkeys(schema.get("dependentSchemas", {}), True) if is_open else {}
    made["properties"] = {**listed, **properties}
    for keyword in ("allOf", "anyOf"):
        if keyword in made:
            made[keyword] = list(map(_named, made[keyword]))
    for keyword in ("items", "additionalProperties"):
        if keyword in made:
            made[keyword] = _declaring(made[keyword])
    for keyword in ("then", "else"):
        if keyword in made:
            made[keyword] = _named(made[keyword])
    if "prefixItems" in made:
        made["prefixItems"] = list(map(_declaring, made["prefixItems"]))
    if "patternProperties" in made:
        made["patternProperties"] = {
            pattern: _declaring(one) for pattern, one in made["patternProperties"].items()
        }
    return made


def values(*schemas: JSON, declared: JSON = None, depth: int = _DEPTH) -> Iterable[JSON]:
    """Small values near everything that the schemas say; objects with declared properties only."""
    found = {json.dumps(one): one for one in itertools.islice(_values(schemas, depth), 10_000)}
    if declared is not None:
        found = {
            json.dumps(one): one for one in (_declared_only(v, declared) for v in found.values())
        }
    return list(found.values())


def _values(schemas: Iterable[JSON], depth: int) -> Iterator[JSON]:
    nodes = [node for schema in schemas for node in _conjuncts(schema)]
    yield from _SIMPLE
    for node in nodes:
        yield from node.get("enum", ())
        if "const" in node:
            yield node["const"]
        for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
            if isinstance(node.get(keyword), int | float):
                yield from (node[keyword] + delta for delta in (-1, -0.5, 0, 0.5, 1))
        for keyword in ("minLength", "maxLength"):
            if keyword in node:
                sizes = [max(0, node[keyword] + delta) for delta in (-1, 0, 1)]
                yield from (letter * size for size in sizes for letter in "xa1")
    if not depth:
        return
    yield from _arrays(nodes, depth)
    yield from _objects(nodes, depth)


def _arrays(nodes: list[dict[str, JSON]], depth: int) -> Iterator[JSON]:
    keywords = ("items", "contains")
    items = [node[k] for node in nodes for k in keywords if isinstance(node.get(k), dict)]
    items += [one for node in nodes for one in node.get("prefixItems", ()) if one is not False]
    validators = list(map(_validator, items))
    elements = list(_SIMPLE[:6])
    if items:
        made = itertools.islice(_values(items, depth - 1), 2_000)
        elements += [one for one in _distinct(made) if any(valid(one) for valid in validators)]
    yield []
    good = [one for one in elements if all(valid(one) for valid in validators)] or elements
    for element in good[:40]:
        yield [element, element]
    # For each schema of elements, also those that it alone allows.
    for number, valid in enumerate(validators):
        others = [*validators[:number], *validators[number + 1 :]]
        own = [e for e in elements if valid(e) and not all(other(e) for other in others)]
        for size in (1, 2, 3, 4, 5) if own else ():
            yield [*itertools.islice(itertools.cycle(own), size)]
            yield [own[-1]] * size
    sizes = {1, *(n["minItems"] for n in nodes if "minItems" in n)} - {0}
    for size in sorted(sizes):
        for element in elements:
            yield [element, *itertools.islice(itertools.cycle(good or [1]), size - 1)]
    most = {n["maxItems"] + more for n in nodes if "maxItems" in n for more in (0, 1)}
    for size in sorted({2, 3, 4, 5} | {size for size in most if size <= _MOST_ELEMENTS}):
        yield [*itertools.islice(itertools.cycle(good), size)]
        yield [*itertools.islice(itertools.cycle(reversed(good)), size)]
        yield [1] * size
        yield ["a"] * size


def _property_schemas(nodes: list[dict[str, JSON]]) -> dict[str, list[JSON]]:
    """The schemas of each property that any of them names, and of one that none does."""
    properties: dict[str, list[JSON]] = {}
    for node in nodes:
        for name, schema in node.get("properties", {}).items():
            properties.setdefault(name, []).append(schema)
        for name in node.get("required", ()):
            properties.setdefault(name, [])
        for name, others in node.get("dependentRequired", {}).items():
            for one in (name, *others):
                properties.setdefault(one, [])
        for name in node.get("dependentSchemas", {}):
            properties.setdefault(name, [])
        for pattern, schema in node.get("patternProperties", {}).items():
            properties.setdefault(f"{pattern[1:]}x", []).append(schema)
        if isinstance(node.get("additionalProperties"), dict):
            properties.setdefault(_OTHER, []).append(node["additionalProperties"])
    for node in nodes:
        if isinstance(others := node.get("additionalProperties"), dict):
            for name in properties.keys() - node.get("properties", {}).keys() - {_OTHER}:
                properties[name].append(others)
    return properties


def _objects(nodes: list[dict[str, JSON]], depth: int) -> Iterator[JSON]:
    properties = _property_schemas(nodes)
    yield {}
    choices = {
        name: _sifted(properties[name], itertools.islice(_values(inner, depth - 1), 1_000))
        for name, inner in properties.items()
    }
    likely = {name: _likely(properties[name], choices[name]) for name in properties}
    names = sorted(properties)
    limits = [node[k] for node in nodes for k in ("minProperties", "maxProperties") if k in node]
    if limits and _OTHER in likely:
        yield from _filled(nodes, likely, max(map(int, limits)) + 1)
    goods = itertools.islice(itertools.product(*(likely[name] for name in names)), 12)
    for combined in goods:
        yield from _some_of(names, dict(zip(names, combined, strict=True)), choices)


def _filled(
    nodes: list[dict[str, JSON]], likely: dict[str, list[JSON]], most: int
) -> Iterator[JSON]:
    """Objects with what is required and so many of the others that limits of their number count."""
    required = {name for node in nodes for name in node.get("required", ())}
    for named in (required, {*likely} - {_OTHER}, set[str]()):
        for other in likely[_OTHER]:
            for count in range(1, min(most, _MOST_OTHERS) + 1):
                others = {f"{_OTHER}{number}": other for number in range(count)}
                yield {**{name: likely[name][0] for name in sorted(named)}, **others}


def _some_of(
    names: list[str], good: dict[str, JSON], choices: dict[str, list[JSON]]
) -> Iterator[JSON]:
    """Objects with any of the properties, all but one of which have a good value."""
    for size in range(len(names) + 1):
        for subset in itertools.combinations(names, size):
            yield {name: good[name] for name in subset}
            for name in subset:
                for choice in choices[name]:
                    yield {**{other: good[other] for other in subset}, name: choice}


def _sifted(schemas: list[JSON], some: Iterable[JSON]) -> list[JSON]:
    """The values that any of the schemas allows, and a few that none does."""
    validators = [_validator(schema) for schema in schemas]
    distinct = _distinct(some)
    allowed = [one for one in distinct if any(valid(one) for valid in validators)]
    refused = [one for one in distinct if not any(valid(one) for valid in validators)]
    return [*allowed[:_MANY], *refused[:_FEW]] if schemas else distinct[:_MANY]


def _distinct(some: Iterable[JSON]) -> list[JSON]:
    return list({json.dumps(one): one for one in some}.values())


def _likely(schemas: list[JSON], choices: list[JSON]) -> list[JSON]:
    """A value that the most schemas allow, then one for each schema that the others refuse."""
    validators = [_validator(schema) for schema in schemas]
    verdicts = {json.dumps(one): [valid(one) for valid in validators] for one in choices}
    found = [max(choices, key=lambda one: sum(verdicts[json.dumps(one)]), default=None)]
    for number in range(len(validators)):
        own = (
            one
            for one in choices
            for verdict in (verdicts[json.dumps(one)],)
            if verdict[number] and not all(verdict)
        )
        found += itertools.islice(own, 1)
    return _distinct(found)


def _conjuncts(schema: JSON) -> Iterator[dict[str, JSON]]:
    if not isinstance(schema, dict):
        return
    yield schema
    for keyword in ("allOf", "anyOf"):
        for inner in schema.get(keyword, ()):
            yield from _conjuncts(inner)
    for keyword in ("not", "if", "then", "else"):
        if isinstance(schema.get(keyword), dict):
            yield from _conjuncts(schema[keyword])
    for inner in schema.get("dependentSchemas", {}).values():
        yield from _conjuncts(inner)


def _only_named(node: dict[str, JSON]) -> Iterator[str]:
    """The properties that are declared by being required, now and then, or by what they demand."""
    yield from node.get("required", ())
    yield from node.get("dependentSchemas", ())
    for name, dependent in node.get("dependentRequired", {}).items():
        yield from (name, *dependent)


def _declared_only(value: JSON, schema: JSON) -> JSON:
    """The value without properties that the schema declares nowhere."""
    nodes = list(_conjuncts(schema))
    if isinstance(value, list):
        items = {"allOf": [n["items"] for n in nodes if isinstance(n.get("items"), dict)]}
        return [_declared_only(one, items) for one in value]
    if not isinstance(value, dict):
        return value
    declared: dict[str, list[JSON]] = {}
    hidden = {name for node in nodes for name in node.get(_HIDES, ())}
    others = [
        n["additionalProperties"] for n in nodes if isinstance(n.get("additionalProperties"), dict)
    ]
    for node in nodes:
        for name, inner in node.get("properties", {}).items():
            if name not in node.get(_HIDES, ()):
                declared.setdefault(name, []).append(inner)
        for name in _only_named(node):
            declared.setdefault(name, [])
        for pattern, inner in node.get("patternProperties", {}).items():
            for name in value:
                if re.search(pattern, name):
                    declared.setdefault(name, []).append(inner)
    return {
        name: _declared_only(one, {"allOf": declared.get(name, others)})
        for name, one in value.items()
        if name in declared or (others and name not in hidden)
    }


def _is_hidden(schema: JSON, components: Mapping[str, JSON], direction: str) -> bool:
    if isinstance(schema, bool):
        return False
    if "$ref" in schema and _is_hidden(
        components[schema["$ref"].rpartition("/")[2]], components, direction
    ):
        return True
    alternatives = [one for keyword in ("oneOf", "anyOf") for one in schema.get(keyword, ())]
    members = [*schema.get("allOf", ()), *(alternatives if len(alternatives) == 1 else ())]
    return schema.get(_HIDDEN[direction]) is True or any(
        _is_hidden(one, components, direction) for one in members
    )


def _exclusive(keyword: str) -> str:
    return _EXCLUSIVE.get(keyword, "")


def _is_number(value: JSON) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _validator(schema: JSON) -> Callable[[JSON], bool]:
    is_valid: Callable[[JSON], bool] = Draft202012Validator(schema).is_valid
    return is_valid

"""Random small schemas of OpenAPI 3.0 and 3.1, and random changes of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from tests.support import rare_keywords as rare

Schema = dict[str, Any]
Path = tuple[str | int, ...]

_COMPOSED = ("oneOf", "anyOf", "allOf")
# One that restricts, so that none is ever replaced by another (which is wider, nobody can tell),
# and it takes texts of any length: what a pattern says of lengths is not looked into.
_PATTERNS = ("^[a-c]*$", ".*")
# The limits of each type, and up to which number.
_LIMITS = {
    "string": ("minLength", "maxLength"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}


class Maker:
    """Makes schemas; `is_31` decides in which spelling, `names` are those that `$ref` may use."""

    def __init__(
        self, chance: Random, *, is_31: bool, names: Sequence[str] = (), is_rich: bool = False
    ) -> None:
        self.chance = chance
        self.is_31 = is_31
        self.names = names
        self.is_rich = is_rich

    def schema(self, depth: int = 2) -> Schema:
        """A schema with others inside, `depth` levels deep at most."""
        made = self._schema(depth)
        return rare.enriched(self, made, depth) if self.is_rich else made

    def _schema(self, depth: int) -> Schema:
        draw = self.chance.random()
        if not depth or draw < 0.3:
            return self.scalar()
        if draw < 0.5:
            return self._object(depth)
        if draw < 0.62:
            return self._array(depth)
        if draw < 0.8:
            count = self.chance.randint(1, 3)
            keyword = self.chance.choice(("oneOf", "anyOf"))
            return {keyword: [self.schema(depth - 1) for _ in range(count)]}
        if draw < 0.92:
            count = self.chance.randint(1, 2)
            made: Schema = {"allOf": [self.schema(depth - 1) for _ in range(count)]}
            return {**made, "nullable": True} if self.rarely(0.2) and not self.is_31 else made
        if self.names:
            return {"$ref": f"#/components/schemas/{self.chance.choice(self.names)}"}
        return self.scalar()

    def scalar(self) -> Schema:
        """A schema without others inside."""
        chance = self.chance
        kind = chance.choice(
            ("string", "string", "integer", "integer", "number", "boolean", "", "enum")
        )
        made: Schema = {"type": kind} if kind not in ("", "enum") else {}
        if kind == "string":
            self._limit(made)
            self._maybe(made, 0.1, "pattern", chance.choice(_PATTERNS))
            self._maybe(made, 0.2, "enum", chance.sample(["a", "bb", "ccc", "1"], 2))
        elif kind in ("integer", "number"):
            self._limit(made)
            if kind == "integer":
                self._maybe(made, 0.1, "multipleOf", chance.choice((1, 2)))
                self._maybe(made, 0.1, "enum", chance.sample([1, 2, 3], 2))
            if "minimum" in made and self.rarely(0.3):
                made["exclusiveMinimum"] = made.pop("minimum") if self.is_31 else True
        elif kind == "enum":
            made["enum"] = chance.sample(["a", "bb", 1, 2, True], chance.randint(1, 3))
        if self.is_31 and self.rarely(0.1):
            made = {"const": chance.choice(("a", 1))}
        if "type" in made and self.rarely(0.2):
            self._add_null(made)
        self._maybe(made, 0.06, "default", "a")
        return made

    def changed(self, schema: Schema) -> Schema:
        """The same with one change somewhere in it."""
        chance = self.chance
        schema = copy.deepcopy(schema)
        path = chance.choice(list(paths(schema)))
        node = get(schema, path)
        draw = chance.random()
        if not isinstance(node, dict):
            return schema
        if self.is_rich and chance.random() < 0.4:
            return put(schema, path, rare.changed(self, node))
        if draw < 0.2:
            return put(schema, path, self.schema(1))
        if draw < 0.3:
            more = [self.scalar()] if self.rarely(0.6) else []
            return put(schema, path, {chance.choice(_COMPOSED): [node, *more]})
        self._change(node, path, draw)
        return schema

    def _change(self, node: Schema, path: Path, draw: float) -> None:
        chance = self.chance
        composed = next((keyword for keyword in _COMPOSED if keyword in node), None)
        if composed and draw < 0.42:
            self._change_members(node, composed)
        elif "properties" in node and draw < 0.6:
            self._change_properties(node)
        elif draw < 0.72 and isinstance(node.get("type"), str) and node["type"] in _LIMITS:
            self._limit(node, probability=0.8)
        elif draw < 0.82 and len(node) > 1:
            node.pop(chance.choice(sorted(node)))
        elif draw < 0.93 and "$ref" in node and not self.is_31:
            pass  # what stands beside it is ignored
        elif draw < 0.88 and path[-2:-1] == ("properties",) and not {*_COMPOSED} & {*path}:
            node[chance.choice(("readOnly", "writeOnly"))] = True
        elif draw < 0.93:
            self._add_null(node)
        else:
            node.clear()
            node.update(self.scalar())

    def _change_members(self, node: Schema, keyword: str) -> None:
        members = node[keyword]
        draw = self.chance.random()
        if keyword == "oneOf" and draw < 0.2:
            node["anyOf"] = node.pop("oneOf")
        elif draw < 0.5 and len(members) > 1:
            members.pop(self.chance.randrange(len(members)))
        elif draw < 0.8:
            members.append(self.scalar())
        else:
            self.chance.shuffle(members)

    def _change_properties(self, node: Schema) -> None:
        chance = self.chance
        properties = node["properties"]
        names = sorted(properties)
        draw = chance.random()
        if draw < 0.3:
            node["required"] = chance.sample(names, chance.randint(0, len(names)))
        elif draw < 0.5 and names:
            properties.pop(chance.choice(names))
            node["required"] = [name for name in node.get("required", ()) if name in properties]
            if not properties:  # one of free form, of which fewer properties are told to break
                node.pop("maxProperties", None)
        elif draw < 0.8:
            properties["s"] = self.scalar()
            node["required"] = [*node.get("required", ()), *(["s"] if self.rarely(0.3) else [])]
        else:
            node["additionalProperties"] = chance.choice((True, False, self.scalar()))
        if not node.get("required", True):
            del node["required"]

    def _object(self, depth: int) -> Schema:
        chance = self.chance
        names = chance.sample(["p", "q", "r"], chance.randint(1, 2))
        made: Schema = {
            "type": "object",
            "properties": {name: self.schema(depth - 1) for name in names},
        }
        self._maybe(made, 0.5, "required", chance.sample(names, 1))
        others = chance.choice((False, True, self.scalar()))
        self._maybe(made, 0.15, "additionalProperties", others)
        self._limit(made, probability=0.1)
        if self.rarely(0.1):
            self._add_null(made)
        return made

    def _array(self, depth: int) -> Schema:
        made: Schema = {"type": "array", "items": self.schema(depth - 1)}
        self._limit(made)
        self._maybe(made, 0.1, "uniqueItems", True)
        return made

    def _limit(self, node: Schema, probability: float = 0.3) -> None:
        lower, upper = _LIMITS[node["type"]]
        node.pop(f"exclusive{lower.capitalize()}", None)
        self._maybe(node, probability, lower, self.chance.randint(0, 2))
        self._maybe(node, probability, upper, self.chance.randint(2, 4))

    def _add_null(self, node: Schema) -> None:
        if not self.is_31:
            node["nullable"] = not node.get("nullable", False)
        elif isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]

    def _maybe(self, made: Schema, probability: float, keyword: str, value: Any) -> None:
        if self.rarely(probability):
            made[keyword] = value

    def rarely(self, probability: float) -> bool:
        return self.chance.random() < probability


def paths(schema: Any, path: Path = ()) -> Iterator[Path]:
    """The ways to all schemas in one, and to itself."""
    yield path
    for keyword, value in schema.items() if isinstance(schema, dict) else ():
        if keyword == "properties":
            for name in value:
                yield from paths(value[name], (*path, keyword, name))
        elif keyword in ("items", "additionalProperties") and isinstance(value, dict):
            yield from paths(value, (*path, keyword))
        elif keyword in _COMPOSED:
            for number, member in enumerate(value):
                yield from paths(member, (*path, keyword, number))


def get(schema: Any, path: Path) -> Any:
    """What a way leads to."""
    for key in path:
        schema = schema[key]
    return schema


def put(schema: Schema, path: Path, value: Schema) -> Schema:
    """The schema, changed, with another one at the end of a way."""
    if not path:
        return value
    get(schema, path[:-1])[path[-1]] = value
    return schema

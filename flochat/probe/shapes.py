"""The shape of an answer: types, keys and counts. No value of an answer is kept."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from attrs import define, field

from .._values.json_type import JSON
from .contract_schemas import Schema, Schemas

#: What stands for a key, and for a value, that the documents do not know.
KEY: Final = "<key>"
OTHER: Final = "<other>"
#: What is deeper than this, or comes after so many values, is not looked at.
MAX_DEPTH: Final = 24
MAX_VALUES: Final = 200_000
#: How the forms of texts are told; the first that fits. What fits none is "text".
_FORMS: Final = (
    ("empty", re.compile(r"\s*")),
    ("digits", re.compile(r"[0-9]+", re.ASCII)),
    ("number", re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)),
    ("date", re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)),
    ("time", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII)),
    (
        "time with zone",
        re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)", re.ASCII),
    ),
)
#: A longer text is a text, whatever it looks like.
_LONGEST_FORM: Final = 64


@define
class Shape:
    """What was seen at one place of an answer.

    `seen` is how many values, `types` how many of each JSON type, `forms` how many texts of each
    form. `values` counts the values of a declared enum, with "<other>" for those that it lacks.
    `properties` has the known keys, `others` what was under the keys that nothing knows.
    """

    seen: int = 0
    types: Counter[str] = field(factory=Counter)
    forms: Counter[str] = field(factory=Counter)
    values: Counter[str] = field(factory=Counter)
    properties: dict[str, Shape] = field(factory=dict)
    others: Shape | None = None
    items: Shape | None = None
    #: The fewest and the most items of an array.
    fewest: int | None = None
    most: int | None = None
    #: Whether a part was not looked at: it was too deep, or too much.
    is_cut: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape in the form of the report."""
        content: dict[str, Any] = {"seen": self.seen, "types": dict(sorted(self.types.items()))}
        for name, counts in (("forms", self.forms), ("values", self.values)):
            if counts:
                content[name] = dict(sorted(counts.items()))
        if self.most is not None:
            content["items"] = {"fewest": self.fewest, "most": self.most}
            if self.items:
                content["items"] |= self.items.as_json()
        properties = {key: shape.as_json() for key, shape in sorted(self.properties.items())}
        if self.others:
            properties[KEY] = self.others.as_json()
        if properties:
            content["properties"] = properties
        if self.is_cut:
            content["cut"] = True
        return content


class Observer:
    """Adds answers to shapes; it keeps to a number of values for each answer."""

    def __init__(self, schemas: Schemas, known: frozenset[str]) -> None:
        self._schemas = schemas
        self._known = known
        self._left = MAX_VALUES

    def observe(self, shape: Shape, value: JSON, schema: Schema) -> None:
        """Add an answer to a shape; `schema` is what the contract says of it, {} for nothing."""
        self._left = MAX_VALUES
        self._add(shape, value, schema, 0)

    def _add(self, shape: Shape, value: JSON, schema: Schema, depth: int) -> None:
        if self._left <= 0 or depth > MAX_DEPTH:
            shape.is_cut = True
            return
        self._left -= 1
        schema = self._schemas.resolve(schema)
        shape.seen += 1
        shape.types[type_of(value)] += 1
        if isinstance(value, dict):
            self._add_object(shape, value, schema, depth)
        elif isinstance(value, list):
            self._add_array(shape, value, schema, depth)
        elif value is not None and "enum" in schema:
            shape.values[_declared(value, schema["enum"])] += 1
        elif isinstance(value, str):
            shape.forms[form_of(value)] += 1

    def _add_object(self, shape: Shape, value: dict[str, Any], schema: Schema, depth: int) -> None:
        declared = schema.get("properties") or {}
        for key, inner in value.items():
            if self._left <= 0:
                shape.is_cut = True
                return
            if key in declared or (key in self._known and not _is_map(value, schema, self._known)):
                place = shape.properties.setdefault(key, Shape())
            else:
                place = shape.others = shape.others or Shape()
            self._add(place, inner, declared.get(key, {}), depth + 1)

    def _add_array(self, shape: Shape, value: list[Any], schema: Schema, depth: int) -> None:
        length = len(value)
        shape.fewest = length if shape.fewest is None else min(shape.fewest, length)
        shape.most = length if shape.most is None else max(shape.most, length)
        if value:
            shape.items = shape.items or Shape()
        for inner in value:
            if self._left <= 0:
                shape.is_cut = True
                return
            assert shape.items is not None
            self._add(shape.items, inner, schema.get("items") or {}, depth + 1)


def type_of(value: JSON) -> str:
    """The JSON type of a value; a whole number is an integer."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def form_of(text: str) -> str:
    """The form of a text: "empty", "digits", "date", ..., "text"."""
    if len(text) <= _LONGEST_FORM:
        for name, pattern in _FORMS:
            if pattern.fullmatch(text):
                return name
    return "text"


def _declared(value: JSON, enum: list[Any]) -> str:
    """A value of a declared enum as it is, and any other as "<other>"."""
    return str(value) if any(type(one) is type(value) and one == value for one in enum) else OTHER


def _is_map(value: dict[str, Any], schema: Schema, known: frozenset[str]) -> bool:
    """Whether the keys of an object are data: no property is declared, and not all are known."""
    if schema.get("properties"):
        return False
    return bool(schema.get("additionalProperties")) or not value.keys() <= known

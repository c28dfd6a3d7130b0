"""What a schema says: `$ref` and `allOf` merged, null and bounds in whichever spelling."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ..lifecycle import KEYWORDS as LIFECYCLE
from ..source import PROSE, At, Source

#: Keywords that stay where it is not known what they lead to.
REFERENCES: Final = ("$dynamicRef", "$recursiveRef", "$ref")
ALTERNATIVES: Final = ("oneOf", "anyOf")

# What a keyword means when it is absent; to spell that out changes nothing.
_DEFAULTS: Final[dict[str, tuple[Any, ...]]] = {
    **dict.fromkeys(("nullable", "deprecated", "readOnly", "writeOnly", "uniqueItems"), (False,)),
    **dict.fromkeys(("additionalProperties", "unevaluatedProperties"), (True, {})),
    **dict.fromkeys(("items", "unevaluatedItems", "propertyNames"), (True, {})),
    **dict.fromkeys(("then", "else", "contentSchema"), (True, {})),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), (0,)),
    **dict.fromkeys(("required", "prefixItems"), ([],)),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), ({},)),
}
#: What is unevaluated, and what speaks of all that could be, in the same schema.
_EVALUATING: Final = {
    "unevaluatedProperties": "additionalProperties",
    "unevaluatedItems": "items",
}
#: These evaluate whatever there is, even where they allow it all.
_EVALUATING_ALL: Final = frozenset((*_EVALUATING, *_EVALUATING.values()))
# OpenAPI 3.0 has a flag beside the bound where 3.1 has a separate bound.
_EXCLUSIVE: Final = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_NULL: Final = "null"
_MAY_REFUSE_NULL: Final = frozenset(
    ("enum", "const", "not", "if", "allOf", *ALTERNATIVES, "$ref", "$dynamicRef")
)
_TYPE_NAMES: Final = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    type(None): _NULL,
}
# The type of a keyword; one of another type says nothing.
_FORMS: Final[dict[str, type | tuple[type, ...]]] = {
    "type": (str, list),
    "format": str,
    **dict.fromkeys(("required", "enum", "x-extensible-enum"), list),
    **dict.fromkeys(("discriminator", "dependentRequired"), dict),
}
_SPELLER: Final = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


class Alternatives(NamedTuple):
    """A use of `oneOf` or `anyOf`, and the schemas that it lists, null not among them."""

    keyword: str
    members: list[At]
    has_null: bool


class View:
    """A schema as one set of keywords, each with all the places that use it.

    `types` are the types that a value may have, None for any; null is not among them, it is
    `nullable` when every schema with a type allows it. `calls_null` says whether any of them names
    it: in OpenAPI 3.0 `nullable` does nothing for a type that stands in another schema.
    `alternatives` are the uses of `oneOf` and `anyOf`, each with its members, unless these do
    nothing but list types; a value must match one of each.
    `beside_null` has the places of what stands beside null as the only other alternative: it says
    nothing of null.
    `evaluating` has the places that allow, and so evaluate, whatever there is.
    `parts` are the members of an `allOf`, or the `origin` itself: the schemas viewed.
    """

    __slots__ = (
        *("alternatives", "beside_null", "calls_null", "covered", "evaluating", "has_all_of"),
        *("has_inferred_types", "is_merged", "keywords"),
        *("nullable", "origin", "parts", "types"),
    )

    def __init__(self, origin: Sequence[At]) -> None:
        self.origin: Sequence[At] = origin
        self.keywords: dict[str, list[At]] = {}
        self.types: frozenset[str] | None = None
        self.nullable: bool = False
        self.calls_null: bool = False
        self.has_inferred_types: bool = False
        self.alternatives: list[Alternatives] = []
        self.beside_null: frozenset[str] = frozenset()
        self.evaluating: tuple[At, ...] = ()
        self.parts: list[At] = []
        self.has_all_of: bool = False
        #: Whether there are several schemas, by `allOf` or otherwise.
        self.is_merged: bool = False
        #: The pointers of all schemas that it covers, until they count as visited.
        self.covered: set[str] = set()

    @property
    def pointer(self) -> str:
        """The pointer to the first of the schemas viewed."""
        return self.origin[0].pointer

    def first(self, keyword: str) -> At | None:
        """The first use of the keyword."""
        places = self.keywords.get(keyword)
        return places[0] if places else None

    def value(self, keyword: str) -> Any:
        """What the first use of the keyword says, None when it is not used."""
        place = self.first(keyword)
        return place.node if place else None

    @property
    def is_false(self) -> bool:
        """Whether it allows no value at all: `false`, or `not` anything."""
        return any(place.node in ({}, True) for place in self.keywords.get("not", ()))

    @property
    def is_unfollowed(self) -> bool:
        """Whether it refers to something that cannot be followed, so that it may say anything."""
        return not self.keywords.keys().isdisjoint(REFERENCES)

    @property
    def has_condition(self) -> bool:
        """Whether there is a condition and something that depends on it; one alone says nothing."""
        return "if" in self.keywords and ("then" in self.keywords or "else" in self.keywords)

    @property
    def listed(self) -> dict[str, At] | None:
        """The only values that it allows, by how JSON spells them; None when it lists none."""
        if "const" in self.keywords:
            found = {spelled(place.node): place for place in self.keywords["const"][:1]}
        elif "enum" in self.keywords:
            found = self.values("enum")
        else:
            return None
        places = (at for keyword in ("const", "enum") for at in self.keywords.get(keyword, ()))
        if self.beside_null and all(at.pointer in self.beside_null for at in places):
            found = {**found, spelled(None): At(self.pointer, None)}
        return found

    def beside(self, place: At, keyword: str) -> At | None:
        """Another keyword of the schema that a place is in, if it is there."""
        pointer = f"{place.pointer.rpartition('/')[0]}/{keyword}"
        return next((at for at in self.keywords.get(keyword, ()) if at.pointer == pointer), None)

    def places(self, keyword: str, value: Any) -> list[At]:
        """The uses of a keyword that say something of a value."""
        found = self.keywords.get(keyword, [])
        if value is None and self.beside_null:
            return [place for place in found if place.pointer not in self.beside_null]
        return found

    @property
    def lifecycle(self) -> dict[str, Any]:
        """What the schema says of its age: `deprecated`, `x-sunset`, `x-stability-level`."""
        return {keyword: self.value(keyword) for keyword in LIFECYCLE if keyword in self.keywords}

    def where(self, keyword: str) -> str:
        """The pointer to the keyword, or to the schema that lacks it."""
        place = self.first(keyword)
        return place.pointer if place else self.pointer

    def schemas(self, keyword: str) -> dict[str, tuple[At, ...]]:
        """The schemas that a keyword maps names to; a value must match all of a name's."""
        schemas: dict[str, tuple[At, ...]] = {}
        for place in self.keywords.get(keyword, ()):
            for name, schema in place.members():
                schemas[name] = (*schemas.get(name, ()), schema)
        return schemas

    def values(self, keyword: str) -> dict[str, At]:
        """The elements of a keyword that lists values, by how JSON spells them.

        Where there are several lists, a value must be in all of them.
        """
        first, *others = [
            {spelled(element.node): element for element in place.elements()}
            for place in self.keywords.get(keyword, ())
        ] or [{}]
        return {name: at for name, at in first.items() if all(name in other for other in others)}

    def names(self, keyword: str) -> dict[str, At]:
        """The names that a keyword lists, each with the list that contains it."""
        places = self.keywords.get(keyword, ())
        return {str(name): place for place in places for name in place.node}


def spelled(value: Any) -> str:
    """A value as JSON has it."""
    return _SPELLER.encode(value)


def _say_the_same(one: Alternatives, other: Alternatives) -> bool:
    nodes, others = ([at.node for at in each.members] for each in (one, other))
    return one.has_null == other.has_null and _are_equal(nodes, others)


def _are_equal(one: Any, other: Any) -> bool:
    """Whether two nodes are the same in JSON, where 1 is not true."""
    return bool(one == other) and spelled(one) == spelled(other)


def is_number(value: Any) -> bool:
    """Whether it is a number that can be compared with others: neither a flag nor infinite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def view(source: Source, schemas: Sequence[At]) -> View:
    """One view of schemas, all of which a value must match."""
    merged = View(schemas)
    gathering = _Gathering(source, merged)
    for schema in schemas:
        gathering.add(schema)
    if not merged.has_all_of:
        merged.parts = list(schemas)
    merged.is_merged = len(gathering.visited) > 1
    gathering.read_listed()
    merged.covered = gathering.visited
    return merged


class _Gathering:
    """Collects what schemas say, through everything that they refer to and include."""

    def __init__(self, source: Source, view: View) -> None:
        self.source = source
        self.view = view
        self.visited: set[str] = set()
        #: Whether any schema so far says which types a value may have.
        self.is_typed = False

    def add(self, schema: At) -> None:
        if schema.pointer in self.visited:
            return
        self.visited.add(schema.pointer)
        node = schema.node
        if not isinstance(node, dict):  # `true` accepts every value, `false` none
            node = {"not": {}} if node is False else {}
            schema = At(schema.pointer, node)
        if self.source.is_reference_alone and self.source.is_reference(node):
            self._reference(schema, "$ref")
            return
        idle = _never_reached(node["if"]) if "if" in node else None
        for keyword, value in node.items():
            if keyword in PROSE or keyword == idle:
                continue
            if value in _DEFAULTS.get(keyword, ()):
                if keyword in _EVALUATING_ALL:
                    self.view.evaluating = (*self.view.evaluating, schema.child(keyword))
                continue
            if isinstance(value, _FORMS.get(keyword, object)):
                add = _SPECIAL.get(keyword, _Gathering._keep)
                add(self, schema, keyword)

    def _keep(self, schema: At, keyword: str) -> None:
        self.view.keywords.setdefault(keyword, []).append(schema.child(keyword))

    def _type(self, schema: At, keyword: str) -> None:
        self._keep(schema, keyword)
        value = schema.node[keyword]
        types = _single(value) if isinstance(value, str) else frozenset(map(str, value))
        if not self.is_typed and self.view.types is None and _NULL not in types:
            # The first to say it, as nearly always.
            self.view.types, self.is_typed = types, True
            self.view.nullable = schema.node.get("nullable") is True
            self.view.calls_null = self.view.calls_null or self.view.nullable
            return
        self._allow(types, or_null=schema.node.get("nullable") is True)

    def _nullable(self, schema: At, keyword: str) -> None:
        self._keep(schema, keyword)
        self.view.calls_null = True

    def _reference(self, schema: At, keyword: str) -> None:
        self._follow(schema, keyword, self.source.target(schema.node[keyword]))

    def _dynamic_reference(self, schema: At, keyword: str) -> None:
        self._follow(schema, keyword, self.source.dynamic_target(schema.node[keyword]))

    def _follow(self, schema: At, keyword: str, target: At | None) -> None:
        if target is None:
            self._keep(schema, keyword)
        else:
            self.add(target)

    def _leave(self, schema: At, keyword: str) -> None:
        """Keep nothing of a keyword that restricts no value."""

    def _all_of(self, schema: At, keyword: str) -> None:
        self.view.has_all_of = True
        for member in schema.child(keyword).elements():
            self.view.parts.append(member)
            self.add(member)

    def _alternatives(self, schema: At, keyword: str) -> None:
        listed: list[At] = []
        for member in schema.child(keyword).elements():
            if not any(_are_equal(member.node, other.node) for other in listed):
                listed.append(member)
        members = [member for member in listed if not _is_null(member.node)]
        self.view.calls_null = self.view.calls_null or len(members) < len(listed)
        types = [self._bare_type(member) for member in members]
        if len(members) == 1 and len(members) < len(listed):
            self._add_beside_null(members[0])
        elif len(members) == 1:
            self.add(members[0])
        elif all(types):
            self._keep(schema, keyword)
            self._allow(
                frozenset(name for name in types if name), or_null=len(members) < len(listed)
            )
        else:
            found = Alternatives(keyword, members, len(members) < len(listed))
            if not any(_say_the_same(found, other) for other in self.view.alternatives):
                self.view.alternatives.append(found)

    def _add_beside_null(self, member: At) -> None:
        """Add the only alternative to null, which is allowed whatever the other one says."""
        view = self.view
        was_nullable, was_typed = view.nullable, self.is_typed
        before = {at.pointer for places in view.keywords.values() for at in places}
        count = len(view.alternatives)
        self.add(member)
        after = {at.pointer for places in view.keywords.values() for at in places}
        view.beside_null |= after - before
        view.alternatives[count:] = [
            one._replace(has_null=True) for one in view.alternatives[count:]
        ]
        view.nullable, self.is_typed = was_nullable or not was_typed, True

    def _unevaluated(self, schema: At, keyword: str) -> None:
        """Keep what is said of the rest, unless there is none."""
        if not isinstance(schema.node.get(_EVALUATING[keyword]), dict | bool):
            self._keep(schema, keyword)

    def _bound(self, schema: At, keyword: str) -> None:
        exclusive = _EXCLUSIVE[keyword]
        name = exclusive if schema.node.get(exclusive) is True else keyword
        self.view.keywords.setdefault(name, []).append(schema.child(keyword))

    def _exclusive_bound(self, schema: At, keyword: str) -> None:
        if not isinstance(schema.node[keyword], bool):
            self._keep(schema, keyword)

    def _allow(self, types: frozenset[str], *, or_null: bool) -> None:
        """Restrict the types of a value to these; null counts as a type only on its own."""
        view = self.view
        self._allow_null(is_allowed=or_null or _NULL in types, is_typed=True)
        others = types - {_NULL} or types
        view.types = others if view.types is None else common_types(view.types, others)

    def _allow_null(self, *, is_allowed: bool, is_typed: bool) -> None:
        view = self.view
        view.calls_null = view.calls_null or is_allowed
        if is_typed:
            view.nullable = is_allowed and (view.nullable or not self.is_typed)
            self.is_typed = True

    def read_listed(self) -> None:
        """Learn from values that are listed which types they have."""
        listed = self.view.listed
        if listed is None:
            return
        names = frozenset(_TYPE_NAMES.get(type(at.node), "object") for at in listed.values())
        is_null_listed = _NULL in names
        if self.view.types is None and names:
            self.view.types = names - {_NULL} or names
            self.view.has_inferred_types = True
        if self.is_typed:
            self.view.nullable = self.view.nullable and is_null_listed
        else:
            self.view.nullable = is_null_listed
        self.view.calls_null = self.view.calls_null or is_null_listed

    def _bare_type(self, member: At) -> str | None:
        """The type of a member that says nothing else, None for any other member."""
        node = self.source.bare(member).node
        keywords = {
            keyword: value
            for keyword, value in (node.items() if isinstance(node, dict) else ())
            if keyword not in PROSE and value not in _DEFAULTS.get(keyword, ())
        }
        name = keywords.get("type")
        return name if len(keywords) == 1 and isinstance(name, str) else None


_SPECIAL: Final[dict[str, Callable[[_Gathering, At, str], None]]] = {
    "type": _Gathering._type,
    "nullable": _Gathering._nullable,
    "$ref": _Gathering._reference,
    "$dynamicRef": _Gathering._dynamic_reference,
    "$dynamicAnchor": _Gathering._leave,
    "allOf": _Gathering._all_of,
    **dict.fromkeys(ALTERNATIVES, _Gathering._alternatives),
    **dict.fromkeys(_EVALUATING, _Gathering._unevaluated),
    **dict.fromkeys(_EXCLUSIVE, _Gathering._bound),
    **dict.fromkeys(_EXCLUSIVE.values(), _Gathering._exclusive_bound),
}


def _never_reached(condition: Any) -> str | None:
    """What a condition that always holds, or never, does not lead to."""
    if condition is False:
        return "then"
    return "else" if condition is True or condition == {} else None


@lru_cache(maxsize=100)
def _single(name: str) -> frozenset[str]:
    return frozenset((name,))


def _is_null(node: Any) -> bool:
    """Whether a schema allows null and nothing else."""
    types = node.get("type") if isinstance(node, dict) else None
    is_null = types == _NULL or (isinstance(types, list) and bool(types) and {*types} == {_NULL})
    return is_null and _MAY_REFUSE_NULL.isdisjoint(node)


def may_be(kind: str, types: frozenset[str] | None) -> bool:
    """Whether a value of a type is allowed by these types, None for any."""
    return types is None or kind in types


def common_types(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The types that two sets have in common."""
    both = some & others
    # An integer is a number too.
    sides = ((some, others), (others, some))
    if any("integer" in one and "number" in other for one, other in sides):
        both |= {"integer"}
    return both

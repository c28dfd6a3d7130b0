"""Schemas that contradict themselves: of what allows no value at all, nothing is lost or gained."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

from ..rules import Guard
from ..source import At
from .listed import accepts
from .pair import Child, Fact, Pair, Side
from .simple_values import ABOUT_ITSELF, LISTS, TYPES_OF, possible_types, representatives
from .spoken import (
    CONTAINED,
    COUNTS,
    OTHERS,
    SIZES,
    beside,
    listed_names,
    prefix_lists,
    schemas_of_element,
    schemas_of_name,
)
from .views import View, common_types, is_number, may_be

_OF_NULL: Final = ("became-nullable", "became-not-nullable")
_HIDING: Final = frozenset({"readOnly", "writeOnly"})
#: Beyond these, a schema counts as one that allows something.
_MAX_DEPTH: Final = 8
_MAX_CHOICES: Final = 16

_OBJECT: Final = frozenset({"object"})
#: Where none of these occurs, a schema alone contradicts itself by mistake only.
_CONTRADICTING: Final = frozenset(
    {"required", "minItems", "minProperties", "contains", *ABOUT_ITSELF},
)
#: What arrays and objects may have too much of.
_DEMANDING: Final = {
    "array": frozenset({"minItems", "contains", "not", "if"}),
    "object": frozenset({"minProperties", "required", "not", "if"}),
}
_KINDS: Final = {
    keyword: kind
    for keyword, types in TYPES_OF.items()
    for kind in _DEMANDING
    if types == frozenset((kind,))
}
_SIZED: Final = (("minLength", "maxLength"), SIZES, COUNTS)
_OF_NUMBERS: Final = frozenset(("minimum", "exclusiveMinimum"))
_LOWER: Final = _OF_NUMBERS | {lower for lower, _ in _SIZED}
_CONDITIONS: Final = frozenset({"not", "if"})
_BRANCHES: Final = {True: "then", False: "else"}
#: Keywords that say nothing of a value but its type.
_OF_TYPE: Final = frozenset({"type", "nullable", "default", "deprecated", "readOnly", "writeOnly"})
#: The types of which there may be few values.
_COUNTABLE: Final = frozenset(("boolean", "integer", "null"))

#: Schemas, all of which a value must match.
_Views = frozenset[View]


def about_something(pair: Pair, items: list[Fact | Child]) -> list[Fact | Child]:
    """What changed, marked where the old schema allowed nothing or the new one does not."""
    if not items or pair.textual != "none":
        return items
    marks = (
        *((Guard.NOTHING_LOST.value,) if is_empty(pair.old_side, pair.old) else ()),
        *((Guard.NOTHING_GAINED.value,) if is_empty(pair.new_side, pair.new) else ()),
    )
    if not marks or not _is_null_told(pair, items):
        return items
    return [
        # Null is a value, whatever the rest contradicts.
        one
        if isinstance(one, Fact) and one.action in _OF_NULL
        else one._replace(marks=(*one.marks, *marks))
        for one in items
    ]


def _is_null_told(pair: Pair, items: list[Fact | Child]) -> bool:
    """Whether null is allowed as before, or told by itself."""
    was, becomes = (
        accepts(side, view, None)
        for side, view in ((pair.old_side, pair.old), (pair.new_side, pair.new))
    )
    return was is becomes is not None or any(
        isinstance(one, Fact) and one.action in _OF_NULL for one in items
    )


def is_empty(side: Side, view: View) -> bool:
    """Whether a schema is known to allow no value but null."""
    search, views = _Search(side), frozenset((view,))
    if search.is_plain(views):  # as nearly always
        return False
    with side.searched():
        return not search.is_inhabited(views, 0)


def marks_of_part(pair: Pair, keyword: str) -> tuple[str, ...]:
    """What holds of a keyword of arrays or objects where a schema of other types allows none."""
    kind = _KINDS.get(keyword)
    if kind is None:
        return ()
    ends = (
        (pair.old_side, pair.old, Guard.NOTHING_LOST),
        (pair.new_side, pair.new, Guard.NOTHING_GAINED),
    )
    return tuple(guard.value for side, view, guard in ends if _lacks(side, view, kind))


def _lacks(side: Side, view: View, kind: str) -> bool:
    if (view.types is not None and len(view.types) == 1) or (
        _DEMANDING[kind].isdisjoint(view.keywords)
    ):
        return False  # of a single type all of it would be empty
    with side.searched():
        return not _Search(side).has_any(kind, [view], 0)


class _Search:
    """Looks for a value; what has to contain itself, and so on without end, is none."""

    def __init__(self, side: Side) -> None:
        self.side: Side = side
        self.pending: set[_Views] = set()

    def is_inhabited(self, views: _Views, depth: int) -> bool:
        if views in self.side.inhabited or depth > _MAX_DEPTH or self.is_plain(views):
            return True
        if depth and all(view.nullable for view in views):
            return True  # of the whole schema null is told by itself
        if views in self.pending:
            return False
        self.pending.add(views)
        found = any(self._has_value(one, depth) for one in self._choices(views))
        self.pending.discard(views)
        if found:
            self.side.inhabited.add(views)
        return found

    def _choices(self, views: _Views, depth: int = 0) -> Iterator[list[View]]:
        """The schemas with one of each of their alternatives."""
        own = sorted(views, key=lambda view: view.pointer)
        lists = [one for view in own for one in view.alternatives]
        nulls = At("", {"type": "null"})
        members = [[*one.members, *((nulls,) if one.has_null else ())] for one in lists]
        for number, chosen in enumerate(product(*members)):
            if number == _MAX_CHOICES:
                yield []  # of so many, one allows something
                return
            more = frozenset(self.side.view((at,)) for at in chosen) - views
            if depth < _MAX_DEPTH and any(view.alternatives for view in more):
                for deeper in self._choices(more, depth + 1):
                    yield [*own, *deeper]
            else:
                yield [*own, *more]

    def _has_value(self, views: list[View], depth: int) -> bool:
        if any(view.is_false for view in views):
            return False
        if any(not view.keywords.keys().isdisjoint(LISTS) for view in views):
            return any(depth or value is not None for value in self._listed(views))
        types = _types_of_all(views)
        if types == frozenset():
            return False
        return (
            (types != _OBJECT and self._has_simple_value(views, types, depth))
            or (may_be("object", types) and self.has_any("object", views, depth))
            or (may_be("array", types) and self.has_any("array", views, depth))
        )

    def has_any(self, kind: str, views: list[View], depth: int) -> bool:
        """Whether there may be an array, or an object, that matches all the schemas."""
        if not all(_CONDITIONS.isdisjoint(view.keywords) for view in views):
            views = [*views, *self._branches(kind, views)]
            if self._is_refused(kind, views):
                return False
        return self._has_array(views, depth) if kind == "array" else self._has_object(views, depth)

    def _is_refused(self, kind: str, views: list[View]) -> bool:
        refused = (at for view in views for at in view.keywords.get("not", ()))
        return any(view.is_false or not may_be(kind, view.types) for view in views) or any(
            self._is_met_by(kind, at) for at in refused
        )

    def _branches(self, kind: str, views: list[View]) -> Iterator[View]:
        """What must match because the type alone decides a condition."""
        for view in views:
            for place in view.keywords.get("if", ()):
                is_met = self._is_met_by(kind, place)
                branch = None if is_met is None else view.beside(place, _BRANCHES[is_met])
                if branch is not None:
                    yield self.side.view((branch,))

    def _is_met_by(self, kind: str, schema: At) -> bool | None:
        """Whether all values of a type match a schema, or none; None for some of them."""
        view = self.side.view((schema,))
        types = possible_types(self.side, view)
        if view.is_false or (types is not None and kind not in types):
            return False
        is_about_type = not view.alternatives and view.keywords.keys() <= _OF_TYPE
        return True if is_about_type else None

    def _listed(self, views: list[View]) -> Iterator[Any]:
        """The values that one of the schemas lists and no other one refuses."""
        listed = [view.listed for view in views]
        values = {name: at.node for one in listed if one for name, at in one.items()}
        for value in values.values():
            if all(accepts(self.side, view, value) is not False for view in views):
                yield value

    def _has_simple_value(
        self, views: list[View], types: frozenset[str] | None, depth: int
    ) -> bool:
        ends = [(self.side, view) for view in views]
        values = representatives(ends, are_containers=False)
        if values is None:
            return types is None or any(_has_simple(views, name) for name in types)
        return any(
            all(accepts(self.side, view, value) is not False for view in views)
            for value in values
            if depth or value is not None
        )

    def _has_object(self, views: list[View], depth: int) -> bool:
        least, most = _limits(views, *COUNTS)
        required = _required(views)
        if least > most or not all(self._has_property(views, name, depth) for name in required):
            return False
        if len(required) > most and sum(not self._hides(views, name) for name in required) > most:
            return False
        names = self._only_names(views) if least else None
        return names is None or sum(self._has_property(views, one, depth) for one in names) >= least

    def _has_property(self, views: list[View], name: str, depth: int) -> bool:
        schemas = [at for view in views for at in schemas_of_name(view, name)]
        if self._is_possible(schemas, depth) and self._may_be_called(views, name):
            return True
        return self._hides(views, name)

    def _hides(self, views: list[View], name: str) -> bool:
        """Whether a property is not sent, or not received, whatever demands it."""
        schemas = (at for view in views for at in view.schemas("properties").get(name, ()))
        keywords = (self.side.view((at,)).keywords.keys() for at in schemas)
        return any(not _HIDING.isdisjoint(own) for own in keywords)

    def _may_be_called(self, views: list[View], name: str) -> bool:
        return all(
            accepts(self.side, self.side.view((at,)), name) is not False
            for view in views
            for at in view.keywords.get("propertyNames", ())
        )

    def _only_names(self, views: list[View]) -> set[str] | None:
        """The only names that properties may have; None if there are others."""
        names: set[str] | None = None
        for view in views:
            for own in (*_closed_names(view), *self._listed_names(view)):
                names = own if names is None else names & own
        return names

    def _listed_names(self, view: View) -> Iterator[set[str]]:
        for place in view.keywords.get("propertyNames", ()):
            named = self.side.view((place,))
            if named.is_false:
                yield set()
            elif named.listed is not None:
                yield {at.node for at in named.listed.values() if isinstance(at.node, str)}

    def _has_array(self, views: list[View], depth: int) -> bool:
        least, most = _limits(views, *SIZES)
        contained = [*_contained(views)]
        least = max(least, *(fewest for _, fewest, _ in contained), 0)
        if least > most or any(fewest > highest for _, fewest, highest in contained):
            return False
        first = max(len(one) for view in views for one in (*prefix_lists(view), ()))
        return (
            all(self._has_element(views, place, depth) for place in range(_few(least)))
            and all(
                self._has_elements(views, at, fewest, min(most, first + _MAX_DEPTH), depth)
                for at, fewest, _ in contained
            )
            and not self._are_repeated(views, least - first, first)
        )

    def _has_element(self, views: list[View], place: int, depth: int, *more: At) -> bool:
        schemas = [at for view in views for at in schemas_of_element(view, place)]
        return self._is_possible([*schemas, *more], depth)

    def _has_elements(
        self, views: list[View], contained: At, fewest: float, most: float, depth: int
    ) -> bool:
        """Whether there may be as many elements of a kind as there have to be."""
        wanted = _few(fewest)
        places = iter(range(int(most)))
        return all(
            any(self._has_element(views, place, depth, contained) for place in places)
            for _ in range(wanted)
        )

    def _are_repeated(self, views: list[View], least: float, place: int) -> bool:
        """Whether elements from a place on would be of fewer values than there have to be."""
        if least < 2 or not any("uniqueItems" in view.keywords for view in views):
            return False
        schemas = [at for view in views for at in schemas_of_element(view, place)]
        count = self._count([self.side.view((at,)) for at in schemas])
        return count is not None and count < least

    def _count(self, views: list[View]) -> int | None:
        """How many values there are at most; None where nothing limits them."""
        if any(not view.keywords.keys().isdisjoint(LISTS) for view in views):
            return sum(1 for _ in self._listed(views))
        types = _types_of_all(views)
        if types is None or not types <= _COUNTABLE:
            return None
        whole = _count_of_numbers(views) if "integer" in types else 0
        if whole is None:
            return None
        is_null = "null" in types or all(view.nullable for view in views)
        return whole + 2 * ("boolean" in types) + is_null

    def _is_possible(self, schemas: Sequence[At], depth: int) -> bool:
        return self.is_inhabited(frozenset(self.side.view((at,)) for at in schemas), depth + 1)

    def is_plain(self, views: _Views) -> bool:
        """Whether there is one schema that demands nothing of what is inside a value, as most.

        One that lists values which it does not allow was written so by mistake: the values of
        another type or within other bounds come all the same, and what else changed is of account.
        """
        if len(views) > 1:
            return False
        return all(
            not (view.is_merged or view.alternatives)
            and _CONTRADICTING.isdisjoint(view.keywords)
            and view.types != frozenset()
            and (_LOWER.isdisjoint(view.keywords) or _are_in_order(view))
            for view in views
        )


def _are_in_order(view: View) -> bool:
    """Whether there is something between the bounds of a schema, as nearly always."""
    for bounds in _SIZED:
        least, most = _limits([view], *bounds)
        if least > most:
            return False
    is_whole = view.types is not None and "number" not in view.types
    return _OF_NUMBERS.isdisjoint(view.keywords) or _has_number([view], is_whole=is_whole)


def _types_of_all(views: list[View]) -> frozenset[str] | None:
    types: frozenset[str] | None = None
    for view in views:
        if view.types is not None:
            types = view.types if types is None else common_types(types, view.types)
    return types


def _limits(views: list[View], lower: str, upper: str) -> tuple[float, float]:
    """How much of something there has to be, and how much there may be."""
    least, most = (
        [at.node for view in views for at in view.keywords.get(word, ()) if is_number(at.node)]
        for word in (lower, upper)
    )
    return max(least, default=0), min(most, default=math.inf)


def _few(count: float) -> int:
    return int(min(count, _MAX_DEPTH))


def _has_simple(views: list[View], name: str) -> bool:
    """Whether bounds leave any value of a simple type."""
    if name in ("integer", "number"):
        return _has_number(views, is_whole=name == "integer")
    if name == "string":
        least, most = _limits(views, "minLength", "maxLength")
        return least <= most
    return name not in ("array", "object")


def _has_number(views: list[View], *, is_whole: bool) -> bool:
    return _count_of_numbers(views, is_whole=is_whole) != 0


def _count_of_numbers(views: list[View], *, is_whole: bool = True) -> int | None:
    """How many numbers there are between the bounds; None where there is no end of them."""
    from .number_ranges import range_between  # seldom needed

    between = range_between(views, is_whole=is_whole)
    return None if between is None else between.size


def _required(views: list[View]) -> set[str]:
    """The properties that an object must have, by itself or because it has another one."""
    names = {name for view in views for name in view.names("required")}
    demands = [
        view.schemas("dependentRequired") for view in views if "dependentRequired" in view.keywords
    ]
    if not demands:
        return names
    pending = [*names]
    while pending:
        name = pending.pop()
        more = {one for each in demands for one in listed_names(each.get(name, ()))} - names
        names |= more
        pending += more
    return names


def _closed_names(view: View) -> Iterator[set[str]]:
    """The names that are declared beside each `additionalProperties` that allows no others."""
    for others in view.keywords.get(OTHERS, ()):
        if others.node is False and not beside(others, view, "patternProperties"):
            yield {name for at in beside(others, view, "properties") for name in at.node}


def _contained(views: list[View]) -> Iterator[tuple[At, float, float]]:
    """What an array must contain, how many of it at least and at most."""
    for view in views:
        for place in view.keywords.get("contains", ()):
            fewest, most = (
                [at.node for at in beside(place, view, word) if is_number(at.node)]
                for word in CONTAINED
            )
            yield place, max(fewest, default=1), min(most, default=math.inf)

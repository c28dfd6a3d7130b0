"""Tries the objects and arrays that schemas list: each of them is held against the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...rules import Effect, Guard
from ...source import At
from ..listed import accepts, conditions
from ..pair import Child, Fact, Pair, Side
from ..patterns import matches
from ..simple_values import ABOUT_ITSELF, LISTS, TYPES_OF
from ..spoken import (
    CONTAINED,
    COUNTS,
    DEPENDENT,
    MAX_DEPTH,
    OTHERS,
    SIZES,
    beside,
    declared_names,
    has_typed_others,
    hidden_names,
    is_size_allowed,
    listed_names,
    patterns_in,
    schemas_of_element,
    schemas_of_name,
)
from ..verdicts import Known, all_hold, any_holds
from ..views import View, is_number, spelled
from .together import tells
from .trial import HIDING

_KNOWN: Final = frozenset(
    {
        *("type", "nullable", "default", "deprecated", *HIDING, "x-sunset", "x-stability-level"),
        *("format", "xml", "oneOf", "anyOf", "discriminator", "enum", "const", *ABOUT_ITSELF),
        *("properties", "required", OTHERS, "patternProperties", "propertyNames", *COUNTS),
        *("dependentRequired", DEPENDENT, "items", "prefixItems", "contains", *CONTAINED),
        *(*SIZES, "uniqueItems"),
    }
)
#: With more of these, trying costs more than it is worth.
_MAX_VALUES: Final = 60
_Verdicts = Iterator[Known]


def with_listed(
    pair: Pair, found: list[Fact | Child]
) -> tuple[list[Fact | Child], tuple[str, ...]]:
    """What changed, with what the listed objects and arrays show of it: the marks of all that."""
    kept, within = _is_kept(pair), _is_within(pair)
    marks = (
        *((Guard.NOTHING_LOST.value,) if kept else ()),
        *((Guard.NOTHING_GAINED.value,) if within else ()),
    )
    marked = [one._replace(marks=(*one.marks, *marks)) for one in found] if marks else found
    is_told = any(tells(pair, one, Guard.NOTHING_GAINED, Effect.WIDENS) for one in found)
    if within is False and not is_told:
        detail = "what it lists"
        marked = [*marked, Fact("alternatives-removed", pair.new.pointer, detail)]
    return marked, marks


def _is_kept(pair: Pair) -> Known:
    """Whether all that the old schema lists is still allowed; None where that is not known."""
    before = _Reader(pair.old_side, pair.old, "readOnly")
    after = _Reader(pair.new_side, pair.new, "readOnly")
    allowed = before.listed()
    if allowed is None:
        return None
    return all(after.holds(value) is True for value, _ in allowed) or None


def _is_within(pair: Pair) -> Known:
    """Whether all that the new schema lists was allowed, without what was not declared."""
    before = _Reader(pair.old_side, pair.old, "writeOnly")
    after = _Reader(pair.new_side, pair.new, "writeOnly")
    allowed = after.listed()
    verdict: Known = None if allowed is None else True
    for value, is_sure in allowed or ():
        less, is_declared = before.declared_of(value), after.declared_of(value) == value
        counted = [value] if less == value or not is_declared else [value, less]
        found = [before.holds(one) for one in counted]
        if found[-1] is False and is_sure and is_declared:
            return False
        verdict = verdict if all(one is True for one in found) else None
    return verdict


class _Reader:
    """Reads what a schema says of values, on a way on which a keyword hides properties."""

    def __init__(self, side: Side, view: View, hiding: str) -> None:
        self.side: Side = side
        self.view: View = view
        self.hiding: tuple[str, ...] = (hiding,)

    def listed(self) -> list[tuple[Any, bool]] | None:
        """All values that it allows, each with whether that is sure; None where they are not few.

        None as well where it lists none of a type that it allows: such a list was left behind.
        """
        values = self._values(self.view, 0)
        if not values:
            return None
        verdicts = [(value, self.holds(value)) for value in values]
        allowed = [(value, one is True) for value, one in verdicts if one is not False]
        types = self.view.types
        are_meant = any(types is None or kind in types for kind in map(_kind, values) if kind)
        return allowed if allowed or are_meant else None

    def holds(self, value: Any) -> Known:
        """Whether it allows a value, whatever that contains; None where that is not known."""
        return self._holds((), value, 0)

    def declared_of(self, value: Any) -> Any:
        """A value without the properties that it does not declare, or hides."""
        return self._declared_of([self.view], value)

    def _holds(self, schemas: Sequence[At], value: Any, depth: int) -> Known:
        view = self.side.view(schemas) if schemas else self.view
        kind = _kind(value)
        if kind is None:
            return accepts(self.side, view, value)
        if view.types is not None and kind not in view.types:
            return False
        if depth > MAX_DEPTH:
            return None
        verdicts = [*self._of_any(view, value, kind, depth)]
        if isinstance(value, dict):
            verdicts += self._of_object(view, value, depth)
        else:
            verdicts += self._of_array(view, value, depth)
        return all_hold(verdicts)

    def _values(self, view: View, depth: int) -> list[Any] | None:
        """All values that it may allow, made of what it declares; None where they are not few."""
        if view.listed is not None:
            return [at.node for at in view.listed.values()]
        if depth > MAX_DEPTH:
            return None
        null = [None] if view.nullable and depth else []
        if view.types == frozenset({"boolean"}):
            return [True, False, *null]
        for one in view.alternatives:
            inner = [self._values(self.side.view((at,)), depth + 1) for at in one.members]
            found = [value for values in inner for value in values or ()]
            if None not in inner and len(found) <= _MAX_VALUES:
                return [*found, *null]
        objects = self._objects(view, depth) if view.types == frozenset({"object"}) else None
        return None if objects is None else [*objects, *null]

    def _objects(self, view: View, depth: int) -> list[Any] | None:
        properties = view.schemas("properties")
        has_others = has_typed_others(view) or "patternProperties" in view.keywords
        if has_others or not properties or declared_names([view]) != properties.keys():
            return None
        hidden = {*hidden_names(self.side, [view], self.hiding)}
        found: list[dict[str, Any]] = [{}]
        for name in properties.keys() - hidden:
            values = self._values(self.side.view(properties[name]), depth + 1)
            if values is None or len(found) * (len(values) + 1) > _MAX_VALUES:
                return None
            with_it = [{**one, name: value} for one in found for value in values]
            found = with_it if name in view.names("required") else [*found, *with_it]
        return found

    def _of_any(self, view: View, value: Any, kind: str, depth: int) -> _Verdicts:
        def holds(place: At) -> Known:
            return self._holds((place,), value, depth + 1)

        for keyword in view.keywords:
            if keyword not in _KNOWN and kind in TYPES_OF.get(keyword, (kind,)):
                yield None
        for keyword in LISTS:
            for place in view.keywords.get(keyword, ()):
                listed = place.node if keyword == "enum" else [place.node]
                if spelled(value) not in map(spelled, listed):
                    # The same number may be spelled in several ways.
                    yield None if value in listed else False
        yield from conditions(view, value, holds)
        yield from (any_holds(map(holds, one.members)) for one in view.alternatives)

    def _of_object(self, view: View, value: Mapping[str, Any], depth: int) -> _Verdicts:
        hidden = {*hidden_names(self.side, [view], self.hiding)}
        yield view.names("required").keys() - hidden <= value.keys()
        yield is_size_allowed(view, COUNTS, len(value))
        if any(matches(one, name) is None for one in patterns_in([view]) for name in value):
            yield None
        for name, inner in value.items():
            for at in schemas_of_name(view, name) if name not in hidden else ():
                yield self._holds((at,), inner, depth + 1)
            for at in view.keywords.get("propertyNames", ()):
                yield accepts(self.side, self.side.view((at,)), name)
        for name, lists in view.schemas("dependentRequired").items():
            yield name not in value or listed_names(lists) <= value.keys()
        for name, schemas in view.schemas(DEPENDENT).items():
            if name in value:
                yield self._holds(schemas, value, depth + 1)

    def _of_array(self, view: View, value: Sequence[Any], depth: int) -> _Verdicts:
        yield is_size_allowed(view, SIZES, len(value))
        if "uniqueItems" in view.keywords:
            yield len({*map(spelled, value)}) == len(value)
        for place, inner in enumerate(value):
            for at in schemas_of_element(view, place):
                yield self._holds((at,), inner, depth + 1)
        for at in view.keywords.get("contains", ()):
            found = [self._holds((at,), inner, depth + 1) for inner in value]
            least, most = ([one.node for one in beside(at, view, word)] for word in CONTAINED)
            if None in found or not all(map(is_number, (*least, *most))):
                yield None
            else:
                yield found.count(True) >= max(least, default=1)
                yield all(found.count(True) <= limit for limit in most)

    def _declared_of(self, views: Iterable[View], value: Any) -> Any:
        if not isinstance(value, dict | list):
            return value
        every = [one for view in views for one in self._about_same(view)]
        if isinstance(value, list):
            return [
                self._declared_of(self._views(every, schemas_of_element, place), inner)
                for place, inner in enumerate(value)
            ]
        names, patterns = declared_names(every), {*patterns_in(every)}
        hidden = {*hidden_names(self.side, every, self.hiding)}
        is_map = any(map(has_typed_others, every))
        return {
            name: self._declared_of(self._views(every, schemas_of_name, name), inner)
            for name, inner in value.items()
            if name not in hidden
            and (is_map or name in names or any(matches(one, name) for one in patterns))
        }

    def _views(
        self, every: list[View], schemas_of: Callable[[View, Any], list[At]], place: Any
    ) -> list[View]:
        return [self.side.view((at,)) for view in every for at in schemas_of(view, place)]

    def _about_same(self, view: View, depth: int = 0) -> Iterator[View]:
        """A schema and all inside of it that are about the same value."""
        yield view
        if depth > MAX_DEPTH:
            return
        inner = [(at,) for alternatives in view.alternatives for at in alternatives.members]
        inner += [(at,) for keyword in ABOUT_ITSELF for at in view.keywords.get(keyword, ())]
        for schemas in (*inner, *view.schemas(DEPENDENT).values()):
            yield from self._about_same(self.side.view(schemas), depth + 1)


def _kind(value: Any) -> str | None:
    return "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None

"""Schemas of which a few values tell what they allow: these are tried on the other side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from ..rules import Guard
from ..source import At
from .pair import Child, Fact, Pair, Side
from .patterns import matches
from .simple_values import (
    ABOUT_ITSELF,
    ANYTHING,
    TYPES_OF,
    Text,
    possible_types,
    readings,
    representatives,
)
from .verdicts import Known, all_hold, any_holds
from .views import View, common_types, spelled

_KEPT: Final = Guard.NOTHING_LOST.value
_WITHIN: Final = Guard.NOTHING_GAINED.value
#: How many schemas that are alternatives inside each other are tried.
_MAX_DEPTH: Final = 20
#: What restricts no value.
_IDLE: Final = frozenset(
    {
        *("default", "deprecated", "readOnly", "writeOnly", "x-sunset", "x-stability-level"),
        *("nullable", "discriminator", "$id", "$schema", "$anchor", "$defs", "definitions"),
        *("type", "format", "xml", "oneOf", "anyOf"),
    }
)
_PYTHON_TYPES: Final = {"string": str, "array": list, "object": dict}
_OF_CONTENT: Final = TYPES_OF.keys() - {"minItems", "maxItems"}
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_SIZES: Final = ("minItems", "maxItems")
_EXCLUSIVE: Final = ("exclusiveMinimum", "exclusiveMaximum")


def by_values(pair: Pair, items: Iterable[Fact | Child]) -> list[Fact | Child]:
    """What changed, marked where trying values shows that nothing was lost or gained."""
    found = list(items)
    marks = _marks(pair) if any(map(_is_about_whole, found)) else ()
    return [item._replace(marks=(*item.marks, *marks)) for item in found] if marks else found


def _is_about_whole(item: Fact | Child) -> bool:
    return isinstance(item, Fact) or item.are_members


def _marks(pair: Pair) -> tuple[str, ...]:
    if pair.textual == "all" or (pair.textual == "none" and _are_disjoint(pair.old, pair.new)):
        return ()
    plain = _types_alone(pair.old), _types_alone(pair.new)
    if None in plain:
        return _tried(pair)
    known = pair.old_side.marks
    key = (pair.textual, *plain)
    if key not in known:
        known[key] = _tried(pair)
    return known[key]


def _types_alone(view: View) -> Hashable:
    """What a schema says if that is types and a format of theirs; None if it says more."""
    if view.alternatives or not view.keywords.keys() <= _IDLE:
        return None
    formats = frozenset(str(at.node) for at in view.keywords.get("format", ()))
    return view.types or frozenset(), view.types is None, view.nullable, formats


def _tried(pair: Pair) -> tuple[str, ...]:
    old, new = (pair.old_side, pair.old), (pair.new_side, pair.new)
    # Where no type is named, a limit of numbers is meant for what looks like one.
    are_typed = all(possible_types(side, view) is not None for side, view in (old, new))
    is_text = pair.textual == "scalars" and are_typed
    values = representatives((old, new), are_text=is_text)
    return (
        *((_KEPT,) if _all_accepted(*old, *new, values, is_text) else ()),
        *((_WITHIN,) if _all_accepted(*new, *old, values, is_text) else ()),
    )


def _are_disjoint(old: View, new: View) -> bool:
    """Whether no value of one can be one of the other, by types alone, as in most changes."""
    if not old.types or not new.types or old.alternatives or new.alternatives:
        return False
    return not common_types(old.types, new.types) and not (old.listed or new.listed)


def _all_accepted(
    side: Side,
    one: View,
    other_side: Side,
    other: View,
    values: list[Any] | None,
    are_text: bool,
) -> bool:
    """Whether all values that a schema allows, as far as a few can tell, are accepted.

    If they travel as text, as anything that looks the same.
    """
    if values is None:
        if one.listed is None:
            return False
        values = [at.node for at in one.listed.values()]
    return all(
        accepts(side, one, value) is False
        or any(
            accepts(other_side, other, reading) is True
            for reading in (readings(value) if are_text else (value,))
        )
        for value in values
    )


def accepts(side: Side, view: View, value: Any, depth: int = 0) -> Known:
    """Whether a schema allows a simple value; None when it cannot be told."""
    if depth > _MAX_DEPTH:
        return None
    if value is None:
        if view.types is not None and not view.nullable:
            return False
    elif view.types is not None and not any(_is_of(value, name) for name in view.types):
        return False
    verdicts = [
        _is_met_by_nothing(side, view, keyword)
        if keyword in _OF_CONTENT and (value == {} or value == []) and _concerns(keyword, value)
        else _meets(view, keyword, value)
        for keyword in view.keywords
        if keyword not in ABOUT_ITSELF
    ]

    def holds(place: At) -> Known:
        return accepts(side, side.view((place,)), value, depth + 1)

    verdicts += conditions(view, value, holds)
    for alternatives in view.alternatives:
        if value is not None or not alternatives.has_null:
            verdicts.append(any_holds(map(holds, alternatives.members)))
    return all_hold(verdicts)


def conditions(view: View, value: Any, holds: Callable[[At], Known]) -> Iterator[Known]:
    """What `not`, `if`, `then` and `else` say of a value; `holds` says whether a schema does."""
    for place in view.places("not", value):
        verdict = holds(place)
        yield None if verdict is None else not verdict
    for place in view.places("if", value):
        verdict = holds(place)
        ends = (view.beside(place, keyword) for keyword in ("then", "else"))
        then, otherwise = (True if at is None else holds(at) for at in ends)
        if verdict is None:
            yield then if then == otherwise else None
        else:
            yield then if verdict else otherwise


def _meets(view: View, keyword: str, value: Any) -> Known:
    if keyword in _IDLE or (keyword in TYPES_OF and not _concerns(keyword, value)):
        return True
    places = [place.node for place in view.places(keyword, value)]
    if keyword == "enum":
        return all(spelled(value) in map(spelled, node) for node in places)
    if keyword == "const":
        return all(spelled(value) == spelled(node) for node in places)
    if keyword == "pattern":
        return _matches(places, value)
    if keyword in _SIZES and isinstance(value, list):
        pass
    elif keyword not in TYPES_OF or isinstance(value, list | dict):
        return None
    if not all(_is_number(node) for node in places):
        return None
    size = Decimal(len(value) if isinstance(value, str | list) else str(value))
    limits = [Decimal(str(node)) for node in places]
    if keyword == "multipleOf":
        return all(limit and size % limit == 0 for limit in limits)
    if keyword in _EXCLUSIVE and size in limits:
        return False
    return all(size <= limit if keyword in _UPPER else size >= limit for limit in limits)


def _is_met_by_nothing(side: Side, view: View, keyword: str) -> Known:
    """Whether an empty array or object keeps what a keyword says of its content."""
    if keyword == "required":
        schemas = view.schemas("properties")
        views = (side.view(schemas[name]) for name in view.names(keyword) if name in schemas)
        # What is readOnly or writeOnly may be missing, on one way.
        is_sure = all(one.keywords.keys().isdisjoint(("readOnly", "writeOnly")) for one in views)
        return False if is_sure else None
    if keyword == "contains":
        return None if "minContains" in view.keywords else False
    if keyword == "minProperties":
        sizes = [at.node for at in view.keywords[keyword]]
        return all(size <= 0 for size in sizes) if all(map(_is_number, sizes)) else None
    return True


def _concerns(keyword: str, value: Any) -> bool:
    return any(_is_of(value, name) for name in TYPES_OF[keyword])


def _matches(patterns: list[Any], value: str) -> Known:
    if isinstance(value, Text):
        return value.matched.issuperset(one for one in patterns if one not in ANYTHING)
    verdicts = [matches(pattern, value) for pattern in patterns]
    return all_hold(verdicts)


def _is_of(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if isinstance(value, int | float):
        return name == "number" or (name == "integer" and value == int(value))
    return isinstance(value, _PYTHON_TYPES.get(name, ()))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

"""Schemas that list their values: each of these can be tried on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from ..rules import Guard
from .pair import Child, Fact, Pair, Side
from .views import View, spelled

#: The only types of values that a keyword restricts; one that is absent restricts them all.
TYPES_OF: Final[dict[str, frozenset[str]]] = {
    keyword: frozenset(types.split())
    for types, keywords in {
        "string": "minLength maxLength pattern contentMediaType contentEncoding contentSchema",
        "number integer": "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf",
        "array": """
            items prefixItems contains minContains maxContains minItems maxItems uniqueItems
            unevaluatedItems
        """,
        "object": """
            properties required additionalProperties patternProperties propertyNames minProperties
            maxProperties dependentRequired dependentSchemas unevaluatedProperties
        """,
    }.items()
    for keyword in keywords.split()
}
_KEPT: Final = Guard.NOTHING_LOST.value
_WITHIN: Final = Guard.NOTHING_GAINED.value
#: How many schemas that are alternatives inside each other are tried.
_MAX_DEPTH: Final = 20
#: What restricts no value.
_IDLE: Final = frozenset(
    {
        *("default", "deprecated", "readOnly", "writeOnly", "x-sunset", "x-stability-level"),
        *("nullable", "discriminator", "$id", "$schema", "$anchor", "$defs", "definitions"),
        *("type", "format", "xml"),
    }
)
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength")
_EXCLUSIVE: Final = ("exclusiveMinimum", "exclusiveMaximum")


def by_values(pair: Pair, items: Iterable[Fact | Child]) -> Iterator[Fact | Child]:
    """What changed, marked where the listed values show that nothing was lost or gained."""
    marks: tuple[str, ...] = ()
    if _all_accepted(pair.old_side, pair.old, pair.new_side, pair.new):
        marks = (_KEPT,)
    if _all_accepted(pair.new_side, pair.new, pair.old_side, pair.old):
        marks = (*marks, _WITHIN)
    for item in items:
        if not marks:
            yield item
        elif isinstance(item, Fact):
            yield item._replace(marks=(*item.marks, *marks))


def _all_accepted(side: Side, listing: View, other_side: Side, other: View) -> bool:
    """Whether all listed values, as far as they meet what else is said of them, are accepted."""
    if listing.listed is None:
        return False
    return all(
        accepts(other_side, other, at.node) is True or accepts(side, listing, at.node) is False
        for at in listing.listed.values()
    )


def possible_types(side: Side, view: View, depth: int = 0) -> frozenset[str] | None:
    """The types that a value may have, null apart; None for any."""
    if view.types is not None or depth > _MAX_DEPTH:
        return view.types
    for alternatives in view.alternatives:
        views = [side.view((member,)) for member in alternatives.members]
        types = [possible_types(side, one, depth + 1) for one in views]
        if None not in types:
            return frozenset(name for names in types for name in names or ())
    return None


def accepts(side: Side, view: View, value: Any, depth: int = 0) -> bool | None:
    """Whether a schema allows a simple value; None when it cannot be told."""
    if isinstance(value, list | dict) or depth > _MAX_DEPTH:
        return None
    if value is None:
        if view.types is not None and not view.nullable:
            return False
    elif view.types is not None and not any(_is_of(value, name) for name in view.types):
        return False
    verdicts = [_meets(view, keyword, value) for keyword in view.keywords]
    for alternatives in view.alternatives:
        if value is None and alternatives.has_null:
            continue
        members = [accepts(side, side.view((at,)), value, depth + 1) for at in alternatives.members]
        verdicts.append(True if True in members else None if None in members else False)
    return False if False in verdicts else None if None in verdicts else True


def _meets(view: View, keyword: str, value: Any) -> bool | None:
    if keyword in _IDLE or (keyword in TYPES_OF and not _concerns(keyword, value)):
        return True
    places = [place.node for place in view.keywords[keyword]]
    if keyword == "enum":
        return all(spelled(value) in map(spelled, node) for node in places)
    if keyword == "const":
        return all(spelled(value) == spelled(node) for node in places)
    if keyword == "pattern":
        return _matches(places, value)
    if keyword not in TYPES_OF or not all(_is_number(node) for node in places):
        return None
    size = Decimal(len(value) if isinstance(value, str) else str(value))
    limits = [Decimal(str(node)) for node in places]
    if keyword == "multipleOf":
        return all(limit and size % limit == 0 for limit in limits)
    if keyword in _EXCLUSIVE and size in limits:
        return False
    return all(size <= limit if keyword in _UPPER else size >= limit for limit in limits)


def _concerns(keyword: str, value: Any) -> bool:
    return any(_is_of(value, name) for name in TYPES_OF[keyword])


def _matches(patterns: list[Any], value: str) -> bool | None:
    try:
        return all(re.search(pattern, value) is not None for pattern in patterns)
    except (re.error, TypeError, RecursionError, OverflowError):
        return None


def _is_of(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if isinstance(value, int | float):
        return name == "number" or (name == "integer" and value == int(value))
    return name == "string" and isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

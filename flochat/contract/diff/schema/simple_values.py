"""Values that stand for all others: enough of them to decide what simple schemas allow.

A schema that restricts numbers by bounds, strings by their lengths and everything else by its type
treats all values between two neighbouring bounds alike, so that one of them speaks for the rest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import combinations as _subsets
from itertools import pairwise
from typing import Any, Final

from .pair import Side
from .views import View, common_types, is_number

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
_TYPES: Final = ("string", "number", "integer", "boolean", "array", "object")
#: Keywords of which a finite number of values shows the whole effect.
_BOUNDS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS: Final = ("minLength", "maxLength")
_FACTOR: Final = "multipleOf"
#: What lists the values that are allowed.
LISTS: Final = ("enum", "const")
_PATTERN: Final = "pattern"
_FORMAT: Final = "format"
#: The patterns that every text matches.
ANYTHING: Final = ("", ".*", "^.*$", "^.*", ".*$")
_SIZES: Final = ("minItems", "maxItems")
#: The keywords that hold a schema which is about the value itself.
ABOUT_ITSELF: Final = ("not", "if", "then", "else")
_SILENT: Final = frozenset(
    {
        *("type", "nullable", "default", "deprecated", "readOnly", "writeOnly"),
        *("x-sunset", "x-stability-level", "oneOf", "anyOf", "discriminator", "xml"),
    }
)
_DECIDABLE: Final = _SILENT | {
    *(*_BOUNDS, *_LENGTHS, _FACTOR, *LISTS, _PATTERN, _FORMAT, *_SIZES, *ABOUT_ITSELF),
}
#: Beyond these numbers, trying costs more than it is worth.
_MAX_DEPTH: Final = 8
_MAX_VIEWS: Final = 40
_MAX_GRID: Final = 400
_MAX_LENGTH: Final = 2_000
_MAX_PATTERNS: Final = 4
_MAX_DIGITS: Final = 15
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?", re.ASCII)


class Text(str):
    """Any text of its length that matches some patterns, if there is one, and is not listed.

    Which patterns exclude each other nobody can tell, so that all combinations are tried: what
    holds for them holds for all texts.
    """

    matched: frozenset[str]

    def __new__(cls, text: str, matched: Iterable[str] = ()) -> Text:
        made = super().__new__(cls, text)
        made.matched = frozenset(matched)
        return made


def readings(value: Any) -> list[Any]:
    """What a value may be taken for that travels as text: a text, a number, a flag."""
    if isinstance(value, Text) or value is None or isinstance(value, list | dict):
        return [value]
    text = value if isinstance(value, str) else _as_text(value)
    found: list[Any] = [text]
    if text in ("true", "false"):
        found.append(text == "true")
    if (number := _as_number(text)) is not None:
        found.append(number)
    return found


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value) if value == int(value) else value)


def _as_number(text: str) -> int | float | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    number = float(text)
    return int(number) if number == int(number) else number


def representatives(
    sides: Iterable[tuple[Side, View]], *, are_text: bool = False, are_containers: bool = True
) -> list[Any] | None:
    """Values such that any other is treated like one of them by all these schemas.

    With `are_text` a number counts as what it looks like, too. An empty array and an empty object
    stand for all arrays and objects; without `are_containers` there are none. None when a schema
    says something of which a few values do not show the effect.
    """
    views: list[View] = []
    ends = list(sides)
    containers: dict[str, list[Any]] = {"array": [[]], "object": [{}]}
    allowed = [possible_types(side, view) for side, view in ends]
    possible = frozenset(_TYPES)
    if None not in allowed:
        possible = frozenset(name for types in allowed for name in types or ())
        containers = {name: empty for name, empty in containers.items() if name in possible}
    if not are_containers:
        possible, containers = possible - {"array", "object"}, {}
    # What is said of a type is of no interest where none of it is allowed.
    decidable = _decidable(possible)
    formats: list[set[str]] = []
    for side, view in ends:
        gathered: list[View] = []
        if not _gather(side, view, gathered, decidable):
            return None
        views += gathered
        formats.append({str(one) for one in _said(gathered, (_FORMAT,))})
    if any(one != formats[0] for one in formats):
        return None  # what a format excludes nobody tries
    listed = [value for view in views for value in _listed(view)]
    if any(isinstance(value, list | dict) for value in listed):
        return None
    if are_text:
        more = _looking_alike(views, listed, possible)
        if more is None:
            return None
        listed += more
    numbers = _numbers(views, listed)
    texts = _texts(views, listed)
    if "array" in containers:
        containers["array"] = _arrays(views)
    if numbers is None or texts is None or not all(containers.values()):
        return None
    made = (value for values in containers.values() for value in values)
    return [None, True, False, *made, *numbers, *texts]


@lru_cache(maxsize=200)
def _decidable(possible: frozenset[str]) -> frozenset[str]:
    """The keywords whose effect values show, where only these types are possible."""
    idle = {word for word, names in TYPES_OF.items() if names.isdisjoint(possible)}
    return _DECIDABLE | idle


def _looking_alike(
    views: list[View], listed: list[Any], possible: frozenset[str]
) -> list[Any] | None:
    """The numbers that are texts of some length, or one that is listed; None where too many are."""
    if "string" not in possible or possible.isdisjoint(("integer", "number")):
        return []
    least = [one for one in _said(views, ("minLength",)) if one not in (0, 1)]
    lengths = [*least, *_said(views, ("maxLength",))]
    if {*_said(views, (_PATTERN,))} - {*ANYTHING} or (lengths and "number" in possible):
        return None
    if not all(is_number(length) and 0 <= length <= _MAX_DIGITS for length in lengths):
        return None
    texts = [text for text in listed if isinstance(text, str)]
    numbers = [number for text in texts if (number := _as_number(text)) is not None]
    powers = {max(0, int(length) + delta) for length in lengths for delta in (-2, -1, 0, 1)}
    return numbers + [sign * 10**power for power in powers for sign in (1, -1)]


def possible_types(side: Side, view: View, depth: int = 0) -> frozenset[str] | None:
    """The types that a value may have, null apart; None for any."""
    allowed = view.types
    for alternatives in view.alternatives if depth <= _MAX_DEPTH else ():
        views = [side.view((member,)) for member in alternatives.members]
        types = [possible_types(side, one, depth + 1) for one in views]
        if None not in types:
            union = frozenset(name for names in types for name in names or ())
            allowed = union if allowed is None else common_types(allowed, union)
    return allowed


def _gather(side: Side, view: View, views: list[View], decidable: Set[str], depth: int = 0) -> bool:
    """Collect a schema and all its alternatives; whether values decide each of them."""
    views.append(view)
    if depth > _MAX_DEPTH or len(views) > _MAX_VIEWS or not view.keywords.keys() <= decidable:
        return False
    inner = [member for alternatives in view.alternatives for member in alternatives.members]
    inner += [place for keyword in ABOUT_ITSELF for place in view.keywords.get(keyword, ())]
    return all(_gather(side, side.view((member,)), views, decidable, depth + 1) for member in inner)


def _listed(view: View) -> Iterator[Any]:
    yield from (place.node for place in view.keywords.get("const", ()))
    for place in view.keywords.get("enum", ()):
        yield from place.node


def _numbers(views: list[View], listed: list[Any]) -> list[Any] | None:
    points = [*_said(views, _BOUNDS), *listed]
    factors = list(_said(views, (_FACTOR,)))
    if not all(map(is_number, (*_said(views, _BOUNDS), *factors))):
        return None
    points = sorted({0, *filter(is_number, points)})
    if factors:
        return _grid(points, factors)
    found: set[float] = set()
    for point in points:
        found |= {point, math.floor(point), math.ceil(point)}
        found |= {math.floor(point) - 1, math.ceil(point) + 1}
    ends = points[0] - 1, points[-1] + 1
    for low, high in pairwise((ends[0] - 1, *points, ends[1] + 1)):
        between = (low + high) / 2, low + (high - low) / 4
        floor = math.floor(low)
        found |= {n for n in (*between, floor + 0.5, floor + 1.25) if low < n < high}
    return sorted(found)


def _grid(points: list[Any], factors: list[Any]) -> list[Any] | None:
    """Every half between the points and one period beyond them."""
    if not all(factor > 0 and factor == int(factor) for factor in factors):
        return None
    if not all(point * 2 == int(point * 2) for point in points):
        return None
    period = math.lcm(*map(int, factors))
    first, last = math.floor(points[0]) - period - 1, math.ceil(points[-1]) + period + 1
    if last - first > _MAX_GRID:
        return None
    whole = list(range(first, last + 1))
    return [*whole, *(number + 0.5 for number in whole)]


def _arrays(views: list[View]) -> list[Any]:
    """An array of each length that matters; none where too many do."""
    sizes = list(_said(views, _SIZES))
    if not all(is_number(size) and 0 <= size <= _MAX_LENGTH for size in sizes):
        return []
    counts = {0, *(max(0, int(size) + delta) for size in sizes for delta in (-1, 0, 1))}
    return [[None] * count for count in sorted(counts)]


def _texts(views: list[View], listed: list[Any]) -> list[str] | None:
    lengths = list(_said(views, _LENGTHS))
    if not all(is_number(length) and 0 <= length <= _MAX_LENGTH for length in lengths):
        return None
    known = [text for text in listed if isinstance(text, str)]
    sizes = {0, 1, *(len(text) for text in known)}
    sizes |= {max(0, int(length) + delta) for length in lengths for delta in (-1, 0, 1)}
    sizes.add(max(sizes) + 1)
    patterns = sorted(
        {one for one in _said(views, (_PATTERN,)) if isinstance(one, str)} - {*ANYTHING}
    )
    if len(patterns) > _MAX_PATTERNS:
        return None
    combinations = [one for n in range(len(patterns) + 1) for one in _subsets(patterns, n)]
    made = [_unlisted(size, set(known)) for size in sorted(sizes)]
    return [*known, *("" for one in made if not one), *_each(made, combinations)]


def _each(texts: list[str], combinations: list[tuple[str, ...]]) -> list[str]:
    if len(combinations) == 1:
        return [text for text in texts if text]
    return [Text(text, matched) for text in texts if text for matched in combinations]


def _unlisted(size: int, known: set[str]) -> str:
    """A text of that size that is not listed; the empty one is the only one of its size."""
    letters = (chr(ord("a") + number) for number in range(len(known) + 1))
    return next((letter * size for letter in letters if letter * size not in known), "")


def _said(views: list[View], keywords: Iterable[str]) -> Iterator[Any]:
    for view in views:
        for keyword in keywords:
            yield from (place.node for place in view.keywords.get(keyword, ()))

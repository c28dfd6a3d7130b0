"""Objects and arrays that stand for others, and the verdicts on them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final, NamedTuple

from ..verdicts import all_hold, any_holds

#: Whether each of the schemas of a place matches.
Kind = tuple[bool, ...]


class Other(NamedTuple):
    """A property that no schema names: the patterns and `propertyNames` that it matches."""

    patterns: frozenset[str]
    names: frozenset[str]
    kind: Kind


#: How many more properties an object has, and which kinds occur among them.
Beyond = tuple[int, tuple[Other, ...]]


class TriedObject(NamedTuple):
    """An object: the kinds of its properties, how many others it has and of which kinds."""

    properties: dict[str, Kind]
    more: int = 0
    others: tuple[Other, ...] = ()


class TriedArray(NamedTuple):
    """An array: its length, the kinds of its first elements and those that occur in the rest.

    Whether its elements differ, and how many are what a `contains` asks for, is independent of
    that as far as known.
    """

    length: int
    first: tuple[Kind, ...]
    rest: tuple[Kind, ...]
    is_unique: bool
    contained: dict[str, int]


class Verdict(NamedTuple):
    """Whether a value is allowed, None if that is not known, and the properties that count.

    `evaluated` are the properties, or elements, that schemas spoke of: the rest is unevaluated.
    There may be more of them if it `is_vague`.
    """

    is_allowed: bool | None
    declared: frozenset[str | None] = frozenset()
    evaluated: frozenset[Hashable] = frozenset()
    is_vague: bool = False


ALLOWED: Final = Verdict(True)
REFUSED: Final = Verdict(False)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    every = list(verdicts)
    return _joined(all_hold(one.is_allowed for one in every), every)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    possible = [one for one in verdicts if one.is_allowed is not False]
    return _joined(any_holds(one.is_allowed for one in possible), possible)


def _joined(is_allowed: bool | None, verdicts: list[Verdict]) -> Verdict:
    return Verdict(
        is_allowed,
        frozenset().union(*(one.declared for one in verdicts)),
        frozenset().union(*(one.evaluated for one in verdicts if one.is_allowed)),
        any(one.is_vague or one.is_allowed is None for one in verdicts),
    )

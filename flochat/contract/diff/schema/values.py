"""Keywords without inner schemas: bounds, lists of values, single values, flags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from ..rules import SAME_VALUES
from ..source import At
from .pair import Fact, Pair, Side, shown
from .simple_values import ANYTHING
from .views import View, is_number, spelled

Checker = Callable[[Pair], Iterator[Fact]]


def bound(keyword: str, name: str, tightest: Callable[..., Any]) -> Checker:
    """Checks a bound; where several schemas set it, the `tightest` (`min` or `max`) holds."""

    def check(pair: Pair) -> Iterator[Fact]:
        old, new = _bound(pair.old, keyword, tightest), _bound(pair.new, keyword, tightest)
        if old == new:
            return
        if old is None or new is None:
            action = "set" if old is None else "unset"
            yield Fact(f"{name}-{action}", pair.where(keyword), shown(new if old is None else old))
        else:
            action = "increased" if new > old else "decreased"
            yield Fact(f"{name}-{action}", pair.where(keyword), f"{shown(old)} -> {shown(new)}")

    return check


def single(
    keyword: str,
    name: str,
    *,
    only_changes: bool = False,
    added: str = "added",
    removed: str = "removed",
) -> Checker:
    """Checks a keyword with one value; with `only_changes` to add or remove it is a change too.

    `added` and `removed` are what the rules call it when the keyword comes or goes.
    """

    def check(pair: Pair) -> Iterator[Fact]:
        for old, new in differing(pair, keyword):
            if old is not None and new is not None:
                detail = f"{shown(old.node)} -> {shown(new.node)}"
                yield Fact(f"{name}-changed", new.pointer, detail)
            elif place := new or old:
                action = "changed" if only_changes else added if new else removed
                detail = f"{'added' if new else 'removed'}: {shown(place.node)}"
                yield Fact(f"{name}-{action}", place.pointer, detail)

    return check


def differing(
    pair: Pair, keyword: str, spell: Callable[[Side, At], str] = lambda _, at: spelled(at.node)
) -> Iterator[tuple[At | None, At | None]]:
    """The uses of a keyword that are not on both sides, an old and a new one at a time.

    A schema may have several, by `allOf`; a value must match all.
    """
    old, new = (
        {spell(side, at): at for at in view.keywords.get(keyword, ())}
        for side, view in ((pair.old_side, pair.old), (pair.new_side, pair.new))
    )
    yield from zip_longest(
        [at for name, at in old.items() if name not in new],
        [at for name, at in new.items() if name not in old],
    )


def check_enum(pair: Pair) -> Iterator[Fact]:
    """The values that a schema lists."""
    old, new = _listed(pair.old), _listed(pair.new)
    if old is None and new is not None:
        yield Fact("became-enum", pair.where("enum"), " ".join(new))
    elif old is not None and new is None:
        yield Fact("became-not-enum", pair.where("enum"), " ".join(old))
    elif old is not None and new is not None:
        yield from _listed_changes("enum-value", old, new)


def check_extensible_enum(pair: Pair) -> Iterator[Fact]:
    """The values that a schema lists as those known so far."""
    keyword = "x-extensible-enum"
    old, new = pair.old.values(keyword), pair.new.values(keyword)
    if new or keyword in pair.new.keywords:
        yield from _listed_changes("x-extensible-enum-value", old, new)


def check_pattern(pair: Pair) -> Iterator[Fact]:
    """The pattern of a string, which is known to be wider only if it accepts everything."""
    facts = single("pattern", "pattern")(pair)
    for fact, ends in zip(facts, differing(pair, "pattern"), strict=True):
        patterns = [None if at is None else at.node for at in ends]
        if any(pattern is not None and pattern not in ANYTHING for pattern in patterns):
            is_wider = fact.action == "pattern-changed" and patterns[1] in ANYTHING
            yield fact._replace(action="pattern-generalized") if is_wider else fact
        else:
            yield fact._replace(marks=SAME_VALUES)


def check_multiple_of(pair: Pair) -> Iterator[Fact]:
    """What a number must be a multiple of."""
    facts = single("multipleOf", "multiple-of", added="set", removed="unset")(pair)
    for fact, (old, new) in zip(facts, differing(pair, "multipleOf"), strict=True):
        if old is None or new is None:
            yield fact
        elif _divides(new.node, old.node):
            yield fact._replace(action="multiple-of-generalized")
        elif _divides(old.node, new.node):
            yield fact._replace(action="multiple-of-specialized")
        else:
            yield fact


def _bound(view: View, keyword: str, tightest: Callable[..., Any]) -> int | float | None:
    numbers = [place.node for place in view.keywords.get(keyword, ()) if is_number(place.node)]
    return tightest(numbers) if numbers else None


def _listed(view: View) -> dict[str, At] | None:
    """The values of an enum, by how JSON spells them; null is reported elsewhere."""
    if "enum" not in view.keywords:
        return None
    return {name: value for name, value in view.values("enum").items() if value.node is not None}


def _listed_changes(name: str, old: dict[str, At], new: dict[str, At]) -> Iterator[Fact]:
    for spelling, value in old.items():
        if spelling not in new:
            yield Fact(f"{name}-removed", value.pointer, shown(value.node))
    for spelling, value in new.items():
        if spelling not in old:
            yield Fact(f"{name}-added", value.pointer, shown(value.node))


def _divides(one: Any, other: Any) -> bool:
    """Whether every multiple of the second number is one of the first."""
    if not (is_number(one) and is_number(other)) or one == 0:
        return False
    return Decimal(str(other)) % Decimal(str(one)) == 0

"""The settings that show in the order of a list: which rows come first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from .exchange import Outcome, Steps
from .told import Facts, Teller, Told, get, numbers_of, unknown

_PEOPLE: Final = "/subscribers"


def tell_people_order(facts: Facts) -> Steps[Told]:
    """By the times of the first people and of the last."""
    times = [time for time in (yield from _interactions(facts)) if time is not None]
    pairs = [(one, other) for one, other in pairwise(times) if one != other]
    if not pairs or len({type(time) for time in times}) > 1:
        return unknown("no two people were listed whose last interactions differ")
    falling = sum(one > other for one, other in pairs)
    if falling == len(pairs):
        return Told("latest interaction", "the last interactions of people descend")
    if falling * 4 < len(pairs) * 3:
        return Told("newest person", "the last interactions of people have no order")
    return unknown("the last interactions of people nearly descend: they may have moved")


def tell_no_interaction(facts: Facts) -> Steps[Told]:
    times = yield from _interactions(facts)
    if facts.value("people_order") != "latest interaction":
        return unknown("people are not known to be listed by their last interaction")
    places = [place for place, time in enumerate(times) if time is None]
    if not places or len(places) == len(times):
        return unknown("nobody without an interaction was listed beside others")
    if places == list(range(len(places))):
        return Told("first", "people without an interaction were listed first")
    if places[-1] == len(times) - 1:
        return Told("last", "people without an interaction were listed last")
    return unknown("people without an interaction were listed among others")


def tell_orders_order(facts: Facts) -> Steps[Told]:
    ids = numbers_of((yield from get(facts, "/shop/orders", limit=100)))
    if len(ids) < 2:
        return unknown("there are no two orders with an id")
    if ids == sorted(ids):
        return Told("oldest first", "the ids of orders ascend")
    if ids == sorted(ids, reverse=True):
        return Told("newest first", "the ids of orders descend")
    return unknown("the ids of orders have no order")


def _interactions(facts: Facts) -> Steps[Sequence[Any]]:
    """When the first and the last people interacted, in their order; None for who never has.

    None at all where the last page is not known.
    """
    first = yield from get(facts, _PEOPLE, limit=100)
    page = _last_page(first)
    if page is None:
        return []
    rows = list(first.rows)
    if page > 1:
        last = yield from get(facts, _PEOPLE, limit=100, page=page)
        if last.rows == first.rows:
            return []
        rows += last.rows
    return [row.get("last_interaction") or None for row in rows if isinstance(row, dict)]


def _last_page(outcome: Outcome) -> int | None:
    """The number of the last page; None where a list does not say it."""
    last = outcome.meta.get("last_page")
    return last if isinstance(last, int) and outcome.rows else None


#: Name -> its question, in an order in which they need each other.
ORDER_TELLERS: Final[dict[str, Teller]] = {
    "people_order": tell_people_order,
    "no_interaction": tell_no_interaction,
    "orders_order": tell_orders_order,
}

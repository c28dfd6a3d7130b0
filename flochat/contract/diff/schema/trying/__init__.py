"""Objects and arrays tried as wholes, where several keywords speak of them together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..pair import Child, Fact, Pair
from ..simple_values import ABOUT_ITSELF, LISTS
from ..views import View

__all__ = ["tried_together"]

#: Where any of these occurs, what keywords say of a whole may be said by others as well.
_JOINED: Final = frozenset(
    {
        *ABOUT_ITSELF,
        *("dependentRequired", "dependentSchemas", "minProperties", "maxProperties"),
        *("contains", "minContains", "maxContains", "prefixItems"),
        *("propertyNames", "patternProperties", "unevaluatedProperties", "unevaluatedItems"),
    }
)
#: These only where they allow no element, or where several may contradict each other.
_OF_ARRAYS: Final = ("maxItems", "items")


def tried_together(pair: Pair, items: Iterable[Fact | Child]) -> list[Fact | Child]:
    """What changed, with what trying values shows of it where keywords speak of one together."""
    found = list(items)
    if not found:
        return found
    known: tuple[str, ...] = ()
    are_listed = _lists_containers(pair.old) or _lists_containers(pair.new)
    if are_listed and pair.textual == "none":
        from .listed_trial import with_listed  # seldom needed

        found, known = with_listed(pair, found)
    if not (_is_joined(pair.old) or _is_joined(pair.new)):
        return found
    from .together import together  # seldom needed, and never in a document of plain objects

    return together(pair, found, known)


def _lists_containers(view: View) -> bool:
    """Whether an object or an array with something inside is among the values that it lists."""
    if view.keywords.keys().isdisjoint(LISTS):
        return False
    listed = (view.listed or {}).values()
    return any(isinstance(at.node, dict | list) and bool(at.node) for at in listed)


def _is_joined(view: View) -> bool:
    if view.alternatives or not _JOINED.isdisjoint(view.keywords):
        return True
    if view.keywords.keys().isdisjoint(_OF_ARRAYS):
        return False
    items = view.keywords.get("items", ())
    is_empty = any(at.node == 0 for at in view.keywords.get("maxItems", ()))
    return is_empty or len(items) > 1 or any(at.node is False for at in items)

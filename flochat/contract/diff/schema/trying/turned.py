"""What works the other way round: schemas of which there may be few, and what is unevaluated.

Where trying values did not decide, what changed there may break whatever it says by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ...rules import Effect
from ..pair import GAINING, LOSING, Child, Fact, Pair
from ..spoken import OTHERS, UNEVALUATED, patterns_in, prefix_lists
from ..views import View
from .trial import HIDING, End

_CONTAINED: Final = "[contains]"


class Turned(NamedTuple):
    """Whether values may be lost, or gained, by what works the other way round."""

    is_lost: bool
    is_gained: bool


NOT_TURNED: Final = Turned(is_lost=False, is_gained=False)


def turned(pair: Pair, old: End, new: End, found: Iterable[Fact | Child]) -> Turned:
    """What may be lost and gained, as far as the keywords tell."""
    effects = {*_of_contained(pair, found)}
    before, after = _evaluated(old), _evaluated(new)
    known = {name for kind, name in before if kind == "properties"}
    # What is received has no properties that the old document does not declare.
    more = [(kind, name) for kind, name in after - before if kind != "properties" or name in known]
    return Turned(
        bool(effects & LOSING) or (_has_unevaluated(new) and bool(before - after)),
        bool(effects & GAINING) or (_has_unevaluated(old) and bool(more)),
    )


def _of_contained(pair: Pair, found: Iterable[Fact | Child]) -> Iterator[Effect]:
    """What changes of a schema in `contains` do, if the number of its elements is limited."""
    if not any("maxContains" in view.keywords for view in (pair.old, pair.new)):
        return
    for item in found:
        if not isinstance(item, Child) or item.step != _CONTAINED:
            continue
        if _is_hiding(pair, item):
            yield Effect.INCOMPARABLE  # what counts on one way need not on the other
        effects = pair.relate(item.old.origin, item.new.origin)
        if effects & LOSING:
            yield Effect.WIDENS
        if effects & GAINING:
            yield Effect.NARROWS


def _is_hiding(pair: Pair, item: Child) -> bool:
    """Whether two schemas differ, and anything inside of them is hidden on one way."""
    sides = (pair.old_side, item.old), (pair.new_side, item.new)
    before, after = ([side.digest(at) for at in view.origin] for side, view in sides)
    words = [f'"{one}": true' for one in HIDING]
    return before != after and any(word in text for word in words for text in before + after)


def _has_unevaluated(end: End) -> bool:
    return any(word in view.keywords for view in end.views for word in UNEVALUATED.values())


def _evaluated(end: End) -> Counter[tuple[str, str]]:
    """What schemas speak of: how many of them do so of which properties and elements."""
    return Counter(one for view in end.views for one in _spoken_of(view))


def _spoken_of(view: View) -> Iterator[tuple[str, str]]:
    yield from (("properties", name) for name in view.schemas("properties"))
    yield from (("patternProperties", pattern) for pattern in patterns_in([view]))
    for word in (OTHERS, "items", "contains"):
        yield from ((word, "") for _ in view.keywords.get(word, ()))
    for prefix in prefix_lists(view):
        yield from (("prefixItems", str(place)) for place in range(len(prefix)))
    yield from ((at.pointer.rpartition("/")[2], "") for at in view.evaluating)

"""Schemas that contradict themselves: of what allows no value at all, nothing is lost or gained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from ..rules import Guard
from ..source import At
from .listed import accepts
from .pair import Child, Fact, Pair, Side
from .simple_values import ABOUT_ITSELF, representatives
from .trying.spoken import schemas_of_element, schemas_of_name
from .views import View, common_types, is_number

_OF_NULL: Final = ("became-nullable", "became-not-nullable")
_HIDING: Final = ("readOnly", "writeOnly")
#: Beyond these, a schema counts as one that allows something.
_MAX_DEPTH: Final = 8
_MAX_CHOICES: Final = 16

_LISTS: Final = frozenset({"enum", "const"})
_OBJECT: Final = frozenset({"object"})
#: Where none of these occurs, a schema alone contradicts itself by mistake only.
_CONTRADICTING: Final = frozenset({"required", "minItems", *ABOUT_ITSELF})

#: Of what there is at least and at most of a schema's own values.
_BOUNDS: Final = (
    *(("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")),
    *(("minimum", "maximum"), ("exclusiveMinimum", "exclusiveMaximum")),
    *(("minimum", "exclusiveMaximum"), ("exclusiveMinimum", "maximum")),
)
_LOWER: Final = frozenset(lower for lower, _ in _BOUNDS)

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
    return not _Search(side).is_inhabited(frozenset((view,)), 0)


class _Search:
    """Looks for a value; what has to contain itself, and so on without end, is none."""

    def __init__(self, side: Side) -> None:
        self.side: Side = side
        self.pending: set[_Views] = set()

    def is_inhabited(self, views: _Views, depth: int) -> bool:
        if views in self.side.inhabited or depth > _MAX_DEPTH or _are_plain(views):
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
        for chosen in islice(product(*members), _MAX_CHOICES + 1):
            more = frozenset(self.side.view((at,)) for at in chosen) - views
            if depth < _MAX_DEPTH and any(view.alternatives for view in more):
                for deeper in self._choices(more, depth + 1):
                    yield [*own, *deeper]
            else:
                yield [*own, *more]

    def _has_value(self, views: list[View], depth: int) -> bool:
        if any(view.is_false for view in views):
            return False
        if any(not _LISTS.isdisjoint(view.keywords) for view in views):
            return self._has_listed_value(views)
        types: frozenset[str] | None = None
        for view in views:
            if view.types is not None:
                types = view.types if types is None else common_types(types, view.types)
        return (
            (types != _OBJECT and self._has_simple_value(views, depth))
            or ((types is None or "object" in types) and self._has_object(views, depth))
            or ((types is None or "array" in types) and self._has_array(views, depth))
        )

    def _has_listed_value(self, views: list[View]) -> bool:
        listed = [view.listed for view in views]
        values = {name: at.node for one in listed if one for name, at in one.items()}
        return any(
            all(accepts(self.side, view, value) is not False for view in views)
            for value in values.values()
        )

    def _has_simple_value(self, views: list[View], depth: int) -> bool:
        ends = [(self.side, view) for view in views]
        values = representatives(ends, are_containers=False)
        if values is None:
            return True
        return any(
            all(accepts(self.side, view, value) is not False for view in views)
            for value in values
            if depth or value is not None
        )

    def _has_object(self, views: list[View], depth: int) -> bool:
        if any(_is_beyond(view, "minProperties", "maxProperties") for view in views):
            return False
        names = dict.fromkeys(name for view in views for name in view.names("required"))
        return all(
            self._is_possible([at for view in views for at in schemas_of_name(view, name)], depth)
            for name in names
        )

    def _has_array(self, views: list[View], depth: int) -> bool:
        if any(_is_beyond(view, "minItems", "maxItems") for view in views):
            return False
        sizes = [at.node for view in views for at in view.keywords.get("minItems", ())]
        least = max((int(size) for size in sizes if is_number(size)), default=0)
        return all(
            self._is_possible([at for v in views for at in schemas_of_element(v, place)], depth)
            for place in range(min(least, _MAX_DEPTH))
        )

    def _is_possible(self, schemas: Sequence[At], depth: int) -> bool:
        views = frozenset(self.side.view((at,)) for at in schemas)
        if any(keyword in view.keywords for view in views for keyword in _HIDING):
            return True
        return self.is_inhabited(views, depth + 1)


def _are_plain(views: _Views) -> bool:
    """Whether there is one schema that demands nothing of what is inside a value, as most."""
    if len(views) > 1:
        return False
    return all(
        not (view.is_merged or view.alternatives)
        and _CONTRADICTING.isdisjoint(view.keywords)
        and view.types != frozenset()
        and (
            _LOWER.isdisjoint(view.keywords)
            or not any(_is_beyond(view, *bounds) for bounds in _BOUNDS)
        )
        for view in views
    )


def _is_beyond(view: View, lower: str, upper: str) -> bool:
    """Whether there has to be more of something than there may be."""
    if lower not in view.keywords or upper not in view.keywords:
        return False
    least, most = ([at.node for at in view.keywords[word]] for word in (lower, upper))
    if not all(map(is_number, (*least, *most))):
        return False
    is_exclusive = lower == "exclusiveMinimum" or upper == "exclusiveMaximum"
    return max(least) > min(most) or (is_exclusive and max(least) == min(most))

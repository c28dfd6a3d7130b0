"""Tries arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from itertools import combinations, islice, product
from typing import Final

from ..pair import Pair, Side
from ..spoken import (
    CONTAINED,
    SIZES,
    UNEVALUATED,
    beside,
    evaluates_all,
    is_size_allowed,
    numbers_in,
    prefix_lists,
    schemas_at,
    schemas_of_element,
)
from ..views import View, is_number
from .trial import MAX_TRIED, End, Trial
from .tried import REFUSED, Kind, TriedArray, Verdict

#: With more places that differ, trying costs more than it is worth.
_MAX_PREFIX: Final = 4


#: An element by its place, or that of the rest, and its kind.
Element = tuple[int, Kind]


class ArrayTrial(Trial):
    kind = "array"

    def __init__(self, pair: Pair, old: End, new: End, hiding: tuple[str, ...]) -> None:
        super().__init__(pair, old, new, hiding)
        self.are_evaluated: bool = any(UNEVALUATED["array"] in v.keywords for _, v in self.views)
        self.are_counted: bool = any("uniqueItems" in view.keywords for _, view in self.views)

    def values(self, end: End) -> list[TriedArray] | None:
        prefix = max(len(one) for _, v in self.views for one in (*prefix_lists(v), ()))
        if prefix > _MAX_PREFIX or not all(
            self.learn(place, ((s, at) for s, v in self.views for at in schemas_at(v, place)))
            for place in range(prefix + 1)
        ):
            return None
        # One for each that has to be contained, and another one.
        contained = {s.digest(at) for s, v in self.views for at in v.keywords.get("contains", ())}
        several = max(len(contained) + 1, len(self.numbers[prefix]))
        sizes = {*range(prefix + several + 1), *((2,) if self.are_counted else ())}
        for size in numbers_in(self.views, (*SIZES, *CONTAINED)):
            sizes |= {*range(size - 1, size + several + 1)}
        allowed = [
            [
                kind
                for kind in self.kinds[place]
                if self.matches(end.side, place, kind, schemas_of_element(end.view, place))
            ]
            for place in range(prefix + 1)
        ]
        tried = (
            array
            for length in sorted(size for size in sizes if size >= 0)
            for first in product(*allowed[: min(prefix, length)])
            for rest in _some(allowed[prefix], min(several, length - prefix))
            for array in self._counted(length, first, rest)
        )
        return [*islice(tried, MAX_TRIED + 1)]

    def is_kept(self, value: TriedArray, one: End, other: End) -> bool | None:
        before = self.holds(one.side, one.view, value).is_allowed
        if before is False:
            return True
        after = self.holds(other.side, other.view, value).is_allowed
        elements = self.all_parts(value)
        is_counted = self.are_counted and value.length > 1
        is_sure = all(kind in self.sure[place] for place, kind in elements) and not is_counted
        return after if before and is_sure else after or None

    def _counted(
        self, length: int, first: tuple[Kind, ...], rest: tuple[Kind, ...]
    ) -> Iterator[TriedArray]:
        """The arrays of these elements, by what may be counted of them."""
        uses = {
            side.digest(at): (side, at)
            for side, view in self.views
            for at in view.keywords.get("contains", ())
        }
        limits = numbers_in(self.views, CONTAINED)
        counts = []
        for side, at in uses.values():
            found = [self.matches(side, place, k, (at,)) for place, k in enumerate(first)]
            others = [self.matches(side, len(first), kind, (at,)) for kind in rest]
            left = length - len(first)
            least = sum(found) + (left if all(others) else sum(others))
            most = sum(found) + (left - others.count(False) if any(others) else 0)
            near = {least, most, 0, 1, *(n + more for n in limits for more in (-1, 0, 1))}
            counts.append(sorted(n for n in near if least <= n <= most))
        for chosen in product(*counts):
            for is_unique in (True, False) if self.are_counted and length > 1 else (True,):
                contained = dict(zip(uses, chosen, strict=True))
                yield TriedArray(length, first, rest, is_unique, contained)

    def own(self, side: Side, view: View, value: TriedArray) -> Iterator[Verdict]:
        elements = self.all_parts(value)
        for place, kind in elements:
            if not self.is_allowed(side, view, place, kind, schemas_of_element, place):
                yield REFUSED
        for contained in view.keywords.get("contains", ()):
            count = value.contained[side.digest(contained)]
            limits = [beside(contained, view, keyword) for keyword in CONTAINED]
            least, most = ([at.node for at in places] for places in limits)
            if not all(map(is_number, (*least, *most))):
                yield Verdict(None)
            else:
                is_few = any(count < limit for limit in least or [1])
                yield Verdict(not is_few and not any(count > limit for limit in most))
        yield Verdict(is_size_allowed(view, SIZES, value.length))
        yield Verdict("uniqueItems" not in view.keywords or value.is_unique)
        if self.are_evaluated:
            yield Verdict(True, evaluated=frozenset(self._evaluated(side, view, elements)))

    def _evaluated(self, side: Side, view: View, elements: set[Element]) -> Iterator[Element]:
        prefix = max((len(one) for one in prefix_lists(view)), default=0)
        contains = view.keywords.get("contains", ())
        is_all = evaluates_all(view, self.kind)
        for place, kind in elements:
            if (
                is_all
                or place < prefix
                or any(self.matches(side, place, kind, (at,)) for at in contains)
            ):
                yield place, kind

    def unevaluated(self, value: TriedArray, evaluated: Set[Hashable]) -> Iterator[Element]:
        return (one for one in self.all_parts(value) if one not in evaluated)

    def all_parts(self, value: TriedArray) -> set[Element]:
        return {*enumerate(value.first), *((len(value.first), kind) for kind in value.rest)}


def _some(kinds: Sequence[Kind], most: int) -> Iterator[tuple[Kind, ...]]:
    """Which kinds can occur together among so many elements: at least one, where there are any."""
    if most <= 0:
        yield ()
    for size in range(1, most + 1):
        yield from combinations(kinds, size)

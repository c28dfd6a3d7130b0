"""Tries objects."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from itertools import combinations, islice, product
from typing import Any, Final, NamedTuple

from ...source import At
from ..listed import accepts
from ..pair import Pair, Side
from ..patterns import matches
from ..simple_values import ANYTHING
from ..spoken import (
    COUNTS,
    DEPENDENT,
    OTHERS,
    UNEVALUATED,
    declared_names,
    demanded_names,
    evaluates_all,
    has_strangers,
    has_typed_others,
    hidden_names,
    inner_schemas,
    is_free,
    is_size_allowed,
    listed_names,
    numbers_in,
    patterns_in,
    plain_names,
    schemas_of_name,
    schemas_of_other,
)
from ..views import View
from .trial import MAX_TRIED, End, Trial
from .tried import REFUSED, Beyond, Kind, Other, TriedObject, Verdict

#: With more of these, trying costs more than it is worth.
_MAX_PATTERNS: Final = 2
_MAX_NAMES: Final = 8


class ObjectTrial(Trial):
    """Tries objects.

    What is hidden is in no object, and may be anything to who gets one all the same.
    """

    kind = "object"

    def __init__(self, pair: Pair, old: End, new: End, hiding: tuple[str, ...]) -> None:
        super().__init__(pair, old, new, hiding)
        self.hidden: dict[Side, set[str]] = {
            end.side: {*hidden_names(end.side, end.views, hiding)} for end in (old, new)
        }
        self.are_hidden_known: bool = self._are_hidden_known()
        self._said: dict[View, _Said] = {}
        self.are_evaluated: bool = any(UNEVALUATED["object"] in v.keywords for _, v in self.views)
        self.declared: dict[Side, set[str]] = {
            end.side: declared_names(end.views) for end in (old, new)
        }
        self.patterns: dict[Side, set[str]] = {
            end.side: {*patterns_in(end.views)} for end in (old, new)
        }
        self.are_maps: dict[Side, bool] = {
            end.side: bool(self.patterns[end.side]) or any(map(has_typed_others, end.views))
            for end in (old, new)
        }
        self.has_patterns: bool = any(self.patterns.values())
        #: Whether it is known which properties without a name there may be.
        self.are_others_known: bool = not self.has_patterns and all(
            "propertyNames" not in view.keywords for _, view in self.views
        )
        self.are_free: dict[Side, bool] = {
            end.side: is_free(end.side, end.view) for end in (old, new)
        }
        self.sizes: list[int] = numbers_in(self.views, COUNTS)
        every = [view for _, view in self.views]
        self.names: set[str] = {*declared_names(every), *self._listed_names()}
        self.apart: frozenset[str] = self._apart()
        #: What only a condition names: an object of either side may have it all the same.
        self.loose: set[str] = self.names - {
            name for end in (old, new) for name in plain_names(end.side, end.view)
        }
        #: What only one side declares: whether that is heeded, or comes, values do not tell.
        self.undeclared: set[str] = self.declared[old.side] - self.declared[new.side]

    def _apart(self) -> frozenset[str]:
        """The properties of which nothing but their own schemas speaks."""
        roots, inner = (self.old.view, self.new.view), [*self.old.views[1:], *self.new.views[1:]]
        shared = roots[0].schemas("properties").keys() & roots[1].schemas("properties").keys()
        of_each = {*COUNTS, "propertyNames", "patternProperties"}
        if any(not of_each.isdisjoint(view.keywords) for _, view in self.views):
            return frozenset()
        is_open = {OTHERS, UNEVALUATED["object"]}
        if any(not is_open.isdisjoint(view.keywords) for view in inner) or any(
            map(has_strangers, roots)
        ):
            return frozenset()
        joined = {
            *(self.names - shared if self.are_evaluated else ()),
            *declared_names(inner),
            *(name for view in roots for name in demanded_names(view)),
        }
        return frozenset(self.names - joined)

    def _listed_names(self) -> Iterator[str]:
        for side, view in self.views:
            for place in view.keywords.get("propertyNames", ()):
                listed = side.view((place,)).listed or {}
                yield from (at.node for at in listed.values() if isinstance(at.node, str))

    def is_decidable(self) -> bool:
        every = {*self.patterns[self.old.side], *self.patterns[self.new.side]}
        are_known = all(matches(one, name) is not None for one in every for name in self.names)
        is_few = len(every) <= _MAX_PATTERNS
        are_shown = not any(
            self._hides_in_refusal(end.side, view)
            for end in (self.old, self.new)
            for view in (end.views if self.hidden[end.side] else ())
        )
        return super().is_decidable() and are_known and is_few and are_shown

    def are_kept(self, one: End, other: End, *, is_quick: bool) -> bool | None:
        found = super().are_kept(one, other, is_quick=is_quick)
        return found if self.are_hidden_known or found is False else None

    def _are_hidden_known(self) -> bool:
        """Whether what is hidden is hidden by all that is said of it, and nothing demands it.

        Otherwise objects that have it may come all the same, which are not tried.
        """
        for end in (self.old, self.new):
            hidden = self.hidden[end.side]
            for view in end.views if hidden else ():
                shown = view.schemas("properties").keys() & hidden
                shown -= {*hidden_names(end.side, [view], self.hiding)}
                if shown or not hidden.isdisjoint(demanded_names(view)):
                    return False
        return True

    def _hides_in_refusal(self, side: Side, view: View) -> bool:
        """Whether it hides something where a value is not that schema, or need not be."""
        places = (at for keyword in ("not", "if") for at in view.keywords.get(keyword, ()))
        texts = [side.digest(at) for at in places]
        return any(f'"{one}": true' in text for one in self.hiding for text in texts)

    def values(self, end: End) -> list[TriedObject] | None:
        if len(self.names - self.apart) > _MAX_NAMES:
            return None
        for name in sorted(self.names - self.apart):
            if not self.learn(
                name,
                (
                    (s, at)
                    for s, v in self.views
                    if name not in self.hidden[s]
                    for at in _schemas_about(v, name)
                ),
            ):
                return None
        keywords = (OTHERS, "patternProperties", UNEVALUATED["object"])
        others = (
            (s, at) for s, v in self.views for word in keywords for at in inner_schemas(v, word)
        )
        if not self.learn(None, others):
            return None
        is_open = self.are_maps[end.side] or self.are_free[end.side]
        known = self.names if is_open else self.declared[end.side] | self.loose
        names = known - self.apart - self.hidden[end.side]
        choices = [[(name, kind) for kind in self._kinds_of(end, name)] for name in sorted(names)]
        beyond: list[Beyond] = [(0, ())]
        if is_open or self.has_patterns:
            beyond += islice(self._beyond(len(choices)), MAX_TRIED)
        tried = (
            TriedObject({name: kind for name, kind in chosen if kind is not None}, *more)
            for more in beyond
            for chosen in product(*choices)
        )
        return [*islice(tried, MAX_TRIED + 1)]

    def _kinds_of(self, end: End, name: str) -> list[Kind | None]:
        """The kinds of a property that one side may allow, None for one that is left out."""
        own = schemas_of_name(end.view, name)
        kinds: list[Kind | None] = [
            kind for kind in self.kinds[name] if self.matches(end.side, name, kind, own)
        ]
        return kinds if name in end.view.names("required") else [None, *kinds]

    def _beyond(self, named: int) -> Iterator[Beyond]:
        """How many properties an object may have beside those with a name, and which."""
        kinds = self._other_kinds()
        several = max(1, len(self.numbers[None]) + len(kinds[0].patterns | kinds[0].names))
        near = {
            size + more - fewer
            for size in self.sizes
            for more in (-1, 0, 1)
            for fewer in range(named + 1)
        }
        for count in sorted({*range(1, several + 1), *(n for n in near if n > 0)}):
            for size in range(1, min(count, several) + 1):
                yield from ((count, some) for some in combinations(kinds, size))

    def _other_kinds(self) -> list[Other]:
        """What there may be of properties without a name, the one that matches most first."""
        patterns = {*self.patterns[self.old.side], *self.patterns[self.new.side]}
        always = {one for one in patterns if one in ANYTHING}
        names = {
            side.digest(at)
            for side, view in self.views
            for at in view.keywords.get("propertyNames", ())
            if side.view((at,)).listed is None and at.node is not False
        }
        return [
            Other(frozenset({*always, *some}), frozenset(good), kind)
            for some in _subsets(sorted(patterns - always))
            for good in _subsets(sorted(names))
            for kind in self.kinds[None]
        ]

    def is_kept(self, value: TriedObject, one: End, other: End) -> bool | None:
        before = self.holds(one.side, one.view, value)
        names = {*value.properties, *([None] if value.more else [])}
        is_declared = names <= before.declared
        may_be = self.are_free[one.side] or names - self._freely_named() <= before.declared
        if before.is_allowed is False or not may_be:
            return True
        known = value if other is self.new else self._known(value)
        after = None if known is None else self.holds(other.side, other.view, known).is_allowed
        is_sure = before.is_allowed and is_declared and self._is_sure(value)
        if not self.are_hidden_known and not names.isdisjoint(self.hidden[other.side]):
            is_sure = False
        return after if is_sure and (not value.more or self.are_others_known) else after or None

    def _is_sure(self, value: TriedObject) -> bool:
        return all(kind in self.sure[name] for name, kind in value.properties.items()) and all(
            other.kind in self.sure[None] for other in value.others
        )

    def _freely_named(self) -> set[str | None]:
        """What an object may have of properties that it does not declare."""
        return {*self.loose, *([None] if self.has_patterns else [])}

    def _known(self, value: TriedObject) -> TriedObject | None:
        """Of what is received, what the old document declares; None if that is not clear."""
        side = self.old.side
        if self.are_free[side] or any(map(has_typed_others, self.old.views)):
            # What it hides is no other property, and left out as well.
            named = value.properties.items()
            return value._replace(
                properties={name: kind for name, kind in named if name not in self.hidden[side]}
            )
        patterns, names = self.patterns[side], self.declared[side] - self.hidden[side]
        kept = {
            name: kind
            for name, kind in value.properties.items()
            if name in names or any(matches(one, name) for one in patterns)
        }
        others = [one for one in value.others if patterns & one.patterns]
        if others and len(others) < len(value.others) and self.sizes:
            return None
        return TriedObject(kept, value.more if others else 0, tuple(others))

    def own(self, side: Side, view: View, value: TriedObject) -> Iterator[Verdict]:
        present = value.properties
        said = self._said.get(view)
        if said is None:
            hidden = {*hidden_names(side, [view], self.hiding)} if self.hidden[side] else set()
            said = self._said[view] = _said(side, view, self.apart | hidden)
        if missing := said.required - present.keys():
            # Whether what is hidden must be there all the same, as others say, is not known.
            yield Verdict(None) if missing <= self.hidden[side] else REFUSED
        yield from self._of_each(side, view, value)
        for name, others in said.demanded:
            if name in present and (absent := others - present.keys()):
                yield Verdict(None) if absent <= self.hidden[side] else REFUSED
        if said.are_counted:
            yield Verdict(is_size_allowed(view, COUNTS, len(present) + value.more))
        for named, digest in said.names:
            yield from (Verdict(accepts(side, named, name)) for name in present)
            yield Verdict(all(digest in one.names for one in value.others))
        for name, inner in said.dependent:
            if name in present:
                yield self.holds(side, inner, value)
        evaluated = frozenset(self._evaluated(view, value)) if self.are_evaluated else frozenset()
        yield Verdict(
            True, frozenset((*present, None) if said.is_map else said.declared), evaluated
        )

    def _evaluated(self, view: View, value: TriedObject) -> Iterator[str | Other]:
        if evaluates_all(view, self.kind):
            yield from self.all_parts(value)
            return
        patterns = {*patterns_in([view])}
        names = view.schemas("properties")
        for name in value.properties:
            if name in names or any(matches(one, name) for one in patterns):
                yield name
        yield from (one for one in value.others if one.patterns & patterns)

    def unevaluated(
        self, value: TriedObject, evaluated: Set[Hashable]
    ) -> Iterator[tuple[str | None, Kind]]:
        for name, kind in value.properties.items():
            if name not in evaluated:
                yield name, kind
        yield from ((None, one.kind) for one in value.others if one not in evaluated)

    def all_parts(self, value: TriedObject) -> set[Any]:
        return {*value.properties, *value.others}

    def _of_each(self, side: Side, view: View, value: TriedObject) -> Iterator[Verdict]:
        """What is said of the properties one by one."""
        hidden = self.hidden[side]
        for name, kind in value.properties.items():
            if name not in hidden and not self.is_allowed(
                side, view, name, kind, schemas_of_name, name
            ):
                yield REFUSED
        for other in value.others:
            if not self.is_allowed(side, view, None, other.kind, schemas_of_other, other.patterns):
                yield REFUSED


def _schemas_about(view: View, name: str) -> list[At]:
    return [*schemas_of_name(view, name), *view.keywords.get(UNEVALUATED["object"], ())]


class _Said(NamedTuple):
    """What a schema says of objects."""

    required: frozenset[str]
    demanded: list[tuple[str, set[str]]]
    are_counted: bool
    names: list[tuple[View, str]]
    dependent: list[tuple[str, View]]
    declared: frozenset[str]
    is_map: bool


def _said(side: Side, view: View, apart: frozenset[str]) -> _Said:
    return _Said(
        frozenset(view.names("required").keys() - apart),
        [(name, listed_names(lists)) for name, lists in view.schemas("dependentRequired").items()],
        not view.keywords.keys().isdisjoint(COUNTS),
        [(side.view((at,)), side.digest(at)) for at in view.keywords.get("propertyNames", ())],
        [(name, side.view(schemas)) for name, schemas in view.schemas(DEPENDENT).items()],
        frozenset(declared_names([view])),
        has_typed_others(view) or "patternProperties" in view.keywords,
    )


def _subsets(some: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(some), -1, -1):
        yield from combinations(some, size)

"""Tries values of one type: each place in them counts by which of its schemas it matches."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from itertools import combinations, product
from typing import Any, Final, NamedTuple

from ...rules import Effect
from ...source import At
from ..listed import accepts
from ..pair import Pair, Side
from ..simple_values import ABOUT_ITSELF, TYPES_OF, Text, possible_types, representatives
from ..spoken import (
    CONTAINED,
    COUNTS,
    OTHERS,
    SIZES,
    UNEVALUATED,
    is_plain,
    is_unevaluated_known,
    leaves,
    names_in,
)
from ..views import View, common_types, may_be
from .tried import ALLOWED, REFUSED, Kind, Verdict, all_of, any_of

HIDING: Final = ("readOnly", "writeOnly")
#: The keywords of objects and of arrays that are tried, beside those of any value.
_TRIED: Final[dict[str, frozenset[str]]] = {
    "object": frozenset(
        {
            *("properties", "required", OTHERS, "dependentRequired", "dependentSchemas"),
            *(*COUNTS, "propertyNames", "patternProperties", UNEVALUATED["object"]),
        }
    ),
    "array": frozenset(
        {
            *("items", "prefixItems", "uniqueItems", "contains", *CONTAINED, *SIZES),
            UNEVALUATED["array"],
        }
    ),
}
_IDLE: Final = {
    kind: frozenset(word for word, types in TYPES_OF.items() if kind not in types)
    for kind in _TRIED
}
_OF_ALL: Final = frozenset(
    {
        *("type", "nullable", "default", "deprecated", *HIDING, "x-sunset", "x-stability-level"),
        *("oneOf", "anyOf", "discriminator", "xml", "enum", "const", "format", *ABOUT_ITSELF),
    }
)
#: With more of these, trying costs more than it is worth.
_MAX_SCHEMAS: Final = 5
MAX_TRIED: Final = 400
#: The schemas that a schema has for a place.
_Schemas = Callable[[View, Any], Iterable[At]]


class End(NamedTuple):
    """A schema, and all that are about the same value: alternatives, conditions."""

    side: Side
    view: View
    views: list[View]

    @property
    def types(self) -> frozenset[str] | None:
        return possible_types(self.side, self.view)


class _Parts(NamedTuple):
    """The schemas about a value that one contains."""

    is_possible: bool
    refused: list[View]
    alternatives: list[list[View]]
    #: Each with what must hold where it is met, and where it is not.
    conditions: list[list[View | None]]


def _parts(kind: str, side: Side, view: View) -> _Parts:
    conditions = [
        (place, view.beside(place, "then"), view.beside(place, "else"))
        for place in view.keywords.get("if", ())
    ]
    return _Parts(
        may_be(kind, view.types) and view.listed is None,
        [side.view((at,)) for at in view.keywords.get("not", ())],
        [[side.view((at,)) for at in one.members] for one in view.alternatives],
        [[at and side.view((at,)) for at in ends] for ends in conditions],
    )


class Trial:
    """Tries values of one type on their way, on which one of the keywords of `HIDING` hides.

    That is readOnly on the way of what is sent. It is both where none of them occurs.
    """

    kind: str

    def __init__(self, pair: Pair, old: End, new: End, hiding: tuple[str, ...]) -> None:
        self.hiding: tuple[str, ...] = hiding
        self.pair: Pair = pair
        self.old: End = old
        self.new: End = new
        self.views: list[tuple[Side, View]] = [
            (end.side, view) for end in (old, new) for view in end.views
        ]
        #: The number of a schema in the kinds of a place, by how it is spelled.
        self.numbers: dict[Any, dict[str, int]] = {}
        self.kinds: dict[Any, list[Kind]] = {}
        self._parts: dict[View, _Parts] = {}
        self._allowed: dict[Hashable, bool] = {}
        #: The kinds that are known to exist.
        self.sure: dict[Any, set[Kind]] = {}

    def are_kept(self, one: End, other: End, *, is_quick: bool) -> bool | None:
        """Whether what one side allows is allowed by the other one; None if it is not known."""
        tried = self.values(one) if self.is_decidable() else None
        if tried is None or (is_quick and len(tried) > MAX_TRIED):
            return None
        verdict: bool | None = True if len(tried) <= MAX_TRIED else None
        for value in tried:
            is_kept = self.is_kept(value, one, other)
            if not is_kept and is_quick:
                return None
            if is_kept is False:
                return False
            verdict = verdict if is_kept else None
        return verdict

    def is_kept(self, value: Any, one: End, other: End) -> bool | None:
        """The same of a single value; None if there may be no such value."""
        raise NotImplementedError

    def is_decidable(self) -> bool:
        """Whether values show the effect of all that is said of this type."""
        known = _OF_ALL | _IDLE[self.kind] | _TRIED[self.kind]
        return all(
            view.keywords.keys() <= known and is_unevaluated_known(view, self.kind)
            for _, view in self.views
        )

    def values(self, end: End) -> Sequence[Any] | None:
        """The values to try; one more than are tried at most if there are others."""
        raise NotImplementedError

    def own(self, side: Side, view: View, value: Any) -> Iterator[Verdict]:
        raise NotImplementedError

    def holds(self, side: Side, view: View, value: Any) -> Verdict:
        """Whether a schema allows a value."""
        parts = self._parts.get(view)
        if parts is None:
            parts = self._parts[view] = _parts(self.kind, side, view)
        if not parts.is_possible:
            return REFUSED
        is_known, declared = True, set[str | None]()
        evaluated, is_vague = set[Hashable](), False
        for verdicts in (self.own(side, view, value), self._composed(side, parts, value)):
            for verdict in verdicts:
                if verdict.is_allowed is False:
                    return REFUSED
                is_known = is_known and verdict.is_allowed is True
                declared |= verdict.declared
                evaluated |= verdict.evaluated
                is_vague = is_vague or verdict.is_vague
        if places := view.keywords.get(UNEVALUATED[self.kind]):
            rest = self.unevaluated(value, evaluated)
            if not all(self.matches(side, place, kind, places) for place, kind in rest):
                if is_known and not is_vague:
                    return REFUSED
                is_known = False
            evaluated |= self.all_parts(value)
        known = True if is_known else None
        return Verdict(known, frozenset(declared), frozenset(evaluated), is_vague)

    def unevaluated(self, value: Any, evaluated: Set[Hashable]) -> Iterable[tuple[Any, Kind]]:
        """What no schema spoke of, by its place and its kind."""
        raise NotImplementedError

    def all_parts(self, value: Any) -> Set[Any]:
        """All that may be evaluated of a value."""
        raise NotImplementedError

    def _composed(self, side: Side, parts: _Parts, value: Any) -> Iterator[Verdict]:
        for view in parts.refused:
            refused = self.holds(side, view, value).is_allowed
            yield Verdict(None if refused is None else not refused)
        for members in parts.alternatives:
            yield any_of([self.holds(side, view, value) for view in members])
        for ends in parts.conditions:
            condition, then, otherwise = (
                ALLOWED if view is None else self.holds(side, view, value) for view in ends
            )
            met, unmet = all_of((condition, then)), otherwise
            if condition.is_allowed is None:
                yield any_of([met, unmet]) if then.is_allowed is unmet.is_allowed else Verdict(None)
            else:
                yield met if condition.is_allowed else unmet

    def is_allowed(
        self, side: Side, view: View, place: Any, kind: Kind, schemas: _Schemas, more: Any
    ) -> bool:
        """Whether a schema allows something of a kind in a place; `more` tells its schemas."""
        key = view, place, kind, more
        found = self._allowed.get(key)
        if found is None:
            found = self._allowed[key] = self.matches(side, place, kind, schemas(view, more))
        return found

    def matches(self, side: Side, place: Any, kind: Kind, schemas: Iterable[At]) -> bool:
        """Whether a value of that kind, in that place, matches all the schemas."""
        numbers = self.numbers[place]
        return all(
            any(
                at.node is not False if is_plain(at) else kind[numbers[side.digest(at)]]
                for at in leaves(side, schema)
            )
            for schema in schemas
        )

    def learn(self, place: Any, schemas: Iterable[tuple[Side, At]]) -> bool:
        """Find the kinds of values in a place, by the schemas of both sides; whether they are few.

        Elements and other properties without a name that are hidden are not tried.
        """
        if place in self.kinds:
            return True
        ends: dict[str, dict[Side, At]] = {}
        every: list[tuple[Side, View]] = []
        for side, schema in schemas:
            every.append((side, side.view((schema,))))
            for at in leaves(side, schema):
                every.append((side, side.view((at,))))
                if not is_plain(at):
                    ends.setdefault(side.digest(at), {}).setdefault(side, at)
        if len(ends) > _MAX_SCHEMAS or any(
            keyword in view.keywords for _, view in every for keyword in self.hiding
        ):
            return False
        self.numbers[place] = {digest: number for number, digest in enumerate(ends)}
        firsts = [next(iter(both.items())) for both in ends.values()]
        views = [(side, side.view((at,))) for side, at in firsts]
        tried = representatives(views) if views else []
        simple = representatives(views, are_containers=False) if tried is None else tried
        sure = _kinds(views, [one for one in simple or () if not isinstance(one, Text)])
        sure = {*(sure or ()), *(_kinds(views, [{}]) or ()), *(_kinds(views, [[]]) or ())}
        kinds = None if tried is None else _kinds(views, tried)
        if not views:
            sure = kinds = {()}
        if kinds is None:
            kinds = {*self._possible_kinds([*ends.values()], views), *(sure or ())}
            sure = kinds if len(ends) == 1 else {*(sure or ()), *_alone(views)}
        self.kinds[place] = sorted(kinds)
        self.sure[place] = sure or set()
        return True

    def _possible_kinds(
        self, ends: list[dict[Side, At]], views: list[tuple[Side, View]]
    ) -> list[Kind]:
        """All kinds but those that the comparison of any two of the schemas rules out."""
        found = list(product((True, False), repeat=len(ends)))
        for one, other in combinations(range(len(ends)), 2):
            for inner, outer in ((one, other), (other, one)):
                if self._is_within(ends[inner], ends[outer], ends):
                    found = [kind for kind in found if kind[outer] or not kind[inner]]
            if _are_apart(views[one], views[other]):
                found = [kind for kind in found if not (kind[one] and kind[other])]
        return found

    def _is_within(
        self, inner: dict[Side, At], outer: dict[Side, At], ends: Sequence[dict[Side, At]]
    ) -> bool:
        """Whether a schema of one document is known to allow no more than one of the other.

        All these schemas are about the same value.
        """
        pair = self.pair
        # What is covered is so where it is sent, and what is within is so where it is received.
        ways = (
            ("readOnly", pair.old_side, pair.new_side),
            ("writeOnly", pair.new_side, pair.old_side),
        )
        for hiding, side, other in ways:
            if hiding not in self.hiding:
                continue
            if side in inner and other in outer:
                one, two = (inner[side],), (outer[other],)
                is_known = (
                    pair.is_covered(one, two) if side is pair.old_side else pair.is_within(two, one)
                )
                if (
                    is_known
                    and self._takes_strangers(side, inner[side], outer[other], ends)
                    and (
                        accepts(side, side.view(one), None) is False
                        or accepts(other, other.view(two), None) is True
                    )
                ):
                    return True
        return False

    def _takes_strangers(
        self, side: Side, inner: At, outer: At, ends: Iterable[dict[Side, At]]
    ) -> bool:
        """Whether a schema takes what others declare for the same object, and the inner does not.

        What nobody declares is not compared.
        """
        declared = {name for end in ends if side in end for name in names_in(side, end[side])}
        if declared <= names_in(side, inner):
            return True
        pair = self.pair
        if side is pair.old_side:
            return Effect.NARROWS not in pair.relate_strangers((inner,), (outer,))
        return Effect.WIDENS not in pair.relate_strangers((outer,), (inner,))


def _kinds(views: list[tuple[Side, View]], values: list[Any]) -> set[Kind] | None:
    """The kinds of these values; None if any of them cannot be told."""
    kinds = {tuple(accepts(side, view, value) for side, view in views) for value in values}
    return None if any(None in kind for kind in kinds) else set(map(_known, kinds))


def _alone(views: list[tuple[Side, View]]) -> Iterator[Kind]:
    """The kinds of objects and of arrays that one of the schemas allows, and no other can."""
    types = [possible_types(side, view) for side, view in views]
    for kind in ("object", "array"):
        able = tuple(may_be(kind, one) for one in types)
        if sum(able) == 1:
            yield able


def _known(kind: tuple[bool | None, ...]) -> Kind:
    return tuple(one is True for one in kind)


def _are_apart(one: tuple[Side, View], other: tuple[Side, View]) -> bool:
    """Whether no value can match both, by types alone."""
    types, others = possible_types(*one), possible_types(*other)
    if types is None or others is None or common_types(types, others):
        return False
    return any(accepts(*end, None) is False for end in (one, other))

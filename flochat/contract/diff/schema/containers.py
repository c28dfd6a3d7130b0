"""Objects and arrays tried as wholes: what schemas say of them together decides, not each keyword.

Each element or property counts by which of the schemas inside it matches, so that a few objects and
arrays stand for all others. Where it is not known which of these schemas go together, all
combinations are tried: what holds for them holds for all values.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from types import NoneType
from typing import Any, Final, NamedTuple

from ..rules import Effect, Guard, effect_of
from ..source import At
from .composition import is_wrapping
from .listed import accepts
from .pair import Child, Fact, Pair, Side
from .patterns import matches
from .simple_values import ABOUT_ITSELF, ANYTHING, TYPES_OF, Text, possible_types, representatives
from .views import View, common_types, is_number

#: Where any of these occurs, what keywords say of a whole may be said by others as well.
_JOINED: Final = frozenset(
    {
        *ABOUT_ITSELF,
        *("dependentRequired", "dependentSchemas", "minProperties", "maxProperties"),
        *("contains", "minContains", "maxContains", "prefixItems"),
        *("propertyNames", "patternProperties"),
    }
)
_OTHERS: Final = "additionalProperties"
_COUNTS: Final = ("minProperties", "maxProperties")
_SIZES: Final = ("minItems", "maxItems")
_CONTAINED: Final = ("minContains", "maxContains")
_DEPENDENT: Final = "dependentSchemas"
_HIDING: Final = ("readOnly", "writeOnly")
#: The keywords of objects and of arrays that are tried, beside those of any value.
_TRIED: Final[dict[str, frozenset[str]]] = {
    "object": frozenset(
        {
            *("properties", "required", _OTHERS, "dependentRequired", "dependentSchemas"),
            *(*_COUNTS, "propertyNames", "patternProperties"),
        }
    ),
    "array": frozenset({"items", "prefixItems", "uniqueItems", "contains", *_CONTAINED, *_SIZES}),
}
_IDLE: Final = {
    kind: frozenset(word for word, types in TYPES_OF.items() if kind not in types)
    for kind in _TRIED
}
_OF_ALL: Final = frozenset(
    {
        *("type", "nullable", "default", "deprecated", *_HIDING, "x-sunset", "x-stability-level"),
        *("oneOf", "anyOf", "discriminator", "xml", "enum", "const", "format", *ABOUT_ITSELF),
    }
)
#: Beyond these numbers, trying costs more than it is worth.
_MAX_VIEWS: Final = 30
_MAX_DEPTH: Final = 6
_MAX_SCHEMAS: Final = 5
_MAX_PATTERNS: Final = 2
_MAX_NAMES: Final = 8
_MAX_PREFIX: Final = 4
_MAX_TRIED: Final = 400

#: Whether each of the schemas of a place matches.
_Kind = tuple[bool, ...]
#: The schemas that a schema has for a place.
_Schemas = Callable[[View, Any], Iterable[At]]


class _Other(NamedTuple):
    """A property that no schema names: the patterns and `propertyNames` that it matches."""

    patterns: frozenset[str]
    names: frozenset[str]
    kind: _Kind


#: How many more properties an object has, and which kinds occur among them.
_Beyond = tuple[int, tuple[_Other, ...]]


class _Object(NamedTuple):
    """An object: the kinds of its properties, how many others it has and of which kinds."""

    properties: dict[str, _Kind]
    more: int = 0
    others: tuple[_Other, ...] = ()


class _Array(NamedTuple):
    """An array: its length, the kinds of its first elements and those that occur in the rest.

    Whether its elements differ, and how many are what a `contains` asks for, is independent of
    that as far as known.
    """

    length: int
    first: tuple[_Kind, ...]
    rest: tuple[_Kind, ...]
    is_unique: bool
    contained: dict[str, int]


class _End(NamedTuple):
    """A schema, and all that are about the same value: alternatives, conditions."""

    side: Side
    view: View
    views: list[View]

    @property
    def types(self) -> frozenset[str] | None:
        return possible_types(self.side, self.view)


class _Verdict(NamedTuple):
    """Whether a value is allowed, None if that is not known, and the properties that count."""

    is_allowed: bool | None
    declared: frozenset[str | None] = frozenset()


_ALLOWED: Final = _Verdict(True)
_REFUSED: Final = _Verdict(False)


def tried_together(pair: Pair, items: Iterable[Fact | Child]) -> list[Fact | Child]:
    """What changed, marked where trying objects and arrays shows that nothing was lost or gained.

    A property that is of no concern to anything but itself is left to its own comparison.
    """
    found = list(items)
    if not found or not (_is_joined(pair.old) or _is_joined(pair.new)):
        return found
    if pair.are_members and is_wrapping(pair):
        return found  # all alternatives together are tried as well
    if _spelled(pair.old_side, pair.old) == _spelled(pair.new_side, pair.new):
        return found
    old, new = _end(pair.old_side, pair.old), _end(pair.new_side, pair.new)
    if old is None or new is None:
        return found
    objects = _Objects(pair, old, new)
    trials: tuple[_Trial, ...] = (objects, _Arrays(pair, old, new))
    simple = representatives(((old.side, old.view), (new.side, new.view)), are_containers=False)
    is_textual = pair.textual != "none"
    is_lost, is_gained = (
        any(_tells(pair, one, guard, effect) for one in found)
        for guard, effect in (
            (Guard.NOTHING_LOST, Effect.NARROWS),
            (Guard.NOTHING_GAINED, Effect.WIDENS),
        )
    )
    kept = _are_kept(old, new, trials, simple, is_quick=is_textual or is_lost)
    within = _are_kept(new, old, trials, simple, is_quick=is_textual or is_gained)
    marks = (
        *((Guard.NOTHING_LOST.value,) if kept else ()),
        *((Guard.NOTHING_GAINED.value,) if within else ()),
    )
    untold = [
        Fact(action, pair.new.pointer, "what all of it allows together")
        for verdict, is_told, action in (
            (kept, is_lost, "alternatives-added"),
            (within, is_gained, "alternatives-removed"),
        )
        if verdict is False and not is_told
    ]
    if not marks:
        return [*found, *untold]
    apart = {f".{name}" for name in objects.apart | objects.undeclared}
    marked = [
        one
        if one.step in apart or _is_harmless(pair, one)
        else one._replace(marks=(*one.marks, *marks))
        for one in found
    ]
    return [*marked, *untold]


def _tells(pair: Pair, item: Fact | Child, guard: Guard, effect: Effect) -> bool:
    """Whether something that changed says by itself that values were lost, or gained."""
    if guard.value in item.marks:
        return False
    telling = {effect, Effect.INCOMPARABLE, Effect.UNKNOWN}
    if isinstance(item, Fact):
        return effect_of(item.action, item.marks) in telling
    old, new = item.old, item.new
    return bool(pair.relate(old.origin, new.origin) & telling) or not _is_null_alike(pair, item)


def _is_harmless(pair: Pair, item: Fact | Child) -> bool:
    """Whether it does nothing to values, and is told for another reason, if it is."""
    if isinstance(item, Fact):
        return item.action == "became-read-only"
    effects = pair.relate(item.old.origin, item.new.origin)
    return effects <= {Effect.NONE} and _is_null_alike(pair, item)


def _is_null_alike(pair: Pair, item: Child) -> bool:
    """Whether null is allowed on both sides, or on none; of alternatives the whole says it."""
    return item.are_members or (
        accepts(pair.old_side, item.old, None) is accepts(pair.new_side, item.new, None)
    )


def _is_joined(view: View) -> bool:
    if view.alternatives or not _JOINED.isdisjoint(view.keywords):
        return True
    is_empty = any(at.node == 0 for at in view.keywords.get("maxItems", ()))
    return is_empty or any(at.node is False for at in view.keywords.get("items", ()))


def _spelled(side: Side, view: View) -> list[str]:
    return [side.digest(at) for at in view.origin]


def _end(side: Side, view: View) -> _End | None:
    views: list[View] = []
    return _End(side, view, views) if _gather(side, view, views) else None


def _gather(side: Side, view: View, views: list[View], depth: int = 0) -> bool:
    views.append(view)
    if depth > _MAX_DEPTH or len(views) > _MAX_VIEWS:
        return False
    inner = [(at,) for alternatives in view.alternatives for at in alternatives.members]
    inner += [(at,) for keyword in ABOUT_ITSELF for at in view.keywords.get(keyword, ())]
    return all(
        _gather(side, side.view(schemas), views, depth + 1)
        for schemas in (*inner, *view.schemas(_DEPENDENT).values())
    )


def _are_kept(
    one: _End,
    other: _End,
    trials: tuple[_Trial, ...],
    simple: list[Any] | None,
    *,
    is_quick: bool,
) -> bool | None:
    """Whether all that a schema allows is allowed by the other one; None if that is not known.

    With `is_quick` it does not matter whether it is not allowed or not known.
    """
    if simple is None and is_quick:
        return None
    verdict: bool | None = None if simple is None else True
    for value in simple or ():
        allowed, after = accepts(one.side, one.view, value), accepts(other.side, other.view, value)
        if allowed is not False and after is not True:
            # Null is told by itself; what a text that matches patterns is, nobody knows.
            is_sure = allowed is True and after is False
            if is_quick or (is_sure and type(value) not in (Text, NoneType)):
                return None if is_quick else False
            verdict = None
    for trial in trials:
        if _may_be(trial.kind, one.types):
            found = trial.are_kept(one, other, is_quick=is_quick)
            if found is False or (is_quick and found is None):
                return found
            verdict = verdict and found
    return verdict


def _may_be(kind: str, types: frozenset[str] | None) -> bool:
    return types is None or kind in types


class _Parts(NamedTuple):
    """The schemas about a value that one contains."""

    is_possible: bool
    refused: list[View]
    alternatives: list[list[View]]
    condition: tuple[View | None, ...]
    #: Whether there are several conditions: which of them a `then` belongs to is not known here.
    is_unclear: bool


def _parts(kind: str, side: Side, view: View) -> _Parts:
    conditions = view.keywords.get("if", ())
    ends = (view.first(keyword) for keyword in ("if", "then", "else"))
    return _Parts(
        _may_be(kind, view.types) and view.listed is None,
        [side.view((at,)) for at in view.keywords.get("not", ())],
        [[side.view((at,)) for at in one.members] for one in view.alternatives],
        tuple(at and side.view((at,)) for at in ends) if conditions else (),
        len(conditions) > 1,
    )


class _Trial:
    """Tries values of one type."""

    kind: str

    def __init__(self, pair: Pair, old: _End, new: _End) -> None:
        self.pair = pair
        self.old = old
        self.new = new
        self.views = [(end.side, view) for end in (old, new) for view in end.views]
        #: The number of a schema in the kinds of a place, by how it is spelled.
        self.numbers: dict[Any, dict[str, int]] = {}
        self.kinds: dict[Any, list[_Kind]] = {}
        self._parts: dict[View, _Parts] = {}
        self._allowed: dict[Hashable, bool] = {}
        #: The kinds that are known to exist.
        self.sure: dict[Any, set[_Kind]] = {}

    def are_kept(self, one: _End, other: _End, *, is_quick: bool) -> bool | None:
        """Whether what one side allows is allowed by the other one; None if it is not known."""
        tried = self.values(one) if self.is_decidable() else None
        if tried is None or (is_quick and len(tried) > _MAX_TRIED):
            return None
        verdict: bool | None = True if len(tried) <= _MAX_TRIED else None
        for value in tried:
            is_kept = self.is_kept(value, one, other)
            if not is_kept and is_quick:
                return None
            if is_kept is False:
                return False
            verdict = verdict if is_kept else None
        return verdict

    def is_kept(self, value: Any, one: _End, other: _End) -> bool | None:
        """The same of a single value; None if there may be no such value."""
        raise NotImplementedError

    def is_decidable(self) -> bool:
        """Whether values show the effect of all that is said of this type."""
        known = _OF_ALL | _IDLE[self.kind] | _TRIED[self.kind]
        return all(view.keywords.keys() <= known for _, view in self.views)

    def values(self, end: _End) -> Sequence[Any] | None:
        """The values to try; one more than are tried at most if there are others."""
        raise NotImplementedError

    def own(self, side: Side, view: View, value: Any) -> Iterator[_Verdict]:
        raise NotImplementedError

    def holds(self, side: Side, view: View, value: Any) -> _Verdict:
        """Whether a schema allows a value."""
        parts = self._parts.get(view)
        if parts is None:
            parts = self._parts[view] = _parts(self.kind, side, view)
        if not parts.is_possible:
            return _REFUSED
        is_known, declared = True, set[str | None]()
        for verdicts in (self.own(side, view, value), self._composed(side, parts, value)):
            for verdict in verdicts:
                if verdict.is_allowed is False:
                    return _REFUSED
                is_known = is_known and verdict.is_allowed is True
                declared |= verdict.declared
        return _Verdict(True if is_known else None, frozenset(declared))

    def _composed(self, side: Side, parts: _Parts, value: Any) -> Iterator[_Verdict]:
        for view in parts.refused:
            refused = self.holds(side, view, value).is_allowed
            yield _Verdict(None if refused is None else not refused)
        for members in parts.alternatives:
            yield _any([self.holds(side, view, value) for view in members])
        if parts.is_unclear:
            yield _Verdict(None)
        elif parts.condition:
            condition, then, otherwise = (
                _ALLOWED if view is None else self.holds(side, view, value)
                for view in parts.condition
            )
            met, unmet = _all((condition, then)), otherwise
            if condition.is_allowed is None:
                yield _any([met, unmet]) if then.is_allowed is unmet.is_allowed else _Verdict(None)
            else:
                yield met if condition.is_allowed else unmet

    def is_allowed(
        self, side: Side, view: View, place: Any, kind: _Kind, schemas: _Schemas, more: Any
    ) -> bool:
        """Whether a schema allows something of a kind in a place; `more` tells its schemas."""
        key = view, place, kind, more
        found = self._allowed.get(key)
        if found is None:
            found = self._allowed[key] = self.matches(side, place, kind, schemas(view, more))
        return found

    def matches(self, side: Side, place: Any, kind: _Kind, schemas: Iterable[At]) -> bool:
        """Whether a value of that kind, in that place, matches all the schemas."""
        numbers = self.numbers[place]
        return all(
            any(
                at.node is not False if _is_plain(at) else kind[numbers[side.digest(at)]]
                for at in _leaves(side, schema)
            )
            for schema in schemas
        )

    def learn(self, place: Any, schemas: Iterable[tuple[Side, At]]) -> bool:
        """Find the kinds of values in a place, by the schemas of both sides; whether they are few.

        What is readOnly or writeOnly is not tried.
        """
        if place in self.kinds:
            return True
        ends: dict[str, dict[Side, At]] = {}
        every: list[tuple[Side, View]] = []
        for side, schema in schemas:
            every.append((side, side.view((schema,))))
            for at in _leaves(side, schema):
                every.append((side, side.view((at,))))
                if not _is_plain(at):
                    ends.setdefault(side.digest(at), {}).setdefault(side, at)
        if len(ends) > _MAX_SCHEMAS or any(
            keyword in view.keywords for _, view in every for keyword in _HIDING
        ):
            return False
        self.numbers[place] = {digest: number for number, digest in enumerate(ends)}
        firsts = [next(iter(both.items())) for both in ends.values()]
        views = [(side, side.view((at,))) for side, at in firsts]
        tried = representatives(views) if views else []
        simple = representatives(views, are_containers=False) if tried is None else tried
        sure = _kinds(views, [one for one in simple or () if not isinstance(one, Text)])
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
    ) -> list[_Kind]:
        """All kinds but those that the comparison of any two of the schemas rules out."""
        found = list(product((True, False), repeat=len(ends)))
        for one, other in combinations(range(len(ends)), 2):
            for inner, outer in ((one, other), (other, one)):
                if self._is_within(ends[inner], ends[outer]):
                    found = [kind for kind in found if kind[outer] or not kind[inner]]
            if _are_apart(views[one], views[other]):
                found = [kind for kind in found if not (kind[one] and kind[other])]
        return found

    def _is_within(self, inner: dict[Side, At], outer: dict[Side, At]) -> bool:
        """Whether a schema of one document is known to allow no more than one of the other."""
        pair = self.pair
        for side, other in ((pair.old_side, pair.new_side), (pair.new_side, pair.old_side)):
            if side in inner and other in outer:
                one, two = (inner[side],), (outer[other],)
                is_known = (
                    pair.is_covered(one, two) if side is pair.old_side else pair.is_within(two, one)
                )
                if is_known and (
                    accepts(side, side.view(one), None) is False
                    or accepts(other, other.view(two), None) is True
                ):
                    return True
        return False


class _Objects(_Trial):
    kind = "object"

    def __init__(self, pair: Pair, old: _End, new: _End) -> None:
        super().__init__(pair, old, new)
        self._said: dict[View, _Said] = {}
        self.declared = {end.side: _names(end.views) for end in (old, new)}
        self.patterns = {end.side: {*_patterns(end.views)} for end in (old, new)}
        self.are_maps = {
            end.side: bool(self.patterns[end.side]) or any(map(_has_typed_others, end.views))
            for end in (old, new)
        }
        self.has_patterns = any(self.patterns.values())
        #: Whether it is known which properties without a name there may be.
        self.are_others_known = not self.has_patterns and all(
            "propertyNames" not in view.keywords for _, view in self.views
        )
        self.are_free = {end.side: _is_free(end.side, end.view) for end in (old, new)}
        self.sizes = _numbers(self.views, _COUNTS)
        every = [view for _, view in self.views]
        self.names = {*_names(every), *self._listed_names()}
        self.apart = self._apart()
        #: What only a condition names: an object of either side may have it all the same.
        self.loose = self.names - {
            name for end in (old, new) for name in _plain_names(end.side, end.view)
        }
        #: What only one side declares: whether that is heeded, or comes, values do not tell.
        self.undeclared = self.declared[old.side] - self.declared[new.side]

    def _apart(self) -> frozenset[str]:
        """The properties of which nothing but their own schemas speaks."""
        roots, inner = (self.old.view, self.new.view), [*self.old.views[1:], *self.new.views[1:]]
        of_each = {*_COUNTS, "propertyNames", "patternProperties"}
        if any(not of_each.isdisjoint(view.keywords) for _, view in self.views):
            return frozenset()
        if any(_OTHERS in view.keywords for view in inner) or any(map(_has_strangers, roots)):
            return frozenset()
        joined = {*_names(inner), *(name for view in roots for name in _demanded(view))}
        return frozenset(self.names - joined)

    def _listed_names(self) -> Iterator[str]:
        for side, view in self.views:
            for place in view.keywords.get("propertyNames", ()):
                listed = side.view((place,)).listed or {}
                yield from (at.node for at in listed.values() if isinstance(at.node, str))

    def is_decidable(self) -> bool:
        every = {*self.patterns[self.old.side], *self.patterns[self.new.side]}
        are_known = all(matches(one, name) is not None for one in every for name in self.names)
        return super().is_decidable() and are_known and len(every) <= _MAX_PATTERNS

    def values(self, end: _End) -> list[_Object] | None:
        if len(self.names - self.apart) > _MAX_NAMES:
            return None
        for name in sorted(self.names - self.apart):
            if not self.learn(name, ((s, at) for s, v in self.views for at in _of_name(v, name))):
                return None
        keywords = (_OTHERS, "patternProperties")
        others = ((s, at) for s, v in self.views for word in keywords for at in _inner(v, word))
        if not self.learn(None, others):
            return None
        is_open = self.are_maps[end.side] or self.are_free[end.side]
        known = self.names if is_open else self.declared[end.side] | self.loose
        names = known - self.apart
        choices = [[(name, kind) for kind in self._kinds_of(end, name)] for name in sorted(names)]
        beyond: list[_Beyond] = [(0, ())]
        if is_open or self.has_patterns:
            beyond += islice(self._beyond(len(choices)), _MAX_TRIED)
        tried = (
            _Object({name: kind for name, kind in chosen if kind is not None}, *more)
            for more in beyond
            for chosen in product(*choices)
        )
        return [*islice(tried, _MAX_TRIED + 1)]

    def _kinds_of(self, end: _End, name: str) -> list[_Kind | None]:
        """The kinds of a property that one side may allow, None for one that is left out."""
        own = _of_name(end.view, name)
        kinds: list[_Kind | None] = [
            kind for kind in self.kinds[name] if self.matches(end.side, name, kind, own)
        ]
        return kinds if name in end.view.names("required") else [None, *kinds]

    def _beyond(self, named: int) -> Iterator[_Beyond]:
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

    def _other_kinds(self) -> list[_Other]:
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
            _Other(frozenset({*always, *some}), frozenset(good), kind)
            for some in _subsets(sorted(patterns - always))
            for good in _subsets(sorted(names))
            for kind in self.kinds[None]
        ]

    def is_kept(self, value: _Object, one: _End, other: _End) -> bool | None:
        before = self.holds(one.side, one.view, value)
        names = {*value.properties, *([None] if value.more else [])}
        is_declared = names <= before.declared
        may_be = self.are_free[one.side] or names - self._freely_named() <= before.declared
        if before.is_allowed is False or not may_be:
            return True
        known = value if other is self.new else self._known(value)
        after = None if known is None else self.holds(other.side, other.view, known).is_allowed
        is_sure = before.is_allowed and is_declared and self._is_sure(value)
        return after if is_sure and (not value.more or self.are_others_known) else after or None

    def _is_sure(self, value: _Object) -> bool:
        return all(kind in self.sure[name] for name, kind in value.properties.items()) and all(
            other.kind in self.sure[None] for other in value.others
        )

    def _freely_named(self) -> set[str | None]:
        """What an object may have of properties that it does not declare."""
        return {*self.loose, *([None] if self.has_patterns else [])}

    def _known(self, value: _Object) -> _Object | None:
        """Of what is received, what the old document declares; None if that is not clear."""
        side = self.old.side
        if self.are_free[side] or any(map(_has_typed_others, self.old.views)):
            return value
        patterns, names = self.patterns[side], self.declared[side]
        kept = {
            name: kind
            for name, kind in value.properties.items()
            if name in names or any(matches(one, name) for one in patterns)
        }
        others = [one for one in value.others if patterns & one.patterns]
        if others and len(others) < len(value.others) and self.sizes:
            return None
        return _Object(kept, value.more if others else 0, tuple(others))

    def own(self, side: Side, view: View, value: _Object) -> Iterator[_Verdict]:
        present = value.properties
        said = self._said.get(view)
        if said is None:
            said = self._said[view] = _said(side, view, self.apart)
        if not said.required <= present.keys():
            yield _REFUSED
        yield from self._of_each(side, view, value)
        for name, others in said.demanded:
            if name in present and not others <= present.keys():
                yield _REFUSED
        if said.are_counted:
            yield _Verdict(_is_size_allowed(view, _COUNTS, len(present) + value.more))
        for named, digest in said.names:
            yield from (_Verdict(accepts(side, named, name)) for name in present)
            yield _Verdict(all(digest in one.names for one in value.others))
        for name, inner in said.dependent:
            if name in present:
                yield self.holds(side, inner, value)
        yield _Verdict(True, frozenset((*present, None) if said.is_map else said.declared))

    def _of_each(self, side: Side, view: View, value: _Object) -> Iterator[_Verdict]:
        """What is said of the properties one by one."""
        for name, kind in value.properties.items():
            if not self.is_allowed(side, view, name, kind, _of_name, name):
                yield _REFUSED
        for other in value.others:
            if not self.is_allowed(side, view, None, other.kind, _of_other, other.patterns):
                yield _REFUSED


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
        [(name, _listed(lists)) for name, lists in view.schemas("dependentRequired").items()],
        not view.keywords.keys().isdisjoint(_COUNTS),
        [(side.view((at,)), side.digest(at)) for at in view.keywords.get("propertyNames", ())],
        [(name, side.view(schemas)) for name, schemas in view.schemas(_DEPENDENT).items()],
        frozenset(_names([view])),
        _has_typed_others(view) or "patternProperties" in view.keywords,
    )


class _Arrays(_Trial):
    kind = "array"

    def __init__(self, pair: Pair, old: _End, new: _End) -> None:
        super().__init__(pair, old, new)
        self.are_counted = any("uniqueItems" in view.keywords for _, view in self.views)

    def values(self, end: _End) -> list[_Array] | None:
        prefix = max(len(one) for _, v in self.views for one in (*_prefixes(v), ()))
        if prefix > _MAX_PREFIX or not all(
            self.learn(place, ((s, at) for s, v in self.views for at in _of_position(v, place)))
            for place in range(prefix + 1)
        ):
            return None
        several = max(1, len(self.numbers[prefix]))
        sizes = {*range(prefix + several + 1), *((2,) if self.are_counted else ())}
        for size in _numbers(self.views, (*_SIZES, *_CONTAINED)):
            sizes |= {*range(size - 1, size + several + 1)}
        allowed = [
            [
                kind
                for kind in self.kinds[place]
                if self.matches(end.side, place, kind, _items(end.view, place))
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
        return [*islice(tried, _MAX_TRIED + 1)]

    def is_kept(self, value: _Array, one: _End, other: _End) -> bool | None:
        before = self.holds(one.side, one.view, value).is_allowed
        if before is False:
            return True
        after = self.holds(other.side, other.view, value).is_allowed
        elements = [*enumerate(value.first), *((len(value.first), kind) for kind in value.rest)]
        is_counted = self.are_counted and value.length > 1
        is_sure = all(kind in self.sure[place] for place, kind in elements) and not is_counted
        return after if before and is_sure else after or None

    def _counted(
        self, length: int, first: tuple[_Kind, ...], rest: tuple[_Kind, ...]
    ) -> Iterator[_Array]:
        """The arrays of these elements, by what may be counted of them."""
        uses = {
            side.digest(at): (side, at)
            for side, view in self.views
            for at in view.keywords.get("contains", ())
        }
        limits = _numbers(self.views, _CONTAINED)
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
                yield _Array(length, first, rest, is_unique, contained)

    def own(self, side: Side, view: View, value: _Array) -> Iterator[_Verdict]:
        elements = [*enumerate(value.first), *((len(value.first), kind) for kind in value.rest)]
        for place, kind in elements:
            if not self.is_allowed(side, view, place, kind, _items, place):
                yield _REFUSED
        for contained in view.keywords.get("contains", ()):
            count = value.contained[side.digest(contained)]
            limits = [_beside(contained, view, keyword) for keyword in _CONTAINED]
            least, most = ([at.node for at in places] for places in limits)
            if not all(map(is_number, (*least, *most))):
                yield _Verdict(None)
            else:
                is_few = any(count < limit for limit in least or [1])
                yield _Verdict(not is_few and not any(count > limit for limit in most))
        yield _Verdict(_is_size_allowed(view, _SIZES, value.length))
        yield _Verdict("uniqueItems" not in view.keywords or value.is_unique)


def _all(verdicts: Iterable[_Verdict]) -> _Verdict:
    every = list(verdicts)
    found = [one.is_allowed for one in every]
    is_allowed = False if False in found else None if None in found else True
    return _Verdict(is_allowed, frozenset().union(*(one.declared for one in every)))


def _any(verdicts: Iterable[_Verdict]) -> _Verdict:
    possible = [one for one in verdicts if one.is_allowed is not False]
    found = [one.is_allowed for one in possible]
    is_allowed = True if True in found else None if None in found else False
    return _Verdict(is_allowed, frozenset().union(*(one.declared for one in possible)))


def _is_plain(at: At) -> bool:
    """Whether it allows everything, or nothing."""
    return isinstance(at.node, bool) or at.node == {}


def _kinds(views: list[tuple[Side, View]], values: list[Any]) -> set[_Kind] | None:
    """The kinds of these values; None if any of them cannot be told."""
    kinds = {tuple(accepts(side, view, value) for side, view in views) for value in values}
    return None if any(None in kind for kind in kinds) else set(map(_known, kinds))


def _alone(views: list[tuple[Side, View]]) -> Iterator[_Kind]:
    """The kinds of objects and of arrays that one of the schemas allows, and no other can."""
    types = [possible_types(side, view) for side, view in views]
    for kind in ("object", "array"):
        able = tuple(_may_be(kind, one) for one in types)
        if sum(able) == 1:
            yield able


def _known(kind: tuple[bool | None, ...]) -> _Kind:
    return tuple(one is True for one in kind)


def _are_apart(one: tuple[Side, View], other: tuple[Side, View]) -> bool:
    """Whether no value can match both, by types alone."""
    types, others = possible_types(*one), possible_types(*other)
    if types is None or others is None or common_types(types, others):
        return False
    return any(accepts(*end, None) is False for end in (one, other))


def _names(views: Iterable[View]) -> set[str]:
    """The names of all properties that objects are declared to have."""
    return {
        name
        for view in views
        for name in (*view.schemas("properties"), *view.names("required"), *_demanded(view))
    }


def _plain_names(side: Side, view: View, depth: int = 0) -> Iterator[str]:
    """The names of the properties that it declares without a condition, itself or alternatives."""
    yield from view.schemas("properties")
    yield from view.names("required")
    for alternatives in view.alternatives if depth <= _MAX_DEPTH else ():
        for at in alternatives.members:
            yield from _plain_names(side, side.view((at,)), depth + 1)


def _demanded(view: View) -> Iterator[str]:
    yield from view.schemas(_DEPENDENT)
    for name, lists in view.schemas("dependentRequired").items():
        yield name
        yield from _listed(lists)


def _listed(lists: Iterable[At]) -> set[str]:
    return {str(one.node) for at in lists for one in at.elements()}


def _patterns(views: Iterable[View]) -> Iterator[str]:
    for view in views:
        yield from view.schemas("patternProperties")


def _has_typed_others(view: View) -> bool:
    return any(at.node is not False for at in view.keywords.get(_OTHERS, ()))


def _has_strangers(view: View) -> bool:
    """Whether what is said of other properties is said of some that are declared elsewhere."""
    declared = view.schemas("properties").keys()
    return any(
        declared - {name for one in _beside(at, view, "properties") for name, _ in one.members()}
        for at in view.keywords.get(_OTHERS, ())
    )


def _is_free(side: Side, view: View, depth: int = 0) -> bool:
    """Whether objects of free form are allowed: those of which no property is declared."""
    if view.types is not None and "object" not in view.types:
        return False
    if view.schemas("properties") or view.names("required") or depth > _MAX_DEPTH:
        return False
    if "patternProperties" in view.keywords or _has_typed_others(view):
        return False
    return all(
        any(_is_free(side, side.view((at,)), depth + 1) for at in alternatives.members)
        for alternatives in view.alternatives
    )


def _inner(view: View, keyword: str) -> list[At]:
    if keyword == _OTHERS:
        return view.keywords.get(keyword, [])
    return [at for schemas in view.schemas(keyword).values() for at in schemas]


def _of_name(view: View, name: str) -> list[At]:
    """The schemas that a property must match."""
    found = [*view.schemas("properties").get(name, ())]
    matched = frozenset(one for one in _patterns([view]) if matches(one, name))
    found += (at for one in matched for at in view.schemas("patternProperties")[one])
    for others in view.keywords.get(_OTHERS, ()):
        declared = (one.node for one in _beside(others, view, "properties"))
        if not any(name in names for names in declared) and not _is_matched(others, view, matched):
            found.append(others)
    return found


def _of_other(view: View, patterns: frozenset[str]) -> list[At]:
    """The schemas that a property without a name must match, which matches some patterns."""
    by_pattern = view.schemas("patternProperties")
    found = [at for one in patterns & by_pattern.keys() for at in by_pattern[one]]
    others = view.keywords.get(_OTHERS, ())
    return [*found, *(at for at in others if not _is_matched(at, view, patterns))]


def _is_matched(others: At, view: View, patterns: frozenset[str]) -> bool:
    """Whether any of these patterns stands beside an `additionalProperties`."""
    places = _beside(others, view, "patternProperties")
    return any(pattern in patterns for at in places for pattern in at.node)


def _beside(place: At, view: View, keyword: str) -> list[At]:
    """The uses of another keyword in the same schema."""
    pointer = f"{place.pointer.rpartition('/')[0]}/{keyword}"
    return [at for at in view.keywords.get(keyword, ()) if at.pointer == pointer]


def _leaves(side: Side, schema: At, depth: int = 0) -> list[At]:
    """The schema itself; if it is nothing but alternatives, these."""
    if _is_plain(schema) or depth > _MAX_DEPTH:
        return [schema]
    view = side.view((schema,))
    if len(view.alternatives) != 1 or view.types is not None or view.keywords:
        return [schema]
    (alternatives,) = view.alternatives
    found = [leaf for at in alternatives.members for leaf in _leaves(side, at, depth + 1)]
    null = At(f"{schema.pointer}/null", {"type": "null"})
    return [*found, null] if alternatives.has_null else found


def _prefixes(view: View) -> Iterator[list[At]]:
    yield from ([*at.elements()] for at in view.keywords.get("prefixItems", ()))


def _items(view: View, place: int) -> list[At]:
    """The schemas that the element in a place must match."""
    found = [prefix[place] for prefix in _prefixes(view) if place < len(prefix)]
    for items in view.keywords.get("items", ()):
        prefixes = _beside(items, view, "prefixItems")
        if all(place >= len([*at.elements()]) for at in prefixes):
            found.append(items)
    return found


def _of_position(view: View, place: int) -> list[At]:
    return [*_items(view, place), *view.keywords.get("contains", ())]


def _some(kinds: Sequence[_Kind], most: int) -> Iterator[tuple[_Kind, ...]]:
    """Which kinds can occur together among so many elements: at least one, where there are any."""
    if most <= 0:
        yield ()
    for size in range(1, most + 1):
        yield from combinations(kinds, size)


def _numbers(views: Iterable[tuple[Side, View]], keywords: Iterable[str]) -> list[int]:
    places = [at for _, view in views for word in keywords for at in view.keywords.get(word, ())]
    return [int(at.node) for at in places if is_number(at.node)]


def _is_size_allowed(view: View, keywords: tuple[str, str], size: int) -> bool | None:
    lower, upper = ([at.node for at in view.keywords.get(keyword, ())] for keyword in keywords)
    if not all(map(is_number, (*lower, *upper))):
        return None
    return all(limit <= size for limit in lower) and all(size <= limit for limit in upper)


def _subsets(some: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(some), -1, -1):
        yield from combinations(some, size)

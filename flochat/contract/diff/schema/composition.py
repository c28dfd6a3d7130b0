"""Schemas that are composed of others: `allOf`, `oneOf`, `anyOf` and the discriminator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final

from ..rules import SAME_VALUES, Effect, Guard
from ..source import PROSE, At
from .emptiness import is_empty
from .listed import accepts
from .members import (
    Key,
    Matching,
    Member,
    Names,
    alike,
    are_apart,
    demands_more,
    digest,
    label,
    labels,
    matched,
    place,
    pointers,
    reference,
    single,
    tagged_by,
    title,
    unchanged,
    without,
)
from .pair import GAINING, LOSING, NOTHING_SAID, Child, Fact, Pair, Side, shown
from .simple_values import representatives
from .views import Alternatives, View

_KEPT: Final = (Guard.NOTHING_LOST.value,)
_WITHIN: Final = (Guard.NOTHING_GAINED.value,)
_NAMES: Final = {"oneOf": "one-of", "anyOf": "any-of"}
# Keywords that do not restrict values.
_ANNOTATIONS: Final = {
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "x-sunset",
    "x-stability-level",
}
_UNEVALUATED: Final = "unevaluatedProperties"
_MAX_DEPTH: Final = 5
_SCHEMAS: Final = "#/components/schemas/"
_FRAME: Final = _ANNOTATIONS | {"type", "nullable", "discriminator"}


def check_all_of(pair: Pair) -> Iterator[Fact]:
    """Members added to or removed from `allOf`; what they say is compared with everything else.

    One that changed is none of them, nor is one inside another. What says nothing new binds no more
    than before.
    """
    if not (pair.old.has_all_of or pair.new.has_all_of):
        return
    old, new = _parts(pair.old), _parts(pair.new)
    found, are_changed = _same_parts(pair, old, new)
    for member in _outermost(pair.old_side, found.removed):
        others = (pair.new.origin, *new)
        yield from _part(pair, pair.old_side, member, others, are_changed=are_changed)
    for member in _outermost(pair.new_side, found.added):
        others = (pair.old.origin, *old)
        yield from _part(pair, pair.new_side, member, others, are_changed=are_changed)


def _same_parts(pair: Pair, old: list[Member], new: list[Member]) -> tuple[Matching, bool]:
    """Which members of an `allOf` correspond, and whether any of these changed beyond its name."""
    found = matched(pair, old, new, (unchanged, reference, digest, title, place))
    removed, added = (
        [one for one in _outermost(side, members) if _binds(side.view(one))]
        for side, members in ((pair.old_side, found.removed), (pair.new_side, found.added))
    )
    keys = set(map(pointers, removed)), set(map(pointers, added))
    pairs = [both for both in alike(pair, removed, added, *keys) if _share_keywords(pair, *both)]
    if pair.old.has_all_of and pair.new.has_all_of:
        # A value must match them all: which of the rest became which makes no difference.
        rest = Matching([], removed, added).with_pairs(pairs)
        pairs += zip(rest.removed, rest.added, strict=False)
    return found.with_pairs(pairs), bool(pairs)


def _part(
    pair: Pair, side: Side, member: Member, others: Sequence[Sequence[At]], *, are_changed: bool
) -> Iterator[Fact]:
    """A member of an `allOf` that has no counterpart among the `others`; the whole comes first."""
    action = "all-of-removed" if side is pair.old_side else "all-of-added"
    if not _binds(side.view(member)):
        yield _fact(f"{action}-annotation-only", side, [member], is_covered=True)
        return
    felt = [*_felt(pair, side, member, others)]
    is_covered = not felt[-1]
    if is_covered and are_changed:
        return
    whole = tuple(others[0])
    both = (member, whole) if side is pair.old_side else (whole, member)
    # What is not known of it is told where that is, if there is anything to compare.
    if {Effect.UNKNOWN} not in felt or not _share_keywords(pair, *both):
        yield _fact(action, side, [member], is_covered=is_covered)


def _felt(
    pair: Pair, side: Side, member: Member, others: Sequence[Sequence[At]]
) -> Iterator[Set[Effect]]:
    """What values notice of a member beside those of the other side, up to one that says it."""
    for other in others:
        if side is pair.old_side:
            effects = pair.relate(member, other) & GAINING
        else:
            effects = pair.relate(other, member) & LOSING
        yield effects
        if not effects:
            break


def _parts(view: View) -> list[Member]:
    """The members of an `allOf`, without those that are nothing but an `allOf` themselves."""
    return [
        (part,)
        for part in view.parts
        if not (isinstance(part.node, dict) and part.node.keys() - PROSE == {"allOf"})
    ]


def _share_keywords(pair: Pair, one: Member, other: Member) -> bool:
    return (
        not pair.old_side.view(one).keywords.keys().isdisjoint(pair.new_side.view(other).keywords)
    )


def _outermost(side: Side, members: Sequence[Member]) -> list[Member]:
    """Members without those that are part of another one of them."""
    inner: set[Key] = set()
    for member in members:
        view = side.view(member)
        inner |= {(at.pointer,) for at in view.parts if view.has_all_of}
    return without(members, inner)


def is_wrapping(pair: Pair) -> bool:
    """Whether a single schema became one of several, or the other way round."""
    return _is_wrapped(pair.old, pair.new) or _is_wrapped(pair.new, pair.old)


def check_wrapping(pair: Pair) -> Iterator[Fact | Child]:
    """A single schema against several: it is one more of them, or no longer among them."""
    old, new = pair.old, pair.new
    if new.alternatives:
        ((keyword, members, _),) = new.alternatives
        yield from _check_members(pair, keyword, _by_type(old), single(members))
    else:
        ((keyword, members, _),) = old.alternatives
        yield from _check_members(pair, keyword, single(members), _by_type(new))


def check_alternatives(pair: Pair) -> Iterator[Fact | Child]:
    """The members of `oneOf` and `anyOf`; the first may turn into the second."""
    old, new = _changed(pair)
    for before, after in zip(old, new, strict=False):
        members = single(before.members), single(after.members)
        found = [*_check_members(pair, after.keyword, *members)]
        marks = _whole_marks(pair, before, after) if any(map(_is_felt, found)) else ()
        for item in found:
            yield item._replace(marks=(*item.marks, *marks)) if marks else item
    for one in new[len(old) :]:
        is_covered = _accept_all(pair, one)
        yield _fact("alternatives-added", pair.new_side, single(one.members), is_covered=is_covered)
    for one in old[len(new) :]:
        is_covered = _accepted_all(pair, one)
        listed = single(one.members)
        yield _fact("alternatives-removed", pair.old_side, listed, is_covered=is_covered)


def _is_felt(item: Fact | Child) -> bool:
    return not {*SAME_VALUES} <= {*item.marks}


def _whole_marks(pair: Pair, before: Alternatives, after: Alternatives) -> tuple[str, ...]:
    """What holds of all that changed in alternatives, because others restrict nothing."""
    members = single(before.members), single(after.members)
    is_lost = not all(_is_elsewhere(pair, one, members[1]) for one in members[0])
    is_gained = not all(_was_elsewhere(pair, members[0], other) for other in members[1])
    return _kept_and_within(
        is_lost and _accept_all(pair, after), is_gained and _accepted_all(pair, before)
    )


def _accept_all(pair: Pair, alternatives: Alternatives) -> bool:
    """Whether new alternatives allow whatever was allowed, so that they restrict nothing."""
    if _UNEVALUATED in pair.new.keywords:
        return False  # which of them declares a property matters, too
    members = single(alternatives.members)
    return any(pair.is_covered(pair.old.origin, member) for member in members) or any(
        all(_is_elsewhere(pair, one, members) for one in single(before.members))
        for before in pair.old.alternatives
    )


def _accepted_all(pair: Pair, alternatives: Alternatives) -> bool:
    """Whether old alternatives allowed whatever is allowed now, so that they restricted nothing."""
    if _UNEVALUATED in pair.old.keywords:
        return False
    members = single(alternatives.members)
    return any(pair.is_within(member, pair.new.origin) for member in members) or any(
        all(_was_elsewhere(pair, members, other) for other in single(after.members))
        for after in pair.new.alternatives
    )


def _changed(pair: Pair) -> tuple[list[Alternatives], list[Alternatives]]:
    """The uses of `oneOf` and `anyOf` on both sides, without those that say the same."""
    old = {_digests(pair.old_side, one): one for one in pair.old.alternatives}
    new = {_digests(pair.new_side, one): one for one in pair.new.alternatives}
    return (
        [one for digests, one in old.items() if digests not in new],
        [one for digests, one in new.items() if digests not in old],
    )


def _digests(side: Side, alternatives: Alternatives) -> frozenset[str]:
    return frozenset(side.digest(member) for member in alternatives.members)


def check_discriminator(pair: Pair) -> Iterator[Fact]:
    """How alternatives are told apart."""
    old, new = pair.old.first("discriminator"), pair.new.first("discriminator")
    if not old or not new:
        if place := new or old:
            yield Fact(f"discriminator-{'added' if new else 'removed'}", place.pointer)
        return
    names = [shown(at.node.get("propertyName")) for at in (old, new)]
    if names[0] != names[1]:
        detail = " -> ".join(names)
        yield Fact("discriminator-property-name-changed", new.pointer, detail)
    before, after = (at.get("mapping", {}).node for at in (old, new))
    for value in before.keys() | after.keys():
        if value not in after:
            yield Fact("discriminator-mapping-deleted", old.pointer, shown(value))
        elif value not in before:
            yield Fact("discriminator-mapping-added", new.pointer, shown(value))
        elif before[value] != after[value]:
            yield Fact("discriminator-mapping-changed", new.pointer, shown(value))


def _fact(action: str, side: Side, members: Sequence[Member], *, is_covered: bool) -> Fact:
    marks = SAME_VALUES if is_covered else ()
    names = labels(side, members)
    detail = ", ".join(names[pointers(member)] for member in members)
    return Fact(action, members[0][0].pointer, detail, "", marks)


def _by_type(view: View) -> list[Member]:
    """A schema as alternatives, one for each of its types."""
    origin = tuple(view.origin)
    if view.types is None or len(view.types) < 2:
        return [origin]
    names = sorted(view.types)
    return [(*origin, At(f"{view.pointer}/type/{name}", {"type": name})) for name in names]


def _check_members(
    pair: Pair, keyword: str, old: Sequence[Member], new: Sequence[Member]
) -> Iterator[Fact | Child]:
    """Members by what they allow: a value that one of them allows is allowed by the whole.

    So an old member that a new one covers has lost nothing, wherever that stands in the list.
    """
    found = _counterparts(pair, old, new)
    lost = {pointers(one) for one in found.removed if not _is_elsewhere(pair, one, new)}
    gained = {pointers(other) for other in found.added if not _was_elsewhere(pair, old, other)}
    if any(pair.new_side.view(other).is_unfollowed for other in found.added):
        lost = set()  # as far as known: it may take them
    if any(pair.old_side.view(one).is_unfollowed for one in found.removed):
        gained = set()
    similar = alike(pair, found.removed, found.added, lost, gained)
    names = labels(pair.old_side, old), labels(pair.new_side, new)
    rest = found.with_pairs(similar)
    unfollowed = (
        [one for one in rest.removed if pair.old_side.view(one).is_unfollowed],
        [other for other in rest.added if pair.new_side.view(other).is_unfollowed],
    )
    for members, own in zip(unfollowed, names, strict=True):
        for member in members:
            detail = own[pointers(member)]
            yield Fact("unfollowed-reference-changed", member[0].pointer, detail)
    known = (
        without(members, set(map(pointers, others)))
        for members, others in zip((rest.removed, rest.added), unfollowed, strict=True)
    )
    yield from _come_and_gone(keyword, Matching([], *known), names, (lost, gained))
    # Another alternative may take what this one takes no longer, or took what it takes now.
    for before, after in found.pairs:
        is_kept = is_within = False
        if not _are_same(pair, before, after):
            is_kept = _loses_nothing(pair, before, after, new)
            is_within = _gains_nothing(pair, before, after, old)
        elif reference(pair.old_side, before) == reference(pair.new_side, after):
            continue
        yield _member(pair, before, after, names[1], _kept_and_within(is_kept, is_within))
        if is_kept or is_within:
            yield from _mapped(pair, before, after, is_kept=is_kept, is_within=is_within)
    for before, after in similar:
        is_kept, is_within = pointers(before) not in lost, pointers(after) not in gained
        if any(view.is_unfollowed for view in _views(pair, before, after)):
            is_kept = is_within = False
        yield _member(pair, before, after, names[1], _kept_and_within(is_kept, is_within))


def _mapped(
    pair: Pair, before: Member, after: Member, *, is_kept: bool, is_within: bool
) -> Iterator[Fact]:
    """A member that a discriminator names, where another one takes instead what it took, or takes.

    Whoever heeds the discriminator asks no other.
    """
    values = _mapped_to(pair.old_side, pair.old, before) & _mapped_to(
        pair.new_side, pair.new, after
    )
    if not values:
        return
    effects = pair.relate(before, after)
    name = label(pair.new_side, after)
    detail = f"{', '.join(map(shown, sorted(values)))} -> {name}"
    for is_felt, effect, action in (
        (is_kept, Effect.NARROWS, "discriminator-mapping-narrowed"),
        (is_within, Effect.WIDENS, "discriminator-mapping-widened"),
    ):
        if is_felt and not effects.isdisjoint((effect, Effect.INCOMPARABLE)):
            yield Fact(action, after[0].pointer, detail)


def _mapped_to(side: Side, view: View, member: Member) -> Set[str]:
    """The values of a discriminator that lead to a member: those mapped to it, or its own name."""
    place, name = view.first("discriminator"), reference(side, member)
    if place is None or name is None:
        return set()
    mapping = {
        value: target if "/" in target else f"{_SCHEMAS}{target}"
        for value, target in place.get("mapping", {}).node.items()
        if isinstance(target, str)
    }
    values = {value for value, target in mapping.items() if target == name}
    return values or {label(side, member)} - mapping.keys()


def _member(
    pair: Pair, before: Member, after: Member, names: Names, marks: tuple[str, ...]
) -> Child:
    child = pair.child(f"[{names[pointers(after)]}]", before, after)
    return child._replace(are_members=True, marks=marks)


def _kept_and_within(is_kept: bool, is_within: bool) -> tuple[str, ...]:
    return (*(_KEPT if is_kept else ()), *(_WITHIN if is_within else ()))


def _come_and_gone(
    keyword: str, found: Matching, names: tuple[Names, Names], felt: tuple[Set[Key], Set[Key]]
) -> Iterator[Fact]:
    """Members without a counterpart: each that is felt, and in one line those that others cover."""
    covered: list[list[Member]] = []
    sides = (("removed", found.removed), ("added", found.added))
    for (action, members), own, effective in zip(sides, names, felt, strict=True):
        covered.append(without(members, effective))
        for member in members:
            if (key := pointers(member)) in effective:
                yield Fact(f"{_NAMES[keyword]}-{action}", member[0].pointer, own[key])
    gone, come = (
        ", ".join(own[pointers(member)] for member in members)
        for members, own in zip(covered, names, strict=True)
    )
    for action, members in (("added", covered[1]), ("removed", covered[0])):
        if members:
            detail = f"{come} in place of {gone}" if come and gone else come or gone
            pointer = members[0][0].pointer
            yield Fact(f"{_NAMES[keyword]}-{action}", pointer, detail, "", SAME_VALUES)
            break


def _counterparts(pair: Pair, old: Sequence[Member], new: Sequence[Member]) -> Matching:
    """The members that correspond, by what they say, their names, or what tells them apart."""
    names = {
        at.node.get("propertyName")
        for view in (pair.old, pair.new)
        for at in view.keywords.get("discriminator", ())
    }
    keys = [tagged_by(name) for name in names if isinstance(name, str)]
    return matched(pair, old, new, (unchanged, digest, reference, title, *keys))


def _loses_nothing(pair: Pair, before: Member, after: Member, new: Sequence[Member]) -> bool:
    return not pair.is_covered(before, after) and _is_elsewhere(pair, before, new)


def _gains_nothing(pair: Pair, before: Member, after: Member, old: Sequence[Member]) -> bool:
    return not pair.is_within(before, after) and _was_elsewhere(pair, old, after)


def _are_accepted(side: Side, one: Member, other_side: Side, others: Sequence[Member]) -> bool:
    """Whether each value of a member is allowed by one of the others, if a few values tell."""
    view = side.view(one)
    parts = [part for other in others for part in _alternatives_of(other_side, other) or [other]]
    views = [other_side.view(part) for part in parts]
    simple = [other for other in views if representatives([(other_side, other)]) is not None]
    values = representatives([(side, view), *((other_side, other) for other in simple)])
    if values is None:
        if view.listed is None:
            return False
        values, simple = [at.node for at in view.listed.values()], views
    return all(
        accepts(side, view, value) is False
        or any(accepts(other_side, other, value) is True for other in simple)
        for value in values
    )


def _is_elsewhere(pair: Pair, one: Member, new: Sequence[Member], depth: int = 0) -> bool:
    """Whether what an old member allows is allowed by the new ones."""
    for other in _likely(pair.old_side, one, pair.new_side, new):
        if _are_same(pair, one, other):
            return True
        if are_apart(pair, one, other) or demands_more(*_views(pair, one, other)[::-1]):
            continue
        if pair.is_covered(one, other) and _takes_others(pair, one, other):
            return True
    if _are_accepted(pair.old_side, one, pair.new_side, new):
        return True
    inner = _alternatives_of(pair.old_side, one) if depth < _MAX_DEPTH else []
    if inner:
        return all(_is_elsewhere(pair, each, new, depth + 1) for each in inner)
    return pair.textual == "none" and is_empty(pair.old_side, pair.old_side.view(one))


def _was_elsewhere(pair: Pair, old: Sequence[Member], other: Member, depth: int = 0) -> bool:
    """Whether what a new member allows was allowed by the old ones."""
    for one in _likely(pair.new_side, other, pair.old_side, old):
        if _are_same(pair, one, other):
            return True
        if are_apart(pair, one, other) or demands_more(*_views(pair, one, other)):
            continue
        is_within = pair.is_within(one, other) and not _is_new_to(pair, one, other, old)
        if is_within and _took_others(pair, one, other):
            return True
    if _are_accepted(pair.new_side, other, pair.old_side, old):
        return True
    inner = _alternatives_of(pair.new_side, other) if depth < _MAX_DEPTH else []
    if inner:
        return all(_was_elsewhere(pair, old, each, depth + 1) for each in inner)
    return pair.textual == "none" and is_empty(pair.new_side, pair.new_side.view(other))


def _are_same(pair: Pair, one: Member, other: Member) -> bool:
    mine = digest(pair.old_side, one)
    return mine is not None and mine == digest(pair.new_side, other)


def _views(pair: Pair, one: Member, other: Member) -> tuple[View, View]:
    return pair.old_side.view(one), pair.new_side.view(other)


def _likely(side: Side, member: Member, other_side: Side, others: Sequence[Member]) -> list[Member]:
    """The members that may take what one takes: first that of the same name, or that says it."""
    name, own = reference(side, member), digest(side, member)
    return sorted(
        others,
        key=lambda other: (
            digest(other_side, other) != own,
            name is None or reference(other_side, other) != name,
        ),
    )


def _takes_others(pair: Pair, one: Member, other: Member) -> bool:
    """Whether a new member takes what an old one may have of the properties of its siblings."""
    own = pair.old_side.view(one).schemas("properties").keys()
    theirs = pair.new_side.view(other).schemas("properties")
    if _are_unevaluated(pair.new, own - theirs.keys()):
        return False
    return all(
        pair.is_covered(before, theirs[name])
        for name in theirs.keys() - own
        for before in _of_siblings(pair.old_side, pair.old, name)
    )


def _took_others(pair: Pair, one: Member, other: Member) -> bool:
    """Whether an old member took what a new one may have of the properties of its siblings."""
    own = pair.new_side.view(other).schemas("properties").keys()
    theirs = pair.old_side.view(one).schemas("properties")
    if _are_unevaluated(pair.old, own - theirs.keys()):
        return False
    return all(
        pair.is_within(theirs[name], after)
        for name in theirs.keys() - own
        for after in _of_siblings(pair.new_side, pair.new, name)
    )


def _are_unevaluated(whole: View, names: Set[str]) -> bool:
    """Whether any of these properties has to be declared by another alternative."""
    return _UNEVALUATED in whole.keywords and bool(names - whole.schemas("properties").keys())


def _of_siblings(side: Side, view: View, name: str, depth: int = 0) -> Iterator[Member]:
    """What a property may be by the whole, or by any alternative however deep inside."""
    if found := view.schemas("properties").get(name):
        yield found
    elif place := view.names("required").get(name):
        yield (At(place.pointer, NOTHING_SAID),)
    for alternatives in view.alternatives if depth < _MAX_DEPTH else ():
        for member in alternatives.members:
            yield from _of_siblings(side, side.view((member,)), name, depth + 1)


def _is_new_to(pair: Pair, one: Member, other: Member, old: Sequence[Member]) -> bool:
    """Whether a new member has properties that an old one refuses and another one declared.

    Those that no old member declared do not count.
    """
    before = pair.old_side.view(one)
    is_closed = any(at.node is False for at in before.keywords.get("additionalProperties", ()))
    if not is_closed and "propertyNames" not in before.keywords:
        return False
    names = {*pair.new_side.view(other).schemas("properties")}
    names -= before.schemas("properties").keys()
    return any(names & pair.old_side.view(each).schemas("properties").keys() for each in old)


def _alternatives_of(side: Side, member: Member) -> list[Member]:
    """The members of one that is itself nothing but alternatives."""
    view = side.view(member)
    if len(view.alternatives) != 1 or not view.keywords.keys() <= _FRAME or view.types is not None:
        return []
    return single(view.alternatives[0].members)


def _binds(schema: View) -> bool:
    return not schema.keywords.keys() <= _ANNOTATIONS or bool(schema.alternatives)


def _is_wrapped(one: View, other: View) -> bool:
    """Whether a single schema on one side is merely an alternative on the other."""
    return (
        not one.alternatives
        and len(other.alternatives) == 1
        and other.keywords.keys() <= _FRAME
        and not one.keywords.keys() <= _FRAME - {"type"}
        and (other.types is None or (one.types is not None and one.types <= other.types))
    )

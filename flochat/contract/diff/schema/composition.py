"""Schemas that are composed of others: `allOf`, `oneOf`, `anyOf` and the discriminator."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from typing import Final, NamedTuple

from ... import json_pointer
from ..rules import SAME_VALUES, Effect, Guard
from ..source import At
from .listed import accepts
from .pair import NOTHING_SAID, Child, Fact, Pair, Side, shown
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
_FRAME: Final = _ANNOTATIONS | {"type", "nullable", "discriminator"}


def check_all_of(pair: Pair) -> Iterator[Fact]:
    """Members added to or removed from `allOf`; what they say is compared with everything else.

    One that says nothing new binds no more than before.
    """
    if not (pair.old.has_all_of or pair.new.has_all_of):
        return
    old, new = _single(pair.old.parts), _single(pair.new.parts)
    _, removed, added = _matched(pair, old, new, (_reference, _digest))
    is_said_elsewhere = bool(removed and added) and not all(
        _annotation(member[0], "$ref") for member in (*removed, *added)
    )
    for side, members, action in (
        (pair.old_side, removed, "all-of-removed"),
        (pair.new_side, added, "all-of-added"),
    ):
        for member in members:
            is_covered = (
                any(pair.is_within(member, one) for one in (pair.new.origin, *new))
                if side is pair.old_side
                else any(pair.is_covered(one, member) for one in (pair.old.origin, *old))
            )
            if not _binds(side.view(member)):
                yield _fact(f"{action}-annotation-only", member, is_covered=True)
            elif not (is_covered and is_said_elsewhere):
                yield _fact(action, member, is_covered=is_covered)


def is_wrapping(pair: Pair) -> bool:
    """Whether a single schema became one of several, or the other way round."""
    return _is_wrapped(pair.old, pair.new) or _is_wrapped(pair.new, pair.old)


def check_wrapping(pair: Pair) -> Iterator[Fact | Child]:
    """A single schema against several: it is one more of them, or no longer among them."""
    old, new = pair.old, pair.new
    if new.alternatives:
        ((keyword, members, _),) = new.alternatives
        yield from _check_members(pair, keyword, _by_type(old), _single(members))
    else:
        ((keyword, members, _),) = old.alternatives
        yield from _check_members(pair, keyword, _single(members), _by_type(new))


def check_alternatives(pair: Pair) -> Iterator[Fact | Child]:
    """The members of `oneOf` and `anyOf`; the first may turn into the second."""
    old, new = _changed(pair)
    for before, after in zip(old, new, strict=False):
        members = _single(before.members), _single(after.members)
        is_lost = not all(_is_elsewhere(pair, one, members[1]) for one in members[0])
        is_gained = not all(_was_elsewhere(pair, members[0], other) for other in members[1])
        marks = (
            *(_KEPT if is_lost and _accept_all(pair, after) else ()),
            *(_WITHIN if is_gained and _accepted_all(pair, before) else ()),
        )
        for item in _check_members(pair, after.keyword, *members):
            yield item._replace(marks=(*item.marks, *marks)) if marks else item
    for one in new[len(old) :]:
        is_covered = _accept_all(pair, one)
        yield _fact("alternatives-added", one.members, is_covered=is_covered)
    for one in old[len(new) :]:
        is_covered = _accepted_all(pair, one)
        yield _fact("alternatives-removed", one.members, is_covered=is_covered)


def _accept_all(pair: Pair, alternatives: Alternatives) -> bool:
    """Whether new alternatives allow whatever was allowed, so that they restrict nothing."""
    if _UNEVALUATED in pair.new.keywords:
        return False  # which of them declares a property matters, too
    members = _single(alternatives.members)
    return any(pair.is_covered(pair.old.origin, member) for member in members) or any(
        all(_is_elsewhere(pair, one, members) for one in _single(before.members))
        for before in pair.old.alternatives
    )


def _accepted_all(pair: Pair, alternatives: Alternatives) -> bool:
    """Whether old alternatives allowed whatever is allowed now, so that they restricted nothing."""
    if _UNEVALUATED in pair.old.keywords:
        return False
    members = _single(alternatives.members)
    return any(pair.is_within(member, pair.new.origin) for member in members) or any(
        all(_was_elsewhere(pair, members, other) for other in _single(after.members))
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


#: A member: one schema, or several of which a value must match each.
_Member = tuple[At, ...]
_Key = Callable[[Side, _Member], Hashable]


class _Matching(NamedTuple):
    """Which members correspond, and which have no counterpart."""

    pairs: list[tuple[_Member, _Member]]
    removed: list[_Member]
    added: list[_Member]


def _fact(action: str, members: Sequence[At], *, is_covered: bool) -> Fact:
    marks = SAME_VALUES if is_covered else ()
    return Fact(action, members[0].pointer, ", ".join(map(_label, members)), "", marks)


def _single(members: Sequence[At]) -> list[_Member]:
    return [(member,) for member in members]


def _by_type(view: View) -> list[_Member]:
    """A schema as alternatives, one for each of its types."""
    origin = tuple(view.origin)
    if view.types is None or len(view.types) < 2:
        return [origin]
    names = sorted(view.types)
    return [(*origin, At(f"{view.pointer}/type/{name}", {"type": name})) for name in names]


def _check_members(
    pair: Pair, keyword: str, old: Sequence[_Member], new: Sequence[_Member]
) -> Iterator[Fact | Child]:
    """Members by what they allow: a value that one of them allows is allowed by the whole.

    So an old member that a new one covers has lost nothing, wherever that stands in the list.
    """
    pairs, removed, added = _counterparts(pair, old, new)
    lost = [one for one in removed if not _is_elsewhere(pair, one, new)]
    gained = [other for other in added if not _was_elsewhere(pair, old, other)]
    similar = _similar(pair, removed, added, lost, gained)
    sides = (("removed", removed, lost), ("added", added, gained))
    for number, (action, members, effective) in enumerate(sides):
        for member in _without(members, {_pointers(both[number]) for both in similar}):
            is_covered = member not in effective
            yield _fact(f"{_NAMES[keyword]}-{action}", member, is_covered=is_covered)
    for before, after in (*pairs, *similar):
        # Another alternative may take what this one takes no longer, or took what it takes now.
        marks = (
            *(_KEPT if _loses_nothing(pair, before, after, new) else ()),
            *(_WITHIN if _gains_nothing(pair, before, after, old) else ()),
        )
        child = pair.child(f"[{_label(after[0])}]", before, after)
        yield child._replace(are_members=True, marks=marks)


def _similar(
    pair: Pair,
    removed: Sequence[_Member],
    added: Sequence[_Member],
    lost: Sequence[_Member],
    gained: Sequence[_Member],
) -> list[tuple[_Member, _Member]]:
    """Members of one type, the comparison of which says what was lost or gained, and no more."""
    pairs: list[tuple[_Member, _Member]] = []
    others = list(added)
    for one in removed:
        for other in others:
            if _single_type(pair.old_side, one) != _single_type(pair.new_side, other):
                continue
            is_lost, is_gained = one in lost, other in gained
            if (is_lost and is_gained) or (
                pair.is_within(one, other) if is_lost else is_gained and pair.is_covered(one, other)
            ):
                pairs.append((one, other))
                others.remove(other)
                break
    return pairs


def _counterparts(pair: Pair, old: Sequence[_Member], new: Sequence[_Member]) -> _Matching:
    """The members that correspond, and did not merely trade places with another."""
    pairs, removed, added = _matched(pair, old, new, (_reference, _digest, _title))
    settled = [
        (one, other)
        for one, other in pairs
        if pair.relate(one, other) <= {Effect.NONE}
        or not (_is_elsewhere(pair, one, new) and _was_elsewhere(pair, old, other))
    ]
    return _Matching(
        settled,
        [*removed, *(one for one, other in pairs if (one, other) not in settled)],
        [*added, *(other for one, other in pairs if (one, other) not in settled)],
    )


def _loses_nothing(pair: Pair, before: _Member, after: _Member, new: Sequence[_Member]) -> bool:
    return not pair.is_covered(before, after) and _is_elsewhere(pair, before, new)


def _gains_nothing(pair: Pair, before: _Member, after: _Member, old: Sequence[_Member]) -> bool:
    return not pair.is_within(before, after) and _was_elsewhere(pair, old, after)


def _are_accepted(side: Side, one: _Member, other_side: Side, others: Sequence[_Member]) -> bool:
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


def _is_elsewhere(pair: Pair, one: _Member, new: Sequence[_Member], depth: int = 0) -> bool:
    """Whether what an old member allows is allowed by the new ones."""
    if any(pair.is_covered(one, other) and _takes_others(pair, one, other) for other in new):
        return True
    if _are_accepted(pair.old_side, one, pair.new_side, new):
        return True
    inner = _alternatives_of(pair.old_side, one) if depth < _MAX_DEPTH else []
    return bool(inner) and all(_is_elsewhere(pair, each, new, depth + 1) for each in inner)


def _was_elsewhere(pair: Pair, old: Sequence[_Member], other: _Member, depth: int = 0) -> bool:
    """Whether what a new member allows was allowed by the old ones."""
    if any(
        pair.is_within(one, other)
        and not _is_new_to(pair, one, other, old)
        and _took_others(pair, one, other)
        for one in old
    ):
        return True
    if _are_accepted(pair.new_side, other, pair.old_side, old):
        return True
    inner = _alternatives_of(pair.new_side, other) if depth < _MAX_DEPTH else []
    return bool(inner) and all(_was_elsewhere(pair, old, each, depth + 1) for each in inner)


def _takes_others(pair: Pair, one: _Member, other: _Member) -> bool:
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


def _took_others(pair: Pair, one: _Member, other: _Member) -> bool:
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


def _of_siblings(side: Side, view: View, name: str, depth: int = 0) -> Iterator[_Member]:
    """What a property may be by the whole, or by any alternative however deep inside."""
    if found := view.schemas("properties").get(name):
        yield found
    elif place := view.names("required").get(name):
        yield (At(place.pointer, NOTHING_SAID),)
    for alternatives in view.alternatives if depth < _MAX_DEPTH else ():
        for member in alternatives.members:
            yield from _of_siblings(side, side.view((member,)), name, depth + 1)


def _is_new_to(pair: Pair, one: _Member, other: _Member, old: Sequence[_Member]) -> bool:
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


def _alternatives_of(side: Side, member: _Member) -> list[_Member]:
    """The members of one that is itself nothing but alternatives."""
    view = side.view(member)
    if len(view.alternatives) != 1 or not view.keywords.keys() <= _FRAME or view.types is not None:
        return []
    return _single(view.alternatives[0].members)


def _matched(
    pair: Pair, old: Sequence[_Member], new: Sequence[_Member], keys: Sequence[_Key]
) -> _Matching:
    """Find the counterparts, one to one and by the most reliable key first."""
    pairs: list[tuple[_Member, _Member]] = []
    removed, added = list(old), list(new)
    for key in keys:
        if not removed or not added:
            break
        candidates: dict[Hashable, list[_Member]] = {}
        for member in reversed(added):
            candidates.setdefault(key(pair.new_side, member), []).append(member)
        candidates.pop(None, None)
        matches = [
            (one, candidates[name].pop())
            for one in removed
            if candidates.get(name := key(pair.old_side, one))
        ]
        pairs += matches
        removed = _without(removed, {_pointers(one) for one, _ in matches})
        added = _without(added, {_pointers(other) for _, other in matches})
    return _Matching(pairs, removed, added)


def _without(members: Sequence[_Member], pointers: Set[tuple[str, ...]]) -> list[_Member]:
    return [member for member in members if _pointers(member) not in pointers]


def _pointers(member: _Member) -> tuple[str, ...]:
    return tuple(at.pointer for at in member)


def _reference(_side: Side, member: _Member) -> Hashable:
    return _annotation(member[0], "$ref") if len(member) == 1 else None


def _digest(side: Side, member: _Member) -> Hashable:
    return side.digest(member[0]) if len(member) == 1 else None


def _title(side: Side, member: _Member) -> Hashable:
    return None if _reference(side, member) else _annotation(member[0], "title")


def _single_type(side: Side, member: _Member) -> Hashable:
    return None if _reference(side, member) else side.view(member).types


def _annotation(member: At, keyword: str) -> str | None:
    text = member.node.get(keyword) if isinstance(member.node, dict) else None
    return text if isinstance(text, str) else None


def _label(member: At) -> str:
    reference = _annotation(member, "$ref")
    if reference:
        return _last_name(reference)
    name = _annotation(member, "title") or _annotation(member, "type")
    return name or member.pointer.rpartition("/")[2]


def _last_name(reference: str) -> str:
    """The last key of a reference; of one to a whole file, the name of that."""
    key = json_pointer.split(reference)[-1] if "/" in reference else reference
    return key.rpartition("/")[2]


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

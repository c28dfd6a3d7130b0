"""Schemas that are composed of others: `allOf`, `oneOf`, `anyOf` and the discriminator."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, NamedTuple

from ..source import At
from .pair import Child, Fact, Pair, Side, shown
from .views import ALTERNATIVES, View

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
_FRAME: Final = _ANNOTATIONS | {"type", "nullable", "discriminator"}


def check_all_of(pair: Pair) -> Iterator[Fact]:
    """Members added to or removed from `allOf`; what they say is compared with everything else."""
    if not (pair.old.has_all_of or pair.new.has_all_of):
        return
    _, removed, added = _matched(pair, pair.old.parts, pair.new.parts, (_reference, _digest))
    if removed and added and not all(_annotation(member, "$ref") for member in (*removed, *added)):
        return  # the same may be said elsewhere
    for side, members, action in (
        (pair.old_side, removed, "all-of-removed"),
        (pair.new_side, added, "all-of-added"),
    ):
        for member in members:
            suffix = "" if _binds(side.view((member,))) else "-annotation-only"
            yield Fact(action + suffix, member.pointer, _label(member))


def is_wrapping(pair: Pair) -> bool:
    """Whether a single schema became one of several, or the other way round."""
    return _is_wrapped(pair.old, pair.new) or _is_wrapped(pair.new, pair.old)


def check_wrapping(pair: Pair) -> Iterator[Fact | Child]:
    """A single schema against several."""
    old, new = pair.old, pair.new
    if new.alternatives:
        ((keyword, members),) = new.alternatives.items()
        if keyword == "oneOf":
            yield Fact("wrapped-in-one-of", new.pointer)
        yield from _check_members(pair, keyword, old.origin, members, removed_as="type-changed")
    else:
        ((keyword, members),) = old.alternatives.items()
        yield from _check_members(pair, keyword, members, new.origin)


def check_alternatives(pair: Pair) -> Iterator[Fact | Child]:
    """The members of `oneOf` and `anyOf`."""
    old, new = pair.old.alternatives, pair.new.alternatives
    if len(old) == len(new) == 1:  # oneOf may turn into anyOf
        (before,), ((keyword, after),) = old.values(), new.items()
        yield from _check_members(pair, keyword, before, after)
        return
    for keyword in ALTERNATIVES:
        if keyword in old and keyword in new:
            yield from _check_members(pair, keyword, old[keyword], new[keyword])
        elif members := new.get(keyword) or old.get(keyword):
            action = "alternatives-added" if keyword in new else "alternatives-removed"
            yield Fact(action, members[0].pointer, ", ".join(map(_label, members)))


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


class _Matching(NamedTuple):
    """Which members correspond, and which have no counterpart."""

    pairs: list[tuple[At, At]]
    removed: list[At]
    added: list[At]


_Key = Callable[[Side, At], Hashable]


def _check_members(
    pair: Pair, keyword: str, old: Sequence[At], new: Sequence[At], removed_as: str = ""
) -> Iterator[Fact | Child]:
    pairs, removed, added = _matched(pair, old, new, (_reference, _digest, _title, _single_type))
    for member in removed:
        yield Fact(removed_as or f"{_NAMES[keyword]}-removed", member.pointer, _label(member))
    for member in added:
        yield Fact(f"{_NAMES[keyword]}-added", member.pointer, _label(member))
    for before, after in pairs:
        yield pair.child(f"[{_label(after)}]", (before,), (after,))


def _matched(pair: Pair, old: Sequence[At], new: Sequence[At], keys: Sequence[_Key]) -> _Matching:
    """Find the counterparts, one to one and by the most reliable key first."""
    pairs: list[tuple[At, At]] = []
    removed, added = list(old), list(new)
    for key in keys:
        if not removed or not added:
            break
        candidates: dict[Hashable, list[At]] = {}
        for member in reversed(added):
            candidates.setdefault(key(pair.new_side, member), []).append(member)
        candidates.pop(None, None)
        matches = [
            (one, candidates[name].pop())
            for one in removed
            if candidates.get(name := key(pair.old_side, one))
        ]
        pairs += matches
        removed = _without(removed, [one for one, _ in matches])
        added = _without(added, [other for _, other in matches])
    return _Matching(pairs, removed, added)


def _without(members: list[At], others: list[At]) -> list[At]:
    pointers = {other.pointer for other in others}
    return [member for member in members if member.pointer not in pointers]


def _reference(_side: Side, member: At) -> Hashable:
    return _annotation(member, "$ref")


def _digest(side: Side, member: At) -> Hashable:
    return side.digest(member)


def _title(side: Side, member: At) -> Hashable:
    return None if _reference(side, member) else _annotation(member, "title")


def _single_type(side: Side, member: At) -> Hashable:
    return None if _reference(side, member) else side.view((member,)).types


def _annotation(member: At, keyword: str) -> str | None:
    text = member.node.get(keyword) if isinstance(member.node, dict) else None
    return text if isinstance(text, str) else None


def _label(member: At) -> str:
    reference = _annotation(member, "$ref")
    if reference:
        return reference.rpartition("/")[2]
    name = _annotation(member, "title") or _annotation(member, "type")
    return name or member.pointer.rpartition("/")[2]


def _binds(schema: View) -> bool:
    return not schema.keywords.keys() <= _ANNOTATIONS or bool(schema.alternatives)


def _is_wrapped(one: View, other: View) -> bool:
    """Whether a single schema on one side is merely an alternative on the other."""
    return (
        not one.alternatives
        and len(other.alternatives) == 1
        and other.keywords.keys() <= _FRAME
        and not one.keywords.keys() <= _FRAME - {"type"}
    )

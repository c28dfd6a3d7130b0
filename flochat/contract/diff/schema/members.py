"""Members of `allOf`, `oneOf` and `anyOf`: what they are called, and which of them correspond."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from ... import json_pointer
from ..rules import Effect
from ..source import At
from .pair import Pair, Side, shown
from .views import View, common_types

#: A member: one schema, or several of which a value must match each.
Member = tuple[At, ...]
#: What a member is known by in its document: its pointers.
Key = tuple[str, ...]
#: What members are called.
Names = dict[Key, str]
#: What members that correspond have in common; None is nothing.
_Trait = Callable[[Side, Member], Hashable]

_MAX_NAMES: Final = 3
_MAX_VALUE: Final = 30
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_OBJECT: Final = frozenset({"object"})
#: Keywords with which an object may lack whatever it does not require.
_PLAIN: Final = frozenset(
    ("type", "properties", "required", "additionalProperties", "deprecated", "default")
)
#: How much has to be in common for members to be the same one, changed.
_ALIKE: Final = 0.5
#: What being of the same type counts for, where there is nothing else.
_SAME_TYPE: Final = 0.01
#: What listing the same values of a property counts for, among all properties.
_SAME_TAG: Final = 1.0


class Matching(NamedTuple):
    """Which members correspond, and which have no counterpart."""

    pairs: list[tuple[Member, Member]]
    removed: list[Member]
    added: list[Member]

    def with_pairs(self, pairs: Sequence[tuple[Member, Member]]) -> Matching:
        """The same with more pairs, of what had no counterpart."""
        removed = without(self.removed, {pointers(one) for one, _ in pairs})
        added = without(self.added, {pointers(other) for _, other in pairs})
        return Matching([*self.pairs, *pairs], removed, added)


def single(members: Iterable[At]) -> list[Member]:
    return [(member,) for member in members]


def pointers(member: Member) -> Key:
    return tuple(at.pointer for at in member)


def without(members: Sequence[Member], found: Set[Key]) -> list[Member]:
    return [member for member in members if pointers(member) not in found]


def matched(
    pair: Pair, old: Sequence[Member], new: Sequence[Member], traits: Sequence[_Trait]
) -> Matching:
    """Find the counterparts, one to one and by the most reliable trait first."""
    found = Matching([], list(old), list(new))
    for trait in traits:
        if not found.removed or not found.added:
            break
        candidates: dict[Hashable, list[Member]] = {}
        for member in reversed(found.added):
            candidates.setdefault(trait(pair.new_side, member), []).append(member)
        candidates.pop(None, None)
        found = found.with_pairs(
            [
                (one, candidates[name].pop())
                for one in found.removed
                if candidates.get(name := trait(pair.old_side, one))
            ]
        )
    return found


def reference(_side: Side, member: Member) -> str | None:
    return annotation(member[0], "$ref") if len(member) == 1 else None


def digest(side: Side, member: Member) -> Hashable:
    return side.digest(member[0]) if len(member) == 1 else None


def unchanged(side: Side, member: Member) -> Hashable:
    """What tells a member that says the same by the same name."""
    name = reference(side, member)
    return None if name is None else (name, digest(side, member))


def title(side: Side, member: Member) -> Hashable:
    return None if reference(side, member) else annotation(member[0], "title")


def place(_side: Side, member: Member) -> Hashable:
    return pointers(member)


def tagged_by(name: str) -> _Trait:
    """What tells members apart by the values that they list for one property."""

    def trait(side: Side, member: Member) -> Hashable:
        return tags(side, side.view(member)).get(name)

    return trait


def tags(side: Side, view: View) -> Mapping[str, frozenset[str]]:
    """The values of the properties that list theirs, as JSON spells them."""
    if view not in side.tags:
        inner = {name: side.view(own).listed for name, own in view.schemas("properties").items()}
        side.tags[view] = {name: frozenset(found) for name, found in inner.items() if found}
    return side.tags[view]


def are_apart(pair: Pair, old: Member, new: Member) -> bool:
    """Whether it shows at once that no value, or no object, of one is allowed by the other."""
    if pair.textual != "none":
        return False  # what differs may look the same
    before, after = pair.old_side.view(old), pair.new_side.view(new)
    if before.types is not None and after.types is not None:
        if not before.types or not after.types:
            return False
        if not common_types(before.types, after.types):
            return True
    if not all(view.types is None or "object" in view.types for view in (before, after)):
        return False
    mine, theirs = tags(pair.old_side, before), tags(pair.new_side, after)
    return any(values.isdisjoint(theirs.get(name, values)) for name, values in mine.items())


def demands_more(view: View, other: View) -> bool:
    """Whether a schema shows at once to require a property that the other one lets be left out.

    The other one says so if it is an object and nothing else in it speaks of what has to be there.
    """
    if other.types != _OBJECT or other.alternatives or not other.keywords.keys() <= _PLAIN:
        return False
    return bool(view.names("required").keys() - other.names("required").keys())


def alike(
    pair: Pair,
    removed: Sequence[Member],
    added: Sequence[Member],
    lost: Set[Key],
    gained: Set[Key],
) -> list[tuple[Member, Member]]:
    """Members without a name in common that are the same one, changed: those most alike first.

    Where nothing was `lost` or `gained`, as values go, objects are worth comparing, and what turns
    out to be the same.
    """
    found: list[tuple[float, int, int, int]] = []
    for number, one in enumerate(removed):
        for place, other in enumerate(added):
            are_felt = pointers(one) in lost or pointers(other) in gained
            if likeness := _likeness(pair, one, other, are_felt=are_felt):
                found.append((-likeness, abs(number - place), number, place))
    pairs: list[tuple[Member, Member]] = []
    taken, given = set[int](), set[int]()
    for _, _, number, place in sorted(found):
        if number not in taken and place not in given:
            taken.add(number)
            given.add(place)
            pairs.append((removed[number], added[place]))
    return pairs


def _likeness(pair: Pair, one: Member, other: Member, *, are_felt: bool) -> float:
    """How much two members have in common; 0 if they are none of a kind."""
    before, after = pair.old_side.view(one), pair.new_side.view(other)
    if before.is_unfollowed or after.is_unfollowed:  # two of them are not compared
        return _SAME_TYPE if before.is_unfollowed is not after.is_unfollowed else 0
    if before.types and after.types and not common_types(before.types, after.types):
        return 0
    mine, theirs = tags(pair.old_side, before), tags(pair.new_side, after)
    both = [not values.isdisjoint(theirs[name]) for name, values in mine.items() if name in theirs]
    if both and not any(both):
        return 0
    names, others = (view.schemas("properties").keys() for view in (before, after))
    shared = len(names & others) / (len(names | others) or 1) + (_SAME_TAG if both else 0)
    is_named = bool(reference(pair.old_side, one) and reference(pair.new_side, other))
    if are_felt and not is_named and before.types == after.types:
        return shared or _SAME_TYPE
    if shared > (0 if are_felt and not is_named else _ALIKE):
        return shared
    is_simple = not (are_felt or names or others)
    return _ALIKE if is_simple and pair.relate(one, other) <= {Effect.NONE} else 0


def annotation(member: At, keyword: str) -> str | None:
    text = member.node.get(keyword) if isinstance(member.node, dict) else None
    return text if isinstance(text, str) else None


def labels(side: Side, members: Sequence[Member]) -> Names:
    """What members of one list are called: those that sound alike, or like nothing, by number."""
    found = {pointers(member): label(side, member) for member in members}
    names = [*found.values()]
    for number, (member, name) in enumerate(zip(members, names, strict=True)):
        if name and names.count(name) == 1:
            continue
        parts = [name] if name else [*_keywords(side.view(member))]
        if len(members) > 1:
            parts.insert(0, _numbered(number))
        found[pointers(member)] = ", ".join(parts) or "anything"
    return found


def label(side: Side, member: Member) -> str:
    """What a member is called: by its name, or by its type and properties; empty if it has none."""
    reference = annotation(member[0], "$ref")
    if len(member) > 1 and annotation(member[-1], "type"):
        return str(annotation(member[-1], "type"))  # a schema as one of its types
    if reference:
        return _last_name(reference)
    return annotation(member[0], "title") or " with ".join(_described(side, side.view(member)))


def _described(side: Side, view: View) -> Iterator[str]:
    listed = tags(side, view)
    names = [*dict.fromkeys((*listed, *view.schemas("properties"), *view.names("required")))]
    if view.types or names:
        yield " or ".join(sorted(view.types or {"object"}))
    if names:
        spelled = (" ".join((name, *_constant(listed.get(name)))) for name in names[:_MAX_NAMES])
        yield ", ".join((*spelled, *["..."] * (len(names) > _MAX_NAMES)))


def _constant(values: frozenset[str] | None) -> frozenset[str]:
    """The only value of a property, unless it would make a long or a misleading label."""
    is_plain = values and all(len(one) <= _MAX_VALUE and ": " not in one for one in values)
    return values if values and is_plain and len(values) == 1 else frozenset()


def _keywords(view: View) -> Iterator[str]:
    """What a member without type and properties says."""
    names = [*view.keywords, *(one.keyword for one in view.alternatives)]
    if names:
        spelled = (
            f"{name} {shown(view.value(name))}" if _is_scalar(view.value(name)) else name
            for name in names[:_MAX_NAMES]
        )
        yield f"with {', '.join((*spelled, *['...'] * (len(names) > _MAX_NAMES)))}"


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float | str) and ": " not in str(value)


def _numbered(number: int) -> str:
    is_spelt = number < len(_ORDINALS)
    return f"the {_ORDINALS[number]} alternative" if is_spelt else f"alternative {number + 1}"


def _last_name(reference: str) -> str:
    """The last key of a reference; of one to a whole file, the name of that."""
    key = json_pointer.split(reference)[-1] if "/" in reference else reference
    return key.rpartition("/")[2]

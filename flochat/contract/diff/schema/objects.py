"""Schemas inside schemas: properties, elements, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any, Final

from ..lifecycle import removal
from ..rules import LOWER_BOUNDS, REFUSED, SAME_VALUES, SCHEMA_ACTIONS, UPPER_BOUNDS, Guard
from ..source import At
from .listed import accepts
from .pair import NOTHING_SAID, Child, Fact, Pair, Side, compare_keys, shown
from .patterns import matches
from .simple_values import ABOUT_ITSELF, possible_types
from .spoken import UNEVALUATED, beside, is_unevaluated_known, listed_names
from .values import bound, differing, single
from .views import View, common_types, is_number

Schemas = tuple[At, ...]
Checker = Callable[[Pair], Iterator[Fact | Child]]

_OTHERS: Final = "additionalProperties"
_UNEVALUATED: Final = UNEVALUATED["object"]
_PATTERNS: Final = "patternProperties"
_CONDITIONAL: Final = frozenset({"if", "dependentSchemas", "anyOf", "oneOf"})
_COMPOSING: Final = frozenset({*ABOUT_ITSELF, "dependentSchemas"})
#: Keywords that may declare more properties.
_DECLARING: Final = frozenset({"patternProperties", *_COMPOSING})
_EVALUATING: Final = frozenset({"if", "contains"})
_REMOVALS: Final = {
    "without-deprecation": "removed",
    "with-deprecation": "removed-with-deprecation",
    "before-sunset": "removed-before-sunset",
    "sunset-parse": "removed",
}
_ENDS: Final = ("then", "else")
#: Keywords whose schemas do not add up to one.
_ONE_EACH: Final = ("contains", *_ENDS)
_MODES: Final = {"readOnly": "read-only", "writeOnly": "write-only"}
# How open an object is to other properties, in ascending order.
_CLOSED: Final = 0
_TYPED: Final = 1
_OPEN: Final = 2


def check_properties(pair: Pair) -> Iterator[Fact | Child]:
    """The properties of an object, and which of them are required."""
    old, new = _properties(pair.old), _properties(pair.new)
    old_required, new_required = pair.old.names("required"), pair.new.names("required")
    removed, added, common = compare_keys(old, new)
    is_31 = pair.old_side.source.is_31
    for name in removed:
        schema = pair.old_side.view(old[name])
        marks = (_required(name in old_required), *modes(schema), *_unreceived(schema))
        others = _others(pair.new, name)
        if _openness(others) == _CLOSED:
            marks = (*marks, REFUSED)
        action = _REMOVALS[removal(schema.lifecycle, pair.today)]
        yield Fact(action, old[name][0].pointer, "", f".{name}", marks)
        if _openness(others) == _TYPED:
            child = pair.child(f".{name}", old[name], others)
            yield child._replace(marks=(*modes(schema), *_unsent(schema)))
    for name in added:
        others = _others(pair.old, name)
        schema = pair.new_side.view(new[name])
        is_required = name in new_required
        action = "added-with-default" if is_required and "default" in schema.keywords else "added"
        marks = (_required(is_required), *modes(schema), *_unsent(schema))
        yield Fact(action, new[name][0].pointer, "", f".{name}", marks)
        if _openness(others) == _TYPED:
            child = pair.child(f".{name}", others, new[name])
            yield child._replace(marks=(*modes(schema), *_unreceived(schema)))
    for name in common:
        child = property_child(pair, name, old[name], new[name])
        location = new[name][0].pointer
        required = name in old_required, name in new_required
        yield from _check_property(child, location, *required, is_31)
        yield child


def property_child(pair: Pair, name: str, old: Schemas, new: Schemas) -> Child:
    """A property that both sides declare.

    That it is read-only or write-only holds for all inside of it. Of a whole body, of an element or
    of one of several alternatives that means nothing.
    """
    child = pair.child(f".{name}", old, new)
    marks = dict.fromkeys((*modes(child.old), *modes(child.new)))
    if not marks:
        return child
    return child._replace(marks=(*marks, *_unsent(child.old), *_unreceived(child.new)))


def _unsent(schema: View) -> tuple[str, ...]:
    """What holds of changes to a property that such a schema hides from requests."""
    return (Guard.NOTHING_LOST.value,) if "readOnly" in schema.keywords else ()


def _unreceived(schema: View) -> tuple[str, ...]:
    return (Guard.NOTHING_GAINED.value,) if "writeOnly" in schema.keywords else ()


def modes(schema: View) -> tuple[str, ...]:
    """Whether a schema is read-only, write-only, or neither."""
    if schema.keywords.keys().isdisjoint(_MODES):  # as nearly all
        return ()
    return tuple(mode for keyword, mode in _MODES.items() if keyword in schema.keywords)


def inner(keyword: str, name: str, step: str, *, is_any_when_absent: bool = False) -> Checker:
    """Checks a keyword with one schema; to leave it out can be to set no limits."""

    def check(pair: Pair) -> Iterator[Fact | Child]:
        old, new = pair.old.keywords.get(keyword, []), pair.new.keywords.get(keyword, [])
        if keyword == "items":
            old, new = _rest(pair.old), _rest(pair.new)
        if keyword == "unevaluatedItems":
            for before, after in _each_unevaluated(pair, keyword):
                yield pair.child(step, before, after)
            return
        if max(len(old), len(new)) > 1 and name in _ONE_EACH:
            yield from _several(pair, keyword, name)
        elif name in _ENDS and old and new and (old[0].node is False) is not (new[0].node is False):
            # Not the value is refused or no longer, but the condition.
            action = "removed" if old[0].node is False else "added"
            yield Fact(f"{name}-{action}", new[0].pointer)
        elif is_any_when_absent or (old and new):
            yield pair.child(step, old, new)
        elif places := new or old:
            yield Fact(f"{name}-{'added' if new else 'removed'}", places[0].pointer)

    return check


def whole(keyword: str, name: str) -> Checker:
    """Checks a keyword whose schema widens the value when it narrows, and the other way round."""

    def check(pair: Pair) -> Iterator[Fact]:
        is_not = keyword == "not"
        marks = (
            *((Guard.NOTHING_LOST.value,) if is_not and not _excludes(pair, pair.old) else ()),
            *((Guard.NOTHING_GAINED.value,) if is_not and not _excludes(pair, pair.new) else ()),
        )
        for fact in _several(pair, keyword, name):
            yield fact._replace(marks=marks)

    return check


def _several(pair: Pair, keyword: str, name: str) -> Iterator[Fact]:
    """The schemas of a keyword that a value must match each on its own."""
    for old, new in differing(pair, keyword, Side.digest):
        if old and new and f"{name}-changed" in SCHEMA_ACTIONS:
            yield Fact(f"{name}-changed", new.pointer)
            continue
        for place, action in ((old, "removed"), (new, "added")):
            if place:
                yield Fact(f"{name}-{action}", place.pointer)


def _excludes(pair: Pair, allowing: View) -> bool:
    """Whether a `not` of the other side is about any type of value that a schema allows."""
    mine, other = (pair.old_side, pair.new_side)
    excluding = pair.new
    if allowing is pair.new:
        mine, other, excluding = other, mine, pair.old
    allowed = possible_types(mine, allowing)
    if allowed is None:
        return "not" in excluding.keywords
    may_be_null = accepts(mine, allowing, None) is not False
    for place in excluding.keywords.get("not", ()):
        refused = other.view((place,))
        types = possible_types(other, refused)
        if types is None or common_types(allowed, types):
            return True
        if may_be_null and accepts(other, refused, None) is not False:
            return True
    return False


def named(keyword: str, name: str) -> Checker:
    """Checks a keyword with a map of names to schemas."""

    def check(pair: Pair) -> Iterator[Fact | Child]:
        old, new = pair.old.schemas(keyword), pair.new.schemas(keyword)
        removed, added, common = compare_keys(old, new)
        for key in removed:
            is_felt = keyword != "dependentSchemas" or not _say_nothing(old[key])
            marks = () if is_felt else SAME_VALUES
            yield Fact(f"{name}-removed", old[key][0].pointer, shown(key), marks=marks)
            if keyword == _PATTERNS and (others := _instead(pair.new)):
                yield pair.child(f"[{keyword} {key}]", old[key], others)
        for key in added:
            is_felt = keyword != "dependentSchemas" or not _say_nothing(new[key])
            marks = () if is_felt else SAME_VALUES
            yield Fact(f"{name}-added", new[key][0].pointer, shown(key), marks=marks)
            others = _instead(pair.old) if keyword == _PATTERNS else []
            if _openness(others) == _TYPED:
                yield pair.child(f"[{keyword} {key}]", others, new[key])
        for key in common:
            yield pair.child(f"[{keyword} {key}]", old[key], new[key])

    return check


def _instead(schema: View) -> list[At]:
    """What a property must match where no pattern speaks of it."""
    return schema.keywords.get(_OTHERS, []) or schema.keywords.get(_UNEVALUATED, [])


def _say_nothing(schemas: Schemas) -> bool:
    return all(at.node in ({}, True) for at in schemas)


def check_additional_properties(pair: Pair) -> Iterator[Fact | Child]:
    """Whether an object may have other properties, and which."""
    old, new = pair.old.keywords.get(_OTHERS, []), pair.new.keywords.get(_OTHERS, [])
    before, after = _openness(old), _openness(new)
    if before == after == _TYPED:
        yield pair.child("{}", old, new)
    elif before != after:
        action = "narrowed" if after < before else "widened"
        # What an object without limits takes besides is nobody's promise; a map is one.
        is_felt = (
            _shuts_out(pair.new, pair.old)
            or _shuts_out(pair.old, pair.new)
            or _shuts_out_composed(pair.old_side, pair.old)
            or _shuts_out_composed(pair.new_side, pair.new)
            # What is left of an object that has only such may be too little.
            or (after == _TYPED and _needs_more(pair.old, pair.new))
        )
        marks = () if is_felt or (before, after) == (_TYPED, _CLOSED) else SAME_VALUES
        yield Fact(f"additional-properties-{action}", pair.where(_OTHERS), marks=marks)


def _needs_more(one: View, other: View) -> bool:
    """Whether one side counts more properties than are required of those that it declares."""
    least = _bound_of(one, "minProperties", max)
    if least is None:
        return False
    declared = one.schemas("properties").keys() | one.names("required").keys()
    return len(other.names("required").keys() & declared) < least


def _shuts_out(closed: View, other: View) -> bool:
    """Whether a member of an `allOf` refuses properties that the other side declares beside it."""
    if not closed.is_merged:
        return False
    names, patterns = (other.schemas(word).keys() for word in ("properties", _PATTERNS))
    return any(
        (at.node is False and names - _beside(at, closed))
        or patterns - _patterns_beside(at, closed)
        for at in closed.keywords.get(_OTHERS, ())
    )


def _shuts_out_composed(side: Side, closed: View) -> bool:
    """Whether an object refuses properties that its alternatives or conditions declare."""
    if _COMPOSING.isdisjoint(closed.keywords) and not closed.alternatives:
        return False
    if _openness(closed.keywords.get(_OTHERS, [])) != _CLOSED:
        return False
    names = closed.schemas("properties").keys()
    inner = [at for alternatives in closed.alternatives for at in alternatives.members]
    inner += [at for keyword in ABOUT_ITSELF for at in closed.keywords.get(keyword, ())]
    inner += [at for ones in closed.schemas("dependentSchemas").values() for at in ones]
    views = [side.view((at,)) for at in inner]
    return any({*one.schemas("properties"), *one.names("required")} - names for one in views)


def check_prefix_items(pair: Pair) -> Iterator[Fact | Child]:
    """The schemas of the first elements of an array, one by one."""
    before, after = (_by_position(view) for view in (pair.old, pair.new))
    rest, others = (_rest(view) for view in (pair.old, pair.new))
    for number, removed in enumerate(before[len(after) :], len(after)):
        yield Fact("prefix-items-removed", removed[0].pointer, marks=SAME_VALUES)
        yield pair.child(f"[{number}]", removed, others)
    for number, added in enumerate(after[len(before) :], len(before)):
        yield Fact("prefix-items-added", added[0].pointer, marks=SAME_VALUES)
        yield pair.child(f"[{number}]", rest, added)
    for number, (one, other) in enumerate(zip(before, after, strict=False)):
        yield pair.child(f"[{number}]", one, other)


def _rest(schema: View) -> list[At]:
    """What the elements behind the first ones must match."""
    is_plain = not schema.alternatives and _EVALUATING.isdisjoint(schema.keywords)
    others = schema.keywords.get("unevaluatedItems", []) if is_plain else []
    return schema.keywords.get("items", []) or others


def check_unique_items(pair: Pair) -> Iterator[Fact | Child]:
    """Whether the elements of an array must differ; no matter where there is one at most."""
    lost, gained = (
        (mark.value,) if _bound_of(view, "maxItems", min) in (0, 1) else ()
        for view, mark in ((pair.old, Guard.NOTHING_LOST), (pair.new, Guard.NOTHING_GAINED))
    )
    for fact in single("uniqueItems", "unique-items", added="set", removed="unset")(pair):
        yield fact._replace(marks=(*fact.marks, *lost, *gained))


def _by_position(schema: View) -> list[list[At]]:
    """The schemas that the first elements must match, by their position."""
    lists = [list(at.elements()) for at in schema.keywords.get("prefixItems", ())]
    return [[at for at in ats if at] for ats in zip_longest(*lists)]


def check_dependent_required(pair: Pair) -> Iterator[Fact]:
    """Properties that an object must have when it has another one."""
    old, new = pair.old.schemas("dependentRequired"), pair.new.schemas("dependentRequired")
    removed, added, common = compare_keys(old, new)
    always, now_always = ({*view.names("required")} for view in (pair.old, pair.new))
    for name in removed:
        is_felt = _may_have(pair.new, name) and not listed_names(old[name]) <= now_always
        marks = () if is_felt else (Guard.NOTHING_GAINED.value,)
        detail = shown(name)
        yield Fact("dependent-required-removed", old[name][0].pointer, detail, marks=marks)
    for name in added:
        is_felt = _may_have(pair.old, name) and not listed_names(new[name]) <= always
        marks = () if is_felt else (Guard.NOTHING_LOST.value,)
        yield Fact("dependent-required-added", new[name][0].pointer, shown(name), marks=marks)
    for name in common:
        before, after = (listed_names(side[name]) for side in (old, new))
        if before != after:
            detail = f"{shown(name)}: {shown(sorted(before))} -> {shown(sorted(after))}"
            marks = (
                *((Guard.NOTHING_LOST.value,) if after <= before | always else ()),
                *((Guard.NOTHING_GAINED.value,) if before <= after | now_always else ()),
            )
            yield Fact("dependent-required-changed", new[name][0].pointer, detail, marks=marks)


def check_unevaluated_properties(pair: Pair) -> Iterator[Fact | Child]:
    """What an object may have besides all that is declared; to refuse it is nobody's promise."""
    is_left_out = _leaves_out(pair.old_side, pair.old) or _leaves_out(pair.new_side, pair.new)
    for old, new in _each_unevaluated(pair, _UNEVALUATED):
        is_felt = is_left_out or {_openness(old), _openness(new)} != {_OPEN, _CLOSED}
        yield pair.child("{}", old, new)._replace(marks=() if is_felt else SAME_VALUES)


def _each_unevaluated(pair: Pair, keyword: str) -> Iterator[tuple[list[At], list[At]]]:
    """What is unevaluated, before and after.

    To each of several schemas that is something else: those that are on both sides do not count,
    each as often as it is there.
    """
    old, new = (view.keywords.get(keyword, []) for view in (pair.old, pair.new))
    if max(len(old), len(new)) == 1 and _are_of_same(pair, old, new):
        yield old, new
        return
    left = [pair.new_side.digest(at) for at in new]
    removed = [at for at in old if not _take(left, pair.old_side.digest(at))]
    left = [pair.old_side.digest(at) for at in old]
    added = [at for at in new if not _take(left, pair.new_side.digest(at))]
    for before in removed:
        yield [before], []
    for after in added:
        yield [], [after]


def _take(texts: list[str], text: str) -> bool:
    """Take a text out of a list; whether it was there."""
    if text not in texts:
        return False
    texts.remove(text)
    return True


def _are_of_same(pair: Pair, old: list[At], new: list[At]) -> bool:
    """Whether the schema to which something is unevaluated is the same, or the whole on each side.

    What is unevaluated to a part of the whole may be declared beside it.
    """
    if not (old and new):
        return True
    owners = {at.pointer.rpartition("/")[0] for at in (*old, *new)}
    kind = "object" if old[0].pointer.endswith(UNEVALUATED["object"]) else "array"
    return len(owners) == 1 or all(is_unevaluated_known(one, kind) for one in (pair.old, pair.new))


def _leaves_out(side: Side, closed: View) -> bool:
    """Whether a member of an `allOf` refuses properties that are declared beside it.

    To it they are unevaluated.
    """
    if not closed.is_merged:
        return False
    declared = closed.schemas("properties").keys()
    owners = [
        side.source.target(f"#{at.pointer.rpartition('/')[0]}")
        for at in closed.keywords.get(_UNEVALUATED, ())
        if at.node is False
    ]
    return any(owner is None or declared - _seen(side, side.view((owner,))) for owner in owners)


def _seen(side: Side, schema: View) -> set[str]:
    """The names of the properties that a schema declares, or that any part of it does."""
    inner = [at for alternatives in schema.alternatives for at in alternatives.members]
    inner += [at for keyword in ABOUT_ITSELF for at in schema.keywords.get(keyword, ())]
    inner += [at for ones in schema.schemas("dependentSchemas").values() for at in ones]
    return {*schema.schemas("properties")}.union(
        *(side.view((at,)).schemas("properties") for at in inner)
    )


def check_property_names(pair: Pair) -> Iterator[Fact | Child]:
    """What properties may be called; no matter where all that are declared may be called so."""
    declared = _declared(pair.old)
    for item in inner("propertyNames", "property-names", "[name]")(pair):
        kept = declared is not None and all(
            _allows_name(pair.new_side, pair.new, name) for name in declared
        )
        within = declared is not None and all(
            _allows_name(pair.old_side, pair.old, name) for name in declared
        )
        marks = (
            *((Guard.NOTHING_LOST.value,) if kept else ()),
            *((Guard.NOTHING_GAINED.value,) if within else ()),
        )
        yield item._replace(marks=(*item.marks, *marks))


def _allows_name(side: Side, schema: View, name: str) -> bool:
    places = schema.keywords.get("propertyNames", ())
    return all(accepts(side, side.view((at,)), name) is True for at in places)


def check_max_properties(pair: Pair) -> Iterator[Fact]:
    """How many properties there may be; no matter where no more are declared."""
    keyword = "maxProperties"
    before, after = _declared(pair.old), _declared(pair.new)
    # What the old side does not declare is left out of what is received.
    known = None if before is None or after is None else after & before
    sent = None if before is None else before - _hidden(pair.old_side, pair.old, "readOnly")
    received = None if known is None else known - _hidden(pair.new_side, pair.new, "writeOnly")
    for fact in bound(keyword, UPPER_BOUNDS[keyword], min)(pair):
        old, new = (_bound_of(view, keyword, min) for view in (pair.old, pair.new))
        yield _kept_by_counts(
            fact,
            is_kept=new is None or (sent is not None and len(sent) <= new),
            is_within=old is None or (received is not None and len(received) <= old),
        )


def check_min_properties(pair: Pair) -> Iterator[Fact]:
    """How many properties there have to be; no matter where as many are required."""
    keyword = "minProperties"
    before, after = ({*view.names("required")} for view in (pair.old, pair.new))
    declared = _declared(pair.old)
    sent = before - _hidden(pair.old_side, pair.old, "readOnly")
    received = after - _hidden(pair.new_side, pair.new, "writeOnly")
    received = received if declared is None else received & declared
    for fact in bound(keyword, LOWER_BOUNDS[keyword], max)(pair):
        old, new = (_bound_of(view, keyword, max) or 0 for view in (pair.old, pair.new))
        yield _kept_by_counts(fact, is_kept=len(sent) >= new, is_within=len(received) >= old)


def _kept_by_counts(fact: Fact, *, is_kept: bool, is_within: bool) -> Fact:
    kept = (Guard.NOTHING_LOST.value,) if is_kept else ()
    within = (Guard.NOTHING_GAINED.value,) if is_within else ()
    return fact._replace(marks=(*fact.marks, *kept, *within))


def _hidden(side: Side, schema: View, keyword: str) -> set[str]:
    """The properties that are not sent, or not received."""
    properties = _properties(schema).items()
    return {name for name, inner in properties if keyword in side.view(inner).keywords}


def _bound_of(schema: View, keyword: str, tightest: Callable[..., Any]) -> float | None:
    limits = [at.node for at in schema.keywords.get(keyword, ()) if is_number(at.node)]
    return tightest(limits) if limits else None


def _declared(schema: View) -> set[str] | None:
    """The names of all properties that an object is declared to have; None if they are open.

    An object without any is taken for one of free form.
    """
    is_map = _openness(schema.keywords.get(_OTHERS, [])) == _TYPED
    if is_map or schema.alternatives or not _DECLARING.isdisjoint(schema.keywords):
        return None
    dependent = schema.schemas("dependentRequired")
    others = (str(one.node) for ones in dependent.values() for at in ones for one in at.elements())
    names = {*schema.schemas("properties"), *schema.names("required"), *dependent, *others}
    return names if names - {*dependent, *others} else None


def _may_have(schema: View, name: str) -> bool:
    """Whether an object may have a property, as far as declared."""
    names = _declared(schema)
    return names is None or name in names


def _openness(places: list[At]) -> int:
    if any(place.node is False for place in places):
        return _CLOSED
    return _TYPED if places else _OPEN


def _properties(schema: View) -> dict[str, Schemas]:
    """The properties by name. One that is only listed as required is like any other property.

    Each must match the patterns that its name matches, too.
    """
    schemas = {
        name: (*own, *_by_pattern(schema, name))
        for name, own in schema.schemas("properties").items()
    }
    for name, place in schema.names("required").items():
        if name not in schemas:
            schemas[name] = tuple(_others(schema, name)) or (At(place.pointer, NOTHING_SAID),)
    for others in schema.keywords.get(_OTHERS, ()) if schema.is_merged else ():
        # To one member of an `allOf`, what only another one declares is one of the others. Where
        # it refuses them it is mistaken, most likely: nothing could have these properties.
        if isinstance(others.node, dict):
            own = _beside(others, schema)
            for name in schemas.keys() - own:
                if others not in schemas[name]:
                    schemas[name] = (*schemas[name], others)
    return schemas


def _beside(others: At, schema: View) -> set[str]:
    """The names of the properties that are declared beside an `additionalProperties`."""
    names = {name for at in beside(others, schema, "properties") for name in at.node}
    patterns = _patterns_beside(others, schema)
    declared = {name for at in schema.keywords.get("properties", ()) for name in at.node}
    return names | {name for name in declared if any(matches(one, name) for one in patterns)}


def _patterns_beside(others: At, schema: View) -> set[str]:
    return {pattern for at in beside(others, schema, _PATTERNS) for pattern in at.node}


def _others(schema: View, name: str) -> list[At]:
    """What a property that is not declared must match."""
    others = _by_pattern(schema, name) or schema.keywords.get(_OTHERS, [])
    # What a condition or an alternative declares is not seen from here.
    is_plain = not schema.alternatives and _CONDITIONAL.isdisjoint(schema.keywords)
    return others or (schema.keywords.get(_UNEVALUATED, []) if is_plain else [])


def _by_pattern(schema: View, name: str) -> list[At]:
    if _PATTERNS not in schema.keywords:
        return []
    patterns = schema.schemas(_PATTERNS).items()
    return [one for pattern, ones in patterns if matches(pattern, name) for one in ones]


def _required(is_required: bool) -> str:
    return "required" if is_required else "optional"


def _check_property(
    child: Child, location: str, was_required: bool, is_required: bool, is_31: bool
) -> Iterator[Fact]:
    """What changed about a property besides its schema."""
    step, old, new = child.step, child.old, child.new
    marks = child.marks and tuple(dict.fromkeys((*child.marks, *_unsent(new), *_unreceived(old))))
    if is_required and not was_required:
        action = f"became-required{'-with-default' * ('default' in new.keywords)}"
        yield Fact(action, location, "", step, marks)
    elif was_required and not is_required:
        yield Fact("became-optional", location, "", step, marks)
    for keyword, mode in _MODES.items():
        is_so = keyword in new.keywords
        if is_so != (keyword in old.keywords):
            action = f"became-{'' if is_so else 'not-'}{mode}"
            if action == "became-not-read-only" and was_required and is_required and is_31:
                # There, `required` holds for what is readOnly too, also in a request.
                action = f"{action}-in-openapi-31"
            counts = was_required if action == "became-write-only" else is_required
            yield Fact(action, location, "", step, (_required(counts),))

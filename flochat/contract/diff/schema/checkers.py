"""Which checker is responsible for which keywords of a schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ..lifecycle import KEYWORDS as LIFECYCLE
from ..lifecycle import lifecycle
from ..rules import LOWER_BOUNDS, SAME_VALUES, SUB_SCHEMA_MAPS, SUB_SCHEMAS, UPPER_BOUNDS
from ..source import At
from .composition import (
    check_all_of,
    check_alternatives,
    check_discriminator,
    check_wrapping,
    is_wrapping,
)
from .emptiness import about_something, marks_of_part
from .listed import by_values
from .objects import (
    check_additional_properties,
    check_dependent_required,
    check_max_properties,
    check_min_properties,
    check_prefix_items,
    check_properties,
    check_property_names,
    check_unevaluated_properties,
    check_unique_items,
    inner,
    named,
    property_child,
    whole,
)
from .pair import Child, Fact, Pair, shown
from .simple_values import TYPES_OF, possible_types
from .trying import tried_together
from .types import are_apart, are_listed, are_text_alike, check_null, check_types
from .values import (
    bound,
    check_enum,
    check_extensible_enum,
    check_multiple_of,
    check_pattern,
    single,
)
from .views import REFERENCES

Checker = Callable[[Pair], Iterator[Fact | Child]]

# The step that leads to a schema inside another one; `then` and `else` are about the value itself.
_STEPS: Final = {
    "items": "[]",
    "unevaluatedItems": "[]",
    "contains": "[contains]",
    "contentSchema": "[content]",
    "then": "",
    "else": "",
}
_CONDITION: Final = ("if", "then", "else")
_OBJECT: Final = ("properties", "required")
_ANY_WHEN_ABSENT: Final = ("items", "unevaluatedItems")


def check(pair: Pair) -> list[Fact | Child]:
    """What changed between two schemas, and the schemas inside them that are to be compared too."""
    return about_something(pair, tried_together(pair, by_values(pair, _check(pair))))


def _check(pair: Pair) -> Iterator[Fact | Child]:
    was_false, is_false = pair.old.is_false, pair.new.is_false
    if was_false != is_false:
        action = "schema-became-false" if is_false else "schema-became-not-false"
        yield Fact(action, pair.new.pointer)
        return
    if unfollowed := [keyword for keyword in REFERENCES if _leads_elsewhere(pair, keyword)]:
        yield from _check_beside(pair, unfollowed[0])
        return
    if not pair.are_members:
        yield from check_null(pair)
    if is_wrapping(pair):
        yield from check_wrapping(pair)
        return
    yield from check_types(pair)
    yield from check_all_of(pair)
    if are_apart(pair) and not are_listed(pair) and not are_text_alike(pair):
        return
    if pair.old.alternatives or pair.new.alternatives:
        yield from check_alternatives(pair)
    keywords = {**pair.old.keywords, **pair.new.keywords}
    is_mixed = any(view.types is None or len(view.types) > 1 for view in (pair.old, pair.new))
    # A checker that is responsible for several keywords runs once.
    checkers = {CHECKERS[keyword]: keyword for keyword in keywords if keyword in CHECKERS}
    for checker, keyword in checkers.items():
        if _can_matter(pair, keyword):
            marks = marks_of_part(pair, keyword) if is_mixed else ()
            for item in checker(pair):
                yield item._replace(marks=(*item.marks, *marks)) if marks else item
        else:
            yield from _idle(checker(pair))
    for keyword in keywords.keys() - _KNOWN:
        yield from _check_unknown(pair, keyword)


def _leads_elsewhere(pair: Pair, keyword: str) -> bool:
    """Whether a reference that cannot be followed stands on one side, or leads elsewhere there."""
    old, new = (view.keywords.get(keyword, ()) for view in (pair.old, pair.new))
    if not (old or new):
        return False
    if keyword == "$ref":  # by its name
        return not (old and new)
    sides = ((pair.old_side, old), (pair.new_side, new))
    before, after = (
        {side.source.digest(At(at.pointer, {keyword: at.node})) for at in places}
        for side, places in sides
    )
    return before != after


def _check_beside(pair: Pair, keyword: str) -> Iterator[Fact | Child]:
    """A reference that cannot be followed: of what stands beside it, only what is on both sides.

    The rest may be said by what it leads to.
    """
    old, new = pair.old.value(keyword), pair.new.value(keyword)
    detail = f"{keyword}: {shown(old)} -> {shown(new)}"
    yield Fact("unfollowed-reference-changed", pair.where(keyword), detail)
    if pair.old.types is not None and pair.new.types is not None:
        yield from check_types(pair)
    properties, others = (view.schemas("properties") for view in (pair.old, pair.new))
    for name in (name for name in properties if name in others):
        yield property_child(pair, name, properties[name], others[name])
    both = [one for one in pair.old.keywords if one in pair.new.keywords and one in CHECKERS]
    for checker in dict.fromkeys(CHECKERS[one] for one in both if one not in _OBJECT):
        yield from checker(pair)


def _can_matter(pair: Pair, keyword: str) -> bool:
    """Whether both sides allow values of a type that the keyword restricts."""
    if keyword in _CONDITION:
        return pair.old.has_condition or pair.new.has_condition
    types = TYPES_OF.get(keyword)
    if types is None:
        return True
    sides = [(pair.old_side, pair.old), (pair.new_side, pair.new)]
    if are_text_alike(pair):  # a limit of texts restricts the numbers that look like them
        sides = [one for one in sides if keyword in one[1].keywords]
    allowed = [possible_types(side, view) for side, view in sides]
    return all(one is None or not types.isdisjoint(one) for one in allowed)


def _idle(items: Iterable[Fact | Child]) -> Iterator[Fact]:
    """The facts about values of a type that is not allowed anyway."""
    for item in items:
        if isinstance(item, Fact):
            yield item._replace(marks=(*item.marks, *SAME_VALUES))


def _check_lifecycle(pair: Pair) -> Iterator[Fact]:
    for action, keyword, detail in lifecycle(pair.old.lifecycle, pair.new.lifecycle, pair.today):
        yield Fact(action, pair.where(keyword), detail)


def _check_unknown(pair: Pair, keyword: str) -> Iterator[Fact]:
    if keyword == "xml" and pair.textual != "all":
        return  # it says how the value looks as XML, which it is not
    old, new = pair.old.value(keyword), pair.new.value(keyword)
    if old != new:
        detail = f"{keyword}: {shown(old)} -> {shown(new)}"
        yield Fact("unclassified-change", pair.where(keyword), detail)


CHECKERS: Final[dict[str, Checker]] = {
    "enum": check_enum,
    "x-extensible-enum": check_extensible_enum,
    "const": single("const", "const"),
    "default": single("default", "default-value"),
    **{keyword: bound(keyword, name, min) for keyword, name in UPPER_BOUNDS.items()},
    "maxProperties": check_max_properties,
    **{keyword: bound(keyword, name, max) for keyword, name in LOWER_BOUNDS.items()},
    "minProperties": check_min_properties,
    "multipleOf": check_multiple_of,
    "pattern": check_pattern,
    "contentMediaType": single("contentMediaType", "content-media-type", only_changes=True),
    "contentEncoding": single("contentEncoding", "content-encoding", only_changes=True),
    **dict.fromkeys(("properties", "required"), check_properties),
    "additionalProperties": check_additional_properties,
    "dependentRequired": check_dependent_required,
    "prefixItems": check_prefix_items,
    "uniqueItems": check_unique_items,
    **{keyword: named(keyword, name) for keyword, name in SUB_SCHEMA_MAPS.items()},
    **{
        keyword: inner(
            keyword, SUB_SCHEMAS[keyword], step, is_any_when_absent=keyword in _ANY_WHEN_ABSENT
        )
        for keyword, step in _STEPS.items()
    },
    "unevaluatedProperties": check_unevaluated_properties,
    "propertyNames": check_property_names,
    **{keyword: whole(keyword, SUB_SCHEMAS[keyword]) for keyword in ("if", "not")},
    "discriminator": check_discriminator,
    **dict.fromkeys(LIFECYCLE, _check_lifecycle),
}
# Those with a checker, those reported with a property or type, and those that bind no value.
_KNOWN: Final = frozenset(
    {
        *CHECKERS,
        *("type", "format", "nullable", "oneOf", "anyOf", "readOnly", "writeOnly"),
        *("$id", "$schema", "$anchor", "$defs", "definitions"),
        *("$dynamicRef", "$recursiveRef", "$recursiveAnchor", "$vocabulary"),
    }
)

"""Types, formats and null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..rules import SAME_VALUES
from .listed import accepts
from .pair import Fact, Pair, Side
from .views import View

# A format -> the wider ones that accept all its values.
_WIDER_FORMATS: Final = {
    "int32": ("int64", "bigint"),
    "int64": ("bigint",),
    "float": ("double",),
    "date": ("date-time",),
    "time": ("date-time",),
}
#: A format says nothing of values of other types: texts, and numbers, which texts may spell out.
_TYPES_OF_FORMAT: Final = {
    **dict.fromkeys(
        (
            *("date", "date-time", "time", "duration", "email", "idn-email", "hostname"),
            *("idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "uri-template", "iri"),
            *("iri-reference", "uuid", "json-pointer", "relative-json-pointer", "regex"),
            *("byte", "binary", "password"),
        ),
        frozenset({"string"}),
    ),
    **dict.fromkeys(
        ("int32", "int64", "float", "double"), frozenset({"string", "number", "integer"})
    ),
}
_NULL: Final = frozenset({"null"})
_STRUCTURED: Final = {"array", "object"}

_Types = frozenset[str] | None


def check_types(pair: Pair) -> Iterator[Fact]:
    """Which types a value may have, apart from null."""
    old, new = pair.old.types, pair.new.types
    if old == new:
        yield from _check_format(pair)
        return
    if are_listed(pair):
        return  # each value is told
    detail = f"{_names(old)} -> {_names(new)}"
    if old is None or new is None:
        if (pair.old if new is None else pair.new).has_inferred_types:
            return  # which values are listed is told, and that they have a type follows
        action = "type-generalized" if new is None else "type-specialized"
        yield Fact(action, pair.where("type"), detail)
    elif not old or not new:  # contradictions allow null at most
        yield Fact(f"type-{'specialized' if old else 'generalized'}", pair.where("type"), detail)
    elif len(old) == len(new) == 1 or are_apart(pair):
        yield Fact(_type_action(pair, old, new), pair.where("type"), detail)
    else:
        if not all(_is_among(name, new) for name in old):
            yield Fact("list-of-types-narrowed", pair.where("type"), detail)
        if not all(_is_among(name, old) for name in new):
            yield Fact("list-of-types-widened", pair.where("type"), detail)


def check_null(pair: Pair) -> Iterator[Fact]:
    """Whether null is allowed, in whichever spelling; one without effect is told, too."""
    old, new = pair.old, pair.new
    sides = ((pair.old_side, old), (pair.new_side, new))
    verdicts = [accepts(side, view, None) for side, view in sides]
    if None in verdicts and any(_may_be_anything(side, view) for side, view in sides):
        return
    was, becomes = (verdict is not False for verdict in verdicts)
    if (_is_any(old) and was) or (_is_any(new) and becomes):
        return
    is_covered = was == becomes
    if is_covered:
        was, becomes = old.calls_null, new.calls_null
    if was != becomes:
        action = "became-nullable" if becomes else "became-not-nullable"
        view = new if becomes else old
        where = view.where("nullable" if "nullable" in view.keywords else "type")
        yield Fact(action, where, marks=SAME_VALUES if is_covered else ())


def _may_be_anything(side: Side, view: View) -> bool:
    """Whether an alternative refers to something that cannot be followed."""
    members = (at for alternatives in view.alternatives for at in alternatives.members)
    return any(side.view((at,)).is_unfollowed for at in members)


def are_apart(pair: Pair) -> bool:
    """Whether old and new values have no type in common: nothing else is worth reporting then."""
    old, new = pair.old.types, pair.new.types
    if old is None or new is None:
        return False
    return not any(_is_among(name, new) for name in old) and not any(
        _is_among(name, old) for name in new
    )


def are_listed(pair: Pair) -> bool:
    """Whether both sides list their values and say nothing else of types."""
    return pair.old.has_inferred_types and pair.new.has_inferred_types


def are_text_alike(pair: Pair) -> bool:
    """Whether one side is text, and the other looks the same on the wire."""
    old, new = pair.old.types or frozenset(), pair.new.types or frozenset()
    return _is_text_for(pair, new, old) or _is_text_for(pair, old, new)


def _type_action(pair: Pair, old: frozenset[str], new: frozenset[str]) -> str:
    if _is_text_for(pair, new, old):
        return "text-generalized"
    if _is_text_for(pair, old, new):
        return "text-specialized"
    if are_apart(pair):
        # Null, which is not among the types of what has others, too.
        if new == _NULL and accepts(pair.old_side, pair.old, None) is True:
            return "type-specialized"
        if old == _NULL and accepts(pair.new_side, pair.new, None) is True:
            return "type-generalized"
        return "type-changed"
    return "type-generalized" if all(_is_among(name, new) for name in old) else "type-specialized"


def _is_text_for(pair: Pair, text: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one type is string, and the other looks the same on the wire."""
    if pair.textual == "none" or text != {"string"}:
        return False
    return pair.textual == "all" or others.isdisjoint(_STRUCTURED)


def _is_among(name: str, types: frozenset[str]) -> bool:
    return name in types or (name == "integer" and "number" in types)


def _is_any(view: View) -> bool:
    return view.types is None and not view.alternatives


def _names(types: _Types) -> str:
    return "any" if types is None else " or ".join(sorted(types)) or "none"


def _check_format(pair: Pair) -> Iterator[Fact]:
    old, new = pair.old.value("format"), pair.new.value("format")
    if old != new:
        before, after = _binding(old, pair.old), _binding(new, pair.new)
        action = (
            "type-generalized"
            if after is None or after in _WIDER_FORMATS.get(before or "", ())
            else "type-specialized"
            if before is None or before in _WIDER_FORMATS.get(after, ())
            else "type-changed"
        )
        marks = SAME_VALUES if before == after else ()
        detail = f"format {old or 'any'} -> {new or 'any'}"
        yield Fact(action, pair.where("format"), detail, marks=marks)


def _binding(name: str | None, view: View) -> str | None:
    """A format, unless it is one of values that are not allowed anyway."""
    types = _TYPES_OF_FORMAT.get(name or "")
    is_idle = types is not None and view.types is not None and types.isdisjoint(view.types)
    return None if is_idle else name

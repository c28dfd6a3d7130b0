"""Objects and arrays tried as wholes: what schemas say of them together decides, not each keyword.

Each element or property counts by which of the schemas inside it matches, so that a few objects and
arrays stand for all others. Where it is not known which of these schemas go together, all
combinations are tried: what holds for them holds for all values.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import Any, Final

from ...rules import DOUBTS, Effect, Guard, effect_of
from ..composition import is_wrapping
from ..listed import accepts
from ..pair import Child, Fact, Pair, Side
from ..simple_values import ABOUT_ITSELF, Text, representatives
from ..spoken import DEPENDENT, MAX_DEPTH
from ..views import View, may_be
from .array_trial import ArrayTrial
from .object_trial import ObjectTrial
from .trial import HIDING, End, Trial
from .turned import NOT_TURNED, turned

#: Beyond these numbers, trying costs more than it is worth.
_MAX_VIEWS: Final = 30
#: What marks a property that is not on the way on which values would be lost, or gained.
_HIDDEN: Final = {
    Guard.NOTHING_LOST: Guard.READ_ONLY.value,
    Guard.NOTHING_GAINED: Guard.WRITE_ONLY.value,
}


def together(
    pair: Pair, found: list[Fact | Child], known: tuple[str, ...] = ()
) -> list[Fact | Child]:
    """What changed, marked where trying objects and arrays shows that nothing was lost or gained.

    A property that is of no concern to anything but itself is left to its own comparison. What is
    `known` of all that changed needs no trying.
    """
    if pair.are_members and is_wrapping(pair):
        return found  # all alternatives together are tried as well
    texts = _spelled(pair.old_side, pair.old), _spelled(pair.new_side, pair.new)
    if texts[0] == texts[1]:
        return found
    old, new = _end(pair.old_side, pair.old), _end(pair.new_side, pair.new)
    if old is None or new is None:
        return found
    is_hiding = any(f'"{one}": true' in text for one in HIDING for both in texts for text in both)
    sent = _trials(pair, old, new, ("readOnly",) if is_hiding else HIDING)
    received = _trials(pair, old, new, ("writeOnly",)) if is_hiding else sent
    objects, _ = sent
    simple = representatives(((old.side, old.view), (new.side, new.view)), are_containers=False)
    is_textual = pair.textual != "none"
    # Whether it is told already, or known that there is nothing to tell.
    is_lost, is_gained = (
        guard.value in known or any(tells(pair, one, guard, effect) for one in found)
        for guard, effect in (
            (Guard.NOTHING_LOST, Effect.NARROWS),
            (Guard.NOTHING_GAINED, Effect.WIDENS),
        )
    )
    kept = _are_kept(old, new, sent, simple, is_quick=is_textual or is_lost)
    within = _are_kept(new, old, received, simple, is_quick=is_textual or is_gained)
    marks = (
        *((Guard.NOTHING_LOST.value,) if kept else ()),
        *((Guard.NOTHING_GAINED.value,) if within else ()),
    )
    is_open = (kept is None and not is_lost) or (within is None and not is_gained)
    perhaps = turned(pair, old, new, found) if is_open else NOT_TURNED
    untold = [
        Fact(action, pair.new.pointer, "what all of it allows together")
        for verdict, is_told, is_turned, action in (
            (kept, is_lost, perhaps.is_lost, "alternatives-added"),
            (within, is_gained, perhaps.is_gained, "alternatives-removed"),
        )
        if not is_told and (verdict is False or (verdict is None and is_turned))
    ]
    untold += _doubts(pair, objects, found, is_kept=kept is not None, is_within=within is not None)
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


def _doubts(
    pair: Pair,
    objects: ObjectTrial,
    found: list[Fact | Child],
    *,
    is_kept: bool,
    is_within: bool,
) -> Iterator[Fact]:
    """Doubts about properties that come or go here and that alternatives or conditions declare.

    What these say of them was to be tried.
    """
    sides = (("added", is_kept, pair.old_side), ("removed", is_within, pair.new_side))
    for (start, is_known, side), action in zip(sides, DOUBTS, strict=True):
        steps = {f".{name}" for name in objects.declared[side]}
        if not is_known and any(
            isinstance(one, Fact) and one.action.startswith(start) and one.step in steps
            for one in found
        ):
            yield Fact(action, pair.new.pointer)


def tells(pair: Pair, item: Fact | Child, guard: Guard, effect: Effect) -> bool:
    """Whether something that changed says by itself that values were lost, or gained."""
    if guard.value in item.marks or _HIDDEN[guard] in item.marks:
        return False
    telling = {effect, Effect.INCOMPARABLE, Effect.UNKNOWN}
    if isinstance(item, Fact):
        return effect_of(item.action, item.marks) in telling
    effects = pair.relate(item.old.origin, item.new.origin)
    return bool(effects & telling) or _effect_on_null(pair, item) is effect


def _is_harmless(pair: Pair, item: Fact | Child) -> bool:
    """Whether it does nothing to values, and is told for another reason, if it is."""
    if isinstance(item, Fact):
        return item.action == "became-read-only"
    effects = pair.relate(item.old.origin, item.new.origin)
    return effects <= {Effect.NONE, *DOUBTS.values()} and _is_null_alike(pair, item)


def _is_null_alike(pair: Pair, item: Child) -> bool:
    """Whether null is allowed on both sides, or on none."""
    return _effect_on_null(pair, item) is Effect.NONE


def _effect_on_null(pair: Pair, item: Child) -> Effect:
    """What became of null, which no relation tells; of alternatives the whole says it."""
    was, becomes = (
        accepts(side, view, None) is not False
        for side, view in ((pair.old_side, item.old), (pair.new_side, item.new))
    )
    if item.are_members or was == becomes:
        return Effect.NONE
    return Effect.NARROWS if was else Effect.WIDENS


def _trials(
    pair: Pair, old: End, new: End, hiding: tuple[str, ...]
) -> tuple[ObjectTrial, ArrayTrial]:
    return ObjectTrial(pair, old, new, hiding), ArrayTrial(pair, old, new, hiding)


def _spelled(side: Side, view: View) -> list[str]:
    return [side.digest(at) for at in view.origin]


def _end(side: Side, view: View) -> End | None:
    views: list[View] = []
    return End(side, view, views) if _gather(side, view, views) else None


def _gather(side: Side, view: View, views: list[View], depth: int = 0) -> bool:
    views.append(view)
    if depth > MAX_DEPTH or len(views) > _MAX_VIEWS:
        return False
    inner = [(at,) for alternatives in view.alternatives for at in alternatives.members]
    inner += [(at,) for keyword in ABOUT_ITSELF for at in view.keywords.get(keyword, ())]
    return all(
        _gather(side, side.view(schemas), views, depth + 1)
        for schemas in (*inner, *view.schemas(DEPENDENT).values())
    )


def _are_kept(
    one: End,
    other: End,
    trials: tuple[Trial, ...],
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
        if may_be(trial.kind, one.types):
            found = trial.are_kept(one, other, is_quick=is_quick)
            if found is False or (is_quick and found is None):
                return found
            verdict = verdict and found
    return verdict

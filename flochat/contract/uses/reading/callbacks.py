"""Functions that are handed to others, which schedule, run or inject them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from .. import values as v
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    Function,
    Instance,
    Partial,
    Record,
    Value,
    Values,
    made_of,
    union,
)
from .arguments import Given
from .containers import awaited, elements_of, enter
from .functions import call_own
from .state import Reading

#: Methods that schedule a function with the arguments that follow.
_SCHEDULERS: Final = frozenset(
    {
        *("delay", "s", "si", "submit", "send", "enqueue", "to_thread", "run_sync", "start_soon"),
        *("add_task", "call_soon", "spawn", "prepare", "record", "call_later", "partial"),
        *("call_soon_threadsafe", "call_at", "defer", "deferToThread"),
    }
)
#: What takes the arguments of a function in a tuple behind it.
_APPLIERS: Final = frozenset({"apply_async", "apply"})
_STARTERS: Final = frozenset({"Timer", "start_new_thread", "enter", "enterabs", "add_job"})
_FUTURES: Final = frozenset({"submit", "to_thread", "run_sync", "run_in_executor"})


def run_first(reading: Reading, given: Given) -> Values:
    """What a coroutine, or a function that is to be called, gives in the end."""
    results = []
    for it in given.first():
        if isinstance(it, Function | Partial):
            results.append(reading.call(it, given.without(), None, None))
        else:
            results.append(frozenset({it}))
    return union(*results)


def inject(reading: Reading, given: Given) -> Values:
    """What a dependency gives to the function that asks for it."""
    results = []
    for it in union(given.first(), *(found for _, _, found in given.keywords)):
        if isinstance(it, Function):
            found = awaited(reading.call(it, Given(), None, None))
            info = reading.program.functions.get(it.key)
            # A dependency that yields is entered, and not iterated over.
            is_generator = info is not None and info.is_generator
            results.append(elements_of(reading, found) if is_generator else enter(reading, found))
        elif isinstance(it, Class):
            results.append(reading.call(it, Given(), None, None))
    return union(*results)


def call_back(reading: Reading, name: str, given: Given, scope: Scope | None) -> Values:
    """A function that is handed to one that is not read, with what is known of its call."""
    if name in _SCHEDULERS or name in _FUTURES:
        result = schedule(reading, given.without(_place_of_function(given)), scope)
        return made_of(v.AWAITABLE, awaited(result)) if name in _FUTURES else result
    applied = _applied(reading, name, given)
    if applied is not None:
        return made_of(v.AWAITABLE, awaited(applied)) if name in _APPLIERS else NOTHING
    for found in _handed(given):
        for it in found:
            _call_unknown(reading, it)
    return NOTHING


def _handed(given: Given) -> Iterator[Values]:
    yield from (found for _, found in given.positional)
    yield from (found for _, _, found in given.keywords)


def _place_of_function(given: Given) -> int:
    """Where among the arguments the function is: behind a delay, or behind a pool to run it in."""
    for place, (_, found) in enumerate(given.positional):
        if any(isinstance(it, Function | Partial) for it in found):
            return place
    return 0


def _applied(reading: Reading, name: str, given: Given) -> Values | None:
    """What a function gives that is handed over beside its arguments: `Thread(target=, args=)`.

    None when it is not handed so.
    """
    place = _place_of_function(given)
    follows = name in _APPLIERS | _STARTERS
    arguments = given.named("args", place + 1 if follows else None)
    named = given.named("kwargs", place + 2 if follows else None)
    if not arguments and not named:
        return None
    tuples = [it.arguments for it in arguments if isinstance(it, Instance) and it.key == v.TUPLE]
    spread = elements_of(reading, arguments) if not tuples else NOTHING
    positional = tuple((None, found) for parts in tuples[:1] for found in parts)
    keywords = tuple(
        (key, None, found) for it in named if isinstance(it, Record) for key, found in it.entries
    )
    inner = Given(positional, keywords, not spread, spread)
    functions = [it for it in union(*_handed(given)) if isinstance(it, Function | Partial)]
    return union(*(reading.call(it, inner, None, None) for it in functions))


def _call_unknown(reading: Reading, it: Value) -> None:
    """A function of the program that something else will call."""
    if isinstance(it, Function):
        info = reading.program.functions.get(it.key)
        if info is not None and isinstance(info.node, ast.Lambda):
            call_own(reading, it, info, Given())


def schedule(reading: Reading, given: Given, scope: Scope | None) -> Values:
    """Call the first argument with those behind it, in its place."""
    node = given.positional[0][0] if given.positional else None
    results = [reading.call(it, given.without(), node, scope) for it in given.first()]
    return union(*results)

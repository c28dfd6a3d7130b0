"""Functions that are handed to others, which schedule, run or inject them."""

from __future__ import annotations

import ast
from typing import Final

from .. import values as v
from ..scope import Scope
from ..values import NOTHING, Class, Function, Partial, Value, Values, made_of, union
from .arguments import Given
from .containers import awaited, elements_of, enter
from .functions import call_own
from .state import Reading

#: Methods that schedule a function with the arguments that follow.
_SCHEDULERS: Final = frozenset(
    {
        *("delay", "s", "si", "submit", "send", "enqueue", "to_thread", "run_sync", "start_soon"),
        *("add_task", "call_soon", "apply", "spawn", "prepare", "record", "call_later", "partial"),
    }
)
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
        count = 1 if name == "run_in_executor" else 0
        result = schedule(reading, given.without(count), scope)
        return made_of(v.AWAITABLE, awaited(result)) if name in _FUTURES else result
    for _, found in given.positional:
        for it in found:
            _call_unknown(reading, it)
    for _, _, found in given.keywords:
        for it in found:
            _call_unknown(reading, it)
    return NOTHING


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

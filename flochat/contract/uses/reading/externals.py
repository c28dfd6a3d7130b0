"""Calls of what the program does not define: functions of Python and of other packages."""

from __future__ import annotations

import ast
from typing import Final

from .. import values as v
from ..scope import Scope
from ..values import External, Instance, Value, Values, made_of
from .arguments import Given
from .builtin_functions import BUILTIN_FUNCTIONS, map_over
from .callbacks import call_back, inject, run_first
from .containers import awaited, elements_of, enter
from .state import Reading

_UNWRAPPED: Final = frozenset(
    {
        *("asyncio.run", "asyncio.wait_for", "asyncio.shield", "anyio.run", "trio.run"),
        *("asyncio.create_task", "asyncio.ensure_future", "asgiref.sync.async_to_sync"),
    }
)
#: Built-in functions whose result has the elements of their first argument.
_SAME_ELEMENTS: Final = frozenset(
    {
        *("tuple", "frozenset", "reversed", "iter", "aiter", "filter", "heapq.merge"),
        *("itertools.islice", "itertools.takewhile"),
        *("itertools.dropwhile", "itertools.filterfalse", "itertools.cycle"),
        *(
            "tqdm.tqdm",
            "tqdm",
            "tqdm.auto.tqdm",
            "rich.progress.track",
            "copy.copy",
            "copy.deepcopy",
        ),
        *("itertools.compress", "itertools.accumulate", "itertools.repeat"),
        *("random.sample", "random.choices", "more_itertools.peekable"),
    }
)
#: What stands for the result of a function that is handed to it.
_GIVES_RESULT: Final = frozenset(
    {
        *("Depends", "Security", "Provide", "LazyProxy", "lazy", "SimpleLazyObject"),
        "LocalProxy",
    }
)
_ELEMENT: Final = frozenset({"random.choice", "heapq.heappop", "heapq.heapreplace"})
_SAME: Final = frozenset(
    {
        *("contextlib.closing", "contextlib.aclosing", "contextlib.nullcontext"),
        *("copy.copy", "copy.deepcopy", "weakref.proxy", "attrs.evolve", "dataclasses.replace"),
        *("asyncio.wait_for", "asyncio.shield"),
        *("asyncio.create_task", "asyncio.ensure_future"),
    }
)


def _is_table(it: Value) -> bool:
    return isinstance(it, Instance) and it.key == v.TABLE


def call_external(
    reading: Reading, it: External, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """What a function that the program does not define gives."""
    name = it.name.removeprefix("builtins.")
    last = name.rpartition(".")[2]
    special = BUILTIN_FUNCTIONS.get(name)
    if special is not None:
        return special(reading, given, node, scope)
    if name in _SAME_ELEMENTS or last in ("tqdm", "track", "progressbar", "alive_it"):
        kept = given.first(1) if name == "filter" else given.first()
        return made_of(v.LIST, elements_of(reading, kept))
    if name in _ELEMENT:
        return elements_of(reading, given.first()) | given.first(1)
    if name in _SAME or last == "method_decorator":
        return given.first()
    if last in _GIVES_RESULT:
        return inject(reading, given)
    if name in _UNWRAPPED or last == "run_until_complete":
        return awaited(run_first(reading, given))
    if last in ("create_task", "ensure_future", "as_completed"):
        return given.first()
    if name == "asyncio.wait":
        return made_of(v.TUPLE, given.first(), given.first())
    if last in ("enter_context", "enter_async_context"):
        entered = enter(reading, given.first())
        is_async = last == "enter_async_context"
        return made_of(v.AWAITABLE, entered) if is_async else entered
    if last in ("map", "imap", "imap_unordered", "starmap"):
        return map_over(reading, given, node, scope)
    if last == "DataFrame":
        tables = [it for it in elements_of(reading, given.first()) if _is_table(it)]
        return frozenset(tables)
    result = call_back(reading, last, given, scope)
    return result or frozenset({External(f"{it.name}()")})

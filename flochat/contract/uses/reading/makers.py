"""Functions of Python that make containers: `list()`, `defaultdict(list)`, `asyncio.Queue()`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from .. import values as v
from ..scope import Scope
from ..values import NOTHING, Instance, Json, Record, Values, made_of, union
from .arguments import Given
from .containers import element_of, elements_of, key_of
from .filling import container, fill, fillings, place_made
from .state import Reading

_Maker = Callable[[Reading, Given, "ast.AST | None", "Scope | None"], Values]


def _list(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    return container(v.LIST, node, scope, elements_of(reading, given.first()))


def _queue(_reading: Reading, _given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    return container(v.LIST, node, scope, NOTHING)


def _dict(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    named = {name: found for name, _, found in given.keywords}
    first = given.first()
    place = place_made(v.DICT, node, scope)
    written = [it for it in first if isinstance(it, Record) and not fillings(reading, it)]
    if len(written) == len(first):
        ways = [dict(it.entries) for it in written] or [{}]
        return union(*(v.record({**way, **named}, place) for way in ways))
    keys, values = _entries(reading, first, node, scope)
    # A part of an answer is copied as it is.
    copied = frozenset(it for it in first if isinstance(it, Json))
    return copied | container(v.DICT, node, scope, keys, union(values, *named.values()))


def _entries(
    reading: Reading, found: Values, node: ast.AST | None, scope: Scope | None
) -> tuple[Values, Values]:
    """The keys and the values of dicts, or of lists of pairs."""
    dicts = frozenset(
        it
        for it in found
        if isinstance(it, Record) or (isinstance(it, Instance) and it.key == v.DICT)
    )
    pairs = [
        it.arguments
        for it in elements_of(reading, found - dicts)
        if isinstance(it, Instance) and it.key == v.TUPLE and len(it.arguments) == 2
    ]
    keys = [*(element_of(reading, it) for it in dicts), *(key for key, _ in pairs)]
    values = [value for _, value in pairs]
    if node is not None and scope is not None:
        values += [key_of(reading, it, "[]", node, scope, False) for it in dicts]
    return union(*keys), union(*values)


def _same_values(
    reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    keys = elements_of(reading, given.first())
    return container(v.DICT, node, scope, keys, given.first(1))


def _joined(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    parts = [_entries(reading, found, node, scope) for _, found in given.positional]
    keys, values = union(*(it for it, _ in parts)), union(*(it for _, it in parts))
    return container(v.DICT, node, scope, keys, values)


def _variable(_reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    """A variable of a context, or what is promised: it holds what it is set to."""
    return container(v.LIST, node, scope, given.named("default"))


def _default_dict(
    reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    made = [reading.call(it, Given(), node, scope) for it in given.first()]
    keys, values = _entries(reading, given.first(1), node, scope)
    return container(v.DICT, node, scope, keys, union(values, *made))


def _counter(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    return container(v.DICT, node, scope, elements_of(reading, given.first()), NOTHING)


def _field(reading: Reading, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
    """The default of a field of a dataclass."""
    makers = given.named("default_factory") | given.named("factory")
    made = [reading.call(it, Given(), node, scope) for it in makers]
    return union(given.named("default"), *made)


def _push(reading: Reading, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
    """Put the second argument into the first, as `heapq.heappush` does."""
    for it in given.first():
        fill(reading, it, made_of(v.LIST, given.first(1)))
    return NOTHING


MAKERS: Final[Mapping[str, _Maker]] = {
    **dict.fromkeys(("list", "set", "collections.deque"), _list),
    **dict.fromkeys(
        (
            *("queue.Queue", "queue.SimpleQueue", "queue.LifoQueue", "queue.PriorityQueue"),
            *("asyncio.Queue", "asyncio.LifoQueue", "asyncio.PriorityQueue"),
            *("multiprocessing.Queue", "multiprocessing.SimpleQueue"),
            "multiprocessing.JoinableQueue",
        ),
        _queue,
    ),
    **dict.fromkeys(
        (
            *("dict", "collections.OrderedDict", "types.MappingProxyType", "collections.UserDict"),
            *("weakref.WeakValueDictionary", "weakref.WeakKeyDictionary"),
            *("types.SimpleNamespace", "argparse.Namespace"),
        ),
        _dict,
    ),
    "dict.fromkeys": _same_values,
    "collections.ChainMap": _joined,
    **dict.fromkeys(("contextvars.ContextVar", "asyncio.Future"), _variable),
    "collections.defaultdict": _default_dict,
    "collections.Counter": _counter,
    **dict.fromkeys(("dataclasses.field", "attrs.field", "attr.ib", "attrs.Factory"), _field),
    **dict.fromkeys(
        ("heapq.heappush", "bisect.insort", "bisect.insort_left", "bisect.insort_right"), _push
    ),
}

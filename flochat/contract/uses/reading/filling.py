"""Containers that are made in one place of a program and filled in another.

A container is known by the place where it is made. Whoever holds it, under whatever name, adds to
what is kept for that place, and reads from there: a function inside of another, a helper that it
is handed to, a callback, a method of the same object.
"""

from __future__ import annotations

import ast
from typing import Final

from .. import values as v
from ..scope import Scope, limited
from ..values import NOTHING, External, Instance, Literal, Record, Value, Values
from .findings import place_of
from .state import Reading

_LIST_BASES: Final = frozenset(
    {
        *("list", "set", "collections.deque", "collections.UserList"),
        *("typing.List", "typing.Set", "typing.Deque"),
    }
)
_DICT_BASES: Final = frozenset(
    {
        *("dict", "collections.OrderedDict", "collections.defaultdict", "collections.UserDict"),
        *("typing.Dict", "typing.OrderedDict", "typing.DefaultDict"),
    }
)


def container(key: str, node: ast.AST | None, scope: Scope | None, *arguments: Values) -> Values:
    """A list or a dict that the program makes at an expression, empty ones included."""
    place = place_made(key, node, scope)
    if not place:
        return v.made_of(key, *arguments)
    kept = arguments if v.is_small(*arguments) else tuple(NOTHING for _ in arguments)
    return frozenset({Instance(key, kept, place=place)})


def place_made(kind: str, node: ast.AST | None, scope: Scope | None) -> str:
    """What a container is known by: the place of the expression, and what its function is given."""
    if node is None or scope is None:
        return ""
    file, line, column = place_of(node, scope)
    return f"{kind}:{file}:{line}:{column}:{scope.context}"


def fill(reading: Reading, owner: Value, added: Values) -> None:
    """Keep what is put into a container."""
    owner = backing(reading, owner) or owner
    if not isinstance(owner, Instance | Record) or not owner.place or not added:
        return
    known = reading.filled.get(owner.place, NOTHING)
    merged = _merged(known | added)
    if merged != known:
        reading.filled[owner.place] = merged
        reading.changed = True


def _merged(values: Values) -> Values:
    """One list and one dict with what is in several, and one record of the keys that are known."""
    held: dict[str, list[Values]] = {}
    entries: dict[str, Values] = {}
    for it in values:
        if isinstance(it, Instance):
            parts = held.setdefault(it.key, [NOTHING for _ in it.arguments])
            held[it.key] = [limited(a | b) for a, b in zip(parts, it.arguments, strict=True)]
        elif isinstance(it, Record):
            for name, found in it.entries:
                entries[name] = limited(entries.get(name, NOTHING) | found)
    merged = v.union(*(v.made_of(key, *parts) for key, parts in held.items()))
    return merged | (v.record(entries) if entries else NOTHING)


def backing(reading: Reading, it: Value) -> Instance | None:
    """The container that an object of a class like `class Rows(list)` is; None for any other."""
    if not isinstance(it, Instance) or it.key.startswith("builtins:"):
        return None
    for info in reading.program.lineage(it.key):
        for base in info.bases:
            name = base.name.removeprefix("builtins.") if isinstance(base, External) else ""
            if name in _LIST_BASES:
                return Instance(v.LIST, (NOTHING,), place=f"{v.LIST}:{it.key}")
            if name in _DICT_BASES:
                return Instance(v.DICT, (NOTHING, NOTHING), place=f"{v.DICT}:{it.key}")
    return None


def fillings(reading: Reading, it: Value) -> Values:
    """What was put into a container after it was made, as containers of that."""
    if isinstance(it, Instance | Record) and it.place:
        return reading.filled.get(it.place, NOTHING)
    return NOTHING


def telling(reading: Reading, values: Values) -> Values:
    """Those that say what something is: no constants, foreign names or empty containers."""
    return frozenset(it for it in values if _tells(reading, it))


def _tells(reading: Reading, it: Value) -> bool:
    if isinstance(it, Instance | Record) and it.place:
        held = any(it.arguments) if isinstance(it, Instance) else bool(it.entries)
        return held or bool(fillings(reading, it))
    return not isinstance(it, Literal | External)

"""What is in a container, behind a key, or behind `await` and `with`."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from attrs import evolve

from .. import values as v
from ..program import ClassInfo, FunctionNode
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    External,
    Function,
    Instance,
    Json,
    Literal,
    Record,
    Scalar,
    Value,
    Values,
    either,
    made_of,
    union,
)
from .arguments import Given
from .filling import backing, fillings
from .findings import mark_compared, mark_operated, record_use
from .state import Reading


def elements_of(reading: Reading, values: Values) -> Values:
    """What a loop over values gives, which must be there for that."""
    mark_operated(reading, values)
    return union(*(element_of(reading, it) for it in values))


def element_of(reading: Reading, it: Value) -> Values:
    """What is in a container, or what a loop over it gives."""
    if isinstance(it, Json):
        return frozenset({evolve(it, keys=(*it.keys, "[]"))})
    later = (element_of(reading, inner) for inner in fillings(reading, it))
    if isinstance(it, Record):
        return union(frozenset(Literal(key) for key, _ in it.entries), *later)
    if not isinstance(it, Instance):
        return NOTHING
    if it.key == v.TUPLE:
        return either(*it.arguments)
    if it.key in (v.LIST, v.DICT):
        return union(it.arguments[0], *later)
    parts = named_parts(reading, it)
    if parts is not None:
        return union(*parts)
    for name in ("__iter__", "__aiter__"):
        found = awaited(call_special(reading, it, name))
        if it in found:
            # It goes through itself.
            step = name.replace("iter", "next")
            found = (found - {it}) | made_of(v.LIST, awaited(call_special(reading, it, step)))
        if found:
            return elements_of(reading, found)
    inner = backing(reading, it)
    return element_of(reading, inner) if inner is not None else NOTHING


def named_parts(reading: Reading, it: Instance) -> list[Values] | None:
    """The fields of a named tuple in their order; None for anything else."""
    for info in reading.program.lineage(it.key):
        names = {base.name.rpartition(".")[2] for base in info.bases if isinstance(base, External)}
        if "NamedTuple" in names:
            fields = [name for name, at in info.members.items() if isinstance(at, ast.AnnAssign)]
            return [_field_of(reading, it, info, name) for name in fields]
    return None


def typed_keys(reading: Reading, it: Value) -> dict[str, Values] | None:
    """What is behind the keys of a `TypedDict`, as it is declared; None for anything else."""
    if not isinstance(it, Instance) or not is_typed_dict(reading, it.key):
        return None
    return {
        name: reading.annotations.read(node.annotation, info.module)
        for info in reversed(reading.program.lineage(it.key))
        for name, node in info.members.items()
        if isinstance(node, ast.AnnAssign)
    }


def is_typed_dict(reading: Reading, key: str) -> bool:
    """Whether objects of a class are dicts with keys that are declared."""
    names = (
        base.name.rpartition(".")[2]
        for info in reading.program.lineage(key)
        for base in info.bases
        if isinstance(base, External)
    )
    return "TypedDict" in names


def _field_of(reading: Reading, it: Instance, info: ClassInfo, name: str) -> Values:
    stored = reading.attributes.get((info.key, name), NOTHING)
    definition = info.members[name]
    if stored or not isinstance(definition, ast.AnnAssign):
        return stored
    return reading.annotations.read(definition.annotation, info.module, own=frozenset({it}))


def call_special(reading: Reading, it: Value, name: str, *arguments: Values) -> Values:
    """What a special method, as `__iter__`, of an instance returns."""
    if not isinstance(it, Instance):
        return NOTHING
    member = reading.program.member(it.key, name)
    if member is None or not isinstance(member[1], FunctionNode):
        return NOTHING
    function = reading.program.method(member[0], member[1])
    given = Given(tuple((None, found) for found in arguments))
    return reading.call(Function(function.key, it), given, None, None)


def key_of(
    reading: Reading, it: Value, name: str, node: ast.AST, scope: Scope, is_required: bool
) -> Values:
    """What a key of a mapping, or of an answer, holds."""
    later = (key_of(reading, one, name, node, scope, False) for one in fillings(reading, it))
    if isinstance(it, Record):
        entries = dict(it.entries)
        found = entries.get(name, either(*entries.values()) if name == "[]" else NOTHING)
        return union(found, *later)
    if isinstance(it, Instance) and it.key == v.DICT:
        return union(it.arguments[1], *later)
    declared = typed_keys(reading, it)
    if declared is not None:
        return union(*declared.values()) if name == "[]" else declared.get(name, NOTHING)
    if not isinstance(it, Json):
        return NOTHING
    inner = evolve(it, keys=(*it.keys, name))
    if name == "[]":
        return frozenset({inner})
    place = record_use(
        reading,
        "read",
        f'["{name}"]',
        node,
        scope,
        operations=it.origin,
        owner=it.owner,
        keys=inner.keys,
        is_required_key=is_required,
    )
    return frozenset({inner, Scalar(place)})


def item_of(reading: Reading, base: Values, keys: Values, node: ast.AST, scope: Scope) -> Values:
    """What is behind keys or positions of a value."""
    mark_operated(reading, base)
    mark_compared(reading, keys)
    results = []
    for it in base:
        if isinstance(it, Json | Record) or (isinstance(it, Instance) and it.key == v.DICT):
            texts = [key.value for key in keys if isinstance(key, Literal)]
            for text in texts or ["[]"]:
                name = "[]" if isinstance(text, int) else str(text)
                results.append(key_of(reading, it, name, node, scope, True))
        elif isinstance(it, Instance) and it.key == v.TUPLE:
            results.append(_at(it.arguments, keys))
        elif isinstance(it, Instance) and (parts := named_parts(reading, it)) is not None:
            results.append(_at(parts, keys))
        elif isinstance(it, Class):
            results.append(frozenset({it}))
        elif typed_keys(reading, it) is not None:
            names = [str(key.value) for key in keys if isinstance(key, Literal)]
            results += [key_of(reading, it, name, node, scope, True) for name in names or ["[]"]]
        else:
            found = call_special(reading, it, "__getitem__")
            inner = backing(reading, it)
            if inner is not None and not found:
                found = item_of(reading, frozenset({inner}), keys, node, scope)
            results.append(found or element_of(reading, it))
    return union(*results)


def _at(parts: Sequence[Values], keys: Values) -> Values:
    for key in keys:
        if isinstance(key, Literal) and isinstance(key.value, int):
            place = key.value
            if -len(parts) <= place < len(parts):
                return parts[place]
    return union(*parts)


def awaited(values: Values) -> Values:
    """What `await` gives."""
    return union(
        *(
            it.arguments[0]
            if isinstance(it, Instance) and it.key == v.AWAITABLE
            else frozenset({it})
            for it in values
        )
    )


def enter(reading: Reading, values: Values) -> Values:
    """What `with` gives."""
    return union(*(_enter_value(reading, value) for value in values))


def _enter_value(reading: Reading, value: Value) -> Values:
    if not isinstance(value, Instance):
        return frozenset({value})
    if value.key in (v.CONTEXT, v.AWAITABLE):
        return value.arguments[0]
    for name in ("__enter__", "__aenter__"):
        member = reading.program.member(value.key, name)
        if member is not None and isinstance(member[1], FunctionNode):
            function = reading.program.method(member[0], member[1])
            result = reading.call(Function(function.key, value), Given(), None, None)
            return awaited(result) or frozenset({value})
    return frozenset({value})

"""Lists, tuples, dicts and sets as they are written out, and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Final

from .. import values as v
from ..scope import Scope, limited
from ..values import Instance, Record, Values, either, made_of, union
from .containers import element_of, elements_of, key_of
from .filling import container, place_made
from .findings import mark_compared
from .names import bind
from .narrowing import narrow
from .state import ReadExpression, Reading


def _sequence(reading: Reading, node: ast.List | ast.Set, scope: Scope) -> Values:
    elements = limited(either(*(_unstarred(reading, it, scope) for it in node.elts)))
    return container(v.LIST, node, scope, elements)


def _unstarred(reading: Reading, node: ast.expr, scope: Scope) -> Values:
    if isinstance(node, ast.Starred):
        return elements_of(reading, reading.value(node.value, scope))
    return reading.value(node, scope)


def _tuple(reading: Reading, node: ast.Tuple, scope: Scope) -> Values:
    if any(isinstance(it, ast.Starred) for it in node.elts):
        return made_of(v.LIST, union(*(_unstarred(reading, it, scope) for it in node.elts)))
    return made_of(v.TUPLE, *(reading.value(it, scope) for it in node.elts))


def _dict(reading: Reading, node: ast.Dict, scope: Scope) -> Values:
    entries: dict[str, Values] = {}
    is_plain = True
    values: list[Values] = []
    keys: list[Values] = []
    for key, item in zip(node.keys, node.values, strict=True):
        found = reading.value(item, scope)
        if key is None:
            merged = [dict(it.entries) for it in found if isinstance(it, Record)]
            is_plain = is_plain and len(merged) == len(found) == 1
            dicts = [it for it in found if isinstance(it, Instance) and it.key == v.DICT]
            keys += [element_of(reading, it) for it in dicts]
            values += [key_of(reading, it, "[]", item, scope, False) for it in dicts]
            for it in merged:
                entries |= it
            continue
        names = reading.value(key, scope)
        mark_compared(reading, names)
        values.append(found)
        keys.append(names)
        known = v.literals(names)
        if known is not None and len(known) == 1 and isinstance(known[0], str):
            entries[known[0]] = limited(found)
        else:
            is_plain = False
    if is_plain and len(entries) <= 64:
        return v.record(entries, place_made(v.DICT, node, scope))
    inside = limited(either(*values, *entries.values()))
    return container(v.DICT, node, scope, limited(union(*keys)), inside)


def _generators(reading: Reading, generators: Sequence[ast.comprehension], scope: Scope) -> Scope:
    inner = scope.branch()
    for generator in generators:
        _bind_local(
            reading,
            generator.target,
            elements_of(reading, reading.value(generator.iter, inner)),
            inner,
        )
        for test in generator.ifs:
            reading.value(test, inner)
            narrow(reading, test, inner)
    return inner


def _bind_local(reading: Reading, target: ast.expr, values: Values, scope: Scope) -> None:
    """Bind the names of a comprehension, which nothing outside of it sees."""
    if isinstance(target, ast.Name):
        scope.names[target.id] = values
    else:
        bind(reading, target, values, scope)


def _comprehension(
    reading: Reading, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope
) -> Values:
    inner = _generators(reading, node.generators, scope)
    return container(v.LIST, node, scope, limited(reading.value(node.elt, inner)))


def _dict_comprehension(reading: Reading, node: ast.DictComp, scope: Scope) -> Values:
    inner = _generators(reading, node.generators, scope)
    keys = reading.value(node.key, inner)
    mark_compared(reading, keys)
    return container(v.DICT, node, scope, keys, limited(reading.value(node.value, inner)))


DISPLAYS: Final[Mapping[type[ast.AST], ReadExpression]] = {
    ast.List: _sequence,
    ast.Set: _sequence,
    ast.Tuple: _tuple,
    ast.Dict: _dict,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _dict_comprehension,
}

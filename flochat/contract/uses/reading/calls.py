"""Calls: what is called, with which arguments, and what comes of it."""

from __future__ import annotations

import ast

from .. import values as v
from ..clients import ROOTS
from ..program import FunctionNode
from ..scope import Scope, limited
from ..values import (
    NOTHING,
    Class,
    External,
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
from .attributes import attribute_of, target_of
from .client_calls import call_client, make_instance, result_of
from .containers import elements_of
from .externals import call_external
from .filling import fillings
from .findings import place_of
from .functions import call_own
from .methods import ADDERS, EXTENDERS, added_by, call_method
from .names import is_client_class, is_parameter, lookup, set_attribute, share_name, store
from .state import Reading


def call_expression(reading: Reading, node: ast.Call, scope: Scope) -> Values:
    """Read a call where it stands, of each thing that its callee may be."""
    callees = _callees(reading, node, scope)
    given = _given(reading, node, scope)
    results = []
    for callee in callees:
        if isinstance(node.func, ast.Name) and isinstance(callee, Function):
            target = target_of(reading, callee)
            if target is not None:
                if is_parameter(node.func.id, scope):
                    results.append(result_of(reading, callee, target[1]))
                    continue
                reading.by_name.add(target[0])
        results.append(reading.call(callee, given, node, scope))
    _add_to(reading, node, given, scope)
    return limited(union(*results))


def _callees(reading: Reading, node: ast.Call, scope: Scope) -> Values:
    reading.calling = node.func
    found = reading.value(node.func, scope)
    reading.calling = None
    is_known = any(not isinstance(it, External) for it in found)
    if is_known or not isinstance(node.func, ast.Attribute):
        return found
    return _guess(reading, node.func, scope, is_foreign=bool(found)) or found


def _guess(reading: Reading, node: ast.Attribute, scope: Scope, *, is_foreign: bool) -> Values:
    """A method of a client that nothing is known of but the names that are used of it."""
    names: list[str] = []
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        names.insert(0, inner.attr)
        inner = inner.value
    for start in range(len(names) - 1):
        path = ".".join(names[start:])
        # An object of another package may well have messages.list(), too.
        is_telling = not is_foreign or len(names) - start > 2 or "_" in names[-1]
        if path in reading.clients.facade_names and is_telling:
            root = reading.clients.facade_class(ROOTS[0])
            bases: Values = frozenset({Instance(root.key)})
            for name in names[start:]:
                bases = union(*(attribute_of(reading, it, name, node, scope) for it in bases))
            reading.guessed = node
            return bases
    if names[-1] in reading.clients.rare_names and not is_foreign:
        place = place_of(node, scope)
        reason = f"the object of .{names[-1]}() is not known: it may be of a client"
        reading.missed.setdefault((place[0], place[1]), reason)
    return NOTHING


def _given(reading: Reading, node: ast.Call, scope: Scope) -> Given:
    positional: list[tuple[ast.expr | None, Values]] = []
    keywords: list[tuple[str, ast.expr | None, Values]] = []
    is_complete = True
    spread = NOTHING
    unsure: set[str] = set()
    for argument in node.args:
        found = reading.value(argument, scope)
        if isinstance(argument, ast.Starred):
            tuples = [it for it in found if isinstance(it, Instance) and it.key == v.TUPLE]
            if len(found) == len(tuples) == 1:
                positional += [(argument.value, it) for it in tuples[0].arguments]
            else:
                is_complete = False
                spread |= elements_of(reading, found)
        else:
            positional.append((argument, found))
    for keyword in node.keywords:
        found = reading.value(keyword.value, scope)
        if keyword.arg is not None:
            keywords.append((keyword.arg, keyword.value, found))
            continue
        records = [it for it in found if isinstance(it, Record)]
        later = union(*(fillings(reading, it) for it in records))
        ways = [dict(it.entries) for it in (*records, *later) if isinstance(it, Record)]
        for way in ways:
            keywords += [(name, keyword.value, inner) for name, inner in way.items()]
            unsure |= {name for name in way if not all(name in it for it in ways)}
        is_complete = is_complete and len(records) == len(found) == 1 and not later
    return Given(tuple(positional), tuple(keywords), is_complete, spread, frozenset(unsure))


def _add_to(reading: Reading, node: ast.Call, given: Given, scope: Scope) -> None:
    """What is put into a list of which nothing is known but its name."""
    match node.func:
        case ast.Attribute(value=ast.Name(name), attr=method) if method in ADDERS | EXTENDERS:
            added = added_by(reading, method, given)
            known = lookup(reading, name, scope)
            if added and all(_is_open(it) for it in known):
                _share(reading, name, limited(known | added), scope)
        case ast.Attribute(
            value=ast.Call(func=ast.Attribute(value=ast.Name(name), attr="setdefault"))
            | ast.Subscript(value=ast.Name(name)),
            attr=method,
        ) if method in ADDERS | EXTENDERS:
            values = added_by(reading, method, given)
            held = made_of(v.DICT, NOTHING, values)
            known = scope.names.get(name, NOTHING)
            if held and name in scope.names and all(_is_open(it) for it in known):
                store(reading, name, limited(known | held), scope)
        case ast.Attribute(value=ast.Attribute(value=inner, attr=name), attr=method) if (
            method in ADDERS | EXTENDERS
        ):
            added = added_by(reading, method, given)
            for owner in reading.value(inner, scope):
                if isinstance(owner, Instance | Class) and not is_client_class(reading, owner.key):
                    set_attribute(reading, owner.key, name, added)


def _is_open(it: Value) -> bool:
    """Whether it is a container, and one that is not known by the place where it is made."""
    return isinstance(it, Instance) and it.key in (v.LIST, v.DICT) and not it.place


def _share(reading: Reading, name: str, values: Values, scope: Scope) -> None:
    """Bind a name whose value changes: it may be one of a function around, or of the module."""
    if name in scope.names or scope.function is None:
        store(reading, name, values, scope)
        return
    outer = scope.function.outer
    while outer is not None and name not in outer.names:
        outer = outer.outer
    names = scope.module.names if outer is None else outer.names
    share_name(reading, names, name, values)


def call_value(
    reading: Reading, it: Value, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """What a call of a value gives, whatever kind of value it is."""
    if isinstance(it, Partial):
        return _call_partial(reading, it, given, node, scope)
    if isinstance(it, Class):
        return make_instance(reading, it, given, node, scope)
    if isinstance(it, External):
        return call_external(reading, it, given, node, scope)
    if isinstance(it, Instance):
        if it.key == v.CALLABLE:
            return it.arguments[0]
        member = reading.program.member(it.key, "__call__")
        if member is not None and isinstance(member[1], FunctionNode):
            function = reading.program.method(member[0], member[1])
            return reading.call(Function(function.key, it), given, node, scope)
        return NOTHING
    if not isinstance(it, Function):
        return NOTHING
    if it.key.startswith("builtins:"):
        return call_method(reading, it, given, node, scope)
    info = reading.program.functions.get(it.key)
    if info is None:
        return NOTHING
    if info.module.is_client:
        return call_client(reading, it, info, given, node, scope)
    return call_own(reading, it, info, given, node, scope)


def _call_partial(
    reading: Reading, it: Partial, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    if it.place is not None and node is not None and scope is not None:
        reading.completed.add(it.place)
    before = tuple((None, found) for found in it.positional)
    keywords = tuple((name, None, found) for name, found in it.keywords)
    merged = Given(
        (*before, *given.positional),
        (*keywords, *given.keywords),
        it.is_complete and given.is_complete,
    )
    return reading.call(it.function, merged, node, scope)

"""Statements but for imports, definitions and `match`: assignments, loops, branches and blocks."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from ..scope import Scope, limited
from ..values import NOTHING, Instance, Record, Values, either
from .arguments import Given
from .containers import elements_of, enter
from .filling import fill, telling
from .findings import mark_asserted, mark_operated
from .methods import added_by
from .names import bind, lookup, read_annotation
from .narrowing import narrow, present_after
from .state import Reading, ReadStatement


def _expression(reading: Reading, node: ast.Expr, scope: Scope) -> None:
    reading.value(node.value, scope)


def _assign(reading: Reading, node: ast.Assign, scope: Scope) -> None:
    values = _assigned(reading, node.value, scope)
    for target in node.targets:
        bind(reading, target, values, scope, node.value)


def _assigned(reading: Reading, node: ast.expr, scope: Scope) -> Values:
    """The value of an assignment; a method that gets a name by it is no use in itself."""
    before = set(reading.found)
    values = reading.value(node, scope)
    if _names_method(node):
        for key in set(reading.found) - before:
            if reading.found[key].kind == "handed":
                reading.aliases[key] = reading.found[key].target
    return values


def _names_method(node: ast.expr) -> bool:
    """Whether an expression is `owner.name`, or the same by `getattr`."""
    match node:
        case ast.Attribute() | ast.Call(func=ast.Name("getattr")):
            return True
    return False


def _annotated(reading: Reading, node: ast.AnnAssign, scope: Scope) -> None:
    declared = read_annotation(reading, node.annotation, scope)
    values = _assigned(reading, node.value, scope) if node.value is not None else NOTHING
    known = telling(reading, values)
    bind(reading, node.target, values if known else declared | values, scope, node.value)


def _augmented(reading: Reading, node: ast.AugAssign, scope: Scope) -> None:
    values = reading.value(node.value, scope)
    if isinstance(node.target, ast.Name):
        old = lookup(reading, node.target.id, scope)
        mark_operated(reading, old)
        _extend(reading, old, values)
        bind(reading, node.target, limited(either(old, values)), scope)
        return
    old = reading.value(node.target, scope)
    mark_operated(reading, old)
    _extend(reading, old, values)
    if isinstance(node.target, ast.Attribute):
        bind(reading, node.target, values, scope)


def _extend(reading: Reading, owners: Values, values: Values) -> None:
    """Put what is in a container into others, as `+=` and `|=` do."""
    if any(isinstance(it, Instance | Record) and it.place for it in owners):
        added = added_by(reading, "update", Given(((None, values),)))
        for it in owners:
            fill(reading, it, added)


def _for(reading: Reading, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
    elements = elements_of(reading, reading.value(node.iter, scope))
    for _ in range(2):
        inner = scope.branch()
        bind(reading, node.target, elements, inner)
        reading.block(node.body, inner)
        inner.is_running = True
        scope.join(scope.branch(), inner)
    reading.block(node.orelse, scope)


def _while(reading: Reading, node: ast.While, scope: Scope) -> None:
    for _ in range(2):
        reading.value(node.test, scope)
        inner = scope.branch()
        narrow(reading, node.test, inner)
        reading.block(node.body, inner)
        inner.is_running = True
        scope.join(scope.branch(), inner)
    reading.block(node.orelse, scope)


def _if(reading: Reading, node: ast.If, scope: Scope) -> None:
    reading.value(node.test, scope)
    yes, no = scope.branch(), scope.branch()
    narrow(reading, node.test, yes)
    no.present |= present_after(node.test, truth=False)
    reading.block(node.body, yes)
    reading.block(node.orelse, no)
    scope.join(yes, no)
    if yes.leaves or not yes.is_running:
        scope.present |= present_after(node.test, truth=False)
    # What follows a branch that always leaves is read all the same.
    scope.is_running = True


def _with(reading: Reading, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
    for item in node.items:
        values = enter(reading, reading.value(item.context_expr, scope))
        if item.optional_vars is not None:
            bind(reading, item.optional_vars, values, scope)
    reading.block(node.body, scope)


def _try(reading: Reading, node: ast.Try, scope: Scope) -> None:
    before = scope.branch()
    reading.block(node.body, scope)
    handlers = []
    for handler in node.handlers:
        inner = before.branch()
        inner.join(before.branch(), scope.branch())
        inner.is_running = True
        if handler.type is not None:
            reading.value(handler.type, inner)
            if handler.name:
                inner.names[handler.name] = NOTHING
        reading.block(handler.body, inner)
        handlers.append(inner)
    reading.block(node.orelse, scope)
    scope.join(scope.branch(), *handlers)
    scope.is_running = True
    reading.block(node.finalbody, scope)


def _return(reading: Reading, node: ast.Return, scope: Scope) -> None:
    if node.value is not None:
        found = reading.value(node.value, scope)
        scope.returned |= found
        scope.returns_unknown = scope.returns_unknown or not found
    scope.is_running = False


def _stop(reading: Reading, node: ast.Raise, scope: Scope) -> None:
    reading.children(node, scope)
    scope.is_running = False


def _assert(reading: Reading, node: ast.Assert, scope: Scope) -> None:
    reading.children(node, scope)
    for inner in ast.walk(node.test):
        match inner:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                sides = [(left, reading.value(left, scope)), (right, reading.value(right, scope))]
                for (_, found), (other, _) in (sides, sides[::-1]):
                    if isinstance(other, ast.Constant) and other.value is not None:
                        mark_asserted(reading, found)
    scope.present |= present_after(node.test, truth=True)


def _leave(_reading: Reading, _node: ast.Continue | ast.Break, scope: Scope) -> None:
    # Names as they are here are those after the loop, or in its next turn.
    scope.leaves = True


def _global(_reading: Reading, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
    scope.shared |= set(node.names)


STATEMENTS: Final[Mapping[type[ast.AST], ReadStatement]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.If: _if,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Return: _return,
    ast.Raise: _stop,
    ast.Assert: _assert,
    ast.Continue: _leave,
    ast.Break: _leave,
    ast.Global: _global,
    ast.Nonlocal: _global,
}

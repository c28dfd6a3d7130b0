"""Expressions of one value: constants, texts, operators, comparisons, subscripts, `await`."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from .. import values as v
from ..scope import Scope, limited
from ..values import (
    NOTHING,
    External,
    Function,
    Instance,
    Literal,
    Record,
    Scalar,
    Value,
    Values,
    either,
    union,
)
from .containers import awaited, call_special, elements_of, item_of, key_of
from .findings import mark_compared, mark_operated
from .names import bind, found_anywhere, lookup
from .narrowing import narrow, present_after, settled, tested
from .state import ReadExpression, Reading
from .tables import columns_named

#: The special methods that overload operators, without their underscores.
_OPERATORS: Final[Mapping[type[ast.operator], str]] = {
    ast.BitOr: "or",
    ast.BitAnd: "and",
    ast.RShift: "rshift",
    ast.LShift: "lshift",
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.Div: "truediv",
}


def _name(reading: Reading, node: ast.Name, scope: Scope) -> Values:
    return settled(lookup(reading, node.id, scope), node.id, scope)


def _constant(_reading: Reading, node: ast.Constant, _scope: Scope) -> Values:
    if isinstance(node.value, str | int | float | bool | None):
        return frozenset({Literal(node.value)})
    return NOTHING


def _joined(reading: Reading, node: ast.JoinedStr, scope: Scope) -> Values:
    texts = [""]
    for part in node.values:
        found = reading.value(part, scope)
        known = v.literals(found) if len(found) <= 4 else None
        options = [str(it) for it in known] if known is not None else ["{}"]
        texts = [text + option for text in texts for option in options][:16]
    return frozenset(map(Literal, texts))


def _formatted(reading: Reading, node: ast.FormattedValue, scope: Scope) -> Values:
    found = reading.value(node.value, scope)
    if node.format_spec is not None:
        reading.value(node.format_spec, scope)
        mark_operated(reading, found)
    return found


def _binary(reading: Reading, node: ast.BinOp, scope: Scope) -> Values:
    left, right = reading.value(node.left, scope), reading.value(node.right, scope)
    if isinstance(node.op, ast.Mod) and any(
        isinstance(it, Literal) and isinstance(it.value, str) for it in left
    ):
        return NOTHING
    mark_operated(reading, left)
    mark_operated(reading, right)
    special = _OPERATORS.get(type(node.op))
    if special is not None:
        found = union(
            *(call_special(reading, it, f"__{special}__", right) for it in left),
            *(call_special(reading, it, f"__r{special}__", left) for it in right),
        )
        if found:
            return found
    if isinstance(node.op, ast.BitOr) and any(isinstance(it, Record) for it in left | right):
        return left | right
    if isinstance(node.op, ast.Add):
        return _added(left, right)
    if isinstance(node.op, ast.BitOr):
        return _containers(left | right)
    return _containers(left)


def _containers(values: Values) -> Values:
    """The lists, sets and dicts among values: what is left of them, or of several of them."""
    return frozenset(it for it in values if isinstance(it, Instance) and it.key in (v.LIST, v.DICT))


def _added(left: Values, right: Values) -> Values:
    """Two texts or two lists behind each other."""
    texts = [it.value for it in left if isinstance(it, Literal) and isinstance(it.value, str)]
    if texts and len(texts) == len(left):
        more = [it.value for it in right if isinstance(it, Literal) and isinstance(it.value, str)]
        ends = more if more and len(more) == len(right) else ["{}"]
        return frozenset(Literal(text + str(end)) for text in texts[:4] for end in ends[:4])
    if any(isinstance(it, Literal) for it in right) and not left:
        return frozenset(
            Literal("{}" + it.value)
            for it in right
            if isinstance(it, Literal) and isinstance(it.value, str)
        )
    return _containers(left | right)


def _unary(reading: Reading, node: ast.UnaryOp, scope: Scope) -> Values:
    found = reading.value(node.operand, scope)
    if isinstance(node.op, ast.Not):
        return NOTHING
    mark_operated(reading, found)
    known = v.literals(found)
    if isinstance(node.op, ast.USub) and known and len(known) == 1:
        number = known[0]
        if isinstance(number, int | float):
            return frozenset({Literal(-number)})
    return NOTHING


def _bool(reading: Reading, node: ast.BoolOp, scope: Scope) -> Values:
    inner = scope.branch()
    parts = []
    is_known = True
    for part in node.values:
        found = reading.value(part, inner)
        is_known = is_known and bool(found)
        if isinstance(node.op, ast.And):
            narrow(reading, part, inner)
        else:
            inner.present |= present_after(part, truth=False)
            if part is not node.values[-1]:
                # What is not there is replaced by what follows.
                found = frozenset(filter(_stays, found)) | tested(found)
        parts.append(found)
    scope.names.update(
        {name: found for name, found in inner.names.items() if name not in scope.names}
    )
    if isinstance(node.op, ast.And):
        return parts[-1]
    found = union(*parts)
    return limited(found if is_known else either(found, NOTHING))


def _stays(it: Value) -> bool:
    """Whether it may be what an `or` gives in place of what follows."""
    return bool(it.value) if isinstance(it, Literal) else not isinstance(it, Scalar)


def _choice(reading: Reading, node: ast.IfExp, scope: Scope) -> Values:
    reading.value(node.test, scope)
    inner = scope.branch()
    narrow(reading, node.test, inner)
    return either(reading.value(node.body, inner), reading.value(node.orelse, scope))


def _walrus(reading: Reading, node: ast.NamedExpr, scope: Scope) -> Values:
    values = reading.value(node.value, scope)
    bind(reading, node.target, values, scope)
    return values


def _compare(reading: Reading, node: ast.Compare, scope: Scope) -> Values:
    sides = [reading.value(it, scope) for it in (node.left, *node.comparators)]
    for op, left, right, other in zip(node.ops, sides, sides[1:], node.comparators, strict=False):
        if isinstance(other, ast.Constant) and other.value is None:
            continue
        if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            mark_operated(reading, left | right)
        elif isinstance(op, ast.In | ast.NotIn):
            mark_compared(reading, left)
            mark_operated(reading, right)
            if isinstance(node.left, ast.Constant):
                for it in right:
                    key_of(reading, it, str(node.left.value), node.left, scope, False)
        else:
            mark_compared(reading, left | right)
    return NOTHING


def _subscript(reading: Reading, node: ast.Subscript, scope: Scope) -> Values:
    base = reading.value(node.value, scope)
    keys = reading.value(node.slice, scope)
    if isinstance(node.slice, ast.Slice):
        mark_operated(reading, base)
        return base
    if all(isinstance(it, External) for it in base):
        names = v.literals(keys) or ()
        return union(*(found_anywhere(reading, f"[{name}]") for name in names))
    tables = [it for it in base if isinstance(it, Instance) and it.key == v.TABLE]
    columns = [columns_named(reading, it, keys, node, scope) for it in tables]
    return union(item_of(reading, base - frozenset(tables), keys, node, scope), *columns)


def _lambda(reading: Reading, node: ast.Lambda, scope: Scope) -> Values:
    name = f"lambda{node.col_offset}"
    info = reading.program.add_function(node, scope.module, name)
    info.outer = scope.function
    # The names around it, as they are here.
    info.names.update({key: it for key, it in scope.names.items() if key not in info.names})
    return frozenset({Function(info.key)})


def _await(reading: Reading, node: ast.Await, scope: Scope) -> Values:
    return awaited(reading.value(node.value, scope))


def _yield(reading: Reading, node: ast.Yield, scope: Scope) -> Values:
    if node.value is not None:
        scope.yielded |= reading.value(node.value, scope)
    return NOTHING


def _yield_from(reading: Reading, node: ast.YieldFrom, scope: Scope) -> Values:
    scope.yielded |= elements_of(reading, reading.value(node.value, scope))
    return NOTHING


def _starred(reading: Reading, node: ast.Starred, scope: Scope) -> Values:
    return reading.value(node.value, scope)


EXPRESSIONS: Final[Mapping[type[ast.AST], ReadExpression]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _bool,
    ast.IfExp: _choice,
    ast.NamedExpr: _walrus,
    ast.Compare: _compare,
    ast.Subscript: _subscript,
    ast.Lambda: _lambda,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Starred: _starred,
}

"""What a test tells of the expressions in it, in the branch that it leads to."""

from __future__ import annotations

import ast
import copy

from attrs import evolve

from ..scope import Scope, Shown
from ..values import Instance, Literal, Scalar, Value, Values, union
from .names import lookup, read_annotation
from .state import Reading


def narrow(reading: Reading, test: ast.expr, scope: Scope) -> None:
    """What a test says of a name, where nothing better is known."""
    scope.present |= present_after(test, truth=True)
    match test:
        case ast.BoolOp(op=ast.And(), values=parts):
            for part in parts:
                narrow(reading, part, scope)
        case ast.Call(func=ast.Name("isinstance"), args=[ast.Name(name), kinds]):
            found = lookup(reading, name, scope)
            nodes = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
            wanted = union(*(read_annotation(reading, it, scope) for it in nodes))
            keys = {it.key for it in wanted if isinstance(it, Instance)}
            same = [it for it in found if isinstance(it, Instance) and it.key in keys]
            if wanted:
                scope.names[name] = frozenset(same) or wanted


def present_after(test: ast.expr, *, truth: bool) -> frozenset[Shown]:
    """The expressions that are there when a test is true, or when it is not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return present_after(inner, truth=not truth)
        case ast.BoolOp(op=ast.And() | ast.Or() as op, values=parts):
            if isinstance(op, ast.And) == truth:
                return frozenset().union(*(present_after(it, truth=truth) for it in parts))
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=None)]):
            if isinstance(op, ast.IsNot | ast.NotEq if truth else ast.Is | ast.Eq):
                return _shown(left)
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant()]) if truth:
            return _shown(left, is_typed=True)
        case ast.Call(func=ast.Name("isinstance"), args=[inner, _]) if truth:
            return _shown(inner, is_typed=True)
        case ast.Name() | ast.Attribute() | ast.NamedExpr() if truth:
            return _shown(test)
    return frozenset()


def _shown(node: ast.expr, *, is_typed: bool = False) -> frozenset[Shown]:
    """An expression that is there, as what follows may spell it: by the name that it is given."""
    spelled = {_spelled(node)}
    if isinstance(node, ast.NamedExpr):
        spelled.add(_spelled(node.value))
    return frozenset(Shown(text, is_typed=is_typed) for text in spelled)


def _spelled(node: ast.expr) -> str:
    text = ast.unparse(node)
    return ast.unparse(_Named().visit(copy.deepcopy(node))) if ":=" in text else text


class _Named(ast.NodeTransformer):
    """Puts the names in place of what is given one: `(cart := load()).total` is `cart.total`."""

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.Name:
        return node.target


def settled(found: Values, text: str, scope: Scope) -> Values:
    """What an expression is, without the chance that it is missing once it was tested."""
    shown = {it.is_typed for it in scope.present if it.text == text}
    if not shown:
        return found
    rest = frozenset(it for it in found if not isinstance(it, Scalar) and not _is_none(it))
    return rest if True in shown else rest | tested(found)


def _is_none(it: Value) -> bool:
    return isinstance(it, Literal) and it.value is None


def tested(found: Values) -> Values:
    """The values of answers among others, said to be there."""
    return frozenset(evolve(it, is_tested=True) for it in found if isinstance(it, Scalar))

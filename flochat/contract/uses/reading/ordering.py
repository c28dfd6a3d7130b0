"""Values that are put in order, which fails where any of them is not there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..program import FunctionNode
from ..scope import Scope
from ..values import Scalar, Values
from .arguments import Given
from .findings import mark_operated
from .narrowing import present_after, tested
from .state import Reading


def put_in_order(
    reading: Reading,
    elements: Values,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
    *,
    position: int | None = None,
) -> None:
    """Compare elements by a `key=`, or as they are: what is not there has no order."""
    keys = given.named("key", position)
    for it in keys:
        found = reading.call(it, Given(((None, elements),)), node, scope)
        mark_operated(reading, _sifted(found, scope))
    if not keys and all(name != "key" for name, _, _ in given.keywords):
        mark_operated(reading, elements)


def _sifted(found: Values, scope: Scope | None) -> Values:
    """The same values, as there where the function around has tested that attribute of anything.

    It may have left out the elements without one: `[it for it in people if it.email]`.
    """
    scalars = frozenset(it for it in found if isinstance(it, Scalar))
    if scope is None or not scalars:
        return scalars
    shown = tuple(_shown(scope.function.node if scope.function else scope.module.tree))
    sifted = frozenset(it for it in scalars if f".{it.place[3].rpartition('.')[2]}".endswith(shown))
    return scalars - sifted | tested(sifted)


def _shown(node: ast.AST) -> Iterator[str]:
    """The attributes that are tested in a function, but not in those inside of it: ".email"."""
    pending = list(ast.iter_child_nodes(node))
    while pending:
        inner = pending.pop()
        if isinstance(inner, FunctionNode | ast.ClassDef):
            continue
        pending += ast.iter_child_nodes(inner)
        tests = inner.ifs if isinstance(inner, ast.comprehension) else []
        if isinstance(inner, ast.If):
            tests = [inner.test]
        for test in tests:
            for truth in (True, False):
                for it in present_after(test, truth=truth):
                    yield f".{it.text.rpartition('.')[2]}"

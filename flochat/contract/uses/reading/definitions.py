"""Definitions of functions and of classes, with their decorators and bases."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from ..program import FunctionNode
from ..scope import Scope
from ..values import Class, Function
from .arguments import Given
from .functions import call_own
from .names import store
from .state import Reading, ReadStatement


def _define(reading: Reading, node: FunctionNode, scope: Scope) -> None:
    for default in [*node.args.defaults, *(it for it in node.args.kw_defaults if it)]:
        reading.value(default, scope)
    parts = [scope.owner.key.partition(":")[2] if scope.owner else "", node.name]
    name = ".".join(filter(None, parts))
    info = reading.program.add_function(node, scope.module, name)
    info.outer = scope.function
    if scope.owner is not None:
        info.owner = scope.owner.key
    for decorator in node.decorator_list:
        for it in reading.value(decorator, scope):
            inner = reading.program.functions.get(it.key) if isinstance(it, Function) else None
            if inner is not None and not inner.module.is_client:
                # What the decorator hands to the function is known from its body.
                given = Given(((None, frozenset({Function(info.key)})),))
                call_own(reading, it, inner, given) if isinstance(it, Function) else None
    store(reading, node.name, frozenset({Function(info.key)}), scope)


def _class(reading: Reading, node: ast.ClassDef, scope: Scope) -> None:
    outer = scope.owner.key.partition(":")[2] + "." if scope.owner else ""
    info = reading.program.add_class(node, scope.module, f"{outer}{node.name}")
    for base in node.bases:
        values = reading.value(base.value if isinstance(base, ast.Subscript) else base, scope)
        if values - info.bases:
            info.bases |= values
            reading.changed = True
        for it in values:
            if isinstance(it, Class):
                reading.subclasses.setdefault(it.key, set()).add(info.key)
    store(reading, node.name, frozenset({Class(info.key)}), scope)
    inner = Scope(scope.module, scope.function, info, dict(scope.names))
    reading.block(node.body, inner)


DEFINITIONS: Final[Mapping[type[ast.AST], ReadStatement]] = {
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _class,
}

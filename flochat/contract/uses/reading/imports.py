"""Import statements: the names that they bind."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final

from ..scope import Scope
from ..values import External, Module, Value
from .names import store
from .state import Reading, ReadStatement


def _import(reading: Reading, node: ast.Import, scope: Scope) -> None:
    for alias in node.names:
        module = reading.program.find(alias.name, scope.module)
        if alias.asname:
            found: Value = Module(module.name) if module else External(alias.name)
            store(reading, alias.asname, frozenset({found}), scope)
            continue
        top = alias.name.partition(".")[0]
        first = reading.program.find(top, scope.module)
        found = Module(first.name) if first else External(top)
        if module is not None and first is None:
            # A folder without __init__.py: known only by the whole name.
            found = External(f"folder:{top}")
        store(reading, top, frozenset({found}), scope)


def _import_from(reading: Reading, node: ast.ImportFrom, scope: Scope) -> None:
    for alias in node.names:
        if alias.name == "*":
            _import_all(reading, node, scope)
        else:
            name = alias.asname or alias.name
            store(reading, name, reading.program.imported(scope.module, node, name), scope)


def _import_all(reading: Reading, node: ast.ImportFrom, scope: Scope) -> None:
    source = reading.program.absolute(scope.module, node.level, node.module)
    if source is None:
        return
    for name in {*source.definitions, *source.names}:
        if not name.startswith("_"):
            store(reading, name, reading.program.lookup(source, name), scope)


IMPORTS: Final[Mapping[type[ast.AST], ReadStatement]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
}

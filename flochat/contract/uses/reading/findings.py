"""What is found: the uses of a client, and what becomes of the values that are read."""

from __future__ import annotations

import ast

from ..model import Argument, Handling, Use, UseKind
from ..scope import Scope
from ..values import Scalar, Values
from .arguments import merged_arguments
from .state import Reading


def place_of(node: ast.AST, scope: Scope) -> tuple[str, int, int]:
    """The file, the line and the column of a use, in the cell of a notebook too."""
    source = scope.module.source
    file = str(scope.module.path)
    inner = node.func if isinstance(node, ast.Call) else node
    line = getattr(inner, "lineno", 0)
    # The name of what is used is at the end of a chain that takes several lines.
    if isinstance(inner, ast.Attribute):
        line = inner.end_lineno or line
    column = getattr(inner, "col_offset", 0) + 1
    if source is not None and source.cells and 0 < line <= len(source.cells):
        file = f"{file}#{source.cells[line - 1][0]}"
        line = source.cells[line - 1][1]
    return file, line, column


def record_use(
    reading: Reading,
    kind: UseKind,
    target: str,
    node: ast.AST,
    scope: Scope,
    *,
    operations: frozenset[str] = frozenset(),
    owner: str = "",
    keys: tuple[str, ...] = (),
    arguments: tuple[Argument, ...] = (),
    known: bool = True,
    is_required_key: bool = False,
) -> tuple[str, int, int, str]:
    """Keep a use of a client; returns its place, by which its handling is kept."""
    file, line, column = place_of(node, scope)
    place = (file, line, column, target)
    source = scope.module.source
    if source is None:
        return place
    name, _, cell = file.partition("#") if source.cells else (file, "", "")
    inner = node.func if isinstance(node, ast.Call) else node
    key = (*place, kind, owner, operations, keys)
    handed = (*place, "handed", owner, operations, keys)
    if kind == "call":
        reading.found.pop(handed, None)
    elif kind == "handed" and (*place, "call", owner, operations, keys) in reading.found:
        return place
    earlier = reading.found.get(key)
    if earlier is not None:
        whole = earlier.arguments_known, known
        arguments = merged_arguments(earlier.arguments, arguments, whole=whole)
        known = known and earlier.arguments_known
    reading.found[key] = Use(
        name,
        line,
        column,
        kind,
        target,
        operations,
        owner,
        keys,
        arguments,
        known,
        is_required_key=is_required_key,
        is_test=source.is_test,
        cell=int(cell) if cell else None,
        is_guess=reading.guessed is inner,
    )
    return (file.partition("#")[0] if source.cells else file, line, column, target)


def mark_compared(reading: Reading, values: Values) -> None:
    """Keep that a value of an answer is compared."""
    for it in values:
        if isinstance(it, Scalar):
            reading.handled.setdefault(it.place, set()).add("compared")


def mark_operated(reading: Reading, values: Values) -> None:
    """Keep that something is done with a value of an answer that fails when it is not there."""
    for it in values:
        if isinstance(it, Scalar) and not it.is_column:
            handling: Handling = "tested" if it.is_tested else "operated"
            reading.handled.setdefault(it.place, set()).add(handling)


def mark_asserted(reading: Reading, values: Values) -> None:
    """Keep that a value of an answer is asserted to be something that it must be there for."""
    for it in values:
        if isinstance(it, Scalar):
            reading.handled.setdefault(it.place, set()).add("asserted")

"""Reads a program in rounds, until nothing new is learnt; the uses are those of the last one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from ..clients import Clients
from ..model import Unfollowed, Use
from ..program import ModuleInfo, Program
from ..scope import Scope
from ..types import Annotations
from .attributes import attribute, attribute_of
from .calls import call_expression, call_value
from .definitions import DEFINITIONS
from .displays import DISPLAYS
from .expressions import EXPRESSIONS
from .functions import MOST_CONTEXTS, own_of, read_function
from .imports import IMPORTS
from .patterns import match_statement
from .state import ReadExpression, Reading, ReadStatement
from .statements import STATEMENTS

_ROUNDS: Final = 8
_EXPRESSIONS: Final[Mapping[type[ast.AST], ReadExpression]] = {
    **EXPRESSIONS,
    **DISPLAYS,
    ast.Attribute: attribute,
    ast.Call: call_expression,
}
_STATEMENTS: Final[Mapping[type[ast.AST], ReadStatement]] = {
    **STATEMENTS,
    **DEFINITIONS,
    **IMPORTS,
    ast.Match: match_statement,
}


def read(
    modules: Sequence[ModuleInfo],
    program: Program,
    clients: Clients,
    annotations: Annotations,
    untold: list[Unfollowed],
) -> list[Use]:
    """Read modules until nothing new is learnt; returns the uses in them."""
    reading = Reading(
        program,
        clients,
        annotations,
        read_expression=_EXPRESSIONS,
        read_statement=_STATEMENTS,
        call_value=call_value,
        read_attribute=attribute_of,
    )
    for _ in range(_ROUNDS):
        reading.changed = False
        reading.results.clear()
        reading.passed_on.clear()
        reading.called.clear()
        reading.found.clear()
        reading.missed.clear()
        reading.aliases.clear()
        reading.by_name.clear()
        reading.completed.clear()
        for module in modules:
            _module(reading, module)
        _functions(reading)
        if not reading.changed:
            break
        reading.is_again = True
    for (file, line), reason in reading.missed.items():
        untold.append(Unfollowed(file, line, reason))
    return list(_uses(reading))


def _module(reading: Reading, module: ModuleInfo) -> None:
    scope = Scope(module)
    for node in module.tree.body:
        try:
            reading.block([node], scope)
        except RecursionError:
            reading.missed[str(module.path), node.lineno] = "nested too deeply to be followed"


def _functions(reading: Reading) -> None:
    """Read the functions that nothing in the program calls, or that are called too often."""
    done: set[str] = set()
    while True:
        pending = [
            info
            for key, info in list(reading.program.functions.items())
            if key not in done and not info.module.is_client
        ]
        if not pending:
            return
        for info in pending:
            done.add(info.key)
            if 0 < reading.called.get(info.key, 0) <= MOST_CONTEXTS:
                continue
            try:
                read_function(reading, info, {}, own_of(info))
            except RecursionError:
                place = str(info.module.path), info.node.lineno
                reading.missed[place] = "nested too deeply to be followed"


def _uses(reading: Reading) -> Iterator[Use]:
    for key, use in reading.found.items():
        if key in reading.aliases and reading.aliases[key] in reading.by_name:
            continue
        place = (use.file, use.line, use.column, use.target)
        yield evolve(
            use,
            handling=frozenset(reading.handled.get(place, ())),
            is_completed=key[:4] in reading.completed,
        )

"""The `match` statement and its patterns."""

from __future__ import annotations

import ast

from ..scope import Scope
from ..values import NOTHING, Instance, Values, union
from .attributes import attribute_of
from .containers import elements_of, key_of
from .findings import mark_compared
from .names import read_annotation, store
from .state import Reading


def match_statement(reading: Reading, node: ast.Match, scope: Scope) -> None:
    """Read a `match` statement, each case of it as a branch."""
    subject = reading.value(node.subject, scope)
    branches = [scope.branch()]
    for case in node.cases:
        inner = scope.branch()
        _pattern(reading, case.pattern, subject, inner)
        if case.guard is not None:
            reading.value(case.guard, inner)
        reading.block(case.body, inner)
        branches.append(inner)
    scope.join(*branches)
    scope.is_running = True


def _pattern(reading: Reading, node: ast.pattern, subject: Values, scope: Scope) -> None:
    if isinstance(node, ast.MatchValue):
        mark_compared(reading, subject)
    elif isinstance(node, ast.MatchAs):
        _named_pattern(reading, node, subject, scope)
    elif isinstance(node, ast.MatchOr):
        for pattern in node.patterns:
            _pattern(reading, pattern, subject, scope)
    elif isinstance(node, ast.MatchSequence):
        for pattern in node.patterns:
            _pattern(reading, pattern, elements_of(reading, subject), scope)
    elif isinstance(node, ast.MatchMapping):
        _mapping_pattern(reading, node, subject, scope)
    elif isinstance(node, ast.MatchClass):
        _class_pattern(reading, node, subject, scope)


def _named_pattern(reading: Reading, node: ast.MatchAs, subject: Values, scope: Scope) -> None:
    if node.pattern is not None:
        _pattern(reading, node.pattern, subject, scope)
    if node.name:
        found = subject
        if isinstance(node.pattern, ast.MatchClass):
            wanted = read_annotation(reading, node.pattern.cls, scope)
            found = _narrowed_to(subject, wanted)
        store(reading, node.name, found, scope)


def _mapping_pattern(
    reading: Reading, node: ast.MatchMapping, subject: Values, scope: Scope
) -> None:
    for key, pattern in zip(node.keys, node.patterns, strict=True):
        name = str(key.value) if isinstance(key, ast.Constant) else ""
        parts = [key_of(reading, it, name, key, scope, False) for it in subject]
        _pattern(reading, pattern, union(*parts), scope)


def _class_pattern(reading: Reading, node: ast.MatchClass, subject: Values, scope: Scope) -> None:
    wanted = _narrowed_to(subject, read_annotation(reading, node.cls, scope))
    for name, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
        found = [attribute_of(reading, it, name, pattern, scope) for it in wanted]
        _pattern(reading, pattern, union(*found), scope)
    for pattern in node.patterns:
        _pattern(reading, pattern, NOTHING, scope)


def _narrowed_to(subject: Values, wanted: Values) -> Values:
    keys = {it.key for it in wanted if isinstance(it, Instance)}
    same = [it for it in subject if isinstance(it, Instance) and it.key in keys]
    return frozenset(same) or wanted

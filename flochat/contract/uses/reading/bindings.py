"""Where names are bound, in a function or a module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, frozen

from ..program import parameters

_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_INNER: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@frozen
class Index:
    """The parts of a function, or of a module, that bind names."""

    #: Those that bind a name, outside of the functions and classes inside.
    binding: dict[str, list[ast.AST]] = field(factory=dict)
    #: The parts of the comprehensions around the use of a name, from the inside outwards.
    generators: dict[ast.AST, list[ast.comprehension]] = field(factory=dict)


def index_of(holder: ast.AST) -> Index:
    """Find out once what is asked for each name."""
    index = Index()
    for node in _inside(holder):
        for name in _bound_by(node):
            if name is not None:
                index.binding.setdefault(name, []).append(node)
    for node in ast.walk(holder):  # from the outside inwards
        if isinstance(node, _COMPREHENSIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name):
                    index.generators.setdefault(inner, [])[:0] = node.generators
    return index


def names_in(target: ast.AST) -> set[str]:
    """The names that a target of an assignment binds."""
    names = (it for it in ast.walk(target) if isinstance(it, ast.Name))
    return {it.id for it in names if isinstance(it.ctx, ast.Store)}


def _inside(holder: ast.AST) -> Iterator[ast.AST]:
    """What is in a function or a module, but not in the functions and classes inside of it."""
    pending = [*ast.iter_child_nodes(holder)]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, _INNER):
            # There it may be bound by a statement of its own.
            yield from (it for it in ast.walk(node) if isinstance(it, ast.Global | ast.Nonlocal))
        else:
            pending += ast.iter_child_nodes(node)


def _bound_by(node: ast.AST) -> Iterable[str | None]:
    """The names that a node binds by itself."""
    match node:
        case ast.arguments(vararg=vararg, kwarg=kwarg):
            return {it.arg for it in (*parameters(node), vararg, kwarg) if it is not None}
        case ast.Assign(targets=targets):
            return {name for target in targets for name in names_in(target)}
        case (
            ast.AnnAssign(target=target)
            | ast.AugAssign(target=target)
            | ast.For(target=target)
            | ast.AsyncFor(target=target)
            | ast.NamedExpr(target=target)
            | ast.withitem(optional_vars=ast.expr() as target)
        ):
            return names_in(target)
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
            return (name,)
        case ast.MatchMapping(rest=name):
            return (name,)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.alias(name=name, asname=asname):
            return (asname or name.partition(".")[0],)
    return ()

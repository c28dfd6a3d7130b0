"""Definitions of functions and of classes, with their decorators and bases."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Final

from ..program import ClassInfo, FunctionInfo, FunctionNode
from ..scope import Scope
from ..values import Class, Function, Instance, Values
from .arguments import Given
from .functions import call_own
from .names import read_annotation, share_name, store
from .state import Reading, ReadStatement


def _define(reading: Reading, node: FunctionNode, scope: Scope) -> None:
    for default in [*node.args.defaults, *(it for it in node.args.kw_defaults if it)]:
        reading.value(default, scope)
    parts = [scope.owner.key.rpartition(":")[2] if scope.owner else "", node.name]
    name = ".".join(filter(None, parts))
    info = reading.program.add_function(node, scope.module, name)
    info.outer = scope.function
    if scope.owner is not None:
        info.owner = scope.owner.key
    for decorator in node.decorator_list:
        _first_of(reading, info, decorator, scope)
        for it in reading.value(decorator, scope):
            inner = reading.program.functions.get(it.key) if isinstance(it, Function) else None
            if inner is not None and not inner.module.is_client:
                # What the decorator hands to the function is known from its body.
                given = Given(((None, frozenset({_decorated(info, decorator)})),))
                call_own(reading, it, inner, given) if isinstance(it, Function) else None
    store(reading, node.name, frozenset({Function(info.key)}), scope)


def _decorated(info: FunctionInfo, decorator: ast.expr) -> Function:
    """What a decorator is given; Django's decorators for methods are given a bound one."""
    is_bound = isinstance(decorator, ast.Call) and "method_decorator" in ast.unparse(decorator.func)
    return Function(info.key, Instance(info.owner) if is_bound and info.owner else None)


def _first_of(reading: Reading, info: FunctionInfo, decorator: ast.expr, scope: Scope) -> None:
    """What a decorator says of the first argument: of a bound task, of a single dispatch."""
    names = [it.arg for it in (*info.node.args.posonlyargs, *info.node.args.args)]
    match decorator:
        case ast.Call(func=ast.Attribute(value=owner, attr="register"), args=[kind]):
            if _dispatches(reading, owner, scope):
                names = names[1:] if info.owner else names
                _share_first(reading, info, names, read_annotation(reading, kind, scope))
        case ast.Call(keywords=keywords) if info.is_bound_task:
            for it in keywords:
                if it.arg == "base":
                    _share_first(reading, info, names, read_annotation(reading, it.value, scope))


def _share_first(
    reading: Reading, info: FunctionInfo, names: Sequence[str], values: Values
) -> None:
    if names:
        share_name(reading, info.given, names[0], values)


def _dispatches(reading: Reading, node: ast.expr, scope: Scope) -> bool:
    """Whether it is a function that chooses another one by the class of its argument."""
    found = [
        reading.program.functions.get(it.key)
        for it in reading.value(node, scope)
        if isinstance(it, Function)
    ]
    names = {name for info in found if info is not None for name in info.decorators}
    return bool({"singledispatch", "singledispatchmethod"} & names)


def _class(reading: Reading, node: ast.ClassDef, scope: Scope) -> None:
    outer = scope.owner.key.rpartition(":")[2] + "." if scope.owner else ""
    info = reading.program.add_class(node, scope.module, f"{outer}{node.name}")
    for base in node.bases:
        values = reading.value(base.value if isinstance(base, ast.Subscript) else base, scope)
        if isinstance(base, ast.Subscript):
            _specialise(reading, info, base.slice, scope)
        if reading.program.add_bases(info, values):
            reading.changed = True
        for it in values:
            if isinstance(it, Class):
                reading.subclasses.setdefault(it.key, set()).add(info.key)
    store(reading, node.name, frozenset({Class(info.key)}), scope)
    inner = Scope(scope.module, scope.function, info, dict(scope.names))
    reading.block(node.body, inner)
    _tell_bases(reading, info)
    for decorator in node.decorator_list:
        for it in reading.value(decorator, scope):
            reading.call(it, Given(((None, frozenset({Class(info.key)})),)), None, None)


def _tell_bases(reading: Reading, info: ClassInfo) -> None:
    """Call the `__init_subclass__` that a class inherits."""
    for base in reading.program.lineage(info.key)[1:]:
        node = base.members.get("__init_subclass__")
        if isinstance(node, FunctionNode) and not base.module.is_client:
            function = reading.program.method(base, node)
            reading.call(Function(function.key, Class(info.key)), Given(), None, None)
            return


def _specialise(reading: Reading, info: ClassInfo, node: ast.expr, scope: Scope) -> None:
    """Keep what a class has made of a generic base: `class Tags(Repository[Tag])`."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    given = tuple(
        read_annotation(reading, it, scope) for it in parts if not _is_variable(it, scope)
    )
    info.base_arguments = tuple(dict.fromkeys((*info.base_arguments, *filter(None, given))))


def _is_variable(node: ast.expr, scope: Scope) -> bool:
    """Whether it is a type variable, which stands for any type."""
    definition = scope.module.definitions.get(node.id) if isinstance(node, ast.Name) else None
    value = getattr(definition, "value", None)
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith("TypeVar")


DEFINITIONS: Final[Mapping[type[ast.AST], ReadStatement]] = {
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _class,
}

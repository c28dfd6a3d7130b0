"""Functions of the program: their bodies, read with the arguments of a call."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Final

from .. import values as v
from ..program import FunctionInfo
from ..scope import Scope, limited
from ..values import NOTHING, Class, Function, Instance, Literal, Scalar, Values, either, made_of
from .arguments import Given
from .containers import elements_of
from .filling import telling
from .findings import record_use
from .names import is_parameter, read_annotation, share_name
from .state import PassedOn, Reading

_DEEPEST_CALL: Final = 12
#: How many times a function is read in one round, for as many sets of arguments.
MOST_CONTEXTS: Final = 16


def call_own(
    reading: Reading,
    it: Function,
    info: FunctionInfo,
    given: Given,
    node: ast.AST | None = None,
    scope: Scope | None = None,
) -> Values:
    """Read a function of the program with the arguments of a call; what the call gives."""
    bound = _bound(it, info, given)
    for name, found in bound.items():
        share_name(reading, info.given, name, found)
    key = (info.key, tuple(sorted(bound.items(), key=lambda pair: pair[0])))
    if key not in reading.results:
        count = reading.called.get(info.key, 0)
        if info.key in reading.active or reading.depth > _DEEPEST_CALL or count >= MOST_CONTEXTS:
            if count >= MOST_CONTEXTS:
                reading.called[info.key] = MOST_CONTEXTS + 1
            return _wrapped(info, info.returned)
        reading.called[info.key] = count + 1
        own = frozenset({it.owner}) if it.owner is not None else own_of(info)
        reading.passing.append([])
        reading.results[key] = read_function(reading, info, bound, own)
        reading.passed_on[key] = tuple(dict.fromkeys(reading.passing.pop()))
    if node is not None and scope is not None:
        _tell_caller(reading, reading.passed_on.get(key, ()), _nodes(it, info, given), node, scope)
    return _wrapped(info, reading.results[key])


def _tell_caller(
    reading: Reading,
    passed_on: Sequence[PassedOn],
    nodes: Mapping[str, ast.expr | None],
    node: ast.AST,
    scope: Scope,
) -> None:
    """Keep requests where their path is given, and for the caller's caller if it is from there."""
    for it in passed_on:
        record_request(reading, it, [nodes.get(name) for name in it.names], node, scope)


def record_request(
    reading: Reading,
    request: PassedOn,
    parts: Sequence[ast.expr | None],
    node: ast.AST,
    scope: Scope,
) -> None:
    """Keep a request whose path is made of these parts, for the caller too if they are from it."""
    record_use(
        reading,
        "call",
        "request",
        node,
        scope,
        operations=request.operations,
        arguments=request.arguments,
        known=request.is_known,
    )
    names = _parameters_in(parts, scope)
    if reading.passing and names:
        reading.passing[-1].append(request._replace(names=names))


def _nodes(it: Function, info: FunctionInfo, given: Given) -> dict[str, ast.expr | None]:
    """The expressions that a call gives for the parameters of a function."""
    arguments = info.node.args
    names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    is_method = bool(info.owner) and "staticmethod" not in info.decorators
    names = names[1:] if is_method and it.owner is not None else names
    positional = {name: node for name, (node, _) in zip(names, given.positional, strict=False)}
    return positional | {name: node for name, node, _ in given.keywords}


def _parameters_in(nodes: Sequence[ast.expr | None], scope: Scope) -> frozenset[str]:
    """The parameters of the function around that expressions are made of."""
    names = {
        inner.id
        for node in nodes
        if node is not None
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name)
    }
    return frozenset(name for name in names if is_parameter(name, scope))


def _bound(it: Function, info: FunctionInfo, given: Given) -> dict[str, Values]:
    """The parameters of a function with the arguments of a call."""
    arguments = info.node.args
    names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    bound: dict[str, Values] = {}
    is_method = bool(info.owner) and "staticmethod" not in info.decorators
    if is_method and names and it.owner is not None:
        bound[names.pop(0)] = frozenset({it.owner})
    if names and info.is_bound_task:
        names.pop(0)
    rest = []
    for position, (_, found) in enumerate(given.positional):
        if position < len(names):
            bound[names[position]] = found
        else:
            rest.append(found)
    if given.spread:
        for name in names[len(given.positional) :]:
            bound[name] = given.spread
        rest.append(given.spread)
    known = {*names, *(arg.arg for arg in arguments.kwonlyargs)}
    more = []
    for name, _, found in given.keywords:
        if name in known:
            bound[name] = found
        else:
            more.append((name, found))
    if rest and arguments.vararg:
        key = v.LIST if given.spread else v.TUPLE
        parts = [NOTHING.union(*rest)] if given.spread else rest
        bound[arguments.vararg.arg] = made_of(key, *parts)
    if arguments.kwarg and (more or given.is_complete):
        bound[arguments.kwarg.arg] = v.record(dict(more))
    return bound


def own_of(info: FunctionInfo) -> Values:
    """What the first parameter of a method is, when nothing calls it."""
    if not info.owner or "staticmethod" in info.decorators:
        return NOTHING
    if "classmethod" in info.decorators or getattr(info.node, "name", "") == "__new__":
        return frozenset({Class(info.owner)})
    return frozenset({Instance(info.owner)})


def read_function(
    reading: Reading, info: FunctionInfo, bound: Mapping[str, Values], own: Values
) -> Values:
    """Read the body of a function with these arguments; what it returns or yields."""
    if info.key in reading.active:
        return info.returned
    scope = Scope(info.module, info, own=own, context=_context(bound))
    scope.names.update(_parameters(reading, info, bound, own, scope))
    reading.active.add(info.key)
    reading.depth += 1
    try:
        if isinstance(info.node, ast.Lambda):
            scope.returned = reading.value(info.node.body, scope)
        else:
            reading.block(info.node.body, scope)
    finally:
        reading.depth -= 1
        reading.active.discard(info.key)
    result = scope.yielded if info.is_generator else scope.returned
    if scope.returns_unknown and not info.is_generator:
        result = either(result, NOTHING)
    result = _declared(reading, info, result, scope)
    merged = limited(info.returned | result)
    if merged != info.returned:
        info.returned = merged
        reading.changed = True
    return result


def _context(bound: Mapping[str, Values]) -> str:
    """The classes that arguments are of: lists of tags are other lists than those of people."""
    keys = {key for found in bound.values() for it in found for key in v.classes_in(it)}
    return ",".join(sorted(keys))


def _declared(reading: Reading, info: FunctionInfo, result: Values, scope: Scope) -> Values:
    """What a function returns, by its annotation when its body does not tell."""
    known = any(not isinstance(it, Scalar) for it in telling(reading, result))
    if known or isinstance(info.node, ast.Lambda) or info.node.returns is None:
        return result
    declared = read_annotation(reading, info.node.returns, scope)
    if info.is_generator:
        declared = elements_of(reading, declared)
    return result | declared


def _parameters(
    reading: Reading, info: FunctionInfo, bound: Mapping[str, Values], own: Values, scope: Scope
) -> dict[str, Values]:
    arguments = info.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: dict[str, ast.expr] = dict(
        zip([it.arg for it in plain[::-1]], arguments.defaults[::-1], strict=False)
    )
    for it, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            defaults[it.arg] = default
    names: dict[str, Values] = {}
    for position, parameter in enumerate([*plain, *arguments.kwonlyargs]):
        name = parameter.arg
        is_self = position == 0 and bool(own) and bool(info.owner)
        declared = read_annotation(reading, parameter.annotation, scope)
        found = bound.get(name, NOTHING)
        if is_self and not found:
            names[name] = own
            continue
        default = defaults.get(name)
        if name not in bound and default is not None:
            usual = _injected_default(reading, default, scope)
            found |= usual if reading.called.get(info.key) else _left_out(usual)
        if not telling(reading, found):
            found |= declared
        # A decorator may give other arguments than those that are written.
        is_told = bound and not getattr(info.node, "decorator_list", ())
        if not is_told and not telling(reading, found):
            fixture = NOTHING if bound else _fixture(reading, info, name)
            if fixture:  # for the functions inside
                share_name(reading, info.given, name, fixture)
            found |= info.given.get(name, NOTHING) | fixture
        names[name] = found
    for star in (arguments.vararg, arguments.kwarg):
        if star is not None:
            names[star.arg] = bound.get(star.arg, NOTHING)
    return names


def _left_out(usual: Values) -> Values:
    """What a parameter is for callers that the program does not show: they may give another."""
    if usual != {Literal(None)}:
        return either(usual, NOTHING)
    return frozenset({Literal(None, is_default=True)})


def _injected_default(reading: Reading, node: ast.expr, scope: Scope) -> Values:
    outer = Scope(scope.module, scope.function.outer if scope.function else None)
    return reading.value(node, outer)


def _fixture(reading: Reading, info: FunctionInfo, name: str) -> Values:
    """What pytest hands to a test: the fixture of that name that is nearest."""
    node = getattr(info.node, "name", "")
    if not (node.startswith("test") or info.is_fixture):
        return NOTHING
    folder = info.module.path.parent
    candidates = [
        it for it in reading.program.fixtures if name == _fixture_name(it) and it is not info
    ]
    near = [
        it
        for it in candidates
        if it.module is info.module
        or (
            it.module.path.name == "conftest.py"
            and it.module.path.parent in (folder, *folder.parents)
        )
    ]
    if not near:
        return NOTHING
    best = max(near, key=lambda it: (it.module is info.module, len(it.module.path.parts)))
    return call_own(reading, Function(best.key), best, Given())


def _fixture_name(info: FunctionInfo) -> str:
    node = info.node
    if isinstance(node, ast.Lambda):
        return ""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            for keyword in decorator.keywords:
                if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return node.name


def _wrapped(info: FunctionInfo, result: Values) -> Values:
    """What a call gives: a coroutine, a generator or a context manager around the result."""
    if info.is_context:
        return made_of(v.CONTEXT, result)
    if info.is_generator:
        return result if info.is_fixture else made_of(v.LIST, result)
    if isinstance(info.node, ast.AsyncFunctionDef) and not info.is_fixture:
        return made_of(v.AWAITABLE, result)
    return result

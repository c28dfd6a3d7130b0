"""Calls of a client: its operations, its models and `request()`."""

from __future__ import annotations

import ast
from typing import Final

from attrs import evolve

from ...._wire.seam import identify
from .. import values as v
from ..program import FunctionInfo, FunctionNode, parameters
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    External,
    Function,
    Instance,
    Json,
    Literal,
    Partial,
    Values,
    made_of,
)
from .argument_forms import MADE, operations_by_form
from .arguments import Given, arguments_of, is_written_out, request_arguments
from .attributes import target_of
from .callbacks import schedule
from .containers import elements_of, is_typed_dict
from .filling import backing, place_made
from .findings import mark_compared, place_of, record_use
from .functions import call_own, record_request
from .names import set_attribute
from .state import PassedOn, Reading
from .tables import table_of

_ENUMS: Final = frozenset({"Enum", "StrEnum", "IntEnum", "TextChoices", "IntegerChoices"})


def call_client(
    reading: Reading,
    it: Function,
    info: FunctionInfo,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    """Keep a call of a client as a use; what the call gives."""
    name = getattr(info.node, "name", "")
    is_root = isinstance(it.owner, Instance) and reading.clients.resource_path(it.owner.key) == ""
    if is_root and name == "request" and node is not None and scope is not None:
        return _request(reading, info, given, node, scope)
    if is_root and name == "prepare":
        schedule(reading, given, scope)
        return NOTHING
    target = target_of(reading, it)
    operations: frozenset[str] = frozenset()
    if target is not None:
        path, operations = target
        if node is not None and scope is not None:
            operations = operations_by_form(reading, path, operations, info, given, scope)
            record_use(
                reading,
                "call",
                path,
                node,
                scope,
                operations=operations,
                arguments=arguments_of(given, node),
                known=given.is_complete,
            )
    _call_per_person(reading, info, given)
    if name == "from_dict" and isinstance(it.owner, Class):
        return frozenset({Instance(it.owner.key)})
    if name == "to_dict" and isinstance(it.owner, Instance):
        return frozenset({Json(it.owner.origin, it.owner.key)})
    table = table_of(reading, frozenset({it.owner} if it.owner else ()), name)
    return table or result_of(reading, it, operations)


def _call_per_person(reading: Reading, info: FunctionInfo, given: Given) -> None:
    """Call the functions that make an argument from each person, with whoever is given."""
    behind = parameters(info.node.args)[1:]
    makers = {it.arg: of for it in behind if (of := _made_from(it.annotation)) is not None}
    if not makers:
        return
    places = {it.arg: place for place, it in enumerate(behind)}
    sources = {of: it.arg for it in behind if (of := _source_of(it.annotation)) is not None}
    for name, of in makers.items():
        found = given.named(name, places[name])
        functions = [it for it in found if isinstance(it, Function | Partial | Instance)]
        if functions and of in sources:
            people = given.named(sources[of], places[sources[of]])
            each = Given(((None, elements_of(reading, people)),))
            for it in functions:
                reading.call(it, each, None, None)


def _made_from(annotation: ast.expr | None) -> str | None:
    """The type variable of what a function may make an argument from: `PerPerson[str, Person]`."""
    match annotation:
        case ast.Subscript(
            value=ast.Name("PerPerson"), slice=ast.Tuple(elts=[_, ast.Name(variable)])
        ):
            return variable
    return None


def _source_of(annotation: ast.expr | None) -> str | None:
    """The type variable of what an argument holds many of: `Source[Person]`."""
    match annotation:
        case ast.Subscript(value=ast.Name("Source"), slice=ast.Name(variable)):
            return variable
    return None


def result_of(reading: Reading, it: Function, operations: frozenset[str]) -> Values:
    """What a function of a client returns, by its annotation."""
    info = reading.program.functions[it.key]
    owner = it.owner
    bound: dict[str, Values] = {}
    if isinstance(owner, Instance):
        for kind in reading.program.lineage(owner.key):
            bound |= dict(zip(kind.parameters, owner.arguments, strict=False))
    node = info.node
    if isinstance(node, ast.Lambda):
        return NOTHING
    own = frozenset({owner}) if isinstance(owner, Instance) else NOTHING
    if isinstance(owner, Class):
        own = frozenset({Instance(owner.key)})
    found = reading.annotations.read(node.returns, info.module, bound=bound, own=own)
    origin = operations or (owner.origin if isinstance(owner, Instance) else frozenset())
    if origin:
        found = v.with_origin(found, origin)
    is_coroutine = isinstance(node, ast.AsyncFunctionDef) and not info.is_generator
    return made_of(v.AWAITABLE, found) if is_coroutine else found


def _request(
    reading: Reading, info: FunctionInfo, given: Given, node: ast.AST, scope: Scope
) -> Values:
    """`client.request(method, path)`: the operation by its path."""
    methods = v.literals(given.named("method", 0))
    paths = given.named("path", 1)
    texts = [it.value for it in paths if isinstance(it, Literal) and isinstance(it.value, str)]
    if methods is None or not texts or len(texts) != len(paths):
        file, line = place_of(node, scope)[:2]
        reading.missed[file, line] = "the method or the path of request() is not known"
        return NOTHING
    operations = frozenset(
        identify(str(method).upper(), text.partition("?")[0])[0]
        for method in methods
        for text in texts
    )
    arguments = tuple(request_arguments(given, node, texts))
    is_known = given.is_complete and is_written_out(given)
    parts = [part for part, _ in given.positional[1:2]]
    parts += [part for name, part, _ in given.keywords if name == "path"]
    request = PassedOn(frozenset(), operations, arguments, is_known)
    record_request(reading, request, parts, node, scope)
    found: Values = frozenset({Json(operations)})
    is_coroutine = isinstance(info.node, ast.AsyncFunctionDef)
    return made_of(v.AWAITABLE, found) if is_coroutine else found


def _is_enum(reading: Reading, key: str) -> bool:
    """Whether a class takes its own values only: `class Gender(StrEnum)`."""
    return any(
        isinstance(base, External) and base.name.rpartition(".")[2] in _ENUMS
        for info in reading.program.lineage(key)
        for base in info.bases
    )


def make_instance(
    reading: Reading, it: Class, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """An instance of a class, whose `__init__` is read with these arguments."""
    made = Instance(it.key)
    info = reading.program.classes.get(it.key)
    if info is None:
        return NOTHING
    if info.module.is_client:
        if reading.clients.is_model(info) and node is not None and scope is not None:
            record_use(
                reading,
                "made",
                info.key.partition(":")[2],
                node,
                scope,
                owner=info.key,
                arguments=arguments_of(given, node),
                known=given.is_complete,
            )
            # A record that the program makes itself is no part of an answer.
            if info.key.startswith("flochat."):
                made = evolve(made, origin=MADE)
        return frozenset({made})
    if is_typed_dict(reading, it.key):
        return given.first() or v.record(
            {name: found for name, _, found in given.keywords}, place_made(v.DICT, node, scope)
        )
    if _is_enum(reading, it.key):
        mark_compared(reading, given.first())
    for name in ("__init__", "__new__"):
        member = reading.program.member(it.key, name)
        if member is not None and isinstance(member[1], FunctionNode):
            function = reading.program.method(member[0], member[1])
            if not function.module.is_client:
                call_own(reading, Function(function.key, made), function, given)
            return frozenset({made})
    inner = backing(reading, made)
    if inner is not None:
        reading.call(Function(f"{inner.key}.__init__", inner), given, node, scope)
    _set_fields(reading, it.key, given)
    return frozenset({made})


def _set_fields(reading: Reading, key: str, given: Given) -> None:
    """The arguments of a class that has no `__init__` of its own, as of a dataclass."""
    fields = [
        name
        for kind in reversed(reading.program.lineage(key))
        for name, inner in kind.members.items()
        if isinstance(inner, ast.AnnAssign)
    ]
    for name, (_, found) in zip(fields, given.positional, strict=False):
        set_attribute(reading, key, name, found)
    for name, _, found in given.keywords:
        set_attribute(reading, key, name, found)

"""Attributes: of modules, classes, instances, functions and what is not known."""

from __future__ import annotations

import ast
from typing import Final

from attrs import evolve

from .. import values as v
from ..program import ClassInfo, FunctionNode
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    External,
    Function,
    Instance,
    Json,
    Literal,
    Module,
    Partial,
    Record,
    Scalar,
    Value,
    Values,
    union,
)
from .arguments import Given
from .containers import is_typed_dict, key_of, named_parts
from .filling import backing, fillings, telling
from .findings import mark_operated, record_use
from .from_attributes import is_validator
from .names import found_anywhere, plain_type, read_annotation
from .narrowing import settled
from .state import Reading
from .tables import attribute_of_table

_DICT_NAMES: Final = frozenset(dir(dict))
_TEXT_NAMES: Final = frozenset(dir(str))
#: Methods of a column that compare what is in it with what they are given.
_COMPARING: Final = frozenset({"eq", "ne", "isin", "is_in", "map", "replace", "replace_strict"})
_GETTERS: Final = frozenset({"property", "cached_property"})


def attribute(reading: Reading, node: ast.Attribute, scope: Scope) -> Values:
    """Read an attribute where it stands; a method that is not called there is handed on."""
    is_called = reading.calling is node
    reading.calling = None
    base = reading.value(node.value, scope)
    mark_operated(reading, frozenset(it for it in base if isinstance(it, Scalar)))
    found = union(*(attribute_of(reading, it, node.attr, node, scope) for it in base))
    if not base:
        found = found_anywhere(reading, node.attr)
    if not is_called:
        for it in found:
            note_handed(reading, it, node, scope)
    return settled(found, ast.unparse(node), scope) if scope.present else found


def note_handed(reading: Reading, it: Value, node: ast.AST, scope: Scope) -> None:
    """A method that is not called where it is named."""
    if isinstance(it, Function):
        target = target_of(reading, it)
        if target is not None:
            name, operations = target
            record_use(reading, "handed", name, node, scope, operations=operations, known=False)


def target_of(reading: Reading, it: Function) -> tuple[str, frozenset[str]] | None:
    """What a function of a client is called, and the operations that it makes."""
    info = reading.program.functions.get(it.key)
    if info is None or not info.module.is_client:
        return None
    operation = reading.clients.endpoint(info)
    if operation is not None:
        return f"{info.module.name}.{getattr(info.node, 'name', '')}", frozenset({operation})
    if isinstance(it.owner, Instance):
        target = reading.clients.facade_target(it.owner, info)
        operations = reading.clients.facade_operations(target, info) if target else None
        if target and operations:
            return target, operations
    return None


def attribute_of(reading: Reading, it: Value, name: str, node: ast.AST, scope: Scope) -> Values:
    """What an attribute of a value is."""
    if isinstance(it, Module):
        return _of_module(reading, it, name)
    if isinstance(it, External):
        return _of_external(reading, it, name, scope)
    if isinstance(it, Class):
        return _of_class_object(reading, it, name)
    if isinstance(it, Instance):
        return _of_instance(reading, it, name, node, scope)
    if isinstance(it, Record) and name not in _DICT_NAMES:
        # Only a namespace has other attributes than the methods of a dict.
        return key_of(reading, it, name, node, scope, False)
    if isinstance(it, Json | Record):
        return frozenset({Function(f"builtins:dict.{name}", it)})
    if isinstance(it, Function | Partial):
        return _of_function(it, name)
    if isinstance(it, Literal) and isinstance(it.value, str):
        # The member of an enum is read as its value.
        if name == "value":
            return frozenset({it})
        return frozenset({Function(f"builtins:str.{name}", it)}) if name in _TEXT_NAMES else NOTHING
    if isinstance(it, Scalar) and it.is_column and name in _COMPARING:
        return frozenset({Function(f"builtins:column.{name}", it)})
    return NOTHING


def _of_module(reading: Reading, it: Module, name: str) -> Values:
    module = reading.program.modules.get(it.name)
    return reading.program.lookup(module, name) if module else NOTHING


def _of_external(reading: Reading, it: External, name: str, scope: Scope) -> Values:
    if it.name.startswith("folder:"):
        path = f"{it.name.removeprefix('folder:')}.{name}"
        module = reading.program.find(path, scope.module)
        return frozenset({Module(module.name) if module else External(f"folder:{path}")})
    stored = reading.attributes.get((it.name, name), NOTHING)
    return stored or frozenset({External(f"{it.name}.{name}")})


def _of_function(it: Function | Partial, name: str) -> Values:
    if name in ("func", "__wrapped__", "__func__", "fn", "run", "original_func"):
        return frozenset({it.function if isinstance(it, Partial) else it})
    return frozenset({Function(f"builtins:function.{name}", it)})


def _of_class_object(reading: Reading, it: Class, name: str) -> Values:
    stored = union(
        *(
            reading.attributes.get((info.key, name), NOTHING)
            for info in reading.program.lineage(it.key)
        )
    )
    member = reading.program.member(it.key, name)
    if member is None:
        is_inherited = is_validator(reading, it, name)
        return stored or (
            frozenset({Function(f"builtins:class.{name}", it)}) if is_inherited else NOTHING
        )
    info, node = member
    if isinstance(node, FunctionNode):
        function = reading.program.method(info, node)
        owner = it if "classmethod" in function.decorators else None
        return stored | frozenset({Function(function.key, owner)})
    if isinstance(node, ast.ClassDef):
        return info.names.get(name, NOTHING)
    return stored | info.names.get(name, NOTHING)


def _of_instance(reading: Reading, it: Instance, name: str, node: ast.AST, scope: Scope) -> Values:
    if it.key == v.TABLE:
        return attribute_of_table(reading, it, name, node, scope)
    if it.key.startswith("builtins:"):
        return frozenset({Function(f"{it.key}.{name}", it)})
    if name in _DICT_NAMES and is_typed_dict(reading, it.key):
        return frozenset({Function(f"builtins:dict.{name}", it)})
    lineage = reading.program.lineage(it.key)
    stored = union(*(reading.attributes.get((info.key, name), NOTHING) for info in lineage))
    stored = _of_arguments(reading, stored, it)
    member = reading.program.member(it.key, name)
    if member is None:
        inherited = stored or _inherited(reading, it, name, node, scope)
        return inherited or _of_descendants(reading, it, name)
    info, definition = member
    if isinstance(definition, FunctionNode):
        function = reading.program.method(info, definition)
        bound = Function(function.key, it)
        if _GETTERS & set(function.decorators):
            return reading.call(bound, Given(), node, scope)
        if "staticmethod" in function.decorators:
            return frozenset({Function(function.key)})
        return frozenset({bound})
    if info.module.is_client:
        return _field(reading, it, info, name, definition, node, scope)
    own = info.names.get(name, NOTHING)
    if telling(reading, stored | own) or not isinstance(definition, ast.AnnAssign):
        return stored | own
    place = Scope(info.module, None, None)
    return stored | read_annotation(reading, definition.annotation, place, frozenset({it}))


def _inherited(reading: Reading, it: Instance, name: str, node: ast.AST, scope: Scope) -> Values:
    """A method of a container of Python that the class is one of, or what it hands through."""
    inner = backing(reading, it)
    if inner is not None:
        return frozenset({Function(f"{inner.key}.{name}", inner)})
    if name in ("_replace", "_asdict") and named_parts(reading, it) is not None:
        return frozenset({Function(f"builtins:namedtuple.{name}", it)})
    member = reading.program.member(it.key, "__getattr__")
    held = _handed_through(member[1]) if member is not None else ""
    mark = f"{it.key}.{name}"
    if not held or name == held or mark in reading.active:
        return NOTHING
    reading.active.add(mark)
    owners = attribute_of(reading, it, held, node, scope)
    found = [attribute_of(reading, owner, name, node, scope) for owner in owners]
    reading.active.discard(mark)
    return union(*found)


def _handed_through(node: ast.AST) -> str:
    """The attribute of `self` whose attributes a `__getattr__` gives as they are."""
    for inner in ast.walk(node):
        match inner:
            case ast.Return(
                value=ast.Call(
                    func=ast.Name("getattr"),
                    args=[ast.Attribute(value=ast.Name("self"), attr=held), ast.Name(), *_],
                )
            ):
                return held
    return ""


def _of_arguments(reading: Reading, stored: Values, it: Instance) -> Values:
    """What `Box[Tag]` holds where a `Box[T]` holds any `T`."""
    arguments = it.arguments or tuple(
        values for info in reading.program.lineage(it.key) for values in info.base_arguments
    )
    keys = {one.key for values in arguments for one in values if isinstance(one, Instance)}
    return _only(reading, stored, keys) if keys else stored


def _only(reading: Reading, values: Values, keys: set[str]) -> Values:
    """The values of these classes, where any is; in containers, too."""
    whole = union(*(_gathered(reading, one) for one in values))
    held = {one: v.classes_in(one) for one in whole}
    if not any(keys & found for found in held.values()):
        return values
    return frozenset(
        evolve(one, arguments=tuple(_only(reading, it, keys) for it in one.arguments))
        if isinstance(one, Instance) and one.key.startswith("builtins:")
        else one
        for one, found in held.items()
        if not found or keys & found
    )


def _gathered(reading: Reading, it: Value) -> Values:
    """A container beside those that stand for what was put into it."""
    found = fillings(reading, it)
    if not found or not isinstance(it, Instance | Record):
        return frozenset({it})
    return frozenset({evolve(it, place="")}) | found


def _of_descendants(reading: Reading, it: Instance, name: str) -> Values:
    """An attribute that only classes below this one have, as mixins rely on."""
    found = []
    pending, seen = [it.key], {it.key}
    while pending:
        for key in reading.subclasses.get(pending.pop(), ()):
            if key not in seen:
                seen.add(key)
                pending.append(key)
                for info in reading.program.lineage(key):
                    found.append(reading.attributes.get((info.key, name), NOTHING))
                    found.append(info.names.get(name, NOTHING))
    return union(*found)


def _field(
    reading: Reading,
    it: Instance,
    info: ClassInfo,
    name: str,
    definition: ast.AST,
    node: ast.AST,
    scope: Scope,
) -> Values:
    """A field of a class of a client, which is an attribute of a model or of an answer."""
    bound = dict(zip(info.parameters, it.arguments, strict=False))
    annotation = definition.annotation if isinstance(definition, ast.AnnAssign) else None
    found = reading.annotations.read(annotation, info.module, bound=bound, own=frozenset({it}))
    if it.origin:
        found = v.with_origin(found, it.origin)
    if not reading.clients.is_model(info):
        return found
    if name in ("raw", "additional_properties"):
        return frozenset({Json(it.origin, it.key)})
    if name.startswith("_"):
        return found
    label = f"{it.key.partition(':')[2]}.{name}"
    place = record_use(
        reading, "read", label, node, scope, operations=it.origin, owner=it.key, keys=(name,)
    )
    return found | frozenset({Scalar(place, type=plain_type(annotation))})

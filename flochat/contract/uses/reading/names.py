"""Names, attributes and items: what is bound to them, and what they are where they are read."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from typing import Final

from .. import values as v
from ..program import FunctionInfo, FunctionNode, parameters
from ..scope import Scope, limited
from ..values import (
    NOTHING,
    Class,
    External,
    Function,
    Instance,
    Literal,
    Record,
    Value,
    Values,
    either,
    made_of,
    union,
)
from .arguments import Given
from .containers import element_of, elements_of, named_parts
from .filling import fill
from .state import Reading

_BUILTINS: Final = frozenset(dir(builtins))


def bind(
    reading: Reading, target: ast.expr, values: Values, scope: Scope, source: ast.expr | None = None
) -> None:
    """Bind values to a target of an assignment; `source` is the expression that they are from."""
    if isinstance(target, ast.Name):
        store(reading, target.id, values, scope)
    elif isinstance(target, ast.Starred):
        bind(reading, target.value, made_of(v.LIST, values), scope)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(reading, target, values, scope, source)
    elif isinstance(target, ast.Attribute):
        owners = reading.value(target.value, scope)
        if not owners:
            set_anywhere(reading, target.attr, values)
        for owner in owners:
            if isinstance(owner, Instance | Class):
                _set(reading, owner, target.attr, values)
            elif isinstance(owner, External):
                set_attribute(reading, owner.name, target.attr, values)
            elif isinstance(owner, Record):
                fill(reading, owner, v.record({target.attr: values}))
    elif isinstance(target, ast.Subscript):
        _bind_item(reading, target, values, scope)


def _set(reading: Reading, owner: Instance | Class, name: str, values: Values) -> None:
    """Set an attribute, by the setter that its class may have for it."""
    for info in reading.program.lineage(owner.key) if isinstance(owner, Instance) else ():
        if name in info.setters:
            function = reading.program.method(info, info.setters[name])
            function.owner = info.key
            given = Given(((None, values),))
            reading.call(Function(function.key, owner), given, None, None)
            return
    set_attribute(reading, owner.key, name, values)


def _bind_item(reading: Reading, target: ast.Subscript, values: Values, scope: Scope) -> None:
    keys = reading.value(target.slice, scope)
    owners = reading.value(target.value, scope)
    if all(isinstance(it, External) or _is_nowhere(it) for it in owners):
        for name in v.literals(keys) or ():
            set_anywhere(reading, f"[{name}]", values)
    if isinstance(target.value, ast.Name):
        changed = _with_item(owners, keys, values, is_local(target.value.id, scope))
        if changed:
            store(reading, target.value.id, changed, scope)
            return
    is_slice = isinstance(target.slice, ast.Slice)
    for it in owners:
        _put(reading, it, keys, elements_of(reading, values) if is_slice else values)
    if isinstance(target.value, ast.Attribute):
        for owner in reading.value(target.value.value, scope):
            if isinstance(owner, Instance | Class) and not is_client_class(reading, owner.key):
                made = made_of(v.DICT, NOTHING, values)
                set_attribute(reading, owner.key, target.value.attr, made)


def _with_item(owners: Values, keys: Values, values: Values, is_own: bool) -> Values:
    """What a name means once an item is set; nothing when others hold the same container."""
    names = v.literals(keys) or ()
    records = [it for it in owners if isinstance(it, Record)]
    if is_own and records and len(records) == len(owners) and len(names) == 1:
        entry = {str(names[0]): values}
        return union(*(v.record({**dict(it.entries), **entry}, it.place) for it in records))
    if not all(_is_nowhere(it) for it in owners):
        return NOTHING
    return limited(owners | made_of(v.DICT, keys, values))


def _is_nowhere(it: Value) -> bool:
    """Whether it is a dict that is not known by the place where it is made."""
    is_dict = isinstance(it, Record) or (isinstance(it, Instance) and it.key == v.DICT)
    return is_dict and not getattr(it, "place", "")


def _put(reading: Reading, it: Value, keys: Values, values: Values) -> None:
    """Keep what is put under keys, or in places, of a container."""
    names = v.literals(keys) or ()
    if isinstance(it, Instance) and it.key == v.LIST:
        fill(reading, it, made_of(v.LIST, values))
    elif isinstance(it, Record) and len(names) == 1:
        fill(reading, it, v.record({str(names[0]): values}))
    elif not isinstance(it, Instance) or not _sets_item(reading, it, keys, values):
        fill(reading, it, made_of(v.DICT, keys, values))


def _sets_item(reading: Reading, it: Instance, keys: Values, values: Values) -> bool:
    """Call the `__setitem__` that a class of the program has; whether it has one."""
    member = reading.program.member(it.key, "__setitem__")
    if member is None or not isinstance(member[1], FunctionNode):
        return False
    function = reading.program.method(member[0], member[1])
    given = Given(((None, keys), (None, values)))
    reading.call(Function(function.key, it), given, None, None)
    return True


def _unpack(
    reading: Reading,
    target: ast.Tuple | ast.List,
    values: Values,
    scope: Scope,
    source: ast.expr | None,
) -> None:
    if isinstance(source, ast.Tuple | ast.List) and len(source.elts) == len(target.elts):
        for inner, node in zip(target.elts, source.elts, strict=True):
            bind(reading, inner, reading.value(node, scope), scope)
        return
    for position, inner in enumerate(target.elts):
        parts = []
        for it in values:
            fields = _fields(reading, it)
            if fields is not None:
                parts.append(fields[position] if position < len(fields) else NOTHING)
            else:
                parts.append(element_of(reading, it))
        bind(reading, inner, either(*parts), scope)


def _fields(reading: Reading, it: Value) -> Sequence[Values] | None:
    """The elements of a tuple, or of a named one, each by itself."""
    if not isinstance(it, Instance):
        return None
    return it.arguments if it.key == v.TUPLE else named_parts(reading, it)


def set_anywhere(reading: Reading, name: str, values: Values) -> None:
    """Keep what an attribute or an item of an object is set to of which nothing is known.

    Frameworks hand such objects from one function to another.
    """
    kept = frozenset(it for it in values if isinstance(it, Instance))
    set_attribute(reading, "", name, v.with_origin(kept, frozenset()))


def found_anywhere(reading: Reading, name: str) -> Values:
    """What an attribute or an item of that name was set to, of any object that is not known."""
    return reading.attributes.get(("", name), NOTHING)


def set_attribute(reading: Reading, key: str, name: str, values: Values) -> None:
    """Add values to what an attribute of a class may be."""
    known = reading.attributes.get((key, name), NOTHING)
    kept = frozenset(it for it in values if not (isinstance(it, Literal) and it.value is None))
    if reading.is_again and not values:
        info = reading.program.classes.get(key)
        usual = info.names.get(name, NOTHING) if info is not None else NOTHING
        kept = either(known | usual, values) - usual
    if kept - known:
        reading.attributes[key, name] = limited(known | kept)
        reading.changed = reading.changed or reading.attributes[key, name] != known


def store(reading: Reading, name: str, values: Values, scope: Scope) -> None:
    """Bind a name where it stands, and for all that see it from elsewhere."""
    if scope.present:
        kept = (it for it in scope.present if it.text.partition(".")[0] != name)
        scope.present = frozenset(kept)
    if name in scope.shared:
        holder = _holder(name, scope) or scope.module
        share_name(reading, holder.names, name, values)
        share_name(reading, holder.rebound, name, values)
        return
    scope.names[name] = values
    if scope.owner is not None:
        share_name(reading, scope.owner.names, name, values)
    elif scope.function is not None:
        share_name(reading, scope.function.names, name, values)
    else:
        share_name(reading, scope.module.names, name, values)


def _holder(name: str, scope: Scope) -> FunctionInfo | None:
    """The function around a scope that has a name; None for a name of the module."""
    function = scope.function.outer if scope.function else None
    while function is not None and name not in function.names and name not in function.given:
        function = function.outer
    return function


def share_name(reading: Reading, names: dict[str, Values], name: str, values: Values) -> None:
    """Add values to what a name may be for those who see it from elsewhere."""
    old = names.get(name, NOTHING)
    # In the first round much is not known yet.
    is_unknown = reading.is_again and not values
    new = limited(either(old, values) if is_unknown else old | values)
    if new != old:
        names[name] = new
        reading.changed = True


def lookup(reading: Reading, name: str, scope: Scope) -> Values:
    """What a name is: in its function, in those around it, in its module or in Python."""
    if name in scope.names and name not in scope.shared:
        holder = scope.function or scope.module
        return scope.names[name] | holder.rebound.get(name, NOTHING)
    function = _holder(name, scope)
    if function is not None:
        return function.names.get(name, NOTHING) | function.given.get(name, NOTHING)
    found = reading.program.lookup(scope.module, name)
    if found or name in scope.module.definitions:
        return found
    return frozenset({External(f"builtins.{name}")}) if name in _BUILTINS else NOTHING


def read_annotation(
    reading: Reading, node: ast.expr | None, scope: Scope, own: Values = NOTHING
) -> Values:
    """What an annotation says; `own` is what `Self` stands for."""
    owners = own or scope.own
    found = reading.annotations.read(
        node,
        scope.module,
        bound=_type_variables(reading, owners),
        own=owners,
        names=lambda name: lookup(reading, name, scope),
    )
    return found | _injected(reading, node, scope)


def plain_type(annotation: ast.expr | None) -> str:
    """Whether an annotation says "int" or "str" and nothing else, None and Unset left aside."""
    names = set(ast.unparse(annotation).split(" | ")) if annotation else set()
    told = names - {"None", "Unset"}
    return told.pop() if len(told) == 1 and told <= {"int", "str"} else ""


def _type_variables(reading: Reading, owners: Values) -> dict[str, Values]:
    """What the type variables of a generic class are in an instance of it."""
    bound: dict[str, Values] = {}
    for it in owners:
        arguments = it.arguments if isinstance(it, Instance) else ()
        for info in reading.program.lineage(it.key) if isinstance(it, Instance) else ():
            bound |= dict(zip(info.parameters, arguments, strict=False))
            arguments = info.base_arguments or arguments
    return bound


def _injected(reading: Reading, node: ast.expr | None, scope: Scope) -> Values:
    """What `Annotated[..., Depends(f)]` is given."""
    if isinstance(node, ast.Name | ast.Attribute):
        alias = scope.module.definitions.get(node.id) if isinstance(node, ast.Name) else None
        return _injected(reading, alias.value, scope) if isinstance(alias, ast.Assign) else NOTHING
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
        return NOTHING
    calls = [it for it in node.slice.elts[1:] if isinstance(it, ast.Call)]
    if not calls:
        return NOTHING
    first = reading.annotations.read(
        node.slice.elts[0], scope.module, names=lambda name: lookup(reading, name, scope)
    )
    known = {it for call in calls for it in reading.value(call, scope)}
    return first | frozenset(it for it in known if isinstance(it, Instance))


def is_local(name: str, scope: Scope) -> bool:
    """Whether a name is bound here alone: an argument is held by the caller, too."""
    return name in scope.names and not is_parameter(name, scope)


def is_parameter(name: str, scope: Scope) -> bool:
    """Whether a name is one of the parameters of the function."""
    if scope.function is None:
        return False
    return name in {it.arg for it in parameters(scope.function.node.args)}


def is_client_class(reading: Reading, key: str) -> bool:
    """Whether a class is one of a client."""
    info = reading.program.classes.get(key)
    return info is not None and info.module.is_client

"""From names on the wire to the arguments of functions and the attributes of models.

Read off the clients' own code: a method of this package names the properties of its body and query
as literals beside the arguments that fill them, and so does the `_get_kwargs` of a generated
module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from ..facade import facade_methods
from .clients import ROOTS, Clients, instances
from .program import ClassInfo, FunctionInfo, FunctionNode, ModuleInfo, Program
from .types import Annotations
from .values import Function, Instance, Values

_DEEPEST: Final = 4
_MANY: Final = 3


@frozen
class Parameter:
    """A parameter of a function as its caller sees it; `position` is None for one by name only."""

    name: str
    position: int | None
    is_required: bool
    default: object = None


@define(eq=False)
class Signature:
    """A function of a client: its parameters, and which fills which name on the wire.

    `filled` are the names that the function itself fills in.
    """

    parameters: tuple[Parameter, ...]
    fills: dict[str, set[str]] = field(factory=dict)
    filled: set[str] = field(factory=set)

    def add(self, wire: str, names: set[str]) -> None:
        """Note that these parameters fill a name on the wire, or that nothing given does."""
        if names:
            self.fills.setdefault(wire, set()).update(names)
        else:
            self.filled.add(wire)


class Wire:
    """Which parameter and which attribute stands for which name on the wire."""

    def __init__(self, program: Program, clients: Clients, annotations: Annotations) -> None:
        self._program = program
        self._clients = clients
        self._annotations = annotations
        self._signatures: dict[tuple[str, str], Signature | None] = {}
        self._answers: dict[str, dict[str, Values]] = {}

    # Requests.

    def signature(self, target: str, operation: str) -> Signature | None:
        """What a call of `target` sends to an operation."""
        key = (target, operation)
        if key not in self._signatures:
            self._signatures[key] = self._signature(target, operation)
        return self._signatures[key]

    def _signature(self, target: str, operation: str) -> Signature | None:
        function = self.function(target)
        if function is None or isinstance(function.node, ast.Lambda):
            return None
        owner = self._program.classes.get(function.owner)
        parameters = tuple(_parameters(function.node, is_method=owner is not None))
        signature = Signature(parameters)
        collector = _Collector(self._program, signature, operation)
        start = function
        if self._clients.endpoint(function) is not None:
            inner = function.module.definitions.get("_get_kwargs")
            if isinstance(inner, FunctionNode):
                start = self._program.add_function(inner, function.module, "_get_kwargs")
        names = {it.name: {it.name} for it in parameters}
        kind = self._resource(target) if owner is not None else None
        collector.read(start, names, kind, _DEEPEST)
        # An object that is made of many arguments does not tell which of them fills a name.
        for name in [it for it, names in signature.fills.items() if len(names) > _MANY]:
            del signature.fills[name]
        if "Pager" in ast.unparse(function.node.returns or ast.Constant("")):
            signature.filled |= {"page", "limit"}
        mapped = {name for names in signature.fills.values() for name in names}
        for parameter in parameters:
            if parameter.name not in mapped:
                signature.fills.setdefault(parameter.name, set()).add(parameter.name)
        return signature

    def function(self, target: str) -> FunctionInfo | None:
        """The function that a target names."""
        module, _, name = target.rpartition(".")
        info = self._program.modules.get(module)
        if info is not None and info.is_client:
            node = info.definitions.get(name)
            if isinstance(node, FunctionNode):
                return self._program.add_function(node, info, name)
        kind = self._resource(target)
        member = self._program.member(kind.key, name) if kind is not None else None
        if member is None or not isinstance(member[1], FunctionNode):
            return None
        return self._program.method(member[0], member[1])

    def _resource(self, target: str) -> ClassInfo | None:
        info: ClassInfo | None = self._clients.facade_class(ROOTS[0])
        for name in target.split(".")[:-1]:
            member = self._program.member(info.key, name) if info else None
            if member is None or not isinstance(member[1], FunctionNode):
                return None
            kinds = self._annotations.read(member[1].returns, member[0].module)
            keys = [it.key for it in kinds if isinstance(it, Instance)]
            info = self._program.classes.get(keys[0]) if keys else None
        return info

    def body_class(self, target: str) -> str | None:
        """The class of the body of a generated function, "" when it has none."""
        function = self.function(target)
        if function is None or isinstance(function.node, ast.Lambda):
            return None
        arguments = function.node.args
        for it in (*arguments.args, *arguments.kwonlyargs):
            if it.arg in ("body", "json_body"):
                kinds = self._annotations.read(it.annotation, function.module)
                keys = [kind.key for kind in instances(kinds)]
                keys = [key for key in keys if not key.endswith(":Unset")]
                return keys[0] if keys else None
        return None

    # Answers and bodies.

    def answers(self, operation: str) -> set[str]:
        """The classes that the answer of an operation is read into."""
        found: set[str] = set()
        for target in (*facade_methods().get(operation, ()), *self._clients.endpoints(operation)):
            function = self.function(target)
            if function is None or isinstance(function.node, ast.Lambda):
                continue
            values = self._annotations.read(function.node.returns, function.module)
            bound = self._annotations.read(function.node.returns, function.module, bound={})
            for it in instances(values | bound):
                info = self._program.classes.get(it.key)
                if info is not None and self._clients.is_model(info):
                    found.add(it.key)
        return found

    def record_classes(self, roots: set[str], path: tuple[str, ...]) -> set[str]:
        """The classes of this package whose records hold a property that no attribute has."""
        own = {root for root in roots if root.startswith("flochat.")}
        for start in range(len(path) - 1):
            found = self.inner_classes(self.attribute(own, path[start:-1]))
            if found:
                return found
        return own

    def inner_classes(self, attributes: set[tuple[str, str]]) -> set[str]:
        """The classes that attributes hold."""
        found: set[str] = set()
        for key, name in attributes:
            member = self._program.member(key, name)
            if member is not None and isinstance(member[1], ast.AnnAssign):
                values = self._annotations.read(member[1].annotation, member[0].module)
                found |= {it.key for it in instances(values) if it.key in self._program.classes}
        return found

    def attribute_of(self, key: str, wire: str) -> str | None:
        """The attribute of a model that stands for a name on the wire."""
        names = (name for name, _, _ in self._fields(key) if wire in self.wire_names(key, name))
        return next(names, None)

    def position(self, key: str, attribute: str) -> int | None:
        """Where an attribute stands among the arguments of its class."""
        names = [name for name, _, _ in self._fields(key)]
        return names.index(attribute) if attribute in names else None

    def missing(self, key: str, attribute: str) -> str:
        """What an attribute of this package is when the answer lacks it: "None", "empty"."""
        member = self._program.member(key, attribute)
        node = member[1] if member is not None else None
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Tuple):
            return "empty"
        return "None"

    def attribute(self, roots: set[str], path: tuple[str, ...]) -> set[tuple[str, str]]:
        """The classes and attributes that a property of an answer is read into.

        The envelope around records has no class in this package: its names are passed over. A
        generated client has classes for the whole answer.
        """
        own = {root for root in roots if root.startswith("flochat.")}
        found = self._below(roots - own, path)
        for start in range(len(path)):
            inner = self._below(own, path[start:])
            if inner:
                return found | inner
        return found

    def _below(self, roots: set[str], path: tuple[str, ...]) -> set[tuple[str, str]]:
        return set().union(*(self._walk(root, path) for root in roots))

    def _walk(self, key: str, path: tuple[str, ...]) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for attribute, node, info in self._fields(key):
            if path[0] not in self.wire_names(key, attribute):
                continue
            if len(path) == 1:
                found.add((key, attribute))
                continue
            annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
            kinds = self._annotations.read(annotation, info.module)
            for it in instances(kinds):
                if it.key in self._program.classes:
                    found |= self._walk(it.key, path[1:])
        return found

    def _fields(self, key: str) -> Iterator[tuple[str, ast.AST, ClassInfo]]:
        seen: set[str] = set()
        for info in self._program.lineage(key):
            for name, node in info.members.items():
                if isinstance(node, ast.AnnAssign) and name not in seen:
                    seen.add(name)
                    yield name, node, info

    def wire_names(self, key: str, attribute: str) -> set[str]:
        """The names on the wire of an attribute of a model."""
        member = self._program.member(key, attribute)
        if member is None:
            return {attribute}
        info, node = member
        if "from_dict" in info.members:
            return _popped(info, attribute) or {attribute}
        value = node.value if isinstance(node, ast.AnnAssign) else None
        return _metadata(value) or {attribute}

    def related(self, key: str, other: str) -> bool:
        """Whether one class is the other, or inherits from it."""
        lineage = {info.key for info in self._program.lineage(key)}
        return other in lineage or key in {info.key for info in self._program.lineage(other)}


class _Collector:
    """Collects what fills which name on the wire, down through what a function calls."""

    def __init__(self, program: Program, signature: Signature, operation: str) -> None:
        self._program = program
        self._signature = signature
        self._operation = operation
        self._seen: set[tuple[str, str]] = set()

    def read(
        self,
        function: FunctionInfo,
        names: Mapping[str, set[str]],
        owner: ClassInfo | None,
        depth: int,
    ) -> None:
        """Read a function whose names come from these parameters of the first one."""
        mark = (function.key, repr(sorted(names.items())))
        if mark in self._seen or not depth or isinstance(function.node, ast.Lambda):
            return
        self._seen.add(mark)
        known = dict(names)
        module = function.module
        local = {**module.definitions, **_imports(function.node)}
        for node in ast.walk(function.node):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                self._assigned(node, known)
            elif isinstance(node, ast.comprehension | ast.For | ast.AsyncFor):
                self._spread(node.target, node.iter, known)
        for node in ast.walk(function.node):
            if isinstance(node, ast.Dict):
                self._dict(node, known)
            elif isinstance(node, ast.Call):
                self._call(node, known, module, owner, local, depth)

    def _assigned(
        self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, known: dict[str, set[str]]
    ) -> None:
        if node.value is None:
            return
        used = _used(node.value, known)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            match target:
                case ast.Subscript(slice=ast.Constant(value=str(wire))) if not _is_frame(wire):
                    self._signature.add(wire, used)
            for inner in ast.walk(target):
                if isinstance(inner, ast.Name) and not isinstance(target, ast.Subscript):
                    known[inner.id] = known.get(inner.id, set()) | used

    @staticmethod
    def _spread(target: ast.expr, source: ast.expr, known: dict[str, set[str]]) -> None:
        used = _used(source, known)
        for inner in ast.walk(target):
            if isinstance(inner, ast.Name):
                known[inner.id] = known.get(inner.id, set()) | used

    def _dict(self, node: ast.Dict, known: Mapping[str, set[str]]) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            match key:
                case ast.Constant(value=str(wire)) if not _is_frame(wire):
                    self._signature.add(wire, _used(value, known))

    def _call(
        self,
        node: ast.Call,
        known: Mapping[str, set[str]],
        module: ModuleInfo,
        owner: ClassInfo | None,
        local: Mapping[str, ast.AST],
        depth: int,
    ) -> None:
        self._batch(node, known)
        schema = self._schema(node, module, local)
        for keyword in node.keywords:
            if keyword.arg is not None and schema is not None and keyword.arg in schema:
                used = _used(keyword.value, known)
                if used:
                    self._signature.add(schema[keyword.arg], used)
        for function, bound_owner in self._callees(node, module, owner, local):
            self.read(function, _passed(node, function, known), bound_owner, depth - 1)

    def _batch(self, node: ast.Call, known: Mapping[str, set[str]]) -> None:
        """`_one(tag, TAG, by_namespace=BatchForm("DELETE ...", "tag_ns"))`, `key="users"`."""
        used = set().union(*(_used(it, known) for it in node.args))
        for value in [*node.args, *(it.value for it in node.keywords)]:
            match value:
                case ast.Call(
                    func=ast.Name("BatchForm"),
                    args=[ast.Constant(value=str(operation)), ast.Constant(value=str(wire)), *_],
                ) if operation == self._operation:
                    self._signature.add(wire, used)
        for keyword in node.keywords:
            if keyword.arg == "key" and isinstance(keyword.value, ast.Constant):
                self._signature.add(str(keyword.value.value), used)

    def _schema(
        self, node: ast.Call, module: ModuleInfo, local: Mapping[str, ast.AST]
    ) -> dict[str, str] | None:
        """The body schema that a call is given first: arguments to names on the wire."""
        if not node.args:
            return None
        first = node.args[0]
        name = first.attr if isinstance(first, ast.Attribute) else getattr(first, "id", "")
        definition = local.get(name)
        if isinstance(first, ast.Attribute) and isinstance(first.value, ast.Name):
            definition = self._in_module(first.value.id, name, module, local)
        elif isinstance(definition, ast.ImportFrom):
            source = self._program.absolute(module, definition.level, definition.module)
            definition = source.definitions.get(name) if source else None
        value = definition.value if isinstance(definition, ast.Assign | ast.AnnAssign) else None
        return _schema_of(value) if isinstance(value, ast.Dict) else None

    def _in_module(
        self, holder: str, name: str, module: ModuleInfo, local: Mapping[str, ast.AST]
    ) -> ast.AST | None:
        node = local.get(holder)
        if not isinstance(node, ast.ImportFrom):
            return None
        for it in self._program.imported(module, node, holder):
            source = self._program.modules.get(getattr(it, "name", ""))
            if source is not None:
                return source.definitions.get(name)
        return None

    def _callees(
        self,
        node: ast.Call,
        module: ModuleInfo,
        owner: ClassInfo | None,
        local: Mapping[str, ast.AST],
    ) -> Iterator[tuple[FunctionInfo, ClassInfo | None]]:
        match node.func:
            case ast.Attribute(value=ast.Name("self"), attr=name) if owner is not None:
                member = self._program.member(owner.key, name)
                # What every resource has in common names nothing on the wire.
                is_common = member is None or member[0].key.endswith(
                    (":AsyncResource", ":Resource")
                )
                if member is not None and isinstance(member[1], FunctionNode) and not is_common:
                    yield self._program.method(member[0], member[1]), owner
            case ast.Attribute(value=ast.Name(holder), attr=name):
                found = self._in_module(holder, name, module, local)
                source = local.get(holder)
                if isinstance(found, FunctionNode) and isinstance(source, ast.ImportFrom):
                    for it in self._program.imported(module, source, holder):
                        inner = self._program.modules.get(getattr(it, "name", ""))
                        if inner is not None:
                            yield self._program.add_function(found, inner, name), None
            case ast.Name(name):
                yield from self._named(name, module, local)

    def _named(
        self, name: str, module: ModuleInfo, local: Mapping[str, ast.AST]
    ) -> Iterator[tuple[FunctionInfo, None]]:
        definition = local.get(name)
        if isinstance(definition, FunctionNode):
            yield self._program.add_function(definition, module, name), None
        elif isinstance(definition, ast.ImportFrom):
            for it in self._program.imported(module, definition, name):
                if isinstance(it, Function) and it.key in self._program.functions:
                    yield self._program.functions[it.key], None


def _is_frame(name: str) -> bool:
    """Whether it is a part of a request as `httpx` takes it, and nothing on the wire."""
    return name in ("method", "url", "params", "headers", "json", "data", "Content-Type", "cookies")


def _parameters(node: FunctionNode, *, is_method: bool) -> Iterator[Parameter]:
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    defaults += arguments.defaults
    for position, (it, default) in enumerate(zip(plain, defaults, strict=True)):
        if is_method and position == 0:
            continue
        yield _parameter(it, position - is_method, default)
    for it, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(it, None, default)


def _parameter(it: ast.arg, position: int | None, default: ast.expr | None) -> Parameter:
    value = default.value if isinstance(default, ast.Constant) else None
    return Parameter(it.arg, position, default is None, value)


def _imports(node: ast.AST) -> dict[str, ast.AST]:
    return {
        alias.asname or alias.name: inner
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom)
        for alias in inner.names
    }


def _used(node: ast.AST, known: Mapping[str, set[str]]) -> set[str]:
    """The first parameters that an expression is made of."""
    names = (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return set().union(*(known.get(name, set()) for name in names))


def _passed(
    node: ast.Call, function: FunctionInfo, known: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The parameters of a function that is called, with the first ones that fill them."""
    arguments = function.node.args
    plain = [it.arg for it in (*arguments.posonlyargs, *arguments.args)]
    if function.owner and plain:
        plain = plain[1:]
    passed = {name: _used(it, known) for name, it in zip(plain, node.args, strict=False)}
    for keyword in node.keywords:
        if keyword.arg is not None:
            passed[keyword.arg] = _used(keyword.value, known)
        else:
            # A dict of parameters under their own names.
            used = _used(keyword.value, known)
            named = {it.arg for it in (*arguments.args, *arguments.kwonlyargs)}
            passed |= {name: {name} for name in used & named if name not in passed}
    return passed


def _schema_of(node: ast.Dict) -> dict[str, str]:
    schema: dict[str, str] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            schema[key.value] = _wire_of(value) or key.value
        elif key is None:
            for inner in ast.walk(value):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    schema[inner.value] = inner.value
    return schema


def _wire_of(node: ast.expr) -> str:
    """The name on the wire in `encode_with(check, "name")`."""
    if isinstance(node, ast.Call):
        named = [it.value for it in node.keywords if it.arg == "key"]
        for it in [*node.args[1:], *named]:
            if isinstance(it, ast.Constant) and isinstance(it.value, str):
                return it.value
    return ""


def _metadata(node: ast.expr | None) -> set[str]:
    """The names in `field(metadata={"wire": ...})`."""
    if not isinstance(node, ast.Call):
        return set()
    for keyword in node.keywords:
        if keyword.arg == "metadata" and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "wire":
                    return {
                        inner.value
                        for inner in ast.walk(value)
                        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
                    }
    return set()


def _popped(info: ClassInfo, attribute: str) -> set[str]:
    """The key that `from_dict` of a generated model reads an attribute from."""
    node = info.members["from_dict"]
    found: dict[str, set[str]] = {}
    for inner in ast.walk(node):
        match inner:
            case (
                ast.Assign(
                    targets=[ast.Name(name)],
                    value=value,
                )
                | ast.AnnAssign(target=ast.Name(name), value=value)
            ) if value is not None:
                for call in ast.walk(value):
                    match call:
                        case ast.Call(
                            func=ast.Attribute(value=ast.Name("d"), attr="pop" | "get"),
                            args=[ast.Constant(value=str(wire)), *_],
                        ):
                            found.setdefault(name, set()).add(wire)
    return found.get(attribute) or found.get(f"_{attribute}") or set()

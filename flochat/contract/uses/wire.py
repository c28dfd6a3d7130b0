"""From names on the wire to the arguments of functions and the attributes of models.

Read off the code of a generated client, whose `_get_kwargs` name parameters and properties as
literals beside the arguments that fill them. What a method of this package sends was seen when it
was called, and stands in `facade_names.json`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from ..facade import facade_methods
from ..facade_table import fills_of, sends_of
from .clients import ROOTS, Clients, instances
from .program import ClassInfo, FunctionInfo, FunctionNode, Program
from .types import Annotations
from .values import Instance, Values

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

    `filled` are the names that the function sends whatever it is given. `parts` are the parameters
    that may hold what fills a name.
    """

    parameters: tuple[Parameter, ...]
    fills: dict[str, set[str]] = field(factory=dict)
    filled: set[str] = field(factory=set)
    parts: dict[str, set[str]] = field(factory=dict)

    def add(self, wire: str, names: set[str]) -> None:
        """Note that these parameters fill a name on the wire, or that nothing given does."""
        if names:
            self.fills.setdefault(wire, set()).update(names)
        else:
            self.filled.add(wire)


def _of_facade(parameters: tuple[Parameter, ...], target: str, operation: str) -> Signature:
    """A method of this package, as it was seen to make an operation."""
    signature = Signature(parameters, filled={*sends_of(target, operation)})
    known = {it.name for it in parameters}
    for wire, names in fills_of(target, operation).items():
        signature.fills[wire] = {it for it in names if "." not in it}
        signature.parts[wire] = {it.partition(".")[0] for it in names if "." in it}
        # `**channels` stands for names that its annotation has.
        named = {it for it in names if it not in known and "." not in it}
        signature.parameters += tuple(Parameter(it, None, False) for it in sorted(named))
    return signature


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
        if self._clients.endpoint(function) is None:
            return _of_facade(parameters, target, operation)
        signature = Signature(parameters)
        inner = function.module.definitions.get("_get_kwargs")
        if isinstance(inner, FunctionNode):
            _Collector(signature).read(inner, {it.name: {it.name} for it in parameters})
        # An object that is made of many arguments does not tell which of them fills a name.
        for name in [it for it, names in signature.fills.items() if len(names) > _MANY]:
            del signature.fills[name]
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
    """Collects what fills which name on the wire in the `_get_kwargs` of a generated client."""

    def __init__(self, signature: Signature) -> None:
        self._signature = signature

    def read(self, function: FunctionNode, names: Mapping[str, set[str]]) -> None:
        """Read a function whose names come from these parameters."""
        known = dict(names)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                self._assigned(node, known)
            elif isinstance(node, ast.comprehension | ast.For):
                _spread(node.target, node.iter, known)
        for node in ast.walk(function):
            if isinstance(node, ast.Dict):
                self._dict(node, known)

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

    def _dict(self, node: ast.Dict, known: Mapping[str, set[str]]) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            match key:
                case ast.Constant(value=str(wire)) if not _is_frame(wire):
                    self._signature.add(wire, _used(value, known))


def _spread(target: ast.expr, source: ast.expr, known: dict[str, set[str]]) -> None:
    used = _used(source, known)
    for inner in ast.walk(target):
        if isinstance(inner, ast.Name):
            known[inner.id] = known.get(inner.id, set()) | used


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


def _used(node: ast.AST, known: Mapping[str, set[str]]) -> set[str]:
    """The first parameters that an expression is made of."""
    names = (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return set().union(*(known.get(name, set()) for name in names))


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

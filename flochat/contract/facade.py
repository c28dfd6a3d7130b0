"""Which methods of the facade call which operations, derived from their source.

A method names its operations by wire identity, as literals. Whatever it reaches through its own
class (attributes and other resources included) or its own module counts too. Nothing is imported
and nothing is run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from attrs import field, frozen

import flochat

from .._wire.operation_table import TABLE

_SOURCES: Final = Path(flochat.__file__).parent / "_async"
_MODELS: Final = Path(flochat.__file__).parent / "models"
#: What every model has, and what acknowledgements add to what was sent.
_NOT_READ: Final = frozenset({"raw", "parts", "_identity"})
_ROOT: Final = "AsyncFlochat"
_PROPERTIES: Final = frozenset({"property", "cached_property"})

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def facade_calls() -> Mapping[str, tuple[str, ...]]:
    """The operations of each public method: "flow.tags.list" -> ("GET /flow/tags",)."""
    classes = _classes()
    return {
        f"{path}.{name}": tuple(sorted(operations))
        for path, owner in sorted(_tree(classes, classes[_ROOT], ""))
        for name in sorted(owner.functions)
        if not name.startswith("_") and (operations := owner.operations(name))
    }


@cache
def facade_methods() -> Mapping[str, tuple[str, ...]]:
    """The public methods that call each operation: "GET /flow/tags" -> ("flow.tags.list",)."""
    methods: dict[str, list[str]] = {operation: [] for operation in TABLE}
    for method, operations in facade_calls().items():
        for operation in operations:
            methods[operation].append(method)
    return {operation: tuple(names) for operation, names in methods.items()}


@cache
def fields_read() -> Mapping[str, tuple[str, ...]]:
    """The names on the wire that the models of an operation's methods have a field for."""
    names: dict[str, set[str]] = {}
    classes, fields = _classes(), _fields_of_models()
    for path, owner in _tree(classes, classes[_ROOT], ""):
        del path
        for name in owner.functions:
            if not name.startswith("_") and (operations := owner.operations(name)):
                read = {field for model in owner.names(name) for field in fields.get(model, ())}
                for operation in operations:
                    names.setdefault(operation, set()).update(read)
    return {operation: tuple(sorted(read)) for operation, read in sorted(names.items())}


def _fields_of_models() -> Mapping[str, set[str]]:
    """The names on the wire of the fields of each model, and of the models inside it."""
    parsed = [ast.parse(path.read_text(encoding="utf-8")) for path in _MODELS.glob("*.py")]
    definitions = {
        node.name: node
        for module in parsed
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }
    return {
        name: {field for field in _fields(name, definitions, set()) if field not in _NOT_READ}
        for name in definitions
    }


def _fields(name: str, definitions: Mapping[str, ast.ClassDef], visited: set[str]) -> Iterator[str]:
    if name in visited or name not in definitions:
        return
    visited.add(name)
    for base in definitions[name].bases:
        yield from _fields(getattr(base, "id", ""), definitions, visited)
    for node in definitions[name].body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
            yield from _texts(node.value) if node.value is not None else ()
            for used in _names(node.annotation):
                yield from _fields(used, definitions, visited)


@frozen
class _Class:
    """A class of the facade: its members with those it inherits, and its module's globals."""

    members: Mapping[str, ast.stmt]
    module: Mapping[str, ast.stmt]
    #: All classes of the facade, by name.
    classes: Mapping[str, _Class] = field(repr=False, eq=False)

    @property
    def functions(self) -> Mapping[str, _Function]:
        return {name: node for name, node in self.members.items() if isinstance(node, _Function)}

    def operations(self, name: str) -> set[str]:
        """The operations that a function names, itself or through what it uses."""
        reached = self._reached(name)
        operations = {value for node in reached for value in _texts(node) if value in TABLE}
        used = [pair for node in reached for pair in _attributes_of_own(node)]
        return operations.union(*(self._operations_of_another(*pair) for pair in used))

    def names(self, name: str) -> set[str]:
        """All names that a function uses, itself or through what it uses."""
        reached = self._reached(name)
        found = {used for node in reached for used in _names(node)}
        for holder, other in {p for node in reached for p in _attributes_of_own(node)}:
            function = self.functions.get(holder)
            kind = self.classes.get(_annotation(function)) if function else None
            if kind is not None and function is not None and _is_property(function):
                found |= kind.names(other)
        return found

    def _operations_of_another(self, holder: str, name: str) -> set[str]:
        """The operations of a function of the resource that a property of this class returns."""
        function = self.functions.get(holder)
        if function is None or not _is_property(function):
            return set()
        kind = self.classes.get(_annotation(function))
        return kind.operations(name) if kind else set()

    def _reached(self, name: str) -> list[ast.stmt]:
        reached: list[ast.stmt] = []
        pending: list[ast.stmt | None] = [self.members.get(name)]
        while pending:
            node = pending.pop()
            if node is None or node in reached:
                continue
            reached.append(node)
            pending += [self.members.get(used) for used in _own_attributes(node)]
            pending += [self.module.get(used) for used in _names(node)]
        return reached


def _classes() -> Mapping[str, _Class]:
    """All classes below `flochat/_async`, by name; base classes elsewhere are ignored."""
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in _SOURCES.rglob("*.py")]
    definitions = {
        node.name: (node, _named(module))
        for module in modules
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }
    classes: dict[str, _Class] = {}
    for name, (node, module) in definitions.items():
        members: dict[str, ast.stmt] = {}
        for base in reversed(list(_lineage(node, definitions))):
            members |= _named(base)
        classes[name] = _Class(members, module, classes)
    return classes


def _lineage(
    node: ast.ClassDef, definitions: Mapping[str, tuple[ast.ClassDef, object]]
) -> Iterator[ast.ClassDef]:
    yield node
    for base in node.bases:
        generic = base.value if isinstance(base, ast.Subscript) else base
        if isinstance(generic, ast.Name) and generic.id in definitions:
            yield from _lineage(definitions[generic.id][0], definitions)


def _tree(classes: Mapping[str, _Class], owner: _Class, path: str) -> Iterator[tuple[str, _Class]]:
    """Every resource with its path: properties that are annotated with one are its branches."""
    for name, function in owner.functions.items():
        kind = classes.get(_annotation(function))
        if kind is not None and _is_property(function) and not name.startswith("_"):
            branch = f"{path}.{name}" if path else name
            yield branch, kind
            yield from _tree(classes, kind, branch)


def _is_property(function: _Function) -> bool:
    return any(isinstance(d, ast.Name) and d.id in _PROPERTIES for d in function.decorator_list)


def _annotation(function: _Function) -> str:
    match function.returns:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _named(scope: ast.Module | ast.ClassDef) -> dict[str, ast.stmt]:
    """The functions and variables of a module or a class."""
    definitions: dict[str, ast.stmt] = {}
    for node in scope.body:
        if isinstance(node, _Function):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            definitions |= {target.id: node for target in targets if isinstance(target, ast.Name)}
    return definitions


def _texts(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _names(node: ast.AST) -> Iterator[str]:
    return (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _attributes_of_own(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The pairs of attributes in `self.holder.name`: ("_messages", "send_text")."""
    for inner in ast.walk(node):
        match inner:
            case ast.Attribute(value=ast.Attribute(value=ast.Name("self"), attr=holder), attr=name):
                yield holder, name


def _own_attributes(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and ast.unparse(inner.value) == "self":
            yield inner.attr

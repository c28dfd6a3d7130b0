"""What annotations say: the values that a name with one may have."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from .program import ModuleInfo, Program
from .values import (
    AWAITABLE,
    CALLABLE,
    CONTEXT,
    DICT,
    LIST,
    NOTHING,
    TUPLE,
    Class,
    External,
    Instance,
    Module,
    Values,
    made_of,
    union,
)

FIRST: Final = frozenset({"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"})
LISTS: Final = frozenset(
    {
        *("list", "List", "Sequence", "MutableSequence", "Iterable", "Iterator", "Collection"),
        *("set", "Set", "AbstractSet", "frozenset", "FrozenSet", "deque", "Deque", "Generator"),
        *("AsyncIterable", "AsyncIterator", "AsyncGenerator", "QuerySet", "Queue", "Container"),
        *("Reversible", "MutableSet", "KeysView", "ValuesView"),
    }
)
DICTS: Final = frozenset(
    {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"}
)
_AWAITABLES: Final = frozenset({"Awaitable", "Coroutine", "Task", "Future"})
_CONTEXTS: Final = frozenset(
    {
        *("ContextManager", "AbstractContextManager"),
        *("AsyncContextManager", "AbstractAsyncContextManager"),
    }
)

#: The value of a name in the place where the annotation stands.
Names = Callable[[str], Values]


class Annotations:
    """Reads annotations; names are looked up with `names`, or in a module."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def read(
        self,
        node: ast.expr | None,
        module: ModuleInfo,
        *,
        bound: Mapping[str, Values] | None = None,
        own: Values = NOTHING,
        names: Names | None = None,
    ) -> Values:
        """What something with this annotation is.

        `bound` are the type variables with what they stand for, `own` is what `Self` means.
        """
        find = names or (lambda name: self._program.lookup(module, name))
        return _Reader(self._program, module, find, bound or {}, own).read(node)


class _Reader:
    def __init__(
        self,
        program: Program,
        module: ModuleInfo,
        find: Names,
        bound: Mapping[str, Values],
        own: Values,
    ) -> None:
        self._program = program
        self._module = module
        self._aliases: set[str] = set()
        self._find = find
        self._bound = bound
        self._own = own

    def read(self, node: ast.expr | None) -> Values:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                return self.read(ast.parse(node.value.strip(), mode="eval").body)
            except (SyntaxError, ValueError):
                return NOTHING
        if isinstance(node, ast.BinOp):
            return self.read(node.left) | self.read(node.right)
        if isinstance(node, ast.Subscript):
            return self._generic(node)
        if isinstance(node, ast.Name | ast.Attribute):
            return self._plain(node)
        return NOTHING

    def _plain(self, node: ast.Name | ast.Attribute) -> Values:
        if isinstance(node, ast.Name) and node.id in self._bound:
            return self._bound[node.id]
        if last_name(node) == "Self":
            return self._own
        kinds = [Instance(it.key) for it in self.classes(node) if isinstance(it, Class)]
        if not kinds and isinstance(node, ast.Name) and node.id not in self._aliases:
            return self._alias(node.id)
        return frozenset(kinds)

    def _alias(self, name: str) -> Values:
        """What a name for a type stands for, or what a type variable is bound by."""
        self._aliases.add(name)
        definition = self._module.definitions.get(name)
        module = self._module
        if isinstance(definition, ast.ImportFrom) and not module.is_client:
            source = self._program.absolute(module, definition.level, definition.module)
            original = next(
                (it.name for it in definition.names if (it.asname or it.name) == name), name
            )
            if source is None or source is module:
                return NOTHING
            inner = _Reader(
                self._program, source, lambda it: self._program.lookup(source, it), {}, NOTHING
            )
            return inner._alias(original)
        limit = getattr(definition, "bound", None)  # of a type parameter
        if limit is not None:
            return union(*map(self.read, limit.elts if isinstance(limit, ast.Tuple) else [limit]))
        value = getattr(definition, "value", None)
        if isinstance(value, ast.Call):
            given = [it.value for it in value.keywords if it.arg == "bound"]
            choices = [*given, *value.args[1:]]
            return union(*map(self.read, choices))
        return self.read(value) if isinstance(value, ast.expr) else NOTHING

    def classes(self, node: ast.expr) -> Values:
        """The classes that an expression names."""
        if isinstance(node, ast.Name):
            return self._find(node.id)
        if isinstance(node, ast.Attribute):
            return union(*(self._inside(it, node.attr) for it in self.classes(node.value)))
        return NOTHING

    def _inside(self, value: object, name: str) -> Values:
        if isinstance(value, Module):
            module = self._program.modules.get(value.name)
            return self._program.lookup(module, name) if module else NOTHING
        return (
            frozenset({External(f"{value.name}.{name}")})
            if isinstance(value, External)
            else NOTHING
        )

    def _generic(self, node: ast.Subscript) -> Values:
        inner = node.slice
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        name = last_name(node.value)
        if name in ("Optional", "Union"):
            return union(*map(self.read, parts))
        if name in FIRST or not parts:
            return self.read(parts[0]) if parts else NOTHING
        if name in LISTS:
            return made_of(LIST, self.read(parts[0]))
        if name in DICTS:
            return made_of(DICT, self.read(parts[0]), self.read(parts[-1]))
        if name in ("tuple", "Tuple"):
            return self._tuple(parts)
        return self._wrapped(name, parts, node)

    def _wrapped(self, name: str, parts: list[ast.expr], node: ast.Subscript) -> Values:
        for names, key in (
            (_AWAITABLES, AWAITABLE),
            (_CONTEXTS, CONTEXT),
            (frozenset({"Callable"}), CALLABLE),
        ):
            if name in names:
                return made_of(key, self.read(parts[-1] if key != CONTEXT else parts[0]))
        if name in ("type", "Type"):
            return frozenset(
                Class(it.key) for it in self.read(parts[0]) if isinstance(it, Instance)
            )
        arguments = tuple(map(self.read, parts))
        kinds = (it for it in self.classes(node.value) if isinstance(it, Class))
        return frozenset(Instance(it.key, arguments) for it in kinds)

    def _tuple(self, parts: list[ast.expr]) -> Values:
        if isinstance(parts[-1], ast.Constant) and parts[-1].value is ...:
            return made_of(LIST, self.read(parts[0]))
        return made_of(TUPLE, *map(self.read, parts))


def last_name(node: ast.expr) -> str:
    """The name that an annotation is called by: `List` in `typing.List`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""

"""The modules and classes of a program and of the clients that it uses, by name."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Final, TypeAlias

from attrs import Factory, define, field

from .files import Source, parse
from .model import Unfollowed
from .values import NOTHING, Class, External, Function, Module, Values

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import|import[ \t]+([\w., \t]+))", re.M
)


@define(eq=False)
class ModuleInfo:
    """A module; what belongs to a client is looked up, and never interpreted."""

    name: str
    path: Path
    tree: ast.Module
    is_client: bool
    is_package: bool
    source: Source | None = None
    names: dict[str, Values] = field(factory=dict)
    definitions: dict[str, ast.AST] = field(factory=dict)
    parents: Mapping[str, str] = Factory(dict)
    #: What functions bind its names to, with `global`.
    rebound: dict[str, Values] = field(factory=dict)


@define(eq=False)
class ClassInfo:
    """A class with its members; `names` are the values of its own names."""

    key: str
    node: ast.ClassDef
    module: ModuleInfo
    members: dict[str, ast.AST] = field(factory=dict)
    names: dict[str, Values] = field(factory=dict)
    setters: dict[str, FunctionNode] = field(factory=dict)
    bases: Values = NOTHING
    parameters: tuple[str, ...] = ()
    #: What it has made of the type variables of its bases.
    base_arguments: tuple[Values, ...] = ()


@define(eq=False)
class FunctionInfo:
    """A function with what is known of its parameters and results."""

    key: str
    node: FunctionNode | ast.Lambda
    module: ModuleInfo
    #: The class that it is a method of.
    owner: str = ""
    #: The function that it is written in.
    outer: FunctionInfo | None = None
    names: dict[str, Values] = field(factory=dict)
    given: dict[str, Values] = field(factory=dict)
    #: What the functions inside bind its names to, with `nonlocal`.
    rebound: dict[str, Values] = field(factory=dict)
    returned: Values = NOTHING
    yielded: Values = NOTHING
    is_generator: bool = False
    is_context: bool = False
    is_fixture: bool = False

    @property
    def decorators(self) -> list[str]:
        """The last names of the decorators: "property", "contextmanager", "fixture"."""
        nodes = [] if isinstance(self.node, ast.Lambda) else self.node.decorator_list
        plain = [node.func if isinstance(node, ast.Call) else node for node in nodes]
        return [ast.unparse(node).rpartition(".")[2] for node in plain]

    @property
    def is_bound_task(self) -> bool:
        """Whether a queue of tasks gives the first argument: `@app.task(bind=True)`."""
        nodes = [] if isinstance(self.node, ast.Lambda) else self.node.decorator_list
        return any(
            keyword.arg == "bind"
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is True
            for node in nodes
            if isinstance(node, ast.Call)
            for keyword in node.keywords
        )


class Program:
    """All modules, by name, as an import in a file of the program would find them."""

    def __init__(
        self,
        sources: Sequence[Source],
        packages: Mapping[str, Path],
        untold: list[Unfollowed],
    ) -> None:
        self._packages = packages
        self._untold = untold
        self.modules: dict[str, ModuleInfo] = {}
        self.classes: dict[str, ClassInfo] = {}
        self.functions: dict[str, FunctionInfo] = {}
        #: Those that pytest hands to tests.
        self.fixtures: list[FunctionInfo] = []
        self._missing: set[str] = set()
        self._sources: dict[Path, Source] = {it.path.resolve(): it for it in sources}
        self._by_name: dict[str, list[Source]] = {}
        for source in sources:
            for name in _names_of(source):
                self._by_name.setdefault(name, []).append(source)
        self._mros: dict[str, tuple[ClassInfo, ...]] = {}
        #: Those of classes of the program, until something more is learnt of any of their bases.
        self._own_mros: dict[str, tuple[ClassInfo, ...]] = {}

    # Modules.

    def load(self, source: Source) -> ModuleInfo | None:
        """The module of a source of the program."""
        name = f"file:{source.path}"
        if name in self.modules:
            return self.modules[name]
        if name in self._missing:
            return None
        tree = parse(source, self._untold)
        if tree is None:
            self._missing.add(name)
            return None
        info = ModuleInfo(name, source.path, tree, False, source.path.name == "__init__.py", source)
        self._register(info)
        return info

    def open_client(self, name: str) -> ModuleInfo | None:
        """A module of a client."""
        return self._client_module(name)

    def find(self, name: str, importer: ModuleInfo) -> ModuleInfo | None:
        """The module that an absolute import of `name` means in a module."""
        if name.partition(".")[0] in self._packages:
            return self._client_module(name)
        candidates = self._by_name.get(name, ())
        if not candidates:
            return None
        return self.load(max(candidates, key=lambda it: _shared(it.path, importer.path)))

    def absolute(self, importer: ModuleInfo, level: int, name: str | None) -> ModuleInfo | None:
        """The module that `from ..name import` means."""
        if not level:
            return self.find(name or "", importer)
        if importer.is_client:
            parts = importer.name.split(".")
            kept = parts[: len(parts) - level + importer.is_package]
            return self._client_module(".".join([*kept, *([name] if name else [])]))
        folder = importer.path.parent
        for _ in range(level - 1):
            folder = folder.parent
        return self._at(folder.joinpath(*(name or "").split(".")) if name else folder)

    def submodule(self, module: ModuleInfo, name: str) -> ModuleInfo | None:
        """The module `name` inside of a package."""
        if not module.is_package:
            return None
        if module.is_client:
            return self._client_module(f"{module.name}.{name}")
        return self._at(module.path.parent / name)

    def _at(self, path: Path) -> ModuleInfo | None:
        for file in (path.with_name(f"{path.name}.py"), path / "__init__.py"):
            source = self._sources.get(file.resolve())
            if source is not None:
                return self.load(source)
        return None

    def _client_module(self, name: str) -> ModuleInfo | None:
        if name in self.modules:
            return self.modules[name]
        if name in self._missing:
            return None
        top, *rest = name.split(".")
        path = self._packages[top].joinpath(*rest)
        for file in (path / "__init__.py", path.with_name(f"{path.name}.py")):
            if file.is_file():
                tree = _client_tree(file)
                if tree is not None:
                    is_package = file.name == "__init__.py"
                    info = ModuleInfo(name, file, tree, True, is_package)
                    self._register(info)
                    return info
        self._missing.add(name)
        return None

    def _register(self, info: ModuleInfo) -> None:
        self.modules[info.name] = info
        if not info.is_client:
            info.definitions.update(_bounds(info.tree))
        info.definitions.update(_definitions(info.tree.body))

    # Names.

    def lookup(
        self, module: ModuleInfo, name: str, *, seen: frozenset[str] = frozenset()
    ) -> Values:
        """What a name of a module is; the names of a client's modules are read off on demand."""
        if not module.is_client:
            found = module.names.get(name, NOTHING)
            if found:
                return found
            inner = self.submodule(module, name)
            return frozenset({Module(inner.name)}) if inner else NOTHING
        if name in module.names:
            return module.names[name]
        mark = f"{module.name}:{name}"
        if mark in seen:
            return NOTHING
        module.names[name] = self._client_name(module, name, seen | {mark})
        return module.names[name]

    def _client_name(self, module: ModuleInfo, name: str, seen: frozenset[str]) -> Values:
        node = module.definitions.get(name)
        if isinstance(node, ast.ClassDef):
            return frozenset({Class(self.add_class(node, module, node.name).key)})
        if isinstance(node, FunctionNode):
            return frozenset({Function(self.add_function(node, module, node.name).key)})
        if isinstance(node, ast.ImportFrom):
            return self.imported(module, node, name, seen=seen)
        if isinstance(node, ast.Import):
            return frozenset({External(name)})
        inner = self.submodule(module, name)
        return frozenset({Module(inner.name)}) if inner else NOTHING

    def imported(
        self,
        module: ModuleInfo,
        node: ast.ImportFrom,
        name: str,
        *,
        seen: frozenset[str] = frozenset(),
    ) -> Values:
        """What `from ... import name` binds `name` to."""
        original = next((it.name for it in node.names if (it.asname or it.name) == name), name)
        source = self.absolute(module, node.level, node.module)
        if source is None:
            below = self._namespace(module, node, original)
            if below is not None:
                return frozenset({Module(below.name)})
            return frozenset({External(f"{node.module or ''}.{original}".lstrip("."))})
        return self.lookup(source, original, seen=seen)

    def _namespace(self, module: ModuleInfo, node: ast.ImportFrom, name: str) -> ModuleInfo | None:
        """A module in a folder that has no `__init__.py`."""
        if node.level:
            inner = f"{node.module}.{name}" if node.module else name
            return self.absolute(module, node.level, inner)
        return self.find(f"{node.module}.{name}", module)

    # Classes and functions.

    def add_class(self, node: ast.ClassDef, module: ModuleInfo, name: str) -> ClassInfo:
        """Register a class; the bases of a client's class are read off."""
        key = f"{module.name}:{name}"
        if key in self.classes:
            return self.classes[key]
        info = self.classes[key] = ClassInfo(key, node, module, _definitions(node.body))
        self._own_mros.clear()
        info.parameters = tuple(_type_parameters(node))
        info.setters = {
            it.name: it for it in node.body if isinstance(it, FunctionNode) and _is_setter(it)
        }
        for member, inner in info.members.items():
            if isinstance(inner, FunctionNode):
                function = self.add_function(inner, module, f"{name}.{member}")
                function.owner = key
        if module.is_client:
            info.bases = NOTHING.union(*(self._base(module, base) for base in node.bases))
        return info

    def add_function(
        self, node: FunctionNode | ast.Lambda, module: ModuleInfo, name: str
    ) -> FunctionInfo:
        """Register a function; two of one name are told apart by their lines."""
        key = f"{module.name}:{name}:{node.lineno}"
        if key not in self.functions:
            info = self.functions[key] = FunctionInfo(key, node, module)
            info.is_generator = _yields(node)
            names = info.decorators
            info.is_context = bool({"contextmanager", "asynccontextmanager"} & set(names))
            info.is_fixture = "fixture" in names
            if info.is_fixture:
                self.fixtures.append(info)
        return self.functions[key]

    def _base(self, module: ModuleInfo, node: ast.expr) -> Values:
        plain = node.value if isinstance(node, ast.Subscript) else node
        return self.lookup(module, plain.id) if isinstance(plain, ast.Name) else NOTHING

    def lineage(self, key: str) -> tuple[ClassInfo, ...]:
        """The class and all that it inherits from, nearest first."""
        info = self.classes.get(key)
        if info is None:
            return ()
        known = self._mros if info.module.is_client else self._own_mros
        if key in known:
            return known[key]
        found: dict[str, ClassInfo] = {}
        pending = [info]
        while pending:
            here = pending.pop(0)
            if here.key not in found:
                found[here.key] = here
                bases = sorted(it.key for it in here.bases if isinstance(it, Class))
                pending += [self.classes[it] for it in bases if it in self.classes]
        known[key] = tuple(found.values())
        return known[key]

    def add_bases(self, info: ClassInfo, values: Values) -> bool:
        """Add what a class may inherit from; whether that was news."""
        if not values - info.bases:
            return False
        info.bases |= values
        self._own_mros.clear()
        return True

    def member(self, key: str, name: str) -> tuple[ClassInfo, ast.AST] | None:
        """A member of a class, or of those that it inherits from, with the class that has it."""
        for info in self.lineage(key):
            if name in info.members:
                return info, info.members[name]
        return None

    def method(self, info: ClassInfo, node: FunctionNode) -> FunctionInfo:
        """The function of a method."""
        name = info.key.rpartition(":")[2]
        module = info.module
        function = self.functions.get(f"{module.name}:{name}.{node.name}:{node.lineno}")
        return function or self.add_function(node, module, f"{name}.{node.name}")


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """The parameters of a function that take one argument each, in their order."""
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def annotation_of(name: str, arguments: ast.arguments) -> ast.expr | None:
    """What a parameter is annotated with."""
    return next((it.annotation for it in parameters(arguments) if it.arg == name), None)


@cache
def _client_tree(file: Path) -> ast.Module | None:
    """The tree of a client's module, read once in a process; None for what is no Python 3."""
    untold: list[Unfollowed] = []
    return parse(Source(file, file.parent, file.read_text(encoding="utf-8")), untold)


def imported_names(text: str) -> Iterator[str]:
    """The modules that a text imports, found without parsing it: dots in front as written."""
    for match in _IMPORT.finditer(text):
        if match[1]:
            yield match[1]
        else:
            yield from (part.split(" as ")[0].strip() for part in match[2].split(","))


def _definitions(body: Sequence[ast.stmt]) -> dict[str, ast.AST]:
    """What a body defines; branches and attempts count as if they were taken."""
    found: dict[str, ast.AST] = {}
    for node in body:
        if isinstance(node, FunctionNode | ast.ClassDef):
            if not _is_overload(node) and not (node.name in found and _is_setter(node)):
                found[node.name] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name.partition(".")[0]] = node
        elif isinstance(node, ast.Assign):
            found |= {it.id: node for it in node.targets if isinstance(it, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
        elif isinstance(node, ast.If | ast.Try):
            inner = [*node.body, *node.orelse]
            if isinstance(node, ast.Try):
                inner += node.finalbody
            # What is there for type checkers comes first: it says more than what runs.
            found = _definitions(inner) | found
        else:
            # `type People = list[Subscriber]`, which Python 3.11 cannot parse.
            name = getattr(node, "name", None) if type(node).__name__ == "TypeAlias" else None
            if isinstance(name, ast.Name):
                found[name.id] = node
    return found


def _bounds(tree: ast.Module) -> dict[str, ast.AST]:
    """What `def f[T: Subscriber]` and the like name; not what means several things in a module."""
    found: dict[str, ast.AST] = {}
    several: set[str] = set()
    for node in ast.walk(tree) if sys.version_info >= (3, 12) else ():
        for parameter in getattr(node, "type_params", ()):
            name, bound = parameter.name, getattr(parameter, "bound", None)
            other = getattr(found.setdefault(name, parameter), "bound", None)
            if (ast.dump(other) if other else "") != (ast.dump(bound) if bound else ""):
                several.add(name)
    return {name: one for name, one in found.items() if name not in several}


def _is_overload(node: FunctionNode | ast.ClassDef) -> bool:
    return any("overload" in ast.unparse(it) for it in node.decorator_list)


def _is_setter(node: FunctionNode | ast.ClassDef) -> bool:
    return any(
        isinstance(it, ast.Attribute) and it.attr in ("setter", "deleter")
        for it in node.decorator_list
    )


def _type_parameters(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        if isinstance(base, ast.Subscript):
            inner = base.slice
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def _yields(node: FunctionNode | ast.Lambda) -> bool:
    pending: list[ast.AST] = [] if isinstance(node, ast.Lambda) else list(node.body)
    while pending:
        inner = pending.pop()
        if isinstance(inner, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(inner, FunctionNode | ast.Lambda | ast.ClassDef):
            pending += ast.iter_child_nodes(inner)
    return False


def _names_of(source: Source) -> Iterator[str]:
    """The names by which a file may be imported: from each folder between it and the root."""
    root = source.root.resolve()
    parts = [root.name, *source.path.relative_to(source.root).with_suffix("").parts]
    while (root / "__init__.py").exists() and root.parent != root:
        root = root.parent
        parts.insert(0, root.name)
    if parts[-1] == "__init__":
        parts.pop()
    for start in range(len(parts)):
        yield ".".join(parts[start:])


def _shared(path: Path, other: Path) -> tuple[int, int]:
    """How near two files are: the folders that they share, and then fewer of its own."""
    pairs = zip(path.parts[:-1], other.parts[:-1], strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared, -len(path.parts)

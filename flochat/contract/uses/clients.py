"""The clients that a program may use: this package's own, and generated ones."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import flochat

from ..._wire.seam import wire_identity
from ..facade import facade_calls
from ..facade_table import operations_of_job
from .program import ClassInfo, FunctionInfo, FunctionNode, ModuleInfo, Program
from .types import Annotations
from .values import Instance, Values

FACADE: Final = "flochat"
LOW_LEVEL: Final = "flochat_api"
ROOTS: Final = ("flochat._sync.client:Flochat", "flochat._async.client:AsyncFlochat")
_MODELS: Final = ("flochat.models.", "flochat._snapshot.", "flochat._bulk.")
_ENDPOINTS: Final = frozenset(
    {"sync", "sync_detailed", "asyncio", "asyncio_detailed", "_get_kwargs"}
)
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
_GETTERS: Final = frozenset({"property", "cached_property"})


def package_paths() -> dict[str, Path]:
    """The folders of this package and of the generated client that it has."""
    from importlib.util import find_spec

    paths = {FACADE: Path(flochat.__file__).parent}
    found = find_spec(LOW_LEVEL)
    if found is not None and found.origin is not None:
        paths[LOW_LEVEL] = Path(found.origin).parent
    return paths


class Clients:
    """What the functions and classes of the clients mean on the wire."""

    def __init__(self, program: Program, annotations: Annotations) -> None:
        self._program = program
        self._annotations = annotations
        self._endpoints: dict[str, str] = {}

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Where each resource hangs: "flochat._sync...:TagsAPI" -> "flow.tags"."""
        paths: dict[str, str] = {}
        for root in ROOTS:
            info = self.facade_class(root)
            pending = [("", info)]
            while pending:
                path, owner = pending.pop()
                paths[owner.key] = path
                for name, kind in self._branches(owner):
                    if kind.key not in paths:
                        pending.append((f"{path}.{name}" if path else name, kind))
        return paths

    def facade_class(self, key: str) -> ClassInfo:
        """A class of this package."""
        name, _, kind = key.partition(":")
        root = self._program.modules.get(FACADE)
        module = self._program.find(name, root) if root else None
        if module is None:
            raise LookupError(key)
        node = module.definitions[kind]
        assert isinstance(node, ast.ClassDef)
        return self._program.add_class(node, module, kind)

    def _branches(self, owner: ClassInfo) -> Iterator[tuple[str, ClassInfo]]:
        for info in self._program.lineage(owner.key):
            for name, node in info.members.items():
                if not isinstance(node, FunctionNode) or name.startswith("_"):
                    continue
                function = self._program.method(info, node)
                if _GETTERS & set(function.decorators):
                    for kind in self._annotations.read(node.returns, info.module):
                        if isinstance(kind, Instance) and kind.key.endswith("API"):
                            yield name, self._program.classes[kind.key]

    def resource_path(self, key: str) -> str | None:
        """The path of the resource that a class is, "" for the client itself."""
        for info in self._program.lineage(key):
            if info.key in self._paths:
                return self._paths[info.key]
        return None

    def facade_target(self, owner: Instance, function: FunctionInfo) -> str | None:
        """The public path of a method of this package: "flow.tags.create"."""
        if not function.module.name.startswith("flochat."):
            return None
        path = self.resource_path(owner.key)
        name = getattr(function.node, "name", "")
        if path is None or name.startswith("_"):
            return None
        return f"{path}.{name}" if path else name

    def facade_operations(self, target: str, function: FunctionInfo) -> frozenset[str]:
        """The operations that a method of this package makes, or the job that it gives."""
        calls = facade_calls().get(target)
        return frozenset(calls or (*_documented(function), *operations_of_job(target)))

    @cached_property
    def facade_names(self) -> frozenset[str]:
        """All public methods that make operations, by path."""
        return frozenset(facade_calls())

    @cached_property
    def rare_names(self) -> frozenset[str]:
        """Names of methods that few other objects have: those of several words."""
        last = {name.rpartition(".")[2] for name in self.facade_names}
        return frozenset(name for name in last if "_" in name)

    def endpoint(self, function: FunctionInfo) -> str | None:
        """The operation of a function of a generated client, None for any other function."""
        module = function.module
        if not module.is_client or getattr(function.node, "name", "") not in _ENDPOINTS:
            return None
        if module.name not in self._endpoints:
            self._endpoints[module.name] = _operation_of(module)
        return self._endpoints[module.name] or None

    def endpoints(self, operation: str) -> list[str]:
        """The generated functions that make an operation and are used by the program."""
        return [
            f"{module}.sync_detailed" for module, it in self._endpoints.items() if it == operation
        ]

    def is_model(self, info: ClassInfo) -> bool:
        """Whether a class is what an answer is read into, or a body is made of."""
        name = info.module.name
        if name.startswith("flochat."):
            return name.startswith(_MODELS)
        return info.module.is_client and "from_dict" in info.members


def _documented(function: FunctionInfo) -> frozenset[str]:
    """The operations that the last paragraph of a docstring names."""
    node = function.node
    text = "" if isinstance(node, ast.Lambda) else ast.get_docstring(node) or ""
    named = (part.strip().partition(" ") for part in text.rpartition("\n\n")[2].split(","))
    return frozenset(
        wire_identity(method, path) for method, _, path in named if path.startswith("/")
    )


def _operation_of(module: ModuleInfo) -> str:
    """The method and the path in the `_get_kwargs` of a generated module, "" without one."""
    node = module.definitions.get("_get_kwargs")
    if not isinstance(node, FunctionNode):
        return ""
    found: dict[str, str] = {}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Dict):
            for key, value in zip(inner.keys, inner.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in ("method", "url"):
                    found.setdefault(str(key.value), text_of(value))
    if not found.get("method") or not found.get("url"):
        return ""
    return wire_identity(found["method"].upper(), found["url"])


def text_of(node: ast.expr) -> str:
    """A text of a program, with {} for what is filled in; "" for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return _PLACEHOLDER.sub("{}", text)
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            return text_of(inner)
        case ast.JoinedStr(values=parts):
            return "".join(
                text_of(part) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
    return ""


def instances(values: Values) -> Iterator[Instance]:
    """All objects among values, those inside of containers included."""
    for value in values:
        if isinstance(value, Instance):
            yield value
            for inner in value.arguments:
                yield from instances(inner)

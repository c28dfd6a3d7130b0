"""Reads a program: what each expression may be, and with that the uses of a client.

Every function is read for what it is called with, as often as something new is known of its
arguments; nothing is imported and nothing is run.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from ..._wire.seam import identify
from . import values as v
from .clients import ROOTS, Clients
from .model import Argument, Handling, Unfollowed, Use, UseKind
from .program import ClassInfo, FunctionInfo, FunctionNode, ModuleInfo, Program
from .scope import Scope, limited
from .types import Annotations
from .values import (
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
    made_of,
    union,
)

_ROUNDS: Final = 8
#: Stands in place of operations for what the program makes itself.
MADE: Final = frozenset({"made by the program"})
_DEEPEST_CALL: Final = 12
_CONTEXTS: Final = 16
_GETTERS: Final = frozenset({"property", "cached_property"})
#: Methods that schedule a function with the arguments that follow.
_SCHEDULERS: Final = frozenset(
    {
        *("delay", "s", "si", "submit", "send", "enqueue", "to_thread", "run_sync", "start_soon"),
        *("add_task", "call_soon", "apply", "spawn", "prepare", "record", "call_later", "partial"),
    }
)
_FUTURES: Final = frozenset({"submit", "to_thread", "run_sync", "run_in_executor"})
_UNWRAPPED: Final = frozenset(
    {
        *("asyncio.run", "asyncio.wait_for", "asyncio.shield", "anyio.run", "trio.run"),
        *("asyncio.create_task", "asyncio.ensure_future", "asgiref.sync.async_to_sync"),
    }
)
#: Built-in functions whose result has the elements of their first argument.
_SAME_ELEMENTS: Final = frozenset(
    {
        *("list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "aiter", "filter"),
        *("itertools.islice", "itertools.chain.from_iterable", "itertools.takewhile"),
        *("itertools.dropwhile", "itertools.filterfalse", "itertools.cycle", "collections.deque"),
        *(
            "tqdm.tqdm",
            "tqdm",
            "tqdm.auto.tqdm",
            "rich.progress.track",
            "copy.copy",
            "copy.deepcopy",
        ),
        *("random.sample", "more_itertools.peekable"),
    }
)
_ELEMENT: Final = frozenset({"next", "anext", "min", "max", "random.choice"})
_SAME: Final = frozenset(
    {
        *("contextlib.closing", "contextlib.aclosing", "contextlib.nullcontext", "typing.cast"),
        *("copy.copy", "copy.deepcopy", "weakref.proxy", "attrs.evolve", "dataclasses.replace"),
        *("django.utils.functional.SimpleLazyObject", "asyncio.wait_for", "asyncio.shield"),
        *("asyncio.create_task", "asyncio.ensure_future"),
    }
)
_DICT_VALUE: Final = frozenset({"get", "pop", "setdefault"})
_ADDERS: Final = frozenset({"append", "add", "appendleft", "put", "put_nowait", "insert"})


@frozen
class Given:
    """The arguments of a call: those by position, those by name, and whether these are all."""

    positional: tuple[tuple[ast.expr | None, Values], ...] = ()
    keywords: tuple[tuple[str, ast.expr | None, Values], ...] = ()
    is_complete: bool = True
    #: What is in a `*argument` whose length is not known.
    spread: Values = NOTHING

    def first(self, position: int = 0) -> Values:
        """The argument at a position; nothing when there is none."""
        return self.positional[position][1] if len(self.positional) > position else NOTHING

    def named(self, name: str, position: int | None = None) -> Values:
        """An argument by name, or else by position."""
        found = union(*(it for key, _, it in self.keywords if key == name))
        return found or (self.first(position) if position is not None else NOTHING)

    def without(self, count: int = 1) -> Given:
        """The arguments behind the first ones."""
        return evolve(self, positional=self.positional[count:])


class Reading:
    """The interpretation of a program."""

    def __init__(
        self,
        program: Program,
        clients: Clients,
        annotations: Annotations,
        untold: list[Unfollowed],
    ) -> None:
        self._program = program
        self._clients = clients
        self._annotations = annotations
        self._untold = untold
        self._attributes: dict[tuple[str, str], Values] = {}
        self._subclasses: dict[str, set[str]] = {}
        self._changed = False
        self._depth = 0
        self._results: dict[tuple[str, object], Values] = {}
        self._active: set[str] = set()
        self._called: dict[str, int] = {}
        self._found: dict[tuple[object, ...], Use] = {}
        self._handled: dict[tuple[str, int, int, str], Handling] = {}
        self._missed: dict[tuple[str, int], str] = {}
        #: Where a method is bound to a name, and whether that name is called anywhere.
        self._aliases: dict[tuple[object, ...], str] = {}
        self._by_name: set[str] = set()
        self._calling: ast.AST | None = None
        self._on: dict[type[ast.AST], Callable[[Any, Scope], Values]] = {
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.Await: self._await,
            ast.Constant: self._constant,
            ast.JoinedStr: self._joined,
            ast.BinOp: self._binary,
            ast.BoolOp: self._bool,
            ast.IfExp: self._choice,
            ast.NamedExpr: self._walrus,
            ast.Subscript: self._subscript,
            ast.List: self._sequence,
            ast.Set: self._sequence,
            ast.Tuple: self._tuple,
            ast.Dict: self._dict,
            ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
            ast.DictComp: self._dict_comprehension,
            ast.Lambda: self._lambda,
            ast.Compare: self._compare,
            ast.Yield: self._yield,
            ast.YieldFrom: self._yield_from,
            ast.Starred: self._starred,
            ast.UnaryOp: self._unary,
            ast.FormattedValue: self._formatted,
        }
        self._do: dict[type[ast.AST], Callable[[Any, Scope], None]] = {
            ast.Expr: self._expression,
            ast.Assign: self._assign,
            ast.AnnAssign: self._annotated,
            ast.AugAssign: self._augmented,
            ast.For: self._for,
            ast.AsyncFor: self._for,
            ast.While: self._while,
            ast.If: self._if,
            ast.With: self._with,
            ast.AsyncWith: self._with,
            ast.Try: self._try,
            ast.TryStar: self._try,
            ast.Match: self._match,
            ast.FunctionDef: self._define,
            ast.AsyncFunctionDef: self._define,
            ast.ClassDef: self._class,
            ast.Return: self._return,
            ast.Raise: self._stop,
            ast.Continue: self._leave,
            ast.Break: self._leave,
            ast.Import: self._import,
            ast.ImportFrom: self._import_from,
            ast.Global: self._global,
            ast.Nonlocal: self._global,
        }

    # Rounds.

    def run(self, modules: Sequence[ModuleInfo]) -> list[Use]:
        """Read modules until nothing new is learnt; returns the uses in them."""
        for _ in range(_ROUNDS):
            self._changed = False
            self._results.clear()
            self._called.clear()
            self._found.clear()
            self._missed.clear()
            self._aliases.clear()
            self._by_name.clear()
            for module in modules:
                self._module(module)
            self._functions()
            if not self._changed:
                break
        for (file, line), reason in self._missed.items():
            self._untold.append(Unfollowed(file, line, reason))
        return list(self._uses())

    def _module(self, module: ModuleInfo) -> None:
        scope = Scope(module)
        for node in module.tree.body:
            try:
                self._block([node], scope)
            except RecursionError:
                self._missed[str(module.path), node.lineno] = "nested too deeply to be followed"

    def _functions(self) -> None:
        """Read the functions that nothing in the program calls, or that are called too often."""
        done: set[str] = set()
        while True:
            pending = [
                info
                for key, info in list(self._program.functions.items())
                if key not in done and not info.module.is_client
            ]
            if not pending:
                return
            for info in pending:
                done.add(info.key)
                if 0 < self._called.get(info.key, 0) <= _CONTEXTS:
                    continue
                try:
                    self._read_function(info, {}, self._own(info))
                except RecursionError:
                    place = str(info.module.path), info.node.lineno
                    self._missed[place] = "nested too deeply to be followed"

    def _uses(self) -> Iterator[Use]:
        for key, use in self._found.items():
            if key in self._aliases and self._aliases[key] in self._by_name:
                continue
            place = (use.file, use.line, use.column, use.target)
            yield evolve(use, handling=self._handled.get(place, use.handling))

    # Statements.

    def _block(self, body: Sequence[ast.stmt], scope: Scope) -> None:
        for node in body:
            action = self._do.get(type(node))
            if action is not None:
                action(node, scope)
            else:
                self._children(node, scope)

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        self.value(node.value, scope)

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        values = self._assigned(node.value, scope)
        for target in node.targets:
            self._bind(target, values, scope, node.value)

    def _assigned(self, node: ast.expr, scope: Scope) -> Values:
        """The value of an assignment; a method that gets a name by it is no use in itself."""
        before = set(self._found)
        values = self.value(node, scope)
        if isinstance(node, ast.Attribute):
            for key in set(self._found) - before:
                if self._found[key].kind == "handed":
                    self._aliases[key] = self._found[key].target
        return values

    def _annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        declared = self._read_annotation(node.annotation, scope)
        values = self._assigned(node.value, scope) if node.value is not None else NOTHING
        known = {it for it in values if not isinstance(it, Literal | External)}
        self._bind(node.target, values if known else declared | values, scope, node.value)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        values = self.value(node.value, scope)
        if isinstance(node.target, ast.Name):
            old = self._lookup(node.target.id, scope)
            self._operated(old)
            self._bind(node.target, limited(old | values), scope)
        else:
            self.value(node.target, scope)

    def _for(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        elements = self._elements(self.value(node.iter, scope))
        for _ in range(2):
            inner = scope.branch()
            self._bind(node.target, elements, inner)
            self._block(node.body, inner)
            inner.is_running = True
            scope.join(scope.branch(), inner)
        self._block(node.orelse, scope)

    def _while(self, node: ast.While, scope: Scope) -> None:
        for _ in range(2):
            self.value(node.test, scope)
            inner = scope.branch()
            self._narrow(node.test, inner)
            self._block(node.body, inner)
            inner.is_running = True
            scope.join(scope.branch(), inner)
        self._block(node.orelse, scope)

    def _if(self, node: ast.If, scope: Scope) -> None:
        self.value(node.test, scope)
        yes, no = scope.branch(), scope.branch()
        self._narrow(node.test, yes)
        no.present |= _present(node.test, truth=False)
        self._block(node.body, yes)
        self._block(node.orelse, no)
        scope.join(yes, no)
        if yes.leaves or not yes.is_running:
            scope.present |= _present(node.test, truth=False)
        # What follows a branch that always leaves is read all the same.
        scope.is_running = True

    def _narrow(self, test: ast.expr, scope: Scope) -> None:
        """What a test says of a name, where nothing better is known."""
        scope.present |= _present(test, truth=True)
        match test:
            case ast.BoolOp(op=ast.And(), values=parts):
                for part in parts:
                    self._narrow(part, scope)
            case ast.Call(func=ast.Name("isinstance"), args=[ast.Name(name), kinds]):
                found = self._lookup(name, scope)
                nodes = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
                wanted = union(*(self._read_annotation(it, scope) for it in nodes))
                keys = {it.key for it in wanted if isinstance(it, Instance)}
                same = [it for it in found if isinstance(it, Instance) and it.key in keys]
                if wanted:
                    scope.names[name] = frozenset(same) or wanted

    def _with(self, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
        for item in node.items:
            values = self._entered(self.value(item.context_expr, scope))
            if item.optional_vars is not None:
                self._bind(item.optional_vars, values, scope)
        self._block(node.body, scope)

    def _entered(self, values: Values) -> Values:
        return union(*(self._enter(value) for value in values))

    def _enter(self, value: Value) -> Values:
        if not isinstance(value, Instance):
            return frozenset({value})
        if value.key in (v.CONTEXT, v.AWAITABLE):
            return value.arguments[0]
        for name in ("__enter__", "__aenter__"):
            member = self._program.member(value.key, name)
            if member is not None and isinstance(member[1], FunctionNode):
                function = self._program.method(member[0], member[1])
                result = self._call_value(Function(function.key, value), Given(), None, None)
                return self._awaited(result) or frozenset({value})
        return frozenset({value})

    def _try(self, node: ast.Try, scope: Scope) -> None:
        before = scope.branch()
        self._block(node.body, scope)
        handlers = []
        for handler in node.handlers:
            inner = before.branch()
            inner.join(before.branch(), scope.branch())
            inner.is_running = True
            if handler.type is not None:
                self.value(handler.type, inner)
                if handler.name:
                    inner.names[handler.name] = NOTHING
            self._block(handler.body, inner)
            handlers.append(inner)
        self._block(node.orelse, scope)
        scope.join(scope.branch(), *handlers)
        scope.is_running = True
        self._block(node.finalbody, scope)

    def _match(self, node: ast.Match, scope: Scope) -> None:
        subject = self.value(node.subject, scope)
        branches = [scope.branch()]
        for case in node.cases:
            inner = scope.branch()
            self._pattern(case.pattern, subject, inner)
            if case.guard is not None:
                self.value(case.guard, inner)
            self._block(case.body, inner)
            branches.append(inner)
        scope.join(*branches)
        scope.is_running = True

    def _pattern(self, node: ast.pattern, subject: Values, scope: Scope) -> None:
        if isinstance(node, ast.MatchValue):
            self._compared(subject)
        elif isinstance(node, ast.MatchAs):
            self._named_pattern(node, subject, scope)
        elif isinstance(node, ast.MatchOr):
            for pattern in node.patterns:
                self._pattern(pattern, subject, scope)
        elif isinstance(node, ast.MatchSequence):
            for pattern in node.patterns:
                self._pattern(pattern, self._elements(subject), scope)
        elif isinstance(node, ast.MatchMapping):
            self._mapping_pattern(node, subject, scope)
        elif isinstance(node, ast.MatchClass):
            self._class_pattern(node, subject, scope)

    def _named_pattern(self, node: ast.MatchAs, subject: Values, scope: Scope) -> None:
        if node.pattern is not None:
            self._pattern(node.pattern, subject, scope)
        if node.name:
            found = subject
            if isinstance(node.pattern, ast.MatchClass):
                wanted = self._read_annotation(node.pattern.cls, scope)
                found = self._of_class(subject, wanted)
            self._store(node.name, found, scope)

    def _mapping_pattern(self, node: ast.MatchMapping, subject: Values, scope: Scope) -> None:
        for key, pattern in zip(node.keys, node.patterns, strict=True):
            name = str(key.value) if isinstance(key, ast.Constant) else ""
            parts = [self._key(it, name, key, scope, False) for it in subject]
            self._pattern(pattern, union(*parts), scope)

    def _class_pattern(self, node: ast.MatchClass, subject: Values, scope: Scope) -> None:
        wanted = self._of_class(subject, self._read_annotation(node.cls, scope))
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
            found = [self._of(it, name, pattern, scope) for it in wanted]
            self._pattern(pattern, union(*found), scope)
        for pattern in node.patterns:
            self._pattern(pattern, NOTHING, scope)

    @staticmethod
    def _of_class(subject: Values, wanted: Values) -> Values:
        keys = {it.key for it in wanted if isinstance(it, Instance)}
        same = [it for it in subject if isinstance(it, Instance) and it.key in keys]
        return frozenset(same) or wanted

    def _return(self, node: ast.Return, scope: Scope) -> None:
        if node.value is not None:
            scope.returned |= self.value(node.value, scope)
        scope.is_running = False

    def _stop(self, node: ast.Raise, scope: Scope) -> None:
        self._children(node, scope)
        scope.is_running = False

    def _leave(self, _node: ast.Continue | ast.Break, scope: Scope) -> None:
        # Names as they are here are those after the loop, or in its next turn.
        scope.leaves = True

    def _global(self, node: ast.Global | ast.Nonlocal, scope: Scope) -> None:
        scope.shared |= set(node.names)

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            module = self._program.find(alias.name, scope.module)
            if alias.asname:
                found: Value = Module(module.name) if module else External(alias.name)
                self._store(alias.asname, frozenset({found}), scope)
                continue
            top = alias.name.partition(".")[0]
            first = self._program.find(top, scope.module)
            found = Module(first.name) if first else External(top)
            if module is not None and first is None:
                # A folder without __init__.py: known only by the whole name.
                found = External(f"folder:{top}")
            self._store(top, frozenset({found}), scope)

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            if alias.name == "*":
                self._import_all(node, scope)
            else:
                name = alias.asname or alias.name
                self._store(name, self._program.imported(scope.module, node, name), scope)

    def _import_all(self, node: ast.ImportFrom, scope: Scope) -> None:
        source = self._program.absolute(scope.module, node.level, node.module)
        if source is None:
            return
        for name in {*source.definitions, *source.names}:
            if not name.startswith("_"):
                self._store(name, self._program.lookup(source, name), scope)

    def _define(self, node: FunctionNode, scope: Scope) -> None:
        for default in [*node.args.defaults, *(it for it in node.args.kw_defaults if it)]:
            self.value(default, scope)
        parts = [scope.owner.key.partition(":")[2] if scope.owner else "", node.name]
        name = ".".join(filter(None, parts))
        info = self._program.add_function(node, scope.module, name)
        info.outer = scope.function
        if scope.owner is not None:
            info.owner = scope.owner.key
        for decorator in node.decorator_list:
            for it in self.value(decorator, scope):
                inner = self._program.functions.get(it.key) if isinstance(it, Function) else None
                if inner is not None and not inner.module.is_client:
                    # What the decorator hands to the function is known from its body.
                    given = Given(((None, frozenset({Function(info.key)})),))
                    self._call_own(it, inner, given) if isinstance(it, Function) else None
        self._store(node.name, frozenset({Function(info.key)}), scope)

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        outer = scope.owner.key.partition(":")[2] + "." if scope.owner else ""
        info = self._program.add_class(node, scope.module, f"{outer}{node.name}")
        for base in node.bases:
            values = self.value(base.value if isinstance(base, ast.Subscript) else base, scope)
            if values - info.bases:
                info.bases |= values
                self._changed = True
            for it in values:
                if isinstance(it, Class):
                    self._subclasses.setdefault(it.key, set()).add(info.key)
        self._store(node.name, frozenset({Class(info.key)}), scope)
        inner = Scope(scope.module, scope.function, info, dict(scope.names))
        self._block(node.body, inner)

    # Names.

    def _bind(
        self, target: ast.expr, values: Values, scope: Scope, source: ast.expr | None = None
    ) -> None:
        if isinstance(target, ast.Name):
            self._store(target.id, values, scope)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, made_of(v.LIST, values), scope)
        elif isinstance(target, ast.Tuple | ast.List):
            self._unpack(target, values, scope, source)
        elif isinstance(target, ast.Attribute):
            for owner in self.value(target.value, scope):
                if isinstance(owner, Instance | Class):
                    self._set_attribute(owner.key, target.attr, values)
                elif isinstance(owner, External):
                    self._set_attribute(owner.name, target.attr, values)
        elif isinstance(target, ast.Subscript):
            self._bind_item(target, values, scope)

    def _bind_item(self, target: ast.Subscript, values: Values, scope: Scope) -> None:
        self.value(target.slice, scope)
        self.value(target.value, scope)
        if isinstance(target.value, ast.Name) and values:
            old = self._lookup(target.value.id, scope)
            names = v.literals(keys := self.value(target.slice, scope)) or ()
            records = [it for it in old if isinstance(it, Record)]
            if records and len(records) == len(old) and len(names) == 1:
                entry = {str(names[0]): values}
                changed = [v.record({**dict(it.entries), **entry}) for it in records]
                self._store(target.value.id, union(*changed), scope)
            elif all(
                isinstance(it, Record) or (isinstance(it, Instance) and it.key == v.DICT)
                for it in old
            ):
                self._store(target.value.id, limited(old | made_of(v.DICT, keys, values)), scope)
        elif isinstance(target.value, ast.Attribute):
            for owner in self.value(target.value.value, scope):
                if isinstance(owner, Instance | Class) and not self._is_client(owner.key):
                    made = made_of(v.DICT, NOTHING, values)
                    self._set_attribute(owner.key, target.value.attr, made)

    def _is_client(self, key: str) -> bool:
        info = self._program.classes.get(key)
        return info is not None and info.module.is_client

    def _unpack(
        self, target: ast.Tuple | ast.List, values: Values, scope: Scope, source: ast.expr | None
    ) -> None:
        if isinstance(source, ast.Tuple | ast.List) and len(source.elts) == len(target.elts):
            for inner, node in zip(target.elts, source.elts, strict=True):
                self._bind(inner, self.value(node, scope), scope)
            return
        for position, inner in enumerate(target.elts):
            parts = []
            for it in values:
                if isinstance(it, Instance) and it.key == v.TUPLE:
                    fits = position < len(it.arguments)
                    parts.append(it.arguments[position] if fits else NOTHING)
                else:
                    parts.append(self._element(it))
            self._bind(inner, union(*parts), scope)

    def _set_attribute(self, key: str, name: str, values: Values) -> None:
        known = self._attributes.get((key, name), NOTHING)
        kept = frozenset(it for it in values if not (isinstance(it, Literal) and it.value is None))
        if kept - known:
            self._attributes[key, name] = limited(known | kept)
            self._changed = self._changed or self._attributes[key, name] != known

    def _store(self, name: str, values: Values, scope: Scope) -> None:
        if scope.present:
            kept = (it for it in scope.present if it.partition(".")[0] != name)
            scope.present = frozenset(kept)
        if name in scope.shared:
            self._share(scope.module.names, name, values)
            if scope.function is not None and scope.function.outer is not None:
                self._share(scope.function.outer.names, name, values)
        scope.names[name] = values
        if scope.owner is not None:
            self._share(scope.owner.names, name, values)
        elif scope.function is not None:
            self._share(scope.function.names, name, values)
        else:
            self._share(scope.module.names, name, values)

    def _share(self, names: dict[str, Values], name: str, values: Values) -> None:
        old = names.get(name, NOTHING)
        new = limited(old | values)
        if new != old:
            names[name] = new
            self._changed = True

    def _lookup(self, name: str, scope: Scope) -> Values:
        if name in scope.names and name not in scope.shared:
            return scope.names[name]
        function = scope.function.outer if scope.function else None
        while function is not None:
            if name in function.names or name in function.given:
                return function.names.get(name, NOTHING) | function.given.get(name, NOTHING)
            function = function.outer
        found = self._program.lookup(scope.module, name)
        if found or name in scope.module.definitions:
            return found
        return frozenset({External(f"builtins.{name}")}) if name in _BUILTINS else NOTHING

    def _read_annotation(
        self, node: ast.expr | None, scope: Scope, own: Values = NOTHING
    ) -> Values:
        found = self._annotations.read(
            node, scope.module, own=own or scope.own, names=lambda name: self._lookup(name, scope)
        )
        return found | self._injected(node, scope)

    def _injected(self, node: ast.expr | None, scope: Scope) -> Values:
        """What `Annotated[..., Depends(f)]` is given."""
        if isinstance(node, ast.Name | ast.Attribute):
            alias = scope.module.definitions.get(node.id) if isinstance(node, ast.Name) else None
            return self._injected(alias.value, scope) if isinstance(alias, ast.Assign) else NOTHING
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            return NOTHING
        calls = [it for it in node.slice.elts[1:] if isinstance(it, ast.Call)]
        if not calls:
            return NOTHING
        first = self._annotations.read(
            node.slice.elts[0], scope.module, names=lambda name: self._lookup(name, scope)
        )
        known = {it for call in calls for it in self.value(call, scope)}
        return first | frozenset(it for it in known if isinstance(it, Instance))

    # Expressions.

    def value(self, node: ast.AST, scope: Scope) -> Values:
        """What an expression may be."""
        action = self._on.get(type(node))
        if action is not None:
            return action(node, scope)
        self._children(node, scope)
        return NOTHING

    def _children(self, node: ast.AST, scope: Scope) -> None:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.stmt):
                self._block([inner], scope)
            else:
                self.value(inner, scope)

    def _name(self, node: ast.Name, scope: Scope) -> Values:
        return _settled(self._lookup(node.id, scope), node.id, scope)

    def _constant(self, node: ast.Constant, _scope: Scope) -> Values:
        if isinstance(node.value, str | int | float | bool | None):
            return frozenset({Literal(node.value)})
        return NOTHING

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> Values:
        texts = [""]
        for part in node.values:
            found = self.value(part, scope)
            known = v.literals(found) if len(found) <= 4 else None
            options = [str(it) for it in known] if known is not None else ["{}"]
            texts = [text + option for text in texts for option in options][:16]
        return frozenset(map(Literal, texts))

    def _formatted(self, node: ast.FormattedValue, scope: Scope) -> Values:
        found = self.value(node.value, scope)
        if node.format_spec is not None:
            self.value(node.format_spec, scope)
            self._operated(found)
        return found

    def _binary(self, node: ast.BinOp, scope: Scope) -> Values:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        if isinstance(node.op, ast.Mod) and any(
            isinstance(it, Literal) and isinstance(it.value, str) for it in left
        ):
            return NOTHING
        self._operated(left)
        self._operated(right)
        if isinstance(node.op, ast.BitOr) and any(isinstance(it, Record) for it in left | right):
            return left | right
        if isinstance(node.op, ast.Add):
            return _added(left, right)
        return NOTHING

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Values:
        found = self.value(node.operand, scope)
        if isinstance(node.op, ast.Not):
            return NOTHING
        self._operated(found)
        known = v.literals(found)
        if isinstance(node.op, ast.USub) and known and len(known) == 1:
            number = known[0]
            if isinstance(number, int | float):
                return frozenset({Literal(-number)})
        return NOTHING

    def _bool(self, node: ast.BoolOp, scope: Scope) -> Values:
        inner = scope.branch()
        parts = []
        for part in node.values:
            found = self.value(part, inner)
            if isinstance(node.op, ast.And):
                self._narrow(part, inner)
            else:
                inner.present |= _present(part, truth=False)
                if part is not node.values[-1]:
                    # What is not there is replaced by what follows.
                    found = frozenset(it for it in found if not isinstance(it, Scalar))
            parts.append(found)
        scope.names.update(
            {name: found for name, found in inner.names.items() if name not in scope.names}
        )
        return limited(union(*parts)) if isinstance(node.op, ast.Or) else parts[-1]

    def _choice(self, node: ast.IfExp, scope: Scope) -> Values:
        self.value(node.test, scope)
        inner = scope.branch()
        self._narrow(node.test, inner)
        return self.value(node.body, inner) | self.value(node.orelse, scope)

    def _walrus(self, node: ast.NamedExpr, scope: Scope) -> Values:
        values = self.value(node.value, scope)
        self._bind(node.target, values, scope)
        return values

    def _compare(self, node: ast.Compare, scope: Scope) -> Values:
        sides = [self.value(it, scope) for it in (node.left, *node.comparators)]
        for op, left, right, other in zip(
            node.ops, sides, sides[1:], node.comparators, strict=False
        ):
            if isinstance(other, ast.Constant) and other.value is None:
                continue
            if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                self._operated(left | right)
            elif isinstance(op, ast.In | ast.NotIn):
                self._compared(left)
                self._operated(right)
                if isinstance(node.left, ast.Constant):
                    for it in right:
                        self._key(it, str(node.left.value), node.left, scope, False)
            else:
                self._compared(left | right)
        return NOTHING

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Values:
        base = self.value(node.value, scope)
        keys = self.value(node.slice, scope)
        self._operated(base)
        self._compared(keys)
        results = []
        for it in base:
            if isinstance(node.slice, ast.Slice):
                results.append(frozenset({it}))
            elif isinstance(it, Json | Record) or (isinstance(it, Instance) and it.key == v.DICT):
                texts = [key.value for key in keys if isinstance(key, Literal)]
                for text in texts or ["[]"]:
                    name = "[]" if isinstance(text, int) else str(text)
                    results.append(self._key(it, name, node, scope, True))
            elif isinstance(it, Instance) and it.key == v.TUPLE:
                results.append(self._item(it, keys))
            elif isinstance(it, Class):
                results.append(frozenset({it}))
            else:
                found = self._special(it, "__getitem__")
                results.append(found or self._element(it))
        return union(*results)

    @staticmethod
    def _item(it: Instance, keys: Values) -> Values:
        for key in keys:
            if isinstance(key, Literal) and isinstance(key.value, int):
                place = key.value
                if -len(it.arguments) <= place < len(it.arguments):
                    return it.arguments[place]
        return union(*it.arguments)

    def _key(self, it: Value, name: str, node: ast.AST, scope: Scope, is_required: bool) -> Values:
        """What a key of a mapping, or of an answer, holds."""
        if isinstance(it, Record):
            entries = dict(it.entries)
            return entries.get(name, union(*entries.values()) if name == "[]" else NOTHING)
        if isinstance(it, Instance) and it.key == v.DICT:
            return it.arguments[1]
        if not isinstance(it, Json):
            return NOTHING
        inner = evolve(it, keys=(*it.keys, name))
        if name == "[]":
            return frozenset({inner})
        place = self._record(
            "read",
            f'["{name}"]',
            node,
            scope,
            operations=it.origin,
            owner=it.owner,
            keys=inner.keys,
            is_required_key=is_required,
        )
        return frozenset({inner, Scalar(place)})

    def _sequence(self, node: ast.List | ast.Set, scope: Scope) -> Values:
        return made_of(v.LIST, limited(union(*(self._unstarred(it, scope) for it in node.elts))))

    def _unstarred(self, node: ast.expr, scope: Scope) -> Values:
        if isinstance(node, ast.Starred):
            return self._elements(self.value(node.value, scope))
        return self.value(node, scope)

    def _starred(self, node: ast.Starred, scope: Scope) -> Values:
        return self.value(node.value, scope)

    def _tuple(self, node: ast.Tuple, scope: Scope) -> Values:
        if any(isinstance(it, ast.Starred) for it in node.elts):
            return made_of(v.LIST, union(*(self._unstarred(it, scope) for it in node.elts)))
        return made_of(v.TUPLE, *(self.value(it, scope) for it in node.elts))

    def _dict(self, node: ast.Dict, scope: Scope) -> Values:
        entries: dict[str, Values] = {}
        is_plain = True
        values: list[Values] = []
        keys: list[Values] = []
        for key, item in zip(node.keys, node.values, strict=True):
            found = self.value(item, scope)
            if key is None:
                merged = [dict(it.entries) for it in found if isinstance(it, Record)]
                is_plain = is_plain and len(merged) == len(found) == 1
                for it in merged:
                    entries |= it
                continue
            names = self.value(key, scope)
            self._compared(names)
            values.append(found)
            keys.append(names)
            known = v.literals(names)
            if known is not None and len(known) == 1 and isinstance(known[0], str):
                entries[known[0]] = limited(found)
            else:
                is_plain = False
        if is_plain and len(entries) <= 64:
            return v.record(entries)
        return made_of(v.DICT, limited(union(*keys)), limited(union(*values, *entries.values())))

    def _generators(self, generators: Sequence[ast.comprehension], scope: Scope) -> Scope:
        inner = scope.branch()
        for generator in generators:
            self._bind_local(
                generator.target, self._elements(self.value(generator.iter, inner)), inner
            )
            for test in generator.ifs:
                self.value(test, inner)
                self._narrow(test, inner)
        return inner

    def _bind_local(self, target: ast.expr, values: Values, scope: Scope) -> None:
        """Bind the names of a comprehension, which nothing outside of it sees."""
        if isinstance(target, ast.Name):
            scope.names[target.id] = values
        else:
            self._bind(target, values, scope)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope
    ) -> Values:
        inner = self._generators(node.generators, scope)
        return made_of(v.LIST, limited(self.value(node.elt, inner)))

    def _dict_comprehension(self, node: ast.DictComp, scope: Scope) -> Values:
        inner = self._generators(node.generators, scope)
        keys = self.value(node.key, inner)
        self._compared(keys)
        return made_of(v.DICT, keys, limited(self.value(node.value, inner)))

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Values:
        name = f"lambda{node.col_offset}"
        info = self._program.add_function(node, scope.module, name)
        info.outer = scope.function
        # The names around it, as they are here.
        info.names.update({key: it for key, it in scope.names.items() if key not in info.names})
        return frozenset({Function(info.key)})

    def _await(self, node: ast.Await, scope: Scope) -> Values:
        return self._awaited(self.value(node.value, scope))

    @staticmethod
    def _awaited(values: Values) -> Values:
        return union(
            *(
                it.arguments[0]
                if isinstance(it, Instance) and it.key == v.AWAITABLE
                else frozenset({it})
                for it in values
            )
        )

    def _yield(self, node: ast.Yield, scope: Scope) -> Values:
        if node.value is not None:
            scope.yielded |= self.value(node.value, scope)
        return NOTHING

    def _yield_from(self, node: ast.YieldFrom, scope: Scope) -> Values:
        scope.yielded |= self._elements(self.value(node.value, scope))
        return NOTHING

    # What is in containers.

    def _elements(self, values: Values) -> Values:
        self._operated(values)
        return union(*map(self._element, values))

    def _element(self, it: Value) -> Values:
        if isinstance(it, Json):
            return frozenset({evolve(it, keys=(*it.keys, "[]"))})
        if isinstance(it, Record):
            return frozenset(Literal(key) for key, _ in it.entries)
        if not isinstance(it, Instance):
            return NOTHING
        if it.key == v.TUPLE:
            return union(*it.arguments)
        if it.key in (v.LIST, v.DICT):
            return it.arguments[0]
        for name in ("__iter__", "__aiter__"):
            found = self._special(it, name)
            if found:
                return self._elements(self._awaited(found))
        return NOTHING

    def _special(self, it: Value, name: str) -> Values:
        if not isinstance(it, Instance):
            return NOTHING
        member = self._program.member(it.key, name)
        if member is None or not isinstance(member[1], FunctionNode):
            return NOTHING
        function = self._program.method(member[0], member[1])
        return self._call_value(Function(function.key, it), Given(), None, None)

    # Attributes.

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Values:
        is_called = self._calling is node
        self._calling = None
        base = self.value(node.value, scope)
        self._operated(frozenset(it for it in base if isinstance(it, Scalar)))
        found = union(*(self._of(it, node.attr, node, scope) for it in base))
        if not is_called:
            for it in found:
                self._handed(it, node, scope)
        return _settled(found, ast.unparse(node), scope) if scope.present else found

    def _handed(self, it: Value, node: ast.AST, scope: Scope) -> None:
        """A method that is not called where it is named."""
        if isinstance(it, Function):
            target = self._target(it)
            if target is not None:
                name, operations = target
                self._record("handed", name, node, scope, operations=operations, known=False)

    def _target(self, it: Function) -> tuple[str, frozenset[str]] | None:
        """What a function of a client is called, and the operations that it makes."""
        info = self._program.functions.get(it.key)
        if info is None or not info.module.is_client:
            return None
        operation = self._clients.endpoint(info)
        if operation is not None:
            return f"{info.module.name}.{getattr(info.node, 'name', '')}", frozenset({operation})
        if isinstance(it.owner, Instance):
            target = self._clients.facade_target(it.owner, info)
            if target is not None and self._clients.facade_operations(target):
                return target, self._clients.facade_operations(target)
        return None

    def _of(self, it: Value, name: str, node: ast.AST, scope: Scope) -> Values:
        """What an attribute of a value is."""
        if isinstance(it, Module):
            return self._of_module(it, name)
        if isinstance(it, External):
            return self._of_external(it, name, scope)
        if isinstance(it, Class):
            return self._of_class_object(it, name)
        if isinstance(it, Instance):
            return self._of_instance(it, name, node, scope)
        if isinstance(it, Json | Record):
            return frozenset({Function(f"builtins:dict.{name}", it)})
        if isinstance(it, Function | Partial):
            return self._of_function(it, name)
        if isinstance(it, Literal) and isinstance(it.value, str):
            # The member of an enum is read as its value.
            return frozenset({it if name == "value" else Function(f"builtins:str.{name}", it)})
        return NOTHING

    def _of_module(self, it: Module, name: str) -> Values:
        module = self._program.modules.get(it.name)
        return self._program.lookup(module, name) if module else NOTHING

    def _of_external(self, it: External, name: str, scope: Scope) -> Values:
        if it.name.startswith("folder:"):
            path = f"{it.name.removeprefix('folder:')}.{name}"
            module = self._program.find(path, scope.module)
            return frozenset({Module(module.name) if module else External(f"folder:{path}")})
        stored = self._attributes.get((it.name, name), NOTHING)
        return stored or frozenset({External(f"{it.name}.{name}")})

    def _of_function(self, it: Function | Partial, name: str) -> Values:
        if name in ("func", "__wrapped__", "__func__", "fn", "run", "original_func"):
            return frozenset({it.function if isinstance(it, Partial) else it})
        return frozenset({Function(f"builtins:function.{name}", it)})

    def _of_class_object(self, it: Class, name: str) -> Values:
        stored = union(
            *(
                self._attributes.get((info.key, name), NOTHING)
                for info in self._program.lineage(it.key)
            )
        )
        member = self._program.member(it.key, name)
        if member is None:
            return stored
        info, node = member
        if isinstance(node, FunctionNode):
            function = self._program.method(info, node)
            owner = it if "classmethod" in function.decorators else None
            return stored | frozenset({Function(function.key, owner)})
        if isinstance(node, ast.ClassDef):
            return info.names.get(name, NOTHING)
        return stored | info.names.get(name, NOTHING)

    def _of_instance(self, it: Instance, name: str, node: ast.AST, scope: Scope) -> Values:
        if it.key.startswith("builtins:"):
            return frozenset({Function(f"{it.key}.{name}", it)})
        lineage = self._program.lineage(it.key)
        stored = union(*(self._attributes.get((info.key, name), NOTHING) for info in lineage))
        member = self._program.member(it.key, name)
        if member is None:
            return stored or self._of_descendants(it, name)
        info, definition = member
        if isinstance(definition, FunctionNode):
            function = self._program.method(info, definition)
            bound = Function(function.key, it)
            if _GETTERS & set(function.decorators):
                return self._call_value(bound, Given(), node, scope)
            if "staticmethod" in function.decorators:
                return frozenset({Function(function.key)})
            return frozenset({bound})
        if info.module.is_client:
            return self._field(it, info, name, definition, node, scope)
        own = info.names.get(name, NOTHING)
        known = frozenset(x for x in stored | own if not isinstance(x, Literal | External))
        if known or not isinstance(definition, ast.AnnAssign):
            return stored | own
        place = Scope(info.module, None, None)
        return stored | self._read_annotation(definition.annotation, place, frozenset({it}))

    def _of_descendants(self, it: Instance, name: str) -> Values:
        """An attribute that only classes below this one have, as mixins rely on."""
        found = []
        pending, seen = [it.key], {it.key}
        while pending:
            for key in self._subclasses.get(pending.pop(), ()):
                if key not in seen:
                    seen.add(key)
                    pending.append(key)
                    for info in self._program.lineage(key):
                        found.append(self._attributes.get((info.key, name), NOTHING))
                        found.append(info.names.get(name, NOTHING))
        return union(*found)

    def _field(
        self,
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
        found = self._annotations.read(annotation, info.module, bound=bound, own=frozenset({it}))
        if it.origin:
            found = v.with_origin(found, it.origin)
        if not self._clients.is_model(info):
            return found
        if name in ("raw", "additional_properties"):
            return frozenset({Json(it.origin, it.key)})
        if name.startswith("_"):
            return found
        label = f"{it.key.partition(':')[2]}.{name}"
        place = self._record(
            "read", label, node, scope, operations=it.origin, owner=it.key, keys=(name,)
        )
        return found | frozenset({Scalar(place)})

    # Calls.

    def _call(self, node: ast.Call, scope: Scope) -> Values:
        callees = self._callees(node, scope)
        given = self._given(node, scope)
        by_name = isinstance(node.func, ast.Name)
        results = []
        for callee in callees:
            if by_name and isinstance(callee, Function):
                target = self._target(callee)
                if target is not None:
                    if self._is_parameter(node.func, scope):
                        results.append(self._result(callee, target[1]))
                        continue
                    self._by_name.add(target[0])
            results.append(self._call_value(callee, given, node, scope))
        self._add_to(node, given, scope)
        return limited(union(*results))

    def _is_parameter(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a name is a parameter: what it calls is named where it was handed over."""
        if not isinstance(node, ast.Name) or scope.function is None:
            return False
        arguments = scope.function.node.args
        names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return node.id in {it.arg for it in names}

    def _callees(self, node: ast.Call, scope: Scope) -> Values:
        self._calling = node.func
        found = self.value(node.func, scope)
        self._calling = None
        is_known = any(not isinstance(it, External) for it in found)
        if is_known or not isinstance(node.func, ast.Attribute):
            return found
        return self._guess(node.func, scope, is_foreign=bool(found)) or found

    def _guess(self, node: ast.Attribute, scope: Scope, *, is_foreign: bool) -> Values:
        """A method of a client that nothing is known of but the names that are used of it."""
        names: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            names.insert(0, inner.attr)
            inner = inner.value
        for start in range(len(names) - 1):
            path = ".".join(names[start:])
            # An object of another package may well have messages.list(), too.
            is_telling = not is_foreign or len(names) - start > 2 or "_" in names[-1]
            if path in self._clients.facade_names and is_telling:
                root = self._clients.facade_class(ROOTS[0])
                bases: Values = frozenset({Instance(root.key)})
                for name in names[start:]:
                    bases = union(*(self._of(it, name, node, scope) for it in bases))
                self._guessed = node
                return bases
        if names[-1] in _rare(self._clients.facade_names) and not is_foreign:
            place = self._place(node, scope)
            reason = f"the object of .{names[-1]}() is not known: it may be of a client"
            self._missed.setdefault((place[0], place[1]), reason)
        return NOTHING

    _guessed: ast.AST | None = None

    def _given(self, node: ast.Call, scope: Scope) -> Given:
        positional: list[tuple[ast.expr | None, Values]] = []
        keywords: list[tuple[str, ast.expr | None, Values]] = []
        is_complete = True
        spread = NOTHING
        for argument in node.args:
            found = self.value(argument, scope)
            if isinstance(argument, ast.Starred):
                tuples = [it for it in found if isinstance(it, Instance) and it.key == v.TUPLE]
                if len(found) == len(tuples) == 1:
                    positional += [(argument.value, it) for it in tuples[0].arguments]
                else:
                    is_complete = False
                    spread |= self._elements(found)
            else:
                positional.append((argument, found))
        for keyword in node.keywords:
            found = self.value(keyword.value, scope)
            if keyword.arg is not None:
                keywords.append((keyword.arg, keyword.value, found))
                continue
            records = [it for it in found if isinstance(it, Record)]
            for it in records:
                keywords += [(name, keyword.value, inner) for name, inner in it.entries]
            is_complete = is_complete and len(records) == len(found) == 1
        return Given(tuple(positional), tuple(keywords), is_complete, spread)

    def _add_to(self, node: ast.Call, given: Given, scope: Scope) -> None:
        """What is put into a list that has a name."""
        match node.func:
            case ast.Attribute(value=ast.Name(name), attr=method) if method in _ADDERS:
                values = union(*(it for _, it in given.positional))
                known = self._lookup(name, scope)
                containers = all(isinstance(it, Instance) and it.key == v.LIST for it in known)
                if values and containers and (name in scope.names or not known):
                    self._store(name, limited(known | made_of(v.LIST, values)), scope)
            case ast.Attribute(
                value=ast.Call(func=ast.Attribute(value=ast.Name(name), attr="setdefault"))
                | ast.Subscript(value=ast.Name(name)),
                attr=method,
            ) if method in _ADDERS:
                values = union(*(it for _, it in given.positional))
                held = made_of(v.DICT, NOTHING, made_of(v.LIST, values))
                if held and name in scope.names:
                    self._store(name, limited(scope.names[name] | held), scope)
            case ast.Attribute(value=ast.Attribute(value=inner, attr=name), attr=method) if (
                method in _ADDERS
            ):
                values = union(*(it for _, it in given.positional))
                for owner in self.value(inner, scope):
                    if isinstance(owner, Instance) and not self._is_client(owner.key):
                        self._set_attribute(owner.key, name, made_of(v.LIST, values))

    def _call_value(
        self, it: Value, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        if isinstance(it, Partial):
            return self._call_partial(it, given, node, scope)
        if isinstance(it, Class):
            return self._make(it, given, node, scope)
        if isinstance(it, External):
            return self._call_external(it, given, node, scope)
        if isinstance(it, Instance):
            if it.key == v.CALLABLE:
                return it.arguments[0]
            member = self._program.member(it.key, "__call__")
            if member is not None and isinstance(member[1], FunctionNode):
                function = self._program.method(member[0], member[1])
                return self._call_value(Function(function.key, it), given, node, scope)
            return NOTHING
        if not isinstance(it, Function):
            return NOTHING
        if it.key.startswith("builtins:"):
            return self._call_builtin(it, given, node, scope)
        info = self._program.functions.get(it.key)
        if info is None:
            return NOTHING
        if info.module.is_client:
            return self._call_client(it, info, given, node, scope)
        return self._call_own(it, info, given)

    def _call_partial(
        self, it: Partial, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        before = tuple((None, found) for found in it.positional)
        keywords = tuple((name, None, found) for name, found in it.keywords)
        merged = Given(
            (*before, *given.positional),
            (*keywords, *given.keywords),
            it.is_complete and given.is_complete,
        )
        return self._call_value(it.function, merged, node, scope)

    def _call_client(
        self,
        it: Function,
        info: FunctionInfo,
        given: Given,
        node: ast.AST | None,
        scope: Scope | None,
    ) -> Values:
        name = getattr(info.node, "name", "")
        is_root = isinstance(it.owner, Instance) and self._clients.resource_path(it.owner.key) == ""
        if is_root and name == "request" and node is not None and scope is not None:
            return self._request(info, given, node, scope)
        if is_root and name == "prepare":
            self._schedule(given, scope)
            return NOTHING
        target = self._target(it)
        operations: frozenset[str] = frozenset()
        if target is not None:
            path, operations = target
            if node is not None and scope is not None:
                self._record(
                    "call",
                    path,
                    node,
                    scope,
                    operations=operations,
                    arguments=_arguments(given, node),
                    known=given.is_complete,
                )
        if name == "from_dict" and isinstance(it.owner, Class):
            return frozenset({Instance(it.owner.key)})
        if name == "to_dict" and isinstance(it.owner, Instance):
            return frozenset({Json(it.owner.origin, it.owner.key)})
        return self._result(it, operations)

    def _result(self, it: Function, operations: frozenset[str]) -> Values:
        """What a function of a client returns, by its annotation."""
        info = self._program.functions[it.key]
        owner = it.owner
        bound: dict[str, Values] = {}
        if isinstance(owner, Instance):
            for kind in self._program.lineage(owner.key):
                bound |= dict(zip(kind.parameters, owner.arguments, strict=False))
        node = info.node
        if isinstance(node, ast.Lambda):
            return NOTHING
        own = frozenset({owner}) if isinstance(owner, Instance) else NOTHING
        if isinstance(owner, Class):
            own = frozenset({Instance(owner.key)})
        found = self._annotations.read(node.returns, info.module, bound=bound, own=own)
        origin = operations or (owner.origin if isinstance(owner, Instance) else frozenset())
        if origin:
            found = v.with_origin(found, origin)
        is_coroutine = isinstance(node, ast.AsyncFunctionDef) and not info.is_generator
        return made_of(v.AWAITABLE, found) if is_coroutine else found

    def _request(self, info: FunctionInfo, given: Given, node: ast.AST, scope: Scope) -> Values:
        """`client.request(method, path)`: the operation by its path."""
        methods = v.literals(given.named("method", 0))
        paths = given.named("path", 1)
        texts = [it.value for it in paths if isinstance(it, Literal) and isinstance(it.value, str)]
        if methods is None or not texts or len(texts) != len(paths):
            file, line = self._place(node, scope)[:2]
            self._missed[file, line] = "the method or the path of request() is not known"
            return NOTHING
        operations = frozenset(
            identify(str(method).upper(), text.partition("?")[0])[0]
            for method in methods
            for text in texts
        )
        self._record(
            "call",
            "request",
            node,
            scope,
            operations=operations,
            arguments=tuple(_request_arguments(given, node, texts)),
            known=given.is_complete and _is_known(given),
        )
        found: Values = frozenset({Json(operations)})
        is_coroutine = isinstance(info.node, ast.AsyncFunctionDef)
        return made_of(v.AWAITABLE, found) if is_coroutine else found

    def _make(self, it: Class, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        made = Instance(it.key)
        info = self._program.classes.get(it.key)
        if info is None:
            return NOTHING
        if info.module.is_client:
            if self._clients.is_model(info) and node is not None and scope is not None:
                self._record(
                    "made",
                    info.key.partition(":")[2],
                    node,
                    scope,
                    owner=info.key,
                    arguments=_arguments(given, node),
                    known=given.is_complete,
                )
                # A record that the program makes itself is no part of an answer.
                if info.key.startswith("flochat."):
                    made = evolve(made, origin=MADE)
            return frozenset({made})
        for name in ("__init__", "__new__"):
            member = self._program.member(it.key, name)
            if member is not None and isinstance(member[1], FunctionNode):
                function = self._program.method(member[0], member[1])
                if not function.module.is_client:
                    self._call_own(Function(function.key, made), function, given)
                return frozenset({made})
        fields = [
            name
            for kind in reversed(self._program.lineage(it.key))
            for name, inner in kind.members.items()
            if isinstance(inner, ast.AnnAssign)
        ]
        for name, (_, found) in zip(fields, given.positional, strict=False):
            self._set_attribute(it.key, name, found)
        for name, _, found in given.keywords:
            self._set_attribute(it.key, name, found)
        return frozenset({made})

    # Functions of the program.

    def _call_own(self, it: Function, info: FunctionInfo, given: Given) -> Values:
        bound = self._bound(it, info, given)
        for name, found in bound.items():
            self._share(info.given, name, found)
        key = (info.key, tuple(sorted(bound.items(), key=lambda pair: pair[0])))
        if key in self._results:
            return self._wrapped(info, self._results[key])
        count = self._called.get(info.key, 0)
        if info.key in self._active or self._depth > _DEEPEST_CALL or count >= _CONTEXTS:
            if count >= _CONTEXTS:
                self._called[info.key] = _CONTEXTS + 1
            return self._wrapped(info, info.returned)
        self._called[info.key] = count + 1
        own = frozenset({it.owner}) if it.owner is not None else self._own(info)
        self._results[key] = self._read_function(info, bound, own)
        return self._wrapped(info, self._results[key])

    def _bound(self, it: Function, info: FunctionInfo, given: Given) -> dict[str, Values]:
        """The parameters of a function with the arguments of a call."""
        arguments = info.node.args
        names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
        bound: dict[str, Values] = {}
        is_method = bool(info.owner) and "staticmethod" not in info.decorators
        if is_method and names and it.owner is not None:
            bound[names.pop(0)] = frozenset({it.owner})
        rest = []
        for position, (_, found) in enumerate(given.positional):
            if position < len(names):
                bound[names[position]] = found
            else:
                rest.append(found)
        known = {*names, *(arg.arg for arg in arguments.kwonlyargs)}
        more = []
        for name, _, found in given.keywords:
            if name in known:
                bound[name] = found
            else:
                more.append((name, found))
        if rest and arguments.vararg:
            bound[arguments.vararg.arg] = made_of(v.TUPLE, *rest)
        if more and arguments.kwarg:
            bound[arguments.kwarg.arg] = v.record(dict(more))
        return bound

    def _own(self, info: FunctionInfo) -> Values:
        """What the first parameter of a method is, when nothing calls it."""
        if not info.owner or "staticmethod" in info.decorators:
            return NOTHING
        if "classmethod" in info.decorators or getattr(info.node, "name", "") == "__new__":
            return frozenset({Class(info.owner)})
        return frozenset({Instance(info.owner)})

    def _read_function(
        self, info: FunctionInfo, bound: Mapping[str, Values], own: Values
    ) -> Values:
        """Read the body of a function with these arguments; what it returns or yields."""
        if info.key in self._active:
            return info.returned
        scope = Scope(info.module, info, own=own)
        scope.names.update(self._parameters(info, bound, own, scope))
        self._active.add(info.key)
        self._depth += 1
        try:
            if isinstance(info.node, ast.Lambda):
                scope.returned = self.value(info.node.body, scope)
            else:
                self._block(info.node.body, scope)
        finally:
            self._depth -= 1
            self._active.discard(info.key)
        result = scope.yielded if info.is_generator else scope.returned
        result = self._declared(info, result, scope)
        merged = limited(info.returned | result)
        if merged != info.returned:
            info.returned = merged
            self._changed = True
        return result

    def _declared(self, info: FunctionInfo, result: Values, scope: Scope) -> Values:
        """What a function returns, by its annotation when its body does not tell."""
        known = any(not isinstance(it, Literal | External | Scalar) for it in result)
        if known or isinstance(info.node, ast.Lambda) or info.node.returns is None:
            return result
        declared = self._read_annotation(info.node.returns, scope)
        if info.is_generator:
            declared = self._elements(declared)
        return result | declared

    def _parameters(
        self, info: FunctionInfo, bound: Mapping[str, Values], own: Values, scope: Scope
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
            declared = self._read_annotation(parameter.annotation, scope)
            found = bound.get(name, NOTHING)
            if is_self and not found:
                names[name] = own
                continue
            default = defaults.get(name)
            if name not in bound and default is not None:
                found |= self._injected_default(default, scope)
            if not any(not isinstance(it, Literal | External) for it in found):
                found |= declared
            if not bound and not any(not isinstance(it, Literal | External) for it in found):
                found |= info.given.get(name, NOTHING) | self._fixture(info, name)
            names[name] = found
        for star in (arguments.vararg, arguments.kwarg):
            if star is not None:
                names[star.arg] = bound.get(star.arg, NOTHING)
        return names

    def _injected_default(self, node: ast.expr, scope: Scope) -> Values:
        outer = Scope(scope.module, scope.function.outer if scope.function else None)
        return self.value(node, outer)

    def _fixture(self, info: FunctionInfo, name: str) -> Values:
        """What pytest hands to a test: the fixture of that name that is nearest."""
        node = getattr(info.node, "name", "")
        if not (node.startswith("test") or info.is_fixture):
            return NOTHING
        folder = info.module.path.parent
        candidates = [
            it
            for it in self._program.functions.values()
            if it.is_fixture and name == _fixture_name(it) and it is not info
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
        return self._call_own(Function(best.key), best, Given())

    def _wrapped(self, info: FunctionInfo, result: Values) -> Values:
        """What a call gives: a coroutine, a generator or a context manager around the result."""
        if info.is_context:
            return made_of(v.CONTEXT, result)
        if info.is_generator:
            return result if info.is_fixture else made_of(v.LIST, result)
        if isinstance(info.node, ast.AsyncFunctionDef) and not info.is_fixture:
            return made_of(v.AWAITABLE, result)
        return result

    # Functions of Python.

    def _call_external(
        self, it: External, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        name = it.name.removeprefix("builtins.")
        last = name.rpartition(".")[2]
        special = _SPECIAL.get(name)
        if special is not None:
            return special(self, given, node, scope)
        if name in _SAME_ELEMENTS or last in ("tqdm", "track"):
            kept = given.first(1) if name == "filter" else given.first()
            return made_of(v.LIST, self._elements(kept))
        if name in _ELEMENT:
            return self._elements(given.first()) | given.first(1)
        if name in _SAME or last == "cast":
            return given.first(1) if last == "cast" else given.first()
        if last in ("Depends", "Security", "Provide", "LazyProxy", "lazy", "SimpleLazyObject"):
            return self._injection(given)
        if name in _UNWRAPPED or last == "run_until_complete":
            return self._awaited(self._run(given))
        if last in ("create_task", "ensure_future", "as_completed"):
            return given.first()
        if last in ("enter_context", "enter_async_context"):
            entered = self._entered(given.first())
            is_async = last == "enter_async_context"
            return made_of(v.AWAITABLE, entered) if is_async else entered
        if last in ("map", "imap", "imap_unordered", "starmap"):
            return self._map(given, node, scope)
        result = self._call_back(last, given, scope)
        return result or frozenset({External(f"{it.name}()")})

    def _run(self, given: Given) -> Values:
        results = []
        for it in given.first():
            if isinstance(it, Function | Partial):
                results.append(self._call_value(it, given.without(), None, None))
            else:
                results.append(frozenset({it}))
        return union(*results)

    def _injection(self, given: Given) -> Values:
        results = []
        for it in union(given.first(), *(found for _, _, found in given.keywords)):
            if isinstance(it, Function):
                found = self._awaited(self._call_value(it, Given(), None, None))
                info = self._program.functions.get(it.key)
                # A dependency that yields is entered, and not iterated over.
                is_generator = info is not None and info.is_generator
                results.append(self._elements(found) if is_generator else self._entered(found))
            elif isinstance(it, Class):
                results.append(self._call_value(it, Given(), None, None))
        return union(*results)

    def _call_back(self, name: str, given: Given, scope: Scope | None) -> Values:
        """A function that is handed to one that is not read, with what is known of its call."""
        if name in _SCHEDULERS or name in _FUTURES:
            count = 1 if name == "run_in_executor" else 0
            result = self._schedule(given.without(count), scope)
            return made_of(v.AWAITABLE, self._awaited(result)) if name in _FUTURES else result
        for _, found in given.positional:
            for it in found:
                self._call_unknown(it)
        for _, _, found in given.keywords:
            for it in found:
                self._call_unknown(it)
        return NOTHING

    def _call_unknown(self, it: Value) -> None:
        """A function of the program that something else will call."""
        if isinstance(it, Function):
            info = self._program.functions.get(it.key)
            if info is not None and isinstance(info.node, ast.Lambda):
                self._call_own(it, info, Given())

    def _schedule(self, given: Given, scope: Scope | None) -> Values:
        """Call the first argument with those behind it, in its place."""
        node = given.positional[0][0] if given.positional else None
        results = [self._call_value(it, given.without(), node, scope) for it in given.first()]
        return union(*results)

    def _call_builtin(
        self, it: Function, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        """A method of a list, a dict, a text, a function or what is to be awaited."""
        kind, _, name = it.key.removeprefix("builtins:").partition(".")
        owner = it.owner
        if owner is None:
            return NOTHING
        if kind == "dict":
            return self._dict_method(owner, name, given, node, scope)
        if kind == "function":
            return self._function_method(owner, name, given, node, scope)
        if kind == "awaitable":
            return self._awaited(frozenset({owner})) if name == "result" else NOTHING
        if kind == "str":
            return _text_method(owner, name)
        if kind in ("list", "tuple") and isinstance(owner, Instance):
            if name in ("pop", "popleft", "get", "get_nowait", "first", "__next__", "__anext__"):
                return self._element(owner)
            if name == "copy":
                return frozenset({owner})
        return NOTHING

    def _dict_method(
        self, owner: Value, name: str, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        if name in _DICT_VALUE:
            texts = [it.value for it in given.first() if isinstance(it, Literal)]
            is_required = name == "pop" and len(given.positional) == 1
            if node is None or scope is None:
                return NOTHING
            found = [self._key(owner, str(key), node, scope, is_required) for key in texts]
            rest = frozenset(it for it in given.first(1) if not isinstance(it, Record | Literal))
            return union(*found, rest) or self._key(owner, "[]", node, scope, False)
        inner = self._key(owner, "[]", node or ast.Pass(), scope or _NOWHERE, False)
        if isinstance(owner, Json):
            return frozenset({owner}) if name == "copy" else NOTHING
        keys = self._element(owner)
        match name:
            case "values":
                return made_of(v.LIST, inner)
            case "items":
                return made_of(v.LIST, made_of(v.TUPLE, keys, inner))
            case "keys":
                return made_of(v.LIST, keys)
            case "copy":
                return frozenset({owner})
        return NOTHING

    def _function_method(
        self, owner: Value, name: str, given: Given, node: ast.AST | None, scope: Scope | None
    ) -> Values:
        """A task is called by a method of it: `send_welcome.delay(...)`."""
        if name in ("delay", "s", "si", "send", "enqueue", "defer", "submit", "map", "starmap"):
            return self._call_value(owner, given, node, scope)
        if name in ("apply_async", "apply"):
            arguments = given.named("args", 0)
            keywords = given.named("kwargs", 1)
            inner = [it for it in arguments if isinstance(it, Instance)]
            positional = tuple((None, found) for it in inner for found in it.arguments)
            records = [it for it in keywords if isinstance(it, Record)]
            named = tuple((key, None, found) for it in records for key, found in it.entries)
            return self._call_value(owner, Given(positional, named), node, scope)
        return NOTHING

    # What is found.

    def _place(self, node: ast.AST, scope: Scope) -> tuple[str, int, int]:
        source = scope.module.source
        file = str(scope.module.path)
        inner = node.func if isinstance(node, ast.Call) else node
        line = getattr(inner, "lineno", 0)
        # The name of what is used is at the end of a chain that takes several lines.
        if isinstance(inner, ast.Attribute):
            line = inner.end_lineno or line
        column = getattr(inner, "col_offset", 0) + 1
        if source is not None and source.cells and 0 < line <= len(source.cells):
            file = f"{file}#{source.cells[line - 1][0]}"
            line = source.cells[line - 1][1]
        return file, line, column

    def _record(
        self,
        kind: UseKind,
        target: str,
        node: ast.AST,
        scope: Scope,
        *,
        operations: frozenset[str] = frozenset(),
        owner: str = "",
        keys: tuple[str, ...] = (),
        arguments: tuple[Argument, ...] = (),
        known: bool = True,
        is_required_key: bool = False,
    ) -> tuple[str, int, int, str]:
        file, line, column = self._place(node, scope)
        place = (file, line, column, target)
        source = scope.module.source
        if source is None:
            return place
        name, _, cell = file.partition("#") if source.cells else (file, "", "")
        inner = node.func if isinstance(node, ast.Call) else node
        key = (*place, kind, owner, operations, keys)
        handed = (*place, "handed", owner, operations, keys)
        if kind == "call":
            self._found.pop(handed, None)
        elif kind == "handed" and (*place, "call", owner, operations, keys) in self._found:
            return place
        earlier = self._found.get(key)
        if earlier is not None:
            arguments = _merged(earlier.arguments, arguments)
            known = known and earlier.arguments_known
        self._found[key] = Use(
            name,
            line,
            column,
            kind,
            target,
            operations,
            owner,
            keys,
            arguments,
            known,
            is_required_key=is_required_key,
            is_test=source.is_test,
            cell=int(cell) if cell else None,
            is_guess=self._guessed is inner,
        )
        return (file.partition("#")[0] if source.cells else file, line, column, target)

    def _compared(self, values: Values) -> None:
        for it in values:
            if isinstance(it, Scalar):
                self._handled.setdefault(it.place, "compared")

    def _operated(self, values: Values) -> None:
        for it in values:
            if isinstance(it, Scalar):
                self._handled[it.place] = "operated"

    # Built-in functions with a meaning of their own.

    def _getattr(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        if node is None or scope is None:
            return NOTHING
        names = [it.value for it in given.first(1) if isinstance(it, Literal)]
        results = [self._of(it, str(name), node, scope) for it in given.first() for name in names]
        interesting = any(
            isinstance(it, Instance) and self._is_client(it.key) for it in given.first()
        )
        if interesting and (not names or len(names) != len(given.first(1))):
            file, line = self._place(node, scope)[:2]
            self._missed[file, line] = "getattr() with a name that is not known"
        found = union(*results, given.first(2) if len(given.positional) > 2 else NOTHING)
        for it in found:
            self._handed(it, node, scope)
        return found

    def _import_module(self, given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
        names = [it.value for it in given.first() if isinstance(it, Literal)]
        found = [self._program.find(str(name), scope.module) for name in names if scope]
        return frozenset(Module(it.name) for it in found if it is not None)

    def _attrgetter(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        names = union(*(found for _, found in given.positional))
        keywords = (("names", names),)
        return frozenset({Partial(External("flochat:attrgetter"), (), keywords)})

    def _get_attributes(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        if node is None or scope is None:
            return NOTHING
        names = [str(it.value) for it in given.named("names") if isinstance(it, Literal)]
        results = []
        for name in names:
            values = given.first()
            for part in name.split("."):
                values = union(*(self._of(it, part, node, scope) for it in values))
            results.append(values)
        return union(*results)

    def _as_dict(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        kinds = [it for it in given.first() if isinstance(it, Instance)]
        return frozenset(Json(it.origin, it.key) for it in kinds if self._is_client(it.key))

    def _super(self, _given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
        if scope is None or scope.function is None or not scope.function.owner:
            return NOTHING
        info = self._program.classes.get(scope.function.owner)
        bases = info.bases if info else NOTHING
        return frozenset(Instance(it.key) for it in bases if isinstance(it, Class))

    def _partial(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        results: list[Value] = []
        first = given.positional[0][0] if given.positional else None
        for it in given.first():
            if isinstance(it, Function) and first is not None and scope is not None:
                target = self._target(it)
                if target is not None:
                    self._record(
                        "handed",
                        target[0],
                        first,
                        scope,
                        operations=target[1],
                        arguments=_arguments(given.without(), node or first),
                        known=False,
                    )
            results.append(
                Partial(
                    it,
                    tuple(found for _, found in given.positional[1:]),
                    tuple((name, found) for name, _, found in given.keywords),
                    given.is_complete,
                )
            )
        return frozenset(results)

    def _map(self, given: Given, _node: ast.AST | None, scope: Scope | None) -> Values:
        elements = tuple((None, self._elements(found)) for _, found in given.positional[1:])
        node = given.positional[0][0] if given.positional else None
        results = [self._call_value(it, Given(elements), node, scope) for it in given.first()]
        return made_of(v.LIST, union(*results))

    def _gather(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        parts = [self._awaited(found) for _, found in given.positional]
        if given.spread:
            return made_of(v.LIST, union(self._awaited(given.spread), *parts))
        if not parts:
            return NOTHING
        return made_of(v.TUPLE, *parts)

    def _zip(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        return made_of(
            v.LIST, made_of(v.TUPLE, *(self._elements(found) for _, found in given.positional))
        )

    def _enumerate(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        return made_of(v.LIST, made_of(v.TUPLE, NOTHING, self._elements(given.first())))

    def _chain(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        return made_of(v.LIST, union(*(self._elements(found) for _, found in given.positional)))

    def _sorted(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        elements = self._elements(given.first())
        for it in given.named("key"):
            self._call_value(it, Given(((None, elements),)), node, scope)
        return made_of(v.LIST, elements)

    def _extreme(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        elements = self._elements(given.first())
        for it in given.named("key"):
            self._call_value(it, Given(((None, elements),)), node, scope)
        return elements

    def _filter(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        elements = self._elements(given.first(1))
        for it in given.first():
            self._call_value(it, Given(((None, elements),)), node, scope)
        return made_of(v.LIST, elements)

    def _dict_of(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        if not given.positional:
            return v.record({name: found for name, _, found in given.keywords})
        pairs = self._pairs(given.first())
        return union(*(made_of(v.DICT, *it.arguments) for it in pairs)) or given.first()

    def _pairs(self, values: Values) -> list[Instance]:
        """The pairs in a list of them, as `dict` takes them."""
        lists = frozenset(
            it for it in values if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)
        )
        elements = self._elements(lists)
        return [
            it
            for it in elements
            if isinstance(it, Instance) and it.key == v.TUPLE and len(it.arguments) == 2
        ]

    def _groups(self, given: Given, node: ast.AST | None, scope: Scope | None) -> Values:
        elements = self._elements(given.first())
        for it in given.named("key", 1):
            self._call_value(it, Given(((None, elements),)), node, scope)
        return made_of(v.LIST, made_of(v.TUPLE, NOTHING, made_of(v.LIST, elements)))

    def _number(self, given: Given, _node: ast.AST | None, _scope: Scope | None) -> Values:
        self._operated(given.first())
        return NOTHING


_NOWHERE: Final = Scope(ModuleInfo("", Path(), ast.Module([], []), False, False))
_BUILTINS: Final = frozenset(dir(builtins))
_Special = Callable[[Reading, Given, "ast.AST | None", "Scope | None"], Values]
_SPECIAL: Final[Mapping[str, _Special]] = {
    "getattr": Reading._getattr,
    "super": Reading._super,
    "importlib.import_module": Reading._import_module,
    "__import__": Reading._import_module,
    "operator.attrgetter": Reading._attrgetter,
    "flochat:attrgetter": Reading._get_attributes,
    **dict.fromkeys(
        ("vars", "attrs.asdict", "attr.asdict", "dataclasses.asdict"), Reading._as_dict
    ),
    "functools.partial": Reading._partial,
    "map": Reading._map,
    "asyncio.gather": Reading._gather,
    "zip": Reading._zip,
    "itertools.zip_longest": Reading._zip,
    "enumerate": Reading._enumerate,
    "itertools.chain": Reading._chain,
    "sorted": Reading._sorted,
    "min": Reading._extreme,
    "max": Reading._extreme,
    "filter": Reading._filter,
    "dict": Reading._dict_of,
    "itertools.groupby": Reading._groups,
    **dict.fromkeys(("int", "float", "len", "sum", "round", "abs"), Reading._number),
}


def _settled(found: Values, text: str, scope: Scope) -> Values:
    """What an expression is, without the chance that it is missing once it was tested."""
    if text not in scope.present:
        return found
    return frozenset(it for it in found if not isinstance(it, Scalar))


def _present(test: ast.expr, *, truth: bool) -> frozenset[str]:
    """The expressions that are there when a test is true, or when it is not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _present(inner, truth=not truth)
        case ast.BoolOp(op=ast.And() | ast.Or() as op, values=parts):
            if isinstance(op, ast.And) == truth:
                return frozenset().union(*(_present(it, truth=truth) for it in parts))
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=None)]):
            if isinstance(op, ast.IsNot | ast.NotEq if truth else ast.Is | ast.Eq):
                return frozenset({ast.unparse(left)})
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant()]) if truth:
            return frozenset({ast.unparse(left)})
        case ast.NamedExpr(target=target, value=value) if truth:
            return frozenset({ast.unparse(target), ast.unparse(value)})
        case ast.Call(func=ast.Name("isinstance"), args=[inner, _]) if truth:
            return frozenset({ast.unparse(inner)})
        case ast.Name() | ast.Attribute() if truth:
            return frozenset({ast.unparse(test)})
    return frozenset()


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


def _arguments(given: Given, node: ast.AST) -> tuple[Argument, ...]:
    line = getattr(node, "lineno", 0)
    positional = [
        Argument(None, position, _constants(found), getattr(it, "lineno", line))
        for position, (it, found) in enumerate(given.positional)
    ]
    named = [
        Argument(name, None, _constants(found), getattr(it, "lineno", line))
        for name, it, found in given.keywords
    ]
    return (*positional, *named)


def _constants(found: Values) -> tuple[object, ...] | None:
    """The constants that an argument may be; the texts of a list are its constants."""
    lists = [it for it in found if isinstance(it, Instance) and it.key in (v.LIST, v.TUPLE)]
    if lists and len(lists) == len(found):
        return v.literals(union(*(inner for it in lists for inner in it.arguments)))
    return v.literals(found)


def _request_arguments(given: Given, node: ast.AST, texts: Sequence[str]) -> Iterator[Argument]:
    """The parts of a query and of a body that are written out, by their names on the wire."""
    line = getattr(node, "lineno", 0)
    for place in ("query", "json", "path_params"):
        for it in given.named(place):
            if isinstance(it, Record):
                for name, found in it.entries:
                    yield Argument(f"{place}.{name}", None, _constants(found), line)
    for text in texts:
        for pair in text.partition("?")[2].split("&"):
            name, _, content = pair.partition("=")
            if name:
                known = None if "{}" in content else (content,)
                yield Argument(f"query.{name}", None, known, line)


def _is_known(given: Given) -> bool:
    """Whether the query and the body of a request are written out."""
    parts = [*given.named("query"), *given.named("json")]
    return all(
        isinstance(it, Record) or (isinstance(it, Literal) and it.value is None) for it in parts
    ) and len({name for name, _, _ in given.keywords} & {"query", "json"}) <= len(parts)


def _merged(old: tuple[Argument, ...], new: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments of one call as it was met twice: with the constants of both."""
    merged = {(it.name, it.position): it for it in old}
    for it in new:
        earlier = merged.get((it.name, it.position))
        if earlier is not None and earlier.constants != it.constants:
            both = earlier.constants is not None and it.constants is not None
            known = dict.fromkeys((*(earlier.constants or ()), *(it.constants or ())))
            it = evolve(it, constants=tuple(known) if both else None)
        merged[it.name, it.position] = it
    return tuple(merged.values())


def _added(left: Values, right: Values) -> Values:
    """Two texts or two lists behind each other."""
    texts = [it.value for it in left if isinstance(it, Literal) and isinstance(it.value, str)]
    if texts and len(texts) == len(left):
        more = [it.value for it in right if isinstance(it, Literal) and isinstance(it.value, str)]
        ends = more if more and len(more) == len(right) else ["{}"]
        return frozenset(Literal(text + str(end)) for text in texts[:4] for end in ends[:4])
    if any(isinstance(it, Literal) for it in right) and not left:
        return frozenset(
            Literal("{}" + it.value)
            for it in right
            if isinstance(it, Literal) and isinstance(it.value, str)
        )
    lists = [it for it in left | right if isinstance(it, Instance) and it.key == v.LIST]
    return frozenset(lists)


def _text_method(owner: Value, name: str) -> Values:
    if isinstance(owner, Literal) and isinstance(owner.value, str):
        if name == "format":
            return frozenset({Literal(re.sub(r"\{[^{}]*\}", "{}", owner.value))})
        if name in ("upper", "lower", "strip", "title"):
            return frozenset({Literal(str(getattr(owner.value, name)()))})
    return NOTHING


def _rare(names: frozenset[str]) -> frozenset[str]:
    """Names of methods that few other objects have: those of several words."""
    last = {name.rpartition(".")[2] for name in names}
    return frozenset(name for name in last if "_" in name)

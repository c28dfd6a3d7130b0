"""Whether an expression is a number or a text, by annotations and by what Python's functions give.

What is not certain is not said: a name has a type when all that it is bound to has that.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from ..program import FunctionInfo, annotation_of
from ..scope import Scope
from ..types import DICTS, FIRST, LISTS, last_name
from ..values import Class, External, Function
from .bindings import Index, index_of, names_in
from .names import lookup, plain_type
from .state import Reading

_DEEPEST: Final = 12
#: What is bound more often than this is not looked at.
_MOST_BOUND: Final = 40
_INT: Final = ast.Name("int")
_STR: Final = ast.Name("str")
_CONVERTING: Final = {
    "int": _INT,
    "len": _INT,
    "ord": _INT,
    "hash": _INT,
    "str": _STR,
    "repr": _STR,
}
#: What gives the elements of its argument again, in a list or one by one.
_COPYING: Final = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
_CACHES: Final = frozenset({"cache", "lru_cache", "alru_cache"})
_VIEWS: Final = frozenset({"keys", "values", "items"})
#: What gives a number of two numbers that are whole.
_WHOLE: Final = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)
_FIRST: Final = FIRST | {"Optional"}

#: An annotation that says what an expression is; None where that is not certain.
Told = ast.expr | None


def type_of(reading: Reading, node: ast.expr | None, scope: Scope) -> str:
    """Whether an expression is an "int" or a "str" for certain; "" for anything else."""
    told = _Types(reading, scope).of(node) if node is not None else None
    return plain_type(_plain(told))


class _Types:
    """Reads the types of expressions in one place of a program."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self._reading = reading
        self._scope = scope
        self._depth = 0
        #: The names that are being looked at.
        self._pending: set[str] = set()

    def of(self, node: ast.expr) -> Told:
        """What an expression is."""
        self._depth += 1
        try:
            return self._of(node) if self._depth <= _DEEPEST else None
        finally:
            self._depth -= 1

    def _of(self, node: ast.expr) -> Told:
        match node:
            case ast.Constant(value=bool()):
                return None
            case ast.Constant(value=int()):
                return _INT
            case ast.Constant(value=str()) | ast.JoinedStr():
                return _STR
            case ast.Name(name):
                return self._of_name(name, node)
            case ast.Call():
                return self._of_call(node)
            case ast.Await(value=ast.Call() as call):
                return self._returned(call, is_awaited=True)
            case ast.Attribute(value=owner, attr=name):
                return self._of_attribute(owner, name)
            case ast.Subscript(value=base, slice=index) if not isinstance(index, ast.Slice):
                return _item(self.of(base), index)
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _WHOLE):
                told = _same((self.of(left), self.of(right)))
                return told if plain_type(told) == "int" else None
            case ast.IfExp(body=body, orelse=orelse):
                return _same((self.of(body), self.of(orelse)))
            case ast.NamedExpr(value=value):
                return self.of(value)
        return None

    def element_of(self, node: ast.expr) -> Told:
        """What a loop over an expression gives."""
        match node:
            case ast.Call(func=ast.Name(name), args=arguments) if not self._is_own(name):
                if name == "range":
                    return _INT
                inner = [self.element_of(it) for it in arguments]
                if name == "zip":
                    return _tuple(inner)
                if name == "enumerate" and inner:
                    return _tuple((_INT, inner[0]))
                if name in _COPYING and inner:
                    return inner[0]
            case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[]) if name in _VIEWS:
                parts = _parts(self.of(owner), DICTS)
                pair = (parts[0], parts[-1]) if parts else (None, None)
                return {"keys": pair[0], "values": pair[1], "items": _tuple(pair)}[name]
            case ast.ListComp(elt=inner) | ast.SetComp(elt=inner) | ast.GeneratorExp(elt=inner):
                return self.of(inner)
            case ast.List(elts=several) | ast.Tuple(elts=several) | ast.Set(elts=several):
                return _same(map(self.of, several))
        return _element(self.of(node))

    def _of_call(self, node: ast.Call) -> Told:
        match node.func:
            case ast.Name(name) if name in _CONVERTING and not self._is_own(name):
                return _CONVERTING[name]
            case ast.Name("next") if len(node.args) == 1 and not self._is_own("next"):
                return self.element_of(node.args[0])
        return self._returned(node, is_awaited=False)

    def _returned(self, node: ast.Call, *, is_awaited: bool) -> Told:
        """What a function of the program says that it returns."""
        if not isinstance(node.func, ast.Name):
            return None
        told: list[Told] = []
        for it in lookup(self._reading, node.func.id, self._scope):
            info = self._reading.program.functions.get(it.key) if isinstance(it, Function) else None
            if isinstance(it, Class):
                told.append(node.func)
                continue
            if info is None or isinstance(info.node, ast.Lambda):
                return None
            if not _CACHES.issuperset(info.decorators):  # it may give something else
                return None
            is_async = isinstance(info.node, ast.AsyncFunctionDef)
            told.append(info.node.returns if is_async == is_awaited else None)
        return _same(told)

    def _of_attribute(self, owner: ast.expr, name: str) -> Told:
        """A field of a class of the program, as it is annotated."""
        function = self._scope.function
        if isinstance(owner, ast.Name) and owner.id == "self" and function and function.owner:
            keys = {function.owner}
        else:
            told = self.of(owner)
            if not isinstance(told, ast.Name):
                return None
            found = lookup(self._reading, told.id, self._scope)
            keys = {it.key for it in found if isinstance(it, Class)}
        return _same(self._declared(key, name) for key in keys)

    def _declared(self, key: str, name: str) -> Told:
        """The annotation of a field or a property of a class of the program."""
        member = self._reading.program.member(key, name)
        if member is None or member[0].module.is_client:
            return None
        match member[1]:
            case ast.AnnAssign(annotation=annotation):
                return annotation
            case ast.FunctionDef(returns=told, decorator_list=[ast.Name("property"), *_]):
                return told
        return None

    def _is_own(self, name: str) -> bool:
        """Whether the program gives something of its own the name of a function of Python."""
        return lookup(self._reading, name, self._scope) != {External(f"builtins.{name}")}

    # Names.

    def _of_name(self, name: str, node: ast.Name) -> Told:
        is_in_class = self._scope.owner is not None and self._scope.function is None
        if name in self._scope.shared or is_in_class or name in self._pending:
            return None
        self._pending.add(name)
        try:
            return self._bound_to(name, node)
        finally:
            self._pending.discard(name)

    def _bound_to(self, name: str, node: ast.Name) -> Told:
        holders = self._holders()
        for inner in self._index(holders[0]).generators.get(node, ()):
            if name in names_in(inner.target):
                return self._in_target(inner.target, name, self.element_of(inner.iter))
        for holder in holders:
            if name in (binding := self._index(holder).binding):
                return self._of_all(binding[name], name)
        return None

    def _of_all(self, binding: list[ast.AST], name: str) -> Told:
        if len(binding) > _MOST_BOUND:
            return None
        return _same(told for node in binding for told in self._bound_by(node, name))

    def _index(self, holder: ast.AST) -> Index:
        known = self._reading.indexes
        if holder not in known:
            known[holder] = index_of(holder)
        return known[holder]

    def _holders(self) -> list[ast.AST]:
        """The function around, those around that, and the module."""
        holders: list[ast.AST] = []
        function: FunctionInfo | None = self._scope.function
        while function is not None:
            holders.append(function.node)
            function = function.outer
        return [*holders, self._scope.module.tree]

    def _bound_by(self, node: ast.AST, name: str) -> Iterator[Told]:
        """What a name is by each part of a node that binds it."""
        match node:
            case ast.arguments():
                yield annotation_of(name, node)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if name in names_in(target):
                        yield self._in_target(target, name, self.of(value))
            case ast.AnnAssign(target=ast.Name(id=bound), annotation=annotation) if bound == name:
                yield annotation
            case ast.For(target=target, iter=several) | ast.AsyncFor(target=target, iter=several):
                if name in names_in(target):
                    yield self._in_target(target, name, self.element_of(several))
            case (
                ast.AugAssign(target=ast.Name(id=bound), value=value)
                | ast.NamedExpr(target=ast.Name(id=bound), value=value)
            ) if bound == name:
                yield self.of(value)
            case _:
                yield None

    def _in_target(self, target: ast.expr, name: str, told: Told) -> Told:
        """What a name in a target is when this is assigned to it."""
        match target:
            case ast.Name():
                return told
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                if any(isinstance(it, ast.Starred) for it in parts):
                    return None
                for place, part in enumerate(parts):
                    if name in names_in(part):
                        inner = (
                            _item(told, ast.Constant(place)) if _of_tuple(told) else _element(told)
                        )
                        return self._in_target(part, name, inner)
        return None


# Annotations.


def _same(told: Iterable[Told]) -> Told:
    """What all of them say; None where they do not say the same."""
    first: Told = None
    for it in told:
        if it is None or (first is not None and ast.unparse(it) != ast.unparse(first)):
            return None
        first = first or it
    return first


def _tuple(parts: Iterable[Told]) -> Told:
    known: list[ast.expr] = [it or ast.Constant(None) for it in parts]
    return ast.Subscript(ast.Name("tuple"), ast.Tuple(known))


def _plain(told: Told) -> Told:
    """An annotation without `None`, `Annotated` and quotation marks."""
    match told:
        case ast.Constant(value=str(text)):
            try:
                return _plain(ast.parse(text.strip(), mode="eval").body)
            except (SyntaxError, ValueError):
                return None
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _plain(left)
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=right):
            return _plain(right)
        case ast.Subscript(value=outer, slice=inner) if last_name(outer) in _FIRST:
            return _plain(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
    return told


def _parts(told: Told, names: frozenset[str]) -> list[ast.expr]:
    """What a generic type of one of these names is made of; nothing for any other."""
    match _plain(told):
        case ast.Subscript(value=outer, slice=inner) if last_name(outer) in names:
            return inner.elts if isinstance(inner, ast.Tuple) else [inner]
    return []


def _element(told: Told) -> Told:
    """What is in a container, or what a loop over it gives."""
    several = _parts(told, LISTS | DICTS)
    return _plain(several[0]) if several else _same(map(_plain, _of_tuple(told)))


def _item(told: Told, index: ast.expr) -> Told:
    """What is behind an index or a key."""
    if several := _parts(told, LISTS):
        return _plain(several[0])
    if several := _parts(told, DICTS):
        return _plain(several[-1])
    parts = _of_tuple(told)
    match index:
        case ast.Constant(value=int(place)) if place < len(parts):
            return _plain(parts[place])
    return _same(map(_plain, parts))


def _of_tuple(told: Told) -> list[ast.expr]:
    parts = _parts(told, frozenset({"tuple", "Tuple"}))
    return [it for it in parts if not (isinstance(it, ast.Constant) and it.value is ...)]

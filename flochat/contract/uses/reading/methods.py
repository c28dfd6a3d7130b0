"""Methods of lists, dicts, texts and functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import evolve

from .. import values as v
from ..program import ModuleInfo
from ..scope import Scope
from ..values import (
    NOTHING,
    Class,
    Function,
    Instance,
    Json,
    Literal,
    Record,
    Value,
    Values,
    either,
    made_of,
    union,
)
from .arguments import Given
from .attributes import attribute_of
from .containers import awaited, element_of, elements_of, key_of, named_parts
from .filling import fill, fillings
from .findings import mark_compared, mark_operated
from .from_attributes import validate
from .ordering import put_in_order
from .state import Reading
from .tables import table_method

#: Methods that put their argument into a container, or what is in it.
ADDERS: Final = frozenset({"append", "add", "appendleft", "put", "put_nowait", "insert"})
EXTENDERS: Final = frozenset({"extend", "extendleft", "update"})
_WRITERS: Final = frozenset({"__init__", "set", "set_result"})
_COPIES: Final = frozenset({"copy", "union", "intersection", "difference", "symmetric_difference"})
_DICT_VALUE: Final = frozenset({"get", "pop", "setdefault"})
#: A field of `str.format` with attributes, and how it is to be formatted.
_FIELD: Final = re.compile(r"\{(\w+(?:\.\w+)+)(?:![rsa])?(:[^{}]+)?\}")
_NOWHERE: Final = Scope(ModuleInfo("", Path(), ast.Module([], []), False, False))


def call_method(
    reading: Reading, it: Function, given: Given, node: ast.AST | None, scope: Scope | None
) -> Values:
    """A method of a list, a dict, a text, a function or what is to be awaited."""
    kind, _, name = it.key.removeprefix("builtins:").partition(".")
    owner = it.owner
    if owner is None:
        return NOTHING
    if kind == "dict":
        return _dict_method(reading, owner, name, given, node, scope)
    if kind == "function":
        return _function_method(reading, owner, name, given, node, scope)
    if kind == "awaitable":
        for callback in given.first() if name == "add_done_callback" else ():
            reading.call(callback, Given(((None, frozenset({owner})),)), None, None)
        return awaited(frozenset({owner})) if name in ("result", "get", "wait") else NOTHING
    if kind == "column":
        mark_compared(reading, frozenset({owner}))
        return NOTHING
    if kind == "table":
        return table_method(reading, owner, name, given, node, scope)
    if kind == "class" and isinstance(owner, Class):
        return validate(reading, owner, given.named("obj", 0))
    if kind == "namedtuple" and isinstance(owner, Instance):
        return frozenset({owner}) if name == "_replace" else _fields_of(reading, owner)
    if kind == "str":
        return _text_method(reading, owner, name, given, node, scope)
    if kind in ("list", "tuple") and isinstance(owner, Instance):
        return _list_method(reading, owner, name, given, node, scope)
    return NOTHING


def _list_method(
    reading: Reading,
    owner: Instance,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    if name in ADDERS | EXTENDERS | _WRITERS:
        fill(reading, owner, added_by(reading, "append" if name == "set" else name, given))
        is_unknown = name in ADDERS and not all(found for _, found in given.positional)
        if is_unknown and any(isinstance(it, Literal) for it in element_of(reading, owner)):
            fill(reading, owner, made_of(v.LIST, frozenset({v.ANYTHING})))
    if name == "sort":
        put_in_order(reading, element_of(reading, owner), given, node, scope)
    if name in ("pop", "popleft", "get", "get_nowait", "first", "__next__", "__anext__"):
        return element_of(reading, owner)
    if name in _COPIES:
        more = union(*(elements_of(reading, found) for _, found in given.positional))
        return frozenset({owner}) | made_of(v.LIST, more)
    return NOTHING


def added_by(reading: Reading, method: str, given: Given) -> Values:
    """What a container is given by a method that adds to it."""
    if method in ADDERS:
        return made_of(v.LIST, union(*(it for _, it in given.positional)))
    added = given.first()
    dicts = frozenset(it for it in added if _is_dict(it))
    elements = elements_of(reading, added - dicts)
    pairs = (it for it in elements if isinstance(it, Instance) and it.key == v.TUPLE)
    named = frozenset({Record(tuple((name, found) for name, _, found in given.keywords))})
    return union(
        *(_content(reading, it) for it in dicts),
        *(made_of(v.DICT, *it.arguments) for it in pairs if len(it.arguments) == 2),
        named if given.keywords else NOTHING,
        made_of(v.LIST, elements),
    )


def _fields_of(reading: Reading, owner: Instance) -> Values:
    """A named tuple as a dict."""
    return made_of(v.DICT, NOTHING, union(*(named_parts(reading, owner) or ())))


def _content(reading: Reading, it: Value) -> Values:
    """What is in a dict, as a dict that nothing is put into any more."""
    if isinstance(it, Record):
        return frozenset({evolve(it, place="")}) | fillings(reading, it)
    values = key_of(reading, it, "[]", ast.Pass(), _NOWHERE, False)
    return made_of(v.DICT, element_of(reading, it), values)


def _is_dict(it: Value) -> bool:
    return isinstance(it, Record) or (isinstance(it, Instance) and it.key == v.DICT)


def _dict_method(
    reading: Reading,
    owner: Value,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    if name in _DICT_VALUE:
        if node is None or scope is None:
            return NOTHING
        return _dict_value(reading, owner, name, given, node, scope)
    if name in ("update", "__init__"):
        fill(reading, owner, added_by(reading, name, given))
    if name == "__setitem__":
        fill(reading, owner, made_of(v.DICT, given.first(), given.first(1)))
    inner = key_of(reading, owner, "[]", node or ast.Pass(), scope or _NOWHERE, False)
    if isinstance(owner, Json):
        return frozenset({owner}) if name == "copy" else NOTHING
    keys = element_of(reading, owner)
    match name:
        case "values":
            return made_of(v.LIST, inner)
        case "items":
            return made_of(v.LIST, made_of(v.TUPLE, keys, inner))
        case "keys":
            return made_of(v.LIST, keys)
        case "popitem":
            return made_of(v.TUPLE, keys, inner)
        case "copy":
            return frozenset({owner})
    return inner if name == "__getitem__" else NOTHING


def _dict_value(
    reading: Reading, owner: Value, name: str, given: Given, node: ast.AST, scope: Scope
) -> Values:
    """What is behind a key, or what is given in its stead."""
    texts = [it.value for it in given.first() if isinstance(it, Literal)]
    is_required = name == "pop" and len(given.positional) == 1
    if name == "setdefault":
        fill(reading, owner, made_of(v.DICT, given.first(), given.first(1)))
    mark_compared(reading, given.first())
    parts = [key_of(reading, owner, str(key), node, scope, is_required) for key in texts]
    found = union(*parts)
    if not found and not _has_all(owner, texts):
        found = key_of(reading, owner, "[]", node, scope, False)
    has_constants = any(isinstance(it, Literal) for it in found)
    if has_constants and len(given.positional) > 1:
        return either(found, given.first(1))
    kept = (it for it in given.first(1) if not isinstance(it, Literal))
    return found | frozenset(it for it in kept if not isinstance(it, Record) or it.place)


def _has_all(owner: Value, keys: Sequence[object]) -> bool:
    """Whether a dict is written out with these keys, whatever is behind them."""
    names = {name for name, _ in owner.entries} if isinstance(owner, Record) else set()
    return bool(keys) and names >= set(keys)


def _function_method(
    reading: Reading,
    owner: Value,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    """A task is called by a method of it: `send_welcome.delay(...)`."""
    if name in ("delay", "s", "si", "send", "enqueue", "defer", "submit", "map", "starmap"):
        result = reading.call(owner, given, node, scope)
        return made_of(v.AWAITABLE, awaited(result)) if name in ("delay", "enqueue") else result
    if name in ("apply_async", "apply"):
        arguments = given.named("args", 0)
        keywords = given.named("kwargs", 1)
        inner = [it for it in arguments if isinstance(it, Instance)]
        positional = tuple((None, found) for it in inner for found in it.arguments)
        records = [it for it in keywords if isinstance(it, Record)]
        named = tuple((key, None, found) for it in records for key, found in it.entries)
        result = reading.call(owner, Given(positional, named), node, scope)
        return made_of(v.AWAITABLE, awaited(result))
    return NOTHING


def _text_method(
    reading: Reading,
    owner: Value,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    if name == "join":
        # A text is put together of texts alone.
        mark_operated(reading, elements_of(reading, given.first()))
    if isinstance(owner, Literal) and isinstance(owner.value, str):
        if name == "format":
            if node is not None and scope is not None:
                _read_fields(reading, owner.value, given, node, scope)
            return frozenset({Literal(re.sub(r"\{[^{}]*\}", "{}", owner.value))})
        if name in ("upper", "lower", "strip", "title"):
            return frozenset({Literal(str(getattr(owner.value, name)()))})
    return NOTHING


def _read_fields(reading: Reading, text: str, given: Given, node: ast.AST, scope: Scope) -> None:
    """The attributes that a text names: `"{0.name} {person.gender}".format(...)`."""
    for match in _FIELD.finditer(text):
        first, *names = match[1].split(".")
        found = given.first(int(first)) if first.isdigit() else given.named(first)
        for name in names:
            found = union(*(attribute_of(reading, it, name, node, scope) for it in found))
        if match[2]:
            mark_operated(reading, found)

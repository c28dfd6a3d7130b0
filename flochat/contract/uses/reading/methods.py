"""Methods of lists, dicts, texts and functions."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

from .. import values as v
from ..program import ModuleInfo
from ..scope import Scope
from ..values import (
    NOTHING,
    Function,
    Instance,
    Json,
    Literal,
    Record,
    Value,
    Values,
    made_of,
    union,
)
from .arguments import Given
from .attributes import attribute_of
from .containers import awaited, element_of, elements_of, key_of
from .findings import mark_operated
from .state import Reading

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
        return awaited(frozenset({owner})) if name == "result" else NOTHING
    if kind == "str":
        return _text_method(reading, owner, name, given, node, scope)
    if kind in ("list", "tuple") and isinstance(owner, Instance):
        if name in ("pop", "popleft", "get", "get_nowait", "first", "__next__", "__anext__"):
            return element_of(reading, owner)
        if name == "copy":
            return frozenset({owner})
    return NOTHING


def _dict_method(
    reading: Reading,
    owner: Value,
    name: str,
    given: Given,
    node: ast.AST | None,
    scope: Scope | None,
) -> Values:
    if name in _DICT_VALUE:
        texts = [it.value for it in given.first() if isinstance(it, Literal)]
        is_required = name == "pop" and len(given.positional) == 1
        if node is None or scope is None:
            return NOTHING
        found = [key_of(reading, owner, str(key), node, scope, is_required) for key in texts]
        rest = frozenset(it for it in given.first(1) if not isinstance(it, Record | Literal))
        return union(*found, rest) or key_of(reading, owner, "[]", node, scope, False)
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
    return NOTHING


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
        return reading.call(owner, given, node, scope)
    if name in ("apply_async", "apply"):
        arguments = given.named("args", 0)
        keywords = given.named("kwargs", 1)
        inner = [it for it in arguments if isinstance(it, Instance)]
        positional = tuple((None, found) for it in inner for found in it.arguments)
        records = [it for it in keywords if isinstance(it, Record)]
        named = tuple((key, None, found) for it in records for key, found in it.entries)
        return reading.call(owner, Given(positional, named), node, scope)
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

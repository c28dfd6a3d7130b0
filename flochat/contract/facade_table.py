"""What the facade does with each operation, as `scripts/facade_table.py` derived it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parent / "facade_table.json"
#: Larger, and read only when something is told of an argument or an attribute.
NAMES: Final = Path(__file__).parent / "facade_names.json"


@cache
def methods_of(operation: str) -> tuple[str, ...]:
    """The public methods that call an operation: "GET /flow/tags" -> ("flow.tags.list",)."""
    return _methods().get(operation, ())


@cache
def read_of(operation: str) -> Set[str]:
    """The names on the wire that the models of these methods read of an answer."""
    return frozenset(_table()["reads"].get(operation, ()))


def arguments_of(operation: str, wire: str) -> tuple[str, ...]:
    """The arguments that fill a name on the wire: `flow.tags.create(name)`.

    `bulk.upsert(people.first_name)` is filled by what may be inside of an argument.
    """
    return tuple(_names()["arguments"].get(operation, {}).get(wire, ()))


def sent_by(operation: str, wire: str) -> tuple[str, ...]:
    """The methods that send a name on the wire whatever they are given."""
    return tuple(_names()["sent"].get(operation, {}).get(wire, ()))


def fills_of(method: str, operation: str) -> Mapping[str, Set[str]]:
    """The arguments of a method that fill the names of an operation: "name", "people.name"."""
    return _fills().get((method, operation), {})


def sends_of(method: str, operation: str) -> Set[str]:
    """The names on the wire that each call of a method sends to an operation."""
    names = _names()["sent"].get(operation, {})
    return {wire for wire, methods in names.items() if method in methods}


def forms_of(method: str) -> Mapping[str, Mapping[str, list[str]]]:
    """The forms of arguments that lead to an operation, where others lead to another one.

    `{"DELETE /flow/delete-tag-by-name": {"tag": ["name"]}, ...}`
    """
    forms: Mapping[str, Mapping[str, list[str]]] = _names()["forms"].get(method, {})
    return forms


def operations_of_job(method: str) -> tuple[str, ...]:
    """The operations of the job that a method makes; none for what makes operations itself."""
    return tuple(_names()["jobs"].get(method, ()))


def attributes_of(operation: str, path: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The attributes that a property of an answer is read into, each with what is there without it.

    `("Tag.name", "None")`, or `("Subscriber.tags", "empty")`.
    """
    found = _names()["attributes"].get(operation, {}).get(".".join(path), ())
    return tuple((name, missing) for name, _, missing in (one.partition(" ") for one in found))


def is_read_alike(attribute: str, old: str, new: str) -> bool:
    """Whether an attribute is the same when the service answers with another type."""
    return _is_read("alike", attribute, old, new)


def is_read_nevertheless(attribute: str, old: str, new: str) -> bool:
    """Whether an attribute has a value of another type, too, though perhaps another one."""
    return _is_read("taken", attribute, old, new)


def _is_read(how: str, attribute: str, old: str, new: str) -> bool:
    changes = _names()[how].items()
    return any(f"{old} {new}" in key.split(", ") and attribute in names for key, names in changes)


@cache
def _fills() -> Mapping[tuple[str, str], Mapping[str, Set[str]]]:
    fills: dict[tuple[str, str], dict[str, set[str]]] = {}
    for operation, names in _names()["arguments"].items():
        for wire, arguments in names.items():
            for method, _, name in (one.rstrip(")").partition("(") for one in arguments):
                fills.setdefault((method, operation), {}).setdefault(wire, set()).add(name)
    return fills


@cache
def _names() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(NAMES.read_bytes())
    return content


@cache
def _methods() -> Mapping[str, tuple[str, ...]]:
    methods: dict[str, list[str]] = {}
    for method, operations in _table()["calls"].items():
        for operation in operations:
            methods.setdefault(operation, []).append(method)
    return {operation: tuple(names) for operation, names in methods.items()}


@cache
def _table() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_bytes())
    return content

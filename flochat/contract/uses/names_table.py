"""Which attribute of the facade stands for which name on the wire.

For `scripts/facade_table.py`, which writes it down: to read it off the code takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..._wire.seam import wire_identity
from ..diff.source import At, Source
from ..facade import facade_methods
from .clients import FACADE, Clients, package_paths
from .program import Program
from .types import Annotations
from .wire import Wire

_DEEPEST: Final = 4


def attributes(document: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """The attributes that the properties of each answer of a document are read into.

    By operation and by the path of the property: `data.tags.name`.
    """
    program = Program([], package_paths(), [])
    annotations = Annotations(program)
    clients = Clients(program, annotations)
    program.open_client(FACADE)
    wire = Wire(program, clients, annotations)
    source = Source(document)
    found = {it: _of_answer(wire, it, source) for it in sorted(facade_methods())}
    return {operation: names for operation, names in found.items() if names}


def _of_answer(wire: Wire, operation: str, source: Source) -> dict[str, list[str]]:
    method, _, path = operation.partition(" ")
    roots = {one for one in wire.answers(operation) if one.startswith("flochat.")}
    attributes: dict[str, list[str]] = {}
    for names in sorted(set(_properties(source, method.lower(), path))):
        found = sorted(wire.attribute(roots, names))
        if found:
            attributes[".".join(names)] = [
                f"{key.partition(':')[2]}.{name} {wire.missing(key, name)}" for key, name in found
            ]
    return attributes


def _properties(source: Source, method: str, identity: str) -> Iterator[tuple[str, ...]]:
    """The paths of all properties in the good answers of an operation."""
    for path, item in source.root.get("paths", {}).members():
        if wire_identity("", path).strip() != identity or method not in item.node:
            continue
        for status, response in item.child(method).get("responses", {}).members():
            if status.startswith("2"):
                for _, media in source.follow(response).get("content", {}).members():
                    yield from _inside(source, media.get("schema", {}), (), ())


def _inside(
    source: Source, schema: At, path: tuple[str, ...], visited: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    schema = source.follow(schema)
    if len(path) >= _DEEPEST or schema.pointer in visited or not isinstance(schema.node, dict):
        return
    visited = (*visited, schema.pointer)
    for keyword in ("allOf", "oneOf", "anyOf"):
        for member in schema.get(keyword, []).elements():
            yield from _inside(source, member, path, visited)
    if isinstance(schema.node.get("items"), dict):
        yield from _inside(source, schema.child("items"), path, visited)
    for name, inner in schema.get("properties", {}).members():
        yield (*path, name)
        yield from _inside(source, inner, (*path, name), visited)

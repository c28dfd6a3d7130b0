"""Cuts a pair of documents to what both tools read otherwise."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from flochat.contract.diff.source import PROSE
from flochat.contract.structure import METHODS, objects
from tests.judge.changes import Document

Pair = tuple[Document, Document]
_Way = tuple[str | int, ...]

_CONTAINERS: Final = ("paths", "webhooks")
#: What holds parts by names, or in a list: less of it makes no other kind of document.
_NAMED: Final = (("properties",), ("responses",), ("parameters",), ("content",))
_MEMBERS: Final = ("allOf", "oneOf", "anyOf")


def by_operation(pair: Pair) -> Iterator[Pair]:
    """The pair with one operation in it, for each that is not the same with what it refers to."""
    for container in _CONTAINERS:
        paths = [side.get(container, {}) for side in pair]
        for path in sorted(paths[0].keys() | paths[1].keys()):
            for method in METHODS:
                old, new = (_with_one(side, container, path, method) for side in pair)
                if old != new:
                    yield old, new


def _with_one(document: Document, container: str, path: str, method: str) -> Document:
    item = document.get(container, {}).get(path, {})
    kept = {name: one for name, one in item.items() if name not in METHODS or name == method}
    paths = {path: kept} if method in item else {}
    others = {name: one for name, one in document.items() if name not in (*_CONTAINERS, "tags")}
    return with_components({**others, "paths": {}, container: paths})


def with_components(document: Document) -> Document:
    """A document with no other schemas than those that its operations refer to."""
    schemas = document.get("components", {}).get("schemas", {})
    names: set[str] = set()
    pending: list[Any] = [[document.get(container) for container in _CONTAINERS]]
    while pending:
        text = json.dumps(pending.pop())
        for name in schemas.keys() - names:
            if f'"#/components/schemas/{name}"' in text:
                names.add(name)
                pending.append(schemas[name])
    components = {**document.get("components", {}), "schemas": {n: schemas[n] for n in names}}
    return {**document, "components": components}


def cut(pair: Pair, is_kept: Callable[[Pair], bool]) -> Pair:
    """A pair of which the same is true, without what is not needed for that.

    Each try may start a process: so what is the same in both goes at once, where that will do.
    """
    bare = without_prose(pair[0]), without_prose(pair[1])
    pair = bare if is_kept(bare) else pair
    same = _same(pair)
    named = [way for way in same if way[-2:-1] in _NAMED]
    for ways in (same, named):
        smaller = pair
        for way in sorted(ways, key=_last_first):
            smaller = _smaller(smaller, way)
        if smaller != pair and is_kept(smaller):
            pair = smaller
            break
    for way in sorted(_ways(pair), key=lambda way: (-_size(pair, way), str(way))):
        smaller = _smaller(pair, way)
        if smaller not in (pair, (smaller[0], smaller[0])) and is_kept(smaller):
            pair = smaller
    return pair


def _smaller(pair: Pair, way: _Way) -> Pair:
    old, new = (_without(side, way) for side in pair)
    return with_components(old), with_components(new)


def _last_first(way: _Way) -> tuple[int, list[tuple[bool, int]]]:
    """An order in which no way leads elsewhere once another is gone: lists from their end."""
    return -len(way), [(isinstance(key, int), -key if isinstance(key, int) else 0) for key in way]


def _same(pair: Pair) -> set[_Way]:
    """What is the same in both, down to the components that it refers to."""
    schemas = [side.get("components", {}).get("schemas", {}) for side in pair]
    changed = {
        name
        for name in schemas[0].keys() | schemas[1].keys()
        if schemas[0].get(name) != schemas[1].get(name)
    }
    for _ in schemas[1]:
        changed |= {name for name, one in schemas[1].items() if _refers(one, changed)}
    return {
        way
        for way in _ways(pair)
        if (there := get(pair[0], way)) is not None
        and there == get(pair[1], way)
        and not _refers(there, changed)
        and not (way[:2] == ("components", "schemas") and way[-1] in changed)
    }


def _refers(node: Any, names: set[str]) -> bool:
    text = json.dumps(node)
    return any(f'"#/components/schemas/{name}"' in text for name in names)


def without_prose(document: Document) -> Document:
    """The document with schemas that say nothing to people."""
    document = copy.deepcopy(document)
    for kind, node in objects(document):
        for keyword in PROSE & node.keys() if kind == "schema" else ():
            del node[keyword]
    return document


def _ways(pair: Pair) -> set[_Way]:
    found: set[_Way] = set()
    for document in pair:
        for container in _CONTAINERS:
            for path in document.get(container, {}):
                found |= {(container, path, "parameters")} & _there(document, (container, path))
                for method in METHODS:
                    found |= _ways_of_operation(document, (container, path, method))
        for name in document.get("components", {}).get("schemas", {}):
            found |= _ways_of_schema(document, ("components", "schemas", name))
        found |= {("security",)} if "security" in document else set()
    return found


def _there(document: Document, way: _Way) -> set[_Way]:
    node = get(document, way)
    return {(*way, key) for key in node} if isinstance(node, dict) else set()


def _ways_of_operation(document: Document, way: _Way) -> set[_Way]:
    found = _there(document, way) - {(*way, "responses")}
    operation = get(document, way) or {}
    contents: list[_Way] = [(*way, "requestBody", "content")]
    for number, parameter in enumerate(operation.get("parameters", ())):
        found.add((*way, "parameters", number))
        if "schema" in parameter:
            found |= _ways_of_schema(document, (*way, "parameters", number, "schema"))
    for status in operation.get("responses", {}):
        found.add((*way, "responses", status))
        found |= _there(document, (*way, "responses", status))
        contents.append((*way, "responses", status, "content"))
    for content in contents:
        for name in get(document, content) or {}:
            found |= {(*content, name)}
            found |= _ways_of_schema(document, (*content, name, "schema"))
    return found


def _ways_of_schema(document: Document, way: _Way) -> set[_Way]:
    node = get(document, way)
    if not isinstance(node, dict):
        return set()
    found = {(*way, keyword) for keyword in node if keyword != "properties"}
    for name in node.get("properties", ()):
        found.add((*way, "properties", name))
        found |= _ways_of_schema(document, (*way, "properties", name))
    for keyword in _MEMBERS:
        for number in range(len(node.get(keyword, ()))):
            found |= {(*way, keyword, number)} if len(node[keyword]) > 1 else set()
            found |= _ways_of_schema(document, (*way, keyword, number))
    for keyword in ("items", "additionalProperties"):
        found |= _ways_of_schema(document, (*way, keyword))
    return found


def get(document: Any, way: _Way) -> Any:
    """What is there, None where nothing is."""
    for key in way:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _size(pair: Pair, way: _Way) -> int:
    return sum(len(json.dumps(get(side, way))) for side in pair)


def _without(document: Document, way: _Way) -> Document:
    if get(document, way) is None:
        return document
    document = copy.deepcopy(document)
    parent = get(document, way[:-1])
    del parent[way[-1]]
    if way[-2:-1] == ("properties",):
        owner = get(document, way[:-2])
        if way[-1] in owner.get("required", ()):
            owner["required"] = [name for name in owner["required"] if name != way[-1]]
    return document

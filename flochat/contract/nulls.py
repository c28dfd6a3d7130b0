"""Reads null where OpenAPI has an object or an array as if nothing stood there.

In YAML a key with nothing under it is null: whoever deletes all that was under `content:` leaves
one behind, and means what it says to no reader but a strict one.
"""

from __future__ import annotations

from typing import Any

from . import json_pointer
from .structure import STRUCTURE

Document = dict[str, Any]


def without_nulls(document: Document) -> tuple[Document, tuple[str, ...]]:
    """A copy without these nulls, and their JSON pointers; the document itself if it has none.

    A keyword with null is left out. A name in a map (of paths, properties, media types) is there:
    it gets an empty object.
    """
    pointers: list[str] = []
    cleaned = _cleaned(document, "document", (), pointers)
    return (cleaned, tuple(pointers)) if pointers else (document, ())


def _cleaned(node: Any, kind: str, where: tuple[str, ...], pointers: list[str]) -> Any:
    if kind.endswith("[]"):
        if not isinstance(node, list):
            return node
        inner = kind[:-2]
        return [_cleaned(one, inner, (*where, str(n)), pointers) for n, one in enumerate(node)]
    if not isinstance(node, dict):
        return node
    kinds = dict.fromkeys(node, kind[:-2]) if kind.endswith("{}") else STRUCTURE[kind]
    cleaned = dict(node)
    for key in kinds.keys() & node.keys():
        if node[key] is not None:
            cleaned[key] = _cleaned(node[key], kinds[key], (*where, key), pointers)
        elif not str(key).startswith("x-"):
            pointers.append(json_pointer.build(*where, key))
            if kind.endswith("{}"):
                cleaned[key] = [] if kinds[key].endswith("[]") else {}
            else:
                del cleaned[key]
    return cleaned

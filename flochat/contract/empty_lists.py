"""`[]` where an object has to stand: what PHP writes for an empty map. It is read as `{}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from . import json_pointer
from .structure import STRUCTURE

Document = dict[str, Any]

#: Keywords that hold objects without a table of their own in `STRUCTURE`.
_PLAIN_OBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "document": ("info", "externalDocs"),
    "info": ("contact", "license"),
    "tag": ("externalDocs",),
    "operation": ("externalDocs",),
    "schema": ("externalDocs", "discriminator", "xml"),
    "link": ("parameters",),
    "security scheme": ("flows",),
}
#: What has to have members: an empty one says nothing, and no reader accepts it.
_NEEDS_MEMBERS: Final = frozenset({"externalDocs", "license", "discriminator"})


def empty_lists(document: Document) -> list[str]:
    """The JSON pointers of all empty lists where an object has to stand."""
    return [json_pointer.build(*where, key) for _, key, where in _places(document, "document", ())]


def without_empty_lists(document: Document) -> Document:
    """The document with an empty object in the place of each of them. It is changed itself."""
    for holder, key, _ in list(_places(document, "document", ())):
        if key in _NEEDS_MEMBERS and isinstance(holder, dict):
            del holder[key]
        else:
            holder[key] = {}
    return document


def _places(
    node: Any, kind: str, where: tuple[str | int, ...]
) -> Iterator[tuple[Any, Any, tuple[str | int, ...]]]:
    """Where an empty list is: its container, its key there, and the keys of the container."""
    if kind.endswith("[]"):
        children: list[tuple[Any, Any]] = list(enumerate(node)) if isinstance(node, list) else []
        inner: dict[Any, str] = dict.fromkeys((key for key, _ in children), kind.removesuffix("[]"))
    elif not isinstance(node, dict):
        return
    elif kind.endswith("{}"):
        children = [(key, value) for key, value in node.items() if not str(key).startswith("x-")]
        inner = dict.fromkeys((key for key, _ in children), kind.removesuffix("{}"))
    else:
        inner = {key: held for key, held in STRUCTURE[kind].items() if key in node}
        children = [(key, node[key]) for key in inner]
        yield from _plain_places(node, kind, where)
    for key, child in children:
        # Most paths and schemas have none, which their text tells sooner than a look at each place.
        if len(where) in (1, 2) and "[]" not in repr(child):
            continue
        if child == [] and not inner[key].endswith("[]"):
            yield node, key, where
        else:
            yield from _places(child, inner[key], (*where, key))


def _plain_places(
    node: Document, kind: str, where: tuple[str | int, ...]
) -> Iterator[tuple[Any, Any, tuple[str | int, ...]]]:
    for key in _PLAIN_OBJECTS.get(kind, ()):
        if key not in STRUCTURE[kind] and node.get(key) == []:
            yield node, key, where
    if kind == "security scheme" and isinstance(flows := node.get("flows"), dict):
        for name, flow in flows.items():
            if flow == []:
                yield flows, name, (*where, "flows")
            elif isinstance(flow, dict) and flow.get("scopes") == []:
                yield flow, "scopes", (*where, "flows", name)
    told = node.get("discriminator") if kind == "schema" else None
    if isinstance(told, dict) and told.get("mapping") == []:
        yield told, "mapping", (*where, "discriminator")

"""Where an OpenAPI document has keywords, and where it has names that its authors chose.

A body may well have a property called `required`, `title` or `tags`. Code that walks a document has
to tell it from the keyword, and does so by this table of the OpenAPI objects (3.0 and 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from . import json_pointer

#: Where the parts of a document stand that are in other files, see `linked_files`.
FROM_FILES: Final = "x-flochat-from-files"
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# Object -> keyword -> the object that it holds; `[]` is an array of such objects, `{}` a map of
# names to them. A `set map` maps names to arrays without order. Keywords that are not listed hold
# values: examples, defaults, extensions.
STRUCTURE: Final[dict[str, dict[str, str]]] = {
    "document": {
        "info": "info",
        "servers": "server[]",
        "tags": "tag[]",
        "security": "set map[]",
        "paths": "path item{}",
        "webhooks": "path item{}",
        "components": "components",
        FROM_FILES: "components",
    },
    "info": {},
    "server": {"variables": "server variable{}"},
    "server variable": {},
    "tag": {},
    "set map": {},
    "components": {
        "schemas": "schema{}",
        "responses": "response{}",
        "parameters": "parameter{}",
        "examples": "example{}",
        "requestBodies": "request body{}",
        "headers": "parameter{}",
        "securitySchemes": "security scheme{}",
        "links": "link{}",
        "callbacks": "path item{}{}",
        "pathItems": "path item{}",
    },
    "path item": {
        "servers": "server[]",
        "parameters": "parameter[]",
        **dict.fromkeys(METHODS, "operation"),
    },
    "operation": {
        "parameters": "parameter[]",
        "requestBody": "request body",
        "responses": "response{}",
        "callbacks": "path item{}{}",
        "security": "set map[]",
        "servers": "server[]",
    },
    "parameter": {
        "schema": "schema",
        "content": "media type{}",
        "examples": "example{}",
    },
    "request body": {"content": "media type{}"},
    "response": {
        "headers": "parameter{}",
        "content": "media type{}",
        "links": "link{}",
    },
    "media type": {
        "schema": "schema",
        "examples": "example{}",
        "encoding": "encoding{}",
    },
    "encoding": {"headers": "parameter{}"},
    "example": {},
    "link": {"server": "server"},
    "security scheme": {},
    "schema": {
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "schema[]"),
        **dict.fromkeys(
            ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
            "schema{}",
        ),
        **dict.fromkeys(
            ("items", "additionalItems", "contains", "unevaluatedItems", "propertyNames"), "schema"
        ),
        **dict.fromkeys(("additionalProperties", "unevaluatedProperties"), "schema"),
        **dict.fromkeys(("not", "if", "then", "else"), "schema"),
        "dependentRequired": "set map",
    },
}

#: The keywords of each object in the order of the table.
_ORDER: Final = {
    kind: {keyword: number for number, keyword in enumerate(keywords)}
    for kind, keywords in STRUCTURE.items()
}


def objects(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every OpenAPI object of a document with its kind, a key of `STRUCTURE`; inner ones first."""
    return objects_in(document, "document")


def objects_in(node: Any, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every OpenAPI object in one of this kind, and that itself; inner ones first."""
    collected: list[tuple[str, dict[str, Any]]] = []
    _collect(node, kind, collected)
    return iter(collected)


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The object itself, or what its `$ref` leads to. Raises LookupError for a dangling `$ref`."""
    while isinstance(node, dict) and "$ref" in node:
        pointer = json_pointer.of_reference(node["$ref"])
        if pointer is None:
            raise LookupError(f"the $ref {node['$ref']!r} leads out of the document")
        node = json_pointer.resolve(document, pointer)
    return node


def _collect(node: Any, kind: str, collected: list[tuple[str, dict[str, Any]]]) -> None:
    inner = STRUCTURE.get(kind)
    if inner is None:  # an array or a map
        if kind.endswith("[]"):
            for element in node if isinstance(node, list) else ():
                _collect(element, kind[:-2], collected)
        elif isinstance(node, dict):
            for child in node.values():
                _collect(child, kind[:-2], collected)
    elif isinstance(node, dict):
        if not inner.keys().isdisjoint(node):
            keywords = [keyword for keyword in node if keyword in inner]
            if len(keywords) > 1:
                keywords.sort(key=_ORDER[kind].__getitem__)
            for keyword in keywords:
                _collect(node[keyword], inner[keyword], collected)
        collected.append((kind, node))

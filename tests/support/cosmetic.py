"""A document that says the same on the wire in other words."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from flochat.contract.normalise import UNORDERED
from flochat.contract.structure import objects

Document = dict[str, Any]


def cosmetic_changes(document: Document) -> Document:
    """A copy in which everything is changed that editors may change and callers must not notice.

    Every operationId, schema and placeholder is renamed, every operation moved to another tag,
    every schema retitled, all prose rewritten, and keys and arrays without order are reversed.
    """
    changed = copy.deepcopy(document)
    _rename_schemas(changed)
    _rename_placeholders(changed)
    for number, (kind, node) in enumerate(objects(changed)):
        if kind in _CHANGES:
            _CHANGES[kind](node, number)
        for keyword in UNORDERED.get(kind, ()):
            if isinstance(node.get(keyword), list):
                node[keyword].reverse()
    reversed_keys: Document = _keys_reversed(changed)
    return reversed_keys


def _edit_operation(operation: Document, number: int) -> None:
    operation["operationId"] = f"Renamed_{number}"
    operation["tags"] = [f"Moved {number % 7}"]
    operation["summary"] = f"Operation {number}"
    operation["description"] = f"In other words ({number})."


def _edit_schema(schema: Document, number: int) -> None:
    if "$ref" not in schema:
        schema["title"] = f"Retitled {number}"
        schema["description"] = f"Another line ({number})."


def _edit_prose(node: Document, number: int) -> None:
    if "$ref" not in node:
        node["description"] = f"Other prose ({number})."


def _edit_document(document: Document, number: int) -> None:
    document["tags"] = [{"name": f"Moved {n}", "description": f"({number})"} for n in range(7)]


_CHANGES: dict[str, Callable[[Document, int], None]] = {
    "document": _edit_document,
    "info": _edit_prose,
    "operation": _edit_operation,
    "parameter": _edit_prose,
    "response": _edit_prose,
    "schema": _edit_schema,
}


def _rename_schemas(document: Document) -> None:
    schemas = document["components"]["schemas"]
    names = {name: f"Thing{number}" for number, name in enumerate(schemas)}
    document["components"]["schemas"] = {names[name]: schemas[name] for name in schemas}
    prefix = "#/components/schemas/"
    for _, node in objects(document):
        if node.get("$ref", "").startswith(prefix):
            node["$ref"] = prefix + names[node["$ref"].removeprefix(prefix)]


def _rename_placeholders(document: Document) -> None:
    for item in document["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["name"] = _renamed(parameter["name"])
    document["paths"] = {
        re.sub(r"\{(.*?)\}", lambda found: f"{{{_renamed(found[1])}}}", path): item
        for path, item in document["paths"].items()
    }


def _renamed(placeholder: str) -> str:
    return f"{placeholder}Anew"


def _keys_reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _keys_reversed(value[key]) for key in reversed(value)}
    if isinstance(value, list):
        return [_keys_reversed(element) for element in value]
    return value

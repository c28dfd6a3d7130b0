"""Documents as the platform may serve them next: what the vendored one says, and more."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from flochat.contract.document import operations
from flochat.contract.structure import objects

Document = dict[str, Any]

#: An operation that the facade does not know.
NEW_OPERATION: Final = "GET /flow/newly-added-things"
_HTML: Final = "<p>Scope: <b>Manage Flow</b></p>\n\n e.g. <code>1786123679</code>"


def additive(document: Document) -> Document:
    """The commonest week: one operation more, and an optional field in an answer and a body."""
    grown = copy.deepcopy(document)
    grown["info"].pop("x-origin", None)  # what is pulled has none
    method, path = NEW_OPERATION.split(" ", 1)
    known = grown["paths"]["/flow/tags"]["get"]
    # Nobody has said in a line what it does.
    new = {key: known[key] for key in ("responses", "tags", "parameters")}
    grown["paths"][path] = {method.lower(): {**new, "operationId": "newlyAddedThings"}}
    body = grown["paths"]["/flow/create-tag"]["post"]["requestBody"]
    fields = body["content"]["application/json"]["schema"]
    if "$ref" in fields:
        fields = grown["components"]["schemas"][fields["$ref"].rsplit("/", 1)[1]]
    fields["properties"]["newly_added"] = {"type": "string"}
    tag = grown["components"]["schemas"]["Tag"]
    tag["properties"]["newly_added"] = {"type": "string", "nullable": True}
    return grown


def pulled(document: Document) -> Document:
    """The first pull from a real host: additive, and nothing in it is worded by us."""
    grown = additive(document)
    grown["info"] = {
        "title": "Chat Bot API",
        "version": "1.0.0",
        "description": _HTML,
        "contact": {"email": "support@example.com"},
    }
    grown["externalDocs"] = {"url": "https://example.com/docs"}
    for number, operation in enumerate(operations(grown).values()):
        if number % 3 == 0:
            operation.pop("description", None)
        else:
            operation["description"] = _HTML
        operation["summary"] = "Does it"
    for kind, node in objects(grown):
        if kind == "parameter" and "$ref" not in node:
            node.pop("description", None)
    language = {"in": "header", "name": "Accept-Language", "schema": {"type": "string"}}
    for name, operation in operations(grown).items():
        if name.startswith("GET "):
            operation["parameters"] = [*operation.get("parameters", []), language]
    for name, schema in grown["components"]["schemas"].items():
        schema["xml"] = {"name": name}
        schema["title"] = name
    return grown


#: What `make documents-check` runs the tests on, by name.
DOCUMENTS: Final[Mapping[str, Callable[[Document], Document]]] = MappingProxyType(
    {"additive": additive, "pulled": pulled}
)

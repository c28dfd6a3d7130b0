"""Random changes of whole documents: of schemas, parameters, answers, operations."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from flochat.contract.structure import METHODS, objects

Document = dict[str, Any]

_TYPES = ("string", "integer", "number", "boolean", "object", "array")
_BOUNDS = {
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
}


def changed(document: Document, chance: Random) -> Document:
    """A copy with one change; now and then it makes no difference."""
    document = copy.deepcopy(document)
    kinds: dict[str, list[Any]] = {}
    for kind, node in objects(document):
        if "$ref" not in node:
            kinds.setdefault(kind, []).append(node)
    draw = chance.random()
    if draw < 0.7 and kinds.get("schema"):
        _schema(chance.choice(kinds["schema"]), chance, document)
    elif draw < 0.78 and kinds.get("parameter"):
        _parameter(chance.choice(kinds["parameter"]), chance)
    elif draw < 0.86 and kinds.get("path item"):
        _path(chance.choice(kinds["path item"]), chance)
    else:
        _operation(chance.choice(kinds["operation"]), chance)
    return document


def _schema(node: Document, chance: Random, document: Document) -> None:
    draw = chance.random()
    properties = node.get("properties")
    if isinstance(properties, dict) and properties and draw < 0.5:
        _property(node, properties, chance)
    elif draw < 0.2 and node.get("enum"):
        node["enum"] = [*node["enum"], "new"] if draw < 0.1 else node["enum"][1:] or ["x"]
    elif draw < 0.26:
        _rare(node, chance)
    elif draw < 0.45:
        fitting = _BOUNDS.get(str(node.get("type")), ("minimum", "maxLength", "maxItems"))
        node[chance.choice(fitting)] = chance.randint(0, 20)
    elif draw < 0.6:
        node["type"] = chance.choice(_TYPES)
    elif draw < 0.7 and isinstance(node.get("type"), str):
        if str(document["openapi"]).startswith("3.1"):
            node["type"] = [node["type"], "null"]
        else:
            node["nullable"] = not node.get("nullable", False)
    elif draw < 0.85:
        _composition(node, chance)
    elif len(node) > 1:
        node.pop(chance.choice(sorted(node.keys() - {"type"}) or sorted(node)))


def _rare(node: Document, chance: Random) -> None:
    draw = chance.random()
    if draw < 0.3:
        node["format"] = chance.choice(("date", "date-time", "uuid", "int32", "int64"))
    elif draw < 0.5:
        node["additionalProperties"] = chance.choice((True, False, {"type": "integer"}))
    elif draw < 0.65:
        node["default"] = "a" if node.get("type") == "string" else 1
    elif draw < 0.8:
        node["uniqueItems"] = not node.get("uniqueItems", False)
    else:
        node["enum"] = ["a", "bb"] if node.get("type") == "string" else [1, 2]


def _composition(node: Document, chance: Random) -> None:
    keyword = next((k for k in ("oneOf", "anyOf", "allOf") if k in node), None)
    if keyword is None:
        inner = dict(node)
        node.clear()
        node[chance.choice(("allOf", "anyOf", "oneOf"))] = [inner]
    elif chance.random() < 0.5 and len(node[keyword]) > 1:
        node[keyword].pop(chance.randrange(len(node[keyword])))
    else:
        node[keyword].append({"type": chance.choice(_TYPES)})


def _property(node: Document, properties: Document, chance: Random) -> None:
    name = chance.choice(sorted(properties))
    required = list(node.get("required", []))
    draw = chance.random()
    if draw < 0.3:
        del properties[name]
        required = [one for one in required if one != name]
    elif draw < 0.5:
        properties["fresh"] = {"type": "string"}
        required += ["fresh"] if chance.random() < 0.4 else []
    elif draw < 0.8:
        required = (
            [one for one in required if one != name] if name in required else [*required, name]
        )
    elif isinstance(properties[name], dict) and "$ref" not in properties[name]:
        properties[name][chance.choice(("readOnly", "writeOnly", "deprecated"))] = True
    node["required"] = required
    if not required:
        del node["required"]


def _parameter(node: Document, chance: Random) -> None:
    if node.get("in") in ("query", "header"):
        node["required"] = not node.get("required", False)
    else:
        node.setdefault("schema", {})["type"] = chance.choice(_TYPES[:4])


def _path(node: Document, chance: Random) -> None:
    there = [method for method in METHODS if method in node]
    if len(there) > 1:
        del node[chance.choice(there)]
    elif there:
        free = chance.choice([one for one in ("patch", "put", "get") if one not in node])
        node[free] = {"responses": {"200": {"description": ""}}}


def _operation(node: Document, chance: Random) -> None:
    draw = chance.random()
    responses = node.get("responses", {})
    if draw < 0.25:
        node["tags"] = ["Other"]
    elif draw < 0.4:
        node["operationId"] = "other"
    elif draw < 0.55 and len(responses) > 1:
        del responses[chance.choice(sorted(responses))]
    elif draw < 0.65:
        responses[chance.choice(("202", "404"))] = {"description": ""}
    elif draw < 0.7:
        _frame(node, chance)
    elif draw < 0.8 and node.get("parameters"):
        node["parameters"] = node["parameters"][1:]
    elif draw < 0.9:
        fresh: Document = {"name": "fresh", "in": "query", "schema": {"type": "string"}}
        fresh |= {"required": True} if chance.random() < 0.5 else {}
        node["parameters"] = [*node.get("parameters", []), fresh]
    else:
        node["deprecated"] = not node.get("deprecated", False)


def _frame(node: Document, chance: Random) -> None:
    """What is around the bodies: security, media types, headers, whether there has to be a body."""
    bodies = [one for one in (node.get("requestBody"), *node["responses"].values()) if one]
    body = chance.choice(bodies) if bodies else {}
    draw = chance.random()
    if draw < 0.3:
        node["security"] = chance.choice(([], [{}], [{"other": []}]))
    elif draw < 0.5 and "requestBody" in node:
        node["requestBody"]["required"] = not node["requestBody"].get("required", False)
    elif draw < 0.7 and "description" in body and body is not node.get("requestBody"):
        header: Document = {"schema": {"type": "integer"}, "required": chance.random() < 0.5}
        body["headers"] = {"X-Count": header}
    elif content := body.get("content"):
        if draw < 0.85:
            content["application/xml"] = {"schema": {"type": "object"}}
        else:
            content["application/vnd.of+json"] = content.pop(next(iter(content)))

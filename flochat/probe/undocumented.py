"""What the host sends that the contract does not say, found by our own differ.

For each operation that answered, the contract's schema is widened until it allows what was seen.
Whatever the differ finds between the contract and that is what the contract does not say.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .contract_schemas import Schema, Schemas
from .shapes import KEY, OTHER, Shape

if TYPE_CHECKING:
    from ..contract.diff import Finding

#: What is deeper than this in a schema is left as it is: a schema can contain itself.
_MAX_DEPTH: Final = 26
_SCALARS: Final = ("string", "integer", "number", "boolean")
#: Words for people, which are not compared.
_PROSE: Final = frozenset({"title", "description", "example", "examples", "xml"})


def undocumented(schemas: Schemas, shapes: Mapping[str, Shape]) -> list[Finding]:
    """The findings of the differ, by operation; `shapes` are by wire identity."""
    from ..contract.diff import diff

    said, sent = _skeleton(schemas), _skeleton(schemas)
    for operation, shape in shapes.items():
        place = schemas.place(operation)
        if place is None or not shape.seen:
            continue
        declared = _inlined(schemas, schemas.answer(operation), 0)
        _put(said, place, declared)
        _put(sent, place, _widened(declared, shape))
    findings = diff(said, sent).findings
    return sorted(findings, key=lambda finding: (finding.operation or "", finding.location))


def _skeleton(schemas: Schemas) -> dict[str, Any]:
    """A document without operations."""
    document = schemas.document
    return {
        "openapi": document["openapi"],
        "info": {"title": "Answers", "version": "1"},
        "paths": {},
    }


def _put(document: dict[str, Any], place: tuple[str, str], schema: Schema) -> None:
    path, method = place
    content = {"application/json": {"schema": schema}} if schema else {}
    operation = {
        "operationId": f"{method} {path}",
        "responses": {"200": {"description": "", "content": content}},
    }
    document["paths"].setdefault(path, {})[method] = operation


def _inlined(schemas: Schemas, schema: Schema, depth: int) -> dict[str, Any]:
    """A copy with references followed and without words for people."""
    if depth > _MAX_DEPTH:
        return {}
    inlined = {key: value for key, value in schemas.resolve(schema).items() if key not in _PROSE}
    properties = inlined.get("properties")
    if isinstance(properties, dict):
        inlined["properties"] = {
            key: _inlined(schemas, value, depth + 1) for key, value in properties.items()
        }
    if isinstance(inlined.get("items"), dict):
        inlined["items"] = _inlined(schemas, inlined["items"], depth + 1)
    return inlined


def _widened(schema: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """A schema that allows what was seen as well as what it says."""
    types = set(shape.types)
    if not types:
        return schema
    if not schema:  # nothing was said at all
        return _of_shape(shape)
    schema = copy.copy(schema)
    if "null" in types:
        types.discard("null")
        schema["nullable"] = True
    declared = schema.get("type") or ("object" if "properties" in schema else None)
    if declared == "number":
        types.discard("integer")
    if declared == "integer" and "number" in types:
        schema["type"] = declared = "number"
        types -= {"number", "integer"}
    if declared == "object":
        _widen_object(schema, shape)
    elif declared == "array":
        _widen_array(schema, shape)
    elif OTHER in shape.values:
        schema["enum"] = [*schema["enum"], OTHER]
    others = types - {declared} if declared else set()
    if not others:
        return schema
    nullable = {"nullable": True} if schema.pop("nullable", False) else {}
    return {"anyOf": [schema, *(_of_type(one, shape) for one in sorted(others))], **nullable}


def _widen_object(schema: dict[str, Any], shape: Shape) -> None:
    declared: dict[str, Any] = dict(schema.get("properties") or {})
    objects = shape.types["object"]
    for key, inner in shape.properties.items():
        declared[key] = _widened(declared.get(key, {}), inner) or {}
    if shape.others and not schema.get("additionalProperties"):
        declared[KEY] = _of_shape(shape.others)
    if declared:
        schema["properties"] = declared
    if objects and not shape.is_cut:
        required = [
            key
            for key in schema.get("required", ())
            if key in shape.properties and shape.properties[key].seen >= objects
        ]
        schema.pop("required", None)
        if required:
            schema["required"] = required


def _widen_array(schema: dict[str, Any], shape: Shape) -> None:
    if shape.items:
        schema["items"] = _widened(schema.get("items") or {}, shape.items)


def _of_shape(shape: Shape) -> dict[str, Any]:
    """A schema of what was seen alone."""
    types = sorted(set(shape.types) - {"null"})
    if {"integer", "number"} <= set(types):
        types.remove("integer")
    nullable = {"nullable": True} if shape.types["null"] else {}
    if not types:
        return {"type": "string", **nullable}  # null alone: of what, nobody knows
    if len(types) == 1:
        return {**_of_type(types[0], shape), **nullable}
    return {"anyOf": [_of_type(one, shape) for one in types], **nullable}


def _of_type(name: str, shape: Shape) -> dict[str, Any]:
    if name in _SCALARS:
        return {"type": name}
    if name == "array":
        return {"type": name, "items": _of_shape(shape.items) if shape.items else {}}
    properties = {key: _of_shape(inner) for key, inner in sorted(shape.properties.items())}
    if shape.others:
        properties[KEY] = _of_shape(shape.others)
    return {"type": "object", **({"properties": properties} if properties else {})}

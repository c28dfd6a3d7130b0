"""A contract of three operations, for tests that generate a client of their own."""

from __future__ import annotations

from typing import Any


def small_contract() -> dict[str, Any]:
    """The contract, in its normal form but for the order of keys."""
    tag = {"$ref": "#/components/schemas/Tag"}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Small", "version": "1.0.0"},
        "paths": {
            "/tags": {
                "get": operation(
                    "tags",
                    json({"type": "array", "items": tag}),
                    parameters=[
                        {"in": "query", "name": "range", "schema": {"type": "string"}},
                        {"$ref": "#/components/parameters/kind"},
                    ],
                ),
                "post": operation("createTag", json(tag), requestBody=content(tag, required=True)),
            },
            "/lists/{listId}/tags/{tagId}": {
                "parameters": [
                    {
                        "in": "path",
                        "name": name,
                        "required": True,
                        "schema": {"type": "integer"},
                    }
                    for name in ("tagId", "listId")
                ],
                "put": operation("moveTag", {}, requestBody=content({"allOf": [tag, PLACE]})),
            },
        },
        "components": {
            "parameters": {
                "kind": {
                    "in": "query",
                    "name": "kind",
                    "required": True,
                    "schema": {"type": "string", "enum": ["new", "old"]},
                }
            },
            "schemas": {
                "Tag": {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "tag_ns": {"type": "string"}},
                    "required": ["name"],
                }
            },
        },
    }


PLACE = {
    "type": "object",
    "properties": {"place": {"type": "integer"}},
    "required": ["place"],
}


def operation(name: str, answer: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An operation of the tag Tags that answers 200."""
    responses = {"200": {"description": "OK", **answer}}
    return {"operationId": name, "tags": ["Tags"], "responses": responses, **more}


def json(schema: dict[str, Any]) -> dict[str, Any]:
    """The content of a JSON body."""
    return {"content": {"application/json": {"schema": schema}}}


def content(schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    """A JSON request body."""
    return {**json(schema), "required": required}

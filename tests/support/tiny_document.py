"""OpenAPI documents with one operation, for what is to be compared in it."""

from __future__ import annotations

import copy
from typing import Any

Document = dict[str, Any]

PATH = "/things/{id}"
OPERATION = f"POST {PATH}"


def document(operation: Document | None = None, **top: Any) -> Document:
    """A document with one operation, that says no more than it has to."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {PATH: {"post": {"responses": {}, **(operation or {})}}},
        **top,
    }


def sending(schema: Any, **top: Any) -> Document:
    """A document whose operation takes a body of this schema."""
    body = {"content": {"application/json": {"schema": schema}}}
    return document({"requestBody": body}, **top)


def answering(schema: Any, **top: Any) -> Document:
    """A document whose operation answers with a body of this schema."""
    return document({"responses": {"200": response(schema)}}, **top)


def response(schema: Any, media_type: str = "application/json", **more: Any) -> Document:
    """A response with a body of this schema."""
    return {"description": "OK", "content": {media_type: {"schema": schema}}, **more}


def taking(schema: Any = None, **more: Any) -> Document:
    """A document whose operation takes one parameter, in the query unless `more` says otherwise."""
    parameter = {"name": "filter", "in": "query", "schema": schema or {"type": "string"}, **more}
    return document({"parameters": [parameter]})


def holding(schema: Any) -> Document:
    """The schema of an object with one property."""
    return {"type": "object", "properties": {"p": schema}}


def both_ways(schema: Any, components: dict[str, Any], *, is_31: bool) -> Document:
    """A document whose operation takes a body of this schema, and answers with one."""
    content = {"application/json": {"schema": schema}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "", "content": copy.deepcopy(content)}},
    }
    return {
        "openapi": "3.1.0" if is_31 else "3.0.3",
        "info": {"title": "Values", "version": "1"},
        "paths": {"/values": {"post": operation}},
        "components": {"schemas": copy.deepcopy(components)},
    }

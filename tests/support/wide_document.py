"""A document of the shape that many gateways have, and with what our own contract does not use."""

from __future__ import annotations

from typing import Any, Final

from tests.support.small_contract import content, operation
from tests.support.small_contract import json as json_body

Document = dict[str, Any]

TOKEN: Final = "X-API-TOKEN"
TRACE: Final = "X-Trace-Id"
_TEXT: Final[Document] = {"type": "string"}
_LIST: Final[Document] = {"type": "array", "items": _TEXT}
_NAMED: Final[Document] = {
    "type": "object",
    "properties": {"name": _TEXT, "size": {"type": "integer"}},
    "required": ["name"],
}
_TAGGED: Final[Document] = {
    "type": "object",
    "properties": {"name": _TEXT, "tag": _TEXT},
    "required": ["name", "tag"],
}


def wide_document(count: int = 300) -> Document:
    """A document of so many operations, each of which requires a token in a header.

    A trace id is optional in each. The last ones take what is rare: cookies, joined lists, vendor
    JSON, alternatives, forms with files.
    """
    paths: Document = {}
    rare = _rare()
    for number in range((count - len(rare)) // 3):
        paths[f"/area{number % 10}/things{number}"] = {
            "parameters": _parameters(),
            "get": operation(f"list{number}", json_body({"type": "array", "items": _NAMED})),
            "post": operation(f"create{number}", json_body(_NAMED), requestBody=content(_NAMED)),
            "put": operation(f"change{number}", json_body(_NAMED)),
        }
    paths |= {path: {"parameters": _parameters(), **item} for path, item in rare.items()}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Gateway", "version": "1.0"},
        "servers": [{"url": "https://shop.example/api"}],
        "paths": paths,
    }


def _parameters() -> list[Document]:
    return [
        {"in": "header", "name": TOKEN, "required": True, "schema": _TEXT},
        {"in": "header", "name": TRACE, "schema": _TEXT},
    ]


def _rare() -> dict[str, Document]:
    commas = {"in": "query", "name": "commas", "explode": False, "schema": _LIST}
    pipes = {
        "in": "query",
        "name": "pipes",
        "style": "pipeDelimited",
        "explode": False,
        "schema": _LIST,
    }
    each = {"in": "query", "name": "each", "schema": _LIST}
    session = {"in": "cookie", "name": "sid", "required": True, "schema": _TEXT}
    either = {"oneOf": [_NAMED, _TAGGED]}
    file = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    answer = json_body(_NAMED)
    return {
        "/rare/lists": {"get": operation("lists", answer, parameters=[commas, pipes, each])},
        "/rare/session": {"get": operation("session", answer, parameters=[session])},
        "/rare/vendor": {"post": operation("vendor", answer, requestBody=_body(
            "application/vnd.api+json", _NAMED))},
        "/rare/charset": {"post": operation("charset", answer, requestBody=_body(
            "application/json; charset=utf-8", _NAMED))},
        "/rare/either": {"post": operation("either", answer, requestBody=content(either))},
        "/rare/file": {"post": operation("upload", answer, requestBody=_body(
            "multipart/form-data", file))},
    }  # fmt: skip


def _body(media_type: str, schema: Document) -> Document:
    return {"required": True, "content": {media_type: {"schema": schema}}}

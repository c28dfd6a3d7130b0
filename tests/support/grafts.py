"""Features of OpenAPI that our own contract does not use, to be put into a document one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.support.small_contract import json as json_body
from tests.support.small_contract import operation

Document = dict[str, Any]
Graft = Callable[[Document], None]

_TEXT: Final[Document] = {"type": "string"}
_NAMED: Final[Document] = {"type": "object", "properties": {"a": _TEXT}, "required": ["a"]}
_OTHER: Final[Document] = {
    "type": "object",
    "properties": {"a": _TEXT, "b": {"type": "integer"}},
    "required": ["a", "b"],
}


def _components(document: Document, kind: str) -> Document:
    held: Document = document.setdefault("components", {}).setdefault(kind, {})
    return held


def _with_parameter(**parameter: Any) -> Graft:
    def graft(document: Document) -> None:
        get = document["paths"]["/tags"]["get"]
        get.setdefault("parameters", []).append({"schema": _TEXT, **parameter})

    return graft


def _with_operation(name: str, method: str = "post", **more: Any) -> Graft:
    def graft(document: Document) -> None:
        made = {**operation(name, json_body(_NAMED)), **more}
        document["paths"][f"/grafted/{name}"] = {method: made}

    return graft


def _with_body(name: str, schema: Document, media_type: str = "application/json") -> Graft:
    return _with_operation(name, requestBody={"content": {media_type: {"schema": schema}}})


def _with_answers(name: str, answers: Document) -> Graft:
    return _with_operation(name, "get", responses=answers)


def _parameter_behind_references(document: Document) -> None:
    parameters = _components(document, "parameters")
    parameters["Far"] = {"$ref": "#/components/parameters/Near"}
    parameters["Near"] = {"in": "query", "name": "near", "required": True, "schema": _TEXT}
    _with_parameter_node(document, {"$ref": "#/components/parameters/Far"})


def _parameter_in_an_odd_place(document: Document) -> None:
    document["x-parts"] = {"a/b c~d": {"in": "query", "name": "odd", "schema": _TEXT}}
    _with_parameter_node(document, {"$ref": "#/x-parts/a~1b%20c~0d", "description": "Odd."})


def _with_parameter_node(document: Document, node: Document) -> None:
    document["paths"]["/tags"]["get"].setdefault("parameters", []).append(node)


def _parameters_of_a_path(document: Document) -> None:
    document["paths"]["/tags"]["parameters"] = [
        {"in": "header", "name": "X-Path", "required": True, "schema": _TEXT},
        {"in": "query", "name": "range", "required": True, "schema": _TEXT},
    ]


def _path_item_behind_a_reference(document: Document) -> None:
    items = _components(document, "pathItems")
    items["Far"] = {"get": operation("far", json_body(_NAMED))}
    document["paths"]["/grafted/far/{id}"] = {
        "$ref": "#/components/pathItems/Far",
        "parameters": [{"in": "path", "name": "id", "required": True, "schema": _TEXT}],
    }


def _body_behind_a_reference(document: Document) -> None:
    _components(document, "requestBodies")["Named"] = json_body(_NAMED)
    body = {"$ref": "#/components/requestBodies/Named"}
    _with_operation("namedBody", requestBody=body)(document)


def _answer_behind_a_reference(document: Document) -> None:
    _components(document, "responses")["Refused"] = {"description": "No.", **json_body(_NAMED)}
    answers = document["paths"]["/tags"]["get"]["responses"]
    answers["422"] = {"$ref": "#/components/responses/Refused"}


def _webhooks(document: Document) -> None:
    document["openapi"] = "3.1.0"
    document["webhooks"] = {"new": {"post": operation("hooked", {})}}


def _callbacks(document: Document) -> None:
    callback = {"{$request.body#/url}": {"post": operation("called", {})}}
    document["paths"]["/tags"]["post"]["callbacks"] = {"done": callback}


def _links(document: Document) -> None:
    answer = document["paths"]["/tags"]["get"]["responses"]["200"]
    answer["links"] = {"next": {"operationId": "tags", "parameters": {"kind": "new"}}}


def _servers(document: Document) -> None:
    document["paths"]["/tags"]["get"]["servers"] = [{"url": "https://elsewhere.example"}]


def _several_media_types(document: Document) -> None:
    content = document["paths"]["/tags"]["post"]["requestBody"]["content"]
    content["application/xml"] = {"schema": _TEXT}
    content["multipart/form-data"] = {"schema": _NAMED}


def _recursive(document: Document) -> None:
    node = {"$ref": "#/components/schemas/Node"}
    schemas = _components(document, "schemas")
    schemas["Node"] = {"type": "object", "properties": {"name": _TEXT, "next": node}}
    _with_body("recursive", node)(document)


def _reference_with_siblings(document: Document) -> None:
    tag = {"$ref": "#/components/schemas/Tag", "description": "A tag.", "nullable": True}
    _with_answers("sibling", {"200": {"description": "OK", **json_body(tag)}})(document)


def _callback_behind_a_reference(document: Document) -> None:
    _components(document, "callbacks")["Done"] = {"{$request.query.url}": {"post": {}}}
    callback = {"$ref": "#/components/callbacks/Done"}
    document["paths"]["/tags"]["post"]["callbacks"] = {"far": callback}


GRAFTS: Final[dict[str, Graft]] = {
    "optional header": _with_parameter(**{"in": "header", "name": "Accept-Language"}),
    "required header": _with_parameter(**{"in": "header", "name": "X-Token", "required": True}),
    "number in a header": _with_parameter(
        **{"in": "header", "name": "X-Tries", "schema": {"type": "integer"}}
    ),
    "nullable header": _with_parameter(
        **{"in": "header", "name": "X-Nullable", "schema": {"type": "string", "nullable": True}}
    ),
    "header of 3.1": _with_parameter(
        **{"in": "header", "name": "X-Null", "schema": {"type": ["string", "null"]}}
    ),
    "date in a header": _with_parameter(
        **{"in": "header", "name": "If-Since", "schema": {"type": "string", "format": "date-time"}}
    ),
    "composed header": _with_parameter(
        **{"in": "header", "name": "X-Composed", "required": True, "schema": {"allOf": [_TEXT]}}
    ),
    "header without a schema": _with_parameter(
        **{"in": "header", "name": "X-Any", "required": True, "schema": {}}
    ),
    "query without a schema": _with_parameter(**{"in": "query", "name": "any", "schema": {}}),
    "callback behind a reference": _callback_behind_a_reference,
    "ignored header": _with_parameter(**{"in": "header", "name": "Authorization"}),
    "cookie": _with_parameter(**{"in": "cookie", "name": "sid", "required": True}),
    "deepObject": _with_parameter(
        **{"in": "query", "name": "deep", "style": "deepObject", "schema": _NAMED}
    ),
    "content": _with_parameter(
        **{"in": "query", "name": "packed", "content": {"application/json": {"schema": _NAMED}}}
    ),
    "joined list": _with_parameter(
        **{
            "in": "query",
            "name": "joined",
            "explode": False,
            "schema": {"type": "array", "items": _TEXT},
        }
    ),
    "brackets": _with_parameter(
        **{"in": "query", "name": "ids[]", "schema": {"type": "array", "items": _TEXT}}
    ),
    "a word of Python": _with_parameter(**{"in": "query", "name": "class"}),
    "the same name in two places": _with_parameter(**{"in": "header", "name": "range"}),
    "parameter behind references": _parameter_behind_references,
    "parameter in an odd place": _parameter_in_an_odd_place,
    "parameters of a path": _parameters_of_a_path,
    "path item behind a reference": _path_item_behind_a_reference,
    "body behind a reference": _body_behind_a_reference,
    "answer behind a reference": _answer_behind_a_reference,
    "webhooks": _webhooks,
    "callbacks": _callbacks,
    "links": _links,
    "servers": _servers,
    "several media types": _several_media_types,
    "recursive": _recursive,
    "reference with siblings": _reference_with_siblings,
    "allOf": _with_body("allOf", {"allOf": [_NAMED, {"$ref": "#/components/schemas/Tag"}]}),
    "allOf that requires": _with_body("allOfRequires", {"allOf": [_OTHER, {"required": ["b"]}]}),
    "oneOf": _with_body("oneOf", {"oneOf": [_NAMED, _OTHER]}),
    "anyOf": _with_body("anyOf", {"anyOf": [_NAMED, {"type": "object", "properties": {}}]}),
    "vendor JSON": _with_body("vendor", _NAMED, "application/vnd.api+json"),
    "charset": _with_body("charset", _NAMED, "application/json; charset=utf-8"),
    "multipart": _with_body("multipart", _NAMED, "multipart/form-data"),
    "form": _with_body("form", _NAMED, "application/x-www-form-urlencoded"),
    "list as a body": _with_body("listBody", {"type": "array", "items": _NAMED}),
    "default answer": _with_answers(
        "defaultAnswer", {"default": {"description": "Any.", **json_body(_NAMED)}}
    ),
    "range of answers": _with_answers(
        "rangeAnswer", {"2XX": {"description": "OK", **json_body(_NAMED)}}
    ),
    "answer of any kind": _with_answers(
        "anyKind", {"200": {"description": "", "content": {"*/*": {"schema": _NAMED}}}}
    ),
    "file as an answer": _with_answers(
        "fileAnswer", {"200": {"description": "", "content": {"application/pdf": {}}}}
    ),
    "XML as an answer": _with_answers(
        "xmlAnswer", {"200": {"description": "", "content": {"application/xml": {"schema": _TEXT}}}}
    ),
    "no content": _with_answers("noContent", {"204": {"description": "Done."}}),
    "vendor answer": _with_answers(
        "vendorAnswer",
        {"200": {"description": "", "content": {"application/hal+json": {"schema": _NAMED}}}},
    ),
    "no operationId": lambda document: document["paths"].update(
        {"/grafted/unnamed/{a}/{b-c}": {
            "get": {
                "parameters": [
                    {"in": "path", "name": name, "required": True, "schema": _TEXT}
                    for name in ("b-c", "a")
                ],
                "responses": {"200": {"description": "OK"}},
            }
        }}
    ),
    "head": _with_operation("headed", "head", responses={"200": {"description": "OK"}}),
}  # fmt: skip

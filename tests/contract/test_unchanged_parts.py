"""What an operation refers to or inherits counts for it, though it says the same itself."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Final

import pytest

from flochat.contract.diff import diff
from tests.support.tiny_document import PATH, Document

BASE: Final[Document] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        PATH: {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "post": {
                "requestBody": {"$ref": "#/components/requestBodies/Thing"},
                "responses": {"200": {"$ref": "#/components/responses/Thing"}},
                "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}},
            },
        },
        "/other": {
            "get": {
                "parameters": [{"$ref": "#/x-shared/limit"}],
                "responses": {"200": {"description": "", "headers": {}}},
            }
        },
    },
    "x-shared": {"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}},
    "components": {
        "parameters": {
            "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        },
        "requestBodies": {
            "Thing": {
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
            }
        },
        "responses": {
            "Thing": {
                "description": "",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
            }
        },
        "callbacks": {
            "Done": {
                "{$url}": {
                    "post": {
                        "requestBody": {"$ref": "#/components/requestBodies/Thing"},
                        "responses": {},
                    }
                }
            }
        },
        "schemas": {
            "Thing": {"type": "object", "properties": {"part": {"$ref": "#/components/schemas/P"}}},
            "P": {"type": "object", "properties": {"flag": {"enum": [1]}, "thing": {}}},
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "key"}},
    },
}


def changed(document: Document, *path: Any, to: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = to


def _security(document: Document) -> None:
    changed(document, "security", to=[{"key": [], "other": []}])


def _parameter(document: Document) -> None:
    changed(document, "components", "parameters", "Id", "schema", "type", to="boolean")


def _deep(document: Document) -> None:
    changed(document, "components", "schemas", "P", "properties", "flag", to={"enum": ["a"]})


def _true_for_one(document: Document) -> None:
    changed(document, "components", "schemas", "P", "properties", "flag", to={"enum": [True]})


def _elsewhere(document: Document) -> None:
    changed(document, "x-shared", "limit", "schema", "type", to="boolean")


CHANGES: Final[dict[str, tuple[Callable[[Document], None], str]]] = {
    "security that is inherited": (_security, "POST /things/{id}"),
    "a parameter of the path": (_parameter, "POST /things/{id}"),
    "a schema behind two others": (_deep, "POST /things/{id}"),
    "true for 1": (_true_for_one, "POST /things/{id}"),
    "a parameter that is no component": (_elsewhere, "GET /other"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_elsewhere_is_told_of_the_operation(kind: str) -> None:
    change, operation = CHANGES[kind]
    new = copy.deepcopy(BASE)
    change(new)
    assert any(one.operation == operation for one in diff(BASE, new).findings)
    assert not diff(new, copy.deepcopy(new)).findings


def test_another_order_of_keys_is_no_finding() -> None:
    new = {key: BASE[key] for key in reversed(BASE)}
    new["components"] = {key: BASE["components"][key] for key in reversed(BASE["components"])}
    new["paths"] = {key: BASE["paths"][key] for key in reversed(BASE["paths"])}
    assert diff(BASE, new).is_empty

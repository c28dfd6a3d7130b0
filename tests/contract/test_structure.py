from __future__ import annotations

from typing import Any

import pytest

from flochat.contract.structure import objects, resolve


def test_names_are_told_from_keywords_and_values_from_both() -> None:
    body = {
        "properties": {"properties": {"title": "name"}, "items": {"title": "name"}},
        "items": {"title": "keyword"},
        "default": {"items": {"title": "value"}},
        "example": {"properties": {"a": {"title": "value"}}},
        "additionalProperties": False,
    }
    document = {"components": {"schemas": {"schemas": body}}, "x-schemas": {"a": {"title": "x"}}}
    found = [node.get("title") for kind, node in objects(document) if kind == "schema"]
    assert found == ["name", "name", "keyword", None]


def test_every_kind_of_object_is_found_inner_ones_first() -> None:
    answer = {"headers": {"a": {"schema": {}}}, "content": {"text/plain": {"examples": {"b": {}}}}}
    callbacks: dict[str, Any] = {"done": {"{$request.body#/url}": {"post": {}}}}
    operation = {"security": [{"key": []}], "responses": {"200": answer}, "callbacks": callbacks}
    document = {"servers": [{}], "tags": [{}], "paths": {"/a": {"get": operation}}}
    assert [kind for kind, _ in objects(document)] == [
        "server",
        "tag",
        "schema",
        "parameter",
        "example",
        "media type",
        "response",
        "operation",
        "path item",
        "set map",
        "operation",
        "path item",
        "document",
    ]


@pytest.mark.parametrize("odd", [None, 1, "text", ["text"], {"a": "text"}, [{"a": 1}]])
def test_what_has_another_shape_is_passed_over(odd: Any) -> None:
    assert [kind for kind, _ in objects({"paths": odd, "tags": odd})][-1] == "document"


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/A~1B",
        "#/components/schemas/A%7E1B",
        "#/components/schemas/Alias",
        "#/paths/~1a%20b/parameters/1",
    ],
)
def test_references_lead_to_what_they_name(reference: str) -> None:
    document = {
        "components": {
            "schemas": {"A/B": {"type": "string"}, "Alias": {"$ref": "#/components/schemas/A~1B"}}
        },
        "paths": {"/a b": {"parameters": [{}, {"type": "string"}]}},
    }
    assert resolve(document, {"$ref": reference}) == {"type": "string"}

import copy
from collections.abc import Callable
from typing import Any

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import Change, Changes, diff

Document = dict[str, Any]

TAGS: Document = {
    "openapi": "3.0.0",
    "info": {"title": "Flochat API", "version": "1"},
    "servers": [{"url": "https://app.flochat.ai/api"}],
    "tags": [{"name": "Flow Tag"}],
    "paths": {
        "/flow/tags/{id}": {
            "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}],
            "get": {
                "operationId": "flowTags",
                "description": "Lists tags.",
                "tags": ["Flow Tag"],
                "parameters": [{"name": "page", "in": "query", "description": "from 1"}],
                "responses": {"200": {"description": "OK"}},
            },
            "post": {
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
                },
                "responses": {"200": {"description": "OK"}},
            },
        }
    },
    "components": {
        "schemas": {
            "A": {"type": "array", "items": {"$ref": "#/components/schemas/B"}},
            "B": {"type": "object", "properties": {"title": {"type": "string", "title": "t"}}},
        },
        "securitySchemes": {"API KEY": {"type": "http", "scheme": "bearer"}},
    },
}
GET, POST = "GET /flow/tags/{}", "POST /flow/tags/{}"


def changed(*changes: tuple[str, tuple[str, ...]]) -> Changes:
    return Changes((), (), tuple(Change(subject, parts) for subject, parts in changes), 0)


def in_operation(method: str, **keys: object) -> Callable[[Document], object]:
    return lambda document: document["paths"]["/flow/tags/{id}"][method].update(keys)


def rename_placeholder(document: Document) -> None:
    document["paths"]["/flow/tags/{tagId}"] = document["paths"].pop("/flow/tags/{id}")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(in_operation("get", operationId="b"), changed((GET, ("operationId",)))),
        pytest.param(in_operation("get", tags=["Broadcast"]), changed((GET, ("tags",)))),
        pytest.param(in_operation("get", deprecated=True), changed((GET, ("deprecated",)))),
        pytest.param(in_operation("get", parameters=[]), changed((GET, ("parameters",)))),
        pytest.param(in_operation("post", requestBody={}), changed((POST, ("body",)))),
        pytest.param(in_operation("post", responses={}), changed((POST, ("responses",)))),
        pytest.param(rename_placeholder, changed((GET, ("path",)), (POST, ("path",)))),
        pytest.param(
            lambda document: document["paths"]["/flow/tags/{id}"].pop("parameters"),
            changed((GET, ("parameters",)), (POST, ("parameters",))),
            id="parameters of the path",
        ),
        pytest.param(
            lambda document: document["components"]["schemas"]["B"].update(required=["title"]),
            changed((POST, ("body",)), ("schema B", ("definition",))),
            id="schema that an operation refers to at one remove",
        ),
        pytest.param(
            lambda document: document["components"]["schemas"]["B"]["properties"].pop("title"),
            changed((POST, ("body",)), ("schema B", ("definition",))),
            id="property that is called like a keyword of prose",
        ),
        pytest.param(
            lambda document: document.update(servers=[]),
            changed(("document", ("servers",))),
            id="servers",
        ),
        pytest.param(
            lambda document: document["components"]["securitySchemes"].clear(),
            changed(("document", ("securitySchemes",))),
            id="security schemes",
        ),
        pytest.param(
            lambda document: document["components"]["schemas"].update(C={}),
            Changes(("schema C",), (), (), 0),
            id="schema that comes",
        ),
        pytest.param(
            lambda document: document["paths"].update({"/me": {"get": {}, "put": {}}}),
            Changes(("GET /me", "PUT /me"), (), (), 0),
            id="operations that come",
        ),
        pytest.param(
            lambda document: document["paths"]["/flow/tags/{id}"].pop("get"),
            Changes((), (GET,), (), 0),
            id="operation that goes",
        ),
        pytest.param(in_operation("get", description="All tags."), Changes((), (), (), 1)),
        pytest.param(in_operation("get", summary="All tags."), Changes((), (), (), 1)),
        pytest.param(
            lambda document: (
                document["info"].update(title="Other"),
                document["components"]["schemas"]["A"].update(title="Other", example=[1]),
            ),
            Changes((), (), (), 2),
            id="prose of a schema and of the document",
        ),
        pytest.param(lambda document: document, Changes((), (), (), 0), id="nothing"),
    ],
)
def test_an_edit_is_told_as_what_it_is(
    edit: Callable[[Document], object], expected: Changes
) -> None:
    edited = copy.deepcopy(TAGS)
    edit(edited)
    assert diff(TAGS, edited) == expected
    assert expected.is_empty is (edited == TAGS)


def test_neither_document_is_touched() -> None:
    old, new = copy.deepcopy(TAGS), copy.deepcopy(TAGS)
    diff(old, new)
    assert old == new == TAGS


def test_the_contract_has_not_changed_against_itself() -> None:
    contract = vendored_contract(overlaid=False)
    assert diff(contract, contract).is_empty


def test_without_an_old_document_all_is_new() -> None:
    assert diff({}, TAGS).added == (GET, POST, "schema A", "schema B")


def test_the_text_has_a_line_for_each_change() -> None:
    changes = Changes(("GET /a",), ("GET /b", "GET /c"), (Change("GET /d", ("body", "tags")),), 3)
    assert changes.text().splitlines() == [
        "2 removed, 1 added, 1 changed, 3 in prose alone",
        "removed GET /b",
        "removed GET /c",
        "added GET /a",
        "changed GET /d: body, tags",
    ]
    assert Changes((), (), (), 3).text() == "3 in prose alone"
    assert Changes((), (), (), 0).text() == "no change"

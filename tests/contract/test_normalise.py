from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat.contract import vendored_contract
from flochat.contract.empty_lists import empty_lists
from flochat.contract.normalise import SOME_MOMENT, UNIX_TIMES, UNORDERED, dump, normalise
from flochat.contract.structure import STRUCTURE, objects

MOMENT = 1_786_123_679
moments = st.integers(UNIX_TIMES.start, UNIX_TIMES.stop - 2)
seeds = st.integers(0, 2**32).map(Random)


def keys_shuffled(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        random.shuffle(names)
        return {name: keys_shuffled(value[name], random) for name in names}
    if isinstance(value, list):
        return [keys_shuffled(element, random) for element in value]
    return value


def pull(random: Random, moment: int) -> dict[str, Any]:
    """One pull of a document that says the same every time, in another order at another moment."""

    def bag(*elements: Any) -> list[Any]:
        return random.sample(elements, len(elements))

    body = {
        "type": "object",
        "title": f"Sent at {moment}",
        "required": bag("tags", "required", "enum"),
        "properties": {
            "required": {"type": bag("boolean", "null"), "example": moment},
            "enum": {"type": "string", "enum": bag("b", "a", "c"), "default": "c"},
            "tags": {"type": "array", "items": {"type": "string"}, "example": ["z", "a"]},
            "parameters": {"type": "array", "items": {"type": "object"}, "example": f"{moment}"},
        },
        "dependentRequired": {"tags": bag("enum", "required")},
    }
    operation = {
        "description": f"Between {moment} and {moment + 1}, e.g. <code>{moment}</code>.",
        "tags": bag("Flow", "Sending"),
        "security": bag({"key": []}, {"oauth": bag("write", "read")}),
        "parameters": bag(
            {"name": "start", "in": "query", "description": f"e.g. {moment}", "example": moment},
            {"name": "start", "in": "header", "schema": {"type": "integer"}},
            {"$ref": "#/components/parameters/limit"},
        ),
        "requestBody": {
            "content": {
                "application/json": {
                    "schema": body,
                    "examples": {"now": {"summary": f"{moment}", "value": {"at": [moment, 1]}}},
                }
            }
        },
        "responses": {"200": {"description": f"Answered at {moment}"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "צ'אט", "version": "1.0", "description": f"As of {moment}"},
        "tags": bag({"name": "Sending", "description": f"{moment}"}, {"name": "Flow"}),
        "security": bag({"key": []}, {}),
        "paths": {"/a": {"parameters": bag({"name": "b", "in": "path"}), "post": operation}},
    }
    shuffled: dict[str, Any] = keys_shuffled(document, random)
    return shuffled


@given(seeds, moments)
def test_order_without_meaning_and_the_moment_of_a_pull_leave_no_trace(
    random: Random, moment: int
) -> None:
    assert dump(normalise(pull(random, moment))) == dump(normalise(pull(Random(0), MOMENT)))


@settings(max_examples=3)
@given(seeds)
def test_the_vendored_contract_shuffled_is_the_vendored_contract(random: Random) -> None:
    contract = vendored_contract(overlaid=False)
    shuffled = keys_shuffled(contract, random)
    for kind, node in objects(shuffled):
        for keyword in UNORDERED.get(kind, ()):
            if isinstance(node.get(keyword), list):
                random.shuffle(node[keyword])
    assert dump(normalise(shuffled)) == dump(contract)


# Documents of the right words in the wrong places: whatever comes, normalising is done once.
keywords = {keyword for table in (*STRUCTURE.values(), *UNORDERED.values()) for keyword in table}
words = st.sampled_from(sorted(keywords | {"example", "description", "/a"}))
leaves = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(
    leaves | st.integers() | moments | moments.map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text(), inner),
    max_leaves=30,
)


@given(st.dictionaries(words, values))
def test_normalising_twice_is_normalising_once(document: dict[str, Any]) -> None:
    once = dump(normalise(document))
    assert dump(normalise(json.loads(once))) == once


@given(st.dictionaries(words, values))
def test_the_document_given_is_not_changed(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    normalise(document)
    assert document == before


def schema_normalised(schema: dict[str, Any]) -> dict[str, Any]:
    document = normalise({"components": {"schemas": {"Thing": schema}}})
    normal: dict[str, Any] = document["components"]["schemas"]["Thing"]
    return normal


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"allOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/A"}]},
        {"prefixItems": [{"type": "string"}, {"type": "integer"}]},
        {"example": ["b", "a"]},
        {"default": ["b", "a"]},
        {"x-order": ["b", "a"]},
        {"properties": {"required": {"default": ["b", "a"]}}},
        {"example": {"required": ["b", "a"], "tags": ["b", "a"]}},
    ],
)
def test_order_that_means_something_stays(schema: dict[str, Any]) -> None:
    assert schema_normalised(schema) == schema


def test_servers_keep_their_order_since_the_first_is_the_default() -> None:
    servers = [{"url": "https://b.example"}, {"url": "https://a.example"}]
    assert normalise({"servers": servers})["servers"] == servers


@pytest.mark.parametrize(
    "bound",
    [
        {"default": MOMENT},
        {"const": MOMENT},
        {"enum": [f"{MOMENT}", MOMENT]},
        {"minimum": MOMENT, "maximum": MOMENT + 1},
        {"pattern": f"^{MOMENT}$"},
        {"properties": {f"{MOMENT}": {"type": "string"}}},
        {"x-since": MOMENT},
    ],
)
def test_what_binds_a_caller_keeps_its_value(bound: dict[str, Any]) -> None:
    assert schema_normalised(bound) == bound


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (MOMENT, SOME_MOMENT),
        (float(MOMENT), SOME_MOMENT),
        (f"{MOMENT}", f"{SOME_MOMENT}"),
        (f"from={MOMENT}&to={MOMENT + 60}", f"from={SOME_MOMENT}&to={SOME_MOMENT}"),
        ([{"at": MOMENT}], [{"at": SOME_MOMENT}]),
        (True, True),
        (12.99, 12.99),
        (1_234_567_890, 1_234_567_890),
        ("61412345678", "61412345678"),
        ("0412345678", "0412345678"),
        ("f1786u4", "f1786u4"),
    ],
)
def test_examples_lose_unix_times_of_our_days_and_nothing_else(printed: Any, kept: Any) -> None:
    assert schema_normalised({"example": printed}) == {"example": kept}


def linked(now: str, day: str, moment: str) -> dict[str, Any]:
    """A document that says when it was pulled, everywhere but in prose."""
    link = {"url": f"https://shop.example/docs?v={now}&lang=en"}
    return {
        "info": {
            "title": "Shop",
            "version": "1.4.0",
            "x-logo": {"url": f"/logo.png?t={now}000"},
            "x-generated": moment,
            "x-built": int(now),
            "contact": {"url": f"https://shop.example/help?d={day}#{now}"},
            "termsOfService": f"//shop.example/terms?at={moment.replace(':', '%3A')}",
        },
        "servers": [{"url": f"https://shop.example/api?ts={now}", "x-icon": f"a.png?{now}=1"}],
        "externalDocs": link,
        "x-page": {"css": f"https://shop.example/a.css?{now}"},
        "tags": [{"name": "a", "externalDocs": link}],
        "paths": {"/a": {"get": {"externalDocs": link, "x-code": {"src": f"/s?_={now}.123"}}}},
        "components": {"schemas": {"A": {"externalDocs": link}}},
    }


def test_the_moment_of_a_pull_leaves_no_trace_in_links() -> None:
    first = normalise(linked("1788123679", "20261130", "2026-11-30T10:15:00Z"))
    second = normalise(linked("1788723680", "20261207", "2026-12-07T09:00:59Z"))
    assert dump(first) == dump(second)
    assert dump(normalise(first)) == dump(first)
    assert first["servers"][0]["url"] == f"https://shop.example/api?ts={SOME_MOMENT}"
    assert first["info"]["x-logo"]["url"] == f"/logo.png?t={SOME_MOMENT}000"
    assert first["externalDocs"]["url"].endswith("&lang=en")


@pytest.mark.parametrize(
    "info",
    [
        {"version": "2026-02-25"},
        {"version": "20260225"},
        {"version": "v1.20261130"},
        {"x-logo": {"url": "/2026/11/logo.png?v=12"}},
        {"contact": {"url": "https://shop.example/1788123679/help"}},
        {"contact": {"url": "tel:+61412345678"}},
        {"license": {"name": "MIT", "url": "https://shop.example/licence?v=v2"}},
    ],
)
def test_versions_and_addresses_stay(info: dict[str, Any]) -> None:
    assert normalise({"info": info})["info"] == info


class TestEmptyListsForObjects:
    """PHP writes an empty map as `[]`."""

    def test_they_are_read_as_objects(self) -> None:
        schema = {"type": "object", "properties": [], "items": [], "required": [], "example": []}
        operation: dict[str, Any] = {"parameters": [], "responses": [], "callbacks": []}
        operation["security"] = [[]]
        document = {
            "info": {"contact": []},
            "paths": {"/a": {"get": operation}, "/b": []},
            "components": {"schemas": {"A": schema, "B": []}, "responses": []},
            "tags": [],
        }
        normal = normalise(document)
        assert normal["paths"] == {
            "/a": {
                "get": {"parameters": [], "responses": {}, "callbacks": {}, "security": [{}]},
            },
            "/b": {},
        }
        assert normal["components"]["schemas"] == {
            "A": {"type": "object", "properties": {}, "items": {}, "required": [], "example": []},
            "B": {},
        }
        assert normal["info"] == {"contact": {}}
        assert sorted(empty_lists(document)) == [
            "/components/responses",
            "/components/schemas/A/items",
            "/components/schemas/A/properties",
            "/components/schemas/B",
            "/info/contact",
            "/paths/~1a/get/callbacks",
            "/paths/~1a/get/responses",
            "/paths/~1a/get/security/0",
            "/paths/~1b",
        ]

    def test_what_needs_members_goes(self) -> None:
        info = {"title": "a", "license": []}
        document = {"info": info, "externalDocs": [], "tags": [{"name": "a", "externalDocs": []}]}
        assert normalise(document) == {"info": {"title": "a"}, "tags": [{"name": "a"}]}

    def test_a_list_with_something_in_it_stays_and_is_refused(self) -> None:
        document = {"paths": {"/a": {"get": {"responses": [{"description": "OK"}]}}}}
        assert normalise(document) == document
        assert empty_lists(document) == []

    def test_names_of_scopes_and_of_kinds_too(self) -> None:
        flow = {"tokenUrl": "/token", "scopes": []}
        scheme = {"type": "oauth2", "flows": {"implicit": flow, "password": []}}
        kinds = {"propertyName": "kind", "mapping": []}
        parts = {"securitySchemes": {"a": scheme}, "schemas": {"A": {"discriminator": kinds}}}
        normal = normalise({"components": parts})["components"]
        assert normal["securitySchemes"]["a"]["flows"]["implicit"]["scopes"] == {}
        assert normal["securitySchemes"]["a"]["flows"]["password"] == {}
        assert normal["schemas"]["A"]["discriminator"]["mapping"] == {}


def test_a_property_may_be_called_like_a_keyword() -> None:
    schema = {
        "properties": {
            "description": {"type": "string", "default": f"{MOMENT}"},
            "example": {"type": "string", "description": "e.g. this"},
            "enum": {"enum": ["b", "a"]},
        },
        "required": ["example", "description"],
    }
    assert schema_normalised(schema) == {
        "properties": {
            "description": {"type": "string", "default": f"{MOMENT}"},
            "example": {"type": "string", "description": "e.g. this"},
            "enum": {"enum": ["a", "b"]},
        },
        "required": ["description", "example"],
    }


def test_new_prose_does_not_move_a_parameter() -> None:
    def names(prose: str) -> list[str]:
        parameters = [
            {"name": "page", "in": "query", "description": "Z"},
            {"name": "limit", "in": "query", "description": prose},
        ]
        paths = normalise({"paths": {"/a": {"get": {"parameters": parameters}}}})["paths"]
        return [parameter["name"] for parameter in paths["/a"]["get"]["parameters"]]

    assert names("A") == names("ZZ") == ["limit", "page"]


def test_a_whole_number_is_written_as_one() -> None:
    schema = {"minimum": 1.0, "maximum": 1e3, "multipleOf": 0.5, "default": -0.0}
    assert dump(schema_normalised(schema)) == (
        '{\n  "default": 0,\n  "maximum": 1000,\n  "minimum": 1,\n  "multipleOf": 0.5\n}\n'
    )


def test_letters_of_all_languages_are_written_as_they_are() -> None:
    assert dump({"title": "צ'אט"}) == '{\n  "title": "צ\'אט"\n}\n'

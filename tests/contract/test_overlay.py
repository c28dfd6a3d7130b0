from __future__ import annotations

import copy
from typing import Any

import pytest

from flochat.contract import vendored_contract
from flochat.contract.errors import ContractError
from flochat.contract.overlay import apply, read, strip_titles
from scripts.regeneration.tools import TOOLS

Document = dict[str, Any]
UPSTREAM = vendored_contract(overlaid=False)
CORRECTED = vendored_contract()


def overlay(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"overlay": "1.0.0", "info": {}, "actions": list(actions), **more}


def action(target: str, upstream: Any, **change: Any) -> dict[str, Any]:
    return {"target": target, "description": "it is so", "x-upstream": upstream, **change}


def price(**schema: Any) -> Document:
    return {"components": {"schemas": {"Variant": {"properties": {"price": schema}}}}}


PRICE = "$.components.schemas.Variant.properties.price"
TO_NUMBER = action(PRICE, {"type": "integer"}, update={"type": "number"})


def test_an_action_is_applied_while_upstream_says_what_it_corrects() -> None:
    overlaid = apply(price(type="integer", example=12.99), overlay(TO_NUMBER))
    assert overlaid.document == price(type="number", example=12.99)
    assert overlaid.drift == ()


@pytest.mark.parametrize(
    ("upstream", "found"),
    [
        (price(type="number"), "found {'type': 'number'}"),
        (price(), "found {}"),
        ({"components": {"schemas": {}}}, "found nothing"),
        ({}, "found nothing"),
    ],
)
def test_an_action_that_no_longer_fits_is_left_out_and_reported(
    upstream: Document, found: str
) -> None:
    overlaid = apply(upstream, overlay(TO_NUMBER))
    assert overlaid.document == upstream
    (drift,) = overlaid.drift
    assert str(drift) == (
        f"upstream changed this: drop or update the correction of {PRICE} (it is so): "
        f"expected {{'type': 'integer'}}, {found}"
    )


def test_one_action_that_drifted_does_not_stop_the_others() -> None:
    gone = action("$.gone", 1, remove=True)
    overlaid = apply(price(type="integer"), overlay(gone, TO_NUMBER))
    assert overlaid.document == price(type="number")
    assert [drift.target for drift in overlaid.drift] == ["$.gone"]


def test_a_removal_takes_the_target_away() -> None:
    required = action("$.schema.required", ["email", "phone"], remove=True)
    document = {"schema": {"type": "object", "required": ["email", "phone"]}}
    assert apply(document, overlay(required)).document == {"schema": {"type": "object"}}


def test_another_array_than_upstream_had_is_drift() -> None:
    required = action("$.schema.required", ["email", "phone"], remove=True)
    document = {"schema": {"required": ["email", "name", "phone"]}}
    assert len(apply(document, overlay(required)).drift) == 1


def test_an_update_of_an_array_appends() -> None:
    more = action("$.tags", ["a"], update="b")
    assert apply({"tags": ["a"]}, overlay(more)).document == {"tags": ["a", "b"]}


def test_an_update_merges_objects_to_any_depth() -> None:
    deeper = action("$", {"a": {"b": 1}}, update={"a": {"c": {"d": 2}}})
    assert apply({"a": {"b": 1}}, overlay(deeper)).document == {"a": {"b": 1, "c": {"d": 2}}}


def test_the_document_given_is_not_changed_and_not_shared() -> None:
    document = price(type="integer")
    before = copy.deepcopy(document)
    corrected = apply(document, overlay(TO_NUMBER)).document
    corrected["components"]["schemas"]["Variant"]["properties"]["price"]["type"] = "string"
    assert document == before


@pytest.mark.parametrize(
    ("target", "said", "kept"),
    [
        ("$.a", {"x": 1}, {"b c": [{"x": 1}]}),
        ("$['a']", {"x": 1}, {"b c": [{"x": 1}]}),
        ("$['b c']", [{"x": 1}], {"a": {"x": 1}}),
        ('$["b c"]', [{"x": 1}], {"a": {"x": 1}}),
        ("$['b c'][*]", {"x": 1}, {"a": {"x": 1}, "b c": []}),
        ("$['b c'][*].x", 1, {"a": {"x": 1}, "b c": [{}]}),
        ("$.*.x", 1, {"a": {}, "b c": [{"x": 1}]}),
        ("$.a.*", 1, {"a": {}, "b c": [{"x": 1}]}),
    ],
)
def test_names_quoted_names_and_wildcards_select(target: str, said: Any, kept: Document) -> None:
    document = {"a": {"x": 1}, "b c": [{"x": 1}]}
    assert apply(document, overlay(action(target, said, remove=True))).document == kept


def test_every_place_that_a_wildcard_selects_must_say_the_same() -> None:
    document = {"a": [1, 1, 2]}
    overlaid = apply(document, overlay(action("$.a[*]", 1, remove=True)))
    assert overlaid.document == document
    assert overlaid.drift[0].actual == (1, 1, 2)


def test_all_of_an_array_can_be_removed() -> None:
    assert apply({"a": [1, 1, 1]}, overlay(action("$.a[*]", 1, remove=True))).document == {"a": []}


@pytest.mark.parametrize(
    "target",
    ["a", ".a", "$a", "$..a", "$.a[0]", "$.a[?(@.b)]", "$['a", "$.a b", "$['a'] ['b']", "$.a.", ""],
)
def test_any_other_jsonpath_is_refused(target: str) -> None:
    with pytest.raises(ContractError, match="is not understood; use"):
        apply({}, overlay(action(target, 1, remove=True)))


@pytest.mark.parametrize(
    ("malformed", "found"),
    [
        (overlay(overlay="2.0.0"), "not an OpenAPI Overlay 1.0"),
        ({}, "not an OpenAPI Overlay 1.0"),
        (overlay({"target": "$", "description": "", "remove": True}), "0 has no x-upstream"),
        (overlay({"x-upstream": 1, "remove": True}), "0 has no description and no target"),
        (overlay(action("$", {}, remove=True)), "0 removes the whole document"),
        (overlay(action("$", 1)), "0 has not exactly one of update and remove"),
        (
            overlay(action("$", 1, remove=True, update={})),
            "0 has not exactly one of update and remove",
        ),
    ],
)
def test_a_malformed_overlay_is_refused(malformed: dict[str, Any], found: str) -> None:
    with pytest.raises(ContractError, match=found):
        apply({}, malformed)


# Our own corrections


def test_every_correction_of_ours_fits_the_vendored_contract() -> None:
    assert [str(drift) for drift in apply(UPSTREAM, read(TOOLS.overlay)).drift] == []


def body(document: Document, method: str, path: str) -> Document:
    content = document["paths"][path][method]["requestBody"]["content"]
    schema: Document = content["application/json"]["schema"]
    return schema


def test_a_subscriber_can_be_created_with_a_phone_alone() -> None:
    assert "required" not in body(CORRECTED, "post", "/subscriber/create")
    many = body(CORRECTED, "post", "/subscriber/create-many")
    assert "required" not in many["properties"]["users"]["items"]


def prices(node: Any) -> list[Any]:
    """The schemas of all prices, wherever they stand."""
    if isinstance(node, list):
        return [price for element in node for price in prices(element)]
    if not isinstance(node, dict):
        return []
    own = [node[name] for name in node if "price" in name and "type" in node[name]]
    return own + [price for inner in node.values() for price in prices(inner)]


def test_no_price_is_a_whole_number() -> None:
    assert {price["type"] for price in prices(UPSTREAM)} == {"integer", "number", "string"}
    assert {price["type"] for price in prices(CORRECTED)} == {"number", "string"}


@pytest.mark.parametrize(
    "path",
    [
        "/flow/conversations/data",
        "/flow/agent-activity-log/data",
        "/flow/custom-events/data",
        "/shop/business-hours/info",
    ],
)
def test_data_is_the_list_that_the_service_answers(path: str) -> None:
    def data(document: Document) -> Document:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema: Document = content["application/json"]["schema"]["properties"]["data"]
        return schema

    assert data(CORRECTED) == {"type": "array", "items": data(UPSTREAM)}


def test_a_message_may_be_of_any_type() -> None:
    message = CORRECTED["components"]["schemas"]["ChatMsg"]["properties"]
    assert "enum" not in message["type"]
    assert "enum" not in message["msg_type"]


def params(node: Any) -> list[Any]:
    """The schemas of all template parameters, wherever they stand."""
    if not isinstance(node, dict):
        return []
    own = [node["params"]] if "params" in node else []
    return own + [schema for inner in node.values() for schema in params(inner)]


def test_template_parameters_are_open_maps() -> None:
    assert [schema["type"] for schema in params(CORRECTED)] == ["object"] * 8
    assert not [schema for schema in params(CORRECTED) if "properties" in schema]


def test_the_typo_in_the_path_stays_since_it_is_the_path() -> None:
    assert "/integration/calude" in CORRECTED["paths"]


# Titles


def test_titles_of_schemas_go_inline_ones_too_and_nothing_else() -> None:
    def document(**title: str) -> Document:
        schema = {**title, "properties": {"title": {**title}}, "example": {"title": "Mr"}}
        operation = {
            "parameters": [{"name": "title", "in": "query", "schema": {**title}}],
            "requestBody": {"content": {"application/json": {"schema": schema}}},
        }
        return {
            "info": {"title": "Flochat API"},
            "components": {"schemas": {"title": schema}},
            "paths": {"/a": {"post": operation}},
        }

    assert strip_titles(document(title="Ticket")) == document()


def test_a_ticket_keeps_its_property_called_title() -> None:
    stripped = strip_titles(UPSTREAM)["components"]["schemas"]["Ticket"]
    assert "title" in stripped["properties"]
    assert "title" in stripped["required"]
    assert "title" not in stripped

"""Shapes of answers, and what the contract does not say of them."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat.contract import vendored_contract
from flochat.probe.contract_schemas import Schemas
from flochat.probe.reads import all_reads
from flochat.probe.shapes import Observer, Shape, form_of
from flochat.probe.undocumented import undocumented
from flochat.probe.vocabulary import known_keys
from flochat.sandbox import serve
from tests.probe.stage import ask, host

SCHEMAS: Final = Schemas(vendored_contract())
OBSERVER: Final = Observer(SCHEMAS, known_keys(SCHEMAS.document))
THING: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "kind": {"type": "string", "enum": ["big", "small"]},
        "custom_fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["name"],
}


def shape_of(*values: Any, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    shape = Shape()
    for value in values:
        OBSERVER.observe(shape, value, schema or {})
    return shape.as_json()


def test_types_and_missing_keys_are_counted() -> None:
    shape = shape_of({"name": "Ana"}, {"name": None}, {"email": ""})
    assert shape["seen"] == 3
    assert shape["properties"]["name"] == {
        "seen": 2,
        "types": {"null": 1, "string": 1},
        "forms": {"text": 1},
    }
    assert shape["properties"]["email"]["forms"] == {"empty": 1}


def test_a_key_that_no_document_knows_is_not_shown() -> None:
    shape = shape_of({"name": "x", "Ana Example": 1}, schema=THING)
    assert set(shape["properties"]) == {"name", "<key>"}


def test_no_key_is_shown_of_an_object_whose_keys_are_data() -> None:
    assert set(shape_of({"email": 1, "Anas Feld": 2})["properties"]) == {"<key>"}
    fields = {"custom_fields": {"name": "x", "city": "y"}}
    shown = shape_of(fields, schema=THING)["properties"]["custom_fields"]["properties"]
    assert set(shown) == {"<key>"}


def test_a_value_is_shown_only_if_it_is_of_a_declared_enum() -> None:
    shape = shape_of({"kind": "big"}, {"kind": "Ana"}, {"kind": 1}, schema=THING)
    assert shape["properties"]["kind"]["values"] == {"big": 1, "<other>": 2}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("61412345678", "digits"),
        ("-12.50", "number"),
        ("2026-11-30", "date"),
        ("2026-11-30 10:00:00", "time"),
        ("2026-11-30T10:00:00.123", "time"),
        ("2026-11-30T10:00:00Z", "time with zone"),
        ("2026-11-30 10:00:00+08:00", "time with zone"),
        ("٣", "text"),
        ("1" * 100, "text"),
        ("Ana", "text"),
    ],
)
def test_the_forms_of_texts(text: str, form: str) -> None:
    assert form_of(text) == form


JSONS: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("name"), inner),
)


@given(value=JSONS)
def test_any_json_has_a_shape_without_its_texts(value: Any) -> None:
    shown = json.dumps(shape_of({"data": [{"value": value, "label": f"§{value}"}]}))
    assert "§" not in shown
    assert "\\u00a7" not in shown


def findings(operation: str, *answers: Any) -> dict[str, str]:
    shape = Shape()
    for content in answers:
        OBSERVER.observe(shape, content, SCHEMAS.answer(operation))
    return {one.text: one.id for one in undocumented(SCHEMAS, {operation: shape})}


TAG: Final = {"tag_ns": "f1t2", "name": "VIP"}


def test_an_answer_that_fits_has_no_finding() -> None:
    assert findings("GET /flow/tags", {"data": [TAG]}) == {}
    assert findings("GET /flow/tags", {"data": []}) == {}


@pytest.mark.parametrize(
    ("row", "what", "name"),
    [
        ({**TAG, "name": None}, "became nullable", "response-property-became-nullable"),
        ({**TAG, "name": 7}, "types widened", "response-property-list-of-types-widened"),
        ({**TAG, "color": "red"}, "color: added", "response-optional-property-added"),
        ({"tag_ns": "f1t2"}, "optional", "response-property-became-optional"),
        ({**TAG, "Ana": 1}, "<key>: added", "response-optional-property-added"),
    ],
)
def test_what_the_contract_does_not_say_is_found(row: Any, what: str, name: str) -> None:
    (found,) = findings("GET /flow/tags", {"data": [TAG, row]}).items()
    assert what in found[0]
    assert found[1] == name


def with_enum(schema: Any, value: Any) -> Any:
    """Content of a schema with a value in the place of an enum; None where it has none."""
    schema = SCHEMAS.resolve(schema)
    if "enum" in schema:
        return value
    if "items" in schema:
        inner = with_enum(schema["items"], value)
        return None if inner is None else [inner]
    for key, property_ in schema.get("properties", {}).items():
        inner = with_enum(property_, value)
        if inner is not None:
            return {key: inner}
    return None


def test_a_value_outside_an_enum_is_found_and_not_shown() -> None:
    contents = {
        read.operation: with_enum(SCHEMAS.answer(read.operation), "Ana") for read in all_reads()
    }
    with_enums = {operation: content for operation, content in contents.items() if content}
    assert with_enums
    for operation, content in with_enums.items():
        found = findings(operation, content)
        assert any(name == "response-property-enum-value-added" for name in found.values()), found
        assert any("<other>" in text for text in found)
        assert not any("Ana" in text for text in found)


@pytest.mark.parametrize("manner", ["conforming", "lifelike"])
def test_a_host_that_keeps_to_the_contract_sends_nothing_that_breaks_it(manner: str) -> None:
    with host(manner=manner) as (server, clock):
        report = ask("sync", server, clock, also=["messages"])
    beyond = {one.text for one in report.undocumented if one.level != "INFO"}
    assert bool(beyond) == (manner == "lifelike"), beyond


def test_the_same_answers_give_the_same_report() -> None:
    def content() -> dict[str, Any]:
        with serve() as server:
            return ask("sync", server, depth="short").as_json()

    assert content() == content()

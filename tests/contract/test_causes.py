"""One change of a document is one finding for people, however many operations use its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flochat.contract import change_report, vendored_contract
from flochat.contract.accepted import Settled
from flochat.contract.diff import diff
from flochat.contract.impact import with_impact
from tests.support.tiny_document import answering, document, response, sending

Document = dict[str, Any]

USES = 118


def shared(**more: Any) -> Document:
    """A document in which many operations answer with the same schema."""
    thing = {"type": "object", "properties": {"a": {"type": "string"}}, **more}
    answer = {"responses": {"200": response({"$ref": "#/components/schemas/Thing"})}}
    whole = document(components={"schemas": {"Thing": thing}})
    paths = [path for path in vendored_contract(overlaid=False)["paths"] if path != "/me"]
    whole["paths"] = {path: {"get": answer} for path in ("/me", *paths[:USES])}
    return whole


CHANGES = with_impact(diff(shared(), shared(properties={"a": {"type": "integer"}})))
SETTLED = Settled(CHANGES)


def test_a_shared_schema_is_one_cause_with_all_its_uses() -> None:
    (cause,) = CHANGES.causes()
    assert len(cause.uses) == len(CHANGES.findings) == USES + 1
    assert len(cause.operations) == USES + 1
    assert "account.me" in cause.facade


@pytest.mark.parametrize(
    "text",
    [
        CHANGES.text(),
        change_report.text(SETTLED),
        change_report.markdown(SETTLED),
        change_report.github(SETTLED, file="openapi.json"),
    ],
    ids=["stdout", "text", "markdown", "github"],
)
def test_people_are_told_a_cause_once(text: str) -> None:
    assert text.count("response-property-type-changed") == 1
    assert f"and in {USES} more operations" in text


def test_the_counts_are_those_of_causes() -> None:
    assert CHANGES.summary() == "breaking: 1 ERR; flochat: adapt"


def test_programs_get_a_change_for_each_use_and_the_causes_beside() -> None:
    told = json.loads(change_report.json_(SETTLED))
    assert len(told["changes"]) == USES + 1
    (cause,) = told["causes"]
    assert cause["uses"] == USES + 1
    assert cause["location"] == "/components/schemas/Thing/properties/a/type"
    assert "GET /me" in cause["operations"]


def test_two_changes_of_one_place_are_two_causes() -> None:
    old, new = ({"type": "string", "enum": values} for values in (["a", "b", "c"], ["a"]))
    assert len(diff(sending(old), sending(new)).causes()) == 2


def test_xml_is_no_finding_where_nothing_is_xml() -> None:
    changes = diff(shared(), shared(xml={"name": "Thing"}))
    assert changes.findings == ()
    assert changes.label == "cosmetic"
    unused = [answering({}, components={"schemas": {"A": s}}) for s in ({}, {"xml": {"name": "A"}})]
    assert diff(*unused).findings == ()


def test_xml_is_a_finding_where_a_body_is_xml() -> None:
    old, new = (
        document({"responses": {"200": response(schema, "application/xml")}})
        for schema in ({"type": "string"}, {"type": "string", "xml": {"name": "n"}})
    )
    (finding,) = diff(old, new).findings
    assert finding.id == "unclassified-change"

"""References that lead to one schema or another on the way, or out of the document."""

from __future__ import annotations

from typing import Any, Final

import pytest

from flochat.contract.diff import diff
from tests.support.tiny_document import Document, both_ways

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
AWAY: Final = {"$ref": "https://elsewhere.example/thing"}
ITEM: Final = {"$dynamicRef": "#item"}
PAGE: Final = {"type": "object", "properties": {"data": {"type": "array", "items": ITEM}}}
THING: Final[Document] = {"type": "object", "required": ["p"], "properties": {"p": TEXT}}


def anchored(schema: Document) -> Document:
    return {"$dynamicAnchor": "item", **schema}


def told(old: Any, new: Any, before: Document, after: Document) -> set[str]:
    """The levels and ids of what is told of two schemas, sent and received, with components."""
    documents = (both_ways(old, before, is_31=True), both_ways(new, after, is_31=True))
    changes = diff(*documents)
    found = (one for one in changes.findings if one.operation)
    return {f"{one.level.name} {one.id.partition('-')[2]}" for one in found}


def test_a_dynamic_reference_to_the_only_anchor_is_followed() -> None:
    one, other = {"Item": anchored(THING)}, {"Item": anchored({**THING, "required": []})}
    written_out = {"type": "object", "properties": {"data": {"type": "array", "items": THING}}}
    assert told(PAGE, PAGE, one, one) == set()
    assert told(written_out, PAGE, {}, one) == set()
    assert told(PAGE, PAGE, one, other) == {
        "INFO property-became-optional",
        "ERR property-became-optional",
    }


def test_what_changed_behind_a_reference_is_found_in_an_operation_that_stays_as_it_is() -> None:
    page = {"$ref": "#/components/schemas/Page"}
    before, after = ({"Page": PAGE, "Item": anchored(one)} for one in (TEXT, WHOLE))
    assert told(page, page, before, after) == {"ERR property-type-changed"}


#: Old and new schemas of which it is not known whether they say the same.
UNKNOWN: Final[dict[str, tuple[Any, Any]]] = {
    "one that comes": (THING, ITEM),
    "one in a property": ({"properties": {"data": TEXT}}, {"properties": {"data": ITEM}}),
    "one beside what stays": ({"allOf": [THING]}, {"allOf": [ITEM, THING]}),
    "one for a member of an allOf": ({"allOf": [THING, PAGE]}, {"allOf": [ITEM, PAGE]}),
    "an alternative": ({"anyOf": [THING, TEXT]}, {"anyOf": [ITEM, TEXT]}),
    "an alternative more": ({"anyOf": [THING, TEXT]}, {"anyOf": [THING, ITEM, TEXT]}),
    "one out of the document": (THING, AWAY),
    "an alternative out of the document": ({"oneOf": [THING, TEXT]}, {"oneOf": [AWAY, TEXT]}),
    "another one": (ITEM, {"$dynamicRef": "#other"}),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_reference_that_is_not_followed_is_a_warning_at_most(name: str) -> None:
    old, new = UNKNOWN[name]
    several = {"A": anchored(TEXT), "B": anchored(WHOLE)}
    for one, other in ((old, new), (new, old)):
        levels = {line.partition(" ")[0] for line in told(one, other, several, several)}
        assert levels - {"INFO"} == {"WARN"}


def test_what_a_reference_may_lead_to_changed() -> None:
    before, after = ({"A": anchored(TEXT), "B": anchored(one)} for one in (THING, WHOLE))
    assert told(PAGE, PAGE, before, after) == {"WARN property-unfollowed-reference-changed"}


@pytest.mark.parametrize("reference", [ITEM, AWAY])
def test_the_same_reference_on_both_sides_is_not_told(reference: Document) -> None:
    several = {"A": anchored(TEXT), "B": anchored(WHOLE)}
    schema = {"anyOf": [{"properties": {"p": reference}}, reference]}
    assert told(schema, schema, several, {**several, "C": TEXT}) == set()
    changed = {"anyOf": [reference, {"properties": {"p": reference, "q": TEXT}}]}
    assert not {line for line in told(schema, changed, several, several) if line[0] in "EW"}


@pytest.mark.parametrize("reference", [ITEM, AWAY])
def test_what_both_sides_say_beside_a_reference_is_compared(reference: Document) -> None:
    several = {"A": anchored(TEXT), "B": anchored(WHOLE)}
    old, new = THING, {"allOf": [reference, {**THING, "properties": {"p": WHOLE}}]}
    found = told(old, new, several, several)
    assert "ERR property-type-changed" in found
    assert "WARN body-unfollowed-reference-changed" in found

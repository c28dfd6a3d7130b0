"""Pairs of documents as revisions have them, each judged by hand before it was compared.

The letters are the highest levels that are right: of what is sent, then of what is received.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from flochat.contract.diff import Changes, diff
from tests.support.tiny_document import (
    Document,
    answering,
    document,
    holding,
    response,
    sending,
    taking,
)

TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
THREE: Final[Document] = {"type": "object", "properties": dict.fromkeys("abc", TEXT)}
PART: Final[Document] = {"type": "object", "properties": {"a": TEXT}}
LIST: Final = {"type": "array", "items": TEXT}
TUPLE: Final = {"type": "array", "prefixItems": [TEXT]}
CLOSED: Final = {"unevaluatedProperties": False}

BODIES: Final[dict[str, tuple[Any, Any, str, str]]] = {
    "no others than those of an allOf": (
        {"allOf": [THREE]},
        {"allOf": [THREE], **CLOSED},
        *("INFO", "INFO"),
    ),
    "one goes where others are refused": (
        {"allOf": [THREE], **CLOSED},
        {"allOf": [PART], **CLOSED},
        *("ERR", "INFO"),
    ),
    "the others are refused, which were texts": (
        {**PART, "unevaluatedProperties": TEXT},
        {**PART, **CLOSED},
        *("ERR", "INFO"),
    ),
    "the first of a list are like the rest": (
        LIST,
        {**LIST, "prefixItems": [TEXT, TEXT]},
        *("INFO", "INFO"),
    ),
    "the first of a list are not": (LIST, {**LIST, "prefixItems": [WHOLE]}, "ERR", "ERR"),
    "a second element that may be anything no more": (
        TUPLE,
        {**TUPLE, "prefixItems": [TEXT, WHOLE]},
        *("ERR", "INFO"),
    ),
    "a second element that is refused": (
        {**TUPLE, "prefixItems": [TEXT, WHOLE]},
        {**TUPLE, "items": False},
        *("ERR", "INFO"),
    ),
    "one element is always unique": (
        {**LIST, "maxItems": 1},
        {**LIST, "maxItems": 1, "uniqueItems": True},
        *("INFO", "INFO"),
    ),
    "unique elements": (LIST, {**LIST, "uniqueItems": True}, "ERR", "INFO"),
    "a field needs one that is always there": (
        {**THREE, "required": ["b"]},
        {**THREE, "required": ["b"], "dependentRequired": {"a": ["b"]}},
        *("INFO", "INFO"),
    ),
    "a field needs none": (THREE, {**THREE, "dependentRequired": {"a": []}}, "INFO", "INFO"),
    "a field needs another": (
        {**THREE, "dependentRequired": {"a": ["b"]}},
        {**THREE, "dependentRequired": {"a": ["b", "c"]}},
        *("ERR", "INFO"),
    ),
    "a field needs fewer": (
        {**THREE, "dependentRequired": {"a": ["b", "c"]}},
        {**THREE, "dependentRequired": {"a": ["b"]}},
        *("INFO", "ERR"),
    ),
    "a schema that says nothing": (THREE, {**THREE, "dependentSchemas": {"a": {}}}, "INFO", "INFO"),
    "names that all fields have": (
        THREE,
        {**THREE, "propertyNames": {"maxLength": 1}},
        *("INFO", "INFO"),
    ),
    "names that one has not": (
        {"type": "object", "properties": {"long": TEXT}},
        {"type": "object", "properties": {"long": TEXT}, "propertyNames": {"maxLength": 1}},
        *("ERR", "INFO"),
    ),
}


def worst(changes: Changes) -> str:
    levels = [finding.level for finding in changes.findings]
    return max(levels).name if levels else ""


def taking_media(**schemas: Any) -> Document:
    content = {name.replace("_", "/", 1): {"schema": one} for name, one in schemas.items()}
    return document({"requestBody": {"content": content}})


def with_statuses(**schemas: Any) -> Document:
    return document({"responses": {name[1:]: response(one) for name, one in schemas.items()}})


def with_header(name: str, **more: Any) -> Document:
    headers = {name: {"schema": TEXT, "required": True, **more}}
    return document({"responses": {"200": response(TEXT, headers=headers)}})


def in_json(schema: Any) -> Document:
    parameter = {"name": "q", "in": "query", "content": {"application/json": {"schema": schema}}}
    return document({"parameters": [parameter]})


ANY: Final = "*/*"
DOCUMENTS: Final[dict[str, tuple[Document, Document, str]]] = {
    "JSON may be sent among all media types": (
        taking_media(application_json=PART),
        taking_media(**{ANY: PART}),
        "INFO",
    ),
    "JSON may be sent, and says something else": (
        taking_media(application_json=holding(TEXT)),
        taking_media(**{ANY: holding(WHOLE)}),
        "ERR",
    ),
    "a media type among those with its suffix": (
        taking_media(**{"application_vnd.x+json": PART}),
        taking_media(**{"application_*+json": PART}),
        "INFO",
    ),
    "JSON alone is another media type": (
        taking_media(**{"application_vnd.x+json": PART}),
        taking_media(application_json=PART),
        "ERR",
    ),
    "one status of a range": (with_statuses(_2XX=PART), with_statuses(_200=PART), "INFO"),
    "one status of a range, with another body": (
        with_statuses(_2XX=holding(TEXT)),
        with_statuses(_200=holding(WHOLE)),
        "ERR",
    ),
    "a range that was there beside": (
        with_statuses(_200=PART, _2XX=PART),
        with_statuses(_2XX=PART),
        "INFO",
    ),
    "a range that was there beside, with another body": (
        with_statuses(_200=holding(TEXT), _2XX=holding(WHOLE)),
        with_statuses(_2XX=holding(WHOLE)),
        "ERR",
    ),
    "a range in the place of a status": (with_statuses(_200=PART), with_statuses(_2XX=PART), "ERR"),
    "a range in other letters": (with_statuses(_2XX=PART), with_statuses(_2xx=PART), ""),
    "a header that OpenAPI ignores": (
        with_header("Content-Type"),
        with_statuses(_200=TEXT),
        "",
    ),
    "a header that is always there": (with_header("X-Left"), with_statuses(_200=TEXT), "ERR"),
    "one value is written alike, exploded or not": (taking(TEXT), taking(TEXT, explode=False), ""),
    "a list is not": (taking(LIST), taking(LIST, explode=False), "ERR"),
    "JSON in a parameter": (in_json(holding(TEXT)), in_json(holding(WHOLE)), "ERR"),
    "a wider number of JSON in a parameter": (
        in_json(holding(WHOLE)),
        in_json(holding({"type": "number"})),
        "INFO",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name: str) -> None:
    old, new, sent, received = BODIES[name]
    assert worst(diff(sending(old), sending(new))) == sent
    assert worst(diff(answering(old), answering(new))) == received


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(name: str) -> None:
    old, new, level = DOCUMENTS[name]
    assert worst(diff(old, new)) == level

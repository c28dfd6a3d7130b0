"""The comparison of documents: operations, parameters, bodies, responses, security, names."""

from __future__ import annotations

import copy
import random
from datetime import date
from typing import Any, Final

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import Changes, Level, diff
from tests.support.tiny_document import (
    OPERATION,
    PATH,
    Document,
    answering,
    document,
    response,
    sending,
    taking,
)

TODAY = date(2026, 11, 22)
TEXT, WHOLE, OBJECT = {"type": "string"}, {"type": "integer"}, {"type": "object"}


def findings_of(old: Document, new: Document) -> list[str]:
    """The ids of all findings, each with its level, worst first."""
    changes = diff(old, new, today=TODAY)
    return [f"{finding.level.name} {finding.id}" for finding in changes.findings]


def property_(required: bool = False, **schema: Any) -> Document:
    """An object with a property."""
    return {**OBJECT, "properties": {"p": {**TEXT, **schema}}, "required": ["p"] * required}


def required(**schema: Any) -> Document:
    return property_(required=True, **schema)


# Two schemas; what is told of a request there and back, and of a response there and back.
PROPERTIES: dict[str, tuple[Document, Document, str, str, str, str]] = {
    "optional": (
        *(OBJECT, property_()),
        *("INFO new-optional-request-property", "WARN request-property-removed"),
        *("INFO response-optional-property-added", "INFO response-optional-property-removed"),
    ),
    "required": (
        *(OBJECT, required()),
        *("ERR new-required-request-property", "WARN request-property-removed"),
        *("INFO response-required-property-added", "ERR response-required-property-removed"),
    ),
    "required with a default": (
        *(OBJECT, required(default="a")),
        *("ERR new-required-request-property-with-default", "WARN request-property-removed"),
        *("INFO response-required-property-added", "ERR response-required-property-removed"),
    ),
    "required and read-only": (
        *(OBJECT, required(readOnly=True)),
        *("INFO new-optional-request-property", "INFO request-property-removed"),
        *("INFO response-required-property-added", "ERR response-required-property-removed"),
    ),
    "required and write-only": (
        *(OBJECT, required(writeOnly=True)),
        *("ERR new-required-request-property", "WARN request-property-removed"),
        "INFO response-required-write-only-property-added",
        "INFO response-required-write-only-property-removed",
    ),
    "becoming required": (
        *(property_(), required()),
        *("ERR request-property-became-required", "INFO request-property-became-optional"),
        *("INFO response-property-became-required", "ERR response-property-became-optional"),
    ),
    "becoming required with a default": (
        *(property_(default="a"), required(default="a")),
        "ERR request-property-became-required-with-default",
        "INFO request-property-became-optional",
        *("INFO response-property-became-required", "ERR response-property-became-optional"),
    ),
    "read-only, becoming required": (
        *(property_(readOnly=True), required(readOnly=True)),
        "INFO request-read-only-property-became-required",
        "INFO request-property-became-optional",
        *("INFO response-property-became-required", "ERR response-property-became-optional"),
    ),
    "write-only, becoming required": (
        *(property_(writeOnly=True), required(writeOnly=True)),
        *("ERR request-property-became-required", "INFO request-property-became-optional"),
        "INFO response-write-only-property-became-required",
        "INFO response-write-only-property-became-optional",
    ),
    "becoming read-only": (
        *(property_(), property_(readOnly=True)),
        "WARN request-optional-property-became-read-only",
        "INFO request-optional-property-became-not-read-only",
        "INFO response-optional-property-became-read-only",
        "INFO response-optional-property-became-not-read-only",
    ),
    "required, becoming write-only": (
        *(required(), required(writeOnly=True)),
        "INFO request-required-property-became-write-only",
        "INFO request-required-property-became-not-write-only",
        "ERR response-required-property-became-write-only",
        "INFO response-required-property-became-not-write-only",
    ),
    "read-only, with a maximum": (
        *(property_(readOnly=True, maxLength=7), property_(readOnly=True, maxLength=3)),
        "INFO request-read-only-property-max-length-decreased",
        "INFO request-property-max-length-increased",
        "INFO response-property-max-length-decreased",
        "ERR response-property-max-length-increased",
    ),
    "write-only, with an enum": (
        *(property_(writeOnly=True, enum=["a"]), property_(writeOnly=True, enum=["a", "b"])),
        *("INFO request-property-enum-value-added", "ERR request-property-enum-value-removed"),
        "INFO response-write-only-property-enum-value-added",
        "INFO response-property-enum-value-removed",
    ),
}


@pytest.mark.parametrize("row", PROPERTIES.values(), ids=PROPERTIES.keys())
def test_a_property_comes_goes_and_changes(row: tuple[Any, ...]) -> None:
    one, other, sent_there, sent_back, received_there, received_back = row
    assert findings_of(sending(one), sending(other)) == [sent_there]
    assert findings_of(sending(other), sending(one)) == [sent_back]
    assert findings_of(answering(one), answering(other)) == [received_there]
    assert findings_of(answering(other), answering(one)) == [received_back]


def aging(**keywords: Any) -> Document:
    return document(keywords)


def parameters(*listed: Document, of_path: tuple[Document, ...] = ()) -> Document:
    made = document({"parameters": list(listed)})
    made["paths"][PATH]["parameters"] = list(of_path)
    return made


def path_parameter(name: str) -> Document:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


def with_body(content: Document | None = None, **keywords: Any) -> Document:
    return document({"requestBody": {"content": content or {}, **keywords}})


def with_response(status: str, **keywords: Any) -> Document:
    return document({"responses": {status: {"description": "", **keywords}}})


def with_media(media_type: str, schema: Any = TEXT) -> Document:
    return document({"responses": {"200": response(schema, media_type)}})


def with_header(**header: Any) -> Document:
    return with_response("200", headers={"X-Left": {"schema": TEXT, **header}})


def oauth(**flow: Any) -> Document:
    flows = {"password": {"tokenUrl": "a", "authorizationUrl": "a", "scopes": {}, **flow}}
    return scheme({"type": "oauth2", "flows": flows})


def scheme(content: Document) -> Document:
    return document(components={"securitySchemes": {"key": content}})


def schemas(**named: Document) -> Document:
    return document(components={"schemas": named})


def without_operations() -> Document:
    return {**document(), "paths": {}}


def both_ways(*ids: str) -> tuple[list[str], list[str]]:
    """The same findings there and back."""
    return list(ids), list(ids)


LATER, SOONER, PAST = "2027-06-01", "2027-01-01", "2026-01-01"
QUERY = {"name": "q", "in": "query", "schema": TEXT}
HEADER = {"name": "X-Q", "in": "header"}
CALLBACK: Document = {"done": {"{$request.body#/url}": {"post": {"responses": {}}}}}

# Two documents, and what is told of the step there and of that back.
DOCUMENTS: dict[str, tuple[Document, Document, list[str], list[str]]] = {
    "an operation": (
        *(without_operations(), document()),
        *(["INFO endpoint-added"], ["ERR api-path-removed-without-deprecation"]),
    ),
    "an operation of a path that stays": (
        document(),
        {**document(), "paths": {PATH: {"post": {"responses": {}}, "get": {"responses": {}}}}},
        *(["INFO endpoint-added"], ["ERR api-removed-without-deprecation"]),
    ),
    "a deprecated operation": (
        *(without_operations(), aging(deprecated=True)),
        *(["INFO endpoint-added"], ["INFO api-path-removed-with-deprecation"]),
    ),
    "an operation before its sunset": (
        *(without_operations(), aging(deprecated=True, **{"x-sunset": LATER})),
        *(["INFO endpoint-added"], ["ERR api-path-removed-before-sunset"]),
    ),
    "an operation after its sunset": (
        *(without_operations(), aging(deprecated=True, **{"x-sunset": PAST})),
        *(["INFO endpoint-added"], ["INFO api-path-removed-with-deprecation"]),
    ),
    "deprecation": (
        *(aging(), aging(deprecated=True)),
        *(["INFO endpoint-deprecated"], ["INFO endpoint-reactivated"]),
    ),
    "deprecation with a sunset": (
        *(aging(), aging(deprecated=True, **{"x-sunset": LATER})),
        *(["INFO endpoint-deprecated-with-sunset"], ["INFO endpoint-reactivated"]),
    ),
    "deprecation with a sunset that is over": (
        *(aging(), aging(deprecated=True, **{"x-sunset": PAST})),
        *(["ERR api-sunset-date-too-small"], ["INFO endpoint-reactivated"]),
    ),
    "deprecation with a sunset that is no date": (
        *(aging(), aging(deprecated=True, **{"x-sunset": "soon"})),
        *(["ERR api-deprecated-sunset-parse"], ["INFO endpoint-reactivated"]),
    ),
    "a sunset": (
        *(aging(deprecated=True), aging(deprecated=True, **{"x-sunset": LATER})),
        *(["INFO endpoint-deprecated-with-sunset"], ["ERR sunset-deleted"]),
    ),
    "an earlier sunset": (
        aging(deprecated=True, **{"x-sunset": LATER}),
        aging(deprecated=True, **{"x-sunset": SOONER}),
        ["ERR api-sunset-date-changed-earlier"],
        ["INFO endpoint-deprecated-with-sunset"],
    ),
    "stability": (
        *(aging(), aging(**{"x-stability-level": "alpha"})),
        *(["ERR api-stability-decreased"], ["INFO api-stability-increased"]),
    ),
    "stability without meaning": (
        *(aging(), aging(**{"x-stability-level": "rock"})),
        *(["ERR api-invalid-stability-level"], []),
    ),
    "an optional parameter": (
        *(document(), taking()),
        *(["INFO new-optional-request-parameter"], ["WARN request-parameter-removed"]),
    ),
    "a required parameter": (
        *(document(), taking(required=True)),
        *(["ERR new-required-request-parameter"], ["WARN request-parameter-removed"]),
    ),
    "a deprecated parameter": (
        *(document(), taking(deprecated=True)),
        ["INFO new-optional-request-parameter"],
        ["INFO request-parameter-removed-with-deprecation"],
    ),
    "a parameter before its sunset": (
        *(document(), taking(deprecated=True, **{"x-sunset": LATER})),
        ["INFO new-optional-request-parameter"],
        ["ERR request-parameter-removed-before-sunset"],
    ),
    "a parameter of the path item": (
        *(parameters(), parameters(of_path=(QUERY,))),
        ["INFO new-optional-request-default-parameter-to-existing-path"],
        ["WARN request-parameter-removed"],
    ),
    "a parameter that moves up to the path item": (
        *(parameters(QUERY), parameters(of_path=(QUERY,)), [], []),
    ),
    "a path parameter": (
        *(parameters(), parameters(path_parameter("id"))),
        *(["INFO new-request-path-parameter"], ["INFO request-parameter-removed"]),
    ),
    "a parameter that becomes required": (
        *(taking(), taking(required=True)),
        ["ERR request-parameter-became-required"],
        ["INFO request-parameter-became-optional"],
    ),
    "the default of a required parameter": (
        *(taking({"default": 1}, required=True), taking({"default": 2}, required=True), [], []),
    ),
    "the style of a parameter": (
        *(taking(), taking(style="pipeDelimited")),
        *both_ways("ERR request-parameter-serialization-changed"),
    ),
    "the deprecation of a parameter": (
        *(taking(), taking(deprecated=True)),
        *(["INFO request-parameter-deprecated"], ["INFO request-parameter-reactivated"]),
    ),
    "a header in other letters": (
        parameters({**HEADER, "schema": TEXT}),
        parameters({**HEADER, "name": "x-q", "schema": TEXT}),
        *([], []),
    ),
    "a required property in a header": (
        parameters({**HEADER, "schema": OBJECT}),
        parameters({**HEADER, "schema": required()}),
        ["ERR new-required-request-header-property"],
        ["WARN request-parameter-property-removed"],
    ),
    "an enum in a header": (
        parameters({**HEADER, "schema": property_()}),
        parameters({**HEADER, "schema": property_(enum=["a"])}),
        ["ERR request-header-property-became-enum"],
        ["INFO request-parameter-property-became-not-enum"],
    ),
    "the type of a property of a parameter": (
        taking(property_()),
        taking({**OBJECT, "properties": {"p": WHOLE}}),
        ["ERR request-parameter-property-type-specialized"],
        ["INFO request-parameter-property-type-generalized"],
    ),
    "an optional body": (
        *(document(), with_body()),
        *(["INFO request-body-added-optional"], ["ERR request-body-removed"]),
    ),
    "a required body": (
        *(document(), with_body(required=True)),
        *(["ERR request-body-added-required"], ["ERR request-body-removed"]),
    ),
    "a body that becomes required": (
        *(with_body(), with_body(required=True)),
        *(["ERR request-body-became-required"], ["INFO request-body-became-optional"]),
    ),
    "a media type of a body": (
        *(with_body({"a/b": {}}), with_body({"a/b": {}, "a/c": {}})),
        *(["INFO request-body-media-type-added"], ["ERR request-body-media-type-removed"]),
    ),
    "the schema of a body": (
        *(with_body({"a/b": {}}), with_body({"a/b": {"schema": TEXT}})),
        ["ERR request-body-media-type-schema-added"],
        ["INFO request-body-media-type-schema-removed"],
    ),
    "the schema of a response": (
        with_response("200", content={"a/b": {}}),
        with_response("200", content={"a/b": {"schema": TEXT}}),
        ["INFO response-body-media-type-schema-added"],
        ["ERR response-body-media-type-schema-removed"],
    ),
    "a status of success": (
        *(document(), with_response("204")),
        *(["INFO response-success-status-added"], ["ERR response-success-status-removed"]),
    ),
    "a status of failure": (
        *(document(), with_response("404")),
        ["INFO response-non-success-status-added"],
        ["INFO response-non-success-status-removed"],
    ),
    "another media type of a response": (
        *(with_media("a/b"), with_media("c/d")),
        *both_ways("ERR response-media-type-removed", "INFO response-media-type-added"),
    ),
    "a parameter of a media type": (
        *(with_media("a/b"), with_media("a/b; charset=utf-8")),
        ["INFO response-media-type-parameter-added"],
        ["ERR response-media-type-parameter-removed"],
    ),
    "another parameter of a media type": (
        *(with_media("a/b; charset=ascii"), with_media("a/b; charset=utf-8")),
        *both_ways("ERR response-media-type-parameter-changed"),
    ),
    "a media type in other letters": (
        *(with_media("a/b"), with_media("A/B")),
        *both_ways("INFO response-media-type-name-changed"),
    ),
    "a wider media type": (
        *(with_media("application/problem+json"), with_media("application/json")),
        ["ERR response-media-type-name-generalized"],
        ["INFO response-media-type-name-specialized"],
    ),
    "types that XML cannot tell apart": (
        *(with_media("application/xml"), with_media("application/xml", OBJECT)),
        *(["INFO response-body-type-compatible"], ["ERR response-body-type-generalized"]),
    ),
    "an optional header": (
        *(with_response("200"), with_header()),
        *(["INFO response-header-added"], ["INFO optional-response-header-removed"]),
    ),
    "a required header": (
        *(with_response("200"), with_header(required=True)),
        *(["INFO response-header-added"], ["ERR required-response-header-removed"]),
    ),
    "a header that becomes required": (
        *(with_header(), with_header(required=True)),
        *(["INFO response-header-became-required"], ["ERR response-header-became-optional"]),
    ),
    "a type wrapped in a oneOf": (
        answering(required()),
        answering({"oneOf": [required(), {**OBJECT, "required": ["q"]}]}),
        ["ERR response-body-one-of-added"],
        ["INFO response-body-one-of-removed"],
    ),
    "security of an operation": (
        *(document(), document({"security": [{"key": []}]})),
        ["ERR api-security-anonymous-access-removed"],
        ["INFO api-security-anonymous-access-added"],
    ),
    "a scope of an operation": (
        document({"security": [{"key": []}]}),
        document({"security": [{"key": ["read"]}]}),
        *(["ERR api-security-scope-added"], ["INFO api-security-scope-removed"]),
    ),
    "security of all operations": (
        *(document(), document(security=[{"key": []}])),
        ["ERR api-security-anonymous-access-removed"],
        ["INFO api-security-anonymous-access-added"],
    ),
    "a scope of all operations": (
        *(document(security=[{"key": []}]), document(security=[{"key": ["read"]}])),
        *(["ERR api-security-scope-added"], ["INFO api-security-scope-removed"]),
    ),
    "a security scheme": (
        *(document(), scheme({"type": "http", "scheme": "bearer"})),
        ["INFO api-security-component-added"],
        ["INFO api-security-component-removed"],
    ),
    "the type of a security scheme": (
        scheme({"type": "http", "scheme": "bearer"}),
        scheme({"type": "apiKey", "in": "query", "name": "key"}),
        *both_ways("ERR api-security-component-type-changed"),
    ),
    "where a key goes": (
        scheme({"type": "apiKey", "in": "header", "name": "key"}),
        scheme({"type": "apiKey", "in": "query", "name": "key"}),
        *both_ways("ERR api-security-component-api-key-in-changed"),
    ),
    "where a token comes from": (
        *(oauth(), oauth(tokenUrl="b")),
        *both_ways("WARN api-security-component-oauth-token-url-changed"),
    ),
    "where a login is": (
        *(oauth(), oauth(authorizationUrl="b")),
        *both_ways("WARN api-security-component-oauth-url-changed"),
    ),
    "a scope of a scheme": (
        *(oauth(), oauth(scopes={"read": "all"})),
        ["INFO api-security-component-oauth-scope-added"],
        ["INFO api-security-component-oauth-scope-removed"],
    ),
    "what a scope says": (
        *(oauth(scopes={"read": "all"}), oauth(scopes={"read": "most"})),
        *both_ways("INFO api-security-component-oauth-scope-changed"),
    ),
    "an operationId": (
        *(document(), document({"operationId": "a"})),
        *(["INFO api-operation-id-added"], ["INFO api-operation-id-removed"]),
    ),
    "another operationId": (
        *(document({"operationId": "a"}), document({"operationId": "b"})),
        *both_ways("INFO api-operation-id-removed"),
    ),
    "another tag": (
        *(document({"tags": ["A"]}), document({"tags": ["B"]})),
        *both_ways("INFO api-tag-added", "INFO api-tag-removed"),
    ),
    "one more tag": (
        *(document({"tags": ["A"]}), document({"tags": ["A", "B"]})),
        *(["INFO api-tag-added"], ["INFO api-tag-removed"]),
    ),
    "a title": (
        *(sending({**TEXT, "title": "A"}), sending({**TEXT, "title": "B"})),
        *both_ways("INFO title-changed"),
    ),
    "a version": (
        document(info={"title": "Things", "version": "1.10"}),
        document(info={"title": "Things", "version": "1.9"}),
        *(["INFO api-version-decreased"], []),
    ),
    "a server": (
        *(document(), document(servers=[{"url": "https://a"}])),
        *(["INFO api-server-added"], ["INFO api-server-removed"]),
    ),
    "a schema": (
        *(document(), schemas(A=OBJECT)),
        *(["INFO api-schema-added"], ["INFO api-schema-removed"]),
    ),
    "the name of a schema": (
        *(schemas(A=property_()), schemas(B=property_())),
        *both_ways("INFO schema-renamed"),
    ),
    "a schema that nothing uses": (
        *(schemas(A=OBJECT), schemas(A=property_())),
        *both_ways("INFO unused-schema-changed"),
    ),
    "security of an operation that is public now": (
        document(security=[{"key": []}]),
        document({"security": []}, security=[{"key": []}]),
        ["INFO api-security-anonymous-access-added"],
        ["ERR api-security-anonymous-access-removed"],
    ),
    "inherited security, written out": (
        document(security=[{"key": []}]),
        document({"security": [{"key": []}]}, security=[{"key": []}]),
        *([], []),
    ),
    "an alternative of the security": (
        document({"security": [{"key": []}]}),
        document({"security": [{"key": []}, {"login": []}]}),
        *(["INFO api-security-added"], ["ERR api-security-removed"]),
    ),
    "security at the top that no operation inherits": (
        document({"security": [{"key": []}]}, security=[{"key": []}]),
        document({"security": [{"key": []}]}, security=[{"key": []}, {"login": []}]),
        *(["INFO api-global-security-added"], ["INFO api-global-security-removed"]),
    ),
    "a webhook": (
        *(document(), document(webhooks={"done": {"post": {"responses": {}}}})),
        *(["INFO webhook-added"], ["ERR webhook-removed"]),
    ),
    "a callback": (
        *(document(), document({"callbacks": CALLBACK})),
        *(["INFO callback-added"], ["ERR callback-removed"]),
    ),
    "what no rule speaks of": (
        *(document(), document({"x-quota": 100})),
        *both_ways("INFO unclassified-change"),
    ),
    "what no rule speaks of, in a schema": (
        *(sending(TEXT), sending({**TEXT, "x-unit": "cm"})),
        *both_ways("INFO unclassified-change"),
    ),
}


@pytest.mark.parametrize("row", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_something_comes_goes_and_changes(
    row: tuple[Document, Document, list[str], list[str]],
) -> None:
    one, other, there, back = row
    assert findings_of(one, other) == there
    assert findings_of(other, one) == back


# The same, said in two ways.
SPELLINGS = {
    "null": ({**TEXT, "nullable": True}, {"type": ["string", "null"]}),
    "null in anyOf": ({"type": ["null", "string"]}, {"anyOf": [TEXT, {"type": "null"}]}),
    "null in oneOf": ({**TEXT, "nullable": True}, {"oneOf": [{"type": "null"}, TEXT]}),
    "a list of types": ({"type": ["string", "integer"]}, {"oneOf": [WHOLE, TEXT]}),
    "an exclusive bound": ({"exclusiveMinimum": 3}, {"minimum": 3, "exclusiveMinimum": True}),
    "allOf of one": (required(), {"allOf": [required()]}),
    "allOf of parts": (
        required(),
        {"allOf": [property_(), {**OBJECT, "required": ["p"]}]},
    ),
    "a default of the language": (TEXT, {**TEXT, "nullable": False, "minLength": 0}),
    "any further property": (OBJECT, {**OBJECT, "additionalProperties": {}}),
    "a reference": (required(), {"$ref": "#/components/schemas/Same"}),
}


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_the_same_in_another_spelling_is_no_finding(spellings: tuple[Any, Any]) -> None:
    components = {"schemas": {"Same": required()}}
    for make in (sending, answering):
        one, other = (make(schema, components=components) for schema in spellings)
        for changes in (diff(one, other), diff(other, one)):
            assert changes == Changes(is_rewritten=True)
            assert not changes.is_empty
            assert changes.label == "cosmetic"


def shuffled(node: Any, chance: random.Random) -> Any:
    """The same with its keys, and the arrays that have no order, in another order."""
    if isinstance(node, dict):
        keys = list(node)
        chance.shuffle(keys)
        mixed = {key: shuffled(node[key], chance) for key in keys}
        for keyword in ("parameters", "required", "enum", "tags"):
            if isinstance(mixed.get(keyword), list):
                chance.shuffle(mixed[keyword])
        return mixed
    return [shuffled(element, chance) for element in node] if isinstance(node, list) else node


def moved_on(node: Any) -> Any:
    """The same as pulled a minute later, with the moment of the pull in texts and examples."""
    if isinstance(node, dict):
        printed = {"description": "e.g. 1786123679", "example": 1_786_123_679}
        return {
            key: printed[key]
            if key in printed and isinstance(value, str | int)
            else moved_on(value)
            for key, value in node.items()
        }
    return [moved_on(element) for element in node] if isinstance(node, list) else node


class TestTheContract:
    """On the document that Flochat has."""

    def test_it_has_not_changed_against_itself(self) -> None:
        contract = vendored_contract(overlaid=False)
        assert diff(contract, copy.deepcopy(contract)).is_empty

    def test_order_makes_no_finding(self) -> None:
        contract = vendored_contract(overlaid=False)
        assert diff(contract, shuffled(contract, random.Random(7))).is_empty

    def test_rewritten_prose_is_counted_and_makes_no_finding(self) -> None:
        contract = vendored_contract(overlaid=False)
        changes = diff(contract, moved_on(contract))
        assert not changes.findings
        assert len(changes.prose) > 500
        assert changes.label == "cosmetic"

    def test_its_real_history_adds_six_operations_and_moves_eight(self) -> None:
        contract = vendored_contract(overlaid=False)
        earlier = before_broadcasts(contract)
        forward, backward = diff(earlier, contract), diff(contract, earlier)
        ids = [finding.id for finding in forward.findings]
        assert {identity: ids.count(identity) for identity in ids} == {
            "endpoint-added": 6,
            "api-tag-added": 8,
            "api-tag-removed": 8,
        }
        assert (forward.worst, forward.label) == (Level.INFO, "additive")
        moves = [finding.text for finding in forward.findings if finding.id == "api-tag-added"]
        assert all(
            "flochat_api.api.sending." in text and "-> flochat_api.api.broadcast." in text
            for text in moves
        )
        assert [finding.level for finding in backward.findings] == [Level.ERR] * 6 + [
            Level.INFO
        ] * 16
        assert {finding.id for finding in backward.at_least(Level.ERR)} == {
            "api-path-removed-without-deprecation"
        }


# What Flochat's platform had not yet before it had broadcasts of its own.
NEW_THEN = (
    "/subscriber/broadcasts",
    "/subscriber/broadcast/cancel",
    "/subscriber/broadcast/delete",
    "/team/ticket-lists/{listId}/items/{listItemId}/comments",
    "/flow/error-logs/data",
)


def before_broadcasts(contract: Document) -> Document:
    earlier = copy.deepcopy(contract)
    for path in NEW_THEN:
        del earlier["paths"][path]
    for item in earlier["paths"].values():
        for operation in item.values():
            operation["tags"] = ["Sending" if t == "Broadcast" else t for t in operation["tags"]]
    return earlier


def test_references_may_be_recursive() -> None:
    def tree(leaf: Any) -> Document:
        node = {"$ref": "#/components/schemas/Node"}
        children = {"type": "array", "items": node}
        content = {**OBJECT, "properties": {"children": children, "next": node, "leaf": leaf}}
        loop = {"allOf": [{"$ref": "#/components/schemas/Loop"}]}
        return answering(node, components={"schemas": {"Node": content, "Loop": loop}})

    assert diff(tree(TEXT), tree(TEXT)).is_empty
    changes = diff(tree(TEXT), tree(WHOLE))
    assert [(finding.id, finding.location) for finding in changes.findings] == [
        ("response-property-type-changed", "/components/schemas/Node/properties/leaf/type")
    ]


def test_a_reference_out_of_the_document_is_compared_by_its_name() -> None:
    one, other = ({"$ref": f"elsewhere.json#/{name}"} for name in "ab")
    assert diff(sending(one), sending(one)).is_empty
    assert findings_of(sending(one), sending(other)) == ["INFO unclassified-change"]


def test_a_shared_schema_is_told_for_each_operation_that_uses_it() -> None:
    def shared(schema: Any) -> Document:
        made = sending({"$ref": "#/components/schemas/A"}, components={"schemas": {"A": schema}})
        made["paths"]["/more"] = made["paths"][PATH]
        return made

    changes = diff(shared(property_()), shared(OBJECT))
    assert [finding.operation for finding in changes.findings] == ["POST /more", OPERATION]


def test_a_placeholder_may_be_renamed() -> None:
    def named(name: str) -> Document:
        made = parameters(path_parameter(name))
        return {**made, "paths": {f"/things/{{{name}}}": made["paths"][PATH]}}

    changes = diff(named("id"), named("thingId"))
    assert [(finding.id, finding.operation) for finding in changes.findings] == [
        ("path-parameter-renamed", "POST /things/{thingId}")
    ]
    assert changes.label == "cosmetic"


#: Patterns that each part of a path matches, being some text without a slash, and others.
OF_ANY_PART: Final = (
    *("^[^/]+$", "[^/]", r"^[^\/]*$", ".*", ".+", "^.", ".{1,}$", "^.{0,}$", "", "^", "^$|^.+$"),
    *("^(.+)$", "^(?:[^/]+)$", r"^[\s\S]+$", ".?.+", "x|.", "^.+?$"),
)
OF_SOME_PARTS: Final = (
    *("^[^/?]+$", "..", "^.{2,}$", "^.$", "^.{1,9}$", "^$", r"\.", "[.]", r".\|", "[||]", "a*b"),
    *("^(.+)/(.+)$", "(?!a)", "^(..)+$", "[0-9]+", r"^\S+$"),
)


@pytest.mark.parametrize(
    ("declared", "level"),
    [
        ({"schema": TEXT}, "INFO"),
        ({"schema": {**TEXT, "minLength": 1}, "deprecated": True}, "INFO"),
        ({"schema": TEXT, "x-stability-level": "alpha"}, "INFO"),
        ({"schema": {**TEXT, "maxLength": 7}}, "ERR"),
        ({"schema": {"type": "integer"}}, "ERR"),
        *(({"schema": {**TEXT, "pattern": one}}, "INFO") for one in OF_ANY_PART),
        *(({"schema": {**TEXT, "pattern": one}}, "ERR") for one in OF_SOME_PARTS),
        ({"schema": TEXT, "style": "matrix"}, "ERR"),
        ({"content": {"application/json": {"schema": {"type": "integer"}}}}, "ERR"),
    ],
)
def test_a_placeholder_that_nothing_declared_was_any_text(declared: Document, level: str) -> None:
    declaring = parameters({"name": "id", "in": "path", "required": True, **declared})
    bare = parameters()
    assert findings_of(bare, declaring) == [f"{level} new-request-path-parameter"]
    [back] = findings_of(declaring, bare)
    is_plain = "style" not in declared and "content" not in declared
    assert back.startswith(f"{'INFO' if is_plain else 'ERR'} request-parameter-removed")


@pytest.mark.parametrize(
    ("demand", "level"),
    [
        ({"minLength": 1}, "INFO"),
        ({"minLength": 2}, "ERR"),
        ({"pattern": "^[^/]+$"}, "INFO"),
        ({"pattern": "^[^/]{2,}$"}, "ERR"),
    ],
)
def test_a_placeholder_stands_for_some_text_without_a_slash(demand: Document, level: str) -> None:
    old, new = (
        parameters({**path_parameter("id"), "schema": {**TEXT, **more}}) for more in ({}, demand)
    )
    assert diff(old, new).worst == Level[level]
    queries = (
        parameters({"name": "q", "in": "query", "schema": {**TEXT, **more}})
        for more in ({}, demand)
    )
    assert diff(*queries).worst == Level.ERR


@pytest.mark.parametrize("path", ["/a/{id:[0-9]+}", "/a/{id*}", "/a/{.id}"])
def test_a_placeholder_may_have_a_pattern_of_its_own(path: str) -> None:
    def named(name: str, schema: Document) -> Document:
        made = parameters({**path_parameter(name), "schema": schema})
        return {**made, "paths": {path.replace("id", name): made["paths"][PATH]}}

    assert findings_of(named("id", TEXT), named("key", TEXT)) == ["INFO path-parameter-renamed"]
    assert diff(named("id", TEXT), named("key", WHOLE)).worst == Level.ERR


def test_a_path_parameter_without_a_place_in_its_path_breaks_nothing() -> None:
    def named(placeholder: str, name: str, schema: Document) -> Document:
        made = parameters({**path_parameter(name), "schema": schema})
        return {**made, "paths": {f"/a/{{{placeholder}}}": made["paths"][PATH]}}

    old = named("x", "key", TEXT)
    assert diff(old, named("y", "other", TEXT)).worst == Level.INFO
    assert diff(old, named("x", "key", WHOLE)).worst == Level.INFO
    assert diff(old, named("x", "x", TEXT)).worst == Level.INFO
    assert diff(old, named("x", "x", WHOLE)).worst == Level.ERR


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"schema": WHOLE}, {"schema": WHOLE}, []),
        ({"schema": {**TEXT, "maxLength": 5}}, {"schema": {**TEXT, "maxLength": 5}}, []),
        (
            {"schema": TEXT},
            {"schema": {**TEXT, "minLength": 1}},
            ["ERR request-parameter-min-length-set"],
        ),
    ],
)
def test_a_placeholder_that_is_declared_first_hides_nothing_of_the_next_parameter(
    before: Document, after: Document, told: list[str]
) -> None:
    query = {"name": "q", "in": "query"}
    old = parameters({**query, **before})
    new = parameters(path_parameter("id"), {**query, **after})
    assert sorted(findings_of(old, new)) == [*told, "INFO new-request-path-parameter"]


def test_webhooks_and_callbacks_flow_the_other_way() -> None:
    def hook(schema: Document) -> Document:
        item = sending(schema)["paths"][PATH]
        return document({"callbacks": {"done": {"url": item}}}, webhooks={"done": item})

    lost = diff(hook(required()), hook(OBJECT))
    identity = "response-required-property-removed"
    assert [(finding.id, finding.operation, finding.text) for finding in lost.findings] == [
        (identity, OPERATION, "callback done, request body p: removed"),
        (identity, "POST webhook done", "request body p: removed"),
    ]


def test_webhooks_and_callbacks_are_told_apart() -> None:
    def sent(*names: str, **more: Document) -> Document:
        items = {name: sending(required() if name in names else OBJECT) for name in ("a", "b")}
        hooks = {name: item["paths"][PATH] for name, item in items.items()}
        urls = {"/one": hooks["a"], "/two": hooks["b"]}
        return document({"callbacks": {"done": urls}}, webhooks=hooks, **more)

    found = diff(sent("a", "b"), sent()).findings
    assert [(finding.operation, finding.text) for finding in found] == [
        (OPERATION, "callback done to /one, request body p: removed"),
        (OPERATION, "callback done to /two, request body p: removed"),
        ("POST webhook a", "request body p: removed"),
        ("POST webhook b", "request body p: removed"),
    ]
    assert diff(sent(), sent("a", "b")).by_operation().keys() == {
        *(OPERATION, "POST webhook a", "POST webhook b")
    }


def test_the_schemes_of_http_ignore_case() -> None:
    def secured(scheme: str) -> Document:
        schemes = {"key": {"type": "http", "scheme": scheme}}
        return document(components={"securitySchemes": schemes})

    assert findings_of(secured("Bearer"), secured("bearer")) == []
    assert findings_of(secured("bearer"), secured("basic")) == [
        "ERR api-security-component-http-scheme-changed"
    ]


def test_a_location_points_to_what_came_or_to_what_is_gone() -> None:
    one, other = sending(required()), sending(OBJECT)
    pointer = "/paths/~1things~1{id}/post/requestBody/content/application~1json/schema/properties/p"
    for old, new in ((one, other), (other, one)):
        assert [finding.location for finding in diff(old, new).findings] == [pointer]


def test_neither_document_is_touched() -> None:
    old, new = sending(required(nullable=True)), answering(OBJECT)
    before = copy.deepcopy((old, new))
    diff(old, new)
    assert (old, new) == before


def test_without_an_old_document_all_is_new() -> None:
    assert findings_of({}, document()) == ["INFO endpoint-added"]


def test_the_text_has_a_line_for_each_finding_worst_first() -> None:
    changes = diff(sending(property_(title="a")), sending(required(title="a", description="b")))
    assert changes.text().splitlines() == [
        "breaking: 1 ERR, 1 in prose only",
        "ERR POST /things/{id}: request body p: became required [request-property-became-required]",
    ]
    assert Changes().text() == "no change"


def test_what_a_document_says_stays_in_its_line() -> None:
    changes = diff(sending(TEXT), sending({**TEXT, "enum": ["\n::error::\x1b[31m", "a" * 9_999]}))
    (finding,) = changes.findings
    assert finding.text.isprintable()
    assert len(finding.text) < 1_000


def test_what_a_property_became_is_told_where_the_property_stands() -> None:
    def thing(**keywords: Any) -> Document:
        schema = {**OBJECT, "properties": {"p": {"$ref": "#/components/schemas/P"}}, **keywords}
        return sending(schema, components={"schemas": {"P": TEXT}})

    (finding,) = diff(thing(), thing(required=["p"])).findings
    assert finding.id == "request-property-became-required"
    assert finding.location.endswith("/schema/properties/p")


@pytest.mark.parametrize(
    "junk", [None, True, 3, "x", [], [[]], {}, {"a": 1}, {"$ref": "#/nowhere"}, {"$ref": 3}]
)
def test_a_keyword_that_is_not_what_it_should_be_stops_nothing(junk: Any) -> None:
    keywords = (
        "type",
        "format",
        "enum",
        "required",
        "pattern",
        "minimum",
        "discriminator",
        "const",
    )
    for keyword in (*keywords, "items", "additionalProperties", "dependentRequired", "nullable"):
        odd = sending({**required(), keyword: junk})
        for old, new in ((sending(required()), odd), (odd, sending(required()))):
            diff(old, new)
        assert diff(odd, copy.deepcopy(odd)).is_empty


@pytest.mark.parametrize("name", ["Accept", "Content-Type", "authorization"])
def test_headers_that_openapi_ignores_are_no_parameters(name: str) -> None:
    where = {"in": "header", "name": name}
    given = taking(**where)
    assert diff(document(), given).findings == diff(given, document()).findings == ()
    assert diff(given, taking({"type": "integer"}, required=True, **where)).findings == ()


def test_paths_that_differ_in_a_placeholder_are_told_and_compared() -> None:
    old, new = document(), document()
    for side, schema in ((old, {"type": "string"}), (new, {"type": "integer"})):
        side["paths"]["/things/{name}"] = {"post": answering(schema)["paths"][PATH]["post"]}
    changes = diff(old, new)
    assert [(one.level.name, one.id) for one in changes.findings] == [
        ("ERR", "response-body-type-changed"),
        ("INFO", "path-duplicate"),
    ]
    assert diff(new, new).label == "none"
    renamed = copy.deepcopy(new)
    renamed["paths"] = {f"{path[:-1]}2}}": item for path, item in new["paths"].items()}
    assert {one.id for one in diff(new, renamed).findings} == {"path-duplicate"}


def test_nothing_is_allowed_any_more() -> None:
    for old, new in (
        ({"type": "string"}, False),
        ({}, {"not": {}}),
        ({"enum": [1]}, {"not": True}),
    ):
        (finding,) = diff(sending(old), sending(new)).findings
        assert (finding.id, finding.level.name) == ("request-body-schema-became-false", "ERR")
        (finding,) = diff(sending(new), sending(old)).findings
        assert (finding.id, finding.level.name) == ("request-body-schema-became-not-false", "INFO")


def test_a_required_property_is_no_longer_read_only() -> None:
    def body(version: str, **more: bool) -> dict[str, Any]:
        schema = {"type": "object", "required": ["p"], "properties": {"p": {**TEXT, **more}}}
        return {**sending(schema), "openapi": version}

    for version, level, suffix in (("3.0.3", "ERR", ""), ("3.1.0", "INFO", "-in-openapi-31")):
        (finding,) = diff(body(version, readOnly=True), body(version)).findings
        assert finding.level.name == level
        assert finding.id == f"request-required-property-became-not-read-only{suffix}"

"""What a report says of an argument or an attribute is what happens when it is called.

Each kind of change is made to the contract; then the facade is used on a host that checks requests
by the changed contract and answers as it says.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import httpx
import pytest
from jsonschema import Draft202012Validator

from flochat import Flochat, FlochatError, models
from flochat._sync.transport import Transport
from flochat.contract import vendored_contract
from flochat.contract.consequence import consequence
from flochat.contract.diff import diff
from flochat.contract.impact import with_impact
from flochat.contract.references import for_the_generator

Document = dict[str, Any]
Schema = dict[str, Any]

TAG: Final = {"tag_ns": "f1t2", "name": "VIP"}
ANSWERS: Final[dict[str, Any]] = {
    "GET /flow/tags": {"data": [TAG]},
    "POST /flow/create-tag": TAG,
    "DELETE /flow/delete-tag-by-name": {"status": "ok"},
    "GET /flow/bot-fields": {"data": [{"var_ns": "f1v2", "name": "Open", "var_type": "json"}]},
    "POST /flow/settings/set-default-ai-provider": {"status": "ok"},
    "POST /openai-embeddings/import": {"inserted": 1, "updated": 0, "skipped": 0},
}


class Kind(NamedTuple):
    """A change, the operation that it is told of, what is told, and what then happens."""

    change: Callable[[Document], object]
    operation: str
    told: str
    call: Callable[[Flochat], object]
    #: What comes of the call; a type of error, or what it returns.
    outcome: object
    answer: Any = None


def schemas(document: Document) -> Document:
    found: Document = document["components"]["schemas"]
    return found


def body(document: Document, path: str, method: str = "post") -> Schema:
    content = document["paths"][path][method]["requestBody"]["content"]
    schema: Schema = content["application/json"]["schema"]
    return schema


def filter_of_tags(document: Document) -> Schema:
    parameters = document["paths"]["/flow/tags"]["get"]["parameters"]
    return next(one for one in parameters if one["name"] == "name")


def demand_color(document: Document) -> None:
    schema = body(document, "/flow/create-tag")
    schema["properties"]["color"] = {"type": "string"}
    schema["required"] = [*schema.get("required", ()), "color"]


def drop_name(document: Document) -> None:
    tag = schemas(document)["Tag"]
    del tag["properties"]["name"]
    tag["required"] = [name for name in tag.get("required", ()) if name != "name"]


def narrow_provider(document: Document) -> None:
    schema = body(document, "/flow/settings/set-default-ai-provider")
    schema["properties"]["ai_provider"]["enum"] = ["openai"]


def row_to_import(document: Document) -> Schema:
    rows: Schema = body(document, "/openai-embeddings/import")["properties"]["rows"]["items"]
    return rows


def import_text(client: Flochat) -> object:
    return client.embeddings.import_many([models.NewEmbedding(heading="Hours", text="9 to 5")])


def first_provider(client: Flochat) -> object:
    return client.flow.settings.set_default_ai_provider("groq")


KINDS: Final[dict[str, Kind]] = {
    "operation removed": Kind(
        lambda document: document["paths"].pop("/flow/delete-tag-by-name"),
        "DELETE /flow/delete-tag-by-name",
        "",  # that it is broken says it all
        lambda client: client.flow.tags.delete("VIP"),
        FlochatError,
    ),
    "parameter removed": Kind(
        lambda document: document["paths"]["/flow/tags"]["get"]["parameters"].remove(
            filter_of_tags(document)
        ),
        "GET /flow/tags",
        "flow.tags.list(name) is ignored or refused",
        lambda client: client.flow.tags.list(name="V").to_list(),
        FlochatError,
    ),
    "parameter made required": Kind(
        lambda document: filter_of_tags(document).update(required=True),
        "GET /flow/tags",
        "flow.tags.list(name) must be given",
        lambda client: client.flow.tags.list().to_list(),
        FlochatError,
    ),
    "request property made required": Kind(
        demand_color,
        "POST /flow/create-tag",
        "flow.tags.create cannot give it",
        lambda client: client.flow.tags.create("VIP"),
        FlochatError,
    ),
    "property inside an argument made required": Kind(
        lambda document: row_to_import(document).update(required=["type"]),
        "POST /openai-embeddings/import",
        "what embeddings.import_many(embeddings) holds must have type",
        import_text,
        FlochatError,
    ),
    "property inside an argument removed": Kind(
        lambda document: row_to_import(document).update(
            properties={"text": {"type": "string"}}, additionalProperties=False
        ),
        "POST /openai-embeddings/import",
        "heading in embeddings.import_many(embeddings) is ignored or refused",
        import_text,
        FlochatError,
    ),
    "request enum narrowed": Kind(
        narrow_provider,
        "POST /flow/settings/set-default-ai-provider",
        "flow.settings.set_default_ai_provider(provider) is refused with",
        first_provider,
        FlochatError,
    ),
    "response property removed": Kind(
        drop_name,
        "GET /flow/tags",
        "Tag.name is None from now on",
        lambda client: client.flow.tags.list().first().name,  # type: ignore[union-attr]  # there is one
        None,
        {"data": [{"tag_ns": "f1t2"}]},
    ),
    "response property retyped": Kind(
        lambda document: schemas(document)["Tag"]["properties"].update(name={"type": "object"}),
        "GET /flow/tags",
        "Tag.name is None where the service answers with another type",
        lambda client: client.flow.tags.list().first().name,  # type: ignore[union-attr]  # there is one
        None,
        {"data": [{"tag_ns": "f1t2", "name": {"en": "VIP"}}]},
    ),
    "response enum widened": Kind(
        lambda document: schemas(document)["BotField"]["properties"]["var_type"]["enum"].append(
            "json"
        ),
        "GET /flow/bot-fields",
        "BotField.var_type can be 'json', too",
        lambda client: client.flow.bot_fields.list().first().var_type,  # type: ignore[union-attr]  # there is one
        "json",
    ),
}


def answering(document: Document, kind: Kind) -> Flochat:
    """A client of a host that keeps to a document, and refuses what it does not allow."""
    document = for_the_generator(document)

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        operation = document["paths"].get(path, {}).get(request.method.lower())
        if operation is None:
            return httpx.Response(404, json={"message": "no such operation"})
        parameters = {one["name"]: one for one in operation.get("parameters", ())}
        known = request.url.params.keys() <= parameters.keys()
        needed = {name for name, one in parameters.items() if one.get("required")}
        if not known or not needed <= request.url.params.keys():
            return httpx.Response(422, json={"message": "the parameters do not fit"})
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            whole = {**schema, "components": document["components"]}
            if not Draft202012Validator(whole).is_valid(json.loads(request.content)):
                return httpx.Response(422, json={"message": "the body does not fit"})
        usual = ANSWERS[f"{request.method} {path}"]
        return httpx.Response(200, json=usual if kind.answer is None else kind.answer)

    client = Flochat("key", base_url="http://127.0.0.1/api")
    usual = client._transport
    client._transport = Transport(
        usual.settings, usual.runtime, http_transport=httpx.MockTransport(answer)
    )
    return client


@pytest.mark.parametrize("name", KINDS)
def test_what_is_told_is_what_happens(name: str) -> None:
    kind = KINDS[name]
    old = vendored_contract(overlaid=False)
    new = copy.deepcopy(old)
    kind.change(new)
    findings = with_impact(diff(old, new)).findings
    touched = [one for one in findings if one.operation == kind.operation]
    told = {consequence(one) for one in touched}
    fails = kind.outcome is FlochatError
    assert any(one.impact in ("broken", "adapt") for one in touched) or not fails
    assert any(kind.told in one for one in told), told
    if fails:
        with answering(new, kind) as client, pytest.raises(FlochatError):
            kind.call(client)
    else:
        with answering(new, kind) as client:
            assert kind.call(client) == kind.outcome


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.answer is None])
def test_before_the_change_it_was_otherwise(name: str) -> None:
    kind = KINDS[name]
    with answering(vendored_contract(overlaid=False), kind) as client:
        kind.call(client)

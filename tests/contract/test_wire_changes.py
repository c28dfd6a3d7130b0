"""What becomes of the facade when upstream changes the wire: all that can go on goes on.

A client is generated from a contract in which much has changed, and the facade is used on it, in a
process of its own, against a sandbox.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.impact import with_impact
from flochat.contract.normalise import normalise
from flochat.sandbox import Server, serve
from scripts.regeneration.generate import generate
from tests.support.clients import Clients
from tests.support.other_client import make_calls

Document = dict[str, Any]
Calls = Callable[..., list[dict[str, Any]]]

VARIANT = "/shop/products/{productId}/variants/{variantId}/get-info"
EXCHANGED = {"productId": "variantId", "variantId": "productId"}


def remove_an_operation(document: Document) -> None:
    del document["paths"]["/flow/delete-tag-by-name"]


def add_an_optional_parameter(document: Document) -> None:
    new = {"in": "query", "name": "colour", "required": False, "schema": {"type": "string"}}
    document["paths"]["/flow/tags"]["get"]["parameters"].append(new)


def add_a_response_field(document: Document) -> None:
    document["components"]["schemas"]["Tag"]["properties"]["colour"] = {"type": "string"}


def require_a_body_field(document: Document) -> None:
    body = document["paths"]["/subscriber/send-text"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    schema["properties"]["consent"] = {"type": "boolean"}
    schema["required"].append("consent")


def require_a_parameter(document: Document) -> None:
    new = {"in": "query", "name": "region", "required": True, "schema": {"type": "string"}}
    document["paths"]["/team-info"]["get"].setdefault("parameters", []).append(new)


def exchange_the_names_of_placeholders(document: Document) -> None:
    item = document["paths"].pop(VARIANT)
    for parameter in item["get"]["parameters"]:
        parameter["name"] = EXCHANGED[parameter["name"]]
    document["paths"]["/shop/products/{variantId}/variants/{productId}/get-info"] = item


def mend_the_path_of_claude(document: Document) -> None:
    document["paths"]["/integration/claude"] |= document["paths"].pop("/integration/calude")


def require_a_header_and_a_cookie(document: Document) -> None:
    labels = document["paths"]["/team/labels"]["get"].setdefault("parameters", [])
    for place, name in (("header", "X-API-TOKEN"), ("cookie", "sid")):
        new = {"in": place, "name": name, "required": True, "schema": {"type": "string"}}
        labels.append(new)


def take_vendor_json(document: Document) -> None:
    content = document["paths"]["/flow/create-tag"]["post"]["requestBody"]["content"]
    content["application/vnd.api+json"] = content.pop("application/json")


CHANGES = (
    require_a_header_and_a_cookie,
    take_vendor_json,
    remove_an_operation,
    add_an_optional_parameter,
    add_a_response_field,
    require_a_body_field,
    require_a_parameter,
    exchange_the_names_of_placeholders,
    mend_the_path_of_claude,
)


def changed(*changes: Callable[[Document], None]) -> Document:
    document = copy.deepcopy(vendored_contract(overlaid=False))
    for change in changes:
        change(document)
    return normalise(document)


@pytest.fixture(scope="module")
def changed_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changed")
    generate(changed(*CHANGES), folder)
    return folder


@pytest.fixture(scope="module")
def running_sandbox() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def sandbox(running_sandbox: Server) -> Server:
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture
def calls(make_client: Clients, changed_client: Path, sandbox: Server) -> Calls:
    """Makes calls on the changed client, with one kind of client and then with the other."""

    def make(*texts: str) -> list[dict[str, Any]]:
        return make_calls(changed_client, make_client.kind, sandbox.url, *texts)

    return make


def sent(sandbox: Server) -> list[str]:
    return [f"{request.method} {request.path.removeprefix('/api')}" for request in sandbox.requests]


def test_what_was_removed_says_so_and_all_else_works(calls: Calls, sandbox: Server) -> None:
    for name in ("VIP", "Lead"):
        sandbox.seed.tag(name)
    by_name, by_namespace, rest = calls(
        "client.flow.tags.delete('VIP')",
        "client.flow.tags.delete(client.flow.tags.list(name='Lead').first())",
        "[tag.name for tag in client.flow.tags.list()]",
    )
    assert by_name["error"].startswith("OperationUnavailableError: DELETE /flow/delete-tag-by-name")
    assert by_namespace == {"value": "Ack()"}
    assert rest == {"value": "['VIP']"}
    assert sent(sandbox) == ["GET /flow/tags", "DELETE /flow/delete-tag", "GET /flow/tags"]


def test_a_new_parameter_is_not_missed_and_a_new_field_stands_in_raw(
    calls: Calls, sandbox: Server
) -> None:
    row = {"tag_ns": "f1t2", "name": "VIP", "colour": "red"}
    sandbox.answer_next(json={"data": [row]}, times=2)
    tags = "client.flow.tags.list().to_list()"
    assert calls(tags, f"{tags}[0].raw['colour']") == [
        {"value": "[Tag(tag_ns='f1t2', name='VIP')]"},
        {"value": "'red'"},
    ]
    assert dict(sandbox.requests[0].query) == {"limit": "100", "page": "1"}


def test_what_upstream_has_come_to_require_is_told_before_anything_is_sent(
    calls: Calls, sandbox: Server
) -> None:
    send, prepare, info = calls(
        "client.messages.send_text('f1u2', 'Hello')",
        "client.prepare(client.messages.send_text, 'f1u2', 'Hello')",
        "client.workspace.info()",
    )
    assert send == prepare
    assert send["error"] == (
        "InvalidArgumentError: POST /subscriber/send-text: the contract requires consent in the "
        "body, which this call does not send"
    )
    assert "GET /team-info: the contract requires region in the query" in info["error"]
    assert sandbox.requests == []


def test_headers_that_are_required_may_be_the_client_s_own_and_are_not_made_up(
    calls: Calls, sandbox: Server
) -> None:
    sandbox.answer_next(json={"data": []})
    labels = "team.labels.list().to_list()"
    without, given = calls(
        f"client.{labels}",
        f"client.with_options(headers={{'X-API-TOKEN': 't1', 'Cookie': 'sid=s1'}}).{labels}",
    )
    assert "the contract requires the" in without["error"]
    assert "which this call does not send; pass" in without["error"]
    assert given == {"value": "[]"}
    (request,) = sandbox.requests
    assert (request.headers["x-api-token"], request.headers["cookie"]) == ("t1", "sid=s1")


def test_a_body_goes_under_the_media_type_of_the_contract(calls: Calls, sandbox: Server) -> None:
    sandbox.answer_next(json={"data": {"tag_ns": "f1t2", "name": "VIP"}})
    calls("client.flow.tags.create('VIP')")
    (request,) = sandbox.requests
    assert request.headers["content-type"] == "application/vnd.api+json"
    assert request.json == {"name": "VIP"}


def test_what_placeholders_are_called_changes_no_path(calls: Calls, sandbox: Server) -> None:
    calls("client.shop.variants.get(8, product=7)")
    assert sent(sandbox) == ["GET /shop/products/7/variants/8/get-info"]


CLAUDE = (
    "client.integrations.claude.connect('c-key').status",
    "client.integrations.claude.get().api_key.reveal()",
    "client.integrations.claude.disconnect()",
    "[request.operation for request in client.prepare(client.integrations.claude.disconnect)]",
)


@pytest.mark.parametrize("spelling", ["calude", "claude"])
def test_claude_is_connected_whichever_way_its_path_is_spelt(
    calls: Calls, make_client: Clients, sandbox: Server, spelling: str
) -> None:
    said = {"status": "ok", "data": {"api_key": "c-key", "status": "verified"}}
    sandbox.answer_next(json=said, times=3)
    if spelling == "calude":  # as the contract of today has it
        client = make_client(sandbox.url)
        told = [{"value": repr(eval(call, {"client": client}))} for call in CLAUDE]
    else:
        told = calls(*CLAUDE)
    assert told == [
        {"value": "'verified'"},
        {"value": "'c-key'"},
        {"value": "Ack()"},
        {"value": f"['DELETE /integration/{spelling}']"},
    ]
    assert sent(sandbox) == [
        f"POST /integration/{spelling}",
        "GET /integration/claude",
        f"DELETE /integration/{spelling}",
    ]
    assert sandbox.requests[0].json == {"api_key": "c-key"}


def test_a_mended_spelling_is_reported_as_safe() -> None:
    mended = diff(changed(), changed(mend_the_path_of_claude))
    touched = {m: f.impact for f in with_impact(mended).findings for m in f.facade}
    assert touched == {
        "integrations.claude.connect": "safe",
        "integrations.claude.disconnect": "safe",
    }
    del (gone := changed())["paths"]["/integration/calude"]
    lost = {f.impact for f in with_impact(diff(changed(), gone)).findings if f.facade}
    assert lost == {"broken"}

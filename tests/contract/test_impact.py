"""What the report says of the facade is what happens to it.

Each kind of change is made to the contract, a client is generated from the changed one, and the
facade is used on that client, in a process of its own, against a host that answers as the changed
contract says.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.impact import with_impact, worst_impact
from scripts.regeneration.generate import generate
from tests.support.cosmetic import cosmetic_changes

Document = dict[str, Any]
Answers = dict[str, Any]

USED = (
    "/flow/bot-fields",
    "/flow/create-tag",
    "/flow/delete-tag-by-name",
    "/flow/tags",
    "/me",
    "/subscriber/send-text",
)
ANSWERS: Answers = {
    "GET /me": {"id": 7, "name": "Ana"},
    "GET /flow/tags": {"data": [{"tag_ns": "f1t2", "name": "VIP"}]},
    "POST /flow/create-tag": {"tag_ns": "f1t2", "name": "VIP"},
    "DELETE /flow/delete-tag-by-name": {"status": "ok"},
    # "json" is no value of the enum, unless it grows.
    "GET /flow/bot-fields": {"data": [{"var_ns": "f1v2", "name": "Open", "var_type": "json"}]},
    "POST /subscriber/send-text": {"status": "ok"},
}
_USE = """
import json, sys
import httpx
from flochat import Flochat, FlochatError
from flochat._sync.transport import Transport
from flochat_api.operations import OPERATIONS

answers = json.loads(sys.argv[1])
unknown = []

def answer(request):
    operation = f"{request.method} {request.url.path.removeprefix('/api')}"
    documented = {parameter.wire for parameter in OPERATIONS[operation].parameters}
    unknown.extend(sorted(set(request.url.params) - documented))
    return httpx.Response(200, json=answers[operation])

client = Flochat("key", base_url="http://127.0.0.1/api")
usual = client._transport
client._transport = Transport(
    usual.settings, usual.runtime, http_transport=httpx.MockTransport(answer)
)
calls = {
    "account.me": client.account.me,
    "flow.tags.list": lambda: client.flow.tags.list(name="V").to_list(),
    "flow.tags.create": lambda: client.flow.tags.create("VIP"),
    "flow.tags.delete": lambda: client.flow.tags.delete("VIP"),
    "flow.bot_fields.list": lambda: client.flow.bot_fields.list().to_list(),
    "messages.send_text": lambda: client.messages.send_text("f1u2", "Hello"),
}
outcomes = {}
for name, call in calls.items():
    unknown.clear()
    try:
        outcomes[name] = {"value": repr(call()), "undocumented": list(unknown)}
    except FlochatError as error:
        outcomes[name] = {"error": f"{type(error).__name__}: {error}"}
print(json.dumps(outcomes))
"""


def contract() -> Document:
    """The vendored contract with the operations that are used here, and what they refer to."""
    document = copy.deepcopy(vendored_contract(overlaid=False))
    document["paths"] = {path: document["paths"][path] for path in USED}
    schemas = document["components"]["schemas"]
    kept: set[str] = set()
    waiting = [json.dumps(document["paths"])]
    while waiting:
        text = waiting.pop()
        for name in schemas.keys() - kept:
            if f'"#/components/schemas/{name}"' in text:
                kept.add(name)
                waiting.append(json.dumps(schemas[name]))
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(kept)}
    return document


def use(document: Document, answers: Answers, folder: Path) -> dict[str, dict[str, Any]]:
    """What comes of each call on a client that is generated from a document."""
    generate(document, folder)
    done = subprocess.run(
        [sys.executable, "-c", _USE, json.dumps(answers)],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    outcomes: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return outcomes


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return use(contract(), ANSWERS, tmp_path_factory.mktemp("usual"))


def operation_removed(document: Document, _answers: Answers) -> None:
    del document["paths"]["/flow/delete-tag-by-name"]


def path_renamed(document: Document, answers: Answers) -> None:
    document["paths"]["/flow/all-tags"] = document["paths"].pop("/flow/tags")
    answers["GET /flow/all-tags"] = answers.pop("GET /flow/tags")


def required_body_field_added(document: Document, _answers: Answers) -> None:
    body = document["paths"]["/subscriber/send-text"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    schema["properties"]["consent"] = {"type": "boolean"}
    schema["required"].append("consent")


def parameter_removed(document: Document, _answers: Answers) -> None:
    operation = document["paths"]["/flow/tags"]["get"]
    operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "name"]


def response_field_removed(document: Document, answers: Answers) -> None:
    tag = document["components"]["schemas"]["Tag"]
    del tag["properties"]["name"]
    tag["required"].remove("name")
    answers["GET /flow/tags"] = {"data": [{"tag_ns": "f1t2"}]}
    answers["POST /flow/create-tag"] = {"tag_ns": "f1t2"}


def response_type_changed(document: Document, answers: Answers) -> None:
    properties = document["components"]["schemas"]["User"]["properties"]
    properties["id"] = {"type": "object", "properties": {"value": {"type": "integer"}}}
    answers["GET /me"] = {"id": {"value": 7}, "name": "Ana"}


def enum_grown(document: Document, _answers: Answers) -> None:
    document["components"]["schemas"]["BotField"]["properties"]["var_type"]["enum"].append("json")


def retagged_and_renamed(document: Document, _answers: Answers) -> None:
    changed = cosmetic_changes(document)
    document.clear()
    document.update(changed)


Change = Callable[[Document, Answers], None]

KINDS: list[tuple[Change, dict[str, str]]] = [
    (operation_removed, {"flow.tags.delete": "broken"}),
    (path_renamed, {"flow.tags.list": "broken"}),
    (required_body_field_added, {"messages.send_text": "broken"}),
    (parameter_removed, {"flow.tags.list": "adapt"}),
    (response_field_removed, {"flow.tags.list": "adapt", "flow.tags.create": "adapt"}),
    (response_type_changed, {"account.me": "adapt"}),
    (enum_grown, {"flow.bot_fields.list": "safe"}),
    (retagged_and_renamed, {}),
]


@pytest.mark.parametrize(
    ("change", "expected"), KINDS, ids=lambda value: getattr(value, "__name__", "")
)
def test_what_the_report_names_is_what_fails(
    change: Change,
    expected: dict[str, str],
    usual: dict[str, dict[str, Any]],
    tmp_path: Path,
) -> None:
    old, new, answers = contract(), contract(), copy.deepcopy(ANSWERS)
    change(new, answers)
    reported = {name: it for name, it in impact_by_method(old, new).items() if name in usual}
    assert {name: reported[name] for name in expected} == expected
    assert {name for name, impact in reported.items() if impact != "safe"} == {
        name for name, impact in expected.items() if impact != "safe"
    }
    outcomes = use(new, answers, tmp_path)
    assert {name: happened(outcomes[name], usual[name]) for name in outcomes} == {
        name: reported.get(name, "safe") for name in outcomes
    }


def impact_by_method(old: Document, new: Document) -> dict[str, str]:
    """The worst that the report says of each method."""
    findings = with_impact(diff(old, new)).findings
    worst: dict[str, str] = {}
    for impact in ("safe", "adapt", "broken"):
        worst |= {name: impact for f in findings if f.impact == impact for name in f.facade}
    return worst


def happened(outcome: dict[str, Any], usual: dict[str, Any]) -> str:
    """What became of a call: it fails, it gives or sends something else than before, or neither."""
    if "error" in outcome:
        return "broken"
    return "safe" if outcome == usual else "adapt"


def test_the_real_history_is_safe_one_way_and_breaks_what_it_adds_the_other() -> None:
    new = vendored_contract(overlaid=False)
    old = copy.deepcopy(new)
    for method, path in HISTORY:
        del old["paths"][path][method]
        if not old["paths"][path]:
            del old["paths"][path]
    forward = with_impact(diff(old, new))
    assert worst_impact(forward) == "safe"
    backward = with_impact(diff(new, old))
    broken = {finding.operation for finding in backward.findings if finding.impact == "broken"}
    assert broken <= {f"{method.upper()} {path}" for method, path in HISTORY}
    for finding in backward.findings:
        assert (finding.impact == "broken") == (
            finding.level.name == "ERR" and bool(finding.facade)
        )


HISTORY = (
    ("get", "/subscriber/broadcasts"),
    ("delete", "/subscriber/broadcast/cancel"),
    ("delete", "/subscriber/broadcast/delete"),
    ("get", "/team/ticket-lists/{listId}/items/{listItemId}/comments"),
    ("post", "/team/ticket-lists/{listId}/items/{listItemId}/comments"),
    ("get", "/flow/error-logs/data"),
)

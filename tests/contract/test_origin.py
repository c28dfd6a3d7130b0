"""Whose document it is: facade and generated client are told of in Flochat's alone."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from flochat.contract import vendored_contract
from flochat.contract.diff import diff
from flochat.contract.impact import with_impact
from tests.support.tiny_document import document

ANSWER: dict[str, Any] = {"responses": {}}


def api(*paths: str) -> dict[str, Any]:
    return {
        **document(),
        "paths": {path: {"get": {"operationId": path, **ANSWER}} for path in paths},
    }


@pytest.mark.parametrize(
    ("others", "is_told"),
    [(("/flow/tags",), True), (("/a", "/b", "/c"), True), (("/a", "/b", "/c", "/d"), False)],
)
def test_the_facade_is_told_of_where_enough_operations_are_the_contracts(
    others: tuple[str, ...], is_told: bool
) -> None:
    changes = with_impact(diff(api("/me", *others), api(*others)))
    (found,) = [it for it in changes.findings if it.operation == "GET /me"]
    assert bool(found.facade) is ("flochat_api" in found.text) is is_told
    assert (changes.impact == "broken") is is_told


def test_another_host_and_title_are_no_other_service() -> None:
    old = vendored_contract(overlaid=False)
    new = copy.deepcopy(old)
    del new["paths"]["/me"]
    for one in (old, new):
        one["info"]["title"] = "Talkative"
        one["servers"] = [{"url": "https://chat.example"}]
    assert with_impact(diff(old, new)).impact == "broken"


def test_names_that_moved_are_told_without_modules_elsewhere() -> None:
    one, other = api("/a"), api("/a")
    other["paths"]["/a"]["get"].update(operationId="b", tags=["T"])
    texts = [it.text for it in diff(one, other).findings]
    assert sorted(texts) == ['operationId: changed, "/a" -> "b"', 'tag: added, "T"']


def test_a_title_in_a_webhook_is_told_of_the_webhook() -> None:
    def noted(title: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"type": "string", "title": title}}}
        hook = {"post": {"requestBody": {"content": content}, **ANSWER}}
        return {**api("/a"), "webhooks": {"order-paid": hook}}

    (found,) = diff(noted("One"), noted("Other")).findings
    assert (found.id, found.operation) == ("title-changed", "POST webhook order-paid")

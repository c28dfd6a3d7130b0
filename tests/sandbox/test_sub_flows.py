"""Sub flows: listed, deleted, started with. Only the editor creates them."""

from __future__ import annotations

import pytest

from flochat.sandbox import Server

from .conftest import Api


def names(api: Api) -> list[str]:
    return [row["name"] for row in api.rows("GET /flow/subflows")]


def test_sub_flows_are_listed_with_their_identifiers(api: Api, server: Server) -> None:
    welcome = server.seed.sub_flow("Welcome")
    assert api.rows("GET /flow/subflows") == [{"sub_flow_ns": welcome, "name": "Welcome"}]
    assert welcome == "f280503s1"


def test_a_deleted_sub_flow_is_gone(api: Api, server: Server) -> None:
    welcome = server.seed.sub_flow("Welcome")
    server.seed.sub_flow("Support")
    api.ok("DELETE /flow/delete-sub-flow", json={"sub_flow_ns": welcome})
    assert names(api) == ["Support"]


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        ("POST /flow/set-default-start-flow", "default"),
        ("POST /flow/set-web-chat-widget-default-start-flow", "web_chat_widget_default"),
    ],
)
def test_a_start_flow_is_set_for_one_thing(
    api: Api, server: Server, operation: str, what: str
) -> None:
    server.seed.sub_flow("Welcome")
    support = server.seed.sub_flow("Support")
    api.ok(operation, json={"sub_flow_ns": support})
    assert server.start_flows == {what: support}
    api.ok("DELETE /flow/delete-sub-flow", json={"sub_flow_ns": support})
    assert server.start_flows == {}


@pytest.mark.parametrize(
    "operation",
    [
        "DELETE /flow/delete-sub-flow",
        "POST /flow/set-default-start-flow",
        "POST /flow/set-web-chat-widget-default-start-flow",
    ],
)
def test_an_unknown_sub_flow_is_a_200_that_says_error(api: Api, operation: str) -> None:
    answer = api(operation, json={"sub_flow_ns": "f280503s99"})
    assert (answer.status_code, answer.json()["status"]) == (200, "error")

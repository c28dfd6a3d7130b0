"""What is sent, and to whom."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from flochat.sandbox import Server

from .conftest import Api, Clock


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def sent(server: Server) -> list[dict[str, object]]:
    return [
        {key: value for key, value in attrs.asdict(delivery).items() if value is not None}
        for delivery in server.deliveries
    ]


def test_a_text_is_delivered_as_it_was_given(
    api: Api, server: Server, clock: Clock, ana: str
) -> None:
    api.ok("POST /subscriber/send-text", json={"user_ns": ana, "content": " Hello\n"})
    assert sent(server) == [
        {
            "operation": "POST /subscriber/send-text",
            "user_ns": ana,
            "content": " Hello\n",
            "at": clock.now,
        }
    ]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("POST /subscriber/send-sub-flow", {"user_ns": "f280503u1", "sub_flow_ns": "f280503s2"}),
        (
            "POST /subscriber/send-sub-flow-by-flow-name",
            {"user_ns": "f280503u1", "flow_name": "Support"},
        ),
        (
            "POST /subscriber/send-sub-flow-by-user-id",
            {"user_id": "61412345678", "sub_flow_ns": "f280503s2"},
        ),
    ],
)
def test_every_form_of_sending_a_sub_flow_sends_it(
    api: Api, server: Server, ana: str, operation: str, body: dict[str, Any]
) -> None:
    server.seed.sub_flow("Welcome")
    support = server.seed.sub_flow("Support")
    api.ok(operation, json=body)
    (delivery,) = server.deliveries
    assert (delivery.operation, delivery.user_ns) == (operation, ana)
    assert (delivery.sub_flow_ns, delivery.content, delivery.node_ns) == (support, None, None)


def test_a_node_is_sent_by_its_identifier(api: Api, server: Server, ana: str) -> None:
    api.ok("POST /subscriber/send-node", json={"user_ns": ana, "node_ns": "f280503n7"})
    assert [delivery.node_ns for delivery in server.deliveries] == ["f280503n7"]


def test_the_main_flow_starts_with_the_default_or_else_the_first_sub_flow(
    api: Api, server: Server, ana: str
) -> None:
    def start() -> str | None:
        api.ok("POST /subscriber/send-main-flow", json={"user_ns": ana})
        return server.deliveries[-1].sub_flow_ns

    assert start() is None
    welcome, support = server.seed.sub_flow("Welcome"), server.seed.sub_flow("Support")
    assert start() == welcome
    api.ok("POST /flow/set-default-start-flow", json={"sub_flow_ns": support})
    assert start() == support


def test_a_send_is_seen_on_the_person(api: Api, clock: Clock, ana: str) -> None:
    before = api.person(ana)
    assert before["is_last_message_in_last_24h"] is False
    clock.now += 60
    api.ok("POST /subscriber/send-text", json={"user_ns": ana, "content": "Hello"})
    after = api.person(ana)
    assert after["last_message_at"] == "2027-01-15 08:01:00"
    assert after["last_interaction"] == before["last_interaction"] == "2027-01-15 08:00:00"
    assert after["is_last_message_in_last_24h"] is True
    clock.now += 86_401
    assert api.person(ana)["is_last_message_in_last_24h"] is False


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("POST /subscriber/send-text", {"user_ns": "f280503u99", "content": "Hello"}),
        ("POST /subscriber/send-sub-flow", {"user_ns": "f280503u1", "sub_flow_ns": "f280503s9"}),
        ("POST /subscriber/send-sub-flow-by-flow-name", {"user_ns": "f280503u1", "flow_name": "?"}),
        ("POST /subscriber/send-sub-flow-by-user-id", {"user_id": "1", "sub_flow_ns": "f280503s1"}),
        ("POST /subscriber/send-main-flow", {"user_ns": "f280503u99"}),
        ("POST /subscriber/send-node", {"user_ns": "f280503u1", "node_ns": "f280503s1"}),
        ("POST /subscriber/send-node", {"user_ns": "f280503u99", "node_ns": "f280503n1"}),
    ],
)
@pytest.mark.usefixtures("ana")
def test_what_cannot_be_sent_is_a_200_that_says_error_and_no_delivery(
    api: Api, server: Server, operation: str, body: dict[str, Any]
) -> None:
    server.seed.sub_flow("Welcome")
    answer = api(operation, json=body)
    assert (answer.status_code, answer.json()["status"]) == (200, "error")
    assert server.deliveries == []


def test_an_empty_text_is_refused(api: Api, server: Server, ana: str) -> None:
    body = {"user_ns": ana, "content": ""}
    assert api("POST /subscriber/send-text", json=body).status_code == 422
    assert server.deliveries == []

"""The messages of conversations, and who handles them."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, Clock

LIST = "GET /subscriber/chat-messages"


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def test_what_the_person_said_comes_newest_first_with_pages(
    api: Api, server: Server, clock: Clock, ana: str
) -> None:
    for number in range(12):
        clock.now += 1
        server.seed.message(ana, f"Message {number}")
    server.seed.message(ana, "from the bot", kind="out")
    payload = api.ok(LIST, params={"user_ns": ana})
    assert [row["content"] for row in payload["data"]] == [f"Message {n}" for n in range(11, 1, -1)]
    assert (payload["meta"]["last_page"], payload["meta"]["total"]) == (2, 12)
    assert [row["content"] for row in api.rows(LIST, user_id="61412345678", page=2)] == [
        "Message 1",
        "Message 0",
    ]
    assert api.rows(LIST, user_ns="f280503u99") == []


def test_a_message_has_what_the_platform_says_of_one(
    api: Api, server: Server, clock: Clock, ana: str
) -> None:
    mid = server.seed.message(ana, "Hello")
    (message,) = api.rows(LIST, user_ns=ana)
    assert message == {
        "id": 1,
        "mid": mid,
        "user_ns": ana,
        "type": "in",
        "msg_type": "text",
        "sender_id": ana,
        "agent_id": 0,
        "username": None,
        "content": "Hello",
        "ts": int(clock.now),
        "payload": {"text": "Hello"},
        "is_delivered": None,
        "delivery_status": None,
        "paused_diff_seconds": 0,
        "created_at": "",
        "date": "",
    }
    assert api.ok("POST /subscriber/chat-messages-by-mids", json={"mids": [mid, "?"]}) == {
        "status": "ok",
        "data": [message],
    }


def test_what_is_sent_is_said_in_the_conversation(api: Api, ana: str) -> None:
    body = {"user_ns": ana, "content": "Hello"}
    api.ok("POST /subscriber/send-text", json=body)
    picture = {"type": "image", "url": "https://example.com/1.png"}
    data = {"version": "v1", "content": {"messages": [picture], "goto": "f280503s7"}}
    api.ok("POST /subscriber/send-content", json={"user_ns": ana, "data": data})
    rows = api.rows(LIST, user_ns=ana, include_bot=1)
    assert [(row["type"], row["msg_type"], row["payload"]) for row in rows] == [
        ("out", "image", {"url": "https://example.com/1.png"}),
        ("agent", "text", {"text": "Hello"}),
    ]


def test_content_that_names_what_is_not_there_changes_nothing(
    api: Api, server: Server, ana: str
) -> None:
    server.seed.tag("VIP")
    actions = [
        {"action": "add_tag", "tag_name": "VIP"},
        {"action": "set_field_value", "field_name": "Plan", "value": "gold"},
    ]
    data = {"version": "v1", "content": {"actions": actions}}
    answer = api("POST /subscriber/send-content", json={"user_ns": ana, "data": data})
    assert answer.json()["status"] == "error"
    assert api.person(ana)["tags"] == []
    assert server.deliveries == []


@pytest.mark.parametrize(
    ("part", "many"), [("messages", 11), ("actions", 6), ("quick_replies", 12)]
)
def test_content_over_a_cap_is_refused(api: Api, ana: str, part: str, many: int) -> None:
    data = {"version": "v1", "content": {part: [{}] * many}}
    answer = api("POST /subscriber/send-content", json={"user_ns": ana, "data": data})
    assert answer.status_code == 422
    assert f"{part} must not have more than {many - 1} items." in answer.text


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("POST /subscriber/pause-bot", {"minutes": 0}),
        ("POST /subscriber/move-chat-to", {"status": "closed"}),
        ("POST /subscriber/assign-agent", {"agent_id": 99}),
        ("POST /subscriber/assign-agent-group", {"agent_group_id": 99}),
        ("POST /subscriber/log-custom-event", {"event_name": "Unknown"}),
    ],
)
def test_what_is_unknown_is_refused_and_not_told_in_the_conversation(
    api: Api, ana: str, operation: str, body: dict[str, Any]
) -> None:
    answer = api(operation, json={"user_ns": ana, **body})
    assert answer.status_code == 422 or answer.json()["status"] == "error"
    assert api.rows(LIST, user_ns=ana, include_system=1) == []


def test_a_conversation_goes_with_its_person(api: Api, server: Server, ana: str) -> None:
    mid = server.seed.message(ana, "Hello")
    api.ok("DELETE /subscriber/delete", json={"user_ns": ana})
    assert api.ok("POST /subscriber/chat-messages-by-mids", json={"mids": [mid]})["data"] == []
    assert api.rows(LIST) == []


def test_a_hundred_mids_are_the_most(api: Api) -> None:
    body = {"mids": [str(number) for number in range(101)]}
    assert api("POST /subscriber/chat-messages-by-mids", json=body).status_code == 422

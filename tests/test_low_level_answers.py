"""The generated functions read what live hosts send, as the facade does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from flochat.sandbox import Server, serve
from tests.support.clients import Clients

SUBSCRIBER = {
    "user_ns": "f1u2",
    "user_id": "61412345678",
    "name": None,
    "gender": None,
    "email": None,
    "phone": "61412345678",
    "subscribed": "2026-11-22 13:30:00",
    "opted_in_email": None,
    "last_seen": "",
    "agent_id": 0,
    "labels": [{"id": 1, "name": "Hot", "color": "#f00"}],
    "tags": [{"tag_ns": "f1t2", "name": "VIP"}],
    "user_fields": [{"var_ns": "f1v2", "name": "Points", "var_type": "number", "value": 7}],
    "landing_page": "https://example.com",
}
MESSAGE = {
    "id": 12,
    "mid": "wamid.A2",
    "user_ns": "f1u2",
    "type": "agent",
    "msg_type": "wa_template",
    "sender_id": "bot",
    "agent_id": 97,
    "content": "order_ready",
    "ts": 1_788_400_100,
    "payload": {"url": None, "body": "Hi Ana"},
    "is_delivered": True,
}
TEMPLATE = {
    "id": 501,
    "name": "order_ready",
    "language": "es_ES",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Hi {{1}}", "example": {"body_text": [["Ana"]]}}],
    "default_values": {"lang": "es_MX", "params": {"QUICK_REPLY_1": "f1s2909"}},
}
AGENT = {"ai_agent_ns": "f1ag2", "name": "Helper", "max_tokens": None, "prompt": "Be kind."}
SUMMARY = {"flow_ns": "f1", "summary_date": "2026-11-22", "avg_resolve_time": None}

#: Function, operation, and rows as live hosts send them.
LISTS = [
    ("subscriber.flow_bot_users", "GET /subscribers", SUBSCRIBER),
    ("subscriber.flow_bot_users", "GET /subscribers", SUBSCRIBER | {"gender": ""}),
    ("subscriber.flow_bot_users", "GET /subscribers", SUBSCRIBER | {"gender": "other"}),
    ("subscriber.flow_bot_users", "GET /subscribers", {"user_ns": "f1u2", "tags": None}),
    ("subscriber.flow_bot_users", "GET /subscribers", {"user_ns": "f1u2", "user_fields": None}),
    *(
        (
            "subscriber.flow_bot_user_chat_messages",
            "GET /subscriber/chat-messages",
            MESSAGE | {"payload": payload},
        )
        for payload in (MESSAGE["payload"], [], None, {"text": "Hi", "referral": {"body": "Ad"}})
    ),
    (
        "subscriber.flow_bot_user_chat_messages",
        "GET /subscriber/chat-messages",
        {"type": "note", "msg_type": "note", "payload": []},
    ),
    ("whatsapp_template.list_whatsapp_templates", "POST /whatsapp-template/list", TEMPLATE),
    ("flow_ai_hub.flow_ai_agents", "GET /flow/ai-agents", AGENT | {"ai_provider": None}),
    ("flow_ai_hub.flow_ai_agents", "GET /flow/ai-agents", AGENT | {"ai_provider": "mistral"}),
    (
        "workspace.analytics_flow_summary",
        "GET /flow-summary",
        SUMMARY | {"avg_agent_response_time": 90.5},
    ),
    (
        "workspace.analytics_flow_agent_summary",
        "GET /flow-agent-summary",
        SUMMARY | {"avg_agent_response_time": "90.5", "agent": {"id": 97, "name": "Kim"}},
    ),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as server:
        yield server


def function(kind: str, name: str) -> Callable[..., Any]:
    module = import_module(f"flochat_api.api.{name}")
    if kind == "sync":
        sync: Callable[..., Any] = module.sync
        return sync
    return lambda **arguments: asyncio.run(module.asyncio(**arguments))


@pytest.mark.parametrize(("name", "operation", "row"), LISTS)
def test_a_row_of_a_live_host_is_read(
    make_client: Clients, server: Server, name: str, operation: str, row: dict[str, Any]
) -> None:
    client = make_client(server.url, server.api_key)
    server.answer_next(json={"data": [row]}, operation=operation)
    answer = function(make_client.kind, name)(client=client.api)
    (read,) = answer.data
    assert read.to_dict() == row


def test_the_people_of_a_lifelike_sandbox_are_read(make_client: Clients, server: Server) -> None:
    client = make_client(server.url, server.api_key)
    ana = server.seed.subscriber(first_name="Ana", tags=["VIP"], user_fields={"Plan": "gold"})
    server.seed.message(ana, "Call her", kind="note")
    people = function(make_client.kind, "subscriber.flow_bot_users")(client=client.api)
    assert ana in [person.user_ns for person in people.data]
    chat = function(make_client.kind, "subscriber.flow_bot_user_chat_messages")
    (message,) = chat(client=client.api, user_ns=ana, include_note=1).data
    assert message.content == "Call her"

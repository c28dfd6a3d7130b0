"""Calls for conversations, messages and broadcasts, each with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server

Call = Callable[..., Any]
Answered = Iterator[tuple[str, Any]]


def message_calls(server: Server, call: Call, user: dict[str, str]) -> Answered:
    """Each operation once: what it is called, and what it answered."""
    yield from _conversation(server, call, user)
    yield from _templates(server, call, user)
    yield from _broadcasts(server, call, user)


def _conversation(server: Server, call: Call, user: dict[str, str]) -> Answered:
    """Conversations, messages, and who handles them."""
    seed = server.seed
    agent, group = seed.agent("Kim", email="kim@example.com"), seed.agent_group("Support")
    image = {"msg_type": "image", "payload": '{"url": "https://example.com/1.png"}'}
    mid = seed.message(user["user_ns"], None, **image)
    seed.event("Bought")
    content = {
        "messages": [{"type": "text", "text": "Hello"}],
        "actions": [
            {"action": "add_tag", "tag_name": "VIP"},
            {"action": "remove_tag", "tag_name": "VIP"},
            {"action": "set_field_value", "field_name": "Plan", "value": "gold"},
            {"action": "unset_field_value", "field_name": "Plan"},
        ],
    }
    bodies: list[tuple[str, Any]] = [
        ("POST /subscriber/send-sms", user | {"content": "Hello"}),
        ("POST /subscriber/send-email", user | {"content": "Hello", "subject": "News"}),
        ("POST /subscriber/send-content", user | {"data": {"version": "v1", "content": content}}),
        ("POST /subscriber/app-trigger", user | {"trigger_name": "bought"}),
        ("POST /subscriber/log-custom-event", user | {"event_name": "Bought", "price_value": 1.5}),
        ("POST /subscriber/pause-bot", user | {"minutes": 30}),
        ("POST /subscriber/resume-bot", user),
        ("POST /subscriber/assign-agent", user | {"agent_id": agent}),
        ("POST /subscriber/assign-agent-group", user | {"agent_group_id": group}),
        ("POST /subscriber/unassign-agent", user),
        ("POST /subscriber/move-chat-to", user | {"status": "done"}),
        ("POST /subscriber/opt-in-email", user),
        ("DELETE /subscriber/opt-out-email", user),
        ("POST /subscriber/opt-in-sms", user),
        ("DELETE /subscriber/opt-out-sms", user),
        ("DELETE /subscriber/unsubscribe-from-bot", user),
        ("POST /subscriber/subscribe-to-bot", user),
        ("POST /subscriber/chat-messages-by-mids", {"mids": [mid]}),
    ]
    for operation, body in bodies:
        yield operation, call(operation, body)
    everything = {"include_bot": 1, "include_note": 1, "include_system": 1}
    for query in (user, user | everything):
        operation = "GET /subscriber/chat-messages"
        yield operation, call(operation, **query)


def _templates(server: Server, call: Call, user: dict[str, str]) -> Answered:
    for channel, kind, namespace in (
        ("whatsapp", "whatsapp-template", True),
        ("facebook-utility-message", "facebook-utility-message-template", False),
    ):
        new = {
            "name": f"hello_{channel}",
            "language": "en",
            "components": [{"type": "BODY", "text": "Hello {{1}}"}],
        }
        created = f"POST /{kind}/create"
        yield created, call(created, new | ({"category": "UTILITY"} if namespace else {}))
        yield f"POST /{kind}/sync", call(f"POST /{kind}/sync")
        listed = call(f"POST /{kind}/list")
        yield f"POST /{kind}/list", listed
        content = {"name": new["name"], "lang": "en", "params": {"BODY_{{1}}": "Ana"}}
        if namespace:
            content["namespace"] = listed["data"][0]["namespace"]
        send = f"POST /subscriber/send-{channel}-template"
        yield send, call(send, user | {"content": content})
        person = {"user_id": "61412345678", "content": content}
        yield f"{send}-by-user-id", call(f"{send}-by-user-id", person)
        wire = "wa_template" if namespace else "facebook_utility_message_template"
        by_tag = f"POST /subscriber/broadcast-{channel}-template-by-tag"
        yield by_tag, call(by_tag, {"tags": [server.seed.tag("VIP")], wire: content})
        by_id = f"POST /subscriber/broadcast-{channel}-template-by-user-id"
        yield by_id, call(by_id, {"user_id_list": "61412345678", wire: content})
        deleted = f"DELETE /{kind}/delete"
        yield deleted, call(deleted, {"name": new["name"]})


def _broadcasts(server: Server, call: Call, user: dict[str, str]) -> Answered:
    seed = server.seed
    sub_flow = {"sub_flow_ns": seed.sub_flow("Welcome")}
    plan = [{"var_ns": seed.user_field("Plan"), "value": "gold"}]
    bodies = {
        "POST /subscriber/broadcast": sub_flow | {"user_ns_list": user["user_ns"]},
        "POST /subscriber/broadcast-by-user-id": sub_flow | {"user_id_list": "61412345678"},
        "POST /subscriber/broadcast-by-tag": sub_flow
        | {"tags": [seed.tag("VIP")], "exclude_tags": [seed.tag("Old")], "user_fields": plan},
        "POST /subscriber/broadcast-by-segment": sub_flow
        | {"segment_ns": seed.segment("Buyers"), "scheduled_time": 4_000_000_000},
    }
    for operation, body in bodies.items():
        yield operation, call(operation, body)
    listed = call("GET /subscriber/broadcasts", limit=1)
    yield "GET /subscriber/broadcasts", listed
    latest = listed["data"][0]["broadcast_ns"]
    for operation in ("DELETE /subscriber/broadcast/cancel", "DELETE /subscriber/broadcast/delete"):
        yield operation, call(operation, broadcast_ns=latest)

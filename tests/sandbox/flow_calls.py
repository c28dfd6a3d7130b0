"""Calls that read what a flow consists of and what happened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server

Call = Callable[..., Any]


def flow_calls(server: Server, call: Call, user_ns: str) -> Iterator[tuple[str, Any]]:
    """Each operation once: what it is called, and what it answered."""
    seed = server.seed
    bought = seed.event("Bought", text_label="What", price_label="Price")
    seed.event_data(bought, user_ns, text_value="tea", number_value=2, price_value=9.5)
    seed.conversation(user_ns, in_messages=3, is_new_bot_user=1, source_type="new_user")
    seed.activity(user_ns, "reply", source_type="agent", agent_id=7)
    seed.error_log(user_ns, "Timed out")
    seed.inbound_webhook("Paid")
    seed.widget("Corner")
    seed.template_install(seed.flow_template("Shop"), flow_ns="f280503")
    event = {"event_ns": bought}
    for operation, query in (
        ("GET /flow/segments", {"name": "Buyers"}),
        ("GET /flow/custom-events", {}),
        ("GET /flow/custom-events/data", event),
        ("GET /flow/custom-events/summary", event),
        ("GET /flow/conversations/data", {"user_ns": user_ns}),
        ("GET /flow/agent-activity-log/data", {"action": "reply"}),
        ("GET /flow/error-logs/data", {"search": "timed"}),
        ("GET /flow/inbound-webhooks", {}),
        ("GET /flow/chat-button-widgets", {}),
        ("GET /flow/template-installs", {}),
        ("GET /flow/bot-users-count", {}),
    ):
        payload = call(operation, **query)
        assert payload["data"], operation
        yield operation, payload

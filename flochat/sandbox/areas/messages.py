"""What is sent to people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..._values.identifiers import NODE, SUB_FLOW, is_namespace
from ..answers import Answer, Unknown, ok
from ..ledger import Delivery
from ..request import Handler, SandboxRequest, check_cap
from ..store import Store
from . import conversations, sub_flows
from .account import OWNER
from .dynamic_content import MAX_PARTS, apply_action
from .sub_flows import SUB_FLOWS
from .subscribers import SUBSCRIBERS, pause

#: Where the answer to a message has its `mid`, by habit.
_MID: Final[Mapping[str, Callable[[str], dict[str, Any]]]] = {
    "nowhere": lambda _: {},
    "top": lambda mid: {"mid": mid},
    "data": lambda mid: {"data": {"mid": mid}},
}

TABLES: Final = """
CREATE TABLE deliveries (
    operation TEXT NOT NULL, user_ns TEXT NOT NULL, content TEXT, sub_flow_ns TEXT, node_ns TEXT,
    template TEXT, params TEXT, at REAL NOT NULL,
    after_message INTEGER NOT NULL DEFAULT 0
);
"""

#: The columns of `deliveries` that a `Delivery` has.
_COLUMNS: Final = "operation, user_ns, content, sub_flow_ns, node_ns, template, params, at"


def send_text(request: SandboxRequest, store: Store) -> Answer:
    content = request.text("content")
    user_ns = deliver("user_ns", request, store, content=content)
    # Whoever writes by the API counts as an agent, with the bot as the sender.
    message = conversations.add_message(
        user_ns, "agent", content, store, agent_id=OWNER["id"], username=OWNER["name"]
    )
    return ok(**_MID[request.habits["mid"]](message["mid"]))


def send_content(request: SandboxRequest, store: Store) -> Answer:
    content = request.json["data"].get("content", {})
    for part, cap in MAX_PARTS.items():
        check_cap(part, content.get(part, []), cap)
    goto = content.get("goto", "")
    user_ns = deliver(
        "user_ns",
        request,
        store,
        content=json.dumps(content),
        sub_flow_ns=goto if is_namespace(goto, SUB_FLOW) else None,
        node_ns=goto if is_namespace(goto, NODE) else None,
    )
    for action in content.get("actions", []):
        apply_action(user_ns, action, store)
    kind = "agent" if request.json.get("send_as_agent") == 1 else "out"
    for message in content.get("messages", []):
        add_content_message(user_ns, kind, message, store)
    return ok()


def send_sub_flow(user: str, sub_flow: str, request: SandboxRequest, store: Store) -> Answer:
    deliver(user, request, store, sub_flow_ns=SUB_FLOWS.named_in(request.json, sub_flow, store))
    return ok()


def send_main_flow(request: SandboxRequest, store: Store) -> Answer:
    deliver("user_ns", request, store, sub_flow_ns=sub_flows.main_flow(store))
    return ok()


def send_node(request: SandboxRequest, store: Store) -> Answer:
    node_ns = request.text("node_ns")
    if not is_namespace(node_ns, NODE):
        raise Unknown(f"There is no node with the node_ns {node_ns!r}.")
    deliver("user_ns", request, store, node_ns=node_ns)
    return ok()


def trigger_app(request: SandboxRequest, store: Store) -> Answer:
    deliver("user_ns", request, store, content=request.text("trigger_name"))
    return ok()


def add_content_message(user_ns: str, kind: str, message: Mapping[str, Any], store: Store) -> None:
    """Put a message of dynamic content into a conversation, as the platform keeps it there."""
    payload = {key: message[key] for key in ("text", "url") if key in message}
    conversations.add_message(
        user_ns,
        kind,
        message.get("text"),
        store,
        msg_type=message.get("type", "text"),
        payload=json.dumps(payload),
    )


def deliver(user: str, request: SandboxRequest, store: Store, **sent: Any) -> str:
    """Send something to the person that a request names; returns the `user_ns`."""
    user_ns: str = SUBSCRIBERS.named_in(request.json, user, store)
    record_delivery(user_ns, request.operation, store, **sent)
    is_message = sent.get("content") is not None or sent.get("template") is not None
    if request.habits["sends_pause"] == "all" or (
        request.habits["sends_pause"] == "messages" and is_message
    ):
        pause(user_ns, None, store)
    return user_ns


def record_delivery(user_ns: str, operation: str, store: Store, **sent: Any) -> None:
    """Send something to a person; `sent` are columns of a delivery."""
    last = store.value("SELECT max(id) FROM chat_messages") or 0
    row = {"operation": operation, "user_ns": user_ns, "at": store.clock(), "after_message": last}
    store.insert("deliveries", row | sent)
    store.run(
        "UPDATE subscribers SET last_message_at = ?, last_message_type = 'text' WHERE user_ns = ?",
        (store.time(), user_ns),
    )
    if store.habits["sends_move"] == "yes":
        store.run(
            "UPDATE subscribers SET last_interaction = ? WHERE user_ns = ?", (store.time(), user_ns)
        )


def deliveries(store: Store) -> list[Delivery]:
    """Everything that was sent, the oldest first."""
    return list(_deliveries(store))


def clear_deliveries(store: Store) -> None:
    """Forget what was sent; people keep their `last_message_at`."""
    store.run("DELETE FROM deliveries")


def _deliveries(store: Store) -> Iterator[Delivery]:
    for row in store.rows(f"SELECT {_COLUMNS} FROM deliveries ORDER BY rowid"):
        params = None if row["params"] is None else json.loads(row["params"])
        yield Delivery(**row | {"params": params})


ROUTES: Final[dict[str, Handler]] = {
    "POST /subscriber/send-text": send_text,
    "POST /subscriber/send-sms": send_text,
    "POST /subscriber/send-email": send_text,
    "POST /subscriber/send-content": send_content,
    "POST /subscriber/send-sub-flow": partial(send_sub_flow, "user_ns", "sub_flow_ns"),
    "POST /subscriber/send-sub-flow-by-flow-name": partial(send_sub_flow, "user_ns", "flow_name"),
    "POST /subscriber/send-sub-flow-by-user-id": partial(send_sub_flow, "user_id", "sub_flow_ns"),
    "POST /subscriber/send-main-flow": send_main_flow,
    "POST /subscriber/send-node": send_node,
    "POST /subscriber/app-trigger": trigger_app,
}

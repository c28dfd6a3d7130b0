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
from . import conversations, fields, sub_flows, tags
from .account import OWNER
from .fields import USER_FIELDS
from .sub_flows import SUB_FLOWS
from .subscribers import SUBSCRIBERS
from .tags import TAGS

#: Where the answer to a message has its `mid`, by habit.
_MID: Final[Mapping[str, Callable[[str], dict[str, Any]]]] = {
    "nowhere": lambda _: {},
    "top": lambda mid: {"mid": mid},
    "data": lambda mid: {"data": {"mid": mid}},
}

TABLES: Final = """
CREATE TABLE deliveries (
    operation TEXT NOT NULL, user_ns TEXT NOT NULL, content TEXT, sub_flow_ns TEXT, node_ns TEXT,
    template TEXT, params TEXT, at REAL NOT NULL
);
"""

#: How many of each part content may have.
MAX_PARTS: Final = {"messages": 10, "actions": 5, "quick_replies": 11}


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
        _ACTIONS[action["action"]](user_ns, action, store)
    kind = "agent" if request.json.get("send_as_agent") == 1 else "out"
    for message in content.get("messages", []):
        payload = {key: message[key] for key in ("text", "url") if key in message}
        conversations.add_message(
            user_ns,
            kind,
            message.get("text"),
            store,
            msg_type=message["type"],
            payload=json.dumps(payload),
        )
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


def deliver(user: str, request: SandboxRequest, store: Store, **sent: Any) -> str:
    """Send something to the person that a request names; returns the `user_ns`."""
    user_ns: str = SUBSCRIBERS.named_in(request.json, user, store)
    record_delivery(user_ns, request.operation, store, **sent)
    return user_ns


def record_delivery(user_ns: str, operation: str, store: Store, **sent: Any) -> None:
    """Send something to a person; `sent` are columns of a delivery."""
    store.insert(
        "deliveries", {"operation": operation, "user_ns": user_ns, "at": store.clock(), **sent}
    )
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
    for row in store.rows("SELECT * FROM deliveries ORDER BY rowid"):
        params = None if row["params"] is None else json.loads(row["params"])
        yield Delivery(**row | {"params": params})


def _add_tag(user_ns: str, action: dict[str, str], store: Store) -> None:
    tags.attach(user_ns, TAGS.named_in(action, "tag_name", store), store)


def _remove_tag(user_ns: str, action: dict[str, str], store: Store) -> None:
    tags.detach(user_ns, TAGS.named_in(action, "tag_name", store), store)


def _set_field(user_ns: str, action: dict[str, Any], store: Store) -> None:
    """Set a field; unlike everywhere else, a number is sent as one."""
    var_ns = USER_FIELDS.named_in(action, "field_name", store)
    value = fields.value_of(action)
    text = value if isinstance(value, str) else json.dumps(value)
    fields.set_value(user_ns, var_ns, text, store)


def _unset_field(user_ns: str, action: dict[str, str], store: Store) -> None:
    fields.clear_value(user_ns, USER_FIELDS.named_in(action, "field_name", store), store)


_ACTIONS: Final = {
    "add_tag": _add_tag,
    "remove_tag": _remove_tag,
    "set_field_value": _set_field,
    "unset_field_value": _unset_field,
}

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

"""What is sent to people."""

from __future__ import annotations

from functools import partial
from typing import Final

from flochat.identifiers import NODE, is_namespace
from flochat.sandbox.answers import Answer, Rejected, ok
from flochat.sandbox.areas import sub_flows
from flochat.sandbox.areas.things import SUB_FLOWS, SUBSCRIBERS
from flochat.sandbox.ledger import Delivery
from flochat.sandbox.request import Handler, SandboxRequest
from flochat.sandbox.store import Store


def send_text(request: SandboxRequest, store: Store) -> Answer:
    return _deliver("user_ns", request, store, content=request.text("content"))


def send_sub_flow(user: str, sub_flow: str, request: SandboxRequest, store: Store) -> Answer:
    sub_flow_ns = SUB_FLOWS.named_in(request.json, sub_flow, store)
    return _deliver(user, request, store, sub_flow_ns=sub_flow_ns)


def send_main_flow(request: SandboxRequest, store: Store) -> Answer:
    return _deliver("user_ns", request, store, sub_flow_ns=sub_flows.main_flow(store))


def send_node(request: SandboxRequest, store: Store) -> Answer:
    node_ns = request.text("node_ns")
    if not is_namespace(node_ns, NODE):
        raise Rejected(f"There is no node with the node_ns {node_ns!r}.")
    return _deliver("user_ns", request, store, node_ns=node_ns)


def deliveries(store: Store) -> list[Delivery]:
    """All that was sent, the oldest first."""
    return [Delivery(**row) for row in store.rows("SELECT * FROM deliveries ORDER BY rowid")]


def forget_deliveries(store: Store) -> None:
    """Forget what was sent; the people keep their `last_message_at`."""
    store.run("DELETE FROM deliveries")


def _deliver(user: str, request: SandboxRequest, store: Store, **sent: str | None) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, user, store)
    store.insert(
        "deliveries",
        {"operation": request.operation, "user_ns": user_ns, "at": store.clock(), **sent},
    )
    store.run(
        "UPDATE subscribers SET last_message_at = ?, last_message_type = 'text' WHERE user_ns = ?",
        (store.time(), user_ns),
    )
    return ok()


ROUTES: Final[dict[str, Handler]] = {
    "POST /subscriber/send-text": send_text,
    "POST /subscriber/send-sub-flow": partial(send_sub_flow, "user_ns", "sub_flow_ns"),
    "POST /subscriber/send-sub-flow-by-flow-name": partial(send_sub_flow, "user_ns", "flow_name"),
    "POST /subscriber/send-sub-flow-by-user-id": partial(send_sub_flow, "user_id", "sub_flow_ns"),
    "POST /subscriber/send-main-flow": send_main_flow,
    "POST /subscriber/send-node": send_node,
}

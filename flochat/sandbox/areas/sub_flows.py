"""The sub flows of a flow, and which of them it starts with."""

from __future__ import annotations

from functools import partial
from typing import Final

from ..._values.identifiers import NODE, SUB_FLOW, is_namespace
from ..answers import Answer, ok
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Store

TABLES: Final = """
CREATE TABLE sub_flows (sub_flow_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE start_flows (
    name TEXT PRIMARY KEY, sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
CREATE TABLE nodes (node_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
"""

SUB_FLOWS: Final = ResourceKind(
    "sub flow", "sub_flows", "sub_flow_ns", {"sub_flow_ns": "sub_flow_ns", "flow_name": "name"}
)
NODES: Final = ResourceKind("node", "nodes", "node_ns", {"node_ns": "node_ns", "name": "name"})

_DEFAULT: Final = "default"
_WEB_CHAT: Final = "web_chat_widget_default"

_LISTING: Final = Listing("sub_flows", "sub_flow_ns, name", NAME_FILTER)


def list_sub_flows(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def set_start_flow(name: str, request: SandboxRequest, store: Store) -> Answer:
    sub_flow_ns = SUB_FLOWS.named_in(request.json, "sub_flow_ns", store)
    store.run("INSERT OR REPLACE INTO start_flows VALUES (?, ?)", (name, sub_flow_ns))
    return ok()


def insert(name: str, store: Store) -> str:
    """Create a sub flow, as only the platform's editor can; returns its identifier."""
    sub_flow_ns = store.new_ns(SUB_FLOW)
    store.insert("sub_flows", {"sub_flow_ns": sub_flow_ns, "name": name})
    return sub_flow_ns


def start_flows(store: Store) -> dict[str, str]:
    """The sub flows that were set to start with, by what they start."""
    rows = store.rows("SELECT name, sub_flow_ns FROM start_flows")
    return {row["name"]: row["sub_flow_ns"] for row in rows}


def main_flow(store: Store) -> str | None:
    """The sub flow that the main flow starts with: the one that was set, else the oldest."""
    oldest: str | None = store.value("SELECT sub_flow_ns FROM sub_flows ORDER BY rowid")
    return start_flows(store).get(_DEFAULT, oldest)


def insert_node(name: str, store: Store) -> str:
    """Create a node, as only the platform's editor can; returns its identifier."""
    node_ns = store.new_ns(NODE)
    store.insert("nodes", {"node_ns": node_ns, "name": name})
    return node_ns


def find_node(step: str, store: Store) -> str | None:
    """The node that a step names, by its name or its identifier, which nobody can look up."""
    if is_namespace(step, NODE):
        return step if step.startswith(f"{store.flow_ns}{NODE}") else None
    return NODES.find("name", step, store)


def find_sub_flow(step: str, store: Store) -> str | None:
    """The sub flow that a step names, by its identifier or its name."""
    column = "sub_flow_ns" if is_namespace(step, SUB_FLOW) else "name"
    return SUB_FLOWS.find(column, step, store)


class SubFlowSeeds(AreaSeeds):
    def sub_flow(self, name: str) -> str:
        """A sub flow; its `sub_flow_ns`. The first is what the main flow starts with."""
        return self._find_or_create(SUB_FLOWS, name, insert)

    def node(self, name: str) -> str:
        """A step of the flow with a name that others can go to; its `node_ns`."""
        return self._find_or_create(NODES, name, insert_node)


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/subflows": list_sub_flows,
    "DELETE /flow/delete-sub-flow": partial(SUB_FLOWS.delete, "sub_flow_ns"),
    "POST /flow/set-default-start-flow": partial(set_start_flow, _DEFAULT),
    "POST /flow/set-web-chat-widget-default-start-flow": partial(set_start_flow, _WEB_CHAT),
}

"""Inbound webhooks: which there are, and what is posted to them, which needs no key."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Final

from ..answers import Answer, Failed, ok
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Row, Store
from .sub_flows import SubFlowSeeds

TABLES: Final = """
CREATE TABLE inbound_webhooks (
    hook_uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL DEFAULT 'active',
    sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
"""

#: Their path, below that of the API.
PATH: Final = "/iwh/"

_LISTING: Final = Listing("inbound_webhooks", "name, status, sub_flow_ns, hook_uid", NAME_FILTER)


def list_webhooks(request: SandboxRequest, store: Store) -> Answer:
    def finish(rows: list[Row]) -> Iterator[Row]:
        address = request.url.partition("/flow/")[0] + PATH
        return (row | {"url": address + row["hook_uid"]} for row in rows)

    return list_page(request, store, _LISTING, finish=finish)


def receive(method: str, hook_uid: str, is_json: bool, store: Store) -> Answer:
    """Answer what was posted to a webhook; the body stays in the ledger of requests."""
    if not has(hook_uid, store):
        raise Failed(404, f"The route api{PATH}{hook_uid} could not be found.")
    if method != "POST":
        raise Failed(405, f"This route takes POST, not {method}.", {"allow": "POST"})
    if not is_json:
        raise Failed(400, "The body is not valid JSON.")
    match store.habits["webhook_answer"]:
        case "empty body":
            return Answer(200, b"")
        case "text":
            return Answer(200, b"OK", "text/plain")
    return ok()


def has(hook_uid: str, store: Store) -> bool:
    """Whether a webhook belongs to this flow."""
    row = store.row("SELECT 1 FROM inbound_webhooks WHERE hook_uid = ?", (hook_uid,))
    return row is not None


def insert(name: str, sub_flow_ns: str, store: Store) -> str:
    """Create a webhook that starts a sub flow; returns its `hook_uid`, in which its URL ends."""
    hook_uid = secrets.token_hex(16)
    store.insert(
        "inbound_webhooks", {"hook_uid": hook_uid, "name": name, "sub_flow_ns": sub_flow_ns}
    )
    return hook_uid


class InboundWebhookSeeds(SubFlowSeeds):
    def inbound_webhook(self, name: str, *, sub_flow: str = "Welcome") -> str:
        """An inbound webhook that starts a sub flow, by its name; its `hook_uid`.

        What is posted to it, at `server.url + "/iwh/" + hook_uid`, is recorded in
        `server.requests`.
        """
        sub_flow_ns = self.sub_flow(sub_flow)
        with self._store.transaction():
            return insert(name, sub_flow_ns, self._store)


ROUTES: Final[dict[str, Handler]] = {"GET /flow/inbound-webhooks": list_webhooks}

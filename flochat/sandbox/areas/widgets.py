"""The chat button widgets of a flow."""

from __future__ import annotations

from typing import Final

from ..answers import Answer
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Store
from .sub_flows import SubFlowSeeds

TABLES: Final = """
CREATE TABLE widgets (
    id INTEGER PRIMARY KEY, widget_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'active', widget_code TEXT NOT NULL,
    sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
"""

_LISTING: Final = Listing(
    "widgets",
    "id, widget_ns, name, status, sub_flow_ns, widget_code,"
    " :scripts || widget_ns || '.js' AS js_url",
    {"code": "widget_code = :code"},
)


def list_widgets(request: SandboxRequest, store: Store) -> Answer:
    origin = request.url.partition("/api/")[0]
    return list_page(request, store, _LISTING, {"scripts": f"{origin}/widget/"})


def insert(name: str, sub_flow_ns: str, store: Store) -> int:
    """Create a chat button widget; returns its id."""
    widget_ns = store.new_ns("w")
    row = {"widget_ns": widget_ns, "name": name, "sub_flow_ns": sub_flow_ns}
    return store.insert("widgets", row | {"widget_code": f"code-{widget_ns}"})


class WidgetSeeds(SubFlowSeeds):
    def widget(self, name: str, *, sub_flow: str = "Welcome") -> int:
        """A chat button widget that starts a sub flow, by its name; its id."""
        sub_flow_ns = self.sub_flow(sub_flow)
        with self._store.transaction():
            return insert(name, sub_flow_ns, self._store)


ROUTES: Final[dict[str, Handler]] = {"GET /flow/chat-button-widgets": list_widgets}

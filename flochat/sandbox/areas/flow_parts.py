"""What the editor makes of a flow beside what it says: segments, widgets, installed templates."""

from __future__ import annotations

from typing import Final

from ..answers import Answer
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Store

_SEGMENTS: Final = Listing("segments", "segment_ns, name", NAME_FILTER)
_WIDGETS: Final = Listing(
    "widgets",
    "id, widget_ns, name, status, sub_flow_ns, widget_code,"
    " :scripts || widget_ns || '.js' AS js_url",
    {"code": "widget_code = :code"},
)
_INSTALLS: Final = Listing(
    "(SELECT * FROM template_installs WHERE flow_ns = :flow_ns)", "*", order="id"
)


def list_segments(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _SEGMENTS)


def list_widgets(request: SandboxRequest, store: Store) -> Answer:
    origin = request.url.partition("/api/")[0]
    return list_page(request, store, _WIDGETS, {"scripts": f"{origin}/widget/"})


def list_template_installs(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _INSTALLS, {"flow_ns": store.flow_ns})


def insert_widget(name: str, sub_flow_ns: str, store: Store) -> int:
    """Make a chat button widget; its number."""
    widget_ns = store.new_ns("w")
    row = {"widget_ns": widget_ns, "name": name, "sub_flow_ns": sub_flow_ns}
    return store.insert("widgets", row | {"widget_code": f"code-{widget_ns}"})


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/segments": list_segments,
    "GET /flow/chat-button-widgets": list_widgets,
    "GET /flow/template-installs": list_template_installs,
}

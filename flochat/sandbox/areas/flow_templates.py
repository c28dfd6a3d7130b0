"""Templates of flows, which the editor publishes, where they are installed, and links to them."""

from __future__ import annotations

import secrets
from typing import Any, Final
from urllib.parse import urlsplit

from ..answers import Answer, Invalid, ok
from ..kinds import FLOW_TEMPLATES
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Store

_TEMPLATE_LISTING: Final = Listing(FLOW_TEMPLATES.table, "*", NAME_FILTER, order="id")
_INSTALL_LISTING: Final = Listing(
    "(SELECT * FROM template_installs WHERE template_ns = :template)", "*", order="id"
)
_DAY: Final = 86_400
_LONGEST: Final = 365


def list_templates(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _TEMPLATE_LISTING)


def list_installs(request: SandboxRequest, store: Store) -> Answer:
    template = {"template": FLOW_TEMPLATES.in_path(request, store)}
    return list_page(request, store, _INSTALL_LISTING, template)


def generate_link(request: SandboxRequest, store: Store) -> Answer:
    template_ns = FLOW_TEMPLATES.in_path(request, store)
    days = int(request.query.get("days", 1))
    if not 1 <= days <= _LONGEST:
        raise Invalid({"days": [f"days has to be from 1 to {_LONGEST}."]})
    token, address = secrets.token_hex(16), urlsplit(request.url)
    link = {
        "url": f"{address.scheme}://{address.netloc}/templates/{template_ns}?token={token}",
        "one_time_token": token,
        "expired_at": store.time(seconds_ago=-days * _DAY),
    }
    return ok(data=link)


def insert(name: str, columns: dict[str, Any], store: Store) -> str:
    """Publish a template; its identifier."""
    template_ns = store.new_ns("tpl")
    about = {"type": "default", "scope": "private", "status": "published", "price": 0}
    row = {"template_ns": template_ns, "name": name, **about, **columns}
    store.insert(FLOW_TEMPLATES.table, row)
    return template_ns


def install(template_ns: str, columns: dict[str, Any], store: Store) -> int:
    """Make a flow of a template in another workspace; the number of the installation."""
    about: dict[str, Any] = {"version": "1.0.0", "scope": "private", "team_id": 2}
    flags = {"can_view": 1, "can_edit": 0, "allow_republish": 0, "auto_update": 1}
    times = dict.fromkeys(("created_at", "updated_at"), store.time())
    row = {"template_ns": template_ns, "flow_ns": "f280504", **about, **flags, **times, **columns}
    return store.insert("template_installs", row)


ROUTES: Final[dict[str, Handler]] = {
    "GET /templates": list_templates,
    "GET /template/{}/installs": list_installs,
    "POST /template/{}/generate-one-time-link": generate_link,
}

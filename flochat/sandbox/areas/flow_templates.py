"""Templates of flows, which the editor publishes, their installations, and links to them."""

from __future__ import annotations

import secrets
from typing import Any, Final
from urllib.parse import urlsplit

from ..answers import Answer, Invalid, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Store

TABLES: Final = """
CREATE TABLE flow_templates (
    id INTEGER PRIMARY KEY, template_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    description TEXT, image TEXT, type TEXT NOT NULL, scope TEXT NOT NULL, status TEXT NOT NULL,
    price INTEGER NOT NULL
);
CREATE TABLE template_installs (
    id INTEGER PRIMARY KEY,
    template_ns TEXT NOT NULL REFERENCES flow_templates (template_ns) ON DELETE CASCADE,
    version TEXT NOT NULL, scope TEXT NOT NULL, flow_ns TEXT NOT NULL, team_id INTEGER NOT NULL,
    can_view INTEGER NOT NULL, can_edit INTEGER NOT NULL, allow_republish INTEGER NOT NULL,
    auto_update INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    uninstalled_at TEXT
);
"""

FLOW_TEMPLATES: Final = ResourceKind("template", "flow_templates", "template_ns", {})

_TEMPLATE_LISTING: Final = Listing(FLOW_TEMPLATES.table, "*", NAME_FILTER, order="id")
_INSTALL_LISTING: Final = Listing(
    "(SELECT * FROM template_installs WHERE template_ns = :template)", "*", order="id"
)
_FLOW_INSTALL_LISTING: Final = Listing(
    "(SELECT * FROM template_installs WHERE flow_ns = :flow_ns)", "*", order="id"
)
_DAY: Final = 86_400
_MAX_DAYS: Final = 365


def list_templates(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _TEMPLATE_LISTING)


def list_installs(request: SandboxRequest, store: Store) -> Answer:
    template = {"template": FLOW_TEMPLATES.in_path(request, store)}
    return list_page(request, store, _INSTALL_LISTING, template)


def list_installs_in_flow(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _FLOW_INSTALL_LISTING, {"flow_ns": store.flow_ns})


def generate_link(request: SandboxRequest, store: Store) -> Answer:
    template_ns = FLOW_TEMPLATES.in_path(request, store)
    days = int(request.query.get("days", 1))
    if not 1 <= days <= _MAX_DAYS:
        raise Invalid({"days": [f"days must be from 1 to {_MAX_DAYS}."]})
    token, address = secrets.token_hex(16), urlsplit(request.url)
    link = {
        "url": f"{address.scheme}://{address.netloc}/templates/{template_ns}?token={token}",
        "one_time_token": token,
        "expired_at": store.time(seconds_ago=-days * _DAY),
    }
    return one(link)


def insert(name: str, columns: dict[str, Any], store: Store) -> str:
    """Publish a template; returns its identifier."""
    template_ns = store.new_ns("tpl")
    defaults = {"type": "default", "scope": "private", "status": "published", "price": 0}
    row = {"template_ns": template_ns, "name": name, **defaults, **columns}
    store.insert(FLOW_TEMPLATES.table, row)
    return template_ns


def install(template_ns: str, columns: dict[str, Any], store: Store) -> int:
    """Install a template in another workspace; returns the id of the installation."""
    defaults: dict[str, Any] = {"version": "1.0.0", "scope": "private", "team_id": 2}
    flags = {"can_view": 1, "can_edit": 0, "allow_republish": 0, "auto_update": 1}
    times = dict.fromkeys(("created_at", "updated_at"), store.time())
    row = {
        "template_ns": template_ns,
        "flow_ns": "f280504",
        **defaults,
        **flags,
        **times,
        **columns,
    }
    return store.insert("template_installs", row)


class FlowTemplateSeeds(AreaSeeds):
    def flow_template(self, name: str, **columns: Any) -> str:
        """A template of flows that was published; its `template_ns`.

        `columns` are keys of a template as the platform returns them: `price`, `status`, ...
        """
        return self._find_or_create(
            FLOW_TEMPLATES, name, lambda name, store: insert(name, columns, store)
        )

    def template_install(self, template_ns: str, **columns: Any) -> int:
        """An installation of a template by another workspace; its id.

        `columns` are keys of one as the platform returns them: `team_id`, `auto_update`, ...
        """
        with self._store.transaction():
            return install(template_ns, columns, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /templates": list_templates,
    "GET /template/{}/installs": list_installs,
    "GET /flow/template-installs": list_installs_in_flow,
    "POST /template/{}/generate-one-time-link": generate_link,
}

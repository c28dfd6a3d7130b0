"""The services that a workspace is connected to, and the mini apps that are installed in it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Final

from ..answers import Answer, Rejected, ok, one
from ..kinds import ResourceKind
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest, not_blank
from ..seeding import AreaSeeds
from ..store import Row, Store

TABLES: Final = """
CREATE TABLE integrations (name TEXT PRIMARY KEY, settings TEXT NOT NULL);
CREATE TABLE mini_apps (
    id INTEGER PRIMARY KEY, app_ns TEXT NOT NULL UNIQUE, title TEXT NOT NULL UNIQUE, intro TEXT,
    image TEXT, logo TEXT, version TEXT NOT NULL, status TEXT NOT NULL, auth_type TEXT NOT NULL,
    api_key TEXT
);
"""

MINI_APPS: Final = ResourceKind("mini app", "mini_apps", "id", {})

_CONNECTED: Final = {"status": "verified"}
_NAMES: Final = (
    *("ainvented", "dropi", "meta-conversions-api", "openai"),
    *("s3storage", "shopify", "woocommerce", "xai"),
)
_APP_COLUMNS: Final = (
    "id, app_ns, title, intro, image, logo, version, status, auth_type, param_names"
)
_APPS: Final = f"(SELECT *, '[\"api_key\"]' AS param_names FROM {MINI_APPS.table})"
_APP_LISTING: Final = Listing(
    _APPS, _APP_COLUMNS, {"title": "instr(lower(title), lower(:title))"}, order="id"
)


def get_integration(name: str, _request: SandboxRequest, store: Store) -> Answer:
    settings = _stored_settings(name, store)
    return one(_public_settings(name, json.loads(settings)) if settings else {})


def connect(name: str, request: SandboxRequest, store: Store) -> Answer:
    for key, value in request.json.items():
        if isinstance(value, str) and key != "org_id":
            not_blank(request.json, key)
    settings = request.json | _CONNECTED
    store.run("INSERT OR REPLACE INTO integrations VALUES (?, ?)", (name, json.dumps(settings)))
    return one(settings)


def disconnect(name: str, request: SandboxRequest, store: Store) -> Answer:
    if _stored_settings(name, store) is None and request.habits["not_connected"] == "refused":
        raise Rejected(f"The workspace is not connected to {name}.")
    store.run("DELETE FROM integrations WHERE name = ?", (name,))
    return ok()


def list_mini_apps(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _APP_LISTING, finish=lambda rows: map(_app, rows))


def update_api_key(request: SandboxRequest, store: Store) -> Answer:
    app = MINI_APPS.in_path(request, store)
    if "api_key" in request.json:
        store.update(MINI_APPS.table, "id", {"id": app, "api_key": request.text("api_key")})
    return ok()


def insert_mini_app(title: str, store: Store) -> int:
    """Install a mini app; returns its id."""
    defaults = {"version": "1.0.0", "status": "active", "auth_type": "api_key"}
    return store.insert(MINI_APPS.table, {"app_ns": store.new_ns("ma"), "title": title, **defaults})


def _stored_settings(name: str, store: Store) -> str | None:
    settings: str | None = store.value("SELECT settings FROM integrations WHERE name = ?", (name,))
    return settings


def _public_settings(name: str, settings: Row) -> Row:
    """What a read returns of an integration: the contract names the key of S3 differently."""
    if name != "s3storage":
        return settings
    return {"key" if key == "api_key" else key: value for key, value in settings.items()}


def _app(row: Row) -> dict[str, Any]:
    return row | {"param_names": json.loads(row["param_names"])}


def _routes(read: str, written: str) -> dict[str, Handler]:
    return {
        f"GET /integration/{read}": partial(get_integration, read),
        f"POST /integration/{written}": partial(connect, read),
        f"DELETE /integration/{written}": partial(disconnect, read),
    }


class IntegrationSeeds(AreaSeeds):
    def mini_app(self, title: str) -> int:
        """A mini app that is installed; its id."""
        with self._store.transaction():
            app: int | None = MINI_APPS.find("title", title, self._store)
            return app or insert_mini_app(title, self._store)


ROUTES: Final[dict[str, Handler]] = {
    **{operation: handler for name in _NAMES for operation, handler in _routes(name, name).items()},
    **_routes("claude", "calude"),
    "GET /installed-mini-app/list": list_mini_apps,
    "POST /installed-mini-app/update-api-key/{}": update_api_key,
}

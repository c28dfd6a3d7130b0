"""Where the shop is."""

from __future__ import annotations

from typing import Final

from ...answers import Answer, Invalid, one
from ...kinds import ResourceKind
from ...lists import NAME_FILTER, Listing, list_page
from ...request import Handler, SandboxRequest
from ...store import Row, Store

TABLES: Final = """
CREATE TABLE shop_locations (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL,
    lat REAL NOT NULL, lng REAL NOT NULL, note TEXT
);
"""

LOCATIONS: Final = ResourceKind("location", "shop_locations", "id", {})

_BODY_KEYS: Final = ("name", "address", "lat", "lng", "note")
_LISTING: Final = Listing("shop_locations", "*", NAME_FILTER)


def list_locations(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def get_location(request: SandboxRequest, store: Store) -> Answer:
    return _location(LOCATIONS.in_path(request, store), request, store)


def create_location(request: SandboxRequest, store: Store) -> Answer:
    row = _location_row(request)
    return _location(store.insert("shop_locations", row), request, store)


def update_location(request: SandboxRequest, store: Store) -> Answer:
    number = LOCATIONS.in_path(request, store)
    store.update("shop_locations", "id", {"id": number, **_location_row(request)})
    return _location(number, request, store)


def _location_row(request: SandboxRequest) -> Row:
    for name in ("name", "address"):
        if name in request.json:
            request.text(name)
    for name, limit in (("lat", 90), ("lng", 180)):
        if not -limit <= request.json.get(name, 0) <= limit:
            raise Invalid({name: [f"{name} must be from -{limit} to {limit}."]})
    return {name: request.json[name] for name in _BODY_KEYS if name in request.json}


def _location(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM shop_locations WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}))


ROUTES: Final[dict[str, Handler]] = {
    "GET /shop/locations": list_locations,
    "POST /shop/locations/create": create_location,
    "GET /shop/locations/{}/get-info": get_location,
    "PUT /shop/locations/{}/update": update_location,
    "DELETE /shop/locations/{}/delete": LOCATIONS.delete_in_path,
}

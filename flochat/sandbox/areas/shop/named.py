"""Kinds that have an id and a unique name: product tags, product types and vendors."""

from __future__ import annotations

from functools import partial
from typing import Final

from ...answers import Answer, one
from ...kinds import ResourceKind
from ...lists import NAME_FILTER, Listing, list_page
from ...request import Handler, SandboxRequest
from ...store import Store

#: The columns of the table of such a kind.
COLUMNS: Final = "id INTEGER PRIMARY KEY, name TEXT NOT NULL"


def routes(path: str, kind: ResourceKind) -> dict[str, Handler]:
    """The operations of a kind under `/shop/{path}`."""
    return {
        f"GET /shop/{path}": partial(list_all, kind),
        f"POST /shop/{path}/create": partial(create, kind),
        f"GET /shop/{path}/{{}}/get-info": partial(get, kind),
        f"PUT /shop/{path}/{{}}/update": partial(rename, kind),
        f"DELETE /shop/{path}/{{}}/delete": kind.delete_in_path,
    }


def find_or_create(kind: ResourceKind, name: str, store: Store) -> int:
    """The id of the one with that name, which is created when nothing has the name."""
    number: int | None = kind.find("name", name.strip(), store)
    return store.insert(kind.table, {"name": name.strip()}) if number is None else number


def list_all(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, Listing(kind.table, "id, name", NAME_FILTER, order="id"))


def get(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _answer(kind, kind.in_path(request, store), request, store)


def create(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    number = kind.with_name(name, store) or store.insert(kind.table, {"name": name})
    return _answer(kind, number, request, store)


def rename(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    number = kind.in_path(request, store)
    if "name" in request.json:
        name = request.text("name").strip()
        if kind.find("name", name, store) != number:
            kind.check_name_free(name, store)
        store.update(kind.table, "id", {"id": number, "name": name})
    return _answer(kind, number, request, store)


def _answer(kind: ResourceKind, number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row(f"SELECT id, name FROM {kind.table} WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}))

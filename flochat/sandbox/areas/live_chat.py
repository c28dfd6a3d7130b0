"""What agents work with: shortcuts, closing notes, and the agents themselves."""

from __future__ import annotations

from functools import partial
from typing import Final

from ..._values.identifiers import CLOSING_NOTE
from ..answers import Answer, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store

TABLES: Final = """
CREATE TABLE agents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, email TEXT, image TEXT,
    role TEXT NOT NULL DEFAULT 'agent', is_online INTEGER NOT NULL DEFAULT FALSE
);
CREATE TABLE shortcuts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE closing_notes (
    id INTEGER PRIMARY KEY, note_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT,
    require_summary INTEGER NOT NULL DEFAULT 0, require_attachment INTEGER NOT NULL DEFAULT 0
);
"""

AGENTS: Final = ResourceKind("agent", "agents", "id", {"agent_id": "id", "user_id": "id"})
SHORTCUTS: Final = ResourceKind("shortcut", "shortcuts", "id", {"id": "id"})
CLOSING_NOTES: Final = ResourceKind("closing note", "closing_notes", "id", {"id": "id"})

_BODY_KEYS: Final = ("name", "value", "description", "require_summary", "require_attachment")
_NOT_BLANK: Final = ("name", "value")

_AGENTS: Final = Listing(
    "agents", "id, name, email, image, role, is_online", NAME_FILTER | {"role": "role = :role"}
)


def list_agents(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _AGENTS, finish=_as_agents)


def list_all(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, Listing(kind.table, "*", NAME_FILTER, order="id"))


def get_one(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _answer(kind, kind.in_path(request, store), request, store)


def create(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _answer(kind, insert(kind, _body_columns(request), store), request, store)


def update(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    number: int = kind.named_in(request.json, "id", store)
    store.update(kind.table, "id", {"id": number, **_body_columns(request)})
    return _answer(kind, number, request, store)


def insert(kind: ResourceKind, row: Row, store: Store) -> int:
    """Create a shortcut or a closing note; returns its id."""
    note_ns = {"note_ns": store.new_ns(CLOSING_NOTE)} if kind is CLOSING_NOTES else {}
    return store.insert(kind.table, row | note_ns)


def _body_columns(request: SandboxRequest) -> Row:
    for name in _NOT_BLANK:
        if name in request.json:
            request.text(name)
    return {name: request.json[name] for name in _BODY_KEYS if name in request.json}


def _answer(kind: ResourceKind, number: int, request: SandboxRequest, store: Store) -> Answer:
    """One record, which the platform returns in a list."""
    row = store.row(f"SELECT * FROM {kind.table} WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}), form="list")


def _as_agents(rows: list[Row]) -> list[Row]:
    return [row | {"is_online": bool(row["is_online"])} for row in rows]


def _routes(slug: str, kind: ResourceKind) -> dict[str, Handler]:
    return {
        f"GET /flow/{slug}s": partial(list_all, kind),
        f"GET /flow/{slug}s/{{}}": partial(get_one, kind),
        f"POST /flow/create-{slug}": partial(create, kind),
        f"PUT /flow/update-{slug}": partial(update, kind),
        f"DELETE /flow/delete-{slug}": partial(kind.delete, "id"),
    }


class LiveChatSeeds(AreaSeeds):
    def agent(
        self,
        name: str,
        *,
        email: str | None = None,
        role: str = "agent",
        is_online: bool = False,
    ) -> int:
        """An agent of the team; its id."""
        row = {"email": email, "role": role, "is_online": is_online}
        return self._find_or_create(
            AGENTS, name, lambda name, store: store.insert(AGENTS.table, row | {"name": name})
        )

    def shortcut(self, name: str, value: str) -> int:
        """A shortcut; its id. Each call makes another."""
        with self._store.transaction():
            return insert(SHORTCUTS, {"name": name, "value": value}, self._store)

    def closing_note(
        self,
        name: str,
        *,
        description: str | None = None,
        require_summary: int = 0,
        require_attachment: int = 0,
    ) -> int:
        """A closing note; its id. Each call makes another."""
        required = {"require_summary": require_summary, "require_attachment": require_attachment}
        row = {"name": name, "description": description, **required}
        with self._store.transaction():
            return insert(CLOSING_NOTES, row, self._store)


ROUTES: Final[dict[str, Handler]] = {
    **_routes("shortcut", SHORTCUTS),
    **_routes("closing-note", CLOSING_NOTES),
    "GET /flow/agents": list_agents,
}

"""What agents work with: shortcuts, closing notes, and the agents themselves."""

from __future__ import annotations

from functools import partial
from typing import Final

from flochat.identifiers import CLOSING_NOTE

from ..answers import Answer, answer
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

_GIVEN: Final = ("name", "value", "description", "require_summary", "require_attachment")
_NOT_BLANK: Final = ("name", "value")

_AGENTS: Final = Listing(
    "agents", "id, name, email, image, role, is_online", NAME_FILTER | {"role": "role = :role"}
)


def list_agents(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _AGENTS, finish=_as_agents)


def list_kept(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, Listing(kind.table, "*", NAME_FILTER, order="id"))


def get_kept(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _kept(kind, kind.in_path(request, store), request, store)


def create_kept(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _kept(kind, insert(kind, _given(request), store), request, store)


def update_kept(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    number: int = kind.named_in(request.json, "id", store)
    store.update(kind.table, "id", {"id": number, **_given(request)})
    return _kept(kind, number, request, store)


def insert(kind: ResourceKind, row: Row, store: Store) -> int:
    """Make a shortcut or a closing note; its number."""
    note_ns = {"note_ns": store.new_ns(CLOSING_NOTE)} if kind is CLOSING_NOTES else {}
    return store.insert(kind.table, row | note_ns)


def _given(request: SandboxRequest) -> Row:
    for name in _NOT_BLANK:
        if name in request.json:
            request.text(name)
    return {name: request.json[name] for name in _GIVEN if name in request.json}


def _kept(kind: ResourceKind, number: int, request: SandboxRequest, store: Store) -> Answer:
    """One record, which comes in a list."""
    row = store.row(f"SELECT * FROM {kind.table} WHERE id = ?", (number,))
    return answer({"data": [request.profile.shape(row or {})]})


def _as_agents(rows: list[Row]) -> list[Row]:
    return [row | {"is_online": bool(row["is_online"])} for row in rows]


def _kept_routes(word: str, kind: ResourceKind) -> dict[str, Handler]:
    return {
        f"GET /flow/{word}s": partial(list_kept, kind),
        f"GET /flow/{word}s/{{}}": partial(get_kept, kind),
        f"POST /flow/create-{word}": partial(create_kept, kind),
        f"PUT /flow/update-{word}": partial(update_kept, kind),
        f"DELETE /flow/delete-{word}": partial(kind.delete, "id"),
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
        """An agent of the team; the number."""
        row = {"email": email, "role": role, "is_online": is_online}
        return self._find_or_create(
            AGENTS, name, lambda name, store: store.insert(AGENTS.table, row | {"name": name})
        )

    def shortcut(self, name: str, value: str) -> int:
        """A shortcut; its number. Each call makes another."""
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
        """A closing note; its number. Each call makes another."""
        required = {"require_summary": require_summary, "require_attachment": require_attachment}
        row = {"name": name, "description": description, **required}
        with self._store.transaction():
            return insert(CLOSING_NOTES, row, self._store)


ROUTES: Final[dict[str, Handler]] = {
    **_kept_routes("shortcut", SHORTCUTS),
    **_kept_routes("closing-note", CLOSING_NOTES),
    "GET /flow/agents": list_agents,
}

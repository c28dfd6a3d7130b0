"""What agents work with: shortcuts, closing notes, and the agents themselves."""

from __future__ import annotations

from functools import partial
from typing import Final

from flochat._values.identifiers import CLOSING_NOTE
from flochat.sandbox.answers import Answer, answer
from flochat.sandbox.areas.things import CLOSING_NOTES, SHORTCUTS, Things
from flochat.sandbox.lists import NAME_FILTER, Listing, listed
from flochat.sandbox.request import Handler, SandboxRequest
from flochat.sandbox.store import Row, Store

_GIVEN: Final = ("name", "value", "description", "require_summary", "require_attachment")
_NOT_BLANK: Final = ("name", "value")

_AGENTS: Final = Listing(
    "agents", "id, name, email, image, role, is_online", NAME_FILTER | {"role": "role = :role"}
)


def list_agents(request: SandboxRequest, store: Store) -> Answer:
    return listed(request, store, _AGENTS, finish=_as_agents)


def list_kept(things: Things, request: SandboxRequest, store: Store) -> Answer:
    return listed(request, store, Listing(things.table, "*", NAME_FILTER, order="id"))


def get_kept(things: Things, request: SandboxRequest, store: Store) -> Answer:
    return _kept(things, things.in_path(request, store), request, store)


def create_kept(things: Things, request: SandboxRequest, store: Store) -> Answer:
    return _kept(things, insert(things, _given(request), store), request, store)


def update_kept(things: Things, request: SandboxRequest, store: Store) -> Answer:
    number: int = things.named_in(request.json, "id", store)
    store.update(things.table, "id", {"id": number, **_given(request)})
    return _kept(things, number, request, store)


def insert(things: Things, row: Row, store: Store) -> int:
    """Make a shortcut or a closing note; its number."""
    note_ns = {"note_ns": store.new_ns(CLOSING_NOTE)} if things is CLOSING_NOTES else {}
    return store.insert(things.table, row | note_ns)


def _given(request: SandboxRequest) -> Row:
    for name in _NOT_BLANK:
        if name in request.json:
            request.text(name)
    return {name: request.json[name] for name in _GIVEN if name in request.json}


def _kept(things: Things, number: int, request: SandboxRequest, store: Store) -> Answer:
    """One record, which comes in a list."""
    row = store.row(f"SELECT * FROM {things.table} WHERE id = ?", (number,))
    return answer({"data": [request.manner.shape(row or {})]})


def _as_agents(rows: list[Row]) -> list[Row]:
    return [row | {"is_online": bool(row["is_online"])} for row in rows]


def _kept_routes(word: str, things: Things) -> dict[str, Handler]:
    return {
        f"GET /flow/{word}s": partial(list_kept, things),
        f"GET /flow/{word}s/{{}}": partial(get_kept, things),
        f"POST /flow/create-{word}": partial(create_kept, things),
        f"PUT /flow/update-{word}": partial(update_kept, things),
        f"DELETE /flow/delete-{word}": partial(things.delete, "id"),
    }


ROUTES: Final[dict[str, Handler]] = {
    **_kept_routes("shortcut", SHORTCUTS),
    **_kept_routes("closing-note", CLOSING_NOTES),
    "GET /flow/agents": list_agents,
}

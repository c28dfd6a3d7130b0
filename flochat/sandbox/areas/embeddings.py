"""The texts that the workspace's AI answers from."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..answers import Answer, Rejected, ok, one
from ..kinds import ResourceKind
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Row, Store

TABLES: Final = """
CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY, heading TEXT NOT NULL UNIQUE, text TEXT NOT NULL, type TEXT
);
"""

EMBEDDINGS: Final = ResourceKind("text", "embeddings", "id", {})

_MAX_ROWS: Final = 100
_BODY_KEYS: Final = ("heading", "text", "type")
_LISTING: Final = Listing(
    EMBEDDINGS.table,
    "*",
    {name: f"instr(lower({name}), lower(:{name}))" for name in ("heading", "text")},
    order="id",
)


def list_embeddings(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTING)


def get_embedding(request: SandboxRequest, store: Store) -> Answer:
    return _embedding(EMBEDDINGS.in_path(request, store), request, store)


def create_embedding(request: SandboxRequest, store: Store) -> Answer:
    row = _row(request)
    if EMBEDDINGS.find("heading", row["heading"], store) is not None:
        raise Rejected("There is already a text with that heading.")
    return _embedding(store.insert(EMBEDDINGS.table, row), request, store)


def update_embedding(request: SandboxRequest, store: Store) -> Answer:
    number, row = EMBEDDINGS.in_path(request, store), _row(request)
    if EMBEDDINGS.find("heading", row.get("heading", ""), store) not in (None, number):
        raise Rejected("There is another text with that heading.")
    store.update(EMBEDDINGS.table, "id", {"id": number, **row})
    return _embedding(number, request, store)


def import_embeddings(request: SandboxRequest, store: Store) -> Answer:
    rows = request.items("rows", _MAX_ROWS)
    outcomes = Counter(_import_row(row, store) for row in rows)
    return ok(**{name: outcomes[name] for name in ("inserted", "updated", "skipped")})


def generate(_request: SandboxRequest, store: Store) -> Answer:
    if not store.value(f"SELECT count(*) FROM {EMBEDDINGS.table}"):
        raise Rejected("There are no texts to generate embeddings of.")
    return ok()


def _row(request: SandboxRequest) -> Row:
    for name in ("heading", "text"):
        if name in request.json:
            request.text(name)
    return {name: request.json[name] for name in _BODY_KEYS if name in request.json}


def _import_row(row: Row, store: Store) -> str:
    """Import one row and say how: a heading that exists already gets the new text."""
    if not all(row.get(name, "").strip() for name in ("heading", "text")):
        return "skipped"
    columns: Row = {name: row[name] for name in _BODY_KEYS if name in row}
    number = EMBEDDINGS.find("heading", row["heading"], store)
    if number is None:
        store.insert(EMBEDDINGS.table, columns)
        return "inserted"
    store.update(EMBEDDINGS.table, "id", {"id": number, **columns})
    return "updated"


def _embedding(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row(f"SELECT * FROM {EMBEDDINGS.table} WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}))


ROUTES: Final[dict[str, Handler]] = {
    "GET /openai-embeddings": list_embeddings,
    "POST /openai-embeddings/create": create_embedding,
    "POST /openai-embeddings/generate": generate,
    "POST /openai-embeddings/import": import_embeddings,
    "DELETE /openai-embeddings/{}/delete": EMBEDDINGS.delete_in_path,
    "GET /openai-embeddings/{}/get-info": get_embedding,
    "PUT /openai-embeddings/{}/update": update_embedding,
}

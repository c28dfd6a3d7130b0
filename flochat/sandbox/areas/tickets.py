"""Ticket lists, the tickets in them, the comments on these and how they change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..._values.identifiers import EVENT
from ..answers import Answer, ok
from ..kinds import ResourceKind
from ..lists import CREATED_AT, NAME_FILTER, TIME_RANGE, Listing, list_first_rows, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store
from .live_chat import AGENTS
from .subscribers import SUBSCRIBERS

#: Column of a ticket -> its type in the database; lists are kept as JSON.
TICKET_COLUMNS: Final = {
    **{f"{kind}{number}": "TEXT" for kind in ("text", "select") for number in range(1, 6)},
    **{
        f"{kind}{number}": "TEXT"
        for kind in ("multi_select", "date", "datetime")
        for number in (1, 2)
    },
    **{f"{kind}{number}": "INTEGER" for kind in ("number", "rating") for number in (1, 2)},
}

TABLES: Final = f"""
CREATE TABLE ticket_lists (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, list_code TEXT NOT NULL, icon TEXT,
    is_live INTEGER NOT NULL DEFAULT TRUE, fields TEXT NOT NULL
);
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, list_id INTEGER NOT NULL REFERENCES ticket_lists ON DELETE CASCADE,
    user_ns TEXT NOT NULL, flow_ns TEXT NOT NULL, title TEXT NOT NULL, description TEXT,
    assignee INTEGER REFERENCES agents ON DELETE SET NULL,
    {", ".join(f"{name} {kind}" for name, kind in TICKET_COLUMNS.items())},
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE INDEX tickets_by_list ON tickets (list_id);
CREATE TABLE ticket_comments (
    id INTEGER PRIMARY KEY, list_item_id INTEGER NOT NULL REFERENCES tickets ON DELETE CASCADE,
    agent_id INTEGER NOT NULL, content TEXT NOT NULL, file TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE ticket_changes (
    id INTEGER PRIMARY KEY, list_item_id INTEGER NOT NULL REFERENCES tickets ON DELETE CASCADE,
    column_name TEXT NOT NULL, action TEXT NOT NULL, value INTEGER, event_ns TEXT NOT NULL,
    at INTEGER NOT NULL
);
"""

TICKET_LISTS: Final = ResourceKind("ticket list", "ticket_lists", "id", {})
TICKETS: Final = ResourceKind("ticket", "tickets", "id", {})

#: Who comments through the API: the owner of the key.
_AUTHOR: Final = 1
_DEFAULT_COMMENTS: Final = 20
_BODY_KEYS: Final = ("title", "description", *TICKET_COLUMNS)
_SELECTS: Final = tuple(name for name in TICKET_COLUMNS if name.startswith("select"))
_MULTI_SELECTS: Final = ("multi_select1", "multi_select2")

_LISTS: Final = Listing("ticket_lists", "id, name, list_code, icon, is_live", NAME_FILTER)
_LIST_FILTERS: Final = {
    "user_ns": "user_ns = :user_ns",
    "flow_ns": "flow_ns = :flow_ns",
}
_TICKETS: Final = Listing(
    "(SELECT * FROM tickets WHERE list_id = :list_id)",
    "*",
    _LIST_FILTERS | {"title": "instr(lower(title), lower(:title))"},
    order="id",
)
_COMMENTS: Final = Listing(
    "(SELECT * FROM ticket_comments WHERE list_item_id = :list_item_id)",
    ":list_id AS list_id, *",
    order="id",
    default_rows=_DEFAULT_COMMENTS,
)
_CHANGES: Final = """(
    SELECT changes.*, list_id, user_ns, flow_ns FROM ticket_changes AS changes
    JOIN tickets ON tickets.id = list_item_id WHERE list_id = {list_id}
)"""


def list_lists(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LISTS)


def list_fields(request: SandboxRequest, store: Store) -> Answer:
    fields = _fields(TICKET_LISTS.in_path(request, store), store)
    return ok(data=[request.profile.shape(field) for field in fields])


def list_tickets(request: SandboxRequest, store: Store) -> Answer:
    values = {"list_id": TICKET_LISTS.in_path(request, store)}
    return list_page(request, store, _TICKETS, values, finish=_as_records)


def create_ticket(request: SandboxRequest, store: Store) -> Answer:
    number = TICKET_LISTS.in_path(request, store)
    request.text("title")
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    now = store.time()
    row = {"list_id": number, "user_ns": user_ns, "flow_ns": store.flow_ns}
    row |= {"created_at": now, "updated_at": now, **_row(request, store)}
    ticket = store.insert("tickets", row)
    _log(ticket, {}, request.json, store)
    return ok(data={"id": ticket}) if request.habits["new_ticket"] == "ticket" else ok()


def update_ticket(request: SandboxRequest, store: Store) -> Answer:
    ticket = _ticket_in_path(request, store)
    if "title" in request.json:
        request.text("title")
    row = {"id": ticket["id"], "updated_at": store.time(), **_row(request, store)}
    store.update("tickets", "id", row)
    _log(ticket["id"], ticket, request.json, store)
    comment = request.json.get("comment", {})
    if comment.get("content"):
        _comment(ticket["id"], comment["content"], comment.get("url"), store)
    return ok()


def delete_ticket(request: SandboxRequest, store: Store) -> Answer:
    store.run("DELETE FROM tickets WHERE id = ?", (_ticket_in_path(request, store)["id"],))
    return ok()


def list_comments(request: SandboxRequest, store: Store) -> Answer:
    ticket = _ticket_in_path(request, store)
    values = {"list_id": ticket["list_id"], "list_item_id": ticket["id"]}
    return list_page(request, store, _COMMENTS, values)


def create_comment(request: SandboxRequest, store: Store) -> Answer:
    ticket = _ticket_in_path(request, store)
    _comment(ticket["id"], request.text("content"), request.json.get("file"), store)
    return Answer(201, b"")


def list_changes(request: SandboxRequest, store: Store) -> Answer:
    number: int = TICKET_LISTS.in_path(request, store)
    listing = Listing(
        _CHANGES.format(list_id=number),
        f"id, list_id, list_item_id, user_ns, flow_ns, event_ns, column_name, action, value,"
        f" {CREATED_AT}",
        {
            **TIME_RANGE,
            **_LIST_FILTERS,
            "column_name": "column_name = :column_name",
            "list_item_id": "list_item_id = CAST(:list_item_id AS INTEGER)",
        },
        order="id DESC",
    )
    return list_first_rows(request, store, listing)


def insert(name: str, fields: Mapping[str, str | tuple[str, Sequence[str]]], store: Store) -> int:
    """Create a ticket list, whose columns have a name and optionally choices; returns its id."""
    columns = [
        {"column_name": column, "name": name, "options": [{"name": one} for one in choices]}
        for column, field in fields.items()
        for name, choices in [(field, ()) if isinstance(field, str) else field]
    ]
    row = {"name": name, "list_code": store.new_ns("l"), "fields": json.dumps(columns)}
    return store.insert("ticket_lists", row)


def _ticket_in_path(request: SandboxRequest, store: Store) -> Row:
    number = TICKET_LISTS.in_path(request, store)
    ticket = store.row(
        "SELECT * FROM tickets WHERE id = ?", (TICKETS.in_path(request, store, position=1),)
    )
    if ticket is None or ticket["list_id"] != number:
        raise TICKETS.not_found(request.arguments[1])
    return ticket


def _row(request: SandboxRequest, store: Store) -> Row:
    """The columns in a body, as they are stored."""
    columns = {name: request.json[name] for name in _BODY_KEYS if name in request.json}
    if "assignee" in request.json:
        columns["assignee"] = AGENTS.named_in(
            {"agent_id": request.json["assignee"]}, "agent_id", store
        )
    return {
        name: json.dumps(value) if isinstance(value, list) else value
        for name, value in columns.items()
    }


def _as_records(rows: list[Row]) -> list[Row]:
    return [
        row | {name: json.loads(row[name]) for name in _MULTI_SELECTS if row[name] is not None}
        for row in rows
    ]


def _fields(number: int, store: Store) -> list[Row]:
    stored = store.value("SELECT fields FROM ticket_lists WHERE id = ?", (number,))
    fields: list[Row] = json.loads(stored)
    return fields


def _comment(number: int, content: str, file: str | None, store: Store) -> None:
    now = store.time()
    row = {"list_item_id": number, "agent_id": _AUTHOR, "content": content, "file": file}
    store.insert("ticket_comments", row | {"created_at": now, "updated_at": now})


def _log(number: int, before: Row, body: dict[str, Any], store: Store) -> None:
    """Log how the select columns of a ticket changed."""
    changed = [name for name in _SELECTS if name in body and before.get(name) != body[name]]
    for name in changed:
        row = {
            "list_item_id": number,
            "column_name": name,
            "action": "update" if before else "create",
            "value": _option_number(number, name, body[name], store),
            "event_ns": store.new_ns(EVENT),
            "at": int(store.clock()),
        }
        store.insert("ticket_changes", row)


def _option_number(number: int, column: str, chosen: str, store: Store) -> int | None:
    """Which option a column has, counted from 1: the contract has a number there."""
    list_id = store.value("SELECT list_id FROM tickets WHERE id = ?", (number,))
    choices = [
        choice["name"]
        for field in _fields(list_id, store)
        if field["column_name"] == column
        for choice in field["options"]
    ]
    return choices.index(chosen) + 1 if chosen in choices else None


class TicketSeeds(AreaSeeds):
    def ticket_list(
        self, name: str, fields: Mapping[str, str | tuple[str, Sequence[str]]] | None = None
    ) -> int:
        """A ticket list; its id.

        `fields` go from columns to names, or to names and choices:
        `{"text1": "Serial number", "select1": ("Priority", ["low", "high"])}`.
        """
        return self._find_or_create(
            TICKET_LISTS, name, lambda name, store: insert(name, fields or {}, store)
        )


ROUTES: Final[dict[str, Handler]] = {
    "GET /team/ticket-lists": list_lists,
    "GET /team/ticket-lists/{}/fields": list_fields,
    "GET /team/ticket-lists/{}/items": list_tickets,
    "POST /team/ticket-lists/{}/create": create_ticket,
    "PUT /team/ticket-lists/{}/update/{}": update_ticket,
    "DELETE /team/ticket-lists/{}/delete/{}": delete_ticket,
    "GET /team/ticket-lists/{}/items/{}/comments": list_comments,
    "POST /team/ticket-lists/{}/items/{}/comments": create_comment,
    "GET /team/ticket-lists/{}/log-data": list_changes,
}

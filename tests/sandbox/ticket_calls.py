"""Each operation of ticket lists once, with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server

Call = Callable[..., Any]

FIELDS: dict[str, str | tuple[str, list[str]]] = {
    "text1": "Serial number",
    "select1": ("Priority", ["low", "high"]),
    "multi_select1": ("Parts", ["screen", "case"]),
    "number1": "Pieces",
    "date1": "Bought on",
}


def ticket_calls(server: Server, call: Call, user: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """What each operation is called, and what it answered."""
    number = server.seed.ticket_list("Repairs", FIELDS)
    place = f"/team/ticket-lists/{number}"
    ticket = {
        "title": "Broken screen",
        "assignee": server.seed.agent("Kim"),
        "number1": 2,
        "text1": "A-17",
        "select1": "high",
        "multi_select1": ["screen"],
        "date1": "2027-01-01",
    }
    comment = {"content": "Sent a new one", "file": "https://files.example.com/invoice.pdf"}
    calls: list[tuple[str, Any]] = [
        ("GET /team/ticket-lists", None),
        (f"GET {place}/fields", None),
        (f"POST {place}/create", user | ticket),
        (f"PUT {place}/update/1", {"select1": "low", "comment": {"content": "Not urgent"}}),
        (f"GET {place}/items", None),
        (f"POST {place}/items/1/comments", comment),
        (f"GET {place}/items/1/comments", None),
        (f"GET {place}/log-data", None),
        (f"DELETE {place}/delete/1", None),
    ]
    for operation, body in calls:
        yield operation, call(operation, body)

"""Tools for the shop and for tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..answers import Answer, Arguments, ToolError
from ..tool import TEXT, WHOLE, Tool, rows

if TYPE_CHECKING:
    from ..desk import Desk

_MAX_ROWS: Final = 50


async def list_orders(desk: Desk, given: Arguments) -> Answer:
    person = given.get("user_ns")
    if person is not None:
        await desk.check_recipient(desk.user_ns(person))
    elif desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag: give user_ns")
    limit = min(given.get("limit", 20), _MAX_ROWS)
    orders = await desk.client.shop.orders.list(subscriber=person).to_list(max_items=limit)
    facts = [
        {
            "ref": str(order.id),
            "status": order.status,
            "total_price": None if order.total_price is None else str(order.total_price),
            "currency": order.currency,
        }
        for order in orders
    ]
    if orders and desk.limits.shows_content:  # they say of somebody what they bought
        desk.taint.read(person, ())
    return Answer(text=f"{len(facts)} orders.", facts={"orders": facts})


async def list_tickets(desk: Desk, given: Arguments) -> Answer:
    if desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag, and tickets have none")
    if given.get("list_id") is None:
        lists = await desk.client.tickets.ticket_lists().to_list()
        names = {str(it.id): desk.written(None, {"name": it.name}) for it in lists}
        return Answer(
            text=f"{len(lists)} lists of tickets; give list_id for the tickets of one.",
            facts={"lists": [{"ref": str(it.id)} for it in lists]},
            untrusted={ref: name for ref, name in names.items() if name},
        )
    limit = min(given.get("limit", 20), _MAX_ROWS)
    tickets = await desk.client.tickets.list(given["list_id"]).to_list(max_items=limit)
    facts: list[dict[str, Any]] = []
    written = {}
    for ticket in tickets:
        ref = str(ticket.id)
        facts.append({"ref": ref, "user_ns": ticket.user_ns, "assignee": ticket.assignee})
        seen = desk.written(None, {"title": ticket.title, "description": ticket.description})
        if seen:
            written[ref] = seen
    return Answer(text=f"{len(facts)} tickets.", facts={"tickets": facts}, untrusted=written)


TOOLS: Final = (
    Tool(
        name="list_orders",
        area="shop",
        about="List orders, of all or of one person.",
        takes={"user_ns": TEXT, "limit": WHOLE},
        gives={"orders": rows(ref=TEXT, status=TEXT, total_price=TEXT, currency=TEXT)},
        read=list_orders,
    ),
    Tool(
        name="list_tickets",
        area="tickets",
        about="List the lists of tickets, or the tickets of one.",
        takes={"list_id": WHOLE, "limit": WHOLE},
        gives={
            "lists": rows(ref=TEXT),
            "tickets": rows(ref=TEXT, user_ns=TEXT, assignee=WHOLE),
        },
        read=list_tickets,
    ),
)

"""Tools for the shop and for tickets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, get_args

from ..._plurals import counted
from ..._wire.operation_table import Safety
from ...models.shop import OrderStatus
from ..answers import Answer, Arguments, Change, ToolError
from ..tool import TEXT, WHOLE, Tool, rows
from .paging import PAGED, page, told

if TYPE_CHECKING:
    from ...models import Order
    from ..desk import Desk

_MAX_ROWS: Final = 50
#: The statuses that the platform knows; any other is a text of somebody.
_STATUSES: Final = frozenset(get_args(OrderStatus))
_CURRENCY: Final = re.compile("[A-Z]{3}")


async def list_orders(desk: Desk, given: Arguments) -> Answer:
    person = given.get("user_ns")
    if person is not None:
        await desk.check_recipient(desk.user_ns(person))
    elif desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag: give user_ns")
    if "order" in given:
        if desk.limits.only_tag is not None:
            raise ToolError("this server is only for people with a tag, and orders have none")
        order = await desk.client.shop.orders.get(given["order"])
        whole = desk.written(None, {"order": order.raw})
        return Answer(text="One order.", facts={"orders": [_order(order)]}, untrusted=whole)
    pager = desk.client.shop.orders.list(subscriber=person)
    orders, more = await page(pager, given, most=_MAX_ROWS)
    if orders and desk.limits.shows_content:  # they say of somebody what they bought
        desk.taint.read(person)
    odd = desk.written_of(
        (str(order.id), {"status": order.status})
        for order in orders
        if order.status not in _STATUSES
    )
    return Answer(
        text=told(len(orders), "order", more),
        facts={"orders": [_order(order) for order in orders], **more},
        untrusted=odd,
        is_paged=True,
    )


def _order(order: Order) -> dict[str, Any]:
    price = order.total_price
    return {
        "ref": str(order.id),
        "status": order.status if order.status in _STATUSES else None,
        "total_price": None if price is None else str(price),
        "currency": order.currency if _CURRENCY.fullmatch(order.currency or "") else None,
    }


async def list_tickets(desk: Desk, given: Arguments) -> Answer:
    _check_bounds(desk)
    tickets = desk.client.tickets
    if given.get("list_id") is None:
        lists, more = await page(tickets.ticket_lists(), given, most=_MAX_ROWS)
        return Answer(
            text=f"{counted(len(lists), 'list')} of tickets; give list_id for the tickets of one.",
            facts={"lists": [{"ref": str(it.id)} for it in lists], **more},
            untrusted=desk.written_of((str(it.id), {"name": it.name}) for it in lists),
            is_paged=True,
        )
    if "ticket" in given:
        return await _comments(desk, given)
    found, more = await page(tickets.list(given["list_id"]), given, most=_MAX_ROWS)
    facts = [{"ref": str(it.id), "user_ns": it.user_ns, "assignee": it.assignee} for it in found]
    return Answer(
        text=told(len(facts), "ticket", more),
        facts={"tickets": facts, **more},
        untrusted=desk.written_of(
            (str(it.id), {"title": it.title, "description": it.description}) for it in found
        ),
        is_paged=True,
    )


async def _comments(desk: Desk, given: Arguments) -> Answer:
    pager = desk.client.tickets.comments(given["list_id"], given["ticket"])
    comments, more = await page(pager, given, most=_MAX_ROWS)
    facts = [{"ref": str(it.id), "assignee": it.agent_id} for it in comments]
    return Answer(
        text=told(len(facts), "comment", more),
        facts={"tickets": facts, **more},
        untrusted=desk.written_of((str(it.id), {"comment": it.content}) for it in comments),
        is_paged=True,
    )


async def note_on_ticket(desk: Desk, given: Arguments) -> Change:
    _check_bounds(desk)
    method = desk.client.tickets.add_comment
    where, words = (given["list_id"], given["ticket"]), given["text"]

    async def make() -> Answer:
        await method(*where, words)
        return Answer(text="Noted.", facts={"done": 1})

    return Change(
        what=f"Note something on ticket {where[1]} of list {where[0]}",
        requests=await desk.client.prepare(method, *where, words),
        recipients=None,
        count=0,
        texts=[words],
        make=make,
    )


def _check_bounds(desk: Desk) -> None:
    if desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag, and tickets have none")


TOOLS: Final = (
    Tool(
        name="list_orders",
        area="shop",
        about="List orders, of all or of one person, or show one whole.",
        takes={"user_ns": TEXT, "order": WHOLE, **PAGED},
        gives={
            "orders": rows(ref=TEXT, status=TEXT, total_price=TEXT, currency=TEXT),
            "next": WHOLE,
        },
        read=list_orders,
    ),
    Tool(
        name="list_tickets",
        area="tickets",
        about="List the lists of tickets, the tickets of one, or the comments on a ticket.",
        takes={"list_id": WHOLE, "ticket": WHOLE, **PAGED},
        gives={
            "lists": rows(ref=TEXT),
            "tickets": rows(ref=TEXT, user_ns=TEXT, assignee=WHOLE),
            "next": WHOLE,
        },
        read=list_tickets,
    ),
    Tool(
        name="note_on_ticket",
        area="tickets",
        about="Add a comment to a ticket, for the team.",
        takes={"list_id": WHOLE, "ticket": WHOLE, "text": TEXT},
        needs=["list_id", "ticket", "text"],
        safety=Safety.CREATE,
        plan=note_on_ticket,
    ),
)

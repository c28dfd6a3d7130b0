"""Ticket lists of a workspace, and what is in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_text
from .base import Model, model


@model
class TicketList(Model):
    """A list of tickets, which the platform shows as a board."""

    id: int | None = None
    name: str | None = None
    list_code: str | None = None
    icon: str | None = None
    is_live: bool | None = None


def _choices(value: JSON) -> tuple[str, ...]:
    """The choices of a column, be they texts or objects that have a name."""
    listed = value if isinstance(value, list) else []
    texts = (read_text(one.get("name") if isinstance(one, dict) else one) for one in listed)
    return tuple(one for one in texts if one is not None)


@model
class TicketField(Model):
    """What a column of a list's tickets is for: its `column` (text1) and the `name` people see.

    `choices` has what a select column offers. The contract does not say what the service tells of
    a column: where these are empty, `raw` has what came.
    """

    _identity: ClassVar[str] = "column"
    column: str | None = field(default=None, metadata={"wire": ("column_name", "column")})
    name: str | None = None
    choices: tuple[str, ...] = field(default=(), metadata={"wire": "options", "read": _choices})


@model
class Ticket(Model):
    """A ticket; `assignee` is the id of an agent.

    What a column is for is its list's to say: `tickets.schema(...).values(ticket)` has the values
    by the names that people see. A time has a zone only where the service told one.
    """

    id: int | None = None
    list_id: int | None = None
    user_ns: str | None = None
    flow_ns: str | None = None
    title: str | None = None
    description: str | None = None
    assignee: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    text1: str | None = None
    text2: str | None = None
    text3: str | None = None
    text4: str | None = None
    text5: str | None = None
    select1: str | None = None
    select2: str | None = None
    select3: str | None = None
    select4: str | None = None
    select5: str | None = None
    multi_select1: tuple[str, ...] = ()
    multi_select2: tuple[str, ...] = ()
    number1: int | None = None
    number2: int | None = None
    rating1: int | None = None
    rating2: int | None = None
    date1: date | None = None
    date2: date | None = None
    datetime1: datetime | None = None
    datetime2: datetime | None = None


@model
class TicketComment(Model):
    """A comment on a ticket; `file` is the URL of what came with it."""

    id: int | None = None
    list_id: int | None = None
    list_item_id: int | None = None
    agent_id: int | None = None
    content: str | None = None
    file: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@model
class TicketChange(Model):
    """A change of a select column: `value` is what it became, as the service puts it."""

    id: int | None = None
    list_id: int | None = None
    list_item_id: int | None = None
    column_name: str | None = None
    action: str | None = None
    value: str | None = None
    user_ns: str | None = None
    flow_ns: str | None = None
    created_at: datetime | None = None

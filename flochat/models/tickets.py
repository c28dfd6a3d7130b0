"""Ticket lists of a workspace and their tickets."""

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


def _read_choices(value: JSON) -> tuple[str, ...]:
    """Read the choices of a column, which are strings or objects with a name."""
    choices = value if isinstance(value, list) else []
    names = (read_text(it.get("name") if isinstance(it, dict) else it) for it in choices)
    return tuple(name for name in names if name is not None)


@model
class TicketField(Model):
    """A field of a list's tickets: its `column` (text1), and the `name` that people see.

    `choices` are those of a select column. The contract does not document the fields of a column:
    where these are empty, look at `raw`.
    """

    _identity: ClassVar[str] = "column"
    column: str | None = field(default=None, metadata={"wire": ("column_name", "column")})
    name: str | None = None
    choices: tuple[str, ...] = field(
        default=(), metadata={"wire": "options", "read": _read_choices}
    )


@model
class Ticket(Model):
    """A ticket; `assignee` is the id of an agent.

    Its list defines the meaning of each column: `tickets.schema(...).values(ticket)` returns the
    values by the names that people see. Times are in the client's `time_zone`, and
    naive without one.
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
    """A comment on a ticket; `list_item_id` is the id of the ticket, `file` the URL of a file."""

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
    """A change of a select column; `value` is the new value, as the service writes it."""

    id: int | None = None
    list_id: int | None = None
    list_item_id: int | None = None
    column_name: str | None = None
    action: str | None = None
    value: str | None = None
    user_ns: str | None = None
    flow_ns: str | None = None
    created_at: datetime | None = None

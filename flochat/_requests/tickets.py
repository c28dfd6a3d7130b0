"""What a ticket looks like on the wire, and which column is what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar

from attrs import frozen

from .._values.checks import check_count, check_text, describe_type, time_to_utc_text, unique_list
from .._values.not_given import NOT_GIVEN
from ..errors import InvalidArgumentError
from ..models.live_chat import Agent
from ..models.team import Member
from ..models.tickets import Ticket, TicketField, TicketList
from .bodies import BodySchema, clearable_text, creation_body, encode_with, update_body
from .references import id_of

#: What a column of a ticket takes and has: texts and choices are `str`, lists of choices lists.
TicketValue: TypeAlias = str | int | Decimal | date | datetime | Sequence[str | int] | None
#: A ticket, or its id.
TicketRef: TypeAlias = Ticket | int
#: Who a ticket is given to: an agent, a member of the team, or their id.
AssigneeRef: TypeAlias = Agent | Member | int
#: What a mapping of values may have for keys: a column or the field that it is.
TicketKey = TypeVar("TicketKey", bound=TicketField | str)

_Wire: TypeAlias = str | int | list[str | int] | None

_COLUMN: Final = re.compile(r"([a-z]+(?:_[a-z]+)*)[1-9]", re.ASCII)
#: Of a Decimal that is worth writing out.
_MOST_DIGITS: Final = 30
_LONGEST_COMMENT: Final = 2_000
_LONGEST_URL: Final = 500


@frozen
class TicketSchema:
    """What the columns of one ticket list are for; `client.tickets.schema(...)` reads it once.

    It stands wherever a ticket list is asked for, and there values go by the names that people see:
    `client.tickets.create(schema, "Broken screen", {"Priority": "high"}, subscriber=ana)`.
    """

    list_id: int
    fields: tuple[TicketField, ...]

    def field(self, name: str) -> TicketField:
        """The field with that name or column. Raises `InvalidArgumentError`."""
        for told in ("name", "column"):
            found = [field for field in self.fields if getattr(field, told) == name]
            if len(found) == 1:
                return found[0]
            if found:
                raise InvalidArgumentError(f"{len(found)} fields have the {told} {name!r}")
        known = ", ".join(str(field.name) for field in self.fields)
        raise InvalidArgumentError(f"the tickets have no field {name!r}, only {known}")

    def values(self, ticket: Ticket) -> dict[str, TicketValue]:
        """What a ticket has in each field, by the field's name."""
        return {
            field.name or field.column: getattr(ticket, field.column, None)
            for field in self.fields
            if field.column is not None
        }


#: A ticket list, what its columns are for, or its id.
TicketListRef: TypeAlias = TicketList | TicketSchema | int


def list_id_of(ticket_list: TicketListRef) -> int:
    """The id of a ticket list."""
    if isinstance(ticket_list, TicketSchema):
        return ticket_list.list_id
    return id_of(ticket_list, TicketList)


def new_ticket_body(
    ticket_list: TicketListRef, values: Mapping[Any, TicketValue] | None, **given: Any
) -> dict[str, Any]:
    """The body that makes a ticket."""
    return creation_body(TICKET, values=_columns(ticket_list, values or {}), **given)


def ticket_update_body(
    ticket_list: TicketListRef,
    values: Mapping[Any, TicketValue] | None,
    *,
    comment: str | None,
    comment_file: str | None,
    **given: Any,
) -> dict[str, Any]:
    """The body that changes a ticket, and says something about it."""
    if comment is None and comment_file is not None:
        raise InvalidArgumentError("comment_file goes with a comment, and there is none")
    said = creation_body(COMMENT, content=comment, url=comment_file)
    return update_body(
        TICKET,
        values=_columns(ticket_list, values) if values else NOT_GIVEN,
        comment=said or NOT_GIVEN,
        **given,
    )


def new_comment_body(content: str, file: str | None) -> dict[str, Any]:
    """The body that makes a comment."""
    return creation_body(COMMENT, content=content, file=file)


def column_name_of(ticket_list: TicketListRef, key: TicketField | str) -> str:
    """The column that was pointed at, by a field of the list or by its own name."""
    return _column(ticket_list, key)[0]


# --- columns ------------------------------------------------------------------------------------


def _columns(ticket_list: TicketListRef, values: Mapping[Any, TicketValue]) -> dict[str, _Wire]:
    if not isinstance(values, Mapping):
        raise InvalidArgumentError(
            f"values are given as {{column: value}}, not as {describe_type(values)}"
        )
    wire: dict[str, _Wire] = {}
    for key, value in values.items():
        name, choices = _column(ticket_list, key)
        if name in wire:
            raise InvalidArgumentError(f"{name} is given twice")
        wire[name] = _KINDS[_kind(name)](value, name)
        _check_chosen(wire[name], name, choices)
    return wire


def _column(ticket_list: TicketListRef, key: TicketField | str) -> tuple[str, Sequence[str]]:
    """The column that a key means, and what it offers as far as that is known."""
    if isinstance(key, str) and isinstance(ticket_list, TicketSchema):
        key = ticket_list.field(key)
    if isinstance(key, TicketField):
        _kind(key.column)
        return str(key.column), key.choices
    _kind(key)
    return key, ()


def _kind(name: object) -> str:
    """The kind of a column, which its name says: text1 holds text."""
    found = _COLUMN.fullmatch(name) if isinstance(name, str) else None
    if found is None or found[1] not in _KINDS:
        raise InvalidArgumentError(
            f"{name!r} is no column of a ticket, as text1 is; with `tickets.schema(...)` in place "
            "of the list, the names that people see are taken too"
        )
    return found[1]


def _check_chosen(chosen: _Wire, name: str, choices: Sequence[str]) -> None:
    """Raise for what a column does not offer, where it is known what it does."""
    if not choices or _kind(name) not in _CHOSEN:
        return
    for one in chosen if isinstance(chosen, list) else [chosen]:
        if one != "" and str(one) not in choices:
            raise InvalidArgumentError(f"{name} offers {', '.join(choices)}, not {one!r}")


def _whole(value: object, what: str) -> int:
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() <= _MOST_DIGITS:
        value = int(value) if value == int(value) else value
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgumentError(f"{what} is a whole number, not {value!r}")
    check_count(abs(value), what)
    return value


def _day(value: date | None, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidArgumentError(f"{what} is a date, not {describe_type(value)}")
    return value.isoformat()


def _moment(value: datetime | None, what: str) -> str | None:
    return None if value is None else time_to_utc_text(value, what)


def _choices(value: Iterable[str | int] | None, what: str) -> list[str | int]:
    chosen = unique_list(() if value is None else value, what)
    if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in chosen):
        raise InvalidArgumentError(f"{what} holds texts and whole numbers, not {chosen!r}")
    return chosen


#: The kinds that offer choices.
_CHOSEN: Final = ("select", "multi_select")
#: The kind of a column, which stands before its number -> what makes its wire form.
_KINDS: Final[Mapping[str, Callable[[Any, str], _Wire]]] = {
    "text": clearable_text,
    "select": clearable_text,
    "multi_select": _choices,
    "number": _whole,
    "rating": check_count,
    "date": _day,
    "datetime": _moment,
}


# --- bodies -------------------------------------------------------------------------------------


def _assignee(agent: AssigneeRef, what: str) -> int:
    if isinstance(agent, bool) or not isinstance(agent, Agent | Member | int):
        raise InvalidArgumentError(f"{what} is an agent, a member of the team, or their id")
    return id_of(agent, Agent if isinstance(agent, Agent) else Member)


def _no_longer_than(most: int) -> Callable[[str, str], str]:
    def check(value: str, what: str) -> str:
        if len(check_text(value, what)) > most:
            raise InvalidArgumentError(f"{what} has {most:,} characters at the most")
        return value

    return check


TICKET: Final[BodySchema] = {
    "title": encode_with(check_text),
    "description": encode_with(clearable_text),
    "assignee": encode_with(_assignee),
    "user_ns": encode_with(check_text),
    "values": lambda columns, _: columns,
    "comment": lambda said, what: {what: said},
}
COMMENT: Final[BodySchema] = {
    "content": encode_with(_no_longer_than(_LONGEST_COMMENT)),
    "file": encode_with(_no_longer_than(_LONGEST_URL)),
    "url": encode_with(_no_longer_than(_LONGEST_URL)),
}

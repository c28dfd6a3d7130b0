"""Tickets: references, bodies, and the columns of their lists."""

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

#: A value of a ticket's column: text and a choice are a `str`, several choices a list.
TicketValue: TypeAlias = str | int | Decimal | date | datetime | Sequence[str | int] | None
#: A ticket, or its id.
TicketRef: TypeAlias = Ticket | int
#: The assignee of a ticket: an agent, a member of the team, or their id.
AssigneeRef: TypeAlias = Agent | Member | int
#: The keys of a mapping of values: a column, or the field that it holds.
TicketKey = TypeVar("TicketKey", bound=TicketField | str)

_ColumnValue: TypeAlias = str | int | list[str | int] | None

#: The kinds of columns that offer choices.
_CHOICE_KINDS: Final = ("select", "multi_select")
_COLUMN: Final = re.compile(r"([a-z]+(?:_[a-z]+)*)[1-9]", re.ASCII)
#: A Decimal with a larger exponent is not written out.
_MAX_EXPONENT: Final = 30
_MAX_COMMENT_LENGTH: Final = 2_000
_MAX_URL_LENGTH: Final = 500


@frozen
class TicketSchema:
    """The fields of one ticket list; `client.tickets.schema(...)` reads them once.

    Pass it wherever a ticket list is expected, and values are given by the names that people see:
    `client.tickets.create(schema, "Broken screen", {"Priority": "high"}, subscriber=ana)`.
    """

    list_id: int
    fields: tuple[TicketField, ...]

    def field(self, name: str) -> TicketField:
        """Return the field with this name or column.

        Raises `InvalidArgumentError` when there is none, or more than one.
        """
        for attribute in ("name", "column"):
            matches = [field for field in self.fields if getattr(field, attribute) == name]
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise InvalidArgumentError(
                    f"{len(matches)} fields have the {attribute} {name!r}; pass one of the fields"
                )
        names = ", ".join(str(field.name) for field in self.fields)
        raise InvalidArgumentError(f"the tickets have no field {name!r}, only {names}")

    def values(self, ticket: Ticket) -> dict[str, TicketValue]:
        """Return the values of a ticket by the names of the fields."""
        return {
            field.name or field.column: getattr(ticket, field.column, None)
            for field in self.fields
            if field.column is not None
        }


#: A ticket list, its schema, or its id.
TicketListRef: TypeAlias = TicketList | TicketSchema | int


def list_id_of(ticket_list: TicketListRef) -> int:
    """Return the id of a ticket list."""
    if isinstance(ticket_list, TicketSchema):
        return ticket_list.list_id
    return id_of(ticket_list, TicketList)


def new_ticket_body(
    ticket_list: TicketListRef, values: Mapping[Any, TicketValue] | None, **arguments: Any
) -> dict[str, Any]:
    """Build the body that creates a ticket."""
    return creation_body(TICKET, values=_encode_values(ticket_list, values or {}), **arguments)


def ticket_update_body(
    ticket_list: TicketListRef,
    values: Mapping[Any, TicketValue] | None,
    *,
    comment: str | None,
    comment_file: str | None,
    **arguments: Any,
) -> dict[str, Any]:
    """Build the body that updates a ticket, and may comment on it."""
    if comment is None and comment_file is not None:
        raise InvalidArgumentError("comment_file needs a comment; pass comment= too")
    comment_body = creation_body(COMMENT, content=comment, url=comment_file)
    return update_body(
        TICKET,
        values=_encode_values(ticket_list, values) if values else NOT_GIVEN,
        comment=comment_body or NOT_GIVEN,
        **arguments,
    )


def new_comment_body(content: str, file: str | None) -> dict[str, Any]:
    """Build the body that creates a comment."""
    return creation_body(COMMENT, content=content, file=file)


def column_name_of(ticket_list: TicketListRef, key: TicketField | str) -> str:
    """Return the column of a key: a field of the list, a field's name, or a column."""
    return _column_of(ticket_list, key)[0]


def _encode_values(
    ticket_list: TicketListRef, values: Mapping[Any, TicketValue]
) -> dict[str, _ColumnValue]:
    if not isinstance(values, Mapping):
        raise InvalidArgumentError(
            f"values must be a mapping {{column: value}}, not {describe_type(values)}"
        )
    encoded: dict[str, _ColumnValue] = {}
    for key, value in values.items():
        name, choices = _column_of(ticket_list, key)
        if name in encoded:
            raise InvalidArgumentError(f"{name} must be given only once")
        encoded[name] = _COLUMN_ENCODERS[_kind_of(name)](value, name)
        _check_offered(encoded[name], name, choices)
    return encoded


def _column_of(ticket_list: TicketListRef, key: TicketField | str) -> tuple[str, Sequence[str]]:
    """Return the column of a key, and its choices as far as they are known."""
    if isinstance(key, str) and isinstance(ticket_list, TicketSchema):
        key = ticket_list.field(key)
    if isinstance(key, TicketField):
        _kind_of(key.column)
        return str(key.column), key.choices
    _kind_of(key)
    return key, ()


def _kind_of(name: object) -> str:
    """Return the kind of a column, which is in its name: text1 holds text."""
    match = _COLUMN.fullmatch(name) if isinstance(name, str) else None
    if match is None or match[1] not in _COLUMN_ENCODERS:
        raise InvalidArgumentError(
            f"{name!r} is not a column of a ticket (like text1); pass `tickets.schema(...)` in "
            "place of the list to use the names that people see"
        )
    return match[1]


def _check_offered(chosen: _ColumnValue, name: str, choices: Sequence[str]) -> None:
    """Raise for a value that a column does not offer, where its choices are known."""
    if not choices or _kind_of(name) not in _CHOICE_KINDS:
        return
    for choice in chosen if isinstance(chosen, list) else [chosen]:
        if choice != "" and str(choice) not in choices:
            raise InvalidArgumentError(
                f"{name} must be one of {', '.join(choices)}, not {choice!r}"
            )


def _encode_number(value: object, argument: str) -> int:
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() <= _MAX_EXPONENT:
        value = int(value) if value == int(value) else value
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArgumentError(f"{argument} must be a whole number, not {value!r}")
    check_count(abs(value), argument)
    return value


def _encode_date(value: date | None, argument: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidArgumentError(f"{argument} must be a date, not {describe_type(value)}")
    return value.isoformat()


def _encode_time(value: datetime | None, argument: str) -> str | None:
    return None if value is None else time_to_utc_text(value, argument)


def _encode_choices(value: Iterable[str | int] | None, argument: str) -> list[str | int]:
    chosen = unique_list(() if value is None else value, argument)
    if not all(isinstance(it, str | int) and not isinstance(it, bool) for it in chosen):
        raise InvalidArgumentError(
            f"{argument} must contain strings and whole numbers, not {chosen!r}"
        )
    return chosen


def _encode_assignee(agent: AssigneeRef, argument: str) -> int:
    if isinstance(agent, bool) or not isinstance(agent, Agent | Member | int):
        raise InvalidArgumentError(
            f"{argument} must be an Agent, a Member or their id, not {describe_type(agent)}"
        )
    return id_of(agent, Agent if isinstance(agent, Agent) else Member)


def _check_length(maximum: int) -> Callable[[str, str], str]:
    def check(value: str, argument: str) -> str:
        if (length := len(check_text(value, argument))) > maximum:
            raise InvalidArgumentError(
                f"{argument} must have at most {maximum:,} characters, not {length:,}"
            )
        return value

    return check


#: The kind of a column -> the encoder of its values.
_COLUMN_ENCODERS: Final[Mapping[str, Callable[[Any, str], _ColumnValue]]] = {
    "text": clearable_text,
    "select": clearable_text,
    "multi_select": _encode_choices,
    "number": _encode_number,
    "rating": check_count,
    "date": _encode_date,
    "datetime": _encode_time,
}
TICKET: Final[BodySchema] = {
    "title": encode_with(check_text),
    "description": encode_with(clearable_text),
    "assignee": encode_with(_encode_assignee),
    "user_ns": encode_with(check_text),
    "values": lambda columns, _: columns,
    "comment": lambda body, argument: {argument: body},
}
COMMENT: Final[BodySchema] = {
    "content": encode_with(_check_length(_MAX_COMMENT_LENGTH)),
    "file": encode_with(_check_length(_MAX_URL_LENGTH)),
    "url": encode_with(_check_length(_MAX_URL_LENGTH)),
}

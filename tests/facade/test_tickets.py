from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    DecodeError,
    IncompleteListError,
    InvalidArgumentError,
    Member,
    NotFoundError,
    RejectedError,
    Ticket,
    TicketField,
    TicketList,
    TicketSchema,
)
from flochat.models.live_chat import Agent
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations

FIELDS: dict[str, str | tuple[str, list[str]]] = {
    "text1": "Serial number",
    "select1": ("Priority", ["low", "high"]),
    "multi_select1": ("Parts", ["screen", "case"]),
    "number1": "Pieces",
    "rating1": "Mood",
    "date1": "Bought on",
    "datetime1": "Due",
}
DUE = datetime(2027, 1, 2, 9, 30, tzinfo=UTC)
#: As it is read by a client without a `time_zone`.
NAIVE_DUE = DUE.replace(tzinfo=None)
COLUMNS: dict[str, Any] = {
    "text1": "A-17",
    "select1": "high",
    "multi_select1": ["screen", "case"],
    "number1": 2,
    "rating1": 5,
    "date1": date(2027, 1, 1),
    "datetime1": DUE,
}
ON_THE_WIRE = COLUMNS | {"date1": "2027-01-01", "datetime1": "2027-01-02T09:30:00+00:00"}


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


@pytest.fixture
def repairs(sandbox: Server) -> int:
    return sandbox.seed.ticket_list("Repairs", FIELDS)


def test_a_ticket_goes_in_and_comes_back_typed(
    client: Any, sandbox: Server, repairs: int, ana: str
) -> None:
    client.tickets.create(repairs, "Broken", COLUMNS, subscriber=ana, description="Since May")
    (ticket,) = client.tickets.list(repairs)
    assert isinstance(ticket, Ticket)
    assert (ticket.title, ticket.description, ticket.user_ns) == ("Broken", "Since May", ana)
    read = {name: getattr(ticket, name) for name in COLUMNS}
    assert read == COLUMNS | {"multi_select1": ("screen", "case"), "datetime1": NAIVE_DUE}
    new = {"title": "Broken", "user_ns": ana, "description": "Since May"}
    assert bodies(sandbox)[0] == new | ON_THE_WIRE
    assert len(sandbox.requests) == 2


def test_with_a_schema_values_go_by_the_names_that_people_see(
    client: Any, sandbox: Server, repairs: int, ana: str
) -> None:
    schema = client.tickets.schema(repairs)
    assert isinstance(schema, TicketSchema)
    named = {schema.field(column).name: value for column, value in COLUMNS.items()}
    client.tickets.create(schema, "Broken", named, subscriber=ana)
    client.tickets.update(schema, 1, {"Priority": "low", "number1": Decimal(3)})
    (ticket,) = client.tickets.list(schema)
    changed = {"Priority": "low", "Pieces": 3, "Parts": ("screen", "case"), "Due": NAIVE_DUE}
    assert schema.values(ticket) == named | changed
    assert operations(sandbox).count("GET /team/ticket-lists/{}/fields") == 1
    assert len(sandbox.requests) == 4
    assert pickle.loads(pickle.dumps(schema)) == schema


def test_a_field_of_the_list_stands_for_its_column(
    client: Any, sandbox: Server, repairs: int, ana: str
) -> None:
    priority = client.tickets.fields(repairs).to_list()[1]
    assert priority == TicketField(column="select1", name="Priority", choices=("low", "high"))
    client.tickets.create(repairs, "Broken", {priority: "high"}, subscriber=ana)
    assert bodies(sandbox)[-1] == {"title": "Broken", "user_ns": ana, "select1": "high"}
    with pytest.raises(
        InvalidArgumentError, match="select1 must be one of low, high, not 'urgent'"
    ):
        client.tickets.update(repairs, 1, {priority: "urgent"})


@pytest.mark.habits(name_filter="part")
def test_lists_are_found_by_name(client: Any, sandbox: Server, repairs: int) -> None:
    sandbox.seed.ticket_list("Orders")
    (board,) = client.tickets.ticket_lists(name="repair")
    assert isinstance(board, TicketList)
    assert (board.id, board.name, board.is_live) == (repairs, "Repairs", True)
    assert client.tickets.schema(board).list_id == repairs
    assert client.tickets.list(board).to_list() == []


def test_a_ticket_is_changed_and_emptied(
    client: Any, sandbox: Server, repairs: int, ana: str
) -> None:
    kim = sandbox.seed.agent("Kim")
    client.tickets.create(repairs, "Broken", COLUMNS, subscriber=ana)
    (ticket,) = client.tickets.list(repairs)
    emptied = {name: None for name in COLUMNS if not name.startswith(("number", "rating"))}
    client.tickets.update(
        repairs, ticket, emptied, title="Mended", description=None, assignee=Agent(id=kim)
    )
    assert bodies(sandbox)[-1] == {
        **dict.fromkeys(("description", "text1", "select1", "date1"), ""),
        "title": "Mended",
        "assignee": kim,
        "multi_select1": [],
        "datetime1": None,
    }
    (changed,) = client.tickets.list(repairs)
    assert (changed.title, changed.assignee, changed.number1) == ("Mended", kim, 2)
    assert (changed.text1, changed.multi_select1) == ("", ())
    assert (changed.date1, changed.datetime1) == (None, None)
    client.tickets.update(repairs, ticket, assignee=Member(id=kim))
    client.tickets.delete(repairs, ticket)
    assert client.tickets.list(repairs).first() is None


def test_what_is_said_of_a_ticket(client: Any, sandbox: Server, repairs: int, ana: str) -> None:
    client.tickets.create(repairs, "Broken", subscriber=ana)
    url = "https://files.example.com/invoice.pdf"
    client.tickets.update(repairs, 1, comment="Not urgent", comment_file=url)
    ack = client.tickets.add_comment(repairs, 1, "Sent a new one", file=url)
    assert ack.raw == {}
    assert bodies(sandbox)[1] == {"comment": {"content": "Not urgent", "url": url}}
    comments = client.tickets.comments(repairs, 1).to_list()
    assert [comment.content for comment in comments] == ["Not urgent", "Sent a new one"]
    assert {comment.file for comment in comments} == {url}
    assert comments[0].created_at is not None


@pytest.mark.habits(page="obeyed")
def test_many_comments_are_read_to_their_end(client: Any, repairs: int, ana: str) -> None:
    client.tickets.create(repairs, "Broken", subscriber=ana)
    for number in range(130):
        client.tickets.add_comment(repairs, 1, f"Comment {number}")
    comments = [comment.content for comment in client.tickets.comments(repairs, 1)]
    assert comments == [f"Comment {number}" for number in range(130)]


def test_tickets_are_listed_by_title_subscriber_and_flow(
    client: Any, sandbox: Server, repairs: int, ana: str
) -> None:
    ben = sandbox.seed.subscriber(email="ben@example.com")
    for person, title in ((ana, "Screen"), (ben, "Case")):
        client.tickets.create(repairs, title, subscriber=person)
    for wanted, titles in (
        ({"title": "screen"}, ["Screen"]),
        ({"subscriber": ben}, ["Case"]),
        ({"flow": "f280503"}, ["Screen", "Case"]),
    ):
        assert [ticket.title for ticket in client.tickets.list(repairs, **wanted)] == titles
    everybody = {"data": [{"id": 1, "user_ns": ana}, {"id": 2, "user_ns": ben}]}
    sandbox.answer_next(json=everybody, operation="GET /team/ticket-lists/{}/items")
    with pytest.raises(DecodeError):
        client.tickets.list(repairs, subscriber=ben).to_list()


def test_the_log_tells_how_choices_changed(client: Any, repairs: int, ana: str) -> None:
    client.tickets.create(repairs, "Broken", {"select1": "low"}, subscriber=ana)
    client.tickets.update(repairs, 1, {"select1": "high"})
    schema = client.tickets.schema(repairs)
    log = client.tickets.changes(schema, field="Priority", ticket=1, subscriber=ana).to_list()
    changes = [(change.column_name, change.action, change.value) for change in log]
    assert changes == [("select1", "update", "2"), ("select1", "create", "1")]
    hour = timedelta(hours=1)
    now = datetime.now(UTC)
    assert len(client.tickets.changes(repairs, start=now - hour, end=now + hour).to_list()) == 2
    assert client.tickets.changes(repairs, end=now - hour).to_list() == []
    assert client.tickets.changes(repairs, field="select2").to_list() == []


@pytest.mark.habits(limit="obeyed")
def test_a_log_that_cannot_be_read_on_says_so(client: Any, repairs: int, ana: str) -> None:
    client.tickets.create(repairs, "Broken", {"select1": "low"}, subscriber=ana)
    for number in range(110):
        client.tickets.update(repairs, 1, {"select1": f"choice {number}"})
    log = client.tickets.changes(repairs)
    assert len(log.to_list(max_items=100)) == 100
    with pytest.raises(IncompleteListError):
        log.to_list()


WRONG_VALUES: list[tuple[Any, str]] = [
    ({"text1": 7}, "text1 must be a string"),
    ({"select1": True}, "select1 must be a string"),
    ({"multi_select1": "screen"}, "multi_select1 must be a list"),
    ({"multi_select1": [1.5]}, "multi_select1 must contain"),
    ({"number1": 1.5}, "number1 must be a whole number"),
    ({"number1": Decimal("1.5")}, "number1 must be a whole number"),
    ({"number1": Decimal("1E+999999999")}, "number1 must be a whole number"),
    ({"number1": Decimal("Infinity")}, "number1 must be a whole number"),
    ({"number1": Decimal("1E-999999999")}, "number1 must be a whole number"),
    ({"number1": None}, "number1 must be a whole number"),
    ({"number1": True}, "number1 must be a whole number"),
    ({"number1": 10**20}, "number1"),
    ({"rating1": -1}, "rating1"),
    ({"date1": "2027-01-01"}, "date1 must be a date"),
    ({"date1": DUE}, "date1 must be a date"),
    ({"datetime1": date(2027, 1, 1)}, "datetime1 must be a datetime"),
    ({"datetime1": datetime(2027, 1, 1)}, "must have a time zone"),  # that is the point
    ({"Priority": "low"}, "not a column of a ticket"),
    ({"text": "x"}, "not a column of a ticket"),
    ({"title1": "x"}, "not a column of a ticket"),
    ({TicketField(name="Priority"): "x"}, "not a column of a ticket"),
    ({7: "x"}, "not a column of a ticket"),
    ({"select1": "x", TicketField(column="select1"): "y"}, "given only once"),
    (["text1"], "column: value"),
]


@pytest.mark.parametrize(("values", "message"), WRONG_VALUES, ids=repr)
def test_a_value_that_its_column_cannot_hold_costs_no_request(
    client: Any, sandbox: Server, values: Any, message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        client.tickets.create(3, "Broken", values, subscriber="f280503u1")
    with pytest.raises(InvalidArgumentError, match=message):
        client.tickets.update(3, 7, values)
    assert sandbox.requests == []


def test_what_else_is_wrong_costs_no_request(client: Any, sandbox: Server) -> None:
    double = TicketSchema(3, (TicketField(column="text1", name="A"),) * 2)
    for method, arguments, named in (
        ("create", (3, " "), {"subscriber": "f280503u1"}),
        ("create", (3, "Broken"), {"subscriber": "Ana"}),
        ("create", (3, "Broken"), {"subscriber": "f280503u1", "assignee": "Kim"}),
        ("create", (double, "Broken", {"A": "x"}), {"subscriber": "f280503u1"}),
        ("create", (double, "Broken", {"B": "x"}), {"subscriber": "f280503u1"}),
        ("update", (3, 7), {}),
        ("update", (3, 7), {"comment": "x" * 2_001}),
        ("update", (3, "7"), {"title": "x"}),
        ("add_comment", (3, 7, ""), {}),
        ("add_comment", (3, 7, "x"), {"file": "x" * 501}),
        ("delete", (TicketList(), 7), {}),
        ("list", ("Repairs",), {}),
        ("changes", (3,), {"field": "Priority"}),
        ("changes", (3,), {"start": DUE, "end": DUE - timedelta(1)}),
    ):
        with pytest.raises(InvalidArgumentError):
            getattr(client.tickets, method)(*arguments, **named)
    assert sandbox.requests == []


@pytest.mark.habits(unknown_path="404", unknown_resource="200 error")
def test_what_the_service_refuses_is_told(client: Any, repairs: int, ana: str) -> None:
    with pytest.raises(RejectedError):
        client.tickets.create(repairs, "Broken", subscriber=ana, assignee=99)
    with pytest.raises(NotFoundError):
        client.tickets.add_comment(repairs, 99, "Anybody?")
    with pytest.raises(NotFoundError):
        client.tickets.schema(99)

"""Ticket lists and the tickets in them."""

from __future__ import annotations

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf, Clock
from .ticket_calls import FIELDS


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


@pytest.fixture
def place(server: Server) -> str:
    return f"/team/ticket-lists/{server.seed.ticket_list('Repairs', FIELDS)}"


def test_a_list_tells_what_its_columns_are_for(api: Api, place: str) -> None:
    (board,) = api.rows("GET /team/ticket-lists", name="repair")
    assert (board["name"], board["is_live"]) == ("Repairs", 1)
    fields = {row["column_name"]: row for row in api.rows(f"GET {place}/fields")}
    assert list(fields) == list(FIELDS)
    assert fields["text1"]["name"] == "Serial number"
    assert fields["select1"]["options"] == [{"name": "low"}, {"name": "high"}]


def test_a_ticket_is_kept_with_what_was_said_of_it(api: Api, place: str, ana: str) -> None:
    new = {"user_ns": ana, "title": "Broken", "multi_select1": ["screen", 7], "number1": 2}
    api.ok(f"POST {place}/create", json=new)
    (ticket,) = api.rows(f"GET {place}/items")
    assert {key: ticket[key] for key in new} == new
    api.ok(f"PUT {place}/update/1", json={"title": "Mended", "comment": {"content": "Done"}})
    (ticket,) = api.rows(f"GET {place}/items")
    assert (ticket["title"], ticket["number1"]) == ("Mended", 2)
    answer = api(f"POST {place}/items/1/comments", json={"content": "Thanks"})
    assert (answer.status_code, answer.content) == (201, b"")
    comments = api.rows(f"GET {place}/items/1/comments")
    assert [row["content"] for row in comments] == ["Done", "Thanks"]
    assert {(row["list_id"], row["list_item_id"]) for row in comments} == {(1, 1)}
    api.ok(f"DELETE {place}/delete/1")
    assert api.rows(f"GET {place}/items") == []
    assert api(f"GET {place}/items/1/comments").status_code == 404


def test_tickets_are_filtered(api: Api, server: Server, place: str, ana: str) -> None:
    ben = server.seed.subscriber(email="ben@example.com")
    for person, title in ((ana, "Screen"), (ben, "Case"), (ben, "Old screen")):
        api.ok(f"POST {place}/create", json={"user_ns": person, "title": title})
    for query, titles in (
        ({"title": "SCREEN"}, ["Screen", "Old screen"]),
        ({"user_ns": ben}, ["Case", "Old screen"]),
        ({"user_ns": ben, "title": "screen"}, ["Old screen"]),
        ({"flow_ns": "f1"}, []),
    ):
        assert [row["title"] for row in api.rows(f"GET {place}/items", **query)] == titles


def test_changes_of_choices_are_logged(api: Api, place: str, ana: str, clock: Clock) -> None:
    new = {"user_ns": ana, "title": "Broken", "select1": "low", "select2": "x", "text1": "A"}
    api.ok(f"POST {place}/create", json=new)
    clock.now += 60
    for chosen in ("high", "high"):
        api.ok(f"PUT {place}/update/1", json={"select1": chosen, "text1": "B"})
    rows = api.rows(f"GET {place}/log-data")
    changes = [(row["column_name"], row["action"], row["value"]) for row in rows]
    assert changes == [
        ("select1", "update", 2),
        ("select2", "create", None),
        ("select1", "create", 1),
    ]
    assert len(api.rows(f"GET {place}/log-data", column_name="select1")) == 2
    assert len(api.rows(f"GET {place}/log-data", start_time=int(clock.now))) == 1
    assert len(api.rows(f"GET {place}/log-data", list_item_id=2)) == 0
    assert len(api.rows(f"GET {place}/log-data", page=2)) == 3


def test_tickets_of_another_list_are_not_there(api: Api, server: Server, place: str) -> None:
    other = server.seed.ticket_list("Orders")
    user_ns = server.seed.subscriber(email="ben@example.com")
    api.ok(f"POST /team/ticket-lists/{other}/create", json={"user_ns": user_ns, "title": "Late"})
    for operation in (f"PUT {place}/update/1", f"DELETE {place}/delete/1"):
        assert api(operation, json={"title": "x"}).status_code == 404
    assert api("GET /team/ticket-lists/99/items").status_code == 404


def test_what_does_not_exist_is_refused(api: Api, place: str, ana: str) -> None:
    for wrong in ({"user_ns": "f1u1"}, {"assignee": 99}):
        body = {"user_ns": ana, "title": "Broken", **wrong}
        assert api(f"POST {place}/create", json=body).json()["status"] == "error"
    assert api(f"POST {place}/create", json={"user_ns": ana, "title": " "}).status_code == 422


def test_comments_are_refused_as_the_contract_has_it(api_of: ApiOf, conforming: Server) -> None:
    api = api_of(conforming)
    ana = conforming.seed.subscriber(email="ana@example.com")
    place = f"/team/ticket-lists/{conforming.seed.ticket_list('Repairs')}"
    comments = f"{place}/items/1/comments"
    assert api(f"GET {comments}").status_code == 404
    assert api(f"POST {comments}", json={"content": "x"}).status_code == 404
    assert api(f"DELETE {place}/delete/1").status_code == 400
    api.ok(f"POST {place}/create", json={"user_ns": ana, "title": "Broken"})
    assert api(f"POST {comments}", json={"content": "x" * 2_001}).status_code == 422
    assert api(f"POST {comments}", json={"content": " "}).status_code == 422

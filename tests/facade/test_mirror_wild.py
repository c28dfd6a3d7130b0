"""What hosts send that nobody expects: a mirror takes it, or says what it left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flochat import FlochatError, MirrorError
from flochat.sandbox import Server
from tests.support.mirrors import rows, value

PEOPLE = "GET /subscribers"
ANA = "f280503u1"


def page(*people: Any) -> dict[str, Any]:
    return {"data": list(people), "meta": {"current_page": 1, "last_page": 1, "total": len(people)}}


@pytest.fixture
def mirror(client: Any, tmp_path: Path) -> Any:
    return client.mirror(tmp_path / "mirror.sqlite")


@pytest.mark.parametrize(
    "person",
    [
        {"name": "half \ud83d a pair", "tags": [{"name": "\udc00"}], "city": "\x00"},
        {"agent_id": 10**30, "labels": [{"id": 10**30, "name": "x"}], "last_interaction": 10**30},
        {"tags": [{"name": "a"}, {"name": "a"}, {"name": ""}, {"tag_ns": "f1t2"}, {}]},
        {"user_fields": [{"name": "Plan", "value": {"a": [1]}}, {"var_ns": "f1v2"}, {"value": 1}]},
        {"last_interaction": "0000-00-00 00:00:00", "subscribed": "never", "tags": None},
        {"name": "x" * 100_000, "raw": {"raw": 1}, "user_fields": {"Plan": "gold"}},
        {"last_interaction": {"date": "2026"}, "labels": "none", "phone": 61412345678},
    ],
    ids=lambda person: "+".join(person),
)
def test_values_of_any_kind_are_written_down(
    mirror: Any, sandbox: Server, person: dict[str, Any]
) -> None:
    for _ in range(2):
        sandbox.answer_next(json=page({"user_ns": ANA, **person}), operation=PEOPLE)
        report = mirror.sync()
        assert report.people == 1
    assert report.changed == 0
    assert value(mirror.path, "SELECT user_ns FROM people") == ANA


@pytest.mark.parametrize("name", [None, "", "\ud800", "Ana", 7, ["f1u1"], "f1t2", "f1u1\n"])
def test_whoever_has_no_user_ns_is_left_out_and_counted(
    mirror: Any, sandbox: Server, name: Any
) -> None:
    sandbox.answer_next(
        json=page({"user_ns": ANA}, {"user_ns": name, "name": "B"}), operation=PEOPLE
    )
    report = mirror.sync()
    assert report.people == 1
    assert any("1 row came without a user_ns" in note for note in report.cannot_see)


def test_a_page_of_two_flows_is_refused_as_a_whole(mirror: Any, sandbox: Server) -> None:
    sandbox.answer_next(json=page({"user_ns": ANA}, {"user_ns": "f2u1"}), operation=PEOPLE)
    with pytest.raises(MirrorError, match="is of the flow f280503, and this key reads f2"):
        mirror.sync()
    assert value(mirror.path, "SELECT count(*) FROM people") == 0


@pytest.mark.parametrize("number", [None, 10**30, -(10**30), "seven"])
def test_orders_without_an_id_are_left_out_and_told(
    mirror: Any, sandbox: Server, number: Any
) -> None:
    orders = page({"id": 1, "status": "paid"}, {"id": number, "status": "paid"})
    sandbox.answer_next(json=orders, operation="GET /shop/orders")
    report = mirror.sync()
    assert rows(mirror.path, "SELECT id FROM orders") == [(1,)]
    assert "some orders came without an id, and were left out" in report.cannot_see


def test_an_order_that_says_whose_it_is_goes_with_them(mirror: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    for _ in range(2):
        sandbox.answer_next(
            json=page({"id": 1, "user_ns": ana, "total": "12.50"}, {"id": 2}),
            operation="GET /shop/orders",
        )
        mirror.sync(sweep=True)
        mirror.forget(ana)
        assert rows(mirror.path, "SELECT id FROM orders") == [(2,)]


@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"status": "error", "message": "Sorry."}},
        {"json": {"data": "none"}},
        {"json": [1, 2]},
        {"text": "<html>", "status": 200},
        {"status": 404, "json": {"message": "Flow not found"}},
    ],
    ids=str,
)
def test_an_answer_that_is_no_list_changes_nothing(
    mirror: Any, sandbox: Server, answer: dict[str, Any]
) -> None:
    sandbox.seed.subscribers(3)
    mirror.sync()
    sandbox.answer_next(**answer, operation=PEOPLE, times=3)
    with pytest.raises(FlochatError):
        mirror.sync()
    assert value(mirror.path, "SELECT count(*) FROM people_now") == 3


@pytest.mark.habits(limit="ignored")
@pytest.mark.parametrize("order", ["newest first", "oldest first"])
def test_more_orders_than_a_list_gives_are_told(mirror: Any, sandbox: Server, order: str) -> None:
    """Pages of ten, of which a hundred can be had."""
    sandbox.change_habits({"orders_order": order})
    sandbox.seed.orders(sandbox.seed.subscriber(), 1_003)
    report = mirror.sync()
    assert report.orders == 1_000
    assert any("the list gave 1,000 orders, and more are there" in it for it in report.cannot_see)
    assert any("all orders were last read, the list gave fewer" in it for it in report.cannot_see)
    sandbox.requests.clear()
    report = mirror.sync()
    assert any("oldest orders first" in it for it in report.cannot_see) == (order != "newest first")
    assert len(sandbox.requests) == 2
    sandbox.seed.orders(sandbox.seed.subscriber(), 2)
    assert mirror.sync().orders == (2 if order == "newest first" else 0)

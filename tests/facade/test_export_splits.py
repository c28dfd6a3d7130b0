"""More people than the pages of one list hold are read in parts, which are checked to add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flochat._wire import operation_table
from flochat.sandbox import Fault, Faults, Server, serve
from tests.support.clients import Clients
from tests.support.filled_flow import exported

PAGES = 2
THEN = "2026-11-01 10:00:00"


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(quota=1_000_000, max_pages=PAGES) as server:
        yield server


@pytest.fixture
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client knows that a list of people has two pages, as it knows of 1,000."""
    for operation in ("GET /subscribers", "GET /subscriber/broadcasts", "GET /shop/orders"):
        row = operation_table.TABLE[operation]._replace(max_page=PAGES)
        monkeypatch.setitem(operation_table.TABLE, operation, row)


def people(server: Server, count: int, **columns: Any) -> set[tuple[str]]:
    return {(server.seed.subscriber(**columns),) for _ in range(count)}


def read(path: Path) -> set[tuple[Any, ...]]:
    rows = exported(path, "subscribers")
    assert set(rows.values()) <= {1}, "somebody is in the file twice"
    return set(rows)


@pytest.mark.usefixtures("_short_lists")
def test_people_are_split_by_yes_and_no(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    expected = people(server, 170, opted_in_email=THEN) | people(server, 190)
    job = make_client(server.url).export.subscribers()
    plan = job.plan()
    asked = len(server.requests)
    assert (plan.rows, plan.requests, plan.is_minimum) == (360, 3, False)
    assert asked == 3  # the whole, and both of its parts
    report = job.run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert (report.missing, report.notes) == (0, [])
    assert len(server.requests) == asked + plan.requests


@pytest.mark.usefixtures("_short_lists")
def test_parts_that_are_too_long_are_split_again(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    expected = people(server, 150, opted_in_email=THEN, channel="web")
    expected |= people(server, 160, opted_in_sms=THEN, channel="telegram")
    expected |= people(server, 140, channel="whatsapp_cloud") | people(server, 120, channel="line")
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert (report.missing, report.notes) == (0, [])


@pytest.mark.usefixtures("_short_lists")
def test_who_is_in_no_known_channel_is_told(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    people(server, 90, channel="carrier_pigeon")  # who are last in the list
    expected = people(server, 150, channel="web") | people(server, 160, channel="telegram")
    plan = make_client(server.url).export.subscribers().plan(tmp_path / "people.jsonl")
    assert "channel reaches 310 of 400" in " ".join(plan.notes)
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert report.missing == 90
    assert "channel reaches 310 of 400" in " ".join(report.notes)


@pytest.mark.usefixtures("_short_lists")
def test_who_cannot_be_reached_is_counted(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    """All are alike, so no filter splits them: the first pages are all that can be had."""
    people(server, 350, channel="web")
    job = make_client(server.url).export.subscribers()
    plan = job.plan()
    assert "150 of 350 rows are beyond page 2" in " ".join(plan.notes)
    report = job.run(tmp_path / "people.jsonl")
    assert (report.rows, report.missing) == (200, 150)
    assert "150 of 350 rows are beyond page 2" in " ".join(report.notes)
    assert len(report.notes) == 1


@pytest.mark.usefixtures("_short_lists")
def test_a_filter_that_a_host_ignores_is_not_believed(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    expected = people(server, 150, opted_in_email=THEN) | people(server, 160, opted_in_sms=THEN)
    rows = {"data": [{"user_ns": f"f280503u{n}"} for n in range(1, 101)], "meta": {"total": 310}}
    server.answer_next(json=rows, operation="GET /subscribers", times=2)
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert (report.missing, report.notes) == (0, [])
    asked = [dict(request.query) for request in server.requests]
    assert not [query for query in asked if query.get("is_opt_in_email") == "no"]


@pytest.mark.usefixtures("_short_lists")
def test_a_split_that_does_not_add_up_is_told(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    expected = people(server, 150, opted_in_email=THEN) | people(server, 160, opted_in_sms=THEN)
    rows = [{"user_ns": f"f280503u{n}"} for n in range(1, 101)]
    for total in (310, 200, 250):
        page = {"data": rows, "meta": {"total": total}}
        server.answer_next(json=page, operation="GET /subscribers")
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert "is_opt_in_email does not add up: 200, 250 of 310" in " ".join(report.notes)
    assert report.missing == 0


def test_a_host_with_fewer_pages_than_documented(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    """Where the pages end shows when one is empty in the middle; the list is split then."""
    expected = people(server, 170, opted_in_email=THEN) | people(server, 190)
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert report.missing == 0


@pytest.mark.usefixtures("_short_lists")
def test_splits_with_faults_and_people_who_move(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    expected = people(server, 170, opted_in_email=THEN) | people(server, 190)
    server.inject_faults(Faults.of_all_kinds(0.2, seed=5))
    client = make_client(server.url, on_exhausted="wait")
    for _ in range(20):  # a storm of 429 may stop it
        report = client.export.subscribers().run(tmp_path / "people.jsonl")
        if report.is_finished:
            break
    assert read(tmp_path / "people.jsonl") == expected
    assert report.missing == 0


@pytest.mark.usefixtures("_short_lists")
def test_people_who_move_from_one_part_to_another_are_caught_up_with(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    """They are at the front of the whole list then."""
    yesterday = "2020-01-01 00:00:00"
    expected = people(server, 190, last_interaction=yesterday) | people(server, 180)
    server.inject_faults(Faults({Fault.MOVED_ROWS: 0.6}, seed=1))
    report = make_client(server.url).export.subscribers().run(tmp_path / "people.jsonl")
    assert read(tmp_path / "people.jsonl") == expected
    assert report.missing == 0


@pytest.mark.usefixtures("_short_lists")
def test_messages_of_everybody_are_those_of_all_parts(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    talkers = people(server, 150, opted_in_sms=THEN) | people(server, 170)
    for (user_ns,) in talkers:
        server.seed.message(user_ns, "Hello")
    report = make_client(server.url).export.messages().run(tmp_path / "messages.jsonl")
    found = {user_ns for user_ns, _ in exported(tmp_path / "messages.jsonl", "messages")}
    assert found == {user_ns for (user_ns,) in talkers}
    assert report.rows == len(talkers)


@pytest.mark.usefixtures("_short_lists")
def test_broadcasts_are_split_by_their_status(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    client = make_client(server.url)
    ana, sale = server.seed.subscriber(), server.seed.sub_flow("Sale")
    later = datetime(2100, 1, 1, tzinfo=UTC)
    for number in range(260):
        client.broadcasts.send([ana], sale, scheduled_time=later if number % 2 else None)
    report = client.export.broadcasts().run(tmp_path / "rows.jsonl")
    assert (report.rows, report.missing, report.notes) == (260, 0, [])


@pytest.mark.usefixtures("_short_lists")
def test_orders_beyond_the_last_page_are_told_before_and_after(
    server: Server, make_client: Clients, tmp_path: Path
) -> None:
    client = make_client(server.url)
    ana = server.seed.subscriber()
    shirt = client.shop.products.create("Shirt", price="5.00", status="active")
    variant = client.shop.variants.list(shirt).first()
    for _ in range(230):
        client.shop.orders.create(ana, {variant: 1})
    job = client.export.orders()
    words = "30 of 230 rows are beyond page 2, the last that the service hands out"
    assert words in " ".join(job.plan().notes)
    report = job.run(tmp_path / "orders.jsonl")
    assert (report.rows, report.missing) == (200, 30)
    assert words in " ".join(report.notes)

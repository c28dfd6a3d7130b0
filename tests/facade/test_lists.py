from __future__ import annotations

import itertools
from typing import Any

import pytest

from flochat import (
    DecodeError,
    IncompleteListError,
    InvalidArgumentError,
    PageCapError,
    RejectedError,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients


def page(first: int, last: int, **said: Any) -> dict[str, Any]:
    rows = [{"tag_ns": f"f1t{n}", "name": f"Tag {n}"} for n in range(first, last + 1)]
    return {"data": rows, **said}


@pytest.mark.habits(limit="obeyed", page="obeyed", paging="links and meta")
def test_a_list_asks_for_a_hundred_rows_at_a_time_and_only_when_needed(
    client: Any, sandbox: Server
) -> None:
    for number in range(250):
        sandbox.seed.tag(f"Tag {number}")
    tags = client.flow.tags.list()
    assert (tags.total, sandbox.requests) == (None, [])
    assert tags.first().name == "Tag 0"
    assert (tags.total, len(sandbox.requests)) == (250, 1)
    assert len(tags.to_list(max_items=100)) == 100
    assert len(sandbox.requests) == 2
    assert [tag.name for tag in tags] == [f"Tag {n}" for n in range(250)]
    assert [len(rows) for rows in tags.pages()] == [100, 100, 50]
    assert len(sandbox.requests) == 8
    assert [dict(r.query) for r in sandbox.requests[-3:]] == [
        {"limit": "100", "page": "1"},
        {"limit": "100", "page": "2"},
        {"limit": "100", "page": "3"},
    ]


@pytest.mark.habits(name_filter="part", paging="nothing")
def test_an_empty_list_without_a_total_has_no_rows(client: Any, sandbox: Server) -> None:
    sandbox.seed.tag("VIP")
    assert client.flow.tags.list(name="Nothing").count() == 0
    with pytest.raises(DecodeError, match="without a total"):
        client.flow.tags.list().count()


@pytest.mark.habits(chat_pages="pages", name_filter="part", page="obeyed", paging="links and meta")
def test_rows_are_counted_with_one_request_of_one_row(client: Any, sandbox: Server) -> None:
    for number in range(250):
        sandbox.seed.tag(f"Tag {number}")
    tags = client.flow.tags.list()
    assert (tags.count(), tags.total, len(sandbox.requests)) == (250, 250, 1)
    assert dict(sandbox.requests[0].query) == {"limit": "1", "page": "1"}
    assert client.flow.tags.list(name="Tag 24").count() == 11
    assert client.flow.tags.list(name="Nothing").count() == 0
    assert len(list(tags)) == 250
    ana = sandbox.seed.subscriber(first_name="Ana")
    for number in range(3):
        sandbox.seed.message(ana, f"Message {number}")
    sandbox.clear()
    assert client.subscribers.messages(ana).count() == 3
    assert client.subscribers.messages(ana, oldest_first=True).count() == 3
    assert len(sandbox.requests) == 2


def test_a_list_without_a_total_is_not_counted(client: Any, sandbox: Server) -> None:
    for payload in (page(1, 1), page(1, 1, meta={"last_page": 7}), page(1, 1)["data"]):
        sandbox.answer_next(json=payload)
        with pytest.raises(DecodeError, match=r"without a total.*to_list\(\)"):
            client.flow.tags.list().count()
    assert len(sandbox.requests) == 3


def test_a_count_of_what_was_not_asked_for_is_none(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    row = {"id": 1, "user_ns": "f1u999", "ts": 1_800_000_000}
    sandbox.answer_next(json={"data": [row], "meta": {"total": 1_000}})
    with pytest.raises(DecodeError, match="was requested"):
        client.subscribers.messages(ana).count()


@pytest.mark.habits(paging="links and meta")
def test_no_rows_at_all(client: Any, sandbox: Server) -> None:
    tags = client.flow.tags.list()
    assert (tags.to_list(), tags.first(), tags.total) == ([], None, 0)
    sandbox.clear()
    assert tags.to_list(max_items=0) == []
    assert sandbox.requests == []
    with pytest.raises(InvalidArgumentError):
        tags.to_list(max_items=-1)


def test_rows_move_while_they_are_read_and_none_is_lost_or_given_twice(
    make_client: Clients,
) -> None:
    with serve(clock=itertools.count(1_800_000_000).__next__) as server:
        people = server.seed.subscribers(350)
        client = make_client(server.url, server.api_key)
        seen = []
        for number, person in enumerate(client.subscribers.list()):
            seen.append(person.user_ns)
            if number in (50, 150):  # two of the oldest go from the last page to the first
                server.seed.interaction(people[number // 50])
        assert len(seen) == len(set(seen))
        assert set(seen) == set(people)
        assert [dict(r.query)["page"] for r in server.requests] == ["1", "2", "3", "4", "1"]


def test_what_is_missing_even_so_is_told(client: Any, sandbox: Server) -> None:
    meta = {"meta": {"last_page": 2, "total": 5}}
    for payload in (page(1, 2, **meta), page(3, 4, **meta), page(1, 2, **meta)):
        sandbox.answer_next(json=payload, operation="GET /flow/tags")
    tags = iter(client.flow.tags.list())
    assert [next(tags).tag_ns for _ in range(4)] == ["f1t1", "f1t2", "f1t3", "f1t4"]
    with pytest.raises(IncompleteListError) as caught:
        next(tags)
    assert (caught.value.expected, caught.value.received) == (5, 4)


def test_a_list_that_ignores_the_page_ends_and_says_what_is_missing(
    client: Any, sandbox: Server
) -> None:
    meta = {"meta": {"last_page": 50, "total": 5000}}
    sandbox.answer_next(json=page(1, 100, **meta), operation="GET /flow/tags", times=3)
    with pytest.raises(IncompleteListError, match="100 of the 5,000"):
        client.flow.tags.list().to_list()
    assert len(sandbox.requests) == 3


def test_a_list_without_meta_ends_on_a_short_page(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(json=page(1, 100), operation="GET /flow/tags")
    sandbox.answer_next(json=page(101, 130), operation="GET /flow/tags")
    assert len(client.flow.tags.list().to_list()) == 130
    assert len(sandbox.requests) == 2


def test_a_list_that_ignores_the_limit_too_is_read_to_its_end(client: Any, sandbox: Server) -> None:
    for payload in (page(1, 10), page(11, 20), page(21, 23)):
        sandbox.answer_next(json=payload, operation="GET /flow/tags")
    assert len(client.flow.tags.list().to_list()) == 23


def test_the_last_page_that_is_handed_out_is_not_taken_for_the_end(
    client: Any, sandbox: Server
) -> None:
    for number in range(1, 101):
        payload = page(number * 100, number * 100 + 99, links={"next": "more"})
        sandbox.answer_next(json=payload, operation="GET /flow/tags")
    tags = iter(client.flow.tags.list())
    for _ in range(10_000):
        next(tags)
    with pytest.raises(PageCapError) as caught:
        next(tags)
    assert (caught.value.max_page, caught.value.received) == (100, 10_000)
    assert len(sandbox.requests) == 100


def test_an_error_on_a_later_page_is_told(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(json=page(1, 100), operation="GET /flow/tags")
    sandbox.answer_next(json={"status": "error", "message": "No."}, operation="GET /flow/tags")
    with pytest.raises(RejectedError, match="No"):
        client.flow.tags.list().to_list()


@pytest.mark.habits(limit="obeyed", page="obeyed")
def test_a_read_that_fails_on_the_way_is_repeated_for_that_page_alone(
    client: Any, sandbox: Server
) -> None:
    everybody = sandbox.seed.subscribers(150)
    pages = client.subscribers.list().pages()
    first = next(iter(pages))
    sandbox.answer_next(status=502, text="<html>", operation="GET /subscribers")
    rest = [person for rows in pages for person in rows]
    assert len(first) + len(rest) == len(everybody)
    assert [request.status for request in sandbox.requests] == [200, 502, 200]


def test_the_conforming_manner_is_read_the_same(make_client: Clients) -> None:
    with serve(manner="conforming") as server:
        server.seed.subscribers(120)
        client = make_client(server.url, server.api_key)
        assert len(client.subscribers.list().to_list()) == 120

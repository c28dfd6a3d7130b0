from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._wire.decode import PLAIN
from flochat._wire.paging import CursorReader, PageReader
from flochat.errors import DecodeError, IncompleteListError, PageCapError
from flochat.models.activity import AgentActivity
from flochat.models.custom_events import CustomEventData
from flochat.models.tags import Tag

OPERATION = "GET /flow/tags"
EVENTS = "GET /flow/custom-events/data"


def rows(first: int, last: int) -> list[dict[str, Any]]:
    return [{"tag_ns": f"f1t{n}", "name": f"tag {n}"} for n in range(first, last + 1)]


def take(reading: PageReader[Tag], data: list[dict[str, Any]], **envelope: Any) -> list[str]:
    return [str(tag.tag_ns) for tag in reading.feed({"data": data, **envelope})]


@pytest.mark.parametrize(
    ("envelope", "has_more"),
    [
        ({"links": {"next": "https://x/api/flow/tags?page=2"}}, True),
        ({"links": {"next": None}}, False),
        ({"meta": {"last_page": 2}}, True),
        ({"meta": {"last_page": "1"}}, False),
        ({"meta": {"last_page": 2}, "links": {"next": None}}, True),
        ({"meta": [], "links": "odd"}, False),
        ({}, False),
    ],
)
def test_the_answer_says_whether_there_is_more(envelope: dict[str, Any], has_more: bool) -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    take(reading, rows(1, 3), **envelope)
    assert reading.has_more is has_more


@pytest.mark.parametrize(("count", "has_more"), [(100, True), (99, False), (10, True), (0, False)])
def test_where_the_answer_does_not_say_a_short_page_is_the_last(count: int, has_more: bool) -> None:
    """Ten rows may come from a list that ignores the limit, so they prove nothing."""
    reading = PageReader(PLAIN, OPERATION, Tag)
    take(reading, rows(1, count))
    assert reading.has_more is has_more


@pytest.mark.parametrize("more", [{"meta": {"last_page": 9}}, {"links": {"next": "more"}}])
def test_a_repeated_page_ends_it_and_the_announced_rows_are_missed(
    more: dict[str, Any],
) -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    assert len(take(reading, rows(1, 3), **more)) == 3
    with pytest.raises(IncompleteListError, match="no way to those that follow") as caught:
        take(reading, rows(1, 3), **more)
    assert (caught.value.expected, caught.value.received) == (None, 3)


@pytest.mark.parametrize("count", [100, 50, 10])
def test_a_repeated_full_page_where_nothing_was_announced_leaves_open_what_follows(
    count: int,
) -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    take(reading, rows(1, count))
    with pytest.raises(IncompleteListError, match="no way to those that follow") as caught:
        take(reading, rows(1, count))
    assert (caught.value.expected, caught.value.received) == (None, count)


@pytest.mark.parametrize(
    ("operation", "count"),
    [(OPERATION, 250), ("GET /team/ticket-lists/{}/fields", 10)],
    ids=["without a limit", "without pages in the contract"],
)
def test_a_list_that_returns_everything_each_time_ends(operation: str, count: int) -> None:
    reading = PageReader(PLAIN, operation, Tag)
    take(reading, rows(1, count))
    assert reading.has_more
    assert take(reading, rows(1, count)) == []
    assert not reading.has_more


@pytest.mark.parametrize("more", [{"meta": {"last_page": 4}}, {"links": {"next": "more"}}])
def test_a_page_of_known_rows_or_none_is_not_the_end_where_more_is_announced(
    more: dict[str, Any],
) -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    assert take(reading, rows(1, 4), **more) == ["f1t1", "f1t2", "f1t3", "f1t4"]
    assert take(reading, rows(1, 2), **more) == []
    assert take(reading, [], **more) == []
    assert take(reading, rows(5, 6), links={"next": None}) == ["f1t5", "f1t6"]
    assert not reading.has_more


def test_a_total_alone_says_that_there_is_more() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    take(reading, rows(1, 50), meta={"total": 60})
    assert (reading.has_more, reading.next_params()["page"]) == (True, 2)
    take(reading, rows(51, 60), meta={"total": 60})
    assert not reading.has_more


def test_rows_without_an_identity_are_kept_unless_the_whole_page_is_repeated() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    page = [{"name": "same"}, {"name": "same"}]
    more = {"meta": {"last_page": 9, "total": 5}}
    assert len(take(reading, page, **more)) == 2
    assert len(take(reading, [*page, {"name": "other"}], **more)) == 3
    assert take(reading, [*page, {"name": "other"}], **more) == []
    assert not reading.has_more


def test_a_row_that_moved_is_returned_once_and_looked_for_on_the_first_pages() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    total = {"meta": {"last_page": 2, "total": 4}}
    assert take(reading, rows(1, 2), **total) == ["f1t1", "f1t2"]
    assert reading.next_params() == {"limit": 100, "page": 2}
    assert take(reading, rows(2, 3), **total) == ["f1t3"]
    assert (reading.has_more, reading.next_params()) == (True, {"limit": 100, "page": 1})
    assert take(reading, rows(4, 4) + rows(1, 1), **total) == ["f1t4"]
    assert not reading.has_more


def test_rows_that_no_page_has_are_reported() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    total = {"meta": {"last_page": 1, "total": 4}}
    take(reading, rows(1, 3), **total)
    with pytest.raises(IncompleteListError) as caught:
        take(reading, rows(1, 3), **total)
    assert (caught.value.expected, caught.value.received) == (4, 3)


def test_a_row_that_one_page_has_twice_is_returned_once_and_is_not_missed() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    assert take(reading, rows(1, 2) + rows(2, 2), meta={"total": 3}) == ["f1t1", "f1t2"]
    assert not reading.has_more


@pytest.mark.parametrize("totals", [(4, 3), (3, 4)])
def test_a_total_that_drifts_is_not_a_loss(totals: tuple[int, int]) -> None:
    reading = PageReader(PLAIN, OPERATION, Tag)
    take(reading, rows(1, 2), meta={"last_page": 2, "total": totals[0]})
    take(reading, rows(3, 3), meta={"last_page": 2, "total": totals[1]})
    assert reading.total == totals[1]
    assert not reading.has_more


@pytest.mark.parametrize(
    ("operation", "cap"),
    [
        (OPERATION, 100),
        ("GET /subscribers", 1000),
        ("GET /team-bot-users", 1000),
        ("GET /wa-call-logs", 1000),
    ],
)
def test_a_page_beyond_the_cap_is_not_requested(operation: str, cap: int) -> None:
    reading = PageReader(PLAIN, operation, Tag)
    for number in range(cap):
        assert reading.next_params()["page"] == number + 1
        take(reading, rows(number, number), links={"next": "more"})
    with pytest.raises(PageCapError, match=f"page {cap}"):
        reading.next_params()


def test_a_row_that_the_filter_excludes_shows_that_the_filter_was_ignored() -> None:
    reading = PageReader(PLAIN, OPERATION, Tag, {"tag_ns": None, "name": "VIP"})
    tags = [{"tag_ns": "f1t1", "name": "vip"}, {"tag_ns": "f1t2"}, {"tag_ns": "f1t3", "name": ""}]
    assert take(reading, tags) == ["f1t1", "f1t2", "f1t3"]
    with pytest.raises(DecodeError, match="name 'VIP' was requested, and a row has 'Old'"):
        take(reading, [{"tag_ns": "f1t4", "name": "Old"}])


class CursorHost:
    """A host of events with ids that do what `start_id` asks for, or not."""

    def __init__(self, ids: list[int], *, included: bool, heeds: bool, most: int, total: bool):
        self._ids, self._included, self._heeds = ids, included, heeds
        self._most, self._total = most, total
        self.requests = 0

    def answer(self, place: dict[str, int]) -> dict[str, Any]:
        self.requests += 1
        ids = self._ids
        if self._heeds and "start_id" in place:
            place_of = ids.index(place["start_id"])
            ids = ids[place_of if self._included else place_of + 1 :]
        page = ids[: min(self._most, place["limit"])]
        payload: dict[str, Any] = {"data": [{"id": number} for number in page]}
        return payload | ({"meta": {"total": len(ids)}} if self._total else {})


def read_on(host: CursorHost, received: list[int | None]) -> None:
    reading = CursorReader(PLAIN, EVENTS, CustomEventData)
    while reading.has_more:
        received += [event.id for event in reading.feed(host.answer(reading.next_params()))]


@given(
    count=st.integers(0, 350) | st.sampled_from([10, 100, 110, 200]),
    falling=st.booleans(),
    included=st.booleans(),
    most=st.sampled_from([10, 100]),
    total=st.booleans(),
)
def test_reading_on_from_an_id_returns_every_row_once(
    count: int, falling: bool, included: bool, most: int, total: bool
) -> None:
    ids = [7 * number for number in range(count)][:: -1 if falling else 1]
    received: list[int | None] = []
    read_on(CursorHost(ids, included=included, heeds=True, most=most, total=total), received)
    assert received == ids


@given(most=st.sampled_from([10, 100]), more=st.integers(0, 300), total=st.booleans())
def test_a_host_that_ignores_the_cursor_yields_its_first_page_and_an_error(
    most: int, more: int, total: bool
) -> None:
    ids = list(range(most + 1 + more))
    host = CursorHost(ids, included=True, heeds=False, most=most, total=total)
    received: list[int | None] = []
    with pytest.raises(IncompleteListError):
        read_on(host, received)
    assert (received, host.requests) == (ids[:most], 2)


def test_rows_without_ids_are_returned_and_what_follows_a_full_page_is_missed() -> None:
    reading = CursorReader(PLAIN, "GET /flow/agent-activity-log/data", AgentActivity)
    assert reading.next_params() == {"limit": 1_000}
    assert len(reading.feed({"data": [{"action": "note"}] * 1_000})) == 1_000
    with pytest.raises(IncompleteListError, match="no way to those that follow") as caught:
        reading.next_params()
    assert (caught.value.expected, caught.value.received) == (None, 1_000)


@pytest.mark.parametrize("count", [0, 10, 100, 999])
def test_rows_without_ids_that_do_not_fill_a_page_are_all(count: int) -> None:
    reading = CursorReader(PLAIN, "GET /flow/agent-activity-log/data", AgentActivity)
    reading.feed({"data": [{"action": "note"}] * count})
    assert not reading.has_more

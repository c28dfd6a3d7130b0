from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._requests.conversations import ChatReader
from flochat._wire.decode import PLAIN

Rows = list[dict[str, Any]]


def newest_first(times: list[int]) -> Rows:
    rows = [{"id": number, "type": "in", "ts": ts} for number, ts in enumerate(times)]
    return sorted(rows, key=lambda row: (row["ts"], row["id"]), reverse=True)


class Host:
    """A host that heeds `end_time`, and the other things that it is told to."""

    def __init__(self, rows: Rows, *, limit: int, pages: bool, meta: bool) -> None:
        self._rows, self._limit, self._pages, self._meta = rows, limit, pages, meta
        self.requests = 0

    def answer(self, place: dict[str, int]) -> dict[str, Any]:
        self.requests += 1
        rows = [row for row in self._rows if row["ts"] <= place.get("end_time", 10**10)]
        limit = min(self._limit, place["limit"])
        start = (place["page"] - 1) * limit if self._pages else 0
        said: dict[str, Any] = {"data": rows[start : start + limit]}
        if self._meta:
            said["meta"] = {"last_page": max(-(-len(rows) // limit), 1), "total": len(rows)}
        return said


def read(host: Host) -> list[int | None]:
    reading = ChatReader(PLAIN, None)
    found: list[int | None] = []
    while reading.has_more:
        found += [message.id for message in reading.feed(host.answer(reading.next_params()))]
    return found


@given(
    # No second has more messages than fit on the smallest page, where no host leads any further.
    times=st.lists(st.integers(0, 300), max_size=350).filter(
        lambda times: all(times.count(ts) < 10 for ts in set(times))
    ),
    limit=st.sampled_from([10, 100]),
    pages=st.booleans(),
    meta=st.booleans(),
)
def test_every_host_gives_every_message_once_newest_first(
    times: list[int], limit: int, pages: bool, meta: bool
) -> None:
    rows = newest_first(times)
    assert read(Host(rows, limit=limit, pages=pages, meta=meta)) == [row["id"] for row in rows]


@pytest.mark.parametrize(("count", "requests"), [(0, 1), (100, 1), (101, 2), (500, 5)])
def test_where_there_are_pages_no_request_is_wasted(count: int, requests: int) -> None:
    host = Host(newest_first(list(range(count))), limit=100, pages=True, meta=True)
    assert len(read(host)) == count
    assert host.requests == requests

"""Exports on hosts of every habit: all rows of the flow, or the report says what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from flochat.sandbox import serve
from flochat.sandbox.habits import check_habits
from tests.support.clients import Clients
from tests.support.filled_flow import EXPORTS, FilledFlow, comparable, exported, fill

PAGED = ("subscribers", "orders", "tickets", "broadcasts")
#: Habits under which everything can be read, and the exports that they touch.
WHOLE: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"limit": "50 at most"}, EXPORTS),
    ({"limit": "ignored", "default_rows": "25"}, (*PAGED, "conversations", "activity")),
    ({"paging": "meta"}, PAGED),
    ({"paging": "links"}, PAGED),
    ({"paging": "simple"}, PAGED),
    ({"paging": "nothing"}, (*PAGED, "messages")),
    ({"page_beyond_last": "last again"}, PAGED),
    ({"links": "relative"}, ("subscribers",)),
    ({"cursor": "excluded"}, ("conversations",)),
    ({"cursor": "ignored"}, ("conversations",)),
    ({"cursor": "ignored", "cursor_order": "descending"}, ("conversations",)),
    ({"cursor_order": "descending"}, ("conversations",)),
    ({"time_range": "excluded"}, ("activity",)),
    ({"time_range": "excluded", "cursor": "ignored"}, ("conversations",)),
    ({"chat_pages": "no pages"}, ("messages",)),
    ({"chat_pages": "no pages, no meta"}, ("messages",)),
    ({"times": "offset"}, ("activity", "conversations")),
    ({"missing": "left out"}, ("subscribers", "activity")),
]


@pytest.fixture(scope="module")
def flow() -> Iterator[FilledFlow]:
    with serve(quota=1_000_000) as server:
        yield fill(server)


@pytest.fixture
def set_habits(flow: FilledFlow) -> Iterator[FilledFlow]:
    """The flow, whose habits are as they were before once a test has ended."""
    yield flow
    flow.server.change_habits(check_habits({}))


def shown(value: str | dict[str, str]) -> str:
    if isinstance(value, str):
        return value
    return " ".join(f"{habit}={setting}" for habit, setting in value.items())


@pytest.mark.parametrize(
    ("habits", "name"), [(habits, name) for habits, names in WHOLE for name in names], ids=shown
)
def test_a_whole_export(
    habits: Mapping[str, str],
    name: str,
    set_habits: FilledFlow,
    make_client: Clients,
    tmp_path: Path,
) -> None:
    flow = set_habits
    flow.server.change_habits(habits)
    report = getattr(make_client(flow.server.url).export, name)().run(tmp_path / "rows.jsonl")
    rows = exported(tmp_path / "rows.jsonl", name)
    if "times" in habits:
        assert rows.total() == flow.rows[name].total()
    else:
        assert comparable(rows, name) == flow.rows[name]
    assert report.missing == 0


@pytest.mark.parametrize("paging", ["links and meta", "nothing", "links"])
@pytest.mark.parametrize("name", PAGED)
def test_a_host_that_ignores_the_page(
    name: str, paging: str, set_habits: FilledFlow, make_client: Clients, tmp_path: Path
) -> None:
    """Only the first pages can be had of it, which the report says."""
    set_habits.server.change_habits({"page": "ignored", "paging": paging})
    set_habits.server.clear()
    report = getattr(make_client(set_habits.server.url).export, name)().run(tmp_path / "rows.jsonl")
    rows = exported(tmp_path / "rows.jsonl", name)
    missing = set_habits.rows[name].total() - rows.total()
    assert rows <= set_habits.rows[name]
    assert missing > 0
    assert report.missing == (missing if "meta" in paging else 0)
    words = "did not come" if "meta" in paging else "nor gives what may follow"
    assert words in " ".join(report.notes)
    assert len(set_habits.server.requests) < 15


def test_people_who_cannot_all_be_listed_are_told(
    set_habits: FilledFlow, make_client: Clients, tmp_path: Path
) -> None:
    set_habits.server.change_habits({"page": "ignored"})
    report = make_client(set_habits.server.url).export.messages().run(tmp_path / "rows.jsonl")
    assert "the list of people: 150 of 250 rows did not come" in " ".join(report.notes)


def test_a_host_that_ignores_the_time(make_client: Clients, tmp_path: Path) -> None:
    """Whatever time is asked for, the same rows come: that is noticed, and not read for ever."""
    rows = [{"action": "open", "created_at": f"2026-11-01 00:00:{n % 60:02}"} for n in range(1000)]
    operation = "GET /flow/agent-activity-log/data"
    with serve() as server:
        server.answer_next(json={"data": rows}, operation=operation, times=50)
        report = make_client(server.url).export.activity().run(tmp_path / "rows.jsonl")
        assert len(server.requests) < 10
    assert "does not go by start_time and end_time" in " ".join(report.notes)
    assert report.rows == 1_000


def test_a_total_that_is_too_large_is_told_and_not_looked_for_for_ever(
    make_client: Clients, tmp_path: Path
) -> None:
    """Some hosts count what they do not give: whatever the time, the total is that of all."""
    rows = [{"id": n, "user_ns": "f1u2", "created_at": "2026-11-01 00:00:00"} for n in range(7)]
    page = {"data": rows, "meta": {"total": 5_000}}
    with serve() as server:
        for name, operation in (
            ("activity", "GET /flow/agent-activity-log/data"),
            ("conversations", "GET /flow/conversations/data"),
        ):
            server.clear()
            server.answer_next(json=page, operation=operation, times=20)
            report = getattr(make_client(server.url).export, name)().run(
                tmp_path / name, format="csv"
            )
            assert (report.rows, report.missing) == (7, 4_993)
            assert len(server.requests) <= 3

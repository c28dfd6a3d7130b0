"""What the sandbox keeps of events, conversations, logs and inbound webhooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, Clock

EVENT_ROWS = "GET /flow/custom-events/data"


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(phone="61412345678")


def test_a_list_without_pages_begins_with_the_id_it_is_asked_for(
    api: Api, server: Server, ana: str
) -> None:
    bought = server.seed.event("Bought")
    numbers = [server.seed.event_data(bought, ana) for _ in range(12)]
    payload = api.ok(EVENT_ROWS, params={"event_ns": bought})
    assert payload.keys() == {"status", "data"}
    assert [row["id"] for row in payload["data"]] == numbers[:10]
    rest = api.rows(EVENT_ROWS, event_ns=bought, start_id=numbers[10], limit=100)
    assert [row["id"] for row in rest] == numbers[10:]


def test_conversations_and_logs_give_a_thousand_rows_at_the_most(
    api: Api, server: Server, ana: str
) -> None:
    for _ in range(1_001):
        server.seed.conversation(ana)
    server.seed.error_log(ana, "Timed out")
    assert len(api.rows("GET /flow/conversations/data", limit=2_000)) == 1_000
    assert api.ok("GET /flow/error-logs/data", params={"limit": 1_000})["meta"]["per_page"] == 1_000


def test_an_unknown_event_is_not_found(api: Api) -> None:
    for operation in (EVENT_ROWS, "GET /flow/custom-events/summary"):
        assert api(operation, params={"event_ns": "f1e1"}).status_code == 404


def test_a_summary_is_of_the_days_of_its_range(
    api: Api, server: Server, clock: Clock, ana: str
) -> None:
    bought = server.seed.event("Bought")
    for days_ago, what in enumerate(("tea", "milk", "tea")):
        server.seed.event_data(bought, ana, ts=int(clock.now) - 86_400 * days_ago, text_value=what)

    def texts(**asked: str) -> dict[str, int]:
        query = {"event_ns": bought, **asked}
        payload = api.ok("GET /flow/custom-events/summary", params=query)
        assert payload["total"]["num"] == sum(day["num"] for day in payload["stats"])
        return {row["text_value"]: row["num"] for row in payload["text_values"]}

    assert texts() == {"tea": 1}
    assert texts(range="yesterday") == {"milk": 1}
    assert texts(range="last_7_days") == {"tea": 1, "milk": 1}
    wrong = {"event_ns": bought, "range": "ever"}
    assert api("GET /flow/custom-events/summary", params=wrong).status_code == 422


def test_what_is_seeded_of_the_log_is_filtered(api: Api, server: Server, ana: str) -> None:
    server.seed.activity(ana, "reply", source_type="agent", agent_id=7, conv_id=3)
    server.seed.activity(ana, "open", ts=1_700_000_000)

    def actions(**asked: Any) -> list[str]:
        return [row["action"] for row in api.rows("GET /flow/agent-activity-log/data", **asked)]

    assert actions() == ["reply", "open"]
    assert actions(agent_id=7) == actions(conv_id=3) == actions(source_type="agent") == ["reply"]
    assert actions(end_time=1_700_000_000) == actions(action="open") == ["open"]
    assert actions(user_ns="f1u1") == []


def test_what_goes_with_a_person_goes_with_them(api: Api, server: Server, ana: str) -> None:
    bought = server.seed.event("Bought")
    server.seed.event_data(bought, ana)
    server.seed.conversation(ana)
    api.ok("DELETE /subscriber/delete", json={"user_ns": ana})
    assert api.rows(EVENT_ROWS, event_ns=bought) == []
    assert api.rows("GET /flow/conversations/data") == []


@pytest.mark.parametrize(
    ("method", "content", "status"),
    [("POST", b'{"paid": 12}', 200), ("POST", b"paid", 400), ("GET", b"", 405)],
)
def test_a_webhook_takes_json_from_anybody(
    api: Api, server: Server, method: str, content: bytes, status: int
) -> None:
    hook_uid = server.seed.inbound_webhook("Paid")
    (webhook,) = api.rows("GET /flow/inbound-webhooks")
    assert webhook["url"] == f"{server.url}/iwh/{webhook['hook_uid']}"
    answer = api(f"{method} /iwh/{hook_uid}", key=None, content=content)
    assert answer.status_code == status
    assert "x-ratelimit-remaining" not in answer.headers
    assert server.requests[-1].path == f"/api/iwh/{hook_uid}"
    assert server.requests[-1].json == ({"paid": 12} if status == 200 else None)


def test_an_unknown_webhook_is_not_found(api: Api) -> None:
    assert api(f"POST /iwh/{'0' * 32}", key=None, json={}).status_code == 404


def test_the_state_outlives_the_sandbox(
    running: Callable[..., Server], tmp_path: Any, api_of: Callable[[Server], Api]
) -> None:
    file = tmp_path / "state.db"
    first = running(db=file)
    hook_uid = first.seed.inbound_webhook("Paid")
    again = running(db=file)
    assert api_of(again)(f"POST /iwh/{hook_uid}", key=None, json=[]).status_code == 200

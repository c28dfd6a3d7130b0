"""Flows, what was counted in them, and what is switched on."""

from __future__ import annotations

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf, Running

DAY = 86_400
NOW = 1_800_000_000  # Friday 2027-01-15 08:00 UTC


def days(api: Api, **query: str) -> list[str]:
    return [row["summary_date"] for row in api.rows("GET /flow-summary", **query)]


def test_the_flow_of_the_key_is_among_the_flows(api: Api, server: Server) -> None:
    server.seed.flow("Support", "telegram")
    assert api.rows("GET /team-flows") == [
        {"flow_ns": "f280503", "name": "Sandbox Flow", "type": "web", "linked_label": None},
        {"flow_ns": "f280504", "name": "Support", "type": "telegram", "linked_label": None},
    ]
    assert [row["name"] for row in api.rows("GET /team-flows", type="web")] == ["Sandbox Flow"]
    assert [row["name"] for row in api.rows("GET /team-flows", name="SUPP")] == ["Support"]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("yesterday", "2027-01-14", "2027-01-14"),
        ("last_7_days", "2027-01-08", "2027-01-14"),
        ("last_week", "2027-01-04", "2027-01-10"),
        ("last_30_days", "2026-12-16", "2027-01-14"),
        ("last_month", "2026-12-01", "2026-12-31"),
        ("last_3_months", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_summary_has_every_day_of_its_range(api: Api, period: str, first: str, last: str) -> None:
    summary_days = days(api, range=period)
    assert (summary_days[0], summary_days[-1]) == (first, last)
    assert summary_days == sorted(set(summary_days))


def test_a_summary_is_of_the_last_seven_days_and_of_this_flow(api: Api) -> None:
    assert days(api) == days(api, range="last_7_days", flow_ns="f280503")
    assert days(api, flow_ns="f280504") == []


def test_what_happened_on_a_day_is_counted(api: Api, server: Server) -> None:
    ana = server.seed.subscriber(email="ana@example.com", subscribed="2027-01-14 23:59:59")
    server.seed.subscriber(email="ben@example.com", subscribed="2027-01-15 00:00:00")
    for kind in ("in", "in", "out", "system"):
        server.seed.message(ana, "Hello", kind=kind, ts=NOW - DAY)
    server.seed.message(ana, "Hello", ts=NOW)
    (row,) = api.rows("GET /flow-summary", range="yesterday")
    assert row == {
        "flow_ns": "f280503",
        "summary_date": "2027-01-14",
        "total_bot_users": 1,
        "day_new_bot_users": 1,
        "day_active_bot_users": 1,
        "day_email_sent": 0,
        "day_total_messages": 3,
        "day_in_messages": 2,
        "day_out_messages": 1,
        "day_agent_messages": 0,
        "day_note_messages": 0,
        "avg_agent_response_time": None,
    }


def test_emails_are_counted_on_the_day_that_they_were_sent(running: Running, api_of: ApiOf) -> None:
    now = [NOW]
    server = running(clock=lambda: now[0])
    api = api_of(server)
    ana = server.seed.subscriber(email="ana@example.com")
    api.ok("POST /subscriber/send-email", json={"user_ns": ana, "content": "Hello"})
    now[0] += DAY
    (row,) = api.rows("GET /flow-summary", range="yesterday")
    assert row["day_email_sent"] == 1


def test_what_agents_did_on_a_day_is_counted_by_agent(api: Api, server: Server) -> None:
    people = [server.seed.subscriber(first_name=name) for name in ("Ana", "Ben")]
    for person in people:
        server.seed.message(person, "Hello", kind="agent", agent_id=7, ts=NOW - DAY)
    server.seed.message(people[0], "Rude", kind="note", agent_id=8, ts=NOW - DAY)
    server.seed.message(people[0], "Hello", kind="out", ts=NOW - DAY)
    same = {
        "flow_ns": "f280503",
        "summary_date": "2027-01-14",
        "avg_agent_response_time": None,
        "agent": None,
    }
    seven = {"day_agent_messages": 2, "day_note_messages": 0, "day_reply_bot_users": 2}
    eight = {"day_agent_messages": 0, "day_note_messages": 1, "day_reply_bot_users": 0}
    assert api.rows("GET /flow-agent-summary") == [
        same | {"agent_id": 7} | seven,
        same | {"agent_id": 8} | eight,
    ]


def test_channels_are_on_until_they_are_switched_off(api: Api) -> None:
    before = api.ok("GET /workspace-settings/channels")["data"]
    assert (len(before), set(before.values())) == (18, {1})
    changed = api.ok("POST /workspace-settings/update-channels", json={"sms": 0, "voice": 0})
    assert changed["data"] == before | {"sms": 0, "voice": 0}
    api.ok("POST /workspace-settings/update-channels", json={"sms": 1})
    assert api.ok("GET /workspace-settings/channels")["data"] == before | {"voice": 0}


def test_a_channel_is_0_or_1(api: Api) -> None:
    answer = api("POST /workspace-settings/update-channels", json={"sms": 2, "voice": 0})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["sms"])
    assert api.ok("GET /workspace-settings/channels")["data"]["voice"] == 1


def test_the_sidebar_keeps_what_it_was_given(api: Api) -> None:
    path = "/workspace-settings/live-chat-sidebar"
    assert api.rows(f"GET {path}") == []
    update = "POST /workspace-settings/update-live-chat-sidebar"
    assert api.ok(update, json={"data": ["hide_spam"]})["data"] == ["hide_spam"]
    assert api.ok(update, json={})["data"] == ["hide_spam"]
    assert api.rows(f"GET {path}") == ["hide_spam"]

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from flochat import Agent, AgentSummary, ChannelSettings, Flow, FlowSummary, InvalidArgumentError
from flochat.sandbox import Server, serve
from tests.support.clients import Clients
from tests.support.ledger import bodies, operations

NOON = 1_800_014_400  # Friday 2027-01-15 12:00 UTC
DAY = 86_400


@pytest.fixture
def friday(make_client: Clients) -> Iterator[tuple[Any, Server]]:
    """A client, and its sandbox, where it is always that noon."""
    with serve(clock=lambda: NOON) as server:
        yield make_client(server.url, server.api_key), server


@pytest.mark.habits(name_filter="part")
def test_flows_are_listed_by_name_and_channel(client: Any, sandbox: Server) -> None:
    support = sandbox.seed.flow("Support", "telegram")
    own, other = client.workspace.flows.list()
    assert own == Flow(flow_ns="f280503", name="Sandbox Flow", type="web")
    assert other == Flow(flow_ns=support, name="Support", type="telegram")
    assert client.workspace.flows.list(name="supp", channel="telegram").to_list() == [other]
    assert operations(sandbox) == ["GET /team-flows"] * 2
    assert dict(sandbox.requests[-1].query)["type"] == "telegram"


def test_a_summary_has_a_row_for_each_day(friday: tuple[Any, Server]) -> None:
    client, sandbox = friday
    ana = sandbox.seed.subscriber(first_name="Ana", subscribed="2027-01-12 10:00:00")
    sandbox.seed.subscriber(first_name="Ben", subscribed="2026-12-01 10:00:00")
    for kind in ("in", "in", "out", "agent", "note", "system"):
        sandbox.seed.message(ana, "Hello", kind=kind, ts=NOON - 2 * DAY)
    rows = client.workspace.summary().to_list()
    assert [row.summary_date for row in rows] == [date(2027, 1, day) for day in range(8, 15)]
    assert [row.day_new_bot_users for row in rows] == [0, 0, 0, 0, 1, 0, 0]
    assert rows[5] == FlowSummary(
        flow_ns="f280503",
        summary_date=date(2027, 1, 13),
        total_bot_users=2,
        day_new_bot_users=0,
        day_active_bot_users=1,
        day_total_messages=5,
        day_in_messages=2,
        day_out_messages=1,
        day_agent_messages=1,
        day_note_messages=1,
        day_email_sent=0,
        avg_agent_response_time=0,
    )
    assert operations(sandbox) == ["GET /flow-summary"]


def test_a_summary_of_agents_has_a_row_for_each_who_did_something(
    friday: tuple[Any, Server],
) -> None:
    client, sandbox = friday
    people = [sandbox.seed.subscriber(first_name=name) for name in ("Ana", "Ben")]
    for person in people:
        sandbox.seed.message(person, "Hello", kind="agent", agent_id=7, ts=NOON - DAY)
    sandbox.seed.message(people[0], "Rude", kind="note", agent_id=7, ts=NOON - DAY)
    sandbox.seed.message(people[0], "Hello", kind="agent", agent_id=8, ts=NOON - 40 * DAY)
    (row,) = client.workspace.agent_summary(period="yesterday")
    assert row == AgentSummary(
        flow_ns="f280503",
        agent_id=7,
        summary_date=date(2027, 1, 14),
        day_agent_messages=2,
        day_note_messages=1,
        day_reply_bot_users=2,
    )
    (early,) = client.workspace.agent_summary(period="last_3_months")
    assert (early.agent_id, early.summary_date) == (8, date(2026, 12, 6))


def test_a_summary_is_of_one_flow_and_of_a_period(friday: tuple[Any, Server]) -> None:
    client, sandbox = friday
    flow = Flow(flow_ns="f280503")
    month = client.workspace.summary(flow=flow, period="last_month").to_list()
    assert (month[0].summary_date, month[-1].summary_date) == (
        date(2026, 12, 1),
        date(2026, 12, 31),
    )
    assert client.workspace.summary(flow="f280504").to_list() == []
    assert dict(sandbox.requests[0].query)["range"] == "last_month"


def test_channels_are_switched_one_by_one(client: Any, sandbox: Server) -> None:
    settings = client.workspace.settings
    before = settings.get_channels()
    assert isinstance(before, ChannelSettings)
    assert (before.sms, before.voice, before.whatsapp_cloud) == (True, True, True)
    after = settings.update_channels(sms=False, voice=True)
    assert (after.sms, after.voice, after.whatsapp_cloud) == (False, True, True)
    assert settings.get_channels() == after
    assert bodies(sandbox)[1] == {"sms": 0, "voice": 1}


def test_the_sidebar_has_the_options_that_it_was_given(client: Any, sandbox: Server) -> None:
    settings = client.workspace.settings
    assert settings.get_live_chat_sidebar().options == ()
    shown = settings.set_live_chat_sidebar(["hide_spam", "show_labels", "hide_spam"])
    assert shown.options == ("hide_spam", "show_labels")
    assert settings.get_live_chat_sidebar() == shown
    assert settings.set_live_chat_sidebar([]).options == ()
    assert bodies(sandbox)[1] == {"data": ["hide_spam", "show_labels"]}


@pytest.mark.parametrize(
    ("payload", "options"),
    [
        ({"status": "ok", "data": {"0": "hide_spam", "2": "show_labels"}}, 2),
        ({"data": None}, 0),
        ({"data": "hide_spam"}, 0),
        (["hide_spam", None, 7], 2),
    ],
)
def test_the_sidebar_is_read_whatever_form_it_comes_in(
    client: Any, sandbox: Server, payload: Any, options: int
) -> None:
    sandbox.answer_next(json=payload, operation="GET /workspace-settings/live-chat-sidebar")
    assert len(client.workspace.settings.get_live_chat_sidebar().options) == options


@pytest.mark.parametrize(
    "ask",
    [
        lambda workspace: workspace.flows.list(channel=""),
        lambda workspace: workspace.summary(period="today"),
        lambda workspace: workspace.summary(flow="f1u2"),
        lambda workspace: workspace.agent_summary(flow=" "),
        lambda workspace: workspace.settings.update_channels(),
        lambda workspace: workspace.settings.update_channels(sms=0),
        lambda workspace: workspace.settings.update_channels(smoke=True),
        lambda workspace: workspace.settings.set_live_chat_sidebar("hide_spam"),
        lambda workspace: workspace.settings.set_live_chat_sidebar([""]),
    ],
)
def test_what_makes_no_sense_costs_no_request(client: Any, sandbox: Server, ask: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        ask(client.workspace)
    assert sandbox.requests == []


def test_an_average_of_a_summary_has_a_fraction(friday: tuple[Any, Server]) -> None:
    client, sandbox = friday
    kim = sandbox.seed.agent("Kim", email="kim@example.com")
    ana = sandbox.seed.subscriber(first_name="Ana")
    for start, wait in ((0, 1), (60, 2)):
        asked = NOON - DAY + start
        sandbox.seed.message(ana, "Hello?", ts=asked)
        sandbox.seed.message(ana, "Hello", kind="agent", agent_id=kim, ts=asked + wait)
    (row,) = client.workspace.agent_summary(period="yesterday")
    assert row.avg_agent_response_time == 1.5
    assert row.agent == Agent(id=kim, name="Kim", email="kim@example.com")
    (of_flow,) = client.workspace.summary(period="yesterday")
    assert of_flow.avg_agent_response_time == 1.5

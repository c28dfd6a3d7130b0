"""What a flow is made of beside tags and fields, and what went on in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    AgentActivity,
    ChatButtonWidget,
    ConversationData,
    CustomEvent,
    DecodeError,
    ErrorLog,
    IncompleteListError,
    InvalidArgumentError,
    Segment,
    SubscriberCounts,
    TemplateInstall,
)
from flochat.sandbox import Server
from tests.support.ledger import operations

NOON = 1_800_000_000
EVENT_ROWS = "GET /flow/custom-events/data"
ACTIVITIES = "GET /flow/agent-activity-log/data"


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(phone="61412345678")


@pytest.fixture
def bought(sandbox: Server) -> str:
    return sandbox.seed.event("Bought", text_label="What", price_label="Price")


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(NOON + seconds, UTC)


def query(sandbox: Server, name: str) -> list[str | None]:
    """What each request that came asked for under a name."""
    return [dict(request.query).get(name) for request in sandbox.requests]


@pytest.mark.habits(missing="null", name_filter="part")
def test_segments_and_events_are_listed_by_name(client: Any, sandbox: Server, bought: str) -> None:
    buyers = sandbox.seed.segment("Buyers")
    sandbox.seed.segment("Others")
    assert client.flow.segments.list(name="buy").to_list() == [
        Segment(segment_ns=buyers, name="Buyers")
    ]
    (event,) = client.flow.custom_events.list(name="Bought")
    assert event == CustomEvent(
        event_ns=bought, name="Bought", text_label="What", price_label="Price"
    )


@pytest.mark.habits(event_numbers="kept")
def test_a_logged_event_is_found_in_its_data(client: Any, ana: str, bought: str) -> None:
    client.subscribers.log_event(ana, "Bought", text_value="tea", number_value=2, price_value="9.5")
    (data,) = client.flow.custom_events.data(bought)
    assert (data.event_ns, data.user_ns, data.text_value) == (bought, ana, "tea")
    assert (data.number_value, data.price_value) == (Decimal(2), Decimal("9.5"))
    assert data.created_at is not None
    assert data.created_at.tzinfo is None


@pytest.mark.habits(cursor="included", limit="obeyed")
def test_long_data_is_read_on_from_the_last_id(
    client: Any, sandbox: Server, ana: str, bought: str
) -> None:
    numbers = [sandbox.seed.event_data(bought, ana) for _ in range(250)]
    event = client.flow.custom_events.list().first()
    sandbox.clear()
    assert [data.id for data in client.flow.custom_events.data(event)] == numbers
    assert query(sandbox, "start_id") == [None, str(numbers[99]), str(numbers[198])]
    assert query(sandbox, "limit") == ["100"] * 3


def test_data_is_of_the_time_that_was_asked_for(
    client: Any, sandbox: Server, ana: str, bought: str
) -> None:
    numbers = [sandbox.seed.event_data(bought, ana, ts=NOON + hour) for hour in range(5)]
    found = client.flow.custom_events.data(bought, start=moment(1), end=moment(3))
    assert [data.id for data in found] == numbers[1:4]
    assert query(sandbox, "start_time") == [str(NOON + 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "Bought"},
        {"event": "f1t2"},
        {"event": CustomEvent(name="Bought")},
        {"event": "f1e2", "start": datetime(2027, 1, 1)},
        {"event": "f1e2", "start": moment(1), "end": moment(0)},
    ],
)
def test_what_cannot_be_asked_for_costs_no_request(
    client: Any, sandbox: Server, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError):
        client.flow.custom_events.data(**wrong)
    assert sandbox.requests == []


def test_another_event_than_was_asked_for_is_told(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(json={"data": [{"id": 1, "event_ns": "f1e3"}]}, operation=EVENT_ROWS)
    with pytest.raises(DecodeError, match="f1e3"):
        client.flow.custom_events.data("f1e2").to_list()


@pytest.mark.habits(event_summary_range="today")
def test_a_summary_counts_by_day_and_by_text(
    client: Any, sandbox: Server, ana: str, bought: str
) -> None:
    ben = sandbox.seed.subscriber(email="ben@example.com")
    for who, what in ((ana, "tea"), (ana, "tea"), (ben, "tea"), (ben, "milk")):
        client.subscribers.log_event(who, "Bought", text_value=what)
    summary = client.flow.custom_events.summary(bought)
    assert summary.event == client.flow.custom_events.list().first()
    assert (summary.total.num, summary.total.unique_user_num) == (4, 2)
    assert [(t.text_value, t.num, t.unique_user_num) for t in summary.text_values] == [
        ("tea", 3, 2),
        ("milk", 1, 1),
    ]
    (day,) = summary.stats
    assert (day.num, day.unique_user_num) == (4, 2)
    assert day.start_date == summary.start_date.date() == summary.end_date.date()
    assert isinstance(day.start_date, date)


def test_a_summary_is_of_the_period_that_was_asked_for(
    client: Any, sandbox: Server, ana: str, bought: str
) -> None:
    client.subscribers.log_event(ana, "Bought")
    summary = client.flow.custom_events.summary(bought, period="last_7_days")
    assert (summary.total.num, summary.stats) == (0, ())
    assert query(sandbox, "range")[-1] == "last_7_days"
    with pytest.raises(InvalidArgumentError, match="period must be one of yesterday"):
        client.flow.custom_events.summary(bought, period="today")


@pytest.mark.parametrize("payload", [{"status": "ok"}, [], {"odd": 1}])
def test_a_summary_that_says_nothing_of_an_event_is_told(
    client: Any, sandbox: Server, payload: Any
) -> None:
    sandbox.answer_next(json=payload)
    with pytest.raises(DecodeError):
        client.flow.custom_events.summary("f1e2")


def test_conversations_have_their_figures(client: Any, sandbox: Server, ana: str) -> None:
    ben = sandbox.seed.subscriber(email="ben@example.com")
    sandbox.seed.conversation(ben)
    figures = {"in_messages": 3, "is_new_bot_user": 1, "avg_response_time": 12.5}
    number = sandbox.seed.conversation(ana, ts=NOON, first_open_at="2027-01-15 08:00:00", **figures)
    (conversation,) = client.flow.conversations.list(subscriber=ana, end=moment(0))
    assert conversation == ConversationData(
        id=number,
        flow_ns="f280503",
        user_ns=ana,
        created_at=datetime(2027, 1, 15, 8),
        first_open_at=datetime(2027, 1, 15, 8),
        in_messages=3,
        is_new_bot_user=True,
        avg_response_time=12.5,
    )


@pytest.mark.habits(cursor="included", limit="obeyed")
def test_a_thousand_conversations_take_one_request(client: Any, sandbox: Server, ana: str) -> None:
    numbers = [sandbox.seed.conversation(ana) for _ in range(1_001)]
    assert [c.id for c in client.flow.conversations.list()] == numbers
    assert query(sandbox, "limit") == ["1000", "1000"]


def test_what_is_done_to_a_conversation_is_logged(client: Any, sandbox: Server, ana: str) -> None:
    kim = sandbox.seed.agent("Kim")
    client.subscribers.assign_agent(ana, kim)
    client.subscribers.opt_in_sms(ana)
    client.subscribers.move_chat_to(ana, "done")
    activities = client.flow.activity_logs.list().to_list()
    assert [a.action for a in activities] == ["close", "opt_in_sms", "assign"]
    assert {(a.source_type, a.user_ns) for a in activities} == {("api", ana)}
    (assigned,) = client.flow.activity_logs.list(subscriber=ana, agent=kim, action="assign")
    assert isinstance(assigned, AgentActivity)
    assert assigned.agent_id == kim
    assert client.flow.activity_logs.list(source="agent", conversation=7).to_list() == []


def test_a_full_log_is_given_and_what_follows_is_told_to_be_missing(
    client: Any, sandbox: Server
) -> None:
    sandbox.answer_next(json={"data": [{"action": "note"}] * 1_000}, operation=ACTIVITIES)
    found: list[AgentActivity] = []
    with pytest.raises(IncompleteListError, match="a narrower filter"):
        found.extend(client.flow.activity_logs.list())
    assert (len(found), len(sandbox.requests)) == (1_000, 1)


@pytest.mark.parametrize(
    "wrong", [{"action": "closed"}, {"source": "human"}, {"agent": 0}, {"subscriber": "Ana"}]
)
def test_a_filter_that_the_log_would_ignore_costs_no_request(
    client: Any, sandbox: Server, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError):
        client.flow.activity_logs.list(**wrong)
    assert sandbox.requests == []


def test_errors_are_found_by_what_they_say_and_where(
    client: Any, sandbox: Server, ana: str
) -> None:
    number = sandbox.seed.error_log(ana, "Timed out", node_ns="f280503n7", ts=NOON)
    sandbox.seed.error_log(ana, "Not found", ts=NOON + 9)
    asked = {"search": "timed", "subscriber": ana, "node_ns": "f280503n7", "start": moment(0)}
    assert client.flow.error_logs.list(**asked).to_list() == [
        ErrorLog(
            id=number,
            flow_ns="f280503",
            user_ns=ana,
            node_ns="f280503n7",
            description="Timed out",
            created_at=moment(0).replace(tzinfo=None),
        )
    ]
    assert client.flow.error_logs.list(end=moment(0)).total is None
    assert query(sandbox, "limit") == ["1000"]
    for wrong in ({"node_ns": "Start"}, {"search": " "}):
        with pytest.raises(InvalidArgumentError):
            client.flow.error_logs.list(**wrong)


def test_widgets_and_installed_templates_are_listed(client: Any, sandbox: Server) -> None:
    corner = sandbox.seed.widget("Corner")
    sandbox.seed.widget("Footer")
    widget = client.flow.widgets.list().first()
    assert isinstance(widget, ChatButtonWidget)
    assert (widget.id, widget.name, widget.status) == (corner, "Corner", "active")
    origin = sandbox.url.removesuffix("/api")
    assert widget.js_url == f"{origin}/widget/{widget.widget_ns}.js"
    assert client.flow.widgets.list(code=widget.widget_code).to_list() == [widget]
    shop = sandbox.seed.flow_template("Shop")
    sandbox.seed.template_install(shop)
    number = sandbox.seed.template_install(shop, flow_ns="f280503")
    (install,) = client.flow.template_installs.list()
    assert isinstance(install, TemplateInstall)
    assert (install.id, install.template_ns) == (number, shop)


def test_people_are_counted_by_the_status_of_their_conversation(
    client: Any, sandbox: Server
) -> None:
    for person in sandbox.seed.subscribers(3)[1:]:
        client.subscribers.move_chat_to(person, "done")
    assert client.flow.subscriber_counts() == SubscriberCounts(open=1, done=2)
    assert operations(sandbox)[-1] == "GET /flow/bot-users-count"
    sandbox.answer_next(json={"data": [{"status": "snoozed", "num": "3"}, {"num": 1}]})
    counts = client.flow.subscriber_counts()
    assert (counts, dict(counts.raw)) == (SubscriberCounts(), {"snoozed": 3})


def test_the_address_of_a_webhook_is_shown_only_when_it_is_asked_for(
    client: Any, sandbox: Server
) -> None:
    hook_uid = sandbox.seed.inbound_webhook("Paid")
    (webhook,) = client.flow.inbound_webhooks.list(name="paid")
    assert (webhook.name, webhook.status) == ("Paid", "active")
    assert webhook.url.reveal() == f"{sandbox.url}/iwh/{hook_uid}"
    assert hook_uid not in repr(webhook)


@pytest.mark.habits(paging="links and meta")
def test_a_segment_or_event_stands_where_its_namespace_does(
    client: Any, sandbox: Server, bought: str
) -> None:
    ana = sandbox.seed.subscriber(email="ana@example.com", segments=["Buyers"], events=["Bought"])
    sandbox.seed.subscriber(email="ben@example.com")
    segment = client.flow.segments.list().first()
    event = client.flow.custom_events.list().first()
    for filters in ({"segment": segment}, {"event": event}, {"event": bought}):
        assert [person.user_ns for person in client.subscribers.list(**filters)] == [ana]
    assert client.broadcasts.estimate(segments=[segment]) == 1

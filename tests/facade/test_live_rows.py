"""Columns that live hosts send beside those of the document."""

from __future__ import annotations

from typing import Any

import pytest

from flochat import Agent, BusinessHours, Weekday
from flochat.sandbox import Server

MORE = (
    *("ip", "referrer", "landing_page", "platform", "browser", "device", "device_type"),
    *("department", "interest", "market"),
)


def test_a_subscriber_says_where_from_and_with_what_they_came(client: Any, sandbox: Server) -> None:
    values: dict[str, Any] = {name: f"some {name}" for name in MORE}
    ana = client.subscribers.get(sandbox.seed.subscriber(first_name="Ana", **values))
    assert {name: getattr(ana, name) for name in MORE} == values


def test_a_label_has_a_color(client: Any, sandbox: Server) -> None:
    sandbox.seed.label("Hot", color="#f00")
    ana = sandbox.seed.subscriber(first_name="Ana", labels=["Hot"])
    assert [label.color for label in client.subscribers.get(ana).labels] == ["#f00"]
    assert [label.color for label in client.team.labels.list()] == ["#f00"]


def test_an_ai_agent_has_its_prompt(client: Any, sandbox: Server) -> None:
    namespace = sandbox.seed.ai_agent("Helper", prompt="You are kind.")
    assert [agent.prompt for agent in client.flow.ai_agents.list()] == ["You are kind."]
    assert client.flow.ai_agents.get(namespace).prompt == "You are kind."


@pytest.mark.parametrize(
    ("value", "average"), [(90.5, 90.5), ("90.50", 90.5), (90, 90.0), ("", None)]
)
def test_a_summary_has_averages_as_they_come(
    client: Any, sandbox: Server, value: Any, average: float | None
) -> None:
    kim = {"id": 97, "name": "Kim", "email": "kim@example.com"}
    averages = {"avg_agent_response_time": value, "avg_resolve_time": value}
    row = {"flow_ns": "f1", "agent": kim, **averages}
    for operation in ("GET /flow-summary", "GET /flow-agent-summary"):
        sandbox.answer_next(json={"data": [row]}, operation=operation)
    for (summary,) in (client.workspace.summary(), client.workspace.agent_summary()):
        assert summary.avg_agent_response_time == summary.avg_resolve_time == average
    assert summary.agent == Agent(id=97, name="Kim", email="kim@example.com")


def test_business_hours_have_the_name_of_their_day(client: Any) -> None:
    monday = client.shop.business_hours.get()[0]
    assert monday.name == "Monday"
    assert monday == BusinessHours.open_on(Weekday.MONDAY)

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from flochat import (
    AgentGroup,
    CallLog,
    DecodeError,
    Flow,
    InvalidArgumentError,
    Label,
    MediaFile,
    Member,
    NotFoundError,
    RejectedError,
    Subscriber,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations


def queries(sandbox: Server) -> list[dict[str, str]]:
    """What was requested beside pages, call by call."""
    asked = (dict(request.query) for request in sandbox.requests)
    return [{k: v for k, v in query.items() if k not in ("limit", "page")} for query in asked]


@pytest.mark.habits(missing="null", name_filter="part")
def test_members_are_listed_by_name_and_role(client: Any, sandbox: Server) -> None:
    kim = sandbox.seed.agent("Kim", email="kim@example.com", is_online=True)
    sandbox.seed.agent("Kit", role="admin")
    members = client.team.members.list().to_list()
    assert members[0] == Member(
        id=kim, name="Kim", email="kim@example.com", role="agent", is_online=True
    )
    assert [member.name for member in client.team.members.list(name="ki", role="admin")] == ["Kit"]
    assert operations(sandbox) == ["GET /team-members"] * 2
    assert queries(sandbox)[1] == {"name": "ki", "role": "admin"}


@pytest.mark.parametrize(
    ("operation", "ask", "row"),
    [
        ("GET /team-members", lambda c: c.team.members.list(role="admin"), {"role": "agent"}),
        ("GET /media-library", lambda c: c.team.media.list(member=7), {"user_id": 8}),
        (
            "GET /wa-call-logs",
            lambda c: c.team.call_logs.list(status="MISSED"),
            {"status": "ANSWERED"},
        ),
        ("GET /wa-call-logs", lambda c: c.team.call_logs.list(flow="f1"), {"flow_ns": "f2"}),
        ("GET /team-flows", lambda c: c.workspace.flows.list(channel="sms"), {"type": "web"}),
        ("GET /flow-summary", lambda c: c.workspace.summary(flow="f1"), {"flow_ns": "f2"}),
        (
            "GET /flow-agent-summary",
            lambda c: c.workspace.agent_summary(flow="f1"),
            {"flow_ns": "f2"},
        ),
    ],
)
def test_a_filter_that_the_service_ignored_is_told(
    client: Any, sandbox: Server, operation: str, ask: Any, row: dict[str, Any]
) -> None:
    sandbox.answer_next(json={"data": [row]}, operation=operation)
    with pytest.raises(DecodeError, match="was requested"):
        ask(client).to_list()


def test_a_label_is_made_found_and_deleted_in_every_form(client: Any, sandbox: Server) -> None:
    labels = client.team.labels
    hot, cold, new = (labels.create(name) for name in ("Hot", "Cold", "New"))
    assert isinstance(hot, Label)
    assert labels.list().to_list() == [hot, cold, new]
    sandbox.clear()
    labels.delete(hot)
    labels.delete(cold.id)
    labels.delete("New")
    assert labels.list().to_list() == []
    assert operations(sandbox)[:3] == [
        *["DELETE /team/delete-label"] * 2,
        "DELETE /team/delete-label-by-name",
    ]
    assert bodies(sandbox)[:3] == [{"id": hot.id}, {"id": cold.id}, {"name": "New"}]


@pytest.mark.habits(name_case="minded")
def test_a_label_is_found_by_its_very_name(client: Any, sandbox: Server) -> None:
    for name in ("Hotter", "hot", "Hot"):
        sandbox.seed.label(name)
    assert client.team.labels.find("Hot") == Label(id=3, name="Hot")
    assert client.team.labels.find("Ho") is None
    assert operations(sandbox) == ["GET /team/labels"] * 2


def test_a_deleted_label_is_off_everybody(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", labels=["Hot", "Old"])
    hot = client.team.labels.find("Hot")
    assert [person.user_ns for person in client.subscribers.list(label=hot)] == [ana]
    client.team.labels.delete(hot)
    assert [label.name for label in client.subscribers.get(ana).labels] == ["Old"]


@pytest.mark.habits(unknown_tag="created")
def test_a_label_is_put_on_and_taken_off_as_a_model(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    hot = client.team.labels.create("Hot")
    client.subscribers.add_labels(ana, [hot, "New"])
    assert client.subscribers.get(ana).labels[0] == hot
    assert bodies(sandbox)[1]["data"] == [{"label_name": "Hot"}, {"label_name": "New"}]
    client.subscribers.remove_labels(ana, [hot])
    assert [label.name for label in client.subscribers.get(ana).labels] == ["New"]


@pytest.mark.habits(name_filter="part", unknown_path="404")
def test_an_agent_group_is_made_changed_and_deleted(client: Any, sandbox: Server) -> None:
    groups = client.team.agent_groups
    sales = groups.create("Sales", online_first=True, image="https://example.com/1.png")
    assert sales == AgentGroup(
        id=sales.id,
        name="Sales",
        image="https://example.com/1.png",
        assign_method="random",
        online_first=True,
        only_view_assigned_to_me=False,
    )
    changed = groups.update(sales, only_view_assigned_to_me=True, image=None)
    assert (changed.name, changed.image, changed.only_view_assigned_to_me) == ("Sales", "", True)
    assert groups.update(sales.id, name="Support").online_first is True
    assert groups.get(sales).name == "Support"
    assert [group.name for group in groups.list(name="supp")] == ["Support"]
    groups.delete(sales)
    with pytest.raises(NotFoundError):
        groups.get(sales.id)
    assert bodies(sandbox)[:3] == [
        {"name": "Sales", "image": "https://example.com/1.png", "online_first": 1},
        {"name": "Sales", "image": "", "only_view_assigned_to_me": 1},
        {"name": "Support"},
    ]


@pytest.mark.habits(unknown_resource="200 error")
def test_a_group_gets_members_with_their_weightings(client: Any, sandbox: Server) -> None:
    kim, kit = sandbox.seed.agent("Kim"), sandbox.seed.agent("Kit")
    group = client.team.agent_groups.create("Sales")
    everybody = client.team.members.list().to_list()
    client.team.agent_groups.set_members(group, everybody)
    assert sandbox.agent_group_members == {group.id: {kim: 1, kit: 1}}
    client.team.agent_groups.set_members(group.id, {everybody[0]: 3})
    assert sandbox.agent_group_members == {group.id: {kim: 3}}
    client.team.agent_groups.set_members(group, [])
    assert sandbox.agent_group_members == {group.id: {}}
    with pytest.raises(RejectedError, match="no agent"):
        client.team.agent_groups.set_members(group, [99])


def test_a_conversation_is_handed_over_by_models(client: Any, sandbox: Server) -> None:
    kim, sales = sandbox.seed.agent("Kim"), sandbox.seed.agent_group("Sales")
    ana = sandbox.seed.subscriber(first_name="Ana")
    member, agent = client.team.members.list().first(), client.flow.agents.list().first()
    group = client.team.agent_groups.list().first()
    sandbox.clear()
    client.subscribers.assign_agent(ana, member)
    client.subscribers.assign_agent(ana, agent)
    client.subscribers.assign_agent_group(ana, group)
    assert bodies(sandbox) == [
        {"user_ns": ana, "agent_id": kim},
        {"user_ns": ana, "agent_id": kim},
        {"user_ns": ana, "agent_group_id": sales},
    ]
    assert client.subscribers.get(ana).agent_id == kim


def test_media_of_a_member_are_listed(client: Any, sandbox: Server) -> None:
    kim, kit = sandbox.seed.agent("Kim"), sandbox.seed.agent("Kit")
    sandbox.seed.media("logo.png", user_id=kim, size=1024)
    sandbox.seed.media("song.mp3", "audio", user_id=kim)
    sandbox.seed.media("other.png", user_id=kit)
    files = client.team.media.list(member=Member(id=kim), media_type="image").to_list()
    assert files == [
        MediaFile(
            id=1,
            name="logo.png",
            url="https://example.com/logo.png",
            type="image",
            size=1024,
            provider="sandbox",
            user_id=kim,
        )
    ]
    assert len(client.team.media.list().to_list()) == 3
    assert queries(sandbox) == [{"user_id": str(kim), "type": "image"}, {}]


def test_calls_are_listed_by_every_filter(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana")
    sandbox.seed.call(
        call_id="wacid.1",
        user_ns=ana,
        duration=120,
        created_at="2026-06-12T01:00:00.000000Z",
        start_time=None,
        end_time="2026-06-12 01:02:00",
    )
    sandbox.seed.call(call_id="wacid.2", direction="out", status="MISSED", phone_number_id="77")
    late, early = client.team.call_logs.list()
    assert isinstance(early, CallLog)
    assert (early.call_id, early.user_ns, early.duration, early.is_missed) == (
        *("wacid.1", ana, 120),
        False,
    )
    assert early.created_at == datetime(2026, 6, 12, 1)  # naive: no zone was given
    assert (early.start_time, early.end_time) == (None, datetime(2026, 6, 12, 1, 2))
    assert (late.direction, late.status, late.is_missed) == ("out", "MISSED", True)
    sandbox.clear()
    assert client.team.call_logs.list(
        flow=Flow(flow_ns="f280503"),
        direction="out",
        status="MISSED",
        call_id="wacid.2",
        phone_number_id="77",
    ).to_list() == [late]
    assert queries(sandbox) == [
        {
            "flow_ns": "f280503",
            "direction": "out",
            "status": "MISSED",
            "call_id": "wacid.2",
            "phone_number_id": "77",
        }
    ]


@pytest.mark.habits(paging="links and meta")
def test_the_people_of_all_flows_are_listed_by_what_they_are(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", phone="61412345678", tags=["VIP"])
    sandbox.seed.subscriber(first_name="Ben", email="ben@example.com")
    everybody = client.team.subscribers.list()
    assert {person.first_name for person in everybody} == {"Ana", "Ben"}
    assert everybody.total == 2
    sandbox.clear()
    (found,) = client.team.subscribers.list(
        name="ana",
        phone="412",
        channel="whatsapp_cloud",
        is_opt_in_email=False,
        is_opt_in_sms=False,
        is_interacted_in_last_24h=True,
        is_bot_interacted_in_last_24h=False,
        is_last_message_in_last_24h=False,
    )
    assert isinstance(found, Subscriber)
    assert (found.user_ns, found.tags[0].name) == (ana, "VIP")
    assert [p.first_name for p in client.team.subscribers.list(email="ben@")] == ["Ben"]
    assert queries(sandbox)[0] == {
        "name": "ana",
        "phone": "412",
        "is_channel": "whatsapp_cloud",
        "is_opt_in_email": "no",
        "is_opt_in_sms": "no",
        "is_interacted_in_last_24h": "yes",
        "is_bot_interacted_in_last_24h": "no",
        "is_last_message_in_last_24h": "no",
    }


@pytest.mark.parametrize(
    "ask",
    [
        lambda team: team.members.list(role=""),
        lambda team: team.labels.list(name=" "),
        lambda team: team.agent_groups.list(name=7),
        lambda team: team.media.list(media_type=""),
        lambda team: team.subscribers.list(name=""),
        lambda team: team.subscribers.list(is_opt_in_sms="yes"),
        lambda team: team.media.list(member="Kim"),
        lambda team: team.media.list(member=Member(name="Kim")),
        lambda team: team.call_logs.list(direction="IN"),
        lambda team: team.call_logs.list(status="missed"),
        lambda team: team.call_logs.list(flow="f1u2"),
        lambda team: team.call_logs.list(flow=Flow(name="Support")),
        lambda team: team.call_logs.list(call_id=" "),
        lambda team: team.labels.create(" "),
        lambda team: team.labels.find(""),
        lambda team: team.labels.delete(Label()),
        lambda team: team.labels.delete(""),
        lambda team: team.labels.delete(0),
        lambda team: team.agent_groups.get("Sales"),
        lambda team: team.agent_groups.create(""),
        lambda team: team.agent_groups.create("Sales", online_first="yes"),
        lambda team: team.agent_groups.update(AgentGroup(id=7, name="Sales")),
        lambda team: team.agent_groups.update(7, online_first=True),
        lambda team: team.agent_groups.set_members(7, "Kim"),
        lambda team: team.agent_groups.set_members(7, ["Kim"]),
        lambda team: team.agent_groups.set_members(7, {7: -1}),
    ],
)
def test_what_makes_no_sense_costs_no_request(client: Any, sandbox: Server, ask: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        ask(client.team)
    assert sandbox.requests == []

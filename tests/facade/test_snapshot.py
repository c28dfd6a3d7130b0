from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from flochat import (
    BatchError,
    BotField,
    ClosingNote,
    FlowSnapshot,
    InvalidArgumentError,
    RejectedError,
    Shortcut,
    Tag,
    UnprocessableEntityError,
    UserField,
)
from flochat.sandbox import Seed, Server, serve
from tests.support.clients import Clients
from tests.support.ledger import bodies, operations


@pytest.fixture(scope="session", params=["lifelike", "conforming"])
def other_running_sandbox(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serve(quota=100_000, flow=7, manner=request.param) as server:
        yield server


@pytest.fixture
def other_sandbox(other_running_sandbox: Server) -> Server:
    other_running_sandbox.reset()
    return other_running_sandbox


@pytest.fixture
def other(other_sandbox: Server, make_client: Clients) -> Any:
    return make_client(other_sandbox.url, other_sandbox.api_key)


def build(seed: Seed) -> str:
    """Something of every kind; the secret in it."""
    for name in ("Welcome", "Support"):
        seed.sub_flow(name)
    for name in ("VIP", "Newsletter"):
        seed.tag(name)
    seed.user_field("Plan", description="What they pay for", value="free")
    seed.user_field("Visits", "number")
    seed.bot_field("Hours", value="9 to 5")
    seed.bot_field("Menu", "array", value='["tea","日本茶"]', description="Drinks")
    seed.bot_field("Rate", "number", value="0.5", is_template_field=True)
    seed.segment("Hot leads")
    seed.event("Bought", text_label="Product")
    seed.shortcut("hi", "Hello, how can I help?")
    seed.closing_note("Solved", description="All is well", require_summary=2)
    seed.agent("Kim", email="kim@example.com", is_online=True)
    seed.ai_agent("Guide", ai_model="gpt-5", max_tokens=500)
    seed.ai_task("Sum up")
    seed.widget("Chat", sub_flow="Support")
    return seed.inbound_webhook("Orders", sub_flow="Welcome")


#: What of that only the editor makes, in the order of a report; the agent is of the team.
BY_HAND = [
    "sub flow 'Support'",
    "sub flow 'Welcome'",
    "segment 'Hot leads'",
    "custom event 'Bought'",
    "agent 'Kim'",
    "AI agent 'Guide'",
    "AI task 'Sum up'",
    "widget 'Chat'",
    "inbound webhook 'Orders'",
]


def writes(server: Server) -> list[str | None]:
    return [r.operation for r in server.requests if r.method != "GET" and "-info" not in r.path]


def lines_of(items: Any) -> list[str]:
    return [str(item) for item in items]


def test_a_snapshot_has_everything_for_fourteen_requests(client: Any, sandbox: Server) -> None:
    secret = build(sandbox.seed)
    snapshot = client.flow.snapshot()
    assert len(sandbox.requests) == len(set(operations(sandbox))) == 14
    assert {request.method for request in sandbox.requests} == {"GET"}
    assert [tag.name for tag in snapshot.tags] == ["Newsletter", "VIP"]
    assert [(field.name, field.value) for field in snapshot.bot_fields] == [
        ("Hours", "9 to 5"),
        ("Menu", '["tea","日本茶"]'),
        ("Rate", "0.5"),
    ]
    assert [agent.max_tokens for agent in snapshot.ai_agents] == [500]
    assert snapshot.default_ai_provider.ai_provider == "openai"
    assert [agent.is_online for agent in snapshot.agents] == [None]
    assert (snapshot.flow_number, snapshot.duplicates) == (280503, ())
    assert "tags=2" in repr(snapshot)
    (hook,) = snapshot.inbound_webhooks
    assert (hook.name, hook.url, hook.hook_uid) == ("Orders", None, None)
    for kept in (snapshot.to_json(), repr(pickle.loads(pickle.dumps(snapshot))), str(hook.raw)):
        assert secret not in kept
        assert sandbox.api_key not in kept


@pytest.mark.habits(limit="obeyed", page="obeyed")
def test_each_further_hundred_costs_a_request(client: Any, sandbox: Server) -> None:
    for number in range(250):
        sandbox.seed.tag(f"Tag {number}")
    assert len(client.flow.snapshot().tags) == 250
    assert len(sandbox.requests) == 16


def test_secrets_are_there_when_asked_for(client: Any, sandbox: Server) -> None:
    secret = build(sandbox.seed)
    snapshot = client.flow.snapshot(secrets=True)
    assert secret not in repr(snapshot)
    assert secret in snapshot.to_json()
    read = FlowSnapshot.from_json(snapshot.to_json())
    assert read == snapshot
    url = read.inbound_webhooks[0].url
    assert url is not None
    assert url.reveal().endswith(secret)
    assert not snapshot.diff(client.flow.snapshot())


def test_ai_that_a_list_says_little_of_is_read_by_itself(client: Any, sandbox: Server) -> None:
    namespace = sandbox.seed.ai_agent("Guide", "claude", max_tokens=500)
    row = {"ai_agent_ns": namespace, "name": "Guide"}
    sandbox.answer_next(operation="GET /flow/ai-agents", json={"data": [row]})
    (guide,) = client.flow.snapshot().ai_agents
    assert (guide.ai_provider, guide.max_tokens) == ("claude", 500)
    assert len(sandbox.requests) == 15


@pytest.mark.parametrize("data", [{}, {"ai_provider": None, "ai_model": None}])
def test_a_flow_may_have_no_ai_provider(client: Any, sandbox: Server, data: Any) -> None:
    read = "GET /flow/settings/get-default-ai-provider"
    sandbox.answer_next(operation=read, json={"status": "ok", "data": data})
    assert client.flow.snapshot() == FlowSnapshot()
    sandbox.answer_next(operation=read, status=404, json={"message": "Flow not found"})
    with pytest.raises(Exception, match="Flow not found"):
        client.flow.snapshot()


def test_a_flow_is_built_again_in_another(
    client: Any, sandbox: Server, other: Any, other_sandbox: Server
) -> None:
    build(sandbox.seed)
    snapshot = FlowSnapshot.from_json(client.flow.snapshot().to_json())

    would = other.flow.apply(snapshot, dry_run=True)
    assert writes(other_sandbox) == []
    assert lines_of(would.created) == [
        "tag 'Newsletter'",
        "tag 'VIP'",
        "user field 'Plan'",
        "user field 'Visits'",
        "bot field 'Hours'",
        "bot field 'Menu'",
        "bot field 'Rate'",
        "shortcut 'hi'",
        "closing note 'Solved'",
    ]
    assert lines_of(would.by_hand) == BY_HAND
    assert lines_of(would.unchanged) == ["default AI provider"]
    assert "would be created: 9\n  tag 'Newsletter'" in str(would)

    done = other.flow.apply(snapshot)
    assert (done.created, done.by_hand) == (would.created, would.by_hand)
    assert (done.updated, done.conflicts) == ((), ())
    assert len(writes(other_sandbox)) == 9

    built = other.flow.snapshot()
    assert built.flow_number == 7
    assert lines_of(built.diff(snapshot).added) == BY_HAND
    assert not built.diff(snapshot).changed
    assert not built.diff(snapshot).removed
    assert [field.is_template_field for field in built.bot_fields] == [False, False, True]

    other_sandbox.clear()
    again = other.flow.apply(snapshot)
    assert writes(other_sandbox) == []
    assert (again.created, again.updated) == ((), ())
    assert len(again.unchanged) == 10


def test_what_the_editor_built_meanwhile_is_no_longer_left_to_it(
    client: Any, sandbox: Server, other: Any, other_sandbox: Server
) -> None:
    build(sandbox.seed)
    build(other_sandbox.seed)
    report = other.flow.apply(client.flow.snapshot())
    assert writes(other_sandbox) == []
    assert (report.created, report.by_hand, report.conflicts) == ((), (), ())
    assert not client.flow.snapshot().diff(other.flow.snapshot())
    other_sandbox.seed.widget("Shop", sub_flow="Welcome")
    sandbox.seed.widget("Shop", sub_flow="Support")
    (shop,) = other.flow.apply(client.flow.snapshot()).by_hand
    assert str(shop) == "widget 'Shop': sub_flow_ns 'Welcome' -> 'Support'"


def test_values_replies_and_notes_are_brought_up_to_date(client: Any, sandbox: Server) -> None:
    for number in range(45):
        sandbox.seed.bot_field(f"Field {number:02}", value="old")
    sandbox.seed.shortcut("hi", "Hello")
    sandbox.seed.closing_note("Solved", description="Old", require_attachment=1)
    wanted = FlowSnapshot(
        bot_fields=tuple(BotField(name=f"Field {n:02}", value=f"new {n}") for n in range(45)),
        shortcuts=(Shortcut(name="hi", value="Hi there"),),
        closing_notes=(ClosingNote(name="Solved", description="", require_summary=2),),
    )
    report = client.flow.apply(wanted)
    assert writes(sandbox) == [
        *["PUT /flow/set-bot-fields-by-name"] * 3,
        "PUT /flow/update-shortcut",
        "PUT /flow/update-closing-note",
    ]
    assert len(report.updated) == 47
    assert str(report.updated[7]) == "bot field 'Field 07': value 'old' -> 'new 7'"
    values = [field.value for field in client.flow.bot_fields.list()]
    assert values == [f"new {n}" for n in range(45)]
    (note,) = client.flow.closing_notes.list()
    assert (note.description, note.require_summary, note.require_attachment) == ("", 2, 1)
    sandbox.clear()
    assert client.flow.apply(wanted).updated == ()
    assert writes(sandbox) == []


def test_what_cannot_be_settled_is_told_and_left_alone(client: Any, sandbox: Server) -> None:
    sandbox.seed.user_field("Plan", "number", description="A number")
    sandbox.seed.user_field("City", description="Where")
    sandbox.seed.bot_field("Rate", "number", value="1")
    sandbox.seed.shortcut("bye", "Goodbye")
    sandbox.seed.shortcut("bye", "See you")
    wanted = FlowSnapshot(
        tags=(Tag(name="VIP"), Tag(name="VIP"), Tag()),
        user_fields=(
            UserField(name="Plan", var_type="text", description="A text"),
            UserField(name="City", var_type="text", description="Where they live"),
            UserField(name="Age"),
        ),
        bot_fields=(BotField(name="Rate", var_type="text", value="1"),),
        shortcuts=(Shortcut(name="bye", value="Bye"), Shortcut(name="hi", value="")),
    )
    report = client.flow.apply(wanted)
    assert lines_of(report.conflicts) == [
        "tag 'VIP': 2 have this name in the snapshot",
        "user field 'Plan': var_type 'number' -> 'text', description 'A number' -> 'A text'",
        "bot field 'Rate': var_type 'number' -> 'text'",
        "shortcut 'bye': 2 have this name in the flow",
    ]
    assert lines_of(report.by_hand) == [
        "tag: the snapshot lacks its name",
        "user field 'City': description 'Where' -> 'Where they live'",
        "user field 'Age': the snapshot lacks its var_type",
        "shortcut 'hi': the snapshot lacks its value",
    ]
    assert (report.created, report.updated) == ((), ())
    assert writes(sandbox) == []
    assert lines_of(wanted.duplicates) == ["tag 'VIP': 2 have this name"]
    for line in (*lines_of(report.conflicts), *lines_of(report.by_hand)):
        assert line in str(report)


def test_a_part_that_fails_says_what_became_of_all(client: Any, sandbox: Server) -> None:
    sandbox.seed.bot_field("Hours", value="old")
    wanted = FlowSnapshot(
        tags=tuple(Tag(name=name) for name in ("A", "B", "C")),
        bot_fields=(BotField(name="Hours", value="new"),),
    )
    sandbox.answer_next(operation="POST /flow/create-tag", json={"tag_ns": "f1t1", "name": "A"})
    sandbox.answer_next(
        operation="POST /flow/create-tag", json={"status": "error", "message": "No more tags."}
    )
    with pytest.raises(BatchError) as caught:
        client.flow.apply(wanted)
    error = caught.value
    assert isinstance(error.error, RejectedError)
    assert (lines_of(error.done), lines_of(error.failed)) == (["tag 'A'"], ["tag 'B'"])
    assert lines_of(error.not_tried) == ["tag 'C'", "bot field 'Hours': value 'old' -> 'new'"]
    report = client.flow.apply(wanted)  # goes on where it stopped
    assert (len(report.created), len(report.updated)) == (3, 1)


def test_a_single_write_that_fails_is_its_own_error(client: Any, sandbox: Server) -> None:
    operation = "POST /flow/create-tag"
    sandbox.answer_next(operation=operation, status=422, json={"message": "Not like this."})
    with pytest.raises(UnprocessableEntityError, match="Not like this"):
        client.flow.apply(FlowSnapshot(tags=(Tag(name="VIP"),)))


def test_only_what_the_snapshot_has_is_read(client: Any, sandbox: Server) -> None:
    client.flow.apply(FlowSnapshot(tags=(Tag(name="VIP"),)))
    assert operations(sandbox) == ["GET /flow/tags", "POST /flow/create-tag"]
    assert bodies(sandbox)[-1] == {"name": "VIP"}
    assert client.flow.apply(FlowSnapshot()).unchanged == ()


def test_nothing_is_written_when_anything_would_be_refused(client: Any, sandbox: Server) -> None:
    wanted = FlowSnapshot(
        tags=(Tag(name="VIP"),),
        bot_fields=(BotField(name="Menu", var_type="text", value="x" * 500_001),),
    )
    with pytest.raises(InvalidArgumentError, match=r"bot field 'Menu': .*500,000"):
        client.flow.apply(wanted)
    with pytest.raises(InvalidArgumentError, match="FlowSnapshot"):
        client.flow.apply("{}")
    assert writes(sandbox) == []


def test_a_new_name_is_a_change_within_a_flow_alone(
    client: Any, sandbox: Server, other: Any, other_sandbox: Server
) -> None:
    plan = sandbox.seed.user_field("Plan")
    other_sandbox.seed.user_field("Plan")
    before = client.flow.snapshot()
    client.flow.user_fields.update(plan, name="Tariff")
    after = client.flow.snapshot()
    assert str(before.diff(after)) == "~ user field 'Tariff': name 'Plan' -> 'Tariff'"
    assert str(other.flow.snapshot().diff(after)) == "+ user field 'Tariff'\n- user field 'Plan'"

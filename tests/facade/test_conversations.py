from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    AgentGroup,
    ChatMessage,
    CustomEvent,
    DecodeError,
    IncompleteListError,
    InvalidArgumentError,
    Member,
    ReadBackError,
    RejectedError,
    UnprocessableEntityError,
    UserId,
)
from flochat.sandbox import Server
from flochat.sandbox.habits import HABITS
from tests.support.clients import Clock
from tests.support.ledger import bodies, operations

LIST = "GET /subscriber/chat-messages"
START = 1_800_000_000


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(START + seconds, UTC)


def contents(messages: Any) -> list[str | None]:
    return [message.content for message in messages]


def row(number: int, ts: int, **more: Any) -> dict[str, Any]:
    said = {"id": number, "type": "in", "content": f"Message {number}", "ts": START + ts}
    return said | more


class OldHost:
    """A host that knows no pages: it gives the newest rows up to `end_time`."""

    def __init__(self, sandbox: Server, rows: list[dict[str, Any]]) -> None:
        self._sandbox = sandbox
        self._rows = sorted(rows, key=lambda r: (r["ts"], r["id"]), reverse=True)

    def answers(self, limit: int) -> int:
        """Script the answers to one reading to its end; how many there are."""
        end, count = float("inf"), 0
        while True:
            page = [r for r in self._rows if r["ts"] <= end][:limit]
            self._sandbox.answer_next(json={"data": page}, operation=LIST)
            count += 1
            if len(page) < limit:
                return count
            end = page[-1]["ts"]


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


@pytest.fixture
def long_talk(sandbox: Server, ana: str) -> str:
    for number in range(250):
        sandbox.seed.message(ana, f"Message {number}", ts=START + number // 2)
    return ana


@pytest.mark.habits(chat_pages="pages", limit="obeyed", page="obeyed", paging="links and meta")
def test_a_conversation_is_read_newest_first_a_hundred_at_a_time(
    client: Any, sandbox: Server, long_talk: str
) -> None:
    newest_first = [f"Message {number}" for number in reversed(range(250))]
    messages = client.subscribers.messages(long_talk)
    assert sandbox.requests == []
    assert messages.first().content == "Message 249"
    assert (messages.total, len(sandbox.requests)) == (250, 1)
    assert contents(messages) == newest_first
    assert [dict(r.query) for r in sandbox.requests[1:]] == [
        {"user_ns": long_talk, "limit": "100", "page": page} for page in "123"
    ]
    by_id = client.subscribers.messages(UserId("61412345678"))
    assert contents(by_id.to_list(max_items=150)) == newest_first[:150]
    assert dict(sandbox.requests[-1].query)["user_id"] == "61412345678"
    assert len(sandbox.requests) == 6


@pytest.mark.habits(chat_pages="pages", limit="obeyed", page="obeyed", paging="links and meta")
def test_the_oldest_first_is_the_same_from_its_end(
    client: Any, sandbox: Server, long_talk: str
) -> None:
    messages = client.subscribers.messages(long_talk, oldest_first=True)
    assert contents(messages) == [f"Message {number}" for number in range(250)]
    assert messages.first().content == "Message 0"
    assert [len(page) for page in messages.pages()] == [50, 100, 100]
    assert len(sandbox.requests) == 9


@pytest.mark.habits(missing="null")
def test_what_comes_is_what_was_asked_for(client: Any, sandbox: Server, ana: str) -> None:
    ben = sandbox.seed.subscriber(first_name="Ben")
    seed = sandbox.seed
    seed.message(ben, "Ben's")
    seed.message(ana, "early", ts=START)
    seed.message(ana, "late", ts=START + 10)
    seed.message(ana, None, ts=START + 5, msg_type="image", payload='{"url": "https://x/1.png"}')
    for number, kind in enumerate(("out", "agent", "note", "system")):
        seed.message(ana, kind, kind=kind, ts=START + 20 + number, agent_id=7)

    def asked(**options: Any) -> list[str | None]:
        return contents(client.subscribers.messages(ana, oldest_first=True, **options))

    assert asked() == ["early", None, "late"]
    assert asked(include_bot=True)[3:] == ["out", "agent"]
    assert asked(include_notes=True)[3:] == ["note"]
    assert asked(include_system=True)[3:] == ["system"]
    assert len(asked(include_bot=True, include_notes=True, include_system=True)) == 7
    assert asked(start=at(5)) == [None, "late"]
    assert asked(end=at(5)) == ["early", None]
    assert asked(start=at(10), end=at(10)) == ["late"]
    (image,) = client.subscribers.messages(ana, media="image")
    assert (image.msg_type, image.payload.url, image.ts) == ("image", "https://x/1.png", at(5))
    assert (image.type, image.user_ns, image.sender_id) == ("in", ana, ana)
    assert isinstance(image, ChatMessage)
    zone = at(5).astimezone().tzinfo
    client.subscribers.messages(
        ana,
        start=at(5).astimezone(zone),
        include_bot=True,
        include_notes=True,
        include_system=True,
        media="video",
    ).first()
    assert dict(sandbox.requests[-1].query) == {
        "user_ns": ana,
        "start_time": str(START + 5),
        "include_bot": "1",
        "include_note": "1",
        "include_system": "1",
        "msg_type": "video",
        "limit": "100",
        "page": "1",
    }


@pytest.mark.parametrize("limit", [10, 100])
def test_where_there_are_no_pages_the_end_slides_down(
    client: Any, sandbox: Server, limit: int
) -> None:
    rows = [row(number, number // 3) for number in range(245)]
    requests = OldHost(sandbox, rows).answers(limit)
    messages = client.subscribers.messages("f12u34", end=at(500))
    assert contents(messages) == [f"Message {number}" for number in reversed(range(245))]
    assert len(sandbox.requests) == requests
    ends = [dict(request.query)["end_time"] for request in sandbox.requests]
    assert ends[0] == str(START + 500)
    assert sorted(ends, reverse=True) == ends
    assert {dict(request.query)["page"] for request in sandbox.requests} == {"1"}


def test_where_the_page_is_ignored_the_end_slides_down(client: Any, sandbox: Server) -> None:
    meta = {"meta": {"last_page": 2, "total": 150}}
    first = {"data": [row(n, n) for n in range(149, 49, -1)], **meta}
    rest = {"data": [row(n, n) for n in range(50, -1, -1)], "meta": {"last_page": 1, "total": 51}}
    for said in (first, first, rest):
        sandbox.answer_next(json=said, operation=LIST)
    messages = client.subscribers.messages("f12u34")
    assert len(messages.to_list()) == messages.total == 150
    assert [dict(r.query).get("end_time") for r in sandbox.requests] == [
        None,
        None,
        str(START + 51),
    ]


def test_beyond_the_last_page_that_is_handed_out_the_end_slides_down(
    client: Any, sandbox: Server
) -> None:
    for number in range(100):
        said = {"data": [row(200 - number, 200 - number)], "meta": {"last_page": 150}}
        sandbox.answer_next(json=said, operation=LIST)
    sandbox.answer_next(json={"data": [row(7, 7)], "meta": {"last_page": 1}}, operation=LIST)
    assert len(client.subscribers.messages("f12u34").to_list()) == 101
    assert dict(sandbox.requests[-1].query)["end_time"] == str(START + 102)
    assert dict(sandbox.requests[-1].query)["page"] == "1"


def test_a_message_is_given_once_by_its_id_or_else_by_its_mid(client: Any, sandbox: Server) -> None:
    without_id = {"mid": "m.1", "type": "in", "content": "no id", "ts": START}
    first = {"data": [row(2, 2), row(1, 1), without_id], "meta": {"last_page": 2}}
    again = {"data": [row(1, 1), without_id, row(0, 0)], "meta": {"last_page": 2}}
    for said in (first, again):
        sandbox.answer_next(json=said, operation=LIST)
    found = contents(client.subscribers.messages("f12u34"))
    assert found == ["Message 2", "Message 1", "no id", "Message 0"]


def test_a_host_that_leads_nowhere_is_told(client: Any, sandbox: Server) -> None:
    same = {"data": [row(number, 7) for number in range(100)]}
    sandbox.answer_next(json=same, operation=LIST, times=2)
    with pytest.raises(DecodeError, match="neither page nor end_time"):
        client.subscribers.messages("f12u34").to_list()
    timeless = {"data": [{"id": number, "type": "in"} for number in range(100)]}
    sandbox.answer_next(json=timeless, operation=LIST)
    with pytest.raises(DecodeError, match="neither page nor end_time"):
        client.subscribers.messages("f12u34").to_list()


def test_messages_that_are_missing_are_told(client: Any, sandbox: Server) -> None:
    said = {"data": [row(1, 1)], "meta": {"last_page": 1, "total": 3}}
    sandbox.answer_next(json=said, operation=LIST)
    with pytest.raises(IncompleteListError) as caught:
        client.subscribers.messages("f12u34").to_list()
    assert (caught.value.expected, caught.value.received) == (3, 1)


def test_what_others_said_is_never_given(client: Any, sandbox: Server) -> None:
    said = {"data": [row(2, 2, user_ns="f12u34"), row(1, 1, user_ns="f12u99")]}
    sandbox.answer_next(json=said, operation=LIST)
    with pytest.raises(DecodeError, match="f12u99"):
        client.subscribers.messages("f12u34").to_list()


@pytest.mark.parametrize(
    ("person", "options", "told"),
    [
        ("Ana", {}, "user_ns"),
        (None, {}, "user_ns"),
        (UserId(""), {}, "user_id must not be empty"),
        ("f12u34", {"start": datetime(2027, 1, 1)}, "must have a time zone"),
        ("f12u34", {"end": START}, "end must be a datetime"),
        ("f12u34", {"start": at(1), "end": at(0)}, "after"),
        ("f12u34", {"media": "gif"}, "image, audio, video, file"),
        ("f12u34", {"include_bot": 1}, "True or False"),
    ],
)
def test_a_wrong_question_costs_no_request(
    client: Any, sandbox: Server, person: Any, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=told):
        client.subscribers.messages(person, **options)
    assert sandbox.requests == []


def test_messages_are_read_by_their_mids_a_hundred_to_a_request(
    client: Any, sandbox: Server, ana: str
) -> None:
    mids = [sandbox.seed.message(ana, f"Message {number}") for number in range(150)]
    found = client.subscribers.messages_by_mids([*mids, mids[0], "unknown"])
    assert {message.mid for message in found} == set(mids)
    assert [len(body["mids"]) for body in bodies(sandbox)] == [100, 51]
    assert client.subscribers.messages_by_mids([]) == []
    for wrong in ("mid.1", [""], [7]):
        with pytest.raises(InvalidArgumentError):
            client.subscribers.messages_by_mids(wrong)
    assert len(sandbox.requests) == 2


@pytest.mark.parametrize("place", ["top", "data"])
def test_a_message_that_was_sent_is_read_by_its_acknowledgement(
    client: Any, sandbox: Server, ana: str, place: str
) -> None:
    sandbox.change_habits({"mid": place})
    acks = [client.messages.send_text(ana, text) for text in ("Hello", "Bye")]
    assert all(ack.mid for ack in acks)
    found = client.subscribers.messages_by_mids([*acks, acks[0].mid])
    assert {message.mid for message in found} == {ack.mid for ack in acks}
    assert bodies(sandbox)[-1] == {"mids": [ack.mid for ack in acks]}


def test_an_acknowledgement_without_a_mid_leads_to_no_message(
    client: Any, sandbox: Server, ana: str
) -> None:
    ack = client.messages.send_text(ana, "Hello")
    assert ack.mid is None
    with pytest.raises(InvalidArgumentError, match="must have a mid"):
        client.subscribers.messages_by_mids([ack])
    assert len(sandbox.requests) == 1


@pytest.mark.habits(unknown_resource="200 error")
def test_a_conversation_is_handed_to_a_person_and_back(
    client: Any, sandbox: Server, ana: str
) -> None:
    agent, group = sandbox.seed.agent("Kim", email="kim@example.com"), sandbox.seed.agent_group("A")
    subscribers = client.subscribers
    subscribers.pause_bot(ana, 30)
    subscribers.assign_agent(ana, agent)
    subscribers.assign_agent_group(ana, group)
    subscribers.move_chat_to(ana, "pending")
    person = subscribers.get(ana)
    assert (person.agent_id, person.agent_name, person.status) == (agent, "Kim", "pending")
    subscribers.unassign_agent(ana)
    subscribers.move_chat_to(ana, "done")
    subscribers.resume_bot(ana)
    person = subscribers.get(ana)
    assert (person.agent_id, person.agent_name, person.status) == (None, None, "done")
    assert bodies(sandbox)[:4] == [
        {"user_ns": ana, "minutes": 30},
        {"user_ns": ana, "agent_id": agent},
        {"user_ns": ana, "agent_group_id": group},
        {"user_ns": ana, "status": "pending"},
    ]
    assert [o for o in operations(sandbox) if o != "GET /subscriber/get-info"] == [
        f"POST /subscriber/{name}"
        for name in (
            *("pause-bot", "assign-agent", "assign-agent-group", "move-chat-to"),
            *("unassign-agent", "move-chat-to", "resume-bot"),
        )
    ]
    assert contents(subscribers.messages(ana, include_system=True))[-1] == (
        "The bot is silent for 30 minutes."
    )
    with pytest.raises(RejectedError):
        subscribers.assign_agent(ana, 99)


def test_consent_is_given_and_taken_back(client: Any, sandbox: Server, ana: str) -> None:
    pairs: Iterator[tuple[str, str, str]] = iter(
        [
            ("opt_in_email", "opt_out_email", "opted_in_email"),
            ("opt_in_sms", "opt_out_sms", "opted_in_sms"),
            ("subscribe_to_bot", "unsubscribe_from_bot", "subscribed"),
        ]
    )
    for give, take, column in pairs:
        getattr(client.subscribers, give)(ana)
        assert getattr(client.subscribers.get(ana), column) is not None
        getattr(client.subscribers, take)(ana)
        assert getattr(client.subscribers.get(ana), column) is None
    assert [o for o in operations(sandbox) if o != "GET /subscriber/get-info"] == [
        "POST /subscriber/opt-in-email",
        "DELETE /subscriber/opt-out-email",
        "POST /subscriber/opt-in-sms",
        "DELETE /subscriber/opt-out-sms",
        "POST /subscriber/subscribe-to-bot",
        "DELETE /subscriber/unsubscribe-from-bot",
    ]


def test_an_event_is_logged_with_its_values(client: Any, sandbox: Server, ana: str) -> None:
    bought = sandbox.seed.event("Bought")
    client.subscribers.log_event(ana, CustomEvent(name="Bought"))
    client.subscribers.log_event(
        ana, "Bought", text_value="apple", number_value=0, price_value=Decimal("12.90")
    )
    assert bodies(sandbox) == [
        {"user_ns": ana, "event_name": "Bought"},
        {
            "user_ns": ana,
            "event_name": "Bought",
            "text_value": "apple",
            "number_value": 0,
            "price_value": 12.9,
        },
    ]
    assert [p.user_ns for p in client.subscribers.list(event=bought)] == [ana]


@pytest.mark.parametrize("habit", HABITS["event_numbers"])
def test_the_numbers_of_an_event_may_have_fractions(
    client: Any, sandbox: Server, ana: str, habit: str
) -> None:
    sandbox.change_habits({"event_numbers": habit})
    bought = sandbox.seed.event("Bought")
    for number in (Decimal("2.4"), 2.4, 2):
        client.subscribers.log_event(ana, "Bought", number_value=number, price_value=number)
    assert [body["number_value"] for body in bodies(sandbox)] == [2.4, 2.4, 2]
    assert [body["price_value"] for body in bodies(sandbox)] == [2.4, 2.4, 2]
    logged = list(client.flow.custom_events.data(bought))
    kept = {"kept": ("2.4", "2.4", "2"), "rounded": ("2", "2", "2")}[habit]
    assert sorted(event.number_value for event in logged) == sorted(map(Decimal, kept))
    assert sorted(event.price_value for event in logged) == sorted(map(Decimal, kept))


@pytest.mark.habits(misfit="422")
def test_a_bot_is_paused_until_it_is_resumed(client: Any, sandbox: Server, ana: str) -> None:
    client.subscribers.pause_bot(ana)
    assert bodies(sandbox) == [{"user_ns": ana}]
    sandbox.change_habits({"pause_without_minutes": "422"})
    with pytest.raises(UnprocessableEntityError, match=r"pass minutes.*pause_bot") as caught:
        client.subscribers.pause_bot(ana)
    assert caught.value.errors == {"minutes": ["The minutes field is required."]}
    client.subscribers.pause_bot(ana, 30)
    assert bodies(sandbox)[-1] == {"user_ns": ana, "minutes": 30}


def test_a_refusal_that_is_not_about_the_minutes_stays_as_it_is(
    client: Any, sandbox: Server, ana: str
) -> None:
    for body in ({"message": "No."}, {"errors": {"user_ns": ["Unknown."]}}):
        sandbox.answer_next(status=422, json=body)
        with pytest.raises(UnprocessableEntityError) as caught:
            client.subscribers.pause_bot(ana)
        assert "pass minutes" not in str(caught.value)


def test_a_trigger_of_an_app_gets_its_context(client: Any, sandbox: Server, ana: str) -> None:
    client.subscribers.trigger_app(ana, "bought", context={"product_id": "7"})
    client.subscribers.trigger_app(ana, "left")
    assert bodies(sandbox) == [
        {"user_ns": ana, "trigger_name": "bought", "context": {"product_id": "7"}},
        {"user_ns": ana, "trigger_name": "left"},
    ]
    assert [d.content for d in sandbox.deliveries] == ["bought", "left"]


@pytest.mark.parametrize(
    ("method", "arguments", "options"),
    [
        ("pause_bot", ("f12u34", 0), {}),
        ("pause_bot", ("f12u34", True), {}),
        ("pause_bot", ("f12u34", "30"), {}),
        ("pause_bot", ("Ana", 30), {}),
        ("assign_agent", ("f12u34", "Kim"), {}),
        ("assign_agent", ("f12u34", Member(name="Kim")), {}),
        ("assign_agent", ("f12u34", AgentGroup(id=7)), {}),
        ("assign_agent_group", ("f12u34", 0), {}),
        ("move_chat_to", ("f12u34", "closed"), {}),
        ("opt_in_sms", (UserId("61412345678"),), {}),
        ("log_event", ("f12u34", ""), {}),
        ("log_event", ("f12u34", "Bought"), {"text_value": " "}),
        ("log_event", ("f12u34", "Bought"), {"number_value": -1.5}),
        ("log_event", ("f12u34", "Bought"), {"number_value": "1.5"}),
        ("log_event", ("f12u34", "Bought"), {"number_value": True}),
        ("log_event", ("f12u34", "Bought"), {"number_value": float("nan")}),
        ("log_event", ("f12u34", "Bought"), {"number_value": Decimal("0.1234567890123456")}),
        ("log_event", ("f12u34", "Bought"), {"price_value": float("inf")}),
        ("log_event", ("f12u34", "Bought"), {"price_value": -12.9}),
        ("log_event", ("f12u34", "Bought"), {"price_value": "12,90"}),
        ("log_event", ("f12u34", "Bought"), {"price_value": True}),
        ("trigger_app", ("f12u34", ""), {}),
        ("trigger_app", ("f12u34", "bought"), {"context": ["7"]}),
        ("trigger_app", ("f12u34", "bought"), {"context": {"at": datetime.now(UTC)}}),
        ("set_fields", ("f12u34", {"Plan": "gold"}), {"settle": -1}),
        ("set_fields", ("f12u34", {"Plan": "gold"}), {"settle": float("nan")}),
        ("set_fields", ("f12u34", {"Plan": "gold"}), {"settle": timedelta(seconds=1)}),
    ],
)
def test_wrong_input_costs_no_request(
    client: Any, sandbox: Server, method: str, arguments: tuple[Any, ...], options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError):
        getattr(client.subscribers, method)(*arguments, **options)
    assert sandbox.requests == []


def test_fields_are_read_back_and_those_that_do_not_hold_are_named(
    client: Any, sandbox: Server, clock: Clock
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    for name in ("Plan", "Note"):
        sandbox.seed.user_field(name)
    client.subscribers.set_fields(ana, {"Plan": "gold", "Note": ""}, verify=True)
    assert clock.waits == []
    sandbox.change_habits({"bad_entry": "the rest, ok"})
    with pytest.raises(ReadBackError, match=r"1 of 2 fields does not hold .*: Nothing is not"):
        client.subscribers.set_fields(ana, {"Plan": "silver", "Nothing": "x"}, verify=True)
    assert clock.waits == [1.5]
    assert operations(sandbox)[-3:] == [
        "PUT /subscriber/set-user-fields-by-name",
        "GET /subscriber/get-info",
        "GET /subscriber/get-info",
    ]


def test_fields_are_given_time_to_settle(
    client: Any, sandbox: Server, clock: Clock, ana: str
) -> None:
    sandbox.seed.user_field("Plan")
    client.subscribers.set_fields(ana, {"Plan": "gold"})
    assert clock.waits == []
    client.subscribers.set_fields(ana, {"Plan": "silver"}, settle=1.5)
    client.subscribers.set_fields(ana, {}, settle=1.5)
    assert clock.waits == [1.5]

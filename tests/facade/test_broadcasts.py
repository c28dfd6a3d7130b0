from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from flochat import (
    BatchError,
    Broadcast,
    DecodeError,
    InvalidArgumentError,
    OutcomeUnknownError,
    RejectedError,
    SubFlow,
    Subscriber,
    Tag,
    UserId,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.ledger import bodies, operations

TOMORROW = datetime(2027, 1, 16, 8, tzinfo=UTC)
PEOPLE = "POST /subscriber/broadcast"


@pytest.fixture
def news(sandbox: Server) -> str:
    return sandbox.seed.sub_flow("News")


def reached(sandbox: Server) -> list[str]:
    return [delivery.user_ns for delivery in sandbox.deliveries]


def test_a_list_of_people_gets_it_once_each_two_hundred_to_a_request(
    client: Any, sandbox: Server, news: str
) -> None:
    people = sandbox.seed.subscribers(450)
    again = [Subscriber(user_ns=people[0]), people[1]]
    ack = client.broadcasts.send([*people, *again], SubFlow(sub_flow_ns=news))
    assert operations(sandbox) == [PEOPLE] * 3
    assert [len(body["user_ns_list"].split(",")) for body in bodies(sandbox)] == [200, 200, 50]
    assert len(ack.parts) == 3
    assert reached(sandbox) == people
    assert {delivery.sub_flow_ns for delivery in sandbox.deliveries} == {news}


def test_people_are_reached_by_the_identifiers_of_their_channel_too(
    client: Any, sandbox: Server, news: str
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    client.broadcasts.send_by_user_id(
        [UserId("61412345678"), "61412345678", "61400000009"],
        news,
        broadcast_type="SMS",
        scheduled_time=TOMORROW,
        max_per_minute=60,
        max_recipients=2,
    )
    assert bodies(sandbox) == [
        {
            "sub_flow_ns": news,
            "user_id_list": "61412345678,61400000009",
            "type": "SMS",
            "scheduled_time": int(TOMORROW.timestamp()),
            "max_per_minute": 60,
        }
    ]
    assert operations(sandbox) == ["POST /subscriber/broadcast-by-user-id"]
    assert ana not in reached(sandbox)  # it is not tomorrow yet


def test_a_rate_is_shared_out_among_the_broadcasts_of_a_long_list(
    client: Any, sandbox: Server, news: str
) -> None:
    people = sandbox.seed.subscribers(401)
    client.broadcasts.send(people, news, max_per_minute=100)
    assert [body["max_per_minute"] for body in bodies(sandbox)] == [33, 33, 33]
    sandbox.clear()
    with pytest.raises(InvalidArgumentError, match="divided between 3"):
        client.broadcasts.send(people, news, max_per_minute=2)
    assert sandbox.requests == []


def test_a_part_that_fails_says_who_was_reached_and_who_was_not(
    client: Any, sandbox: Server, news: str
) -> None:
    people = [Subscriber(user_ns=user_ns) for user_ns in sandbox.seed.subscribers(500)]
    sandbox.answer_next(json={"status": "ok"}, operation=PEOPLE)
    sandbox.answer_next(status=502, text="<html>", operation=PEOPLE)
    with pytest.raises(BatchError) as caught:
        client.broadcasts.send(people, news)
    error = caught.value
    assert isinstance(error.error, OutcomeUnknownError)
    assert (error.done, error.failed, error.not_tried) == (
        people[:200],
        people[200:400],
        people[400:],
    )
    assert len(sandbox.requests) == 2


def test_tags_reach_whoever_has_one_and_none_of_the_excluded(
    client: Any, sandbox: Server, news: str
) -> None:
    seed = sandbox.seed
    both = seed.subscriber(first_name="Ana", tags=["VIP", "New"])
    one = seed.subscriber(first_name="Ben", tags=["New"])
    seed.subscriber(first_name="Cleo", tags=["VIP", "Left"])
    plan = seed.user_field("Plan")
    vip, new, left = (seed.tag(name) for name in ("VIP", "New", "Left"))
    client.broadcasts.send_by_tag(
        [vip, Tag(tag_ns=new), vip],
        news,
        exclude_tags=[left],
        name="Spring",
        user_fields={plan: 7},
        broadcast_type="FACEBOOK_NOTIFICATION",
        message_tag="ACCOUNT_UPDATE",
        max_per_minute=10,
    )
    assert bodies(sandbox) == [
        {
            "sub_flow_ns": news,
            "tags": [vip, new],
            "exclude_tags": [left],
            "name": "Spring",
            "user_fields": [{"var_ns": plan, "value": "7"}],
            "type": "FACEBOOK_NOTIFICATION",
            "message_tag": "ACCOUNT_UPDATE",
            "max_per_minute": 10,
        }
    ]
    assert reached(sandbox) == [both, one]


def test_segments_travel_joined_by_commas(client: Any, sandbox: Server, news: str) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", segments=["Buyers"])
    buyers, others = sandbox.seed.segment("Buyers"), sandbox.seed.segment("Others")
    rate = sandbox.seed.bot_field("Rate", "number", value="1")
    client.broadcasts.send_by_segment([buyers, others], news, bot_fields={rate: 2})
    assert bodies(sandbox) == [
        {
            "sub_flow_ns": news,
            "segment_ns": f"{buyers},{others}",
            "bot_fields": [{"var_ns": rate, "value": "2"}],
        }
    ]
    assert reached(sandbox) == [ana]
    assert client.flow.bot_fields.list().first().value == "2"


def test_templates_are_broadcast_to_tags_and_numbers(client: Any, sandbox: Server) -> None:
    seed = sandbox.seed
    ana = seed.subscriber(phone="61412345678", tags=["VIP"])
    body = {"type": "BODY", "text": "Hello {{1}}"}
    seed.whatsapp_template("hello", body)
    seed.facebook_template("hello", body)
    whatsapp = client.whatsapp_templates.get("hello")
    facebook = client.facebook_templates.get("hello")
    sandbox.clear()
    vip, left = seed.tag("VIP"), seed.tag("Left")
    broadcasts, values = client.broadcasts, {"BODY_{{1}}": "you"}
    broadcasts.send_whatsapp_template_by_tag([vip], whatsapp, values, exclude_tags=[left])
    broadcasts.send_whatsapp_template_by_user_id(["61412345678"], whatsapp, values)
    broadcasts.send_facebook_utility_template_by_tag([vip], facebook, values, max_per_minute=9)
    broadcasts.send_facebook_utility_template_by_user_id(
        ["61412345678"], facebook, use_default_values=True
    )
    wa_template = {
        "name": "hello",
        "namespace": whatsapp.namespace,
        "lang": "en",
        "params": values,
    }
    fb_template = {"name": "hello", "lang": "en"}
    wire = "facebook_utility_message_template"
    assert bodies(sandbox) == [
        {"wa_template": wa_template, "tags": [vip], "exclude_tags": [left]},
        {"wa_template": wa_template, "user_id_list": "61412345678"},
        {wire: fb_template | {"params": values}, "tags": [vip], "max_per_minute": 9},
        {wire: fb_template | {"use_default_values": "yes"}, "user_id_list": "61412345678"},
    ]
    assert operations(sandbox) == [
        f"POST /subscriber/broadcast-{kind}-template-by-{audience}"
        for kind in ("whatsapp", "facebook-utility-message")
        for audience in ("tag", "user-id")
    ]
    assert reached(sandbox) == [ana] * 4
    assert [d.params for d in sandbox.deliveries] == [values, values, values, {}]


def test_a_broadcast_is_listed_cancelled_and_deleted(make_client: Clients, clock: Clock) -> None:
    with serve(clock=lambda: clock.now) as server:
        ana, news = server.seed.subscriber(), server.seed.sub_flow("News")
        client = make_client(server.url, server.api_key, clock=clock)
        for _ in range(2):
            client.broadcasts.send([ana], news, scheduled_time=TOMORROW)
        client.broadcasts.send([ana], news)
        later, sooner, at_once = reversed(client.broadcasts.list().to_list())
        assert [b.status for b in (later, sooner, at_once)] == ["Scheduled"] * 2 + ["Completed"]
        assert isinstance(later, Broadcast)
        assert (later.sub_flow_ns, later.scheduled_time) == (news, TOMORROW)
        client.broadcasts.cancel(later)
        assert [b.status for b in client.broadcasts.list(status="Cancelled")] == ["Cancelled"]
        with pytest.raises(RejectedError, match="Completed"):
            client.broadcasts.cancel(at_once.broadcast_ns)
        clock.now = TOMORROW.timestamp()
        assert len(server.deliveries) == 2
        client.broadcasts.delete(at_once)
        assert {b.status for b in client.broadcasts.list()} == {"Completed", "Cancelled"}
        gone = dict(next(r for r in server.requests if r.path.endswith("delete")).query)
        assert gone == {"broadcast_ns": at_once.broadcast_ns}


@pytest.mark.habits(paging="links and meta")
def test_an_audience_is_estimated_with_a_request_for_each_group(
    client: Any, sandbox: Server
) -> None:
    seed = sandbox.seed
    for number in range(7):
        seed.subscriber(tags=["VIP"] if number else ["VIP", "New"], segments=["Buyers"])
    vip, new, buyers = seed.tag("VIP"), seed.tag("New"), seed.segment("Buyers")
    assert client.broadcasts.estimate(tags=[vip, new, vip]) == 8
    assert client.broadcasts.estimate(tags=[new], segments=[buyers]) == 8
    assert client.broadcasts.estimate() == 0
    assert [dict(r.query) for r in sandbox.requests] == [
        {"tag_ns": vip, "limit": "1"},
        {"tag_ns": new, "limit": "1"},
        {"tag_ns": new, "limit": "1"},
        {"segment_ns": buyers, "limit": "1"},
    ]
    sandbox.answer_next(json={"data": []}, operation="GET /subscribers")
    with pytest.raises(DecodeError, match="how many"):
        client.broadcasts.estimate(tags=[vip])


@pytest.mark.habits(paging="links and meta")
def test_above_the_most_recipients_nothing_is_sent(client: Any, sandbox: Server, news: str) -> None:
    people = [sandbox.seed.subscriber(tags=["VIP"], segments=["Buyers"]) for _ in range(3)]
    vip, buyers = sandbox.seed.tag("VIP"), sandbox.seed.segment("Buyers")
    broadcasts: tuple[Callable[[int], Any], ...] = (
        lambda most: client.broadcasts.send_by_tag([vip], news, max_recipients=most),
        lambda most: client.broadcasts.send_by_segment([buyers], news, max_recipients=most),
        lambda most: client.broadcasts.send(people, news, max_recipients=most),
        lambda most: client.broadcasts.send_by_user_id(people, news, max_recipients=most),
    )
    for broadcast in broadcasts:
        sandbox.clear()
        with pytest.raises(InvalidArgumentError, match=r"might reach 3 people.* 2"):
            broadcast(2)
        assert not [o for o in operations(sandbox) if o != "GET /subscribers"]
        broadcast(3)
        assert reached(sandbox) == people


ELEVEN = [f"f12t{number}" for number in range(11)]


@pytest.mark.parametrize(
    ("method", "arguments", "options", "message"),
    [
        ("send", ([], "f12s34"), {}, "would reach nobody"),
        ("send", ("f12u34", "f12s34"), {}, "must be a list"),
        ("send", (["Ana"], "f12s34"), {}, "is not a user_ns"),
        ("send", ([UserId("61412345678")], "f12s34"), {}, "does not take a user_id here"),
        ("send", (["f12u34"], "News"), {}, "does not take a sub flow by name"),
        ("send", (["f12u34"], "f12s34"), {"broadcast_type": "email"}, "EMAIL, SMS"),
        ("send", (["f12u34"], "f12s34"), {"max_per_minute": 0}, "at least 1"),
        ("send", (["f12u34"], "f12s34"), {"max_recipients": "5"}, "whole number"),
        ("send", (["f12u34"], "f12s34"), {"scheduled_time": 1_900_000_000}, "a datetime"),
        (
            "send",
            (["f12u34"], "f12s34"),
            {"scheduled_time": datetime(2027, 1, 16)},
            "must have a time zone",
        ),
        (
            "send",
            (["f12u34"], "f12s34"),
            {"scheduled_time": datetime(2027, 1, 15, 7, 59, 59, tzinfo=UTC)},
            "must not be in the past",
        ),
        ("send_by_user_id", (["1,2"], "f12s34"), {}, "must not contain a comma"),
        ("send_by_user_id", ([""], "f12s34"), {}, "empty"),
        ("send_by_user_id", ([], "f12s34"), {}, "would reach nobody"),
        ("send_by_tag", ([], "f12s34"), {}, "would reach nobody"),
        ("send_by_tag", (["VIP"], "f12s34"), {}, "does not take a tag by name"),
        ("send_by_tag", (ELEVEN, "f12s34"), {}, "tags must have at most 10 items, not 11"),
        (
            "send_by_tag",
            (["f12t3"], "f12s34"),
            {"exclude_tags": ELEVEN},
            "exclude_tags must have at most 10 items, not 11",
        ),
        ("send_by_tag", (["f12t3"], "f12s34"), {"message_tag": "NEWS"}, "ACCOUNT_UPDATE"),
        ("send_by_tag", (["f12t3"], "f12s34"), {"name": " "}, "name must not be empty"),
        ("send_by_tag", (["f12t3"], "f12s34"), {"user_fields": {"Plan": "x"}}, "by name"),
        ("send_by_segment", (["Buyers"], "f12s34"), {}, "does not take a segment by name"),
        ("send_by_segment", ([], "f12s34"), {}, "would reach nobody"),
        (
            "send_by_segment",
            ([f"f1sg{n}" for n in range(11)], "f12s34"),
            {},
            "segments must have at most 10 items, not 11",
        ),
        ("estimate", (), {"tags": ELEVEN}, "tags must have at most 10"),
        ("list", (), {"status": "Done"}, "New, Scheduled, Completed, Cancelled"),
        ("cancel", ("",), {}, "broadcast_ns must not be empty"),
        ("delete", (Broadcast(),), {}, "this Broadcast has no broadcast_ns"),
    ],
)
def test_what_cannot_be_broadcast_costs_no_request(
    client: Any,
    sandbox: Server,
    method: str,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        getattr(client.broadcasts, method)(*arguments, **options)
    assert sandbox.requests == []

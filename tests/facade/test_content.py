from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    Action,
    AddTag,
    Audio,
    Button,
    CallbackButton,
    CallButton,
    Card,
    Cards,
    Content,
    File,
    Image,
    InvalidArgumentError,
    NodeButton,
    RejectedError,
    RemoveTag,
    SetField,
    SubFlow,
    Tag,
    Text,
    UnsetField,
    UrlButton,
    UserField,
    Video,
)
from flochat._requests.content import encode_content
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations
from tests.support.mistyped import mistyped

URL = "https://example.com/7"
POINTS = UserField(name="Points", var_type="number")


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


def test_every_part_travels_as_the_platform_wants_it(
    client: Any, sandbox: Server, ana: str
) -> None:
    for name in ("VIP", "Old"):
        sandbox.seed.tag(name)
    for name in ("Plan", "Visits"):
        sandbox.seed.user_field(name)
    client.messages.send_content(
        ana,
        Content(
            [
                Text("Hello", buttons=[CallButton("Call", "+61 2 5550 1234")]),
                Image(URL, buttons=[NodeButton("On", "f1n2")]),
                Video(URL),
                Audio(URL),
                File(URL),
                Cards(
                    [
                        Card("Bare"),
                        Card(
                            "Full",
                            subtitle="of it",
                            image_url=URL,
                            action_url=URL,
                            buttons=[
                                UrlButton(
                                    "Open", URL, webview_size="compact", actions=[AddTag("VIP")]
                                )
                            ],
                        ),
                    ],
                    image_aspect_ratio="square",
                ),
            ],
            actions=[
                AddTag(Tag(tag_ns="f1t2", name="VIP")),
                RemoveTag("Old"),
                SetField("Visits", 7),
                UnsetField(UserField(name="Plan")),
            ],
            quick_replies=[
                CallbackButton("More", URL, headers={"X-A": "b"}, payload={"page": 2}),
                NodeButton("Stop", "f1n3"),
            ],
            goto="f1s2",
        ),
    )
    assert bodies(sandbox) == [
        {
            "user_ns": ana,
            "data": {
                "version": "v1",
                "content": {
                    "messages": [
                        {
                            "type": "text",
                            "text": "Hello",
                            "buttons": [
                                {"type": "call", "caption": "Call", "phone": "+61 2 5550 1234"}
                            ],
                        },
                        {
                            "type": "image",
                            "url": URL,
                            "buttons": [{"type": "node", "caption": "On", "target": "f1n2"}],
                        },
                        {"type": "video", "url": URL},
                        {"type": "audio", "url": URL},
                        {"type": "file", "url": URL},
                        {
                            "type": "cards",
                            "image_aspect_ratio": "square",
                            "elements": [
                                {"title": "Bare"},
                                {
                                    "title": "Full",
                                    "subtitle": "of it",
                                    "image_url": URL,
                                    "action_url": URL,
                                    "buttons": [
                                        {
                                            "type": "url",
                                            "caption": "Open",
                                            "url": URL,
                                            "webview_size": "compact",
                                            "actions": [{"action": "add_tag", "tag_name": "VIP"}],
                                        }
                                    ],
                                },
                            ],
                        },
                    ],
                    "actions": [
                        {"action": "add_tag", "tag_name": "VIP"},
                        {"action": "remove_tag", "tag_name": "Old"},
                        {"action": "set_field_value", "field_name": "Visits", "value": 7},
                        {"action": "unset_field_value", "field_name": "Plan"},
                    ],
                    "quick_replies": [
                        {
                            "type": "dynamic_block_callback",
                            "caption": "More",
                            "url": URL,
                            "method": "post",
                            "headers": {"X-A": "b"},
                            "payload": {"page": 2},
                        },
                        {"type": "node", "caption": "Stop", "target": "f1n3"},
                    ],
                    "goto": "f1s2",
                },
            },
        }
    ]
    (delivery,) = sandbox.deliveries
    assert json.loads(delivery.content or "") == bodies(sandbox)[0]["data"]["content"]
    assert [tag.name for tag in client.subscribers.get(ana).tags] == ["VIP"]


def test_content_may_come_from_an_agent(client: Any, sandbox: Server, ana: str) -> None:
    client.messages.send_content(ana, Content([Text("Hello")]), send_as_agent=True)
    assert bodies(sandbox)[0]["send_as_agent"] == 1
    (message,) = client.subscribers.messages(ana, include_bot=True)
    assert (message.type, message.content) == ("agent", "Hello")


def test_a_tag_that_does_not_exist_is_told(client: Any, sandbox: Server, ana: str) -> None:
    with pytest.raises(RejectedError, match="tag"):
        client.messages.send_content(ana, Content(actions=[AddTag("New")]))
    assert operations(sandbox) == ["POST /subscriber/send-content"]
    assert sandbox.deliveries == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Content([Text(str(n)) for n in range(11)]), "messages must have at most 10 items"),
        (
            lambda: Content(actions=[AddTag(str(n)) for n in range(6)]),
            "actions must have at most 5 items",
        ),
        (
            lambda: Content(
                [Text("?")], quick_replies=[NodeButton(str(n), "f1n2") for n in range(12)]
            ),
            "quick_replies must have at most 11 items",
        ),
        (lambda: Content(), "must have a message"),
        (lambda: Content(quick_replies=[NodeButton("Stop", "f1n2")]), "must have a message"),
        (lambda: Content(mistyped("Hello")), "messages must be a list, not a str"),
        (lambda: Content(mistyped(Text("Hello"))), "messages must be a list, not a Text"),
        (
            lambda: Content([mistyped({"type": "text"})]),
            "each message must be a Text, Image, .*; got a dict",
        ),
        (lambda: Content([mistyped("Hello")]), "got a str"),
        (
            lambda: Content([Text("Hello")], quick_replies=[mistyped(CallButton("Call", "1"))]),
            "CallButton",
        ),
        (lambda: Content([Text("Hello")], goto=" "), "goto must not be empty"),
        (lambda: Text(""), "text must not be empty"),
        (lambda: Text(mistyped(None)), "text must be a string"),
        (
            lambda: Text("Hello", buttons=[mistyped(AddTag("VIP"))]),
            "each button must be .*; got an AddTag",
        ),
        (lambda: mistyped(File)(URL, buttons=[]), "buttons"),
        (lambda: Image("cat.png"), "url must begin with https://"),
        (lambda: Image("ftp://example.com/cat.png"), "url must begin with https://"),
        (lambda: UrlButton("Open", "example.com"), "url must begin with https://"),
        (lambda: UrlButton("", URL), "caption must not be empty"),
        (lambda: CallbackButton("More", "http://example.com"), "url must begin with https://,"),
        (lambda: NodeButton("On", "f12s34"), "target must be the unique name of a node, .*goto"),
        (lambda: NodeButton("On", ""), "target must not be empty"),
        (lambda: mistyped(CallButton)("Call", "1", actions=[]), "actions"),
        (lambda: mistyped(CallbackButton)("More", URL, actions=[]), "actions"),
        (lambda: SetField(POINTS, "seven"), "must be a number, not 'seven'"),
        (lambda: SetField(POINTS, True), "must be a number, not a bool"),
        (lambda: SetField("Points", Decimal("3.14159265358979323846")), "more digits"),
        (lambda: SetField("Points", Decimal("1E+400").scaleb(-800)), "more digits"),
        (lambda: SetField("Points", float("nan")), "finite"),
        (lambda: UrlButton("Open", URL, webview_size=mistyped("huge")), "full, medium, compact"),
        (lambda: CallButton("Call", "me"), "must contain digits"),
        (
            lambda: CallbackButton("More", URL, headers=mistyped("X-A: b")),
            "headers must be a mapping",
        ),
        (lambda: CallbackButton("More", URL, payload=mistyped([2])), "payload must be a mapping"),
        (lambda: Cards([]), "pass at least one Card"),
        (lambda: Cards([mistyped(Text("Hello"))]), "each card must be a Card; got a Text"),
        (lambda: Cards([Card("A")], image_aspect_ratio=mistyped("tall")), "horizontal, square"),
        (lambda: Card("A", image_url="cat.png"), "image_url must begin with"),
        (lambda: AddTag("f12t34"), "only by name"),
        (lambda: AddTag(Tag(tag_ns="f12t34")), "no name"),
        (lambda: RemoveTag(""), "tag must not be empty"),
        (lambda: SetField("f12v34", "gold"), "only by name"),
        (lambda: SetField("Plan", mistyped(None)), "None is not a field value"),
        (lambda: UnsetField(mistyped(SubFlow(name="Plan"))), "user field"),
    ],
)
def test_what_cannot_be_sent_is_told_when_it_is_made(make: Any, message: str) -> None:
    with pytest.raises((InvalidArgumentError, TypeError), match=message):
        make()


def test_content_is_compared_by_what_it_says_and_does_not_change() -> None:
    messages = [Text("Hello", buttons=[UrlButton("Open", URL)])]
    content = Content(messages)
    messages.append(Text("again"))
    assert content == Content((Text("Hello", buttons=(UrlButton("Open", URL),)),))
    assert len(encode_content(content)["content"]["messages"]) == 1
    with pytest.raises(AttributeError):
        mistyped(content).goto = "f1s2"


def test_content_is_built_and_not_guessed(client: Any, sandbox: Server) -> None:
    for wrong in map(mistyped, ("Hello", Text("Hello"), {"messages": []}, None)):
        with pytest.raises(InvalidArgumentError, match="Content"):
            client.messages.send_content("f12u34", wrong)
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("user_field", "value", "wire"),
    [
        (POINTS, 7, "7"),
        (POINTS, "7", "7"),
        (POINTS, " 3.140 ", "3.14"),
        (POINTS, Decimal("3.14"), "3.14"),
        ("Points", 7, "7"),
        ("Points", 0, "0"),
        ("Points", -3.5, "-3.5"),
        ("Points", Decimal("7.00"), "7.0"),
        ("Points", Decimal("1E+2"), "100"),
        ("Points", 10**20, "100000000000000000000"),
        ("Points", "7", '"7"'),
        ("Points", True, '"true"'),
        (UserField(name="Points", var_type="text"), 7, '"7"'),
        ("Points", date(2027, 1, 1), '"2027-01-01"'),
        ("Points", datetime(2027, 1, 1, 9, tzinfo=UTC), '"2027-01-01T09:00:00+00:00"'),
        (
            "Points",
            datetime(2027, 1, 1, 9, tzinfo=timezone(timedelta(hours=1))),
            '"2027-01-01T08:00:00+00:00"',
        ),
    ],
)
def test_a_field_is_set_to_json_of_its_type(
    client: Any, sandbox: Server, ana: str, user_field: Any, value: Any, wire: str
) -> None:
    sandbox.seed.user_field("Points")
    client.messages.send_content(ana, Content(actions=[SetField(user_field, value)]))
    (action,) = bodies(sandbox)[0]["data"]["content"]["actions"]
    assert json.dumps(action) == (
        f'{{"action": "set_field_value", "field_name": "Points", "value": {wire}}}'
    )
    stored = client.subscribers.get(ana).field("Points").value
    assert stored == json.loads(wire) or stored == wire


def test_buttons_to_a_page_and_to_a_node_take_actions(
    client: Any, sandbox: Server, ana: str
) -> None:
    actions: list[Action] = [AddTag("VIP"), SetField("Points", 7)]
    buttons: list[Button] = [
        UrlButton("Open", URL, actions=actions),
        NodeButton("On", "My Content", actions=actions),
    ]
    client.messages.send_content(ana, Content([Text("Hello", buttons=buttons)]))
    (message,) = bodies(sandbox)[0]["data"]["content"]["messages"]
    wire = [
        {"action": "add_tag", "tag_name": "VIP"},
        {"action": "set_field_value", "field_name": "Points", "value": 7},
    ]
    assert [button["actions"] for button in message["buttons"]] == [wire, wire]
    assert message["buttons"][1]["target"] == "My Content"

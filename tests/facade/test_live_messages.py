"""Messages as live hosts send them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import attrs
import pytest

from flochat import ChatMessage, Referral, TemplateValues
from flochat.models.base import Model
from flochat.sandbox import Server

LIST = "GET /subscriber/chat-messages"
ROW: dict[str, Any] = {
    "user_ns": "f1u2",
    "agent_id": 0,
    "ts": 1_788_400_000,
    "paused_diff_seconds": 0,
}
URL = "https://cdn.example.com/a.ogg"
AD: dict[str, Any] = {
    "source_id": "120",
    "source_type": "ad",
    "source_url": "https://fb.me/1",
    "headline": "Half price",
    "body": "Today only",
    "ctwa_clid": "Af7",
}


def read(client: Any, sandbox: Server, *rows: dict[str, Any]) -> list[ChatMessage]:
    payload = {"data": [ROW | {"id": number} | row for number, row in enumerate(rows)]}
    sandbox.answer_next(json=payload, operation=LIST)
    messages: list[ChatMessage] = client.subscribers.messages("f1u2").to_list()
    return messages


def unread_keys(value: Any) -> set[str]:
    """The keys of a model's JSON, and of the models in it, that have no field."""
    if not isinstance(value, Model):
        return set()
    fields = {field.name for field in attrs.fields(cast("Any", type(value)))}
    inner = (unread_keys(getattr(value, key)) for key in fields)
    return {*value.raw.keys() - fields}.union(*inner)


@pytest.mark.parametrize(
    ("row", "text", "by"),
    [
        (
            {"type": "in", "msg_type": "text", "payload": {"text": "Hi"}, "content": "Hi"},
            "Hi",
            "in",
        ),
        ({"type": "in", "msg_type": "text", "payload": [], "content": "Hi"}, "Hi", "in"),
        ({"type": "in", "msg_type": "text", "payload": {"text": "Hi"}}, "Hi", "in"),
        (
            {"type": "in", "msg_type": "audio", "content": "", "payload": {"url": URL}}
            | {"payload": {"url": URL, "type": "audio", "transcribed_text": "How much?"}},
            "How much?",
            "in",
        ),
        ({"type": "in", "msg_type": "audio", "content": URL, "payload": {"url": URL}}, None, "in"),
        (
            {
                "type": "agent",
                "msg_type": "image",
                "payload": {"url": URL, "title": "The blue one"},
            },
            "The blue one",
            "agent",
        ),
        (
            {"type": "in", "msg_type": "image", "payload": {"url": URL, "caption": "This?"}},
            "This?",
            "in",
        ),
        (
            {"type": "in", "msg_type": "feed", "payload": {"text": "?", "item": "comment"}},
            "?",
            "in",
        ),
        ({"type": "note", "msg_type": "note", "payload": [], "content": "Call"}, "Call", "agent"),
        ({"type": "note", "msg_type": "note", "payload": {"text": "Call"}}, "Call", "agent"),
        ({"type": "agent", "agent_id": 97, "sender_id": "bot", "content": "Yes"}, "Yes", "agent"),
        (
            {"type": "out", "sender_id": "bot", "payload": {"text": " "}, "content": " "},
            None,
            "out",
        ),
        ({"type": "in", "msg_type": "text", "payload": {"text": URL}}, URL, "in"),
        ({"type": "in", "msg_type": "text", "content": URL}, URL, "in"),
        ({"type": "system", "content": "Assigned to Kim."}, "Assigned to Kim.", None),
        ({"type": "reaction", "content": "Yes"}, "Yes", None),
        ({"sender_id": "bot", "content": "Yes"}, "Yes", "out"),
        ({"sender_id": "f1u2", "content": "Yes"}, "Yes", "in"),
        ({"sender_id": "bot", "agent_id": 97, "content": "Yes"}, "Yes", "agent"),
        ({"type": "IN", "content": "Yes"}, "Yes", "in"),
        ({"type": "in", "content": "", "payload": "Yes"}, "Yes", "in"),
        ({"type": "in", "msg_type": "image", "content": "", "payload": URL}, None, "in"),
        ({"type": "in", "msg_type": "image", "payload": {"text": URL, "url": URL}}, None, "in"),
        ({}, None, None),
    ],
)
def test_a_message_says_what_was_read_or_said_and_by_whom(
    client: Any, sandbox: Server, row: dict[str, Any], text: str | None, by: str | None
) -> None:
    (message,) = read(client, sandbox, row)
    people = {"in": "subscriber", "out": "bot", "agent": "agent", None: None}
    assert (message.text, message.by) == (text, people[by])
    assert message.template_name is None
    assert unread_keys(message) == set()


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ({"interactive": {"button_reply": {"id": "1", "title": "Yes"}}}, "Yes"),
        ({"interactive": {"type": "list_reply", "list_reply": {"title": "Blue"}}}, "Blue"),
        ({"button": {"payload": "YES_1", "text": "Yes"}}, "Yes"),
        ({"interactive": {"type": "button", "body": {"text": "Which one?"}}}, "Which one?"),
        ({"body": {"text": "Which one?"}}, "Which one?"),
        ({"interactive": {"type": "flow"}}, None),
    ],
)
def test_what_whatsapp_writes_further_inside_is_read_too(
    client: Any, sandbox: Server, payload: dict[str, Any], text: str | None
) -> None:
    row = {"type": "in", "msg_type": "interactive", "content": ""}
    (message,) = read(client, sandbox, row | {"payload": payload})
    assert message.text == text


@pytest.mark.parametrize(
    ("row", "name", "text"),
    [
        (
            {"msg_type": "wa_template", "content": "order_ready"}
            | {"payload": {"url": None, "title": None, "body": "Hi Ana", "text": None}},
            "order_ready",
            "Hi Ana",
        ),
        ({"msg_type": "wa_template", "content": "order_ready", "payload": []}, "order_ready", None),
        ({"msg_type": "template", "content": "order_ready"}, "order_ready", None),
        ({"msg_type": "template", "content": "Hi Ana"}, None, "Hi Ana"),
        ({"msg_type": "template", "payload": {"text": "Hi Ana"}}, None, "Hi Ana"),
        ({"msg_type": "text", "content": "order_ready"}, None, "order_ready"),
    ],
)
def test_a_template_has_a_name_beside_its_text(
    client: Any, sandbox: Server, row: dict[str, Any], name: str | None, text: str | None
) -> None:
    (message,) = read(client, sandbox, {"type": "out"} | row)
    assert (message.template_name, message.text) == (name, text)


def test_a_message_says_from_which_ad_the_person_came(client: Any, sandbox: Server) -> None:
    with_ad, without = read(
        client,
        sandbox,
        {"type": "in", "payload": {"text": "Hi", "referral": AD}},
        {"type": "in", "payload": {"text": "Hi", "referral": []}},
    )
    assert with_ad.referral == Referral(**AD)
    assert unread_keys(with_ad) == set()
    assert without.referral is None
    assert ChatMessage().referral is None


def test_a_message_says_whether_it_was_delivered(client: Any, sandbox: Server) -> None:
    delivery = {"is_delivered": 1, "delivery_status": "read", "paused_diff_seconds": "1800"}
    times = {"created_at": "2026-11-22 13:30:00", "date": ""}
    (message,) = read(client, sandbox, {"type": "out"} | delivery | times)
    assert (message.is_delivered, message.delivery_status) == (True, "read")
    assert message.paused_diff_seconds == 1800
    assert (message.created_at, message.date) == (datetime(2026, 11, 22, 13, 30), None)
    assert message.ts == datetime.fromtimestamp(1_788_400_000, UTC)
    assert unread_keys(message) == set()


def test_what_the_api_sends_reads_as_on_a_live_host(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(first_name="Ana", phone="61412345678")
    sandbox.seed.whatsapp_template("hello", {"type": "BODY", "text": "Hi {{1}}, order {{2}}"})
    sandbox.seed.message(ana, "Call her", kind="note", agent_id=97)
    client.messages.send_text(ana, "Hello")
    template = client.whatsapp_templates.get("hello")
    client.messages.send_whatsapp_template(ana, template, TemplateValues(body=["Ana", 7]))
    messages = client.subscribers.messages(ana, include_bot=True, include_notes=True).to_list()
    assert [(m.by, m.msg_type, m.text, m.template_name) for m in messages] == [
        ("bot", "wa_template", "Hi Ana, order 7", "hello"),
        ("agent", "text", "Hello", None),
        ("agent", "text", "Call her", None),
    ]
    assert (messages[1].sender_id, messages[1].agent_id) == ("bot", 1)
    assert messages[2].payload is None
    assert (messages[1].is_delivered, messages[1].delivery_status) == (True, "delivered")
    assert set().union(*map(unread_keys, messages)) == set()

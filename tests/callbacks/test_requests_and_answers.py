"""What a request says of its person, and the answer that content is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flochat import Content, InvalidArgumentError, SetField, Text
from flochat.callbacks import CallbackRequest, Callbacks
from tests.support.callback_services import HEADERS, SECRET
from tests.support.mistyped import mistyped


@pytest.fixture
def callbacks() -> Callbacks:
    return Callbacks(SECRET)


# The request


FULL = {
    "id": "f12u34",
    "user_ns": "f12u34",
    "page_id": "61255501234",
    "status": "active",
    "first_name": "Ana",
    "last_name": "Example",
    "name": "Ana Example",
    "gender": "female",
    "image": "https://shop.example/ana.png",
    "locale": "en_AU",
    "language": "en",
    "timezone": "UTC-07",
    "last_input_text": "Hello",
    "subscribed": "2026-11-22T08:00:00+00:00",
    "last_interaction": "2026-11-22T19:00:00+11:00",
    "last_seen": "2026-11-22T08:00:00Z",
    "custom_fields": {"Points": 7, "VIP": True, "Plan": "gold"},
}


@pytest.mark.parametrize("body", [FULL, {"step": 2, "person": FULL}])
def test_a_full_subscriber_is_one(callbacks: Callbacks, body: dict[str, Any]) -> None:
    request = callbacks.read(HEADERS, json.dumps(body))
    person = request.subscriber
    assert person is not None
    assert (person.user_ns, person.name, person.timezone) == ("f12u34", "Ana Example", "UTC-07")
    assert person.custom_fields == {"Points": 7, "VIP": True, "Plan": "gold"}
    assert person.last_interaction == person.last_seen == person.subscribed
    assert person.last_seen is not None
    assert person.last_seen.isoformat() == "2026-11-22T08:00:00+00:00"
    assert person.raw == FULL


def test_what_a_builder_writes_is_no_full_subscriber(callbacks: Callbacks) -> None:
    body = {"user_ns": "f12u34", "first_name": "Ana", "last_name": "Example", "phone": 61412345678}
    request = callbacks.read(HEADERS, json.dumps(body))
    assert request.subscriber is None
    assert (request.user_ns, request.name) == ("f12u34", "Ana Example")
    assert (request.phone, request.email) == ("61412345678", None)


@pytest.mark.parametrize(
    ("body", "user_ns", "flow_ns"),
    [
        ({"user_ns": "f12u34"}, "f12u34", "f12"),
        ({"user_ns": "f12u34", "flow_ns": "f7"}, "f12u34", "f7"),
        ({"flow_ns": 7}, None, "f7"),
        ({"flow_ns": "f7\nf8"}, None, None),
        ({"id": "f12u34"}, "f12u34", "f12"),
        ({"id": "7"}, None, None),
        ({"subscriber": {"user_ns": "f12u34"}}, "f12u34", "f12"),
        ({"meta": {"user_ns": "f12u34", "flow_ns": "f12"}}, "f12u34", "f12"),
        ({"user_ns": ["f12u34"], "subscriber": 7}, None, None),
        ({"user_ns": "{{user_ns}}"}, None, None),
        ({}, None, None),
    ],
)
def test_one_handler_serves_several_flows(
    callbacks: Callbacks, body: dict[str, Any], user_ns: str | None, flow_ns: str | None
) -> None:
    request = callbacks.read(HEADERS, json.dumps(body))
    assert (request.user_ns, request.flow_ns) == (user_ns, flow_ns)


def test_a_request_shows_no_text_of_its_person(callbacks: Callbacks) -> None:
    body = {"user_ns": "f12u34", "name": "Ana Example", "phone": "+61412345678"}
    request = callbacks.read(HEADERS, json.dumps(body))
    assert "Ana" not in repr(request)
    assert "61412345678" not in repr(request)
    assert repr(request) == (
        "<CallbackRequest: user_ns='f12u34', flow_ns='f12', of name, phone, user_ns>"
    )
    assert request == CallbackRequest(payload=body)


# The answer


def test_an_answer_is_content_in_json(callbacks: Callbacks) -> None:
    answer = callbacks.answer(Content([Text("Hello José")], actions=[SetField("Points", 7)]))
    status, headers, body = answer
    assert (status, headers, body) == (200, {"Content-Type": "application/json"}, answer.body)
    assert json.loads(answer.body) == {
        "version": "v1",
        "content": {
            "messages": [{"type": "text", "text": "Hello José"}],
            "actions": [{"action": "set_field_value", "field_name": "Points", "value": 7}],
        },
    }
    assert "José".encode() in answer.body
    assert "Hello" not in repr(answer)


def test_there_may_be_nothing_to_say(callbacks: Callbacks) -> None:
    empty = {"version": "v1", "content": {"messages": []}}
    assert json.loads(callbacks.answer(None).body) == empty
    assert json.loads(callbacks.answer(Content([])).body) == empty
    assert callbacks.answer(status=404).status == 404


def test_an_answer_is_content_and_nothing_else(callbacks: Callbacks) -> None:
    for wrong in ("Hello", {"version": "v1"}, Text("Hello"), b""):
        with pytest.raises(InvalidArgumentError, match="Content"):
            callbacks.answer(mistyped(wrong))
    for status in (True, "200", 99, 600, 204):
        with pytest.raises(InvalidArgumentError, match="status must be"):
            callbacks.answer(status=mistyped(status))

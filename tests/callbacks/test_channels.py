"""The live chat webhook and the API Chat channel: the first question, signatures, events."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from flochat import ConfigurationError, InvalidArgumentError
from flochat.callbacks import CallbackRequest, Callbacks, LiveChatEvent, Signature
from tests.support.callback_services import HEADERS, SECRET
from tests.support.mistyped import mistyped

TOKEN = "the-token-of-the-channel"
KEY = "the-key-of-the-channel"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def event(**message: Any) -> dict[str, Any]:
    return {
        "meta": {"user_ns": "f12u34", "agent_id": 0, "flow_ns": "f12", "team_id": 7},
        "message": {
            "_id": "64af",
            "mid": "wamid.1",
            "type": "in",
            "msg_type": "text",
            "content": "Hello",
            "ts": 1_800_000_000,
            "payload": {"text": "Hello"},
            **message,
        },
    }


class Heard:
    """A handler that keeps the events."""

    def __init__(self) -> None:
        self.events: list[LiveChatEvent | None] = []

    def __call__(self, request: CallbackRequest) -> None:
        self.events.append(request.live_chat)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def question(**fields: str) -> dict[str, str]:
    return {
        "hub_mode": "subscribe",
        "hub_verify_token": TOKEN,
        "hub_challenge": "1158201444",
        **fields,
    }


def form(fields: dict[str, str]) -> bytes:
    return "&".join(f"{name}={value}" for name, value in fields.items()).encode()


@pytest.mark.parametrize("signature", [None, Signature(KEY, header="X-S", algorithm="sha1")])
def test_the_first_question_is_echoed_without_the_secret(
    heard: Heard, signature: Signature | None
) -> None:
    callbacks = Callbacks(SECRET)
    channel = callbacks.channel(heard, verify_token=TOKEN, signature=signature)
    dotted = {name.replace("_", ".", 1): value for name, value in question().items()}
    for headers, body in (
        ({}, json.dumps(question()).encode()),
        (FORM, form(question())),
        (FORM, form(dotted)),
        ({}, json.dumps(question() | {"hub_challenge": 1158201444}).encode()),
    ):
        answer = callbacks.handle(channel, headers, body)
        assert (answer.status, answer.body) == (200, b"1158201444")
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert heard.events == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (question(hub_verify_token="wrong"), 401),
        (question(hub_verify_token=""), 401),
        (question(hub_verify_token="п"), 401),
        (question(hub_challenge=""), 400),
        (question(hub_challenge="a\nb"), 400),
        ({"hub_mode": "subscribe", "hub_challenge": "1"}, 401),
        ({"hub_challenge": "1", "hub_verify_token": TOKEN}, 401),
        ({}, 401),
    ],
)
def test_a_question_with_another_token_is_refused(
    heard: Heard, fields: dict[str, str], status: int
) -> None:
    callbacks = Callbacks(SECRET)
    channel = callbacks.channel(heard, verify_token=TOKEN)
    assert callbacks.handle(channel, {}, json.dumps(fields)).status == status
    assert heard.events == []


def test_a_handler_that_is_no_channel_echoes_nothing(heard: Heard) -> None:
    callbacks = Callbacks(SECRET)
    assert callbacks.handle(heard, {}, json.dumps(question())).status == 401
    plain = callbacks.channel(heard)
    assert callbacks.handle(plain, {}, json.dumps(question())).status == 401
    assert callbacks.handle(plain, HEADERS, json.dumps(event())).status == 200
    signed = callbacks.channel(heard, signature=Signature(KEY, header="X-S", algorithm="sha1"))
    assert callbacks.handle(signed, {}, json.dumps(question())).status == 401


def test_an_event_needs_the_secret_where_nothing_is_signed(heard: Heard) -> None:
    callbacks = Callbacks(SECRET, also_in=["body"])
    channel = callbacks.channel(heard, verify_token=TOKEN)
    assert callbacks.handle(channel, {}, json.dumps(event())).status == 401
    assert callbacks.handle(channel, HEADERS, json.dumps(event())).status == 200
    within = json.dumps(event() | {"secret": SECRET})
    assert callbacks.handle(channel, {}, within).status == 200
    assert len(heard.events) == 2


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
def test_a_signature_stands_for_the_secret(heard: Heard, algorithm: Any) -> None:
    signature = Signature(KEY, header="X-Signature", algorithm=algorithm)
    callbacks = Callbacks(SECRET)
    channel = callbacks.channel(heard, signature=signature)
    body = json.dumps(event(content="José"), ensure_ascii=False).encode()
    digest = hmac.new(KEY.encode(), body, getattr(hashlib, algorithm))
    good = [
        digest.hexdigest(),
        digest.hexdigest().upper(),
        f"{algorithm}={digest.hexdigest()}",
        base64.b64encode(digest.digest()).decode(),
        f"{algorithm}={base64.b64encode(digest.digest()).decode()}",
    ]
    for value in good:
        assert callbacks.handle(channel, {"x-signature": value}, body).status == 200
        assert signature.is_right({"X-Signature": value}, body)
    assert len(heard.events) == len(good)
    bad: list[Any] = [
        None,
        "",
        "п",
        b"\xff",
        digest.hexdigest()[:-1],
        f"md5={digest.hexdigest()}",
        [good[0], good[1]],
    ]
    for value in bad:
        headers = {**HEADERS, "X-Signature": value}
        assert callbacks.handle(channel, headers, body).status == 401
        assert not signature.is_right(headers, body)
    assert callbacks.handle(channel, {"X-Signature": good[0]}, body + b" ").status == 401
    assert callbacks.handle(channel, {"X-Signature": good[0]}, b"{").status == 401
    assert len(heard.events) == len(good)


def test_what_a_channel_does_not_sign_burns_no_id(heard: Heard) -> None:
    callbacks = Callbacks(SECRET, event_id="message._id")
    channel = callbacks.channel(heard, signature=Signature(KEY, header="X-S", algorithm="sha256"))
    body = json.dumps(event()).encode()
    signature = hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()
    assert callbacks.handle(channel, {}, body).status == 401
    for _ in range(2):
        assert callbacks.handle(channel, {"X-S": signature}, body).status == 200
    assert len(heard.events) == 1


def test_how_a_channel_signs_is_never_guessed() -> None:
    for arguments in ({}, {"header": "X-S"}, {"algorithm": "sha256"}):
        with pytest.raises(TypeError):
            mistyped(Signature)(KEY, **arguments)
    for wrong in (
        {"key": "", "header": "X-S", "algorithm": "sha256"},
        {"key": KEY, "header": "", "algorithm": "sha256"},
        {"key": KEY, "header": "X-S", "algorithm": "md5"},
    ):
        with pytest.raises(InvalidArgumentError):
            mistyped(Signature)(**wrong)
    with pytest.raises(InvalidArgumentError, match="body must be bytes as they came"):
        Signature(KEY, header="X-S", algorithm="sha1").is_right({}, mistyped("{}"))
    for name, value in (("verify_token", 7), ("verify_token", ""), ("signature", KEY)):
        with pytest.raises((ConfigurationError, InvalidArgumentError)):
            Callbacks(SECRET).channel(lambda _: None, **mistyped({name: value}))
    with pytest.raises(ConfigurationError):
        Callbacks(SECRET).channel(mistyped("handler"))


def test_nothing_shows_the_key_or_the_token(heard: Heard) -> None:
    signature = Signature(KEY, header="X-S", algorithm="sha1")
    channel = Callbacks(SECRET).channel(heard, verify_token=TOKEN, signature=signature)
    assert KEY not in repr(channel)
    assert TOKEN not in repr(channel)


def read(body: dict[str, Any]) -> LiveChatEvent:
    found = Callbacks(SECRET).read(HEADERS, json.dumps(body)).live_chat
    assert found is not None
    return found


def test_an_event_says_who_wrote_what() -> None:
    found = read(event())
    assert (found.user_ns, found.flow_ns, found.team_id) == ("f12u34", "f12", 7)
    assert (found.message_id, found.agent_id, found.is_from_agent) == ("64af", None, False)
    assert found.message is not None
    assert (found.message.text, found.message.by, found.message.mid) == (
        "Hello",
        "subscriber",
        "wamid.1",
    )
    assert found.message.ts == datetime.fromtimestamp(1_800_000_000, UTC)
    assert found.raw == event()


@pytest.mark.parametrize(
    ("message", "is_from_agent"),
    [
        ({"type": "agent"}, True),
        ({"type": "note"}, True),
        ({"type": "in", "agent_id": 7}, False),
        ({"type": "out"}, False),
        ({"type": "system"}, False),
        ({"type": None, "agent_id": 7}, True),
        ({"type": None, "agent_id": 0}, False),
    ],
)
def test_events_of_agents_are_told_apart(message: dict[str, Any], is_from_agent: bool) -> None:
    assert read(event(**message)).is_from_agent == is_from_agent


def test_an_event_may_lack_nearly_everything() -> None:
    found = read({"meta": {"agent_id": "9"}, "message": {"content": "", "payload": []}})
    assert (found.user_ns, found.agent_id, found.message_id) == (None, 9, None)
    others: list[dict[str, Any]] = [
        {},
        {"meta": {}},
        {"meta": [], "message": {}},
        {"meta": {}, "message": "Hello"},
    ]
    for body in others:
        assert Callbacks(SECRET).read(HEADERS, json.dumps(body)).live_chat is None

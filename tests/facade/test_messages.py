from __future__ import annotations

from typing import Any

import pytest

from flochat import InvalidArgumentError, RejectedError, SubFlow, Subscriber, UserId
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


def test_a_text_to_a_known_person_is_one_request(client: Any, sandbox: Server, ana: str) -> None:
    client.messages.send_text(ana, "Hello")
    client.messages.send_text(Subscriber(user_ns=ana), "again")
    assert operations(sandbox) == ["POST /subscriber/send-text"] * 2
    assert [(d.user_ns, d.content) for d in sandbox.deliveries] == [(ana, "Hello"), (ana, "again")]


def test_a_sub_flow_is_started_in_the_form_that_fits(
    client: Any, sandbox: Server, ana: str
) -> None:
    onboarding = sandbox.seed.sub_flow("Onboarding")
    client.messages.send_sub_flow(ana, onboarding)
    client.messages.send_sub_flow(ana, SubFlow(sub_flow_ns=onboarding))
    client.messages.send_sub_flow(ana, "Onboarding")
    client.messages.send_sub_flow(UserId("61412345678"), onboarding)
    assert operations(sandbox) == [
        "POST /subscriber/send-sub-flow",
        "POST /subscriber/send-sub-flow",
        "POST /subscriber/send-sub-flow-by-flow-name",
        "POST /subscriber/send-sub-flow-by-user-id",
    ]
    assert bodies(sandbox)[2:] == [
        {"user_ns": ana, "flow_name": "Onboarding"},
        {"user_id": "61412345678", "sub_flow_ns": onboarding},
    ]
    assert {(d.user_ns, d.sub_flow_ns) for d in sandbox.deliveries} == {(ana, onboarding)}
    assert len(sandbox.deliveries) == 4


def test_a_node_and_the_main_flow_are_started(client: Any, sandbox: Server, ana: str) -> None:
    sandbox.seed.sub_flow("Welcome")
    client.messages.send_node(ana, "f280503n7")
    client.messages.send_main_flow(ana)
    assert operations(sandbox) == ["POST /subscriber/send-node", "POST /subscriber/send-main-flow"]
    assert sandbox.deliveries[0].node_ns == "f280503n7"


@pytest.mark.habits(unknown_resource="200 error")
def test_a_stranger_is_told(client: Any) -> None:
    with pytest.raises(RejectedError):
        client.messages.send_text("f280503u999", "Hello")


@pytest.mark.parametrize("person", ["Ana", "61412345678", "f12t34", "", Subscriber(), UserId("1")])
def test_who_is_meant_has_to_be_clear(client: Any, sandbox: Server, person: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        client.messages.send_text(person, "Hello")
    assert sandbox.requests == []


def test_what_is_sent_has_to_be_something(client: Any, sandbox: Server) -> None:
    for content in ("", " \n", None, b"bytes"):
        with pytest.raises(InvalidArgumentError, match="content"):
            client.messages.send_text("f12u34", content)
    for node in ("Start", "f12s34", ""):
        with pytest.raises(InvalidArgumentError, match="node_ns"):
            client.messages.send_node("f12u34", node)
    for sub_flow in ("", SubFlow(), 7):
        with pytest.raises(InvalidArgumentError):
            client.messages.send_sub_flow("f12u34", sub_flow)
    with pytest.raises(InvalidArgumentError, match="does not take a sub flow by name"):
        client.messages.send_sub_flow(UserId("61412345678"), "Onboarding")
    assert sandbox.requests == []


def test_sms_and_email_are_texts_too(client: Any, sandbox: Server, ana: str) -> None:
    client.messages.send_sms(ana, "Hello")
    client.messages.send_email(ana, "Hello")
    client.messages.send_email(ana, "Hello", subject="News")
    assert operations(sandbox) == [
        "POST /subscriber/send-sms",
        *["POST /subscriber/send-email"] * 2,
    ]
    assert bodies(sandbox)[1:] == [
        {"user_ns": ana, "content": "Hello"},
        {"user_ns": ana, "content": "Hello", "subject": "News"},
    ]
    assert [d.content for d in sandbox.deliveries] == ["Hello"] * 3

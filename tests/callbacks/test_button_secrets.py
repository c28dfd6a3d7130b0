"""Buttons that come back: with the secret, for somebody, and shown nowhere on the way."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    CallbackButton,
    Content,
    InvalidArgumentError,
    JournalError,
    Subscriber,
    Text,
)
from flochat._bulk.same_arguments import are_same_arguments
from flochat.callbacks import Callbacks
from flochat.sandbox import Server, serve
from tests.support.callback_services import HEADERS, SECRET
from tests.support.clients import Clients
from tests.support.ledger import bodies
from tests.support.mistyped import mistyped

URL = "https://shop.example/more"
ANA = "f12u34"


@pytest.fixture
def callbacks() -> Callbacks:
    return Callbacks([SECRET, "the-old-secret"])


@pytest.fixture
def sandbox() -> Iterator[Server]:
    with serve() as server:
        yield server


def test_a_button_brings_the_secret_and_who_pressed(callbacks: Callbacks) -> None:
    request = callbacks.read(HEADERS, json.dumps({"user_ns": ANA}))
    for person in (request, Subscriber(user_ns=ANA), ANA):
        made = callbacks.button("More", URL, payload={"page": 2}, person=person)
        assert made == CallbackButton(
            "More", URL, headers=HEADERS, payload={"page": 2, "user_ns": ANA}
        )
        pressed = callbacks.read(made.headers, json.dumps(made.payload))
        assert (pressed.user_ns, pressed.payload["page"]) == (ANA, 2)


def test_a_button_may_bring_more_and_nobody(callbacks: Callbacks) -> None:
    made = callbacks.button("More", URL, headers={"X-Shop": "7", "x-flochat-secret": "mine"})
    assert made.headers == {"X-Shop": "7", "X-Flochat-Secret": SECRET}
    assert made.payload == {}
    assert Callbacks(None).button("More", URL).headers == {}


def test_a_full_subscriber_is_a_person_too(callbacks: Callbacks) -> None:
    body = {"user_ns": ANA, "page_id": "1", "custom_fields": {}}
    person = callbacks.read(HEADERS, json.dumps(body)).subscriber
    assert callbacks.button("More", URL, person=person).payload == {"user_ns": ANA}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"url": "http://shop.example"}, "url must begin with https://"),
        ({"caption": ""}, "caption must not be empty"),
        ({"payload": [1]}, "payload must be a mapping"),
        ({"payload": [1], "person": ANA}, "payload must be a mapping"),
        ({"payload": {"when": object()}}, "payload must be JSON"),
        ({"payload": {"user_ns": "f12u35"}, "person": ANA}, "somebody else than person"),
        ({"person": "Ana"}, "is not a user_ns"),
        ({"person": Subscriber()}, "user_ns"),
        ({"headers": "X-Shop: 7"}, "headers must be a mapping"),
        ({"headers": {"X-Shop": "7\r\n"}}, "text of one line"),
    ],
)
def test_a_button_that_cannot_work_is_told_when_it_is_made(
    callbacks: Callbacks, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        callbacks.button(**mistyped({"caption": "More", "url": URL, **arguments}))


def test_a_person_whom_the_call_does_not_name_cannot_press(callbacks: Callbacks) -> None:
    request = callbacks.read(HEADERS, b'{"user_ns": "{{user_ns}}"}')
    with pytest.raises(InvalidArgumentError, match="a press would not say who pressed"):
        callbacks.button("More", URL, person=request)


def content_for(callbacks: Callbacks, user_ns: str | None = None) -> Content:
    made = callbacks.button("More", URL, payload={"page": 2}, person=user_ns)
    return Content([Text("Hello", buttons=[made])], quick_replies=[made])


def test_no_repr_answer_or_command_shows_the_secret(
    callbacks: Callbacks, make_client: Clients, sandbox: Server
) -> None:
    client = make_client(sandbox.url, api_key=sandbox.api_key)
    ana = sandbox.seed.subscriber(first_name="Ana")
    content = content_for(callbacks, ana)
    answer = callbacks.answer(content)
    assert SECRET in answer.body.decode()
    (prepared,) = client.prepare(client.messages.send_content, ana, content)
    client.messages.send_content(ana, content)
    assert SECRET in json.dumps(bodies(sandbox))
    shown = [callbacks, content, content.messages[0], answer, prepared, sandbox.requests]
    for thing in shown:
        assert SECRET not in f"{thing!r} {thing}"
    assert SECRET not in prepared.curl()
    assert '"${BODY_HEADER_X_FLOCHAT_SECRET:?}"' in prepared.curl()
    assert SECRET in prepared.curl(show_key=True)
    assert SECRET.encode() in pickle.dumps(content)  # which is for who sends it


def files_of(journal: Path) -> bytes:
    return b"".join(file.read_bytes() for file in journal.parent.glob(f"{journal.name}*"))


@pytest.fixture
def people(sandbox: Server) -> list[str]:
    return [sandbox.seed.subscriber(first_name=name) for name in ("Ana", "Ben", "Cem")]


def sent_headers(sandbox: Server) -> list[dict[str, str]]:
    return [
        button["headers"]
        for body in bodies(sandbox)
        for button in body["data"]["content"]["quick_replies"]
    ]


def test_a_journal_holds_no_header_and_everybody_gets_it(
    callbacks: Callbacks, make_client: Clients, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    journal = tmp_path / "job.sqlite"
    client = make_client(sandbox.url, api_key=sandbox.api_key)
    client.bulk.send_content(people, content_for(callbacks), journal=journal).plan()
    assert SECRET.encode() not in files_of(journal)
    assert b"X-Flochat-Secret" in files_of(journal)
    again = make_client(sandbox.url, api_key=sandbox.api_key)
    job = again.bulk.send_content(iter(people), content_for(callbacks), journal=journal)
    assert len(job.run().done) == 3
    assert sent_headers(sandbox) == [HEADERS] * 3
    assert SECRET.encode() not in files_of(journal)
    assert SECRET not in repr(job)


def test_a_job_with_another_secret_is_another_job(
    callbacks: Callbacks, make_client: Clients, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    journal = tmp_path / "job.sqlite"
    client = make_client(sandbox.url, api_key=sandbox.api_key)
    client.bulk.send_content(people, content_for(callbacks), journal=journal).plan()
    other = content_for(Callbacks("another-secret"))
    with pytest.raises(JournalError, match="with other arguments"):
        client.bulk.send_content(people, other, journal=journal).run()
    assert sent_headers(sandbox) == []


def test_content_of_each_person_has_its_headers_also_when_the_job_resumes(
    callbacks: Callbacks, make_client: Clients, sandbox: Server, people: list[str], tmp_path: Path
) -> None:
    journal = tmp_path / "job.sqlite"
    client = make_client(sandbox.url, api_key=sandbox.api_key)

    def content_of(user_ns: Any) -> Content:
        return content_for(callbacks, user_ns)

    client.bulk.send_content(people, content_of, journal=journal).plan()
    assert SECRET.encode() not in files_of(journal)
    # Those people cannot be read again, so nobody knows what to send them.
    once = client.bulk.send_content(iter(people), content_of, journal=journal)
    with pytest.raises(JournalError, match=r"holds no headers of buttons.*the rest stays pending"):
        once.run()
    assert (len(once.status().pending), sent_headers(sandbox)) == (3, [])
    report = client.bulk.send_content(people, content_of, journal=journal).run()
    assert len(report.done) == 3
    assert sent_headers(sandbox) == [HEADERS] * 3
    assert SECRET.encode() not in files_of(journal)


def test_a_journal_of_before_that_holds_headers_goes_on() -> None:
    def requests(value: str) -> str:
        button = {"type": "dynamic_block_callback", "headers": {"X-A": value}}
        content = {"messages": [], "quick_replies": [button]}
        return json.dumps([["POST /subscriber/send-content", {"data": {"content": content}}]])

    digest = "flochat-header:96172b4c53372cd10faddc821bfe0318"
    job = "messages.send_content"
    assert are_same_arguments(job, requests("b"), requests("b"))
    assert not are_same_arguments(job, requests("b"), requests("flochat-header:c"))
    assert are_same_arguments(job, requests("b"), requests(digest))
    assert not are_same_arguments(job, "of each person", requests("b"))
    assert not are_same_arguments("messages.send_text", requests("b"), requests(digest))

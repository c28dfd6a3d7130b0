"""What common tasks cost: requests are the currency, a thousand an hour for each key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from flochat import NewSubscriber
from flochat.sandbox import Server
from tests.support.ledger import operations

PHONE = "61412345678"
TAGS = [f"Tag {number}" for number in range(45)]
FIELDS = {f"Field {number}": str(number) for number in range(60)}
PEOPLE = [NewSubscriber(phone=str(61_400_000_000 + number)) for number in range(1_000)]

#: A task in three steps: what is there before, what is counted, and whether it was done.
Task = Callable[[Any, Server], Iterator[None]]


def person(sandbox: Server, **more: Any) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone=PHONE, **more)


def names(things: Any) -> set[str]:
    return {thing.name for thing in things}


def values(fields: Any) -> dict[str, str]:
    return {field.name: field.value for field in fields}


def tag(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    yield
    ack = client.subscribers.add_tags(ana, [*TAGS, TAGS[7]])
    yield
    assert len(ack.parts) == 3
    assert names(client.subscribers.get(ana).tags) == set(TAGS)


def untag(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox, tags=TAGS)
    yield
    client.subscribers.remove_tags(ana, TAGS)
    yield
    assert client.subscribers.get(ana).tags == ()


def set_fields(client: Any, sandbox: Server) -> Iterator[None]:
    ana, fifty = person(sandbox), dict(list(FIELDS.items())[:50])
    for name in fifty:
        sandbox.seed.user_field(name)
    yield
    client.subscribers.set_fields(ana, fifty)
    yield
    assert values(client.subscribers.get(ana).user_fields) == fifty


def create_people(client: Any, _sandbox: Server) -> Iterator[None]:
    yield
    client.subscribers.create_many(PEOPLE)
    yield
    assert {found.phone for found in client.subscribers.list()} == {new.phone for new in PEOPLE}


def read_people(client: Any, sandbox: Server) -> Iterator[None]:
    there = sandbox.seed.subscribers(5_000)
    yield
    found = client.subscribers.list().to_list()
    yield
    assert {somebody.user_ns for somebody in found} == set(there)


def push_bot_fields(client: Any, sandbox: Server) -> Iterator[None]:
    for name in FIELDS:
        sandbox.seed.bot_field(name)
    yield
    client.flow.bot_fields.set(FIELDS)
    yield
    assert values(client.flow.bot_fields.list()) == FIELDS


def send_text(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    yield
    client.messages.send_text(ana, "Hello")
    yield
    assert [(d.user_ns, d.content) for d in sandbox.deliveries] == [(ana, "Hello")]


def find_by_user_id(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    yield
    found = client.subscribers.find_or_create(user_id=PHONE, first_name="Other")
    yield
    assert (found.user_ns, found.first_name) == (ana, "Ana")


def find_by_phone(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    yield
    found = client.subscribers.find_or_create(phone="0412345678", first_name="Other")
    yield
    assert (found.user_ns, found.first_name) == (ana, "Ana")


def start_sub_flow(client: Any, sandbox: Server) -> Iterator[None]:
    ana, onboarding = person(sandbox), sandbox.seed.sub_flow("Onboarding")
    yield
    client.messages.send_sub_flow(ana, "Onboarding")
    yield
    assert [(d.user_ns, d.sub_flow_ns) for d in sandbox.deliveries] == [(ana, onboarding)]


def send_template(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    sandbox.seed.whatsapp_template("hello", {"type": "BODY", "text": "Hello {{1}}"})
    hello = client.whatsapp_templates.get("hello")
    yield
    client.messages.send_whatsapp_template(ana, hello, {"BODY_{{1}}": "Ana"})
    yield
    assert [d.params for d in sandbox.deliveries] == [{"BODY_{{1}}": "Ana"}]


def delete_tags(client: Any, sandbox: Server) -> Iterator[None]:
    for name in TAGS[:25]:
        sandbox.seed.tag(name)
    there = client.flow.tags.list().to_list()
    yield
    for one in there:
        client.flow.tags.delete(one)
    yield
    assert client.flow.tags.list().to_list() == []


SPENT: dict[str, tuple[Task, int, str]] = {
    "tag one person with 45 tags": (tag, 3, "POST /subscriber/add-tags-by-name"),
    "untag 45 tags": (untag, 3, "DELETE /subscriber/remove-tags-by-name"),
    "set 50 fields by name": (set_fields, 3, "PUT /subscriber/set-user-fields-by-name"),
    "create 1,000 people": (create_people, 10, "POST /subscriber/create-many"),
    "read 5,000 subscribers": (read_people, 50, "GET /subscribers"),
    "push 60 bot fields": (push_bot_fields, 3, "PUT /flow/set-bot-fields-by-name"),
    "send a text to a known user_ns": (send_text, 1, "POST /subscriber/send-text"),
    "find or create by user_id": (find_by_user_id, 1, "GET /subscriber/get-info-by-user-id"),
    "find or create by phone": (find_by_phone, 1, "GET /subscribers"),
    "start a sub flow by name": (start_sub_flow, 1, "POST /subscriber/send-sub-flow-by-flow-name"),
    "send a template that is known": (send_template, 1, "POST /subscriber/send-whatsapp-template"),
    "delete 25 tags": (delete_tags, 25, "DELETE /flow/delete-tag"),
}


@pytest.mark.parametrize(("task", "requests", "operation"), SPENT.values(), ids=SPENT)
def test_requests_spent(
    client: Any, sandbox: Server, task: Task, requests: int, operation: str
) -> None:
    steps = task(client, sandbox)
    next(steps)
    sandbox.clear()
    next(steps)
    assert operations(sandbox) == [operation] * requests
    next(steps, None)

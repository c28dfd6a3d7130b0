"""What common tasks cost: requests are the currency, a thousand an hour for each key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from flochat import AmbiguousMatchError, NewSubscriber
from flochat.sandbox import Server
from flochat.tables import People
from tests.support.ledger import operations

PHONE = "61412345678"
LOOKUP = "GET /subscriber/get-info-by-user-id"
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


def upsert_new_people(client: Any, sandbox: Server) -> Iterator[None]:
    for name in ("VIP", "Newsletter"):
        sandbox.seed.tag(name)
    sandbox.seed.user_field("Plan")
    with TemporaryDirectory() as folder:
        yield
        client.bulk.upsert(People(table("gold")), journal=f"{folder}/job.sqlite").run()
        yield
    assert {found.phone for found in client.subscribers.list()} == {new.phone for new in PEOPLE}


def upsert_known_people(client: Any, sandbox: Server) -> Iterator[None]:
    for _ in upsert_new_people(client, sandbox):
        pass
    with TemporaryDirectory() as folder:
        yield
        client.bulk.upsert(People(table("silver", 5)), journal=f"{folder}/job.sqlite").run()
        yield


def table(plan: str, count: int = len(PEOPLE)) -> bytes:
    """A spreadsheet of everybody; the first have another plan."""
    rows = ["Phone;First Name;Plan;Tags"]
    for number, new in enumerate(PEOPLE):
        rows.append(f"+{new.phone};P;{plan if number < count else 'gold'};VIP, Newsletter")
    return "\n".join(rows).encode()


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
    found = client.subscribers.find_or_create(phone="+61 412 345 678", first_name="Other")
    yield
    assert (found.user_ns, found.first_name) == (ana, "Ana")


def find_by_phone_elsewhere(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.change_habits({"phone_filter": "equal"})
    ana = sandbox.seed.subscriber(first_name="Ana", phone=f"+{PHONE}", user_id=None)
    yield
    found = client.subscribers.find_or_create(phone=PHONE, first_name="Other")
    yield
    assert (found.user_ns, found.first_name) == (ana, "Ana")


def find_by_national_phone(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.change_habits({"phone_filter": "part"})
    for phone in ("412345678", "412345679"):
        sandbox.seed.subscriber(phone=phone, email=f"{phone}@example.com", user_id=None)
    at_home = client.subscribers.find
    assert at_home(phone="+61412345678", email="412345678@example.com") is not None
    yield
    found = at_home(phone="+61412345679", email="412345679@example.com")
    yield
    assert found.phone == "412345679"


def find_nobody(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.seed.subscribers(5)
    yield
    found = client.subscribers.find(phone="+61412345678")
    yield
    assert found is None


def find_without_country(client: Any, sandbox: Server) -> Iterator[None]:
    person(sandbox)
    yield
    with pytest.raises(AmbiguousMatchError):
        client.subscribers.find(phone="0412345678")
    yield


def create_by_phone(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.seed.subscribers(5)
    yield
    found = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
    yield
    assert found.first_name == "Ana"


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


def to_csv(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.seed.subscribers(1_000)
    sandbox.seed.user_field("Level", "number")
    yield
    with TemporaryDirectory() as folder:
        written = client.subscribers.list().to_csv(Path(folder, "people.csv"))
    yield
    assert (written.rows, "Level" in written.columns) == (1_000, True)


def to_data_frame(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.seed.subscribers(1_000)
    fields = client.flow.user_fields.list().to_list()
    yield
    frame = client.subscribers.list().to_pandas(fields=fields)
    yield
    assert len(frame) == 1_000


def export_people(client: Any, sandbox: Server) -> Iterator[None]:
    sandbox.seed.subscribers(1_000)
    yield
    with TemporaryDirectory() as folder:
        job = client.export.subscribers()
        plan, report = job.plan(), job.run(Path(folder, "people.csv"))
        job.run(Path(folder, "people.csv"))  # which is finished
    yield
    assert (plan.rows, plan.requests, report.rows) == (1_000, 10, 1_000)


def export_messages(client: Any, sandbox: Server) -> Iterator[None]:
    people = sandbox.seed.subscribers(30)
    for number, one in enumerate(people):
        for n in range(number * 5):  # the last nine have more than a page
            sandbox.seed.message(one, f"Text {n}", ts=1_799_990_000 + n)
    yield
    with TemporaryDirectory() as folder:
        report = client.export.messages(people).run(Path(folder, "messages.csv"))
    yield
    assert report.rows == 5 * 29 * 30 // 2


def export_activity(client: Any, sandbox: Server) -> Iterator[None]:
    ana = person(sandbox)
    for number in range(2_500):
        sandbox.seed.activity(ana, "reply", ts=1_799_000_000 + 60 * number)
    yield
    with TemporaryDirectory() as folder:
        report = client.export.activity().run(Path(folder, "activity.csv"))
    yield
    assert report.rows == 2_500


def sync_a_mirror(client: Any, sandbox: Server) -> Iterator[None]:
    minutes = [f"2026-01-01 {number // 60:02}:{number % 60:02}:00" for number in range(450)]
    people = [sandbox.seed.subscriber(last_interaction=minute) for minute in minutes]
    with TemporaryDirectory() as folder:
        mirror = client.mirror(Path(folder) / "mirror.sqlite")
        mirror.sync()
        for person in people[:50]:
            sandbox.seed.interaction(person)
        yield
        report = mirror.sync()
        yield
        assert (report.people, report.changed) == (450, 50)


SPENT: dict[str, tuple[Task, list[str]]] = {
    "tag one person with 45 tags": (tag, ["POST /subscriber/add-tags-by-name"] * 3),
    "untag 45 tags": (untag, ["DELETE /subscriber/remove-tags-by-name"] * 3),
    "set 50 fields by name": (set_fields, ["PUT /subscriber/set-user-fields-by-name"] * 3),
    "create 1,000 people": (create_people, ["POST /subscriber/create-many"] * 10),
    "upsert a table of 1,000 new people": (
        upsert_new_people,
        [
            "GET /flow/user-fields",
            "GET /flow/tags",
            "GET /subscribers",
            *["POST /subscriber/create-many"] * 10,
        ],
    ),
    "upsert a table of 1,000 known people, 5 of them changed": (
        upsert_known_people,
        [
            "GET /flow/user-fields",
            "GET /flow/tags",
            *["GET /subscribers"] * 10,
            *["PUT /subscriber/set-user-fields"] * 5,
        ],
    ),
    "read 5,000 subscribers": (read_people, ["GET /subscribers"] * 50),
    "write 1,000 people to a file": (
        to_csv,
        ["GET /flow/user-fields", *["GET /subscribers"] * 10],
    ),
    "read 1,000 people into a DataFrame, with fields that are known": (
        to_data_frame,
        ["GET /subscribers"] * 10,
    ),
    "plan and make an export of 1,000 people, and ask for it again": (
        export_people,
        ["GET /subscribers", "GET /flow/user-fields", *["GET /subscribers"] * 9],
    ),
    "export the messages of 30 people, of whom 9 have more than 100": (
        export_messages,
        ["GET /subscriber/chat-messages"] * 39,
    ),
    "export 2,500 rows of activity, of which one request gives 1,000": (
        export_activity,
        ["GET /flow/agent-activity-log/data"] * 5,
    ),
    "push 60 bot fields": (push_bot_fields, ["PUT /flow/set-bot-fields-by-name"] * 3),
    "send a text to a known user_ns": (send_text, ["POST /subscriber/send-text"] * 1),
    "find or create by user_id": (find_by_user_id, ["GET /subscriber/get-info-by-user-id"] * 1),
    "find or create by phone on WhatsApp": (find_by_phone, [LOOKUP]),
    "find or create by phone elsewhere": (find_by_phone_elsewhere, [LOOKUP, "GET /subscribers"]),
    "find by a national phone, once one was found": (
        find_by_national_phone,
        [LOOKUP, "GET /subscribers"],
    ),
    "find by the phone of nobody": (find_nobody, [LOOKUP, *["GET /subscribers"] * 4]),
    "find by a phone without country": (find_without_country, ["GET /subscribers"]),
    "create by phone": (
        create_by_phone,
        [LOOKUP, *["GET /subscribers"] * 4, "POST /subscriber/create"],
    ),
    "start a sub flow by name": (
        start_sub_flow,
        ["POST /subscriber/send-sub-flow-by-flow-name"] * 1,
    ),
    "send a template that is known": (
        send_template,
        ["POST /subscriber/send-whatsapp-template"] * 1,
    ),
    "bring a mirror of 450 people up to date, of whom 50 wrote": (
        sync_a_mirror,
        ["GET /subscribers", "GET /shop/orders"],
    ),
    "delete 25 tags": (delete_tags, ["DELETE /flow/delete-tag"] * 25),
}


@pytest.mark.parametrize(("task", "requests"), SPENT.values(), ids=SPENT)
def test_requests_spent(client: Any, sandbox: Server, task: Task, requests: list[str]) -> None:
    steps = task(client, sandbox)
    next(steps)
    sandbox.clear()
    next(steps)
    assert operations(sandbox) == requests
    next(steps, None)

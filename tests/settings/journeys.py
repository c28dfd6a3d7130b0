"""What people do with a client, on a host of any habits.

A journey does something, asks the host what is true, and asserts that each call was right or raised
a `FlochatError` that says so. `JOURNEYS` names the habits that each touches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from flochat import (
    Ack,
    AmbiguousMatchError,
    BadRequestError,
    BatchError,
    Button,
    CallbackButton,
    Content,
    DecodeError,
    IncompleteListError,
    NewSubscriber,
    NodeButton,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    ReadBackError,
    RejectedError,
    Text,
    UnprocessableEntityError,
)
from tests.support.services import MORE, button, content

from .host import QUOTA, SERVICE, Host, attempt

Journey = Callable[[Host], None]

#: How a host says no to a request that it has understood.
REFUSALS: Final = (
    RejectedError,
    BadRequestError,
    NotFoundError,
    UnprocessableEntityError,
)
NOBODY: Final = "f280503u999"
PHONE: Final = "+61412345678"
NEW_PHONE: Final = "+61498765432"
#: When the messages and conversations of a journey begin, in Unix seconds.
START: Final = 1_799_990_000
#: How many rows a list has: few, and as many as pages of several sizes, or one more.
COUNTS: Final = (0, 3, 10, 20, 50, 100, 101, 205)


def reads_a_list_to_its_end(host: Host) -> None:
    tags: list[str] = []
    for count in COUNTS:
        tags += [host.seed.tag(f"Tag {number}") for number in range(len(tags), count)]
        rows, error = attempt(host.client.flow.tags.list().to_list)
        assert isinstance(error, IncompleteListError) or [tag.tag_ns for tag in rows] == tags


def counts_a_list(host: Host) -> None:
    host.seed.subscribers(31)
    pager = host.client.subscribers.list()
    count, error = attempt(pager.count)
    assert isinstance(error, DecodeError) or count == 31
    assert pager.first().user_ns is not None


def reads_everybody_while_writing_to_them(host: Host) -> None:
    people = host.seed.subscribers(210)
    written = []
    try:
        for person in host.client.subscribers.list():
            host.client.messages.send_text(person, "Hello")
            written.append(person.user_ns)
            host.clock.now += 1
    except IncompleteListError:
        assert len(written) < len(people)
    else:
        assert sorted(written) == sorted(people)
    assert [delivery.user_ns for delivery in host.server.deliveries] == written


def looks_for_names(host: Host) -> None:
    for name in ("VIP", "VIP 2", "Newsletter"):
        host.seed.tag(name)
        host.seed.label(name)
        host.seed.whatsapp_template(name.lower().replace(" ", "_"), {"type": "BODY", "text": "Hi"})
    rows, error = attempt(host.client.flow.tags.list(name="VIP").to_list)
    assert isinstance(error, DecodeError) or [row.name for row in rows][:1] == ["VIP"]
    assert error or all("VIP" in row.name for row in rows)
    label, error = attempt(host.client.team.labels.find, "VIP 2")
    assert isinstance(error, DecodeError) or label.name == "VIP 2"
    template, error = attempt(host.client.whatsapp_templates.get, "vip")
    assert isinstance(error, DecodeError) or template.name == "vip"


def reads_on_from_an_id(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    ids: list[int] = []
    for count in (0, 10, 50, 100, 101, 230):
        ids += [host.seed.conversation(ana, ts=START + n) for n in range(len(ids), count)]
        rows, error = attempt(host.client.flow.conversations.list().to_list)
        assert isinstance(error, IncompleteListError) or sorted(r.id for r in rows) == ids


def reads_a_conversation(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    texts = [f"Message {number}" for number in range(230)]
    for number, text in enumerate(texts):  # several in a second
        host.seed.message(ana, text, ts=START + number // 3)
    for oldest_first in (False, True):
        pager = host.client.subscribers.messages(ana, oldest_first=oldest_first)
        rows, error = attempt(pager.to_list)
        if error is not None:
            assert isinstance(error, IncompleteListError | DecodeError)
            continue
        assert [row.content for row in rows] == (texts if oldest_first else texts[::-1])
    host.seed.message(ana, None, kind="system", ts=START)
    system, error = attempt(host.client.subscribers.messages(ana, include_system=True).to_list)
    assert error or [m.payload for m in system if m.type == "system"] == [None]


def finds_people(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678", email="ana@example.com", first_name="Ana")
    host.seed.subscriber(phone="61412345679", email="anna@example.com", user_id="77")
    find, get = host.client.subscribers.find, host.client.subscribers.get
    assert find(phone=PHONE).user_ns == ana
    assert find(email="ana@example.com").user_ns == ana
    assert find(user_id="61412345678").user_ns == ana
    assert get(ana).first_name == "Ana"
    assert find(phone=NEW_PHONE) is None
    assert find(user_id="5") is None
    assert find(email="nobody@example.com") is None
    person, error = attempt(get, NOBODY)
    assert person is None
    assert isinstance(error, NotFoundError)


def makes_people_once(host: Host) -> None:
    """Twice at once, a moment later, and when all has settled."""
    people = host.client.subscribers
    new = people.find_or_create(phone=NEW_PHONE, first_name="Ben")
    assert people.find_or_create(phone=NEW_PHONE).user_ns == new.user_ns
    by_email = people.find_or_create(email="cleo@example.com")
    assert people.find_or_create(email="cleo@example.com").user_ns == by_email.user_ns
    host.clock.now += 60
    assert people.find_or_create(phone="0061 498 765 432").user_ns == new.user_ns
    again, error = attempt(people.create, phone=NEW_PHONE)
    assert again is None or again.phone is not None
    assert error is None or isinstance(error, REFUSALS)
    with host.truth() as client:
        assert len(client.subscribers.list().to_list()) in (2, 3)
    found, error = attempt(people.find, phone=NEW_PHONE)
    assert isinstance(error, AmbiguousMatchError) or found.user_ns == new.user_ns
    changed = people.update(new, first_name="Benjamin")
    assert (changed.user_ns, changed.first_name) == (new.user_ns, "Benjamin")
    people.delete(new)
    assert people.find_or_create(phone="+61477777777").user_ns != new.user_ns


def makes_many_people(host: Host) -> None:
    field = host.seed.user_field("Plan")
    rows = [
        NewSubscriber(phone="+61498765432", tags=["VIP"], user_fields={field: "gold"}),
        NewSubscriber(phone="+61498765433", user_fields={"f280503v99": "gold"}),
        NewSubscriber(phone="+61498765434"),
    ]
    ack, error = attempt(host.client.subscribers.create_many, rows)
    assert isinstance(ack, Ack) or isinstance(error, REFUSALS)
    with host.truth() as client:
        people = client.subscribers.list().to_list()
    # A request that is refused may have been carried out in part; one that is not has all who fit.
    assert len({person.phone for person in people}) == len(people)
    is_sure = error is None and not host.may_pass_over
    assert not is_sure or len(people) in (2, 3)


def puts_tags_on_people(host: Host) -> None:
    host.seed.tag("VIP")
    ana = host.seed.subscriber(phone="61412345678", tags=["VIP"])
    subscribers = host.client.subscribers
    _done, error = attempt(subscribers.add_tag, ana, "VIP")
    assert error is None or isinstance(error, REFUSALS)
    _done, error = attempt(subscribers.add_tags, ana, ["VIP", "New", "Other"])
    names = {tag.name for tag in host.person(ana).tags}
    assert "VIP" in names
    # Where an unknown name is passed over, ok says only that the host took the request.
    is_sure = error is None and not host.may_pass_over
    assert not is_sure or names == {"VIP", "New", "Other"}
    assert error is None or isinstance(error, REFUSALS)
    _done, error = attempt(subscribers.add_labels, ana, ["Hot"])
    labels = [label.name for label in host.person(ana).labels]
    assert labels == ["Hot"] or error or host.may_pass_over
    _done, error = attempt(subscribers.remove_tag, ana, "VIP")
    assert "VIP" not in {tag.name for tag in host.person(ana).tags} or isinstance(error, REFUSALS)
    for _ in range(2):
        _done, error = attempt(subscribers.remove_tags, ana, ["Never there"])
        assert error is None or isinstance(error, REFUSALS)


def makes_what_is_there(host: Host) -> None:
    for name in ("VIP", "VIP", "vip"):
        tag, error = attempt(host.client.flow.tags.create, name)
        assert isinstance(error, REFUSALS) or tag.name.casefold() == "vip"
        assert error or tag.tag_ns
        label, error = attempt(host.client.team.labels.create, name)
        assert isinstance(error, REFUSALS) or label.id is not None
        field, error = attempt(host.client.flow.user_fields.create, name)
        assert isinstance(error, REFUSALS) or field.var_ns is not None
    with host.truth() as client:
        assert "VIP" in [tag.name for tag in client.flow.tags.list()]


def sets_fields(host: Host) -> None:
    for number in range(25):
        host.seed.user_field(f"Field {number}")
    ana = host.seed.subscriber(phone="61412345678", user_fields={"Field 0": "old"})
    sent = {f"Field {number}": f"value {number}" for number in range(1, 25)} | {"Field 0": ""}
    host.client.subscribers.set_fields(ana, sent)
    values = _of(host, ana)
    assert values == {name: value for name, value in sent.items() if value}
    wrong = {"Field 0": "new", "Nothing": "x", "Field 1": "other"}
    ack, error = attempt(host.client.subscribers.set_fields, ana, wrong)
    values = _of(host, ana)
    is_sure = error is None and not host.may_pass_over
    assert not is_sure or (values["Field 0"], values["Field 1"]) == ("new", "other")
    assert ack is not None or isinstance(error, REFUSALS)
    ack, error = attempt(host.client.subscribers.set_fields, ana, wrong, verify=True)
    assert ack is None
    assert isinstance(error, (*REFUSALS, ReadBackError))
    if isinstance(error, ReadBackError):
        assert "Nothing" in error.differing
        assert set(error.kept) == {
            name for name in wrong if _of(host, ana).get(name) == wrong[name]
        }
    host.client.subscribers.set_fields(ana, {"Field 2": "x", "Field 3": ""}, verify=True)
    assert (_of(host, ana)["Field 2"], _of(host, ana).get("Field 3")) == ("x", None)
    _done, error = attempt(host.client.subscribers.clear_fields, ana, ["Field 1", "Field 0"])
    assert error is None or isinstance(error, REFUSALS)
    long = json.dumps(["x" * 30_000])
    host.seed.user_field("Long", "array")
    _done, error = attempt(host.client.subscribers.set_field, ana, "Long", long)
    assert error is None or isinstance(error, REFUSALS)


def _of(host: Host, user_ns: str) -> dict[str, str]:
    """The true values of a person, by field."""
    return {field.name: field.value for field in host.person(user_ns).user_fields}


def sets_bot_fields(host: Host) -> None:
    for name in ("Hours", "Note", "Long"):
        host.seed.bot_field(name, "array" if name == "Long" else "text", value="old")
    update = host.client.flow.bot_fields.set
    for values in (
        {"Hours": "9 to 5"},
        {"hours": "9 to 6"},
        {"Hours": "9 to 7", "Nothing": "x"},
        {"Hours": "9 to 8", "Note": ""},
        {"Long": ["x" * 30_000]},
    ):
        ack, error = attempt(update, values, verify=True)
        with host.truth() as client:
            true = {field.name.casefold(): field.value for field in client.flow.bot_fields.list()}
        held = {name: true.get(name.casefold()) == value for name, value in values.items()}
        if ack is not None:
            assert all(held.values())
        elif isinstance(error, ReadBackError):
            assert {name for name, is_held in held.items() if not is_held} == set(error.differing)
        elif isinstance(error, BatchError):
            assert error.done == ["Hours"]
            assert error.failed == ["Note"]
        else:
            assert isinstance(error, REFUSALS)
    field, error = attempt(host.client.flow.bot_fields.update, "Hours", "9 to 9")
    assert error or field.value == "9 to 9"


def reads_what_has_just_been_written(host: Host) -> None:
    host.seed.bot_field("Hours", value="old")
    host.client.flow.bot_fields.set({"Hours": "new"}, verify=True)
    with host.truth() as client:
        assert client.flow.bot_fields.list().first().value == "new"


def sends_messages(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    ack = host.client.messages.send_text(ana, "Hello")
    assert (ack.mid is None) is host.is_default("mid")
    sub_flow = host.seed.sub_flow("Welcome")
    host.client.messages.send_sub_flow(ana, sub_flow)
    assert len(host.server.deliveries) == 2
    for call, args in (
        (host.client.messages.send_text, (NOBODY, "Hello")),
        (host.client.messages.send_sub_flow, (ana, "Nothing")),
    ):
        _done, error = attempt(call, *args)
        # Where what does not exist is answered ok, nobody can tell.
        is_told = host.habits.get("unknown_resource") != "ok"
        assert isinstance(error, REFUSALS) if is_told else error is None
    assert len(host.server.deliveries) == 2
    _done, error = attempt(host.client.subscribers.pause_bot, ana)
    assert error is None or "pass minutes, as in pause_bot" in str(error)
    host.client.subscribers.pause_bot(ana, 5)


def logs_events(host: Host) -> None:
    event_ns = host.seed.event("Bought")
    ana = host.seed.subscriber(phone="61412345678")
    host.client.subscribers.log_event(ana, "Bought", price_value=Decimal("2.5"))
    with host.truth() as client:
        (event,) = client.flow.custom_events.data(event_ns).to_list()
    assert float(event.price_value) in (2.5, 2.0)
    summary = host.client.flow.custom_events.summary(event_ns)
    assert summary.start_date is not None
    assert summary.total is not None


def waits_for_the_quota(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    began = host.clock.now
    texts = []
    for number in range(QUOTA + 20):
        done, error = attempt(host.client.messages.send_text, ana, f"Hello {number}")
        assert done is not None or isinstance(error, RateLimitError | OutcomeUnknownError)
        texts += [f"Hello {number}"] if done is not None else []
    sent = [delivery.content for delivery in host.server.deliveries]
    assert [text for text in sent if text in set(texts)] == texts
    assert len(set(sent)) == len(sent)  # nothing twice, whatever was answered
    assert host.clock.now - began < 3 * 3_600


def deletes_twice(host: Host) -> None:
    tag = host.seed.tag("VIP")
    host.client.flow.tags.delete(tag)
    _done, error = attempt(host.client.flow.tags.delete, tag)
    assert error is None or isinstance(error, REFUSALS)
    ana = host.seed.subscriber(phone="61412345678")
    host.client.subscribers.delete(ana)
    _done, error = attempt(host.client.subscribers.delete, ana)
    assert error is None or isinstance(error, REFUSALS)
    with host.truth() as client:
        assert client.flow.tags.list().to_list() == []
        assert client.subscribers.list().to_list() == []


def changes_what_is_not_there(host: Host) -> None:
    for call, args in (
        (host.client.flow.shortcuts.get, (99,)),
        (host.client.team.agent_groups.get, (99,)),
        (host.client.shop.products.get, (99,)),
        (host.client.flow.ai_agents.get, ("f280503ag99",)),
    ):
        record, error = attempt(call, *args)
        assert record is None
        assert isinstance(error, REFUSALS)
    record, error = attempt(host.client.flow.shortcuts.update, 99, name="x")
    assert record is None
    assert isinstance(error, (*REFUSALS, DecodeError, OutcomeUnknownError))
    _done, error = attempt(host.client.team.agent_groups.delete, 99)
    assert error is None or isinstance(error, REFUSALS)
    _done, error = attempt(host.client.embeddings.generate)
    assert isinstance(error, REFUSALS)


def reads_every_kind_of_value(host: Host) -> None:
    """The same models, however a host spells their values."""
    ana = host.seed.subscriber(phone="61412345678", first_name="Ana", tags=["VIP"])
    host.seed.subscriber(email="ben@example.com")
    host.seed.message(ana, "Hello", ts=START)
    host.seed.agent("Kim", is_online=True)
    host.seed.agent("Lee")
    host.seed.label("Hot", color="#ff0000")
    for name, kind, value in (
        ("N", "number", "7.5"),
        ("B", "boolean", "true"),
        ("T", "text", "7"),
        ("A", "array", '["a",1]'),
        ("E", "text", ""),
    ):
        host.seed.bot_field(name, kind, value=value)
    with host.truth() as plain:
        product = plain.shop.products.create("Shirt", price=Decimal("12.5"))
        shortcut = plain.flow.shortcuts.create("hi", "Hello")
        plain.flow.settings.set_default_ai_provider("openai", model="gpt-5")
        expected = _values(plain, ana, product.id, shortcut.id)
    assert _values(host.client, ana, product.id, shortcut.id) == expected


def _values(client: Any, ana: str, product: int, shortcut: int) -> list[Any]:
    people = {person.user_ns: person for person in client.subscribers.list()}
    message = client.subscribers.messages(ana).first()
    one = client.shop.products.get(product)
    return [
        [_of_person(people[user_ns]) for user_ns in sorted(people)],
        _of_person(client.subscribers.get(ana)),
        (message.id, message.content, message.ts, message.agent_id),
        [
            (agent.id, agent.name, agent.is_online, agent.email)
            for agent in client.flow.agents.list()
        ],
        [(label.id, label.name, label.color) for label in client.team.labels.list()],
        {field.name: (field.value, field.parsed) for field in client.flow.bot_fields.list()},
        (one.id, one.name, one.use_variant, [(v.id, v.price, v.taxable) for v in one.variants]),
        (
            client.flow.shortcuts.get(shortcut).id,
            client.account.me().id,
            client.workspace.info().id,
        ),
        repr(client.flow.snapshot()),
    ]


def _of_person(person: Any) -> Any:
    times = (person.subscribed, person.last_interaction, person.last_message_at)
    return (
        (person.user_ns, person.user_id, person.first_name, person.email, person.phone),
        (person.agent_id, person.country, person.is_last_message_in_last_24h),
        tuple(tag.name for tag in person.tags),
        tuple(field.name for field in person.user_fields),
        # Which zone a time is read in is another matter; that one is there is not.
        tuple(time is not None for time in times),
    )


def reads_summaries(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    host.seed.message(ana, "Hello", ts=int(host.clock.now) - 3_600)
    for rows in (
        host.client.workspace.summary(),
        host.client.workspace.summary(period="last_7_days"),
    ):
        days = [row.summary_date for row in rows]
        assert None not in days
        assert days


def asks_for_what_was_never_set(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    cart, error = attempt(host.client.shop.carts.get, ana)
    assert isinstance(error, REFUSALS) or cart.items == ()
    provider, error = attempt(host.client.flow.settings.get_default_ai_provider)
    assert isinstance(error, NotFoundError) or provider is not None
    assert host.client.flow.snapshot() is not None
    _done, error = attempt(host.client.integrations.openai.disconnect)
    assert error is None or isinstance(error, REFUSALS)


def posts_to_a_webhook(host: Host) -> None:
    url = f"{host.server.url}/iwh/{host.seed.inbound_webhook('Hook')}"
    ack, error = attempt(host.client.post_webhook, url, {"a": 1})
    assert error is None
    assert ack == Ack(raw=ack.raw)
    assert [request.json for request in host.server.requests] == [{"a": 1}]


def lets_a_service_answer(host: Host) -> None:
    """A call says what became of the answer, and the person is what it says."""
    vip = host.seed.tag("VIP")
    host.seed.user_field("Points", "number")
    ana = host.seed.subscriber(first_name="Ana")
    points = {"action": "set_field_value", "field_name": "Points", "value": "7"}
    actions = [{"action": "add_tag", "tag_name": "VIP"}, points]
    replies = [{k: v for k, v in button("More").items() if k != "method"}]
    replies.append({"type": "url", "caption": "Open", "url": "https://example.com"})
    SERVICE.reply = content("Hello", *[{"type": "?"}], actions=actions, quick_replies=replies)
    SERVICE.content_type = "text/html"
    SERVICE.bodies.clear()
    applied: set[str] = set()
    for call in (
        host.server.dynamic_block(MORE, ana, body={"name": "{{last_name}}"}),
        host.server.external_request(MORE, ana),
    ):
        person = host.person(ana)
        applied |= {it.name for it in call.applied}
        assert call.faults
        assert ({it.tag_ns for it in person.tags} == {vip}) == ("VIP" in applied)
        assert bool(person.user_fields) == ("Points" in applied)
        assert len(call.texts) == len(call.delivered) <= 1
    kept, emptied, nulled = b'{"name": "{{last_name}}"}', b'{"name": ""}', b'{"name": "null"}'
    assert {kept, emptied, nulled} & {*SERVICE.bodies}


def presses_what_the_api_sent(host: Host) -> None:
    """A button either calls the service, or the call says why it did not."""
    ana, node = host.seed.subscriber(first_name="Ana"), host.seed.node("Checkout")
    SERVICE.reply, SERVICE.content_type = content("Hello"), "application/json"
    buttons: list[Button] = [CallbackButton("More", MORE), NodeButton("Pay", node)]
    _, error = attempt(
        host.client.messages.send_content, ana, Content([Text("Hi", buttons=buttons)])
    )
    assert error is None
    for caption in ("More", "Pay"):
        call = host.server.press(ana, caption)
        assert bool(call.posted or call.goto) or "bot is paused" in call.note or "host" in call.note
        if call.posted:
            assert call.check().texts == ["Hello"]
            assert SERVICE.bodies[-1] in (b"{}", b"[]", b"")
            attempt(host.client.messages.send_content, ana, Content([Text("Hi", buttons=buttons)]))
    host.server.connect_bot(MORE)
    call = host.server.say(ana, "Hello")
    assert bool(call.posted) or "bot is paused" in call.note


def makes_a_ticket(host: Host) -> None:
    ana = host.seed.subscriber(phone="61412345678")
    repairs = host.seed.ticket_list("Repairs")
    host.client.tickets.create(repairs, "Broken", subscriber=ana)
    with host.truth() as client:
        assert [ticket.title for ticket in client.tickets.list(repairs)] == ["Broken"]


_PAGING: Final = ("default_rows", "limit", "limit_over_cap", "paging", "page", "page_beyond_last")
_WORDING: Final = ("record", "says_ok", "says_no", "created", "ids", "missing")
_VALUES: Final = (
    *("record", "flags", "ids", "prices", "times", "missing", "empty_lists", "payload"),
    "field_values",
)
_REFUSING: Final = ("unknown_resource", "refusal", "misfit", "says_no")

#: What is done -> the habits of hosts that it touches.
JOURNEYS: Final[Mapping[Journey, tuple[str, ...]]] = {
    reads_a_list_to_its_end: (*_PAGING, "links", "ids", "missing"),
    counts_a_list: ("paging", "limit", "ids"),
    reads_everybody_while_writing_to_them: ("sends_move", "paging", "page", "settling", "mid"),
    looks_for_names: ("name_filter", "name_case", "paging"),
    reads_on_from_an_id: ("cursor", "cursor_order", "limit", "limit_over_cap", "default_rows"),
    reads_a_conversation: ("chat_pages", "time_range", "payload", *_PAGING),
    finds_people: (
        *("phone_filter", "email_filter", "unknown_person", "unknown_path", *_WORDING),
        *("paging", "page", "misfit", "times"),
    ),
    makes_people_once: (
        *("phone_filter", "phone_stored", "email_filter", "unknown_person", "known_person"),
        *("new_person", "settling", "refusal", *_WORDING),
    ),
    makes_many_people: ("known_person", "bad_entry", "unknown_tag", "phone_stored", *_REFUSING),
    puts_tags_on_people: (
        *("unknown_tag", "already_so", "bad_entry", "name_case", "says_ok", *_REFUSING),
    ),
    makes_what_is_there: ("taken_name", "name_case", "created", "record", "misfit", "refusal"),
    sets_fields: (
        *("bad_entry", "over_cap", "empty_user_value", "long_value", "already_so", "name_case"),
        *("says_ok", *_REFUSING),
    ),
    sets_bot_fields: (
        *("unknown_bot_field", "empty_bot_value", "long_value", "name_case", "settling"),
        *("field_values", "bad_entry", "record", "says_ok", *_REFUSING, *_PAGING),
    ),
    reads_what_has_just_been_written: ("settling", "paging", "page", "field_values"),
    sends_messages: ("mid", "pause_without_minutes", "says_ok", *_REFUSING),
    logs_events: ("event_numbers", "event_summary_range", "ids", "prices", "times"),
    waits_for_the_quota: ("throttled", "quota_headers", "quota_of", "quota_hour"),
    deletes_twice: ("deleted_already", "settling", "says_ok", *_REFUSING),
    changes_what_is_not_there: ("unknown_path", "record", *_REFUSING),
    reads_every_kind_of_value: (*_VALUES, *_PAGING),
    reads_summaries: ("summary_range", "times", "ids"),
    asks_for_what_was_never_set: ("no_cart", "no_provider", "not_connected", "refusal", "missing"),
    posts_to_a_webhook: ("webhook_answer",),
    lets_a_service_answer: (
        *("call_content_type", "call_size", "error_content", "external_content", "bad_part"),
        *("extra_parts", "bad_action", "number_as_text", "callback_without_method"),
        *("url_quick_replies", "unfilled_placeholder", "call_patience", "call_repeats"),
    ),
    presses_what_the_api_sent: (
        *("node_buttons_by_api", "empty_payload", "sends_pause", "paused_buttons"),
    ),
    makes_a_ticket: ("new_ticket", "says_ok", "record", "created"),
}

"""What people get wrong is refused before a request is spent, in a line that says what to pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from flochat import (
    Agent,
    Broadcast,
    BusinessHours,
    Content,
    CustomEvent,
    Flochat,
    FlowTemplate,
    InvalidArgumentError,
    Label,
    Member,
    NewEmbedding,
    NewSubscriber,
    Notification,
    Shortcut,
    SubFlow,
    Subscriber,
    Tag,
    TemplateComponent,
    TemplateValues,
    Text,
    UserField,
    UserId,
    Weekday,
    WhatsAppTemplate,
)
from tests.support.mistyped import mistyped

#: Nobody listens here: a request would end in another error.
NOWHERE = "http://127.0.0.1:9/api"
NAIVE = datetime(2027, 1, 1)
HELLO = WhatsAppTemplate(
    name="hello",
    namespace="abc",
    language="en",
    components=(TemplateComponent(type="BODY", text="Hi {{1}}"),),
)

MISTAKES: list[tuple[Callable[[Any], object], str]] = [
    # a person
    (
        lambda c: c.subscribers.get("Ana"),
        "'Ana' is not a user_ns (like f12u34); use find() to look one up by phone or email",
    ),
    (
        lambda c: c.subscribers.get({"user_ns": "f1u2"}),
        "pass a Subscriber or its user_ns, not a dict",
    ),
    (lambda c: c.subscribers.get(Subscriber(first_name="Ana")), "this Subscriber has no user_ns"),
    (
        lambda c: c.messages.send_text(UserId("61412345678"), "Hello"),
        "the API does not take a user_id here; use get_by_user_id() to look up the user_ns",
    ),
    (lambda c: c.subscribers.find(), "pass a user_id, a phone or an email"),
    (lambda c: c.subscribers.find(phone=61412345678), "phone must be a string, not an int"),
    (
        lambda c: c.subscribers.find(phone="123"),
        (
            "'123' cannot be read as a phone number: it has too few digits to tell people apart; "
            "pass the whole number, with '+' and country code, or with country= where so few are a "
            "whole number"
        ),
    ),
    (lambda c: c.subscribers.create(name="Ana"), "a subscriber must have a phone or an email"),
    (
        lambda c: c.subscribers.update("f1u2", phone="6.14E+10"),
        (
            "'6.14E+10' cannot be read as a phone number: a spreadsheet turned this number into a "
            "power of ten; format the column as text and enter it again"
        ),
    ),
    (
        lambda c: c.subscribers.create(phone="call me"),
        "'call me' cannot be read as a phone number: it has letters; pass digits",
    ),
    (
        lambda c: c.subscribers.update("f1u2"),
        "nothing to change was given; pass at least one new value",
    ),
    (
        lambda c: c.subscribers.create_many([{"phone": "61412345678"}]),
        "each subscriber must be a NewSubscriber, not a dict",
    ),
    (
        lambda c: c.subscribers.create_many(NewSubscriber(phone="61412345678")),
        "subscribers must be a list, not a NewSubscriber",
    ),
    (
        lambda c: c.subscribers.list().to_list(max_items="3"),
        "max_items must be a whole number, not '3'",
    ),
    # tags, fields, labels
    (lambda c: c.flow.tags.create(""), "name must not be empty"),
    (lambda c: c.flow.tags.list(name="").first(), "name must not be empty"),
    (lambda c: c.flow.tags.delete(Tag()), "this Tag has neither tag_ns nor name"),
    (
        lambda c: c.flow.tags.delete("f1v2"),
        "'f1v2' is not the namespace of a tag (like f12t34), but of something else",
    ),
    (lambda c: c.subscribers.add_tags("f1u2", "VIP"), "tags must be a list, not a str"),
    (lambda c: c.subscribers.add_tags("f1u2", {"VIP": True}), "tags must be a list, not a dict"),
    (
        lambda c: c.subscribers.add_tags("f1u2", [{"tag_ns": "f1t2"}]),
        "tags must not contain a dict",
    ),
    (
        lambda c: c.subscribers.add_tags("f1u2", [None]),
        "a tag must be a Tag, a namespace or a name, not None",
    ),
    (
        lambda c: c.subscribers.list(tag="VIP").first(),
        (
            "'VIP' is not a tag_ns (like f12t34), and the API does not take a tag by name here; "
            "pass the Tag that a list(name='VIP') returns"
        ),
    ),
    (lambda c: c.subscribers.add_labels("f1u2", [Label(id=7)]), "this Label has no name"),
    (
        lambda c: c.subscribers.list(label="Lead").first(),
        "'Lead' is neither a Label nor the id of one",
    ),
    (
        lambda c: c.subscribers.set_field("f1u2", "Plan", None),
        "None is not a field value; use clear_field() to empty a field",
    ),
    (
        lambda c: c.subscribers.set_field("f1u2", UserField(name="Age", var_type="number"), True),
        "a value of a number field must be a number, not a bool",
    ),
    (
        lambda c: c.subscribers.set_fields("f1u2", [("Plan", "gold")]),
        "fields must be a mapping {field: value}, not a list",
    ),
    (
        lambda c: c.flow.bot_fields.set({"Since": NAIVE}),
        (
            "a field value must have a time zone, and 2027-01-01T00:00:00 has none; pass an "
            "aware datetime, such as datetime(2027, 1, 1, tzinfo=UTC); those of models are aware "
            "with Flochat(time_zone=...)"
        ),
    ),
    (
        lambda c: c.flow.user_fields.create("Plan", description=7),
        "description must be a string, not an int",
    ),
    # what else a flow has
    (
        lambda c: c.flow.sub_flows.delete(SubFlow(name="Onboarding")),
        (
            "'Onboarding' is not a sub_flow_ns (like f12s34), and the API does not take a "
            "sub flow by name here; pass the SubFlow that a list(name='Onboarding') returns"
        ),
    ),
    (lambda c: c.flow.shortcuts.get("hi"), "'hi' is neither a Shortcut nor the id of one"),
    (lambda c: c.flow.shortcuts.get(Shortcut(name="hi")), "this Shortcut has no id"),
    (lambda c: c.flow.shortcuts.get(0), "the id of a Shortcut must be at least 1, not 0"),
    (
        lambda c: c.flow.closing_notes.create("Done", require_summary=3),
        "require_summary must be 0, 1 or 2, not 3",
    ),
    (
        lambda c: c.flow.custom_events.data(CustomEvent(name="Bought")).first(),
        "this CustomEvent has no event_ns",
    ),
    (
        lambda c: c.flow.conversations.list(start=date(2027, 1, 1)).first(),
        "start must be a datetime, not a date",
    ),
    (
        lambda c: c.flow.activity_logs.list(agent=Member(id=7)).first(),
        "Member(id=7) is neither an Agent nor the id of one",
    ),
    (
        lambda c: c.flow_templates.installs(FlowTemplate(name="Shop")).first(),
        "this FlowTemplate has no template_ns",
    ),
    # conversations
    (
        lambda c: c.subscribers.assign_agent("f1u2", Agent(name="Kim")),
        "this Agent has no id",
    ),
    (
        lambda c: c.subscribers.move_chat_to("f1u2", "closed"),
        "status must be one of open, pending, spam, done, not 'closed'",
    ),
    (
        lambda c: c.subscribers.pause_bot("f1u2", timedelta(minutes=5)),
        "minutes must be a whole number, not datetime.timedelta(seconds=300)",
    ),
    (
        lambda c: c.subscribers.log_event("f1u2", "f1e2"),
        "'f1e2' is a namespace, and the API takes a custom event only by name here",
    ),
    (
        lambda c: c.subscribers.messages("f1u2", include_bot=1).first(),
        "include_bot must be True or False, not 1",
    ),
    # messages and broadcasts
    (lambda c: c.messages.send_text("f1u2", ""), "content must not be empty"),
    (
        lambda c: c.messages.send_content("f1u2", [Text("Hello")]),
        "content must be a Content, as in Content([Text(...)]), not a list",
    ),
    (lambda _: Content([Text("Hi")] * 11), "messages must have at most 10 items, not 11"),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", "hello"),
        "template must be a WhatsAppTemplate, as list() and get() return it, not a str",
    ),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", HELLO),
        "the template hello needs values for BODY_{{1}}",
    ),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", HELLO, TemplateValues(body="Ana")),
        "body must be a list, not a str",
    ),
    (
        lambda c: c.whatsapp_templates.delete(7),
        "pass a WhatsAppTemplate or its name, not an int",
    ),
    (
        lambda c: c.broadcasts.send(
            ["f1u2"], "f1s2", scheduled_time=datetime(2020, 1, 1, tzinfo=UTC)
        ),
        "scheduled_time must not be in the past: 2020-01-01T00:00:00+00:00",
    ),
    (
        lambda c: c.broadcasts.send([], "f1s2"),
        "subscribers must not be empty: the broadcast would reach nobody",
    ),
    (
        lambda c: c.broadcasts.send_by_tag([f"f1t{n}" for n in range(1, 12)], "f1s2"),
        (
            "tags must have at most 10 items, not 11; they are not split over several "
            "broadcasts, since some people would get it twice or despite being excluded"
        ),
    ),
    (lambda c: c.broadcasts.cancel(Broadcast()), "this Broadcast has no broadcast_ns"),
    # the shop
    (
        lambda c: c.shop.products.create("Shirt", price=12.9),
        "price must be exact, and a float is not; pass Decimal('12.9') or '12.9'",
    ),
    (
        lambda c: c.shop.products.create("Shirt", variants=[{"price": "9.90"}]),
        "each variant must be a NewVariant, not a dict",
    ),
    (lambda c: c.shop.variants.get(8), "the API requires the product of a variant; pass product="),
    (
        lambda c: c.shop.orders.create("f1u2", [8]),
        "items must map variants to quantities and must not be empty",
    ),
    (
        lambda c: c.shop.business_hours.update([{"day": "Monday"}]),
        "each day must be made by BusinessHours.open_on() or closed_on(); got a dict",
    ),
    (
        lambda c: c.shop.business_hours.update(
            [BusinessHours.open_on(Weekday.MONDAY, mistyped(("9:00", "17:00")))]
        ),
        "start must be a time, not a str",
    ),
    (
        lambda c: c.shop.discount_codes.create(
            "SPRING", start_time=NAIVE.replace(tzinfo=UTC), end_time=NAIVE, percentage=10
        ),
        (
            "start_time must be a time on the platform's own clock, whose zone is not known; "
            "pass it without tzinfo, or pass time_zone= to the client"
        ),
    ),
    # team, workspace, account
    (
        lambda c: c.team.agent_groups.update(7, online_first=True),
        "the API requires the name of a group even if it stays; pass the AgentGroup, or name=",
    ),
    (
        lambda c: c.team.agent_groups.set_members(7, {7: "2"}),
        "a weighting must be a whole number, not '2'",
    ),
    (
        lambda c: c.workspace.summary(flow={"flow_ns": "f1"}).first(),
        "pass a Flow or its flow_ns, not a dict",
    ),
    (lambda c: c.workspace.flows.list(channel="").first(), "channel must not be empty"),
    (lambda c: c.workspace.settings.update_channels(sms=1), "sms must be True or False, not 1"),
    (
        lambda c: c.workspace.settings.update_channels(signal=True),
        (
            "there is no channel signal; the channels are chat, chatwoot, facebook, "
            "instagram, intercom, jivochat, line, rcs, slack, sms, telegram, tiktok, viber, "
            "vk, voice, wechat, whatsapp, whatsapp_cloud"
        ),
    ),
    (
        lambda c: c.account.mark_notification_read(Notification()),
        "this Notification has no id",
    ),
    # tickets, the AI, integrations
    (
        lambda c: c.tickets.create(3, "Broken", {"number1": 1.5}, subscriber="f1u2"),
        "number1 must be a whole number, not 1.5",
    ),
    (
        lambda c: c.tickets.update(3, 7, comment_file="https://example.com/7.pdf"),
        "comment_file needs a comment; pass comment= too",
    ),
    (
        lambda c: c.tickets.create(3, "Broken", subscriber="f1u2", assignee="Kim"),
        "assignee must be an Agent, a Member or their id, not a str",
    ),
    (
        lambda c: c.embeddings.import_many(NewEmbedding(heading="Hours", text="9 to 5")),
        "embeddings must be a list, not a NewEmbedding",
    ),
    (lambda c: c.integrations.claude.connect(7), "api_key must be a string, not an int"),
    (
        lambda c: c.mini_apps.set_api_key("crm", "key"),
        "'crm' is neither a MiniApp nor the id of one",
    ),
    # and the client itself
    (lambda c: c.request("GET", "/me", query="a=b"), "query must be a mapping, not a str"),
    (
        lambda c: c.prepare("account.me"),
        "prepare takes a method of this client, as in client.account.me",
    ),
]


@pytest.mark.parametrize(("mistake", "message"), MISTAKES, ids=[message for _, message in MISTAKES])
def test_a_mistake_is_refused_in_a_line_that_says_what_to_pass(
    mistake: Callable[[Any], object], message: str
) -> None:
    with (
        Flochat("key", base_url=NOWHERE) as client,
        pytest.raises(InvalidArgumentError) as caught,
    ):
        mistake(client)
    assert str(caught.value) == message

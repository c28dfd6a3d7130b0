"""What people get wrong is refused before a request is spent, in a line that says what to pass."""

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
        "'Ana' is no user_ns (form f12u34); find() has it for a phone or email",
    ),
    (
        lambda c: c.subscribers.get({"user_ns": "f1u2"}),
        "pass a Subscriber or its user_ns, not a dict",
    ),
    (lambda c: c.subscribers.get(Subscriber(first_name="Ana")), "this Subscriber has no user_ns"),
    (
        lambda c: c.messages.send_text(UserId("61412345678"), "Hello"),
        "the API takes no user_id here; get_by_user_id() has the user_ns",
    ),
    (lambda c: c.subscribers.find(), "give a user_id, a phone or an email"),
    (lambda c: c.subscribers.find(phone=61412345678), "phone is a text, not an int"),
    (
        lambda c: c.subscribers.find(phone="123"),
        "'123' has fewer than 7 digits, too few to tell people apart",
    ),
    (lambda c: c.subscribers.create(name="Ana"), "a subscriber needs a phone or an email"),
    (lambda c: c.subscribers.update("f1u2"), "nothing to change was given"),
    (
        lambda c: c.subscribers.create_many([{"phone": "61412345678"}]),
        "a person to create is a NewSubscriber, not a dict",
    ),
    (
        lambda c: c.subscribers.create_many(NewSubscriber(phone="61412345678")),
        "subscribers is a list, not a NewSubscriber",
    ),
    (lambda c: c.subscribers.list().to_list(max_items="3"), "max_items is a whole number, not '3'"),
    # tags, fields, labels
    (lambda c: c.flow.tags.create(""), "name is empty"),
    (lambda c: c.flow.tags.list(name="").first(), "name is empty"),
    (lambda c: c.flow.tags.delete(Tag()), "this Tag has neither tag_ns nor name"),
    (
        lambda c: c.flow.tags.delete("f1v2"),
        "'f1v2' is the namespace of something else than a tag (form f12t34)",
    ),
    (lambda c: c.subscribers.add_tags("f1u2", "VIP"), "tags is a list, not a str"),
    (lambda c: c.subscribers.add_tags("f1u2", {"VIP": True}), "tags is a list, not a dict"),
    (
        lambda c: c.subscribers.add_tags("f1u2", [{"tag_ns": "f1t2"}]),
        "tags holds a dict, which it does not take",
    ),
    (
        lambda c: c.subscribers.add_tags("f1u2", [None]),
        "a tag is a Tag, a namespace or a name, not None",
    ),
    (
        lambda c: c.subscribers.list(tag="VIP").first(),
        "'VIP' is no tag_ns (form f12t34), and the API takes no tag by name here",
    ),
    (lambda c: c.subscribers.add_labels("f1u2", [Label(id=7)]), "this Label has no name"),
    (
        lambda c: c.subscribers.list(label="Lead").first(),
        "'Lead' is neither a Label nor the id of one",
    ),
    (
        lambda c: c.subscribers.set_field("f1u2", "Plan", None),
        "None is no field value; clear_fields() empties a field",
    ),
    (
        lambda c: c.subscribers.set_field("f1u2", UserField(name="Age", var_type="number"), True),
        "a number field takes a number, not a bool",
    ),
    (
        lambda c: c.subscribers.set_fields("f1u2", [("Plan", "gold")]),
        "fields are given as {field: value}, not as a list",
    ),
    (
        lambda c: c.flow.bot_fields.set({"Since": NAIVE}),
        (
            "a field value has no time zone: 2027-01-01T00:00:00; say which, as in "
            "datetime(2027, 1, 1, tzinfo=UTC)"
        ),
    ),
    (
        lambda c: c.flow.user_fields.create("Plan", description=7),
        "description is a text, not an int",
    ),
    # what else a flow has
    (
        lambda c: c.flow.sub_flows.delete(SubFlow(name="Onboarding")),
        "'Onboarding' is no sub_flow_ns (form f12s34), and the API takes no sub flow by name here",
    ),
    (lambda c: c.flow.shortcuts.get("hi"), "'hi' is neither a Shortcut nor the id of one"),
    (lambda c: c.flow.shortcuts.get(Shortcut(name="hi")), "this Shortcut has no id"),
    (lambda c: c.flow.shortcuts.get(0), "the id of a Shortcut is 1 at the least, not 0"),
    (
        lambda c: c.flow.closing_notes.create("Done", require_summary=3),
        "require_summary is 0, 1 or 2, not 3",
    ),
    (
        lambda c: c.flow.custom_events.data(CustomEvent(name="Bought")).first(),
        "this CustomEvent has no event_ns",
    ),
    (
        lambda c: c.flow.conversations.list(start=date(2027, 1, 1)).first(),
        "start is a datetime, not a date",
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
        "status is one of open, pending, spam, done, not 'closed'",
    ),
    (
        lambda c: c.subscribers.pause_bot("f1u2", timedelta(minutes=5)),
        "minutes is a whole number, not datetime.timedelta(seconds=300)",
    ),
    (
        lambda c: c.subscribers.log_event("f1u2", "f1e2"),
        "'f1e2' is a namespace, and the API takes a custom event by its name here",
    ),
    (
        lambda c: c.subscribers.messages("f1u2", include_bot=1).first(),
        "include_bot is True or False, not 1",
    ),
    # messages and broadcasts
    (lambda c: c.messages.send_text("f1u2", ""), "content is empty"),
    (
        lambda c: c.messages.send_content("f1u2", [Text("Hello")]),
        "content is built as Content([Text(...)]), and this is a list",
    ),
    (lambda _: Content([Text("Hi")] * 11), "messages are 10 at the most, and these are 11"),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", "hello"),
        "pass a WhatsAppTemplate, as list() and get() return it, not a str",
    ),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", HELLO),
        "the template hello asks for BODY_{{1}} too",
    ),
    (
        lambda c: c.messages.send_whatsapp_template("f1u2", HELLO, TemplateValues(body="Ana")),
        "body is a list, not a str",
    ),
    (
        lambda c: c.whatsapp_templates.delete(7),
        "pass a WhatsAppTemplate or its name, not an int",
    ),
    (
        lambda c: c.broadcasts.send(
            ["f1u2"], "f1s2", scheduled_time=datetime(2020, 1, 1, tzinfo=UTC)
        ),
        "scheduled_time is in the past: 2020-01-01T00:00:00+00:00",
    ),
    (lambda c: c.broadcasts.send([], "f1s2"), "a broadcast to nobody: subscribers is empty"),
    (
        lambda c: c.broadcasts.send_by_tag([f"f1t{n}" for n in range(1, 12)], "f1s2"),
        (
            "a broadcast takes 10 tags, not 11; split over several, some people would get it twice "
            "or against their exclusion"
        ),
    ),
    (lambda c: c.broadcasts.cancel(Broadcast()), "this Broadcast has no broadcast_ns"),
    # the shop
    (
        lambda c: c.shop.products.create("Shirt", price=12.9),
        "price is money, and a float is not exact: give Decimal('12.9') or '12.9'",
    ),
    (
        lambda c: c.shop.products.create("Shirt", variants=[{"price": "9.90"}]),
        "variants are NewVariant objects, not a dict",
    ),
    (lambda c: c.shop.variants.get(8), "a variant is found by its product too: give product="),
    (
        lambda c: c.shop.orders.create("f1u2", [8]),
        "items go from variants to quantities, and are one at the least",
    ),
    (
        lambda c: c.shop.business_hours.update([{"day": "Monday"}]),
        "make hours with BusinessHours.open_on() or closed_on(); got a dict",
    ),
    (
        lambda c: c.shop.business_hours.update(
            # Texts in the place of times are the mistake.
            [BusinessHours.open_on(Weekday.MONDAY, ("9:00", "17:00"))]  # type: ignore[arg-type]
        ),
        "start is a time, not a str",
    ),
    (
        lambda c: c.shop.discount_codes.create(
            "SPRING", start_time=NAIVE.replace(tzinfo=UTC), end_time=NAIVE, percentage=10
        ),
        (
            "start_time is a time on the platform's own clock, whose zone is not known: give it "
            "without tzinfo"
        ),
    ),
    # team, workspace, account
    (
        lambda c: c.team.agent_groups.update(7, online_first=True),
        "the API asks for the name of a group even when it stays: pass the AgentGroup, or name=",
    ),
    (
        lambda c: c.team.agent_groups.set_members(7, {7: "2"}),
        "a weighting is a whole number, not '2'",
    ),
    (
        lambda c: c.workspace.summary(flow={"flow_ns": "f1"}).first(),
        "pass a Flow or its flow_ns, not a dict",
    ),
    (lambda c: c.workspace.flows.list(channel="").first(), "channel is empty"),
    (lambda c: c.workspace.settings.update_channels(sms=1), "sms is True or False, not 1"),
    (lambda c: c.workspace.settings.update_channels(signal=True), "there is no channel signal"),
    (
        lambda c: c.account.mark_notification_read(Notification()),
        "this Notification has no id",
    ),
    # tickets, the AI, integrations
    (
        lambda c: c.tickets.create(3, "Broken", {"number1": 1.5}, subscriber="f1u2"),
        "number1 is a whole number, not 1.5",
    ),
    (
        lambda c: c.tickets.update(3, 7, comment_file="https://example.com/7.pdf"),
        "comment_file goes with a comment, and there is none",
    ),
    (
        lambda c: c.tickets.create(3, "Broken", subscriber="f1u2", assignee="Kim"),
        "assignee is an agent, a member of the team, or their id",
    ),
    (
        lambda c: c.embeddings.import_many(NewEmbedding(heading="Hours", text="9 to 5")),
        "embeddings is a list, not a NewEmbedding",
    ),
    (lambda c: c.integrations.claude.connect(7), "api_key is a text, not an int"),
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


@pytest.mark.parametrize(("mistake", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_mistake_is_refused_in_a_line_that_says_what_to_pass(
    mistake: Callable[[Any], object], said: str
) -> None:
    with (
        Flochat("key", base_url=NOWHERE) as client,
        pytest.raises(InvalidArgumentError) as refused,
    ):
        mistake(client)
    assert str(refused.value) == said

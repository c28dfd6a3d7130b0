from datetime import UTC, date, datetime
from typing import Any

import pytest

from flochat import (
    BatchError,
    BotField,
    InvalidArgumentError,
    RejectedError,
    SubFlow,
    Tag,
    UnprocessableEntityError,
    UserField,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations


def test_a_tag_is_created_listed_and_deleted_by_namespace_or_name(
    client: Any, sandbox: Server
) -> None:
    vip = client.flow.tags.create("VIP")
    client.flow.tags.create("Newsletter")
    assert isinstance(vip, Tag)
    assert vip.name == "VIP"
    assert [tag.name for tag in client.flow.tags.list()] == ["VIP", "Newsletter"]
    assert [tag.name for tag in client.flow.tags.list(name="News")] == ["Newsletter"]
    sandbox.clear()
    client.flow.tags.delete(vip)
    client.flow.tags.delete("Newsletter")
    assert client.flow.tags.list().to_list() == []
    assert operations(sandbox) == [
        "DELETE /flow/delete-tag",
        "DELETE /flow/delete-tag-by-name",
        "GET /flow/tags",
    ]
    assert bodies(sandbox)[:2] == [{"tag_ns": vip.tag_ns}, {"name": "Newsletter"}]


def test_what_the_service_refuses_is_told(client: Any) -> None:
    client.flow.tags.create("VIP")
    with pytest.raises(UnprocessableEntityError) as caught:
        client.flow.tags.create("VIP")
    assert caught.value.operation == "POST /flow/create-tag"
    with pytest.raises(RejectedError, match="DELETE /flow/delete-tag-by-name was refused"):
        client.flow.tags.delete("Nobody")


@pytest.mark.parametrize("name", ["", "  ", None, 7])
def test_a_tag_without_a_name_costs_no_request(client: Any, sandbox: Server, name: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        client.flow.tags.create(name)
    with pytest.raises(InvalidArgumentError):
        client.flow.tags.delete(name)
    assert sandbox.requests == []


def test_a_user_field_is_created_changed_and_deleted(client: Any, sandbox: Server) -> None:
    plan = client.flow.user_fields.create("Plan", description="What they pay for")
    renewal = client.flow.user_fields.create("Renewal", "date", value=date(2027, 1, 1))
    assert isinstance(plan, UserField)
    assert (plan.name, plan.var_type) == ("Plan", "text")
    assert renewal.var_type == "date"
    client.flow.user_fields.update(plan, name="Tariff")
    assert [field.name for field in client.flow.user_fields.list()] == ["Tariff", "Renewal"]
    client.flow.user_fields.delete(plan)
    client.flow.user_fields.delete("Renewal")
    assert client.flow.user_fields.list().first() is None
    assert [o for o in operations(sandbox) if o and "delete" in o] == [
        "DELETE /flow/delete-user-field",
        "DELETE /flow/delete-user-field-by-name",
    ]


def test_a_user_field_is_changed_by_namespace_alone(client: Any, sandbox: Server) -> None:
    with pytest.raises(InvalidArgumentError, match=r"form f12v34.*no user field by name"):
        client.flow.user_fields.update("Plan", name="Tariff")
    assert sandbox.requests == []


def test_a_bot_field_is_set_by_namespace_and_name(client: Any, sandbox: Server) -> None:
    hours = client.flow.bot_fields.create("Hours", value="9 to 5")
    client.flow.bot_fields.create("Menu", "array", value=["tea"])
    assert isinstance(hours, BotField)
    changed = client.flow.bot_fields.update(hours, "8 to 4")
    assert (changed.value, changed.name) == ("8 to 4", "Hours")
    client.flow.bot_fields.update("Hours", "closed")
    client.flow.bot_fields.set({hours.var_ns: "open", "Menu": {"tea": 2}})
    values = {field.name: field.value for field in client.flow.bot_fields.list()}
    assert values == {"Hours": "open", "Menu": '{"tea":2}'}
    assert [o for o in operations(sandbox) if o and o.startswith("PUT")] == [
        "PUT /flow/set-bot-field",
        "PUT /flow/set-bot-field-by-name",
        "PUT /flow/set-bot-fields",
        "PUT /flow/set-bot-fields-by-name",
    ]
    client.flow.bot_fields.delete(hours)
    client.flow.bot_fields.delete("Menu")
    assert client.flow.bot_fields.list().to_list() == []


def test_sixty_bot_fields_take_three_requests(client: Any, sandbox: Server) -> None:
    for number in range(60):
        sandbox.seed.bot_field(f"Field {number}")
    client.flow.bot_fields.set({f"Field {n}": n for n in range(60)})
    assert operations(sandbox) == ["PUT /flow/set-bot-fields-by-name"] * 3
    assert [len(body["data"]) for body in bodies(sandbox)] == [20, 20, 20]
    values = {field.name: field.value for field in client.flow.bot_fields.list()}
    assert values == {f"Field {n}": str(n) for n in range(60)}


def test_a_batch_that_fails_half_way_says_what_became_of_each(client: Any, sandbox: Server) -> None:
    names = [f"Field {n}" for n in range(45)]
    for name in names:
        if name != "Field 25":
            sandbox.seed.bot_field(name)
    with pytest.raises(BatchError) as caught:
        client.flow.bot_fields.set(dict.fromkeys(names, "x"))
    error = caught.value
    assert (error.done, error.failed, error.not_tried) == (names[:20], names[20:40], names[40:])
    assert isinstance(error.error, RejectedError)
    assert error.__cause__ is error.error
    assert len(sandbox.requests) == 2


def test_nothing_to_set_is_no_request(client: Any, sandbox: Server) -> None:
    ack = client.flow.bot_fields.set({})
    assert (ack.raw, ack.parts) == ({}, ())
    assert sandbox.requests == []


def test_a_field_takes_an_aware_time_alone(client: Any, sandbox: Server) -> None:
    sandbox.seed.bot_field("Until", "datetime")
    client.flow.bot_fields.set({"Until": datetime(2027, 1, 1, tzinfo=UTC)})
    assert bodies(sandbox)[0]["data"][0]["value"] == "2027-01-01T00:00:00+00:00"
    with pytest.raises(InvalidArgumentError, match="no time zone"):
        client.flow.bot_fields.set({"Until": datetime(2027, 1, 1)})  # the point


def test_a_value_too_long_for_its_field_costs_no_request(client: Any, sandbox: Server) -> None:
    menu = BotField(var_ns="f280503v1", name="Menu", var_type="array")
    for call in (client.flow.bot_fields.update, lambda f, v: client.flow.bot_fields.set({f: v})):
        with pytest.raises(InvalidArgumentError, match="20,000"):
            call(menu, ["x" * 20_000])
        with pytest.raises(InvalidArgumentError, match="500,000"):
            call("Menu", "x" * 500_001)
    assert sandbox.requests == []


def test_sub_flows_are_listed_chosen_and_deleted(client: Any, sandbox: Server) -> None:
    welcome, support = sandbox.seed.sub_flow("Welcome"), sandbox.seed.sub_flow("Support")
    first = client.flow.sub_flows.list(name="Wel").first()
    assert first == SubFlow(sub_flow_ns=welcome, name="Welcome")
    client.flow.sub_flows.set_default_start(support)
    client.flow.sub_flows.set_web_chat_default_start(first)
    assert sandbox.start_flows == {"default": support, "web_chat_widget_default": welcome}
    client.flow.sub_flows.delete(support)
    assert [flow.name for flow in client.flow.sub_flows.list()] == ["Welcome"]
    with pytest.raises(InvalidArgumentError, match="no sub flow by name"):
        client.flow.sub_flows.delete("Welcome")

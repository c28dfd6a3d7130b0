from __future__ import annotations

import pickle
from contextlib import nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    BatchError,
    BotField,
    FlowSnapshot,
    InvalidArgumentError,
    NewSubscriber,
    ReadBackError,
    RejectedError,
    SetField,
    SubFlow,
    Tag,
    UnprocessableEntityError,
    UserField,
)
from flochat.sandbox import Server
from flochat.sandbox.habits import HABITS
from tests.support.clients import Clock
from tests.support.ledger import bodies, operations


@pytest.mark.habits(name_filter="part")
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


@pytest.mark.habits(misfit="422", unknown_resource="200 error")
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
    with pytest.raises(
        InvalidArgumentError, match=r"like f12v34.*does not take a user field by name"
    ):
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


@pytest.mark.habits(bad_entry="nothing", unknown_resource="200 error")
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


def test_what_was_set_is_read_back(client: Any, sandbox: Server, clock: Clock) -> None:
    kinds = {"Hours": "text", "Rate": "number", "Open": "boolean", "Until": "datetime"}
    for name, var_type in {**kinds, "Menu": "array"}.items():
        sandbox.seed.bot_field(name, var_type)
    until = datetime(2027, 1, 1, tzinfo=UTC)
    client.flow.bot_fields.set(
        {"Hours": "", "Rate": "12.50", "Open": True, "Until": until, "Menu": {"tea": 2}},
        verify=True,
    )
    assert operations(sandbox) == [
        *["PUT /flow/set-bot-fields-by-name"] * 2,  # an empty text goes by itself
        "GET /flow/bot-fields",
    ]
    assert clock.waits == []
    values = [field.parsed for field in client.flow.bot_fields.list()]
    assert values == ["", Decimal("12.5"), True, until, {"tea": 2}]


@pytest.mark.habits(long_value="cut")
def test_what_the_service_cut_or_ignored_is_told(
    client: Any, sandbox: Server, clock: Clock
) -> None:
    menu, hours = sandbox.seed.bot_field("Menu", "array"), sandbox.seed.bot_field("Hours")
    rate = BotField(var_ns=sandbox.seed.bot_field("Rate", "number"), name="Rate")
    sandbox.answer_next(json={"status": "ok"}, operation="PUT /flow/set-bot-fields-by-name")
    with pytest.raises(ReadBackError) as caught:
        client.flow.bot_fields.set({menu: ["x" * 20_000], "Hours": "9-5", rate: 7}, verify=True)
    error = caught.value
    assert error.kept == [rate]
    assert error.differing["Hours"] == ("9-5", "")
    assert [len(text or "") for text in error.differing[menu]] == [20_004, 19_999]
    assert f"2 of 3 fields do not hold what they were set to: {menu} was cut from" in str(error)
    assert "Hours is '' instead of '9-5'" in str(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert clock.waits == [1.5]
    assert operations(sandbox)[2:] == ["GET /flow/bot-fields"] * 2
    assert {hours, menu} <= {field.var_ns for field in client.flow.bot_fields.list()}


def test_what_is_applied_a_moment_later_is_no_error(
    client: Any, sandbox: Server, clock: Clock
) -> None:
    hours = sandbox.seed.bot_field("Hours", value="9-5")
    old = {"data": [{"var_ns": hours, "name": "Hours", "value": "9-5"}]}
    sandbox.answer_next(json=old, operation="GET /flow/bot-fields")
    client.flow.bot_fields.set({"Hours": "8-4"}, verify=True)
    assert clock.waits == [1.5]
    assert len(sandbox.requests) == 3


def test_a_field_that_is_gone_when_it_is_read_back_is_told(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(json={"status": "ok"}, operation="PUT /flow/set-bot-fields-by-name")
    with pytest.raises(ReadBackError, match="Hours is not there"):
        client.flow.bot_fields.set({"Hours": "9-5"}, verify=True)


@pytest.mark.habits(limit="obeyed")
def test_reading_back_stops_when_all_were_seen(client: Any, sandbox: Server) -> None:
    for number in range(150):
        sandbox.seed.bot_field(f"Field {number}")
    client.flow.bot_fields.set({f"Field {n}": n for n in range(60)}, verify=True)
    assert operations(sandbox) == [
        *["PUT /flow/set-bot-fields-by-name"] * 3,
        "GET /flow/bot-fields",
    ]
    assert client.flow.bot_fields.set({}, verify=True).parts == ()
    assert len(sandbox.requests) == 4


def costs(habit: str) -> Any:
    """What becomes of a batch with an empty text, by `empty_bot_value`."""
    return pytest.raises(BatchError) if habit == "422" else nullcontext()


@pytest.mark.habits(bad_entry="nothing")
@pytest.mark.parametrize("habit", HABITS["empty_bot_value"])
def test_an_empty_text_costs_no_other_bot_field(client: Any, sandbox: Server, habit: str) -> None:
    sandbox.change_habits({"empty_bot_value": habit})
    for name in ("Hours", "Menu", "Rate"):
        sandbox.seed.bot_field(name, value="old")
    with costs(habit) as caught:
        client.flow.bot_fields.set({"Hours": "", "Menu": "", "Rate": "7"})
    if caught is not None:
        error = caught.value
        assert (error.done, error.failed, error.not_tried) == (["Rate"], ["Hours", "Menu"], [])
    assert [[row["name"] for row in body["data"]] for body in bodies(sandbox)] == [
        ["Rate"],
        ["Hours"],
        ["Menu"],
    ]
    left = "old" if habit == "422" else ""
    assert [field.value for field in client.flow.bot_fields.list()] == [left, left, "7"]


@pytest.mark.habits(bad_entry="nothing", unknown_resource="200 error")
def test_what_fails_before_an_empty_text_leaves_it_untried(client: Any, sandbox: Server) -> None:
    sandbox.seed.bot_field("Hours")
    with pytest.raises(BatchError) as caught:
        client.flow.bot_fields.set({"Hours": "", "Nowhere": "7"})
    assert (caught.value.failed, caught.value.not_tried) == (["Nowhere"], ["Hours"])
    with pytest.raises(RejectedError):
        client.flow.bot_fields.set({"Nowhere": ""})


@pytest.mark.habits(bad_entry="nothing")
@pytest.mark.parametrize("habit", HABITS["empty_bot_value"])
def test_an_empty_text_in_a_snapshot_costs_no_other_bot_field(
    client: Any, sandbox: Server, habit: str
) -> None:
    sandbox.seed.bot_field("Hours", value="9-5")
    rate = sandbox.seed.bot_field("Rate", value="7")
    snapshot = FlowSnapshot(
        bot_fields=(
            BotField(name="Hours", var_type="text", value=""),
            BotField(name="Rate", var_type="text", value="8"),
        )
    )
    sandbox.change_habits({"empty_bot_value": habit})
    with costs(habit) as caught:
        client.flow.apply(snapshot)
    if caught is not None:
        assert [item.name for item in caught.value.failed] == ["Hours"]
    assert {field.var_ns: field.value for field in client.flow.bot_fields.list()}[rate] == "8"


def test_fewer_matched_fields_than_were_set_are_read_back(
    client: Any, sandbox: Server, clock: Clock
) -> None:
    sandbox.change_habits({"unknown_bot_field": "counted"})
    sandbox.seed.bot_field("Hours")
    assert client.flow.bot_fields.set({"Hours": "9-5"}).matched == 1
    assert len(sandbox.requests) == 1
    with pytest.raises(ReadBackError, match="Nowhere is not there") as caught:
        client.flow.bot_fields.set({"Hours": "8-4", "Nowhere": "x"})
    assert caught.value.kept == ["Hours"]
    assert clock.waits == [1.5]
    assert operations(sandbox)[1:] == ["PUT /flow/set-bot-fields-by-name", "GET /flow/bot-fields"]


def test_only_the_request_that_fell_short_is_read_back(client: Any, sandbox: Server) -> None:
    names = [sandbox.seed.bot_field(f"Field {n}") and f"Field {n}" for n in range(30)]
    for matched in ("20", 9):
        sandbox.answer_next(json={"status": "ok", "data": {"matched_items": matched}})
    with pytest.raises(ReadBackError) as caught:
        client.flow.bot_fields.set(dict.fromkeys(names, "x"))
    assert list(caught.value.differing) == names[20:]
    client.flow.bot_fields.set({"Field 1": "x"})
    sandbox.answer_next(json={"status": "ok", "matched_items": 0})
    ack = client.flow.bot_fields.set({"Field 1": "x"})  # it has the value, whatever was counted
    assert ack.matched == 0


def test_matches_add_up_where_every_part_has_them(client: Any, sandbox: Server) -> None:
    sandbox.change_habits({"unknown_bot_field": "counted"})
    names = [sandbox.seed.bot_field(f"Field {n}") and f"Field {n}" for n in range(30)]
    assert client.flow.bot_fields.set(dict.fromkeys(names, "x")).matched == 30
    sandbox.answer_next(json={"status": "ok"})
    ack = client.flow.bot_fields.set(dict.fromkeys(names, "x"))
    assert (ack.matched, [part.matched for part in ack.parts]) == (None, [None, 10])


def test_a_field_takes_an_aware_time_alone(client: Any, sandbox: Server) -> None:
    sandbox.seed.bot_field("Until", "datetime")
    client.flow.bot_fields.set({"Until": datetime(2027, 1, 1, tzinfo=UTC)})
    assert bodies(sandbox)[0]["data"][0]["value"] == "2027-01-01T00:00:00+00:00"
    with pytest.raises(InvalidArgumentError, match="must have a time zone"):
        client.flow.bot_fields.set({"Until": datetime(2027, 1, 1)})  # the point


def test_a_value_too_long_for_its_field_costs_no_request(client: Any, sandbox: Server) -> None:
    menu = BotField(var_ns="f280503v1", name="Menu", var_type="array")
    for call in (client.flow.bot_fields.update, lambda f, v: client.flow.bot_fields.set({f: v})):
        with pytest.raises(InvalidArgumentError, match="20,000"):
            call(menu, ["x" * 20_000])
        with pytest.raises(InvalidArgumentError, match="500,000"):
            call("Menu", "x" * 500_001)
    assert sandbox.requests == []


def test_a_value_that_does_not_fit_its_field_costs_no_request(client: Any, sandbox: Server) -> None:
    rate = BotField(var_ns="f280503v1", name="Rate", var_type="number")
    plan = UserField(var_ns="f280503v2", name="Plan", var_type="array")
    new = NewSubscriber(phone="61412345678", user_fields={plan: ["x" * 20_000]})
    for call in (
        lambda: client.flow.bot_fields.update(rate, True),
        lambda: client.flow.bot_fields.set({rate: [1]}),
        lambda: client.flow.bot_fields.create("Rate", "number", value=date(2027, 1, 1)),
        lambda: client.flow.user_fields.create("Menu", "array", value=["x" * 20_000]),
        lambda: client.subscribers.set_field("f280503u1", plan, 7),
        lambda: client.subscribers.set_fields("f280503u1", {plan: ["x" * 20_000]}),
        lambda: client.subscribers.create_many([new]),
        lambda: client.subscribers.list(user_field=plan, user_field_value=7),
        lambda: client.broadcasts.send_by_tag(["f1t1"], "f1s1", user_fields={plan: 7}),
        lambda: SetField(plan, 7),
    ):
        with pytest.raises(InvalidArgumentError, match=r"(array|number) field"):
            call()
    assert sandbox.requests == []


def test_a_new_person_has_fields_by_their_models(client: Any) -> None:
    plan = client.flow.user_fields.create("Plan")
    new = NewSubscriber(phone="61412345678", user_fields={plan: "gold"})
    client.subscribers.create_many([new])
    ana = client.subscribers.find(phone="61412345678")
    assert ana.field("Plan").value == ana.field(plan).parsed == "gold"


@pytest.mark.habits(name_filter="part")
def test_sub_flows_are_listed_chosen_and_deleted(client: Any, sandbox: Server) -> None:
    welcome, support = sandbox.seed.sub_flow("Welcome"), sandbox.seed.sub_flow("Support")
    first = client.flow.sub_flows.list(name="Wel").first()
    assert first == SubFlow(sub_flow_ns=welcome, name="Welcome")
    client.flow.sub_flows.set_default_start(support)
    client.flow.sub_flows.set_web_chat_default_start(first)
    assert sandbox.start_flows == {"default": support, "web_chat_widget_default": welcome}
    client.flow.sub_flows.delete(support)
    assert [flow.name for flow in client.flow.sub_flows.list()] == ["Welcome"]
    with pytest.raises(InvalidArgumentError, match="does not take a sub flow by name"):
        client.flow.sub_flows.delete("Welcome")

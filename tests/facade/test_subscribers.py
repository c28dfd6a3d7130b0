from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    BatchError,
    InvalidArgumentError,
    Label,
    NewSubscriber,
    NotFoundError,
    RejectedError,
    Subscriber,
    Tag,
    UserField,
)
from flochat.sandbox import Server
from flochat.sandbox.habits import HABITS
from tests.support.ledger import bodies, operations


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678", email="ana@example.com")


def test_a_person_is_read_by_either_identifier(client: Any, sandbox: Server, ana: str) -> None:
    person = client.subscribers.get(ana)
    assert (person.user_ns, person.first_name, person.phone) == (ana, "Ana", "61412345678")
    assert client.subscribers.get(person) == person
    assert client.subscribers.get_by_user_id("61412345678") == person
    assert operations(sandbox)[-1] == "GET /subscriber/get-info-by-user-id"


@pytest.mark.parametrize("said", [{"data": []}, {}, {"data": None}, {"status": "ok"}, None])
def test_an_empty_answer_is_nobody(client: Any, sandbox: Server, said: Any) -> None:
    sandbox.answer_next(json=said, operation="GET /subscriber/get-info")
    with pytest.raises(NotFoundError, match="no record"):
        client.subscribers.get("f280503u1")


def test_a_person_is_created_with_a_phone_or_an_email(client: Any, sandbox: Server) -> None:
    by_phone = client.subscribers.create(phone="+61 412 345 678", first_name="Ana")
    by_email = client.subscribers.create(email="ben@example.com", name="Ben")
    assert isinstance(by_phone, Subscriber)
    assert by_phone.first_name == "Ana"
    assert by_email.email == "ben@example.com"
    assert bodies(sandbox) == [
        {"phone": "+61412345678", "first_name": "Ana"},
        {"email": "ben@example.com", "name": "Ben"},
    ]
    sandbox.clear()
    for wrong in ({}, {"name": "Ben"}, {"phone": " "}, {"phone": "none"}, {"phone": 61412345678}):
        with pytest.raises(InvalidArgumentError):
            client.subscribers.create(**wrong)
    assert sandbox.requests == []


def test_what_is_given_changes_and_none_empties(client: Any, sandbox: Server, ana: str) -> None:
    changed = client.subscribers.update(ana, last_name="Example", email=None)
    assert changed.last_name == "Example"
    assert bodies(sandbox) == [{"user_ns": ana, "last_name": "Example", "email": ""}]
    assert client.subscribers.get(ana).first_name == "Ana"
    for wrong in ({}, {"name": 5}, {"name": False}):
        with pytest.raises(InvalidArgumentError, match=r"nothing to change|must be a string"):
            client.subscribers.update(ana, **wrong)


def test_a_person_is_deleted(client: Any, ana: str) -> None:
    client.subscribers.delete(ana)
    with pytest.raises((NotFoundError, RejectedError)):
        client.subscribers.get(ana)


def test_values_come_back_as_what_they_were_set_to(client: Any, sandbox: Server, ana: str) -> None:
    values = {
        "Plan": "gold",
        "Visits": 12,
        "Price": Decimal("12.50"),
        "Member": True,
        "Renewal": date(2027, 1, 1),
        "Due": datetime(2027, 1, 1, 12, tzinfo=UTC),
        "Basket": ["tea", {"sugar": 2}],
    }
    kinds = ("text", "number", "number", "boolean", "date", "datetime", "array")
    for name, var_type in zip(values, kinds, strict=True):
        sandbox.seed.user_field(name, var_type)
    client.subscribers.set_fields(ana, values)
    person = client.subscribers.get(ana)
    assert {name: person.field(name).parsed for name in values} == values


@pytest.mark.habits(unknown_tag="created")
def test_a_new_person_may_come_with_tags_and_fields(client: Any, sandbox: Server) -> None:
    plan = sandbox.seed.user_field("Plan")
    client.subscribers.create_many(
        [NewSubscriber(phone="61412345678", tags=["VIP", "VIP"], user_fields={plan: "gold"})]
    )
    person = client.subscribers.find(phone="61412345678")
    assert [tag.name for tag in person.tags] == ["VIP"]
    assert [(f.name, f.value) for f in person.user_fields] == [("Plan", "gold")]


@pytest.mark.parametrize(
    "wrong",
    [
        NewSubscriber(name="nobody"),
        NewSubscriber(phone="61412345678", tags=[f"Tag {n}" for n in range(11)]),
        NewSubscriber(phone="61412345678", tags="VIP"),
        NewSubscriber(phone="61412345678", user_fields={"Plan": "gold"}),
        {"phone": "61412345678"},
    ],
)
def test_all_are_checked_before_the_first_request(
    client: Any, sandbox: Server, wrong: NewSubscriber
) -> None:
    people = [NewSubscriber(phone=str(61_400_000_000 + n)) for n in range(150)]
    with pytest.raises(InvalidArgumentError):
        client.subscribers.create_many([*people, wrong])
    assert sandbox.requests == []


def test_a_part_of_the_people_failing_says_who(client: Any, sandbox: Server) -> None:
    people = [NewSubscriber(phone=str(61_400_000_000 + n)) for n in range(250)]
    operation = "POST /subscriber/create-many"
    sandbox.answer_next(json={"status": "ok"}, operation=operation)
    sandbox.answer_next(status=422, json={"message": "No."}, operation=operation)
    with pytest.raises(BatchError) as caught:
        client.subscribers.create_many(people)
    error = caught.value
    assert (error.done, error.failed, error.not_tried) == (
        people[:100],
        people[100:200],
        people[200:],
    )


@pytest.mark.habits(unknown_tag="created")
def test_one_tag_comes_and_goes_in_either_form(client: Any, sandbox: Server, ana: str) -> None:
    vip = sandbox.seed.tag("VIP")
    client.subscribers.add_tag(ana, vip)
    client.subscribers.add_tag(ana, "Newsletter")
    assert {tag.name for tag in client.subscribers.get(ana).tags} == {"VIP", "Newsletter"}
    client.subscribers.remove_tag(ana, Tag(tag_ns=vip, name="VIP"))
    client.subscribers.remove_tag(ana, Tag(name="Newsletter"))
    assert client.subscribers.get(ana).tags == ()
    assert [o for o in operations(sandbox) if o and "tag" in o] == [
        "POST /subscriber/add-tag",
        "POST /subscriber/add-tag-by-name",
        "DELETE /subscriber/remove-tag",
        "DELETE /subscriber/remove-tag-by-name",
    ]


@pytest.mark.habits(unknown_tag="created")
def test_names_and_namespaces_may_be_mixed(client: Any, sandbox: Server, ana: str) -> None:
    vip, plan = sandbox.seed.tag("VIP"), sandbox.seed.user_field("Plan")
    sandbox.seed.user_field("Visits", "number")
    client.subscribers.add_tags(ana, ["Newsletter", vip])
    client.subscribers.set_fields(ana, {plan: "gold", "Visits": 12})
    person = client.subscribers.get(ana)
    assert {tag.name for tag in person.tags} == {"VIP", "Newsletter"}
    assert {f.name: f.value for f in person.user_fields} == {"Plan": "gold", "Visits": "12"}
    client.subscribers.remove_tags(ana, [Tag(tag_ns=vip), "Newsletter"])
    client.subscribers.clear_fields(ana, [UserField(var_ns=plan), "Visits"])
    after = client.subscribers.get(ana)
    assert after.tags == ()
    assert not any(field.value for field in after.user_fields)
    assert operations(sandbox) == [
        "POST /subscriber/add-tags",
        "POST /subscriber/add-tags-by-name",
        "PUT /subscriber/set-user-fields",
        "PUT /subscriber/set-user-fields-by-name",
        "GET /subscriber/get-info",
        "DELETE /subscriber/remove-tags",
        "DELETE /subscriber/remove-tags-by-name",
        "DELETE /subscriber/clear-user-fields",
        "DELETE /subscriber/clear-user-fields-by-name",
        "GET /subscriber/get-info",
    ]


def test_one_field_is_set_and_emptied_in_either_form(
    client: Any, sandbox: Server, ana: str
) -> None:
    renewal = sandbox.seed.user_field("Renewal", "date")
    client.subscribers.set_field(ana, renewal, date(2027, 1, 1))
    client.subscribers.clear_field(ana, renewal)
    client.subscribers.set_field(ana, "Renewal", date(2027, 1, 2))
    client.subscribers.clear_field(ana, "Renewal")
    assert operations(sandbox) == [
        "PUT /subscriber/set-user-field",
        "DELETE /subscriber/clear-user-field",
        "PUT /subscriber/set-user-field-by-name",
        "DELETE /subscriber/clear-user-field-by-name",
    ]
    assert bodies(sandbox)[2] == {"user_ns": ana, "field_name": "Renewal", "value": "2027-01-02"}


@pytest.mark.parametrize("habit", HABITS["empty_user_value"])
def test_an_empty_text_clears_a_field_and_costs_no_other(
    client: Any, sandbox: Server, ana: str, habit: str
) -> None:
    sandbox.change_habits({"empty_user_value": habit})
    plan, level = sandbox.seed.user_field("Plan"), sandbox.seed.user_field("Level")
    sandbox.seed.user_field("Visits", "number")
    sandbox.seed.user_field("City")
    client.subscribers.set_fields(ana, {plan: "gold", level: "1", "Visits": 1, "City": "Perth"})
    sandbox.clear()
    ack = client.subscribers.set_fields(ana, {plan: "", level: "2", "Visits": 2, "City": ""})
    assert len(ack.parts) == 4
    assert operations(sandbox) == [
        "PUT /subscriber/set-user-fields",
        "PUT /subscriber/set-user-fields-by-name",
        "DELETE /subscriber/clear-user-fields",
        "DELETE /subscriber/clear-user-fields-by-name",
    ]
    values = {f.name: f.value for f in client.subscribers.get(ana).user_fields if f.value}
    assert values == {"Level": "2", "Visits": "2"}
    client.subscribers.set_field(ana, level, "")
    client.subscribers.set_field(ana, "Visits", "")
    assert operations(sandbox)[-2:] == [
        "DELETE /subscriber/clear-user-field",
        "DELETE /subscriber/clear-user-field-by-name",
    ]
    assert not any(field.value for field in client.subscribers.get(ana).user_fields)


def test_what_a_person_does_not_have_is_none(client: Any, sandbox: Server) -> None:
    sandbox.seed.user_field("Plan")
    user_ns = sandbox.seed.subscriber(
        user_fields={"Plan": ""}, profile_pic="", city="", last_seen="", user_id=""
    )
    for person in (client.subscribers.get(user_ns), client.subscribers.list().first()):
        assert "" in person.raw.values()
        assert "" not in vars(person).values()
        assert (person.phone, person.email, person.name, person.city) == (None,) * 4
        assert person.field("Plan").value == ""
    assert client.subscribers.update(user_ns, first_name="Ana").phone is None


def test_a_new_person_has_no_empty_field(client: Any, sandbox: Server) -> None:
    plan, level = sandbox.seed.user_field("Plan"), sandbox.seed.user_field("Level")
    client.subscribers.create_many(
        [NewSubscriber(phone="61412345678", user_fields={plan: "", level: "1"})]
    )
    assert bodies(sandbox)[0]["users"][0]["user_fields"] == [{"var_ns": level, "value": "1"}]


def test_the_identifier_of_something_else_is_no_name(client: Any, sandbox: Server) -> None:
    for call, thing in (("add_tag", "f1u2"), ("add_tag", "f1s2"), ("clear_field", "f1t2")):
        with pytest.raises(InvalidArgumentError, match="of something else"):
            getattr(client.subscribers, call)("f12u34", thing)
    assert sandbox.requests == []


def test_events_are_spelt_in_two_ways(client: Any, sandbox: Server) -> None:
    for event in ("f12e34", "f12cn34"):
        client.subscribers.list(event=event).first()
    assert [dict(r.query)["event_ns"] for r in sandbox.requests] == ["f12e34", "f12cn34"]


@pytest.mark.habits(unknown_tag="created")
def test_labels_come_and_go_by_name(client: Any, sandbox: Server, ana: str) -> None:
    sandbox.seed.label("Lead")
    client.subscribers.add_labels(ana, ["Lead", Label(id=9, name="Hot")])
    assert {label.name for label in client.subscribers.get(ana).labels} == {"Lead", "Hot"}
    client.subscribers.remove_labels(ana, ["Lead", "Hot"])
    assert client.subscribers.get(ana).labels == ()
    with pytest.raises(InvalidArgumentError, match="this Label has no name"):
        client.subscribers.add_labels(ana, [Label(id=9)])


def test_a_lone_text_is_not_taken_letter_by_letter(client: Any, sandbox: Server) -> None:
    for call in ("add_tags", "remove_tags", "add_labels", "remove_labels", "clear_fields"):
        with pytest.raises(InvalidArgumentError, match="must be a list"):
            getattr(client.subscribers, call)("f12u34", "VIP")
    assert sandbox.requests == []


def test_an_empty_list_is_no_request(client: Any, sandbox: Server) -> None:
    for call in ("add_tags", "remove_tags", "add_labels", "remove_labels", "clear_fields"):
        assert getattr(client.subscribers, call)("f12u34", []).raw == {}
    assert client.subscribers.set_fields("f12u34", {}).raw == {}
    assert client.subscribers.create_many([]).raw == {}
    assert sandbox.requests == []


def test_a_list_takes_every_filter_that_the_service_has(client: Any, sandbox: Server) -> None:
    seed = sandbox.seed
    client.subscribers.list(
        name="Ana",
        phone="412",
        email="ana@",
        channel="whatsapp_cloud",
        is_opt_in_email=True,
        is_opt_in_sms=False,
        is_interacted_in_last_24h=True,
        is_bot_interacted_in_last_24h=False,
        is_last_message_in_last_24h=True,
        segment=seed.segment("Buyers"),
        tag=Tag(tag_ns=seed.tag("VIP")),
        label=Label(id=7),
        event=seed.event("Bought"),
        user_field=seed.user_field("Plan"),
        user_field_value="gold",
    ).first()
    (request,) = sandbox.requests
    assert dict(request.query) == {
        "name": "Ana",
        "phone": "412",
        "email": "ana@",
        "is_channel": "whatsapp_cloud",
        "is_opt_in_email": "yes",
        "is_opt_in_sms": "no",
        "is_interacted_in_last_24h": "yes",
        "is_bot_interacted_in_last_24h": "no",
        "is_last_message_in_last_24h": "yes",
        "segment_ns": seed.segment("Buyers"),
        "tag_ns": seed.tag("VIP"),
        "label_id": "7",
        "event_ns": seed.event("Bought"),
        "user_field_ns": seed.user_field("Plan"),
        "user_field_value": "gold",
        "limit": "100",
        "page": "1",
    }


def test_filters_filter(client: Any, sandbox: Server) -> None:
    sandbox.seed.subscriber(first_name="Ana", tags=["VIP"], user_fields={"Plan": "gold"})
    sandbox.seed.subscriber(first_name="Ben", opted_in_sms="2026-11-22 10:00:00")
    vip, plan = sandbox.seed.tag("VIP"), sandbox.seed.user_field("Plan")

    def names(**filters: Any) -> list[str]:
        return [person.first_name for person in client.subscribers.list(**filters)]

    assert names(tag=vip) == ["Ana"]
    assert names(user_field=plan, user_field_value="gold") == ["Ana"]
    assert names(is_opt_in_sms=True) == ["Ben"]
    assert names(is_opt_in_sms=False) == ["Ana"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tag": "VIP"},
        {"segment": "Buyers"},
        {"event": "Bought"},
        {"user_field": "Plan"},
        {"user_field_value": "gold"},
        {"label": Label(name="Lead")},
        {"label": "VIP"},
        {"is_opt_in_sms": "yes"},
        {"name": ""},
    ],
    ids=str,
)
def test_a_filter_that_the_service_would_ignore_is_refused(
    client: Any, sandbox: Server, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError):
        client.subscribers.list(**wrong)
    assert sandbox.requests == []

"""People: found, listed, created, changed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, Clock

NOW = "2027-01-15 08:00:00"
LONG_AGO = "2026-01-01 00:00:00"


def first_names(api: Api, **filters: object) -> list[str]:
    return [row["first_name"] for row in api.rows("GET /subscribers", **filters)]


def test_somebody_is_found_by_namespace_and_by_user_id(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(first_name="Ana", phone="61412345678")
    by_ns = api.person(user_ns)
    assert by_ns == api.ok("GET /subscriber/get-info-by-user-id", params={"user_id": "61412345678"})
    assert (by_ns["user_ns"], by_ns["name"]) == ("f280503u1", "Ana")


@pytest.mark.parametrize(
    ("operation", "query"),
    [
        ("GET /subscriber/get-info", {"user_ns": "f280503u99"}),
        ("GET /subscriber/get-info-by-user-id", {"user_id": "99"}),
    ],
)
def test_a_stranger_is_not_found(api: Api, operation: str, query: dict[str, str]) -> None:
    answer = api(operation, params=query)
    assert answer.status_code == 404
    assert answer.json()["message"]


def test_a_person_is_told_with_all_that_they_carry(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(
        first_name="Ana",
        last_name="Example",
        phone="61412345678",
        tags=["VIP"],
        labels=["Hot"],
        user_fields={"Plan": "gold"},
    )
    person = api.person(user_ns)
    assert person["name"] == "Ana Example"
    assert person["tags"] == [{"tag_ns": server.seed.tag("VIP"), "name": "VIP"}]
    assert person["labels"] == [{"id": server.seed.label("Hot"), "name": "Hot", "color": None}]
    assert person["user_fields"] == [
        {
            "var_ns": server.seed.user_field("Plan"),
            "name": "Plan",
            "var_type": "text",
            "value": "gold",
        }
    ]
    assert person["subscribed"] == person["last_interaction"] == NOW
    assert person["gender"] is None
    assert "bot_interacted_at" not in person


def test_each_filter_filters(api: Api, server: Server) -> None:
    server.seed.subscriber(
        first_name="Ana",
        phone="61412345678",
        email="ana@example.com",
        channel="telegram",
        opted_in_email=NOW,
        opted_in_sms=NOW,
        last_message_at=NOW,
        tags=["VIP"],
        labels=["Hot"],
        segments=["Buyers"],
        events=["Bought"],
        user_fields={"Plan": "gold", "City": "Perth"},
    )
    server.seed.subscriber(
        first_name="Ben",
        phone="61400000002",
        email="ben@example.org",
        channel="web",
        last_interaction=LONG_AGO,
        tags=["Old"],
        labels=["Cold"],
        segments=["Sellers"],
        events=["Sold"],
        user_fields={"Plan": "free"},
    )
    server.seed.interaction("f280503u1")
    seed = server.seed
    only_ana: list[dict[str, object]] = [
        {"name": "AN"},
        {"phone": "12345"},
        {"email": "ANA@"},
        {"is_channel": "telegram"},
        {"is_opt_in_email": "yes"},
        {"is_opt_in_sms": "yes"},
        {"is_interacted_in_last_24h": "yes"},
        {"is_bot_interacted_in_last_24h": "yes"},
        {"is_last_message_in_last_24h": "yes"},
        {"segment_ns": seed.segment("Buyers")},
        {"tag_ns": seed.tag("VIP")},
        {"label_id": seed.label("Hot")},
        {"event_ns": seed.event("Bought")},
        {"user_field_ns": seed.user_field("City")},
        {"user_field_ns": seed.user_field("Plan"), "user_field_value": "gold"},
    ]
    for filters in only_ana:
        assert first_names(api, **filters) == ["Ana"], filters
    for flag in [name for filters in only_ana for name, value in filters.items() if value == "yes"]:
        assert first_names(api, **{flag: "no"}) == ["Ben"], flag
    for filters in only_ana:
        nobody = {name: "?" if name != "label_id" else 99 for name in filters}
        if "yes" not in filters.values():
            assert first_names(api, **nobody) == [], nobody


def test_filters_add_up(api: Api, server: Server) -> None:
    server.seed.subscriber(first_name="Ana", phone="61412345678", tags=["VIP"])
    server.seed.subscriber(first_name="Ben", phone="61412345679")
    assert first_names(api, phone="6141234567") == ["Ben", "Ana"]
    assert first_names(api, phone="6141234567", tag_ns=server.seed.tag("VIP")) == ["Ana"]


def test_a_value_without_its_field_filters_nothing(api: Api, server: Server) -> None:
    server.seed.subscriber(first_name="Ana", phone="61412345678")
    assert first_names(api, user_field_value="gold") == ["Ana"]


def test_a_misspelt_filter_returns_everybody(api: Api, server: Server) -> None:
    server.seed.subscribers(3)
    assert len(first_names(api, phne="61400000001")) == 3


def test_a_phone_is_matched_as_a_text_on_digits(api: Api, server: Server) -> None:
    server.seed.subscriber(first_name="Ana", phone="61412345678")
    server.seed.subscriber(first_name="Ben", phone="412345678")
    assert first_names(api, phone="412345678") == ["Ben", "Ana"]
    assert first_names(api, phone="61412345678") == ["Ana"]
    assert first_names(api, phone="+61412345678") == []


def test_the_latest_interaction_comes_first(api: Api, server: Server, clock: Clock) -> None:
    ana, ben, cleo = (
        server.seed.subscriber(first_name=name, email=f"{name}@example.com")
        for name in ("Ana", "Ben", "Cleo")
    )
    assert first_names(api) == ["Cleo", "Ben", "Ana"]
    for user_ns in (ben, ana):
        clock.now += 1
        server.seed.interaction(user_ns)
    assert first_names(api) == ["Ana", "Ben", "Cleo"]
    assert api.person(ana)["is_bot_interacted_in_last_24h"] is True
    assert api.person(cleo)["is_bot_interacted_in_last_24h"] is False


def test_rows_move_while_they_are_paged(api: Api, server: Server, clock: Clock) -> None:
    people = server.seed.subscribers(4)
    first = first_names(api, limit=2, page=1)
    clock.now += 1
    server.seed.interaction(people[0])
    assert first == ["Person 4", "Person 3"]
    assert first_names(api, limit=2, page=2) == ["Person 3", "Person 2"]


def test_a_person_is_made_with_what_is_given(api: Api) -> None:
    body = {
        "phone": "+61 412 345 678",
        "first_name": "Ana",
        "last_name": "Example",
        "email": "ana@example.com",
        "gender": "female",
        "image": "https://example.com/ana.png",
    }
    created = api.ok("POST /subscriber/create", json=body)
    assert api.person(created["user_ns"]) == created
    assert (created["phone"], created["user_id"]) == ("61412345678", "61412345678")
    assert (created["name"], created["gender"]) == ("Ana Example", "female")
    assert created["profile_pic"] == "https://example.com/ana.png"
    assert created["channel"] == "whatsapp_cloud"


def test_a_person_may_have_an_email_alone(api: Api) -> None:
    created = api.ok("POST /subscriber/create", json={"email": "ana@example.com"})
    assert (created["phone"], created["channel"], created["user_id"]) == (
        "",
        "web",
        created["user_ns"],
    )


def test_a_person_needs_a_phone_or_an_email(api: Api) -> None:
    for body in ({"phone": "", "email": ""}, {"phone": "none"}):
        assert api("POST /subscriber/create", json=body).status_code == 422
    assert first_names(api) == []


@pytest.mark.parametrize("body", [{"phone": "+61412345678"}, {"email": "ana@example.com"}])
def test_nobody_is_made_twice(api: Api, server: Server, body: dict[str, Any]) -> None:
    server.seed.subscriber(first_name="Ana", phone="61412345678", email="ana@example.com")
    answer = api("POST /subscriber/create", json=body)
    assert (answer.status_code, answer.json()["status"]) == (200, "error")
    assert first_names(api) == ["Ana"]


def test_many_people_are_made_with_tags_and_fields(api: Api, server: Server) -> None:
    plan = server.seed.user_field("Plan")
    users = [
        {
            "phone": f"6140000000{number}",
            "email": "",
            "first_name": f"Person {number}",
            "tags": [{"tag_name": "Imported"}],
            "user_fields": [{"var_ns": plan, "value": "gold"}],
        }
        for number in range(3)
    ]
    assert api.ok("POST /subscriber/create-many", json={"users": users}) == {"status": "ok"}
    people = api.rows("GET /subscribers", tag_ns=server.seed.tag("Imported"))
    assert [person["first_name"] for person in people] == ["Person 2", "Person 1", "Person 0"]
    assert {person["user_fields"][0]["value"] for person in people} == {"gold"}


def test_who_is_there_already_is_skipped_in_a_batch(api: Api, server: Server) -> None:
    server.seed.subscriber(first_name="Ana", phone="61400000001")
    users = [{"phone": "61400000001", "first_name": "X"}, {"phone": "61400000002"}] * 2
    api.ok("POST /subscriber/create-many", json={"users": users})
    assert first_names(api) == [None, "Ana"]


@pytest.mark.parametrize(
    ("users", "wrong"),
    [
        ([{"phone": str(number + 1)} for number in range(101)], "users"),
        ([{"phone": "1", "tags": [{"tag_name": str(number)} for number in range(11)]}], "tags"),
        (
            [
                {
                    "phone": "1",
                    "user_fields": [{"var_ns": "f280503v1", "value": "x"} for _ in range(11)],
                }
            ],
            "user_fields",
        ),
    ],
)
def test_caps_of_a_batch_hold_and_nothing_of_it_is_written(
    api: Api, server: Server, users: list[dict[str, Any]], wrong: str
) -> None:
    server.seed.user_field("Plan")
    answer = api("POST /subscriber/create-many", json={"users": [{"phone": "77"}, *users][-101:]})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [wrong]
    assert first_names(api) == []


def test_a_hundred_people_are_one_batch(api: Api) -> None:
    users = [{"phone": str(number + 1)} for number in range(100)]
    api.ok("POST /subscriber/create-many", json={"users": users})
    assert api("GET /subscribers").json()["meta"]["total"] == 100


def test_an_update_changes_what_it_names_and_answers_the_person(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(first_name="Ana", phone="61412345678", gender="female")
    body = {"user_ns": user_ns, "last_name": "Other", "phone": "+61 400 000 000", "gender": "?"}
    changed = api.ok("PUT /subscriber/update", json=body)
    assert changed == api.person(user_ns)
    assert (changed["first_name"], changed["last_name"]) == ("Ana", "Other")
    assert (changed["phone"], changed["gender"]) == ("61400000000", "female")
    assert api.ok("PUT /subscriber/update", json={"user_ns": user_ns}) == changed


def test_a_deleted_person_is_gone_with_all_they_carried(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(phone="61412345678", tags=["VIP"], user_fields={"Plan": "x"})
    api.ok("DELETE /subscriber/delete", json={"user_ns": user_ns})
    assert api.rows("GET /subscribers") == []
    assert api.rows("GET /subscribers", tag_ns=server.seed.tag("VIP")) == []
    assert len(api.rows("GET /flow/tags")) == 1
    again = api("DELETE /subscriber/delete", json={"user_ns": user_ns})
    assert again.json()["status"] == "error"


def test_a_seed_of_something_a_subscriber_has_not_is_refused(server: Server) -> None:
    with pytest.raises(TypeError, match="shoe_size"):
        server.seed.subscriber(phone="61412345678", shoe_size="42")

"""Messages to many people at once."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, Clock

LIST = "GET /subscriber/broadcasts"


@pytest.fixture
def news(server: Server) -> dict[str, str]:
    return {"sub_flow_ns": server.seed.sub_flow("News")}


def reached(server: Server) -> list[str]:
    return [delivery.user_ns for delivery in server.deliveries]


def test_a_broadcast_is_queued_and_goes_out_when_it_is_due(
    api: Api, server: Server, clock: Clock, news: dict[str, str]
) -> None:
    ana = server.seed.subscriber()
    body = news | {"user_ns_list": ana, "scheduled_time": int(clock.now) + 60}
    assert api.ok("POST /subscriber/broadcast", json=body) == {"status": "ok"}
    (queued,) = api.rows(LIST)
    assert (queued["status"], queued["scheduled_time"]) == ("Scheduled", body["scheduled_time"])
    assert reached(server) == []
    clock.now += 60
    assert reached(server) == [ana]
    assert [row["status"] for row in api.rows(LIST, status="Completed")] == ["Completed"]
    assert reached(server) == [ana]
    assert server.deliveries[0].operation == "POST /subscriber/broadcast"
    assert api.person(ana)["is_last_message_in_last_24h"] is True


def test_what_was_cancelled_or_deleted_never_goes_out(
    api: Api, server: Server, news: dict[str, str]
) -> None:
    ana = server.seed.subscriber()
    for _ in range(2):
        api.ok("POST /subscriber/broadcast", json=news | {"user_ns_list": ana})
    for number, verb in enumerate(("cancel", "delete"), start=1):
        query = {"broadcast_ns": f"f280503b{number}"}
        api.ok(f"DELETE /subscriber/broadcast/{verb}", params=query)
    assert reached(server) == []
    assert [row["status"] for row in api.rows(LIST)] == ["Cancelled"]
    again = api("DELETE /subscriber/broadcast/cancel", params={"broadcast_ns": "f280503b1"})
    assert again.json()["status"] == "error"
    answer = api("DELETE /subscriber/broadcast/delete", params={"broadcast_ns": "f280503b2"})
    assert answer.json()["status"] == "error"


def test_only_those_who_are_known_get_it(api: Api, server: Server, news: dict[str, str]) -> None:
    ana = server.seed.subscriber(phone="61412345678")
    body = news | {"user_id_list": "61400000009,61412345678,61412345678"}
    api.ok("POST /subscriber/broadcast-by-user-id", json=body)
    assert reached(server) == [ana]


def test_values_are_set_before_it_goes_out(api: Api, server: Server, news: dict[str, str]) -> None:
    ana = server.seed.subscriber(tags=["VIP"], segments=["Buyers"])
    plan, rate = server.seed.user_field("Plan"), server.seed.bot_field("Rate")
    by_tag = {"tags": [server.seed.tag("VIP")], "user_fields": [{"var_ns": plan, "value": "gold"}]}
    api.ok("POST /subscriber/broadcast-by-tag", json=news | by_tag)
    by_segment = {
        "segment_ns": server.seed.segment("Buyers"),
        "bot_fields": [{"var_ns": rate, "value": "2"}],
    }
    api.ok("POST /subscriber/broadcast-by-segment", json=news | by_segment)
    assert [field["value"] for field in api.person(ana)["user_fields"]] == ["gold"]
    assert [field["value"] for field in api.rows("GET /flow/bot-fields")] == ["2"]
    assert reached(server) == [ana, ana]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("broadcast", {"user_ns_list": ",".join(f"f1u{n}" for n in range(201))}),
        ("broadcast-by-tag", {"tags": ["f280503t1"] * 11}),
        ("broadcast-by-tag", {"tags": ["f280503t1"], "exclude_tags": ["f280503t1"] * 11}),
        ("broadcast-by-tag", {"tags": ["f280503t9"]}),
        ("broadcast-by-segment", {"segment_ns": "f280503sg9"}),
        ("broadcast", {"user_ns_list": "f280503u1", "sub_flow_ns": "f280503s9"}),
    ],
)
def test_what_cannot_be_broadcast_is_refused_and_not_queued(
    api: Api, server: Server, news: dict[str, str], operation: str, body: dict[str, Any]
) -> None:
    server.seed.tag("VIP")
    answer = api(f"POST /subscriber/{operation}", json=news | body)
    assert answer.status_code == 422 or answer.json()["status"] == "error"
    assert api.rows(LIST) == []

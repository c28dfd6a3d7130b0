"""Members, agent groups, media, calls, and the people of all flows."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf


def test_members_are_the_agents_of_the_team(api: Api, server: Server) -> None:
    server.seed.agent("Kim", email="kim@example.com")
    server.seed.agent("Kit", role="admin")
    assert [row["name"] for row in api.rows("GET /team-members")] == ["Kim", "Kit"]
    assert [row["name"] for row in api.rows("GET /team-members", role="admin")] == ["Kit"]


def test_a_group_is_made_read_changed_and_deleted(api: Api) -> None:
    created = api.ok("POST /team/create-agent-group", json={"name": "Sales", "online_first": 1})
    assert created == {
        "id": 1,
        "name": "Sales",
        "image": None,
        "assign_method": "random",
        "online_first": 1,
        "only_view_assigned_to_me": 0,
    }
    assert api.rows("GET /team/agent-groups") == [api.ok("GET /team/agent-group/1")] == [created]
    body = {"name": "Support", "image": "https://example.com/1.png"}
    changed = api.ok("PUT /team/update-agent-group/1", json=body)
    assert changed == created | body
    api.ok("DELETE /team/delete-agent-group/1")
    assert api("GET /team/agent-group/1").status_code == 404
    assert api.rows("GET /team/agent-groups", name="Support") == []


def test_two_groups_have_no_name_in_common(api: Api) -> None:
    for name in ("Sales", "Support"):
        api.ok("POST /team/create-agent-group", json={"name": name})
    for operation in ("POST /team/create-agent-group", "PUT /team/update-agent-group/1"):
        assert api(operation, json={"name": "Support"}).status_code == 422
    api.ok("PUT /team/update-agent-group/2", json={"name": "Support"})


@pytest.mark.parametrize("switch", ["online_first", "only_view_assigned_to_me"])
def test_a_switch_of_a_group_is_0_or_1(api: Api, switch: str) -> None:
    answer = api("POST /team/create-agent-group", json={"name": "Sales", switch: 2})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [switch])


def test_members_of_a_group_are_those_that_were_set_last(api: Api, server: Server) -> None:
    kim, kit = server.seed.agent("Kim"), server.seed.agent("Kit")
    group = server.seed.agent_group("Sales")
    operation = f"POST /team/update-agent-group-users/{group}"
    first = [{"user_id": kim, "weighting": 3}, {"user_id": kit}]
    api.ok(operation, json={"members": first})
    assert server.agent_group_members == {group: {kim: 3, kit: 1}}
    api.ok(operation, json={"members": [{"user_id": kit, "weighting": 0}]})
    assert server.agent_group_members == {group: {kit: 0}}
    api.ok(f"DELETE /team/delete-agent-group/{group}")
    assert server.agent_group_members == {}


@pytest.mark.parametrize("wrong", [{}, {"user_id": 99}, {"user_id": 1, "weighting": -1}])
def test_members_that_cannot_be_leave_a_group_as_it_was(
    api: Api, server: Server, wrong: dict[str, Any]
) -> None:
    kim, group = server.seed.agent("Kim"), server.seed.agent_group("Sales")
    operation = f"POST /team/update-agent-group-users/{group}"
    api.ok(operation, json={"members": [{"user_id": kim}]})
    answer = api(operation, json={"members": [wrong]})
    assert answer.status_code == 422 or answer.json()["status"] == "error"
    assert server.agent_group_members == {group: {kim: 1}}


def test_media_are_filtered_by_member_and_type(api: Api, server: Server) -> None:
    kim = server.seed.agent("Kim")
    server.seed.media("logo.png", user_id=kim, url="https://example.com/x", size=7)
    server.seed.media("song.mp3", "audio")
    (logo,) = api.rows("GET /media-library", user_id=kim, type="image")
    assert logo == {
        "id": 1,
        "name": "logo.png",
        "url": "https://example.com/x",
        "type": "image",
        "size": 7,
        "provider": "sandbox",
        "user_id": kim,
    }
    assert [row["name"] for row in api.rows("GET /media-library", type="audio")] == ["song.mp3"]


def test_twenty_calls_make_a_page_unless_told(api: Api, server: Server) -> None:
    calls = [server.seed.call() for _ in range(25)]
    payload = api.ok("GET /wa-call-logs")
    assert [row["call_id"] for row in payload["data"]] == calls[:4:-1]
    assert (payload["meta"]["per_page"], payload["meta"]["last_page"]) == (20, 2)
    assert len(api.rows("GET /wa-call-logs", limit=100)) == 25


def test_a_call_says_when_it_was_and_whether_it_was_missed(api: Api, server: Server) -> None:
    call_id = server.seed.call(status="MISSED", from_number="61412345678")
    (call,) = api.rows("GET /wa-call-logs", status="MISSED", call_id=call_id)
    assert (call["is_missed"], call["direction"], call["flow_ns"]) == (True, "in", "f280503")
    assert call["created_at"] == "2027-01-15T08:00:00.000000Z"
    assert api.rows("GET /wa-call-logs", direction="out") == []
    assert api("GET /wa-call-logs", params={"direction": "up"}).status_code == 422


def test_the_people_of_all_flows_take_fewer_filters(api: Api, server: Server) -> None:
    ana = server.seed.subscriber(first_name="Ana", phone="61412345678", tags=["VIP"])
    server.seed.subscriber(first_name="Ben")
    (matches,) = api.rows("GET /team-bot-users", phone="412")
    assert matches == api.person(ana)
    assert len(api.rows("GET /team-bot-users", tag_ns=server.seed.tag("VIP"))) == 2
    assert len(api.rows("GET /subscribers", tag_ns=server.seed.tag("VIP"))) == 1


def test_a_conforming_group_has_no_nulls(api_of: ApiOf, conforming: Server) -> None:
    created = api_of(conforming).ok("POST /team/create-agent-group", json={"name": "Sales"})
    assert "image" not in created

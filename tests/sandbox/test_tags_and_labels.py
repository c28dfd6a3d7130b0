"""Tags and labels: created, put on people, taken off, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf, Form, Running

ADD = {
    "POST /subscriber/add-tag": ("tag_ns", False),
    "POST /subscriber/add-tag-by-name": ("tag_name", False),
    "POST /subscriber/add-tags": ("tag_ns", True),
    "POST /subscriber/add-tags-by-name": ("tag_name", True),
}
REMOVE = {
    operation.replace("POST /subscriber/add", "DELETE /subscriber/remove"): form
    for operation, form in ADD.items()
}


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def tags_of(api: Api, user_ns: str) -> list[str]:
    return [tag["name"] for tag in api.person(user_ns)["tags"]]


def body_of(user_ns: str, key: str, in_list: bool, *values: str) -> dict[str, object]:
    entries = [{key: value} for value in values]
    return {"user_ns": user_ns, **({"data": entries} if in_list else entries[0])}


def test_a_tag_that_was_made_is_in_the_list(api: Api) -> None:
    created = api.ok("POST /flow/create-tag", json={"name": " VIP "})
    assert created == {"tag_ns": "f280503t1", "name": "VIP"}
    assert api.rows("GET /flow/tags") == [created]


def test_identifiers_are_never_given_out_again(api: Api) -> None:
    first = api.ok("POST /flow/create-tag", json={"name": "VIP"})["tag_ns"]
    api.ok("DELETE /flow/delete-tag", json={"tag_ns": first})
    assert api.ok("POST /flow/create-tag", json={"name": "VIP"})["tag_ns"] != first


def test_the_number_of_the_flow_may_be_chosen(running: Running, api_of: ApiOf) -> None:
    api = api_of(running(flow=7))
    assert api.ok("POST /flow/create-tag", json={"name": "VIP"})["tag_ns"] == "f7t1"


def test_a_name_is_taken_once(api: Api) -> None:
    api.ok("POST /flow/create-tag", json={"name": "VIP"})
    assert list(api("POST /flow/create-tag", json={"name": "VIP"}).json()["errors"]) == ["name"]
    assert len(api.rows("GET /flow/tags")) == 1


@pytest.mark.parametrize(("operation", "form"), ADD.items())
def test_every_form_of_adding_tags_adds_them(
    api: Api, server: Server, ana: str, operation: str, form: Form
) -> None:
    key, in_list = form
    known = {server.seed.tag(name): name for name in ("VIP", "Gold")}
    added = list(known if key == "tag_ns" else known.values())[: 2 if in_list else 1]
    for _ in range(2):
        api.ok(operation, json=body_of(ana, key, in_list, *added))
    assert tags_of(api, ana) == list(known.values())[: len(added)]


@pytest.mark.parametrize(("operation", "form"), REMOVE.items())
def test_every_form_of_removing_tags_removes_them(
    api: Api, server: Server, operation: str, form: Form
) -> None:
    key, in_list = form
    user_ns = server.seed.subscriber(phone="61400000001", tags=["VIP", "Gold", "Old"])
    known = {server.seed.tag(name): name for name in ("VIP", "Gold")}
    removed = list(known if key == "tag_ns" else known.values())[: 2 if in_list else 1]
    for _ in range(2):
        api.ok(operation, json=body_of(user_ns, key, in_list, *removed))
    assert tags_of(api, user_ns) == ["VIP", "Gold", "Old"][len(removed) :]


@pytest.mark.parametrize(("operation", "form"), [*ADD.items(), *REMOVE.items()])
def test_a_call_takes_no_other_key_than_its_own(
    api: Api, server: Server, ana: str, operation: str, form: Form
) -> None:
    key, in_list = form
    other = {"tag_ns": "tag_name", "tag_name": "tag_ns"}[key]
    answer = api(operation, json=body_of(ana, other, in_list, server.seed.tag("VIP")))
    assert answer.status_code == 422
    assert key in str(answer.json()["errors"])


@pytest.mark.parametrize(
    "operation", ["POST /subscriber/add-tags", "DELETE /subscriber/remove-tags"]
)
def test_twenty_tags_are_the_most_of_a_call(
    api: Api, server: Server, ana: str, operation: str
) -> None:
    tags = [server.seed.tag(f"tag {number}") for number in range(21)]
    answer = api(operation, json=body_of(ana, "tag_ns", True, *tags))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["data"]
    api.ok(operation, json=body_of(ana, "tag_ns", True, *tags[:20]))


def test_a_tag_that_is_added_by_an_unknown_name_is_made(api: Api, ana: str) -> None:
    api.ok("POST /subscriber/add-tag-by-name", json={"user_ns": ana, "tag_name": "New"})
    assert [tag["name"] for tag in api.rows("GET /flow/tags")] == ["New"]
    assert tags_of(api, ana) == ["New"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_tag_without_a_name_is_not_made(api: Api, ana: str, name: str) -> None:
    body = {"user_ns": ana, "tag_name": name}
    assert api("POST /subscriber/add-tag-by-name", json=body).status_code == 422


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("POST /subscriber/add-tag", {"user_ns": "f280503u1", "tag_ns": "f280503t99"}),
        ("POST /subscriber/add-tag", {"user_ns": "f280503u99", "tag_ns": "f280503t1"}),
        ("POST /subscriber/add-tag", {"user_ns": "f2805031u1", "tag_ns": "f280503t1"}),
        ("DELETE /subscriber/remove-tag-by-name", {"user_ns": "f280503u1", "tag_name": "None"}),
        ("DELETE /flow/delete-tag", {"tag_ns": "f280503t99"}),
        ("DELETE /flow/delete-tag-by-name", {"name": "None"}),
    ],
)
@pytest.mark.usefixtures("ana")
def test_unknown_people_and_tags_are_a_200_that_says_error(
    api: Api, server: Server, operation: str, body: dict[str, Any]
) -> None:
    server.seed.tag("VIP")
    answer = api(operation, json=body)
    assert answer.status_code == 200
    assert answer.json()["status"] == "error"
    assert answer.json()["message"]


def test_of_a_batch_with_one_bad_entry_nothing_is_written(
    api: Api, server: Server, ana: str
) -> None:
    body = body_of(ana, "tag_ns", True, server.seed.tag("VIP"), "f280503t99")
    assert api("POST /subscriber/add-tags", json=body).json()["status"] == "error"
    assert tags_of(api, ana) == []


@pytest.mark.parametrize("by_name", [True, False])
def test_a_deleted_tag_is_off_everybody(api: Api, server: Server, by_name: bool) -> None:
    user_ns = server.seed.subscriber(phone="61400000001", tags=["VIP", "Gold"])
    if by_name:
        api.ok("DELETE /flow/delete-tag-by-name", json={"name": "VIP"})
    else:
        api.ok("DELETE /flow/delete-tag", json={"tag_ns": server.seed.tag("VIP")})
    assert tags_of(api, user_ns) == ["Gold"]
    assert [tag["name"] for tag in api.rows("GET /flow/tags")] == ["Gold"]


def test_labels_are_put_on_and_taken_off_by_name(api: Api, server: Server, ana: str) -> None:
    server.seed.label("Hot")
    body = {"user_ns": ana, "data": [{"label_name": "Hot"}, {"label_name": "New"}]}
    api.ok("POST /subscriber/add-labels-by-name", json=body)
    assert api.person(ana)["labels"] == [
        {"id": 1, "name": "Hot", "color": None},
        {"id": 2, "name": "New", "color": None},
    ]
    body["data"] = [{"label_name": "Hot"}]
    api.ok("DELETE /subscriber/remove-labels-by-name", json=body)
    assert api.person(ana)["labels"] == [{"id": 2, "name": "New", "color": None}]


def test_twenty_labels_are_the_most_of_a_call(api: Api, ana: str) -> None:
    body = {"user_ns": ana, "data": [{"label_name": f"label {number}"} for number in range(21)]}
    assert api("POST /subscriber/add-labels-by-name", json=body).status_code == 422
    assert api.person(ana)["labels"] == []


def test_an_unknown_label_cannot_be_taken_off(api: Api, ana: str) -> None:
    body = {"user_ns": ana, "data": [{"label_name": "None"}]}
    payload = api("DELETE /subscriber/remove-labels-by-name", json=body).json()
    assert payload["status"] == "error"


def test_a_label_is_made_listed_and_deleted(api: Api, server: Server) -> None:
    hot = api.ok("POST /team/create-label", json={"name": " Hot "})
    assert hot == {"id": 1, "name": "Hot"}
    server.seed.label("Cold")
    assert api("POST /team/create-label", json={"name": "Hot"}).status_code == 422
    assert api.rows("GET /team/labels", name="ho") == [hot | {"color": None}]
    api.ok("DELETE /team/delete-label-by-name", json={"name": "Cold"})
    assert api.rows("GET /team/labels") == [hot | {"color": None}]
    assert api("DELETE /team/delete-label", json={"id": 99}).json()["status"] == "error"


@pytest.mark.parametrize("by_name", [True, False])
def test_a_deleted_label_is_off_everybody(api: Api, server: Server, by_name: bool) -> None:
    user_ns = server.seed.subscriber(phone="61400000001", labels=["Hot", "Cold"])
    if by_name:
        api.ok("DELETE /team/delete-label-by-name", json={"name": "Hot"})
    else:
        api.ok("DELETE /team/delete-label", json={"id": server.seed.label("Hot")})
    assert [label["name"] for label in api.person(user_ns)["labels"]] == ["Cold"]

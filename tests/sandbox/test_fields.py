"""User fields, bot fields, and the values that people have."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat.sandbox import Server
from flochat.sandbox.areas.fields import MAX_ESCAPED_CHARACTERS, truncate

from .conftest import Api, Form

KINDS = ["user", "bot"]
SET = {
    "PUT /subscriber/set-user-field": ("var_ns", False),
    "PUT /subscriber/set-user-field-by-name": ("field_name", False),
    "PUT /subscriber/set-user-fields": ("var_ns", True),
    "PUT /subscriber/set-user-fields-by-name": ("name", True),
}
CLEAR = {
    operation.replace("PUT /subscriber/set", "DELETE /subscriber/clear"): form
    for operation, form in SET.items()
}
SET_BOT = {
    "PUT /flow/set-bot-field": ("var_ns", False),
    "PUT /flow/set-bot-field-by-name": ("name", False),
    "PUT /flow/set-bot-fields": ("var_ns", True),
    "PUT /flow/set-bot-fields-by-name": ("name", True),
}


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def values_of(api: Api, user_ns: str) -> dict[str, object]:
    return {field["name"]: field["value"] for field in api.person(user_ns)["user_fields"]}


def named(key: str, name: str, var_ns: str) -> dict[str, str]:
    return {key: var_ns if key == "var_ns" else name}


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_was_made_is_in_the_list(api: Api, kind: str) -> None:
    body = {"name": "Plan", "var_type": "text", "value": "", "description": "What they pay for"}
    created = api.ok(f"POST /flow/create-{kind}-field", json=body)
    assert created["data"]["var_ns"] == "f280503v1"
    assert {key: created["data"][key] for key in body} == body
    assert api.rows(f"GET /flow/{kind}-fields") == [created["data"]]
    assert "id" not in created["data"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("missing", ["name", "var_type", "value"])
def test_a_field_needs_name_type_and_value(api: Api, kind: str, missing: str) -> None:
    body = {"name": "Plan", "var_type": "text", "value": ""}
    del body[missing]
    assert list(api(f"POST /flow/create-{kind}-field", json=body).json()["errors"]) == [missing]


def test_user_and_bot_fields_share_their_numbers_and_not_their_names(api: Api) -> None:
    body = {"name": "Plan", "var_type": "text", "value": ""}
    created = [api.ok(f"POST /flow/create-{kind}-field", json=body)["data"] for kind in KINDS]
    assert [field["var_ns"] for field in created] == ["f280503v1", "f280503v2"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_taken_once(api: Api, kind: str) -> None:
    body = {"name": "Plan", "var_type": "text", "value": ""}
    api.ok(f"POST /flow/create-{kind}-field", json=body)
    assert api(f"POST /flow/create-{kind}-field", json=body).status_code == 422


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("by_name", [True, False])
def test_a_deleted_field_is_gone(api: Api, server: Server, kind: str, by_name: bool) -> None:
    seed = server.seed.user_field if kind == "user" else server.seed.bot_field
    var_ns = seed("Plan")
    seed("Other")
    suffix, body = ("-by-name", {"name": "Plan"}) if by_name else ("", {"var_ns": var_ns})
    api.ok(f"DELETE /flow/delete-{kind}-field{suffix}", json=body)
    assert [field["name"] for field in api.rows(f"GET /flow/{kind}-fields")] == ["Other"]


def test_the_values_of_a_deleted_field_are_gone(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(phone="61400000001", user_fields={"Plan": "gold"})
    api.ok("DELETE /flow/delete-user-field-by-name", json={"name": "Plan"})
    server.seed.user_field("Plan")
    assert values_of(api, user_ns) == {}


def test_a_user_field_gets_another_name(api: Api, server: Server) -> None:
    var_ns = server.seed.user_field("Plan")
    server.seed.user_field("Taken")
    api.ok("POST /flow/update-user-field", json={"var_ns": var_ns, "name": "Tier"})
    api.ok("POST /flow/update-user-field", json={"var_ns": var_ns, "name": "Tier"})
    taken = api("POST /flow/update-user-field", json={"var_ns": var_ns, "name": "Taken"})
    assert taken.status_code == 422
    assert [field["name"] for field in api.rows("GET /flow/user-fields")] == ["Tier", "Taken"]


@pytest.mark.parametrize(("operation", "form"), SET.items())
def test_every_form_of_setting_fields_sets_them(
    api: Api, server: Server, ana: str, operation: str, form: Form
) -> None:
    key, in_list = form
    plan, city = (named(key, name, server.seed.user_field(name)) for name in ("Plan", "City"))
    entries = [plan | {"value": "gold"}, city | {"value": "Perth"}][: 2 if in_list else 1]
    body = {"user_ns": ana, **({"data": entries} if in_list else entries[0])}
    api.ok(operation, json=body)
    assert values_of(api, ana) == dict([("Plan", "gold"), ("City", "Perth")][: len(entries)])


@pytest.mark.parametrize(("operation", "form"), CLEAR.items())
def test_every_form_of_clearing_fields_clears_them(
    api: Api, server: Server, operation: str, form: Form
) -> None:
    key, in_list = form
    values = {"Plan": "gold", "City": "Perth", "Age": "7"}
    user_ns = server.seed.subscriber(phone="61400000001", user_fields=values)
    entries = [named(key, name, server.seed.user_field(name)) for name in ("Plan", "City")]
    body = {"user_ns": user_ns, **({"data": entries} if in_list else entries[0])}
    for _ in range(2):
        api.ok(operation, json=body)
    assert list(values_of(api, user_ns)) == (["Age"] if in_list else ["City", "Age"])


@pytest.mark.parametrize(("operation", "form"), SET_BOT.items())
def test_every_form_of_setting_bot_fields_sets_them(
    api: Api, server: Server, operation: str, form: Form
) -> None:
    key, in_list = form
    hours, city = (named(key, name, server.seed.bot_field(name)) for name in ("Hours", "City"))
    entries = [hours | {"value": "9-5"}, city | {"value": "Perth"}][: 2 if in_list else 1]
    payload = api.ok(operation, json={"data": entries} if in_list else entries[0])
    rows = api.rows("GET /flow/bot-fields")
    assert [row["value"] for row in rows] == ["9-5", "Perth" if in_list else ""]
    assert payload == ({"status": "ok"} if in_list else rows[0])


@pytest.mark.parametrize(("operation", "form"), [*SET.items(), *CLEAR.items(), *SET_BOT.items()])
def test_unknown_fields_are_a_200_that_says_error(
    api: Api, ana: str, operation: str, form: Form
) -> None:
    key, in_list = form
    entry = {key: "f280503v99", "value": "x"}
    answer = api(operation, json={"user_ns": ana, **({"data": [entry]} if in_list else entry)})
    assert answer.status_code == 200
    assert answer.json()["status"] == "error"


@pytest.mark.parametrize(
    "operation", ["PUT /subscriber/set-user-fields", "PUT /flow/set-bot-fields"]
)
def test_twenty_fields_are_the_most_of_a_call(
    api: Api, server: Server, ana: str, operation: str
) -> None:
    seed = server.seed.bot_field if "bot" in operation else server.seed.user_field
    data = [{"var_ns": seed(f"field {number}"), "value": "x"} for number in range(21)]
    assert api(operation, json={"user_ns": ana, "data": data}).status_code == 422
    api.ok(operation, json={"user_ns": ana, "data": data[:20]})


def test_an_entry_without_a_value_is_refused(api: Api, server: Server, ana: str) -> None:
    body = {"user_ns": ana, "data": [{"var_ns": server.seed.user_field("Plan")}]}
    assert list(api("PUT /subscriber/set-user-fields", json=body).json()["errors"]) == ["value"]


@pytest.mark.parametrize("operation", [*SET, *SET_BOT])
def test_post_on_an_edit_route_says_ok_and_writes_nothing(
    api: Api, server: Server, ana: str, operation: str
) -> None:
    user, bot = server.seed.user_field("Plan"), server.seed.bot_field("Hours")
    entry = {"var_ns": bot if "bot" in operation else user, "value": "x"}
    answer = api(operation.replace("PUT", "POST"), json={"user_ns": ana, **entry})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert values_of(api, ana) == {}
    assert api.rows("GET /flow/bot-fields")[0]["value"] == ""


@pytest.mark.parametrize(
    ("var_type", "value", "left"),
    [
        ("text", "a\n", "a"),
        ("text", "a\n\n", "a\n"),
        ("text", "a ", "a "),
        ("longtext", "a" * 500_001, "a" * 500_000),
        ("array", "[" + "1" * 20_000, "[" + "1" * 19_999),
        ("array", "é" * 5_000, "é" * (20_000 // 6)),
        ("array", '"' * 15_000, '"' * 10_000),
    ],
)
def test_values_are_cut_and_trimmed_without_a_word(
    api: Api, server: Server, ana: str, var_type: str, value: str, left: str
) -> None:
    var_ns = server.seed.user_field("Notes", var_type)
    body = {"user_ns": ana, "var_ns": var_ns, "value": value}
    assert api("PUT /subscriber/set-user-field", json=body).json() == {"status": "ok"}
    assert values_of(api, ana) == {"Notes": left}
    bot_field = {"name": "Notes", "var_type": var_type, "value": value}
    assert api.ok("POST /flow/create-bot-field", json=bot_field)["data"]["value"] == left


@given(st.text(max_size=200), st.integers(0, MAX_ESCAPED_CHARACTERS))
def test_what_is_kept_of_an_array_is_a_beginning_that_fits(text: str, at: int) -> None:
    value = "x" * at + text * 30
    left = truncate(value, "array")
    assert value.startswith(left)
    assert len(json.dumps(left)) - 2 <= MAX_ESCAPED_CHARACTERS
    if left != value.removesuffix("\n"):
        assert len(json.dumps(value[: len(left) + 1])) - 2 > MAX_ESCAPED_CHARACTERS

"""The two profiles: true to the contract, and true to life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from flochat.contract import vendored_contract
from flochat.sandbox import Server
from flochat.sandbox.areas import ROUTES
from flochat.sandbox.routing import Routes

from .conftest import Api, ApiOf
from .flow_calls import flow_calls
from .integration_calls import integration_calls
from .live_chat_calls import live_chat_calls
from .message_calls import message_calls
from .shop_calls import shop_calls
from .team_calls import team_calls
from .ticket_calls import ticket_calls

Check = Callable[..., Any]

#: Nothing that is asked of these is wrong, or the contract has no word for it.
WITHOUT_REFUSALS = {
    "POST /announcements/read",
    "POST /workspace-settings/update-channels",
    "POST /workspace-settings/update-live-chat-sidebar",
    "DELETE /subscriber/broadcast/cancel",
    "DELETE /subscriber/broadcast/delete",
    "POST /facebook-utility-message-template/list",
    "POST /facebook-utility-message-template/sync",
    "POST /team/ticket-lists/{}/items/{}/comments",
    "POST /whatsapp-template/list",
    "POST /whatsapp-template/sync",
}


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return vendored_contract(overlaid=True)


@pytest.fixture
def check(contract: dict[str, Any], conforming: Server, http: httpx.Client) -> Check:
    """Calls an operation and holds its answer against the contract; gives back the JSON."""
    openapi = OpenAPI.from_dict(contract | {"servers": [{"url": conforming.url}]})
    routes = Routes(contract, "/api")
    api = Api(http, conforming)
    origin = conforming.url.removesuffix("/api")

    def call(operation: str, body: Any = None, **query: Any) -> Any:
        answer = api(operation, json=body, params=query)
        method, path = operation.split(" ")
        documented = routes.match("/api" + path).operations[method].document["responses"]
        assert str(answer.status_code) in documented, (operation, answer.text)
        request = MockRequest(origin, method.lower(), "/api" + path)
        response = MockResponse(
            answer.content, answer.status_code, content_type=answer.headers["content-type"]
        )
        openapi.validate_response(request, response)
        return answer.json() if answer.content else {}

    return call


def _every_operation(server: Server, call: Check) -> Iterator[tuple[str, Any]]:
    """Each operation once with a good outcome: what it is called, and what it answered."""
    seed = server.seed
    ana = seed.subscriber(
        first_name="Ana", phone="61412345678", tags=["Old"], user_fields={"Plan": "gold"}
    )
    bare = seed.subscriber(email="bare@example.com")
    number, flag = seed.user_field("Visits", "number"), seed.bot_field("Open", "boolean")
    main, support = seed.sub_flow("Welcome"), seed.sub_flow("Support")
    user = {"user_ns": ana}
    tag, tag_name = {"tag_ns": seed.tag("VIP")}, {"tag_name": "VIP"}
    field = {"name": "Extra", "var_type": "number", "value": "12"}
    bot_ns, bot_name = {"var_ns": flag, "value": "true"}, {"name": "Open", "value": "false"}
    user_ns = {"var_ns": number, "value": "12"}
    user_name = {"name": "Visits", "value": "12.5"}
    single_name = {"field_name": "Visits", "value": "13"}
    sub_flow = {"sub_flow_ns": support}
    bodies: list[tuple[str, Any]] = [
        ("GET /me", None),
        ("GET /team-info", None),
        ("POST /flow/create-tag", {"name": "New"}),
        ("GET /flow/tags", None),
        ("POST /subscriber/add-tag", user | tag),
        ("POST /subscriber/add-tag-by-name", user | tag_name),
        ("POST /subscriber/add-tags", user | {"data": [tag]}),
        ("POST /subscriber/add-tags-by-name", user | {"data": [tag_name]}),
        ("POST /subscriber/add-labels-by-name", user | {"data": [{"label_name": "Hot"}]}),
        ("POST /flow/create-user-field", field),
        ("POST /flow/create-bot-field", field | {"is_template_field": True}),
        ("POST /flow/update-user-field", {"var_ns": number, "name": "Visits"}),
        ("PUT /flow/set-bot-field", bot_ns),
        ("PUT /flow/set-bot-field-by-name", bot_name),
        ("PUT /flow/set-bot-fields", {"data": [bot_ns]}),
        ("PUT /flow/set-bot-fields-by-name", {"data": [bot_name]}),
        ("GET /flow/user-fields", None),
        ("GET /flow/bot-fields", None),
        ("PUT /subscriber/set-user-field", user | user_ns),
        ("PUT /subscriber/set-user-field-by-name", user | single_name),
        ("PUT /subscriber/set-user-fields", user | {"data": [user_ns]}),
        ("PUT /subscriber/set-user-fields-by-name", user | {"data": [user_name]}),
        ("GET /flow/subflows", None),
        ("POST /flow/set-default-start-flow", {"sub_flow_ns": main}),
        ("POST /flow/set-web-chat-widget-default-start-flow", sub_flow),
        ("POST /subscriber/create", {"phone": "61400000009", "gender": "none"}),
        ("POST /subscriber/create-many", {"users": [{"phone": "61400000010"}]}),
        ("PUT /subscriber/update", user | {"last_name": "Example", "gender": "female"}),
        ("POST /subscriber/send-text", user | {"content": "Hello"}),
        ("POST /subscriber/send-sub-flow", user | sub_flow),
        ("POST /subscriber/send-sub-flow-by-flow-name", user | {"flow_name": "Support"}),
        ("POST /subscriber/send-sub-flow-by-user-id", {"user_id": "61412345678"} | sub_flow),
        ("POST /subscriber/send-main-flow", user),
        ("POST /subscriber/send-node", user | {"node_ns": "f280503n1"}),
    ]
    for operation, body in bodies:
        yield operation, call(operation, body)
    yield "GET /subscribers", call("GET /subscribers")
    for person in (ana, bare):
        yield "GET /subscriber/get-info", call("GET /subscriber/get-info", user_ns=person)
    by_id = "GET /subscriber/get-info-by-user-id"
    yield by_id, call(by_id, user_id="61412345678")
    yield from message_calls(server, call, user)
    yield from flow_calls(server, call, ana)
    yield from shop_calls(call, user)
    yield from ticket_calls(server, call, user)
    yield from team_calls(server, call)
    yield from live_chat_calls(server, call)
    yield from integration_calls(server, call)
    endings: list[tuple[str, Any]] = [
        ("DELETE /subscriber/clear-user-field", user | {"var_ns": number}),
        ("DELETE /subscriber/clear-user-field-by-name", user | {"field_name": "Visits"}),
        ("DELETE /subscriber/clear-user-fields", user | {"data": [{"var_ns": number}]}),
        ("DELETE /subscriber/clear-user-fields-by-name", user | {"data": [{"name": "Visits"}]}),
        ("DELETE /subscriber/remove-tag", user | tag),
        ("DELETE /subscriber/remove-tag-by-name", user | tag_name),
        ("DELETE /subscriber/remove-tags", user | {"data": [tag]}),
        ("DELETE /subscriber/remove-tags-by-name", user | {"data": [tag_name]}),
        ("DELETE /subscriber/remove-labels-by-name", user | {"data": [{"label_name": "Hot"}]}),
        ("DELETE /flow/delete-user-field", {"var_ns": number}),
        ("DELETE /flow/delete-user-field-by-name", {"name": "Extra"}),
        ("DELETE /flow/delete-bot-field", {"var_ns": flag}),
        ("DELETE /flow/delete-bot-field-by-name", {"name": "Extra"}),
        ("DELETE /flow/delete-tag", tag),
        ("DELETE /flow/delete-tag-by-name", {"name": "New"}),
        ("DELETE /flow/delete-sub-flow", sub_flow),
        ("DELETE /subscriber/delete", user),
    ]
    for operation, body in endings:
        yield operation, call(operation, body)


def test_every_operation_served_answers_within_the_contract(
    check: Check, conforming: Server
) -> None:
    answered = list(_every_operation(conforming, check))
    assert {request.operation for request in conforming.requests} == ROUTES.keys()
    assert [name for name, payload in answered if payload.get("status") == "error"] == []


def test_refusals_of_every_operation_are_within_the_contract(
    check: Check, conforming: Server
) -> None:
    stranger = {"user_ns": "f1u1", "tag_ns": "f1t1", "var_ns": "f1v1", "sub_flow_ns": "f1s1"}
    for operation in ROUTES.keys() - WITHOUT_REFUSALS:
        if not operation.startswith("GET "):
            filled = operation.replace("{}", "999")
            assert check(filled, {})["message"]
            assert check(filled, stranger)["message"]
    assert check("GET /subscriber/get-info")["message"]
    assert check("GET /subscriber/get-info", user_ns="f1u1")["message"]
    assert check("GET /flow/tags", limit="many")["message"]
    assert {request.status for request in conforming.requests} == {400}


def test_the_same_calls_do_the_same_in_both_profiles(
    running: Callable[..., Server], http: httpx.Client, clock: Callable[[], float]
) -> None:
    ledgers = []
    for manner in ("lifelike", "conforming"):
        server = running(manner=manner, clock=clock)
        api = Api(http, server)

        def call(operation: str, body: Any = None, api: Api = api, **query: Any) -> Any:
            return api.ok(operation, json=body, params=query)

        answered = [operation for operation, _ in _every_operation(server, call)]
        ledgers.append((answered, server.deliveries, server.start_flows))
    assert ledgers[0] == ledgers[1]


def test_conforming_edits_do_not_take_post(api_of: ApiOf, conforming: Server) -> None:
    assert api_of(conforming)("POST /flow/set-bot-field", json={}).status_code == 405


def test_conforming_answers_have_no_nulls(api_of: ApiOf, conforming: Server) -> None:
    api = api_of(conforming)
    conforming.seed.user_field("Plan")
    user_ns = conforming.seed.subscriber(email="bare@example.com")
    result = [api.person(user_ns), api.ok("GET /team-info")["data"]]
    result += api.rows("GET /flow/user-fields")
    assert all(None not in record.values() for record in result)


def test_lifelike_answers_have_types_that_the_document_does_not_admit(
    api: Api, server: Server
) -> None:
    server.seed.user_field("Visits", "number")
    user_ns = server.seed.subscriber(
        email="bare@example.com", user_fields={"Visits": "12", "Plan": "12"}
    )
    server.seed.bot_field("Rate", "number", value="0.5", is_template_field=True)
    person = api.person(user_ns)
    assert (person["phone"], person["first_name"]) == ("", None)
    assert {field["name"]: field["value"] for field in person["user_fields"]} == {
        "Visits": 12,
        "Plan": "12",
    }
    (rate,) = api.rows("GET /flow/bot-fields")
    assert (rate["value"], rate["is_template_field"], rate["description"]) == (0.5, 1, None)
    assert api.ok("GET /team-info")["data"]["owner_id"] == "1"


@pytest.mark.parametrize("text", ["", "nan", "inf", "1_000", "٣", "0x10", "1e5", "9" * 400, "07"])
def test_only_plain_numbers_become_numbers(api: Api, server: Server, text: str) -> None:
    server.seed.bot_field("Rate", "number", value=text)
    (rate,) = api.rows("GET /flow/bot-fields")
    assert rate["value"] == text


def test_there_is_no_third_manner(running: Callable[..., Server]) -> None:
    with pytest.raises(ValueError, match=r"conforming.*'rude'"):
        running(manner="rude")

"""Keys, routes and bodies: who is let in, and what is not served."""

from __future__ import annotations

import httpx
import pytest

from flochat.sandbox import Server
from flochat.sandbox.areas import ROUTES

from .conftest import Api, ApiOf, Running


@pytest.mark.parametrize("key", [None, "another", "sandbox-key-", "SANDBOX-KEY"])
def test_a_wrong_key_is_unauthenticated(api: Api, key: str | None) -> None:
    answer = api("GET /me", key=key)
    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthenticated."}


def test_a_key_has_to_come_as_a_bearer_token(api: Api, server: Server) -> None:
    for value in (f"Basic {server.api_key}", f"Bearer{server.api_key}", server.api_key):
        headers = {"Authorization": value}
        assert api("GET /me", key=None, headers=headers).status_code == 401


def test_the_key_may_be_chosen(running: Running, api_of: ApiOf) -> None:
    server = running(api_key="another")
    assert api_of(server)("GET /me", key="another").status_code == 200
    assert api_of(server)("GET /me", key="sandbox-key").status_code == 401


def test_a_key_without_a_flow_finds_none(api: Api, server: Server) -> None:
    answer = api("GET /flow/tags", key=server.flowless_key)
    assert answer.status_code == 404
    assert answer.json() == {"message": "Flow not found"}


@pytest.mark.parametrize("path", ["/flow/tag", "/flow/tags/1", "/flow/shortcuts/1/2", "//me"])
def test_a_path_that_the_contract_lacks_is_not_found(api: Api, path: str) -> None:
    assert api(f"GET {path}").status_code == 404


def test_nothing_is_served_beside_the_api(http: httpx.Client, server: Server) -> None:
    origin = server.url.removesuffix("/api")
    for path in ("/flow/tags", "//", "/apiary/me", "/swagger-ui/", "/favicon.ico"):
        assert http.get(origin + path).status_code == 404


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        ("GET /flow/create-tag", "POST"),
        ("POST /flow/tags", "GET"),
        ("GET /whatsapp-template/list", "POST"),
        ("PATCH /flow/set-bot-field", "PUT"),
        ("DELETE /flow/shortcuts/7", "GET"),
    ],
)
def test_a_method_that_a_route_does_not_take_is_refused(api: Api, call: str, allowed: str) -> None:
    answer = api(call)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed


def test_what_is_not_done_yet_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTES, "GET /flow/tags")
    answer = api("GET /flow/tags")
    assert answer.status_code == 501
    assert "does not serve GET /flow/tags yet" in answer.json()["message"]


@pytest.mark.parametrize("body", ["{", "nonsense", '{"name": NaN}', "[" * 100_000, b"\xff\xfe\xfa"])
def test_a_body_that_is_no_json_is_a_bad_request(api: Api, body: str | bytes) -> None:
    answer = api("POST /flow/create-tag", content=body)
    assert answer.status_code == 400
    assert answer.json() == {"message": "The body is not valid JSON."}


def test_half_a_surrogate_pair_is_a_bad_request(api: Api) -> None:
    answer = api("POST /flow/create-tag", content='{"name": "\\ud800"}')
    assert answer.status_code == 400
    assert api.rows("GET /flow/tags") == []


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"name": ["name is required."]}),
        ({"name": 5}, {"name": ["name must be of type string."]}),
        ({"name": None}, {"name": ["name must be of type string."]}),
        ({"name": "  "}, {"name": ["name must not be empty."]}),
        ([], {"body": ["body must be of type object."]}),
    ],
)
def test_a_body_that_does_not_fit_the_contract_is_told_field_by_field(
    api: Api, body: object, errors: dict[str, list[str]]
) -> None:
    answer = api("POST /flow/create-tag", json=body)
    assert answer.status_code == 422
    assert answer.json() == {"message": next(iter(errors.values()))[0], "errors": errors}


def test_a_missing_body_lacks_its_fields(api: Api) -> None:
    assert api("DELETE /flow/delete-tag").json()["errors"] == {"tag_ns": ["tag_ns is required."]}


def test_errors_inside_lists_name_their_place(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(phone="61400000001")
    body = {"user_ns": user_ns, "data": [{"tag_ns": "f1t1"}, {"tag_ns": 5}]}
    assert list(api("POST /subscriber/add-tags", json=body).json()["errors"]) == ["data.1.tag_ns"]


def test_corrections_of_the_contract_count(api: Api) -> None:
    assert api("POST /subscriber/create", json={"phone": "61400000001"}).status_code == 200
    assert api("POST /subscriber/create", json={"email": "ana@example.com"}).status_code == 200
    errors = api("POST /subscriber/create", json={"first_name": "Ana"}).json()["errors"]
    assert errors == {"phone": ["phone or email is required."]}


def test_a_query_that_does_not_fit_the_contract_is_refused(api: Api) -> None:
    assert api("GET /subscriber/get-info").json()["errors"] == {"user_ns": ["user_ns is required."]}
    assert api("GET /flow/tags", params={"limit": "many"}).status_code == 422
    assert api("GET /flow/tags", params={"limit": ""}).status_code == 200

"""What tests read of the requests, and the answers that they put in their way."""

from __future__ import annotations

import httpx
import pytest

from flochat.sandbox import Server

from .conftest import Api


def test_a_request_is_recorded_as_it_was_on_the_wire(api: Api, server: Server) -> None:
    api(
        "POST /flow/create-tag?a=1&a=2&b=%C3%A9",
        json={"name": "VIP"},
        headers={"User-Agent": "tests/1", "X-Custom": "x"},
    )
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/api/flow/create-tag")
    assert request.operation == "POST /flow/create-tag"
    assert request.query == [("a", "1"), ("a", "2"), ("b", "é")]
    assert request.json == {"name": "VIP"}
    assert request.status == 200
    assert request.authorized
    assert (request.headers["user-agent"], request.headers["x-custom"]) == ("tests/1", "x")


def test_operations_are_named_with_anonymous_placeholders(api: Api, server: Server) -> None:
    api("GET /flow/shortcuts/17")
    api("GET /flow/shortcuts/a%2Fb")
    api("GET /nothing")
    assert [request.operation for request in server.requests] == [
        "GET /flow/shortcuts/{}",
        "GET /flow/shortcuts/{}",
        None,
    ]
    assert server.requests[1].path == "/api/flow/shortcuts/a%2Fb"


def test_whatever_becomes_of_a_request_it_is_recorded(
    api: Api, http: httpx.Client, server: Server
) -> None:
    api("GET /me", key="wrong")
    api("GET /nothing")
    api("POST /flow/create-tag", content="{")
    http.get(server.page_url)
    assert [request.status for request in server.requests] == [401, 404, 400, 200]
    assert [request.authorized for request in server.requests] == [False, True, True, False]
    assert [request.json for request in server.requests] == [None] * 4


def test_no_key_is_kept_right_or_wrong(api: Api, server: Server) -> None:
    api("GET /me")
    api("GET /me", key="a-wrong-secret")
    kept = repr(server.requests)
    assert server.api_key not in kept
    assert "a-wrong-secret" not in kept
    assert all("authorization" not in request.headers for request in server.requests)


def test_secrets_of_a_body_are_kept_and_not_shown(api: Api, server: Server) -> None:
    api("POST /integration/xai", json={"api_key": "xai-s3cr3t"})
    assert "xai-s3cr3t" not in repr(server.requests)
    assert server.requests[0].json == {"api_key": "xai-s3cr3t"}


def test_the_ledger_can_be_emptied(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(phone="61412345678")
    api.ok("POST /subscriber/send-text", json={"user_ns": user_ns, "content": "Hello"})
    requests = server.requests
    server.clear()
    assert (requests, server.requests, server.deliveries) == ([], [], [])
    assert api.person(user_ns)["phone"] == "61412345678"


def test_everything_can_be_made_as_new(api: Api, server: Server) -> None:
    user_ns = server.seed.subscriber(phone="61412345678", tags=["VIP"], labels=["Hot"])
    api.ok("POST /subscriber/send-text", json={"user_ns": user_ns, "content": "Hello"})
    server.answer_next(status=500)
    server.reset()
    assert (server.requests, server.deliveries) == ([], [])
    assert api("GET /subscribers").headers["x-ratelimit-remaining"] == "999"
    assert api.rows("GET /subscribers") == api.rows("GET /flow/tags") == []
    assert server.seed.subscriber(phone="61412345678", tags=["VIP"]) == user_ns


def test_html_can_be_had_on_request(api: Api, server: Server) -> None:
    server.answer_next(status=403, text="<html>error 1010</html>", headers={"server": "cloudflare"})
    answer = api("GET /me")
    assert (answer.status_code, answer.text) == (403, "<html>error 1010</html>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["server"] == "cloudflare"
    assert "x-ratelimit-remaining" not in answer.headers
    assert [request.status for request in server.requests] == [403]
    assert api("GET /me").headers["x-ratelimit-remaining"] == "999"


def test_a_scripted_answer_may_be_json_or_of_any_type(api: Api, server: Server) -> None:
    server.answer_next(json={"data": None})
    server.answer_next(text="a,b", content_type="text/csv")
    assert api("GET /me").json() == {"data": None}
    answer = api("GET /me")
    assert (answer.text, answer.headers["content-type"]) == ("a,b", "text/csv")


def test_scripted_answers_come_in_order_and_as_often_as_told(api: Api, server: Server) -> None:
    server.answer_next(status=503, times=2)
    server.answer_next(status=500)
    assert [api("GET /me").status_code for _ in range(4)] == [503, 503, 500, 200]


def test_a_scripted_answer_may_wait_for_one_operation(api: Api, server: Server) -> None:
    server.answer_next(status=503, operation="GET /flow/tags")
    calls = ["GET /me", "GET /flow/tags", "GET /flow/tags"]
    assert [api(call).status_code for call in calls] == [200, 503, 200]


def test_a_request_that_got_a_scripted_answer_changed_nothing(api: Api, server: Server) -> None:
    server.answer_next(status=500, operation="POST /flow/create-tag")
    api("POST /flow/create-tag", json={"name": "VIP"})
    assert api.rows("GET /flow/tags") == []
    assert server.requests[0].json == {"name": "VIP"}


def test_the_page_may_get_a_scripted_answer_too(http: httpx.Client, server: Server) -> None:
    server.answer_next(status=403, text="<html></html>")
    assert http.get(server.page_url).status_code == 403
    assert http.get(server.page_url).status_code == 200


def test_an_answer_for_an_operation_that_cannot_come_is_refused(server: Server) -> None:
    for operation in ("GET /flow/tag", "GET /flow/shortcuts/{id}", "/flow/tags"):
        with pytest.raises(ValueError, match="no operation"):
            server.answer_next(status=500, operation=operation)

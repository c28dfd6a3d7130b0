"""Message templates, and sends of them."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api

SEND = "POST /subscriber/send-whatsapp-template"
BODY = {"type": "BODY", "text": "Hello {{1}}"}


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


@pytest.fixture
def hello(api: Api, server: Server) -> dict[str, Any]:
    """What a send has to say of the template."""
    server.seed.whatsapp_template("hello", BODY)
    (template,) = api.ok("POST /whatsapp-template/list")["data"]
    return {"name": "hello", "lang": "en", "namespace": template["namespace"]}


def test_lists_read_by_post_and_not_by_get(api: Api, server: Server) -> None:
    for kind in ("whatsapp-template", "facebook-utility-message-template"):
        assert api(f"GET /{kind}/list").status_code == 405
        assert api.ok(f"POST /{kind}/list")["meta"]["total"] == 0
    for number in range(12):
        server.seed.facebook_template(f"hello_{number}", BODY)
    list_templates = "POST /facebook-utility-message-template/list"
    assert len(api.ok(list_templates)["data"]) == 10
    assert [row["name"] for row in api.rows(list_templates, name="_1", limit=100)] == [
        "hello_1",
        "hello_10",
        "hello_11",
    ]


def test_a_new_template_waits_for_approval_until_the_next_sync(api: Api, ana: str) -> None:
    new = {"name": "new", "language": "en", "category": "UTILITY", "components": [BODY]}
    api.ok("POST /whatsapp-template/create", json=new)
    (template,) = api.rows("POST /whatsapp-template/list")
    assert template.items() >= {**new, "status": "PENDING"}.items()
    content = {"name": "new", "lang": "en", "namespace": template["namespace"]}
    answer = api(SEND, json={"user_ns": ana, "content": content}).json()
    assert (answer["status"], "not approved" in answer["message"]) == ("error", True)
    api.ok("POST /whatsapp-template/sync")
    api.ok(SEND, json={"user_ns": ana, "content": content})
    again = api("POST /whatsapp-template/create", json=new)
    assert again.json()["status"] == "error"


def test_a_template_is_deleted_in_all_its_languages(api: Api, server: Server) -> None:
    for language in ("en", "de"):
        server.seed.whatsapp_template("hello", BODY, language=language)
    api.ok("DELETE /whatsapp-template/delete", json={"name": "hello"})
    assert api.rows("POST /whatsapp-template/list") == []
    answer = api("DELETE /whatsapp-template/delete", json={"name": "hello"})
    assert answer.json()["status"] == "error"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "hullo"},
        {"lang": "de"},
        {"namespace": "other"},
        {"params": {"BODY_{{1}}": ""}},
        {"params": {"BODY_{{1}}": "two\nlines"}},
    ],
)
def test_what_meta_would_refuse_is_refused_and_not_delivered(
    api: Api, server: Server, ana: str, hello: dict[str, Any], wrong: dict[str, Any]
) -> None:
    answer = api(SEND, json={"user_ns": ana, "content": hello | wrong})
    assert (answer.status_code, answer.json()["status"]) == (200, "error")
    assert server.deliveries == []


def test_a_send_is_a_delivery_with_its_parameters_and_a_message(
    api: Api, server: Server, ana: str, hello: dict[str, Any]
) -> None:
    params = {"BODY_{{1}}": "Ana"}
    api.ok(SEND, json={"user_ns": ana, "content": hello | {"params": params}})
    (delivery,) = server.deliveries
    assert (delivery.user_ns, delivery.template, delivery.params) == (ana, "hello", params)
    (message,) = api.rows("GET /subscriber/chat-messages", user_ns=ana, include_bot=1)
    assert (message["type"], message["msg_type"]) == ("out", "wa_template")


@pytest.mark.parametrize("create", ["yes", "no", None])
def test_somebody_unknown_is_made_only_when_that_is_asked_for(
    api: Api, server: Server, hello: dict[str, Any], create: str | None
) -> None:
    body = {"user_id": "61400000001", "content": hello, "contact": {"first_name": "Ben"}}
    if create is not None:
        body["create_if_not_found"] = create
    api(f"{SEND}-by-user-id", json=body)
    assert [p["first_name"] for p in api.rows("GET /subscribers")] == ["Ben"] * (create == "yes")
    assert len(server.deliveries) == (create == "yes")

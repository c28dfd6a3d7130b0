"""The page `/try` on the wire: what it says, and whom it does not listen to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flochat.sandbox import Server
from tests.support.services import MORE, Service, button, content, service

from .conftest import Api, Clock, Running


@pytest.fixture
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


@pytest.fixture
def server(running: Running, clock: Clock, shop: Service) -> Server:
    return running(clock=clock, routes=shop.routes)


@pytest.fixture
def page(server: Server) -> Page:
    return Page(server)


class Page:
    """Asks what the page asks, as a browser does."""

    def __init__(self, server: Server) -> None:
        self.origin = server.try_url.removesuffix("/try")
        self.url = server.try_url

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers=headers, trust_env=False)

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        sent = {"origin": self.origin, "content-type": "application/json", **headers}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.post(self.url + path, content=data, headers=sent, trust_env=False)

    def state(self, user_ns: str = "") -> Any:
        return self.get(f"/state?person={user_ns}").json()["person"]


def test_the_page_loads_nothing_but_its_own_files(page: Page) -> None:
    answer = page.get()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert {it for it in addresses if it != "data:,"} == {"/try/page.css", "/try/page.js"}
    for path, media_type in (("/page.css", "text/css"), ("/page.js", "text/javascript")):
        assert page.get(path).headers["content-type"].startswith(media_type)
    assert page.get("/").text == answer.text
    assert page.get("/../server.py").status_code == page.get("/site.py").status_code == 404
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_texts_are_never_put_into_the_page_as_html(page: Page) -> None:
    script = page.get("/page.js").text
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "", "localhost:1"]
)
def test_a_name_of_somebody_else_is_refused(page: Page, host: str) -> None:
    """Else a page of theirs could lead its own name here, and read along."""
    for path in ("", "/page.js", "/state"):
        assert page.get(path, host=host).status_code == 421
    assert page.post("/person", {"name": "Eve"}, host=host).status_code == 421


def test_both_names_of_this_machine_are_right(page: Page) -> None:
    port = urlsplit(page.url).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert page.get(host=host).status_code == 200
        made = page.post("/person", {"name": "Ana"}, host=host, origin=f"http://{host}")
        assert made.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://localhost:1"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_other_sites_change_nothing(
    server: Server, page: Page, headers: dict[str, str], status: int
) -> None:
    ana = server.seed.subscriber(first_name="Ana")
    for path, body in (
        ("/say", {"user_ns": ana, "text": "Hi"}),
        ("/pause", {"user_ns": ana, "is_paused": True}),
        ("/person", {"name": "Eve"}),
    ):
        assert page.post(path, body, **headers).status_code == status
    state = page.state(ana)
    assert (state["entries"], state["is_paused"]) == ([], False)
    other = page.get("/state", **{"sec-fetch-site": "cross-site"})
    assert other.status_code == 403
    assert page.get("/say").status_code == 404
    assert httpx.put(page.url, trust_env=False).status_code == 405


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/say", b"{", 400),
        ("/say", [], 400),
        ("/say", b"[" * 60_000, 400),
        ("/say", {"text": "x" * 70_000}, 413),
        ("/say", {"text": "Hi"}, 422),
        ("/say", {"user_ns": "f1u2", "text": "Hi"}, 422),
        ("/say", {"user_ns": "ANA", "text": " "}, 422),
        ("/say", {"user_ns": "ANA", "text": 7}, 422),
        ("/say", b'{"user_ns": "ANA", "text": "\\ud800"}', 422),
        ("/say", b'{"user_ns": "\\ud800", "text": "Hi"}', 422),
        ("/press", {"user_ns": "ANA", "delivery": "1", "index": 0}, 422),
        ("/press", {"user_ns": "ANA", "delivery": 1, "index": 0}, 404),
        ("/press", {"user_ns": "ANA", "delivery": 2**70, "index": 0}, 422),
        ("/press", {"user_ns": "ANA", "delivery": True, "index": 0}, 422),
        ("/pause", {"user_ns": "f1u2"}, 422),
        ("/person", {"name": " "}, 422),
        ("/person", {}, 422),
        ("/nothing", {}, 405),
    ],
)
def test_what_makes_no_sense_is_refused(
    server: Server, page: Page, path: str, body: Any, status: int
) -> None:
    ana = server.seed.subscriber(first_name="Ana")
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = page.post(path, sent.replace(b"ANA", ana.encode()))
    assert answer.status_code == status
    assert answer.json()["message"]


def test_what_is_written_and_pressed_is_shown_in_its_order(
    server: Server, shop: Service, page: Page, api: Api
) -> None:
    server.seed.tag("VIP")
    server.seed.user_field("Points", "number")
    ana = server.seed.subscriber(first_name="Ana")
    server.connect_bot(MORE)
    secret = {"headers": {"X-Secret": "s3cret"}, "payload": {"key": "s3cret"}}
    shop.reply = content(
        {"type": "text", "text": "Hello", "buttons": [button("More", **secret)]},
        {"type": "cards", "elements": [{"title": "Shirt", "buttons": [button("Add")]}]},
        quick_replies=[button("Bye")],
        actions=[{"action": "add_tag", "tag_name": "VIP"}],
        goto="Nowhere",
    )
    assert page.post("/say", {"user_ns": ana, "text": "Hi"}).status_code == 200
    state = page.state(ana)
    assert [(it["kind"], [m["type"] for m in it["messages"]]) for it in state["entries"]] == [
        ("in", ["text"]),
        ("out", ["text", "cards"]),
    ]
    assert (state["tags"], state["name"]) == (["VIP"], "Ana")
    (card,) = state["entries"][1]["messages"][1]["cards"]
    assert [(it["caption"], it["index"]) for it in card["buttons"]] == [("Add", 1)]
    (bye,) = state["quick_replies"]
    assert "s3cret" not in json.dumps(state)
    assert MORE not in json.dumps(state["entries"])
    assert [line["is_wrong"] for line in state["calls"][0]["lines"]] == [True]
    shop.reply = content("Goodbye", goto=server.seed.sub_flow("Support"))
    pressed = {"user_ns": ana, "delivery": bye["delivery"], "index": bye["index"]}
    assert page.post("/press", pressed).status_code == 200
    api.ok("POST /subscriber/send-text", json={"user_ns": ana, "content": '{"messages": []}'})
    api.ok("POST /subscriber/move-chat-to", json={"user_ns": ana, "status": "done"})
    state = page.state(ana)
    texts = [m.get("text") for it in state["entries"][2:] for m in it["messages"]]
    assert texts == ["Bye", "Goodbye", "Support", '{"messages": []}', "Moved to done."]
    assert (state["quick_replies"], state["is_paused"]) == ([], True)


def test_an_older_button_can_still_be_pressed(server: Server, shop: Service, page: Page) -> None:
    ana = server.seed.subscriber(first_name="Ana")
    shop.reply = content({"type": "text", "text": "1", "buttons": [button(payload={"n": 1})]})
    server.dynamic_block(MORE, ana)
    entry = page.state(ana)["entries"][0]
    shop.reply = content("2")
    server.dynamic_block(MORE, ana)
    page.post("/press", {"user_ns": ana, "delivery": entry["delivery"], "index": 0})
    assert shop.bodies[-1] == {"n": 1}


def test_who_is_written_as_is_there_among_many(server: Server, page: Page, clock: Clock) -> None:
    ana = server.seed.subscriber(first_name="Ana")
    clock.now += 60
    server.seed.subscribers(250)
    everybody = page.get(f"/state?person={ana}").json()["people"]
    assert (len(everybody), everybody[0]["user_ns"]) == (201, ana)


def test_the_bot_can_be_paused_and_somebody_added(server: Server, page: Page) -> None:
    ana = page.post("/person", {"name": "  Ana "}).json()["result"]
    assert page.state()["user_ns"] == ana
    for is_paused in (True, False):
        page.post("/pause", {"user_ns": ana, "is_paused": is_paused})
        assert page.state(ana)["is_paused"] is is_paused
    server.reset()
    assert page.state(ana) is None


def test_the_page_leaves_the_ledger_and_scripted_answers_alone(server: Server, page: Page) -> None:
    server.answer_next(status=503)
    page.get()
    page.state()
    assert server.requests == []
    assert httpx.get(server.document_url, trust_env=False).status_code == 503
    assert httpx.get(f"{page.origin}/tryst", trust_env=False).status_code == 404

"""The bot from end to end, on the sandbox: no network, no key, no flow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.order_bot import bot
from flochat import Flochat
from flochat.sandbox import Server, serve

SECRET = "the-secret-of-this-test"
URL = "https://shop.example/flochat"
HEADERS = {"X-Flochat-Secret": SECRET}
BODY = {"user_ns": "{{user_ns}}", "phone": "{{phone}}"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A Flochat that calls the bot, which calls it."""
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", SECRET)
    monkeypatch.setenv("BOT_URL", URL)
    with serve(routes={"https://shop.example": bot.make_app()}) as running:
        monkeypatch.setenv("FLOCHAT_API_KEY", running.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", running.url)
        yield running


@pytest.fixture
def shop(server: Server) -> Iterator[Flochat]:
    """The shop's own view."""
    with Flochat(server.api_key, base_url=server.url) as client:
        for name, price in (("Shirt", "19.90"), ("Hat", "12")):
            client.shop.products.create(name, price=price)
        yield client


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def test_products_are_shown_as_cards_and_put_into_the_cart(
    server: Server, shop: Flochat, ana: str
) -> None:
    shown = server.dynamic_block(f"{URL}/products", ana, headers=HEADERS, body=BODY).check()
    assert sorted(shown.texts) == ["Hat", "Shirt"]
    assert [reply["caption"] for reply in shown.quick_replies] == [*bot.MENU]
    added = server.press(ana, "Add to cart", card="Shirt").check()
    assert added.texts == ["Your cart: 1 items, 19.90."]
    server.press(ana, "Products").check()
    assert server.press(ana, "Add to cart", card="Hat").check().texts == [
        "Your cart: 2 items, 31.90."
    ]
    assert sorted(item.name or "" for item in shop.shop.carts.get(ana).items) == ["Hat", "Shirt"]


def test_what_is_sold_out_is_told(server: Server, shop: Flochat, ana: str) -> None:
    server.dynamic_block(f"{URL}/products", ana, headers=HEADERS, body=BODY).check()
    for product in shop.shop.products.list():
        shop.shop.products.delete(product)
    gone = server.press(ana, "Add to cart", card="Hat").check()
    assert gone.texts == ["That is no longer for sale."]
    empty = server.press(ana, "Products").check()
    assert empty.texts == ["There is nothing for sale just now."]


def test_orders_are_found_by_phone_whichever_way_it_is_written(
    server: Server, shop: Flochat, ana: str
) -> None:
    shirt = next(it for it in shop.shop.products.list() if it.name == "Shirt")
    shop.shop.orders.create(ana, {shirt.variants[0]: 2}, status="shipped")
    for phone in ("{{phone}}", "+61 412 345 678"):
        body = {**BODY, "phone": phone}
        told = server.dynamic_block(f"{URL}/status", ana, headers=HEADERS, body=body).check()
        assert told.texts == ["Order 1: shipped, 39.80"]


@pytest.mark.parametrize("phone", ["+61498765432", "12", "", "{{mobile}}"])
def test_who_has_no_orders_is_told_so(server: Server, ana: str, phone: str) -> None:
    body = {**BODY, "phone": phone}
    told = server.dynamic_block(f"{URL}/status", ana, headers=HEADERS, body=body).check()
    assert "A human can help" in told.texts[0]


def test_a_human_takes_over(server: Server, ana: str) -> None:
    server.dynamic_block(f"{URL}/status", ana, headers=HEADERS, body=BODY).check()
    told = server.press(ana, "A human").check()
    assert told.texts == ["Somebody will be with you soon."]
    paths = [request.path.rpartition("/")[2] for request in server.requests]
    assert paths[-2:] == ["move-chat-to", "pause-bot"]
    server.connect_bot(f"{URL}/products", headers=HEADERS, body=BODY)
    assert server.say(ana, "Are you there?").posted is None


def test_who_does_not_know_the_secret_learns_nothing(server: Server, ana: str) -> None:
    call = server.external_request(f"{URL}/products", ana, body=BODY)
    assert (call.branch, call.texts) == (4, [])
    assert server.requests == []


def test_a_flow_that_does_not_say_who_it_is_about_is_told_so(server: Server, ana: str) -> None:
    call = server.external_request(f"{URL}/status", ana, headers=HEADERS, body={"a": "b"})
    assert call.answered is not None
    assert call.answered.status == 400
    assert "user_ns" in json.loads(call.answered.text)["message"]


def test_the_bot_is_as_short_as_its_page_says() -> None:
    assert len(Path(bot.__file__).read_text(encoding="utf-8").splitlines()) < 120

"""A shop's bot: products as cards, a cart, the status of orders, and a human when one is wanted.

uvicorn --factory bot:make_app
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI

from flochat import AsyncFlochat, CallbackButton, Card, Cards, Content, Product, Text, errors
from flochat.callbacks import CallbackRequest, Callbacks, CallbackUnreadable

MOST_CARDS = 10
MOST_ORDERS = 3
PAUSE = 60  # minutes that a human has before the bot speaks again
PATIENCE = 8.0  # seconds; how long the platform waits is not published
MENU = {"Products": "products", "My orders": "status", "A human": "human"}


class OrderBot:
    """The handlers, one for each path below `url`."""

    client: AsyncFlochat

    def __init__(self, callbacks: Callbacks, url: str) -> None:
        self.callbacks = callbacks
        self.url = url

    async def products(self, request: CallbackRequest) -> Content:
        products = await self.client.shop.products.list().to_list(max_items=MOST_CARDS)
        cards = [self.card(request, it) for it in products if it.name and it.variants]
        if not cards:
            return self.say(request, "There is nothing for sale just now.")
        return Content([Cards(cards)], quick_replies=self.menu(request))

    async def add(self, request: CallbackRequest) -> Content:
        variant_id = request.payload.get("variant_id")
        if not isinstance(variant_id, int):
            raise CallbackUnreadable("variant_id must be a number, as the buttons have it")
        try:
            # An unclear answer is no reason to add it again: the cart says what is in it.
            with suppress(errors.OutcomeUnknownError):
                await self.client.shop.carts.add(person(request), variant_id)
        except (errors.NotFoundError, errors.RejectedError):
            return self.say(request, "That is no longer for sale.")
        cart = await self.client.shop.carts.get(person(request))
        return self.say(request, f"Your cart: {cart.num_of_items} items, {cart.total_price:.2f}.")

    async def status(self, request: CallbackRequest) -> Content:
        """The orders of whoever has the caller's phone, also if they ordered on another channel."""
        try:
            found = request.phone and await self.client.subscribers.find(phone=request.phone)
        except (errors.AmbiguousMatchError, errors.InvalidArgumentError):  # two people, or no phone
            return self.say(request, "I cannot tell which orders are yours. A human can help.")
        if not found:
            return self.say(request, "I know of no orders for your number. A human can help.")
        orders = await self.client.shop.orders.list(subscriber=found).to_list(max_items=MOST_ORDERS)
        lines = [f"Order {it.id}: {it.status}, {it.total_price:.2f}" for it in orders]
        return self.say(request, "\n".join(lines) or "You have ordered nothing yet.")

    async def human(self, request: CallbackRequest) -> Content:
        await self.client.subscribers.move_chat_to(person(request), "open")
        await self.client.subscribers.pause_bot(person(request), PAUSE)
        return Content([Text("Somebody will be with you soon.")])

    def card(self, request: CallbackRequest, product: Product) -> Card:
        add = self.button(request, "Add to cart", "add", variant_id=product.variants[0].id)
        price = product.variants[0].price
        subtitle = None if price is None else f"{price:.2f}"
        image = product.image if (product.image or "").startswith("https://") else None
        return Card(product.name or "", subtitle=subtitle, image_url=image, buttons=[add])

    def say(self, request: CallbackRequest, text: str) -> Content:
        return Content([Text(text)], quick_replies=self.menu(request))

    def menu(self, request: CallbackRequest) -> list[CallbackButton]:
        return [self.button(request, caption, step) for caption, step in MENU.items()]

    def button(self, call: CallbackRequest, caption: str, step: str, **more: Any) -> CallbackButton:
        payload = {"phone": call.phone, **more}  # a press brings nothing but its payload
        url = f"{self.url}/{step}"
        return self.callbacks.button(caption, url, payload=payload, person=person(call))

    async def deliver(self, request: CallbackRequest, content: Any) -> None:
        """Send what came too late to be an answer."""
        await self.client.messages.send_content(person(request), content)


def person(request: CallbackRequest) -> str:
    if request.user_ns is None:
        raise CallbackUnreadable('the flow must send {"user_ns": "{{user_ns}}"}')
    return request.user_ns


def make_app() -> FastAPI:
    callbacks = Callbacks()
    bot = OrderBot(callbacks, os.environ.get("BOT_URL", "https://shop.example/flochat"))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncFlochat() as bot.client:
            yield

    wait = Content([Text("One moment, please.")])
    in_time = callbacks.answer_within(PATIENCE, wait, on_late=bot.deliver)
    handlers = (bot.products, bot.add, bot.status, bot.human)
    paths = {f"/{handler.__name__}": in_time(handler) for handler in handlers}
    app = FastAPI(lifespan=lifespan)
    app.mount("/flochat", callbacks.asgi(paths))
    return app

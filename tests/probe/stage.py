"""Hosts to ask: sandboxes with data of every kind, and what a probe of them says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from flochat import AsyncFlochat, Flochat
from flochat.probe import ProbeReport, probe, probe_async
from flochat.sandbox import Seed, Server, serve
from tests.support.clients import Clock, _AsyncRuntime, _SyncRuntime

FLOW: Final = "f280503"
#: More people than the longest page has.
PEOPLE: Final = 120


def rich(seed: Seed, now: float) -> None:
    """A flow with something of each kind that a setting shows in."""
    for name in ("VIP", "Newsletter", "Gold customers", "Callback"):
        seed.tag(name)
    seed.sub_flow("Welcome")
    seed.user_field("Plan", description="What they pay for")
    seed.user_field("Visits", "number")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.bot_field("Count", "number", value="7")
    seed.bot_field("Is open", "boolean", value="true")
    seed.agent("Kim", email="kim@example.com")
    seed.label("Lead")
    seed.event("Bought")
    seed.subscribers(PEOPLE)
    seed.subscriber(first_name="Dan", last_interaction="2020-02-01 00:00:00")
    eve = seed.subscriber(first_name="Eve", last_interaction=None)
    cora = seed.subscriber(
        first_name="Cora",
        last_name="Example",
        phone="61412345999",
        email="Cora@Example.com",
        tags=["VIP"],
        user_fields={"Plan": "gold", "Visits": "12"},
    )
    for number, kind in enumerate(("in", "in", "system", "note")):
        content = None if kind == "note" else f"message {number}"
        for person in (cora, eve):
            seed.message(person, content, kind=kind, ts=int(now) - 60 + number)
    seed.conversation(cora)
    seed.conversation(cora)
    seed.error_log(cora, "Timeout")


def _order_twice(client: Flochat) -> None:
    """Two orders, by somebody."""
    cup, person = client.shop.products.list().first(), client.subscribers.list().first()
    assert cup is not None
    assert person is not None
    cup_of_one_size = client.shop.variants.list(cup).first()
    assert cup_of_one_size is not None
    for _ in range(2):
        client.shop.orders.create(person, {cup_of_one_size: 1})


@contextmanager
def host(
    habits: Mapping[str, str] | None = None,
    *,
    seed: Callable[..., None] | None = rich,
    **options: Any,
) -> Iterator[tuple[Server, Clock]]:
    """A sandbox with data, whose clock is that of the clients that ask it."""
    clock = Clock()
    filled = (lambda it: seed(it, clock.now)) if seed else None
    with serve(seed=filled, clock=lambda: clock.now, **options) as server:
        if seed:
            with Flochat(server.api_key, base_url=server.url) as client:
                client.shop.products.create("Cup", price="12.50")
                _order_twice(client)
            server.clear()
        clock.now += 10
        server.change_habits(habits or {})
        yield server, clock


def ask(
    kind: str,
    server: Server | str,
    clock: Clock | None = None,
    *,
    key: str = "sandbox-key",
    **options: Any,
) -> ProbeReport:
    """A probe by either client."""
    url = server if isinstance(server, str) else server.url
    clock = clock or Clock()
    client_options = options.pop("client", {})
    if kind == "sync":
        with Flochat(key, base_url=url, runtime=_SyncRuntime(clock), **client_options) as client:
            return probe(client, **options)

    async def run() -> ProbeReport:
        runtime = _AsyncRuntime(clock)
        async with AsyncFlochat(key, base_url=url, runtime=runtime, **client_options) as client:
            return await probe_async(client, **options)

    return asyncio.run(run())

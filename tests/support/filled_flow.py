"""A flow that has more than a page of everything, and what a whole export of each has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from flochat import Flochat
from flochat.sandbox import Server

#: When the first thing happened, in Unix seconds.
BEGIN: Final = 1_764_000_000
EXPORTS: Final = (
    *("subscribers", "messages", "orders", "tickets", "conversations", "broadcasts", "activity"),
)
#: What a row is known by, by export.
IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "subscribers": ("user_ns",),
    "messages": ("user_ns", "id"),
    "orders": ("id",),
    "tickets": ("list_id", "id"),
    "conversations": ("id",),
    "broadcasts": ("broadcast_ns",),
    "activity": ("user_ns", "action", "created_at"),
}


@frozen
class FilledFlow:
    """A sandbox with a flow, and for each export what identifies its rows, as often as they are."""

    server: Server
    rows: Mapping[str, Counter[tuple[Any, ...]]]


def fill(server: Server, *, people: int = 250, activities: int = 2_300) -> FilledFlow:
    """Fill the flow of a sandbox."""
    seed = server.seed
    seed.user_field("Plan")
    names = [seed.subscriber(first_name="Ana", user_fields={"Plan": "gold"})]
    names += seed.subscribers(people - 1)
    talkers = names[:12]
    messages: Counter[tuple[Any, ...]] = Counter()
    for number, talker in enumerate(talkers):
        for n in range(230 if number == 0 else number * 11):
            seed.message(talker, f"{number}/{n}", kind=("in", "agent")[n % 2], ts=BEGIN + n // 3)
            messages[talker, None] += 1
    for number, name in enumerate(names * 5):
        seed.conversation(name, ts=BEGIN + 60 * number)
    activity: Counter[tuple[Any, ...]] = Counter()
    for n in range(activities):
        at = BEGIN + n // 4 * 97  # some are alike in all they say
        seed.activity(names[n // 8 % people], "reply", ts=at)
        activity[names[n // 8 % people], at] += 1
    lists = [seed.ticket_list("Repairs"), seed.ticket_list("Returns")]
    with Flochat(server.api_key, base_url=server.url) as client:
        _fill_by_calls(client, names, lists, seed.sub_flow("Sale"))
        found: dict[str, Counter[tuple[Any, ...]]] = {
            "subscribers": Counter((name,) for name in names),
            "orders": Counter((order.id,) for order in client.shop.orders.list()),
            "tickets": Counter(
                (list_id, it.id) for list_id in lists for it in client.tickets.list(list_id)
            ),
            "broadcasts": Counter((it.broadcast_ns,) for it in client.broadcasts.list()),
            "conversations": Counter((it.id,) for it in client.flow.conversations.list()),
            "messages": messages,
            "activity": activity,
        }
    assert [len(found[name]) for name in ("orders", "broadcasts")] == [230, 130]
    assert (len(found["tickets"]), len(found["conversations"])) == (260, people * 5)
    server.clear()
    return FilledFlow(server, found)


def _fill_by_calls(client: Flochat, names: list[str], lists: list[int], sub_flow: str) -> None:
    shirt = client.shop.products.create("Shirt", price="5.00", status="active")
    variant = client.shop.variants.list(shirt).first()
    assert variant is not None
    for number in range(230):
        client.shop.orders.create(names[number], {variant: 1})
    for number in range(260):
        client.tickets.create(lists[number // 200], f"No. {number}", subscriber=names[number % 9])
    for number in range(130):
        client.broadcasts.send([names[number]], sub_flow)


def exported(path: Path, name: str) -> Counter[tuple[Any, ...]]:
    """What identifies the rows of a file of JSON lines, as often as they are in it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Counter(tuple(row[column] for column in IDENTITY[name]) for row in rows)


def comparable(rows: Counter[tuple[Any, ...]], name: str) -> Counter[tuple[Any, ...]]:
    """The rows as they can be compared with what was put in.

    The ids of messages are the sandbox's own, and times of activity come in many ways.
    """
    if name == "messages":
        assert set(rows.values()) <= {1}, "a message came twice"
        return Counter((user_ns, None) for user_ns, _ in rows)
    if name == "activity":
        from datetime import UTC, datetime

        return Counter(
            {
                (user_ns, int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp())): count
                for (user_ns, _, at), count in rows.items()
            }
        )
    return rows

"""What can be exported, by the names of the methods of `client.export`."""

from __future__ import annotations

from typing import Final

EXPORTS: Final = (
    "subscribers",
    "messages",
    "orders",
    "tickets",
    "conversations",
    "broadcasts",
    "activity",
)
#: Those that can be of some people alone.
BY_PEOPLE: Final = ("subscribers", "messages")

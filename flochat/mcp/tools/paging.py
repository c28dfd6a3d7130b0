"""Rows of a list from a cursor on."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Any, Final, TypeVar

from ..._plurals import counted
from ..answers import Arguments
from ..tool import WHOLE, Schema

T = TypeVar("T")

_DEFAULT: Final = 20
#: What a tool takes that gives rows.
PAGED: Final[dict[str, Schema]] = {"limit": WHOLE, "cursor": WHOLE, "max_kb": WHOLE}


async def page(
    rows: AsyncIterable[T], given: Arguments, *, most: int, default: int = _DEFAULT
) -> tuple[list[T], dict[str, Any]]:
    """The rows that were asked for, and `next` where there are more.

    Nothing is read beyond the first row that is not given.
    """
    start, limit = given.get("cursor", 0), max(1, min(given.get("limit", default), most))
    found: list[T] = []
    position = 0
    async for row in rows:
        position += 1
        if position <= start:
            continue
        if len(found) == limit:
            return found, {"next": start + limit}
        found.append(row)
    return found, {}


def told(count: int, one: str, more: Arguments, *, many: str | None = None, order: str = "") -> str:
    """What came, in a line; `one` and `many` are those of `counted`."""
    return f"{counted(count, one, many)}{order}{', and more from the cursor on' if more else ''}."

"""Numbers with what they count, in plain English."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts: "1 row", "1,000 rows"; `many` where that is not with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"

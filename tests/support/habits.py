"""The habits of the host that tests run on."""

from __future__ import annotations


def parse_habits(text: str) -> dict[str, str]:
    """The habits of a text such as "paging=nothing;mid=top"."""
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return {name.strip(): value.strip() for name, _, value in pairs}

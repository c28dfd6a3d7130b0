"""Media types as documents spell them."""

from __future__ import annotations

from typing import Final

JSON: Final = "application/json"


def bare(name: str) -> str:
    """A media type without its parameters, in lower case."""
    return name.partition(";")[0].strip().lower()

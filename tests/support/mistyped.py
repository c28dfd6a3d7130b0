"""Wrong arguments, where being wrong is what a test is about."""

from __future__ import annotations

from typing import Any


def mistyped(value: object) -> Any:
    """The same value, with nothing that a type checker could hold against it."""
    return value

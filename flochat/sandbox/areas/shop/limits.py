"""The numbers that a shop takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import Errors, Invalid

MAX_NUMBER: Final = 1_000_000_000


def check_numbers(entry: Mapping[str, Any], *names: str, minimum: int = 0) -> None:
    """Raise `Invalid` for prices and quantities that no shop has."""
    errors: Errors = {
        name: [f"{name} must be from {minimum} to {MAX_NUMBER}."]
        for name in names
        if name in entry and not minimum <= entry[name] <= MAX_NUMBER
    }
    if errors:
        raise Invalid(errors)

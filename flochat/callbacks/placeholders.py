"""Placeholders that arrive as they were written, since the person has no such value."""

from __future__ import annotations

import re
from typing import Any, Final

#: A text of placeholders and nothing else: "{{first_name}} {{last_name}}".
_UNFILLED: Final = re.compile(r"\s*(?:\{\{[^{}]*\}\}\s*)+")


def fill_in(fields: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The same fields with None for each blank and placeholder, and where those stood.

    A place is written as "name", "items[0].size".
    """
    unfilled: list[str] = []
    filled = {key: _filled(value, key, unfilled) for key, value in fields.items()}
    return filled, tuple(unfilled)


def _filled(value: Any, place: str, unfilled: list[str]) -> Any:
    kind = value.__class__  # JSON has no subclasses, and a class is faster to tell
    if kind is str:
        if (value[:1].isalnum() and "{{" not in value) or not is_unfilled(value):
            return value
        unfilled.append(place)
        return None
    if kind is dict:
        return {key: _filled(item, f"{place}.{key}", unfilled) for key, item in value.items()}
    if kind is list:
        return [_filled(item, f"{place}[{n}]", unfilled) for n, item in enumerate(value)]
    return value


def is_unfilled(text: str) -> bool:
    """Whether a text is blank, or of placeholders alone."""
    if not text or text.isspace():
        return True
    return "{{" in text and _UNFILLED.fullmatch(text) is not None

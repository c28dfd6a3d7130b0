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
    filled = fields.copy()
    for key, value in fields.items():
        if not _is_filled(value):
            filled[key] = _filled(value, key, unfilled)
    return filled, tuple(unfilled)


def _is_filled(value: Any) -> bool:
    """Whether nothing is to be filled in: so it is with nearly all, which need no copy."""
    kind = value.__class__  # JSON has no subclasses, and a class is faster to tell
    if kind is str:
        return (value[:1].isalnum() and "{{" not in value) or not is_unfilled(value)
    if kind is dict:
        return all(map(_is_filled, value.values()))
    return kind is not list or all(map(_is_filled, value))


def _filled(value: Any, place: str, unfilled: list[str]) -> Any:
    if isinstance(value, str):
        if not is_unfilled(value):
            return value
        unfilled.append(place)
        return None
    if isinstance(value, dict):
        return {key: _filled(item, f"{place}.{key}", unfilled) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, f"{place}[{n}]", unfilled) for n, item in enumerate(value)]
    return value


def is_unfilled(text: str) -> bool:
    """Whether a text is blank, or of placeholders alone."""
    if not text or text.isspace():
        return True
    return "{{" in text and _UNFILLED.fullmatch(text) is not None

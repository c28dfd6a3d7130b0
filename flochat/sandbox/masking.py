"""Content as it is shown: the headers of its buttons hold the secret that a service is known by."""

from __future__ import annotations

import json
from typing import Any, Final

from .._values.secret import MASK, mask_secrets

_HEADERS: Final = "headers"


def without_headers(part: Any) -> Any:
    """JSON with a mask in place of the value of every header."""
    if isinstance(part, list | tuple):
        return [without_headers(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: dict.fromkeys(value, MASK)
        if key == _HEADERS and isinstance(value, dict)
        else without_headers(value)
        for key, value in part.items()
    }


def show_without_headers(part: Any) -> str:
    """The repr of JSON, without headers and other secrets."""
    try:
        return repr(mask_secrets(without_headers(part)))
    except RecursionError:
        return "..."


def show_content(content: str | None) -> str:
    """The repr of what was delivered, which is a text, or JSON with buttons."""
    if content is None or f'"{_HEADERS}"' not in content:
        return repr(content)
    try:
        return repr(json.dumps(without_headers(json.loads(content))))
    except (ValueError, RecursionError):
        return repr(content)

"""Writes the JSON form of a report: each finding on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

_INDENT: Final = "  "


def written(report: Mapping[str, Any]) -> str:
    """The text of a report, which ends with a new line.

    To indent all of it would take four times as long, and nobody could grep for a finding.
    """
    return f"{_written(report, '')}\n"


def _written(value: Any, indent: str) -> str:
    inside = indent + _INDENT
    if _is_listing(value):
        text = json.dumps(value)[1:-1]
        # No text holds a quotation mark without a backslash: this is where an object begins.
        beginning = f"{{{json.dumps(next(iter(value[0]), ''))}: "
        rows = text.replace(f"}}, {beginning}", f"}},\n{inside}{beginning}")
        return f"[\n{inside}{rows}\n{indent}]"
    if isinstance(value, Mapping) and any(map(_has_listing, value.values())):
        pairs = (f"{json.dumps(key)}: {_written(inner, inside)}" for key, inner in value.items())
        separator = f",\n{inside}"
        return f"{{\n{inside}{separator.join(pairs)}\n{indent}}}"
    return json.dumps(value)


def _is_listing(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _has_listing(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_listing, value.values()))
    return _is_listing(value)

"""Writes the JSON form of a report: each finding on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

_INDENT: Final = "  "
#: How many rows are encoded at once: one by one takes longer, and all of them more memory.
_ROWS: Final = 100


def written(report: Mapping[str, Any]) -> str:
    """The text of a report, which ends with a new line.

    To indent all of it would take four times as long, and nobody could grep for a finding.
    """
    return "".join([*_pieces(report, "\n"), "\n"])


def _pieces(value: Any, line: str) -> Iterator[str]:
    """The text of a value; `line` is what begins a line of what contains it."""
    inside = line + _INDENT
    if _is_listing(value):
        yield "["
        for start in range(0, len(value), _ROWS):
            yield f"{',' if start else ''}{inside}"
            yield _rows(value[start : start + _ROWS], inside)
        yield f"{line}]"
    elif isinstance(value, Mapping) and any(map(_has_listing, value.values())):
        yield "{"
        for number, (key, inner) in enumerate(value.items()):
            yield f"{',' if number else ''}{inside}{json.dumps(key)}: "
            yield from _pieces(inner, inside)
        yield f"{line}}}"
    else:
        yield json.dumps(value)


def _rows(rows: list[Any], inside: str) -> str:
    # No text holds a quotation mark without a backslash: this is where an object begins.
    beginning = f"}}, {{{json.dumps(next(iter(rows[0]), ''))}: "
    text = json.dumps(rows)[1:-1]
    if text.count(beginning) != len(rows) - 1:  # that of an object inside of a row, too
        return f",{inside}".join(map(json.dumps, rows))
    return text.replace(beginning, f"}},{inside}{beginning[3:]}")


def _is_listing(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _has_listing(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_listing, value.values()))
    return _is_listing(value)

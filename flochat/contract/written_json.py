"""Writes the JSON form of a report: each finding on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

_INDENT: Final = "  "
#: How many rows are encoded at once: one by one takes longer, and all of them more memory.
_ROWS: Final = 100


class Written(NamedTuple):
    """A list that is a member of a report, its objects written already."""

    parts: tuple[str, ...]


def rows(objects: Iterable[Mapping[str, Any]]) -> str:
    """Some objects of a list that is a member of a report, each on a line of its own."""
    return _listed(objects, f"\n{2 * _INDENT}")


def joined(*parts: str) -> Written | list[Any]:
    """A list that is a member of a report, of what `rows` made."""
    return Written(parts) if any(parts) else []


def written(report: Mapping[str, Any]) -> str:
    """The text of a report, which ends with a new line.

    To indent all of it would take four times as long, and nobody could grep for a finding.
    """
    return "".join([*_pieces(report, "\n"), "\n"])


def _pieces(value: Any, line: str) -> Iterator[str]:
    """The text of a value; `line` is what begins a line of what contains it."""
    inside = line + _INDENT
    if _is_listing(value):
        parts = value.parts if isinstance(value, Written) else (_listed(value, inside),)
        yield f"[{inside}"
        yield f",{inside}".join(filter(None, parts))
        yield f"{line}]"
    elif isinstance(value, Mapping) and any(map(_has_listing, value.values())):
        yield "{"
        for number, (key, inner) in enumerate(value.items()):
            yield f"{',' if number else ''}{inside}{json.dumps(key)}: "
            yield from _pieces(inner, inside)
        yield f"{line}}}"
    else:
        yield json.dumps(value)


def _listed(objects: Iterable[Mapping[str, Any]], inside: str) -> str:
    left = iter(objects)
    batches = iter(lambda: [*islice(left, _ROWS)], [])
    return f",{inside}".join(_batch(batch, inside) for batch in batches)


def _batch(objects: list[Mapping[str, Any]], inside: str) -> str:
    # No text holds a quotation mark without a backslash: this is where an object begins.
    beginning = f"}}, {{{json.dumps(next(iter(objects[0]), ''))}: "
    text = json.dumps(objects)[1:-1]
    if text.count(beginning) != len(objects) - 1:  # that of an object inside of a row, too
        return f",{inside}".join(map(json.dumps, objects))
    return text.replace(beginning, f"}},{inside}{beginning[3:]}")


def _is_listing(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Written)


def _has_listing(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_listing, value.values()))
    return _is_listing(value)

"""The normal form of a contract: two pulls without a real change give the same bytes."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from .references import with_path_items
from .structure import objects

# Arrays whose order says nothing about requests and responses, by the object that contains them
# (the order of `tags` only arranges a page); all arrays of a `set map` are of this kind. All other
# arrays keep their order: the first of `servers` is the default, `allOf`, `oneOf` and `anyOf` are
# tried in turn and name generated classes by position, and in examples, defaults and extensions
# the order is data.
UNORDERED: Final[dict[str, tuple[str, ...]]] = {
    "document": ("security", "tags"),
    "path item": ("parameters",),
    "operation": ("parameters", "security", "tags"),
    "schema": ("enum", "required", "type"),
}

# Where the platform prints the time of the pull. Keywords that restrict a caller (bounds, enums,
# defaults, constants) are not among them.
PRINTED: Final = ("title", "summary", "description", "example", "examples", "value")
SOME_MOMENT: Final = 1_700_000_000
UNIX_TIMES: Final = range(1_500_000_000, 2**31)
_TEN_DIGITS: Final = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)


def normalise(document: dict[str, Any]) -> dict[str, Any]:
    """A copy of a document in normal form; normalising it again changes nothing.

    Keys are sorted, and so are the arrays of `UNORDERED`. Unix times in prose and examples become
    `SOME_MOMENT`. Whole numbers are written as such: JSON does not tell 1.0 from 1. A path item
    behind a `$ref` is put where it is used, so that whoever reads paths finds its operations.
    """
    normal: dict[str, Any] = _settle(with_path_items(document))
    for kind, node in objects(normal):
        if kind == "set map":
            _sort(node, tuple(node))
        else:
            _replace_times(node)
            _sort(node, UNORDERED.get(kind, ()))
    return normal


def dump(document: dict[str, Any]) -> str:
    """The text of a document in `openapi.json`: sorted keys, two spaces, one final newline."""
    return (
        json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    )


def _settle(value: Any) -> Any:
    if isinstance(value, str):  # by far the most frequent
        return value
    if isinstance(value, dict):
        return {key: _settle(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_settle(element) for element in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _replace_times(node: dict[str, Any]) -> None:
    for keyword in PRINTED:
        if keyword in node:
            node[keyword] = _timeless(node[keyword])


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_timeless(element) for element in value]
    if isinstance(value, str):
        return _TEN_DIGITS.sub(_timeless_digits, value)
    if type(value) is int and value in UNIX_TIMES:
        return SOME_MOMENT
    return value


def _timeless_digits(digits: re.Match[str]) -> str:
    return str(SOME_MOMENT) if int(digits[0]) in UNIX_TIMES else digits[0]


def _sort(node: dict[str, Any], keywords: tuple[str, ...]) -> None:
    for keyword in keywords:
        if isinstance(node.get(keyword), list):
            node[keyword].sort(key=_rank)


def _rank(element: Any) -> str:
    """A sort key: what identifies an element, then all of it, so that prose moves no parameter."""
    is_object = isinstance(element, dict)
    identity = [element.get(keyword) for keyword in ("$ref", "in", "name")] if is_object else []
    return json.dumps([identity, element], sort_keys=True)

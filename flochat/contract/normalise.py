"""The one form in which a contract is kept: two pulls without a real change give the same bytes."""

import json
import re
from typing import Any

from flochat.contract.structure import objects

# Arrays whose order says nothing, by the object they stand in. All others keep theirs: the first of `servers` is the
# default, `allOf` merges and `oneOf`/`anyOf` are tried in order (which also names the generated classes), and arrays in
# examples and defaults are data. The arrays of a `set map` (`security`, `dependentRequired`) are sorted, all of them.
UNORDERED = {
    "document": ("security", "tags"),
    "path item": ("parameters",),
    "operation": ("parameters", "security", "tags"),
    "schema": ("enum", "required", "type"),
}
PROSE = ("title", "summary", "description")

# The platform prints the moment of the pull where it explains a time; this moment takes its place.
SOME_MOMENT = 1_700_000_000
_UNIX_TIMES = range(1_500_000_000, 2**31)
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{10}(?![0-9])")


def normalise(document: dict[str, Any]) -> dict[str, Any]:
    """A copy with sorted keys, sorted arrays where order means nothing, and no moment of a pull in prose or examples.

    What binds a caller (bounds, enums, defaults, constants) keeps its value.
    """
    normal: dict[str, Any] = _settle(document)
    for kind, node in objects(normal):
        _scrub(kind, node)
        _sort(kind, node)
    return normal


def dump(document: dict[str, Any]) -> str:
    """The text of `openapi.json` for a document: JSON with sorted keys, two spaces, UTF-8 as it is, one final newline."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _settle(value: Any) -> Any:
    """The same JSON with keys in order and whole numbers written as such: JSON does not tell 1.0 from 1."""
    if isinstance(value, dict):
        return {key: _settle(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_settle(element) for element in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _scrub(kind: str, node: dict[str, Any]) -> None:
    for keyword in PROSE:
        if isinstance(node.get(keyword), str):
            node[keyword] = _without_times(node[keyword])
    for keyword in ("value",) if kind == "example" else ("example", "examples" if kind == "schema" else ""):
        if keyword in node:
            node[keyword] = _without_times(node[keyword])


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_times(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_without_times(element) for element in value]
    if isinstance(value, str):
        return _TEN_DIGITS.sub(lambda found: str(_without_times(int(found[0]))), value)
    if type(value) is int and value in _UNIX_TIMES:
        return SOME_MOMENT
    return value


def _sort(kind: str, node: dict[str, Any]) -> None:
    for keyword in node if kind == "set map" else UNORDERED.get(kind, ()):
        if isinstance(node.get(keyword), list):
            node[keyword].sort(key=_rank)


def _rank(element: Any) -> str:
    """By what identifies an element, then by all of it: a parameter must not move because its prose did."""
    identity = [element.get(key) for key in ("$ref", "in", "name")] if isinstance(element, dict) else []
    return json.dumps([identity, element], sort_keys=True)

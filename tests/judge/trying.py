"""What trying values says of a pair of documents: of bodies, and of parameters as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from flochat.contract.structure import METHODS
from tests.contract.test_parameters_by_values import is_broken as is_parameter_broken
from tests.judge.changes import Document
from tests.judge.parts import Pair
from tests.support.values import is_received_broken, is_sent_broken

_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
#: How deep the values are that are tried, and what they decide: they may be objects at its end.
_TRIED: Final = 6
_DEEPEST: Final = 5
_OF_LISTS: Final = ('"array"', '"items"', '"minItems"', '"maxItems"', '"uniqueItems"')
_CANNOT_TRY: Final = (RecursionError, KeyError, TypeError, AttributeError, ValueError)


class Tried(NamedTuple):
    """Whether values that were fine are so no longer, and whether the same ones are fine."""

    breaks: bool
    #: The same to who sends and who receives, in either direction of time.
    are_same: bool


class _Schemas(NamedTuple):
    """A schema before and after, and whether it is one of what is sent."""

    is_sent: bool
    old: Any
    new: Any
    is_text: bool = False


def tried(pair: Pair) -> Tried | None:
    """What values say, None where they cannot be tried."""
    components = tuple(side.get("components", {}).get("schemas", {}) for side in pair)
    breaks, are_same = False, True
    try:
        for one in _schemas(pair):
            is_broken: Callable[..., bool] = is_sent_broken if one.is_sent else is_received_broken
            if one.is_text:
                if _has_lists(one.old) != _has_lists(one.new):
                    return None  # how lists are written decides that
                there, back = (
                    is_parameter_broken(*both) for both in ((one.old, one.new), (one.new, one.old))
                )
            else:
                there = is_broken(one.old, one.new, components, depth=_TRIED)
                back = is_broken(one.new, one.old, components[::-1], depth=_TRIED)
            breaks, are_same = breaks or there, are_same and not there and not back
    except _CANNOT_TRY:
        return None
    if not breaks and max(map(_depth, pair)) > _DEEPEST:
        return None  # where no value reaches, nothing is known to be the same either
    return Tried(breaks, are_same)


def _has_lists(schema: Any) -> bool:
    return any(word in json.dumps(schema) for word in _OF_LISTS)


def _depth(document: Document) -> int:
    """How deep objects and lists are in each other: values are no deeper than some levels."""
    schemas = document.get("components", {}).get("schemas", {})

    def depth(node: Any, visited: tuple[str, ...]) -> int:
        if isinstance(node, list):
            return max((depth(one, visited) for one in node), default=0)
        if not isinstance(node, dict):
            return 0
        found = [
            depth(one, visited) + (key in ("properties", "items", "additionalProperties"))
            for key, one in node.items()
        ]
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name in schemas and name not in visited:
            found.append(depth(schemas[name], (*visited, name)))
        return max(found, default=0)

    return depth({key: document.get(key) for key in ("paths", "webhooks")}, ())


def _schemas(pair: Pair) -> Iterator[_Schemas]:
    for container, is_incoming in (("paths", False), ("webhooks", True)):
        items = [side.get(container, {}) for side in pair]
        for path in items[0].keys() & items[1].keys():
            yield from _of_path_item(*(one[path] for one in items), is_incoming=is_incoming)


def _of_path_item(old: Any, new: Any, *, is_incoming: bool) -> Iterator[_Schemas]:
    for method in old.keys() & new.keys() & {*METHODS}:
        operations = old[method], new[method]
        sent = _contents(operations[0].get("requestBody"))
        for one, other in _common(sent, operations[1], "requestBody"):
            yield _Schemas(not is_incoming, one, other)
        for status in operations[0].get("responses", {}):
            answers = _contents(operations[0]["responses"][status])
            for one, other in _common(answers, operations[1].get("responses", {}), status):
                yield _Schemas(is_incoming, one, other)
        parameters = [_parameters(item, item[method]) for item in (old, new)]
        for key in parameters[0].keys() & parameters[1].keys():
            before, after = (one[key] for one in parameters)
            yield _Schemas(not is_incoming, before, after, is_text=True)
            if "items" in before and "items" in after:
                yield _Schemas(not is_incoming, before["items"], after["items"], is_text=True)
        callbacks = [one.get("callbacks", {}) for one in operations]
        for name in callbacks[0].keys() & callbacks[1].keys():
            urls = [one[name] for one in callbacks]
            for url in urls[0].keys() & urls[1].keys():
                yield from _of_path_item(*(one[url] for one in urls), is_incoming=not is_incoming)


def _common(contents: dict[str, Any], other: Document, key: str) -> Iterator[tuple[Any, Any]]:
    others = _contents(other.get(key))
    yield from ((contents[name], others[name]) for name in contents.keys() & others.keys())


def _contents(body: Any) -> dict[str, Any]:
    content = (body or {}).get("content", {})
    return {name: media["schema"] for name, media in content.items() if "schema" in media}


def _parameters(item: Document, operation: Document) -> dict[tuple[str, str], Any]:
    found = {}
    for one in (*item.get("parameters", ()), *operation.get("parameters", ())):
        is_ignored = one["in"] == "header" and one["name"].lower() in _IGNORED_HEADERS
        if not is_ignored:
            found[one["in"], one["name"]] = one.get("schema", {})
    return found

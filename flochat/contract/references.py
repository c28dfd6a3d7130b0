"""Copies of a document with its references followed, where not every reader follows them.

Bundlers put a path item, a parameter, a body or an answer anywhere, and refer to it. A reference
that leads nowhere, or back to itself, is left as it is: `document.check` refuses it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from . import json_pointer
from .structure import METHODS

Document = dict[str, Any]

#: Which maps hold path items by name, and are read by everybody.
_PATH_ITEMS: Final = ("paths", "webhooks")
#: Where the generator looks for what an operation refers to.
_COMPONENTS: Final = {
    "parameter": "#/components/parameters/",
    "request body": "#/components/requestBodies/",
    "response": "#/components/responses/",
}


def with_path_items(document: Document) -> Document:
    """A copy in which each path item stands where it is used; keywords beside a `$ref` win."""
    copied = dict(document)
    for name in _PATH_ITEMS:
        items = document.get(name)
        if isinstance(items, dict):
            copied[name] = {path: path_item(document, item) for path, item in items.items()}
    return copied


def path_item(document: Document, item: Any) -> Any:
    """A path item with all that it says, here and where its `$ref` leads."""
    if not isinstance(item, dict) or "$ref" not in item:
        return item
    target = _target(document, item)
    if target is None:
        return item
    return {**copy.deepcopy(target), **{key: item[key] for key in item if key != "$ref"}}


def for_the_generator(document: Document) -> Document:
    """A copy in which parameters, bodies and answers are where the generator finds them.

    It follows a `$ref` straight to a component of the right kind, and no other.
    """
    copied = copy.deepcopy(document)
    components = copied.get("components", {})
    for holder, key, kind in list(_referring(copied)):
        is_named = any(holder is held for held in components.values())
        holder[key] = _followed(copied, holder[key], None if is_named else kind)
    return copied


def _referring(document: Document) -> Iterator[tuple[Any, Any, str]]:
    """Where a parameter, body or answer may be a reference: its container, its key, its kind."""
    components = document.get("components", {})
    for kind, prefix in _COMPONENTS.items():
        named = components.get(prefix.split("/")[-2], {})
        yield from ((named, name, kind) for name in named)
    for path, item in document.get("paths", {}).items():
        if not path.startswith("/"):  # an extension, which may be anything
            continue
        yield from _in_parameters(item)
        for operation in (item[method] for method in METHODS if method in item):
            yield from _in_parameters(operation)
            if "requestBody" in operation:
                yield operation, "requestBody", "request body"
            responses = operation.get("responses", {})
            yield from ((responses, status, "response") for status in responses)


def _in_parameters(owner: Document) -> Iterator[tuple[Any, Any, str]]:
    parameters = owner.get("parameters", [])
    return ((parameters, number, "parameter") for number in range(len(parameters)))


def _followed(document: Document, node: Any, kind: str | None) -> Any:
    """What a reference leads to, or itself where the generator follows it: to a component."""
    if not isinstance(node, dict) or "$ref" not in node:
        return node
    component = _one_step(document, node)
    is_plain = isinstance(component, dict) and "$ref" not in component
    if kind is not None and is_plain:
        name = str(node["$ref"]).removeprefix(_COMPONENTS[kind])
        if name != node["$ref"] and "/" not in name:
            return node
    target = _target(document, node)
    return node if target is None else copy.deepcopy(target)


def _target(document: Document, node: Document) -> Document | None:
    """What a reference leads to in the end, with what is said beside references on the way."""
    visited: list[int] = []
    beside: Document = {}
    while "$ref" in node:
        if id(node) in visited:
            return None
        visited.append(id(node))
        beside = {**{key: node[key] for key in node if key != "$ref"}, **beside}
        following = _one_step(document, node)
        if not isinstance(following, dict):
            return None
        node = following
    return {**node, **beside}


def _one_step(document: Document, node: Document) -> Any:
    pointer = json_pointer.of_reference(node["$ref"])
    if pointer is None:
        return None
    try:
        return json_pointer.resolve(document, pointer)
    except LookupError:
        return None

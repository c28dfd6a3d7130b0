"""The keys that may be shown: those that the contract or our models know, and no other.

A key of an answer can be data: the name of a field, a label, a person. What is in no document is
shown as `<key>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, cast

import attrs

from .. import models
from ..models.base import Model

#: The envelope of lists, which the contract does not have.
_ENVELOPE: Final = frozenset(
    {"data", "links", "meta", "status", "message", "error", "errors", "success", "ok", "code"}
    | {"first", "last", "prev", "next", "current_page", "from", "last_page", "path", "per_page"}
    | {"to", "total", "count", "active", "label", "url", "mid", "matched_items"}
)


def known_keys(document: dict[str, Any]) -> frozenset[str]:
    """All keys that the document, our models or the envelope of lists have."""
    return frozenset(_properties(document)) | _model_keys() | _ENVELOPE


def _properties(node: Any) -> Iterator[str]:
    """The names of the properties of all schemas of a document."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for inner in node.values():
            yield from _properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _properties(inner)


@cache
def _model_keys() -> frozenset[str]:
    named = (getattr(models, name) for name in dir(models))
    classes = (one for one in named if isinstance(one, type) and issubclass(one, Model))
    return frozenset(
        key
        for model in classes
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", model))
        for key in _wire_names(field)
    )


def _wire_names(field: attrs.Attribute[Any]) -> tuple[str, ...]:
    wire = field.metadata.get("wire", field.name)
    return (wire,) if isinstance(wire, str) else tuple(wire)

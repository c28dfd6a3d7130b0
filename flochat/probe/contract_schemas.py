"""What the contract says of the answers to reads, as plain schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from .._wire.seam import wire_identity

Schema: TypeAlias = Mapping[str, Any]

_METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
_MEDIA_TYPE: Final = "application/json"
#: A chain of references that is longer than this leads nowhere.
_MAX_CHAIN: Final = 50


class Schemas:
    """The schemas of a document's answers, by the wire identity of the operation."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._places = {
            wire_identity(method, path): (path, method)
            for path, item in document["paths"].items()
            for method in item
            if method in _METHODS
        }

    def place(self, operation: str) -> tuple[str, str] | None:
        """Path and method of an operation as the document spells them, None where it has none."""
        return self._places.get(operation)

    def title(self, operation: str) -> str:
        """An operation as the document spells it: "GET /flow/shortcuts/{id}"."""
        place = self.place(operation)
        return f"{place[1].upper()} {place[0]}" if place else operation

    def answer(self, operation: str) -> Schema:
        """The schema of the good answer to an operation; {} where the document has none."""
        place = self.place(operation)
        if place is None:
            return {}
        path, method = place
        responses = self.document["paths"][path][method].get("responses", {})
        content = self.resolve(responses.get("200", {})).get("content", {})
        schema: Schema = content.get(_MEDIA_TYPE, {}).get("schema", {})
        return schema

    def resolve(self, schema: Schema) -> Schema:
        """A schema with its reference followed; {} for one that leads nowhere."""
        for _ in range(_MAX_CHAIN):
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            node: Any = self.document
            for key in reference.removeprefix("#/").split("/"):
                node = node.get(key, {}) if isinstance(node, dict) else {}
            schema = node if isinstance(node, dict) else {}
        return {}

"""Which operation of the contract a request is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from attrs import frozen

from .._wire.seam import wire_identity

METHODS: Final = ("get", "put", "post", "patch", "delete")


#: How the path of a POST ends that only reads.
_READING_POSTS: Final = ("/list", "-info", "-by-mids")


def is_read(identity: str) -> bool:
    """Whether an operation only reads."""
    return identity.startswith("GET ") or identity.endswith(_READING_POSTS)


@frozen
class Operation:
    """One operation of the contract."""

    #: "GET /flow/shortcuts/{}": placeholders without names.
    identity: str
    method: str
    #: The path as the contract spells it: "/flow/shortcuts/{id}".
    path: str
    #: The operation object of the document.
    document: dict[str, Any]


@frozen
class PathMatch:
    """What the contract has at a path."""

    #: By method; empty for a path that the contract does not have.
    operations: Mapping[str, Operation]
    #: The values of the placeholders, in order.
    arguments: tuple[str, ...] = ()


class Routes:
    """Finds the operations of a contract, whose paths begin with `prefix`."""

    def __init__(self, document: dict[str, Any], prefix: str) -> None:
        self.prefix: Final = prefix
        by_path = {path: _operations(path, item) for path, item in document["paths"].items()}
        self.identities: Final = frozenset(
            operation.identity
            for operations in by_path.values()
            for operation in operations.values()
        )
        self._plain = {
            path: PathMatch(operations) for path, operations in by_path.items() if "{" not in path
        }
        self._templates = [
            (_pattern(path), operations) for path, operations in by_path.items() if "{" in path
        ]

    def match(self, path: str) -> PathMatch:
        """What the contract has at a path, which is quoted, as on the wire."""
        if not path.startswith(self.prefix):
            return PathMatch({})
        path = path.removeprefix(self.prefix)
        if path in self._plain:
            return self._plain[path]
        for pattern, operations in self._templates:
            if match := pattern.fullmatch(path):
                return PathMatch(operations, tuple(unquote(text) for text in match.groups()))
        return PathMatch({})


def _operations(path: str, item: dict[str, Any]) -> dict[str, Operation]:
    return {
        method.upper(): Operation(wire_identity(method, path), method.upper(), path, item[method])
        for method in METHODS
        if method in item
    }


def _pattern(path: str) -> re.Pattern[str]:
    """What a path matches on the wire: in its identity, every placeholder is "{}"."""
    _, _, template = wire_identity("get", path).partition(" ")
    return re.compile("([^/]+)".join(re.escape(part) for part in template.split("{}")))

"""Which operation of the contract a request is for."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import frozen

METHODS: Final = ("get", "put", "post", "patch", "delete")

_PLACEHOLDER: Final = re.compile(r"\{[^{}/]*\}")


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


class Routes:
    """Finds the operations of a contract, whose paths begin with `prefix`."""

    def __init__(self, document: dict[str, Any], prefix: str) -> None:
        self.prefix: Final = prefix
        by_path = {path: _operations(path, item) for path, item in document["paths"].items()}
        self.identities: Final = frozenset(
            operation.identity for found in by_path.values() for operation in found.values()
        )
        self._plain = {path: found for path, found in by_path.items() if "{" not in path}
        self._templates = [
            (_pattern(path), found) for path, found in by_path.items() if "{" in path
        ]

    def at(self, path: str) -> dict[str, Operation]:
        """The operations at a path by method; none for a path that the contract lacks."""
        if not path.startswith(self.prefix):
            return {}
        path = path.removeprefix(self.prefix)
        if path in self._plain:
            return self._plain[path]
        found = (found for pattern, found in self._templates if pattern.fullmatch(path))
        return next(found, {})


def _operations(path: str, item: dict[str, Any]) -> dict[str, Operation]:
    return {
        method.upper(): Operation(_identity(method, path), method.upper(), path, item[method])
        for method in METHODS
        if method in item
    }


def _identity(method: str, path: str) -> str:
    return f"{method.upper()} {_PLACEHOLDER.sub('{}', path)}"


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(part) for part in _PLACEHOLDER.split(path)))

"""The operations of a document, and how those of two documents correspond."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..._wire.seam import wire_identity
from ..structure import METHODS
from .source import At, Source


class Operation(NamedTuple):
    """An operation, or what a server sends to a client: a webhook or a callback.

    `name` is "METHOD /path" as the document spells it; that of a callback is the operation that
    triggers it, and a webhook has none. `subject` is what to call it in a report.
    """

    name: str | None
    subject: str
    path: str
    at: At
    item: At
    is_incoming: bool = False


class OperationPair(NamedTuple):
    """An operation as it was and as it is."""

    old: Operation
    new: Operation

    @property
    def name(self) -> str | None:
        return self.new.name


def operations(source: Source) -> dict[str, Operation]:
    """The operations by method and path as written."""
    paths = source.root.get("paths", {})
    return {
        operation.subject: operation
        for path, item in paths.members()
        if not path.startswith("x-")
        for operation in _of_path(source, path, item)
    }


def incoming(
    source: Source, items: At, kind: str, operation: str | None = None
) -> dict[str, Operation]:
    """The operations in the path items of webhooks or callbacks, by kind, name and method."""
    return {
        f"{kind} {name}, {method}": Operation(
            operation, f"{kind} {name}", name, sent.at, sent.item, is_incoming=True
        )
        for name, item in items.members()
        for method, sent in ((o.subject.split(" ")[0], o) for o in _of_path(source, name, item))
    }


def matched(
    old: dict[str, Operation], new: dict[str, Operation]
) -> tuple[list[OperationPair], list[Operation], list[Operation]]:
    """The pairs, the operations that were removed, and those that were added.

    Placeholders may be renamed: their names are not on the wire.
    """
    pairs = [OperationPair(old[key], new[key]) for key in old if key in new]
    # Several paths may be the same on the wire, so that each identity has a list.
    unmatched: dict[str, list[Operation]] = {}
    for key, operation in new.items():
        if key not in old:
            unmatched.setdefault(identity_of(key), []).append(operation)
    removed = []
    for key, operation in old.items():
        if key in new:
            continue
        if candidates := unmatched.get(identity_of(key)):
            pairs.append(OperationPair(operation, candidates.pop(0)))
        else:
            removed.append(operation)
    return pairs, removed, [one for operations in unmatched.values() for one in operations]


def _of_path(source: Source, path: str, item: At) -> Iterator[Operation]:
    item = source.follow(item)
    for method in METHODS:
        if method in item.node:
            name = f"{method.upper()} {path}"
            yield Operation(name, name, path, item.child(method), item)


@lru_cache(maxsize=1_000)
def identity_of(name: str) -> str:
    """What an operation is on the wire, by its method and path as a document spells it."""
    method, _, path = name.partition(" ")
    return wire_identity(method, path)

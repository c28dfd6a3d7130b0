"""The operations of a document, and how those of two documents correspond."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ..._wire.seam import wire_identity
from ..structure import METHODS
from .source import At, Source

#: What the name of a webhook begins with, where that of an operation has a path.
WEBHOOK: Final = "webhook "


class Operation(NamedTuple):
    """An operation, or what a server sends to a client: a webhook or a callback.

    `name` is "METHOD /path" as the document spells it, "METHOD webhook NAME" for a webhook; that of
    a callback is the operation that triggers it. `subject` is what to call it in a report.
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


def webhooks(source: Source) -> dict[str, Operation]:
    """The operations of webhooks, by method and name."""
    items = source.root.get("webhooks", {})
    return {
        key: Operation(key, f"webhook {name}", name, sent.at, sent.item, is_incoming=True)
        for name, method, sent in _incoming(source, items)
        for key in (f"{method} {WEBHOOK}{name}",)
    }


def callbacks(source: Source, items: At, name: str, operation: str | None) -> dict[str, Operation]:
    """The operations of a callback that an operation triggers, by URL and method."""
    urls = [url for url, _ in items.members()]
    return {
        f"{url}, {method}": Operation(
            operation,
            f"callback {name}{f' to {url}' if len(urls) > 1 else ''}",
            url,
            sent.at,
            sent.item,
            is_incoming=True,
        )
        for url, method, sent in _incoming(source, items)
    }


def _incoming(source: Source, items: At) -> Iterator[tuple[str, str, Operation]]:
    for name, item in items.members():
        for sent in _of_path(source, name, item):
            yield name, sent.subject.partition(" ")[0], sent


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

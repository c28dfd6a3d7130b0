"""Compares operations, webhooks and callbacks: which there are, and what each of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..._wire.seam import wire_identity
from .bodies import check_request_body, check_responses
from .lifecycle import KEYWORDS as LIFECYCLE
from .lifecycle import lifecycle, removal
from .model import Finding
from .naming import check_operation_id, check_tags, told_module
from .operation import (
    Operation,
    OperationPair,
    callbacks,
    matched,
    webhooks,
)
from .parameters import check_parameters
from .rules import rule
from .schema.pair import compare_keys, shown
from .security import check_operation_security
from .source import PROSE
from .unchanged import Unchanged
from .work import Work, by_rule, describe

# The keywords of an operation that have a checker, or are prose.
_KNOWN: Final = (
    PROSE
    | LIFECYCLE
    | {
        *("parameters", "requestBody", "responses", "security", "operationId", "tags", "callbacks"),
    }
)


def check_operations(work: Work) -> Iterator[Finding]:
    """Which operations came and which went, by their identity on the wire."""
    _, removed, added = work.matched
    paths = {wire_identity("", path) for path in work.new.root.get("paths", {}).node}
    yield from _check_twins(work)
    for operation in removed:
        is_path_removed = wire_identity("", operation.path) not in paths
        yield _removed(work, operation, is_path_removed=is_path_removed)
    for operation in added:
        text = describe("operation", "added", told_module(work, operation))
        yield by_rule("endpoint-added", operation.name, operation.at.pointer, text)


def changed_operations(work: Work) -> list[OperationPair]:
    """The operations that both documents have, without those that are the same in both."""
    pairs, _, _ = work.matched
    is_unchanged = Unchanged(work.old, work.new)
    return [pair for pair in pairs if not is_unchanged(pair)]


def check_pairs(work: Work, pairs: list[OperationPair]) -> list[Finding]:
    """What changed in pairs of operations."""
    return [finding for pair in pairs for finding in _check_operation(work, pair)]


def _check_twins(work: Work) -> Iterator[Finding]:
    """Paths that differ only in the names of their placeholders: the same on the wire."""
    first: dict[str, str] = {}
    for path, item in work.new.root.get("paths", {}).members():
        other = first.setdefault(wire_identity("", path), path)
        if other != path and not path.startswith("x-"):
            text = describe(f"path {shown(path)}", "is the same on the wire as", shown(other))
            yield by_rule("path-duplicate", None, item.pointer, text.replace("as, ", "as "))


def check_webhooks(work: Work) -> Iterator[Finding]:
    """What the server sends on its own initiative."""
    yield from _check_incoming(work, "webhook", webhooks(work.old), webhooks(work.new))


def _removed(work: Work, operation: Operation, *, is_path_removed: bool) -> Finding:
    how = removal(operation.at.node, work.today)
    kind = "api-path" if is_path_removed or how == "sunset-parse" else "api"
    identity = f"{kind}-{how}" if how == "sunset-parse" else f"{kind}-removed-{how}"
    text = describe("operation", "removed", told_module(work, operation))
    return by_rule(identity, operation.name, operation.at.pointer, text)


def _check_operation(work: Work, pair: OperationPair) -> Iterator[Finding]:
    for check in _PARTS:
        yield from check(work, pair)


def _check_lifecycle(work: Work, pair: OperationPair) -> Iterator[Finding]:
    old, new = pair.old.at, pair.new.at
    for action, keyword, detail in lifecycle(old.node, new.node, work.today):
        identity, level = rule("api", action)
        location = (new if keyword in new.node else old).get(keyword).pointer
        yield Finding(identity, level, pair.name, location, describe("operation", action, detail))


def _check_callbacks(work: Work, pair: OperationPair) -> Iterator[Finding]:
    old, new = pair.old.at.get("callbacks", {}), pair.new.at.get("callbacks", {})
    removed, added, common = compare_keys(old.node, new.node)
    for name in removed:
        text = describe(f"callback {shown(name)}", "removed")
        yield by_rule("callback-removed", pair.name, old.child(name).pointer, text)
    for name in added:
        text = describe(f"callback {shown(name)}", "added")
        yield by_rule("callback-added", pair.name, new.child(name).pointer, text)
    for name in common:
        before, after = work.old.follow(old.child(name)), work.new.follow(new.child(name))
        sides = ((work.old, before), (work.new, after))
        sent = [callbacks(source, items, name, pair.name) for source, items in sides]
        yield from _check_incoming(work, "callback", *sent)


def _check_incoming(
    work: Work, kind: str, old: dict[str, Operation], new: dict[str, Operation]
) -> Iterator[Finding]:
    pairs, removed, added = matched(old, new)
    for one in removed:
        text = describe(one.subject, "removed")
        yield by_rule(f"{kind}-removed", one.name, one.at.pointer, text)
    for one in added:
        yield by_rule(f"{kind}-added", one.name, one.at.pointer, describe(one.subject, "added"))
    for pair in pairs:
        for finding in _check_operation(work, pair):
            # It stands under the operation that triggers it.
            text = f"{pair.new.subject}, {finding.text}"
            yield finding._replace(text=text) if kind == "callback" else finding


def _check_rest(_work: Work, pair: OperationPair) -> Iterator[Finding]:
    old, new = pair.old.at, pair.new.at
    for keyword in sorted((old.node.keys() | new.node.keys()) - _KNOWN):
        if old.node.get(keyword) != new.node.get(keyword):
            location = (new if keyword in new.node else old).get(keyword).pointer
            came = "changed" if keyword in old.node else "added"
            action = came if keyword in new.node else "removed"
            text = describe(f"operation {keyword}", action)
            yield by_rule("unclassified-change", pair.name, location, text)


_PARTS: Final[tuple[Callable[[Work, OperationPair], Iterator[Finding]], ...]] = (
    check_parameters,
    check_request_body,
    check_responses,
    check_operation_security,
    check_operation_id,
    check_tags,
    _check_lifecycle,
    _check_callbacks,
    _check_rest,
)

"""Names that mean nothing on the wire, and the import paths of generated code made of them."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from .model import Finding
from .operation import Operation, OperationPair
from .schema.pair import shown
from .work import Work, by_rule, describe

_PACKAGE: Final = "flochat_api"
_WITHOUT_TAG: Final = "default"
_BORDER: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")


def told_module(work: Work, operation: Operation) -> str:
    """The module that a report names; none in a document that is not Flochat's."""
    return module_of(operation) if work.is_flochats else ""


def module_of(operation: Operation) -> str:
    """The module that is generated for an operation: `flochat_api.api.flow_tag.flow_tags`."""
    node = operation.at.node
    method = operation.at.pointer.rpartition("/")[2]
    name = str(node.get("operationId") or f"{method} {operation.path}")
    tag = next(iter(_tags(operation)), _WITHOUT_TAG)
    return f"{_PACKAGE}.api.{_snake_case(tag)}.{_snake_case(name)}"


def class_path(schema: str) -> str:
    """The class that is generated for a schema: `flochat_api.models.flow_tag.FlowTag`."""
    name = "".join(word.capitalize() for word in _words(schema))
    return f"{_PACKAGE}.models.{_snake_case(name)}.{name}"


def check_operation_id(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """The name of an operation, after which its generated module is named."""
    old, new = pair.old.at.node.get("operationId"), pair.new.at.node.get("operationId")
    if old == new:
        return
    action = "changed" if old and new else "added" if new else "removed"
    identity = f"api-operation-id-{'removed' if old else 'added'}"
    side = (pair.new if new else pair.old).at.child("operationId")
    detail = f"{shown(old)} -> {shown(new)}{_move(work, pair)}"
    yield by_rule(identity, pair.name, side.pointer, describe("operationId", action, detail))


def check_tags(work: Work, pair: OperationPair) -> Iterator[Finding]:
    """The tags of an operation; the folder of its generated module is named after the first."""
    old, new = _tags(pair.old), _tags(pair.new)
    removed = [tag for tag in old if tag not in new]
    added = [tag for tag in new if tag not in old]
    if not removed and not added and old[:1] != new[:1]:  # another folder, of the same tags
        removed, added = old[:1], new[:1]
    for action, tags, side in (("removed", removed, pair.old), ("added", added, pair.new)):
        for tag in tags:
            location = side.at.child("tags").pointer
            detail = f"{shown(tag)}{_move(work, pair)}"
            yield by_rule(f"api-tag-{action}", pair.name, location, describe("tag", action, detail))


def _tags(operation: Operation) -> list[str]:
    return list(map(str, operation.at.get("tags", []).node))


def _move(work: Work, pair: OperationPair) -> str:
    """Where the generated module moves."""
    old, new = told_module(work, pair.old), told_module(work, pair.new)
    if not new:
        return ""
    return f"; {old} -> {new}" if old != new else f"; {new} stays"


def _words(name: str) -> list[str]:
    return [word for word in _BORDER.split(name) if word]


@lru_cache(maxsize=2_000)
def _snake_case(name: str) -> str:
    snake = "_".join(_words(name)).lower()
    return f"{snake}_" if keyword.iskeyword(snake) else snake

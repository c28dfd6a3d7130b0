"""What changed between two revisions of the contract, told plainly, without judging it."""

import copy
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from flochat.contract.document import Document, operations, wire_identity
from flochat.contract.structure import objects, resolve

# What there is of a document, by name (`GET /flow/tags`, `schema Tag`, `document`), and its parts.
_Subjects = dict[str, dict[str, Any]]

_PROSE = ("title", "summary", "description", "example", "examples", "externalDocs")
_WIRE_PARTS = {"parameters": "parameters", "requestBody": "body", "responses": "responses"}


@frozen
class Change:
    """An operation, a schema or the rest of the document, and which parts of it changed."""

    subject: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.subject}: {', '.join(self.parts)}"


@frozen
class Changes:
    """What came, what went, what changed; `cosmetic` counts what changed in its prose alone."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]
    cosmetic: int

    @property
    def is_empty(self) -> bool:
        return self == Changes((), (), (), 0)

    def text(self) -> str:
        """A line with the counts, then one for each change."""
        groups = {"removed": self.removed, "added": self.added, "changed": self.changed}
        counts = [f"{len(group)} {kind}" for kind, group in groups.items() if group]
        prose = [f"{self.cosmetic} in prose alone"] if self.cosmetic else []
        lines = [f"{kind} {change}" for kind, group in groups.items() for change in group]
        return "\n".join([", ".join([*counts, *prose]) or "no change", *lines])


def diff(old: Document, new: Document) -> Changes:
    """Compare two normalised documents.

    An operation counts as changed too when a schema changed that it refers to.
    """
    before, after = _facts(old), _facts(new)
    both = sorted(before.keys() & after.keys())
    changes = {name: _changed_parts(before[name], after[name]) for name in both}
    worded_before, worded_after = _subjects(old), _subjects(new)
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(Change(name, parts) for name, parts in changes.items() if parts),
        cosmetic=sum(
            not parts and worded_before[name] != worded_after[name]
            for name, parts in changes.items()
        ),
    )


def _changed_parts(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    parts = sorted(before.keys() | after.keys())
    return tuple(part for part in parts if before.get(part) != after.get(part))


def _facts(document: Document) -> _Subjects:
    """The subjects of a document without prose; what operations refer to stands beside it."""
    bare = copy.deepcopy(document)
    for kind, node in objects(bare):
        for keyword in _PROSE if kind != "components" else ():
            node.pop(keyword, None)
    return {
        subject: {
            part: (value, _referred(bare, value)) if part in _WIRE_PARTS.values() else value
            for part, value in parts.items()
        }
        for subject, parts in _subjects(bare).items()
    }


def _subjects(document: Document) -> _Subjects:
    components = document.get("components", {})
    return {
        **{
            wire_identity(*name.split(" ", 1)): _operation_parts(document, name, operation)
            for name, operation in operations(document).items()
        },
        **{
            f"schema {name}": {"definition": schema}
            for name, schema in components.get("schemas", {}).items()
        },
        "document": {
            **{key: value for key, value in document.items() if key not in ("paths", "components")},
            **{key: value for key, value in components.items() if key != "schemas"},
        },
    }


def _operation_parts(document: Document, name: str, operation: dict[str, Any]) -> dict[str, Any]:
    path = name.split(" ", 1)[1]
    of_path = document["paths"][path].get("parameters", [])
    parts = {_WIRE_PARTS.get(key, key): value for key, value in operation.items()}
    return {**parts, "path": path, "parameters": [*of_path, *operation.get("parameters", [])]}


def _referred(document: Document, node: Any) -> dict[str, Any]:
    """All that a node refers to, at any remove, by reference."""
    found: dict[str, Any] = {}
    waiting = list(_references(node))
    while waiting:
        reference = waiting.pop()
        if reference not in found:
            found[reference] = resolve(document, {"$ref": reference})
            waiting += _references(found[reference])
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)

"""Which operations say the same in both documents, so that there is nothing to compare in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..json_pointer import of_reference, split
from ..normalise import are_alike
from ..structure import FROM_FILES
from .operation import OperationPair
from .source import Source

_COMPONENTS: Final = "components"
#: What an operation inherits.
_INHERITED: Final = ("parameters", "servers")
_Name = tuple[str, ...]


class Unchanged:
    """Tells whether a pair of operations is the same, with all that it refers to."""

    def __init__(self, old: Source, new: Source) -> None:
        self._is_comparable = old.is_31 == new.is_31 and old.root.node.get(
            "security"
        ) == new.root.node.get("security")
        before, after = dict(_parts(old)), dict(_parts(new))
        changed = {
            name
            for name in before.keys() | after.keys()
            if name not in before or name not in after or not are_alike(before[name], after[name])
        }
        self._known = before.keys() & after.keys()
        self._changed = _with_users(changed, after) if changed else changed

    def __call__(self, pair: OperationPair) -> bool:
        """Whether both say the same. A reference that leads elsewhere may have changed."""
        if not self._is_comparable or pair.old.at.pointer != pair.new.at.pointer:
            return False
        old, new = pair.old, pair.new
        if not are_alike(old.at.node, new.at.node):
            return False
        inherited = [(old.item.node.get(key), new.item.node.get(key)) for key in _INHERITED]
        if not all(are_alike(*both) for both in inherited):
            return False
        nodes = (new.at.node, *(both[1] for both in inherited))
        return all(
            name in self._known and name not in self._changed
            for node in nodes
            for name in _references(node)
        )


def _parts(source: Source) -> Iterator[tuple[_Name, Any]]:
    """What can be referred to, by the first keys of its pointer."""
    root = source.root.node
    for outer in (_COMPONENTS, FROM_FILES):
        sections = root.get(outer)
        for section, named in sections.items() if isinstance(sections, dict) else ():
            for name, node in named.items() if isinstance(named, dict) else ():
                yield (outer, section, name), node


def _with_users(changed: set[_Name], parts: dict[_Name, Any]) -> set[_Name]:
    """What changed, and all that refers to it, directly or not."""
    users: dict[_Name, list[_Name]] = {}
    for name, node in parts.items():
        for used in _references(node):
            users.setdefault(used, []).append(name)
    # What cannot be followed, or leads to another schema on another way, may have changed.
    found, pending = {*changed, ()}, [*changed, ()]
    while pending:
        for user in users.get(pending.pop(), ()):
            if user not in found:
                found.add(user)
                pending.append(user)
    return found


def _references(node: Any) -> Iterator[_Name]:
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if "$dynamicRef" in node:
                yield ()
            if "$ref" in node:
                pointer = of_reference(node["$ref"])
                yield tuple(split(pointer)[:3]) if pointer else ()
            pending += [one for one in node.values() if isinstance(one, dict | list)]
        elif isinstance(node, list):
            pending += [one for one in node if isinstance(one, dict | list)]

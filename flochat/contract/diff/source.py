"""A document as the comparison reads it: nodes with their pointers, and references."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from .. import json_pointer
from ..json_pointer import escape
from ..structure import STRUCTURE

Document = dict[str, Any]

PROSE: Final = frozenset(
    ("title", "summary", "description", "example", "examples", "externalDocs", "$comment")
)

_REFERENCE: Final = PROSE | {"$ref"}
_ANCHOR: Final = "$dynamicAnchor"
_DYNAMIC: Final = "$dynamicRef"


#: Makes an `At` of a pair: they are made by the ten thousand, at half the cost of the constructor.
_at: Final = tuple.__new__


class At(NamedTuple):
    """A node of a document, and the JSON pointer to it."""

    pointer: str
    node: Any

    def child(self, key: str | int) -> At:
        """The node under a key or an index, which must exist."""
        return _at(At, (f"{self.pointer}/{escape(key)}", self.node[key]))

    def get(self, key: str, default: Any = None) -> At:
        """The node under a key; `default` if there is none, or one of another type."""
        value = self.node.get(key, default) if isinstance(self.node, dict) else default
        if default is not None and not isinstance(value, type(default)):
            value = default
        return _at(At, (f"{self.pointer}/{escape(key)}", value))

    def members(self) -> Iterator[tuple[str, At]]:
        """The members of an object by name; none if the node is not an object."""
        if isinstance(self.node, dict):
            for key, value in self.node.items():
                yield key, _at(At, (f"{self.pointer}/{escape(key)}", value))

    def elements(self) -> Iterator[At]:
        """The elements of an array; none if the node is not an array."""
        for number in range(len(self.node)) if isinstance(self.node, list) else ():
            yield self.child(number)


class Source:
    """A document whose references can be followed."""

    def __init__(self, document: Document) -> None:
        self.root: At = At("", document)
        self._targets: dict[str, At | None] = {}
        self._anchors: dict[str, list[At]] | None = None
        #: Whether its schemas are those of OpenAPI 3.1.
        self.is_31: bool = str(document.get("openapi", "")).startswith("3.1")
        #: Whether a `$ref` of a schema stands alone: OpenAPI 3.0 ignores what is written beside it.
        self.is_reference_alone: bool = str(document.get("openapi", "")).startswith("3.0")

    def target(self, reference: Any) -> At | None:
        """The node that a reference leads to, None when it is not in the document."""
        if not isinstance(reference, str):
            return None
        if reference not in self._targets:
            self._targets[reference] = self._found(reference)
        return self._targets[reference]

    def _found(self, reference: str) -> At | None:
        pointer = json_pointer.of_reference(reference)
        if pointer is None:
            return None
        try:
            node = json_pointer.resolve(self.root.node, pointer)
        except LookupError:
            return None
        # In one spelling: two references to a node must give equal pointers.
        return At(json_pointer.build(*json_pointer.split(pointer)), node)

    def dynamic_target(self, reference: Any) -> At | None:
        """Where a `$dynamicRef` leads, None where that depends on the way to it."""
        target = self.target(reference)
        if target is None and (found := self.anchored(reference)):
            is_certain = len(found) == 1 or len({self.digest(at) for at in found}) == 1
            return found[0] if is_certain else None
        return target

    def anchored(self, reference: Any) -> list[At]:
        """The schemas to which a `$dynamicRef` may lead, by their `$dynamicAnchor`."""
        if self._anchors is None:
            self._anchors = {}
            pending = [self.root]
            while pending:
                at = pending.pop()
                children = [*at.elements(), *(child for _, child in at.members())]
                pending += [one for one in reversed(children) if isinstance(one.node, dict | list)]
                if isinstance(at.node, dict) and isinstance(at.node.get(_ANCHOR), str):
                    self._anchors.setdefault(at.node[_ANCHOR], []).append(at)
        name = reference.partition("#")[2] if isinstance(reference, str) else ""
        return self._anchors.get(name, [])

    def follow(self, at: At) -> At:
        """The node itself, or what its `$ref` leads to; a dangling `$ref` is left as it is."""
        visited = {at.pointer}
        while isinstance(at.node, dict) and "$ref" in at.node:
            target = self.target(at.node["$ref"])
            if target is None or target.pointer in visited:
                break
            visited.add(target.pointer)
            at = target
        return at

    @staticmethod
    def is_reference(node: Any) -> bool:
        """Whether a schema refers to another one."""
        return isinstance(node, dict) and isinstance(node.get("$ref"), str)

    def bare(self, at: At) -> At:
        """The schema itself, or what it leads to if it is a `$ref` and nothing beside counts."""
        visited = {at.pointer}
        while self.is_reference(at.node) and (
            self.is_reference_alone or at.node.keys() <= _REFERENCE
        ):
            target = self.target(at.node["$ref"])
            if target is None or target.pointer in visited:
                break
            visited.add(target.pointer)
            at = target
        return at

    def digest(self, schema: At) -> str:
        """A text that is the same for two schemas, of whichever document, that say the same.

        Prose does not count, nor do `xml` and the names of the schemas that they refer to.
        """
        schemas = [self.bare(schema)]
        numbers = {schemas[0].pointer: 0}

        def number(reference: Any) -> Any:
            target = self.target(reference)
            if target is not None:
                return number_of(target)
            anchored = self.anchored(reference) if "#" in str(reference) else []
            return [reference, *map(number_of, anchored)] if anchored else reference

        def number_of(target: At) -> int:
            if target.pointer not in numbers:
                numbers[target.pointer] = len(schemas)
                schemas.append(target)
            return numbers[target.pointer]

        # `schemas` grows while it is read: each may refer to further ones.
        alone = self.is_reference_alone
        content = [_without_prose(one.node, "schema", number, alone) for one in schemas]
        return json.dumps(content, sort_keys=True)


def _without_prose(
    node: Any, kind: str, number: Callable[[Any], Any], are_references_alone: bool
) -> Any:
    def inside(child: Any, kind: str) -> Any:
        return _without_prose(child, kind, number, are_references_alone)

    if kind.endswith("[]") and isinstance(node, list):
        return [inside(element, kind[:-2]) for element in node]
    if not isinstance(node, dict):
        return node
    if kind.endswith("{}"):
        return {name: inside(child, kind[:-2]) for name, child in node.items()}
    if kind == "schema" and are_references_alone and Source.is_reference(node):
        return {"$ref": number(node["$ref"])}
    inner = STRUCTURE[kind]
    bare = {
        keyword: inside(value, inner[keyword]) if keyword in inner else value
        for keyword, value in node.items()
        if keyword not in PROSE and not (kind == "schema" and keyword == "xml")
    }
    if "$ref" in bare or _DYNAMIC in bare:
        return bare | {key: number(bare[key]) for key in ("$ref", _DYNAMIC) if key in bare}
    return bare

"""Makes one document of a document and the files beside it that it refers to.

What another file holds is put under `FROM_FILES`, by its kind and by where it stands, and each
reference leads there. Nothing is ever fetched: a reference to a URL stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from . import json_pointer
from .document import MAX_BYTES, Document, parse_marked
from .errors import ContractError
from .positions import Mark
from .structure import FROM_FILES, STRUCTURE

#: Reads a file by its path from the document's folder; raises OSError where there is none.
Read = Callable[[str], bytes]

#: The section of components for each kind of object that a reference may lead to.
_SECTIONS: Final = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "request body": "requestBodies",
    "link": "links",
    "security scheme": "securitySchemes",
    "path item": "pathItems",
    "path item{}": "callbacks",
}
#: Whether a text may have references that do not lead into itself: a cheap look at its bytes.
_MAY_LEAD_OUT: Final = re.compile(
    rb"\$ref[\"']?\s*:\s*[\"']?(?!\s|[\"']|#/)|\\u0024ref|\$id[\"']?\s*:"
)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_SECTION_OF: Final = f"#/{FROM_FILES}"
#: How many nodes all copies together may have.
_MAX_NODES: Final = 5_000_000
_MAX_FILES: Final = 5_000
#: How many references to what nobody may refer to are followed from one to the next.
_MAX_INLINED: Final = 20


class Target(NamedTuple):
    """A node of a file; the name of a file is its path from the document's folder."""

    file: str
    pointer: str


class Part(NamedTuple):
    """A file: its text, what that holds, and in YAML where the nodes start."""

    text: bytes
    document: Document
    mark: Mark | None = None


class Whole(NamedTuple):
    """A document with all that it refers to, and its files by their names.

    `targets` says what stands under each name in `FROM_FILES`; `unfollowed` are the references
    that lead to a URL, and so are compared by their text, with a pointer to the first use of each.
    """

    document: Document
    parts: dict[str, Part]
    targets: dict[str, Target]
    unfollowed: dict[str, str]


def whole(part: Part, name: str, read: Read) -> Whole:
    """The document `name` as one with the files beside it.

    Raises ContractError for a file or a node that is not there, that cannot be read, or that lies
    outside of the folder.
    """
    if not _MAY_LEAD_OUT.search(part.text):
        return Whole(part.document, {name: part}, {}, {})
    bundle = _Bundle(part, name, read)
    return Whole(bundle.document(), bundle.parts, bundle.targets, bundle.unfollowed)


def follow(reference: str, base: str) -> Target | None:
    """Where a reference in a file leads, None for a URL, an anchor or what lies outside."""
    uri, _, fragment = reference.partition("#")
    if _SCHEME.match(uri) or (fragment and not fragment.startswith("/")):
        return None
    file = _joined(base, uri) if uri else base
    return Target(file, unquote(fragment)) if file is not None else None


def _joined(base: str, uri: str) -> str | None:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(uri)))
    is_outside = path.startswith(("/", "../")) or path in ("..", ".")
    return None if is_outside or "\\" in path or "\0" in path else path


class _Place(NamedTuple):
    """Where a node stands: in which file, and in which schema with an `$id` of its own."""

    file: str
    resource: str = ""


class _Bundle:
    """Copies a document, and what it refers to, with each reference leading to the copy."""

    def __init__(self, part: Part, name: str, read: Read) -> None:
        self.name = name
        self.read = read
        #: All files that were read.
        self.parts: dict[str, Part] = {name: part}
        self.targets: dict[str, Target] = {}
        self.unfollowed: dict[str, str] = {}
        self._size: int = len(part.text)
        self._nodes: int = 0
        self._pending: list[tuple[str, str, Target]] = []
        self._known: set[tuple[str, Target]] = set()
        self._inlined: list[tuple[str, Target]] = []
        self._named: dict[str, dict[str, str]] = {}

    def document(self) -> Document:
        copied: Document = self._copy(
            self.parts[self.name].document, "document", _Place(self.name), ""
        )
        sections: dict[str, Document] = {}
        while self._pending:
            kind, key, target = self._pending.pop()
            place = _Place(target.file, self._resource_of(target))
            where = json_pointer.build(FROM_FILES, _SECTIONS[kind], key)
            node = self._copy(self._node(target), kind, place, where)
            sections.setdefault(_SECTIONS[kind], {})[key] = node
        return {**copied, FROM_FILES: sections} if sections else copied

    def _copy(self, node: Any, kind: str, place: _Place, where: str) -> Any:
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            problem = f"references to other files that take up over {_MAX_NODES:,} nodes"
            raise _refusal(problem, "look at what the document refers to")
        if isinstance(node, list):
            inner = kind.removesuffix("[]")
            if inner == kind:
                return node
            return [self._copy(n, inner, place, f"{where}/{i}") for i, n in enumerate(node)]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            if kind not in _SECTIONS:
                return self._inline(node, kind, place, where)
            node = {**node, "$ref": self._reference(node["$ref"], kind, place, where)}
        if kind.endswith("[]"):
            return node
        if kind.endswith("{}"):
            inner = kind.removesuffix("{}")
            return {
                key: self._copy(one, inner, place, where + json_pointer.build(key))
                for key, one in node.items()
            }
        return self._copy_object(node, kind, place, where)

    def _copy_object(self, node: Document, kind: str, place: _Place, where: str) -> Document:
        if kind == "schema" and isinstance(identity := node.get("$id"), str):
            place = place._replace(resource=self._ids(place.file).get(_bare(identity), ""))
        kinds = STRUCTURE[kind]
        copied = dict(node)
        # In the order of the document, so that the same is told each time.
        for key in [key for key in node if key in kinds]:
            inner = node[key], kinds[key], place, where + json_pointer.build(key)
            is_whole = kind == "document" and isinstance(node[key], dict)
            if is_whole and isinstance(node[key].get("$ref"), str):
                copied[key] = self._inline(*inner)  # all paths in a file of their own
            else:
                copied[key] = self._copy(*inner)
        if kind == "schema" and isinstance(node.get("discriminator"), dict):
            copied["discriminator"] = self._discriminator(node["discriminator"], place, where)
        return copied

    def _discriminator(self, node: Document, place: _Place, where: str) -> Document:
        """It names schemas, or refers to them."""
        mapping = node.get("mapping")
        if not isinstance(mapping, dict):
            return node
        copied = {
            value: self._reference(target, "schema", place, f"{where}/discriminator/mapping")
            if isinstance(target, str) and re.search(r"[#/]|\.(json|ya?ml)$", target)
            else target
            for value, target in mapping.items()
        }
        return {**node, "mapping": copied}

    def _inline(self, node: Document, kind: str, place: _Place, where: str) -> Any:
        """What OpenAPI does not let anybody refer to, and bundlers do: it takes the place."""
        target = self._target(node["$ref"], place)
        if target is None:
            self.unfollowed.setdefault(node["$ref"], where)
            return node
        if (kind, target) in self._inlined:
            raise self._refused(node["$ref"], place, "leads back to itself")
        if len(self._inlined) >= _MAX_INLINED:
            problem = f"is the last of over {_MAX_INLINED} that lead from one to the next"
            raise self._refused(node["$ref"], place, problem)
        self._inlined.append((kind, target))
        found = self._copy(
            self._node(target), kind, _Place(target.file, self._resource_of(target)), where
        )
        self._inlined.pop()
        beside = {key: one for key, one in node.items() if key != "$ref"}
        if not (beside and isinstance(found, dict)):
            return found
        return {**found, **self._copy(beside, kind, place, where)}

    def _reference(self, reference: str, kind: str, place: _Place, where: str) -> str:
        """The reference that leads to the same in the one document."""
        target = self._target(reference, place)
        if target is None:
            self.unfollowed.setdefault(reference, where)
            return reference
        if target.file == self.name:
            return f"#{_quoted(target.pointer)}"
        key = f"{target.file}#{target.pointer}" if target.pointer else target.file
        if (kind, target) not in self._known:
            self._node(target, (reference, place))
            self._known.add((kind, target))
            self.targets[key] = target
            self._pending.append((kind, key, target))
        return f"{_SECTION_OF}/{_SECTIONS[kind]}/{_quoted(json_pointer.escape(key))}"

    def _target(self, reference: str, place: _Place) -> Target | None:
        """The file and the node that a reference leads to, None for a URL."""
        uri, _, fragment = reference.partition("#")
        if _SCHEME.match(uri):
            for name in self.parts:
                if (pointer := self._ids(name).get(uri)) is not None:
                    return self._within(name, pointer, fragment, reference, place)
            return None
        if not uri:
            return self._within(place.file, place.resource, fragment, reference, place)
        file = _joined(place.file, uri)
        if file is None:
            problem = "leads out of the folder of the document"
            raise self._refused(reference, place, problem, _WIDEN)
        self._open(file, reference, place)
        return self._within(file, "", fragment, reference, place)

    def _within(
        self, file: str, resource: str, fragment: str, reference: str, place: _Place
    ) -> Target:
        if fragment and not fragment.startswith("/"):
            pointer = self._ids(file).get(f"{resource}#{unquote(fragment)}")
            if pointer is None:
                raise self._refused(reference, place, f"names no $anchor in {file}")
            return Target(file, pointer)
        inside = Target(file, _one_spelling(resource + unquote(fragment)))
        if resource and self._node_or_none(inside) is None:
            # Many an `$id` is decoration, and the pointer starts at the file.
            return Target(file, _one_spelling(unquote(fragment)))
        return inside

    def _open(self, file: str, reference: str, place: _Place) -> None:
        if file in self.parts:
            return
        try:
            text = self.read(file)
        except OSError as error:
            problem = f"leads to {file}, which cannot be read ({error.strerror or error})"
            raise self._refused(reference, place, problem) from None
        self._size += len(text)
        if self._size > MAX_BYTES or len(self.parts) >= _MAX_FILES:
            limit = f"{MAX_BYTES // 1_000_000} MB or {_MAX_FILES:,} files"
            raise _refusal(f"a document of more than {limit}", "compare a part of it")
        try:
            self.parts[file] = Part(text, *parse_marked(text))
        except ContractError as error:
            raise ContractError(error.step, f"{file}: {error.problem}", error.remedy) from None

    def _node(self, target: Target, origin: tuple[str, _Place] | None = None) -> Any:
        node = self._node_or_none(target)
        if node is None:
            reference, place = origin or (f"#{target.pointer}", _Place(target.file))
            raise self._refused(
                reference, place, f"leads to nothing: {target.file} has no {target.pointer}"
            )
        return node

    def _node_or_none(self, target: Target) -> Any:
        try:
            return json_pointer.resolve(self.parts[target.file].document, target.pointer)
        except LookupError:
            return None

    def _ids(self, file: str) -> dict[str, str]:
        """The pointers to what has an `$id`, or an `$anchor` (`resource#anchor`), in a file."""
        if file not in self._named:
            self._named[file] = dict(_identified(self.parts[file].document, "", ""))
        return self._named[file]

    def _resource_of(self, target: Target) -> str:
        """The innermost schema with an `$id` that a node stands in."""
        holders = {one for name, one in self._ids(target.file).items() if "#" not in name}
        keys = json_pointer.split(target.pointer)
        inside = (json_pointer.build(*keys[:n]) for n in range(len(keys), 0, -1))
        return next((one for one in inside if one in holders), "")

    def _refused(
        self, reference: str, place: _Place, problem: str, remedy: str | None = None
    ) -> ContractError:
        text = self.parts[place.file].text
        before = text.partition(reference.encode())[0]
        line = before.count(b"\n") + 1 if len(before) < len(text) else None
        where = f"{place.file}:{line}" if line else place.file
        return _refusal(f"the $ref {reference!r} in {where} {problem}", remedy or _THERE)


_THERE: Final = "correct the reference, or put what it leads to beside the document"
_WIDEN: Final = "give the folder that holds all files with --within, or put them into one document"


def _identified(node: Any, pointer: str, resource: str) -> Iterator[tuple[str, str]]:
    pending = [(node, pointer, resource)]
    while pending:
        node, pointer, resource = pending.pop()
        if isinstance(node, list):
            pending += ((one, f"{pointer}/{n}", resource) for n, one in enumerate(node))
        elif isinstance(node, dict):
            if isinstance(identity := node.get("$id"), str):
                resource = pointer
                yield _bare(identity), pointer
            for keyword in ("$anchor", "$dynamicAnchor"):
                if isinstance(anchor := node.get(keyword), str):
                    yield f"{resource}#{anchor}", pointer
            pending += ((v, pointer + json_pointer.build(k), resource) for k, v in node.items())


def _bare(identity: str) -> str:
    return identity.partition("#")[0]


def _one_spelling(pointer: str) -> str:
    return json_pointer.build(*json_pointer.split(pointer))


def _quoted(pointer: str) -> str:
    return pointer.replace("%", "%25")


def _refusal(problem: str, remedy: str) -> ContractError:
    return ContractError("read", problem, remedy)

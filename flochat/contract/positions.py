"""Finds the line and the column of what a JSON pointer leads to, in a JSON or YAML text."""

from __future__ import annotations

import json
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from . import json_pointer
from .linked_files import Target, follow
from .structure import FROM_FILES

_SPACE: Final = re.compile(r"[ \t\r\n]*")


class Position(NamedTuple):
    """A line and a column of a text, both from 1; `file` is None in the document itself."""

    line: int
    column: int
    file: str | None = None


class Positions:
    """The positions of the nodes of a document; only what is asked for is read.

    The document is one text, or several by their names, of which `name` is the one to start from.
    `folder` is the one that they lie in, and `targets` says what stands under `FROM_FILES`.
    """

    def __init__(
        self,
        texts: str | Mapping[str, str],
        name: str = "",
        *,
        folder: str = "",
        targets: Mapping[str, Target] | None = None,
    ) -> None:
        self._texts = {name: texts} if isinstance(texts, str) else texts
        self._name = name
        self._folder = folder
        self._targets = targets or {}
        self._trees: dict[str, _JSONTree | _YAMLTree] = {}
        self._found: dict[str, Position] = {}

    def find(self, pointers: Iterable[str]) -> None:
        """Look for many nodes at once, which in YAML takes half the time of a tree for the first.

        `of` tells what was found, and looks for the rest. Nothing is done for JSON and for several
        files.
        """
        text = self._texts[self._name].removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        if _is_json(text) or self._trees or len(self._texts) > 1:
            return
        wanted: _Wanted = {}
        for pointer in pointers:
            inner = wanted
            for key in json_pointer.split(pointer):
                inner = inner.setdefault(key, {})
        self._found.update(_YAMLSearch(text).found(wanted))

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it.

        What is not there is looked for where a `$ref` leads.
        """
        if pointer in self._found:
            return self._found[pointer]
        keys = json_pointer.split(pointer)
        target = Target(self._name, "")
        if keys[:1] == [FROM_FILES] and len(keys) > 2 and keys[2] in self._targets:
            target, keys = self._targets[keys[2]], keys[3:]
        place = self._position(target, keys, {target})
        file = None if place.file == self._name else posixpath.join(self._folder, place.file or "")
        return place._replace(file=file)

    def _position(self, target: Target, keys: list[str], visited: set[Target]) -> Position:
        tree = self._tree(target.file)
        node: Any = tree.root
        place = tree.position(node)
        inside = json_pointer.split(target.pointer)
        for number, key in enumerate([*inside, *keys]):
            children = tree.children(node)
            if key not in children:
                further = self._further(tree, target.file, children)
                if further is None or further in visited or number < len(inside):
                    break
                return self._position(further, keys[number - len(inside) :], visited | {further})
            place, node = children[key]
        return place._replace(file=target.file)

    def _further(
        self, tree: _JSONTree | _YAMLTree, file: str, children: Mapping[str, tuple[Position, Any]]
    ) -> Target | None:
        """Where the `$ref` of a node leads, if it has one."""
        if "$ref" not in children:
            return None
        reference = tree.text_of(children["$ref"][1])
        target = follow(reference, file) if reference else None
        return target if target is not None and target.file in self._texts else None

    def _tree(self, name: str) -> _JSONTree | _YAMLTree:
        if name not in self._trees:
            text = self._texts[name].removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
            self._trees[name] = _JSONTree(text) if _is_json(text) else _YAMLTree(text)
        return self._trees[name]


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


class _JSONTree:
    """A JSON text: a node is the offset at which it starts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._ends = [match.end() for match in re.finditer("\n", text)]
        self._known: dict[int, dict[str, tuple[Position, Any]]] = {}
        self.root: Any = self._skip_space(0)

    def position(self, offset: int) -> Position:
        line = bisect_right(self._ends, offset)
        start = self._ends[line - 1] if line else 0
        return Position(line + 1, offset - start + 1)

    def text_of(self, offset: int) -> str | None:
        """The text that a node is, None for any other."""
        value, _ = self._decoder.raw_decode(self._text, offset)
        return value if isinstance(value, str) else None

    def children(self, offset: int) -> dict[str, tuple[Position, Any]]:
        if offset not in self._known:
            self._known[offset] = self._read(offset)
        return self._known[offset]

    def _read(self, offset: int) -> dict[str, tuple[Position, Any]]:
        opening = self._text[offset]
        if opening not in "{[":
            return {}
        found: dict[str, tuple[Position, Any]] = {}
        offset = self._skip_space(offset + 1)
        while self._text[offset] not in "}]":
            start, key = offset, str(len(found))
            if opening == "{":
                key, offset = self._decoder.raw_decode(self._text, offset)
                offset = self._skip_space(self._skip_space(offset) + 1)  # the colon
            found[key] = self.position(start), offset
            _, offset = self._decoder.raw_decode(self._text, offset)
            offset = self._skip_space(offset)
            if self._text[offset] == ",":
                offset = self._skip_space(offset + 1)
        return found

    def _skip_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset


class _YAMLTree:
    """A YAML text: a node is one of PyYAML's, which knows where it starts."""

    def __init__(self, text: str) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.root: Any = yaml.compose(text, Loader=loader)
        self._known: dict[int, dict[str, tuple[Position, Any]]] = {}

    def position(self, node: Any) -> Position:
        mark = node.start_mark
        return Position(mark.line + 1, mark.column + 1)

    def text_of(self, node: Any) -> str | None:
        """The text that a node is, None for any other."""
        return str(node.value) if node.id == "scalar" else None

    def children(self, node: Any) -> dict[str, tuple[Position, Any]]:
        if id(node) not in self._known:
            self._known[id(node)] = dict(self._read(node))
        return self._known[id(node)]

    def _read(self, node: Any) -> list[tuple[str, tuple[Position, Any]]]:
        if node.id == "mapping":
            pairs = [(key, value) for key, value in node.value if key.id == "scalar"]
            return [(str(key.value), (self.position(key), value)) for key, value in pairs]
        if node.id == "sequence":
            return [(str(n), (self.position(one), one)) for n, one in enumerate(node.value)]
        return []


#: The pointers that are looked for, as a tree of their keys.
_Wanted = dict[str, "_Wanted"]


class _YAMLSearch:
    """Reads a YAML text once, and notes where the nodes that are wanted start."""

    def __init__(self, text: str) -> None:
        import yaml

        self._events: Iterator[Any] = yaml.parse(
            text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        self._node: type[Any] = yaml.NodeEvent
        self._scalar: type[Any] = yaml.ScalarEvent
        self._mapping: type[Any] = yaml.MappingStartEvent
        self._depths: dict[type[Any], int] = {
            yaml.MappingStartEvent: 1,
            yaml.SequenceStartEvent: 1,
            yaml.MappingEndEvent: -1,
            yaml.SequenceEndEvent: -1,
        }
        self._found: dict[str, Position] = {}

    def found(self, wanted: _Wanted) -> dict[str, Position]:
        """The positions of what is there, by their pointers; none of what an alias leads to."""
        root = next((event for event in self._events if isinstance(event, self._node)), None)
        if root is not None:
            self._found[""] = self._start(root)
            self._read(root, "", wanted)
        return self._found

    def _read(self, event: Any, pointer: str, wanted: _Wanted) -> None:
        """Read a node to its end."""
        if not wanted or self._depth(event) != 1:
            self._skip(event)
            return
        children = self._pairs() if isinstance(event, self._mapping) else self._elements()
        for key, start, value in children:
            if key not in wanted:
                self._skip(value)
                continue
            inside = f"{pointer}/{json_pointer.escape(key)}"
            self._found[inside] = self._start(start)
            self._read(value, inside, wanted[key])

    def _pairs(self) -> Iterator[tuple[str, Any, Any]]:
        """The keys of a mapping, each with the events that the key and its value start with."""
        while self._depth(key := next(self._events)) != -1:
            if isinstance(key, self._scalar):
                yield key.value, key, next(self._events)
            else:
                self._skip(key)
                self._skip(next(self._events))

    def _elements(self) -> Iterator[tuple[str, Any, Any]]:
        number = 0
        while self._depth(element := next(self._events)) != -1:
            yield str(number), element, element
            number += 1

    def _skip(self, event: Any) -> None:
        depth, events, depths = self._depth(event), self._events, self._depths
        while depth > 0:
            depth += depths.get(type(next(events)), 0)

    def _depth(self, event: Any) -> int:
        return self._depths.get(type(event), 0)

    def _start(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(mark.line + 1, mark.column + 1)

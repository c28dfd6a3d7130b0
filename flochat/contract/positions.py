"""Finds the line and the column of what a JSON pointer leads to, in a JSON or YAML text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

from . import json_pointer

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_COLON: Final = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_COMMA: Final = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")


class Position(NamedTuple):
    """A line and a column of a text, both from 1; `file` is None in the document itself."""

    line: int
    column: int
    file: str | None = None


class Positions:
    """The positions of the nodes of a text; only what is asked for is read."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        #: Nothing is found sooner by looking for many nodes at once.
        self.is_json: bool = self._text.lstrip()[:1] in ("{", "[")
        self._made: _JSONTree | _YAMLTree | None = None
        self._found: dict[str, Position] = {}
        #: What was walked to, by its pointer: what starts it, and the node.
        self._known: dict[str, tuple[Any, Any]] = {}

    @property
    def _tree(self) -> _JSONTree | _YAMLTree:
        if self._made is None:
            self._made = _JSONTree(self._text) if self.is_json else _YAMLTree(self._text)
        return self._made

    def find(self, pointers: Iterable[str]) -> None:
        """Look for many nodes at once, which in YAML takes half the time of a tree for the first.

        `of` tells what was found, and looks for the rest.
        """
        if self.is_json or self._made is not None:
            return
        self._found.update(_YAMLSearch(self._text, set(pointers)).found())

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it."""
        if pointer not in self._found:
            self._found[pointer] = self._tree.position(self._start(pointer))
        return self._found[pointer]

    def _start(self, pointer: str) -> Any:
        """What starts a node, or that of what would contain it."""
        known, tree = self._known, self._tree
        if not known:
            known[""] = tree.root, tree.root
        above = pointer
        while above not in known:
            above = above.rpartition("/")[0]
        start, node = known[above]
        for step in pointer[len(above) :].split("/")[1:]:
            children = tree.children(node)
            key = json_pointer.unescape(step)
            if key not in children:
                break
            start, node = children[key]
            above = f"{above}/{step}"
            known[above] = start, node
        return start


class _JSONTree:
    """A JSON text: a node is the offset at which it starts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read_value = json.JSONDecoder().raw_decode
        self._ends = [match.end() for match in re.finditer("\n", text)]
        self._known: dict[int, dict[str, tuple[int, int]]] = {}
        self.root: int = _end(_SPACE, text, 0)

    def position(self, offset: int) -> Position:
        line = bisect_right(self._ends, offset)
        start = self._ends[line - 1] if line else 0
        return Position(line + 1, offset - start + 1)

    def children(self, offset: int) -> dict[str, tuple[int, int]]:
        """The offsets of the children by their keys: of the key, and of the value."""
        if offset not in self._known:
            self._known[offset] = self._read(offset)
        return self._known[offset]

    def _read(self, offset: int) -> dict[str, tuple[int, int]]:
        text, scan = self._text, self._read_value
        opening = text[offset]
        if opening not in "{[":
            return {}
        found: dict[str, tuple[int, int]] = {}
        offset = _end(_SPACE, text, offset + 1)
        while text[offset] not in "}]":
            start, key = offset, str(len(found))
            if opening == "{":
                key, offset = scan(text, offset)
                offset = _end(_COLON, text, offset)
            found[key] = start, offset
            _, offset = scan(text, offset)
            offset = _end(_COMMA, text, offset)
        return found


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Where a pattern ends that matches here."""
    match = pattern.match(text, offset)
    return match.end() if match else offset


class _YAMLTree:
    """A YAML text: a node is one of PyYAML's, which knows where it starts."""

    def __init__(self, text: str) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.root: Any = yaml.compose(text, Loader=loader)
        self._known: dict[int, dict[str, tuple[Any, Any]]] = {}

    def position(self, node: Any) -> Position:
        mark = node.start_mark
        return Position(mark.line + 1, mark.column + 1)

    def children(self, node: Any) -> dict[str, tuple[Any, Any]]:
        if id(node) not in self._known:
            self._known[id(node)] = dict(self._read(node))
        return self._known[id(node)]

    def _read(self, node: Any) -> list[tuple[str, tuple[Any, Any]]]:
        if node.id == "mapping":
            pairs = [(key, value) for key, value in node.value if key.id == "scalar"]
            return [(str(key.value), (key, value)) for key, value in pairs]
        if node.id == "sequence":
            return [(str(n), (one, one)) for n, one in enumerate(node.value)]
        return []


#: The pointers that are looked for, as a tree of their keys.
_Wanted = dict[str, "_Wanted"]


class _AllFoundError(Exception):
    """The rest of a text need not be read."""


class _YAMLSearch:
    """Reads a YAML text as far as it must, and notes where the nodes that are wanted start."""

    def __init__(self, text: str, pointers: set[str]) -> None:
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
        self._pointers = pointers
        self._missing: set[str] = pointers - {""}

    def found(self) -> dict[str, Position]:
        """The positions of what is there, by their pointers; none of what an alias leads to."""
        wanted: _Wanted = {}
        for pointer in self._pointers:
            inner = wanted
            for key in json_pointer.split(pointer):
                inner = inner.setdefault(key, {})
        root = next((event for event in self._events if isinstance(event, self._node)), None)
        if root is not None:
            self._found[""] = self._start(root)
            with suppress(_AllFoundError):
                self._read(root, "", wanted)
        return self._found

    def _read(self, event: Any, pointer: str, wanted: _Wanted) -> None:
        """Read a node to its end. Raises _AllFoundError when nothing more is wanted."""
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
            self._missing.discard(inside)
            if not self._missing:
                raise _AllFoundError
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

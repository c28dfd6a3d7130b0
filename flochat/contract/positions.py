"""Finds the line and the column of what a JSON pointer leads to, in a JSON or YAML text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any, Final, NamedTuple

from . import json_pointer

_SPACE: Final = re.compile(r"[ \t\r\n]*")


class Position(NamedTuple):
    """A line and a column of a text, both from 1; `file` is None in the document itself."""

    line: int
    column: int
    file: str | None = None


class Positions:
    """The positions of the nodes of a text; only what is asked for is read."""

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        self._tree: _JSONTree | _YAMLTree = (
            _JSONTree(text) if text.lstrip()[:1] in ("{", "[") else _YAMLTree(text)
        )

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it."""
        node = self._tree.root
        place = self._tree.position(node)
        for key in json_pointer.split(pointer):
            children = self._tree.children(node)
            if key not in children:
                break
            place, node = children[key]
        return place


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

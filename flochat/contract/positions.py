"""Finds the line and the column of what a JSON pointer leads to, in a JSON or YAML text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any, Final, NamedTuple, TypeAlias

from . import json_pointer

#: Where a node of a YAML text starts, its key if it has one: line and column from 1; and what is
#: inside it by key, which is the index of an element, None for a scalar.
Mark: TypeAlias = "tuple[tuple[int, int], Marks | None]"
Marks: TypeAlias = dict[str, Mark]

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_COLON: Final = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_COMMA: Final = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")


class Position(NamedTuple):
    """A line and a column of a text, both from 1; `file` is None in the document itself."""

    line: int
    column: int
    file: str | None = None


class Positions:
    """The positions of the nodes of a JSON text, of which only what is asked for is read.

    Those of YAML are known by the marks that were made when it was read.
    """

    def __init__(self, text: str | Mark) -> None:
        self._tree = _JSONTree(text) if isinstance(text, str) else _YAMLTree(text)
        #: What was walked to, by its pointer: what starts it, and the node.
        self._known: dict[str, tuple[Any, Any]] = {"": self._tree.root}

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it."""
        return self._tree.position(self._walk(pointer)[0])

    def of_whole(self, pointer: str) -> Position | None:
        """The same of a node that is there, None of one that is not."""
        start, is_whole = self._walk(pointer)
        return self._tree.position(start) if is_whole else None

    def _walk(self, pointer: str) -> tuple[Any, bool]:
        """What starts a node, as far as there is something, and whether all of it is there."""
        known, above = self._known, pointer
        while above not in known:
            above = above.rpartition("/")[0]
        start, node = known[above]
        for step in pointer[len(above) :].split("/")[1:]:
            # Others lead through what contains this one, seldom through itself.
            known[above] = start, node
            children = self._tree.children(node)
            key = json_pointer.unescape(step)
            if key not in children:
                return start, False
            start, node = children[key]
            above = f"{above}/{step}"
        return start, True


class _JSONTree:
    """A JSON text: a node is the offset at which it starts."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        self._read_value = json.JSONDecoder().raw_decode
        self._ends = [match.end() for match in re.finditer("\n", self._text)]
        self._known: dict[int, dict[str, tuple[int, int]]] = {}
        start = _end(_SPACE, self._text, 0)
        self.root: tuple[int, int] = start, start

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
        text, read_value = self._text, self._read_value
        opening = text[offset]
        if opening not in "{[":
            return {}
        found: dict[str, tuple[int, int]] = {}
        offset = _end(_SPACE, text, offset + 1)
        while text[offset] not in "}]":
            start, key = offset, str(len(found))
            if opening == "{":
                key, offset = read_value(text, offset)
                offset = _end(_COLON, text, offset)
            found[key] = start, offset
            _, offset = read_value(text, offset)
            offset = _end(_COMMA, text, offset)
        return found


class _YAMLTree:
    """A YAML text: a node is the marks of what is inside it."""

    def __init__(self, mark: Mark) -> None:
        self.root: Mark = mark

    def position(self, start: tuple[int, int]) -> Position:
        return Position(*start)

    def children(self, marks: Marks | None) -> Marks:
        return marks or {}


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Where a pattern ends that matches here."""
    match = pattern.match(text, offset)
    return match.end() if match else offset

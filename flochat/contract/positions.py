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
#: A text, and one that is a key with what stands before its value.
_TEXT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_KEY: Final = re.compile(rf"{_TEXT.pattern}[ \t\r\n]*:[ \t\r\n]*")
_COMMA: Final = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_READER: Final = json.JSONDecoder()


class Position(NamedTuple):
    """A line and a column of a text, both from 1; `file` is None in the document itself."""

    line: int
    column: int
    file: str | None = None


class Positions:
    """The positions of the nodes of a JSON or YAML text.

    Those of YAML are known by the marks that were made when it was read.
    """

    def __init__(self, text: str | Mark) -> None:
        self._text = _JSONText(text) if isinstance(text, str) else _YAMLText(text)

    def of(self, pointer: str) -> Position:
        """Where a node starts: its key, if it has one; or that of what would contain it."""
        return self._text.position(pointer)[0]

    def of_whole(self, pointer: str) -> Position | None:
        """The same of a node that is there, None of one that is not."""
        position, is_whole = self._text.position(pointer)
        return position if is_whole else None


class _JSONText:
    """A JSON text: the n-th text of the value that it is read as is the n-th in it."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        self._ends = [match.end() for match in re.finditer("\n", self._text)]
        self._texts = [match.start() for match in _TEXT.finditer(self._text)]
        #: How many of the texts come before what is looked at.
        self._passed = 0
        start = _end(_SPACE, self._text, 0)
        #: Where the nodes start, by their pointers.
        self._starts = {"": start}
        value, _ = json.JSONDecoder(object_pairs_hook=tuple).raw_decode(self._text, start)
        self._note(value, "", start)
        # All that is asked for was noted.
        del self._text, self._texts

    def position(self, pointer: str) -> tuple[Position, bool]:
        """Where a node starts, or what would contain it; and whether it is there."""
        starts, found = self._starts, pointer
        while found not in starts:
            found = found.rpartition("/")[0]
        offset = starts[found]
        line = bisect_right(self._ends, offset)
        start = self._ends[line - 1] if line else 0
        return Position(line + 1, offset - start + 1), found is pointer

    def _note(self, value: Any, pointer: str, start: int) -> None:
        """Note where everything in a value starts; that itself, or its key, does at `start`."""
        if isinstance(value, str):
            self._passed += 1
        elif isinstance(value, tuple):
            self._note_members(value, pointer)
        elif isinstance(value, list):
            self._note_elements(value, pointer, start)

    def _note_members(self, members: tuple[tuple[str, Any], ...], pointer: str) -> None:
        for key, value in members:
            step = json_pointer.escape(key) if "/" in key or "~" in key else key
            inner = f"{pointer}/{step}"
            self._starts[inner] = start = self._texts[self._passed]
            self._passed += 1
            if type(value) is str:
                self._passed += 1
            elif value:
                self._note(value, inner, start)

    def _note_elements(self, elements: list[Any], pointer: str, start: int) -> None:
        are_texts = all(isinstance(element, str) for element in elements)
        starts = [] if are_texts else self._read_elements(elements, start)
        for number, element in enumerate(elements):
            inner = f"{pointer}/{number}"
            start = self._texts[self._passed] if are_texts else starts[number]
            self._starts[inner] = start
            self._note(element, inner, start)

    def _read_elements(self, elements: list[Any], start: int) -> list[int]:
        """Where the elements of an array start, not all of which are texts."""
        text, offset = self._text, start
        if text[offset] == '"':
            offset = _end(_KEY, text, offset)
        offset += 1
        starts = []
        for _ in elements:
            offset = _end(_COMMA, text, offset)
            starts.append(offset)
            _, offset = _READER.raw_decode(text, offset)
        return starts


class _YAMLText:
    """A YAML text, whose nodes are the marks of what is inside them."""

    def __init__(self, mark: Mark) -> None:
        #: What was walked to, by its pointer.
        self._known: dict[str, Mark] = {"": mark}

    def position(self, pointer: str) -> tuple[Position, bool]:
        """Where a node starts, or what would contain it; and whether it is there."""
        known, above = self._known, pointer
        while above not in known:
            above = above.rpartition("/")[0]
        start, inside = known[above]
        for step in pointer[len(above) :].split("/")[1:]:
            # Others lead through what contains this one, seldom through itself.
            known[above] = start, inside
            key = json_pointer.unescape(step)
            if inside is None or key not in inside:
                return Position(*start), False
            start, inside = inside[key]
            above = f"{above}/{step}"
        return Position(*start), True


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Where a pattern ends that matches here."""
    match = pattern.match(text, offset)
    return match.end() if match else offset

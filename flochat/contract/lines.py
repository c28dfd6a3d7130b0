"""Finds the line of `openapi.json` that something is on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import json_pointer
from .document import Document

_Positions = dict[str, tuple[int, Any]]


class Lines:
    """The lines of a document as `normalise.dump` writes it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[int, _Positions] = {}

    def of(self, pointer: str) -> int:
        """The line of what a JSON pointer leads to, or of what would contain it."""
        line, node = 1, self._document
        for key in json_pointer.split(pointer):
            positions = self._positions(node)
            if key not in positions:
                break
            below, node = positions[key]
            line += below
        return line

    def _positions(self, node: Any) -> _Positions:
        """The children of a node, each with the number of lines that it is below the node."""
        if id(node) not in self._known:
            positions, below = {}, 1
            for key, child in _children(node):
                positions[key] = below, child
                below += self._height(child)
            self._known[id(node)] = positions
        return self._known[id(node)]

    def _height(self, node: Any) -> int:
        """How many lines a node takes up."""
        if not isinstance(node, dict | list) or not node:
            return 1
        below, last = list(self._positions(node).values())[-1]
        return below + self._height(last) + 1


def _children(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((key, node[key]) for key in sorted(node))
    elif isinstance(node, list):
        yield from ((str(number), child) for number, child in enumerate(node))

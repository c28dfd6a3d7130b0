"""Finds the line of `openapi.json` on which something stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import json_pointer
from .document import Document

_Inside = dict[str, tuple[int, Any]]


class Lines:
    """The lines of a document as `normalise.dump` writes it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._insides: dict[int, _Inside] = {}

    def of(self, pointer: str) -> int:
        """The line of what a JSON pointer leads to; of what would hold it, when it is not there."""
        line, node = 1, self._document
        for key in json_pointer.split(pointer):
            inside = self._inside(node)
            if key not in inside:
                break
            below, node = inside[key]
            line += below
        return line

    def _inside(self, node: Any) -> _Inside:
        """What stands in a node, and how many lines below it."""
        if id(node) not in self._insides:
            inside, below = {}, 1
            for key, child in _children(node):
                inside[key] = below, child
                below += self._height(child)
            self._insides[id(node)] = inside
        return self._insides[id(node)]

    def _height(self, node: Any) -> int:
        """How many lines a node takes."""
        if not isinstance(node, dict | list) or not node:
            return 1
        below, last = list(self._inside(node).values())[-1]
        return below + self._height(last) + 1


def _children(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((key, node[key]) for key in sorted(node))
    elif isinstance(node, list):
        yield from ((str(number), child) for number, child in enumerate(node))

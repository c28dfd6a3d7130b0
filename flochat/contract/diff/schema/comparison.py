"""Compares schemas, each pair of them once, however many operations use it.

What is found says nothing of directions: whether a lower maximum breaks anything is for the rules
to tell, by the place where the schema is used.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import define, field

from ..source import At, Source
from .checkers import check
from .objects import modes
from .pair import Child, Fact, Pair, Side, Textual
from .views import View


class Met(NamedTuple):
    """A fact as it is met on the way from a schema inwards.

    `path` leads to it and is empty at the schema itself; `marks` say of a property whether it is
    required, read-only or write-only.
    """

    path: str
    fact: Fact
    marks: tuple[str, ...]


@define(eq=False)
class _Node:
    """What changed between two schemas, and the pairs of schemas inside of them."""

    marks: tuple[str, ...] = ()
    facts: list[Fact] = field(factory=list)
    inner: list[tuple[str, _Node]] = field(factory=list)


class Comparison:
    """Compares schemas of two documents, as of a day that tells whether a sunset is over."""

    def __init__(self, old: Source, new: Source, today: date) -> None:
        self.old: Side = Side(old)
        self.new: Side = Side(new)
        self.today: date = today
        self._nodes: dict[tuple[View, View, Textual], _Node] = {}
        self._met: dict[_Node, list[Met]] = {}

    def changes(self, old: At, new: At, textual: Textual = "none") -> Sequence[Met]:
        """All that changed between two schemas and inside of them, each fact once, nearest first.

        `textual` says which values travel as text, so that their types cannot be told apart.
        """
        node = self._compared(self.old.view((old,)), self.new.view((new,)), textual)
        if node not in self._met:
            self._met[node] = list(_met(node))
        return self._met[node]

    def is_used(self, schema: At) -> bool:
        """Whether a schema of the new document took part in any comparison."""
        return schema.pointer in self.new.passed

    def _compared(self, old: View, new: View, textual: Textual) -> _Node:
        """What changed between schemas, with all that is inside of them."""
        waiting: list[tuple[_Node, View, View]] = []

        def noted(old: View, new: View) -> _Node:
            key = (old, new, textual)
            if key not in self._nodes:
                self._nodes[key] = _Node()
                waiting.append((self._nodes[key], old, new))
            return self._nodes[key]

        found = noted(old, new)
        while waiting:
            node, old, new = waiting.pop()
            node.marks = modes(new)
            for item in check(Pair(old, new, textual, self.today, self.old, self.new)):
                if isinstance(item, Child):
                    node.inner.append((item.step, noted(item.old, item.new)))
                else:
                    node.facts.append(item)
        return found


def _met(start: _Node) -> Iterator[Met]:
    waiting, passed = deque([("", start)]), {start}
    while waiting:
        path, node = waiting.popleft()
        for fact in node.facts:
            marks = tuple(dict.fromkeys((*fact.marks, *node.marks)))
            yield Met(path + fact.step, fact, marks)
        for step, inner in node.inner:
            if inner not in passed:
                passed.add(inner)
                waiting.append((path + step, inner))

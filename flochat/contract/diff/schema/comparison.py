"""Compares schemas, each pair of them once, however many operations use it.

The facts do not say whom a change affects: whether a lower maximum breaks anything is decided by
the rules, from the place where the schema is used.
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


class Located(NamedTuple):
    """A fact, and where it is inside a schema.

    `path` leads to it and is empty at the schema itself; `marks` say whether a property is
    required, read-only or write-only.
    """

    path: str
    fact: Fact
    marks: tuple[str, ...]


@define(eq=False)
class _Node:
    """What changed between two schemas, and the pairs of schemas inside them."""

    marks: tuple[str, ...] = ()
    facts: list[Fact] = field(factory=list)
    inner: list[tuple[str, _Node]] = field(factory=list)


class Comparison:
    """Compares schemas of two documents, as of a day that decides whether a sunset is over."""

    def __init__(self, old: Source, new: Source, today: date) -> None:
        self.old: Side = Side(old)
        self.new: Side = Side(new)
        self.today: date = today
        self._nodes: dict[tuple[View, View, Textual], _Node] = {}
        self._located: dict[_Node, list[Located]] = {}

    def changes(self, old: At, new: At, textual: Textual = "none") -> Sequence[Located]:
        """All that changed between two schemas and inside them, each fact once, the nearest first.

        `textual` says which values travel as text, so that their types look the same.
        """
        node = self._compared(self.old.view((old,)), self.new.view((new,)), textual)
        if node not in self._located:
            self._located[node] = list(_located(node))
        return self._located[node]

    def is_used(self, schema: At) -> bool:
        """Whether a schema of the new document took part in any comparison."""
        return schema.pointer in self.new.visited

    def _compared(self, old: View, new: View, textual: Textual) -> _Node:
        """What changed between schemas, with everything inside them."""
        pending: list[tuple[_Node, View, View]] = []

        def node_of(old: View, new: View) -> _Node:
            key = (old, new, textual)
            if key not in self._nodes:
                self._nodes[key] = _Node()
                pending.append((self._nodes[key], old, new))
            return self._nodes[key]

        root = node_of(old, new)
        while pending:
            node, old, new = pending.pop()
            node.marks = modes(new)
            for item in check(Pair(old, new, textual, self.today, self.old, self.new)):
                if isinstance(item, Child):
                    node.inner.append((item.step, node_of(item.old, item.new)))
                else:
                    node.facts.append(item)
        return root


def _located(start: _Node) -> Iterator[Located]:
    pending, visited = deque([("", start)]), {start}
    while pending:
        path, node = pending.popleft()
        for fact in node.facts:
            marks = tuple(dict.fromkeys((*fact.marks, *node.marks)))
            yield Located(path + fact.step, fact, marks)
        for step, inner in node.inner:
            if inner not in visited:
                visited.add(inner)
                pending.append((path + step, inner))

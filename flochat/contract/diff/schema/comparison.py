"""Compares schemas, each pair of them once, however many operations use it.

The facts do not say whom a change affects: whether a lower maximum breaks anything is decided by
the rules, from the place where the schema is used.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from ..rules import DOUBTS, Effect, effect_of, effect_on_strangers
from ..source import At, Source
from .checkers import check
from .pair import Child, Fact, Pair, Side, Textual
from .views import View

#: How many schemas that are alternatives inside each other are looked at.
_MAX_DEPTH: Final = 20
#: How often one comparison is made again because it contains itself, and all of them together.
_MAX_ROUNDS: Final = 6
_MAX_REPEATS: Final = 300


#: The place of what is not there, behind all others.
_NONE: Final = sys.maxsize


class Located(NamedTuple):
    """A fact, and where it is inside a schema.

    `path` leads to it and is empty at the schema itself; `marks` say whether a property is
    required, read-only or write-only.
    """

    path: str
    fact: Fact
    marks: tuple[str, ...]


class Seen(NamedTuple):
    """Which schemas of the new document were compared, and with which of the old, if elsewhere.

    `is_settled` when nothing was given up at a limit, which depends on the order of comparisons.
    """

    visited: set[str]
    counterparts: dict[str, str]
    is_settled: bool


class _Node:
    """A pair of schemas: what changed between the two, and the pairs of schemas inside them."""

    __slots__ = (
        "are_members",
        "facts",
        "inner",
        "is_begun",
        "is_complete",
        "new",
        "old",
        "textual",
    )

    def __init__(self, old: View, new: View, textual: Textual, are_members: bool) -> None:
        self.old: View = old
        self.new: View = new
        self.textual: Textual = textual
        self.are_members: bool = are_members
        #: Whether it was looked at; and whether all that is inside was.
        self.is_begun: bool = False
        self.is_complete: bool = False
        self.facts: list[Fact] = []
        self.inner: list[tuple[str, _Node, tuple[str, ...]]] = []


#: Something to be found out of a pair: its facts, or what all of them do to the values.
_Question = tuple[str, _Node]


class Comparison:
    """Compares schemas of two documents, as of a day that decides whether a sunset is over."""

    def __init__(self, old: Source, new: Source, today: date) -> None:
        self.old: Side = Side(old)
        self.new: Side = Side(new)
        self.today: date = today
        #: The schemas that were held against one with another pointer: new to old.
        self.counterparts: dict[str, str] = {}
        self._nodes: dict[tuple[View, View, Textual, bool], _Node] = {}
        self._located: dict[_Node, list[Located]] = {}
        self._relations: dict[_Node, frozenset[Effect]] = {}
        self._earlier: dict[_Node, frozenset[Effect]] = {}
        self._depth: int = 0
        #: What is being found out, the outermost first, by its place in that order.
        self._open: dict[_Question, int] = {}
        #: What of that was taken for what is known of it so far, and the outermost of it.
        self._anticipated: set[_Question] = set()
        self._outermost: int = _NONE
        #: What was found out by taking something for what was known of it, and the place of that.
        self._provisional: dict[_Question, int] = {}
        self._repeats: int = 0
        #: Whether nothing was given up at one of the limits above.
        self.is_settled: bool = True

    def changes(self, old: At, new: At, textual: Textual = "none") -> Sequence[Located]:
        """All that changed between two schemas and inside them, each fact once, the nearest first.

        `textual` says which values travel as text, so that their types look the same.
        """
        node = self._node(self.old.view((old,)), self.new.view((new,)), textual)
        self._complete(node)
        if node not in self._located:
            found = _located(node)
            self._located[node] = [one for one in found if one.fact.action not in DOUBTS]
        return self._located[node]

    def is_used(self, schema: At) -> bool:
        """Whether a schema of the new document took part in any comparison."""
        return schema.pointer in self.new.visited

    def seen(self) -> Seen:
        """What was compared so far."""
        return Seen(self.new.visited, self.counterparts, self.is_settled)

    def note(self, seen: Seen) -> bool:
        """Count as compared what was compared; whether that was in a copy of this comparison."""
        if seen.visited is self.new.visited:
            return False
        self.new.visited |= seen.visited
        for now, then in seen.counterparts.items():
            self.counterparts.setdefault(now, then)
        self.is_settled = self.is_settled and seen.is_settled
        return True

    def _relation(self, node: _Node) -> frozenset[Effect]:
        """What all changes between two schemas, and inside them, do to the values."""
        question = ("relation", node)
        if node in self._relations:
            self._rely_on(question)
        else:
            if self._depth == _MAX_DEPTH:
                self.is_settled = False
                return frozenset({Effect.UNKNOWN})
            # While it is being found out it counts as none: what contains itself adds nothing.
            self._relations[node] = self._earlier.pop(node, frozenset())
            self._settle(question, self._relate)
        return self._relations[node]

    def _relate(self, node: _Node) -> bool:
        """Find out what the changes do; whether that is what was known of it before."""
        self._depth += 1
        self._complete(node)
        self._depth -= 1
        effects = {effect_of(one.fact.action, one.marks) for one in _located(node)}
        known = self._relations[node]
        self._relations[node] = known | effects
        return effects - {Effect.NONE} <= known

    def _rely_on(self, question: _Question) -> None:
        """Note that something was taken for what is known of it so far."""
        if question in self._open:
            self._anticipated.add(question)
            self._outermost = min(self._outermost, self._open[question])
        elif question in self._provisional:
            self._outermost = min(self._outermost, self._provisional[question])

    def _settle(self, question: _Question, find: Callable[[_Node], bool]) -> None:
        """Find something out, again as long as it was taken for something else on the way."""
        place, before, outermost = len(self._open), len(self._provisional), self._outermost
        for _ in range(_MAX_ROUNDS):
            self._open[question], self._outermost = place, _NONE
            self._anticipated.discard(question)
            is_known = find(question[1])
            del self._open[question]
            if is_known or question not in self._anticipated:
                break
            if self._repeats == _MAX_REPEATS:
                self._doubt(question)
                break
            self._repeats += 1
            self._forget(before)
        else:
            self._doubt(question)
        if self._outermost < place:
            self._provisional[question] = self._outermost
            self._outermost = min(self._outermost, outermost)
        else:
            for one in [*self._provisional][before:]:
                del self._provisional[one]
            self._outermost = outermost

    def _doubt(self, question: _Question) -> None:
        """Rely no longer on what is not known for certain after many attempts."""
        self.is_settled = False
        kind, node = question
        if kind == "relation":
            self._relations[node] |= {Effect.UNKNOWN}

    def _forget(self, before: int) -> None:
        """Find out anew what was found out since then, which may follow from what has changed.

        There is no less of it than was found before.
        """
        for question in [*self._provisional][before:]:
            del self._provisional[question]
            kind, node = question
            if kind == "relation":
                self._earlier[node] = self._relations.pop(node)
            else:
                node.is_begun = False

    def _node(self, old: View, new: View, textual: Textual, *, are_members: bool = False) -> _Node:
        key = (old, new, textual, are_members)
        if key not in self._nodes:
            self._nodes[key] = _Node(old, new, textual, are_members)
            if old.pointer != new.pointer:
                self.counterparts.setdefault(new.pointer, old.pointer)
        return self._nodes[key]

    def _complete(self, root: _Node) -> None:
        """Find what changed in a pair and in everything inside it."""
        pending, visited = [root], {root}
        while pending:
            node = pending.pop()
            if node.is_begun:
                if self._depth:
                    self._rely_on(("facts", node))
            else:
                node.is_begun = True
                self._settle(("facts", node), self._compare)
            for _, inner, _ in () if node.is_complete else node.inner:
                if inner not in visited:
                    visited.add(inner)
                    pending.append(inner)
        if not self._depth:
            for node in visited:
                node.is_complete = True

    def _compare(self, node: _Node) -> bool:
        """Find what changed in a pair itself; whether that is what was known of it before."""
        textual = node.textual

        def relate(old: Sequence[At], new: Sequence[At]) -> frozenset[Effect]:
            inner = self._node(self.old.view(old), self.new.view(new), textual, are_members=True)
            # Of itself it says nothing more than all that is found out anyway.
            return frozenset() if inner is node else self._relation(inner)

        sides = self.old, self.new

        def relate_strangers(old: Sequence[At], new: Sequence[At]) -> frozenset[Effect]:
            views = self.old.view(old), self.new.view(new)
            inner = self._node(*views, textual, are_members=True)
            self._relation(inner)
            return frozenset(effect_on_strangers(one.fact.action) for one in _located(inner))

        relations = relate, relate_strangers
        pair = Pair(node.old, node.new, textual, self.today, *sides, *relations, node.are_members)
        facts: list[Fact] = []
        found: list[tuple[str, _Node, tuple[str, ...]]] = []
        for item in check(pair):
            if isinstance(item, Child):
                inner = self._node(item.old, item.new, textual, are_members=item.are_members)
                found.append((item.step, inner, item.marks))
            else:
                facts.append(item)
        is_known = facts == node.facts and found == node.inner
        node.facts, node.inner = facts, found
        return is_known


def _located(start: _Node) -> Iterator[Located]:
    """All facts with the way to them; what is in a property that is not sent is not sent either."""
    pending: deque[tuple[str, _Node, tuple[str, ...]]] = deque([("", start, ())])
    visited: set[tuple[_Node, tuple[str, ...]]] = {(start, ())}
    while pending:
        path, node, marks = pending.popleft()
        for fact in node.facts:
            yield Located(path + fact.step, fact, tuple(dict.fromkeys((*fact.marks, *marks))))
        for step, inner, own in node.inner:
            inherited = tuple(dict.fromkeys((*marks, *own)))
            if (inner, inherited) not in visited:
                visited.add((inner, inherited))
                pending.append((path + step, inner, inherited))

"""Two schemas side by side, and what a checker can report about them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from ..rules import Effect
from ..source import At, Source
from .views import View, spelled, view

# Which values travel as text, so that their types look the same: none, scalars (in parameters and
# headers), or all (in XML, for example).
Textual = Literal["none", "scalars", "all"]

#: The schema of what is not there.
NOTHING_SAID: Final[dict[str, Any]] = {}
_MAX_SHOWN: Final = 60
_UNORDERED: Final = {Effect.INCOMPARABLE, Effect.UNKNOWN}
LOSING: Final = {Effect.NARROWS, Effect.PERHAPS_NARROWS, *_UNORDERED}
GAINING: Final = {Effect.WIDENS, Effect.PERHAPS_WIDENS, *_UNORDERED}


class Fact(NamedTuple):
    """A change of a schema: what happened, where, and the details for a report.

    `step` leads to the property that it is about, if it is not about the schema itself; `marks`
    qualify that property, as `required` does.
    """

    action: str
    location: str
    detail: str = ""
    step: str = ""
    marks: tuple[str, ...] = ()


class Child(NamedTuple):
    """Schemas inside the two, to be compared as well; `step` leads to them."""

    step: str
    old: View
    new: View
    #: Whether they are alternatives: null is then allowed or not by the whole.
    are_members: bool = False
    #: What qualifies all that changed in them.
    marks: tuple[str, ...] = ()


class Side:
    """A document whose schemas are compared, each viewed and digested once.

    `visited` has the pointers of all schemas that were viewed to be compared, or are part of one
    that was.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.visited: set[str] = set()
        #: Whether it is only looked for a value that a schema allows.
        self.is_searched: bool = False
        self._views: dict[tuple[str, ...], View] = {}
        self._single: dict[str, View] = {}
        self._absent: dict[str, View] = {}
        self._digests: dict[str, str] = {}
        #: The ways to all properties inside a schema, by its pointer.
        self.names: dict[str, frozenset[tuple[str, ...]]] = {}
        #: Schemas that are known to allow something together.
        self.inhabited: set[frozenset[View]] = set()
        #: What trying values showed of schemas that say nothing but types and formats.
        self.marks: dict[Hashable, tuple[str, ...]] = {}
        #: The values of properties that list them, by the object that has these.
        self.tags: dict[View, dict[str, frozenset[str]]] = {}

    def view(self, schemas: Sequence[At]) -> View:
        """One view of schemas, all of which a value must match."""
        if len(schemas) == 1:
            return self._view_of_one(self._resolved(schemas[0]))
        schemas = [self._resolved(schema) for schema in schemas]
        # Where a schema is not there, its place is that of one in the other document.
        key = tuple([("" if at.node is NOTHING_SAID else "#") + at.pointer for at in schemas])
        if key not in self._views:
            self._views[key] = view(self.source, schemas)
            if all(at.node is NOTHING_SAID for at in schemas):
                self._views[key].covered = set()
        found = self._views[key]
        if found.covered:
            self._visit(found)
        return found

    def _view_of_one(self, schema: At) -> View:
        """The same of a single schema, as most are."""
        if schema.node is NOTHING_SAID:
            if schema.pointer not in self._absent:
                self._absent[schema.pointer] = view(self.source, (schema,))
            return self._absent[schema.pointer]
        found = self._single.get(schema.pointer)
        if found is None:
            found = self._single[schema.pointer] = view(self.source, (schema,))
        if found.covered:
            self._visit(found)
        return found

    def _visit(self, found: View) -> None:
        if not self.is_searched:
            self.visited |= found.covered
            found.covered = set()

    @contextmanager
    def searched(self) -> Iterator[None]:
        """While this lasts it is only looked for a value, so that nothing counts as compared."""
        was_searched, self.is_searched = self.is_searched, True
        try:
            yield
        finally:
            self.is_searched = was_searched

    def anything(self, pointer: str) -> View:
        """The view of a schema that is not there, and so allows every value."""
        return self.view((At(pointer, NOTHING_SAID),))

    def digest(self, schema: At) -> str:
        """A text that is the same for schemas that say the same."""
        if schema.pointer not in self._digests:
            self._digests[schema.pointer] = self.source.digest(schema)
        return self._digests[schema.pointer]

    def _resolved(self, schema: At) -> At:
        """The schema itself; if it is nothing but a reference, what that leads to."""
        node = schema.node
        if isinstance(node, dict) and len(node) == 1 and "$ref" in node:
            return self.source.bare(schema)
        return schema


class Pair(NamedTuple):
    """An old and a new schema, and the documents that they come from."""

    old: View
    new: View
    textual: Textual
    today: date
    old_side: Side
    new_side: Side
    relate: Callable[[Sequence[At], Sequence[At]], frozenset[Effect]]
    #: The same for objects with properties that the one side, or the other, does not declare.
    relate_strangers: Callable[[Sequence[At], Sequence[At]], frozenset[Effect]]
    are_members: bool

    def where(self, keyword: str) -> str:
        """The pointer to a keyword: in the new schema, or in the old one if it was removed."""
        is_removed = keyword in self.old.keywords and keyword not in self.new.keywords
        return (self.old if is_removed else self.new).where(keyword)

    def child(self, step: str, old: Sequence[At], new: Sequence[At]) -> Child:
        """Schemas inside these; on each side a value must match all that are given.

        One side may have none; then it allows everything there.
        """
        before = self.old_side.view(old) if old else self.old_side.anything(new[0].pointer)
        after = self.new_side.view(new) if new else self.new_side.anything(old[0].pointer)
        return Child(step, before, after)

    def is_covered(self, old: Sequence[At], new: Sequence[At]) -> bool:
        """Whether the new schemas are known to allow every value that the old ones allow."""
        return not self.relate(old, new) & LOSING

    def is_within(self, old: Sequence[At], new: Sequence[At]) -> bool:
        """Whether the new schemas are known to allow no value that the old ones do not allow."""
        return not self.relate(old, new) & GAINING

    def are_same(self, old: At, new: At) -> bool:
        """Whether two schemas inside these say the same."""
        return self.old_side.digest(old) == self.new_side.digest(new)


def compare_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[str], ...]:
    """The names that were removed, were added, and are on both sides; in a stable order."""
    return (
        [name for name in old if name not in new],
        [name for name in new if name not in old],
        [name for name in old if name in new],
    )


def shown(value: Any) -> str:
    """A value of a document for a report: as JSON, of bounded length."""
    text = spelled(value)
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 3]}..."

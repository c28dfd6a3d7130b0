"""What differs between two snapshots."""

from __future__ import annotations

import reprlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from attrs import field, frozen

from .._values.secret import Secret
from ..models.base import Model
from .sections import SECTIONS, FlowParts, Section, SnapshotItem, identity_of, models_in, name_of

_MOST_CHARACTERS: Final = 80
_SHORT: Final = reprlib.Repr()
_SHORT.maxstring = _MOST_CHARACTERS


@frozen
class FieldChange:
    """One field of a thing, before and after."""

    name: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.name} {_SHORT.repr(self.before)} -> {_SHORT.repr(self.after)}"


@frozen(kw_only=True)
class Difference:
    """A thing that came, went or changed: its kind ("bot field"), its name, and how it was and is.

    `before` is None for what came, `after` for what went; `changes` says what changed otherwise.
    """

    kind: str
    name: str
    before: Model | None
    after: Model | None
    changes: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        note = ", ".join(str(change) for change in self.changes)
        return str(SnapshotItem(self.kind, self.name, note))


@frozen(kw_only=True)
class FlowDiff:
    """What differs between two snapshots, kind by kind; false when nothing does.

    `str()` of it has a line for each: "+ tag 'VIP'" for what was added, "-" for what was removed,
    "~ bot field 'Hours': value '9 to 5' -> '8 to 4'" for what was changed.
    """

    added: tuple[Difference, ...] = ()
    removed: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()

    def of_kind(self, kind: str) -> FlowDiff:
        """What differs in one kind of thing: "tag", "bot field", ..."""
        return FlowDiff(
            added=tuple(it for it in self.added if it.kind == kind),
            removed=tuple(it for it in self.removed if it.kind == kind),
            changed=tuple(it for it in self.changed if it.kind == kind),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        marked = (("+", self.added), ("-", self.removed), ("~", self.changed))
        return "\n".join(f"{mark} {item}" for mark, items in marked for item in items)


@frozen
class Comparison:
    """Two snapshots side by side, their things matched by name or else by identifier."""

    before: FlowParts
    after: FlowParts
    by_name: bool = field(kw_only=True)

    def diff(self) -> FlowDiff:
        """All that differs."""
        found = [
            Difference(
                kind=section.word,
                name=name,
                before=before,
                after=after,
                changes=self.changes(section, before, after),
            )
            for section in SECTIONS
            for name, before, after in self.pairs(section)
        ]
        return FlowDiff(
            added=tuple(it for it in found if it.before is None),
            removed=tuple(it for it in found if it.after is None),
            changed=tuple(it for it in found if it.changes),
        )

    def pairs(self, section: Section) -> Iterator[tuple[str, Model | None, Model | None]]:
        """The things of a section: name, how it was, how it is."""
        before, after = self._keyed(self.before, section), self._keyed(self.after, section)
        for key in before | after:
            yield name_of(after.get(key) or before[key]), before.get(key), after.get(key)

    def changes(
        self, section: Section, before: Model | None, after: Model | None
    ) -> tuple[FieldChange, ...]:
        """The fields in which two things differ that were matched."""
        if before is None or after is None:
            return ()
        old = self._compared(section, before, self.before)
        new = self._compared(section, after, self.after)
        return tuple(
            FieldChange(name, old[name], new[name]) for name in old if _differ(old[name], new[name])
        )

    def _keyed(self, snapshot: FlowParts, section: Section) -> dict[object, Model]:
        """The things of a section by what they are matched by; those that share it, in turn."""
        keyed: dict[object, Model] = {}
        count: Counter[object] = Counter()
        for thing in models_in(snapshot, section):
            identity = None if self.by_name else identity_of(thing)
            key = name_of(thing) if identity is None else (section.field, identity)
            count[key] += 1
            keyed[key, count[key]] = thing
        return keyed

    def _compared(self, section: Section, thing: Model, snapshot: FlowParts) -> dict[str, Any]:
        """The values of a thing that are worth comparing."""
        left_out = {"raw", *(section.local if self.by_name else ())}
        values = {name: value for name, value in vars(thing).items() if name not in left_out}
        if self.by_name and "sub_flow_ns" in values:
            values["sub_flow_ns"] = _sub_flow(values["sub_flow_ns"], snapshot)
        return values


def _sub_flow(namespace: str | None, snapshot: FlowParts) -> str | None:
    """The name of a sub flow that a thing points at, which means the same in every flow."""
    named = (it.name for it in snapshot.sub_flows if it.sub_flow_ns == namespace)
    return next(named, namespace)


def _differ(before: Any, after: Any) -> bool:
    """Whether two values differ; a secret that one side was taken without says nothing."""
    if isinstance(before, Secret) is not isinstance(after, Secret):
        return False
    return (before or None) != (after or None)

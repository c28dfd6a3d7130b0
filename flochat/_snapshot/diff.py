"""The differences between two snapshots."""

from __future__ import annotations

import reprlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from attrs import field, frozen

from .._values.html_report import HtmlReport
from .._values.readers import WRITTEN_TEXTS
from .._values.secret import Secret
from ..models.base import Model
from .sections import SECTIONS, FlowParts, Section, SnapshotItem, identity_of, models_in, name_of

_MAX_CHARACTERS: Final = 80
_SHORT: Final = reprlib.Repr()
_SHORT.maxstring = _MAX_CHARACTERS


@frozen
class FieldChange:
    """One field of a resource, before and after."""

    name: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.name} {_SHORT.repr(self.before)} -> {_SHORT.repr(self.after)}"


@frozen(kw_only=True)
class Difference:
    """A resource that was added, removed or changed: its kind ("bot field"), name and models.

    `before` is None if it was added, `after` is None if it was removed; otherwise `changes` has the
    fields that changed.
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
class FlowDiff(HtmlReport):
    """The differences between two snapshots; false if there are none.

    Its `str()` has a line for each: "+ tag 'VIP'" for an addition, "-" for a removal, "~ bot field
    'Hours': value '9 to 5' -> '8 to 4'" for a change.
    """

    added: tuple[Difference, ...] = ()
    removed: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()

    def of_kind(self, kind: str) -> FlowDiff:
        """Return the differences of one kind of resource: "tag", "bot field", ..."""
        return FlowDiff(
            added=tuple(it for it in self.added if it.kind == kind),
            removed=tuple(it for it in self.removed if it.kind == kind),
            changed=tuple(it for it in self.changed if it.kind == kind),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        signs = (("+", self.added), ("-", self.removed), ("~", self.changed))
        return "\n".join(f"{sign} {item}" for sign, items in signs for item in items)


@frozen
class Comparison:
    """Two snapshots whose resources are matched by name, or else by identifier."""

    before: FlowParts
    after: FlowParts
    by_name: bool = field(kw_only=True)

    def diff(self) -> FlowDiff:
        """Return all differences."""
        differences = [
            Difference(
                kind=section.noun,
                name=name,
                before=before,
                after=after,
                changes=self.changes(section, before, after),
            )
            for section in SECTIONS
            for name, before, after in self.pairs(section)
        ]
        return FlowDiff(
            added=tuple(it for it in differences if it.before is None),
            removed=tuple(it for it in differences if it.after is None),
            changed=tuple(it for it in differences if it.changes),
        )

    def pairs(self, section: Section) -> Iterator[tuple[str, Model | None, Model | None]]:
        """Yield the resources of a section: their name, and their models before and after."""
        before, after = (
            self._by_match_key(self.before, section),
            self._by_match_key(self.after, section),
        )
        for key in before | after:
            yield name_of(after.get(key) or before[key]), before.get(key), after.get(key)

    def changes(
        self, section: Section, before: Model | None, after: Model | None
    ) -> tuple[FieldChange, ...]:
        """Return the fields in which two matched resources differ."""
        if before is None or after is None:
            return ()
        old = self._comparable_values(section, before, self.before)
        new = self._comparable_values(section, after, self.after)
        return tuple(
            FieldChange(name, old[name], new[name]) for name in old if _differ(old[name], new[name])
        )

    def _by_match_key(self, snapshot: FlowParts, section: Section) -> dict[object, Model]:
        """Return the resources of a section by what they are matched by.

        Resources that share a name or an identifier are numbered in turn.
        """
        by_key: dict[object, Model] = {}
        count: Counter[object] = Counter()
        for resource in models_in(snapshot, section):
            identity = None if self.by_name else identity_of(resource)
            key = name_of(resource) if identity is None else (section.field, identity)
            count[key] += 1
            by_key[key, count[key]] = resource
        return by_key

    def _comparable_values(
        self, section: Section, resource: Model, snapshot: FlowParts
    ) -> dict[str, Any]:
        """Return the values of a resource that mean the same in both flows."""
        ignored = {"raw", *(section.local_fields if self.by_name else ())}
        values = {
            name: None if value == "" and name not in WRITTEN_TEXTS else value
            for name, value in vars(resource).items()
            if name not in ignored
        }
        if self.by_name and "sub_flow_ns" in values:
            values["sub_flow_ns"] = _sub_flow_name(values["sub_flow_ns"], snapshot)
        return values


def _sub_flow_name(namespace: str | None, snapshot: FlowParts) -> str | None:
    """Return the name of a sub flow, which means the same in every flow."""
    names = (it.name for it in snapshot.sub_flows if it.sub_flow_ns == namespace)
    return next(names, namespace)


def _differ(before: Any, after: Any) -> bool:
    """Whether two values differ; a secret that only one side was taken with does not count."""
    if isinstance(before, Secret) is not isinstance(after, Secret):
        return False
    return (before or None) != (after or None)

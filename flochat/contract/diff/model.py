"""The result of comparing two documents: findings, and what changed in prose only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from ..._plurals import counted

Impact = Literal["broken", "adapt", "safe"]
Label = Literal["breaking", "additive", "cosmetic", "none"]

WORST_FIRST: Final[tuple[Impact, ...]] = ("broken", "adapt", "safe")

# Changes of names and order: generated code moves, nothing on the wire changes.
COSMETIC: Final = frozenset(
    {
        *("schema-renamed", "title-changed"),
        *("api-operation-id-added", "api-operation-id-removed", "api-tag-added", "api-tag-removed"),
        "path-parameter-renamed",
    }
)


# What is told of a document whether it changed or not.
NOTES: Final = frozenset({"null-ignored", "path-duplicate", "reference-not-followed"})


class Level(IntEnum):
    """How bad a change is: ERR breaks clients, WARN may, INFO does not."""

    INFO = 1
    WARN = 2
    ERR = 3


class Finding(NamedTuple):
    """One change.

    `id` is that of a rule in `flochat.contract.diff.rules`; `operation` is "METHOD /path" as the
    document spells it, or "METHOD webhook NAME", None where no single one is touched; `location`
    is a JSON pointer into the new document, or into the old one for what was removed. `facade` and
    `impact` are filled in by `flochat.contract.impact`.
    """

    id: str
    level: Level
    operation: str | None
    location: str
    text: str
    facade: tuple[str, ...] = ()
    impact: Impact | None = None


class Cause:
    """One change of a document with all its uses: a shared schema has one in each operation."""

    def __init__(self, uses: tuple[Finding, ...]) -> None:
        self.uses: tuple[Finding, ...] = uses
        #: The worst that it does to the facade.
        self.impact: Impact | None = (
            uses[0].impact if len(uses) == 1 else worst_of(use.impact for use in uses)
        )

    @property
    def first(self) -> Finding:
        return self.uses[0]

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that it touches, each once."""
        if len(self.uses) == 1:  # as nearly all
            return (self.first.operation,) if self.first.operation else ()
        return tuple(dict.fromkeys(use.operation for use in self.uses if use.operation))

    @property
    def facade(self) -> tuple[str, ...]:
        """The methods to which it does its worst, each once."""
        worst = (use.facade for use in self.uses if use.impact == self.impact)
        return tuple(sorted({name for names in worst for name in names}))


class Compared(NamedTuple):
    """What was compared: both documents in normal form.

    `counterparts` has the schemas of the new document that were held against one which stands
    elsewhere in the old, by their pointers: what was written out may be a reference now.
    `is_flochats` says whether they describe Flochat, of which there is a facade.
    """

    old: Any
    new: Any
    counterparts: Mapping[str, str]
    is_flochats: bool = True


class ProseChange(NamedTuple):
    """A title, description or example that was reworded; `location` points to it."""

    location: str
    old: Any
    new: Any


class Changes:
    """All findings, worst first and then by operation, and all changes of prose.

    `is_rewritten` when nothing was found in documents that are not equal: they say the same in
    another spelling, or differ in a place where no rule looks. `compared` is None for changes that
    come from no comparison.
    """

    def __init__(
        self,
        findings: tuple[Finding, ...] = (),
        prose: tuple[ProseChange, ...] = (),
        *,
        is_rewritten: bool = False,
        compared: Compared | None = None,
    ) -> None:
        self.findings: tuple[Finding, ...] = findings
        self.prose: tuple[ProseChange, ...] = prose
        self.is_rewritten: bool = is_rewritten
        self.compared: Compared | None = compared

    def _said(self) -> tuple[object, ...]:
        return self.findings, self.prose, self.is_rewritten

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Changes) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"Changes{self._said()!r}"

    def with_findings(self, findings: Iterable[Finding]) -> Changes:
        """The same with other findings."""
        return Changes(
            tuple(findings), self.prose, is_rewritten=self.is_rewritten, compared=self.compared
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all, not even prose."""
        return not (self.findings or self.prose or self.is_rewritten)

    @property
    def worst(self) -> Level | None:
        """The highest level of all findings, None without findings."""
        return max((finding.level for finding in self.findings), default=None)

    @property
    def label(self) -> Label:
        """The label of the whole: `breaking` with an ERR, `cosmetic` when only names change."""
        if self.worst == Level.ERR:
            return "breaking"
        ids = {finding.id for finding in self.findings} - NOTES
        if ids - COSMETIC:
            return "additive"
        return "cosmetic" if ids or self.prose or self.is_rewritten else "none"

    @property
    def impact(self) -> Impact | None:
        """The worst that any finding does to the facade; None when none touches it."""
        return worst_of(finding.impact for finding in self.findings)

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of a level and above."""
        return tuple(finding for finding in self.findings if finding.level >= level)

    def reach(self, limit: str) -> bool:
        """Whether a finding has a level, or an impact (`broken`, `adapt`), or a worse one."""
        if limit in Level.__members__:
            return bool(self.at_least(Level[limit]))
        impacts = WORST_FIRST[
            : [*WORST_FIRST].index("broken" if limit == "broken" else "adapt") + 1
        ]
        return any(finding.impact in impacts for finding in self.findings)

    def causes(self) -> tuple[Cause, ...]:
        """The findings by what causes them, worst first: one place of the document, one change."""
        return self._causes

    @cached_property
    def _causes(self) -> tuple[Cause, ...]:
        groups: dict[tuple[object, ...], list[Finding]] = {}
        for finding in self.findings:
            # What comes before the colon names the use, and all after it the change.
            change = finding.text.partition(": ")[2]
            key = (finding.id, int(finding.level), finding.location, change)
            groups.setdefault(key, []).append(finding)
        return tuple(Cause(tuple(uses)) for uses in groups.values())

    def by_operation(self) -> dict[str | None, list[Cause]]:
        """The causes by the first operation that each touches: the one with the worst first."""
        groups: dict[str | None, list[Cause]] = {}
        for cause in self.causes():
            groups.setdefault(cause.first.operation, []).append(cause)
        return groups

    def summary(self) -> str:
        """The counts in one line: `breaking: 2 ERR, 1 INFO, 3 in prose only`."""
        levels = [cause.first.level for cause in self.causes()]
        counts = [
            f"{levels.count(level)} {level.name}" for level in reversed(Level) if level in levels
        ]
        if self.prose:
            counts.append(f"{len(self.prose)} in prose only")
        if self.is_rewritten:
            counts.append("written differently")
        if not counts:
            return "no change"
        impact = f"; flochat: {self.impact}" if self.impact else ""
        return f"{self.label}: {', '.join(counts)}{impact}"

    def text(self) -> str:
        """The counts, then a line for each cause, worst first."""
        lines = [
            f"{one.level.name} {one.operation or 'document'}: {one.text} [{one.id}]{and_in(cause)}"
            for cause in self.causes()
            for one in (cause.first,)
        ]
        return "\n".join([self.summary(), *lines])


def worst_of(impacts: Iterable[Impact | None]) -> Impact | None:
    """The worst of some impacts; None when there is none."""
    given = {*impacts}
    return next((impact for impact in WORST_FIRST if impact in given), None)


def worst_first(finding: Finding) -> tuple[int, str, str, str, str]:
    """A sort key: the worst level first, then by operation and place."""
    name = finding.operation or ""
    return -finding.level, name, finding.location, finding.id, finding.text


def and_in(cause: Cause) -> str:
    """How many operations a cause touches beside the one that it is listed under."""
    others = len(cause.operations) - 1
    if others < 1:
        return ""
    return f" (and in {counted(others, 'more operation')})"

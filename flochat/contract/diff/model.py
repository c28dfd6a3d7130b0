"""The result of comparing two documents: findings, and what changed in prose only."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, Literal, NamedTuple

from attrs import frozen

Impact = Literal["broken", "adapt", "safe"]
Label = Literal["breaking", "additive", "cosmetic", "none"]

# Changes of names and order: generated code moves, nothing on the wire changes.
COSMETIC: Final = frozenset(
    {
        *("operation-id-changed", "tag-changed", "schema-renamed", "title-changed"),
        *("api-operation-id-added", "api-operation-id-removed", "api-tag-added", "api-tag-removed"),
        "path-parameter-renamed",
    }
)


class Level(IntEnum):
    """How bad a change is: ERR breaks clients, WARN may, INFO does not."""

    INFO = 1
    WARN = 2
    ERR = 3


@frozen
class Finding:
    """One change.

    `id` is a rule of `flochat.contract.diff.rules`; `operation` is "METHOD /path" as the document
    spells it, None where no single one is touched; `location` is a JSON pointer into the new
    document, or into the old one for what was removed. `facade` and `impact` are filled in by
    `flochat.contract.impact`.
    """

    id: str
    level: Level
    operation: str | None
    location: str
    text: str
    facade: tuple[str, ...] = ()
    impact: Impact | None = None


class ProseChange(NamedTuple):
    """A title, description or example that was reworded; `location` points to it."""

    location: str
    old: Any
    new: Any


@frozen
class Changes:
    """All findings, worst first and then by operation, and all changes of prose.

    `is_rewritten` when nothing was found in documents that are not equal: they say the same in
    another spelling, or differ in a place where no rule looks.
    """

    findings: tuple[Finding, ...] = ()
    prose: tuple[ProseChange, ...] = ()
    is_rewritten: bool = False

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
        if any(finding.id not in COSMETIC for finding in self.findings):
            return "additive"
        return "none" if self.is_empty else "cosmetic"

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of a level and above."""
        return tuple(finding for finding in self.findings if finding.level >= level)

    def by_operation(self) -> dict[str | None, list[Finding]]:
        """The findings of each operation: the one with the worst finding first."""
        groups: dict[str | None, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.operation, []).append(finding)
        return groups

    def summary(self) -> str:
        """The counts in one line: `breaking: 2 ERR, 1 INFO, 3 in prose only`."""
        levels = [finding.level for finding in self.findings]
        counts = [
            f"{levels.count(level)} {level.name}" for level in reversed(Level) if level in levels
        ]
        if self.prose:
            counts.append(f"{len(self.prose)} in prose only")
        if self.is_rewritten:
            counts.append("written differently")
        return f"{self.label}: {', '.join(counts)}" if counts else "no change"

    def text(self) -> str:
        """The counts, then a line for each finding, worst first."""
        lines = [
            f"{finding.level.name} {finding.operation or 'document'}: {finding.text} [{finding.id}]"
            for finding in self.findings
        ]
        return "\n".join([self.summary(), *lines])

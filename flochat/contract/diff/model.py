"""What a comparison of two documents comes to: findings, and what changed in prose alone."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final, Literal, NamedTuple

from attrs import frozen

Impact = Literal["broken", "adapt", "safe"]
Label = Literal["breaking", "additive", "cosmetic", "none"]

# Changes of names and order: a generated client moves, nothing on the wire does.
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
    document, or into the old one for what is gone. `facade` and `impact` are for who knows the
    facade to fill in.
    """

    id: str
    level: Level
    operation: str | None
    location: str
    text: str
    facade: tuple[str, ...] = ()
    impact: Impact | None = None


class ProseChange(NamedTuple):
    """A title, description or example that reads otherwise; `location` points to it."""

    location: str
    old: Any
    new: Any


@frozen
class Changes:
    """All findings, worst first and then by operation, and all changes of prose.

    `is_rewritten` when nothing was found in documents that are not the same: the same is spelled in
    another way, or in a place where no rule looks.
    """

    findings: tuple[Finding, ...] = ()
    prose: tuple[ProseChange, ...] = ()
    is_rewritten: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed at all, not even a word."""
        return not (self.findings or self.prose or self.is_rewritten)

    @property
    def worst(self) -> Level | None:
        """The highest level there is."""
        return max((finding.level for finding in self.findings), default=None)

    @property
    def label(self) -> Label:
        """What the whole comes to: `breaking` with an ERR, `cosmetic` when names alone change."""
        if self.worst == Level.ERR:
            return "breaking"
        if any(finding.id not in COSMETIC for finding in self.findings):
            return "additive"
        return "none" if self.is_empty else "cosmetic"

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of a level and of those above it."""
        return tuple(finding for finding in self.findings if finding.level >= level)

    def by_operation(self) -> dict[str | None, list[Finding]]:
        """The findings of each operation: the one with the worst finding first."""
        groups: dict[str | None, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.operation, []).append(finding)
        return groups

    def summary(self) -> str:
        """The counts in a line: `breaking: 2 ERR, 1 INFO, 3 in prose alone`."""
        levels = [finding.level for finding in self.findings]
        counts = [
            f"{levels.count(level)} {level.name}" for level in reversed(Level) if level in levels
        ]
        if self.prose:
            counts.append(f"{len(self.prose)} in prose alone")
        if self.is_rewritten:
            counts.append("written otherwise")
        return f"{self.label}: {', '.join(counts)}" if counts else "no change"

    def text(self) -> str:
        """The counts, then a line for each finding, worst first."""
        lines = [
            f"{finding.level.name} {finding.operation or 'document'}: {finding.text} [{finding.id}]"
            for finding in self.findings
        ]
        return "\n".join([self.summary(), *lines])

"""Levels of one's own: a file that gives the findings of some ids another level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .diff.model import Changes, Finding, Level, worst_first
from .diff.rules import RENAMED, RULES
from .document import parse
from .errors import ContractError


class Override(NamedTuple):
    """An id whose findings have another level than the rules give them.

    `was` says how many findings had which level.
    """

    id: str
    level: Level
    was: tuple[tuple[Level, int], ...]

    def __str__(self) -> str:
        levels = ", ".join(f"{number} {level.name}" for level, number in self.was)
        return f"{self.id}: {levels} -> {self.level.name}"


def read(file: Path) -> dict[str, Level]:
    """The levels in a JSON or YAML file: `{"severity": {"api-tag-removed": "WARN"}}`.

    Raises ContractError for a file that cannot be read, holds anything else, or names an id or a
    level that does not exist.
    """
    try:
        content = parse(file.read_bytes())
    except OSError as error:
        raise _refusal(f"{file} cannot be read ({error.strerror})") from error
    except ContractError as error:
        raise _refusal(f"{file} cannot be read: {error.problem}") from None
    levels = content.get("severity")
    if content.keys() != {"severity"} or not isinstance(levels, dict):
        raise _refusal(f'{file} must hold an object "severity", and nothing else')
    return {identity: _level(file, identity, level) for identity, level in levels.items()}


def overridden(
    changes: Changes, levels: Mapping[str, Level]
) -> tuple[Changes, tuple[Override, ...]]:
    """The changes with these levels, and what is different by that."""
    if not levels:
        return changes, ()
    was: dict[str, Counter[Level]] = {}
    findings: list[Finding] = []
    for finding in changes.findings:
        level = levels.get(finding.id, finding.level)
        if level is not finding.level:
            was.setdefault(finding.id, Counter())[finding.level] += 1
        findings.append(finding._replace(level=level))
    told = (Override(one, levels[one], tuple(sorted(was[one].items()))) for one in sorted(was))
    return changes.with_findings(sorted(findings, key=worst_first)), tuple(told)


def _level(file: Path, identity: str, level: Any) -> Level:
    if identity not in RULES:
        new = " and ".join(RENAMED.get(identity, ()))
        remedy = f"it is {new} now" if new else "see the ids that --rules lists"
        raise _refusal(f"{file} has the id {identity!r}, which does not exist", remedy)
    if not isinstance(level, str) or level not in Level.__members__:
        known = ", ".join(one.name for one in reversed(Level))
        raise _refusal(f"{file} gives {identity} the level {level!r}", f"give one of {known}")
    return Level[level]


def _refusal(
    problem: str, remedy: str = "see docs/maintain/contract.md for its form"
) -> ContractError:
    return ContractError("severity", problem, remedy)

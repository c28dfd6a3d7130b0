"""Findings that somebody has accepted: which, why, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from .diff import Changes, Finding, Level
from .diff.model import Cause
from .diff.rules import RENAMED
from .document import parse
from .errors import ContractError
from .operation_pattern import PatternError, check_pattern, is_webhook, matches
from .severity import Override, overridden

_KEYS: Final = {"id", "operation", "reason", "until"}


class Acceptance(NamedTuple):
    """Accepts the findings of an id on an operation (None: on none), through a day.

    `operation` may be a pattern, as in `flochat.contract.operation_pattern`.
    """

    id: str
    operation: str | None
    reason: str
    until: date

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it accepts: those of today, if it has one of an earlier version."""
        return RENAMED.get(self.id, (self.id,))

    def covers(self, finding: Finding) -> bool:
        if finding.id not in self.ids:
            return False
        if self.operation is None:
            # In earlier versions webhooks had no name of their own.
            return finding.operation is None or is_webhook(finding.operation)
        if finding.operation is None:
            return False
        return matches(self.operation, finding.operation)

    def __str__(self) -> str:
        return f"{self.id} on {self.operation or 'the document'}, until {self.until}: {self.reason}"


class Settled(NamedTuple):
    """Changes without the accepted findings, those findings, and acceptances to look at.

    These have expired, cover nothing, or have an id of an earlier version. `overrides` are the ids
    whose findings were given another level.
    """

    changes: Changes
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()
    expired: tuple[Acceptance, ...] = ()
    unused: tuple[Acceptance, ...] = ()
    renamed: tuple[Acceptance, ...] = ()
    overrides: tuple[Override, ...] = ()

    def counts(self) -> dict[Acceptance, int]:
        """How many findings each acceptance took out; each is counted with the first it meets."""
        return Counter(acceptance for _, acceptance in self.accepted)

    def accepted_causes(self) -> list[tuple[Cause, Acceptance]]:
        """What each acceptance took out, one of each cause."""
        taken: dict[Acceptance, list[Finding]] = {}
        for finding, acceptance in self.accepted:
            taken.setdefault(acceptance, []).append(finding)
        return [
            (cause, acceptance)
            for acceptance, findings in taken.items()
            for cause in Changes(tuple(findings)).causes()
        ]


def settle(changes: Changes, acceptances: tuple[Acceptance, ...], today: date) -> Settled:
    """Take the accepted findings out of the changes."""
    if not acceptances:
        return Settled(changes)
    expired = tuple(one for one in acceptances if one.until < today)
    valid = [one for one in acceptances if one.until >= today]
    accepted, remaining, used = [], [], set()
    for finding in changes.findings:
        covering = [one for one in valid if one.covers(finding)]
        used.update(covering)
        if covering:
            accepted.append((finding, covering[0]))
        else:
            remaining.append(finding)
    return Settled(
        changes.with_findings(remaining) if accepted else changes,
        tuple(accepted),
        expired,
        tuple(one for one in valid if one not in used),
        tuple(one for one in valid if one in used and one.id in RENAMED),
    )


def with_levels(settled: Settled, levels: Mapping[str, Level]) -> Settled:
    """The same with levels of one's own for the findings of some ids."""
    changes, overrides = overridden(settled.changes, levels)
    return settled._replace(changes=changes, overrides=overrides)


def read(file: Path) -> tuple[Acceptance, ...]:
    """The acceptances in a JSON or YAML file: `{"accepted": [{"id", "operation", ...}]}`.

    Raises ContractError for a file that cannot be read or holds anything else.
    """
    try:
        content = parse(file.read_bytes())
    except OSError as error:
        raise _refusal(file, f"cannot be read ({error.strerror})") from error
    except ContractError as error:
        raise _refusal(file, f"cannot be read: {error.problem}") from None
    entries = content.get("accepted")
    if content.keys() != {"accepted"} or not isinstance(entries, list):
        raise _refusal(file, 'must hold a list "accepted", and nothing else')
    return tuple(_acceptances(file, entries))


def _acceptances(file: Path, entries: list[Any]) -> Iterator[Acceptance]:
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or entry.keys() != _KEYS:
            keys = ", ".join(sorted(_KEYS))
            raise _refusal(file, f"has an entry {number} whose keys are not {keys}")
        operation = entry["operation"]
        texts = [entry["id"], entry["reason"], *([] if operation is None else [operation])]
        if not all(isinstance(text, str) and text for text in texts):
            raise _refusal(file, f"has an entry {number} with values that are not texts")
        if operation is not None:
            _check(file, number, operation)
        yield Acceptance(
            entry["id"], operation, entry["reason"], _day(file, number, entry["until"])
        )


def _check(file: Path, number: int, operation: str) -> None:
    try:
        check_pattern(operation)
    except PatternError as error:
        raise _refusal(file, f"has an entry {number} whose operation {error}") from None


def _day(file: Path, number: int, text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        problem = f"has an entry {number} whose until is not a date such as 2027-06-30"
        raise _refusal(file, problem) from None


def _refusal(file: Path, problem: str) -> ContractError:
    return ContractError(
        "accepted", f"{file} {problem}", "see docs/maintain/contract.md for its form"
    )

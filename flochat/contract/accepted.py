"""Findings that somebody has accepted: which, why, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from .diff import Changes, Finding
from .diff.rules import RENAMED
from .document import parse
from .errors import ContractError

_KEYS: Final = {"id", "operation", "reason", "until"}


@frozen
class Acceptance:
    """Accepts the findings of an id on an operation (None: on none), through a day."""

    id: str
    operation: str | None
    reason: str
    until: date

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it accepts: those of today, if it has one of an earlier version."""
        return RENAMED.get(self.id, (self.id,))

    def covers(self, finding: Finding) -> bool:
        return finding.id in self.ids and self.operation == finding.operation

    def __str__(self) -> str:
        return f"{self.id} on {self.operation or 'the document'}, until {self.until}: {self.reason}"


@frozen
class Settled:
    """Changes without the accepted findings, those findings, and acceptances to look at.

    These have expired, cover nothing, or have an id of an earlier version.
    """

    changes: Changes
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()
    expired: tuple[Acceptance, ...] = ()
    unused: tuple[Acceptance, ...] = ()
    renamed: tuple[Acceptance, ...] = ()


def settle(changes: Changes, acceptances: tuple[Acceptance, ...], today: date) -> Settled:
    """Take the accepted findings out of the changes."""
    expired = tuple(one for one in acceptances if one.until < today)
    valid = [one for one in acceptances if one.until >= today]
    accepted, remaining, used = [], [], set()
    for finding in changes.findings:
        acceptance = next((one for one in valid if one.covers(finding)), None)
        if acceptance is None:
            remaining.append(finding)
        else:
            accepted.append((finding, acceptance))
            used.add(acceptance)
    return Settled(
        evolve(changes, findings=tuple(remaining)),
        tuple(accepted),
        expired,
        tuple(one for one in valid if one not in used),
        tuple(one for one in valid if one in used and one.id in RENAMED),
    )


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
        yield Acceptance(
            entry["id"], operation, entry["reason"], _day(file, number, entry["until"])
        )


def _day(file: Path, number: int, text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        problem = f"has an entry {number} whose until is not a date such as 2027-06-30"
        raise _refusal(file, problem) from None


def _refusal(file: Path, problem: str) -> ContractError:
    return ContractError("accepted", f"{file} {problem}", "see docs/contract.md for its form")

"""What a change of the contract means for the facade: which methods it affects, and how.

broken: the facade cannot do it any more, or the service will refuse what the facade sends;
adapt: it works, but a row of the table, an argument or a model should follow;
safe: the seam or the tolerant decoding absorbs it.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import Final

from .._wire.operation_table import ALIASES
from . import json_pointer
from .diff.model import Changes, Finding, Impact, Level
from .diff.operation import identity_of
from .facade_table import methods_of, read_of

#: Prefixes of ids: the first that matches counts; ids without a match go by their level.
_RULES: Final[tuple[tuple[str, Impact], ...]] = (
    # The seam sends query and body fields even if the document lacks them.
    ("request-parameter-removed", "adapt"),
    ("request-property-removed", "adapt"),
    ("request-parameter-property-removed", "adapt"),
    ("request-body-removed", "adapt"),
    # The facade passes all arguments itself and relies on no default of the document.
    ("request-parameter-default-value", "safe"),
    # Path arguments are positional.
    ("path-parameter-renamed", "safe"),
    # Any value is sent and accepted: the generated enums are not used.
    ("response-property-enum-value-added", "safe"),
    ("response-mediatype-enum-value", "safe"),
    ("response-body-enum-value-added", "safe"),
    ("response-property-became-nullable", "safe"),
    ("response-body-became-nullable", "safe"),
    ("response-property-became-optional", "safe"),
    # Answers are decoded from their JSON: what is missing or of another type becomes None.
    ("response-", "adapt"),
    ("required-response-header", "safe"),
    ("optional-response-header", "safe"),
)
_REMOVED: Final = frozenset(
    {"response-optional-property-removed", "response-required-property-removed-with-deprecation"}
)
_BY_LEVEL: Final[dict[Level, Impact]] = {
    Level.ERR: "broken",
    Level.WARN: "adapt",
    Level.INFO: "safe",
}


def with_impact(changes: Changes) -> Changes:
    """The same changes, each finding with the methods of the facade that it affects, and how.

    None has any in documents that are not Flochat's.
    """
    if changes.compared is not None and not changes.compared.is_flochats:
        return changes
    added = {identity_of(f.operation or "") for f in changes.findings if f.id == "endpoint-added"}
    uses = {name: _uses(name, added) for name in {f.operation for f in changes.findings}}
    return changes.with_findings(
        _judged(finding, *uses[finding.operation]) for finding in changes.findings
    )


def worst_impact(changes: Changes) -> Impact | None:
    """The worst impact of all findings; None when none affects the facade."""
    return changes.impact


def _uses(name: str | None, added: Set[str]) -> tuple[str, tuple[str, ...], bool]:
    """What an operation is on the wire, the methods that use it, and whether it has moved.

    When upstream corrects the spelling of a path, the seam uses the new one.
    """
    operation = identity_of(name or "")
    return operation, methods_of(operation), ALIASES.get(operation) in added


def _judged(finding: Finding, operation: str, methods: tuple[str, ...], is_moved: bool) -> Finding:
    if not methods:
        return finding
    impact = "safe" if is_moved else _impact(finding, operation)
    # Half of the time that `_replace` takes, for every finding.
    return Finding(*finding[:5], methods, impact)


def _name(location: str) -> str:
    return json_pointer.split(location)[-1] if location else ""


def _impact(finding: Finding, operation: str) -> Impact:
    if finding.level == Level.INFO:
        # Nothing fails when an optional property comes no longer: its attribute is None for good.
        is_missed = finding.id in _REMOVED and _name(finding.location) in read_of(operation)
        return "adapt" if is_missed else "safe"
    return _by_rule(finding.id) or _BY_LEVEL[finding.level]


@lru_cache(maxsize=1_000)
def _by_rule(identity: str) -> Impact | None:
    return next((impact for start, impact in _RULES if identity.startswith(start)), None)

"""What a change of the contract means for the facade: which methods it touches, and how.

broken: the facade cannot do it any more, or the service will refuse what it sends;
adapt: it works, and a row of the table, an argument or a model should follow;
safe: the seam or the tolerant decoding absorbs it.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from attrs import evolve

from flochat.operation_table import ALIASES
from flochat.operations import wire_identity

from .diff.model import Changes, Finding, Impact, Level
from .facade import facade_methods

#: Beginnings of ids, the first that fits counts; what none fits goes by its level.
_RULES: Final[tuple[tuple[str, Impact], ...]] = (
    # The seam sends a query or body field that the document lacks all the same.
    ("request-parameter-removed", "adapt"),
    ("request-property-removed", "adapt"),
    ("request-parameter-property-removed", "adapt"),
    ("request-body-removed", "adapt"),
    # The facade gives all arguments itself: no default of the document is relied upon.
    ("request-parameter-default-value", "safe"),
    # Path arguments go by position.
    ("path-parameter-renamed", "safe"),
    # Values that are sent and received are open: the generated enums are not asked.
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
_BY_LEVEL: Final[dict[Level, Impact]] = {
    Level.ERR: "broken",
    Level.WARN: "adapt",
    Level.INFO: "safe",
}
_WORST_FIRST: Final[tuple[Impact, ...]] = ("broken", "adapt", "safe")


def with_impact(changes: Changes) -> Changes:
    """The same changes, each finding with the facade's methods that it touches, and how."""
    added = {_identity(f.operation) for f in changes.findings if f.id == "endpoint-added"}
    return evolve(changes, findings=tuple(_judged(finding, added) for finding in changes.findings))


def worst_impact(changes: Changes) -> Impact | None:
    """The worst that any of the findings does to the facade; None when none touches it."""
    found = {finding.impact for finding in changes.findings}
    return next((impact for impact in _WORST_FIRST if impact in found), None)


def _judged(finding: Finding, added: Set[str]) -> Finding:
    operation = _identity(finding.operation)
    methods = facade_methods().get(operation, ())
    # Where upstream mends the spelling of a path, the seam goes along.
    is_moved = ALIASES.get(operation) in added
    impact = "safe" if is_moved else _impact(finding)
    return evolve(finding, facade=methods, impact=impact if methods else None)


def _identity(operation: str | None) -> str:
    method, _, path = (operation or "").partition(" ")
    return wire_identity(method, path)


def _impact(finding: Finding) -> Impact:
    if finding.level == Level.INFO:
        return "safe"
    fitting = (impact for start, impact in _RULES if finding.id.startswith(start))
    return next(fitting, _BY_LEVEL[finding.level])

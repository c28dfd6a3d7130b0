"""What changed between two documents, and what that means for their clients.

A rule says which change has which id and level (`rules`); small checkers find the changes: those of
schemas in `schema`, all others in the module named after what they compare.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from ..aside import Aside, in_turn
from ..normalise import normalise_both
from .components import check_components
from .model import Changes, Compared, Finding, Level, ProseChange, worst_first
from .operations import changed_operations, check_operations, check_pairs, check_webhooks
from .prose import check_prose
from .root import check_root
from .rules import RULES
from .schema.comparison import Seen
from .security import check_global_security, check_security_schemes
from .source import Document
from .work import Work, describe

__all__ = [
    "Changes",
    "Document",
    "Finding",
    "Level",
    "ProseChange",
    "diff",
    "with_nulls",
    "with_unfollowed",
]

#: How many operations have to be compared so that half of them is a piece of work of its own.
_MANY: Final = 16
# Whatever compares schemas comes before the components, which report what no operation uses.
_CHECKS: Final = (
    check_operations,
    check_webhooks,
    check_global_security,
    check_security_schemes,
    check_components,
    check_root,
)


def diff(
    old: Document, new: Document, *, today: date | None = None, aside: Aside = in_turn
) -> Changes:
    """Compare two OpenAPI 3 documents; neither is changed.

    The order of keys and of arrays without order, Unix times in texts and examples, and different
    spellings of the same schema are not findings. `today` decides whether a sunset is over. `aside`
    does half of the work, which may be at the same time.
    """
    work = Work(*normalise_both(old, new), today or date.today())
    pairs = changed_operations(work)
    middle = len(pairs) // 2 if len(pairs) >= _MANY else len(pairs)

    def second_half() -> tuple[list[Finding], Seen]:
        return check_pairs(work, pairs[middle:]), work.schemas.seen()

    with (aside if middle < len(pairs) else in_turn)(second_half) as rest:
        findings = check_pairs(work, pairs[:middle])
        told, prose = check_prose(work)
        found, seen = rest()
    was_aside = work.schemas.note(seen)
    findings += [*found, *told]
    findings += [finding for check in _CHECKS for finding in check(work)]
    if was_aside and not work.schemas.is_settled:
        # Where something was given up depends on what was compared before.
        return diff(old, new, today=today)
    is_rewritten = not findings and not prose and work.old.root != work.new.root
    documents = work.old.root.node, work.new.root.node
    compared = Compared(*documents, work.schemas.counterparts, work.is_flochats)
    ordered = tuple(sorted(findings, key=worst_first))
    return Changes(ordered, tuple(prose), is_rewritten=is_rewritten, compared=compared)


def with_nulls(changes: Changes, old: Collection[str], new: Collection[str]) -> Changes:
    """The changes, and the nulls that were read as nothing: pointers into both documents."""
    level = RULES["null-ignored"].level
    ignored = [("old", one) for one in old if one not in new] + [("new", one) for one in new]
    notes = [
        Finding("null-ignored", level, None, pointer, f"{side} document: null ignored at {pointer}")
        for side, pointer in ignored
    ]
    return _with_notes(changes, notes)


def with_unfollowed(changes: Changes, old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """The changes, and the references that lead to a URL, with a pointer to a use of each.

    What is there nobody knows: they are compared by their text.
    """
    level = RULES["reference-not-followed"].level
    notes = [
        Finding(
            "reference-not-followed", level, None, pointer, describe("$ref", "not-followed", url)
        )
        for url, pointer in {**old, **new}.items()
    ]
    return _with_notes(changes, notes)


def _with_notes(changes: Changes, notes: list[Finding]) -> Changes:
    if not notes:
        return changes
    return changes.with_findings(sorted((*changes.findings, *notes), key=worst_first))

"""What a regeneration changes, judged by the contract before and after."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from enum import Enum
from typing import Any, Final

from attrs import frozen

from flochat.contract.diff import Changes, diff
from flochat.contract.diff.model import Impact
from flochat.contract.document import identities
from flochat.contract.errors import one_line
from flochat.contract.impact import with_impact
from scripts.schedule.forge import Label

Document = dict[str, Any]

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_NAMED: Final = 8  # operations that a changelog entry names before "and N more"


class Kind(Enum):
    """What a change of the contract does to its users."""

    BREAKING = "breaking"
    ADDITIVE = "additive"
    COSMETIC = "cosmetic"


LABELS: Final = {
    Kind.BREAKING: Label("contract: breaking", "b60205", "Something in use may stop working"),
    Kind.ADDITIVE: Label("contract: additive", "0e8a16", "Nothing in use breaks"),
    Kind.COSMETIC: Label("contract: cosmetic", "c5def5", "Nothing changes on the wire"),
}


@frozen
class Effect:
    """What one cause does to the facade: to which methods, and where it is in the document."""

    methods: tuple[str, ...]
    text: str
    operation: str | None


@frozen
class Change:
    """A change of the contract: its kind, and the operations that were added and removed.

    `broken` is what the facade cannot do any more, `adapt` where it works but should follow;
    `summary` are the counts of all findings.
    """

    kind: Kind
    added: tuple[str, ...]
    removed: tuple[str, ...]
    broken: tuple[Effect, ...]
    adapt: tuple[Effect, ...]
    summary: str

    def changelog_entry(self) -> str:
        """The change as a list item of the changelog."""
        parts = [
            f"Contract and generated client follow Flochat's document ({self.kind.value})",
            *(["new: " + _named(self.added)] if self.added else []),
            *(["removed: " + _named(self.removed)] if self.removed else []),
        ]
        filled = textwrap.fill(
            f"- {'; '.join(parts)}.",
            width=120,
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        return filled.replace(_NO_BREAK, " ")


def judge(old: Document, new: Document) -> Change:
    """What changes between an old and a new contract."""
    before, after = identities(old), identities(new)
    changes = with_impact(diff(old, new))
    return Change(
        # "none": only the client is stale
        kind=Kind.COSMETIC if changes.label == "none" else Kind(changes.label),
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        broken=_effects(changes, "broken"),
        adapt=_effects(changes, "adapt"),
        summary=changes.summary(),
    )


def say_the_same(old: Document, new: Document) -> bool:
    """Whether two contracts differ in nothing but how they are written."""
    changes = diff(old, new)
    return not (changes.findings or changes.prose)


def _effects(changes: Changes, impact: Impact) -> tuple[Effect, ...]:
    return tuple(
        Effect(cause.facade, cause.first.text, cause.first.operation)
        for cause in changes.causes()
        if cause.impact == impact
    )


def _named(operations: Collection[str]) -> str:
    names = [f"`{_inert(name)}`" for name in list(operations)[:_NAMED]]
    more = len(operations) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _inert(name: str) -> str:
    return one_line(name).replace("`", "'").replace(" ", _NO_BREAK)

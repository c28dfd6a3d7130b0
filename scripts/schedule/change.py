"""What a regeneration brings, judged by the contract before and after."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from enum import Enum
from typing import Any, Final

from attrs import frozen

from flochat.contract.diff import diff
from flochat.contract.document import identities
from flochat.contract.errors import one_line
from scripts.schedule.forge import Label

Document = dict[str, Any]

_NAMED: Final = 8  # operations that a changelog entry names before it says "and N more"


class Kind(Enum):
    """What a change of the contract does to those who use it."""

    BREAKING = "breaking"
    ADDITIVE = "additive"
    COSMETIC = "cosmetic"


LABELS: Final = {
    Kind.BREAKING: Label("contract: breaking", "b60205", "Something that is used may not work"),
    Kind.ADDITIVE: Label("contract: additive", "0e8a16", "Something comes, nothing goes"),
    Kind.COSMETIC: Label("contract: cosmetic", "c5def5", "Nothing changes on the wire"),
}


@frozen
class Change:
    """A change of the contract: its kind, and the operations that came and went."""

    kind: Kind
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def changelog_entry(self) -> str:
        """The change as a list item of the changelog."""
        parts = [
            f"Contract and generated client follow Flochat's document ({self.kind.value})",
            *(["new: " + _named(self.added)] if self.added else []),
            *(["gone: " + _named(self.removed)] if self.removed else []),
        ]
        return textwrap.fill(
            f"- {'; '.join(parts)}.",
            width=120,
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def judge(old: Document, new: Document) -> Change:
    """What the step from one contract to another means."""
    before, after = identities(old), identities(new)
    return Change(_kind(old, new), tuple(sorted(after - before)), tuple(sorted(before - after)))


def _kind(old: Document, new: Document) -> Kind:
    changes = diff(old, new)
    if changes.removed or changes.changed:  # this diff does not tell what breaks: be careful
        return Kind.BREAKING
    return Kind.ADDITIVE if changes.added else Kind.COSMETIC


def _named(operations: Collection[str]) -> str:
    names = [f"`{one_line(name).replace('`', '')}`" for name in list(operations)[:_NAMED]]
    more = len(operations) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")

"""What the reports of this folder are made of."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from .. import json_pointer
from ..accepted import Settled
from ..change_report import facade
from ..diff.model import Cause, Changes, Finding, Level, and_in
from ..finding_places import FindingPlaces

if TYPE_CHECKING:
    from ..uses import Judged

#: Verdicts on a line of a user's code -> the level that they are reported with.
VERDICT_LEVELS: Final = {"breaks": Level.ERR, "adapts": Level.WARN, "safe": Level.INFO}


@frozen
class Content:
    """Changes, where they stand, what they do to the code of --uses, and which of them fail.

    `limit` is the value of --fail-on: a level, or `broken` or `adapt`.
    """

    settled: Settled
    places: FindingPlaces
    judged: Judged | None = None
    prose: bool = False
    limit: str = "ERR"

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        return self.settled.changes.causes()

    def fails(self, cause: Cause) -> bool:
        """Whether a change is one for which the command fails."""
        return Changes(cause.uses).reach(self.limit)


def message(cause: Cause) -> str:
    """A change as one line: what happened where, and to which methods of the facade."""
    first = cause.first
    return f"{first.operation or 'document'}: {first.text}{and_in(cause)}{facade(cause)}"


def fingerprints(file: str, findings: Iterable[Finding]) -> list[str]:
    """A fingerprint for each finding, which stays when lines, levels or other findings change.

    It is made of the file, the id, the operation, the text, and the location without indices. Of
    findings that are alike in all of these the second has another one than the first.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        keys = json_pointer.split(finding.location)
        place = "/".join("#" if key.isdecimal() else key for key in keys)
        parts = (file, finding.id, finding.operation or "", finding.text, place)
        made.append(digest(*parts, str(seen[parts])))
        seen[parts] += 1
    return made


def digest(*parts: str) -> str:
    """A hash of some texts, whatever is in them."""
    whole = "\x1f".join(part.replace("\x1f", "\x1e") for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "backslashreplace")).hexdigest()

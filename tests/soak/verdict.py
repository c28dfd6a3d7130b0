"""What the parts of a soak share."""

from __future__ import annotations

from attrs import field, frozen

#: More than all the calls of a soak together, since a spent quota is not among its faults.
QUOTA = 10_000_000


@frozen
class Verdict:
    """What was observed, and what of it is wrong, in a line each."""

    seen: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)

    def must(self, holds: bool, problem: str) -> None:
        if not holds:
            self.wrong.append(problem)

"""Rows of one person, and different people who share a phone or an email.

Who has a phone is known by it, others by their email. Two rows of one phone are one person unless
their emails or names contradict each other; then they are two, and nobody makes one of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from attrs import define, field

from .evaluate import Draft, phone_identity
from .headings import folded
from .options import Shared

_SHOWN: Final = 5


class Claim(NamedTuple):
    """Who a row is about, as far as it says."""

    row: int
    user: str
    phone: str
    email: str
    names: frozenset[str]

    @classmethod
    def of(cls, draft: Draft) -> Claim:
        """The claim of a row that can be taken."""
        texts = draft.texts
        phone = texts.get("phone", "")
        names = " ".join(texts.get(key, "") for key in ("name", "first_name", "last_name"))
        return cls(
            draft.row.number,
            texts.get("user_ns") or texts.get("user_id", ""),
            phone_identity(phone) if phone else "",
            texts.get("email", "").casefold(),
            frozenset(folded(names).split()),
        )

    def contradicts(self, other: Claim) -> bool:
        """Whether two rows cannot be about one person."""
        if self.user and other.user and self.user != other.user:
            return True
        if self.phone and other.phone and self.phone != other.phone:
            return True
        if self.email and other.email and self.email != other.email:
            return True
        return bool(self.names and other.names) and not (
            self.names <= other.names or other.names <= self.names
        )


@define
class Verdict:
    """What becomes of a row because of the others."""

    repeats: int | None = None
    reason: str | None = None
    note: str | None = None


@define
class Claims:
    """All people of a table, by what they are known by."""

    shared: Shared | None
    all: list[Claim] = field(factory=list)

    def add(self, draft: Draft) -> None:
        """Take a row that can be taken so far."""
        self.all.append(Claim.of(draft))

    def settle(self) -> tuple[dict[int, Verdict], list[int]]:
        """What becomes of rows that are not alone, and those that share with somebody else."""
        verdicts: dict[int, Verdict] = {}
        sharing: list[int] = []
        self._settle_by_user(verdicts)
        self._settle_by_phone(verdicts, sharing)
        self._settle_by_email(verdicts, sharing)
        return verdicts, sharing

    def _settle_by_user(self, verdicts: dict[int, Verdict]) -> None:
        first: dict[str, int] = {}
        for claim in self.all:
            if claim.user and claim.user in first:
                verdicts[claim.row] = Verdict(repeats=first[claim.user])
            elif claim.user:
                first[claim.user] = claim.row

    def _settle_by_phone(self, verdicts: dict[int, Verdict], sharing: list[int]) -> None:
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.all:
            if claim.phone and not claim.user and claim.row not in verdicts:
                groups[claim.phone].append(claim)
        for group in groups.values():
            self._settle_group(group, "phone", verdicts, sharing)

    def _settle_by_email(self, verdicts: dict[int, Verdict], sharing: list[int]) -> None:
        with_phone: dict[str, list[Claim]] = defaultdict(list)
        without: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.all:
            if claim.email and not claim.user and claim.row not in verdicts:
                (with_phone if claim.phone else without)[claim.email].append(claim)
        for email, group in with_phone.items():
            for claim in group[1:]:
                note = f"it shares its email with row {group[0].row}, and is not merged with it"
                verdicts[claim.row] = Verdict(note=note)
            if email in without and len(group) > 1:
                rows = ", ".join(str(claim.row) for claim in group[:_SHOWN])
                for claim in without.pop(email):
                    verdicts[claim.row] = Verdict(
                        reason=f"its email is that of rows {rows}, who have different phones"
                    )
        for email, group in without.items():
            owners = with_phone.get(email, [])
            self._settle_group([*owners, *group], "email", verdicts, sharing)

    def _settle_group(
        self, group: list[Claim], what: str, verdicts: dict[int, Verdict], sharing: list[int]
    ) -> None:
        """Rows with one phone or email: repeated, or of people who share it."""
        first, accepted, others = group[0], [group[0]], list[Claim]()
        for claim in group[1:]:
            if any(claim.contradicts(other) for other in accepted):
                others.append(claim)
                reason = f"it shares its {what} with row {first.row}, who is somebody else"
                verdicts[claim.row] = Verdict(reason=reason)
            else:
                accepted.append(claim)
                verdicts[claim.row] = Verdict(repeats=first.row)
        if others:
            sharing += [claim.row for claim in (first, *others)]
        if others and self.shared == "none":
            verdicts[first.row] = Verdict(
                reason=f"it shares its {what} with row {others[0].row}, who is somebody else"
            )

"""Rows of one person, and different people who share a phone or an email.

Who has a phone is known by it, others by their email. Two rows of one phone are one person unless
their emails or names contradict each other; then they are two, and nobody makes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from attrs import define, field

from .evaluate import Draft, phone_identity
from .options import Shared
from .words import folded

_SHOWN: Final = 5
_KNOWN_BY: Final = ("user", "phone", "email")


class Claim(NamedTuple):
    """Who a row is about, as far as it says."""

    row: int
    user: str
    phone: str
    email: str
    names: str
    #: The column by which the row says that they want no messages.
    refusing: str | None = None

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
            folded(names) if names.strip() else "",
            draft.consent_column if draft.consent is False else None,
        )

    def known_by(self) -> Iterator[tuple[str, str]]:
        """What the person is known by."""
        return ((what, text) for what in _KNOWN_BY if (text := getattr(self, what)))

    def is_reached_with(self, other: Claim) -> bool:
        """Whether what is sent to one of two rows with something in common reaches the other.

        Where names differ and the phone does not, it does.
        """
        if self.user and other.user:
            return self.user == other.user
        return not (self.phone and other.phone) or self.phone == other.phone

    def contradicts(self, other: Claim) -> bool:
        """Whether two rows cannot be about one person."""
        if self.user and other.user and self.user != other.user:
            return True
        if self.phone and other.phone and self.phone != other.phone:
            return True
        if self.email and other.email and self.email != other.email:
            return True
        names, others = set(self.names.split()), set(other.names.split())
        return bool(names and others) and not (names <= others or others <= names)


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
    #: Of the rows that say no, those that cannot be taken among them.
    refusing: list[Claim] = field(factory=list)

    def add(self, draft: Draft, *, is_taken: bool) -> None:
        """Take a row; one that cannot be taken may still say that its person wants no messages."""
        claim = Claim.of(draft)
        if is_taken:
            self.all.append(claim)
        if claim.refusing is not None:
            self.refusing.append(claim)

    def refusals(self, verdicts: Mapping[int, Verdict]) -> dict[int, Claim]:
        """The rows of whoever says no in any row of theirs, each with a row that says so."""
        by_key: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.refusing:
            for key in claim.known_by():
                by_key.setdefault(key, []).append(claim)
        found: dict[int, Claim] = {}
        for claim in self.all if by_key else ():
            others = (one for key in claim.known_by() for one in by_key.get(key, ()))
            if (refusal := next(filter(claim.is_reached_with, others), None)) is not None:
                found[claim.row] = refusal
                verdict = verdicts.get(claim.row)
                if verdict is not None and verdict.repeats is not None:
                    found.setdefault(verdict.repeats, refusal)
        return found

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
        first: dict[str, Claim] = {}
        groups: dict[str, list[Claim]] = {}  # of those who are not alone, who are few
        for claim in self.all:
            if claim.phone and not claim.user and claim.row not in verdicts:
                owner = first.setdefault(claim.phone, claim)
                if owner is not claim:
                    groups.setdefault(claim.phone, [owner]).append(claim)
        for group in groups.values():
            self._settle_group(group, "phone", verdicts, sharing)

    def _settle_by_email(self, verdicts: dict[int, Verdict], sharing: list[int]) -> None:
        first: dict[str, Claim] = {}
        groups: dict[str, list[Claim]] = {}
        for claim in self.all:
            if claim.email and not claim.user and claim.row not in verdicts:
                owner = first.setdefault(claim.email, claim)
                if owner is not claim:
                    groups.setdefault(claim.email, [owner]).append(claim)
        for group in groups.values():
            self._settle_one_email(group, verdicts, sharing)

    def _settle_one_email(
        self, group: list[Claim], verdicts: dict[int, Verdict], sharing: list[int]
    ) -> None:
        """Who has a phone is known by that, and is told; the others are known by their email."""
        owners = [claim for claim in group if claim.phone]
        others = [claim for claim in group if not claim.phone]
        for claim in owners[1:]:
            note = f"it shares its email with row {owners[0].row}, and is not merged with it"
            verdicts[claim.row] = Verdict(note=note)
        if len(owners) < 2:
            self._settle_group([*owners, *others], "email", verdicts, sharing)
            return
        rows = ", ".join(str(claim.row) for claim in owners[:_SHOWN])
        for claim in others:
            reason = f"its email is that of rows {rows}, who have different phones"
            verdicts[claim.row] = Verdict(reason=reason)

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

"""What a row of a table says of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, field, frozen

from ...models.fields import UserField
from ...models.subscribers import NewSubscriber


class RowState(StrEnum):
    """What becomes of a row: exactly one of these."""

    TAKEN = "taken"
    REFUSED = "refused"  #: for the reasons of its outcome
    REPEATED = "repeated"  #: of somebody who has a row already
    BLANK = "blank"


@frozen(kw_only=True)
class RowOutcome:
    """What becomes of a row of a table.

    `row` counts the rows of the file from 1, titles and headings included; `line` is the line of a
    text file on which it begins. `reasons` say why it is not taken, `notes` what is to be told of
    one that is. `repeats` is the row of the same person.
    """

    row: int
    line: int
    state: RowState
    reasons: Sequence[str] = ()
    notes: Sequence[str] = ()
    repeats: int | None = None

    def __str__(self) -> str:
        why = "; ".join((*self.reasons, *self.notes))
        return f"row {self.row}: {self.state}{f' ({why})' if why else ''}"


@frozen(kw_only=True, eq=False, repr=False)
class TablePerson(Mapping[str, str]):
    """A person of a table: a mapping of its columns to texts, as `client.bulk` takes it.

    The keys are `user_ns`, `user_id`, `phone`, `email`, `name`, `first_name`, `last_name`,
    `gender`, `image`, `tags` and `country`, where the table has them, and every other column by its
    heading. `row` is the number of the row; `fields` maps user fields to the texts that are sent,
    `cleared` are attributes and fields to empty. `consent` is False where a column of consent says
    no, and None where it says nothing or there is none; `consent_row` is another row of the same
    person, where it is that one which says no.
    """

    row: int
    texts: Mapping[str, str]
    tags: Sequence[str] = ()
    fields: Mapping[UserField, str] = field(factory=dict)
    cleared: Sequence[UserField | str] = ()
    consent: bool | None = None
    consent_column: str | None = None
    consent_row: int | None = None
    #: Why nobody in the flow could be found for it, where that was tried.
    trouble: str | None = None

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __repr__(self) -> str:
        """Without what it says of the person, since it may end in a log."""
        return f"<{type(self).__name__}: row {self.row}>"

    @property
    def refusal(self) -> str | None:
        """Why nothing is sent to them, where a column of consent says no."""
        if self.consent is not False:
            return None
        where = "" if self.consent_row is None else f" in row {self.consent_row}"
        return f"left out, since {self.consent_column!r} says no{where}"

    @property
    def attributes(self) -> dict[str, str]:
        """The texts of a new subscriber: names, phone, email, gender, image."""
        return {name: text for name in _ATTRIBUTES if (text := self.texts.get(name))}

    def to_new_subscriber(self) -> NewSubscriber:
        """The person as one to create."""
        values: dict[str, Any] = self.attributes
        return NewSubscriber(**values, tags=self.tags, user_fields=dict(self.fields))


def refused(person: TablePerson, *, row: int, column: str | None) -> TablePerson:
    """The same person, who says no in another row: that counts, whatever their own says."""
    if person.consent is False:
        return person
    return evolve(person, consent=False, consent_column=column, consent_row=row)


_ATTRIBUTES = ("phone", "email", "name", "first_name", "last_name", "gender", "image")

"""What a caller has said about a table, and what only they can say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import tzinfo
from typing import Literal, TypeAlias

from attrs import field, frozen

from ...models.fields import UserField

#: What a column is mapped to: the name of an attribute or of a user field, or None to leave it out.
ColumnTarget: TypeAlias = str | UserField | None
#: What becomes of rows of different people who share a phone.
Shared: TypeAlias = Literal["first", "none"]
#: User fields to create: every column that is not known, some by name, or with their `var_type`.
NewFields: TypeAlias = bool | Collection[str] | Mapping[str, str]


@frozen(kw_only=True)
class Options:
    """The arguments of `People`, checked."""

    country: str | None = None
    map: Mapping[str, ColumnTarget] = field(factory=dict)
    dayfirst: bool | None = None
    time_zone: tzinfo | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | int | None = None
    header: int | bool | None = None
    hidden: bool | None = None
    shared: Shared | None = None
    blank_consent: bool | None = None
    clear: str | None = None
    create_fields: NewFields = False


@frozen(kw_only=True)
class Question:
    """Something that only the owner of a table can say, since a guess may reach the wrong person.

    `text` is the question, `answer` the arguments of `People` that answer it, `rows` some of the
    rows it is about, `examples` what is in the file, read in one way and the other. `about` is its
    kind: "columns", "dates", "decimal", "delimiter", "encoding", "hidden", "header", "consent",
    "shared", "sheet" or "time_zone".
    """

    about: str
    text: str
    answer: str
    rows: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f" ({' or '.join(map(repr, self.examples))})" if self.examples else ""
        return f"{self.text}{shown}{self._where()}; answer with {self.answer}"

    def without_cells(self) -> str:
        """The question as an error may say it: without what is in the table."""
        return f"{self.text}{self._where()}; answer with {self.answer}"

    def _where(self) -> str:
        where = f" (row{'s' if len(self.rows) > 1 else ''} {', '.join(map(str, self.rows))})"
        return where if self.rows else ""

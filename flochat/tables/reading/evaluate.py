"""One row of a table: who it is about, what it says of them, and why it cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import define, field

from ..._values.identifiers import USER, is_namespace
from ...models.fields import UserField
from ...phones import whatsapp_ids
from .answers import read_answer
from .contacts import CellError, Contact, is_nothing, read_email, read_phone
from .countries import read_country
from .dates import is_nothing as is_no_date
from .dates import read_day
from .encoding import has_broken_bytes
from .facts import TableFacts
from .grid import Cell, Grid, Row, is_filled
from .headings import rank_of_label
from .layout import Layout, TableColumn, cell_at
from .options import Options
from .person import TablePerson
from .tags import read_tags
from .texts import clean, one_line
from .values import FieldRules, encode_cell, text_of
from .words import folded

_NAMES: Final = ("name", "first_name", "last_name")
#: What Outlook and others write where nothing is known.
_NO_GENDER: Final = frozenset({"unspecified", "unknown", "n a", "none"})
_ARGENTINA: Final = "+54"
_ANYBODY: Final = "it has neither a phone nor an email"


@define
class Draft:
    """What is known of a row while it is read."""

    row: Row
    reasons: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)
    texts: dict[str, str] = field(factory=dict)
    tags: list[str] = field(factory=list)
    fields: dict[UserField, str] = field(factory=dict)
    cleared: list[UserField | str] = field(factory=list)
    consent: bool | None = None
    consent_column: str | None = None
    #: The headings of columns for one number that hold different ones.
    rivals: tuple[str, str] | None = None

    def refuse(self, column: TableColumn | None, reason: str) -> None:
        """Note why the row cannot be taken."""
        self.reasons.append(reason if column is None else f"{column.heading}: {reason}")

    def tell(self, column: TableColumn, note: str) -> None:
        """Note something about a cell that is taken."""
        self.notes.append(f"{column.heading}: {note}")

    def person(self) -> TablePerson:
        """The person of a row that can be taken."""
        return TablePerson(
            row=self.row.number,
            texts=self.texts,
            tags=self.tags,
            fields=self.fields,
            cleared=self.cleared,
            consent=self.consent,
            consent_column=self.consent_column,
        )


class Evaluator:
    """Reads the rows of one table."""

    def __init__(
        self, grid: Grid, layout: Layout, facts: TableFacts, options: Options, *, today: date
    ) -> None:
        self._layout = layout
        self._options = options
        self._is_text = grid.is_text
        self._marker = None if options.clear is None else folded(options.clear) or options.clear
        self._used = [column for column in layout.columns if column.left_out is None]
        self._rules: dict[int, FieldRules] = {
            column.index: facts.rules(column, options, grid, today) for column in layout.columns
        }
        self._phones = layout.of_role("phone")
        self._emails = layout.of_role("email")
        self._consents = [it for it in layout.of_role("consent") if facts.is_consent(it)]
        self._fields = [it for it in layout.columns if it.field is not None and it.field.var_type]
        self._birthdays = [
            it for it in layout.columns if it.is_birthday and it.field is None and facts.is_date(it)
        ]
        self._labels = {
            (column.role, column.position): column.index
            for role in ("phone_label", "email_label")
            for column in layout.of_role(role)
        }
        self._headings = [folded(column.heading) for column in layout.columns]
        self._today = today

    def read(self, row: Row, *, is_last: bool) -> Draft:
        """What a row says; it is not blank."""
        draft = Draft(row)
        if self._is_usable(draft, is_last=is_last):
            self._read_texts(draft)
            self._read_contacts(draft)
            self._read_consent(draft)
            self._read_values(draft)
        return draft

    def _is_usable(self, draft: Draft, *, is_last: bool) -> bool:
        row, options = draft.row, self._options
        width = len(self._layout.columns)
        if row.fault:
            draft.refuse(None, row.fault)
        elif row.is_hidden and not options.hidden:
            draft.refuse(None, "it is hidden in the workbook; hidden=True takes hidden rows")
        elif any(isinstance(c, str) and has_broken_bytes(c) for c in row.cells):
            draft.refuse(None, "it has bytes that are not of the encoding of the file")
        elif self._layout.header and self._repeats_the_headings(row):
            draft.refuse(None, "it repeats the headings")
        elif self._is_text and is_last and len(row.cells) < width:
            draft.refuse(None, "the file ends in the middle of it: it may be cut off")
        elif any(map(is_filled, row.cells[width:])) and self._layout.header:
            draft.refuse(None, f"it has more cells than there are headings ({width})")
        return not draft.reasons

    def _repeats_the_headings(self, row: Row) -> bool:
        texts = map(text_of, row.cells)
        return len(row.cells) > 1 and all(
            folded(text) == heading for text, heading in zip(texts, self._headings, strict=False)
        )

    def _read_texts(self, draft: Draft) -> None:
        """Every column as a text, by its role or its heading."""
        invisible = []
        for column in self._layout.columns:
            cell = cell_at(draft.row, column.index)
            if isinstance(cell, str) and not column.left_out and clean(cell).is_changed:
                invisible.append(column.heading)
            if column.role in _CONTACT_ROLES:
                continue
            text = text_of(cell)
            key = column.role if column.role in _TEXT_ROLES else column.heading
            if column.field is not None and column.role is None:
                key = column.field.name or column.heading
            if key and key not in draft.texts:
                draft.texts[key] = one_line(text) if column.role in _TEXT_ROLES else text
            if column.role in _CLEARABLE and self._clears(cell):
                draft.texts[column.role or ""] = ""
                draft.cleared.append(column.role or "")
        if folded(draft.texts.get("gender", "")) in _NO_GENDER:
            draft.texts["gender"] = ""
        if invisible:
            draft.notes.append(f"invisible characters were taken off in {', '.join(invisible)}")

    def _clears(self, cell: Cell) -> bool:
        if self._marker is None or not isinstance(cell, str):
            return False
        text = clean(cell).text
        return text == self._options.clear or (folded(text) or text) == self._marker

    def _read_contacts(self, draft: Draft) -> None:
        self._read_ids(draft)
        own, country_reason = self._own_country(draft)
        phone = self._first(draft, self._phones, "phone_label")
        if phone is not None:
            column, cell = phone
            try:
                found = read_phone(cell, self._options.country, own)
            except CellError as error:
                reason = f"{error} ({country_reason})" if country_reason else str(error)
                self._refuse_contact(draft, column, reason)
            else:
                self._keep(draft, "phone", column, found)
                self._find_rivals(draft, column, found, own)
        email = self._first(draft, self._emails, "email_label")
        if email is not None:
            column, cell = email
            try:
                self._keep(draft, "email", column, read_email(cell))
            except CellError as error:
                self._refuse_contact(draft, column, str(error))
        if not draft.reasons and not any(draft.texts.get(key) for key in _IDENTITIES):
            draft.refuse(None, _ANYBODY)

    @staticmethod
    def _refuse_contact(draft: Draft, column: TableColumn, reason: str) -> None:
        """A phone or email that cannot be used matters only to who is not known otherwise.

        Hosts store phones without "+", and so an export has them beside each `user_ns`.
        """
        if draft.texts.get("user_ns") or draft.texts.get("user_id"):
            draft.tell(column, f"left out: {reason}")
        else:
            draft.refuse(column, reason)

    def _read_ids(self, draft: Draft) -> None:
        for column in self._layout.of_role("user_ns"):
            text = draft.texts.get("user_ns", "")
            if text and not is_namespace(text, USER):
                draft.refuse(column, "it is not a user_ns (like f12u34)")

    def _own_country(self, draft: Draft) -> tuple[str | None, str | None]:
        """The row's own country, or why what it says is none."""
        text = draft.texts.get("country", "")
        if not text:
            return None, None
        code = read_country(text)
        reason = f"its country {text!r} is not known; write a code like AU"
        return code, None if code else reason

    def _first(
        self, draft: Draft, columns: Sequence[TableColumn], labels: str
    ) -> tuple[TableColumn, Cell] | None:
        """The cell to use of those for one thing: by the label of the row, or of the column."""
        ranked = []
        for order, column in enumerate(columns):
            cell = cell_at(draft.row, column.index)
            if not is_filled(cell) or is_nothing(cell) or self._clears(cell):
                continue
            label = self._label(draft, labels, column)
            rank = rank_of_label(label) if label else column.rank
            if rank >= 0:
                ranked.append((rank, order, column, cell))
        if not ranked:
            return None
        _, _, column, cell = min(ranked, key=lambda it: it[:2])
        return column, cell

    def _label(self, draft: Draft, role: str, column: TableColumn) -> str:
        index = self._labels.get((role, column.position))
        return "" if index is None else text_of(cell_at(draft.row, index))

    @staticmethod
    def _keep(draft: Draft, role: str, column: TableColumn, found: Contact) -> None:
        draft.texts[role] = found.text
        if found.note:
            draft.tell(column, found.note)

    def _find_rivals(
        self, draft: Draft, chosen: TableColumn, found: Contact, own: str | None
    ) -> None:
        """Note another column of the same rank with another number: nothing says which to use."""
        for column in self._phones:
            is_rival = column.rank == chosen.rank and not column.position and not chosen.position
            cell = cell_at(draft.row, column.index)
            if column is chosen or not is_rival or not is_filled(cell) or column.is_mapped:
                continue
            try:
                other = read_phone(cell, self._options.country, own)
            except CellError:
                continue
            if other.text != found.text:
                draft.rivals = (chosen.heading, column.heading)

    def _read_consent(self, draft: Draft) -> None:
        for column in self._consents:
            cell = cell_at(draft.row, column.index)
            if is_filled(cell):
                answer = read_answer(cell)
                if answer is None:
                    draft.tell(column, "neither yes nor no, which is taken for no")
                    answer = column.is_refusal
                agreed = answer is not column.is_refusal
            elif self._options.blank_consent is None:
                continue
            else:
                agreed = self._options.blank_consent
            if draft.consent is not False:
                draft.consent, draft.consent_column = agreed, column.heading
            if not agreed:
                draft.tell(column, "no consent, so left out of sends")

    def _read_values(self, draft: Draft) -> None:
        for column in self._layout.of_role("tags"):
            cell = cell_at(draft.row, column.index)
            if self._clears(cell):
                draft.refuse(column, "tags cannot be cleared; remove them with client.bulk")
            elif is_filled(cell):
                draft.tags += [tag for tag in read_tags(text_of(cell)) if tag not in draft.tags]
        for column in self._fields:
            self._read_field(draft, column)
        for column in self._birthdays:
            cell = cell_at(draft.row, column.index)
            if is_filled(cell) and not is_no_date(cell):
                try:
                    read_day(cell, self._rules[column.index].dates, today=self._today)
                except CellError as error:
                    draft.tell(column, f"{error} (refused where it fills a field of dates)")

    def _read_field(self, draft: Draft, column: TableColumn) -> None:
        cell = cell_at(draft.row, column.index)
        target = column.field
        if target is None or not is_filled(cell):
            return
        rules = self._rules[column.index]
        if self._clears(cell):
            draft.cleared.append(target)
        elif rules.var_type in ("date", "datetime") and is_no_date(cell):
            draft.tell(column, "a date of zeros was taken for none")
        else:
            try:
                value = encode_cell(cell, rules)
            except CellError as error:
                draft.refuse(column, str(error))
            else:
                if value:
                    draft.fields[target] = value


_CONTACT_ROLES: Final = frozenset({"phone", "email", "phone_label", "email_label"})
_TEXT_ROLES: Final = frozenset(
    {*_NAMES, "gender", "image", "tags", "country", "user_ns", "user_id"}
)
_CLEARABLE: Final = frozenset({*_NAMES, "gender", "image"})
_IDENTITIES: Final = ("phone", "email", "user_ns", "user_id")


def phone_identity(phone: str) -> str:
    """What is the same for all forms of one number in E.164, which Argentina alone has two of."""
    return whatsapp_ids(phone)[0] if phone.startswith(_ARGENTINA) else phone

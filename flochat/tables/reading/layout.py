"""Where a table begins, and what each of its columns is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from attrs import evolve, frozen

from ...errors import InvalidArgumentError
from ...models.fields import UserField
from .contacts import CellError, read_phone
from .grid import Cell, Grid, Row, column_letters, is_filled
from .headings import read_heading, recognised
from .options import ColumnTarget, Options, Question
from .texts import clean, one_line
from .values import text_of
from .words import folded

#: How many rows are looked at to find the headings: titles above them are few.
_SEARCHED: Final = 50
#: What people are known by.
_IDENTITIES: Final = ("phone", "email", "user_ns", "user_id")
_EMAIL_LIKE: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE_LIKE: Final = re.compile(r"[+(]?[\d][\d\s().\-/]{6,20}")
#: What a column can be for, beside the fields of a flow.
ROLES: Final = frozenset(
    {
        *("phone", "email", "name", "first_name", "last_name", "gender", "image", "tags"),
        *("country", "user_ns", "user_id", "consent", "refusal"),
    }
)
#: Those of which the first column counts.
_SINGLE: Final = (
    *("name", "first_name", "last_name", "gender", "image", "country", "user_ns", "user_id"),
)
#: A heading that is a last name beside one for first names, and a first name beside the other.
_EITHER_NAME: Final = frozenset(
    {"name", "nom", "naam", "nome", "nombre", "имя", "navn", "namn", "imie"}
)
UNKNOWN: Final = "unknown, unless the flow has a user field of that name"
FIELD_PREFIX: Final = "field."


@frozen(kw_only=True)
class TableColumn:
    """A column of a table, and what is done with it.

    `use` says it in words: "phone", "field Plan (text)", "left out: ...". `role` is what it is for
    (phone, email, tags, country, consent, ...), `field` the user field that it fills, each None
    where it is not that.
    """

    index: int
    heading: str
    role: str | None = None
    field: UserField | None = None
    left_out: str | None = None
    is_new_field: bool = False
    rank: int = 1
    position: int = 0
    is_birthday: bool = False
    is_refusal: bool = False
    is_mapped: bool = False

    @property
    def letters(self) -> str:
        """What a spreadsheet calls the column: A, B, ..."""
        return column_letters(self.index)

    @property
    def use(self) -> str:
        """What is done with the column, in words."""
        uses = [] if self.role is None else [self.role.replace("_", " ")]
        if self.field is not None:
            new = "new " if self.is_new_field else ""
            uses.append(f"{new}field {self.field.name} ({self.field.var_type or 'text'})")
        return " and ".join(uses) or f"left out: {self.left_out or 'unknown'}"


@frozen(kw_only=True)
class Layout:
    """The columns of a table, and where its rows begin."""

    columns: Sequence[TableColumn]
    #: The number of the row of headings; 0 without one.
    header: int = 0
    titles: Sequence[str] = ()
    questions: Sequence[Question] = ()

    @property
    def may_fill_fields(self) -> bool:
        """Whether it depends on the flow's user fields what is done with a column."""
        return any(it.field is not None or it.left_out == UNKNOWN for it in self.columns)

    def of_role(self, role: str) -> list[TableColumn]:
        """The columns with a role, those first that go before others."""
        found = [column for column in self.columns if column.role == role]
        return sorted(found, key=lambda it: (it.rank, it.position, it.index))


def find_layout(grid: Grid, options: Options, fields: Sequence[UserField] | None) -> Layout:
    """The columns of a table; `fields` are those of the flow, or None if they are not known."""
    rows = list(islice(grid.rows(), _SEARCHED + _most_header(options)))
    header = _find_header(rows, options)
    above = [row for row in rows if header is not None and row.number < header.number]
    titles = [title for row in above if (title := " ".join(filter(None, map(text_of, row.cells))))]
    headings = _headings(rows, header)
    columns = [_column(index, heading, options) for index, heading in enumerate(headings)]
    _check_map(columns, options)
    columns = _settle(columns)
    number = 0 if header is None else header.number
    columns = [_with_field(column, options, fields, has_heading=number > 0) for column in columns]
    columns = _once(columns)
    layout = Layout(columns=columns, header=number, titles=titles)
    return _by_content(layout, grid, options)


def _most_header(options: Options) -> int:
    return options.header if isinstance(options.header, int) else 0


def _find_header(rows: Sequence[Row], options: Options) -> Row | None:
    """The row of headings, or None for a table without."""
    if options.header is False:
        return None
    if options.header is not None and options.header is not True:
        for row in rows:
            if row.number == options.header:
                return row
        raise InvalidArgumentError(f"header={options.header} is not a row of the table")
    named = {folded(key) for key in options.map if isinstance(key, str)}
    filled = [row for row in rows if not row.is_blank]
    scored = [(row, _headings_in(row, named)) for row in filled]
    best = max((score for _, score in scored), default=0)
    if best:
        return next(row for row, score in scored if score == best)
    if not filled:
        return None
    width = Counter(sum(map(is_filled, row.cells)) for row in filled).most_common(1)[0][0]
    first = next((row for row in filled if sum(map(is_filled, row.cells)) >= width), filled[0])
    return None if options.header is None and _is_data(first) else first


def _headings_in(row: Row, named: set[str]) -> int:
    """How many headings a row has; none if it has what only people have."""
    if _is_data(row):
        return 0
    mapped = sum(isinstance(cell, str) and folded(cell) in named for cell in row.cells)
    return max(recognised(row.cells), mapped)


def _is_data(row: Row) -> bool:
    texts = [text for cell in row.cells if (text := one_line(text_of(cell)))]
    return any(_EMAIL_LIKE.fullmatch(text) or _PHONE_LIKE.fullmatch(text) for text in texts)


def _headings(rows: Sequence[Row], header: Row | None) -> list[str]:
    if header is None:
        width = max((len(row.cells) for row in rows), default=0)
        return [column_letters(index) for index in range(width)]
    cells = list(header.cells)
    while cells and not is_filled(cells[-1]):
        cells.pop()
    return [one_line(text_of(cell)) for cell in cells]


def _column(index: int, heading: str, options: Options) -> TableColumn:
    """A column by its heading, or by what the caller says of it."""
    mapped, target = _target(index, heading, options.map)
    if mapped:
        return _mapped_column(index, heading, target)
    found = read_heading(heading)
    column = TableColumn(
        index=index,
        heading=heading,
        role=found.role,
        rank=found.rank,
        position=found.position,
        is_birthday=found.is_birthday,
        is_refusal=found.is_refusal,
    )
    if not heading:
        return evolve(column, left_out="it has no heading")
    if found.role == "fax":
        return evolve(column, role=None, left_out="a fax is not called")
    return column


def _target(
    index: int, heading: str, targets: Mapping[Any, ColumnTarget]
) -> tuple[bool, ColumnTarget]:
    """What the caller maps a column to: by its heading, or by its position from 1."""
    if index + 1 in targets:
        return True, targets[index + 1]
    if heading in targets:
        return True, targets[heading]
    for key, target in targets.items():
        if isinstance(key, str) and heading and folded(key) == folded(heading) != "":
            return True, target
    return False, None


def _mapped_column(index: int, heading: str, target: ColumnTarget) -> TableColumn:
    column = TableColumn(
        index=index,
        heading=heading,
        is_mapped=True,
        is_birthday=read_heading(heading).is_birthday,
        rank=0,
    )
    if target is None:
        return evolve(column, left_out="map says so")
    if isinstance(target, UserField):
        return evolve(column, field=target)
    if target == "refusal":
        return evolve(column, role="consent", is_refusal=True)
    if target in ROLES:
        return evolve(column, role=target)
    return evolve(column, field=UserField(name=target.removeprefix(FIELD_PREFIX)))


def _check_map(columns: Sequence[TableColumn], options: Options) -> None:
    headings = {folded(column.heading) for column in columns}
    for key in options.map:
        is_there = 1 <= key <= len(columns) if isinstance(key, int) else folded(key) in headings
        if not is_there:
            known = ", ".join(repr(column.heading) for column in columns[:20]) or "no column"
            raise InvalidArgumentError(f"map names the column {key!r}, but the table has {known}")


def _settle(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Decide between columns that are for the same."""
    columns = _settle_names(columns)
    mapped = {column.role for column in columns if column.is_mapped and column.role}
    settled: list[TableColumn] = []
    taken: dict[str, str] = {}
    for column in sorted(columns, key=lambda it: (not it.is_mapped, it.index)):
        if column.role in mapped and not column.is_mapped and column.role != "tags":
            column = evolve(column, role=None, left_out=f"map names another for {column.role}")
        elif column.role in _SINGLE and column.role in taken:
            column = evolve(
                column, role=None, left_out=f"{taken[column.role]!r} is the {column.role} already"
            )
        elif column.role is not None:
            taken.setdefault(column.role, column.heading)
        settled.append(column)
    return sorted(settled, key=lambda it: it.index)


def _settle_names(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """In "Vorname; Name" the name is the last one, in "Nome; Cognome" the first."""
    roles = {column.role for column in columns}
    other = None
    if "first_name" in roles and "last_name" not in roles:
        other = "last_name"
    elif "last_name" in roles and "first_name" not in roles:
        other = "first_name"
    is_english = any(
        folded(column.heading) in ("first name", "given name", "firstname", "last name", "lastname")
        for column in columns
    )
    return [
        evolve(column, role=other)
        if other
        and column.role == "name"
        and not column.is_mapped
        and not is_english
        and folded(column.heading) in _EITHER_NAME
        else column
        for column in columns
    ]


def _with_field(
    column: TableColumn,
    options: Options,
    fields: Sequence[UserField] | None,
    *,
    has_heading: bool,
) -> TableColumn:
    """A column with the user field that it fills, if there is one or there is to be one."""
    if not has_heading and not column.is_mapped:
        return evolve(column, left_out="the table has no headings; map= says what it is for")
    if column.left_out or column.role not in (None, "country", "consent"):
        return column
    if column.field is None and column.is_mapped:
        return column
    name = column.heading if column.field is None else column.field.name or column.heading
    name = name.removeprefix(FIELD_PREFIX)
    if column.field is not None and column.field.var_type:
        return column
    known = _find_field(name, fields or ())
    if known is not None:
        return evolve(column, field=known)
    new_type = _new_type(column.heading, name, options)
    if new_type is not None and column.role is None:
        is_new = fields is not None
        return evolve(column, field=UserField(name=name, var_type=new_type), is_new_field=is_new)
    if column.role is not None:
        return column
    if column.field is not None:  # mapped to a field
        if fields is None:
            return column
        raise InvalidArgumentError(
            f"map names the user field {name!r}, which the flow does not have; "
            "pass create_fields=[...] with it to create it"
        )
    reason = (
        UNKNOWN
        if fields is None
        else "the flow has no user field of that name; map= or create_fields= takes it in"
    )
    return evolve(column, left_out=reason)


def _once(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Let each user field be filled by one column: the one that is mapped to it, or the first."""
    first: dict[str, TableColumn] = {}
    for column in sorted(columns, key=lambda it: (not it.is_mapped, it.index)):
        if column.field is not None:
            first.setdefault(_field_key(column.field), column)
    return [
        column
        if column.field is None or (owner := first[_field_key(column.field)]) is column
        else evolve(
            column,
            field=None,
            is_new_field=False,
            left_out=None if column.role else f"{owner.letters} {owner.heading!r} fills that field",
        )
        for column in columns
    ]


def _field_key(field: UserField) -> str:
    return field.var_ns or folded(field.name or "")


def _find_field(name: str, fields: Iterable[UserField]) -> UserField | None:
    """The field with a name; in another case or spelling only if there is just one such."""
    exact = [field for field in fields if field.name == name or field.var_ns == name]
    if exact:
        return exact[0]
    close = [field for field in fields if folded(field.name or "") == folded(name) != ""]
    return close[0] if len(close) == 1 else None


def _new_type(heading: str, name: str, options: Options) -> str | None:
    """The `var_type` of a field to create for a column, or None if none is to be created."""
    wanted = options.create_fields
    if isinstance(wanted, bool):
        return "text" if wanted and heading else None
    for key in wanted:
        if folded(key) in (folded(heading), folded(name)):
            return wanted[key] if isinstance(wanted, Mapping) else "text"
    return None


def _by_content(layout: Layout, grid: Grid, options: Options) -> Layout:
    """Look at the cells where no heading says who people are."""
    if not layout.columns or any(map(layout.of_role, _IDENTITIES)):
        return layout
    open_columns = [it for it in layout.columns if it.left_out and not it.is_mapped]
    kinds = _kinds(open_columns, layout, grid, options)
    phones = [index for index, kind in kinds.items() if kind in ("phone", "maybe phone")]
    emails = [index for index, kind in kinds.items() if kind == "email"]
    chosen = {**dict.fromkeys(emails[:1], "email"), **dict.fromkeys(phones[:1], "phone")}
    columns = [
        evolve(column, role=chosen[column.index], left_out=None)
        if column.index in chosen
        else column
        for column in layout.columns
    ]
    is_sure = (
        not layout.header
        and len(phones) < 2
        and len(emails) < 2
        and ("maybe phone" not in kinds.values())
    )
    if chosen and is_sure:
        return evolve(layout, columns=columns)
    example = next(iter(chosen), 0)
    key = repr(layout.columns[example].heading) if layout.header else str(example + 1)
    question = Question(
        about="columns" if layout.header else "header",
        text="no heading says which column holds the phones or emails"
        if layout.header
        else "the table has no headings, and its cells do not say for sure which are phones",
        answer=f"map={{{key}: {chosen.get(example, 'phone')!r}}}, for example",
    )
    return evolve(layout, columns=columns, questions=(*layout.questions, question))


def _kinds(
    columns: Sequence[TableColumn], layout: Layout, grid: Grid, options: Options
) -> dict[int, str]:
    """What all cells of a column look like."""
    kinds: dict[int, str] = {}
    open_indices = {column.index for column in columns}
    for row in islice(grid.rows(), 1_000):
        if row.number <= layout.header or row.fault:
            continue
        for index in list(open_indices):
            cell = row.cells[index] if index < len(row.cells) else None
            if not is_filled(cell):
                continue
            kind = _kind(cell, options.country)
            before = kinds.setdefault(index, kind)
            if {before, kind} == {"phone", "maybe phone"}:
                kinds[index] = "maybe phone"
            elif before != kind:
                kinds[index] = "other"
    return {index: kind for index, kind in sorted(kinds.items()) if kind != "other"}


def _kind(cell: Cell, country: str | None) -> str:
    text = one_line(text_of(cell))
    if _EMAIL_LIKE.fullmatch(text):
        return "email"
    if not _PHONE_LIKE.fullmatch(text):
        return "other"
    if text.startswith("+"):
        return "phone"
    try:
        read_phone(cell, country, None)
    except CellError:
        return "other"
    return "maybe phone"


def cell_at(row: Row, index: int) -> Cell:
    """A cell of a row, which may be shorter than the headings."""
    return row.cells[index] if index < len(row.cells) else None


def shown(cell: Cell) -> str:
    """A cell as the report shows it."""
    return one_line(clean(text_of(cell)).text)

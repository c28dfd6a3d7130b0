"""What the whole of a column says: the order of its days, its decimals, whether it is consent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import define, field

from .answers import read_answer
from .dates import DateRules, lacks_zone, looks_like_date, orders
from .grid import Cell, Grid, Row, is_filled
from .layout import Layout, TableColumn, cell_at
from .options import Options, Question
from .values import FieldRules, decimal_marks

_MAX_ROWS: Final = 5
_DAYS: Final = ("date", "datetime")


@define
class ColumnFacts:
    """What the cells of a column have shown so far."""

    filled: int = 0
    dates: int = 0
    blank: list[int] = field(factory=list)
    dayfirst: set[bool] = field(factory=set)
    unordered: list[int] = field(factory=list)
    decimals: set[str] = field(factory=set)
    undecided: list[int] = field(factory=list)
    zoneless: list[int] = field(factory=list)
    answers: set[bool | None] = field(factory=set)

    def feed(self, number: int, cell: Cell) -> None:
        """Take the next cell of the column."""
        if not is_filled(cell):
            self._note(self.blank, number, True)
            return
        self.filled += 1
        self.answers.add(read_answer(cell))
        self.dates += looks_like_date(cell)
        self._note(self.zoneless, number, lacks_zone(cell))
        possible = orders(cell)
        self._note(self.unordered, number, bool(possible))
        if len(possible) == 1:
            self.dayfirst |= possible
        marks = decimal_marks(cell)
        self._note(self.undecided, number, len(marks) > 1)
        if len(marks) == 1:
            self.decimals |= marks

    @staticmethod
    def _note(rows: list[int], number: int, is_so: bool) -> None:
        if is_so and len(rows) < _MAX_ROWS:
            rows.append(number)


class TableFacts:
    """The facts of all columns that something depends on."""

    def __init__(self, layout: Layout, *, knows_fields: bool) -> None:
        self._layout = layout
        self._knows_fields = knows_fields
        self.of_column: dict[int, ColumnFacts] = {
            column.index: ColumnFacts()
            for column in layout.columns
            if column.role == "consent"
            or column.field is not None
            or (column.role is None and not column.is_mapped and not knows_fields)
        }

    def read(self, rows: Iterable[Row]) -> None:
        """Read all rows of people."""
        for row in rows:
            if row.is_blank or row.fault:
                continue
            for index, facts in self.of_column.items():
                facts.feed(row.number, cell_at(row, index))

    def is_date(self, column: TableColumn) -> bool:
        """Whether a column is one of days or times, as far as that can be known."""
        if column.field is not None and column.field.var_type:
            return column.field.var_type in _DAYS
        facts = self.of_column.get(column.index)
        if facts is None or self._knows_fields:
            return False
        return facts.filled > 0 and (facts.dates == facts.filled or column.is_birthday)

    def is_consent(self, column: TableColumn) -> bool:
        """Whether a column of consent says yes or no anywhere, and not when or how."""
        facts = self.of_column.get(column.index)
        return facts is not None and bool(facts.answers & {True, False})

    def rules(self, column: TableColumn, options: Options, grid: Grid, today: date) -> FieldRules:
        """How the cells of a column are read."""
        facts = self.of_column.get(column.index) or ColumnFacts()
        dayfirst, decimal = options.dayfirst, options.decimal
        if dayfirst is None and len(facts.dayfirst) == 1:
            (dayfirst,) = facts.dayfirst
        if decimal is None and len(facts.decimals) == 1:
            (decimal,) = facts.decimals
        dates = DateRules(dayfirst, options.time_zone, grid.counts_from_1904, column.is_birthday)
        return FieldRules((column.field and column.field.var_type) or "text", dates, decimal, today)

    def questions(self, options: Options) -> list[Question]:
        """What the columns leave open."""
        return [
            question
            for column in self._layout.columns
            if (facts := self.of_column.get(column.index)) is not None
            for question in self._questions(column, facts, options)
        ]

    def _questions(
        self, column: TableColumn, facts: ColumnFacts, options: Options
    ) -> Iterable[Question]:
        name = repr(column.heading)
        leave_out = f"map={{{name}: None}} to leave the column out"
        var_type = None if column.field is None else column.field.var_type
        is_unordered = facts.unordered and len(facts.dayfirst) != 1
        if options.dayfirst is None and is_unordered and self.is_date(column):
            how = "both day and month first" if facts.dayfirst else "day or month first"
            yield Question(
                about="dates",
                text=f"the dates of {name} may be {how}",
                answer=f"dayfirst=True (31/12/1990) or dayfirst=False, or {leave_out}",
                rows=tuple(facts.unordered),
            )
        if var_type == "datetime" and options.time_zone is None and facts.zoneless:
            yield Question(
                about="time_zone",
                text=f"the times of {name} do not say their zone",
                answer=f"time_zone='Europe/Berlin', for example, or {leave_out}",
                rows=tuple(facts.zoneless),
            )
        is_open = len(facts.decimals) > 1 or (facts.undecided and not facts.decimals)
        if var_type == "number" and options.decimal is None and is_open:
            yield Question(
                about="decimal",
                text=f"the numbers of {name} may have a point or a comma before the decimals",
                answer=f"decimal='.' or decimal=',', or {leave_out}",
                rows=tuple(facts.undecided),
            )
        is_consent = column.role == "consent" and self.is_consent(column)
        if is_consent and options.blank_consent is None and facts.blank:
            yield Question(
                about="consent",
                text=f"some cells of {name} are blank, and say neither yes nor no",
                answer="blank_consent=True if those people may be sent to, or blank_consent=False",
                rows=tuple(facts.blank),
            )

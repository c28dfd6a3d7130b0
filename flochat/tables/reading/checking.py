"""All rows of a table, judged together: each is taken, refused, repeated or blank."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from ...models.fields import UserField
from .duplicates import Claim, Claims, Verdict
from .evaluate import Draft, Evaluator
from .facts import TableFacts
from .grid import Grid, Row
from .layout import Layout, find_layout
from .options import Options, Question
from .person import RowOutcome, RowState, TablePerson, refused
from .report import BadRow, TableReport
from .values import text_of

_MAX_ROWS: Final = 5


@frozen
class CheckedTable:
    """The report on a table, and the people that it takes, made anew each time."""

    report: TableReport
    layout: Layout
    people: Callable[[], Iterator[TablePerson]]
    #: The cells of some rows, by their numbers, as they are in the file.
    cells: Callable[[Collection[int]], Iterator[Sequence[str]]]


def check_table(
    grid: Grid, options: Options, fields: Sequence[UserField] | None, *, today: date
) -> CheckedTable:
    """Judge every row of a table. `fields` are those of the flow, or None if not known."""
    layout = find_layout(grid, options, fields)
    facts = TableFacts(layout, knows_fields=fields is not None)
    facts.read(_rows(grid, layout))
    evaluator = Evaluator(grid, layout, facts, options, today=today)
    outcomes, claims, rivals, hidden = _first_look(evaluator, grid, layout, options)
    verdicts, sharing = claims.settle()
    refusals = claims.refusals(verdicts)
    outcomes = [
        _settled(outcome, verdicts.get(outcome.row), refusals.get(outcome.row))
        for outcome in outcomes
    ]
    taken = {it.row for it in outcomes if it.state is RowState.TAKEN}
    questions = [
        *grid.questions,
        *layout.questions,
        *facts.questions(options),
        *rivals,
        *hidden,
        *_sharing_question(sharing, options),
    ]

    def people() -> Iterator[TablePerson]:
        for draft in _drafts(evaluator, grid, layout):
            if draft.row.number in taken:
                yield _heeding(draft.person(), refusals.get(draft.row.number))

    def bad_rows() -> Iterator[BadRow]:
        by_row = {
            it.row: it for it in outcomes if it.state in (RowState.REFUSED, RowState.REPEATED)
        }
        for row in _rows(grid, layout):
            if row.number in by_row:
                yield BadRow(by_row[row.number], row.cells)

    def cells(numbers: Collection[int]) -> Iterator[Sequence[str]]:
        for row in grid.rows():
            if row.number in numbers:
                yield [text_of(cell) for cell in row.cells]

    columns = [
        evolve(column, role=None, left_out="its cells say neither yes nor no")
        if column.role == "consent" and not facts.is_consent(column)
        else column
        for column in layout.columns
    ]
    report = TableReport(
        form=grid.form,
        header=layout.header,
        columns=columns,
        questions=tuple(questions),
        notes=(*grid.notes, *_notes(layout, grid)),
        outcomes=tuple(outcomes),
        bad_rows=bad_rows,
    )
    return CheckedTable(report, layout, people, cells)


def _rows(grid: Grid, layout: Layout) -> Iterator[Row]:
    """The rows of people: those below the headings."""
    return (row for row in grid.rows() if row.number > layout.header)


def _drafts(evaluator: Evaluator, grid: Grid, layout: Layout) -> Iterator[Draft]:
    """What each row says that is not blank."""
    before: Row | None = None
    for row in _rows(grid, layout):
        if before is not None and not before.is_blank:
            yield evaluator.read(before, is_last=False)
        before = row
    if before is not None and not before.is_blank:
        yield evaluator.read(before, is_last=True)


def _first_look(
    evaluator: Evaluator, grid: Grid, layout: Layout, options: Options
) -> tuple[list[RowOutcome], Claims, list[Question], list[Question]]:
    """Each row for itself."""
    outcomes: list[RowOutcome] = []
    claims = Claims(options.shared)
    rivals: dict[tuple[str, str], list[int]] = {}
    hidden: list[int] = []
    before: Row | None = None

    def look(row: Row, *, is_last: bool) -> None:
        if row.is_blank:
            outcomes.append(RowOutcome(row=row.number, line=row.line, state=RowState.BLANK))
            return
        draft = evaluator.read(row, is_last=is_last)
        if row.is_hidden:
            hidden.append(row.number)
        if draft.rivals:
            rivals.setdefault(draft.rivals, []).append(row.number)
        state = RowState.REFUSED if draft.reasons else RowState.TAKEN
        outcomes.append(
            RowOutcome(
                row=row.number,
                line=row.line,
                state=state,
                reasons=tuple(draft.reasons),
                notes=tuple(draft.notes),
            )
        )
        claims.add(draft, is_taken=state is RowState.TAKEN)

    for row in _rows(grid, layout):
        if before is not None:
            look(before, is_last=False)
        before = row
    if before is not None:
        look(before, is_last=True)
    return outcomes, claims, _rival_questions(rivals), _hidden_question(hidden, options)


def _heeding(person: TablePerson, refusal: Claim | None) -> TablePerson:
    """The same person, who says no where `refusal` does."""
    if refusal is None:
        return person
    return refused(person, row=refusal.row, column=refusal.refusing)


def _settled(outcome: RowOutcome, verdict: Verdict | None, refusal: Claim | None) -> RowOutcome:
    if refusal is not None and refusal.row != outcome.row:
        note = f"no consent in row {refusal.row}, so left out of sends"
        outcome = evolve(outcome, notes=(*outcome.notes, note))
    if verdict is None:
        return outcome
    if verdict.repeats is not None:
        return evolve(outcome, state=RowState.REPEATED, repeats=verdict.repeats)
    if verdict.reason is not None:
        return evolve(outcome, state=RowState.REFUSED, reasons=(verdict.reason,))
    return evolve(outcome, notes=(*outcome.notes, verdict.note or ""))


def _rival_questions(rivals: dict[tuple[str, str], list[int]]) -> list[Question]:
    return [
        Question(
            about="columns",
            text=f"{first!r} and {second!r} hold different phones of one person",
            answer=f"map={{{second!r}: None}} or map={{{first!r}: None}}, to leave one out",
            rows=tuple(rows[:_MAX_ROWS]),
        )
        for (first, second), rows in rivals.items()
    ]


def _hidden_question(hidden: list[int], options: Options) -> list[Question]:
    if not hidden or options.hidden is not None:
        return []
    return [
        Question(
            about="hidden",
            text=f"some rows are hidden ({len(hidden)}), as a filter of the sheet leaves them",
            answer="hidden=True to take them, or hidden=False to leave them out",
            rows=tuple(hidden[:_MAX_ROWS]),
        )
    ]


def _sharing_question(sharing: list[int], options: Options) -> list[Question]:
    if not sharing or options.shared is not None:
        return []
    return [
        Question(
            about="shared",
            text="different people share a phone or an email, and are not merged",
            answer="shared='first' to take the first of them, or shared='none' to take none",
            rows=tuple(sorted(set(sharing))[:_MAX_ROWS]),
        )
    ]


def _notes(layout: Layout, grid: Grid) -> Iterator[str]:
    if layout.titles:
        yield f"above the headings: {'; '.join(map(repr, layout.titles[:_MAX_ROWS]))}"
    if not layout.header:
        yield "the table has no row of headings"
    for column in layout.columns:
        if column.index in grid.hidden_columns and not column.left_out:
            yield f"the column {column.heading!r} is hidden in the workbook, and was read"

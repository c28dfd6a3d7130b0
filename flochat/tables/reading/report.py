"""What becomes of every row of a table, to read, to show in a notebook, and to mend."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from attrs import field, frozen

from ..._plurals import counted
from ..cells import guarded
from ..writing.whole_file import WholeFile, check_path
from .grid import Cell
from .layout import TableColumn
from .options import Question
from .person import RowOutcome, RowState
from .texts import one_line
from .values import text_of

#: How many rows are shown.
_SHOWN: Final = 20
_LONGEST: Final = 80
_BAD: Final = (RowState.REFUSED, RowState.REPEATED)
_MARK: Final = "\ufeff"


class BadRow(NamedTuple):
    """A row that is not taken, and its cells as they are in the file."""

    outcome: RowOutcome
    cells: Sequence[Cell]


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class TableReport:
    """What `People.check()` found: `rows` is the sum of taken, refused, repeated and blank.

    `questions` are what only you can say, each with the argument that answers it. `columns` say
    what is done with each column, `outcomes` what becomes of each row, `notes` what is to be told
    of the file. `form` says how it was read, `header` which row has the headings (0 for none).

    The report shows cells of the file, and so does what `to_csv` writes: it is for whoever may see
    the file.
    """

    form: str
    header: int
    columns: Sequence[TableColumn]
    questions: Sequence[Question]
    notes: Sequence[str]
    outcomes: Sequence[RowOutcome]
    _read_bad_rows: Callable[[], Iterator[BadRow]] = field(alias="bad_rows")

    @property
    def rows(self) -> int:
        """How many rows there are below the headings."""
        return len(self.outcomes)

    @property
    def taken(self) -> int:
        """How many rows are people that can be used."""
        return self._counts[RowState.TAKEN]

    @property
    def refused(self) -> int:
        """How many rows cannot be used, for the reasons of their outcomes."""
        return self._counts[RowState.REFUSED]

    @property
    def repeated(self) -> int:
        """How many rows are about somebody who has a row already."""
        return self._counts[RowState.REPEATED]

    @property
    def blank(self) -> int:
        """How many rows hold nothing."""
        return self._counts[RowState.BLANK]

    @property
    def bad(self) -> Sequence[RowOutcome]:
        """The outcomes of the rows that are refused or repeated."""
        return [outcome for outcome in self.outcomes if outcome.state in _BAD]

    @cached_property
    def _counts(self) -> Counter[RowState]:
        return Counter(outcome.state for outcome in self.outcomes)

    def to_csv(self, path: str | os.PathLike[str]) -> Path:
        """Write all rows that are refused or repeated, as they are in the file, and why.

        The columns `row` and `why` stand in front of those of the file, so that the rows can be
        mended and read again. The file is whole or not there, for its owner alone (0600), and safe
        to open in a spreadsheet. Returns its path.
        """
        whole = WholeFile(check_path(path))
        try:
            headings = ["row", "why", *(column.heading for column in self.columns)]
            whole.file.write((_MARK + _line(headings)).encode())
            for bad in self._read_bad_rows():
                cells = [text_of(cell) for cell in bad.cells]
                line = _line([str(bad.outcome.row), why(bad.outcome), *cells])
                whole.file.write(line.encode("utf-8", "replace"))
        except BaseException:
            whole.discard()
            raise
        whole.commit()
        return whole.path

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._summary()}>"

    def __str__(self) -> str:
        lines = [f"{self._summary()}; {self.form}"]
        lines += [f"  {column.letters} {column.heading}: {column.use}" for column in self.columns]
        lines += [f"  note: {note}" for note in self.notes]
        lines += [f"  question: {question}" for question in self.questions]
        bad = self.bad
        lines += [f"  row {it.row}: {it.state}, {why(it)}" for it in bad[:_SHOWN]]
        if len(bad) > _SHOWN:
            lines.append(f"  ... and {len(bad) - _SHOWN:,} more: to_csv() writes them all")
        told = sum(bool(it.notes) for it in self.outcomes if it.state is RowState.TAKEN)
        if told:
            have = "has notes" if told == 1 else "have notes"
            lines.append(f"  {told:,} of the rows taken {have}: see .outcomes")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """The report as a notebook shows it: the columns, the questions, and twenty bad rows."""
        parts = [f"<p><b>{escape(self._summary())}</b>; {escape(self.form)}</p>"]
        for title, texts in (("Questions", self.questions), ("Notes", self.notes)):
            if texts:
                items = "".join(f"<li>{escape(str(text))}</li>" for text in texts)
                parts.append(f"<p>{title}</p><ul>{items}</ul>")
        columns = [(it.letters, it.heading, it.use) for it in self.columns]
        parts.append(_html_table(("column", "heading", "use"), columns))
        bad = [(str(it.row), it.state.value, why(it)) for it in self.bad]
        if bad:
            parts.append(_html_table(("row", "state", "why"), bad[:_SHOWN]))
        if len(bad) > _SHOWN:
            parts.append(f"<p>... and {len(bad) - _SHOWN:,} more</p>")
        return "".join(parts)

    def _summary(self) -> str:
        text = f"{counted(self.rows, 'row')}: " + ", ".join(
            f"{self._counts[state]:,} {state}" for state in RowState
        )
        count = len(self.questions)
        return f"{text}; {counted(count, 'question')}" if count else text


def why(outcome: RowOutcome) -> str:
    """Why a row is not taken."""
    if outcome.repeats is not None:
        return "; ".join((f"it repeats row {outcome.repeats}", *outcome.notes))
    return "; ".join((*outcome.reasons, *outcome.notes))


def _line(cells: Sequence[str]) -> str:
    return ",".join('"' + guarded(cell).replace('"', '""') + '"' for cell in cells) + "\r\n"


def _html_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_short(text))}</td>" for text in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _short(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3]}..."

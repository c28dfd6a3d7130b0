"""What stands between the cells of a text file: the delimiter with which its rows make a table.

`csv.Sniffer` guesses by frequent characters, and takes the comma in "VIP, Newsletter" or a letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from attrs import evolve

from ...errors import TableError
from .delimited import Delimited, ends_within_a_line, split_lines
from .encoding import Decoded
from .grid import Grid, Row
from .headings import recognised
from .options import Options, Question

_DELIMITERS: Final = (",", ";", "\t", "|")
#: How many rows are looked at to choose between them.
_SAMPLE: Final = 200
_SEP_LINE: Final = re.compile(r'\s*"?sep=(.)"?[;,\t|]*\s*', re.IGNORECASE)
_NAMES: Final = {"\t": "tabs", " ": "spaces"}


class _Score(NamedTuple):
    """How well a delimiter fits, the more important first."""

    headings: int
    consistent: float
    columns: int


def read_delimited(decoded: Decoded, options: Options) -> Grid:
    """The table in the text of a file."""
    decoded = evolve(decoded, text=decoded.text.lstrip("\ufeff"))
    lines = split_lines(decoded.text)
    if not any(map(str.strip, lines)):
        raise TableError("it is empty: there is no text in it")
    first = next(index for index, line in enumerate(lines) if line.strip())
    named = _SEP_LINE.fullmatch(lines[first])
    skip = first + 1 if named else 0
    questions: tuple[Question, ...] = ()
    delimiter = options.delimiter or (named[1] if named else None)
    if delimiter is None:
        delimiter, questions = _choose(decoded.text)
    rows = list(islice(Delimited(decoded.text, delimiter, skip=skip), _SAMPLE))
    table = Delimited(decoded.text, delimiter, width=_width(rows), skip=skip)
    return Grid(
        rows=lambda: iter(table),
        form=f"text in {decoded.encoding}, separated by {_named(delimiter)}",
        notes=(*decoded.notes, *(["the file says its delimiter: sep="] if named else ())),
        questions=(*decoded.questions, *questions),
        is_text=ends_within_a_line(decoded.text),
    )


def _choose(text: str) -> tuple[str, tuple[Question, ...]]:
    """The delimiter with which the table has the most known headings, and rows of one width."""
    scores = {it: _score(list(islice(Delimited(text, it), _SAMPLE))) for it in _DELIMITERS}
    best = max(scores.values())
    if best.columns == 1:
        return ",", ()
    chosen = [delimiter for delimiter, score in scores.items() if score == best]
    if len(chosen) == 1:
        return chosen[0], ()
    question = Question(
        about="delimiter",
        text=f"the cells may be separated by {' or '.join(map(_named, chosen))}",
        answer=" or ".join(f"delimiter={it!r}" for it in chosen),
    )
    return chosen[0], (question,)


def _score(rows: Sequence[Row]) -> _Score:
    filled = [row for row in rows if not row.is_blank]
    width = _width(filled)
    if width < 2:
        return _Score(max((recognised(row.cells) for row in filled[:20]), default=0), 0.0, 1)
    wide = [row for row in filled if len(row.cells) == width]
    headings = max((recognised(row.cells) for row in wide[:20]), default=0)
    return _Score(headings, round(len(wide) / len(filled), 2), width)


def _width(rows: Sequence[Row]) -> int:
    """How many cells most rows have that have more than one, if they are a good part of all."""
    widths = Counter(len(row.cells) for row in rows if not row.is_blank)
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return min(1, len(widths))
    width = max(several, key=lambda it: (several[it], it))
    return width if several[width] * 2 >= widths[1] else 1


def _named(delimiter: str) -> str:
    return _NAMES.get(delimiter, repr(delimiter))

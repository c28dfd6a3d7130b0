"""How results are printed: tables for people, JSON and CSV for programs; all else is for stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TypeAlias

import click

if TYPE_CHECKING:
    from rich.console import Console

Format: TypeAlias = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final = ("table", "json", "jsonl", "csv")
Row: TypeAlias = Mapping[str, Any]

#: The width of a table that is not printed to a terminal.
_PIPED_WIDTH: Final = 120
#: The widest that a column of a table gets, and how much of one makes sense to show at least.
_MAX_COLUMN: Final = 60
_READABLE: Final = 20
_GAP: Final = 2
#: What JSON may hold as it is, and what a terminal obeys, turns text around or cannot be encoded.
_OBEYED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def default_format() -> Format:
    """A table at a terminal, and JSON lines for a pipe."""
    return "table" if is_terminal(sys.stdout) else "jsonl"


def print_rows(rows: Iterable[Row], columns: Sequence[str] | None = None, *, form: Format) -> None:
    """Print rows. `columns` are those of a table or CSV; None takes the keys of the first row."""
    if form == "jsonl":
        for row in rows:
            click.echo(_json(row))
        return
    rows = list(rows)
    if form == "json":
        click.echo(_json(rows, indent=2))
        return
    names = list(columns or (rows[0] if rows else ()))
    if form == "csv":
        click.echo(_csv(rows, names), nl=False)
    else:
        _print_table(rows, names)


def print_record(record: Row, *, form: Format) -> None:
    """Print one record: as a table, one line for each of its values."""
    if form == "json":
        click.echo(_json(record, indent=2))
    elif form in ("jsonl", "csv"):
        print_rows([record], form=form)
    else:
        _print_lines(record)


def say(text: str) -> None:
    """A line for people, on stderr, without what a terminal would obey.

    Where nobody hears it the work goes on: a job must not end because the log of it is full.
    """
    try:
        click.echo(inert(text), err=True)
    except OSError:
        forget(sys.stderr)


def forget(stream: IO[str]) -> None:
    """Have a stream lead nowhere; what it did not take would be tried again at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def inert(text: str) -> str:
    """The same text without characters that a terminal would obey, or that turn it around."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether people look at a stream; where it is closed there is none."""
    return stream is not None and not stream.closed and stream.isatty()


def console(*, stderr: bool = False) -> Console:
    """A console of rich, as wide as the terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if is_terminal(stream) or os.environ.get("COLUMNS") else _PIPED_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def printable(value: object) -> str:
    """A value in a cell: without what a terminal would obey."""
    if value is None:
        return ""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        text = ", ".join(value)
    else:
        text = value if isinstance(value, str) else _json(value).strip('"')
    return "".join(c if c.isprintable() else " " for c in text)


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print rows side by side, with as many columns as fit; what does not fit is named."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        say("nothing")
        return
    screen = console()
    texts = {name: [printable(row.get(name)) for row in rows] for name in columns}
    columns = [name for name in columns if any(texts[name])] or columns
    texts = {name: texts[name] for name in columns}
    shown = _fitting(texts, screen.width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in shown:
        numeric = all(isinstance(row.get(name), int | float | None) for row in rows)
        table.add_column(
            Text(name),
            overflow="ellipsis",
            no_wrap=True,
            justify="right" if numeric else "left",
            min_width=min(len(name), _READABLE),
            max_width=_MAX_COLUMN,
        )
    for cells in zip(*(texts[name] for name in shown), strict=True):
        table.add_row(*map(Text, cells))
    screen.print(table)
    if len(shown) < len(columns):
        left_out = [name for name in columns if name not in shown]
        say(f"not shown for lack of room: {', '.join(left_out)} (--format csv has them)")


def _fitting(texts: Mapping[str, Sequence[str]], width: int) -> list[str]:
    """The first columns that have room side by side, the narrowest that people can read."""
    shown: list[str] = []
    left = width
    for name, cells in texts.items():
        longest = max(map(len, cells), default=0)
        left -= min(max(longest, len(name)), _READABLE) + _GAP
        if left < 0 and shown:
            break
        shown.append(name)
    return shown


def _print_lines(record: Row) -> None:
    """Print one record, a line for each value; what is in it is taken apart one level."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for name, value in record.items():
        if isinstance(value, Mapping):
            for inner, inside in value.items():
                table.add_row(Text(f"{name}: {inner}"), Text(printable(inside)))
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for item in value:
                parts = (f"{key} {printable(inside)}" for key, inside in item.items() if inside)
                table.add_row(Text(name), Text(", ".join(parts)))
        else:
            table.add_row(Text(name), Text(printable(value)))
    console().print(table)


def _json(value: object, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: object) -> object:
    """What JSON has no form for; secrets are shown as their mask."""
    return list(value) if isinstance(value, tuple | set | frozenset) else str(value)


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue()


def _cell(value: object) -> str:
    from ..tables.cells import guarded

    text = "" if value is None else value if isinstance(value, str) else printable(value)
    return guarded(printable(text) if is_terminal(sys.stdout) else text)

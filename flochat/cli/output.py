"""How results are printed: tables for people, JSON and CSV for programs; all else is for stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import click

if TYPE_CHECKING:
    from rich.console import Console

Format: TypeAlias = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final = ("table", "json", "jsonl", "csv")
Row: TypeAlias = Mapping[str, Any]

#: The width of a table that is not printed to a terminal.
_PIPED_WIDTH: Final = 120


def default_format() -> Format:
    """A table at a terminal, and JSON lines for a pipe."""
    return "table" if sys.stdout.isatty() else "jsonl"


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
        rows = [{"field": name, "value": value} for name, value in record.items()]
        _print_table(rows, ("field", "value"), is_record=True)


def say(text: str) -> None:
    """A line for people, on stderr."""
    click.echo(text, err=True)


def console(*, stderr: bool = False) -> Console:
    """A console of rich, as wide as the terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH
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


def _print_table(rows: Sequence[Row], columns: Sequence[str], *, is_record: bool = False) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        say("nothing")
        return
    table = Table(box=box.SIMPLE_HEAD, show_header=not is_record, pad_edge=False)
    for name in columns:
        table.add_column(
            Text(name), overflow="fold" if is_record else "ellipsis", no_wrap=not is_record
        )
    for row in rows:
        table.add_row(*(Text(printable(row.get(name))) for name in columns))
    console().print(table)


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


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
    from ..tables.writing import guarded

    text = "" if value is None else value if isinstance(value, str) else printable(value)
    return guarded(text)

"""`flochat jobs`: the jobs for many people that were begun on this machine."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from .. import jobs as journals
from ..failures import CommandError
from ..output import is_terminal, print_record, print_rows, say
from ..session import Session, command
from ..statuses import DONE, FAILED

_PATH = click.Path(path_type=Path, dir_okay=False)
_STATES = ("done", "failed", "unknown", "pending", "skipped")


@click.group()
def jobs() -> None:
    """List, show and resume jobs for many people.

    A journal that no command named is kept in a folder of yours. It holds personal data; once its
    job is done, it only keeps the same command from doing it twice.
    """


@command(jobs, name="list")
def list_(session: Session) -> None:
    """List the jobs whose journals nobody named, the latest first."""
    print_rows(list(_rows()), ["name", *_STATES, "command"], form=session.form)


@command(jobs, name="status")
@click.argument("journal", type=_PATH)
def status(session: Session, journal: Path) -> int:
    """Show how many people of a job are done, failed, unknown, pending and skipped."""
    counts = journals.counts(journals.find(journal))
    print_record({state: counts.get(state, 0) for state in _STATES}, form=session.form)
    return FAILED if counts.get("failed") or counts.get("unknown") else DONE


@command(jobs, name="failed")
@click.argument("journal", type=_PATH)
@click.option("--to", "target", type=_PATH, help="Write them to this CSV file instead.")
@click.option("--unknown", is_flag=True, help="Those of whom it is not known, instead.")
@click.option("--skipped", is_flag=True, help="Those who were skipped on purpose, instead.")
def failed(
    session: Session, journal: Path, target: Path | None, unknown: bool, skipped: bool
) -> None:
    """Show who was refused, and why."""
    if unknown and skipped:
        raise CommandError("give --unknown or --skipped, one of them")
    state = "unknown" if unknown else "skipped" if skipped else "failed"
    rows = journals.outcomes(journals.find(journal), state)
    if target is None:
        print_rows(rows, ["position", "person", "error"], form=session.form)
        return
    from ...tables.columns import Column, ColumnKind, Columns
    from ...tables.writing import open_writer

    columns = Columns(
        (
            Column("position", ColumnKind.INTEGER),
            Column("person", ColumnKind.TEXT),
            Column("error", ColumnKind.TEXT),
        )
    )
    count = 0
    with open_writer(target, columns, format="csv") as writer:
        for row in rows:
            writer.write([row])
            count += 1
        writer.commit()
    say(f"wrote {count:,} to {target}")


@command(jobs, name="resume")
@click.argument("journal", type=_PATH)
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def resume(_session: Session, journal: Path, yes: bool) -> int:
    """Go on with a job: the command that began it is run again."""
    journal = journals.find(journal)
    note = journals.read_note(journal)
    if not note:
        journals.counts(journal)
        raise CommandError(
            f"beside {journal} stands no note of its command, so it cannot be gone on with here"
        )
    from ..app import main

    arguments = [str(argument) for argument in note["arguments"]]
    # The last counts: the journal may have another name than it was begun with.
    arguments = journals.with_options(arguments, "--journal", str(journal.resolve()))
    if yes and not {"--yes", "-y"} & set(arguments):
        arguments = journals.with_options(arguments, "--yes")
    os.chdir(str(note.get("folder") or "."))
    if note.get("input") is not None and is_terminal(sys.stdin):
        raise CommandError("its people came on standard input: give it the same input again")
    say(shlex.join(["flochat", *arguments]))
    return main(arguments)


def _rows() -> Iterator[Mapping[str, Any]]:
    for journal in journals.known():
        arguments = journals.read_note(journal).get("arguments", [])
        try:
            counts: Mapping[str, int] = journals.counts(journal)
        except CommandError:  # one that is broken must not hide the others
            counts = {}
        yield {
            "name": journal.stem,
            "journal": str(journal),
            **{state: counts.get(state, 0) for state in _STATES},
            "command": shlex.join(["flochat", *map(str, arguments)]),
        }

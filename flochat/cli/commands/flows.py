"""`flochat flow`: save, compare and copy what a flow consists of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..._plurals import counted
from ...probe.files import write_whole
from .. import asking
from ..failures import CommandError
from ..output import print_rows, say
from ..session import Session, command
from ..statuses import DONE, FAILED

if TYPE_CHECKING:
    from ..._snapshot import FlowSnapshot


@click.group()
def flow() -> None:
    """Save, compare and copy what a flow consists of."""


@command(flow, name="snapshot")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def take(session: Session, file: Path) -> None:
    """Save tags, fields, sub flows, agents and the rest of a flow to FILE, as JSON.

    The addresses of inbound webhooks are secrets and stay out. People are not part of it.
    """
    if not file.resolve().parent.is_dir():
        raise CommandError(f"the folder of {file} does not exist")
    with session.client() as client:
        snapshot = client.flow.snapshot()
        requests = client.quota.spent
    write_whole(file, snapshot.to_json())
    say(f"saved {file}, {asking.costs(requests, 0)}")


@command(flow, name="diff")
@click.argument("before", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument(
    "after", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
def diff(session: Session, before: Path, after: Path | None) -> int:
    """Compare a saved flow with another one, or with the flow as it is now.

    Exit status 0 where nothing differs, 1 where something does.
    """
    old = _read(before)
    if after is not None:
        new = _read(after)
    else:
        with session.client() as client:
            new = client.flow.snapshot()
    found = old.diff(new)
    if session.form == "table":
        click.echo(str(found) or "nothing differs")
    else:
        signs = (("added", found.added), ("removed", found.removed), ("changed", found.changed))
        rows = [
            {"change": sign, "kind": item.kind, "name": item.name, "text": str(item)}
            for sign, items in signs
            for item in items
        ]
        print_rows(rows, ["change", "kind", "name", "text"], form=session.form)
    return FAILED if found else DONE


@command(flow, name="apply")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@asking.options
def apply(session: Session, file: Path, yes: bool, dry_run: bool) -> None:
    """Build in the flow what FILE has and the API can create. Deletes nothing."""
    snapshot = _read(file)
    with session.client() as client:
        plan = client.flow.apply(snapshot, dry_run=True)
        click.echo(str(plan), err=not dry_run)
        writes = len(plan.created) + len(plan.updated)
        if dry_run or not writes:
            if not writes:
                say("there is nothing to write")
            return
        updated = counted(len(plan.updated), "thing")
        asking.confirm(
            asking.Intent(
                what=f"Create {len(plan.created):,} and update {updated}",
                facts=[f"at most {asking.costs(writes, 0)}"],
            ),
            yes=yes,
        )
        click.echo(str(client.flow.apply(snapshot)))


def _read(file: Path) -> FlowSnapshot:
    from ..._snapshot import FlowSnapshot

    try:
        return FlowSnapshot.from_json(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not a saved flow") from None

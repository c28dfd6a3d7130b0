"""`flochat export`: what the flow has, in a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..._export.kinds import BY_PEOPLE, EXPORTS
from .. import asking, completing, lookups
from ..failures import CommandError
from ..output import say
from ..progress import export_bar
from ..session import Session, command
from ..since import clear_finished, open_window
from ..statuses import DONE, FAILED, INTERRUPTED, QUOTA_SPENT

if TYPE_CHECKING:
    from ..._sync.client import Flochat
    from ..._sync.export_job import ExportJob

_ENDINGS: Final = (".csv", ".jsonl", ".ndjson", ".parquet", ".sqlite", ".sqlite3", ".db")
_BY_TIME: Final = ("messages", "conversations", "activity")


@command()
@click.argument("what", type=click.Choice(EXPORTS))
@click.option("--to", "target", required=True, help="A .csv, .jsonl or .parquet, or sqlite:FILE.")
@click.option("--tag", shell_complete=completing.tags, help="Of people who have it.")
@click.option("--segment", help="Of people who are in it.")
@click.option("--since", metavar="DAY|last", help="From a day on (2026-11-01), or the last export.")
@click.option("--notes", is_flag=True, help="Of messages: also notes.")
@click.option("--system", is_flag=True, help="Of messages: also those of the system.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@click.option("--wait", is_flag=True, help="Wait where the quota is spent, instead of ending.")
@click.option("--dry-run", is_flag=True, help="Say what it takes, and read no more than that.")
def export(
    session: Session,
    what: str,
    target: str,
    since: str | None,
    overwrite: bool,
    wait: bool,
    dry_run: bool,
    **filters: Any,
) -> int:
    """Write what the flow has to a file, whole or not at all.

    What was read is kept beside the file until it is finished, so that the same command goes on
    where it ended. --since last reads what is new since the last export to that file, which is
    noted beside it: the file before has to be moved away, or --overwrite replaces it.
    """
    path, form = _target(target)
    with session.client(on_exhausted="wait" if wait else "raise") as client:
        if since is not None and what not in _BY_TIME:
            raise CommandError(f"--since is not for {what}: the platform has no such filter")
        window = open_window(path, what, filters, _since(session, since))
        job = _job(client, what, window.start, filters)
        if not path.resolve().parent.is_dir():
            raise CommandError(f"the folder of {path} does not exist")
        if since == "last":
            clear_finished(path, overwrite=overwrite)
        if what in _BY_TIME:
            window.save()
        plan = job.plan(path, format=form)
        say(f"{asking.costs(plan.requests, plan.seconds)}")
        for note in plan.notes:
            say(f"note: {note}")
        if dry_run:
            return DONE
        try:
            with export_bar(plan.requests, client) as update:
                report = job.run(path, format=form, overwrite=overwrite, progress=update)
        except KeyboardInterrupt:
            say("interrupted: to go on, run the same command again")
            return INTERRUPTED
        if report.is_finished and not report.was_finished and what in _BY_TIME:
            window.finish(client)
    say(str(report))
    for note in report.notes:
        say(f"note: {note}")
    if report.resume_at is not None:
        say("to go on, run the same command again")
        return QUOTA_SPENT
    return DONE if report.is_finished and not report.missing and not report.failed else FAILED


def _target(target: str) -> tuple[Path, Any]:
    if target.startswith("sqlite:"):
        return Path(target.removeprefix("sqlite:")), "sqlite"
    if Path(target).suffix.lower() not in _ENDINGS:
        raise CommandError(
            f"--to {target!r} must end in one of {', '.join(_ENDINGS)}, or be sqlite:FILE"
        )
    return Path(target), None


def _job(client: Flochat, what: str, start: datetime | None, filters: dict[str, Any]) -> ExportJob:
    options: dict[str, Any] = {}
    if filters["tag"] or filters["segment"]:
        if what not in BY_PEOPLE:
            raise CommandError(f"--tag and --segment are not for {what}")
        if filters["tag"]:
            options["tag"] = lookups.find_tag(client, filters["tag"])
        if filters["segment"]:
            options["segment"] = lookups.find_segment(client, filters["segment"])
    if (filters["notes"] or filters["system"]) and what != "messages":
        raise CommandError("--notes and --system are for messages")
    if what == "messages":
        people = client.subscribers.list(**options) if options else None
        return client.export.messages(
            people,
            since=start,
            include_notes=filters["notes"],
            include_system=filters["system"],
        )
    if start is not None:
        options["since"] = start
    job: ExportJob = getattr(client.export, what)(**options)
    return job


def _since(session: Session, text: str | None) -> datetime | str | None:
    if text is None or text == "last":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--since {text!r} must be a day like 2026-11-01, or last") from None
    if moment.tzinfo is None:
        zone = session.zone()
        if zone is None:
            raise CommandError(
                "it is not known in which time zone the day is: set time_zone in the profile, "
                "or FLOCHAT_TIME_ZONE"
            )
        moment = moment.replace(tzinfo=zone)
    return moment

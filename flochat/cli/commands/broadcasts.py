"""`flochat broadcast`: a sub flow for everyone with a tag or in a segment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from ..._plurals import counted
from .. import asking, completing, lookups, times
from ..failures import CommandError
from ..output import say
from ..session import Session, command

if TYPE_CHECKING:
    from ..._sync.client import Flochat


@command()
@click.option("--tag", "tags", multiple=True, shell_complete=completing.tags, help="Who has it.")
@click.option("--segment", "segments", multiple=True, help="Who is in it.")
@click.option(
    "--exclude-tag",
    "exclude",
    multiple=True,
    shell_complete=completing.tags,
    help="Not those who have it.",
)
@click.option(
    "--sub-flow",
    required=True,
    metavar="NAME",
    shell_complete=completing.sub_flows,
    help="The sub flow to start.",
)
@click.option("--at", "moment", metavar="TIME", help=f"When: {times.FORMS}. Without it, at once.")
@click.option(
    "--max-recipients",
    type=click.IntRange(min=1),
    metavar="N",
    help="Send nothing if there may be more people than this.",
)
@click.option("--max-per-minute", type=click.IntRange(min=1), metavar="N", help="At this pace.")
@asking.options
def broadcast(
    session: Session,
    tags: Sequence[str],
    segments: Sequence[str],
    exclude: Sequence[str],
    sub_flow: str,
    moment: str | None,
    max_recipients: int | None,
    max_per_minute: int | None,
    yes: bool,
    dry_run: bool,
) -> None:
    """Start a sub flow for everyone with a tag.

    Or in a segment. It is the platform that sends it, so it cannot be taken back once it has begun;
    one that is scheduled can be cancelled: flochat api broadcasts.cancel BROADCAST_NS.
    """
    if bool(tags) == bool(segments):
        raise CommandError("say who: --tag or --segment, one of them")
    if exclude and segments:
        raise CommandError("--exclude-tag goes with --tag")
    zone = session.zone()
    when = None
    if moment is not None:
        when = times.parse_moment(moment, now=datetime.now(UTC), zone=zone)
    with session.client() as client:
        target = lookups.find_sub_flow(client, sub_flow)
        audience = _audience(client, tags, segments)
        count = client.broadcasts.estimate(**audience)
        if max_recipients is not None and count > max_recipients:
            raise CommandError(
                f"up to {counted(count, 'person', 'people')}, and --max-recipients is "
                f"{max_recipients:,}: nothing was sent"
            )
        options: dict[str, Any] = {"scheduled_time": when, "max_per_minute": max_per_minute}
        if exclude:
            options["exclude_tags"] = [lookups.find_tag(client, name) for name in exclude]
        method: Any = client.broadcasts.send_by_tag if tags else client.broadcasts.send_by_segment
        who = audience["tags"] if tags else audience["segments"]
        if dry_run:
            for request in client.prepare(method, who, target, **options):
                click.echo(f"{request.operation} {request.json}")
            return
        at = "now" if when is None else times.show(when, zone)
        asking.confirm(
            asking.Intent(
                what=f"Start {target.name!r} for up to {counted(count, 'person', 'people')}, {at}",
                facts=[
                    f"who: {', '.join(repr(row.name) for row in who)}"
                    + (f" but not {', '.join(map(repr, exclude))}" if exclude else ""),
                    asking.costs(1, 0),
                ],
            ),
            yes=yes,
        )
        method(who, target, max_recipients=max_recipients, **options)
        say(f"{'scheduled for' if when else 'begun'}: {at}")


def _audience(
    client: Flochat, tags: Sequence[str], segments: Sequence[str]
) -> dict[str, list[Any]]:
    if tags:
        return {"tags": [lookups.find_tag(client, name) for name in tags]}
    return {"segments": [lookups.find_segment(client, name) for name in segments]}

"""`flochat import`: the people of a spreadsheet, found or created."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..._plurals import counted
from .. import asking, running, tablefiles
from ..failures import CommandError
from ..output import say
from ..running import Choices
from ..session import Session, command
from ..statuses import DONE

if TYPE_CHECKING:
    from ..._sync.client import Flochat
    from ...tables.reading.person import TablePerson

_FILE = click.Path(path_type=Path, dir_okay=False)
_EXAMPLES: Final = 3


@command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@tablefiles.options
@click.option("--report", type=_FILE, help="Write rows that are not taken to this CSV, and why.")
@click.option("--propose-map", type=_FILE, help="Write a map for --map, and do nothing else.")
@click.option("--create-fields", is_flag=True, help="Create user fields for unknown columns.")
@click.option("--update-profile", is_flag=True, help="Also change names and emails.")
@click.option("--clear", metavar="TEXT", help="The text of a cell that empties a value.")
@running.options
def import_(
    session: Session,
    file: str,
    report: Path | None,
    propose_map: Path | None,
    create_fields: bool,
    update_profile: bool,
    clear: str | None,
    **given: Any,
) -> int:
    """Find or create the people of a file.

    They get its fields and tags. CSV and other text files, and XLSX with the extra `tables`. People
    are known by user_ns, user_id, phone or else email; nobody is created twice. The whole file is
    read first: rows that cannot be used are listed with the reason, and what could mean two things
    is asked.
    """
    chosen = Choices.take(given)
    options = tablefiles.read_options(session)
    options |= {"create_fields": create_fields, "clear": clear}
    with running.client_for(session, chosen) as client:
        fields = list(client.flow.user_fields.list())
        if propose_map is not None:
            tablefiles.write_map(propose_map, file, options, fields)
            say(f"wrote {propose_map}: edit it, and give it with --map")
            return DONE
        table = tablefiles.open_table(file, options, fields, of_any_flow=True)
        checked = table.check(fields=fields)
        tablefiles.tell(checked)
        if report is not None:
            checked.to_csv(report)
            say(f"wrote {counted(checked.refused + checked.repeated, 'row')} to {report}")
        if not checked.taken:
            raise CommandError("no row can be used; nothing was changed")
        if chosen.dry_run:
            return _dry_run(client, table.read(fields=fields), update_profile=update_profile)
        people = file if file == "-" else str(Path(file).resolve())
        arguments = {"update_profile": update_profile, "options": options}
        path, is_begun = running.begin(session, client, chosen, "import", people, arguments)
        with running.discarding(path, is_begun=is_begun):
            job = client.bulk.upsert(table, update_profile=update_profile, journal=path)
            count = _agreed(job, path, chosen)
        return running.carry_out(job, path, count, client, chosen)


def _agreed(job: Any, path: Path, chosen: Choices) -> int:
    """How many people are written, which was agreed to."""
    plan = job.plan()
    retried = running.retried_by(chosen, path, plan)
    count: int = plan.people + retried
    running.check_limit(chosen, count)
    facts = [f"at most {asking.costs(plan.requests + retried, plan.seconds)}"]
    if plan.unusable:
        facts.append(running.unusable_rows(plan))
    asking.confirm(
        asking.Intent(what=f"Find or create {counted(count, 'person', 'people')}", facts=facts),
        yes=chosen.yes,
    )
    return count


def _dry_run(client: Flochat, people: Iterable[TablePerson], *, update_profile: bool) -> int:
    """Show the requests for the first people, and how many there are; only reads."""
    count, shown = 0, 0
    for person in people:
        count += 1
        if shown < _EXAMPLES:
            for operation, body in _requests(client, person, update_profile=update_profile):
                shown += 1
                click.echo(f"row {person.row}: {operation} {asking.masked(body)}")
    say(f"{counted(count, 'person', 'people')}; nothing was changed")
    return DONE


def _requests(
    client: Flochat, person: TablePerson, *, update_profile: bool
) -> Iterator[tuple[str, Any]]:
    """What would be sent for somebody, as far as one look-up tells."""
    from ..._bulk.upserts import CREATE_MANY, goal_of_row
    from ..._requests.subscribers import new_subscriber_body

    country = client._transport.settings.default_country
    goal = goal_of_row(person, country, updates_profile=update_profile)
    names = ("user_id", "phone", "email")
    known = next((name for name in names if getattr(goal, name)), None)
    if goal.user_ns is not None:
        found = client.subscribers.get(goal.user_ns)
    elif known is None or (
        (someone := client.subscribers.find(**{known: getattr(goal, known)})) is None
    ):
        yield CREATE_MANY, {"users": [new_subscriber_body(person.to_new_subscriber())]}
        return
    else:
        found = someone
    left = goal.left_for(found).requests({})
    for request in left:
        yield request.operation, request.body
    if not left:
        yield "nothing to send:", "they have all of it"

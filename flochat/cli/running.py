"""Running a job for many people at a prompt: plan, ask, progress, and how to go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from attrs import fields, frozen

from .._plurals import counted
from . import asking, jobs, tablefiles
from .failures import CommandError
from .output import say
from .recipients import People
from .session import Session
from .statuses import DONE, FAILED, INTERRUPTED, QUOTA_SPENT

if TYPE_CHECKING:
    from .._bulk.jobs import BulkPlan, BulkReport
    from .._sync.bulk_job import BulkJob
    from .._sync.client import Flochat

F = TypeVar("F", bound=Callable[..., Any])

_EXAMPLES: Final = 3
#: How the name of a task begins that reaches people.
_SEND: Final = "send-"


@frozen(kw_only=True)
class Task:
    """What is done to everyone.

    `what` names the command, as in "send-text"; `sentence` says it, with `{people}` where their
    number is put in; `arguments` are all that makes it this task and no other. `method` is what
    does it for one person, with their row; `make` makes the job, given people and journal.
    `preview` is the text that a person will read, if it is one.
    """

    what: str
    sentence: str
    arguments: Mapping[str, Any]
    prepare: Callable[[Mapping[str, Any]], Sequence[Any]]
    make: Callable[[People, Path], BulkJob]
    preview: Callable[[Mapping[str, Any]], str] | None = None


@frozen(kw_only=True)
class Choices:
    """The options of every command that makes a job."""

    journal: Path | None
    again: bool
    yes: bool
    dry_run: bool
    concurrency: int
    wait: bool
    retry_failed: bool
    resend_unknown: bool
    max_people: int | None = None

    @classmethod
    def take(cls, options: dict[str, Any]) -> Choices:
        """Those of all options of a command; the others stay."""
        return cls(**{it.name: options.pop(it.name) for it in fields(cls)})


def options(function: F) -> F:
    """The options of every command that makes a job."""
    for option in reversed(
        [
            click.option(
                "--journal",
                type=click.Path(path_type=Path, dir_okay=False),
                help="The file that remembers what was done.  [default: one in a folder of yours]",
            ),
            click.option("--again", is_flag=True, help="Do what was done already once more."),
            click.option(
                "--max-people",
                type=click.IntRange(min=1),
                metavar="N",
                help="Do nothing if there are more people than this.",
            ),
            click.option(
                "--wait", is_flag=True, help="Wait where the quota is spent, instead of ending."
            ),
            click.option(
                "--retry-failed", is_flag=True, help="Also those who were refused before."
            ),
            click.option(
                "--resend-unknown",
                is_flag=True,
                help="Also those of whom it is not known whether they were reached: some may be "
                "reached twice.",
            ),
            click.option(
                "--concurrency",
                type=click.IntRange(1, 32),
                default=4,
                show_default=True,
                help="How many requests at once.",
            ),
        ]
    ):
        function = option(function)
    return asking.options(function)


@contextmanager
def client_for(session: Session, choices: Choices) -> Iterator[Flochat]:
    """A client that waits for the quota if that was asked for."""
    with session.client(on_exhausted="wait" if choices.wait else "raise") as client:
        yield client


def run(session: Session, client: Flochat, task: Task, people: People, choices: Choices) -> int:
    """Do a task to everyone, once each; the exit status."""
    people.are_sent_to = task.what.startswith(_SEND)
    if choices.dry_run:
        return _dry_run(task, people)
    path, is_begun = begin(session, client, choices, task.what, people.name, task.arguments)
    with discarding(path, is_begun=is_begun):
        job = task.make(people, path)
        plan = job.plan()
        retried = retried_by(choices, path, plan)
        if not plan.people and not retried:
            return _nothing_to_do(job, path, is_begun=is_begun, is_file=people.is_file)
        check_limit(choices, plan.people + retried)
        asking.confirm(_intent(task, people, job, plan, retried), yes=choices.yes)
    return carry_out(job, path, plan.people + retried, client, choices)


def begin(
    session: Session,
    client: Flochat,
    choices: Choices,
    what: str,
    people: str,
    arguments: Mapping[str, Any],
) -> tuple[Path, bool]:
    """The journal of a task, and whether it was begun already, which is said."""
    settings = client._transport.settings
    identity = {
        "host": settings.base_url,
        "flow": settings.customer.flow_ns,
        "what": what,
        "people": people,
        "arguments": arguments,
    }
    path, is_begun = jobs.journal_for(
        choices.journal,
        jobs.Command(
            what=what,
            identity=identity,
            arguments=_command_line(session),
            profile=session.profile_name,
            input=tablefiles.digest(people),
        ),
        again=choices.again,
        retries=choices.retry_failed or choices.resend_unknown,
    )
    if is_begun:
        say(f"going on with {path}")
    return path, is_begun


@contextmanager
def discarding(path: Path, *, is_begun: bool) -> Iterator[None]:
    """Delete a new journal if anything ends the command before the first request."""
    try:
        yield
    except BaseException:
        if not is_begun:
            jobs.discard(path)
        raise


def check_limit(choices: Choices, people: int) -> None:
    """Raise `CommandError` for more people than the command was to reach."""
    if choices.max_people is not None and people > choices.max_people:
        raise CommandError(
            f"{counted(people, 'person', 'people')}, and --max-people is {choices.max_people:,}: "
            "nothing was changed or sent"
        )


def retried_by(choices: Choices, path: Path, plan: BulkPlan) -> int:
    """How many people are processed once more, since that was asked for."""
    found = jobs.counts(path)
    refused = max(0, found.get("failed", 0) - plan.unusable) if choices.retry_failed else 0
    return refused + (found.get("unknown", 0) if choices.resend_unknown else 0)


def carry_out(job: BulkJob, path: Path, total: int, client: Flochat, choices: Choices) -> int:
    """Run a job that was agreed to, with its progress; the exit status."""
    from .progress import progress_bar

    try:
        with progress_bar(total, client) as update:
            report = job.run(
                progress=update,
                concurrency=choices.concurrency,
                retry_failed=choices.retry_failed,
                resend_unknown=choices.resend_unknown,
            )
    except KeyboardInterrupt:
        say(f"interrupted: {job.status()}")
        say(_how_to_go_on(path))
        return INTERRUPTED
    except Exception:
        say(str(job.status()))
        say(_how_to_go_on(path))
        raise
    say(str(report))
    return _status(report, path)


def _status(report: BulkReport, path: Path) -> int:
    if len(report.failed):
        say(f"who was refused, and why: flochat jobs failed {path}")
    if len(report.skipped):
        say(f"who was skipped, and why: flochat jobs failed --skipped {path}")
    if len(report.unknown):
        say(f"who may have been reached: flochat jobs failed --unknown {path}")
    if report.resume_at is not None:
        say(_how_to_go_on(path))
        return QUOTA_SPENT
    if len(report.pending):
        say(_how_to_go_on(path))
    return FAILED if len(report.failed) or len(report.unknown) or len(report.pending) else DONE


def _how_to_go_on(path: Path) -> str:
    return f"to go on, run the same command again, or: flochat jobs resume {path}"


def _nothing_to_do(job: BulkJob, path: Path, *, is_begun: bool, is_file: bool) -> int:
    """What to say where nobody is left: done or skipped, or none of the rows can be used."""
    report = job.status()
    refused = len(report.failed)
    if is_begun:
        say(str(report))
        return _status(report, path)
    for outcome in (*islice(report.failed, _EXAMPLES), *islice(report.skipped, _EXAMPLES)):
        say(_in_row(outcome.position, outcome.error))
    skipped = len(report.skipped)
    jobs.discard(path)
    if refused:
        besides = f"{skipped:,} skipped, and " if skipped else ""
        raise CommandError(
            f"{besides}{counted(refused, 'row')} cannot be used; nothing was changed or sent"
        )
    if skipped:
        say(f"{skipped:,} skipped, and nobody else is there; nothing was changed or sent")
        return DONE
    if is_file:
        raise CommandError("no row is of somebody in the flow; nothing was changed or sent")
    say("there is nobody; nothing was changed or sent")
    return DONE


def _intent(
    task: Task, people: People, job: BulkJob, plan: BulkPlan, retried: int
) -> asking.Intent:
    rows = people.seen[:_EXAMPLES]
    if rows:
        persons = [asking.masked_person(row) for row in rows]
    else:
        persons = [outcome.person for outcome in islice(job.status().pending, _EXAMPLES)]
    facts = [
        f"people: {people.shown}",
        f"first: {', '.join(persons)}" + (", ..." if plan.people + retried > len(persons) else ""),
        asking.costs(plan.requests + retried, plan.seconds),
    ]
    if retried:
        facts.append(f"{retried:,} of them once more")
    if plan.duplicates:
        repeating = counted(plan.duplicates, "row repeats", "rows repeat")
        facts.append(f"{repeating} somebody, who is processed once")
    if plan.unusable:
        facts.append(f"{unusable_rows(plan)}:")
        facts += [
            f"  {_in_row(outcome.position, outcome.error)}"
            for outcome in islice(job.status().failed, _EXAMPLES)
        ]
    if plan.skipped:
        facts.append(f"{counted(plan.skipped, 'row is', 'rows are')} skipped:")
        facts += [
            f"  {_in_row(outcome.position, outcome.error)}"
            for outcome in islice(job.status().skipped, _EXAMPLES)
        ]
    if plan.not_in_journal:
        those = counted(
            plan.not_in_journal,
            "of the people is not in the journal, and stays out",
            "of the people are not in the journal, and stay out",
        )
        facts.append(those)
    return asking.Intent(
        what=task.sentence.format(people=counted(plan.people + retried, "person", "people")),
        facts=facts,
        examples=_previews(task, rows),
    )


def unusable_rows(plan: BulkPlan) -> str:
    """How many rows of a plan cannot be used."""
    return counted(
        plan.unusable, "row cannot be used, and stays out", "rows cannot be used, and stay out"
    )


def _previews(task: Task, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    if task.preview is None:
        return []
    texts = []
    for row in rows:
        try:
            texts.append(task.preview(asking.masked_row(row)))
        except ValueError as error:
            texts.append(f"({error})")
    return texts


def _dry_run(task: Task, people: People) -> int:
    """Show the first requests, who stays out, and how many there would be; nothing is sent."""
    usable, skipped, unusable, shown = 0, 0, 0, 0
    for position, row in enumerate(people, start=1):
        if (refusal := people.refusal(row)) is not None:
            skipped += 1
            if skipped <= _EXAMPLES:
                say(f"row {getattr(row, 'row', position)}: {refusal}")
            continue
        try:
            requests = task.prepare(row)
        except ValueError as error:
            unusable += 1
            if unusable <= _EXAMPLES:
                say(_in_row(position, str(error)))
            continue
        usable += 1
        if shown < _EXAMPLES:
            shown += 1
            for request in requests:
                click.echo(f"{request.operation} {request.json}")
    others = f", {skipped:,} skipped" if skipped else ""
    others += f", {counted(unusable, 'stays out', 'stay out')}" if unusable else ""
    say(f"{counted(usable, 'person', 'people')}{others}; nothing was changed or sent")
    return FAILED if unusable else DONE


def _in_row(position: int, error: str | None) -> str:
    """What is wrong with a row; the number in its own file counts, where the text has that."""
    return error if error is not None and error.startswith("row ") else f"row {position}: {error}"


def _command_line(session: Session) -> list[str]:
    """How this command was called; a profile that was chosen by default is named."""
    ctx = click.get_current_context(silent=True)
    given: list[str] = [] if ctx is None else list(ctx.find_root().obj)
    if session.profile_name is not None and "--profile" not in given:
        given = jobs.with_options(given, "--profile", session.profile_name)
    return given


def escaped(text: str) -> str:
    """A text that a sentence with places to fill in takes as it is."""
    return text.replace("{", "{{").replace("}", "}}")

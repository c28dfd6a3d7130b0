"""What each kind of job does: a job of `client.bulk` or `client.export`, made from its note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from .._wire.operation_table import Safety
from ..errors import FlochatError
from .desk import Desk
from .explaining import explain
from .jobs import Counts, StoppedError, Task, Told
from .sent import Sent

if TYPE_CHECKING:
    from .._async.bulk_job import AsyncBulkJob
    from .._async.export_job import AsyncExportJob
    from .._bulk.jobs import BulkReport
    from .._export.reports import ExportReport

#: What must be allowed for each kind of job.
KINDS: Final[dict[str, tuple[Safety, ...]]] = {
    "add_tags": (Safety.EDIT,),
    "remove_tags": (Safety.EDIT,),
    "send_text": (Safety.BROADCAST,),
    "send_sub_flow": (Safety.BROADCAST,),
    "import": (Safety.EDIT, Safety.CREATE),
    "export": (Safety.READ,),
}
#: Requests of one job that are under way at once.
_CONCURRENCY: Final = 4


def bulk_job(desk: Desk, task: Task, name: str, people: Any) -> AsyncBulkJob:
    """The job for many people of a task. Whoever is in its journal already is not read again."""
    bulk, journal = desk.client.bulk, desk.jobs.journal(name)
    if task.kind == "import":
        return bulk.upsert(people, journal=journal, **task.arguments)
    method = getattr(bulk, task.kind)
    job: AsyncBulkJob = method(people, task.arguments["with"], journal=journal)
    return job


def export_job(desk: Desk, task: Task, name: str | None) -> AsyncExportJob:
    """The export of a task; without the name of a job it is for a plan only."""
    export = desk.client.export
    filters = dict(task.arguments["filters"])
    journal = None if name is None else desk.jobs.journal(name)
    if task.arguments["what"] == "messages":
        people = desk.client.subscribers.list(**filters) if filters else None
        return export.messages(people, journal=journal)
    job: AsyncExportJob = getattr(export, task.arguments["what"])(journal=journal, **filters)
    return job


async def counts_of(desk: Desk, task: Task, name: str) -> Counts:
    """How many are done, failed, unknown and pending, by the journal; nothing for an export."""
    if task.kind == "export" or not desk.jobs.journal(name).exists():
        return {}
    return _counts(await bulk_job(desk, task, name, []).status())


def start(
    desk: Desk,
    task: Task,
    name: str,
    *,
    people: Any = (),
    sent: Sent | None = None,
    retry_failed: bool = False,
) -> None:
    """Begin a run of a job. `sent` is refused by all other tools until it is known who got it."""

    async def work(told: Told) -> Counts:
        try:
            if task.kind == "export":
                return await _export(desk, task, name, told, retry_failed=retry_failed)
            job = bulk_job(desk, task, name, people)
            if not task.is_begun:
                await job.plan()
                desk.jobs.write(name, desk.jobs.read(name), is_begun=True)
            report = await job.run(
                progress=lambda report: told(_counts(report)),
                concurrency=_CONCURRENCY,
                retry_failed=retry_failed,
            )
        except FlochatError as error:
            raise StoppedError(explain(error)) from None
        except OSError as error:
            raise StoppedError(f"the file cannot be written ({error.strerror})") from None
        finally:
            if sent is not None:
                await _keep_unknown(desk, task, name, sent)
        if report.resume_at is not None:
            raise StoppedError(
                f"the key's quota is spent until {report.resume_at.isoformat(timespec='seconds')}"
            )
        return _counts(report)

    def ended(reason: str | None) -> None:
        noted = evolve(desk.jobs.read(name), stopped=reason)
        desk.jobs.write(name, noted)
        desk.audit.note("job ended", task.kind, job=name, stopped=reason)

    desk.jobs.write(name, desk.jobs.read(name), stopped="the server ended while it ran")
    desk.jobs.start(name, work, ended)
    if sent is not None:
        desk.unknown.append(sent)


async def _export(desk: Desk, task: Task, name: str, told: Told, *, retry_failed: bool) -> Counts:
    target = desk.file_folder.root / task.arguments["file"]
    report = await export_job(desk, task, name).run(
        target,
        retry_failed=retry_failed,
        progress=lambda report: told(_rows(report)),
        concurrency=_CONCURRENCY,
    )
    if not report.is_finished:
        raise StoppedError("the key's quota is spent; quota says when it refills")
    return _rows(report)


async def _keep_unknown(desk: Desk, task: Task, name: str, sent: Sent) -> None:
    """Whoever may have got something does not get it again by any tool, however the run ended.

    Where the journal cannot be read that is everybody.
    """
    if desk.jobs.journal(name).exists():
        try:
            report = await bulk_job(desk, task, name, []).status()
        except FlochatError:
            return
        if len(report.unknown):
            people = frozenset(outcome.person for outcome in report.unknown)
            desk.unknown.append(Sent(people, sent.texts, sent.longest))
    desk.unknown.remove(sent)


def people_left(report: BulkReport, *, retry_failed: bool) -> Sequence[str]:
    """Who would be reached by another run."""
    left = [outcome.person for outcome in report.pending]
    return [*left, *(outcome.person for outcome in report.failed)] if retry_failed else left


def _counts(report: BulkReport) -> Counts:
    names = ("done", "failed", "unknown", "pending")
    return {name: len(getattr(report, name)) for name in names}


def _rows(report: ExportReport) -> Counts:
    return {"rows": report.rows, "missing": report.missing, "failed": len(report.failed)}

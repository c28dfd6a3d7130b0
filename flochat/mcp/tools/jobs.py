"""Tools for jobs: how they stand, how they go on; and exports, which are jobs too."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..._export.kinds import BY_PEOPLE, EXPORTS
from ..._plurals import counted
from ..._sending.runtime_async import run_blocking
from ..._wire.operation_table import Safety
from ..answers import Answer, Arguments, Change, ToolError
from ..approval import EXAMPLES
from ..jobs import Task
from ..sent import Sent
from ..tool import FLAG, TEXT, WHOLE, Tool, one_of, rows, text
from ..untrusted import quoted
from ..work import KINDS, bulk_job, counts_of, export_job, people_left, start
from .paging import page, told
from .people import filters_of

if TYPE_CHECKING:
    from ..._bulk.jobs import BulkReport
    from ..._wire.prepared import PreparedRequest
    from ..desk import Desk

_MAX_ROWS: Final = 50
#: What each kind of job does, in words of this server.
_DOES: Final = {
    "add_tags": "adds tags",
    "remove_tags": "removes tags",
    "send_text": "sends a text",
    "send_sub_flow": "starts a sub flow",
    "import": "finds or creates the people of a file",
    "export": "writes a file",
}
_COUNTS: Final = {
    "done": WHOLE,
    "failed": WHOLE,
    "unknown": WHOLE,
    "pending": WHOLE,
    "rows": WHOLE,
}


async def jobs(desk: Desk, given: Arguments) -> Answer:
    if "job" in given:
        return await standing(desk, given["job"], shows_failed=given.get("failed", False))

    async def known() -> Any:
        for name in desk.jobs.names():
            yield name

    names, more = await page(known(), given, most=_MAX_ROWS)
    facts, written = [], {}
    for name in names:
        task = desk.jobs.read(name)
        known_what = {"what": task.what} if name in desk.jobs.own else {}
        pending = (await counts_of(desk, task, name)).get("pending", 0)
        state = _state(desk, name, task, pending)
        facts.append({"job": name, "kind": task.kind, "state": state, **known_what})
        if not known_what and (seen := desk.written(None, {"what": task.what})):
            written[name] = seen
    return Answer(
        text=told(len(facts), "job", more),
        facts={"jobs": facts, **more},
        untrusted=written,
        is_paged=True,
    )


async def standing(desk: Desk, name: str, *, shows_failed: bool = False) -> Answer:
    """How a job stands."""
    task = desk.jobs.read(name)
    running = desk.jobs.running.get(name)
    counts = dict(running.counts) if running is not None else {}
    if not desk.jobs.is_running(name):
        counts = dict(await counts_of(desk, task, name)) or counts
    state = _state(desk, name, task, counts.get("pending", 0))
    written = {}
    if shows_failed and desk.limits.only_tag is not None and name not in desk.jobs.own:
        raise ToolError("this server is only for people with a tag, and that job may have others")
    if shows_failed and task.kind != "export" and desk.jobs.journal(name).exists():
        report = await bulk_job(desk, task, name, []).status()
        written = desk.written(None, {"failed": await run_blocking(_failures, report)})
    facts: dict[str, Any] = {"job": name, "kind": task.kind, "state": state, **counts}
    if state == "stopped" and task.stopped:
        facts["why"] = task.stopped
    return Answer(text=_SENTENCES[state], facts=facts, untrusted=written)


_SENTENCES: Final = {
    "running": "The job is running; jobs says how far it is.",
    "finished": "The job is finished.",
    "stopped": "The job ended before all was done; resume_job goes on with it.",
    "not_begun": "The job ended before anything was done: begin another one.",
}


def _state(desk: Desk, name: str, task: Task, pending: int) -> str:
    if desk.jobs.is_running(name):
        return "running"
    if task.kind != "export" and not task.is_begun:
        return "not_begun"
    if task.kind == "export":
        return "finished" if task.stopped is None else "stopped"
    return "stopped" if pending else "finished"


def _failures(report: BulkReport) -> list[dict[str, str]]:
    """Who was refused or may have been reached, and why, as far as that fits."""
    failed = [{"person": it.person, "error": str(it.error)} for it in islice(report.failed, 20)]
    unknown = [{"person": it.person, "error": "not known"} for it in islice(report.unknown, 20)]
    return [*unknown, *failed]


async def resume_job(desk: Desk, given: Arguments) -> Change:
    name, retries = given["job"], given.get("retry_failed", False)
    task = desk.jobs.read(name)
    if forbidden := [it for it in task.safeties if not desk.limits.allows(it)]:
        raise ToolError(f"the operator does not allow jobs that {forbidden[0].value}")
    if desk.jobs.is_running(name):
        raise ToolError("the job is running already; jobs says how far it is")
    people, requests = await _left(desk, task, name, retries=retries)

    async def make() -> Answer:
        start(desk, task, name, sent=sent, retry_failed=retries)
        await desk.jobs.wait(name, change.count or None)
        return await standing(desk, name)

    count = task.count if people is None else len(people)
    if name not in desk.jobs.own:
        desk.written(None, {"what": task.what, "texts": list(task.texts)})
    change = Change(
        what=f"Go on with {name}, which {_DOES[task.kind]}",
        requests=requests,
        recipients=people,
        count=count,
        texts=task.texts,
        request_count=count,
        safety=_worst(task),
        for_human=desk.for_human({"job": task.what}),
        is_job=True,
        make=make,
    )
    sends = Safety.BROADCAST in task.safeties
    sent = Sent.of(change) if sends else None
    return change


async def _left(
    desk: Desk, task: Task, name: str, *, retries: bool
) -> tuple[list[str] | None, list[PreparedRequest]]:
    """Who is left of a job, None where they cannot be named, and the first requests."""
    if task.kind == "export":
        _check_bounds_of_export(desk, task)
        return None, []
    if not task.is_begun:
        raise ToolError("nothing of that job was begun: begin another one")
    report = await bulk_job(desk, task, name, []).status()
    left = await run_blocking(lambda: people_left(report, retry_failed=retries))
    if not left:
        raise ToolError("nobody is left of that job; jobs says how it ended")
    if len(left) > desk.limits.max_recipients:
        raise ToolError(
            f"the operator allows {counted(desk.limits.max_recipients, 'person', 'people')} at once"
        )
    if task.kind == "import":
        if desk.limits.only_tag is not None:
            raise ToolError("this server is only for people with a tag")
        return None, []
    people = [desk.user_ns(person) for person in left]
    for person in people:
        await desk.check_recipient(person)
    return people, await _requests(desk, task, people[:EXAMPLES])


async def _requests(desk: Desk, task: Task, people: list[str]) -> list[PreparedRequest]:
    is_send = Safety.BROADCAST in task.safeties
    method = getattr(desk.client.messages if is_send else desk.client.subscribers, task.kind)
    argument = task.arguments["with"]
    return [
        request
        for person in people
        for request in await desk.client.prepare(method, person, argument)
    ]


def _worst(task: Task) -> Safety:
    order = (Safety.BROADCAST, Safety.CREATE, Safety.EDIT, Safety.READ)
    return next(safety for safety in order if safety in task.safeties)


async def export(desk: Desk, given: Arguments) -> Change:
    what, file = given["what"], given["file"]
    desk.file_folder.new(file)
    filters = await _filters(desk, given)
    task = Task(
        kind="export",
        needs=tuple(safety.value for safety in KINDS["export"]),
        arguments={
            "what": what,
            "file": file,
            "filters": filters,
            "tag": given.get("tag") or desk.limits.only_tag,
        },
        what=f"Write the {what} to the file {quoted([file])}, as a job",
        count=0,
    )
    plan = await export_job(desk, task, None).plan()

    async def make() -> Answer:
        desk.file_folder.new(file)
        name = desk.jobs.create(task)
        start(desk, task, name)
        await desk.jobs.wait(name, None)
        return await standing(desk, name)

    return Change(
        what=task.what,
        requests=(),
        recipients=None,
        count=plan.people or 0,
        request_count=plan.requests,
        facts={} if plan.rows is None else {"rows": plan.rows},
        safety=Safety.READ,
        is_job=True,
        make=make,
    )


async def _filters(desk: Desk, given: Arguments) -> dict[str, Any]:
    is_of_people = given["what"] in BY_PEOPLE
    if not is_of_people and (given.get("tag") or given.get("segment")):
        raise ToolError("tag and segment are for subscribers and messages")
    if not is_of_people and desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag")
    return await filters_of(desk, given) if is_of_people else {}


def _check_bounds_of_export(desk: Desk, task: Task) -> None:
    if desk.limits.only_tag is not None and task.arguments["tag"] != desk.limits.only_tag:
        raise ToolError("this server is only for people with a tag")


async def files(desk: Desk, given: Arguments) -> Answer:
    found = await run_blocking(desk.file_folder.listed)

    async def known() -> Any:
        for number, file in enumerate(found):
            yield number, file

    listed, more = await page(known(), given, most=_MAX_ROWS)
    facts = [{"ref": str(number), "bytes": size} for number, (_, size) in listed]
    return Answer(
        text=told(len(facts), "file", more),
        facts={"files": facts, **more},
        untrusted=desk.written_of((str(number), {"name": name}) for number, (name, _) in listed),
        is_paged=True,
    )


TOOLS: Final = (
    Tool(
        name="jobs",
        area="jobs",
        area_too="files",
        about="List jobs, or show how one stands; failed=true says who failed, and why.",
        takes={"job": TEXT, "failed": FLAG, "limit": WHOLE, "cursor": WHOLE},
        gives={
            "jobs": rows(job=TEXT, kind=TEXT, state=TEXT, what=TEXT),
            "next": WHOLE,
            "job": TEXT,
            "kind": TEXT,
            "state": TEXT,
            "why": TEXT,
            **_COUNTS,
        },
        read=jobs,
    ),
    Tool(
        name="resume_job",
        area="jobs",
        area_too="files",
        about="Go on with a job that stopped. Nobody is reached twice.",
        takes={"job": TEXT, "retry_failed": FLAG},
        needs=["job"],
        safety=Safety.BROADCAST,
        safety_any=frozenset({Safety.EDIT, Safety.CREATE, Safety.BROADCAST}),
        plan=resume_job,
    ),
    Tool(
        name="export",
        area="files",
        about="Write a table to a new file: .csv, .jsonl, .parquet or .sqlite.",
        takes={
            "what": one_of(*EXPORTS),
            "file": text("people.csv"),
            "tag": TEXT,
            "segment": TEXT,
        },
        needs=["what", "file"],
        uses_files=True,
        plan=export,
    ),
    Tool(
        name="files",
        area="files",
        about="List the files that can be imported.",
        takes={"limit": WHOLE, "cursor": WHOLE},
        gives={"files": rows(ref=TEXT, bytes=WHOLE), "next": WHOLE},
        uses_files=True,
        read=files,
        is_local=True,
    ),
)

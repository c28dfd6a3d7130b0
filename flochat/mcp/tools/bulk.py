"""Tools for many people at once: each makes a job, with a journal that can be resumed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from ..._plurals import counted
from ..._sending.runtime_async import run_blocking
from ..._wire.operation_table import Safety
from ..answers import Answer, Arguments, Change, ToolError
from ..approval import EXAMPLES
from ..jobs import Task
from ..sent import Sent
from ..tool import FLAG, TEXT, TEXTS, Tool, text
from ..untrusted import quoted
from ..work import KINDS, start
from .jobs import standing
from .lookups import namespaces_of_tags, sub_flow_of
from .people import filters_of

if TYPE_CHECKING:
    from ..._wire.prepared import PreparedRequest
    from ...tables.people import People
    from ...tables.reading.report import TableReport
    from ..desk import Desk

#: What answers a question about a file: arguments of `People`.
_ANSWERS: Final = frozenset(
    {
        "blank_consent",
        "country",
        "dayfirst",
        "decimal",
        "delimiter",
        "encoding",
        "header",
        "hidden",
        "map",
        "shared",
        "sheet",
        "time_zone",
    }
)
_SCOPES: Final = ("tag", "segment", "active_last_24h", "field")


async def bulk_tag(desk: Desk, given: Arguments) -> Change:
    tags = await namespaces_of_tags(desk, given["tags"])
    removes = given.get("remove", False)
    subscribers = desk.client.subscribers
    method = subscribers.remove_tags if removes else subscribers.add_tags
    people = await _people(desk, given)
    verb = "Remove" if removes else "Add"
    return await _change(
        desk,
        kind="remove_tags" if removes else "add_tags",
        argument=tags,
        what=f"{verb} the tags {quoted(given['tags'])} for {_whom(given)}, as a job",
        people=people,
        requests=[
            request
            for person in people[:EXAMPLES]
            for request in await desk.client.prepare(method, person, tags)
        ],
    )


async def bulk_send(desk: Desk, given: Arguments) -> Change:
    if ("text" in given) == ("sub_flow" in given):
        raise ToolError("give text or sub_flow, and not both")
    people = await _people(desk, given)
    kind = "send_text" if "text" in given else "send_sub_flow"
    if "text" in given:
        what, argument = "a text", given["text"]
    else:
        argument = await sub_flow_of(desk, given["sub_flow"])
        what = f"the sub flow {quoted([given['sub_flow']])} ({argument})"
    method = getattr(desk.client.messages, kind)
    return await _change(
        desk,
        kind=kind,
        argument=argument,
        what=f"Send {what} to {_whom(given)}, as a job",
        people=people,
        texts=[given["text"]] if "text" in given else [],
        requests=[
            request
            for person in people[:EXAMPLES]
            for request in await desk.client.prepare(method, person, argument)
        ],
    )


async def _change(
    desk: Desk,
    *,
    kind: str,
    argument: Any,
    what: str,
    people: Sequence[str],
    requests: Sequence[PreparedRequest],
    texts: Sequence[str] = (),
) -> Change:
    task = Task(
        kind=kind,
        needs=tuple(safety.value for safety in KINDS[kind]),
        arguments={"with": argument},
        what=what,
        count=len(people),
        texts=tuple(texts),
    )

    async def make() -> Answer:
        name = desk.jobs.create(task)
        start(desk, task, name, people=list(people), sent=sent)
        await desk.jobs.wait(name, len(people))
        return await standing(desk, name)

    each = len(requests) // max(1, min(len(people), EXAMPLES))
    change = Change(
        what=what,
        requests=requests,
        recipients=people,
        count=len(people),
        texts=texts,
        request_count=each * len(people),
        is_job=True,
        make=make,
    )
    sent = Sent.of(change)
    return change


async def _people(desk: Desk, given: Arguments) -> list[str]:
    """Everyone who is meant. Raises `ToolError` if they are more than the operator allows."""
    if not given.get("everyone") and not any(given.get(name) for name in _SCOPES):
        raise ToolError("say who: tag, segment, field, active_last_24h, or everyone=true for all")
    most = desk.limits.max_recipients
    pager = desk.client.subscribers.list(**await filters_of(desk, given))
    people: list[str] = []
    async for person in pager:
        if max(pager.total or 0, len(people) + 1) > most:
            count = f"{pager.total:,}" if pager.total else "more"
            raise ToolError(f"they are {count} people, and the operator allows {most:,} at once")
        people.append(desk.user_ns(person.user_ns))
        desk.know(person)
    if not people:
        raise ToolError("there is nobody like that; count_people says how many there are")
    return list(dict.fromkeys(people))


def _whom(given: Arguments) -> str:
    named = [f"{name} {quoted([given[name]])}" for name in _SCOPES if given.get(name)]
    if "value" in given:
        named.append(f"value {quoted([given['value']])}")
    return f"people by {', '.join(named)}" if named else "everyone"


async def import_people(desk: Desk, given: Arguments) -> Change:
    if desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag, and new people have none")
    name, answers = given["file"], given.get("answers") or {}
    most = desk.limits.max_recipients
    if unknown := set(answers) - _ANSWERS:
        raise ToolError(f"answers has {', '.join(sorted(_ANSWERS))}, not {min(unknown)[:40]!r}")
    content = await run_blocking(desk.file_folder.read, name)
    people, fields = _table(content, answers), await desk.client.flow.user_fields.list().to_list()
    report = await run_blocking(lambda: people.check(fields=fields))
    _check_report(desk, report)
    if report.taken > most:
        raise ToolError(
            f"{counted(report.taken, 'person', 'people')}, and the operator allows {most:,} at once"
        )
    requests = await _requests_of_import(desk, content, answers)
    first = list(islice(people.read(fields=fields), EXAMPLES))
    digest = hashlib.sha256(content).hexdigest()
    what = f"Find or create the people of the file {quoted([name])}, as a job"
    task = Task(
        kind="import",
        needs=tuple(safety.value for safety in KINDS["import"]),
        arguments={"update_profile": given.get("update_profile", False)},
        what=what,
        count=report.taken,
    )

    async def make() -> Answer:
        job = desk.jobs.create(task)
        start(desk, task, job, people=_table(content, answers))
        await desk.jobs.wait(job, report.taken)
        return await standing(desk, job)

    return Change(
        what=what,
        requests=(),
        recipients=None,
        count=report.taken,
        request_count=requests,
        safety=Safety.CREATE,
        bound=digest,
        facts={
            "rows": report.rows,
            "refused": report.refused,
            "repeated": report.repeated,
            "first": [f"row:{person.row}" for person in first],
        },
        for_human=desk.for_human(
            {"rows": [dict(person) for person in first], "not taken": _reasons(report)}
        ),
        is_job=True,
        make=make,
    )


def _table(content: bytes, answers: Mapping[str, Any]) -> People:
    from ...tables.people import People

    return People(content, **answers)


async def _requests_of_import(desk: Desk, content: bytes, answers: Mapping[str, Any]) -> int:
    """How many requests an import takes at most, by a plan whose journal nobody keeps."""
    with TemporaryDirectory(prefix="flochat-") as folder:
        journal = Path(folder, "plan.sqlite")
        plan = await desk.client.bulk.upsert(_table(content, answers), journal=journal).plan()
    return plan.requests


def _check_report(desk: Desk, report: TableReport) -> None:
    """Raise `ToolError` for a file of which something is open, or of which nothing is taken."""
    if report.questions:
        asked = sorted({question.about for question in report.questions})
        shown = [{"question": str(it), "answer": it.answer} for it in report.questions]
        raise ToolError(
            f"the file could mean two things ({', '.join(asked)}): ask the human, and give answers",
            desk.written(None, {"questions": shown}),
        )
    if not report.taken:
        raise ToolError(
            "no row of the file can be used", desk.written(None, {"why": _reasons(report)})
        )


def _reasons(report: TableReport) -> list[str]:
    return [str(outcome) for outcome in report.bad[:EXAMPLES]]


_WHOM: Final = {
    "tag": TEXT,
    "segment": TEXT,
    "field": TEXT,
    "value": TEXT,
    "active_last_24h": FLAG,
    "everyone": FLAG,
}

TOOLS: Final = (
    Tool(
        name="bulk_tag",
        area="jobs",
        about="Add tags to everyone with a tag (or segment, or value of a field), or remove them.",
        takes={"tags": TEXTS, "remove": FLAG, **_WHOM},
        needs=["tags"],
        safety=Safety.EDIT,
        plan=bulk_tag,
    ),
    Tool(
        name="bulk_send",
        area="jobs",
        about="Send everyone with a tag (or segment, or value of a field) a text or a sub flow.",
        takes={"text": TEXT, "sub_flow": text("its name"), **_WHOM},
        safety=Safety.BROADCAST,
        plan=bulk_send,
    ),
    Tool(
        name="import_people",
        area="files",
        about="Find or create the people of a file, and give them its fields and tags.",
        takes={
            "file": TEXT,
            "answers": {"type": "object", "description": '{"country": "AU", "dayfirst": true}'},
            "update_profile": FLAG,
        },
        needs=["file"],
        safety=Safety.CREATE,
        safety_too=Safety.EDIT,
        uses_files=True,
        plan=import_people,
    ),
)

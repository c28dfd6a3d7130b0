"""Tools for messages: conversations read, and things sent to people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from ..._plurals import counted
from ..._wire.operation_table import Safety
from ..answers import Answer, Arguments, Change, ToolError
from ..tool import FLAG, TEXT, TEXTS, WHOLE, Tool, rows, text
from ..untrusted import quoted
from .lookups import namespaces_of_tags, sub_flow_of
from .paging import PAGED, page, told

if TYPE_CHECKING:
    from ...models import TemplateComponent
    from ..desk import Desk

_MAX_MESSAGES: Final = 50
#: Where a value stands in a template.
_PLACE: Final = re.compile(r"\{\{\w+\}\}")


async def read_conversation(desk: Desk, given: Arguments) -> Answer:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    pager = desk.client.subscribers.messages(
        person, include_bot=True, include_notes=bool(given.get("notes"))
    )
    messages, more = await page(pager, given, most=_MAX_MESSAGES)
    facts: list[dict[str, Any]] = []
    written: dict[str, Any] = {}
    for number, message in enumerate(messages):
        ref = str(message.id or number)  # the channel's own identifier may hold a phone
        facts.append(
            {
                "ref": ref,
                "from": message.type,
                "kind": message.msg_type,
                "at": message.ts.isoformat() if message.ts else None,
            }
        )
        # A note is of the team, and the person has never seen it.
        author = None if message.type in ("note", "system") else person
        seen = desk.written(author, {"text": message.content})
        if message.msg_type != "text":  # a file, its name and its address are of who knows whom
            seen |= desk.written(None, {"payload": _payload(message)})
        if seen:
            written[ref] = seen
    return Answer(
        text=told(len(facts), "message", more, order=", the latest first"),
        facts={"user_ns": person, "messages": facts, **more},
        untrusted=written,
        is_paged=True,
    )


async def send_text(desk: Desk, given: Arguments) -> Change:
    person, words = desk.user_ns(given["user_ns"]), given["text"]
    await desk.check_recipient(person)
    method = desk.client.messages.send_text
    return _to_one(
        "Send a text",
        person,
        await desk.client.prepare(method, person, words),
        [words],
        lambda: method(person, words),
    )


async def send_sub_flow(desk: Desk, given: Arguments) -> Change:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    target = await sub_flow_of(desk, given["sub_flow"])
    method = desk.client.messages.send_sub_flow
    return _to_one(
        f"Start the sub flow {quoted([given['sub_flow']])} ({target})",
        person,
        await desk.client.prepare(method, person, target),
        [],
        lambda: method(person, target),
    )


async def send_template(desk: Desk, given: Arguments) -> Change:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    template = await desk.client.whatsapp_templates.get(
        given["template"], language=given.get("language")
    )
    values = given.get("values") or None
    method = desk.client.messages.send_whatsapp_template
    bodies = [_filled(part, values or {}) for part in template.components if part.text]
    texts = [*bodies, *(str(value) for value in (values or {}).values())]
    change = _to_one(
        "Send a WhatsApp template",
        person,
        await desk.client.prepare(method, person, template, values),
        texts,
        lambda: method(person, template, values),
    )
    return evolve(change, untrusted=desk.written(None, {"texts": bodies}))


def _filled(part: TemplateComponent, values: Mapping[str, Any]) -> str:
    """A part of a template as it will be read: with its values in their places."""

    def value(found: re.Match[str]) -> str:
        return str(values.get(f"{part.type}_{found[0]}", found[0]))

    return _PLACE.sub(value, part.text or "")


async def broadcast(desk: Desk, given: Arguments) -> Change:
    if desk.limits.only_tag is not None and given["tags"] != [desk.limits.only_tag]:
        raise ToolError("this server is only for people with one tag")
    tags = await namespaces_of_tags(desk, given["tags"])
    target = await sub_flow_of(desk, given["sub_flow"])
    at = _moment(given.get("at"))
    count = await desk.client.broadcasts.estimate(tags=tags)
    if count > desk.limits.max_recipients:
        people = counted(count, "person", "people")
        raise ToolError(f"up to {people}, and the operator allows {desk.limits.max_recipients:,}")
    method = desk.client.broadcasts.send_by_tag
    requests = await desk.client.prepare(method, tags, target, scheduled_time=at)

    async def make() -> Answer:
        await method(tags, target, scheduled_time=at, max_recipients=desk.limits.max_recipients)
        return Answer(text="The broadcast was taken.", facts={"done": count})

    when = "at once" if at is None else at.isoformat()
    return Change(
        what=(
            f"Start the sub flow {quoted([given['sub_flow']])} ({target}) for everyone with one of "
            f"the tags {quoted(given['tags'])}, {when}"
        ),
        requests=requests,
        recipients=None,
        count=count,
        make=make,
    )


async def assign_agent(desk: Desk, given: Arguments) -> Change:
    person = desk.user_ns(given["user_ns"])
    await desk.check_recipient(person)
    agents = [
        agent
        async for agent in desk.client.flow.agents.list()
        if given["agent"] in (agent.email, agent.name, str(agent.id))
    ]
    if len(agents) != 1 or agents[0].id is None:
        raise ToolError("there is no such agent; list_flow with kind=agents lists them")
    (agent,) = agents
    method = desk.client.subscribers.assign_agent
    requests = await desk.client.prepare(method, person, agent)

    async def make() -> Answer:
        await method(person, agent)
        return Answer(text="Assigned.", facts={"done": 1})

    return Change(
        what=f"Assign agent {agent.id}", requests=requests, recipients=[person], count=1, make=make
    )


async def pause_bot(desk: Desk, given: Arguments) -> Change:
    person, minutes = desk.user_ns(given["user_ns"]), given.get("minutes")
    await desk.check_recipient(person)
    subscribers = desk.client.subscribers
    if given.get("resume"):
        if minutes is not None:
            raise ToolError("give minutes to pause the bot, or resume, not both")
        requests = await desk.client.prepare(subscribers.resume_bot, person)
        what = "Let the bot talk again"
    else:
        requests = await desk.client.prepare(subscribers.pause_bot, person, minutes)
        until = "until it is resumed" if minutes is None else f"for {counted(minutes, 'minute')}"
        what = f"Keep the bot silent {until}"

    async def make() -> Answer:
        if given.get("resume"):
            await subscribers.resume_bot(person)
        else:
            await subscribers.pause_bot(person, minutes)
        return Answer(text="Done.", facts={"done": 1})

    return Change(what=what, requests=requests, recipients=[person], count=1, make=make)


def _to_one(what: str, person: str, requests: Any, texts: list[str], send: Any) -> Change:
    async def make() -> Answer:
        await send()
        return Answer(text="The platform took it.", facts={"done": 1})

    return Change(
        what=what, requests=requests, recipients=[person], count=1, texts=texts, make=make
    )


def _payload(message: Any) -> dict[str, Any]:
    """What else somebody sent: captions, names and links of files; nothing that is nested."""
    payload = message.raw.get("payload")
    if not isinstance(payload, dict):
        return {}
    flat = {key: value for key, value in payload.items() if isinstance(value, str)}
    return dict(islice(flat.items(), 8))


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ToolError("at must be ISO 8601 with its offset: 2026-12-24T18:00+11:00")
    return moment


_TO: Final = {"user_ns": TEXT}

TOOLS: Final = (
    Tool(
        name="read_conversation",
        area="messages",
        about="Read the latest messages with a person, of about a month.",
        takes={**_TO, **PAGED, "notes": FLAG},
        needs=["user_ns"],
        gives={
            "user_ns": TEXT,
            "messages": rows(**{"ref": TEXT, "from": TEXT, "kind": TEXT, "at": TEXT}),
            "next": WHOLE,
        },
        read=read_conversation,
    ),
    Tool(
        name="send_text",
        area="messages",
        about="Send a person a text.",
        takes={**_TO, "text": TEXT},
        needs=["user_ns", "text"],
        safety=Safety.SEND,
        plan=send_text,
    ),
    Tool(
        name="send_sub_flow",
        area="messages",
        about="Start a sub flow for a person.",
        takes={**_TO, "sub_flow": text("its name")},
        needs=["user_ns", "sub_flow"],
        safety=Safety.SEND,
        plan=send_sub_flow,
    ),
    Tool(
        name="send_template",
        area="messages",
        about="Send a person a WhatsApp template.",
        takes={
            **_TO,
            "template": text("its name"),
            "language": TEXT,
            "values": {"type": "object", "description": '{"BODY_{{1}}": "Ana"}'},
        },
        needs=["user_ns", "template"],
        safety=Safety.SEND,
        plan=send_template,
    ),
    Tool(
        name="assign_agent",
        area="messages",
        about="Assign a conversation to an agent, by name, email or id.",
        takes={**_TO, "agent": TEXT},
        needs=["user_ns", "agent"],
        safety=Safety.EDIT,
        plan=assign_agent,
    ),
    Tool(
        name="pause_bot",
        area="messages",
        about="Keep the bot silent for a person, so that an agent can talk; or resume it.",
        takes={**_TO, "minutes": WHOLE, "resume": FLAG},
        needs=["user_ns"],
        safety=Safety.EDIT,
        plan=pause_bot,
    ),
    Tool(
        name="broadcast",
        area="messages",
        about="Start a sub flow for everyone with one of the tags.",
        takes={"tags": TEXTS, "sub_flow": text("its name"), "at": text("ISO 8601 with offset")},
        needs=["tags", "sub_flow"],
        safety=Safety.BROADCAST,
        plan=broadcast,
    ),
)

"""Tools for the flow itself: what it consists of, its quota, its errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..._plurals import counted
from ..answers import Answer, Arguments, ToolError
from ..telling import tell
from ..tool import TEXT, WHOLE, Tool, one_of, rows
from .paging import PAGED, page, told

if TYPE_CHECKING:
    from ..._async.pager import AsyncPager
    from ...models import Subscriber
    from ..desk import Desk

T = TypeVar("T")

#: What an audit costs: how many people a request gives, its other lists, and the errors it reads.
_PAGE: Final = 100
_AUDIT_LISTS: Final = 16
_AUDIT_ERRORS: Final = 1_000
#: How many requests an audit takes at most, unless the call says more.
_AUDIT_REQUESTS: Final = 50
_MAX_ROWS: Final = 100
#: Each kind of thing in a flow: where the client has it, and what identifies one.
_KINDS: Final = {
    "tags": ("tags", "tag_ns"),
    "user_fields": ("user_fields", "var_ns"),
    "bot_fields": ("bot_fields", "var_ns"),
    "sub_flows": ("sub_flows", "sub_flow_ns"),
    "segments": ("segments", "segment_ns"),
    "agents": ("agents", "id"),
    "shortcuts": ("shortcuts", "id"),
    "inbound_webhooks": ("inbound_webhooks", "sub_flow_ns"),
    "templates": ("", "namespace"),
}
#: What is a fact about a thing; everything else of it is somebody's text.
_FACTS: Final = ("var_type", "is_online", "role", "status", "language", "category")
_TEXTS: Final = ("name", "description", "value", "email", "text")


async def list_flow(desk: Desk, given: Arguments) -> Answer:
    kind = given["kind"]
    things, more = await page(_things(desk, kind), given, most=_MAX_ROWS, default=50)
    by_ref = [(str(getattr(thing, _KINDS[kind][1])), thing) for thing in things]
    facts = [{"ref": ref} | _some(thing, _FACTS) for ref, thing in by_ref]
    return Answer(
        text=told(len(facts), kind.removesuffix("s"), more),
        facts={"things": facts, **more},
        untrusted=desk.written_of((ref, _some(thing, _TEXTS)) for ref, thing in by_ref),
        is_paged=True,
    )


async def quota(desk: Desk, _given: Arguments) -> Answer:
    known = desk.client.quota
    left = max(0, desk.limits.max_requests - desk.budget.spent)
    return Answer(
        text="The key's quota, and what the operator leaves to this server.",
        facts={
            "limit": known.limit,
            "remaining": known.remaining,
            "resets_at": known.resets_at and known.resets_at.isoformat(timespec="seconds"),
            "left_for_this_server": left,
        },
    )


async def flow_errors(desk: Desk, given: Arguments) -> Answer:
    if desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag, and errors are of everybody")
    pager = desk.client.flow.error_logs.list(node_ns=given.get("node_ns"))
    errors, more = await page(pager, given, most=_MAX_ROWS)
    facts = [
        {
            "ref": str(error.id),
            "node_ns": error.node_ns,
            "at": error.created_at and error.created_at.isoformat(),
        }
        for error in errors
    ]
    return Answer(
        text=told(len(facts), "error", more),
        facts={"errors": facts, **more},
        untrusted=desk.written_of((str(it.id), {"description": it.description}) for it in errors),
        is_paged=True,
    )


async def audit_flow(desk: Desk, given: Arguments) -> Answer:
    """What nobody uses, and what fails: everyone is read, since no filter says who has a value."""
    if desk.limits.only_tag is not None:
        raise ToolError("this server is only for people with a tag, and an audit is of everybody")
    most = given.get("max_requests", _AUDIT_REQUESTS)
    flow, pager = desk.client.flow, desk.client.subscribers.list()
    people = await pager.count()
    price = -(-people // _PAGE) + _AUDIT_LISTS
    if price > most:
        whom = counted(people, "person", "people")
        raise ToolError(
            f"it takes about {counted(price, 'request')} for {whom}: give max_requests={price} "
            "if the human agrees"
        )
    counts = await _counts(pager, people)
    unused: dict[str, list[Any]] = {
        "tags": [it async for it in flow.tags.list() if not counts[it.tag_ns]],
        "user_fields": [it async for it in flow.user_fields.list() if not counts[it.var_ns]],
    }
    failing = Counter([it.node_ns async for it in _first(flow.error_logs.list(), _AUDIT_ERRORS)])
    sub_flows = {it.sub_flow_ns async for it in flow.sub_flows.list()}
    hooks = [it async for it in flow.inbound_webhooks.list() if it.sub_flow_ns not in sub_flows]
    findings: list[dict[str, Any]] = [
        {"kind": kind, "ref": str(getattr(it, _KINDS[kind][1])), "finding": "unused"}
        for kind, things in unused.items()
        for it in things
    ]
    findings += [
        {"kind": "nodes", "ref": str(node_ns), "finding": "fails", "count": count}
        for node_ns, count in failing.most_common()
        if node_ns
    ]
    findings += [
        {"kind": "inbound_webhooks", "ref": str(it.sub_flow_ns), "finding": "leads_nowhere"}
        for it in hooks
    ]
    names = desk.written_of(
        (str(getattr(it, _KINDS[kind][1])), {"name": it.name})
        for kind, things in unused.items()
        for it in things
    )
    return Answer(
        text=f"{counted(len(findings), 'finding')} among {counted(people, 'person', 'people')}.",
        facts={"people": people, "findings": findings},
        untrusted=names,
    )


async def _counts(pager: AsyncPager[Subscriber], people: int) -> Counter[str | None]:
    """How many people have each tag, and a value of each field."""
    counts = Counter[str | None]()
    seen = 0
    async for listed in pager.pages():
        seen += len(listed)
        for person in listed:
            counts.update(tag.tag_ns for tag in person.tags)
            counts.update(it.var_ns for it in person.user_fields if it.value)
        await tell(seen, people, "people")
    return counts


async def _first(things: AsyncIterable[T], most: int) -> AsyncIterator[T]:
    count = 0
    async for thing in things:
        count += 1
        yield thing
        if count == most:
            return


def _things(desk: Desk, kind: str) -> AsyncIterator[Any]:
    if kind == "templates":
        return aiter(desk.client.whatsapp_templates.list())
    return aiter(getattr(desk.client.flow, _KINDS[kind][0]).list())


def _some(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(thing, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}


TOOLS: Final = (
    Tool(
        name="list_flow",
        area="flow",
        about="List what the flow consists of.",
        takes={"kind": one_of(*_KINDS), **PAGED},
        needs=["kind"],
        gives={"things": rows(ref=TEXT, status=TEXT, var_type=TEXT), "next": WHOLE},
        read=list_flow,
    ),
    Tool(
        name="flow_errors",
        area="flow",
        about="List errors of the flow's nodes.",
        takes={"node_ns": TEXT, **PAGED},
        gives={"errors": rows(ref=TEXT, node_ns=TEXT, at=TEXT), "next": WHOLE},
        read=flow_errors,
    ),
    Tool(
        name="audit_flow",
        area="flow",
        about="Find tags and fields that nobody has, nodes that fail, webhooks that lead nowhere.",
        takes={"max_requests": WHOLE},
        gives={
            "people": WHOLE,
            "findings": rows(kind=TEXT, ref=TEXT, finding=TEXT, count=WHOLE),
        },
        read=audit_flow,
    ),
    Tool(
        name="quota",
        area="flow",
        about="Show how many requests are left. Costs none.",
        takes={},
        gives={
            "limit": WHOLE,
            "remaining": WHOLE,
            "resets_at": TEXT,
            "left_for_this_server": WHOLE,
        },
        read=quota,
        is_local=True,
    ),
)

"""Tools for the flow itself: what it consists of, its quota, its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from ..answers import Answer, Arguments, ToolError
from ..tool import TEXT, WHOLE, Tool, one_of, rows

if TYPE_CHECKING:
    from ..desk import Desk

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
    start, limit = given.get("cursor", 0), min(given.get("limit", 50), _MAX_ROWS)
    facts: list[dict[str, Any]] = []
    written: dict[str, Any] = {}
    position = 0
    is_more = False
    async for thing in _things(desk, kind):
        position += 1
        if position <= start:
            continue
        if len(facts) == limit:
            is_more = True
            break
        ref = str(getattr(thing, _KINDS[kind][1]))
        facts.append({"ref": ref} | _some(thing, _FACTS))
        seen = desk.written(None, _some(thing, _TEXTS))
        if seen:
            written[ref] = seen
    more = {"next": start + limit} if is_more else {}
    return Answer(
        text=f"{len(facts)} {kind}{', and more from the cursor on' if is_more else ''}.",
        facts={"things": facts, **more},
        untrusted=written,
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
    limit = min(given.get("limit", 20), _MAX_ROWS)
    errors = await desk.client.flow.error_logs.list(node_ns=given.get("node_ns")).to_list(
        max_items=limit
    )
    facts, written = [], {}
    for error in errors:
        at = error.created_at and error.created_at.isoformat()
        facts.append({"ref": str(error.id), "node_ns": error.node_ns, "at": at})
        seen = desk.written(None, {"description": error.description})
        if seen:
            written[str(error.id)] = seen
    return Answer(text=f"{len(facts)} errors.", facts={"errors": facts}, untrusted=written)


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
        takes={"kind": one_of(*_KINDS), "limit": WHOLE, "cursor": WHOLE},
        needs=["kind"],
        gives={"things": rows(ref=TEXT, status=TEXT, var_type=TEXT), "next": WHOLE},
        read=list_flow,
    ),
    Tool(
        name="flow_errors",
        area="flow",
        about="List errors of the flow's nodes.",
        takes={"node_ns": TEXT, "limit": WHOLE},
        gives={"errors": rows(ref=TEXT, node_ns=TEXT, at=TEXT)},
        read=flow_errors,
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

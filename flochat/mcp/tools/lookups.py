"""From names to namespaces, with the names that are nearly right where there is none."""

from __future__ import annotations

from collections.abc import AsyncIterable, Sequence
from typing import TYPE_CHECKING, Any

from ..answers import ToolError

if TYPE_CHECKING:
    from ..desk import Desk


async def tag_of(desk: Desk, name: str) -> str:
    """The namespace of a tag."""
    return await _one(desk.client.flow.tags.list(), "tag", name, "tag_ns")


async def segment_of(desk: Desk, name: str) -> str:
    """The namespace of a segment."""
    return await _one(desk.client.flow.segments.list(), "segment", name, "segment_ns")


async def user_field_of(desk: Desk, name: str) -> str:
    """The namespace of a user field."""
    return await _one(desk.client.flow.user_fields.list(), "user_field", name, "var_ns")


async def sub_flow_of(desk: Desk, name: str) -> str:
    """The namespace of a sub flow."""
    return await _one(desk.client.flow.sub_flows.list(), "sub_flow", name, "sub_flow_ns")


async def namespaces_of_tags(desk: Desk, names: Sequence[str]) -> list[str]:
    """The namespaces of tags, in one reading of their list."""
    if not names:
        raise ToolError("tags must not be empty: list_flow gives their names")
    known = {tag.name: tag.tag_ns async for tag in desk.client.flow.tags.list()}
    by_namespace = {tag_ns: tag_ns for tag_ns in known.values()}
    found = [known.get(name) or by_namespace.get(name) for name in names]
    if None in found:
        raise ToolError(_missing("tag"))
    return [str(tag_ns) for tag_ns in found]


async def _one(rows: AsyncIterable[Any], kind: str, name: str, namespace: str) -> str:
    found = [row async for row in rows if name in (row.name, getattr(row, namespace))]
    if len(found) > 1:
        raise ToolError(f"{len(found)} have that name: give the {namespace}")
    if not found:
        raise ToolError(_missing(kind))
    return str(getattr(found[0], namespace))


def _missing(kind: str) -> str:
    """Names of the flow are texts of others: they are listed by a tool, not in an error."""
    return f"there is no {kind} of that name; list_flow with kind={kind}s lists them"

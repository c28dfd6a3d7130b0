"""Resources: the flow, its quota, and what each operation takes. No stranger's text is in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import mcp_types as types

from .._wire.operation_table import TABLE
from .answers import ToolError

if TYPE_CHECKING:
    from .service import Service

_FLOW: Final = "flochat://flow"
_QUOTA: Final = "flochat://quota"
_OPERATIONS: Final = "flochat://operations/"


def listed(service: Service) -> list[types.Resource]:
    """The resources within the operator's limits."""
    found = [types.Resource(uri=_QUOTA, name="quota", description="What is left of the quota.")]
    if "flow" in service.desk.limits.areas:
        about = "How many tags, fields, sub flows and so on the flow has."
        found.append(types.Resource(uri=_FLOW, name="flow", description=about))
    return found


def templates(service: Service) -> list[types.ResourceTemplate]:
    """The resources that are named by a pattern."""
    if "any" not in service.desk.limits.areas:
        return []
    return [
        types.ResourceTemplate(
            uri_template=f"{_OPERATIONS}{{operation}}",
            name="operation",
            description='What an operation takes: "GET /flow/tags", percent-encoded.',
        )
    ]


async def read(service: Service, uri: str) -> str:
    """A resource as JSON. Raises `ToolError` for one that is not there."""
    known = {str(resource.uri) for resource in listed(service)}
    service.desk.audit.write("read", _kind(uri))
    if uri == _QUOTA:
        return _json(_quota(service))
    if uri == _FLOW and uri in known:
        return _json(await _flow(service))
    if uri.startswith(_OPERATIONS) and templates(service):
        return _json(_operation(service, unquote(uri.removeprefix(_OPERATIONS))))
    raise ToolError("there is no such resource")


def _kind(uri: str) -> str:
    """What the log says of a resource: not its address, which may be anything."""
    named = {_QUOTA: "quota", _FLOW: "flow"}
    return named.get(uri, "operation" if uri.startswith(_OPERATIONS) else "unknown")


def _quota(service: Service) -> dict[str, Any]:
    quota, limits = service.desk.client.quota, service.desk.limits
    return {
        "limit": quota.limit,
        "remaining": quota.remaining,
        "left_for_this_server": max(0, limits.max_requests - service.desk.budget.spent),
    }


async def _flow(service: Service) -> dict[str, Any]:
    """What the flow consists of, by numbers: names are texts of others, and come from tools."""
    desk = service.desk
    await desk.check_flow()
    if not desk.taint.is_clean:  # numbers tell of others too
        desk.taint.read(None)
    snapshot = await desk.client.flow.snapshot()
    return {
        "flow_number": snapshot.flow_number,
        "tags": len(snapshot.tags),
        "user_fields": len(snapshot.user_fields),
        "bot_fields": len(snapshot.bot_fields),
        "sub_flows": len(snapshot.sub_flows),
        "segments": len(snapshot.segments),
        "agents": len(snapshot.agents),
        "inbound_webhooks": len(snapshot.inbound_webhooks),
    }


def _operation(service: Service, operation: str) -> dict[str, Any]:
    from .tools.any_call import takes

    row = TABLE.get(operation)
    if row is None or not service.desk.limits.allows(row.safety):
        raise ToolError("there is no such operation here; find_operation gives their names")
    return {"operation": operation, "safety": row.safety.value, "takes": takes(operation)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)

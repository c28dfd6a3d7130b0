"""All tools, by their names."""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import Limits
from ..tool import Tool
from . import any_call, bulk, flow, jobs, messages, people, shop

_MODULES = (people, messages, flow, shop, bulk, jobs, any_call)
ALL: dict[str, Tool] = {tool.name: tool for module in _MODULES for tool in module.TOOLS}


def allowed(limits: Limits) -> Iterator[Tool]:
    """The tools that the operator's options leave: the others are neither listed nor callable."""
    for tool in ALL.values():
        if not limits.areas & {tool.area, tool.area_too} or not _is_allowed(tool, limits):
            continue
        if tool.uses_files and not limits.has_files:
            continue
        if tool.area == "any" and limits.only_tag is not None:
            continue  # a call of any kind cannot be held to the people with a tag
        yield tool


def _is_allowed(tool: Tool, limits: Limits) -> bool:
    if tool.safety_any:
        return limits.has_files or any(map(limits.allows, tool.safety_any))
    return limits.allows(tool.safety) and limits.allows(tool.safety_too)

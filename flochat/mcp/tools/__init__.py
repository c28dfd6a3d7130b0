"""All tools, by their names."""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import Limits
from ..tool import Tool
from . import any_call, flow, messages, people, shop

ALL: dict[str, Tool] = {
    tool.name: tool for module in (people, messages, flow, shop, any_call) for tool in module.TOOLS
}


def allowed(limits: Limits) -> Iterator[Tool]:
    """The tools that the operator's options leave: the others are neither listed nor callable."""
    for tool in ALL.values():
        if tool.area not in limits.areas or not limits.allows(tool.safety):
            continue
        if tool.area == "any" and limits.only_tag is not None:
            continue  # a call of any kind cannot be held to the people with a tag
        yield tool

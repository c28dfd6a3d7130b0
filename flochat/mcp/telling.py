"""What the host is told while a call is under way: how far it is, and what was logged of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any, Final, TypeAlias

#: Takes how much is done, of how much (None where that is not known), and a word about it.
Progress: TypeAlias = Callable[[float, float | None, str], Awaitable[None]]

#: How the host of this call hears of progress; None where it does not want to.
progress_of_call: ContextVar[Progress | None] = ContextVar("progress_of_call", default=None)
#: What the host of this call says that it is; None where it says nothing.
host_of_call: ContextVar[str | None] = ContextVar("host_of_call", default=None)
#: What was logged during this call, for the host; None outside of one.
steps_of_call: ContextVar[list[Mapping[str, Any]] | None] = ContextVar(
    "steps_of_call", default=None
)

_LEVELS: Final[Mapping[str, str]] = {
    "refused": "warning",
    "failed": "error",
    "unknown": "error",
    "asked": "debug",
}


async def tell(done: float, total: float | None, words: str) -> None:
    """Tell the host how far a call is. `words` are of this server."""
    progress = progress_of_call.get()
    if progress is not None:
        await progress(done, total, words)


def note_step(step: str, tool: str) -> None:
    """Remember a step for the log of the host. No text and no argument of a call is in it."""
    steps = steps_of_call.get()
    if steps is not None:
        steps.append({"level": _LEVELS.get(step, "info"), "step": step, "tool": tool})

"""What a process leaves as it is when it ends: to take it apart, object by object, takes time."""

from __future__ import annotations

from typing import Final

#: A list, in a process that does no more than one command.
_LEFT: Final[list[list[object]]] = []


def end_with_process() -> None:
    """Say that this process does no more than one command."""
    _LEFT.append([])


def leave(*them: object) -> None:
    """Leave these to the end of the process, if that is near."""
    for left in _LEFT:
        left.extend(them)

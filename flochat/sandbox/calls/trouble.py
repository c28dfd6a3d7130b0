"""What goes wrong between the platform and a service, on demand and without waiting."""

from __future__ import annotations

from collections import deque
from enum import StrEnum


class Trouble(StrEnum):
    """One way in which a call of a service fails, whatever the service does."""

    UNREACHABLE = "unreachable"  #: the service is not called
    TOO_LATE = "too late"  #: it is called, and the platform has given up when it answers
    CUT_OFF = "cut off"  #: it is called, and half of its answer arrives
    TWICE = "twice"  #: it is called twice with the same; the second answer counts


class TroublePlan:
    """The troubles of the next calls, in their order."""

    def __init__(self) -> None:
        self._coming: deque[Trouble] = deque()

    def add(self, trouble: Trouble, times: int) -> None:
        """Let the next calls that have none yet fail like this."""
        self._coming.extend([trouble] * times)

    def take(self) -> Trouble | None:
        """The trouble of a call that begins; None without one."""
        return self._coming.popleft() if self._coming else None

    def clear(self) -> None:
        """Let all go well again."""
        self._coming.clear()

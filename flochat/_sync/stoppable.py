# Derived by scripts/sync_twin.py from
# flochat/_async/stoppable.py: edit that one.
"""Runs of many requests that can be stopped: what ends their waits, and what is raised then."""

from __future__ import annotations

from typing import Final, Protocol

from .._sending import runtime_sync

#: How long a wait goes on at most before it looks whether its run is to stop, in seconds.
_STOP_CHECK_INTERVAL: Final = 0.5


class RunStoppedError(Exception):
    """The run is to stop: nothing was sent any more, and what was done is in the journal."""


class StoppableRun(Protocol):
    """A run, as its waits know it."""

    is_stopping: bool

    def keep_alive(self) -> None:
        """Called every half second of a wait."""


class StoppableRuntime(runtime_sync.Runtime):
    """Ends a wait when its run is to stop; the quota may make a request wait for an hour."""

    def __init__(self, runtime: runtime_sync.Runtime, run: StoppableRun) -> None:
        self._runtime = runtime
        self._run = run

    def time(self) -> float:
        return self._runtime.time()

    def monotonic(self) -> float:
        return self._runtime.monotonic()

    def random(self) -> float:
        return self._runtime.random()

    def sleep(self, seconds: float) -> None:
        remaining = seconds
        while remaining > 0:
            if self._run.is_stopping:
                raise RunStoppedError
            self._runtime.sleep(min(remaining, _STOP_CHECK_INTERVAL))
            self._run.keep_alive()
            remaining -= _STOP_CHECK_INTERVAL

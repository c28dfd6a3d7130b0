"""A clock that tests can set ahead, and on which nobody really waits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .. import AsyncRuntime, Runtime


class Clock:
    """The time of a sandbox and of its clients: the real one, and as far ahead as was waited.

    A client that is given `runtime` (or `async_runtime`, for `AsyncFlochat`) does not wait between
    retries, or for its quota: the clock moves instead, for the sandbox too. The clients of the
    fixtures have it; give it to others that a test makes:

        client = Flochat(server.api_key, base_url=server.url, runtime=clock.runtime)
    """

    def __init__(self) -> None:
        self._ahead = 0.0
        #: How long clients would have waited, in seconds, in order.
        self.waits: Final[list[float]] = []

    def time(self) -> float:
        """The Unix time in seconds."""
        return time.time() + self._ahead

    def monotonic(self) -> float:
        """The seconds since some moment."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Set the clock ahead: `advance(3600)` refills the quota. Raises `ValueError` below 0."""
        __tracebackhide__ = True
        if seconds < 0:
            raise ValueError(f"a clock can only be set ahead, not by {seconds} seconds")
        self._ahead += seconds

    def reset(self) -> None:
        """Return to the real time, and forget the waits."""
        self._ahead = 0.0
        self.waits.clear()

    @property
    def runtime(self) -> Runtime:
        """What `Flochat(runtime=...)` takes."""
        from .. import Runtime

        clock = self

        class ClockRuntime(Runtime):
            def time(self) -> float:
                return clock.time()

            def monotonic(self) -> float:
                return clock.monotonic()

            def sleep(self, seconds: float) -> None:
                clock._wait(seconds)

        return ClockRuntime()

    @property
    def async_runtime(self) -> AsyncRuntime:
        """What `AsyncFlochat(runtime=...)` takes."""
        from .. import AsyncRuntime

        clock = self

        class ClockRuntime(AsyncRuntime):
            def time(self) -> float:
                return clock.time()

            def monotonic(self) -> float:
                return clock.monotonic()

            async def sleep(self, seconds: float) -> None:
                clock._wait(seconds)
                await asyncio.sleep(0)

        return ClockRuntime()

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._ahead += max(0.0, seconds)

"""What `_async` needs of asyncio; its counterpart `_io_sync` does the same with threads.

These two are the only I/O modules of which neither is derived from the other.
"""

from __future__ import annotations

import asyncio
import inspect
import random
import time
from typing import Any


class AsyncRuntime:
    """Clock, sleep and chance. Pass another one to the client to test what waits."""

    def time(self) -> float:
        """The Unix time in seconds."""
        return time.time()

    def random(self) -> float:
        """A number from 0.0 to 1.0."""
        return random.random()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


#: A clock over everything inside it; raises TimeoutError when the time is over.
time_limit = asyncio.timeout


def place() -> object:
    """What connections belong to: those of one event loop are of no use in another."""
    return asyncio.get_running_loop()


async def finished(result: Any) -> Any:
    """What a call comes to: it has to be awaited, unless it gave something to iterate over."""
    return await result if inspect.isawaitable(result) else result


def cap_reads(_client: Any) -> None:
    """Nothing to do: `time_limit` cancels a read that goes on for too long."""

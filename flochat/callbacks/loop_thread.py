"""An event loop in a thread of its own, for `async` handlers of a server that has none."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable
from threading import Lock, Thread, current_thread
from typing import TypeVar

T = TypeVar("T")


class LoopThread:
    """One loop for all calls of a process: connections of an async client belong to their loop."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process = 0
        self._thread: Thread | None = None

    def run(self, awaitable: Awaitable[T]) -> T:
        """Wait for something in the loop, from any other thread."""

        async def wait() -> T:
            return await awaitable

        if self._thread is current_thread():
            raise RuntimeError(
                "an async handler must use handle_async, since handle would block it"
            )
        return asyncio.run_coroutine_threadsafe(wait(), self._of_this_process()).result()

    def _of_this_process(self) -> asyncio.AbstractEventLoop:
        """The loop; a process that was forked has not the thread that runs it."""
        with self._lock:
            if self._loop is None or self._process != os.getpid():
                self._loop = asyncio.new_event_loop()
                self._process = os.getpid()
                self._thread = Thread(
                    target=self._loop.run_forever, name="flochat-loop", daemon=True
                )
                self._thread.start()
            return self._loop

"""A server on loopback that can fall silent: it takes every request and answers none of them.

What it answers says that the quota is large, so that it is no quota that holds callers back.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define, field

_BODY = b'{"id": 7, "name": "Ana", "status": "ok"}'
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
    b"x-ratelimit-limit: 1000000000\r\nx-ratelimit-remaining: 999999999\r\n\r\n" % len(_BODY)
) + _BODY


@define
class SilentServer:
    """A running server: its base URL, and how many requests it has received."""

    url: str
    requests: int = 0
    _speaks: threading.Event = field(factory=threading.Event)

    def fall_silent(self) -> None:
        """Answer no request that begins from now on."""
        self._speaks.clear()

    def speak(self) -> None:
        """Answer what comes from now on; who was not answered never will be."""
        self._speaks.set()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(length or 0))
                self.requests += 1
                if not self._speaks.is_set():
                    await reader.read()  # until the client leaves
                    break
                writer.write(_ANSWER)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has left, or the test is over
        finally:
            writer.transport.abort()


@contextmanager
def silent_server() -> Iterator[SilentServer]:
    """A server that answers at first."""
    loop = asyncio.new_event_loop()
    server = SilentServer("")
    server.speak()

    async def serve() -> None:
        listening = await asyncio.start_server(server.answer, "127.0.0.1", 0, backlog=1024)
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/api"
        ready.set()
        await stopped.wait()
        listening.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)  # some have not even begun
        await asyncio.sleep(0.01)  # the aborted connections are closed in another turn of the loop

    ready, stopped = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join()
        loop.close()

"""A proxy on loopback that adds the token: the judges know no way to give one.

It is not in the package. Everything else goes through as it came, `Host` and `Origin` above all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Queue
from threading import Thread
from typing import Final

_END: Final = b"\r\n\r\n"
_MAX_HEAD: Final = 65_536


@contextmanager
def token_proxy(port: int, token: str) -> Iterator[int]:
    """The port of a proxy for the server at `port` of this machine."""
    started: Queue[tuple[int, Callable[[], object]]] = Queue()

    async def run() -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await _pass_on(reader, writer, port, token)
            writer.close()

        loop, ending = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=_MAX_HEAD)
        own_port = server.sockets[0].getsockname()[1]
        started.put((own_port, lambda: loop.call_soon_threadsafe(ending.set)))
        await ending.wait()
        server.close()

    thread = Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    own_port, end = started.get(timeout=10)
    try:
        yield own_port
    finally:
        end()
        thread.join(10)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, token: str
) -> None:
    """One request and its answer: the connection is closed then."""
    head = await reader.readuntil(_END)
    lines = head[: -len(_END)].split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(b"connection:")]
    kept += [f"Authorization: Bearer {token}".encode(), b"Connection: close"]
    there, to_there = await asyncio.open_connection("127.0.0.1", port)
    try:
        to_there.write(b"\r\n".join(kept) + _END)
        ways = {
            asyncio.create_task(_copy(reader, to_there)),
            asyncio.create_task(_copy(there, writer)),
        }
        try:  # whichever end is gone, nobody waits for the other
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
    finally:
        to_there.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()

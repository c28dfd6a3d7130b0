"""An ASGI application on real HTTP, served by a thread of this process."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

HOST: Final = "127.0.0.1"
_PATIENCE: Final = 1.0


@contextmanager
def listening(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve on a bound socket for as long as the context lasts; then no thread is left."""
    server = _Server(
        uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
    )
    thread = threading.Thread(
        target=server.run, args=([listener],), name="flochat sandbox", daemon=True
    )
    thread.start()
    server.ready.wait()
    try:
        yield
    finally:
        server.stop()
        thread.join()


def bound(port: int) -> socket.socket:
    """A socket on this machine's own address; port 0 is any free one. Raises `OSError`."""
    # asyncio sends small packets at once only on sockets that name their protocol; on others each
    # answer waits some 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"{error.strerror}: {HOST}:{port}") from None
    return listener


class _Server(uvicorn.Server):
    """uvicorn's server without the tenths of a second that it sleeps before it stops."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.ready.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_PATIENCE)
        await asyncio.sleep(0)

"""An ASGI application on real HTTP, served by a thread of this process."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from .transmit import CUT

HOST: Final = "127.0.0.1"
#: How long to wait for a connection that is just being accepted, in seconds: asyncio loses, and
#: leaves open, one that arrives while the server closes.
_ACCEPT_DELAY: Final = 0.01
#: How long requests may take to end when the server stops, in seconds.
_SHUTDOWN_TIMEOUT: Final = 0.5


@contextmanager
def serve_in_thread(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve on a bound socket while the context lasts; no thread is left afterwards."""
    server = _Server(app)
    thread = threading.Thread(
        target=server.run_on, args=(listener,), name="flochat sandbox", daemon=True
    )
    thread.start()
    loop = server.running.result()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.stopping.set)
        thread.join()


def bind_socket(port: int) -> socket.socket:
    """A socket bound to the loopback address; port 0 is any free one. Raises `OSError`."""
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
    """uvicorn's server, able to cut connections.

    It stops without the tenths of a second that uvicorn sleeps first.
    """

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
        )
        super().__init__(config)
        self._app = app
        #: The loop that serves, once it does, or what kept it from serving.
        self.running: Future[asyncio.AbstractEventLoop] = Future()
        self.stopping = asyncio.Event()

    def run_on(self, listener: socket.socket) -> None:
        """Serve until `stopping` is set."""
        try:
            self.run([listener])
        except BaseException as error:
            if self.running.done():
                raise
            self.running.set_exception(error)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[CUT] = lambda: self._cut(scope["client"])
        await self._app(scope, receive, send)

    def _cut(self, client: tuple[str, int]) -> None:
        for connection in list(self.server_state.connections):
            if connection.transport.get_extra_info("peername") == client:
                connection.transport.abort()

    async def main_loop(self) -> None:
        self.running.set_result(asyncio.get_running_loop())
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await asyncio.sleep(_ACCEPT_DELAY)
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_SHUTDOWN_TIMEOUT)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

"""Services that the platform would call, on real HTTP."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, Final
from wsgiref.validate import validator

from starlette.types import ASGIApp
from werkzeug.serving import WSGIRequestHandler, make_server

from flochat.sandbox.listener import HOST, bind_socket, serve_in_thread

SECRET: Final = "the-secret-that-nothing-shows"
HEADERS: Final = {"X-Flochat-Secret": SECRET}


@contextmanager
def serving_asgi(app: Any) -> Iterator[str]:
    """The address of an ASGI app that is served while the context lasts."""
    asgi: ASGIApp = app
    with bind_socket(0) as listener, serve_in_thread(asgi, listener):
        yield f"http://{HOST}:{listener.getsockname()[1]}"


@contextmanager
def serving_wsgi(app: Any) -> Iterator[str]:
    """The address of a WSGI app that is served, by threads, while the context lasts."""
    server = make_server(HOST, 0, _checked(app), threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://{HOST}:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _checked(app: Any) -> Any:
    """The app with what PEP 3333 asks of it checked; werkzeug itself has a number for a text."""
    checked = validator(app)
    return lambda environ, start: checked(
        environ | {"REMOTE_PORT": str(environ["REMOTE_PORT"])}, start
    )


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  # werkzeug's name
        """Write nothing."""


def exchange(url: str, request: bytes, *, ends: bool = False) -> bytes:
    """What a server sends back for bytes that no client would send, up to its end.

    With `ends` the client goes away behind them.
    """
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)

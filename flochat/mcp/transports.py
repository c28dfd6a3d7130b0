"""How the server is reached: over standard input and output, or over HTTP on loopback."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any, Final

from mcp.server.stdio import stdio_server

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

#: The path of the server over HTTP.
PATH: Final = "/mcp"
_MIN_TOKEN: Final = 16

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


async def serve_stdio(server: Server[Any]) -> None:
    """Serve one host, until it closes standard input."""
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


async def serve_http(
    server: Server[Any], *, port: int, token: str, ready: Callable[[str], None]
) -> None:
    """Serve on loopback, for whoever has the token; `ready` is given the address."""
    import uvicorn

    app = guarded(server.streamable_http_app(streamable_http_path=PATH, host="127.0.0.1"), token)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="on")
    listener = config.bind_socket()
    listener.listen(config.backlog)  # whoever is told the address may use it at once
    ready(f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}")
    await uvicorn.Server(config).serve(sockets=[listener])


def check_token(token: str) -> str:
    """The token, if it is one that nobody guesses. Raises `ValueError`."""
    if len(token) < _MIN_TOKEN or not token.isascii() or not token.isprintable():
        raise ValueError(f"the token must be at least {_MIN_TOKEN} ASCII characters")
    return token


def guarded(app: Any, token: str) -> _App:
    """The same app for requests that have the token; others get 401 before their body is read."""
    wanted = f"Bearer {token}".encode()

    async def check(scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "lifespan":
            given = [value for name, value in scope["headers"] if name == b"authorization"]
            if len(given) != 1 or not secrets.compare_digest(given[0], wanted):
                await _refuse(send)
                return
        await app(scope, receive, send)

    return check


async def _refuse(send: _Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"www-authenticate", b"Bearer")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": b"the token is missing or wrong\n"})

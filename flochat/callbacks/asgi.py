"""The door for ASGI servers and frameworks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, TypeAlias

from ..errors import ConfigurationError
from .answers import CallbackAnswer
from .calls import Calls, Endpoint
from .incoming import Incoming, too_large
from .refusals import CallbackNotFound, CallbackUnreadable
from .routes import Routes
from .timing import LateHandlers

AsgiMessage: TypeAlias = MutableMapping[str, Any]
AsgiScope: TypeAlias = MutableMapping[str, Any]
AsgiReceive: TypeAlias = Callable[[], Awaitable[AsgiMessage]]
AsgiSend: TypeAlias = Callable[[AsgiMessage], Awaitable[None]]

#: How long late handlers are waited for when the server stops, in seconds.
_GRACE: Final = 10.0
_POLICY_VIOLATION: Final = 1008


class AsgiApp:
    """An ASGI app that answers the platform; `Callbacks.asgi` makes it.

    It may be mounted below a path. When the server stops, late handlers get ten seconds.
    """

    def __init__(self, calls: Calls, routes: Routes[Endpoint], late: LateHandlers) -> None:
        self._calls = calls
        self._routes = routes
        self._late = late

    async def __call__(self, scope: AsgiScope, receive: AsgiReceive, send: AsgiSend) -> None:
        """Serve one connection, as ASGI says."""
        match scope.get("type"):
            case "http":
                await self._serve(scope, receive, send)
            case "lifespan":
                await self._live(receive, send)
            case "websocket":
                await receive()
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            case other:
                raise ConfigurationError(
                    f"an ASGI scope must be http, lifespan or websocket, not {other!r:.40}"
                )

    async def _live(self, receive: AsgiReceive, send: AsgiSend) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._late.finish(_GRACE)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _serve(self, scope: AsgiScope, receive: AsgiReceive, send: AsgiSend) -> None:
        incoming = Incoming.of_bytes(
            scope.get("headers") or (), scope.get("method", ""), scope.get("query_string") or b""
        )
        body = _Body(receive, self._calls.gate.max_body)
        try:
            path, endpoint = self._routes.find(_path_below(scope))
        except CallbackNotFound as error:
            self._calls.refuse(incoming, error)
            answer = error.answer
        else:
            answer = await self._calls.answer_async(endpoint, incoming, path, body.read)
        if not body.is_cut:
            await _send(send, answer, has_body=incoming.method != "HEAD")


class _Body:
    """The body of a request, read when it is asked for."""

    def __init__(self, receive: AsgiReceive, max_body: int) -> None:
        self._receive = receive
        self._max_body = max_body
        #: Whether the client went away before all of it came: nobody reads an answer.
        self.is_cut = False

    async def read(self, _length: int | None) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.is_cut = True
                raise CallbackUnreadable("the body ended before all of it came")
            part = message.get("body", b"")
            size += len(part)
            if size > self._max_body:
                raise too_large(self._max_body)
            parts.append(part)
            if not message.get("more_body"):
                return parts[0] if len(parts) == 1 else b"".join(parts)


def _path_below(scope: AsgiScope) -> str:
    """The path without that of the mount, which is in front of it since ASGI 3.0, or not."""
    path: str = scope.get("path", "")
    root = (scope.get("root_path") or "").rstrip("/")
    if root and (path == root or path.startswith(f"{root}/")):
        return path[len(root) :]
    return path


async def _send(send: AsgiSend, answer: CallbackAnswer, *, has_body: bool) -> None:
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in answer.headers.items()
    ]
    headers.append((b"content-length", b"%d" % len(answer.body)))
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body if has_body else b""})
    except OSError:  # the client is gone; servers that say so raise this
        return

"""Services that the sandbox calls: they answer as a test says, and keep what was posted."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from attrs import define, field

from .hostile_server import Request, Step, answer, hostile_server

#: Where the platform finds the service.
SHOP: Final = "https://shop.example"
MORE: Final = f"{SHOP}/more"


def content(*messages: Any, **parts: Any) -> dict[str, Any]:
    """Dynamic content of version 1; a str among the messages is a text."""
    full = [{"type": "text", "text": it} if isinstance(it, str) else it for it in messages]
    return {"version": "v1", "content": {"messages": full, **parts}}


def button(caption: str = "More", **keys: Any) -> dict[str, Any]:
    """A callback button of the shop."""
    kind = {"type": "dynamic_block_callback", "caption": caption, "url": MORE, "method": "post"}
    return {**kind, **keys}


@define
class Service:
    """A service on loopback. `reply` may be changed at any time."""

    url: str
    #: What was posted, the oldest first.
    requests: list[Request]
    #: JSON to answer with, steps of a hostile server, or a function of the request.
    reply: Any = field(factory=content)

    @property
    def routes(self) -> dict[str, str]:
        """What leads the sandbox here."""
        return {SHOP: self.url}

    @property
    def bodies(self) -> list[Any]:
        """What was posted: JSON, or bytes of another type; None for an empty body."""
        return [_body(it) for it in self.requests]

    def steps(self, request: Request) -> list[Step]:
        """The answer to a request."""
        reply = self.reply(request) if callable(self.reply) else self.reply
        if isinstance(reply, list) and reply and not isinstance(reply[0], dict):
            return reply
        return answer(json.dumps(reply))


def _body(request: Request) -> Any:
    if not request.body or "json" not in request.headers["content-type"]:
        return request.body or None
    return json.loads(request.body)


@contextmanager
def service() -> Iterator[Service]:
    """A running service, which says nothing until it is given something to say."""
    running: list[Service] = []
    with hostile_server(lambda request: running[0].steps(request)) as log:
        running.append(Service(log.url, log.requests))
        yield running[0]


@define
class AppService:
    """A service in this process, an ASGI application. `reply` and `status` may be changed."""

    #: JSON to answer with, or bytes.
    reply: Any = field(factory=content)
    status: int = 200
    content_type: str = "application/json"
    #: The bodies of what was posted, the oldest first.
    bodies: list[bytes] = field(factory=list)

    async def __call__(
        self,
        scope: Mapping[str, Any],
        receive: Callable[[], Awaitable[Mapping[str, Any]]],
        send: Callable[[Mapping[str, Any]], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        self.bodies.append((await receive())["body"])
        reply = self.reply
        body = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        headers = [(b"content-type", self.content_type.encode())]
        start = {"type": "http.response.start", "status": self.status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})

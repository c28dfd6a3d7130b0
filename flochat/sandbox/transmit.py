"""How an answer is put on the wire, or what a fault leaves of it."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .answers import Answer
from .faults import Fault

#: Where the listener puts the function that cuts a request's connection.
CUT: Final = "flochat.cut"
#: A slow body comes in this many parts, with pauses of so many seconds.
_PARTS: Final = 5
_PAUSE: Final = 0.02


async def transmit(
    answer: Answer | None, fault: Fault | None, scope: Scope, receive: Receive, send: Send
) -> None:
    """Put an answer on the wire, or what a fault leaves of it; None cuts the connection."""
    if answer is None:
        await _cut(scope, receive)
        return
    headers = {"content-type": answer.content_type, **answer.headers}
    whole = Response(answer.content, answer.status, headers)
    if fault not in (Fault.CUT_BODY, Fault.SLOW_BODY):
        await whole(scope, receive, send)
        return
    await send(
        {"type": "http.response.start", "status": answer.status, "headers": whole.raw_headers}
    )
    for part in _parts(answer.content):
        await send({"type": "http.response.body", "body": part, "more_body": True})
        await asyncio.sleep(_PAUSE)
        if fault is Fault.CUT_BODY:
            await _cut(scope, receive)
            return
    await send({"type": "http.response.body", "body": b""})


async def _cut(scope: Scope, receive: Receive) -> None:
    scope[CUT]()
    while (await receive())["type"] != "http.disconnect":
        pass


def _parts(content: bytes) -> list[bytes]:
    size = len(content) // _PARTS + 1
    return [content[start : start + size] for start in range(0, len(content), size)]

"""How many calls the ASGI door answers, beside a bare Starlette route with the same JSON.

Both are served by one uvicorn in a process of its own, in turns. Ours checks the secret, looks for
placeholders, and makes its content anew for each call.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.measure import Ratio, report
from flochat import AddTag, Content, Text
from flochat.callbacks import CallbackRequest, Callbacks
from flochat.sandbox.listener import HOST, bind_socket, serve_in_thread

_CALLS: Final = 1_000
_CONNECTIONS: Final = 8
_ROUNDS: Final = 9
_CALLS_WITHOUT_SERVER: Final = 2_000
_SECRET: Final = "the-secret-of-the-benchmark"
_URL: Final = "https://shop.example/more"
_OURS: Final = "/ours"
_THEIRS: Final = "/theirs"
_BODY: Final = json.dumps(
    {
        "user_ns": "f12u34",
        "name": "Ana Example",
        "phone": "+61412345678",
        "email": "{{email}}",
        "channel": "whatsapp",
        "message": "Where is my order?",
        "order": {"number": 7, "items": ["Shirt", "Hat"]},
    }
).encode()


def _ours() -> ASGIApp:
    callbacks = Callbacks(_SECRET)

    async def status(request: CallbackRequest) -> Content:
        more = callbacks.button("More", _URL, payload={"page": 2}, person=request)
        return Content([Text("It is on its way", buttons=[more])], actions=[AddTag("Asked")])

    return callbacks.asgi({_OURS: status})


def _theirs() -> ASGIApp:
    callbacks = Callbacks(_SECRET)
    more = callbacks.button("More", _URL, payload={"page": 2}, person="f12u34")
    answer = Content([Text("It is on its way", buttons=[more])], actions=[AddTag("Asked")])
    data = answer.to_dict()

    async def status(request: Request) -> JSONResponse:
        await request.json()
        return JSONResponse(data)

    return Starlette(routes=[Route(_THEIRS, status, methods=["POST"])])


@contextmanager
def _serving() -> Iterator[int]:
    """The port of a server of both that runs while the context lasts."""
    command = [sys.executable, "-m", "benchmarks.callbacks", "--serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.stdin.close()


def _serve() -> None:
    ours, theirs = _ours(), _theirs()

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        await (ours if scope["path"] == _OURS else theirs)(scope, receive, send)

    with bind_socket(0) as listener:
        port = listener.getsockname()[1]
        with serve_in_thread(either, listener):
            print(port, flush=True)
            sys.stdin.read()


def _request(path: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\n"
        f"X-Flochat-Secret: {_SECRET}\r\nContent-Length: {len(_BODY)}\r\n\r\n"
    )
    return head.encode() + _BODY


class _Connection:
    """A connection that asks for nothing but the time that the server takes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def call(self, request: bytes) -> bytes:
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
        body = await self._reader.readexactly(length)
        assert head.startswith(b"HTTP/1.1 200"), (head, body)
        return body

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


async def _measure(port: int) -> tuple[float, float]:
    pool = [_Connection(*await asyncio.open_connection(HOST, port)) for _ in range(_CONNECTIONS)]
    answers = [json.loads(await pool[0].call(_request(path))) for path in (_OURS, _THEIRS)]
    assert answers[0] == answers[1], answers

    async def seconds(path: str) -> float:
        request = _request(path)

        async def work(connection: _Connection) -> None:
            for _ in range(_CALLS // _CONNECTIONS):
                await connection.call(request)

        began = time.perf_counter()
        await asyncio.gather(*map(work, pool))
        return time.perf_counter() - began

    result = await _in_turns(seconds)
    for connection in pool:
        await connection.close()
    return result


async def _in_turns(seconds: Any) -> tuple[float, float]:
    """The median time of ours and of theirs, of rounds in turns."""
    ours, theirs = [], []
    for number in range(_ROUNDS + 1):
        both = await seconds(_OURS), await seconds(_THEIRS)
        if number:  # the first round fills the caches
            ours.append(both[0])
            theirs.append(both[1])
    return statistics.median(ours), statistics.median(theirs)


async def _measure_without_server() -> tuple[float, float]:
    """The same without a server, which takes most of the time."""
    apps = {_OURS: _ours(), _THEIRS: _theirs()}

    async def seconds(path: str) -> float:
        began = time.perf_counter()
        for _ in range(_CALLS_WITHOUT_SERVER):
            await _call(apps[path], path)
        return time.perf_counter() - began

    return await _in_turns(seconds)


async def _call(app: ASGIApp, path: str) -> None:
    headers = [
        (b"host", b"shop.example"),
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(_BODY)),
        (b"x-flochat-secret", _SECRET.encode()),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": headers,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": _BODY, "more_body": False}

    async def send(_message: Message) -> None:
        pass

    await app(scope, receive, send)


def main() -> int:
    with _serving() as port:
        served = asyncio.run(_measure(port))
    alone = asyncio.run(_measure_without_server())
    name = f"{_CALLS:,} calls of a service, beside a bare Starlette route with the same JSON"
    return report(
        Ratio(name, *served, limit=1 / 0.8),
        Ratio(f"{_CALLS_WITHOUT_SERVER:,} of them without a server", *alone),
    )


if __name__ == "__main__":
    if "--serve" in sys.argv:
        _serve()
    else:
        sys.exit(main())

"""How many calls the ASGI door answers, beside a bare Starlette route with the same JSON.

All are served by one uvicorn in a process of its own, in turns, and what counts is the time of the
processor that it takes: a server that is busy answers as many calls as fit into that. Both read the
JSON of a call and answer with what they have ready; ours checks the secret and looks for
placeholders, too. The second line is a handler that makes its content anew, button and all.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.measure import Ratio, report
from flochat import AddTag, Content, Text
from flochat.callbacks import CallbackRequest, Callbacks
from flochat.sandbox.listener import HOST, bind_socket, serve_in_thread

_CALLS: Final = 160
_CONNECTIONS: Final = 8
_ROUNDS: Final = 60
_CALLS_WITHOUT_SERVER: Final = 160
_SECRET: Final = "the-secret-of-the-benchmark"
_URL: Final = "https://shop.example/more"
_READY: Final = "/ready"
_ANEW: Final = "/anew"
_THEIRS: Final = "/theirs"
#: How much time of the processor the server has taken so far.
_TIME: Final = "/time"
_PATHS: Final = (_READY, _ANEW, _THEIRS)
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


def _content(callbacks: Callbacks, person: CallbackRequest | str) -> Content:
    more = callbacks.button("More", _URL, payload={"page": 2}, person=person)
    return Content([Text("It is on its way", buttons=[more])], actions=[AddTag("Asked")])


def _ours() -> ASGIApp:
    callbacks = Callbacks(_SECRET)
    content = _content(callbacks, "f12u34")

    async def ready(_request: CallbackRequest) -> Content:
        return content

    async def anew(request: CallbackRequest) -> Content:
        return _content(callbacks, request)

    return callbacks.asgi({_READY: ready, _ANEW: anew})


def _theirs() -> ASGIApp:
    data = _content(Callbacks(_SECRET), "f12u34").to_dict()

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

    async def tell(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse(time.process_time())(scope, receive, send)

    apps = {_READY: ours, _ANEW: ours, _THEIRS: theirs, _TIME: tell}

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        await apps[scope["path"]](scope, receive, send)

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


async def _measure(port: int) -> list[float]:
    pool = [_Connection(*await asyncio.open_connection(HOST, port)) for _ in range(_CONNECTIONS)]
    answers = [json.loads(await pool[0].call(_request(path))) for path in _PATHS]
    assert answers[0] == answers[1] == answers[2], answers

    async def seconds(path: str) -> float:
        request = _request(path)

        async def work(connection: _Connection) -> None:
            for _ in range(_CALLS // _CONNECTIONS):
                await connection.call(request)

        began = json.loads(await pool[0].call(_request(_TIME)))
        await asyncio.gather(*map(work, pool))
        ended = json.loads(await pool[0].call(_request(_TIME)))
        return float(ended - began)

    result = await _in_turns(seconds)
    for connection in pool:
        await connection.close()
    return result


async def _in_turns(seconds: Callable[[str], Awaitable[float]]) -> list[float]:
    """The median time of each, of many short rounds in turns."""
    times: dict[str, list[float]] = {path: [] for path in _PATHS}
    for number in range(_ROUNDS + 1):
        for path, kept in times.items():
            taken = await seconds(path)
            if number:  # the first round fills the caches
                kept.append(taken)
    return [statistics.median(kept) for kept in times.values()]


async def _measure_without_server() -> list[float]:
    """The same without a server, which takes most of the time."""
    ours = _ours()
    apps = {_READY: ours, _ANEW: ours, _THEIRS: _theirs()}

    async def seconds(path: str) -> float:
        began = time.process_time()
        for _ in range(_CALLS_WITHOUT_SERVER):
            await _call(apps[path], path)
        return time.process_time() - began

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
    ready, anew, theirs = served
    ready_alone, anew_alone, theirs_alone = alone
    name = f"{_CALLS} calls of a service, beside a bare Starlette route with the same JSON"
    return report(
        Ratio(name, ready, theirs, limit=1 / 0.8),
        Ratio("with content that is made anew", anew, theirs),
        Ratio("without a server", ready_alone, theirs_alone),
        Ratio("without a server, with content that is made anew", anew_alone, theirs_alone),
    )


if __name__ == "__main__":
    if "--serve" in sys.argv:
        _serve()
    else:
        sys.exit(main())

"""An HTTP server on loopback that answers byte by byte as a test wants it, however bad that is.

page = answer("<html>", content_type="text/html")
with hostile_server(routes({"/api": page, "/slow": [*page, HANG]})) as server:
    ...  # server.url, server.requests
"""

from __future__ import annotations

import itertools
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from attrs import define, field, frozen


@frozen
class Request:
    """A request as received; header names in lower case, connections numbered from 1."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


@frozen
class Pause:
    """Send nothing for a while, in seconds."""

    seconds: float


@frozen
class Reset:
    """Cut the connection with a TCP reset instead of closing it."""


Step = bytes | Pause | Reset
Handler = Callable[[Request], Iterable[Step]]

HANG = Pause(3600)
RESET = Reset()


@define
class HostileServer:
    """A running server: its base URL (without a slash at the end) and what was asked of it."""

    url: str
    requests: list[Request] = field(factory=list)


@contextmanager
def hostile_server(handler: Handler, *, keep_alive: bool = False) -> Iterator[HostileServer]:
    """Answer each request with the steps that `handler` gives for it, then close the connection.

    With `keep_alive`, wait for another request instead.
    """
    with _Server(handler, keep_alive) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.log
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


@contextmanager
def answers(*each: Iterable[Step]) -> Iterator[HostileServer]:
    """A server that gives these answers in order, and repeats the last one."""
    remaining = list(each)
    with hostile_server(
        lambda _: remaining.pop(0) if len(remaining) > 1 else remaining[0]
    ) as server:
        yield server


def routes(answers: Mapping[str, Iterable[Step]]) -> Handler:
    """A handler that answers by target (path and query) with the same steps each time, or 404."""
    missing = answer('{"message": "Not found"}', status=404)
    return lambda request: answers.get(request.target, missing)


def answer(
    body: str | bytes = b"",
    *,
    status: int = 200,
    content_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> list[Step]:
    """A whole, well-formed answer: its head and its body."""
    data = body.encode() if isinstance(body, str) else body
    fields = {
        "Content-Type": content_type,
        "Content-Length": str(len(data)),
        "Connection": "close",
        **(headers or {}),
    }
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {text}" for name, text in fields.items())]
    return ["\r\n".join([*lines, "", ""]).encode("latin-1"), data]


def redirect(location: str, *, status: int = 302) -> list[Step]:
    """A redirect to a URL."""
    return answer(status=status, headers={"Location": location})


def drip(step: Step, every: float) -> list[Step]:
    """The bytes of a step one by one, with a pause (in seconds) before each."""
    assert isinstance(step, bytes)
    return [part for byte in step for part in (Pause(every), bytes([byte]))]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 512

    def __init__(self, handler: Handler, keep_alive: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.handler = handler
        self.keep_alive = keep_alive
        self.connections = itertools.count(1)
        self.stopping = threading.Event()
        self.log = HostileServer(f"http://127.0.0.1:{self.server_address[1]}")


class _Connection(socketserver.StreamRequestHandler):
    timeout = 30

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        connection = next(server.connections)
        with suppress(OSError):  # the client left, which is what most tests are about
            while (request := self._read(connection)) is not None:
                server.log.requests.append(request)
                for step in server.handler(request):
                    self._take(step, server.stopping)
                if not server.keep_alive:
                    break

    def _read(self, connection: int) -> Request | None:
        head = iter(lambda: self.rfile.readline().decode("latin-1").rstrip("\r\n"), "")
        first = next(head, None)
        if first is None:
            return None
        method, target, _ = first.split(" ", 2)
        fields = (line.partition(":") for line in head)
        headers = {name.lower(): text.strip() for name, _, text in fields}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        return Request(method, target, headers, body, connection)

    def _take(self, step: Step, stopping: threading.Event) -> None:
        match step:
            case bytes():
                self.connection.sendall(step)
            case Pause(seconds):
                if stopping.wait(seconds):
                    raise ConnectionAbortedError
            case Reset():
                linger_for_no_time = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_no_time)
                self.connection.close()

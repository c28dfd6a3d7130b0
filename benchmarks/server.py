"""A server that costs next to nothing, in a process of its own, for what is measured over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from benchmarks.people import person
from flochat.sandbox.listener import bind_socket, serve_in_thread

PAGES = 1_000
ROWS = 100
_ME = json.dumps({"id": 7, "name": "Ana", "email": "ana@example.com"}).encode()
_FIELDS = json.dumps(
    {
        "data": [
            {"var_ns": f"f1v{number}", "name": f"Field {number}", "var_type": "text"}
            for number in range(5)
        ],
        "meta": {"current_page": 1, "last_page": 1, "total": 5},
    }
).encode()


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server that runs while the context lasts."""
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


async def _answer(scope: Scope, _receive: Receive, send: Send) -> None:
    content = _content(scope)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def _content(scope: Scope) -> bytes:
    if scope["method"] != "GET":
        return b'{"status": "ok"}'
    if scope["path"] == "/api/flow/user-fields":
        return _FIELDS
    return _ME if scope["path"] == "/api/me" else _page(scope["query_string"].decode())


def _page(query: str) -> bytes:
    """One page of 100,000 subscribers."""
    page = int(parse_qs(query)["page"][0])
    rows = [person(number) for number in range((page - 1) * ROWS, page * ROWS)]
    meta = {"current_page": page, "last_page": PAGES, "total": PAGES * ROWS}
    return json.dumps({"data": rows, "meta": meta}).encode()


if __name__ == "__main__":
    with bind_socket(0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        with serve_in_thread(_answer, listener):
            print(address, flush=True)
            sys.stdin.read()

"""An ASGI application of this process, as a server would run it.

It has an event loop of its own, in a thread, so that it may call the sandbox as it likes. What it
does after its answer, or when it is late, it does to the end, as it would on a server.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from concurrent.futures import CancelledError
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from ..._sending.log import log_fields
from .loop_thread import LoopThread
from .no_answer import NoAnswer, raised, stopped, too_large, too_late
from .outcome import PostedRequest, ServiceAnswer

LOG: Final = logging.getLogger("flochat.sandbox.calls")

#: How long an application may take to start, and to stop, in seconds.
_START_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 2.0
#: How much longer to wait for one that blocks its event loop, in seconds.
_GRACE: Final = 0.5
_VERSIONS: Final = {"version": "3.0", "spec_version": "2.3"}
_PORTS: Final = {"https": 443, "http": 80}


class AsgiService:
    """An application with its event loop, which starts with the first request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._thread = LoopThread("flochat sandbox service")
        self._lock = threading.Lock()
        self._lifespan: _Lifespan | None = None
        #: What runs on after its answer.
        self._tasks: set[asyncio.Task[None]] = set()

    def post(self, request: PostedRequest, seconds: float, max_bytes: int) -> ServiceAnswer:
        """The answer to a request. Raises `NoAnswer`."""
        self._start()
        future = self._thread.submit(self._answer(request, seconds, max_bytes))
        try:
            return future.result(seconds + _GRACE)
        except CancelledError:
            raise stopped() from None
        except TimeoutError:
            raise too_late(seconds) from None

    def _start(self) -> None:
        with self._lock:
            if self._lifespan is not None:
                return
            lifespan = _Lifespan(self._app)
            try:
                self._thread.submit(lifespan.start()).result(_START_SECONDS)
            except TimeoutError:
                what = f"the application did not start within {_START_SECONDS:g} seconds"
                raise NoAnswer("unreachable", "url", what) from None
            self._lifespan = lifespan

    def close(self) -> None:
        """Stop the application and end its thread."""
        if self._lifespan is not None:
            with contextlib.suppress(TimeoutError):
                self._thread.submit(self._lifespan.stop()).result(_STOP_SECONDS + _GRACE)
        self._thread.close()

    async def _answer(
        self, request: PostedRequest, seconds: float, max_bytes: int
    ) -> ServiceAnswer:
        assert self._lifespan is not None
        exchange = _Exchange(request, self._lifespan.state, max_bytes)
        task = asyncio.create_task(exchange.run(self._app))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            async with asyncio.timeout(seconds):
                await exchange.is_answered.wait()
        except TimeoutError:
            raise too_late(seconds) from None
        finally:
            exchange.is_gone.set()
        return exchange.result()


class _Exchange:
    """One request to an application."""

    def __init__(self, request: PostedRequest, state: dict[str, Any], max_bytes: int) -> None:
        self._request = request
        self._state = state
        self._max_bytes = max_bytes
        self._started = time.monotonic()
        self._status = 500
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._failure: NoAnswer | None = None
        self._is_read = False
        #: Whether there is a result.
        self.is_answered = asyncio.Event()
        #: Whether nobody waits for an answer any more.
        self.is_gone = asyncio.Event()

    def result(self) -> ServiceAnswer:
        """What the application answered. Raises `NoAnswer`."""
        if self._failure is not None:
            raise self._failure
        return self._answer()

    async def run(self, app: ASGIApp) -> None:
        """Let an application answer."""
        try:
            await app(self._scope(), self._receive, self._send)
            if not self.is_answered.is_set():
                raise RuntimeError("it returned without a whole answer")
        except (Exception, SystemExit) as error:
            LOG.error(
                "a service raised an exception", exc_info=error, extra=log_fields("service_failed")
            )
            answer = self._answer()
            # A framework answers 500 and raises what was raised, too, which says more.
            if not self.is_answered.is_set() or answer.status >= 500:
                self._failure = raised(error, answer)
        finally:
            self.is_answered.set()

    async def _receive(self) -> Message:
        if not self._is_read:
            self._is_read = True
            return {"type": "http.request", "body": self._request.content, "more_body": False}
        await self.is_gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self.is_answered.is_set():
            return
        if message["type"] == "http.response.start":
            self._status = int(message["status"])
            self._headers = {
                name.decode("latin-1").lower(): text.decode("latin-1")
                for name, text in message.get("headers", ())
            }
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if len(self._body) > self._max_bytes:
                self._failure = too_large(self._max_bytes, self._answer())
                self.is_answered.set()
            elif not message.get("more_body", False):
                self.is_answered.set()

    def _answer(self) -> ServiceAnswer:
        body = bytes(self._body[: self._max_bytes])
        return ServiceAnswer(self._status, self._headers, body, self._seconds())

    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def _scope(self) -> Scope:
        parts = urlsplit(self._request.url)
        path = parts.path or "/"
        headers = {"host": parts.netloc.rpartition("@")[2], **self._request.headers}
        return {
            "type": "http",
            "asgi": _VERSIONS,
            "http_version": "1.1",
            "method": "POST",
            "scheme": parts.scheme,
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
            "client": ("127.0.0.1", 0),
            "server": (parts.hostname, parts.port or _PORTS[parts.scheme]),
            "state": dict(self._state),
        }


class _Lifespan:
    """Starts and stops an application; one that takes no notice of it is left alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._task: asyncio.Task[None] | None = None
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._outbox: asyncio.Queue[Message | None] = asyncio.Queue()
        #: What the application keeps for its requests.
        self.state: dict[str, Any] = {}

    async def start(self) -> None:
        """Start the application. Raises `NoAnswer` when it says that it cannot."""
        self._task = asyncio.create_task(self._live())
        await self._inbox.put({"type": "lifespan.startup"})
        message = await self._outbox.get()
        if message is not None and message["type"] == "lifespan.startup.failed":
            what = f"the application did not start: {message.get('message') or 'it says not why'}"
            raise NoAnswer("unreachable", "url", what)

    async def stop(self) -> None:
        """Stop the application, if it does so in time."""
        if self._task is not None and not self._task.done():
            await self._inbox.put({"type": "lifespan.shutdown"})
            await asyncio.wait({self._task}, timeout=_STOP_SECONDS)

    async def _live(self) -> None:
        scope: Scope = {"type": "lifespan", "asgi": _VERSIONS, "state": self.state}
        # An application that has no lifespan may raise whatever it likes here.
        with contextlib.suppress(Exception, SystemExit):
            await self._app(scope, self._inbox.get, self._outbox.put)
        self._outbox.put_nowait(None)

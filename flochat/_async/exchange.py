"""One attempt at a request over HTTP: built, sent, and its answer read to the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from .._http import httpx
from .._sending import runtime_async
from .._sending.log import in_exchange
from .._sending.settings import CUSTOMER_HEADERS, MAX_ANSWER_BYTES, Settings
from .._wire.inflate import Inflater
from .._wire.wire import SMALL_BODY, BodyError, WireRequest, WireResponse
from ..errors import APIConnectionError, APITimeoutError, FlochatError, InvalidArgumentError


class ConnectionBusy(TimeoutError):
    """No connection was free in time, so that nothing was sent."""


#: What fails before anything is sent, for a transport that calls no trace.
_NEVER_SENT: Final = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
#: How much is read of an answer that is an error, in bytes: its message stands at the beginning.
_MAX_ERROR_BYTES: Final = SMALL_BODY
#: What comes in small parts, of less than so many bytes, takes the time of a body a hundred times
#: larger: after how many of them other tasks may run, and how many a body may have.
_CRUMB: Final = 512
_CRUMBS_AT_ONCE: Final = 64
_MAX_CRUMBS: Final = 20_000
#: What an attempt ends with when the service closes the connection.
_CUT: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
_KEY_HEADER: Final = "Authorization"
_JSON_BODY: Final = {"Content-Type": "application/json"}
_NO_HEADERS: Final = httpx.Headers()


class Attempt:
    """One attempt at a request: how long it took, and whether any of it may have been received."""

    def __init__(self, request: WireRequest, number: int) -> None:
        self.request = request
        self.number = number
        self.elapsed = 0.0
        self.error: Exception | None = None
        self._started_at = 0.0
        self._ends_at = 0.0
        self._is_under_way = False
        self._calls_trace = False
        self._stream: Any = None
        self._has_sent = False
        self._has_received = False

    @property
    def was_sent(self) -> bool:
        """Whether it may have reached the service."""
        if self._calls_trace:
            return self._has_sent
        return self._is_under_way and not isinstance(self.error, _NEVER_SENT)

    @property
    def was_lost_when_idle(self) -> bool:
        """Whether the service closed an idle connection just as this went out on it."""
        is_unanswered = self._has_sent and not self._has_received
        return is_unanswered and self._stream is None and isinstance(self.error, _CUT)

    def begin(self) -> None:
        self._started_at = time.perf_counter()

    def begin_exchange(self, seconds: float, *, calls_trace: bool) -> None:
        """There is a connection for it now, and so much time left."""
        self._ends_at = time.monotonic() + seconds
        self._calls_trace = calls_trace
        self._is_under_way = True

    def end(self) -> None:
        self._stream = None
        self.elapsed = time.perf_counter() - self._started_at

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """What the transport is about to do, or has done; it names the part of it first."""
        _, _, name = event.partition(".")
        if name == "send_request_headers.started":
            if info["request"].method != b"CONNECT":
                if time.monotonic() >= self._ends_at:
                    raise TimeoutError("the time was up before it was sent")
                self._has_sent = True
        elif name == "receive_response_headers.complete":
            self._has_received = True
        elif name == "connect_tcp.complete":
            self._stream = info["return_value"]
        elif name == "start_tls.failed" and self._stream is not None:
            await self._stream.aclose()  # httpcore does not when it is cancelled


class AsyncChannel:
    """Makes attempts at requests with one HTTP client, so many at once as there are slots.

    `calls_trace` says whether its transport reports what it does. `on_idle_lost` is called when a
    request was lost by a connection that the service closed because nothing went over it.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        slots: runtime_async.Slots,
        *,
        calls_trace: bool,
        on_idle_lost: Callable[[], None] | None,
    ) -> None:
        self.http = http
        self._slots = slots
        self._calls_trace = calls_trace
        self._on_idle_lost = on_idle_lost

    def build(
        self,
        attempt: Attempt,
        content: bytes | None,
        settings: Settings,
        *,
        headers: Mapping[str, str],
    ) -> httpx.Request:
        """The HTTP request of an attempt; `headers` replace those of the HTTP client.

        `http.build_request` does the same in three times the time: it merges what is the same for
        every request of a client.
        """
        http = self.http
        request, webhook = attempt.request, attempt.request.webhook
        merged = http.headers
        if headers or content is not None or request.headers:
            merged = httpx.Headers(merged)
            merged.update(
                {**headers, **(_JSON_BODY if content is not None else {}), **request.headers}
            )
        try:
            http_request = httpx.Request(
                request.method,
                _parsed(settings.base_url + request.path) if webhook is None else webhook.reveal(),
                params=dict(request.query) or None,
                content=content,
                headers=merged,
                cookies=http.cookies,
                extensions={
                    "timeout": {
                        "connect": settings.connect_timeout,
                        "read": settings.read_timeout,
                        "write": settings.read_timeout,
                    },
                    "trace": attempt.trace,
                },
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InvalidArgumentError(f"{request.operation}: not a URL: {error}") from error
        if webhook is not None:
            for name in (_KEY_HEADER, *CUSTOMER_HEADERS):
                http_request.headers.pop(name, None)
        http_request.url = ShownURL(http_request.url, shown_url(settings, request))
        return http_request

    async def exchange(
        self, attempt: Attempt, http_request: httpx.Request, time_limit: float
    ) -> WireResponse | Exception:
        """Send a request and read its whole answer, within `time_limit` seconds."""
        if time_limit <= 0:
            return TimeoutError("the deadline has passed, and it was not sent")
        attempt.begin()
        try:
            left = await self._slots.acquire(time_limit)
            if left is None:
                attempt.error = busy = ConnectionBusy(f"waited {time_limit:.1f} s for a connection")
                return busy
            try:
                return await self._exchange(attempt, http_request, left)
            finally:
                self._slots.release()
        finally:
            attempt.end()
            http_request.headers = _NO_HEADERS  # exceptions of httpx keep their request

    async def _exchange(
        self, attempt: Attempt, http_request: httpx.Request, seconds: float
    ) -> WireResponse | Exception:
        attempt.begin_exchange(seconds, calls_trace=self._calls_trace)
        before = in_exchange.set(True)
        try:
            async with runtime_async.time_limit(seconds):
                response = await self.http.send(http_request, stream=True)
                try:
                    answer = await _read(response)
                finally:
                    await response.aclose()
                webhook = attempt.request.webhook
                return answer if webhook is None else webhook.hide_in(answer)
        except (httpx.HTTPError, TimeoutError, BodyError) as error:
            attempt.error = error
            if self._on_idle_lost is not None and attempt.was_lost_when_idle:
                self._on_idle_lost()
            return error
        finally:
            in_exchange.reset(before)


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx.URL:
    """A URL without its query; sends go to the same few, and to parse one takes httpx 10 us."""
    return httpx.URL(url)


def no_answer_error(request: WireRequest, error: Exception) -> FlochatError:
    """The error of an attempt that ended without a whole answer."""
    reason = str(error) or type(error).__name__
    if isinstance(error, ConnectionBusy):
        return APITimeoutError(
            f"{request.operation} was not sent: it {reason}, since so many other calls are under "
            "way; make fewer at once, or allow more time",
            operation=request.operation,
        )
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(
            f"{request.operation}: no complete answer in time: {reason}",
            operation=request.operation,
        )
    return APIConnectionError(
        f"{request.operation}: no answer: {reason}", operation=request.operation
    )


def whole_url(settings: Settings, request: WireRequest) -> str:
    """The URL of a request, with its query; for a webhook, what may be shown of it."""
    if request.webhook is not None:
        return request.webhook.shown
    return str(httpx.URL(settings.base_url + request.path, params=dict(request.query) or None))


def shown_url(settings: Settings, request: WireRequest) -> str:
    """What may be shown of the URL of a request: no query, and no value in its path."""
    if request.webhook is not None:
        return request.webhook.shown
    return settings.base_url + request.operation.partition(" ")[2]


class ShownURL(httpx.URL):
    """A URL that shows neither secrets nor people: httpx logs URLs, and its errors keep them."""

    def __init__(self, url: httpx.URL, shown: str) -> None:
        super().__init__(url)
        self._shown = shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


async def _read(response: httpx.Response) -> WireResponse:
    """Read an answer and decompress it, up to a cap; of one that is an error, the beginning."""
    is_error = response.status_code >= 300
    if response.is_stream_consumed:  # only where `http_transport` answers with a whole body
        body = response.content
    else:
        encoding = response.headers.get("content-encoding", "")
        cap = _MAX_ERROR_BYTES if is_error else MAX_ANSWER_BYTES
        inflater = Inflater(encoding, cap, cuts=is_error, is_json=not is_error)
        crumbs = 0
        async for chunk in response.aiter_raw():
            if len(chunk) < _CRUMB:
                crumbs += 1
                if not crumbs % _CRUMBS_AT_ONCE:
                    await runtime_async.breathe()
                if crumbs > _MAX_CRUMBS:
                    raise BodyError(f"the body came in more than {_MAX_CRUMBS:,} small parts")
            for _step in inflater.feed(chunk):
                await runtime_async.breathe()
            if inflater.is_full:
                break
        for _step in inflater.end():
            await runtime_async.breathe()
        body = inflater.body
    return WireResponse(response.status_code, _header_dict(response.headers), body)


def _header_dict(headers: httpx.Headers) -> dict[str, str]:
    """The headers of an answer by name in lower case; httpx takes each apart for every look-up."""
    values: dict[str, str] = {}
    for name, value in headers.multi_items():
        values[name] = f"{values[name]}, {value}" if name in values else value
    return values

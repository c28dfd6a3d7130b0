"""One attempt at a request over HTTP: built, sent, and its answer read to the end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import httpx

from .._sending import runtime_async
from .._sending.settings import CUSTOMER_HEADERS, MAX_ANSWER_BYTES, Settings
from .._wire.inflate import Inflater
from .._wire.wire import BodyError, WebhookURL, WireRequest, WireResponse
from ..errors import APIConnectionError, APITimeoutError, FlochatError, InvalidArgumentError

#: What fails before anything is sent, for a transport that calls no trace.
_NEVER_SENT: Final = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
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
        self._started_at: float | None = None
        self._is_traced = False
        self._has_sent = False

    @property
    def was_sent(self) -> bool:
        """Whether it may have reached the service."""
        if self._is_traced:
            return self._has_sent
        return self._started_at is not None and not isinstance(self.error, _NEVER_SENT)

    def begin(self) -> None:
        self._started_at = time.perf_counter()

    def end(self) -> None:
        self.elapsed = time.perf_counter() - (self._started_at or 0.0)

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        self._is_traced = True
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self._has_sent = True


class AsyncChannel:
    """Makes attempts at requests with one HTTP client."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

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
                        "pool": settings.read_timeout,
                    },
                    "trace": attempt.trace,
                },
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InvalidArgumentError(f"{request.operation}: not a URL: {error}") from error
        if webhook is not None:
            for name in (_KEY_HEADER, *CUSTOMER_HEADERS):
                http_request.headers.pop(name, None)
            http_request.url = _MaskedURL(webhook)
        return http_request

    async def exchange(
        self, attempt: Attempt, http_request: httpx.Request, time_limit: float
    ) -> WireResponse | Exception:
        """Send a request and read its whole answer, within `time_limit` seconds."""
        if time_limit <= 0:
            return TimeoutError("the deadline has passed, and it was not sent")
        attempt.begin()
        try:
            async with runtime_async.time_limit(time_limit):
                response = await self.http.send(http_request, stream=True)
                try:
                    answer = await _read(response)
                finally:
                    await response.aclose()
                webhook = attempt.request.webhook
                return answer if webhook is None else webhook.hide_in(answer)
        except (httpx.HTTPError, TimeoutError, BodyError) as error:
            attempt.error = error
            return error
        finally:
            attempt.end()
            http_request.headers = _NO_HEADERS  # exceptions of httpx keep their request


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx.URL:
    """A URL without its query; sends go to the same few, and to parse one takes httpx 10 us."""
    return httpx.URL(url)


def no_answer_error(request: WireRequest, error: Exception) -> FlochatError:
    """The error of an attempt that ended without a whole answer."""
    reason = str(error) or type(error).__name__
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


class _MaskedURL(httpx.URL):
    """The address of a webhook that shows no secret: httpx logs URLs, and its errors keep them."""

    def __init__(self, webhook: WebhookURL) -> None:
        super().__init__(webhook.reveal())
        self._shown = webhook.shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


async def _read(response: httpx.Response) -> WireResponse:
    """Read an answer to its end and decompress it, up to a cap."""
    if response.is_stream_consumed:  # only where `http_transport` answers with a whole body
        body = response.content
    else:
        inflater = Inflater(response.headers.get("content-encoding", ""), MAX_ANSWER_BYTES)
        async for chunk in response.aiter_raw():
            inflater.feed(chunk)
        body = inflater.finish()
    return WireResponse(response.status_code, _header_dict(response.headers), body)


def _header_dict(headers: httpx.Headers) -> dict[str, str]:
    """The headers of an answer by name in lower case; httpx takes each apart for every look-up."""
    values: dict[str, str] = {}
    for name, value in headers.multi_items():
        values[name] = f"{values[name]}, {value}" if name in values else value
    return values

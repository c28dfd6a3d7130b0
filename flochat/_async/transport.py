"""Sends requests: within the quota, with time limits and size caps, repeated as policy decides."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx

from .._sending import policy, runtime_async
from .._sending.hooks import LastResponse, RequestEvent, ResponseEvent, log
from .._sending.policy import Action
from .._sending.quota import Quota
from .._sending.settings import MAX_ANSWER_BYTES, Settings
from .._wire import decode
from .._wire.inflate import BodyError, Inflater
from .._wire.operation_table import Safety
from .._wire.wire import WireRequest, WireResponse
from ..errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    DecodeError,
    FlochatError,
    InvalidArgumentError,
    OutcomeUnknownError,
)
from .connection import AsyncConnection, timeouts
from .gate import AsyncGate, WaitLimits

if TYPE_CHECKING:
    from .._wire.wire import WebhookURL

#: What fails before anything is sent, for a transport that calls no trace.
_NEVER_SENT: Final = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
#: How long after its total timeout a request counts as given up, in seconds.
_LEEWAY: Final = 10.0
_JSON_BODY: Final = {"Content-Type": "application/json"}
#: A repeated delete finds nothing to delete: the attempt whose answer was lost has succeeded.
_ALREADY_DELETED: Final = WireResponse(200, {}, b'{"status": "ok"}')


class AsyncTransport:
    """Sends the requests of one client and its copies.

    `deadline` is when everything that it does has to be over, on the monotonic clock of `runtime`.
    `http_transport` replaces the network, for measurements. With a `parent`, this is a copy: it
    shares the connections, the quota and the last answer of its parent.
    """

    def __init__(
        self,
        settings: Settings,
        runtime: runtime_async.AsyncRuntime,
        *,
        deadline: float | None = None,
        http_transport: Any = None,
        parent: AsyncTransport | None = None,
    ) -> None:
        self.settings = settings
        self.runtime = runtime
        self._timeouts = timeouts(settings)
        self._limits = WaitLimits(
            settings.total_timeout + _LEEWAY, settings.retry.max_wait, deadline, runtime
        )
        self._is_copy = parent is not None
        self._is_closed: bool = parent is not None and parent._is_closed
        if parent is None:
            self._connection = AsyncConnection(settings, http_transport)
            self._gate = AsyncGate(settings, runtime)
            self._last: runtime_async.PerCaller[_TimedAnswer] = runtime_async.PerCaller()
        else:
            self._connection = parent._connection
            self._gate = parent._gate
            self._last = parent._last

    def with_settings(self, settings: Settings, *, deadline: float | None) -> AsyncTransport:
        """A copy with other settings; where both have a deadline, the earlier one holds."""
        deadlines = [moment for moment in (self._limits.deadline, deadline) if moment is not None]
        return self._copy(settings, self.runtime, min(deadlines, default=None))

    def with_runtime(self, runtime: runtime_async.AsyncRuntime) -> AsyncTransport:
        """A copy with another clock, sleep and randomness."""
        return self._copy(self.settings, runtime, self._limits.deadline)

    def _copy(
        self, settings: Settings, runtime: runtime_async.AsyncRuntime, deadline: float | None, /
    ) -> AsyncTransport:
        return AsyncTransport(settings, runtime, deadline=deadline, parent=self)

    @property
    def quota(self) -> Quota:
        """What is known of the quota."""
        return self._gate.quota

    @property
    def last_response(self) -> LastResponse | None:
        """The last answer that this thread or task received."""
        last = self._last.get()
        if last is None:
            return None
        return LastResponse(
            operation=last.operation,
            status=last.answer.status,
            headers=last.answer.headers,
            elapsed=last.elapsed,
        )

    async def send(self, request: WireRequest) -> WireResponse:
        """Send a request, as often as the policy allows, and return the answer whatever its status.

        Raises `OutcomeUnknownError` when a call that must not be repeated may have been carried
        out, `APIConnectionError` or `APITimeoutError` when there was no answer, `DecodeError` when
        the answer's body is too large or broken, and what the gate and the hooks raise.
        """
        content = encode(request)
        may_have_acted = False
        number = 0
        while True:
            number += 1
            attempt = _Attempt(request, number)
            outcome = await self._send_once(attempt, content)
            decision = self._decide(attempt, outcome)
            if decision.action is not Action.RETRY:
                return _result(request, outcome, decision.action, may_have_acted=may_have_acted)
            may_have_acted |= (
                attempt.was_sent if isinstance(outcome, Exception) else outcome.status >= 500
            )
            log.info("%s: retry %d in %.1f s", request.operation, number, decision.wait)
            await self.runtime.sleep(decision.wait)

    async def close(self) -> None:
        """Close the connections; every later call raises `ConfigurationError`.

        Requests under way are finished first. A copy closes nothing but itself.
        """
        self._is_closed = True
        if not self._is_copy:
            self._gate.close()
            await self._connection.close()

    async def _send_once(
        self, attempt: _Attempt, content: bytes | None
    ) -> WireResponse | Exception:
        """Make one attempt when the gate lets it through; returns the answer, or the error."""
        request, admission = attempt.request, None
        if self._is_closed:
            raise ConfigurationError("the client is closed")
        if request.webhook is None:  # what is sent without the key does not use its quota
            admission = await self._gate.enter(request.operation, self._limits)
        outcome: WireResponse | Exception | None = None
        try:
            async with self._connection.borrowed() as http:
                sent = self._build(attempt, content, http)
                await self._call_request_hook(attempt, sent)
                outcome = await self._exchange(attempt, sent, http)
        finally:
            answer = outcome if isinstance(outcome, WireResponse) else None
            if admission is not None:
                await self._gate.leave(admission, answer, was_sent=attempt.was_sent)
        self._log(attempt, sent, outcome)
        if answer is not None:
            self._last.set(_TimedAnswer(request.operation, answer, attempt.elapsed))
            await self._call_response_hook(attempt, sent, answer)
        return outcome

    def _build(
        self, attempt: _Attempt, content: bytes | None, http: httpx.AsyncClient
    ) -> httpx.Request:
        request, webhook = attempt.request, attempt.request.webhook
        try:
            http_request = http.build_request(
                request.method,
                self.settings.base_url + request.path if webhook is None else webhook.reveal(),
                params=dict(request.query) or None,
                content=content,
                headers={
                    **(self.settings.headers if self._is_copy else {}),
                    **(_JSON_BODY if content is not None else {}),
                    **request.headers,
                },
                timeout=self._timeouts,
                extensions={"trace": attempt.trace},
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InvalidArgumentError(f"{request.operation}: not a URL: {error}") from error
        if webhook is not None:
            del http_request.headers["Authorization"]
            http_request.url = _MaskedURL(webhook)
        return http_request

    async def _exchange(
        self, attempt: _Attempt, sent: httpx.Request, http: httpx.AsyncClient
    ) -> WireResponse | Exception:
        """Send one request and read its whole answer, within the time that is left."""
        time_limit = min(self.settings.total_timeout, self._time_left())
        if time_limit <= 0:
            return TimeoutError("the deadline has passed, and it was not sent")
        attempt.begin()
        try:
            async with runtime_async.time_limit(time_limit):
                response = await http.send(sent, stream=True)
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
            sent.headers = httpx.Headers()  # exceptions of httpx keep their request

    def _time_left(self) -> float:
        deadline = self._limits.deadline
        return math.inf if deadline is None else deadline - self.runtime.monotonic()

    def _decide(self, attempt: _Attempt, outcome: WireResponse | Exception) -> policy.Decision:
        repeatable, retries = attempt.request.row.repeatable, attempt.number - 1
        random = self.runtime.random()
        if isinstance(outcome, BodyError):
            decision = policy.Decision(Action.RETURN)
        elif isinstance(outcome, Exception):
            decision = policy.after_no_answer(
                self.settings.retry,
                repeatable=repeatable,
                may_have_acted=attempt.was_sent,
                retries=retries,
                random=random,
            )
        else:
            decision = policy.after_answer(
                self.settings.retry,
                outcome,
                repeatable=repeatable,
                retries=retries,
                now=self.runtime.time(),
                random=random,
            )
        return policy.cap_to_deadline(decision, self._time_left())

    async def _call_request_hook(self, attempt: _Attempt, sent: httpx.Request) -> None:
        if self.settings.on_request is not None:
            event = RequestEvent(
                operation=attempt.request.operation,
                method=sent.method,
                url=str(sent.url),
                attempt=attempt.number,
            )
            await runtime_async.maybe_await(self.settings.on_request(event))

    async def _call_response_hook(
        self, attempt: _Attempt, sent: httpx.Request, answer: WireResponse
    ) -> None:
        if self.settings.on_response is not None:
            event = ResponseEvent(
                operation=attempt.request.operation,
                method=sent.method,
                url=str(sent.url),
                attempt=attempt.number,
                status=answer.status,
                headers=answer.headers,
                elapsed=attempt.elapsed,
                quota=self.quota,
            )
            await runtime_async.maybe_await(self.settings.on_response(event))

    def _log(
        self, attempt: _Attempt, sent: httpx.Request, outcome: WireResponse | Exception
    ) -> None:
        if not log.isEnabledFor(logging.INFO):
            return
        quota = self.quota
        left = "" if quota.remaining is None else f", {quota.remaining} of {quota.limit} left"
        log.info(
            "%s: %s in %.0f ms, attempt %d%s",
            attempt.request.operation,
            _describe(outcome),
            attempt.elapsed * 1000,
            attempt.number,
            left,
        )
        size = len(outcome.body) if isinstance(outcome, WireResponse) else 0
        log.debug(
            "%s %s: %d bytes sent, %d received", sent.method, sent.url, len(sent.content), size
        )


class _TimedAnswer(NamedTuple):
    """An answer, and how long it took."""

    operation: str
    answer: WireResponse
    elapsed: float


class _Attempt:
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


class _MaskedURL(httpx.URL):
    """The address of a webhook that shows no secret: httpx logs URLs, and its errors keep them."""

    def __init__(self, webhook: WebhookURL) -> None:
        super().__init__(webhook.reveal())
        self._shown = webhook.shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


def whole_url(settings: Settings, request: WireRequest) -> str:
    """The URL of a request, with its query; for a webhook, what may be shown of it."""
    if request.webhook is not None:
        return request.webhook.shown
    return str(httpx.URL(settings.base_url + request.path, params=dict(request.query) or None))


def encode(request: WireRequest) -> bytes | None:
    """The body of a request. Raises `InvalidArgumentError` for what cannot be written as JSON."""
    if request.json is None:
        return None
    try:
        text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{request.operation}: not JSON: {error}") from error


async def _read(response: httpx.Response) -> WireResponse:
    """Read an answer to its end and decompress it, up to a cap."""
    if response.is_stream_consumed:  # only where `http_transport` answers with a whole body
        body = response.content
    else:
        inflater = Inflater(response.headers.get("content-encoding", ""), MAX_ANSWER_BYTES)
        async for chunk in response.aiter_raw():
            inflater.feed(chunk)
        body = inflater.finish()
    return WireResponse(response.status_code, dict(response.headers), body)


def _result(
    request: WireRequest,
    outcome: WireResponse | Exception,
    action: Action,
    *,
    may_have_acted: bool,
) -> WireResponse:
    """What the caller gets in the end; `may_have_acted` is about the attempts before the last."""
    if isinstance(outcome, BodyError):
        unreadable = DecodeError(str(outcome), operation=request.operation)
        unreadable.__cause__ = outcome
        decode.raise_unreadable(unreadable, repeatable=request.row.repeatable)
    if isinstance(outcome, Exception):
        error = _no_answer_error(request, outcome)
        raise (_unknown(request, str(error)) if action is Action.UNKNOWN else error) from outcome
    if action is Action.UNKNOWN:
        raise _unknown(request, f"it answered {outcome.status}")
    is_gone = outcome.status == 404 and request.row.safety is Safety.DESTROY
    return _ALREADY_DELETED if is_gone and may_have_acted else outcome


def _no_answer_error(request: WireRequest, error: Exception) -> FlochatError:
    reason = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(
            f"{request.operation}: no complete answer in time: {reason}",
            operation=request.operation,
        )
    return APIConnectionError(
        f"{request.operation}: no answer: {reason}", operation=request.operation
    )


def _unknown(request: WireRequest, reason: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(reason, operation=request.operation)


def _describe(outcome: WireResponse | Exception) -> str:
    """The outcome of an attempt, for a line of the log."""
    if isinstance(outcome, WireResponse):
        return str(outcome.status)
    return f"no complete answer ({type(outcome).__name__})"

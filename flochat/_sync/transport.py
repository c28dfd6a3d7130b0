# Derived by scripts/sync_twin.py from
# flochat/_async/transport.py: edit that one.
"""Sends requests: within the quota, with time limits and size caps, and again as policy decides."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx

from .._sending import policy, runtime_sync
from .._sending.hooks import LastResponse, RequestEvent, ResponseEvent, log
from .._sending.policy import Action
from .._sending.quota import Quota
from .._sending.settings import LARGEST_ANSWER, Settings
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
from .connection import Connection, timeouts
from .gate import Gate, WaitLimits

if TYPE_CHECKING:
    from .._wire.wire import WebhookURL

#: Where a transport tells no trace: what fails before anything is sent.
_NEVER_SENT: Final = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
#: What a request may take beyond its total timeout before it counts as given up, in seconds.
_LEEWAY: Final = 10.0


class Transport:
    """Sends what one client and its copies ask for.

    `http_transport` takes the place of the network, for measurements.
    """

    def __init__(
        self, settings: Settings, runtime: runtime_sync.Runtime, *, http_transport: Any = None
    ) -> None:
        self.runtime = runtime
        self._connection = Connection(settings, http_transport)
        self._gate = Gate(settings, runtime)
        self._last: runtime_sync.PerCaller[_Exchange] = runtime_sync.PerCaller()
        self._is_copy = False
        self._is_closed = False
        self._adopt(settings, deadline=None)

    def with_settings(self, settings: Settings, *, deadline: float | None) -> Transport:
        """A copy with other settings; it shares connections, quota and the last answer.

        `deadline` is when all that it does has to be over, on the runtime's monotonic clock; an
        earlier one stays.
        """
        twin = copy(self)
        twin._is_copy = True
        known = [moment for moment in (self._patience.deadline, deadline) if moment is not None]
        twin._adopt(settings, deadline=min(known, default=None))
        return twin

    def with_runtime(self, runtime: runtime_sync.Runtime) -> Transport:
        """A copy that waits in another way."""
        twin = copy(self)
        twin._is_copy = True
        twin.runtime = runtime
        twin._adopt(self.settings, deadline=self._patience.deadline)
        return twin

    def _adopt(self, settings: Settings, *, deadline: float | None) -> None:
        self.settings = settings
        self._timeouts = timeouts(settings)
        self._patience = WaitLimits(
            settings.total_timeout + _LEEWAY, settings.retry.max_wait, deadline, self.runtime
        )

    @property
    def quota(self) -> Quota:
        """What is known of the quota."""
        return self._gate.quota

    @property
    def last_response(self) -> LastResponse | None:
        """The last answer that came to this thread or task."""
        last = self._last.get()
        if last is None:
            return None
        return LastResponse(
            operation=last.operation,
            status=last.answer.status,
            headers=last.answer.headers,
            elapsed=last.elapsed,
        )

    def send(self, request: WireRequest) -> WireResponse:
        """Send a request, as often as the policy allows, and return the answer whatever its status.

        Raises `OutcomeUnknownError` when a call that must not be repeated may have been carried
        out, `APIConnectionError` or `APITimeoutError` when no answer came, `DecodeError` when
        the answer's body is too large or broken, and what the gate and the hooks raise.
        """
        content = encode(request)
        may_have_acted = False
        number = 0
        while True:
            number += 1
            attempt = _Attempt(request, number)
            came = self._attempt(attempt, content)
            decision = self._decision(attempt, came)
            if decision.action is not Action.RETRY:
                return _result(request, came, decision.action, may_have_acted=may_have_acted)
            may_have_acted |= (
                attempt.was_sent if isinstance(came, Exception) else came.status >= 500
            )
            log.info("%s: retry %d in %.1f s", request.operation, number, decision.wait)
            self.runtime.sleep(decision.wait)

    def close(self) -> None:
        """Close the connections; every later call raises `ConfigurationError`.

        Requests under way come to their end first. A copy closes nothing but itself.
        """
        self._is_closed = True
        if not self._is_copy:
            self._gate.close()
            self._connection.close()

    def _attempt(self, attempt: _Attempt, content: bytes | None) -> WireResponse | Exception:
        """Send a request once, as soon as the gate lets it through; what came, or why nothing."""
        request, passed = attempt.request, None
        if self._is_closed:
            raise ConfigurationError("the client is closed")
        if request.webhook is None:  # what comes without the key costs nothing of its quota
            passed = self._gate.enter(request.operation, self._patience)
        came: WireResponse | Exception | None = None
        try:
            with self._connection.borrowed() as http:
                sent = self._built(attempt, content, http)
                self._announce(attempt, sent)
                came = self._exchange(attempt, sent, http)
        finally:
            answer = came if isinstance(came, WireResponse) else None
            if passed is not None:
                self._gate.leave(passed, answer, was_sent=attempt.was_sent)
        self._log(attempt, sent, came)
        if answer is not None:
            self._last.set(_Exchange(request.operation, answer, attempt.elapsed))
            self._report(attempt, sent, answer)
        return came

    def _built(self, attempt: _Attempt, content: bytes | None, http: httpx.Client) -> httpx.Request:
        request, webhook = attempt.request, attempt.request.webhook
        try:
            built = http.build_request(
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
            raise InvalidArgumentError(f"{request.operation}: no URL: {error}") from error
        if webhook is not None:
            del built.headers["Authorization"]
            built.url = _WebhookTarget(webhook)
        return built

    def _exchange(
        self, attempt: _Attempt, sent: httpx.Request, http: httpx.Client
    ) -> WireResponse | Exception:
        """One request and its whole answer, within the time there is."""
        time_limit = min(self.settings.total_timeout, self._time_left())
        if time_limit <= 0:
            return TimeoutError("the deadline is over, and it was not sent")
        attempt.begin()
        try:
            with runtime_sync.time_limit(time_limit):
                response = http.send(sent, stream=True)
                try:
                    came = _read(response)
                finally:
                    response.close()
                webhook = attempt.request.webhook
                return came if webhook is None else webhook.hide_in(came)
        except (httpx.HTTPError, TimeoutError, BodyError) as error:
            attempt.error = error
            return error
        finally:
            attempt.end()
            sent.headers = httpx.Headers()  # exceptions of httpx keep their request

    def _time_left(self) -> float:
        deadline = self._patience.deadline
        return math.inf if deadline is None else deadline - self.runtime.monotonic()

    def _decision(self, attempt: _Attempt, came: WireResponse | Exception) -> policy.Decision:
        repeatable, retries = attempt.request.row.repeatable, attempt.number - 1
        random = self.runtime.random()
        if isinstance(came, BodyError):
            decision = policy.Decision(Action.RETURN if repeatable else Action.UNKNOWN)
        elif isinstance(came, Exception):
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
                came,
                repeatable=repeatable,
                retries=retries,
                now=self.runtime.time(),
                random=random,
            )
        return policy.cap_to_deadline(decision, self._time_left())

    def _announce(self, attempt: _Attempt, sent: httpx.Request) -> None:
        if self.settings.on_request is not None:
            event = RequestEvent(
                operation=attempt.request.operation,
                method=sent.method,
                url=str(sent.url),
                attempt=attempt.number,
            )
            runtime_sync.maybe_await(self.settings.on_request(event))

    def _report(self, attempt: _Attempt, sent: httpx.Request, answer: WireResponse) -> None:
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
            runtime_sync.maybe_await(self.settings.on_response(event))

    def _log(self, attempt: _Attempt, sent: httpx.Request, came: WireResponse | Exception) -> None:
        if not log.isEnabledFor(logging.INFO):
            return
        told = f"{attempt.request.operation}: {_told(came)} in {attempt.elapsed * 1000:.0f} ms"
        quota = self.quota
        left = "" if quota.remaining is None else f", {quota.remaining} of {quota.limit} left"
        log.info("%s, attempt %d%s", told, attempt.number, left)
        size = len(came.body) if isinstance(came, WireResponse) else 0
        log.debug(
            "%s %s: %d bytes sent, %d received", sent.method, sent.url, len(sent.content), size
        )


class _Exchange(NamedTuple):
    """The last answer that came, and how long it took."""

    operation: str
    answer: WireResponse
    elapsed: float


class _Attempt:
    """One try of a request: how long it took, and whether the service can have seen any of it."""

    def __init__(self, request: WireRequest, number: int) -> None:
        self.request = request
        self.number = number
        self.elapsed = 0.0
        self.error: Exception | None = None
        self._began: float | None = None
        self._is_traced = False
        self._is_on_the_wire = False

    @property
    def was_sent(self) -> bool:
        """Whether it may have reached the service."""
        if self._is_traced:
            return self._is_on_the_wire
        return self._began is not None and not isinstance(self.error, _NEVER_SENT)

    def begin(self) -> None:
        self._began = time.perf_counter()

    def end(self) -> None:
        self.elapsed = time.perf_counter() - (self._began or 0.0)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        self._is_traced = True
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self._is_on_the_wire = True


class _WebhookTarget(httpx.URL):
    """Where a post to a webhook goes; httpx logs every URL, and its errors keep them."""

    def __init__(self, webhook: WebhookURL) -> None:
        super().__init__(webhook.reveal())
        self._shown = webhook.shown

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"URL({self._shown!r})"


#: A delete was repeated, and what it was to delete is gone: the lost answer was a good one.
_DONE_BEFORE: Final = WireResponse(200, {}, b'{"status": "ok"}')

_JSON_BODY: Final = {"Content-Type": "application/json"}


def whole_url(settings: Settings, request: WireRequest) -> str:
    """Where a request goes, with its query; of a webhook, what may be shown of it."""
    if request.webhook is not None:
        return request.webhook.shown
    return str(httpx.URL(settings.base_url + request.path, params=dict(request.query) or None))


def encode(request: WireRequest) -> bytes | None:
    """The body of a request. Raises `InvalidArgumentError` for what JSON cannot hold."""
    if request.json is None:
        return None
    try:
        text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{request.operation}: not JSON: {error}") from error


def _read(response: httpx.Response) -> WireResponse:
    """Read an answer to its end, unpacking it under a cap."""
    if response.is_stream_consumed:  # only where `http_transport` answers with a whole body
        body = response.content
    else:
        inflater = Inflater(response.headers.get("content-encoding", ""), LARGEST_ANSWER)
        for chunk in response.iter_raw():
            inflater.feed(chunk)
        body = inflater.finish()
    return WireResponse(response.status_code, dict(response.headers), body)


def _result(
    request: WireRequest,
    came: WireResponse | Exception,
    action: Action,
    *,
    may_have_acted: bool,
) -> WireResponse:
    """What the caller gets in the end; `may_have_acted` speaks of the attempts before the last."""
    if isinstance(came, Exception):
        error = _error(request, came)
        raise (_unknown(request, str(error)) if action is Action.UNKNOWN else error) from came
    if action is Action.UNKNOWN:
        raise _unknown(request, f"it answered {came.status}")
    is_gone = came.status == 404 and request.row.safety is Safety.DESTROY
    return _DONE_BEFORE if is_gone and may_have_acted else came


def _error(request: WireRequest, error: Exception) -> FlochatError:
    told = str(error) or type(error).__name__
    if isinstance(error, BodyError):
        return DecodeError(told, operation=request.operation)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(
            f"{request.operation}: no whole answer in time: {told}", operation=request.operation
        )
    return APIConnectionError(
        f"{request.operation}: no answer: {told}", operation=request.operation
    )


def _unknown(request: WireRequest, told: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(told, operation=request.operation)


def _told(came: WireResponse | Exception) -> str:
    """What came of a request, for a line of the log."""
    if isinstance(came, WireResponse):
        return str(came.status)
    return f"no whole answer ({type(came).__name__})"

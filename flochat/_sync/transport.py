# Derived by scripts/sync_twin.py from
# flochat/_async/transport.py: edit that one.
"""Sends requests: within the quota, with time limits and size caps, repeated as policy decides."""

from __future__ import annotations

import logging
import math
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._sending import policy, runtime_sync
from .._sending.log import log
from .._sending.policy import Action
from .._sending.settings import Settings
from .._wire.operation_table import Safety
from .._wire.wire import BodyError, WireRequest, WireResponse, encode
from ..errors import ConfigurationError, DecodeError, OutcomeUnknownError

if TYPE_CHECKING:
    import httpx

    from .._sending.reports import LastResponse, Quota
    from .connection import Connection
    from .exchange import Attempt
    from .gate import Gate, WaitLimits
    from .search_state import SearchState

#: How long after its total timeout a request counts as given up, in seconds.
_LEEWAY: Final = 10.0
#: A repeated delete finds nothing to delete: the attempt whose answer was lost has succeeded.
_ALREADY_DELETED: Final = WireResponse(200, {}, b'{"status": "ok"}')


class Transport:
    """Sends the requests of one client and its copies.

    `deadline` is when everything that it does has to be over, on the monotonic clock of `runtime`.
    `http_transport` replaces the network, for measurements. With a `parent`, this is a copy: it
    shares the connections, the quota and the last answer of its parent.
    """

    def __init__(
        self,
        settings: Settings,
        runtime: runtime_sync.Runtime,
        *,
        deadline: float | None = None,
        http_transport: Any = None,
        parent: Transport | None = None,
    ) -> None:
        self.settings = settings
        self.runtime = runtime
        self._deadline = deadline
        self._headers = {} if parent is None else settings.headers
        self._is_copy = parent is not None
        self._is_closed: bool = parent is not None and parent._is_closed
        if parent is None:
            self._shared = _SharedParts(settings, runtime, http_transport)
        else:
            self._shared = parent._shared

    def with_settings(self, settings: Settings, *, deadline: float | None) -> Transport:
        """A copy with other settings; where both have a deadline, the earlier one holds."""
        deadlines = [moment for moment in (self._deadline, deadline) if moment is not None]
        return self._copy(settings, self.runtime, min(deadlines, default=None))

    def with_runtime(self, runtime: runtime_sync.Runtime) -> Transport:
        """A copy with another clock, sleep and randomness."""
        return self._copy(self.settings, runtime, self._deadline)

    def _copy(
        self, settings: Settings, runtime: runtime_sync.Runtime, deadline: float | None, /
    ) -> Transport:
        return Transport(settings, runtime, deadline=deadline, parent=self)

    @property
    def quota(self) -> Quota:
        """What is known of the quota."""
        return self._gate.quota

    @property
    def last_response(self) -> LastResponse | None:
        """The last answer that this thread or task received."""
        from .._sending.reports import LastResponse

        last = self._shared.last.get()
        if last is None:
            return None
        return LastResponse(
            operation=last.operation,
            status=last.answer.status,
            headers=last.answer.headers,
            elapsed=last.elapsed,
        )

    @property
    def search_state(self) -> SearchState:
        """What this client and its copies know of their searches for people."""
        return self._shared.search_state

    def send(self, request: WireRequest) -> WireResponse:
        """Send a request, as often as the policy allows, and return the answer whatever its status.

        Raises `OutcomeUnknownError` when a call that must not be repeated may have been carried
        out, `APIConnectionError` or `APITimeoutError` when there was no answer, `DecodeError` when
        the answer's body is too large or broken, and what the gate and the hooks raise.
        """
        from .exchange import Attempt

        self._check_needs(request)
        content = encode(request)
        may_have_acted = False
        number = 0
        while True:
            number += 1
            attempt = Attempt(request, number)
            outcome = self._send_once(attempt, content)
            if isinstance(outcome, WireResponse) and outcome.status < 300:
                return outcome  # as the policy would decide; nearly all answers are good
            decision = self._decide(attempt, outcome)
            if decision.action is not Action.RETRY:
                return _result(request, outcome, decision.action, may_have_acted=may_have_acted)
            may_have_acted |= (
                attempt.was_sent if isinstance(outcome, Exception) else outcome.status >= 500
            )
            log.info("%s: retry %d in %.1f s", request.operation, number, decision.wait)
            self.runtime.sleep(decision.wait)

    def _check_needs(self, request: WireRequest) -> None:
        """Raise `InvalidArgumentError` if nobody gives a header that the contract requires."""
        if request.needs:
            from .._wire.request_headers import check_given

            check_given(request, self.settings.headers)

    def close(self) -> None:
        """Close the connections; every later call raises `ConfigurationError`.

        Requests under way are finished first. A copy closes nothing but itself.
        """
        self._is_closed = True
        if not self._is_copy:
            self._shared.close()

    @property
    def _gate(self) -> Gate:
        return self._shared.gate

    @property
    def _connection(self) -> Connection:
        return self._shared.connection

    @cached_property
    def _limits(self) -> WaitLimits:
        from .gate import WaitLimits

        lease = self.settings.total_timeout + _LEEWAY
        return WaitLimits(lease, self.settings.retry.max_wait, self._deadline, self.runtime)

    def _send_once(self, attempt: Attempt, content: bytes | None) -> WireResponse | Exception:
        """Make one attempt when the gate lets it through; returns the answer, or the error."""
        request, admission = attempt.request, None
        if self._is_closed or self._shared.is_closed:
            raise ConfigurationError("the client is closed")
        if request.webhook is None:  # what is sent without the key does not use its quota
            admission = self._gate.enter(request.operation, self._limits)
        outcome: WireResponse | Exception | None = None
        try:
            with self._connection.borrowed() as channel:
                sent = channel.build(attempt, content, self.settings, headers=self._headers)
                if self.settings.on_request is not None:
                    self._call_request_hook(attempt, sent)
                time_limit = min(self.settings.total_timeout, self.time_left())
                outcome = channel.exchange(attempt, sent, time_limit)
        finally:
            answer = outcome if isinstance(outcome, WireResponse) else None
            if admission is not None:
                self._gate.leave(admission, answer, was_sent=attempt.was_sent)
        if log.isEnabledFor(logging.INFO):
            self._log(attempt, sent, outcome)
        if answer is not None:
            self._shared.last.set(_TimedAnswer(request.operation, answer, attempt.elapsed))
            if self.settings.on_response is not None:
                self._call_response_hook(attempt, sent, answer)
        return outcome

    def time_left(self) -> float:
        """Seconds until everything has to be over; infinity without a deadline."""
        if self._deadline is None:
            return math.inf
        return self._deadline - self.runtime.monotonic()

    def _decide(self, attempt: Attempt, outcome: WireResponse | Exception) -> policy.Decision:
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
        return policy.cap_to_deadline(decision, self.time_left())

    def _call_request_hook(self, attempt: Attempt, sent: httpx.Request) -> None:
        from .._sending.reports import RequestEvent

        assert self.settings.on_request is not None
        event = RequestEvent(
            operation=attempt.request.operation,
            method=sent.method,
            url=str(sent.url),
            attempt=attempt.number,
        )
        runtime_sync.maybe_await(self.settings.on_request(event))

    def _call_response_hook(
        self, attempt: Attempt, sent: httpx.Request, answer: WireResponse
    ) -> None:
        from .._sending.reports import ResponseEvent

        assert self.settings.on_response is not None
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

    def _log(
        self, attempt: Attempt, sent: httpx.Request, outcome: WireResponse | Exception
    ) -> None:
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


class _SharedParts:
    """What a transport and its copies share; made when first needed, as is the HTTP library.

    A shared quota is reached for at once, so that one that cannot be used is refused early.
    """

    def __init__(
        self, settings: Settings, runtime: runtime_sync.Runtime, http_transport: Any
    ) -> None:
        self.last: runtime_sync.PerCaller[_TimedAnswer] = runtime_sync.PerCaller()
        self.is_closed = False
        self._settings = settings
        self._runtime = runtime
        self._http_transport = http_transport
        self._lock = Lock()
        self._gate: Gate | None = None
        self._connection: Connection | None = None
        self._search_state: SearchState | None = None
        if settings.shared_quota is not None:
            self._make_gate()

    @property
    def gate(self) -> Gate:
        return self._gate or self._make_gate()

    @property
    def connection(self) -> Connection:
        return self._connection or self._make_connection()

    @property
    def search_state(self) -> SearchState:
        return self._search_state or self._make_search_state()

    def close(self) -> None:
        self.is_closed = True
        if self._gate is not None:
            self._gate.close()
        if self._connection is not None:
            self._connection.close()

    def _make_search_state(self) -> SearchState:
        from .search_state import SearchState

        with self._lock:
            self._search_state = self._search_state or SearchState()
            return self._search_state

    def _make_gate(self) -> Gate:
        from .gate import Gate

        with self._lock:
            if self._gate is None:
                self._gate = Gate(self._settings, self._runtime)
            return self._gate

    def _make_connection(self) -> Connection:
        from .connection import Connection

        with self._lock:
            if self._connection is None:
                self._connection = Connection(self._settings, self._http_transport)
            return self._connection


def _result(
    request: WireRequest,
    outcome: WireResponse | Exception,
    action: Action,
    *,
    may_have_acted: bool,
) -> WireResponse:
    """What the caller gets in the end; `may_have_acted` is about the attempts before the last."""
    if isinstance(outcome, BodyError):
        from .._wire import decode

        unreadable = DecodeError(str(outcome), operation=request.operation)
        unreadable.__cause__ = outcome
        decode.raise_unreadable(unreadable, repeatable=request.row.repeatable)
    if isinstance(outcome, Exception):
        from .exchange import no_answer_error

        error = no_answer_error(request, outcome)
        raise (_unknown(request, str(error)) if action is Action.UNKNOWN else error) from outcome
    if action is Action.UNKNOWN:
        raise _unknown(request, f"it answered {outcome.status}")
    is_gone = outcome.status == 404 and request.row.safety is Safety.DESTROY
    return _ALREADY_DELETED if is_gone and may_have_acted else outcome


def _unknown(request: WireRequest, reason: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(reason, operation=request.operation)


def _describe(outcome: WireResponse | Exception) -> str:
    """The outcome of an attempt, for a line of the log."""
    if isinstance(outcome, WireResponse):
        return str(outcome.status)
    return f"no complete answer ({type(outcome).__name__})"

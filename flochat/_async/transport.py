"""Sends requests: within the quota, with time limits and size caps, repeated as policy decides."""

from __future__ import annotations

import logging
import math
import os
from datetime import UTC, datetime
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from .._sending import policy, runtime_async
from .._sending.log import LONG_WAIT, WaitLog, keep_out_of_logs, log, log_fields
from .._sending.policy import Action
from .._sending.settings import Customer, Settings
from .._wire.operation_table import Safety
from .._wire.wire import BodyError, WireRequest, WireResponse, encode
from ..errors import ConfigurationError, DecodeError, FlochatError, OutcomeUnknownError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._http import httpx
    from .._sending.observing import CallObserver, ObservedCall
    from .._sending.reports import LastResponse, Quota
    from .._values.key_mask import KeyMask
    from .._wire.decode import Decoder
    from .connection import AsyncConnection
    from .exchange import Attempt
    from .gate import Admission, AsyncGate, WaitLimits, WaitNotice
    from .search_state import AsyncSearchState

T = TypeVar("T")

#: How long after its total timeout a request counts as given up, in seconds.
_LEEWAY: Final = 10.0
_CLOSED: Final = "Make another one, and keep it open for as long as calls are made."
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
        self._deadline = deadline
        own_headers = {} if parent is None else settings.headers
        self._headers: Mapping[str, str] = {**own_headers, **settings.customer.headers}
        self._is_copy = parent is not None
        self._is_closed: bool = parent is not None and parent._is_closed
        if parent is None:
            self._shared = _SharedParts(settings, runtime, http_transport)
        else:
            self._shared = parent._shared
        self._of_customer: _CustomerParts = self._shared.of_customer(settings.customer)

    def with_settings(self, settings: Settings, *, deadline: float | None) -> AsyncTransport:
        """A copy with other settings; where both have a deadline, the earlier one holds."""
        deadlines = [moment for moment in (self._deadline, deadline) if moment is not None]
        return self._copy(settings, self.runtime, min(deadlines, default=None))

    def for_customer(self, customer: Customer) -> AsyncTransport:
        """A copy whose requests are made on behalf of a customer."""
        settings = self.settings._replace(customer=customer)
        return self._copy(settings, self.runtime, self._deadline)

    def with_runtime(self, runtime: runtime_async.AsyncRuntime) -> AsyncTransport:
        """A copy with another clock, sleep and randomness."""
        return self._copy(self.settings, runtime, self._deadline)

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
        from .._sending.reports import LastResponse

        last = self._of_customer.last.get()
        if last is None:
            return None
        return LastResponse(
            **self._whose,
            operation=last.operation,
            status=last.answer.status,
            headers=self._shared.key_mask.hide_in_headers(last.answer.headers),
            elapsed=last.elapsed,
            attempts=last.attempts,
        )

    @property
    def search_state(self) -> AsyncSearchState:
        """What this client and its copies for the same flow know of their searches for people."""
        return self._of_customer.search_state

    @cached_property
    def decoder(self) -> Decoder:
        """What builds models from the answers."""
        from .._wire.decode import decoder_for

        return decoder_for(self.settings.time_zone)

    def add_observer(self, observer: CallObserver) -> None:
        """Show an observer every call of this transport and of all that share its connections."""
        self._shared.add_observer(observer)

    def remove_observer(self, observer: CallObserver) -> None:
        """Show an observer no more calls; one that sees none is left as it is."""
        self._shared.remove_observer(observer)

    async def call(self, request: WireRequest, read: Callable[..., T]) -> T:
        """Send a request, and return what `read` makes of the answer, which observers see as one.

        `read` takes the request, the answer and `now`, the Unix time; it raises the error of an
        answer that is one. Raises what `send` does, too.
        """
        if not self._shared.observers:
            answer = await self.send(request)
            return read(request, answer, now=self.runtime.time())
        from .._sending.observing import observed

        call = self._observed_call(request)
        with observed(self._shared.observers, call):
            answer = await self._send(request, call)
            return read(request, answer, now=self.runtime.time())

    def _observed_call(self, request: WireRequest) -> ObservedCall:
        from urllib.parse import urlsplit

        from .._sending.observing import ObservedCall
        from .._wire.seam import is_named_by_contract

        is_known = request.webhook is not None or is_named_by_contract(request.operation)
        customer = self.settings.customer
        return ObservedCall(
            flow_ns=customer.flow_ns,
            workspace_id=customer.workspace_id,
            operation=request.operation if is_known else request.method,
            method=request.method,
            safety=request.row.safety.value,
            host=urlsplit(self.settings.base_url).hostname or "",
        )

    async def send(self, request: WireRequest) -> WireResponse:
        """Send a request, as often as the policy allows, and return the answer whatever its status.

        Raises `OutcomeUnknownError` when a call that must not be repeated may have been carried
        out, `APIConnectionError` or `APITimeoutError` when there was no answer, `DecodeError` when
        the answer's body is too large or broken, `ConfigurationError` where no asyncio runs, and
        what the gate and the hooks raise.
        """
        return await self._send(request, None)

    async def _send(self, request: WireRequest, call: ObservedCall | None) -> WireResponse:
        """`send`, and write down for observers what comes of each attempt."""
        from .exchange import Attempt

        runtime_async.check_loop()
        self._check_needs(request)
        content = encode(request)
        may_have_acted = False
        number = 0
        while True:
            number += 1
            attempt = Attempt(request, number)
            try:
                outcome = await self._send_once(attempt, content, call)
            except BaseException as error:  # cancelled, Ctrl-C, or raised by a hook
                if call is not None and attempt.was_sent:
                    self._note(call, attempt, error, retry_in=None)
                raise
            if isinstance(outcome, WireResponse) and outcome.status < 300:
                if call is not None:
                    self._note(call, attempt, outcome, retry_in=None)
                return outcome  # as the policy would decide; nearly all answers are good
            decision = self._decide(attempt, outcome)
            is_repeated = decision.action is Action.RETRY
            if call is not None:
                retry_in = decision.wait if is_repeated else None
                self._note(call, attempt, outcome, retry_in=retry_in)
            if not is_repeated:
                result = self._result(request, outcome, decision.action, may_have_acted)
                log.debug(
                    "%s: not repeated: %s",
                    request.operation,
                    decision.reason,
                    extra=log_fields(
                        "not_repeated",
                        operation=request.operation,
                        attempt=number,
                        reason=decision.reason,
                    ),
                )
                if result is _ALREADY_DELETED:
                    return result
                await self._report_failure(attempt, outcome, result, retry_in=None)
                if isinstance(result, FlochatError):
                    raise result
                return result
            may_have_acted |= _may_have_acted(attempt, outcome)
            await self._report_failure(attempt, outcome, outcome, retry_in=decision.wait)
            await self._announce_wait(_retry_notice(attempt, decision), call)
            began_at = self.runtime.monotonic()
            try:
                await self.runtime.sleep(decision.wait)
            finally:
                if call is not None:
                    call._add_wait(self.runtime.monotonic() - began_at)

    def _note(
        self,
        call: ObservedCall,
        attempt: Attempt,
        outcome: WireResponse | BaseException,
        *,
        retry_in: float | None,
    ) -> None:
        """Write down an attempt for observers."""
        from .._sending.observing import ObservedAttempt

        answer = outcome if isinstance(outcome, WireResponse) else None
        call.attempts.append(
            ObservedAttempt(
                number=attempt.number,
                ended_at=self.runtime.time(),
                elapsed=attempt.elapsed,
                status=None if answer is None else answer.status,
                error=type(outcome).__name__ if answer is None else None,
                was_sent=answer is not None or attempt.was_sent,
                retry_in=retry_in,
            )
        )
        call.quota = self.quota

    def _check_needs(self, request: WireRequest) -> None:
        """Raise `InvalidArgumentError` if nobody gives a header that the contract requires."""
        if request.needs:
            from .._wire.request_headers import check_given

            check_given(request, {**self.settings.headers, **self.settings.customer.headers})

    async def close(self) -> None:
        """Close the connections; every later call raises `ConfigurationError`.

        Requests under way are finished first. A copy closes nothing but itself.
        """
        self._is_closed = True
        if not self._is_copy:
            await self._shared.close()

    @property
    def connection_owners(self) -> list[object]:
        """What the open connections belong to: event loops, for the async client."""
        return self._shared.connection_owners

    @property
    def _gate(self) -> AsyncGate:
        return self._shared.gate

    @property
    def _connection(self) -> AsyncConnection:
        return self._shared.connection

    @cached_property
    def _limits(self) -> WaitLimits:
        from .gate import WaitLimits

        lease = self.settings.total_timeout + _LEEWAY
        max_wait = self.settings.retry.max_wait
        return WaitLimits(lease, max_wait, self._deadline, self.runtime, self._announce_wait)

    async def _send_once(
        self, attempt: Attempt, content: bytes | None, call: ObservedCall | None
    ) -> WireResponse | Exception:
        """Make one attempt when the gate lets it through; returns the answer, or the error."""
        request, admission = attempt.request, None
        if self._is_closed or self._shared.is_closed:
            raise ConfigurationError("the client is closed", remedy=_CLOSED)
        if request.webhook is None:  # what is sent without the key does not use its quota
            admission = await self._enter_gate(attempt, call)
        outcome: WireResponse | Exception | None = None
        try:
            for_sends = not request.row.repeatable
            async with self._connection.borrowed(for_sends=for_sends) as channel:
                sent = channel.build(attempt, content, self.settings, headers=self._headers)
                if self.settings.on_request is not None:
                    await self._call_request_hook(attempt, sent)
                time_limit = min(self.settings.total_timeout, self.time_left())
                outcome = await channel.exchange(attempt, sent, time_limit)
                outcome = self._without_key(outcome)
        finally:
            answer = outcome if isinstance(outcome, WireResponse) else None
            if admission is not None:
                flow_ns = self.settings.customer.flow_ns
                await self._gate.leave(
                    admission, answer, was_sent=attempt.was_sent, flow_ns=flow_ns
                )
        if log.isEnabledFor(logging.INFO):
            self._log(attempt, sent, outcome)
        if answer is not None:
            last = _TimedAnswer(request.operation, answer, attempt.elapsed, attempt.number)
            self._of_customer.last.set(last)
            if self.settings.on_response is not None:
                await self._call_response_hook(attempt, sent, answer)
        return outcome

    async def _enter_gate(self, attempt: Attempt, call: ObservedCall | None) -> Admission:
        """Wait until an attempt may be made, and write down for observers how long that took."""
        operation, limits = attempt.request.operation, self._limits
        if call is None:
            return await self._gate.enter(operation, attempt.number, limits)
        limits = limits._replace(announce=partial(self._announce_wait, call=call))
        began_at = self.runtime.monotonic()
        try:
            return await self._gate.enter(operation, attempt.number, limits)
        finally:
            call._add_wait(self.runtime.monotonic() - began_at)
            call.quota = self.quota

    def _without_key(self, outcome: WireResponse | Exception) -> WireResponse | Exception:
        """The same answer or error with the key masked, which hosts and proxies may repeat.

        A good answer is left as it is, for what it says may be what the caller has stored there; it
        remembers the key, in case it turns out to be none.
        """
        if isinstance(outcome, Exception):
            self._shared.key_mask.hide_in_error(outcome)
            return outcome
        if outcome.status < 300:
            return outcome._replace(key=self.settings.api_key)
        mask = self._shared.key_mask
        headers = mask.hide_in_headers(outcome.headers)
        return outcome._replace(headers=headers, body=mask.hide_in_body(outcome.body))

    @property
    def _whose(self) -> dict[str, str | None]:
        """What reports say of the customer."""
        return self.settings.customer._asdict()

    def time_left(self) -> float:
        """Seconds until everything has to be over; infinity without a deadline."""
        if self._deadline is None:
            return math.inf
        return self._deadline - self.runtime.monotonic()

    def _decide(self, attempt: Attempt, outcome: WireResponse | Exception) -> policy.Decision:
        row, retries = attempt.request.row, attempt.number - 1
        random = self.runtime.random()
        if isinstance(outcome, BodyError):
            decision = policy.UNREADABLE
        elif isinstance(outcome, Exception):
            decision = policy.after_no_answer(
                self.settings.retry,
                repeatable=row.repeatable,
                may_have_acted=attempt.was_sent,
                retries=retries,
                random=random,
            )
        else:
            decision = policy.after_answer(
                self.settings.retry,
                outcome,
                repeatable=row.repeatable,
                only_reads=row.safety is Safety.READ,
                retries=retries,
                now=self.runtime.time(),
                random=random,
            )
        return policy.cap_to_deadline(decision, self.time_left())

    async def _call_request_hook(self, attempt: Attempt, sent: httpx.Request) -> None:
        from .._sending.reports import RequestEvent

        assert self.settings.on_request is not None
        event = RequestEvent(
            **self._whose,
            operation=attempt.request.operation,
            method=sent.method,
            url=self._whole_url(attempt),
            attempt=attempt.number,
        )
        await runtime_async.maybe_await(self.settings.on_request(event))

    async def _call_response_hook(
        self, attempt: Attempt, sent: httpx.Request, answer: WireResponse
    ) -> None:
        from .._sending.reports import ResponseEvent

        assert self.settings.on_response is not None
        event = ResponseEvent(
            **self._whose,
            operation=attempt.request.operation,
            method=sent.method,
            url=self._whole_url(attempt),
            attempt=attempt.number,
            status=answer.status,
            headers=self._shared.key_mask.hide_in_headers(answer.headers),
            elapsed=attempt.elapsed,
            quota=self.quota,
        )
        after = f"{event.operation} was sent, and answered {event.status}"
        await _call_hook("on_response", self.settings.on_response, event, after)

    def _whole_url(self, attempt: Attempt) -> str:
        from .exchange import whole_url

        return whole_url(self.settings, attempt.request)

    async def _report_failure(
        self,
        attempt: Attempt,
        outcome: WireResponse | Exception,
        result: WireResponse | Exception,
        *,
        retry_in: float | None,
    ) -> None:
        """Call the hook for an attempt that failed; `result` is what the call would end with."""
        if self.settings.on_failure is None:
            return
        from .._sending.reports import FailureEvent

        answer = outcome if isinstance(outcome, WireResponse) else None
        event = FailureEvent(
            **self._whose,
            operation=attempt.request.operation,
            attempt=attempt.number,
            elapsed=attempt.elapsed,
            error=self._failure(attempt.request, result),
            status=None if answer is None else answer.status,
            was_sent=answer is not None or attempt.was_sent,
            may_have_acted=_may_have_acted(attempt, outcome),
            retry_in=retry_in,
        )
        await _call_hook("on_failure", self.settings.on_failure, event, str(event.error))

    def _failure(self, request: WireRequest, result: WireResponse | Exception) -> FlochatError:
        """The error for an attempt that failed."""
        if isinstance(result, FlochatError):
            return result
        if isinstance(result, WireResponse):
            from .._wire import decode

            return decode.answer_error(request, result, now=self.runtime.time())
        return self._no_answer_error(request, result)

    def _result(
        self,
        request: WireRequest,
        outcome: WireResponse | Exception,
        action: Action,
        may_have_acted: bool,
    ) -> WireResponse | FlochatError:
        """What the call ends with, the error to raise or the answer to return.

        `may_have_acted` is about the attempts before the last.
        """
        if isinstance(outcome, BodyError):
            from .._wire import decode

            unreadable = DecodeError(str(outcome), operation=request.operation)
            unreadable.__cause__ = outcome
            return decode.unreadable_error(unreadable, repeatable=request.row.repeatable)
        if isinstance(outcome, Exception):
            error = self._no_answer_error(request, outcome)
            if action is not Action.UNKNOWN:
                return error
            unknown = _unknown(request, error.args[0])
            unknown.__cause__ = outcome
            return unknown
        if action is Action.UNKNOWN:
            return _unknown(request, f"it answered {outcome.status}")
        is_gone = outcome.status == 404 and request.row.safety is Safety.DESTROY
        return _ALREADY_DELETED if is_gone and may_have_acted else outcome

    def _no_answer_error(self, request: WireRequest, outcome: Exception) -> FlochatError:
        from .._sending import environment
        from .._wire.remedies import connection_remedy
        from .exchange import no_answer_error

        error = no_answer_error(request, outcome)
        error.__cause__ = outcome
        if error.remedy is None:
            error.remedy = connection_remedy(
                outcome,
                proxy=environment.proxy_name(self.settings),
                certificates=environment.certificates_name(self.settings),
            )
        return error

    async def _announce_wait(self, notice: WaitNotice, call: ObservedCall | None = None) -> None:
        """Say that a wait begins: to the log, to observers and to the hook."""
        until = self.runtime.monotonic() + notice.seconds
        fields = log_fields(
            "wait",
            **self._whose,
            operation=notice.operation,
            reason=notice.cause,
            seconds=notice.seconds,
            attempt=notice.attempt,
        )
        self._shared.wait_log.write(
            notice.text, notice.cause, until=until, is_long=notice.is_long, fields=fields
        )
        if call is not None:
            from .._sending.observing import ObservedWait

            wait = ObservedWait(
                reason=notice.cause, began_at=self.runtime.time(), seconds=notice.seconds
            )
            call.waits.append(wait)
        if self.settings.on_wait is None:
            return
        from .._sending.reports import WaitEvent

        event = WaitEvent(
            **self._whose,
            operation=notice.operation,
            reason=notice.cause,
            seconds=notice.seconds,
            resume_at=datetime.fromtimestamp(self.runtime.time() + notice.seconds, UTC),
            attempt=notice.attempt,
        )
        await runtime_async.maybe_await(self.settings.on_wait(event))

    def _log(
        self, attempt: Attempt, sent: httpx.Request, outcome: WireResponse | Exception
    ) -> None:
        quota = self.quota
        left = "" if quota.remaining is None else f", {quota.remaining} of {quota.limit} left"
        flow_ns = self.settings.customer.flow_ns
        log.info(
            "%s%s: %s in %.0f ms, attempt %d%s",
            attempt.request.operation,
            "" if flow_ns is None else f" of {flow_ns}",
            _describe(outcome),
            attempt.elapsed * 1000,
            attempt.number,
            left,
            extra=self._log_fields("request", attempt, outcome),
        )
        if not log.isEnabledFor(logging.DEBUG):
            return
        size = len(outcome.body) if isinstance(outcome, WireResponse) else 0
        log.debug(
            "%s %s: %d bytes sent, %d received",
            sent.method,
            sent.url,
            len(sent.content),
            size,
            extra={
                **self._log_fields("request_size", attempt, outcome),
                "flochat_bytes_sent": len(sent.content),
                "flochat_bytes_received": size,
            },
        )

    def _log_fields(
        self, event: str, attempt: Attempt, outcome: WireResponse | Exception
    ) -> dict[str, object]:
        """What a record says of an attempt, for programs."""
        answer = outcome if isinstance(outcome, WireResponse) else None
        quota = self.quota
        return log_fields(
            event,
            **self._whose,
            operation=attempt.request.operation,
            safety=attempt.request.row.safety.value,
            attempt=attempt.number,
            elapsed=attempt.elapsed,
            status=None if answer is None else answer.status,
            error=type(outcome).__name__ if answer is None else None,
            quota_remaining=quota.remaining,
            quota_limit=quota.limit,
        )


async def _call_hook(name: str, hook: Callable[[Any], Any], event: object, after: str) -> None:
    """Call a hook after an attempt; what it raises is given a note of how that ended.

    It goes to the caller in place of an answer or an error, which may say that a call must not be
    repeated blindly.
    """
    try:
        await runtime_async.maybe_await(hook(event))
    except Exception as error:
        error.add_note(f"raised by {name}, after this: {after}")
        raise


class _TimedAnswer(NamedTuple):
    """An answer, and how long it took."""

    operation: str
    answer: WireResponse
    elapsed: float
    attempts: int


class _CustomerParts:
    """What the transports for one flow share: the last answers, and what they know of searches.

    One customer's is never shown or used for another.
    """

    def __init__(self) -> None:
        self.last: runtime_async.PerCaller[_TimedAnswer] = runtime_async.PerCaller()
        self._lock = Lock()
        self._search_state: AsyncSearchState | None = None

    @property
    def search_state(self) -> AsyncSearchState:
        return self._search_state or self._make_search_state()

    def _make_search_state(self) -> AsyncSearchState:
        from .search_state import AsyncSearchState

        with self._lock:
            self._search_state = self._search_state or AsyncSearchState()
            return self._search_state


class _SharedParts:
    """What a transport and its copies share; made when first needed, as is the HTTP library.

    A shared quota is reached for at once, so that one that cannot be used is refused early.
    """

    def __init__(
        self, settings: Settings, runtime: runtime_async.AsyncRuntime, http_transport: Any
    ) -> None:
        self.wait_log = WaitLog()
        self.observers: tuple[CallObserver, ...] = ()
        self.is_closed = False
        self._settings = settings
        self._runtime = runtime
        self._http_transport = http_transport
        self._lock = Lock()
        self._gate: AsyncGate | None = None
        self._connection: AsyncConnection | None = None
        self._customers: dict[Customer, _CustomerParts] = {}
        if settings.shared_quota is not None:
            self._make_gate()

    def add_observer(self, observer: CallObserver) -> None:
        with self._lock:
            if observer not in self.observers:
                self.observers = (*self.observers, observer)

    def remove_observer(self, observer: CallObserver) -> None:
        with self._lock:
            self.observers = tuple(it for it in self.observers if it != observer)

    @cached_property
    def key_mask(self) -> KeyMask:
        from .._values.key_mask import KeyMask

        return KeyMask(self._settings.api_key)

    @property
    def gate(self) -> AsyncGate:
        return self._gate or self._make_gate()

    @property
    def connection(self) -> AsyncConnection:
        return self._connection or self._make_connection()

    @property
    def connection_owners(self) -> list[object]:
        return [] if self._connection is None else self._connection.owners

    def of_customer(self, customer: Customer) -> _CustomerParts:
        """What belongs to one flow or workspace; a key without customers has one of these."""
        with self._lock:
            return self._customers.setdefault(customer, _CustomerParts())

    async def close(self) -> None:
        self.is_closed = True
        if self._gate is not None:
            self._gate.close()
        if self._connection is not None:
            await self._connection.close()

    def _make_gate(self) -> AsyncGate:
        from .gate import AsyncGate

        with self._lock:
            if self._gate is None:
                self._gate = AsyncGate(self._settings, self._runtime)
            return self._gate

    def _make_connection(self) -> AsyncConnection:
        from .connection import AsyncConnection

        keep_out_of_logs(self._settings.api_key)
        if "SSL_CERT_DIR" in os.environ and not self._settings.is_loopback:
            from .._sending.environment import check_certificate_directory

            check_certificate_directory(self._settings)
        with self._lock:
            if self._connection is None:
                self._connection = AsyncConnection(self._settings, self._http_transport)
            return self._connection


def _may_have_acted(attempt: Attempt, outcome: WireResponse | Exception) -> bool:
    """Whether a call may have been carried out by an attempt that failed."""
    if isinstance(outcome, WireResponse):
        return policy.may_have_acted(outcome)
    return attempt.was_sent


def _retry_notice(attempt: Attempt, decision: policy.Decision) -> WaitNotice:
    """The wait before an attempt is repeated."""
    from .gate import WaitNotice

    operation, seconds = attempt.request.operation, decision.wait
    text = f"{operation}: retry {attempt.number} in {seconds:.1f} s"
    cause, is_long = decision.cause or "backoff", seconds > LONG_WAIT
    return WaitNotice(operation, attempt.number + 1, cause, seconds, text, is_long)


def _unknown(request: WireRequest, reason: str) -> OutcomeUnknownError:
    from .._wire import decode

    return decode.outcome_unknown(reason, request.operation)


def _describe(outcome: WireResponse | Exception) -> str:
    """The outcome of an attempt, for a line of the log."""
    if isinstance(outcome, WireResponse):
        return str(outcome.status)
    return f"no complete answer ({type(outcome).__name__})"

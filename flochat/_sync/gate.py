# Derived by scripts/sync_twin.py from
# flochat/_async/gate.py: edit that one.
"""The gate that every request passes: it lets through what the quota allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._sending import policy, runtime_sync
from .._sending.log import LONG_WAIT, SAME_WAIT, log, log_fields
from .._sending.quota import (
    MemoryStore,
    Meter,
    Reservation,
    RetryAfter,
    Store,
    WaitReason,
    quota_headers,
    quota_of,
)
from .._sending.settings import Settings
from .._wire.wire import WireResponse
from ..errors import APITimeoutError, FlochatError, RateLimitError, SharedQuotaError

if TYPE_CHECKING:
    from .._sending.reports import Quota, WaitCause

#: The longest sleep before the meter is asked again, in seconds: the quota may refill meanwhile.
_MAX_SLEEP: Final = 5.0
_MORE_TIME: Final = "Make a copy with more time for each call: with_options(deadline=...)."
#: Below so many seconds, the log gives a tenth of them, too.
_PRECISE_BELOW: Final = 60.0
#: What hooks are given for the reason of a wait.
_CAUSES: Final[Mapping[WaitReason, WaitCause]] = {
    WaitReason.EXHAUSTED: "quota",
    WaitReason.PACE: "pace",
    WaitReason.ANSWERS: "answers",
}
#: How long a shared store that failed is not tried again, in seconds.
_FALLBACK_SECONDS: Final = 30.0


class WaitNotice(NamedTuple):
    """A wait that begins: of which call, before which attempt, why and for how many seconds.

    `text` says so for the log, and `is_long` whether it is worth a warning there.
    """

    operation: str
    attempt: int
    cause: WaitCause
    seconds: float
    text: str
    is_long: bool


class WaitLimits(NamedTuple):
    """How long a call may wait, and when it is given up; the times are in seconds.

    `lease` is the longest that one request can take, `deadline` is on the monotonic clock of
    `runtime`, which also does the waiting. `announce` is called when a wait begins.
    """

    lease: float
    max_wait: float
    deadline: float | None
    runtime: runtime_sync.Runtime
    announce: Callable[[WaitNotice], Any]  # in the twin it returns nothing to wait for


class Admission(NamedTuple):
    """What a request that was let through has to hand back, and to which store."""

    reservation: Reservation
    store: Store


class Gate:
    """Counts what a client sends, and holds back what the quota does not allow."""

    def __init__(self, settings: Settings, runtime: runtime_sync.Runtime) -> None:
        self._runtime = runtime
        self._waits_for_quota = settings.retry.waits_for_quota
        self._falls_back = settings.on_shared_quota_lost == "local"
        self._local = MemoryStore()
        self._shared = None if settings.shared_quota is None else self._open_shared(settings)
        self._fallback_until = 0.0
        self._spent = 0
        self._spent_by_flow: Counter[str] = Counter()
        self._lock = Lock()

    @staticmethod
    def _open_shared(settings: Settings) -> Store | None:
        from .._sending.quota_stores import shared_store

        return shared_store(settings)

    @property
    def quota(self) -> Quota:
        """What is known of the quota."""
        store = self._store()
        now = self._runtime.time() - store.clock_skew
        with self._lock:
            spent_by_flow = dict(self._spent_by_flow)
        return quota_of(
            store.meter,
            now=now,
            spent=self._spent,
            spent_by_flow=spent_by_flow,
            skew=store.clock_skew,
        )

    def enter(self, operation: str, attempt: int, limits: WaitLimits) -> Admission:
        """Wait until a request may go; hand the result back to `leave`.

        `attempt` is which one of the call is to go.

        Raises `RateLimitError` when the quota is spent and the client does not wait for it,
        `APITimeoutError` when a wait would go beyond the deadline, and `SharedQuotaError`.
        """
        if limits.deadline is not None and limits.runtime.monotonic() >= limits.deadline:
            raise _deadline_error(operation, "the deadline set by with_options has passed")
        waited = 0.0
        announced: _Announced | None = None
        while True:
            is_paced = self._waits_for_quota or waited < limits.max_wait
            result, store = self._acquire(limits.lease, is_paced=is_paced)
            if isinstance(result, Reservation):
                return Admission(result, store)
            wait = self._capped(result, limits.max_wait - waited)
            error = self._refusal(operation, wait, store, limits, waited)
            if error is not None:
                raise error
            announced = announced or _Announced(operation, attempt, limits.lease)
            notice = announced.notice(wait, now=limits.runtime.monotonic(), waited=waited)
            if notice is not None:
                limits.announce(notice)
            seconds = min(wait.seconds + self._jitter(wait), _MAX_SLEEP)
            limits.runtime.sleep(seconds)
            waited += seconds

    def leave(
        self,
        admission: Admission,
        answer: WireResponse | None,
        *,
        was_sent: bool,
        flow_ns: str | None = None,
    ) -> None:
        """Record how a request ended: with an answer, without one, or unsent.

        `flow_ns` is the flow of a partner's customer that it was for, if any.
        """
        if was_sent:
            with self._lock:
                self._spent += 1
                if flow_ns is not None:
                    self._spent_by_flow[flow_ns] += 1
        headers = quota_headers(answer, now=self._runtime.time()) if answer else None

        def record(meter: Meter, now: float) -> None:
            if headers is not None:
                meter.confirm(admission.reservation, headers, now)
            elif was_sent:
                # An answer without quota headers shows that there are none; Cloudflare's does not.
                is_answered = answer is not None and not policy.may_have_acted(answer)
                meter.mark_unconfirmed(admission.reservation, is_answered=is_answered)
            else:
                meter.release(admission.reservation)

        try:
            self._update(admission.store, record)
        except SharedQuotaError as error:  # the answer is worth more than the count
            log.warning("%s", error, extra=log_fields("shared_quota_lost"))

    def close(self) -> None:
        """Close the store."""
        if self._shared is not None:
            self._shared.close()

    def _acquire(self, lease: float, *, is_paced: bool) -> tuple[Reservation | RetryAfter, Store]:
        def acquire(meter: Meter, now: float) -> Reservation | RetryAfter:
            return meter.acquire(now, lease=lease, is_paced=is_paced)

        store = self._store()
        if store is self._local:
            return self._local.update(acquire, self._runtime.time), store
        try:
            return self._acquire_shared(store, acquire), store
        except SharedQuotaError as error:
            if not self._falls_back:
                raise
            reason = error.args[0]  # without its remedy, which is what happens here
            log.warning(
                "%s; counting alone for %d s",
                reason,
                _FALLBACK_SECONDS,
                extra=log_fields("shared_quota_lost", seconds=_FALLBACK_SECONDS),
            )
            self._fallback_until = self._runtime.time() + _FALLBACK_SECONDS
            return self._local.update(acquire, self._runtime.time), self._local

    def _acquire_shared(
        self, store: Store, acquire: Callable[[Meter, float], Reservation | RetryAfter]
    ) -> Reservation | RetryAfter:
        """What a shared store decides; a reservation is released when its caller was cancelled."""
        results: list[Reservation | RetryAfter] = []
        try:
            runtime_sync.shielded(
                store.update,
                lambda meter, now: results.append(acquire(meter, now)),
                self._runtime.time,
            )
        except BaseException:
            if results and isinstance(results[-1], Reservation):
                self.leave(Admission(results[-1], store), None, was_sent=False)
            raise
        return results[-1]

    def _update(self, store: Store, update: Callable[[Meter, float], None]) -> None:
        if store is self._local:
            store.update(update, self._runtime.time)
        else:
            runtime_sync.shielded(store.update, update, self._runtime.time)

    def _store(self) -> Store:
        falls_back = self._fallback_until and self._runtime.time() < self._fallback_until
        return self._local if self._shared is None or falls_back else self._shared

    def _refusal(
        self, operation: str, wait: RetryAfter, store: Store, limits: WaitLimits, waited: float
    ) -> FlochatError | None:
        """The error for a wait that is too long to begin, if it is."""
        is_exhausted = wait.reason is WaitReason.EXHAUSTED
        is_too_long = not self._waits_for_quota and waited + wait.seconds > limits.max_wait
        is_too_late = (
            limits.deadline is not None
            and limits.runtime.monotonic() + wait.seconds >= limits.deadline
        )
        if is_exhausted and (is_too_long or is_too_late):
            return _quota_error(operation, wait, store.meter.limit, limits.runtime.time())
        if is_too_late:
            reason = f"{wait.reason.value}, and {wait.seconds:.0f} s are too long for the deadline"
            return _deadline_error(operation, reason)
        return None

    def _capped(self, wait: RetryAfter, longest: float) -> RetryAfter:
        """The same wait; one for the pace is capped unless the client waits for the quota."""
        is_capped = wait.reason is WaitReason.PACE and not self._waits_for_quota
        return wait._replace(seconds=min(wait.seconds, longest)) if is_capped else wait

    def _jitter(self, wait: RetryAfter) -> float:
        """Some more seconds, at random, so that not everyone returns the moment the hour begins."""
        is_common = wait.reason is WaitReason.EXHAUSTED and self._waits_for_quota
        return self._runtime.random() if is_common else 0.0


class _Announced:
    """What was said of the waits of one attempt, which the gate makes in many short sleeps."""

    def __init__(self, operation: str, attempt: int, lease: float) -> None:
        self._operation = operation
        self._attempt = attempt
        self._lease = lease
        self._until: dict[WaitReason, float] = {}
        self._is_long = False

    def notice(self, wait: RetryAfter, *, now: float, waited: float) -> WaitNotice | None:
        """What to say of a wait, if it is news.

        That is the first one for a reason, except for a short wait for answers; one for the quota
        that ends later than was said; and the moment at which short waits have become a long one.
        """
        reason, until = wait.reason, now + wait.seconds
        is_long = waited + wait.seconds > LONG_WAIT
        is_first = reason not in self._until and reason is not WaitReason.ANSWERS
        ends_later = (
            reason is WaitReason.EXHAUSTED and until > self._until.get(reason, until) + SAME_WAIT
        )
        if not (is_first or ends_later or (is_long and not self._is_long)):
            return None
        self._until[reason] = until
        self._is_long = is_long
        seconds = wait.seconds
        if reason is WaitReason.ANSWERS:  # those under way are given up after that time
            seconds = max(seconds, self._lease - waited)
        text = f"{self._operation}: {reason.value}; waiting {_duration(seconds)}"
        return WaitNotice(self._operation, self._attempt, _CAUSES[reason], seconds, text, is_long)


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < _PRECISE_BELOW else f"{seconds:,.0f} s"


def _deadline_error(operation: str, reason: str) -> APITimeoutError:
    error = APITimeoutError(f"{operation} was not sent: {reason}", operation=operation)
    error.remedy = _MORE_TIME
    return error


def _quota_error(operation: str, wait: RetryAfter, limit: int | None, now: float) -> RateLimitError:
    from .._plurals import counted
    from .._wire.remedies import quota_remedy

    quota = "the quota" if limit is None else f"the quota of {counted(limit, 'request')} an hour"
    error = RateLimitError(
        f"{quota} is spent; it refills in at most {wait.seconds:.0f} s",
        retry_after=wait.seconds,
        was_sent=False,
        status_code=429,
        operation=operation,
    )
    error.remedy = quota_remedy(wait.seconds, now=now)
    return error

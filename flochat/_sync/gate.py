# Derived by scripts/sync_twin.py from
# flochat/_async/gate.py: edit that one.
"""The gate that every request passes: it lets through what the quota allows."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Final, NamedTuple

from .._sending import runtime_sync
from .._sending.hooks import log
from .._sending.quota import (
    Meter,
    Quota,
    Reservation,
    RetryAfter,
    WaitReason,
    quota_headers,
    snapshot,
)
from .._sending.quota_stores import MemoryStore, Store, shared_store
from .._sending.settings import Settings
from .._wire.wire import WireResponse
from ..errors import APITimeoutError, FlochatError, RateLimitError, SharedQuotaError

#: The longest sleep before the gate is asked again, in seconds: the quota may refill meanwhile.
_NAP: Final = 5.0
#: How long a lost store is left alone, in seconds.
_ALONE_FOR: Final = 30.0


class WaitLimits(NamedTuple):
    """How long a call may wait, and when it is given up; the times are in seconds.

    `lease` is the longest that one request can take, `deadline` is on the monotonic clock of
    `runtime`, which waits.
    """

    lease: float
    max_wait: float
    deadline: float | None
    runtime: runtime_sync.Runtime


class Admission(NamedTuple):
    """What a request that was let through has to hand back, and where."""

    ticket: Reservation
    store: Store


class Gate:
    """Counts what a client sends, and holds up what the quota does not allow."""

    def __init__(self, settings: Settings, runtime: runtime_sync.Runtime) -> None:
        self._runtime = runtime
        self._is_patient = settings.retry.waits_for_quota
        self._goes_on_alone = settings.on_shared_quota_lost == "local"
        self._local = MemoryStore()
        self._shared = shared_store(settings)
        self._alone_until = 0.0
        self._spent = 0
        self._lock = Lock()

    @property
    def quota(self) -> Quota:
        """What is known of the quota."""
        store = self._store()
        now = self._runtime.time() - store.clock_skew
        return snapshot(store.meter, now=now, spent=self._spent, skew=store.clock_skew)

    def enter(self, operation: str, patience: WaitLimits) -> Admission:
        """Wait until a request may go. What is given has to be handed back to `leave`.

        Raises `RateLimitError` when the quota is spent and that is not waited for,
        `APITimeoutError` when a wait would go beyond the deadline, and `SharedQuotaError`.
        """
        if patience.deadline is not None and patience.runtime.monotonic() >= patience.deadline:
            raise _late(operation, "the deadline that with_options set is over")
        waited = 0.0
        announced: WaitReason | None = None
        while True:
            is_paced = self._is_patient or waited < patience.max_wait
            taken, store = self._take(patience.lease, is_paced=is_paced)
            if isinstance(taken, Reservation):
                return Admission(taken, store)
            wait = self._bounded(taken, patience.max_wait - waited)
            error = self._refusal(operation, wait, store, patience, waited)
            if error is not None:
                raise error
            if wait.reason is not announced:
                announced = wait.reason
                _announce(operation, wait)
            nap = min(wait.seconds + self._spread(wait), _NAP)
            patience.runtime.sleep(nap)
            waited += nap

    def leave(self, passed: Admission, answer: WireResponse | None, *, was_sent: bool) -> None:
        """Take note of how a request ended: with an answer, without one, or unsent."""
        if was_sent:
            with self._lock:
                self._spent += 1
        told = quota_headers(answer, now=self._runtime.time()) if answer else None

        def settle(meter: Meter, now: float) -> None:
            if told is not None:
                meter.answered(passed.ticket, told, now)
            elif was_sent:
                meter.lose(passed.ticket, is_answered=_is_of_the_service(answer))
            else:
                meter.release(passed.ticket)

        try:
            self._change(passed.store, settle)
        except SharedQuotaError as error:  # the answer is worth more than the count
            log.warning("%s", error)

    def close(self) -> None:
        """Let go of the store."""
        if self._shared is not None:
            self._shared.close()

    def _take(self, lease: float, *, is_paced: bool) -> tuple[Reservation | RetryAfter, Store]:
        def take(meter: Meter, now: float) -> Reservation | RetryAfter:
            return meter.acquire(now, lease=lease, is_paced=is_paced)

        shared = self._store()
        if shared is self._local:
            return self._local.change(take, self._runtime.time), shared
        try:
            return self._taken(shared, take), shared
        except SharedQuotaError as error:
            if not self._goes_on_alone:
                raise
            log.warning("%s; counting alone for %d s", error, _ALONE_FOR)
            self._alone_until = self._runtime.time() + _ALONE_FOR
            return self._local.change(take, self._runtime.time), self._local

    def _taken(
        self, shared: Store, take: Callable[[Meter, float], Reservation | RetryAfter]
    ) -> Reservation | RetryAfter:
        """What a shared store gives; a ticket that nobody waits for any longer is given back."""
        got: list[Reservation | RetryAfter] = []
        try:
            runtime_sync.shielded(
                shared.change, lambda *given: got.append(take(*given)), self._runtime.time
            )
        except BaseException:
            if got and isinstance(got[-1], Reservation):
                self.leave(Admission(got[-1], shared), None, was_sent=False)
            raise
        return got[-1]

    def _change(self, store: Store, change: Callable[[Meter, float], None]) -> None:
        if store is self._local:
            store.change(change, self._runtime.time)
        else:
            runtime_sync.shielded(store.change, change, self._runtime.time)

    def _store(self) -> Store:
        is_alone = self._alone_until and self._runtime.time() < self._alone_until
        return self._local if self._shared is None or is_alone else self._shared

    def _refusal(
        self, operation: str, wait: RetryAfter, store: Store, patience: WaitLimits, waited: float
    ) -> FlochatError | None:
        """Why a wait is not begun, if it is not."""
        is_spent = wait.reason is WaitReason.EXHAUSTED
        is_too_long = not self._is_patient and waited + wait.seconds > patience.max_wait
        is_too_late = (
            patience.deadline is not None
            and patience.runtime.monotonic() + wait.seconds >= patience.deadline
        )
        if is_spent and (is_too_long or is_too_late):
            return _spent(operation, wait, store.meter.limit)
        if is_too_late:
            told = f"{wait.reason.value}, and {wait.seconds:.0f} s are too long for the deadline"
            return _late(operation, told)
        return None

    def _bounded(self, wait: RetryAfter, longest: float) -> RetryAfter:
        """A wait for the pace is no longer than a client waits that is not told to."""
        is_bounded = wait.reason is WaitReason.PACE and not self._is_patient
        return wait._replace(seconds=min(wait.seconds, longest)) if is_bounded else wait

    def _spread(self, wait: RetryAfter) -> float:
        """Some more, by chance, so that not all are back at the moment when the hour begins."""
        is_common = wait.reason is WaitReason.EXHAUSTED and self._is_patient
        return self._runtime.random() if is_common else 0.0


def _is_of_the_service(answer: WireResponse | None) -> bool:
    """Whether an answer without figures says that none will come; Cloudflare's says nothing."""
    return answer is not None and answer.status < 500 and answer.status != 429


def _late(operation: str, told: str) -> APITimeoutError:
    return APITimeoutError(f"{operation} was not sent: {told}", operation=operation)


def _spent(operation: str, wait: RetryAfter, limit: int | None) -> RateLimitError:
    quota = "the quota" if limit is None else f"the quota of {limit:,} requests an hour"
    return RateLimitError(
        f"{quota} is spent; it refills in {wait.seconds:.0f} s at the latest",
        retry_after=wait.seconds,
        was_sent=False,
        status_code=429,
        operation=operation,
    )


def _announce(operation: str, wait: RetryAfter) -> None:
    if wait.reason is WaitReason.EXHAUSTED:
        log.warning("%s: %s; waiting %.0f s", operation, wait.reason.value, wait.seconds)
    elif wait.reason is WaitReason.PACE:
        log.info("%s: %s; waiting %.1f s", operation, wait.reason.value, wait.seconds)

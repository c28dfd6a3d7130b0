"""What to do with a failed attempt: pure decisions, no clock, no network, no randomness.

The rule behind all of it: a call that must not be repeated is repeated only when it is certain
that nothing of it has arrived; when that is uncertain, the caller learns so from the error.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from .._wire.wire import WireResponse
    from .reports import WaitCause

_FIRST_BACKOFF: Final = 0.5
_LONGEST_BACKOFF: Final = 8.0
#: Answers below 500 that may come after the call was carried out: redirects that a web server sends
#: after it has acted, and what a proxy says that gave up waiting (408) or may have passed the
#: request on (425).
_LEAVE_IT_OPEN: Final = frozenset({302, 303, 408, 425})
#: Answers below 500 that may be better another time, for every call that may be repeated, and for
#: those that only read.
_TEMPORARY: Final = frozenset({408, 425, 429})
_TEMPORARY_FOR_READS: Final = frozenset({409})


class RetryPolicy(NamedTuple):
    """How often a call is tried again, and the longest wait, in seconds, that is accepted for it.

    With `waits_for_quota`, a call waits for a spent quota as often and as long as it takes.
    """

    max_retries: int = 2
    max_wait: float = 60.0
    waits_for_quota: bool = False


class Action(Enum):
    """What to do with an attempt."""

    RETURN = "return"  #: give the caller the answer, good or bad, or raise the error
    RETRY = "retry"  #: wait, then try again
    UNKNOWN = "unknown"  #: raise that the call may or may not have been carried out


class Decision(NamedTuple):
    """An action; for a retry the wait in seconds and its cause, else why there is none."""

    action: Action
    wait: float = 0.0
    cause: WaitCause | None = None
    reason: str = ""


_UNKNOWN: Final = Decision(
    Action.UNKNOWN, reason="it may have been carried out, and must not be carried out twice"
)
#: An answer that came, and cannot be read, of a call that may be repeated.
UNREADABLE: Final = Decision(Action.RETURN, reason="the answer would be no better another time")


def may_have_acted(answer: WireResponse) -> bool:
    """Whether a call may have been carried out although its answer is not a good one.

    Such an answer need not be the service's own: Cloudflare and other proxies give it, too.
    """
    if answer.status == 429:
        from .._wire.throttle import is_own_throttle

        return not is_own_throttle(answer)
    return leaves_it_open(answer.status)


def leaves_it_open(status: int) -> bool:
    """Whether a status says nothing of the call; with 429, the rest of the answer decides."""
    return status >= 500 or status in _LEAVE_IT_OPEN


def after_answer(
    policy: RetryPolicy,
    answer: WireResponse,
    *,
    repeatable: bool,
    only_reads: bool,
    retries: int,
    now: float,
    random: float,
) -> Decision:
    """Decide on an attempt that was answered.

    `retries` is how many were made already, `now` the Unix time, `random` is from 0.0 to 1.0.
    """
    status = answer.status
    is_open = may_have_acted(answer)
    if is_open and not repeatable:
        return _UNKNOWN
    is_temporary = status >= 500 or status in _TEMPORARY
    if not is_temporary and not (only_reads and status in _TEMPORARY_FOR_READS):
        return Decision(Action.RETURN, reason=f"{status} would be the answer another time, too")
    is_spent = status == 429 and not is_open
    if is_spent and policy.waits_for_quota:  # the gate waits for the rest
        return Decision(Action.RETRY, backoff(retries, random), "backoff")
    if retries >= policy.max_retries:
        return _retries_spent(policy)
    from .._wire.throttle import retry_after

    requested = retry_after(answer, now=now)
    if requested is None:
        return Decision(Action.RETRY, backoff(retries, random), "backoff")
    if requested > policy.max_wait:
        reason = f"it is to wait {requested:.0f} s, above max_wait ({policy.max_wait:.0f} s)"
        return Decision(Action.RETURN, reason=reason)
    return Decision(Action.RETRY, requested, "quota" if is_spent else "retry_after")


def after_no_answer(
    policy: RetryPolicy, *, repeatable: bool, may_have_acted: bool, retries: int, random: float
) -> Decision:
    """Decide on an attempt that was not answered.

    `may_have_acted` is False only when nothing of the request can have reached the service.
    """
    if may_have_acted and not repeatable:
        return _UNKNOWN
    if retries >= policy.max_retries:
        return _retries_spent(policy)
    return Decision(Action.RETRY, backoff(retries, random), "backoff")


def _retries_spent(policy: RetryPolicy) -> Decision:
    return Decision(Action.RETURN, reason=f"max_retries is {policy.max_retries}")


def cap_to_deadline(decision: Decision, time_left: float) -> Decision:
    """The same decision, unless it is to wait beyond the deadline, `time_left` seconds from now."""
    if decision.action is not Action.RETRY or decision.wait < time_left:
        return decision
    reason = f"a wait of {decision.wait:.1f} s would go beyond the deadline"
    return Decision(Action.RETURN, reason=reason)


def backoff(retries: int, random: float) -> float:
    """Full jitter: anything up to 0.5 s, doubled with each retry made, up to 8 s."""
    ceiling = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0 ** min(retries, 16))
    return ceiling * random

"""What to do with a failed attempt: pure decisions, no clock, no network, no randomness.

The rule behind all of it: a call that must not be repeated is repeated only when it is certain
that nothing of it has arrived; when that is uncertain, the caller learns so from the error.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from .._wire.wire import WireResponse

_FIRST_BACKOFF: Final = 0.5
_LONGEST_BACKOFF: Final = 8.0
#: Redirects that a web server may answer with after it has carried the request out.
_REDIRECTS_AFTER_ACTING: Final = frozenset({302, 303})


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
    """An action, and for a retry the wait before it in seconds."""

    action: Action
    wait: float = 0.0


_RETURN: Final = Decision(Action.RETURN)
_UNKNOWN: Final = Decision(Action.UNKNOWN)


def after_answer(
    policy: RetryPolicy,
    answer: WireResponse,
    *,
    repeatable: bool,
    retries: int,
    now: float,
    random: float,
) -> Decision:
    """Decide on an attempt that was answered.

    `retries` is how many were made already, `now` the Unix time, `random` is from 0.0 to 1.0.
    """
    throttled = answer.status == 429
    if not throttled and answer.status < 500:
        return _UNKNOWN if answer.status in _REDIRECTS_AFTER_ACTING and not repeatable else _RETURN
    from .._wire.throttle import is_own_throttle, retry_after

    is_spent = throttled and is_own_throttle(answer)
    if not repeatable and not is_spent:
        return _UNKNOWN
    if is_spent and policy.waits_for_quota:
        return Decision(Action.RETRY, backoff(retries, random))  # the gate waits for the rest
    if retries >= policy.max_retries:
        return _RETURN
    requested = retry_after(answer, now=now)
    if requested is None:
        return Decision(Action.RETRY, backoff(retries, random))
    return Decision(Action.RETRY, requested) if requested <= policy.max_wait else _RETURN


def after_no_answer(
    policy: RetryPolicy, *, repeatable: bool, may_have_acted: bool, retries: int, random: float
) -> Decision:
    """Decide on an attempt that was not answered.

    `may_have_acted` is False only when nothing of the request can have reached the service.
    """
    if may_have_acted and not repeatable:
        return _UNKNOWN
    if retries >= policy.max_retries:
        return _RETURN
    return Decision(Action.RETRY, backoff(retries, random))


def cap_to_deadline(decision: Decision, time_left: float) -> Decision:
    """The same decision, unless it is to wait beyond the deadline, `time_left` seconds from now."""
    is_late = decision.action is Action.RETRY and decision.wait >= time_left
    return _RETURN if is_late else decision


def backoff(retries: int, random: float) -> float:
    """Full jitter: anything up to 0.5 s, doubled with each retry made, up to 8 s."""
    ceiling = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0 ** min(retries, 16))
    return ceiling * random

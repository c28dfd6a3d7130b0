"""What a client reports of its requests: events for hooks, the last answer, the quota."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from ..errors import FlochatError

#: Why a call waits: the key's quota is spent; the last of it is spread over the hour; answers that
#: say what is left are on their way; an answer asked for it; it is about to be repeated.
WaitCause: TypeAlias = Literal["quota", "pace", "answers", "retry_after", "backoff"]


@frozen(kw_only=True)
class Quota:
    """What a client knows of its key's quota; None is what the service has not reported.

    `limit` is the number of requests an hour, `remaining` how many of them are left (those under
    way are subtracted), `spent` how many this client has sent, retries included. `resets_at`, in
    UTC, is when the hour ends: known exactly after a refusal, and otherwise the latest that it can
    be, one hour after the first answer that this client has seen in it.

    With a partner's master key, `spent_by_flow` says how many of `spent` were for which flow: those
    that the clients of `for_flow` have sent.
    """

    limit: int | None
    remaining: int | None
    resets_at: datetime | None
    spent: int
    spent_by_flow: Mapping[str, int] = field(factory=dict, hash=False)


@frozen(kw_only=True)
class _Report:
    """What every report of a request says: for whom it was, if `for_flow` made the client."""

    workspace_id: str | None = None
    flow_ns: str | None = None


@frozen(kw_only=True)
class RequestEvent(_Report):
    """A request that is about to be sent.

    `operation` is "METHOD /path", `method` and `url` are what goes over the wire, and `attempt`
    counts from 1. None of them contains the key. `url` has the query, and so may name a person, by
    email or phone: write `operation` to logs instead.

    `flow_ns` and `workspace_id` are those of a client that `for_flow` made, None otherwise.
    """

    operation: str
    method: str
    url: str
    attempt: int


@frozen(kw_only=True)
class ResponseEvent(_Report):
    """An answer that was received, good or bad.

    `operation`, `method`, `url` and `attempt` are those of the request, `status` is the HTTP
    status, `headers` those of the answer, names in lower case, `elapsed` the seconds from the
    request to the end of the answer, and `quota` what is known of the quota after it.

    `flow_ns` and `workspace_id` are those of a client that `for_flow` made, None otherwise.
    """

    operation: str
    method: str
    url: str
    attempt: int
    status: int
    headers: Mapping[str, str]
    elapsed: float
    quota: Quota


@frozen(kw_only=True)
class WaitEvent(_Report):
    """A wait that begins.

    `operation` is "METHOD /path" and `attempt` the number of the attempt that is made after the
    wait, so 1 before a call is sent for the first time. `seconds` is how long the wait is, at most,
    and `resume_at`, in UTC, when it ends. `reason` is one of:

    - "quota": the key's quota is spent;
    - "pace": the last fifth of the quota is spread over the rest of the hour;
    - "answers": nothing is sent until answers to other requests have said what is left;
    - "retry_after": the service asked for the wait;
    - "backoff": a failed attempt is about to be repeated.

    `flow_ns` and `workspace_id` are those of a client that `for_flow` made, None otherwise.
    """

    operation: str
    reason: WaitCause
    seconds: float
    resume_at: datetime
    attempt: int


@frozen(kw_only=True)
class FailureEvent(_Report):
    """An attempt that failed: it got no whole answer, or one whose status is not 2xx.

    `operation` is "METHOD /path", `attempt` counts from 1, `elapsed` is in seconds. `error` is what
    the caller gets if the call is not repeated: an `OutcomeUnknownError` where it may have been
    carried out and must not be repeated. `status` is the HTTP status, None without an answer.

    `was_sent` says whether any of the request may have reached the service, and `may_have_acted`
    whether the service may have carried it out: never when nothing was sent, and never after the
    platform's own 429 or a refusal. `will_retry` says whether it is tried again, after a wait of at
    least `retry_in` seconds (the quota may take longer), which is None when it is not.

    `flow_ns` and `workspace_id` are those of a client that `for_flow` made, None otherwise.
    """

    operation: str
    attempt: int
    elapsed: float
    error: FlochatError
    status: int | None
    was_sent: bool
    may_have_acted: bool
    retry_in: float | None

    @property
    def will_retry(self) -> bool:
        """Whether the call is tried again."""
        return self.retry_in is not None


@frozen(kw_only=True)
class LastResponse(_Report):
    """The last answer that a thread or task received, good or bad.

    `operation` is "METHOD /path", `status` the HTTP status, `headers` those of the answer, names in
    lower case, `elapsed` the seconds from the request to the end of the answer, and `attempts` how
    many attempts the call had taken by then.

    `flow_ns` and `workspace_id` are those of a client that `for_flow` made, None otherwise.
    """

    operation: str
    status: int
    headers: Mapping[str, str]
    elapsed: float
    attempts: int = 1


#: A function that is called with an event; of `AsyncFlochat`, a coroutine function too.
RequestHook: TypeAlias = Callable[[RequestEvent], Any]
ResponseHook: TypeAlias = Callable[[ResponseEvent], Any]
WaitHook: TypeAlias = Callable[[WaitEvent], Any]
FailureHook: TypeAlias = Callable[[FailureEvent], Any]

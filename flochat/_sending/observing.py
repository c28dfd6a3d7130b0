"""Calls as observers see them: from their beginning to their end, waits and repeats included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Final, Literal, TypeAlias

from attrs import define, field, frozen

from .log import log, log_fields
from .reports import Quota, WaitCause

#: What a call does to the world, and so whether it may be repeated.
SafetyClass: TypeAlias = Literal["read", "edit", "create", "send", "broadcast", "destroy"]

#: What holds a call up for less, in seconds, is no wait.
_NO_WAIT: Final = 0.001


@frozen(kw_only=True)
class ObservedAttempt:
    """One attempt of a call that was made.

    `number` counts from 1, `ended_at` is a Unix time, `elapsed` in seconds. `status` is the HTTP
    status, None where no whole answer came; then `error` is the name of what came instead
    ("ConnectError"). `was_sent` says whether any of it may have reached the service, and `retry_in`
    after how many seconds it is repeated, None when it is not.
    """

    number: int
    ended_at: float
    elapsed: float
    status: int | None
    error: str | None
    was_sent: bool
    retry_in: float | None


@frozen(kw_only=True)
class ObservedWait:
    """A wait of a call that was announced: why, when it began (a Unix time), and its seconds."""

    reason: WaitCause
    began_at: float
    seconds: float


@define(kw_only=True)
class ObservedCall:
    """A call as an observer sees it: filled in while it is made, complete when it has ended.

    None of it names a person, and there is no text, value, query or key in it.

    `operation` is "METHOD /path" as the contract has it, with {} for what varies; of a path that
    the contract does not have, the method alone. `safety` is what the call does: "read", "edit",
    "create", "send", "broadcast" or "destroy". `host` is that of the service. `flow_ns` and
    `workspace_id` are those of a client that `for_flow` made, None otherwise.

    `attempts` are those that were made, `waits` those that were announced, and `waited` all the
    seconds that the quota, or what comes before a repeat, held the call up. `quota` is what is
    known of the quota after it. `error` is the exception that the caller gets; its text may repeat
    what was sent.
    """

    operation: str
    method: str
    safety: SafetyClass
    host: str
    flow_ns: str | None = None
    workspace_id: str | None = None
    attempts: list[ObservedAttempt] = field(factory=list)
    waits: list[ObservedWait] = field(factory=list)
    waited: float = 0.0
    quota: Quota | None = None
    error: BaseException | None = None

    @property
    def status(self) -> int | None:
        """The HTTP status of the last attempt; None where no whole answer came."""
        return self.attempts[-1].status if self.attempts else None

    def _add_wait(self, seconds: float) -> None:
        if seconds >= _NO_WAIT:
            self.waited += seconds


#: Called with each call as it begins; returns a context manager that is left when it has ended.
CallObserver: TypeAlias = Callable[[ObservedCall], AbstractContextManager[object]]


@contextmanager
def observed(observers: Sequence[CallObserver], call: ObservedCall) -> Iterator[None]:
    """Show a call to observers. What they raise is in the log, and changes nothing of the call."""
    with ExitStack() as stack:
        for observer in observers:
            _enter(observer, call, stack)
        try:
            yield
        except BaseException as error:
            call.error = error
            raise


def _enter(observer: CallObserver, call: ObservedCall, stack: ExitStack) -> None:
    """Enter the context of an observer, to be left with the stack whatever else is raised."""
    try:
        context = observer(call)
        leave = context.__exit__
        context.__enter__()
    except Exception as error:
        _report(observer, error)
        return

    def leave_quietly(*details: Any) -> None:
        try:
            leave(*details)
        except Exception as error:
            if error is not details[1]:
                _report(observer, error)

    stack.push(leave_quietly)


def _report(observer: CallObserver, error: Exception) -> None:
    log.warning(
        "an observer of calls, %s, failed: %s",
        getattr(observer, "__qualname__", type(observer).__qualname__),
        type(error).__name__,
        extra=log_fields("observer_failed", error=type(error).__name__),
    )

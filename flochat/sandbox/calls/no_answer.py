"""How a service fails to answer."""

from __future__ import annotations

from ..._plurals import counted
from .outcome import ServiceAnswer


class NoAnswer(Exception):
    """A service gave no answer that the platform could read."""

    def __init__(
        self, kind: str, where: str, what: str, answer: ServiceAnswer | None = None
    ) -> None:
        super().__init__(kind, where, what)
        #: "too late", "unreachable", "out of bounds", "cut off", "too large", "service raised".
        self.kind = kind
        #: "time", "url", "body" or "status".
        self.where = where
        self.what = what
        #: What came of it.
        self.answer = answer


def too_late(seconds: float, *, is_in_a_loop: bool = False) -> NoAnswer:
    """No answer came in time; `is_in_a_loop` is whether whoever waits blocks an event loop."""
    what = (
        f"no whole answer came within {seconds:g} seconds, and how long the platform waits is not "
        "known; answer at once, and do slow work afterwards"
    )
    if is_in_a_loop:
        what += " (this was called in a coroutine and blocks its event loop: if the service runs "
        what += "there, await the same of server.aio)"
    return NoAnswer("too late", "time", what)


def stopped() -> NoAnswer:
    """The sandbox was stopped while it waited for an answer."""
    return NoAnswer("unreachable", "url", "the sandbox was stopped before an answer came")


def too_large(max_bytes: int, answer: ServiceAnswer | None = None) -> NoAnswer:
    """An answer has more than anybody reads."""
    what = (
        f"has more than {counted(max_bytes, 'byte')}, and how much the platform reads is not known"
    )
    return NoAnswer("too large", "body", what, answer)


def raised(error: BaseException, answer: ServiceAnswer) -> NoAnswer:
    """An application of this process raised an exception, which a server answers with 500."""
    what = f"the application raised {type(error).__name__}: {error}"
    return NoAnswer("service raised", "status", what, answer)

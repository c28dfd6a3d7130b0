"""What goes wrong in a test, by the names that tests have for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from ..sandbox import Faults, Server

_CUTS: Final = {"before": "cut before", "after": "cut after", "body": "cut body"}


class FaultPlan:
    """Makes the requests of a test fail; the next test begins without faults.

        flochat_faults.storm(3)                 # the next three requests are answered 429
        flochat_faults.cut()                    # the next is carried out, and gets no answer
        flochat_faults.quota(10)                # ten requests are left of this hour
        flochat_faults.manner("conforming")     # answers as the contract has them

    `operation`, "POST /subscriber/send-text", spares all other operations.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._server!r}>"

    def storm(self, times: int = 3, *, operation: str | None = None) -> None:
        """Answer the next requests with 429: too many, come back in a second.

        The clients of the fixtures come back at once, on a clock of their own. Raises `ValueError`
        for fewer times than one, and for an operation that the contract does not have.
        """
        __tracebackhide__ = True
        _plainly(lambda: self._server.fail_next("throttled", times=times, operation=operation))

    def outage(self, times: int = 3, *, operation: str | None = None) -> None:
        """Answer the next requests with 503; nothing is carried out. Raises as `storm` does."""
        __tracebackhide__ = True
        _plainly(lambda: self._server.fail_next("unavailable", times=times, operation=operation))

    def cut(
        self,
        when: Literal["before", "after", "body"] = "after",
        *,
        times: int = 1,
        operation: str | None = None,
    ) -> None:
        """Cut the connection of the next requests: nobody can know what became of them.

        "before" does so before anything is carried out, "after" in place of the answer, "body" in
        the middle of it. Raises `ValueError` for any other, and as `storm` does.
        """
        __tracebackhide__ = True
        if when not in _CUTS:
            raise ValueError(f"when must be one of {', '.join(map(repr, _CUTS))}, not {when!r}")
        _plainly(lambda: self._server.fail_next(_CUTS[when], times=times, operation=operation))

    def fail(self, fault: str, *, times: int = 1, operation: str | None = None) -> None:
        """Let the next requests fail in any way of `flochat.sandbox.Fault`: "html", "refused".

        Raises `ValueError` for an unknown one, and as `storm` does.
        """
        __tracebackhide__ = True
        _plainly(lambda: self._server.fail_next(fault, times=times, operation=operation))

    def quota(self, left: int) -> None:
        """Leave this many requests of the hour, of as many. Raises `ValueError` below 0.

        `flochat_clock.advance(3600)` refills them.
        """
        __tracebackhide__ = True
        _plainly(lambda: self._server.change_quota(left))

    def manner(self, name: str) -> None:
        """Answer "lifelike", as hosts do, or "conforming", by the contract. Raises `ValueError`."""
        __tracebackhide__ = True
        _plainly(lambda: self._server.change_manner(name))

    def habits(self, **habits: str) -> None:
        """Be another host: `habits(phone_filter="equal")`; see `serve`. Raises `ValueError`."""
        __tracebackhide__ = True
        _plainly(lambda: self._server.change_habits(habits))

    def share(self, faults: Faults) -> None:
        """Let a share of all requests fail: `share(Faults.of_all_kinds(0.2, seed=1))`."""
        self._server.inject_faults(faults)

    def stop(self) -> None:
        """Let nothing fail any more; quota, manner and habits stay."""
        self._server.inject_faults(None)


def _plainly(change: Callable[[], None]) -> None:
    """Make a change, and raise what is wrong with it where it was asked for."""
    __tracebackhide__ = True
    problem: ValueError
    try:
        change()
        return
    except ValueError as error:
        problem = error
    raise ValueError(str(problem))

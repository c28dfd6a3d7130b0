"""A sandbox that serves one test after the other, each of which finds it as the first did."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .clock import Clock
from .faults import FaultPlan
from .network import Guard, put_up, take_down

if TYPE_CHECKING:
    from ..sandbox import SavedState

_ADVICE: Final = (
    "; during a test FLOCHAT_BASE_URL and FLOCHAT_API_KEY lead to the sandbox, which Flochat() "
    "takes unless the code names a host itself"
)


class Bench:
    """A sandbox, its clock, and what tests change in the process: environment and network.

    Starting it takes some tenths of a second, and returning to its first state some milliseconds.
    Raises what `serve` raises.
    """

    def __init__(self, seed: Any = None) -> None:
        from ..sandbox import serve

        self.clock: Final = Clock()
        #: Whether a test runs that began with `begin`.
        self.is_used: bool = False
        #: Whether a test has used it since it was last returned to the start.
        self._was_used = False
        self._guard: Guard | None = None
        self._before: dict[str, str | None] = {}
        with ExitStack() as stack:
            self.server: Final = stack.enter_context(serve(seed=seed, clock=self.clock.time))
            self.faults: Final = FaultPlan(self.server)
            #: What each test begins with.
            self._start: SavedState = self.server.save()
            self._start_mark = self.server.mark
            self._stack = stack.pop_all()

    def close(self) -> None:
        """Stop the sandbox."""
        self.end()
        self._stack.close()

    def begin(
        self,
        *,
        allowed: Iterable[str] = (),
        test_file: Path | None = None,
        test_place: str | None = None,
        advice: str = "",
    ) -> None:
        """Begin a test: the sandbox is as it was at first, and the process sees nothing else."""
        self.end()
        self.return_to_start()
        self._lead_here()
        self._guard = Guard(
            allowed, test_file=test_file, test_place=test_place, advice=_ADVICE + advice
        )
        put_up(self._guard)
        self.is_used = self._was_used = True

    def end(self) -> None:
        """End a test: environment and network are what they were."""
        self.is_used = False
        if self._guard is not None:
            take_down(self._guard)
            self._guard = None
        self._set_environment(self._before)
        self._before = {}

    def return_to_start(self) -> None:
        """Forget what tests have done, if they have done anything."""
        if self._was_used or self.server.mark != self._start_mark:
            self.clock.reset()
            self.server.restore(self._start)
            self._start_mark = self.server.mark
            self._was_used = self.is_used

    def start_from_here(self) -> SavedState:
        """Let tests begin with what there is now; returns what they began with so far."""
        before = self._start
        self.server.clear()
        self._start = self.server.save()
        self._start_mark = self.server.mark
        return before

    def start_from(self, saved: SavedState) -> None:
        """Let tests begin with what there was at another time."""
        self._start = saved
        self._was_used = True  # what there is now is not that

    def _lead_here(self) -> None:
        """Let clients that take their address from the environment come here."""
        if not self._before:
            here = {"FLOCHAT_API_KEY": self.server.api_key, "FLOCHAT_BASE_URL": self.server.url}
            self._before = {name: os.environ.get(name) for name in here}
            self._set_environment(here)

    def _set_environment(self, values: Mapping[str, str | None]) -> None:
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

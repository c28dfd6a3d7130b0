"""Does a piece of work in a second process while this one goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Generic, NoReturn, Protocol, TypeVar

_Result = TypeVar("_Result")


class Aside(Protocol):
    """Begins a piece of work that changes nothing here, and gives what returns its result."""

    def __call__(
        self, work: Callable[[], _Result], /
    ) -> AbstractContextManager[Callable[[], _Result]]: ...


@contextmanager
def in_turn(work: Callable[[], _Result], /) -> Iterator[Callable[[], _Result]]:
    """Do a piece of work here, when its result is asked for."""
    yield work


@contextmanager
def aside(work: Callable[[], _Result], /) -> Iterator[Callable[[], _Result]]:
    """Do a piece of work in a copy of this process; its result, asked for once, has to pickle.

    It is done here, as by `in_turn`, where there is no processor for a copy, where the system has
    no room for one, and where the copy fails.
    """
    if not _is_possible():
        yield work
        return
    import signal  # which a small comparison does without

    # Ctrl-C waits until it is known whom to end.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    copy = None
    try:
        try:
            copy = _Copy.begin(work, mask)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        yield work if copy is None else copy.result
    finally:
        if copy is not None:
            copy.end()


class _Copy(Generic[_Result]):
    """A copy of this process that does a piece of work, leaves its result, and ends."""

    def __init__(self, process: int, answer: int, work: Callable[[], _Result]) -> None:
        #: A file in memory alone.
        self._answer = answer
        self._work = work
        #: None when it has ended.
        self._process: int | None = process
        self._owner = os.getpid()

    @classmethod
    def begin(cls, work: Callable[[], _Result], mask: Iterable[int]) -> _Copy[_Result] | None:
        """Begin the work with these signals blocked; None where there is no room for a copy."""
        try:
            answer = os.memfd_create("flochat")
        except OSError:
            return None
        try:
            process = os.fork()
        except OSError:
            os.close(answer)
            return None
        if process == 0:
            _leave(work, answer, mask)
        return cls(process, answer, work)

    def result(self) -> _Result:
        """What the work returns."""
        # In another copy, for which nothing is left, it is not known how this one ends.
        if os.getpid() != self._owner or self._status() != 0:
            return self._work()
        import pickle  # as little else does

        with open(self._answer, "rb", closefd=False) as answer:
            answer.seek(0)
            result: _Result = pickle.load(answer)
        return result

    def end(self) -> None:
        """Stop it, should it still be at work."""
        if self._process is not None:
            import signal

            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._status()
        os.close(self._answer)

    def _status(self) -> int:
        if self._process is None:
            return 0
        try:
            _, status = os.waitpid(self._process, 0)
        except ChildProcessError:  # where SIGCHLD is ignored, nobody learns how it ended
            status = 1
        self._process = None
        return status


def _leave(work: Callable[[], object], answer: int, mask: Iterable[int]) -> NoReturn:
    """End this copy with the result of a work; what goes wrong is told by its status alone."""
    status = 1
    try:
        import pickle
        import signal

        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        with open(answer, "wb", closefd=False) as file:
            pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


def _is_possible() -> bool:
    """Whether there is a processor for a copy, and no thread here, which a copy would not have."""
    is_linux = sys.platform == "linux" and hasattr(os, "memfd_create")
    if not is_linux or len(os.sched_getaffinity(0)) == 1:
        return False
    try:
        return len([*Path("/proc/self/task").iterdir()]) == 1
    except OSError:
        return False

"""The journals that this process works on, so that nobody in it opens one of them again.

Not even to look: closing a file ends every lock of SQLite that the process has on it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final, Protocol

from .file_lock import FileInUseError

#: How long a fork waits for a change of a journal to end, in seconds.
_FORK_TIMEOUT: Final = 5.0


class ForkSafe(Protocol):
    """Something with a file that is open, which a fork must not come in the middle of."""

    def hold(self, seconds: float) -> bool:
        """Keep everybody from changing it; False if that cannot be had in time."""

    def let_go(self) -> None:
        """End what `hold` began."""

    def abandon(self) -> None:
        """In the forked process: give it up without touching the file."""


_guard = Lock()
_open: dict[tuple[int, int], ForkSafe] = {}
#: What a forked process has inherited: closing it would undo what its parent is about to change.
_inherited: Final[list[object]] = []
_held: Final[list[ForkSafe]] = []


@contextmanager
def opened(facts: os.stat_result, by: ForkSafe) -> Iterator[None]:
    """Note that a file is worked on here. Raises `FileInUseError` if it is already."""
    key = (facts.st_dev, facts.st_ino)
    with _guard:
        if key in _open:
            raise FileInUseError
        _open[key] = by
    try:
        yield
    finally:
        with _guard:
            if _open.get(key) is by:
                del _open[key]


def is_open_here(facts: os.stat_result) -> bool:
    """Whether this process works on a file."""
    return (facts.st_dev, facts.st_ino) in _open


def _before_fork() -> None:
    _guard.acquire()
    _held.extend(each for each in _open.values() if each.hold(_FORK_TIMEOUT))


def _let_go() -> None:
    for each in _held:
        each.let_go()
    _held.clear()
    _guard.release()


def _in_child() -> None:
    inherited = list(_open.values())
    _open.clear()
    _let_go()
    for each in inherited:
        each.abandon()
    _inherited.extend(inherited)


_register: Callable[..., Any] | None = getattr(os, "register_at_fork", None)
if _register is not None:
    _register(before=_before_fork, after_in_parent=_let_go, after_in_child=_in_child)

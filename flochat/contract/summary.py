"""What a whole comparison comes to, in at most ten lines: what breaks, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from .._plurals import counted
from .diff.model import Cause, Changes, Impact, Level
from .diff.rules import RULES, Direction

#: So few changes are read as fast as a summary of them.
_FEW: Final = 8
_NAMED: Final = 3
_MOST: Final = 8
_WIDESPREAD: Final = "most widespread"
_BREAKS: Final = {
    Direction.SENT: "breaks what is sent",
    Direction.RECEIVED: "breaks what is received",
    Direction.NEITHER: "breaks otherwise",
}
_EFFECTS: Final[dict[Impact, str]] = {
    "broken": "flochat cannot do any more",
    "adapt": "flochat should follow in",
}


class Line(NamedTuple):
    """A line of a summary: what happens, how often, and the first names of what it happens to."""

    what: str
    number: str
    names: tuple[str, ...]
    more: int

    def __str__(self) -> str:
        return self.spelled(self.names)

    def spelled(self, names: Iterable[str]) -> str:
        """The line, with its names as a format spells them."""
        shown = ", ".join([*names, *([f"{self.more} more"] if self.more else [])])
        return f"{self.what} ({self.number}){': ' if shown else ''}{shown}"


def summary_lines(changes: Changes, *, always: bool = False) -> list[Line]:
    """The lines below the headline; none for few changes, unless `always`."""
    causes = changes.causes()
    if len(causes) <= _FEW and not always:
        return []
    parts = [_by_direction(causes), _shared(causes), _of_facade(causes), _harmless(causes)]
    lines = [line for part in parts for line in part]
    # With the headline, and what happens to the code of --uses, ten lines.
    return lines if len(lines) <= _MOST else [line for line in lines if line.what != _WIDESPREAD]


def direction_of(identity: str) -> Direction:
    """Who is affected by the findings of an id."""
    return RULES[identity].direction if identity in RULES else Direction.NEITHER


def _by_direction(causes: Sequence[Cause]) -> Iterator[Line]:
    breaking = [cause for cause in causes if cause.first.level is Level.ERR]
    gone = [cause for cause in breaking if _is_removal(cause)]
    if gone:
        yield _line("operations that are gone", _operations(gone), "")
    rest = [cause for cause in breaking if not _is_removal(cause)]
    for direction, what in _BREAKS.items():
        if found := [cause for cause in rest if direction_of(cause.first.id) is direction]:
            yield _line(what, _operations(found), _count(found))
    if maybe := [cause for cause in causes if cause.first.level is Level.WARN]:
        yield _line("may break", _operations(maybe), _count(maybe))


def _shared(causes: Sequence[Cause]) -> Iterator[Line]:
    """The change that most operations share."""
    most = max(causes, key=lambda cause: len(cause.operations), default=None)
    if most is not None and (many := len(most.operations)) > 1:
        first = most.first
        yield Line(_WIDESPREAD, f"{many} operations", (first.text,), 0)


def _of_facade(causes: Sequence[Cause]) -> Iterator[Line]:
    for impact, what in _EFFECTS.items():
        methods = {name for cause in causes if cause.impact == impact for name in cause.facade}
        if methods:
            yield _line(what, sorted(methods), "")


def _harmless(causes: Sequence[Cause]) -> Iterator[Line]:
    harmless = [cause for cause in causes if cause.first.level is Level.INFO]
    if harmless:
        yield Line("breaks nobody", _count(harmless), (), 0)


def _is_removal(cause: Cause) -> bool:
    return cause.first.id.startswith(("api-removed", "api-path-removed"))


def _operations(causes: Sequence[Cause]) -> list[str]:
    """The operations that are touched, those of the worst change first."""
    return list(dict.fromkeys(name for cause in causes for name in cause.operations))


def _count(causes: Sequence[Cause]) -> str:
    operations = len(_operations(causes))
    where = f" in {counted(operations, 'operation')}" if operations else ""
    return f"{counted(len(causes), 'change')}{where}"


def _line(what: str, names: list[str], count: str) -> Line:
    return Line(what, count or str(len(names)), tuple(names[:_NAMED]), max(0, len(names) - _NAMED))

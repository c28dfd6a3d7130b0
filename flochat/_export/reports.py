"""What an export says of itself: what is ahead, how far it is, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from attrs import frozen

from .._plurals import counted
from .._sending.reports import WaitCause
from .._values.html_report import HtmlReport

_SHOWN: Final = 3


class ExportFailure(NamedTuple):
    """A part of an export that the service refused: whose or which it is, and why."""

    part: str
    error: str


@frozen(kw_only=True)
class ExportPlan(HtmlReport):
    """What is ahead of an export.

    `requests` is how many requests it still takes, and `is_minimum` says that it may take more: how
    many messages somebody has, for example, shows when they are read. `rows` is how many rows the
    service says there are, None where it does not say. `quota_hours` is how many hours of the key's
    quota so many requests are (5.0 for 5,000 at 1,000 an hour), `seconds` how long the quota makes
    them wait from now on. `people` is whose rows are read one by one, None where that is not so.

    `notes` say in words what to know before: how a list that is too long was split, what does not
    add up and what cannot be reached.
    """

    requests: int
    is_minimum: bool
    rows: int | None
    quota_hours: float
    seconds: float
    people: int | None = None
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        text = f"{'at least ' if self.is_minimum else ''}{counted(self.requests, 'request')}"
        if self.people is not None:
            text = f"{counted(self.people, 'person', 'people')}, {text}"
        elif self.rows is not None:
            text = f"{counted(self.rows, 'row')}, {text}"
        text += f", {self.quota_hours:.1f} hours of the quota"
        if self.seconds:
            text += f", {timedelta(seconds=round(self.seconds))} to wait for it"
        return "; ".join([text, *self.notes])


@frozen(kw_only=True)
class ExportReport(HtmlReport):
    """How an export stands, or how it ended.

    `is_finished` says that the file is there, whole, at `path`; before, everything that was read is
    in `journal`, and the same call goes on from there. `was_finished` says that it had been
    finished before this run, which therefore did nothing.

    `rows` is how many rows were read, and at the end how many are in the file, each once. `missing`
    is how many the service said it has and did not give: 0 where it said of none. `requests` is how
    many answers with rows or lists came, over all runs. `failed` has the parts that the service
    refused, and `gone` counts the people whom it does not know any more; `pending` is how many
    parts are still to be read. `notes` say in words what falls short, and why.

    `resume_at` is when the quota allows to go on, if that is what stopped the run. In a report to
    `progress` it says that a wait has begun and when it will be over, and `wait_reason` why, in the
    words of `WaitEvent`.
    """

    path: Path
    journal: Path
    is_finished: bool
    rows: int
    requests: int
    pending: int
    missing: int = 0
    gone: int = 0
    was_finished: bool = False
    failed: Sequence[ExportFailure] = ()
    notes: Sequence[str] = ()
    resume_at: datetime | None = None
    wait_reason: WaitCause | None = None

    def __str__(self) -> str:
        if self.is_finished:
            text = f"{counted(self.rows, 'row')} in {self.path}"
            if self.was_finished:
                text += ", which was finished before: nothing was read"
            else:
                text += f", {counted(self.requests, 'request')}"
        else:
            text = f"{counted(self.rows, 'row')} read, {counted(self.requests, 'request')}"
            if self.pending:
                text += f", {counted(self.pending, 'part')} pending"
        parts = [text]
        if self.missing:
            parts.append(f"{counted(self.missing, 'row')} missing")
        if self.gone:
            parts.append(f"{counted(self.gone, 'person', 'people')} gone")
        if self.failed:
            parts.append(f"{len(self.failed):,} failed ({self._failures()})")
        parts += self.notes
        if self.resume_at is not None and self.wait_reason is None:
            parts.append(f"the same call goes on after {self.resume_at:%Y-%m-%d %H:%M:%S %Z}")
        elif self.resume_at is not None:
            parts.append(f"waits until {self.resume_at:%Y-%m-%d %H:%M:%S %Z} ({self.wait_reason})")
        return "; ".join(parts)

    def _failures(self) -> str:
        shown = [f"{part}: {error}" for part, error in self.failed[:_SHOWN]]
        return "; ".join([*shown, *(["..."] if len(self.failed) > _SHOWN else [])])


ExportProgress: TypeAlias = Callable[[ExportReport], object]

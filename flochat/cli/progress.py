"""The progress of a job: a bar at a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .._plurals import counted
from .output import console, is_terminal

if TYPE_CHECKING:
    from .._bulk.jobs import BulkReport
    from .._export.reports import ExportReport
    from .._sync.client import Flochat


@contextmanager
def export_bar(total: int, client: Flochat) -> Iterator[Callable[[ExportReport], None] | None]:
    """What to call with each report of an export of about `total` requests; None in a pipe."""
    with _bar("requests", total) as show:
        if show is None:
            yield None
            return

        def update(report: ExportReport) -> None:
            show(
                min(total, report.requests),
                f"{counted(report.rows, 'row')}, {_facts(report, client)}",
            )

        yield update


@contextmanager
def progress_bar(total: int, client: Flochat) -> Iterator[Callable[[BulkReport], None] | None]:
    """What to call with each report of a job; None where nobody looks."""
    with _bar("people", total) as show:
        if show is None:
            yield None
            return
        began: list[int] = []

        def update(report: BulkReport) -> None:
            processed = len(report.done) + len(report.failed) + len(report.unknown)
            began.append(processed - 1) if not began else None
            show(min(total, processed - began[0]), _facts(report, client))

        yield update


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int, str], None] | None]:
    """What to call with how many are done, and what else to say; None where nobody looks."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[facts]}"),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=False,
    )
    with progress:
        task = progress.add_task(what, total=total, facts="")
        yield lambda done, facts: progress.update(task, completed=done, facts=facts)


def _facts(report: BulkReport | ExportReport, client: Any) -> str:
    quota = client.quota
    left = "" if quota.remaining is None else f", {quota.remaining:,} left"
    text = f"{counted(quota.spent, 'request')}{left}"
    if len(report.failed):
        text += f", {len(report.failed):,} refused"
    if report.resume_at is not None:
        seconds = (report.resume_at - datetime.now(UTC)).total_seconds()
        text += f", waiting {max(0, round(seconds)):,} s"
    return text

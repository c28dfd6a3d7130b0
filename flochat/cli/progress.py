"""The progress of a job: a bar at a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .output import console, is_terminal

if TYPE_CHECKING:
    from .._bulk.jobs import BulkReport
    from .._sync.client import Flochat


@contextmanager
def progress_bar(total: int, client: Flochat) -> Iterator[Callable[[BulkReport], None] | None]:
    """What to call with each report of a job; None where nobody looks."""
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
        task = progress.add_task("people", total=total, facts="")
        began: list[int] = []

        def update(report: BulkReport) -> None:
            processed = len(report.done) + len(report.failed) + len(report.unknown)
            began.append(processed - 1) if not began else None
            progress.update(
                task,
                completed=min(total, processed - began[0]),
                facts=_facts(report, client),
            )

        yield update


def _facts(report: BulkReport, client: Any) -> str:
    quota = client.quota
    left = "" if quota.remaining is None else f", {quota.remaining:,} left"
    text = f"{quota.spent:,} requests{left}"
    if len(report.failed):
        text += f", {len(report.failed):,} refused"
    if report.resume_at is not None:
        seconds = (report.resume_at - datetime.now(UTC)).total_seconds()
        text += f", waiting {max(0, round(seconds)):,} s"
    return text

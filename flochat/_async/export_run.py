"""One run of an export: what its workers share, what stops it and how it stands."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final

from attrs import evolve

from .._export.journal import ExportJournal
from .._export.parts import Part, PartState
from .._export.reports import ExportFailure, ExportProgress, ExportReport
from .._plurals import counted
from .._sending import runtime_async
from .._sending.quota import HOUR
from .._sending.reports import WaitEvent
from .._values.json_type import JSON
from .._wire.operation_table import TABLE
from ..errors import FlochatError, RateLimitError
from .export_spec import ExportSpec
from .stoppable import RunStoppedError, StoppableRuntime
from .transport import AsyncTransport

#: A wait of which `progress` is told, at least.
_SHORTEST_REPORTED_WAIT: Final = timedelta(seconds=1)
#: Of how many parts a report says what they are short of.
_MAX_SHORT_NOTES: Final = 10


class ExportRun:
    """What the workers of a run share."""

    def __init__(
        self,
        transport: AsyncTransport,
        journal: ExportJournal,
        spec: ExportSpec,
        path: Path | None,
        progress: ExportProgress | None = None,
    ) -> None:
        runtime = StoppableRuntime(transport.runtime, self)
        self._on_wait = transport.settings.on_wait
        hooked = transport.settings._replace(on_wait=self._before_wait)
        self.transport = transport.with_runtime(runtime).with_settings(hooked, deadline=None)
        self.journal = journal
        self.spec = spec
        self.is_stopping = False
        self.states: Counter[PartState] = journal.states()
        self._path = path or Path()
        self._progress = progress
        self._progress_lock = runtime_async.Lock()
        self._waits_until = datetime.min.replace(tzinfo=UTC)
        self._cause: FlochatError | None = None
        self._states_lock = Lock()

    def read_page(self, part: Part, payload: JSON) -> list[Any]:
        """The records of a page of a part."""
        reader = self.spec.pager(self.transport, part.kind, part.key)._begin()
        return reader.read_rows(payload)

    # How it goes.

    async def set_state(self, part: Part, state: PartState, note: str | None = None) -> Part:
        """Write down that a part is in another state."""
        after = evolve(part, state=state, note=note)
        await runtime_async.run_blocking(self.journal.replace, after)
        self.count_states(part.state, state)
        return after

    def count_states(self, before: PartState, after: PartState) -> None:
        """Note that a part has gone from one state to another."""
        with self._states_lock:
            self.states[before] -= 1
            self.states[after] += 1

    def stop(self, cause: FlochatError | None = None) -> None:
        """Let every worker come to its end."""
        self._cause = self._cause or cause
        self.is_stopping = True

    def check_stopping(self) -> None:
        """Raise `RunStoppedError` when the run is to stop."""
        if self.is_stopping:
            raise RunStoppedError

    async def keep_alive(self) -> None:
        """Nobody watches the journal of an export while it waits."""

    def resume_at(self) -> datetime | None:
        """When the quota lets the export go on. Raises any other error that stopped the run."""
        if self._cause is None:
            return None
        if not isinstance(self._cause, RateLimitError):
            raise self._cause
        wait = HOUR if self._cause.retry_after is None else self._cause.retry_after
        return datetime.fromtimestamp(self.transport.runtime.time() + wait, UTC)

    @property
    def pending(self) -> int:
        """How many parts are not over."""
        return self.states[PartState.PENDING] + self.states[PartState.SPLITTING]

    def failures(self) -> list[ExportFailure]:
        """What the service refused."""
        failed = self.journal.parts(state=PartState.FAILED)
        return [ExportFailure(self.spec.name_of(part.key), part.note or "") for part in failed]

    def max_page_of(self, part: Part) -> int | None:
        """The last page of a part that the service hands out; None where that is not known."""
        reader = self.spec.pager(self.transport, part.kind, part.key)._begin()
        return TABLE[reader.operation].max_page

    def notes(self, *, is_whole: bool = False) -> list[str]:
        """What falls short, in words; `is_whole` says that all rows came nevertheless."""
        notes = self.journal.notes()
        if not is_whole:
            split = self.journal.parts(state=PartState.SPLIT)
            notes += [part.note for part in split if part.note]
        short = list(self.journal.parts(state=PartState.SHORT))
        for part in short[:_MAX_SHORT_NOTES]:
            name = self.spec.name_of(part.key)
            notes.append(f"{name}: {part.note}" if name else str(part.note))
        if len(short) > _MAX_SHORT_NOTES:
            more = len(short) - _MAX_SHORT_NOTES
            notes.append(counted(more, "more part falls short", "more parts fall short"))
        return notes

    def report(self, wait: WaitEvent | None = None, **more: Any) -> ExportReport:
        """How the export stands."""
        report = ExportReport(
            path=self._path,
            journal=self.journal.path or Path(),
            is_finished=False,
            rows=self.journal.rows,
            requests=self.journal.requests,
            pending=self.pending,
            gone=self.states[PartState.GONE],
            resume_at=None if wait is None else wait.resume_at,
            wait_reason=None if wait is None else wait.reason,
        )
        return evolve(report, **more)

    async def report_progress(self, wait: WaitEvent | None = None) -> None:
        """Call `progress`, never twice at the same time."""
        if self._progress is None:
            return
        async with self._progress_lock:
            await runtime_async.maybe_await(self._progress(self.report(wait)))

    async def _before_wait(self, event: WaitEvent) -> None:
        if self._on_wait is not None:
            await runtime_async.maybe_await(self._on_wait(event))
        ends_later = event.resume_at - self._waits_until >= _SHORTEST_REPORTED_WAIT
        is_long = timedelta(seconds=event.seconds) >= _SHORTEST_REPORTED_WAIT
        if ends_later and is_long and event.reason != "answers":
            self._waits_until = event.resume_at
            await self.report_progress(event)

"""An export: what the service has, read into one file, which can be stopped and resumed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from .._bulk.jobs import can_be_read_again, quota_wait
from .._export.destination import ExportFile
from .._export.journal import ExportJournal
from .._export.journal_store import ExportIdentity, glance_at
from .._export.output import ExportOutput
from .._export.parts import Part, PartKind, PartState, first_path
from .._export.planning import roots, what_is_ahead
from .._export.reports import ExportFailure, ExportPlan, ExportProgress, ExportReport
from .._plurals import counted
from .._sending import runtime_async
from .._sending.quota_stores import fingerprint
from .._values.checks import check_count
from ..errors import InvalidArgumentError, JournalError
from ..tables.writing import TableFormat
from ..tables.writing.whole_file import UNFINISHED
from .export_run import ExportRun
from .export_spec import ExportSpec
from .export_walk import FIRST_NUMBER, ExportWalk
from .recorder import Recorder
from .transport import AsyncTransport

#: How many people are read before they are written down together.
_READ_SIZE: Final = 500
#: How many requests an hour a key allows, until the service has said.
_DEFAULT_LIMIT: Final = 1_000
_MAX_EXAMPLES: Final = 3


class AsyncExportJob:
    """An export; the methods of `client.export` make them, and nothing is read before `run()`.

    `run(to=...)` reads page by page into a journal, an SQLite file beside the destination, and
    writes the destination when all is read: it is whole, or not there. However a run ends, the same
    call goes on where it ended, and no page is asked for twice without need. When the file is there
    the journal keeps the report only, and the same call says that the export is finished.

    Both files are for their owner alone (mode 0600): they are about people.

    Example:
        job = client.export.subscribers()
        print(await job.plan())  # 50,000 rows, 500 requests, 0.5 hours of the quota
        report = await job.run("people.parquet", progress=print)
        print(report)  # 50,000 rows in people.parquet, 501 requests
    """

    _transport: AsyncTransport
    _spec: ExportSpec
    _journal: Path | None
    _draft: ExportJournal | None

    def __init__(self) -> None:
        raise TypeError("exports are made by client.export: call client.export.subscribers()")

    @classmethod
    def _make(
        cls,
        transport: AsyncTransport,
        spec: ExportSpec,
        journal: str | os.PathLike[str] | None,
    ) -> Self:
        if isinstance(transport, Recorder):
            raise InvalidArgumentError(
                "an export cannot be prepared; its plan() says what it takes"
            )
        if journal is not None and not isinstance(journal, str | os.PathLike):
            raise InvalidArgumentError(f"journal must be a path or None, not {journal!r}")
        if journal is not None and not str(journal).strip():
            raise InvalidArgumentError("journal must be a path or None, and is empty")
        job = cls.__new__(cls)
        job._transport = transport
        job._spec = spec
        job._journal = None if journal is None else Path(journal)
        job._draft = None
        return job

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._spec.name}>"

    async def plan(
        self,
        to: str | os.PathLike[str] | None = None,
        *,
        format: TableFormat | None = None,  # noqa: A002 - as in run()
        table: str | None = None,
        spreadsheet: bool = True,
        new_key: bool = False,
    ) -> ExportPlan:
        """Say how many requests an export takes, and how long the quota makes it take.

        It reads the first page of each list (of messages, of the people), and of a list that is too
        long the first page of each part that it is split into. What it reads is not read again by
        `run()`: it stays in this job or, where `to` is given, in the journal.

        Args:
            to: the file, as in `run()`; None for a plan without one.
            format: as in `run()`.
            table: as in `run()`.
            spreadsheet: as in `run()`.
            new_key: as in `run()`.

        Example:
            plan = await client.export.messages(client.subscribers.list()).plan()
            print(plan.requests, plan.quota_hours)
        """
        file = None
        if to is not None:
            file = await self._check_file(to, format, table, spreadsheet)
            glance = await runtime_async.run_blocking(glance_at, self._path_of(file))
            if glance is not None and (report := glance.report) is not None:
                await self._check_finished(file, new_key=new_key)
                return ExportPlan(
                    requests=0,
                    is_minimum=False,
                    rows=report["rows"],
                    quota_hours=0.0,
                    seconds=0.0,
                    notes=[f"it was finished on {report['finished_at']}", *report["notes"]],
                )
        journal = await self._open(file, new_key=new_key)
        try:
            with _note_of_journal(journal, self._spec):
                run = ExportRun(self._transport, journal, self._spec, None)
                await self._begin(run)
                await ExportWalk(run).survey()
                run.resume_at()
                return await runtime_async.run_blocking(self._plan_of, run)
        finally:
            if journal is not self._draft:
                journal.close()

    async def run(
        self,
        to: str | os.PathLike[str],
        *,
        format: TableFormat | None = None,  # noqa: A002 - as `open_writer` calls it
        table: str | None = None,
        spreadsheet: bool = True,
        overwrite: bool = False,
        retry_failed: bool = False,
        new_key: bool = False,
        concurrency: int = 4,
        progress: ExportProgress | None = None,
    ) -> ExportReport:
        """Read what was not read yet, write the file, and report.

        When the quota is spent and the client does not wait for it, the report says when to go on
        (`resume_at`); the same call does. Ctrl-C waits for the answers that are on their way.

        Args:
            to: the file to write: .csv, .jsonl, .parquet or .sqlite. It must not be there yet.
            format: csv, jsonl, parquet or sqlite; None goes by the end of the name.
            table: of SQLite, the name of the table; None calls it after the export.
            spreadsheet: of CSV, whether it is for spreadsheets too, as in `open_writer`.
            overwrite: begin anew where an export is finished, and replace a file that is there when
                all is read. An export that is not finished goes on all the same.
            retry_failed: read once more what the service refused.
            new_key: accept a different key from the one that the export was begun with.
            concurrency: how many people's messages are read at once, at least 1.
            progress: called with an `ExportReport` after each page, and with its `resume_at` when a
                wait begins; never twice at the same time.

        Raises:
            InvalidArgumentError: the file cannot be written, or is there already.
            JournalError: the journal is in use, belongs to another export, key, host or file, or
                cannot be read or written.
            APIConnectionError: ten requests in a row failed; what was read is in the journal.
            OSError: the file cannot be written; everything that was read is in the journal.

        Example:
            report = await client.export.orders().run("orders.csv")
            print(report.rows, report.missing, report.notes)
        """
        check_count(concurrency, "concurrency", minimum=1)
        if progress is not None and not callable(progress):
            raise InvalidArgumentError(f"progress must be a function, not {progress!r}")
        file = await self._check_file(to, format, table, spreadsheet)
        path = self._path_of(file)
        if (done := await self._finished(file, path, overwrite, retry_failed)) is not None:
            await self._check_finished(file, new_key=new_key)
            return done
        journal = await self._open(file, new_key=new_key)
        with journal, _note_of_journal(journal, self._spec):
            if retry_failed:
                await runtime_async.run_blocking(journal.restart, [PartState.FAILED])
            run = ExportRun(self._transport, journal, self._spec, file.path, progress)
            await self._begin(run)
            await ExportWalk(run).read_all(concurrency, self._transport.settings.total_timeout)
            resume_at = run.resume_at()
            if run.pending or run.is_stopping:
                return run.report(resume_at=resume_at, notes=run.notes(), failed=run.failures())
            return await self._write(run, file)

    async def _check_file(
        self,
        to: str | os.PathLike[str],
        form: TableFormat | None,
        table: str | None,
        spreadsheet: bool,
    ) -> ExportFile:
        return await runtime_async.run_blocking(
            ExportFile.check,
            to,
            format=form,
            table=table,
            spreadsheet=spreadsheet,
            default_table=self._spec.name,
        )

    def _path_of(self, file: ExportFile) -> Path:
        return (self._journal or file.default_journal()).expanduser()

    async def _finished(
        self, file: ExportFile, path: Path, overwrite: bool, retry_failed: bool
    ) -> ExportReport | None:
        """The report of an export that is finished, or None when there is something to do."""
        return await runtime_async.run_blocking(
            _finished, file, path, overwrite=overwrite, retry_failed=retry_failed
        )

    async def _check_finished(self, file: ExportFile, *, new_key: bool) -> None:
        """Raise `JournalError` unless it is this export that is finished."""
        (await self._open(file, new_key=new_key)).close()

    async def _open(self, file: ExportFile | None, *, new_key: bool) -> ExportJournal:
        settings = self._transport.settings
        workspace_id, flow_ns = settings.customer
        identity = ExportIdentity(
            name=self._spec.name,
            arguments=json.dumps(self._spec.arguments, sort_keys=True),
            base_url=settings.base_url,
            key=fingerprint(settings),
            flow=flow_ns,
            workspace=workspace_id,
        )
        if file is None:
            self._draft = self._draft or ExportJournal.in_memory(identity)
            return self._draft
        path = self._path_of(file)
        return await runtime_async.run_blocking(
            ExportJournal.open,
            path,
            identity,
            file.identity(path.absolute()),
            new_key=new_key,
            draft=self._draft,
        )

    async def _begin(self, run: ExportRun) -> None:
        """Write down what an export begins with; people who were given are read for that."""
        parts = [
            Part(first_path(number), kind, key)
            for number, (kind, key) in enumerate(self._spec.starts_with)
        ]
        journal = run.journal
        await runtime_async.run_blocking(journal.add_parts, parts)
        if self._spec.people is not None:
            if not journal.is_listed:
                await self._read_people(journal)
            elif can_be_read_again(self._spec.people):
                await self._compare_people(journal)
        run.states = journal.states()

    async def _read_people(self, journal: ExportJournal) -> None:
        await runtime_async.run_blocking(journal.discard_parts)
        number = FIRST_NUMBER
        source: Any = self._spec.people
        async for rows in runtime_async.batched(source, _READ_SIZE):
            parts = [
                Part(first_path(number + n), PartKind.ROWS, self._key_of(row, number + n))
                for n, row in enumerate(rows)
            ]
            await runtime_async.run_blocking(journal.add_parts, parts)
            number += len(rows)
        await runtime_async.run_blocking(journal.add_parts, [], is_listed=True)

    def _key_of(self, row: Any, number: int) -> Mapping[str, Any]:
        """What narrows messages to a person who was given; errors say where they stand."""
        try:
            key = self._spec.key_of(row)
        except InvalidArgumentError as error:
            raise InvalidArgumentError(f"person {number - FIRST_NUMBER + 1}: {error}") from None
        if key is None:
            raise InvalidArgumentError(
                f"person {number - FIRST_NUMBER + 1} must have a user_ns, and has none"
            )
        return key

    async def _compare_people(self, journal: ExportJournal) -> None:
        """Raise `JournalError` for other people than the export was begun with."""
        known = {json.dumps(part.key, sort_keys=True) for part in journal.parts(kind=PartKind.ROWS)}
        source: Any = self._spec.people
        given: dict[str, str] = {}
        async for rows in runtime_async.batched(source, _READ_SIZE):
            for row in rows:
                key = self._spec.key_of(row) or {}
                given[json.dumps(key, sort_keys=True)] = self._spec.name_of(key)
        new = [name for key, name in given.items() if key not in known]
        left_out = len(known - given.keys())
        if known and (new or left_out):
            strangers = counted(len(new), "of those given is", "of those given are")
            missing = counted(left_out, "of those in it was", "of those in it were")
            raise JournalError(
                f"{journal.path} was begun for other people: {strangers} not in it "
                f"({', '.join(new[:_MAX_EXAMPLES]) or 'none'}), and {missing} not given; "
                "give the same people, or another journal and file"
            )

    async def _write(self, run: ExportRun, file: ExportFile) -> ExportReport:
        """Write the file from the journal, and note that it is there."""
        output = await runtime_async.run_blocking(
            ExportOutput,
            run.journal,
            file,
            self._spec.model,
            run.read_page,
            zone=self._transport.settings.time_zone,
            is_per_person=self._spec.is_per_person,
        )
        is_over: list[bool] = []
        with output.writer:
            while not is_over:
                await runtime_async.shielded(
                    lambda: None if output.write_next() else is_over.append(True)
                )
            await runtime_async.shielded(output.commit)
        missing = _missing(run, output.rows)
        report = run.report(
            is_finished=True,
            rows=output.rows,
            missing=missing,
            failed=run.failures(),
            notes=[*run.notes(is_whole=not missing), *_notes_of(output)],
        )
        await runtime_async.run_blocking(
            run.journal.finish, _kept(report), keeps_pages=bool(report.failed)
        )
        return report

    def _plan_of(self, run: ExportRun) -> ExportPlan:
        ahead = what_is_ahead(run.journal, run.max_page_of, is_per_person=self._spec.is_per_person)
        quota = self._transport.quota
        return ExportPlan(
            requests=ahead.requests,
            is_minimum=ahead.is_minimum,
            rows=ahead.rows,
            people=ahead.people,
            quota_hours=ahead.requests / (quota.limit or _DEFAULT_LIMIT),
            seconds=quota_wait(ahead.requests, quota, now=self._transport.runtime.time()),
            notes=[*self._spec.notes, *ahead.notes, *run.notes()],
        )


def _finished(
    file: ExportFile, path: Path, *, overwrite: bool, retry_failed: bool
) -> ExportReport | None:
    glance = glance_at(path)
    if file.path == path.resolve():
        raise InvalidArgumentError("to and journal must be two files")
    report = None if glance is None else glance.report
    if report is None:
        is_ours = glance is not None and glance.is_writing
        if file.path.exists() and not is_ours and not overwrite:
            raise InvalidArgumentError(
                f"{file.path} is there already; name another file, or pass overwrite=True to have "
                "it replaced when all is read"
            )
        file.check_replaceable()
        return None
    if overwrite:
        file.check_replaceable()
        path.unlink()
        return None
    if retry_failed and report["failed"]:
        return None
    if not file.path.exists():
        raise JournalError(
            f"{path} says that the export was finished on {report['finished_at']}, and {file.path} "
            "is gone; pass overwrite=True to read everything again"
        )
    return _report_of(report, file.path, path)


def _missing(run: ExportRun, rows: int) -> int:
    """How many rows the service said it has and did not give."""
    if run.spec.is_per_person:
        short = run.journal.parts(kind=PartKind.ROWS, state=PartState.SHORT)
        return sum(max(0, (part.total or part.rows) - part.rows) for part in short)
    return max(0, sum(part.total or 0 for part in roots(run.journal)) - rows)


def _notes_of(output: ExportOutput) -> list[str]:
    notes = []
    if output.writer.as_text:
        notes.append(f"as text, since some values do not fit: {', '.join(output.writer.as_text)}")
    if output.unknown_fields:
        notes.append(
            "without a column, since they were made while the export was read: "
            + ", ".join(sorted(output.unknown_fields))
        )
    return notes


def _kept(report: ExportReport) -> dict[str, Any]:
    """What the journal of a finished export keeps of its report."""
    return {
        "rows": report.rows,
        "requests": report.requests,
        "missing": report.missing,
        "gone": report.gone,
        "failed": [list(failure) for failure in report.failed],
        "notes": list(report.notes),
        "finished_at": f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
    }


def _report_of(kept: dict[str, Any], path: Path, journal: Path) -> ExportReport:
    return ExportReport(
        path=path,
        journal=journal,
        is_finished=True,
        was_finished=True,
        rows=kept["rows"],
        requests=kept["requests"],
        pending=0,
        missing=kept["missing"],
        gone=kept["gone"],
        failed=[ExportFailure(*failure) for failure in kept["failed"]],
        notes=kept["notes"],
    )


@contextmanager
def _note_of_journal(journal: ExportJournal, spec: ExportSpec) -> Iterator[None]:
    """Have whatever ends a run say how to go on, and leave no journal that knows nothing."""
    try:
        yield
    except BaseException as error:
        if journal.path is None:
            raise  # a plan without a file, which can be made again
        if journal.requests:
            pages = counted(journal.requests, "page")
            note = (
                f"what was read ({pages}) is in {journal.path}: the same run() goes on from there"
            )
            # What a writer says of the file is about the one beside it, and nothing is lost.
            told = getattr(error, "__notes__", ())
            error.__notes__ = [*(it for it in told if UNFINISHED not in it), note]
        elif spec.people is None or not journal.is_listed:
            journal.remove()  # so that other arguments may follow, if that was the matter
        raise

# Derived by scripts/sync_twin.py from
# flochat/_async/bulk_job.py: edit that one.
"""A job for many people, which can be stopped and resumed."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from attrs import frozen

from .._bulk.jobs import (
    BulkPlan,
    BulkReport,
    FailureBreaker,
    FailureScope,
    Progress,
    RecipientKind,
    build_report,
    check_people,
    classify,
    merge_requests,
    quota_wait,
)
from .._bulk.journal import (
    Entry,
    EntryInput,
    JobIdentity,
    Journal,
    Request,
    State,
    count_states,
)
from .._sending import runtime_sync
from .._sending.quota import HOUR
from .._sending.quota_stores import fingerprint
from .._sending.reports import RequestEvent, ResponseEvent
from .._sending.runtime_sync import Source as Source
from .._sending.settings import Settings
from .._values.checks import check_count
from .._wire.operation_table import TABLE
from ..errors import FlochatError, InvalidArgumentError, JournalError, RateLimitError
from .base import Resource
from .recorder import Recorder
from .transport import Transport

#: How many rows are read before they are written to the journal together.
_READ_SIZE: Final = 100
#: How much of a row that cannot be read stands for the person in the journal, in characters.
_MAX_NAME_LENGTH: Final = 200
#: How often a wait for the quota looks whether the run is to stop, in seconds.
_STOP_CHECK_INTERVAL: Final = 0.5
#: What journals hold for arguments that a function makes. It is compared: do not change it.
_PER_PERSON_ARGUMENTS: Final = "of each person"


class BulkJob:
    """A job for many people; the methods of `client.bulk` make them.

    Its journal is an SQLite file that holds the people, the requests for each of them and the
    outcome; it does not hold the key. Each person is written down once, before the first request.
    However a run ends, the same call with the same journal resumes where it ended: nobody is
    processed twice, and the people are not read again.

    One process works on a journal at a time; any process may ask for `status()`. `JournalError` is
    raised for a journal that is in use, that belongs to another job, key or host, that is not a
    journal, or that cannot be written, in which case nothing more is sent.

    Example:
        people = client.subscribers.list(tag=vip)
        job = client.bulk.send_text(people, "Hello", journal="hello.sqlite")
        print(job.plan())  # 50,000 people, 50,000 requests, 2 days, 1:00:00 at the quota
        report = job.run(progress=print)  # 49,980 done, 17 failed, 3 unknown, 0 pending
        for outcome in report.failed:
            print(outcome.person, outcome.error)
    """

    _transport: Transport
    _spec: JobSpec
    _people: Source[Any]
    _path: Path

    def __init__(self) -> None:
        raise TypeError("jobs are made by client.bulk: call client.bulk.send_text(), for example")

    @classmethod
    def _make(
        cls,
        transport: Transport,
        spec: JobSpec,
        people: Source[Any],
        journal: str | os.PathLike[str],
    ) -> Self:
        if isinstance(transport, Recorder):
            raise InvalidArgumentError(
                "a bulk job cannot be prepared; its plan() says what it takes"
            )
        check_people(people, runtime_sync.SOURCES)
        job = cls.__new__(cls)
        job._transport = transport
        job._spec = spec
        job._people = people
        job._path = Path(journal)
        return job

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._path}>"

    def plan(self) -> BulkPlan:
        """Say what is left to do, and how long the quota makes it take. Sends nothing.

        It writes everyone into the journal, which reads the people: a pager makes its requests for
        that.
        """
        with self._open_journal() as journal:
            remaining = runtime_sync.run_blocking(journal.remaining)
            batch_size = self._spec.recipients.batch_size
            requests = (
                remaining.requests if batch_size == 1 else math.ceil(remaining.people / batch_size)
            )
            return BulkPlan(
                people=remaining.people,
                requests=requests,
                seconds=quota_wait(
                    requests, self._transport.quota, now=self._transport.runtime.time()
                ),
                duplicates=journal.duplicates,
                unusable=remaining.unusable,
            )

    def run(
        self,
        *,
        progress: Progress | None = None,
        concurrency: int = 4,
        resend_unknown: bool = False,
        retry_failed: bool = False,
        new_key: bool = False,
    ) -> BulkReport:
        """Send to every pending person, once each, and report the outcome.

        One failure does not stop the others. When the quota is spent and the client does not wait
        for it, the report says when to resume (`resume_at`). Ctrl-C waits for the answers that are
        on their way, for at most `total_timeout`.

        Args:
            progress: called with a `BulkReport` after each request, never twice at the same time.
            concurrency: how many requests are under way at once, at least 1.
            resend_unknown: process again those of whom it is not known whether they were reached,
                so some may be reached twice.
            retry_failed: process again those who were refused.
            new_key: accept a different key from the one that the job was begun with.

        Raises:
            AuthenticationError: the key was refused; the rest stays pending.
            PermissionDeniedError: the key lacks the scope; the rest stays pending.
            JournalError: the journal cannot be used or written; the rest stays pending.
            APIConnectionError: ten requests in a row failed; the rest stays pending.

        Example:
            job = client.bulk.add_tags(client.subscribers.list(), ["VIP"], journal="vip.sqlite")
            report = job.run(concurrency=8, retry_failed=True)
            print(len(report.done), "of", len(report.done) + len(report.failed))
        """
        check_count(concurrency, "concurrency", minimum=1)
        with self._open_journal(new_key=new_key) as journal:
            for state, is_wanted in ((State.UNKNOWN, resend_unknown), (State.FAILED, retry_failed)):
                if is_wanted:
                    runtime_sync.run_blocking(journal.requeue, state)
            run = _JobRun(self._transport, journal, self._spec.recipients.batch_size, progress)
            grace_period = self._transport.settings.total_timeout
            runtime_sync.run_workers(
                concurrency, run.process_batches, stop=run.stop, grace_period=grace_period
            )
            return build_report(self._path, journal.counts, resume_at=run.resume_at())

    def status(self) -> BulkReport:
        """Report the outcome for everyone so far, also while another process is at work."""
        identity = self._identity()
        return build_report(
            self._path, runtime_sync.run_blocking(count_states, self._path, identity)
        )

    def _open_journal(self, *, new_key: bool = False) -> Journal:
        """The journal, with everyone in it."""
        journal = Journal(self._path, self._identity(), new_key=new_key)
        try:
            if not journal.is_read:
                self._read_people(journal)
        except BaseException:
            journal.close()
            raise
        return journal

    def _read_people(self, journal: Journal) -> None:
        runtime_sync.run_blocking(journal.begin_reading)
        recorder = Recorder(self._transport.settings)
        for rows in runtime_sync.batched(self._people, _READ_SIZE):
            entries = [self._spec.entry(recorder, row) for row in rows]
            runtime_sync.run_blocking(journal.add, entries)
        runtime_sync.run_blocking(journal.end_reading)

    def _identity(self) -> JobIdentity:
        settings = self._transport.settings
        return JobIdentity(
            name=self._spec.name,
            arguments=self._spec.encoded_arguments(Recorder(settings)),
            base_url=_place(settings),
            key=fingerprint(settings),
        )


def _place(settings: Settings) -> str:
    """Where a job acts: at a host, and for a partner's customer if the key is a partner's."""
    workspace_id, flow_ns = settings.customer
    parts = [settings.base_url]
    if flow_ns is not None:
        parts.append(f"for the flow {flow_ns}")
    if workspace_id is not None:
        parts.append(f"of the workspace {workspace_id}")
    return " ".join(parts)


@frozen
class JobSpec:
    """What a job does to everyone: a method of the client, and its arguments besides the person.

    `name` is stored in journals, which belong to one job: it stays the same when the method is
    renamed. An argument that is a function is called with each person as given.
    """

    name: str
    method: Callable[..., Any]
    recipients: RecipientKind
    arguments: Sequence[Any]
    options: Mapping[str, Any]

    def entry(self, recorder: Recorder, row: Any) -> EntryInput:
        """A person for the journal, with the requests that the method would make for them."""
        person = repr(row)[:_MAX_NAME_LENGTH]
        try:
            person, argument = self.recipients.parse(row)
            return EntryInput(person, self._requests(recorder, row, argument))
        except FlochatError as error:
            return EntryInput(person, error=str(error))
        except Exception as error:  # a function of the caller's may raise anything
            return EntryInput(person, error=f"{type(error).__name__}: {error}")

    def encoded_arguments(self, recorder: Recorder) -> str:
        """The arguments as they are sent. Raises `InvalidArgumentError` for unusable ones."""
        if any(callable(value) for value in (*self.arguments, *self.options.values())):
            return _PER_PERSON_ARGUMENTS
        refusals = []
        for row in self.recipients.sample_rows:
            try:
                argument = self.recipients.parse(row).argument
                return json.dumps(self._requests(recorder, row, argument), sort_keys=True)
            except InvalidArgumentError as error:
                refusals.append(error)
        raise refusals[0]

    def _requests(self, recorder: Recorder, row: Any, argument: Any) -> list[Request]:
        arguments = [_resolve(value, row) for value in self.arguments]
        options = {name: _resolve(value, row) for name, value in self.options.items()}
        prepared = recorder.record(self.method, argument, *arguments, **options)
        if not prepared:
            raise InvalidArgumentError("there is nothing to do")
        return [(request.operation, request.json or {}) for request in prepared]


class _JobRun:
    """One run of a job: what its workers share."""

    def __init__(
        self,
        transport: Transport,
        journal: Journal,
        batch_size: int,
        progress: Progress | None,
    ) -> None:
        self.journal = journal
        self.batch_size = batch_size
        self.breaker = FailureBreaker(has_succeeded=journal.counts[State.DONE] > 0)
        self.is_stopping = False
        self.transport = transport.with_runtime(_StoppableRuntime(transport.runtime, self))
        self._progress = progress
        self._progress_lock = runtime_sync.Lock()
        self._cause: FlochatError | None = None

    def process_batches(self) -> None:
        """Process people until none are left, or the run is to stop."""
        _BatchSender(self).process_batches()

    def stop(self, cause: FlochatError | None = None) -> None:
        """Let every worker come to its end."""
        self._cause = self._cause or cause
        self.is_stopping = True

    def resume_at(self) -> datetime | None:
        """When the quota lets the job resume. Raises any other error that stopped the run."""
        if self._cause is None:
            return None
        if not isinstance(self._cause, RateLimitError):
            raise self._cause
        wait = HOUR if self._cause.retry_after is None else self._cause.retry_after
        return datetime.fromtimestamp(self.transport.runtime.time() + wait, UTC)

    def report_progress(self) -> None:
        """Call `progress` with a report."""
        if self._progress is not None:
            with self._progress_lock:
                runtime_sync.maybe_await(
                    self._progress(build_report(self.journal.path, self.journal.counts))
                )


class _BatchSender(Resource):
    """A worker of a run: sends the requests for one batch of people after another."""

    def __init__(self, run: _JobRun) -> None:
        settings = run.transport.settings
        hooked = settings._replace(
            on_request=self._before_request, on_response=self._after_response
        )
        super().__init__(run.transport.with_settings(hooked, deadline=None))
        self._run = run
        self._on_request = settings.on_request
        self._on_response = settings.on_response
        self._hook_error: FlochatError | None = None
        self._entries: Sequence[Entry] = ()

    def process_batches(self) -> None:
        while not self._run.is_stopping:
            entries = runtime_sync.run_blocking(self._run.journal.next_batch, self._run.batch_size)
            if not entries:
                break
            self._send_batch(entries)

    def _send_batch(self, entries: Sequence[Entry]) -> None:
        """Send the requests for a batch, and record the outcome."""
        self._entries = entries
        requests = merge_requests(entries)
        try:
            for operation, body in requests:
                self._action(operation, body=body)
        except _RunStopped:
            self._mark(entries, State.PENDING)
        except JournalError:
            raise
        except FlochatError as error:
            if error is self._hook_error:  # says nothing of the people, who may have been reached
                raise
            self._handle_failure(entries, error, requests[0][0])
        else:
            self._run.breaker.record_success()
            self._mark(entries, State.DONE)

    def _before_request(self, event: RequestEvent) -> None:
        """Record, at the last moment, that a request goes out which must not be repeated."""
        if self._run.is_stopping:
            raise _RunStopped
        self._call_hook(self._on_request, event)
        if not TABLE[event.operation].repeatable:
            runtime_sync.run_blocking(
                self._run.journal.mark, self._entries, State.UNKNOWN, "no answer came"
            )

    def _after_response(self, event: ResponseEvent) -> None:
        self._call_hook(self._on_response, event)

    def _call_hook(self, hook: Callable[[Any], Any] | None, event: Any) -> None:
        """Call a hook of the client's; an error that it raises ends the run."""
        try:
            if hook is not None:
                runtime_sync.maybe_await(hook(event))
        except FlochatError as error:
            self._hook_error = error
            raise

    def _handle_failure(
        self, entries: Sequence[Entry], error: FlochatError, operation: str
    ) -> None:
        outcome = classify(error, operation)
        if outcome.scope is FailureScope.JOB:
            self._run.stop(error)
        elif (cause := self._run.breaker.record_failure(outcome, error, operation)) is not None:
            self._run.stop(cause)
        if outcome.scope is FailureScope.ITEM and len(entries) > 1:
            self._mark(entries, State.PENDING)
            self._send_halves(entries)
        else:
            self._mark(entries, outcome.state, str(error))

    def _send_halves(self, entries: Sequence[Entry]) -> None:
        """Split a batch that was refused, maybe for one of them, so that the others are reached."""
        middle = len(entries) // 2
        for half in (entries[:middle], entries[middle:]):
            if not self._run.is_stopping:
                self._send_batch(half)

    def _mark(self, entries: Sequence[Entry], state: State, error: str | None = None) -> None:
        runtime_sync.run_blocking(self._run.journal.mark, entries, state, error)
        self._run.report_progress()


class _RunStopped(Exception):
    """The run was stopped before a request went out."""


class _StoppableRuntime(runtime_sync.Runtime):
    """Ends a wait when its run is to stop; the quota may make a request wait for an hour."""

    def __init__(self, runtime: runtime_sync.Runtime, run: _JobRun) -> None:
        self._runtime = runtime
        self._run = run

    def time(self) -> float:
        return self._runtime.time()

    def monotonic(self) -> float:
        return self._runtime.monotonic()

    def random(self) -> float:
        return self._runtime.random()

    def sleep(self, seconds: float) -> None:
        remaining = seconds
        while remaining > 0:
            if self._run.is_stopping:
                raise _RunStopped
            self._runtime.sleep(min(remaining, _STOP_CHECK_INTERVAL))
            remaining -= _STOP_CHECK_INTERVAL


def _resolve(value: Any, row: Any) -> Any:
    """The value of an argument for a row."""
    return value(row) if callable(value) else value

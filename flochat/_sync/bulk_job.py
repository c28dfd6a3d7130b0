# Derived by scripts/sync_twin.py from
# flochat/_async/bulk_job.py: edit that one.
"""A job for many people, which can be stopped and resumed."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from attrs import field, frozen

from .._bulk.button_headers import ButtonHeaders, unknown_headers
from .._bulk.jobs import (
    MAX_EXAMPLES,
    BulkPlan,
    BulkReport,
    FailureBreaker,
    FailureScope,
    Missing,
    Progress,
    RecipientKind,
    build_report,
    can_be_read_again,
    check_people,
    classify,
    in_row,
    merge_requests,
    quota_wait,
)
from .._bulk.journal import (
    Entry,
    EntryInput,
    GivenUpError,
    Journal,
    Remaining,
    Request,
    count_states,
)
from .._bulk.journal_format import JobIdentity, State
from .._sending import runtime_sync
from .._sending.log import log, log_fields
from .._sending.quota import HOUR
from .._sending.quota_stores import fingerprint
from .._sending.reports import FailureEvent, RequestEvent, ResponseEvent, WaitEvent
from .._sending.runtime_sync import Source as Source
from .._values.checks import check_count
from .._wire.operation_table import TABLE
from ..errors import FlochatError, InvalidArgumentError, JournalError, RateLimitError
from ..models.fields import UserField
from ..tables.people import People, check_answered
from ..tables.reading.person import TablePerson
from .base import Resource
from .recorder import Recorder
from .stoppable import RunStoppedError, StoppableRuntime
from .transport import Transport

if TYPE_CHECKING:
    from ..tables.reading.checking import CheckedTable

#: How many rows are read before they are written to the journal together.
_READ_SIZE: Final = 500
#: How much of a row that cannot be read stands for the person in the journal, in characters.
_MAX_NAME_LENGTH: Final = 200
#: A wait of which `progress` is told, at least.
_SHORTEST_REPORTED_WAIT: Final = timedelta(seconds=1)
#: What stands in a journal of somebody to whom a request is under way.
_NO_ANSWER: Final = "no answer came"
#: Jobs that reach people, by how their names begin.
_SENDS: Final = ("messages.", "broadcasts.")
#: What journals hold for arguments that a function makes. It is compared: do not change it.
_PER_PERSON_ARGUMENTS: Final = "of each person"


class BulkJob:
    """A job for many people; the methods of `client.bulk` make them.

    Its journal is an SQLite file that holds the people, the requests for each of them and the
    outcome; it holds neither the key nor the headers of buttons. Each person is written down once,
    before the first request. However a run ends, the same call with the same journal resumes where
    it ended: nobody is processed twice, and the people are not read again.

    One run works on a journal at a time; any process may ask for `status()`. `JournalError` is
    raised for a journal that is in use, that belongs to another job, key or host, that is a copy,
    damaged or not a journal, or that cannot be written, in which case nothing more is sent.

    Example:
        people = client.subscribers.list(tag=vip)
        job = client.bulk.send_text(people, "Hello", journal="hello.sqlite")
        print(job.plan())  # 50,000 people, 50,000 requests, 2 days, 1:00:00 at the quota
        report = job.run(progress=print)  # 49,980 done, 17 failed, 3 unknown, 0 pending
        for outcome in report.failed:
            print(outcome.person, outcome.error)
    """

    _transport: Transport
    _spec: AnyJobSpec
    _people: Source[Any]
    _path: Path
    _missing: Missing | None
    _fields: tuple[UserField, ...] | None
    _table: CheckedTable | None

    def __init__(self) -> None:
        raise TypeError("jobs are made by client.bulk: call client.bulk.send_text(), for example")

    @classmethod
    def _make(
        cls,
        transport: Transport,
        spec: AnyJobSpec,
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
        job._missing = None
        job._fields = None
        job._table = None
        return job

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._path}>"

    def plan(self, *, new_key: bool = False, moved: bool = False) -> BulkPlan:
        """Say what is left to do, and how long the quota makes it take. Sends nothing.

        It writes everyone into the journal, which reads the people: a pager makes its requests for
        that. `new_key` and `moved` are those of `run()`.
        """
        with self._open_journal(new_key=new_key, moved=moved) as journal:
            missing = self._find_missing(journal)
            remaining = runtime_sync.run_blocking(journal.remaining)
            requests = self._count_requests(journal, remaining)
            return BulkPlan(
                people=remaining.people,
                requests=requests,
                seconds=quota_wait(
                    requests, self._transport.quota, now=self._transport.runtime.time()
                ),
                duplicates=journal.duplicates,
                unusable=remaining.unusable,
                skipped=journal.counts[State.SKIPPED],
                not_in_journal=missing.count,
                not_in_journal_examples=missing.examples,
            )

    def run(
        self,
        *,
        progress: Progress | None = None,
        concurrency: int = 4,
        resend_unknown: bool = False,
        retry_failed: bool = False,
        new_key: bool = False,
        moved: bool = False,
    ) -> BulkReport:
        """Send to every pending person, once each, and report the outcome.

        One failure does not stop the others. When the quota is spent and the client does not wait
        for it, the report says when to resume (`resume_at`). Ctrl-C waits for the answers that are
        on their way, for at most `total_timeout`.

        Args:
            progress: called with a `BulkReport` after each request, and with its `resume_at` when a
                wait begins; never twice at the same time.
            concurrency: how many requests are under way at once, at least 1.
            resend_unknown: process again those of whom it is not known whether they were reached,
                so some may be reached twice.
            retry_failed: process again those who were refused.
            new_key: accept a different key from the one that the job was begun with.
            moved: accept a journal that is another file than the job was last worked on: moved from
                another disk, or the copy that is left. Whoever was reached after the copy was made
                is reached twice.

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
        with self._open_journal(new_key=new_key, moved=moved) as journal:
            missing = self._find_missing(journal)
            for state, is_wanted in ((State.UNKNOWN, resend_unknown), (State.FAILED, retry_failed)):
                if is_wanted:
                    runtime_sync.run_blocking(journal.requeue, state)
            run = self._new_run(journal, missing, progress)
            grace_period = self._transport.settings.total_timeout
            runtime_sync.run_workers(
                concurrency, run.process_batches, stop=run.stop, grace_period=grace_period
            )
            return run.last_report()

    def status(self) -> BulkReport:
        """Report the outcome for everyone so far, also while another process is at work."""
        identity = self._identity()
        return build_report(
            self._path, runtime_sync.run_blocking(count_states, self._path, identity)
        )

    def _count_requests(self, _journal: Journal, remaining: Remaining) -> int:
        """How many requests are left."""
        batch_size = self._spec.recipients.batch_size
        if batch_size == 1:
            return remaining.requests
        return math.ceil(remaining.people / batch_size)

    def _new_run(self, journal: Journal, missing: Missing, progress: Progress | None) -> JobRun:
        batch_size = self._spec.recipients.batch_size
        return JobRun(self, journal, batch_size, missing, progress)

    def _open_journal(self, *, new_key: bool, moved: bool) -> Journal:
        """The journal, with everyone in it."""
        journal = Journal(self._path, self._identity(), new_key=new_key, moved=moved)
        try:
            runtime_sync.run_blocking(journal.open)
            if not journal.is_read:
                self._read_people(journal)
        except BaseException:
            journal.close()
            raise
        return journal

    def _read_people(self, journal: Journal) -> None:
        """Write everyone down; an input of no rows leaves the journal as it was."""
        runtime_sync.run_blocking(journal.begin_reading)
        recorder = Recorder(self._transport.settings)
        for rows in self._rows():
            entries = [self._spec.entry(recorder, row) for row in rows]
            runtime_sync.run_blocking(journal.add, entries)
        if any(journal.counts.values()):
            runtime_sync.run_blocking(journal.end_reading)

    def _rows(self) -> Iterator[list[Any]]:
        """The people as given, some at a time."""
        if isinstance(self._people, People):
            return self._rows_of_table(self._people)
        return runtime_sync.batched(self._people, _READ_SIZE)

    def _rows_of_table(self, source: People) -> Iterator[list[Any]]:
        table = self._checked_table(source)
        lookup = self._spec.lookup if self._needs_lookup(table) else None
        if lookup is not None:
            # Whoever says no, too: another row may be of the same person.
            lookup.prepare(table.people())
        people = table.people()
        while batch := runtime_sync.run_blocking(_next_rows, people):
            if lookup is None:
                yield batch
            else:
                yield [lookup.identify(it) for it in batch]

    def _needs_lookup(self, table: CheckedTable) -> bool:
        """Whether a table does not say itself who people are in the flow."""
        kind = self._spec.recipients
        return self._spec.lookup is not None and not any(map(table.layout.of_role, kind.columns))

    def _checked_table(self, people: People) -> CheckedTable:
        """A table of people, of which nothing is open. It is read in a thread."""
        if self._table is None:
            self._table = self._check_table(people)
        return self._table

    def _check_table(self, people: People) -> CheckedTable:
        table = runtime_sync.run_blocking(people._table, None)
        check_answered(table.report.questions)
        self._spec.recipients.check_columns(table.layout, has_lookup=self._spec.lookup is not None)
        if self._spec.takes_fields and table.layout.may_fill_fields:
            fields = self._known_fields()
            table = runtime_sync.run_blocking(people._table, fields)
            check_answered(table.report.questions)
        return table

    def _known_fields(self) -> tuple[UserField, ...]:
        """The user fields of the flow, asked for once."""
        if self._fields is None:
            resource = Resource(self._transport)
            self._fields = tuple(resource._list("GET /flow/user-fields", UserField).to_list())
        return self._fields

    def _find_missing(self, journal: Journal) -> Missing:
        """Who was given and is not in the journal. Nothing of that stops a job."""
        if self._missing is not None:
            return self._missing
        missing = Missing(0)
        if not journal.is_new:
            if not can_be_read_again(self._people) or self._costs_requests():
                return Missing()
            missing = self._compare(journal)
        if isinstance(self._people, Iterator | People):  # at its end now, or as it always is
            self._missing = missing
        return missing

    def _costs_requests(self) -> bool:
        """Whether it takes requests to know who people are."""
        if self._spec.lookup is None or not isinstance(self._people, People):
            return False
        return self._needs_lookup(self._checked_table(self._people))

    def _compare(self, journal: Journal) -> Missing:
        count, examples = 0, list[str]()
        try:
            for rows in self._rows():
                names = [self._spec.name_of(row) for row in rows]
                count += runtime_sync.run_blocking(
                    journal.count_missing, names, examples, MAX_EXAMPLES
                )
        except JournalError:
            raise
        except Exception as error:
            log.warning(
                "the people given to %r could not be compared: %s",
                self,
                error,
                extra=log_fields("people_not_compared", error=type(error).__name__),
            )
            return Missing()
        return Missing(count, examples)

    def _read_headers(self) -> None:
        """Have the headers of buttons given again by the function that makes each content."""
        if can_be_read_again(self._people):
            recorder = Recorder(self._transport.settings)
            for rows in runtime_sync.batched(self._people, _READ_SIZE):
                for row in rows:
                    self._spec.entry(recorder, row)

    def _identity(self) -> JobIdentity:
        settings = self._transport.settings
        workspace_id, flow_ns = settings.customer
        return JobIdentity(
            name=self._spec.name,
            arguments=self._spec.encoded_arguments(Recorder(settings)),
            base_url=settings.base_url,
            key=fingerprint(settings),
            flow=flow_ns,
            workspace=workspace_id,
        )


class Lookup(Protocol):
    """Finds people of a table in the flow."""

    def prepare(self, people: Iterable[TablePerson], /) -> None:
        """Look for all of them together, if that is cheaper."""
        ...

    def identify(self, person: TablePerson, /) -> TablePerson:
        """The same person with their `user_ns`."""
        ...


class AnyJobSpec(Protocol):
    """What a job does to everyone. `name` is stored in journals, which belong to one job."""

    @property
    def name(self) -> str: ...

    @property
    def recipients(self) -> RecipientKind: ...

    @property
    def takes_fields(self) -> bool:
        """Whether columns of a table fill user fields."""
        ...

    @property
    def headers(self) -> ButtonHeaders:
        """What of buttons journals do not hold."""
        ...

    @property
    def lookup(self) -> Lookup | None:
        """What finds people of a table that has no `user_ns`."""
        ...

    def entry(self, recorder: Recorder, row: Any, /) -> EntryInput:
        """A person for the journal, with what is to be done."""
        ...

    def name_of(self, row: Any) -> str:
        """What the journal calls a person of the input."""
        ...

    def encoded_arguments(self, recorder: Recorder, /) -> str:
        """The arguments as journals compare them. Raises `InvalidArgumentError`."""
        ...


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
    #: Whether columns of a table fill user fields.
    takes_fields: bool = False
    headers: ButtonHeaders = field(factory=ButtonHeaders, eq=False)
    #: What finds people of a table that has no `user_ns`.
    lookup: Lookup | None = None

    def entry(self, recorder: Recorder, row: Any) -> EntryInput:
        """A person for the journal, with the requests that the method would make for them."""
        person = self.name_of(row)
        if (reason := self._refusal(row)) is not None:
            return EntryInput(person, error=in_row(row, reason), is_skipped=True)
        try:
            if isinstance(row, TablePerson) and row.trouble is not None:
                raise InvalidArgumentError(row.trouble)
            _, argument = self.recipients.parse(row)
            return EntryInput(person, self._requests(recorder, row, argument))
        except FlochatError as error:
            return EntryInput(person, error=in_row(row, str(error)))
        except Exception as error:  # a function of the caller's may raise anything
            return EntryInput(person, error=f"{type(error).__name__}: {error}")

    def _refusal(self, row: Any) -> str | None:
        """Why somebody is not to be sent to, as a column of consent says."""
        is_send = self.name.startswith(_SENDS)
        return row.refusal if is_send and isinstance(row, TablePerson) else None

    def name_of(self, row: Any) -> str:
        """What the journal calls a person of the input."""
        try:
            return self.recipients.parse(row).name
        except Exception:  # a mapping of the caller's may raise anything
            shown = f"row {row.row}" if isinstance(row, TablePerson) else repr(row)
            return shown[:_MAX_NAME_LENGTH]

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
        return self.headers.hide([(request.operation, request.json or {}) for request in prepared])


class JobRun:
    """One run of a job: what its workers share."""

    def __init__(
        self,
        job: BulkJob,
        journal: Journal,
        batch_size: int,
        missing: Missing,
        progress: Progress | None,
    ) -> None:
        transport = job._transport
        self._job = job
        self._headers_lock = runtime_sync.Lock()
        self._has_read_headers = False
        self.journal = journal
        self.batch_size = batch_size
        self.breaker = FailureBreaker(has_succeeded=journal.counts[State.DONE] > 0)
        self.is_stopping = False
        self.transport = transport.with_runtime(StoppableRuntime(transport.runtime, self))
        self._missing = missing
        self._progress = progress
        self._progress_lock = runtime_sync.Lock()
        self._waits_until = datetime.min.replace(tzinfo=UTC)
        self._cause: FlochatError | None = None

    def process_batches(self) -> None:
        """Process people until none are left, or the run is to stop."""
        BatchSender(self).process_batches()

    def revealed(self, requests: Sequence[Request]) -> Sequence[Request]:
        """The requests of a journal as they are sent: with the headers of buttons."""
        headers: ButtonHeaders = self._job._spec.headers
        if (revealed := headers.reveal(requests)) is not None:
            return revealed
        with self._headers_lock:
            if not self._has_read_headers:
                self._job._read_headers()
            self._has_read_headers = True
        if (revealed := headers.reveal(requests)) is None:
            raise unknown_headers(self.journal.path)
        return revealed

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

    def keep_alive(self) -> None:
        """Say in the journal that the run goes on, while it waits."""
        if self.journal.is_silent:
            runtime_sync.run_blocking(self.journal.sign_of_life)

    def last_report(self) -> BulkReport:
        """How the job stands when the run has ended. Raises what stopped it."""
        return build_report(
            self.journal.path,
            self.journal.counts,
            resume_at=self.resume_at(),
            missing=self._missing,
        )

    def report_wait(self, event: WaitEvent) -> None:
        """Call `progress` when a wait begins, once for all workers that wait for the same.

        A wait for answers that are on their way ends with the first of them.
        """
        ends_later = event.resume_at - self._waits_until >= _SHORTEST_REPORTED_WAIT
        is_long = timedelta(seconds=event.seconds) >= _SHORTEST_REPORTED_WAIT
        if ends_later and is_long and event.reason != "answers":
            self._waits_until = event.resume_at
            self.report_progress(event)

    def report_progress(self, wait: WaitEvent | None = None) -> None:
        """Call `progress` with a report; meanwhile the journal may be copied."""
        if self._progress is None:
            return
        with self._progress_lock:
            try:
                runtime_sync.shielded(self.journal.begin_quiet)
                runtime_sync.maybe_await(self._progress(self._running_report(wait)))
            finally:
                self.journal.end_quiet()

    def _running_report(self, wait: WaitEvent | None) -> BulkReport:
        return build_report(
            self.journal.path,
            self.journal.counts,
            resume_at=None if wait is None else wait.resume_at,
            wait_reason=None if wait is None else wait.reason,
            missing=self._missing,
        )


class BatchSender(Resource):
    """A worker of a run: sends the requests for one batch of people after another."""

    def __init__(self, run: JobRun) -> None:
        settings = run.transport.settings
        hooked = settings._replace(
            on_request=self._before_request,
            on_response=self._after_response,
            on_failure=self._after_failure,
            on_wait=self._before_wait,
        )
        super().__init__(run.transport.with_settings(hooked, deadline=None))
        self._run = run
        self._hooks = settings
        self._hook_error: FlochatError | None = None
        self._entries: Sequence[Entry] = ()
        self._is_marked = False
        self._has_acted = False

    def process_batches(self) -> None:
        while not self._run.is_stopping:
            entries = runtime_sync.run_blocking(self._run.journal.next_batch, self._run.batch_size)
            if not entries:
                break
            self._send_batch(entries)

    def _send_batch(self, entries: Sequence[Entry]) -> None:
        """Send the requests for a batch, and record the outcome."""
        requests = self._run.revealed(merge_requests(entries))

        def send() -> bool:
            for operation, body in requests:
                self._action(operation, body=body)
                self._has_acted = True
            return True

        self._attempt(entries, send, requests[0][0])

    def _attempt(self, entries: Sequence[Entry], send: Callable[[], Any], operation: str) -> None:
        """Do something for people, and record the outcome; they are done if it returns True."""
        self._entries = entries
        self._is_marked = self._has_acted = False
        try:
            is_done = runtime_sync.maybe_await(send())
        except RunStoppedError:
            pass  # in a wait, when nobody is marked, or before a request
        except JournalError:
            raise
        except FlochatError as error:
            if error is self._hook_error:  # says nothing of the people, who may have been reached
                raise
            self._handle_failure(entries, error, operation)
        else:
            self._run.breaker.record_success()
            if is_done:
                self._mark(entries, State.DONE)

    def _before_request(self, event: RequestEvent) -> None:
        """Record, at the last moment, that a request goes out which must not be repeated."""
        if self._run.is_stopping:
            raise RunStoppedError
        self._call_hook(self._hooks.on_request, event)
        if not TABLE[event.operation].repeatable:
            try:
                runtime_sync.run_blocking(
                    self._run.journal.mark_unknown,
                    self._entries,
                    _NO_ANSWER,
                    give_up=lambda: self._run.is_stopping,
                )
            except GivenUpError:
                raise RunStoppedError from None
            self._is_marked = True

    def _after_response(self, event: ResponseEvent) -> None:
        self._call_hook(self._hooks.on_response, event)

    def _after_failure(self, event: FailureEvent) -> None:
        """Make the people pending again when a request that they were not reached by is repeated.

        A wait comes first, which may take an hour.
        """
        is_harmless = not (event.may_have_acted or self._has_acted)
        if event.will_retry and self._is_marked and is_harmless:
            self._write(State.PENDING)
        self._call_hook(self._hooks.on_failure, event)

    def _before_wait(self, event: WaitEvent) -> None:
        self._call_hook(self._hooks.on_wait, event)
        self._call_hook(self._run.report_wait, event)

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
        self._entries = entries
        self._write(state, error)
        self._run.report_progress()

    def _write(self, state: State, error: str | None = None) -> None:
        runtime_sync.shielded(self._run.journal.record, self._entries, state, error)
        self._is_marked = False


def _next_rows(people: Iterator[Any]) -> list[Any]:
    return list(islice(people, _READ_SIZE))


def _resolve(value: Any, row: Any) -> Any:
    """The value of an argument for a row."""
    return value(row) if callable(value) else value

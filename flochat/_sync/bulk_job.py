# Derived by scripts/sync_twin.py from
# flochat/_async/bulk_job.py: edit that one.
"""A job for many people, which goes on where it was stopped."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from .._bulk.jobs import (
    BulkPlan,
    BulkReport,
    FailureBreaker,
    FailureScope,
    Progress,
    RecipientKind,
    check_people,
    classify,
    merged_requests,
    quota_wait,
    report,
)
from .._bulk.journal import Entry, Journal, NewEntry, Request, State, Work, counted
from .._sending import runtime_sync
from .._sending.hooks import RequestEvent, ResponseEvent
from .._sending.quota import HOUR
from .._sending.quota_stores import fingerprint
from .._sending.runtime_sync import Source as Source
from .._values.checks import check_count
from .._wire.operation_table import TABLE
from ..errors import FlochatError, InvalidArgumentError, JournalError, RateLimitError
from .base import Resource
from .recorder import Recorder
from .transport import Transport


class BulkJob:
    """A job for many people; `client.bulk` makes them.

    Its journal is an SQLite file, which holds who is to be done, with what, and what has become of
    them; it holds no key. Everybody is written down before the first request, once each. However a
    run ends, the same call with the same journal goes on where it ended: those done are not done
    again, the people are not read again.

    One process works on a journal at a time; `status()` may be asked for by any. `JournalError` is
    raised for a journal that is in use, that belongs to another job, key or host, that is something
    else, or that cannot be written, in which case nothing more is sent.
    """

    def __init__(
        self,
        transport: Transport,
        task: Task,
        people: Source[Any],
        journal: str | os.PathLike[str],
    ) -> None:
        self._path = Path(journal)
        if isinstance(transport, Recorder):
            raise InvalidArgumentError("a bulk job is not prepared; its plan() says what it takes")
        check_people(people, runtime_sync.SOURCES)
        self._transport = transport
        self._task = task
        self._people = people

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._path}>"

    def plan(self) -> BulkPlan:
        """What is left to do, and how long the quota makes it take. Sends nothing.

        It writes everybody down, which reads the people: a pager makes its requests for that.
        """
        with self._opened() as journal:
            left = runtime_sync.run_blocking(journal.left)
            room = self._task.audience.batch_size
            requests = left.requests if room == 1 else math.ceil(left.people / room)
            return BulkPlan(
                people=left.people,
                requests=requests,
                seconds=quota_wait(
                    requests, self._transport.quota, now=self._transport.runtime.time()
                ),
                duplicates=journal.duplicates,
                unusable=left.unusable,
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
        """Do everybody who is pending, each once, and say what has become of all.

        `progress` is called with a report after each request, by one at a time. `concurrency` is
        how many requests are under way at once. `resend_unknown` does those again of whom nobody
        knows whether they were reached, so some may be reached twice; `retry_failed` those who were
        refused; `new_key` accepts another key than the job was begun with.

        One that fails does not stop the others. When the quota is spent and the client does not
        wait for it, the report says when to go on (`resume_at`). What no other request would get
        past is raised, with the rest left pending: `AuthenticationError`, `PermissionDeniedError`,
        `JournalError`, and `APIConnectionError` when ten requests in a row came to nothing. Ctrl-C
        waits for the answers that are on their way, for as long as `total_timeout`.
        """
        check_count(concurrency, "concurrency", least=1)
        with self._opened(new_key=new_key) as journal:
            for state, is_wanted in ((State.UNKNOWN, resend_unknown), (State.FAILED, retry_failed)):
                if is_wanted:
                    runtime_sync.run_blocking(journal.put_back, state)
            run = _Run(self._transport, journal, self._task.audience.batch_size, progress)
            patience = self._transport.settings.total_timeout
            runtime_sync.run_workers(concurrency, run.work, stop=run.stop, patience=patience)
            return report(self._path, journal.counts, resume_at=run.resume_at())

    def status(self) -> BulkReport:
        """What has become of everybody so far, also while another process is at work."""
        return report(self._path, runtime_sync.run_blocking(counted, self._path, self._work()))

    def _opened(self, *, new_key: bool = False) -> Journal:
        """The journal, with everybody in it."""
        journal = Journal(self._path, self._work(), new_key=new_key)
        try:
            if not journal.is_read:
                self._read(journal)
        except BaseException:
            journal.close()
            raise
        return journal

    def _read(self, journal: Journal) -> None:
        runtime_sync.run_blocking(journal.begin_reading)
        recorder = Recorder(self._transport.settings)
        for rows in runtime_sync.batched(self._people, _WINDOW):
            entries = [self._task.entry(recorder, row) for row in rows]
            runtime_sync.run_blocking(journal.add, entries)
        runtime_sync.run_blocking(journal.end_reading)

    def _work(self) -> Work:
        settings = self._transport.settings
        return Work(
            name=self._task.name,
            arguments=self._task.on_the_wire(Recorder(settings)),
            base_url=settings.base_url,
            key=fingerprint(settings),
        )


@frozen
class Task:
    """What is done to everybody: a method of the client, and what it is called with besides them.

    An argument that is a function is called with each person, as they were given.
    """

    method: Callable[..., Any]
    audience: RecipientKind
    arguments: Sequence[Any]
    options: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Where the method stands in either client: "messages.send_text"."""
        owner, _, name = self.method.__qualname__.removeprefix("Async").partition(".")
        return f"{owner.removesuffix('API').lower()}.{name}"

    def entry(self, recorder: Recorder, row: Any) -> NewEntry:
        """Somebody for the journal, with the requests that the method would make for them."""
        person = repr(row)[:_LONGEST_NAME]
        try:
            person, given = self.audience.parse(row)
            return NewEntry(person, self._requests(recorder, row, given))
        except FlochatError as error:
            return NewEntry(person, error=str(error))
        except Exception as error:  # a function of the caller's may raise anything
            return NewEntry(person, error=f"{type(error).__name__}: {error}")

    def on_the_wire(self, recorder: Recorder) -> str:
        """The arguments as they travel. Raises `InvalidArgumentError` for what they cannot be."""
        if any(callable(value) for value in (*self.arguments, *self.options.values())):
            return _OF_EACH_PERSON
        refusals = []
        for row in self.audience.sample_rows:
            try:
                given = self.audience.parse(row).given
                return json.dumps(self._requests(recorder, row, given), sort_keys=True)
            except InvalidArgumentError as error:
                refusals.append(error)
        raise refusals[0]

    def _requests(self, recorder: Recorder, row: Any, given: Any) -> list[Request]:
        arguments = [_for(row, value) for value in self.arguments]
        options = {name: _for(row, value) for name, value in self.options.items()}
        prepared = recorder.record(self.method, given, *arguments, **options)
        if not prepared:
            raise InvalidArgumentError("there is nothing to do")
        return [(request.operation, request.json or {}) for request in prepared]


class _Run:
    """One run of a job: what its workers share."""

    def __init__(
        self, transport: Transport, journal: Journal, room: int, progress: Progress | None
    ) -> None:
        self.journal = journal
        self.room = room
        self.luck = FailureBreaker(has_turned=journal.counts[State.DONE] > 0)
        self.is_stopping = False
        self.transport = transport.with_runtime(_StoppableRuntime(transport.runtime, self))
        self._progress = progress
        self._telling = runtime_sync.Lock()
        self._cause: FlochatError | None = None

    def work(self) -> None:
        """Do people until none are left, or the job is to stop."""
        _Worker(self).work()

    def stop(self, cause: FlochatError | None = None) -> None:
        """Have all that is at work come to an end."""
        self._cause = self._cause or cause
        self.is_stopping = True

    def resume_at(self) -> datetime | None:
        """When the quota lets the job go on. Raises what else has stopped it."""
        if self._cause is None:
            return None
        if not isinstance(self._cause, RateLimitError):
            raise self._cause
        wait = HOUR if self._cause.retry_after is None else self._cause.retry_after
        return datetime.fromtimestamp(self.transport.runtime.time() + wait, UTC)

    def tell(self) -> None:
        """Tell how far the job is."""
        if self._progress is not None:
            with self._telling:
                runtime_sync.maybe_await(
                    self._progress(report(self.journal.path, self.journal.counts))
                )


class _Worker(Resource):
    """Does people, one request at a time."""

    def __init__(self, run: _Run) -> None:
        hooks = run.transport.settings
        settings = evolve(hooks, on_request=self._begin, on_response=self._end)
        super().__init__(run.transport.with_settings(settings, deadline=None))
        self._run = run
        self._on_request = hooks.on_request
        self._on_response = hooks.on_response
        self._of_a_hook: FlochatError | None = None
        self._entries: Sequence[Entry] = ()

    def work(self) -> None:
        while not self._run.is_stopping:
            entries = runtime_sync.run_blocking(self._run.journal.take, self._run.room)
            if not entries:
                break
            self._do(entries)

    def _do(self, entries: Sequence[Entry]) -> None:
        """Make the requests for people who were taken together, and write down what came of it."""
        self._entries = entries
        requests = merged_requests(entries)
        try:
            for operation, body in requests:
                self._action(operation, body=body)
        except _Stopped:
            self._settle(entries, State.PENDING)
        except JournalError:
            raise
        except FlochatError as error:
            if error is self._of_a_hook:  # says nothing of the people, who may well be reached
                raise
            self._fail(entries, error, requests[0][0])
        else:
            self._run.luck.record_success()
            self._settle(entries, State.DONE)

    def _begin(self, event: RequestEvent) -> None:
        """Write down, at the last moment, that a request goes out which must not be repeated."""
        if self._run.is_stopping:
            raise _Stopped
        self._tell(self._on_request, event)
        if not TABLE[event.operation].repeatable:
            runtime_sync.run_blocking(
                self._run.journal.settle, self._entries, State.UNKNOWN, "no answer came"
            )

    def _end(self, event: ResponseEvent) -> None:
        self._tell(self._on_response, event)

    def _tell(self, hook: Callable[[Any], Any] | None, event: Any) -> None:
        """Call a hook of the client's; what it raises ends the run."""
        try:
            if hook is not None:
                runtime_sync.maybe_await(hook(event))
        except FlochatError as error:
            self._of_a_hook = error
            raise

    def _fail(self, entries: Sequence[Entry], error: FlochatError, operation: str) -> None:
        found = classify(error, operation)
        if found.scope is FailureScope.JOB:
            self._run.stop(error)
        elif (cause := self._run.luck.record_failure(found, error, operation)) is not None:
            self._run.stop(cause)
        if found.scope is FailureScope.ITEM and len(entries) > 1:
            self._settle(entries, State.PENDING)
            self._do_halves(entries)
        else:
            self._settle(entries, found.state, str(error))

    def _do_halves(self, entries: Sequence[Entry]) -> None:
        """They were refused together, maybe for one of them: the others are not to suffer."""
        middle = len(entries) // 2
        for half in (entries[:middle], entries[middle:]):
            if not self._run.is_stopping:
                self._do(half)

    def _settle(self, entries: Sequence[Entry], state: State, error: str | None = None) -> None:
        runtime_sync.run_blocking(self._run.journal.settle, entries, state, error)
        self._run.tell()


class _Stopped(Exception):
    """The job was stopped before a request went out."""


class _StoppableRuntime(runtime_sync.Runtime):
    """Waits no longer than its run goes on; the quota may have a request wait for an hour."""

    def __init__(self, runtime: runtime_sync.Runtime, run: _Run) -> None:
        self._runtime = runtime
        self._run = run

    def time(self) -> float:
        return self._runtime.time()

    def monotonic(self) -> float:
        return self._runtime.monotonic()

    def random(self) -> float:
        return self._runtime.random()

    def sleep(self, seconds: float) -> None:
        left = seconds
        while left > 0:
            if self._run.is_stopping:
                raise _Stopped
            self._runtime.sleep(min(left, _MOMENT))
            left -= _MOMENT


def _for(row: Any, value: Any) -> Any:
    return value(row) if callable(value) else value


_MOMENT: Final = 0.5
#: How many rows are read before they are written down together.
_WINDOW: Final = 100
_LONGEST_NAME: Final = 200
_OF_EACH_PERSON: Final = "of each person"

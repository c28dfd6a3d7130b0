"""The job that finds or creates people, and gives them fields and tags."""

from __future__ import annotations

import json
import os
from typing import Any, Final, Self

from attrs import field, frozen

from ..._bulk.button_headers import ButtonHeaders
from ..._bulk.jobs import Missing, Progress, Recipient, RecipientKind, in_row, new_subscriber_of
from ..._bulk.journal import EntryInput, Journal, Remaining
from ..._bulk.journal_format import State
from ..._bulk.upserts import goal_of_row, most_requests
from ..._sending import runtime_async
from ..._sending.runtime_async import AsyncSource as Source
from ...errors import DecodeError, FlochatError
from ...tables.reading.person import TablePerson
from ..bulk_job import AsyncBulkJob, JobRun
from ..recorder import Recorder
from ..transport import AsyncTransport
from .subscribers import AsyncSubscribersAPI
from .upsert_run import UpsertRun, goals_of

#: How much of a row that cannot be read stands for the person in the journal, in characters.
_MAX_NAME_LENGTH: Final = 200


class AsyncUpsertJob(AsyncBulkJob):
    """A job of `client.bulk.upsert`. It is planned, run and resumed as any `AsyncBulkJob`."""

    _upsert: UpsertSpec

    @classmethod
    def _of(
        cls,
        transport: AsyncTransport,
        people: Source[Any],
        journal: str | os.PathLike[str],
        *,
        updates_profile: bool,
    ) -> Self:
        spec = UpsertSpec(transport.settings.default_country, updates_profile)
        job = cls._make(transport, spec, people, journal)
        job._upsert = spec
        return job

    async def _count_requests(self, journal: Journal, remaining: Remaining) -> int:
        """The most that it can take; how many people the flow has is asked for if that matters."""
        if not remaining.people:
            return 0
        country = self._upsert.country
        goals = await runtime_async.run_blocking(goals_of, journal, State.PENDING)
        total = None
        if sum(not goal.is_rest for goal in goals) > 1:
            subscribers = AsyncSubscribersAPI(self._transport)
            try:
                total = await subscribers.list().count()
            except DecodeError:
                total = None
        return most_requests(goals, country, total)

    def _new_run(self, journal: Journal, missing: Missing, progress: Progress | None) -> JobRun:
        return UpsertRun(self, journal, missing, progress)


@frozen
class UpsertSpec:
    """What the job does to everyone, in place of a `JobSpec`."""

    country: str | None
    updates_profile: bool
    takes_fields: bool = True
    lookup: None = None
    name: str = "subscribers.upsert"
    headers: ButtonHeaders = field(factory=ButtonHeaders, eq=False)

    @property
    def recipients(self) -> RecipientKind:
        """How rows are read."""
        return RecipientKind(self._parse, (), columns=("phone", "email", "user_ns", "user_id"))

    def _parse(self, row: Any) -> Recipient:
        person = row if isinstance(row, TablePerson) else new_subscriber_of(row)
        goal = goal_of_row(person, self.country, updates_profile=self.updates_profile)
        return Recipient(goal.name, goal)

    async def entry(self, _recorder: Recorder, row: Any) -> EntryInput:
        """A person for the journal, with their goal."""
        person = repr(row)[:_MAX_NAME_LENGTH]
        try:
            person, goal = self._parse(row)
            return EntryInput(person, goal.to_requests())
        except FlochatError as error:
            return EntryInput(person, error=in_row(row, str(error)))

    def name_of(self, row: Any) -> str:
        """What the journal calls a person of the input."""
        try:
            return self._parse(row).name
        except FlochatError:
            return repr(row)[:_MAX_NAME_LENGTH]

    async def encoded_arguments(self, _recorder: Recorder) -> str:
        """The arguments, as journals compare them."""
        return json.dumps({"update_profile": self.updates_profile})

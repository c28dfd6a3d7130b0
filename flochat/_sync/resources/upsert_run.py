# Derived by scripts/sync_twin.py from
# flochat/_async/resources/upsert_run.py: edit that one.
"""A run of an upsert: who is there is found out first, then people are created and changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..._bulk.jobs import Missing, Progress
from ..._bulk.journal import Entry, Journal
from ..._bulk.journal_format import State
from ..._bulk.upserts import CREATE, CREATE_MANY, MAX_CREATED, Goal, Wanted
from ..._requests.batches import BatchRequest
from ..._requests.subscriber_search import Match
from ..._requests.subscribers import new_subscriber_body
from ..._sending import runtime_sync
from ..._values.identifiers import FIELD, is_namespace
from ...errors import (
    AmbiguousMatchError,
    BadRequestError,
    IncompleteListError,
    InvalidArgumentError,
    PageCapError,
    RateLimitError,
    RejectedError,
    UnprocessableEntityError,
)
from ...models.subscribers import Subscriber
from ...models.tags import Tag
from ..bulk_job import BatchSender, BulkJob, JobRun
from ..stoppable import RunStoppedError
from .flow.fields import UserFieldsAPI
from .flow.tags import TagsAPI
from .subscribers import SubscribersAPI

#: How many people are read from the journal at once.
_PAGE_SIZE: Final = 500
#: How many people a worker takes at once: few, so that all workers have some.
_BATCH_SIZE: Final = 10
#: How many rows a page of the list of people has, and what the service hands out of it.
_ROWS: Final = 100
_MOST_ROWS: Final = 100_000
_REFUSALS: Final = (BadRequestError, RejectedError, UnprocessableEntityError)
_TAG_OPERATIONS: Final = ("POST /subscriber/add-tags", "POST /subscriber/add-tags-by-name")
#: What stands in a journal of people whose creation was not answered, as long as nobody finds them.
_OPEN_STATES: Final = (State.PENDING, State.UNKNOWN)


class UpsertRun(JobRun):
    """One run of an upsert: what its workers share."""

    def __init__(
        self,
        job: BulkJob,
        journal: Journal,
        missing: Missing,
        progress: Progress | None,
    ) -> None:
        super().__init__(job, journal, _BATCH_SIZE, missing, progress)
        self.tags: dict[str, Tag] = {}
        #: The namespaces of user fields that goals know by name.
        self.field_ns: dict[str, str] = {}
        #: Whether all people of the flow were read, so that who was not among them is new.
        self.has_read_all = False
        self.taken_emails: set[int] = set()
        self._new_emails: set[str] = set()
        self._new: list[Entry] = []
        self._preparing = runtime_sync.Lock()
        self._lock = runtime_sync.Lock()
        self._is_prepared: bool | None = None
        self._workers = 0

    def process_batches(self) -> None:
        """Prepare once; then process people until none are left, or the run is to stop."""
        sender = UpsertSender(self)
        with self._preparing:
            if self._is_prepared is None:
                self._is_prepared = sender.prepare()
            self._workers += 1
        if self._is_prepared:
            sender.process_batches()
            with self._preparing:
                self._workers -= 1
                is_last = self._workers == 0
            if is_last:
                sender.create_rest()

    def add_new(self, entry: Entry) -> list[Entry]:
        """Keep somebody to create; returns as many as fit a request when there are."""
        with self._lock:
            self._new.append(entry)
            return self._take() if len(self._new) >= MAX_CREATED else []

    def take_new(self) -> list[Entry]:
        """The next of those who are to be created together."""
        with self._lock:
            return self._take()

    def _take(self) -> list[Entry]:
        taken, self._new = self._new[:MAX_CREATED], self._new[MAX_CREATED:]
        return taken

    def is_free(self, position: int, email: str) -> bool:
        """Whether nobody else has an email, as far as that is known; it is taken by that."""
        folded = email.casefold()
        with self._lock:
            is_known = self.has_read_all and position not in self.taken_emails
            is_free = is_known and folded not in self._new_emails
            self._new_emails.add(folded)
        return is_free


class UpsertSender(BatchSender):
    """A worker of an upsert."""

    _run: UpsertRun

    def prepare(self) -> bool:
        """Find out what people depend on: tags, new fields, who is there. Sends nothing to them.

        Returns whether the run can go on, since the quota may be spent.
        """
        try:
            wishes = runtime_sync.run_blocking(_wishes, self._run.journal)
            self._prepare_tags(wishes.tags)
            self._prepare_fields(wishes.fields)
            self._look_up_together()
        except RateLimitError as error:
            self._run.stop(error)
        except RunStoppedError:
            pass
        return not self._run.is_stopping

    def process_batches(self) -> None:
        while not self._run.is_stopping:
            entries = runtime_sync.run_blocking(self._run.journal.next_batch, self._run.batch_size)
            if not entries:
                break
            for entry in entries:
                if not self._run.is_stopping:
                    self._process(entry)

    def create_rest(self) -> None:
        """Create those who are left when all others are processed."""
        while not self._run.is_stopping and (entries := self._run.take_new()):
            self._create_many(entries)

    def _prepare_tags(self, wanted: set[str]) -> None:
        """Know the tags of the flow by name, and create those that are not there.

        Hosts differ in what becomes of a tag that is added by a name that nothing has.
        """
        missing = {name.casefold(): name for name in sorted(wanted)}
        resource = TagsAPI(self._transport)
        known: dict[str, Tag] = {}
        if missing:
            for tag in resource.list():
                known.setdefault((tag.name or "").casefold(), tag)
                if tag.name in wanted:
                    known[tag.name.casefold()] = tag
        for folded, name in missing.items():
            if folded not in known:
                try:
                    known[folded] = resource.create(name)
                except _REFUSALS:
                    continue  # somebody made it meanwhile, or it is added by its name
        self._run.tags = {
            name: known[name.casefold()]
            for name in wanted
            if name.casefold() in known and known[name.casefold()].tag_ns
        }

    def _prepare_fields(self, wanted: Mapping[str, str]) -> None:
        """Find the namespaces of fields that are known by name, and create those not there."""
        if not wanted:
            return
        resource = UserFieldsAPI(self._transport)
        known = {it.name: it.var_ns for it in resource.list() if it.name and it.var_ns}
        for name, var_type in wanted.items():
            var_ns = known.get(name) or (resource.create(name, var_type)).var_ns
            if var_ns is not None:
                self._run.field_ns[name] = var_ns

    def _look_up_together(self) -> None:
        """Read all people of the flow, where that takes fewer requests than one for each."""
        wanted = runtime_sync.run_blocking(
            _wanted, self._run.journal, self._transport.settings.default_country
        )
        left: dict[int, Goal] = {}
        if wanted.worth > 1:
            self._run.has_read_all = self._read_people(wanted, left)
            self._run.taken_emails = wanted.taken_emails
            self._keep(wanted, left)
        if not self._run.has_read_all:
            self._look_up_unknown()

    def _read_people(self, wanted: Wanted, left: dict[int, Goal]) -> bool:
        """Read people page by page; returns whether all of them were read, for sure."""
        pager = SubscribersAPI(self._transport).list()
        pages = 0
        try:
            for page in pager.pages():
                pages += 1
                found = {at: person for person in page for at in wanted.feed(person)}
                for entry in runtime_sync.run_blocking(self._run.journal.entries_at, list(found)):
                    left[entry.position] = Goal.of(entry).left_for(found[entry.position])
                rows = pages * _ROWS if pager.total is None else pager.total
                if math.ceil(rows / _ROWS) > wanted.worth or rows > _MOST_ROWS:
                    return False
        except (IncompleteListError, PageCapError):
            return False
        return pager.total is not None

    def _keep(self, wanted: Wanted, left: Mapping[int, Goal]) -> None:
        """Record who was found, and who cannot be told from others."""
        journal = self._run.journal
        positions = [*wanted.found, *(at for at in wanted.undecided if at not in wanted.found)]
        for start in range(0, len(positions), _PAGE_SIZE):
            entries = runtime_sync.run_blocking(
                journal.entries_at, positions[start : start + _PAGE_SIZE]
            )
            changed: dict[State, list[Entry]] = {State.DONE: [], State.PENDING: []}
            for entry in entries:
                if (doubt := wanted.doubt(entry.position)) is not None:
                    if entry.position in wanted.pending and (
                        self._run.has_read_all or entry.position in wanted.found
                    ):
                        runtime_sync.shielded(journal.record, [entry], State.FAILED, doubt)
                    continue
                goal = left[entry.position]
                state = State.PENDING if goal.count_requests() else State.DONE
                changed[state].append(entry._replace(requests=goal.to_requests()))
            for state, some in changed.items():
                runtime_sync.shielded(journal.rewrite, some, state)
        self._run.report_progress()

    def _look_up_unknown(self) -> None:
        """Look for those whose creation was not answered; who is found needs no second one."""
        after = 0
        journal = self._run.journal
        while entries := runtime_sync.run_blocking(
            journal.entries, State.UNKNOWN, after, _PAGE_SIZE
        ):
            after = entries[-1].position
            for entry in entries:
                goal = Goal.of(entry)
                try:
                    person = self._find(goal)
                except AmbiguousMatchError:
                    continue
                if person is not None:
                    rest = entry._replace(requests=goal.left_for(person).to_requests())
                    runtime_sync.shielded(journal.rewrite, [rest], State.PENDING)

    def _process(self, entry: Entry) -> None:
        """Do all for one person, or keep them for a request that creates many."""
        ready: list[Entry] = []

        def send() -> bool:
            goal = self._with_field_ns(Goal.of(entry))
            if goal.user_ns is None and not self._run.has_read_all:
                person = self._find(goal)
                if person is not None:
                    goal = goal.left_for(person)
            if goal.user_ns is not None:
                self._bring_about(goal)
                return True
            if self._fits_many(entry, goal):
                ready.extend(self._run.add_new(entry))
                return False
            self._create_alone(entry, goal)
            return True

        self._attempt([entry], send, "GET /subscribers")
        if ready:
            self._create_many(ready)

    def _find(self, goal: Goal) -> Subscriber | None:
        country = self._transport.settings.default_country
        return SubscribersAPI(self._transport)._find_first(goal.searches_in(country))

    def _fits_many(self, entry: Entry, goal: Goal) -> bool:
        """Whether a request that creates many can be relied on for somebody.

        It says nothing of whom it creates, and a host may pass over people of whom it knows the
        email already.
        """
        if not goal.can_be_created:
            raise InvalidArgumentError(
                "nobody has this user_id, and without a phone or email nobody can be created"
            )
        if not goal.fits_many:
            return False
        if goal.phone is None or goal.email is None:
            return True
        return self._run.is_free(entry.position, goal.email)

    def _create_alone(self, entry: Entry, goal: Goal) -> None:
        """Create somebody, and do the rest once it is written down who they are."""
        body = new_subscriber_body(evolve(goal, tags=(), fields=()).new_person())
        person = self._record(CREATE, Subscriber, body=body)
        self._has_acted = True
        self._check_is_theirs(goal, person)
        rest = goal.created(str(person.user_ns))
        if rest.count_requests():
            kept = entry._replace(requests=rest.to_requests())
            runtime_sync.shielded(self._run.journal.rewrite, [kept], State.PENDING)
            self._is_marked = False
            self._bring_about(rest)

    def _check_is_theirs(self, goal: Goal, person: Subscriber) -> None:
        """Raise `AmbiguousMatchError` when the host returns somebody else instead.

        Some do for a phone or an email that they know, and an email may be shared.
        """
        if goal.phone is None or not (person.phone or person.email):
            return
        country = self._transport.settings.default_country
        (sought,) = goal.searches_in(country)
        if sought.match_listed(person) is Match.NO:
            raise AmbiguousMatchError(
                f"nobody was created: the host returned {person.user_ns} instead, who has the "
                "same email and another phone; leave the email out, or map= its column to None",
                matches=[person],
            )

    def _create_many(self, entries: Sequence[Entry]) -> None:
        """Create people with one request, with their tags and fields."""
        people = [self._with_field_ns(Goal.of(entry)) for entry in entries]

        def send() -> bool:
            users = [new_subscriber_body(self._as_tagged(goal).new_person()) for goal in people]
            self._action(CREATE_MANY, body={"users": users})
            return True

        self._attempt(entries, send, CREATE_MANY)

    def _send_halves(self, entries: Sequence[Entry]) -> None:
        middle = len(entries) // 2
        for half in (entries[:middle], entries[middle:]):
            if not self._run.is_stopping:
                self._create_many(half)

    def _as_tagged(self, goal: Goal) -> Goal:
        """A goal whose tags have their names on the host."""
        known = self._run.tags
        names = ((known[tag].name if tag in known else None) or tag for tag in goal.tags)
        return evolve(goal, tags=list(dict.fromkeys(names)))

    def _with_field_ns(self, goal: Goal) -> Goal:
        """A goal whose fields have their namespaces."""
        known = self._run.field_ns
        if not known:
            return goal
        return evolve(
            goal,
            fields=[evolve(it, ref=known.get(it.ref, it.ref)) for it in goal.fields],
            cleared=[known.get(ref, ref) for ref in goal.cleared],
        )

    def _bring_about(self, goal: Goal) -> None:
        """Make the requests for somebody who is known; all of them may be repeated."""
        for request in goal.requests(self._run.tags):
            if request.operation in _TAG_OPERATIONS:
                self._add_tags(goal, request)
            else:
                self._action(request.operation, body=request.body)
            self._has_acted = True

    def _add_tags(self, goal: Goal, request: BatchRequest) -> None:
        """Add tags; a host may refuse them for one that the person has already."""
        try:
            self._action(request.operation, body=request.body)
        except _REFUSALS:
            person = SubscribersAPI(self._transport).get(str(goal.user_ns))
            part = [tag.name if isinstance(tag, Tag) else tag for tag in request.items]
            wanted = Goal(user_ns=goal.user_ns, tags=[tag for tag in part if tag])
            lacking = wanted.left_for(person)
            if len(lacking.tags) == len(wanted.tags):
                raise
            for rest in lacking.requests({name: it for it in request.items for name in _names(it)}):
                self._action(rest.operation, body=rest.body)


class _Wishes(NamedTuple):
    """What people are to have that a flow may lack: tags, and fields with their `var_type`."""

    tags: set[str]
    fields: dict[str, str]


def goals_of(journal: Journal, *states: State) -> list[Goal]:
    """The goals of all people in some states."""
    return [Goal.of(entry) for entry in _entries(journal, states)]


def _wishes(journal: Journal) -> _Wishes:
    wishes = _Wishes(set(), {})
    for entry in _entries(journal, _OPEN_STATES):
        goal = Goal.of(entry)
        wishes.tags.update(goal.tags)
        for it in goal.fields:
            if not is_namespace(it.ref, FIELD):
                wishes.fields[it.ref] = it.var_type or "text"
    return wishes


def _wanted(journal: Journal, country: str | None) -> Wanted:
    """Those of whom it is not known yet whether they are there."""
    wanted = Wanted(country)
    for state in _OPEN_STATES:
        for entry in _entries(journal, (state,)):
            goal = Goal.of(entry)
            if not goal.is_rest:
                wanted.add(entry.position, goal, is_pending=state is State.PENDING)
    return wanted


def _entries(journal: Journal, states: Iterable[State]) -> Iterator[Entry]:
    for state in states:
        after = 0
        while entries := journal.entries(state, after, _PAGE_SIZE):
            yield from entries
            after = entries[-1].position


def _names(tag: Any) -> Iterator[str]:
    if isinstance(tag, Tag) and tag.name:
        yield tag.name

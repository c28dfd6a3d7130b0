"""Bulk jobs: how their input is read, what they report, and what an error means for the rest."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from attrs import define, fields, frozen

from .. import errors, phones
from .._plurals import counted
from .._requests import subscribers
from .._requests.subscriber_search import phone_key
from .._sending import policy
from .._sending.quota import HOUR
from .._sending.reports import Quota, WaitCause
from .._values.checks import check_text, describe_type
from .._values.html_report import HtmlReport
from .._values.identifiers import UserId
from .._wire.operation_table import TABLE, Safety
from ..errors import FlochatError, InvalidArgumentError
from ..models.subscribers import NewSubscriber
from ..tables.people import People
from ..tables.reading.person import TablePerson
from .journal import BulkOutcomes, Entry, Request
from .journal_format import State

if TYPE_CHECKING:
    from ..tables.reading.layout import Layout

P = TypeVar("P")
T = TypeVar("T")

#: A value, or a function that makes it from each person as given.
PerPerson: TypeAlias = T | Callable[[P], T]

#: How many requests an hour a key allows, until the service has said.
_DEFAULT_LIMIT: Final = 1_000
#: How many requests in a row may fail for another reason than the people they are for.
MAX_CONSECUTIVE_FAILURES: Final = 10
#: How many requests may be refused while none has succeeded: beyond that, the job is wrong.
MAX_INITIAL_REFUSALS: Final = 20

_CSV_READER: Final[type] = type(csv.reader(()))
#: How many people are named whom a journal does not know.
MAX_EXAMPLES: Final = 5
#: Errors that every other request of the job would meet, too.
_JOB_ERRORS: Final = (
    errors.AuthenticationError,
    errors.PermissionDeniedError,
    errors.RateLimitError,
    errors.ConfigurationError,
    errors.OperationUnavailableError,
    errors.SharedQuotaError,
)


def _concatenate(lists: Iterable[list[Any]]) -> list[Any]:
    return [item for each in lists for item in each]


#: Operations that take many people: the key of the body that holds them, and how values are joined.
_BATCH_KEYS: Final[dict[str, tuple[str, Callable[[Iterable[Any]], Any]]]] = {
    "POST /subscriber/create-many": ("users", _concatenate),
    "POST /subscriber/broadcast": ("user_ns_list", ",".join),
    "POST /subscriber/broadcast-by-user-id": ("user_id_list", ",".join),
    "POST /subscriber/broadcast-whatsapp-template-by-user-id": ("user_id_list", ",".join),
    "POST /subscriber/broadcast-facebook-utility-message-template-by-user-id": (
        "user_id_list",
        ",".join,
    ),
}


@frozen(kw_only=True)
class BulkPlan(HtmlReport):
    """What is left of a job.

    `people` and `requests` are still to be processed; `seconds` is how long the quota makes them
    wait, to which the service's own answer times are added. `duplicates` is how many rows repeated
    a person, who is processed once; `unusable` how many cannot be processed, for the reasons in
    `status().failed`; `skipped` how many a send leaves out on purpose, since a column of consent
    says no of them. `not_in_journal` is how many of the given rows are of people whom the journal
    does not know, and who are left out: those of a job are read once, when it begins. Up to five of
    them are in `not_in_journal_examples`. It is None where nobody was compared: only a list or
    another collection, and a CSV reader, can be read again without requests.
    """

    people: int
    requests: int
    seconds: float
    duplicates: int
    unusable: int
    not_in_journal: int | None = None
    not_in_journal_examples: Sequence[str] = ()
    skipped: int = 0

    def __str__(self) -> str:
        people = counted(self.people, "person", "people")
        text = f"{people}, {counted(self.requests, 'request')}"
        if self.seconds:
            text += f", {timedelta(seconds=round(self.seconds))} at the quota"
        if self.duplicates:
            text += f"; {counted(self.duplicates, 'duplicate')}"
        if self.unusable:
            text += f"; {self.unusable:,} unusable"
        if self.skipped:
            text += f"; {self.skipped:,} skipped"
        return text + _missing_text(self.not_in_journal, self.not_in_journal_examples)


@frozen(kw_only=True)
class BulkReport(HtmlReport):
    """What has become of everyone in a job.

    `len(report.failed)` counts them, and `for outcome in report.failed` reads them from the
    journal, each with `person` and `error`. The `unknown` may have been reached, and are not tried
    again unless you say so; the `pending` have not been, and are processed by the next run. The
    `skipped` are left out on purpose, each with the reason as `error`.
    `resume_at` is when the quota allows that, if the quota is what stopped the job. In a report to
    `progress` it says that a wait has begun and when it will be over, and `wait_reason` why, in the
    words of `WaitEvent`. `not_in_journal` counts the given rows of
    people whom the journal does not know, as `BulkPlan` has it; for a report of `status()`, None.
    """

    done: BulkOutcomes
    failed: BulkOutcomes
    unknown: BulkOutcomes
    pending: BulkOutcomes
    skipped: BulkOutcomes
    resume_at: datetime | None = None
    wait_reason: WaitCause | None = None
    not_in_journal: int | None = None
    not_in_journal_examples: Sequence[str] = ()

    def __str__(self) -> str:
        shown = [state for state in State if state is not State.SKIPPED or self.skipped]
        text = ", ".join(f"{len(getattr(self, state)):,} {state}" for state in shown)
        if self.resume_at is not None:
            is_quota = self.wait_reason in (None, "quota")
            reason = "the quota is spent" if is_quota else "the job waits"
            text += f"; {reason} until {self.resume_at:%Y-%m-%d %H:%M:%S %Z}"
        return text + _missing_text(self.not_in_journal, self.not_in_journal_examples)


Progress: TypeAlias = Callable[[BulkReport], object]
#: The file that remembers what was done.
JournalPath: TypeAlias = str | os.PathLike[str]


@frozen
class Missing:
    """How many of the given people a journal does not know, and some of them."""

    count: int | None = None
    examples: Sequence[str] = ()


def build_report(
    path: Path,
    counts: Mapping[State, int],
    *,
    resume_at: datetime | None = None,
    wait_reason: WaitCause | None = None,
    missing: Missing = Missing(),
) -> BulkReport:
    """The report on a journal, given how many people are in which state."""
    outcomes = {state.value: BulkOutcomes(path, state, counts.get(state, 0)) for state in State}
    return BulkReport(
        **outcomes,
        resume_at=resume_at,
        wait_reason=wait_reason,
        not_in_journal=missing.count,
        not_in_journal_examples=missing.examples,
    )


def _missing_text(count: int | None, examples: Sequence[str]) -> str:
    """How a plan or a report ends when people were given whom the journal does not know."""
    if not count:
        return ""
    names = ", ".join(examples) + (", ..." if count > len(examples) else "")
    return f"; {count:,} given but not in the journal: {names}"


def can_be_read_again(people: object) -> bool:
    """Whether reading people once more costs no request: those of a collection, a file, a table."""
    return isinstance(people, Collection | csv.DictReader | People | _CSV_READER)


def quota_wait(requests: int, quota: Quota, *, now: float) -> float:
    """How long a quota makes so many requests wait, in seconds; `now` is in Unix seconds."""
    limit = quota.limit or _DEFAULT_LIMIT
    beyond = requests - (limit if quota.remaining is None else quota.remaining)
    resets_in = HOUR if quota.resets_at is None else max(0.0, quota.resets_at.timestamp() - now)
    return resets_in + (beyond - 1) // limit * HOUR if beyond > 0 else 0.0


def check_people(source: object, kinds: tuple[type, ...]) -> None:
    """Raise `InvalidArgumentError` for what cannot be the people of a job."""
    if isinstance(source, str | bytes | Mapping) or not isinstance(source, kinds):
        raise InvalidArgumentError(
            "people must be a list, a pager or another iterable of people, and this is "
            f"{describe_type(source)}"
        )


class Recipient(NamedTuple):
    """One person of the input: their name in the journal, and the argument that a method takes."""

    name: str
    argument: Any


#: The columns by which people are looked up.
_LOOKED_UP: Final = ("user_id", "phone", "email")


class RecipientKind(NamedTuple):
    """How rows of the input are read, and sample rows to check the arguments of a job with.

    `batch_size` is how many people one request can be for, `columns` are those of a table of which
    it has to have one.
    """

    parse: Callable[[Any], Recipient]
    sample_rows: Sequence[Any]
    batch_size: int = 1
    columns: Sequence[str] = ("user_ns",)

    def check_columns(self, layout: Layout, *, has_lookup: bool) -> None:
        """Raise `InvalidArgumentError` for a table that does not say who is meant."""
        columns = (*self.columns, *(_LOOKED_UP if has_lookup else ()))
        if not any(map(layout.of_role, columns)):
            wanted = " or ".join(dict.fromkeys(columns))
            raise InvalidArgumentError(
                f"the table has no column of {wanted}, by which this job knows people; map= says "
                "which column that is"
            )


def _cell(row: Any, column: str) -> Any:
    """The value of a column; a row that is not a mapping is the value itself."""
    if not isinstance(row, Mapping):
        return row
    if column not in row:  # as when a file begins with a byte order mark
        columns = ", ".join(repr(name) for name in row)
        raise InvalidArgumentError(f"the row has no {column!r}, but {columns or 'nothing'}")
    return row[column]


def _subscriber(row: Any) -> Recipient:
    user_ns = subscribers.user_ns_of(_cell(row, "user_ns"))
    return Recipient(user_ns, user_ns)


def _subscriber_list(row: Any) -> Recipient:
    name, user_ns = _subscriber(row)
    return Recipient(name, [user_ns])


def _contact(row: Any) -> Recipient:
    if isinstance(row, Mapping) and not row.get("user_ns"):
        row = UserId(check_text(_cell(row, "user_id"), "a row without user_ns: user_id"))
    return Recipient(str(row), row) if isinstance(row, UserId) else _subscriber(row)


def _user_id_list(row: Any) -> Recipient:
    user_id = check_text(_cell(row, "user_id"), "a user_id")
    return Recipient(user_id.strip(), [user_id.strip()])


def in_row(row: Any, error: str) -> str:
    """What is wrong with somebody, and in which row of a table they are."""
    return f"row {row.row}: {error}" if isinstance(row, TablePerson) else error


def _whatsapp_contact(row: Any) -> Recipient:
    """Somebody whom WhatsApp knows by their phone, if a table says nothing else."""
    return _contact(_with_user_id(row))


def _whatsapp_id_list(row: Any) -> Recipient:
    return _user_id_list(_with_user_id(row))


def _with_user_id(row: Any) -> Any:
    if not isinstance(row, TablePerson) or row.get("user_ns") or row.get("user_id"):
        return row
    if not row.get("phone"):
        raise InvalidArgumentError("there is no phone")
    return {"user_id": phones.whatsapp_ids(row["phone"])[0]}


def new_subscriber_of(row: Any) -> Any:
    """A new subscriber from a row; whatever else it is stays that."""
    if isinstance(row, TablePerson):
        return row.to_new_subscriber()
    return _new_subscriber(row) if isinstance(row, Mapping) else row


def _new_subscriber_list(country: str | None, row: Any) -> Recipient:
    person = new_subscriber_of(row)
    body = subscribers.new_subscriber_body(person)
    phone = body.get("phone", "").strip()
    name = phone_key(phone, country) if phone else body["email"].strip().casefold()
    return Recipient(name, [person])


def _new_subscriber(row: Mapping[Any, Any]) -> NewSubscriber:
    """A new subscriber from a row, of a CSV file for example, in which empty means not given."""
    known = {field.name for field in fields(NewSubscriber)}
    unknown = [column for column in row if column not in known]
    if unknown:
        raise InvalidArgumentError(f"a new subscriber has no {unknown[0]!r}")
    return NewSubscriber(**{column: value for column, value in row.items() if value != ""})


def _batch_size(operation: str) -> int:
    return TABLE[operation].max_items or 1


SUBSCRIBERS: Final = RecipientKind(_subscriber, ["f1u1"])
CONTACTS: Final = RecipientKind(_contact, ["f1u1", UserId("1")], columns=("user_ns", "user_id"))
WHATSAPP_CONTACTS: Final = RecipientKind(
    _whatsapp_contact, ["f1u1", UserId("1")], columns=("user_ns", "user_id", "phone")
)
# Each of these is for methods that take a list.
SUBSCRIBER_LISTS: Final = RecipientKind(
    _subscriber_list, ["f1u1"], batch_size=_batch_size("POST /subscriber/broadcast")
)
USER_ID_LISTS: Final = RecipientKind(
    _user_id_list,
    ["1"],
    batch_size=_batch_size("POST /subscriber/broadcast-by-user-id"),
    columns=("user_id",),
)
WHATSAPP_ID_LISTS: Final = USER_ID_LISTS._replace(
    parse=_whatsapp_id_list, columns=("user_id", "phone")
)


def new_subscriber_lists(country: str | None) -> RecipientKind:
    """People to create; a phone without country code is one of `country`."""
    return RecipientKind(
        partial(_new_subscriber_list, country),
        [NewSubscriber(phone="1")],  # stands in journals as the argument of the job
        batch_size=_batch_size("POST /subscriber/create-many"),
        columns=("phone", "email"),
    )


def merge_requests(entries: Sequence[Entry]) -> Sequence[Request]:
    """The requests for a batch of people."""
    if len(entries) == 1:
        return entries[0].requests
    bodies = [body for entry in entries for _, body in entry.requests]
    operation = entries[0].requests[0][0]
    key, join = _BATCH_KEYS[operation]
    return [(operation, {**bodies[0], key: join(body[key] for body in bodies)})]


class FailureScope(Enum):
    """Which other requests an error would meet."""

    ITEM = "item"  #: none: it is about the people that the request was for
    TRANSIENT = "transient"  #: some: the network or the service may recover at any moment
    JOB = "job"  #: all: it is about what every request of the job shares


class Outcome(NamedTuple):
    """What has become of people whose request ended in an error."""

    state: State
    scope: FailureScope


def classify(error: FlochatError, operation: str) -> Outcome:
    """What an error means for the people that the request was for, and for the job."""
    match error:
        case errors.OutcomeUnknownError():
            return Outcome(State.UNKNOWN, FailureScope.TRANSIENT)
        case errors.APIConnectionError():
            return Outcome(State.PENDING, FailureScope.TRANSIENT)
        case errors.DecodeError():
            return Outcome(State.FAILED, FailureScope.TRANSIENT)
        case errors.NotFoundError() if not subscribers.is_missing_subscriber(error):
            return Outcome(State.PENDING, FailureScope.JOB)
        case errors.NotFoundError() if TABLE[operation].safety is Safety.DESTROY:
            return Outcome(State.DONE, FailureScope.ITEM)
        case errors.NotFoundError():
            return Outcome(State.FAILED, FailureScope.ITEM)
        case errors.APIStatusError() if policy.leaves_it_open(error.status_code):
            return Outcome(State.FAILED, FailureScope.TRANSIENT)
    if isinstance(error, _JOB_ERRORS):
        return Outcome(State.PENDING, FailureScope.JOB)
    return Outcome(State.FAILED, FailureScope.ITEM)


@define
class FailureBreaker:
    """Detects when requests fail for another reason than the people they are for."""

    _has_succeeded: bool
    _consecutive_failures: int = 0
    _refusals: int = 0

    def record_success(self) -> None:
        """Note that a request succeeded."""
        self._has_succeeded = True
        self._consecutive_failures = 0

    def record_failure(
        self, outcome: Outcome, error: FlochatError, operation: str
    ) -> FlochatError | None:
        """Note that a request failed, and return the error to stop the job with, if it is time."""
        if outcome.scope is FailureScope.ITEM:
            self._consecutive_failures = 0
            self._refusals += 1
            is_over = self._refusals >= MAX_INITIAL_REFUSALS and not self._has_succeeded
            return error if is_over else None
        self._consecutive_failures += 1
        if self._consecutive_failures < MAX_CONSECUTIVE_FAILURES:
            return None
        return errors.APIConnectionError(
            f"{self._consecutive_failures} requests in a row failed, the last one with: {error}",
            operation=operation,
        )

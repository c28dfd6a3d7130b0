"""Bulk jobs: who is to be done, what a job comes to, and what an error means for the rest of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from attrs import define, fields, frozen

from .. import errors
from .._requests import subscribers
from .._sending.quota import HOUR, Quota
from .._values.checks import check_text, describe_type, phone_digits
from .._values.identifiers import UserId
from .._wire.operation_table import TABLE, Safety
from ..errors import FlochatError, InvalidArgumentError
from ..models.subscribers import NewSubscriber
from .journal import BulkOutcomes, Entry, Request, State

P = TypeVar("P")
T = TypeVar("T")

#: A value, or a function that makes it of each person as they were given.
PerPerson: TypeAlias = T | Callable[[P], T]

#: The requests an hour that a key is worth where the service has not told yet.
_USUAL_LIMIT: Final = 1_000
#: How many requests may come to nothing in a row, and how many be refused when none went well yet,
#: before it is the job that is wrong.
MOST_IN_A_ROW: Final = 10
MOST_AT_FIRST: Final = 20


# --- what a job comes to -----------------------------------------------------------------------


@frozen(kw_only=True)
class BulkPlan:
    """What is left of a job.

    `people` and `requests` are to be done, `seconds` is how long the quota makes that wait; the
    answers take their own time. `duplicates` came again and are done once, `unusable` cannot be
    done: `status().failed` says why.
    """

    people: int
    requests: int
    seconds: float
    duplicates: int
    unusable: int

    def __str__(self) -> str:
        told = f"{self.people:,} people, {self.requests:,} requests"
        if self.seconds:
            told += f", {timedelta(seconds=round(self.seconds))} at the quota"
        if self.duplicates:
            told += f"; {self.duplicates:,} came again"
        if self.unusable:
            told += f"; {self.unusable:,} unusable"
        return told


@frozen(kw_only=True)
class BulkReport:
    """What has become of everybody in a job.

    `len(report.failed)` counts them, `for outcome in report.failed` reads them from the journal,
    each with `person` and `error`. Who is `unknown` may have been reached and is not tried again
    unless told; who is `pending` has not been, and is done when the job runs again. `resume_at` is
    when the quota lets it, where that is what stopped the job.
    """

    done: BulkOutcomes
    failed: BulkOutcomes
    unknown: BulkOutcomes
    pending: BulkOutcomes
    resume_at: datetime | None = None

    def __str__(self) -> str:
        told = ", ".join(f"{len(getattr(self, state)):,} {state}" for state in State)
        if self.resume_at is not None:
            told += f"; the quota is spent until {self.resume_at:%Y-%m-%d %H:%M:%S %Z}"
        return told


Progress: TypeAlias = Callable[[BulkReport], object]
#: The file that remembers what was done.
JournalPath: TypeAlias = str | os.PathLike[str]


def report(
    path: Path, counts: Mapping[State, int], *, resume_at: datetime | None = None
) -> BulkReport:
    """What a journal says has become of everybody."""
    lists = {state.value: BulkOutcomes(path, state, counts.get(state, 0)) for state in State}
    return BulkReport(**lists, resume_at=resume_at)


def quota_wait(requests: int, quota: Quota, *, now: float) -> float:
    """How long a quota makes so many requests wait, in seconds; `now` is in Unix seconds."""
    limit = quota.limit or _USUAL_LIMIT
    beyond = requests - (limit if quota.remaining is None else quota.remaining)
    resets_in = HOUR if quota.resets_at is None else max(0.0, quota.resets_at.timestamp() - now)
    return resets_in + (beyond - 1) // limit * HOUR if beyond > 0 else 0.0


def check_people(source: object, kinds: tuple[type, ...]) -> None:
    """Raise `InvalidArgumentError` for what is no input of many people."""
    if isinstance(source, str | bytes | Mapping) or not isinstance(source, kinds):
        raise InvalidArgumentError(
            "people are a list, a pager or anything else to go through, and this is "
            f"{describe_type(source)}"
        )


# --- who is done -------------------------------------------------------------------------------


class Recipient(NamedTuple):
    """One person of the input: what the journal calls them, and what a method is called with."""

    name: str
    given: Any


class RecipientKind(NamedTuple):
    """How a row of the input is read, and rows that the arguments of a job can be tried on.

    `room` is how many people one request has room for.
    """

    parse: Callable[[Any], Recipient]
    sample_rows: Sequence[Any]
    batch_size: int = 1


def _cell(row: Any, column: str) -> Any:
    """What stands in a column of a row; what is no row stands for itself."""
    if not isinstance(row, Mapping):
        return row
    if column not in row:  # as when a file begins with a byte order mark
        told = ", ".join(repr(name) for name in row)
        raise InvalidArgumentError(f"the row has no {column!r}, but {told or 'nothing'}")
    return row[column]


def _subscriber(row: Any) -> Recipient:
    user_ns = subscribers.user_ns_of(_cell(row, "user_ns"))
    return Recipient(user_ns, user_ns)


def _subscriber_list(row: Any) -> Recipient:
    name, given = _subscriber(row)
    return Recipient(name, [given])


def _contact(row: Any) -> Recipient:
    if isinstance(row, Mapping) and not row.get("user_ns"):
        row = UserId(check_text(_cell(row, "user_id"), "a row without user_ns: user_id"))
    return Recipient(str(row), row) if isinstance(row, UserId) else _subscriber(row)


def _user_id_list(row: Any) -> Recipient:
    user_id = check_text(_cell(row, "user_id"), "a user_id")
    return Recipient(user_id.strip(), [user_id])


def _new_subscriber_list(row: Any) -> Recipient:
    person = _from_row(row) if isinstance(row, Mapping) else row
    wire = subscribers.new_subscriber_body(person)
    return Recipient(
        phone_digits(wire.get("phone", "")) or wire["email"].strip().casefold(), [person]
    )


def _from_row(row: Mapping[Any, Any]) -> NewSubscriber:
    """A new person of a row of a CSV file, say; what is empty there was not given."""
    known = {field.name for field in fields(NewSubscriber)}
    strange = [column for column in row if column not in known]
    if strange:
        raise InvalidArgumentError(f"a new subscriber has no {strange[0]!r}")
    return NewSubscriber(**{column: value for column, value in row.items() if value != ""})


def _room(operation: str) -> int:
    return TABLE[operation].max_items or 1


SUBSCRIBERS: Final = RecipientKind(_subscriber, ["f1u1"])
CONTACTS: Final = RecipientKind(_contact, ["f1u1", UserId("1")])
# Each of these is for methods that take a list.
SUBSCRIBER_LISTS: Final = RecipientKind(
    _subscriber_list, ["f1u1"], batch_size=_room("POST /subscriber/broadcast")
)
USER_ID_LISTS: Final = RecipientKind(
    _user_id_list, ["1"], batch_size=_room("POST /subscriber/broadcast-by-user-id")
)
NEW_SUBSCRIBER_LISTS: Final = RecipientKind(
    _new_subscriber_list,
    [NewSubscriber(phone="1")],
    batch_size=_room("POST /subscriber/create-many"),
)


# --- many people in one request ----------------------------------------------------------------


def _chained(lists: Iterable[list[Any]]) -> list[Any]:
    return [item for each in lists for item in each]


#: Where a request has room for many people: the key they stand under, and how lists are joined.
_ROOM: Final[dict[str, tuple[str, Callable[[Iterable[Any]], Any]]]] = {
    "POST /subscriber/create-many": ("users", _chained),
    "POST /subscriber/broadcast": ("user_ns_list", ",".join),
    "POST /subscriber/broadcast-by-user-id": ("user_id_list", ",".join),
    "POST /subscriber/broadcast-whatsapp-template-by-user-id": ("user_id_list", ",".join),
    "POST /subscriber/broadcast-facebook-utility-message-template-by-user-id": (
        "user_id_list",
        ",".join,
    ),
}


def merged_requests(entries: Sequence[Entry]) -> Sequence[Request]:
    """The requests for people who were taken together."""
    if len(entries) == 1:
        return entries[0].requests
    bodies = [body for entry in entries for _, body in entry.requests]
    operation = entries[0].requests[0][0]
    key, join = _ROOM[operation]
    return [(operation, {**bodies[0], key: join(body[key] for body in bodies)})]


# --- what an error means -----------------------------------------------------------------------


class FailureScope(Enum):
    """What an error is about, and so whom it would meet besides."""

    ITEM = "people"  #: those it came for
    TRANSIENT = "chance"  #: the network or the service, which may be better the next moment
    JOB = "job"  #: whatever is the same for everybody


class Outcome(NamedTuple):
    """What has become of people whose request ended in an error."""

    state: State
    scope: FailureScope


_FOR_EVERYBODY: Final = (
    errors.AuthenticationError,
    errors.PermissionDeniedError,
    errors.RateLimitError,
    errors.ConfigurationError,
    errors.OperationUnavailableError,
    errors.SharedQuotaError,
)


def classify(error: FlochatError, operation: str) -> Outcome:
    """What an error says of the people it came for."""
    match error:
        case errors.OutcomeUnknownError():
            return Outcome(State.UNKNOWN, FailureScope.TRANSIENT)
        case errors.APIConnectionError():
            return Outcome(State.PENDING, FailureScope.TRANSIENT)
        case errors.InternalServerError():
            return Outcome(State.FAILED, FailureScope.TRANSIENT)
        case errors.NotFoundError() if not subscribers.is_missing_subscriber(error):
            return Outcome(State.PENDING, FailureScope.JOB)
        case errors.NotFoundError() if TABLE[operation].safety is Safety.DESTROY:
            return Outcome(State.DONE, FailureScope.ITEM)
    if isinstance(error, _FOR_EVERYBODY):
        return Outcome(State.PENDING, FailureScope.JOB)
    return Outcome(State.FAILED, FailureScope.ITEM)


@define
class FailureBreaker:
    """Tells when requests fail for more than the people they are for."""

    _has_turned: bool
    _in_a_row: int = 0
    _refused: int = 0

    def record_success(self) -> None:
        """A request went well."""
        self._has_turned = True
        self._in_a_row = 0

    def record_failure(
        self, found: Outcome, error: FlochatError, operation: str
    ) -> FlochatError | None:
        """What stops the job, when this error is one too many."""
        if found.scope is FailureScope.ITEM:
            self._in_a_row = 0
            self._refused += 1
            return error if self._refused >= MOST_AT_FIRST and not self._has_turned else None
        self._in_a_row += 1
        if self._in_a_row < MOST_IN_A_ROW:
            return None
        return errors.APIConnectionError(
            f"{self._in_a_row} requests in a row came to nothing, the last: {error}",
            operation=operation,
        )

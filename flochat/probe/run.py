"""One run of the probe: what it may ask, what it has found out, and when it has to stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeGuard

from attrs import define, field, frozen

from .._plurals import counted
from .._values.identifiers import parse_flow
from .._wire.operation_table import TABLE, Scope
from .contract_schemas import Schemas
from .exchange import BUDGET_SPENT, Ask, Outcome, Steps
from .reads import TEACHES, Read, also_of
from .report import ReadRow
from .shapes import Observer, Shape

#: After so many failures in a row the host is asked once more; then there is no point in going on.
MAX_FAILURES: Final = 5
#: The headers of the quota that may be shown.
_QUOTA_HEADERS: Final = (
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "retry-after",
)
#: What a limit of requests looks like; any other figure is not shown.
_ROUND: Final = 100
_LARGEST_LIMIT: Final = 1_000_000
_LARGEST_PAGE: Final = 1_000
#: What may stand in a path or query of the probe: an identifier of the host.
_LONGEST_ID: Final = 200
_NO_FLOW: Final = re.compile(r"flow not found", re.IGNORECASE)


class Stopped(Exception):
    """The probe has to stop; the text is for the report."""


@frozen
class Limits:
    """What the caller allows."""

    max_requests: int
    also: frozenset[str]
    ignore_quota: bool


@define
class QuotaFacts:
    """What the headers of the answers said."""

    with_headers: int = 0
    without_headers: int = 0
    names: set[str] = field(factory=set)
    limits: Counter[int] = field(factory=Counter)
    steps: Counter[int] = field(factory=Counter)
    last: int | None = None

    def note(self, headers: Mapping[str, str], *, is_error: bool) -> None:
        """Take note of the headers of an answer.

        An error without them says nothing: it may come from what stands in front of the host.
        """
        present = [name for name in _QUOTA_HEADERS if name in headers]
        self.names.update(present)
        remaining = _whole(headers.get("x-ratelimit-remaining"))
        if remaining is None:
            self.without_headers += not is_error
            return
        self.with_headers += 1
        limit = _whole(headers.get("x-ratelimit-limit"))
        if limit is not None and limit % _ROUND == 0 and 0 < limit <= _LARGEST_LIMIT:
            self.limits[limit] += 1
        if self.last is not None and self.last > remaining:
            self.steps[self.last - remaining] += 1
        self.last = remaining


@define(eq=False)
class Run:
    """What a run knows; `progress` is called with a line for people.

    Values of answers that it keeps are those that a later question needs: identifiers, and what is
    asked for by a filter. None of them gets into the report.
    """

    limits: Limits
    schemas: Schemas
    observer: Observer
    progress: Callable[[str], None]
    spent: int = 0
    #: Name of a thing -> the identifier of one of them.
    learned: dict[str, str | int] = field(factory=dict)
    #: The numbers of the flows that identifiers were of.
    flows: set[int] = field(factory=set)
    shapes: dict[str, Shape] = field(factory=dict)
    rows: dict[str, ReadRow] = field(factory=dict)
    answered: Counter[Scope] = field(factory=Counter)
    refused: Counter[Scope] = field(factory=Counter)
    quota: QuotaFacts = field(factory=QuotaFacts)
    #: The keys by which a 200 said no.
    ways_to_say_no: Counter[str] = field(factory=Counter)
    has_flow: bool | None = None
    stopped: str | None = None
    #: What was made is being deleted, which no limit holds back.
    is_cleaning: bool = False
    _failures: int = 0

    def ask(self, ask: Ask) -> Steps[Outcome]:
        """Ask, and return the outcome. Raises `Stopped` when there is no point in going on."""
        if self.spent >= self.limits.max_requests and not self.is_cleaning:
            raise Stopped(f"the limit of {counted(self.limits.max_requests, 'request')} is reached")
        outcome = yield ask
        self._note_no(ask, outcome)
        self._check(outcome)
        if self._failures >= MAX_FAILURES:
            yield from self._check_host()
        return outcome

    def _check_host(self) -> Steps[None]:
        """Tell an outage from some routes that fail. Raises `Stopped`."""
        outcome = yield Ask("GET", "/me")
        self._check(outcome)
        if not outcome.is_good:
            raise Stopped(f"{MAX_FAILURES} requests in a row failed, and GET /me too")
        self._failures = 0

    def begin_cleaning(self) -> None:
        """Give the host another chance: what was made has to be deleted."""
        self.is_cleaning = True
        self._failures = 0

    def _note_no(self, ask: Ask, outcome: Outcome) -> None:
        """Keep by which key a 200 said no; about people hosts have words of their own."""
        content = outcome.content
        is_no = outcome.status == 200 and not outcome.is_good and isinstance(content, dict)
        if is_no and not ask.path.startswith("/subscriber/get-info"):
            assert isinstance(content, dict)
            self.ways_to_say_no.update(
                key for key in ("status", "ok", "success", "error") if key in content
            )

    def _check(self, outcome: Outcome) -> None:
        if outcome.error == BUDGET_SPENT:
            raise Stopped(f"the limit of {counted(self.limits.max_requests, 'request')} is reached")
        if outcome.status == 401:
            raise Stopped("the host refuses the key (401)")
        if outcome.error == "BlockedError":
            raise Stopped("something in front of the host blocks the requests (403)")
        if outcome.error == "RateLimitError":
            raise Stopped("the quota is spent (429)" if outcome.status else "the quota is spent")
        failed = outcome.error in ("APIConnectionError", "APITimeoutError", "DecodeError")
        is_failure = failed or (outcome.status or 0) >= 500
        self._failures = self._failures + 1 if is_failure else 0

    def read(self, read: Read) -> Steps[Outcome | None]:
        """Make one read of the plan, and keep its row and the shape of its answer."""
        reason = self._reason_not_to(read)
        if reason is not None:
            self.rows[read.operation] = ReadRow(
                operation=self.schemas.title(read.operation), outcome="not asked", why=reason
            )
            return None
        outcome = yield from self.ask(
            Ask(
                read.method,
                read.route,
                tuple(self.learned[name] for name in read.path),
                {name: self.learned[thing] for name, thing in read.query.items()}
                | dict(read.added),
                read.fill_body(self.learned),
            )
        )
        self._note(read.operation, outcome)
        return outcome

    def _reason_not_to(self, read: Read) -> str | None:
        also = also_of(read.operation)
        if also is not None and also not in self.limits.also:
            return f"only with --also {also}"
        if self.has_flow is False and TABLE[read.operation].scope is Scope.FLOW:
            return "the key has no flow"
        missing = next((name for name in read.needs if name not in self.learned), None)
        return None if missing is None else f"no {_without_article(missing)} to ask about"

    def _note(self, operation: str, outcome: Outcome) -> None:
        scope = TABLE[operation].scope
        if outcome.is_good:
            self.answered[scope] += 1
            self._learn(operation, outcome)
            self.observer.observe(
                self.shapes.setdefault(operation, Shape()),
                outcome.content,
                self.schemas.answer(operation),
            )
        elif outcome.status == 403:
            self.refused[scope] += 1
        elif scope is Scope.FLOW and _says_no_flow(outcome):
            self.has_flow = False
        if outcome.is_good and scope is Scope.FLOW:
            self.has_flow = True
        self.rows[operation] = self._row(operation, outcome)

    def _row(self, operation: str, outcome: Outcome) -> ReadRow:
        title = self.schemas.title(operation)
        if outcome.is_good:
            is_list = isinstance(outcome.content, dict) and isinstance(
                outcome.content.get("data"), list
            )
            return ReadRow(
                operation=title,
                outcome="answered",
                status=outcome.status,
                rows=len(outcome.rows) if is_list else None,
                page_size=page_size(outcome),
            )
        came = outcome.status is not None
        return ReadRow(
            operation=title,
            outcome="refused" if came else "no answer",
            status=outcome.status,
            error=outcome.error,
        )

    def _learn(self, operation: str, outcome: Outcome) -> None:
        """Keep the identifiers that later reads need."""
        for name, key in TEACHES.get(operation, {}).items():
            for row in outcome.rows:
                value = row.get(key) if isinstance(row, dict) else None
                if is_identifier(value):
                    self.learned.setdefault(name, value)
                    break
        if TABLE[operation].scope is Scope.FLOW:
            self.flows.update(_flows_of(outcome.rows))


def page_size(outcome: Outcome) -> int | None:
    """The page size that a list says that it has, where that can be one."""
    size = _whole(outcome.meta.get("per_page"))
    return size if size is not None and 0 < size <= _LARGEST_PAGE else None


def is_identifier(value: Any) -> TypeGuard[str | int]:
    """Whether a value of an answer can be asked about."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    text = str(value)
    return 0 < len(text) <= _LONGEST_ID and text.isprintable() and text.strip() == text


def _flows_of(rows: Iterable[Any]) -> set[int]:
    """The flows that the namespaces of rows are of."""
    values = (
        value
        for row in rows
        if isinstance(row, dict)
        for key, value in row.items()
        if key.endswith("_ns") and key != "flow_ns"
    )
    return {flow for value in values if (flow := parse_flow(value)) is not None}


def _says_no_flow(outcome: Outcome) -> bool:
    content = outcome.content
    message = content.get("message") if isinstance(content, dict) else None
    return outcome.status == 404 and isinstance(message, str) and bool(_NO_FLOW.search(message))


def _whole(value: Any) -> int | None:
    """A whole number, or the text of one; None for all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value):
        return int(value)
    return None


def _without_article(name: str) -> str:
    return re.sub(r"^(an?|the) ", "", name)

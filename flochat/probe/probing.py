"""The probe itself: the order of the questions, and either client that asks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .. import errors
from .._plurals import counted
from .._version import __version__
from .._wire.operation_table import Scope
from .exchange import BudgetSpent, Outcome, Steps, from_error
from .reads import ALSO, SHORT, Read, all_reads, also_of
from .report import (
    UNKNOWN,
    Depth,
    ProbeReport,
    QuotaRow,
    ReadRow,
    ScopeRow,
    Setting,
    Undocumented,
    Verdict,
)
from .run import Limits, Run, Stopped

if TYPE_CHECKING:
    from .._sending.reports import ResponseEvent
    from .._values.json_type import JSON
    from .contract_schemas import Schemas
    from .told import Facts
    from .writing import Writer

Progress = Callable[[str], None]

MAX_REQUESTS: Final = 120
#: How many more for each part that is read only when it is asked for.
MORE_REQUESTS: Final = 10
MAX_REQUESTS_WITH_WRITING: Final = 240
MAX_REQUESTS_SHORT: Final = 10
#: Why the probe never sees a setting.
_NEVER: Final = {
    "event_numbers": "it shows only in logging a custom event, which may start flows",
    "mid": "it shows only in sending a message",
    "sends_move": "it shows only in sending a message",
    "throttled": "it shows only when the quota is spent",
    "quota_of": "it shows only with two keys of one workspace",
    "quota_hour": "it shows only when the quota is spent",
    "webhook_answer": "it shows only in posting to an inbound webhook, which starts a flow",
    "new_ticket": "it shows only in making a ticket, which cannot be told from those of people",
    "not_connected": "it shows only in disconnecting an integration",
    "sends_pause": "it shows only in sending a message",
    **dict.fromkeys(
        (
            *("call_patience", "call_repeats", "call_content_type", "call_size", "error_content"),
            *("external_content", "bad_part", "extra_parts", "bad_action", "number_as_text"),
            *("callback_without_method", "url_quick_replies", "node_buttons_by_api"),
            *("empty_payload", "paused_buttons", "unfilled_placeholder"),
        ),
        "it shows only to a service that the host calls",
    ),
}
_FLOW_NS: Final = re.compile(r"f([0-9]{1,18})", re.ASCII)
#: How often the probe tries a read again that failed: each attempt is one of its requests.
RETRIES: Final = 1
#: A fall of the quota by more than this is not shown.
_LARGEST_STEP: Final = 1_000


class Prober:
    """One probe of one host: what it asks, whoever asks it.

    `steps()` and then, whatever happened, `cleanup_steps()` are run by a client; `report()` says at
    any time what is known.
    """

    def __init__(
        self,
        *,
        depth: Depth,
        also: Iterable[str],
        max_requests: int | None,
        ignore_quota: bool,
        write_flow_ns: str | None,
        cleanup_file: Path | None,
        is_default_host: bool,
        progress: Progress | None,
    ) -> None:
        self._depth: Final = depth
        self._is_default_host: Final = is_default_host
        parts = _checked_also(also)
        most = MAX_REQUESTS if write_flow_ns is None else MAX_REQUESTS_WITH_WRITING
        most = MAX_REQUESTS_SHORT if depth == "short" else most + MORE_REQUESTS * len(parts)
        limits = Limits(_checked_max(max_requests, most), parts, ignore_quota)
        self._write_flow: Final = None if write_flow_ns is None else _checked_flow(write_flow_ns)
        if depth not in ("full", "short"):
            raise errors.InvalidArgumentError(f'depth must be "full" or "short", not {depth!r}')
        if depth == "short" and write_flow_ns is not None:
            raise errors.InvalidArgumentError("write_flow_ns needs depth='full'")
        # Only now: these read the contract, which takes a moment.
        from .shapes import Observer
        from .told import Facts
        from .writing import Writer

        schemas, known = _contract()
        observer = Observer(schemas, known)
        self.run: Final = Run(limits, schemas, observer, progress or _say_nothing)
        self.facts: Final[Facts] = Facts(self.run)
        self.writer: Final[Writer] = Writer(self.facts, cleanup_file)
        #: The last answer that came to the request under way.
        self.last: ResponseEvent | None = None
        self._remaining: int | None = None
        self._is_done = False

    def planned(self) -> int:
        """The most requests that the probe may need."""
        from .by_reading import MAX_ASKS
        from .by_writing import MAX_ASKS as MAX_WRITES

        if self._depth == "short":
            return min(self.run.limits.max_requests, MAX_REQUESTS_SHORT)
        needed = sum(
            also_of(read.operation) in (None, *self.run.limits.also) for read in self._reads()
        )
        needed += MAX_ASKS + (MAX_WRITES if self._write_flow is not None else 0)
        return min(self.run.limits.max_requests, needed)

    def steps(self) -> Steps[None]:
        """Everything that the probe asks."""
        from .by_reading import tell_by_reading
        from .by_shape import tell_by_shapes, witness
        from .by_writing import tell_by_writing

        run = self.run
        try:
            reads = self._reads()
            for number, read in enumerate(reads, 1):
                run.progress(f"{number}/{len(reads)} {run.schemas.title(read.operation)}")
                outcome = yield from run.read(read)
                if outcome is not None:
                    self.facts.note(read.operation, outcome)
                    witness(self.facts, read.operation, outcome)
                if number == 1:
                    self._check_quota()
            tell_by_shapes(self.facts)
            if self._depth == "full":
                yield from tell_by_reading(self.facts)
            if self._write_flow is not None:
                self.writer.check_flow(self._write_flow)
                yield from tell_by_writing(self.facts, self.writer)
            self._is_done = True
        except Stopped as stopped:
            run.stopped = str(stopped)
            run.progress(f"stopped: {stopped}")
        self._conclude()

    def cleanup_steps(self) -> Steps[None]:
        """Delete what the probe made."""
        yield from self.writer.cleanup_steps()

    def interrupt(self, reason: str) -> None:
        """Say in the report why it is incomplete, unless it is complete."""
        if not self._is_done and self.run.stopped is None:
            self.run.stopped = reason
            self._conclude()

    def _conclude(self) -> None:
        """Make settings of what all answers showed, also where there will be no more."""
        from .by_shape import tell_at_last, tell_by_shapes

        tell_by_shapes(self.facts)
        tell_at_last(self.facts)

    def before(self) -> None:
        """Count an attempt. Raises `BudgetSpent` for one too many; deleting never is."""
        if self.run.spent >= self.run.limits.max_requests and not self.run.is_cleaning:
            raise BudgetSpent
        self.run.spent += 1

    def after(self, event: ResponseEvent) -> None:
        """Take note of what the headers of an answer say."""
        self.last = event
        self.run.quota.note(event.headers, is_error=event.status >= 400)
        self._remaining = event.quota.remaining

    def outcome(self, content: JSON) -> Outcome:
        """The outcome of a request that returned this."""
        last = self.last
        return Outcome(last.status if last else None, None, content, last.headers if last else {})

    def failure(self, error: Exception) -> Outcome:
        """The outcome of a request that raised; raises again what is no answer to it."""
        last = self.last
        status, headers = (last.status, last.headers) if last else (None, {})
        return from_error(error, status=status, headers=headers)

    def _check_quota(self) -> None:
        """Say how many requests there may be. Raises `Stopped` when fewer are left."""
        needed = self.planned() - self.run.spent
        left = self._remaining
        room = "the host does not say how many are left"
        if left is not None:
            room = (
                "more are left of the quota" if left >= needed else f"{left} are left of the quota"
            )
        self.run.progress(f"at most {counted(needed, 'more request')}; {room}")
        if left is not None and left < needed and not self.run.limits.ignore_quota:
            raise Stopped(
                f"{counted(left, 'request is', 'requests are')} left of the quota and {needed} may "
                "be needed; wait for the next hour, lower max_requests, or pass ignore_quota"
            )

    def _reads(self) -> list[Read]:
        reads = all_reads()
        if self._depth == "short":
            return [read for read in reads if read.operation in SHORT]
        return reads

    def report(self) -> ProbeReport:
        """What is known by now."""
        run = self.run
        findings, not_compared = self._compare()
        return ProbeReport(
            flochat_version=__version__,
            date=datetime.now(UTC).date().isoformat(),
            depth=self._depth,
            is_complete=self._is_done and run.stopped is None,
            stopped=run.stopped,
            requests=run.spent,
            is_default_host=self._is_default_host,
            has_flow=run.has_flow,
            has_workspace=self._has_workspace(),
            default_page_size=self.facts.default_page_size(),
            scopes=tuple(map(self._scope, (Scope.FLOW, Scope.TEAM, Scope.MESSAGE))),
            quota=self._quota(),
            settings=self._settings(),
            reads=self._read_rows(),
            undocumented=findings,
            not_compared=not_compared,
            written=self.writer.rows(),
        )

    def _compare(self) -> tuple[tuple[Undocumented, ...], str | None]:
        from .undocumented import undocumented

        try:
            findings = undocumented(self.run.schemas, self.run.shapes)
        except Exception as error:  # the rest of the report must not be lost
            return (), f"the comparison failed ({type(error).__name__})"
        return tuple(
            Undocumented(
                id=one.id,
                level=one.level.name,
                operation=one.operation,
                location=one.location,
                text=one.text,
            )
            for one in findings
        ), None

    def _has_workspace(self) -> bool | None:
        row = self.run.rows.get("GET /team-info")
        if row is None or row.outcome in ("not asked", "no answer"):
            return None
        return True if row.outcome == "answered" else None

    def _scope(self, scope: Scope) -> ScopeRow:
        answered, refused = self.run.answered[scope], self.run.refused[scope]
        verdict: Verdict = "unknown"
        if answered and refused:
            verdict = "partly"
        elif answered or refused:
            verdict = "has" if answered else "lacks"
        return ScopeRow(scope=scope.value, answered=answered, refused=refused, verdict=verdict)

    def _quota(self) -> QuotaRow:
        quota = self.run.quota
        limit = quota.limits.most_common(1)
        step = quota.steps.most_common(1)
        return QuotaRow(
            limit=limit[0][0] if limit else None,
            with_headers=quota.with_headers,
            without_headers=quota.without_headers,
            headers=tuple(sorted(quota.names)),
            falls_by=step[0][0] if step and step[0][0] < _LARGEST_STEP else None,
        )

    def _settings(self) -> tuple[Setting, ...]:
        from ..sandbox.habits import HABITS

        rows = []
        for name, values in HABITS.items():
            told = self.facts.told.get(name)
            value = told.value if told and told.value in values else UNKNOWN
            rows.append(
                Setting(
                    name=name,
                    value=value,
                    seen=None if value == UNKNOWN else self.facts.how(name),
                    why=told.why if told else self._why_not(name),
                )
            )
        return tuple(rows)

    def _why_not(self, name: str) -> str:
        """Why nothing at all is known of a setting."""
        from .by_reading import TOLD_BY_READING
        from .by_writing import TOLD_BY_WRITING

        if name in TOLD_BY_WRITING and self._write_flow is None:
            return "it shows only in writing: run with --write --flow-ns"
        if name in TOLD_BY_READING or name in TOLD_BY_WRITING:
            return "the probe did not get to it"
        return _NEVER.get(name, "it shows only in what a probe must not do")

    def _read_rows(self) -> tuple[ReadRow, ...]:
        import attrs

        rows = []
        for read in self._reads():
            row = self.run.rows.get(read.operation)
            if row is None:
                title = self.run.schemas.title(read.operation)
                row = ReadRow(
                    operation=title, outcome="not asked", why="the probe did not get to it"
                )
            shape = self.run.shapes.get(read.operation)
            rows.append(attrs.evolve(row, shape=shape.as_json()) if shape else row)
        return tuple(rows)


@cache
def _contract() -> tuple[Schemas, frozenset[str]]:
    """What the contract says of answers, and the keys that may be shown; read once per process."""
    from ..contract import vendored_contract
    from .contract_schemas import Schemas
    from .vocabulary import known_keys

    document = vendored_contract(overlaid=True)
    return Schemas(document), known_keys(document)


def _checked_max(max_requests: int | None, default: int) -> int:
    if max_requests is None:
        return default
    if isinstance(max_requests, bool) or not isinstance(max_requests, int) or max_requests < 1:
        raise errors.InvalidArgumentError(
            f"max_requests must be a whole number of at least 1, not {max_requests!r}"
        )
    return max_requests


def _checked_also(also: Iterable[str]) -> frozenset[str]:
    names = [also] if isinstance(also, str) else list(also)
    for name in names:
        if name not in ALSO:
            raise errors.InvalidArgumentError(
                f"also must be among {', '.join(ALSO)}, and {name!r} is not"
            )
    return frozenset(names)


def _checked_flow(flow_ns: str) -> int:
    match = _FLOW_NS.fullmatch(flow_ns) if isinstance(flow_ns, str) else None
    if match is None:
        raise errors.InvalidArgumentError(
            f"the flow to write to must be a flow_ns like f123, not {flow_ns!r}"
        )
    return int(match[1])


def _say_nothing(line: str) -> None:
    """Progress that nobody wants to see."""

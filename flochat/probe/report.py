"""What the probe found out: for programs as JSON, for people as Markdown.

Nothing in it comes from the host but counts, types, statuses, keys and enum values of our own
documents, and settings of the sandbox. So it can be attached to a public issue.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

import attrs
from attrs import field, frozen

from .._plurals import counted
from .._values.html_report import HtmlReport

#: The version of the JSON. It grows when a key changes its meaning or is dropped, not when one is
#: added.
FORMAT: Final = 1
#: The value of a setting that could not be found out.
UNKNOWN: Final = "unknown"
#: A comment on an issue holds 65,536 characters.
_MAX_MARKDOWN: Final = 60_000
#: How many operations a finding names that they share.
_SHOWN_OPERATIONS: Final = 3

Depth = Literal["full", "short"]
Verdict = Literal["has", "lacks", "partly", "unknown"]


@frozen(kw_only=True)
class Setting:
    """What the host does where hosts differ: one habit of the sandbox.

    `value` is one of the sandbox's values, or "unknown". `seen` is "reading" or "writing" for how
    it was found out, None where it was not; `why` says in words what shows it, or why it is not
    known.
    """

    name: str
    value: str
    seen: Literal["reading", "writing"] | None
    why: str


@frozen(kw_only=True)
class ReadRow:
    """One read: what became of it, and the shape of its answer.

    `outcome` is "answered", "refused", "no answer" or "not asked". `status` is that of HTTP, None
    where no answer came; `error` our class of error. `rows` is how many rows a list had, None for
    other answers; `page_size` what the list says that a page has. `shape` is in the form that
    docs/reference/probe.md describes.
    """

    operation: str
    outcome: Literal["answered", "refused", "no answer", "not asked"]
    status: int | None = None
    error: str | None = None
    why: str | None = None
    rows: int | None = None
    page_size: int | None = None
    shape: Mapping[str, Any] | None = None


@frozen(kw_only=True)
class Undocumented:
    """Something that the host sends and the contract does not say: a finding of the differ."""

    id: str
    level: str
    operation: str | None
    location: str
    text: str


@frozen(kw_only=True)
class ScopeRow:
    """How many reads that need a scope were answered, and how many refused for lack of it.

    `verdict` is "has", "lacks", "partly" or "unknown".
    """

    scope: str
    answered: int
    refused: int
    verdict: Verdict


@frozen(kw_only=True)
class QuotaRow:
    """What the headers say of the quota.

    `limit` is the requests of an hour, None where it was not said or is no round figure.
    `with_headers` and `without_headers` count answers. `falls_by` is by how much the rest fell from
    one answer to the next, mostly; None where it could not be seen.
    """

    limit: int | None
    with_headers: int
    without_headers: int
    headers: tuple[str, ...]
    falls_by: int | None


@frozen(kw_only=True)
class WriteRow:
    """Something that the probe made, by the name that it gave it, and whether it is gone again."""

    kind: str
    name: str
    is_gone: bool


@frozen(kw_only=True)
class ProbeReport(HtmlReport):
    """What a host does, as far as its answers show it.

    `is_complete` is False when something stopped the probe, and `stopped` says what. `requests` is
    how many attempts were made. `is_default_host` is whether the client talks to
    app.flochat.ai; another host is not named. `has_flow` and `has_workspace` are None where
    neither could be seen. `default_page_size` is that of most lists, None where no list told.

    `habits` is `settings` by name, as `flochat.sandbox.serve(habits=...)` takes it.
    """

    flochat_version: str
    date: str
    depth: Depth
    is_complete: bool
    stopped: str | None
    requests: int
    is_default_host: bool
    has_flow: bool | None
    has_workspace: bool | None
    default_page_size: int | None
    scopes: tuple[ScopeRow, ...] = ()
    quota: QuotaRow
    settings: tuple[Setting, ...] = ()
    reads: tuple[ReadRow, ...] = ()
    undocumented: tuple[Undocumented, ...] = ()
    #: Why the comparison with the contract is missing; None where it is there.
    not_compared: str | None = None
    written: tuple[WriteRow, ...] = field(default=())

    @property
    def habits(self) -> dict[str, str]:
        """Each setting by its name; "unknown" for those that could not be found out."""
        return {setting.name: setting.value for setting in self.settings}

    @property
    def left_behind(self) -> tuple[WriteRow, ...]:
        """What the probe made and could not delete."""
        return tuple(row for row in self.written if not row.is_gone)

    def as_json(self) -> dict[str, Any]:
        """The report as docs/reference/probe.md describes it, ready for `json.dumps`."""
        return {
            "format": FORMAT,
            "flochat": self.flochat_version,
            "date": self.date,
            "depth": self.depth,
            "complete": self.is_complete,
            "stopped": self.stopped,
            "requests": self.requests,
            "host": "default" if self.is_default_host else "another",
            "key": {
                "flow": self.has_flow,
                "workspace": self.has_workspace,
                "scopes": [_plain(row) for row in self.scopes],
            },
            "quota": _plain(self.quota),
            "default_page_size": self.default_page_size,
            "habits": self.habits,
            "settings": [_plain(row) for row in self.settings],
            "reads": [
                {key: value for key, value in _plain(row).items() if value is not None}
                for row in self.reads
            ],
            "undocumented": {
                "not_compared": self.not_compared,
                "findings": [_plain(row) for row in self.undocumented],
            },
            "written": [_plain(row) for row in self.written],
        }

    def json(self) -> str:
        """The report as a JSON text."""
        return json.dumps(self.as_json(), indent=2, ensure_ascii=True) + "\n"

    def markdown(self) -> str:
        """The report for people, short enough for a comment on an issue."""
        return _fitting([*_summary(self), *_settings(self), *_undocumented(self), *_reads(self)])


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a row as JSON has them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in ((one.name, getattr(row, one.name)) for one in attrs.fields(type(row)))
    }


def _summary(report: ProbeReport) -> list[str]:
    known = sum(setting.value != UNKNOWN for setting in report.settings)
    quota = report.quota
    answers = quota.with_headers + quota.without_headers
    host = "the default host" if report.is_default_host else "another host than the default"
    has_flow = _yes_no(report.has_flow)
    requests = counted(report.requests, "request")
    lines = [
        "# What this host does",
        "",
        f"Asked by flochat {report.flochat_version} on {report.date}: {requests}.",
        f"It was {host}.",
        "",
    ]
    if not report.is_complete:
        lines += [f"**Incomplete**: {report.stopped}.", ""]
    lines += [
        f"- The key has a flow: {has_flow}; a workspace: {_yes_no(report.has_workspace)}.",
        *(
            f"- Scope {row.scope}: {row.verdict} "
            f"({row.answered} reads answered, {row.refused} refused)."
            for row in report.scopes
        ),
        f"- Quota: limit {quota.limit or 'not said'}, falls by {quota.falls_by or '?'} a request.",
        f"- Quota headers: on {quota.with_headers} of {counted(answers, 'answer')}.",
        f"- Default page size: {report.default_page_size or 'unknown'}.",
        f"- Settings found out: {known} of {len(report.settings)}.",
    ]
    for row in report.written:
        lines.append(f"- Made {row.kind} `{row.name}`: {'deleted' if row.is_gone else '**LEFT**'}.")
    return lines


def _settings(report: ProbeReport) -> list[str]:
    if not report.settings:
        return []
    lines = ["", "## Settings", "", "| habit | value | seen by | why |", "|---|---|---|---|"]
    for row in report.settings:
        value = UNKNOWN if row.value == UNKNOWN else f"**{row.value}**"
        lines.append(f"| `{row.name}` | {value} | {row.seen or '-'} | {_cell(row.why)} |")
    return lines


def _undocumented(report: ProbeReport) -> list[str]:
    lines = ["", "## What the contract does not say", ""]
    if report.not_compared:
        return [*lines, f"Not compared: {report.not_compared}."]
    if not report.undocumented:
        return [*lines, "Nothing: every answer fits the contract."]
    # What is the same in many operations is one line.
    places: dict[tuple[str, str, str], list[str]] = {}
    for row in report.undocumented:
        places.setdefault((row.level, row.id, row.text), []).append(row.operation or "")
    for (level, name, text), operations in sorted(places.items(), key=_widest_first):
        shown = ", ".join(f"`{operation}`" for operation in operations[:_SHOWN_OPERATIONS])
        more = len(operations) - _SHOWN_OPERATIONS
        others = f" and {more} more" if more > 0 else ""
        lines.append(f"- {level} `{name}`: `{_code(text)}` in {shown}{others}")
    return lines


def _widest_first(entry: tuple[tuple[str, str, str], list[str]]) -> tuple[int, str]:
    (_, _, text), operations = entry
    return -len(operations), text


def _reads(report: ProbeReport) -> list[str]:
    lines = ["", "## Reads", "", "| read | outcome | status | rows |", "|---|---|---|---|"]
    for row in report.reads:
        outcome = f"{row.outcome}: {_cell(row.why)}" if row.why else row.outcome
        status, rows = row.status or "-", "-" if row.rows is None else row.rows
        lines.append(f"| `{row.operation}` | {outcome} | {status} | {rows} |")
    return lines


def _fitting(lines: list[str]) -> str:
    """The lines, as many as fit, with a word where some are missing."""
    size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > _MAX_MARKDOWN:
            more = counted(len(lines) - number, "more line is", "more lines are")
            missing = f"... {more} in the JSON."
            return "\n".join([*lines[:number], "", missing]) + "\n"
    return "\n".join(lines) + "\n"


def _yes_no(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _code(text: str) -> str:
    return text.replace("`", "'").replace("\n", " ")

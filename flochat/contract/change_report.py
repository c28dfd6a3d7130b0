"""Reports changes: on a terminal, as JSON, in a pull request, as annotations of its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import Any, Final, TypeVar

from .._plurals import counted
from .accepted import Acceptance, Settled
from .aside import Aside, in_turn
from .consequence import consequence
from .diff import Changes, Finding, Level, ProseChange
from .diff.model import Cause, and_in
from .errors import one_line
from .finding_places import Place
from .positions import Position
from .severity import Override
from .summary import summary_lines
from .written_json import joined, rows, written

_One = TypeVar("_One")

# The body of a pull request holds 65,536 characters, and this report is only a part of it.
_MAX_CHARACTERS: Final = 50_000
_METHODS: Final = 6  # that are named with one change
_COLOURS: Final = {Level.ERR: "31", Level.WARN: "33", Level.INFO: "36"}
_COMMANDS: Final = {Level.ERR: "error", Level.WARN: "warning", Level.INFO: "notice"}


def text(
    settled: Settled,
    *,
    prose: bool = False,
    colour: bool = False,
    place_of: Callable[[Finding], Place] | None = None,
    all_uses: bool = False,
) -> str:
    """A text for people: a summary, then all changes by operation, that with the worst one first.

    `place_of` gives the file and the line of a finding; with `all_uses` all operations and methods
    are listed that a change touches.
    """
    changes = settled.changes
    lines = [changes.summary(), *(f"  {one_line(str(line))}" for line in summary_lines(changes))]
    for operation, causes in changes.by_operation().items():
        lines += ["", one_line(operation or "The document")]
        for cause in causes:
            first = cause.first
            level = first.level.name.ljust(4)
            label = f"\x1b[{_COLOURS[first.level]}m{level}\x1b[0m" if colour else level
            what = f"{first.id}: {one_line(first.text)}{and_in(cause)}"
            what += facade(cause, all_uses=all_uses)
            if place_of and (place := place_of(first)).line:
                what += f" ({one_line(str(place))})"
            lines.append(f"  {label}  {what}")
            if all_uses and len(cause.operations) > 1:
                lines += [f"          {one_line(name)}" for name in cause.operations]
    if settled.overrides:
        lines += ["", "Other levels", *(f"  {override}" for override in settled.overrides)]
    if settled.accepted:
        lines += ["", "Accepted", *(f"  {line}" for line in accepted_lines(settled))]
    if prose and changes.prose:
        lines += ["", "Prose", *(f"  {line}" for line in map(_reworded, changes.prose))]
    return "\n".join(lines) + "\n"


def json_(
    settled: Settled,
    *,
    prose: bool = False,
    place_of: Callable[[Finding], Place] | None = None,
    uses: Mapping[str, Any] | None = None,
    aside: Aside = in_turn,
) -> str:
    """JSON for programs, in the form that docs/maintain/contract.md promises.

    `place_of` gives the file, the line and the column of a finding; `uses` is what the changes do
    to the code of a user. `aside` writes half of it, which may be at the same time.
    """
    changes = settled.changes
    findings, causes = changes.findings, changes.causes()

    def written_half(is_second: bool) -> tuple[str, str]:
        # The causes of a half are, by and large, those of its findings.
        return (
            rows(_as_json(finding, place_of) for finding in _half(findings, is_second)),
            rows(_cause_as_json(cause, place_of) for cause in _half(causes, is_second)),
        )

    with aside(partial(written_half, True)) as rest:
        (first, first_causes), (second, second_causes) = written_half(False), rest()
    levels = [finding.level for finding in findings]
    content: dict[str, Any] = {
        "label": changes.label,
        "impact": changes.impact,
        "counts": {level.name: levels.count(level) for level in reversed(Level)},
        "changes": joined(first, second),
        "causes": joined(first_causes, second_causes),
        "accepted": [
            {
                **_as_json(finding, place_of),
                "reason": acceptance.reason,
                "until": str(acceptance.until),
            }
            for finding, acceptance in settled.accepted
        ],
        "prose": {"count": len(changes.prose)},
    }
    if prose:
        content["prose"]["changes"] = [change._asdict() for change in changes.prose]
    if settled.accepted:
        content["acceptances"] = [
            _acceptance_as_json(acceptance, count) for acceptance, count in settled.counts().items()
        ]
    if settled.overrides:
        content["severity"] = [_override_as_json(override) for override in settled.overrides]
    if uses is not None:
        content["uses"] = uses
    return written(content)


def markdown(settled: Settled, *, prose: bool = False, all_uses: bool = False) -> str:
    """Markdown for a pull request and the changelog: text of a document is in code spans only.

    With `all_uses` all operations and methods are listed that a change touches.
    """
    changes = settled.changes
    lines = [f"**{changes.summary()}**"]
    if summary := summary_lines(changes):
        named = ((line, [f"`{inert(name)}`" for name in line.names]) for line in summary)
        lines += ["", *(f"* {line.spelled(names)}" for line, names in named)]
    for operation, causes in changes.by_operation().items():
        lines += ["", f"`{inert(operation)}`" if operation else "The document", ""]
        for cause in causes:
            lines.append(_item(cause, all_uses))
            if all_uses and len(cause.operations) > 1:
                lines += [f"  * `{inert(name)}`" for name in cause.operations]
    if settled.overrides:
        lines += ["", "Other levels:", "", *(f"- `{one}`" for one in settled.overrides)]
    if settled.accepted:
        lines += ["", "Accepted:", ""]
        lines += [f"- `{inert(line)}`" for line in accepted_lines(settled)]
    if prose and changes.prose:
        lines += ["", "Prose:", ""]
        lines += [f"- `{inert(_reworded(change))}`" for change in changes.prose]
    return "\n".join(_fitting(lines)) + "\n"


def github(
    settled: Settled, *, file: str, position_of: Callable[[Finding], Position | None] | None = None
) -> str:
    """Workflow commands of GitHub, an annotation of `file` for each finding.

    `position_of` gives the line and column of a finding in the file, None if not known.
    """
    return "".join(f"{line}\n" for line in _annotations(settled.changes, file, position_of))


def accepted_lines(settled: Settled) -> list[str]:
    """A line for each acceptance, with the number of findings that it took out."""
    return [
        f"{counted(count, 'finding')}: {one_line(str(acceptance))}"
        for acceptance, count in settled.counts().items()
    ]


def inert(text: str) -> str:
    """An untrusted text made fit for a code span of Markdown, which it cannot break out of."""
    return one_line(text).replace("`", "'")


def named(cause: Cause, *, all_uses: bool = False) -> list[str]:
    """The methods to which a change does its worst: the first few, and how many more there are."""
    methods = [*cause.facade]
    if all_uses or len(methods) <= _METHODS:
        return methods
    return [*methods[:_METHODS], f"{len(methods) - _METHODS} more"]


def facade(cause: Cause, *, all_uses: bool = False) -> str:
    """What a change does to the facade, to be put behind it: ` [adapt: account.me]`."""
    if not cause.facade:
        return ""
    methods = ", ".join(named(cause, all_uses=all_uses))
    return f" [{cause.impact}: {methods}]{_meaning(cause)}"


def meaning(cause: Cause) -> str:
    """What a change means for an argument or an attribute; nothing if that is not known."""
    use = next((one for one in cause.uses if one.impact == cause.impact), cause.first)
    return consequence(use) or ""


def _meaning(cause: Cause) -> str:
    return f" -> {told}" if (told := meaning(cause)) else ""


def _reworded(change: ProseChange) -> str:
    return one_line(f"{change.location}: {json.dumps(change.old)} -> {json.dumps(change.new)}")


def _as_json(
    finding: Finding, place_of: Callable[[Finding], Place] | None = None
) -> dict[str, Any]:
    position = {} if place_of is None else {"position": place_of(finding)._asdict()}
    return {
        "id": finding.id,
        "level": finding.level.name,
        "operation": finding.operation,
        "location": finding.location,
        "text": finding.text,
        "facade": list(finding.facade),
        "impact": finding.impact,
        **position,
    }


def _half(them: tuple[_One, ...], is_second: bool) -> tuple[_One, ...]:
    middle = len(them) // 2
    return them[middle:] if is_second else them[:middle]


def _acceptance_as_json(acceptance: Acceptance, count: int) -> dict[str, Any]:
    return {
        "id": acceptance.id,
        "operation": acceptance.operation,
        "reason": acceptance.reason,
        "until": str(acceptance.until),
        "accepts": count,
    }


def _override_as_json(override: Override) -> dict[str, Any]:
    return {
        "id": override.id,
        "level": override.level.name,
        "was": {level.name: count for level, count in override.was},
    }


def _cause_as_json(
    cause: Cause, place_of: Callable[[Finding], Place] | None = None
) -> dict[str, Any]:
    position = {} if place_of is None else {"position": place_of(cause.first)._asdict()}
    return {
        "id": cause.first.id,
        "level": cause.first.level.name,
        "location": cause.first.location,
        "text": cause.first.text,
        "operations": list(cause.operations),
        "uses": len(cause.uses),
        "facade": list(cause.facade),
        "impact": cause.impact,
        "consequence": meaning(cause) or None,
        **position,
    }


def _fitting(lines: list[str]) -> list[str]:
    ends = list(accumulate(len(line) + 1 for line in lines))
    kept = [line for line, end in zip(lines, ends, strict=True) if end <= _MAX_CHARACTERS]
    cut = sum(line.startswith("- ") for line in lines[len(kept) :])
    return [*kept, "", f"... and {cut} more."] if cut else kept


def _item(cause: Cause, all_uses: bool) -> str:
    first = cause.first
    item = f"- **{first.level.name}** `{first.id}`: `{inert(first.text)}`{and_in(cause)}"
    if not cause.facade:
        return item
    methods = named(cause, all_uses=all_uses)
    names = ", ".join(f"`{name}`" for name in methods)
    return f"{item} - {cause.impact}: {names}{_meaning(cause)}"


def _annotations(
    changes: Changes, file: str, position_of: Callable[[Finding], Position | None] | None
) -> Iterator[str]:
    for cause in changes.causes():
        finding = cause.first
        location = {"file": file, "title": f"{finding.level.name} {finding.id}"}
        position = position_of(finding) if position_of is not None else None
        if position is not None:
            location["file"] = position.file or file
            location |= {"line": str(position.line), "col": str(position.column)}
        properties = ",".join(f"{name}={_property(value)}" for name, value in location.items())
        message = f"{finding.operation or 'document'}: {finding.text}{and_in(cause)}{facade(cause)}"
        yield f"::{_COMMANDS[finding.level]} {properties}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")

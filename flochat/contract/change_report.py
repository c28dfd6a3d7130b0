"""Reports changes: on a terminal, as JSON, in a pull request, as annotations of its files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any, Final

from .accepted import Settled
from .consequence import consequence
from .diff import Changes, Finding, Level, ProseChange
from .diff.model import Cause, and_in
from .errors import one_line
from .positions import Position

# The body of a pull request holds 65,536 characters, and this report is only a part of it.
_MAX_CHARACTERS: Final = 50_000
_COLOURS: Final = {Level.ERR: "31", Level.WARN: "33", Level.INFO: "36"}
_COMMANDS: Final = {Level.ERR: "error", Level.WARN: "warning", Level.INFO: "notice"}


def text(
    settled: Settled,
    *,
    prose: bool = False,
    colour: bool = False,
    where: Mapping[str, str] | None = None,
) -> str:
    """A text for people, grouped by operation, the one with the worst finding first.

    `where` has the file and the line of some findings, by their locations.
    """
    changes = settled.changes
    lines = [changes.summary()]
    for operation, causes in changes.by_operation().items():
        lines += ["", one_line(operation or "The document")]
        for cause in causes:
            first = cause.first
            level = first.level.name.ljust(4)
            label = f"\x1b[{_COLOURS[first.level]}m{level}\x1b[0m" if colour else level
            what = f"{first.id}: {one_line(first.text)}{and_in(cause)}{_facade(cause)}"
            if where and first.location in where:
                what += f" ({one_line(where[first.location])})"
            lines.append(f"  {label}  {what}")
    if settled.accepted:
        lines += ["", "Accepted", *(f"  {acceptance}" for _, acceptance in settled.accepted)]
    if prose and changes.prose:
        lines += ["", "Prose", *(f"  {line}" for line in map(_reworded, changes.prose))]
    return "\n".join(lines) + "\n"


def json_(settled: Settled, *, prose: bool = False) -> str:
    """JSON for programs, in the form that docs/contract.md promises."""
    changes = settled.changes
    levels = [finding.level for finding in changes.findings]
    content: dict[str, Any] = {
        "label": changes.label,
        "impact": changes.impact,
        "counts": {level.name: levels.count(level) for level in reversed(Level)},
        "changes": [_as_json(finding) for finding in changes.findings],
        "causes": [_cause_as_json(cause) for cause in changes.causes()],
        "accepted": [
            {**_as_json(finding), "reason": acceptance.reason, "until": str(acceptance.until)}
            for finding, acceptance in settled.accepted
        ],
        "prose": {"count": len(changes.prose)},
    }
    if prose:
        content["prose"]["changes"] = [change._asdict() for change in changes.prose]
    return json.dumps(content, indent=2) + "\n"


def markdown(settled: Settled, *, prose: bool = False) -> str:
    """Markdown for a pull request and the changelog: text of a document is in code spans only."""
    changes = settled.changes
    lines = [f"**{changes.summary()}**"]
    for operation, causes in changes.by_operation().items():
        lines += ["", f"`{inert(operation)}`" if operation else "The document", ""]
        lines += map(_item, causes)
    if settled.accepted:
        lines += ["", "Accepted:", ""]
        lines += [f"- `{inert(str(acceptance))}`" for _, acceptance in settled.accepted]
    if prose and changes.prose:
        lines += ["", "Prose:", ""]
        lines += [f"- `{inert(_reworded(change))}`" for change in changes.prose]
    return "\n".join(_fitting(lines)) + "\n"


def github(
    settled: Settled, *, file: str, position_of: Callable[[str], Position | None] | None = None
) -> str:
    """Workflow commands of GitHub, an annotation of `file` for each finding.

    `position_of` gives the line and column of a JSON pointer in the file, None if not known.
    """
    return "".join(f"{line}\n" for line in _annotations(settled.changes, file, position_of))


def inert(text: str) -> str:
    """An untrusted text made fit for a code span of Markdown, which it cannot break out of."""
    return one_line(text).replace("`", "'")


def _facade(cause: Cause) -> str:
    if not cause.facade:
        return ""
    return f" [{cause.impact}: {', '.join(cause.facade)}]{_meaning(cause)}"


def _meaning(cause: Cause) -> str:
    """What it means for an argument or an attribute, as ` -> ...`; nothing if not known."""
    use = next((one for one in cause.uses if one.impact == cause.impact), cause.first)
    told = consequence(use)
    return f" -> {told}" if told else ""


def _reworded(change: ProseChange) -> str:
    return one_line(f"{change.location}: {json.dumps(change.old)} -> {json.dumps(change.new)}")


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "level": finding.level.name,
        "operation": finding.operation,
        "location": finding.location,
        "text": finding.text,
        "facade": list(finding.facade),
        "impact": finding.impact,
    }


def _cause_as_json(cause: Cause) -> dict[str, Any]:
    return {
        "id": cause.first.id,
        "level": cause.first.level.name,
        "location": cause.first.location,
        "text": cause.first.text,
        "operations": list(cause.operations),
        "uses": len(cause.uses),
        "facade": list(cause.facade),
        "impact": cause.impact,
        "consequence": _meaning(cause).removeprefix(" -> ") or None,
    }


def _fitting(lines: list[str]) -> list[str]:
    ends = list(accumulate(len(line) + 1 for line in lines))
    kept = [line for line, end in zip(lines, ends, strict=True) if end <= _MAX_CHARACTERS]
    cut = sum(line.startswith("- ") for line in lines[len(kept) :])
    return [*kept, "", f"... and {cut} more."] if cut else kept


def _item(cause: Cause) -> str:
    first = cause.first
    item = f"- **{first.level.name}** `{first.id}`: `{inert(first.text)}`{and_in(cause)}"
    if not cause.facade:
        return item
    names = ", ".join(f"`{name}`" for name in cause.facade)
    return f"{item} - {cause.impact}: {names}{_meaning(cause)}"


def _annotations(
    changes: Changes, file: str, position_of: Callable[[str], Position | None] | None
) -> Iterator[str]:
    for cause in changes.causes():
        finding = cause.first
        location = {"file": file, "title": f"{finding.level.name} {finding.id}"}
        position = position_of(finding.location) if position_of is not None else None
        if position is not None:
            location["file"] = position.file or file
            location |= {"line": str(position.line), "col": str(position.column)}
        properties = ",".join(f"{name}={_property(value)}" for name, value in location.items())
        message = (
            f"{finding.operation or 'document'}: {finding.text}{and_in(cause)}{_facade(cause)}"
        )
        yield f"::{_COMMANDS[finding.level]} {properties}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")

"""What was judged, on a terminal, as JSON, and as annotations of the user's own lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..._plurals import counted
from ..change_report import inert
from ..errors import one_line
from .judge import VERDICTS, Judged, Touched, Verdict
from .model import Unfollowed

_COMMANDS: Final[dict[Verdict, str]] = {"breaks": "error", "adapts": "warning", "safe": "notice"}


def text(judged: Judged) -> str:
    """A text for people: what breaks and adapts by file, tests apart; what is safe is counted."""
    lines = [_summary(judged)]
    for title, tests in (("", False), ("In tests", True)):
        touched = [it for it in judged.touched if it.verdict != "safe" and it.use.is_test == tests]
        if touched and title:
            lines += ["", f"{title}:"]
        lines += [""] if touched and not title else []
        lines += map(_line, touched)
    if judged.unfollowed:
        lines += ["", "Could not be followed:"]
        lines += [f"  {_at(it)}: {one_line(it.reason)}" for it in judged.unfollowed]
    return "\n".join(lines) + "\n"


def as_json(judged: Judged) -> dict[str, Any]:
    """What was judged, for the key `uses` of the JSON report."""
    return {
        "files": judged.files,
        "found": judged.uses,
        "counts": {verdict: len(judged.of(verdict)) for verdict in VERDICTS},
        "touched": [_as_json(it) for it in judged.touched],
        "unfollowed": [
            {"file": it.file, "line": it.line or None, "reason": it.reason}
            for it in judged.unfollowed
        ],
    }


def rendered(judged: Judged, form: str, report: str) -> str:
    """A report of the changes, with what they do to the code of a user."""
    if form == "github":
        # The lines that matter are those of the user.
        return github(judged)
    if form == "markdown":
        return f"{report}\n{markdown(judged)}"
    return f"{report}\n{text(judged)}"


def is_found(judged: Judged, limit: str) -> bool:
    """Whether something breaks ("broken"), or at least has to be adapted ("adapt")."""
    return bool(judged.of("breaks") or (limit == "adapt" and judged.of("adapts")))


def markdown(judged: Judged) -> str:
    """Markdown for a pull request: text of a document is in code spans only."""
    lines = [f"**{_summary(judged)}**", ""]
    lines += [
        f"- **{it.verdict}** `{inert(_place(it))}`: `{inert(it.text)}` ({it.sure})"
        for it in judged.touched
        if it.verdict != "safe"
    ]
    lines += [f"- not followed: `{inert(f'{_at(it)}: {it.reason}')}`" for it in judged.unfollowed]
    return "\n".join(lines) + "\n"


def github(judged: Judged) -> str:
    """Workflow commands of GitHub, an annotation of the user's line for all that is not safe."""
    return "".join(f"{line}\n" for line in _annotations(judged))


def _annotations(judged: Judged) -> Iterator[str]:
    for it in judged.touched:
        if it.verdict == "safe":
            continue
        title = f"{it.verdict}: {it.finding.id}"
        where = {"file": it.use.file, "title": title}
        # The lines of a cell are no lines of the notebook's file.
        if it.use.cell is None:
            where |= {"line": str(it.use.line), "col": str(it.use.column)}
        properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
        cell = f"cell {it.use.cell}, line {it.use.line}: " if it.use.cell is not None else ""
        message = f"{cell}{it.text} ({it.finding.operation}; {it.sure})"
        yield f"::{_COMMANDS[it.verdict]} {properties}::{_message(message)}"


def _summary(judged: Judged) -> str:
    counts = [f"{len(judged.of(it))} {it}" for it in VERDICTS if judged.of(it)]
    what = ", ".join(counts) or "nothing is touched"
    return f"your code: {what} ({counted(judged.uses, 'use')} in {counted(judged.files, 'file')})"


def _line(it: Touched) -> str:
    sure = "" if it.sure == "certain" else f" ({it.sure})"
    return "  " + one_line(f"{it.verdict}  {_place(it)}: {it.text} [{it.finding.id}]{sure}")


def _place(it: Touched) -> str:
    cell = "" if it.use.cell is None else f" cell {it.use.cell}"
    return f"{it.use.file}{cell}:{it.use.line}:{it.use.column}"


def _at(it: Unfollowed) -> str:
    return one_line(f"{it.file}:{it.line}" if it.line else it.file)


def _as_json(it: Touched) -> dict[str, Any]:
    return {
        "file": it.use.file,
        "cell": it.use.cell,
        "line": it.use.line,
        "column": it.use.column,
        "test": it.use.is_test,
        "use": it.use.target,
        "kind": it.use.kind,
        "verdict": it.verdict,
        "sure": it.sure,
        "text": it.text,
        "finding": it.finding.id,
        "operation": it.finding.operation,
        "location": it.finding.location,
    }


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")

"""The texts that the job puts on the forge. Everything from outside is inert text in them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Final

from scripts.schedule.change import Kind
from scripts.schedule.commands import CommandResult
from scripts.schedule.repository import BASE, BRANCH

LIMIT: Final = 65_536  # characters, the limit of the forge

FAILURE_TITLE: Final = "The scheduled regeneration fails"
FAILURE_MARKER: Final = "<!-- flochat: the scheduled regeneration fails -->"
RECOVERY_MARKER: Final = "<!-- flochat: the scheduled regeneration works again -->"
HELD_MARKER: Final = "<!-- flochat: not overwritten -->"
MOOT_MARKER: Final = "<!-- flochat: nothing left to regenerate -->"

RECOVERY: Final = "The regeneration works again.\n"
MOOT: Final = f"Flochat's document is what `{BASE}` has: there is nothing left to regenerate.\n"
MOOT_BUT_HELD: Final = f"{MOOT}\nThis stays open because others have commits on `{BRANCH}`.\n"

_TAIL: Final = 30  # lines of the checks that are shown
_WIDTH: Final = 600


def title(kind: Kind) -> str:
    """The title of the pull request and of the commit."""
    return f"Regenerate from Flochat's document ({kind.value})"


def pull_request(
    kind: Kind, report: str, checks: CommandResult, base: str, run_url: str | None
) -> str:
    """The body of the pull request: what it is, the outcome of the checks, and the report."""
    head = _paragraphs(
        f"Flochat's document changed; the change is **{kind.value}**. Contract and client "
        f"are regenerated here, on `{BASE}` at {base}.{_run(run_url)}",
        f"This branch is replaced when the document changes again. Push to `{BRANCH}` what the "
        "facade needs to follow, and it is left alone from then on.",
        f"## Checks: {outcome(checks)}",
        f"The last lines of `{shlex.join(checks.command)}`. It ran in the job itself: nothing "
        "else starts by itself on a pull request that a workflow opens; close and reopen this one "
        "to start the rest.",
        _quoted(checks.lines[-_TAIL:]),
    )
    return head + fitted(report, LIMIT - len(head))


def outcome(checks: CommandResult) -> str:
    """The outcome of checks, in a few words."""
    return "passed" if checks.is_success else f"failed (status {checks.status})"


def failure(reason: str, run_url: str | None) -> str:
    """The body of the issue that a failed regeneration opens."""
    return _paragraphs(
        FAILURE_MARKER,
        "The contract could not be pulled from Flochat and made into a client:",
        _quoted([reason]),
        f"Nothing was changed.{_run(run_url)} Each run updates this issue, and the first "
        "that succeeds closes it.",
    )


def held(report: str) -> str:
    """The comment for a pull request that others work on, when the document has changed again."""
    head = _paragraphs(
        f"Flochat's document has changed again, but `{BRANCH}` holds commits by others and was "
        "left alone. Merge this, or close it and delete the branch, and the next run proposes what "
        f"is left. What a regeneration would change on `{BASE}`:",
    )
    return head + fitted(report, LIMIT - len(head) - len(HELD_MARKER) - 1)


def fitted(report: str, room: int) -> str:
    """As many whole lines of a report as there is room for, with a note if it was cut."""
    if len(report) <= room:
        return report
    note = "\n\n(Cut here: {} more lines exceed the limit of the forge; the diff has everything.)\n"
    room -= len(note) + len(str(len(report)))
    kept = report[: report.rfind("\n", 0, room) + 1]
    return kept.rstrip() + note.format(report.count("\n") - kept.count("\n"))


def _paragraphs(*texts: str) -> str:
    # One line each: the forge breaks a paragraph at every line end.
    return "".join(f"{text}\n\n" for text in texts)


def _quoted(lines: Sequence[str]) -> str:
    # Four spaces make it code: neither Markdown, nor mentions, nor HTML work in there.
    return "\n".join(f"    {_printable(line)[:_WIDTH]}" for line in lines) or "    (nothing)"


def _printable(line: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in line.expandtabs(4).rstrip())


def _run(run_url: str | None) -> str:
    return f" [The run]({run_url})." if run_url else ""

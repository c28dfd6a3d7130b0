"""The texts that the job puts on the forge. Everything from outside is inert text in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from flochat.contract.change_report import inert
from scripts.schedule.change import Change, Kind
from scripts.schedule.commands import CommandResult
from scripts.schedule.repository import BRANCH

LIMIT: Final = 65_536  # the limit of the forge: characters, or bytes; so we keep to bytes

FAILURE_TITLE: Final = "The scheduled regeneration fails"
FAILURE_MARKER: Final = "<!-- flochat: the scheduled regeneration fails -->"
RECOVERY_MARKER: Final = "<!-- flochat: the scheduled regeneration works again -->"
HELD_MARKER: Final = "<!-- flochat: not overwritten -->"
MOOT_MARKER: Final = "<!-- flochat: nothing left to regenerate -->"

RECOVERY: Final = "The regeneration works again.\n"
WORK_TITLE: Final = f"What others have on {BRANCH}"
GUIDE: Final = "docs/maintain/breaking-change.md"

_CLOSED: Final = "*Closed by the scheduled regeneration itself.*\n\n"
_PROPOSED: Final = re.compile(r"^`openapi\.json` here is `([0-9a-f]{40}|[0-9a-f]{64})`", re.M)
_REPLACED: Final = re.compile(r"its old tip is `([0-9a-f]{40}|[0-9a-f]{64})`")

_TAIL: Final = 30  # lines of the checks that are shown
_WIDTH: Final = 600
_NAMED: Final = 10  # causes that are named before "and N more"
_METHODS: Final = 6  # methods of the facade that are named with one cause
_SHORT: Final = 200  # characters of a text of the document that stand in such a line


@frozen
class Proposal:
    """What a pull request has to say beside its change.

    `base` is the name of the base branch, `made_on` the commit of it; `blob` is the contract that
    is proposed; `guide` the URL of the page for maintainers; `replaced` the number of the pull
    request that somebody closed before this one, and the commit that its branch was at.
    """

    base: str
    made_on: str
    blob: str
    guide: str
    workflow: str | None = None
    replaced: tuple[int, str] | None = None
    run_url: str | None = None


def title(kind: Kind) -> str:
    """The title of the pull request and of the commit."""
    return f"Regenerate from Flochat's document ({kind.value})"


def pull_request(change: Change, report: str, checks: CommandResult, proposal: Proposal) -> str:
    """The body of the pull request: what breaks, what to do, the checks, and the report."""
    head = _paragraphs(
        "## What breaks in the facade",
        _effects(change),
        f"Flochat's document changed; the change is **{change.kind.value}**. Contract and client "
        f"are regenerated here, on `{proposal.base}` at {proposal.made_on}."
        f"{_run(proposal.run_url)}",
        *_replaced(proposal.replaced),
        "## What to do",
        _steps(change.kind, proposal),
        "This branch is replaced when the document changes again, and left alone from the first "
        "commit of somebody else on. Close this and it stays closed until the document differs "
        "from what is proposed here.",
        f"## Checks: {outcome(checks)}",
        f"The last lines of `{_short(shlex.join(checks.command))}`, which ran in the job itself. "
        + (
            f"`{proposal.workflow}` is started on the branch by the job, since nothing starts by "
            "itself on a pull request that a workflow opens."
            if proposal.workflow
            else "Nothing else starts by itself on a pull request that a workflow opens; close "
            "and reopen this one to start the rest."
        ),
        _quoted(checks.lines[-_TAIL:]),
    )
    return _whole(head, report, proposed(proposal.blob))


def work_of_others(report: str, blob: str | None, base: str) -> str:
    """The body of a pull request for commits by others that are on our branch without one."""
    head = _paragraphs(
        f"`{BRANCH}` holds commits by others that `{base}` does not have, and no pull request was "
        "open for them. This one is, so that they are not lost; the branch was left as it is.",
        f"Merge this, or close it, and the next run proposes what is left. What a regeneration "
        f"would change on `{base}`:",
    )
    return _whole(head, report, proposed(blob) if blob else "")


def held(report: str, base: str) -> str:
    """The comment for a pull request that others work on, when the document has changed again."""
    head = _paragraphs(
        f"Flochat's document has changed again, but `{BRANCH}` holds commits by others and was "
        "left alone. Merge this, or close it, and the next run proposes what is left. What a "
        f"regeneration would change on `{base}`:",
    )
    return head + fitted(report, LIMIT - _size(head) - _size(HELD_MARKER) - 1)


def proposed(blob: str) -> str:
    """The line by which a later run knows which document a pull request proposed."""
    return (
        f"`openapi.json` here is `{blob}`: by this line a later run knows whether what Flochat "
        "serves is still what this proposes."
    )


def proposed_in(body: str) -> str | None:
    """The contract that a pull request says that it proposes."""
    found = _PROPOSED.findall(body)
    return found[-1] if found else None  # the last is ours, whatever stands above it


def replaced_in(body: str) -> str | None:
    """The commit that a pull request says that its predecessor was at."""
    match = _REPLACED.search(body)
    return match[1] if match else None


def closed_by_us(body: str) -> str:
    """The body of a pull request that the job itself closes."""
    return body if is_closed_by_us(body) else _CLOSED + fitted(body, LIMIT - _size(_CLOSED))


def is_closed_by_us(body: str) -> bool:
    """Whether the job closed a pull request, by what it wrote into its body."""
    return body.startswith(_CLOSED)


def moot(base: str) -> str:
    """The comment for a pull request of which nothing is left."""
    return f"Flochat's document is what `{base}` has: there is nothing left to regenerate.\n"


def moot_but_held(base: str) -> str:
    """The same, for one that others work on."""
    return f"{moot(base)}\nThis stays open because others have commits on `{BRANCH}`.\n"


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


def trouble(reason: str, run_url: str | None) -> str:
    """The body of the same issue when not the regeneration failed, but the job around it."""
    return _paragraphs(
        FAILURE_MARKER,
        "The scheduled job could not do what it has to with repository and forge:",
        _quoted([reason]),
        f"`main` is untouched, and the next run completes what is missing.{_run(run_url)} Each "
        "run updates this issue, and the first that succeeds closes it.",
    )


def summary(outcome: str, notes: Iterable[str]) -> str:
    """The summary of a run: how it ended, and what there is to know about it."""
    items = [f"- {code(note, _WIDTH)}" for note in notes] or ["- Nothing to tell."]
    return _paragraphs(f"## Regeneration: {outcome}", "\n".join(items))


def code(text: str, width: int = _SHORT) -> str:
    """A text from outside as a code span of bounded length."""
    return f"`{_short(text, width) or '?'}`"


def fitted(report: str, room: int) -> str:
    """As many whole lines of a report as there is room for, with a note if it was cut."""
    if _size(report) <= room:
        return report
    note = "\n\n(Cut here: {} more lines exceed the limit of the forge; the diff has everything.)\n"
    room -= _size(note) + len(str(len(report)))
    kept: list[str] = []
    for line in report.splitlines(keepends=True):
        room -= _size(line)
        if room < 0:
            break
        kept.append(line)
    cut = report.count("\n") - len(kept)
    return "".join(kept).rstrip() + note.format(max(cut, 1))


def _effects(change: Change) -> str:
    """What breaks in the facade and what needs adapting, in a few lines, and the counts."""
    lines = [_effect(effect.methods, effect.text, effect.operation) for effect in change.broken]
    parts = ["\n".join(_few(lines)) if lines else "Nothing that the facade does."]
    if change.adapt:
        lines = [_effect(one.methods, one.text, one.operation) for one in change.adapt]
        parts += ["It works, but should follow:", "\n".join(_few(lines))]
    return "\n\n".join([*parts, f"In all: {code(change.summary)}."])


def _effect(methods: Sequence[str], text: str, operation: str | None) -> str:
    names = ", ".join(code(name) for name in methods[:_METHODS])
    more = f" and {len(methods) - _METHODS} more" if len(methods) > _METHODS else ""
    where = f" ({code(operation)})" if operation else ""
    return f"- {names}{more}: {code(text)}{where}"


def _few(lines: list[str]) -> list[str]:
    more = len(lines) - _NAMED
    return lines if more <= 0 else [*lines[:_NAMED], f"- and {more} more, all in the report below"]


def _steps(kind: Kind, proposal: Proposal) -> str:
    guide = f"[{GUIDE}]({proposal.guide})"
    look = f"Look at the checks below; a red one says what has to follow. {guide} goes through it."
    breaking = (
        f"Fetch the branch: `git fetch origin && git switch {BRANCH}`.",
        f"Follow {guide}, which goes through it step by step, and push what the facade needs.",
    )
    steps = (
        *(breaking if kind is Kind.BREAKING else (look,)),
        "Merge it, as a merge commit, squashed or rebased: the next run understands each.",
    )
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _replaced(replaced: tuple[int, str] | None) -> list[str]:
    if replaced is None:
        return []
    number, tip = replaced
    text = (
        f"This comes after #{number}, which somebody closed, because the document differs from "
        f"what that proposed. The branch was rebuilt: its old tip is `{tip}`, and "
        f"`git fetch origin pull/{number}/head` gets what #{number} held."
    )
    return [text]


def _whole(head: str, report: str, last: str) -> str:
    """A body that the forge takes, with room for what a later run may put before it."""
    end = f"\n{last}\n" if last else ""
    room = LIMIT - _size(_CLOSED) - _size(head) - _size(end) - 1
    return head + fitted(report, room).rstrip("\n") + "\n" + end


def _short(text: str, width: int = _SHORT) -> str:
    safe = inert(text)
    return safe if len(safe) <= width else f"{safe[: width - 3]}..."


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))


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

"""Asking before something is changed or sent: what, to whom, how many requests, how long."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

import click
from attrs import field, frozen

from .._plurals import counted
from .failures import CommandError
from .output import is_terminal, printable, say

F = TypeVar("F", bound=Callable[..., Any])

_CHANGES_NOTHING: Final = "nothing was changed or sent"
#: How many digits at its end a masked phone shows.
_SHOWN_DIGITS: Final = 3
#: How much of a name, and of a text, is shown before a question, in characters.
_MAX_NAME: Final = 40
_MAX_EXAMPLE: Final = 2_000
#: What may be a phone: the names of people in WhatsApp, and their user_id, often are one.
_PHONE: Final = re.compile(r"\+?\d(?:[ ()./-]{0,2}\d){6,16}")


@frozen(kw_only=True)
class Intent:
    """What is about to happen.

    `what` is a sentence without its end, `facts` are lines that say whom it is about and what it
    costs, and `examples` what the first of them will get.
    """

    what: str
    facts: Sequence[str] = field(factory=tuple)
    examples: Sequence[str] = field(factory=tuple)

    def lines(self) -> Iterable[str]:
        yield self.what
        yield from (f"  {fact}" for fact in self.facts)
        for example in self.examples:
            shown = shortened(example, _MAX_EXAMPLE)
            yield from (f"  | {line}" for line in shown.splitlines() or [""])


def shortened(text: str, length: int) -> str:
    """A text of at most so many characters: the question must not be scrolled away."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def options(function: F) -> F:
    """The options of whatever is more than a look."""
    function = click.option("--yes", "-y", is_flag=True, help="Do not ask.")(function)
    return click.option(
        "--dry-run", is_flag=True, help="Show what would be sent, and send nothing."
    )(function)


def confirm(intent: Intent, *, yes: bool) -> None:
    """Show what is about to happen and ask; `yes` does not ask.

    Raises `CommandError` (wrong use) without a terminal to ask at, and `click.exceptions.Exit` when
    the answer is no.
    """
    for line in intent.lines():
        say(line)
    if yes:
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise CommandError(f"there is no terminal to ask at: add --yes; {_CHANGES_NOTHING}")
    if not click.confirm("Go on?", default=False, err=True):
        say(_CHANGES_NOTHING)
        raise click.exceptions.Exit(0)


def costs(requests: int, seconds: float) -> str:
    """How many requests something takes, and how long the quota makes it."""
    text = counted(requests, "request")
    if seconds >= 1:
        text += f", {timedelta(seconds=round(seconds))} at the quota"
    return text


def masked_phone(text: str | None) -> str:
    """A phone of which only the end is shown."""
    digits = re.sub(r"\D", "", text or "")
    return f"…{digits[-_SHOWN_DIGITS:]}" if len(digits) > _SHOWN_DIGITS else "…"


def masked_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same row with its phones masked, in whatever column they stand."""
    return {
        name: masked_phone(value) if isinstance(value, str) and _is_phone(value) else value
        for name, value in row.items()
    }


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text.strip()))


def masked(value: Any) -> Any:
    """A body of a request in which phones are masked."""
    if isinstance(value, Mapping):
        return {name: masked(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return masked_phone(value) if isinstance(value, str) and _is_phone(value) else value


def masked_person(row: Any) -> str:
    """Whom it is about, as far as somebody who looks over a shoulder may know."""
    name = printable(row.get("name") or row.get("first_name"))
    name = masked_phone(name) if _is_phone(name) else name
    parts = [shortened(text, _MAX_NAME) for text in (printable(row.get("user_ns")), name)]
    if row.get("phone"):
        parts.append(masked_phone(str(row["phone"])))
    return " ".join(part for part in parts if part) or "a row without a name"

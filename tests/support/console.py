"""Runs the console blocks of a page: what stands after `$ ` is typed, the rest is what comes of it.

In what comes, a line `...` stands for any lines, and `…` for anything within a line. `Go on? [y/N]:
y` is a question and its answer, and `^C` is pressed once progress shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tests.support.command import Terminal

_QUESTION: Final = "[y/N]:"
_CTRL_C: Final = "^C"
_SECRET: Final = "Key of "
_PROGRESS: Final = re.compile(r"[1-9]\d*/\d+")
_BAR: Final = "━"


class Call(NamedTuple):
    """A command of a page, and the lines that come of it."""

    command: str
    expected: Sequence[str]

    @property
    def is_interrupted(self) -> bool:
        return _CTRL_C in self.expected


def calls_in(block: str) -> Iterator[Call]:
    """The commands of a console block, in order."""
    for call in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, rest = call.partition("\n")
        yield Call(command, rest.rstrip("\n").splitlines())


def play_at(terminal: Terminal, call: Call, *, secret: str) -> list[str]:
    """Do at a terminal what stands in a call; the lines that were shown."""
    for line in call.expected:
        question, asked, reply = line.partition(_QUESTION)
        if asked:
            terminal.expect(re.escape(question + _QUESTION))
            terminal.type(reply.strip())
        elif line.startswith(_SECRET):
            terminal.expect(_SECRET)
            terminal.type(secret)
        elif line == _CTRL_C:
            terminal.expect(_PROGRESS.pattern)
            terminal.press_ctrl_c()
    terminal.end()
    lines = [line.rstrip() for line in terminal.text.splitlines()]
    return [line for line in lines if _BAR not in line and line != _CTRL_C]


def matches(expected: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether what was shown is what a page says."""
    parts = []
    for line in expected:
        if line == _CTRL_C:
            continue
        if line == "...":
            parts.append(r"(?:.*\n)*")
        else:
            parts.append("[^\n]*".join(map(re.escape, line.rstrip().split("…"))) + "\n")
    text = "\n".join(shown).rstrip("\n") + "\n"
    return re.fullmatch("".join(parts), text) is not None

"""Runs the console blocks of a page: what stands after `$ ` is typed, the rest is what comes of it.

In what comes, a line `...` stands for any lines, and `…` for anything within a line. `Go on? [y/N]:
y` is a question and its answer, and `^C` is pressed once progress shows.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.support.command import Shell

_BLOCK: Final = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUESTION: Final = "Go on? [y/N]:"
_CTRL_C: Final = "^C"
_SECRET: Final = "Key of "
_PROGRESS: Final = re.compile(r"[1-9]\d*/\d+")
_BAR: Final = "━"


class Call(NamedTuple):
    """A command of a page, and the lines that come of it."""

    arguments: Sequence[str]
    expected: Sequence[str]

    @property
    def is_interrupted(self) -> bool:
        return _CTRL_C in self.expected


def calls_of(page: Path) -> Iterator[Call]:
    """The commands of a page, in order."""
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        for call in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
            command, _, rest = call.partition("\n")
            yield Call(shlex.split(command)[1:], rest.rstrip("\n").splitlines())


def play(shell: Shell, call: Call, *, secret: str) -> list[str]:
    """Do at a terminal what stands in a call; the lines that were shown."""
    with shell.at_terminal(*call.arguments, width=110) as terminal:
        for line in call.expected:
            if line.startswith(_QUESTION):
                terminal.expect(re.escape(_QUESTION))
                terminal.type(line.removeprefix(_QUESTION).strip())
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

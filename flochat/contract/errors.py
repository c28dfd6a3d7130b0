"""The one error of the contract room."""

from __future__ import annotations

from typing import Final

#: The exit status of a command that was given bad input.
BAD_INPUT: Final = 2

_MAX_LENGTH: Final = 600


class ContractError(Exception):
    """A step of the regeneration, or of another command of this room, stopped.

    `step` names the step, `problem` says what it met and `remedy` what to do about it. `str()` is
    one line of printable text whatever the three hold, since parts of them come from the network.
    """

    def __init__(self, step: str, problem: str, remedy: str) -> None:
        super().__init__(step, problem, remedy)
        self.step = step
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{one_line(self.step)}: {one_line(self.problem)}; {one_line(self.remedy)}"


def one_line(text: str) -> str:
    """A text from outside as one printable line of bounded length."""
    line = " ".join(text.split())
    printable = line
    if not line.isprintable():
        printable = "".join(char if char.isprintable() else "?" for char in line)
    return printable if len(printable) <= _MAX_LENGTH else printable[: _MAX_LENGTH - 3] + "..."

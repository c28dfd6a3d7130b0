"""The one error of the contract room."""

from __future__ import annotations

from typing import Final

_MAX_LENGTH: Final = 600


class ContractError(Exception):
    """A step of the regeneration stopped.

    ``step`` names the step, ``found`` says what it met and ``todo`` what to do about it. ``str()``
    is one line of printable text whatever the three hold: parts of them come from the network.
    """

    def __init__(self, step: str, found: str, todo: str) -> None:
        super().__init__(step, found, todo)
        self.step = step
        self.found = found
        self.todo = todo

    def __str__(self) -> str:
        return f"{one_line(self.step)}: {one_line(self.found)}; {one_line(self.todo)}"


def one_line(text: str) -> str:
    """A text from outside as one printable line of bounded length."""
    line = " ".join(text.split())
    printable = "".join(char if char.isprintable() else "?" for char in line)
    return printable if len(printable) <= _MAX_LENGTH else printable[: _MAX_LENGTH - 3] + "..."

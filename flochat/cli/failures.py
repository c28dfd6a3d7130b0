"""What an error means for the command: a line that says what to do, and an exit status."""

from __future__ import annotations

import re
import sys
import traceback
from typing import IO, Final

import click

from .output import say
from .statuses import FAILED, NOT_ALLOWED, QUOTA_SPENT, WRONG_USE

#: What errors say of a spent quota to who writes programs; the command has --wait where it can.
_FOR_PROGRAMS: Final = re.compile(r', or pass on_exhausted="wait"[^.]*')


class CommandError(click.ClickException):
    """Ends the command with a line on stderr and an exit status."""

    def __init__(self, message: str, status: int = WRONG_USE) -> None:
        super().__init__(message)
        self.status = status

    def show(self, _file: IO[str] | None = None) -> None:
        say(f"flochat: {one_line(self.message)}")


def explain(error: Exception) -> tuple[str, int]:
    """The line and the exit status for an error of the library or of the system."""
    from .. import errors

    match error:
        case errors.RateLimitError():
            return _FOR_PROGRAMS.sub("", str(error)), QUOTA_SPENT
        case errors.AuthenticationError() | errors.PermissionDeniedError():
            return str(error), NOT_ALLOWED
        case errors.ConfigurationError() | errors.InvalidArgumentError():
            return str(error), WRONG_USE
        case errors.FlochatError():
            return str(error), FAILED
        case OSError():
            named = "" if error.filename is None else f"{error.filename}: "
            return f"{named}{error.strerror or error}", FAILED
        case ImportError():
            return str(error), WRONG_USE
    return f"this should not have happened: {type(error).__name__}: {error}", FAILED


def report(error: Exception, *, debug: bool) -> int:
    """Print the line of an error, with its traceback if that was asked for; the exit status."""
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    line, status = explain(error)
    say(f"flochat: {one_line(line)}")
    return status


def one_line(text: str) -> str:
    """The same text on one line, without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))

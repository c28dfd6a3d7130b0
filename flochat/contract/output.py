"""Where reports go: to stdout, which somebody may have closed, and into files."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from .errors import ContractError


def print_report(report: str, *, is_utf8: bool = False) -> None:
    """Print a report, to its end if anybody reads that far.

    `is_utf8` is for what says so itself, as HTML and XML do; elsewhere a character that stdout
    cannot show is told by its number. Raises ContractError when there is no room for it.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        if is_utf8:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        else:
            sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(report)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        ignore_stdout()
    except OSError as error:
        ignore_stdout()
        problem = f"what was found cannot be printed ({error.strerror})"
        raise ContractError("output", problem, "make room, or print it elsewhere") from error


def ignore_stdout() -> None:
    """Let what is printed from now on go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_report(file: Path, report: str) -> None:
    """Write a report into a file; one that is there is replaced when all of it is written.

    Raises ContractError when it cannot be written.
    """
    try:
        # What is no file, a pipe for example, is written to as it is.
        if file.exists() and (file.is_symlink() or not file.is_file()):
            file.write_text(report, encoding="utf-8", newline="\n")
        else:
            _replace(file, report)
    except OSError as error:
        raise ContractError(
            "output", f"{file} cannot be written ({error.strerror})", "give another file"
        ) from error


def _replace(file: Path, report: str) -> None:
    written = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        written.write_text(report, encoding="utf-8", newline="\n")
        if file.exists():
            written.chmod(file.stat().st_mode)
        written.replace(file)
    finally:
        written.unlink(missing_ok=True)

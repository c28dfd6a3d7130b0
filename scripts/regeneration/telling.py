"""Says what a run does, and never decides by it: nobody may be listening, or only in ASCII."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from flochat.contract.errors import one_line


def tell(*lines: str) -> None:
    """Print lines to stdout, if there is anybody who reads it."""
    _print(sys.stdout, lines)


def complain(line: str) -> None:
    """Print a line to stderr, if there is anybody who reads it."""
    _print(sys.stderr, (one_line(line),))


def _print(stream: TextIO | None, lines: tuple[str, ...]) -> None:
    if stream is None:  # the program was started with it closed
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    text = "".join(f"{line}\n" for line in lines)
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        _give_up(stream)


def _give_up(stream: TextIO) -> None:
    """Have the rest go nowhere: what is left in the buffer would fail once more at the exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
